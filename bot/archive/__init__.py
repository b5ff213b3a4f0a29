"""Where articles, quotes and actors are kept: one port, several archives, one contract suite for all."""

from bot.compiled import modules_of

__path__[:0] = modules_of("archive")
