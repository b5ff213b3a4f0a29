"""Words, sentences, paragraphs and quotation marks as spans of an unchanged text."""
