"""Words, sentences, paragraphs and quotation marks as spans of an unchanged text."""

from bot.compiled import modules_of

__path__[:0] = modules_of("text")
