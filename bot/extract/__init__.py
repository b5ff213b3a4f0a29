"""Who said what: one article's text to its entities and attributions, as a pure function."""

from bot.compiled import modules_of

__path__[:0] = modules_of("extract")
