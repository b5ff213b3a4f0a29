"""Who is named: one actor for all mentions of a person, organisation or place, found again whatever people type."""

from bot.compiled import modules_of

__path__[:0] = modules_of("actors")
