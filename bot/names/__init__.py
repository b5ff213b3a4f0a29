"""Personal names: their parts, the words around them, and whether two of them can be one person."""

from bot.compiled import modules_of

__path__[:0] = modules_of("names")
