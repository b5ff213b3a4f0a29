"""Texts of any length on which a careless extraction takes more than its share of time."""

from __future__ import annotations

from collections.abc import Callable

PROSE = (
    "“We rowed all night,” Nora Quill said on Monday. The Harbour Board, which Dan Orme leads, said that it would "
    "object, and he told reporters that she “never” came.\n\n"
)
_WORDS = ["bako", "delu", "fimo", "gora", "kupe", "lita", "moru", "nesi", "pola", "ruka", "sime", "tavo"]


def repeated(piece: str) -> Callable[[int], str]:
    """Texts of `piece` again and again, of about the length asked for."""
    return lambda chars: piece * (chars // len(piece))


def crowd(chars: int) -> str:
    """Prose in which everybody has another name."""
    out: list[str] = []
    for i in range(chars // 160):
        name = f"{_WORDS[i % 12]}{_WORDS[i // 12 % 12]}{_WORDS[i // 144 % 12]}".capitalize()
        out.append(
            f"Mayor Nora {name} said on Monday the quay was lost. “We rowed,” she said. Mr. {name} objected. The "
            f"{name} campaign said it was sorry, according to the mayor.\n\n"
        )
    return "".join(out)


ADVERSARIAL: dict[str, Callable[[int], str]] = {
    "straight-marks": repeated('"'),
    "spaced-marks": repeated('" '),
    "opening-marks": repeated("“"),
    "quoted-letters": repeated('"a" '),
    "single-quoted-letters": repeated("'a' "),
    "apostrophes": repeated("a'"),
    "open-paragraphs": repeated("“No way.\n\n"),
    "one-quotation": lambda chars: "“" + "He said ‘no’ again. " * (chars // 20) + "” she said.",
    "quotations-before-one-cue": lambda chars: "“No.” " * (chars // 6) + "she said.",
    "reports-without-a-stop": repeated("Nora said, "),
    "nested-reports": repeated("she said that "),
    "relative-clauses": repeated("Nora Quill, who said, "),
    "passives": repeated("was told by "),
    "cue-nouns": repeated("the claim that "),
    "names": repeated("Nora Quill "),
    "listed-names": repeated("Nora Quill, "),
    "abbreviations": repeated("Sen. "),
    "acronyms": repeated("U."),
    "hyphens": repeated("a-"),
    "digits": repeated("1,"),
    "blanks": repeated(" "),
    "blanks-and-invisible": repeated("          \u200b"),
    "line-feeds": repeated("\n"),
    "short-paragraphs": repeated("a\n\n"),
    "dots": repeated("."),
    "brackets": repeated("("),
    "dashes": repeated("— a "),
    "dates": repeated("March 5, "),
    "adjuncts": repeated("said on Monday in a statement on "),
    "turns": repeated("QUILL: No.\n\nORME: Yes.\n\n"),
    "blocks": repeated("Quill wrote:\n\n    I am here.\n\n"),
    "one-line": repeated("the cat sat on the mat and "),
    "prose": repeated(PROSE),
    "prose-without-stops": repeated(PROSE.replace(".", ",").replace("\n\n", " ")),
    "crowd": crowd,
}
