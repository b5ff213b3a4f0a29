"""Made-up prose with everything that is hard about news: marks of all kinds, cues, names, pronouns, odd characters."""

from __future__ import annotations

from hypothesis import strategies as st

MARKS = ["“", "”", '"', "‘", "’", "'", "«", "»", "„", "``", "''", "‹", "›", "(", ")", "[", "]", "—", "--", " - "]
NAMES = [
    "Nora Quill", "Mrs. Quill", "Tom Harkness Jr.", "the Harbour Board", "Lisbon", "Dr. J. P. Feld", "FELD", "N.A.T.O.",
    "the Quill campaign", "an official who asked not to be named", "Zoë Ngô", "’s", "Tanaka Yui", "the mayor of Porto",
]  # fmt: skip
CUES = [
    "said", "told reporters that", "says", "according to", "asked", "denied saying", "wrote:", "claims", "called it",
    "would not say whether", "was told", "hopes to", "in the words of", "read:", "added", "her claim that", "tweeted",
]  # fmt: skip
WORDS = [
    "she", "he", "they", "it", "who", "that", "and", "if", "on Monday", "in 2019", "the quay", "is lost", "not",
    "never", "I", "we rowed", "6'2\"", "…", ". . .", "in a statement", "don't", "U.S.", "$1,000.50", "to", "by", "of",
    "a", "through an interpreter", "last week", "Q:", "A:", "whose brother", "\u00ad", "\u200b", "\u2028", "☂",
]  # fmt: skip
STOPS = [".", "?", "!", ",", ":", ";", "\n", "\n\n", "\n    ", "\t", " ", "  ", ".”", ",”", "?’"]

news_texts = st.lists(st.sampled_from([*MARKS, *NAMES, *CUES, *WORDS, *STOPS]), max_size=60).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda glue: glue.join(parts))
)
"""Texts glued from the pieces above, with and without blanks between them."""

any_texts = st.text(max_size=200)
"""Any Unicode at all, lone surrogates included."""
