"""What a quote carries beside its words: when, where, in which medium, to whom, through whom."""

from __future__ import annotations

from datetime import date

import pytest

from bot.extract.details_time import resolve_day
from bot.extract.pipeline import extract
from bot.model import Flag, Span, Speech
from tests.extract.readings import read

WEDNESDAY = date(2024, 3, 6)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("on monday", date(2024, 3, 4)),
        ("wednesday", WEDNESDAY),
        ("late thursday night", date(2024, 2, 29)),
        ("last wednesday", date(2024, 2, 28)),
        ("last tuesday", date(2024, 3, 5)),
        ("next friday", None),
        ("today", WEDNESDAY),
        ("earlier today", WEDNESDAY),
        ("this morning", WEDNESDAY),
        ("yesterday", date(2024, 3, 5)),
        ("last night", date(2024, 3, 5)),
        ("two days ago", date(2024, 3, 4)),
        ("a day ago", date(2024, 3, 5)),
        ("on march 5", date(2024, 3, 5)),
        ("march 7", date(2023, 3, 7)),
        ("on dec. 24", date(2023, 12, 24)),
        ("on 5 march 2019", date(2019, 3, 5)),
        ("on sunday , march 3 , 2024", date(2024, 3, 3)),
        ("the 5th of march", date(2024, 3, 5)),
        ("on june 31", None),
        ("in march", None),
        ("in 2019", None),
        ("last week", None),
        ("last month", None),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_resolve_day_reads_a_past_day(phrase: str, day: date | None) -> None:
    assert resolve_day(phrase.split(), WEDNESDAY) == day


def test_resolve_day_knows_full_dates_only_without_a_day_of_publication() -> None:
    assert resolve_day("on march 3 , 2024".split(), None) == date(2024, 3, 3)
    assert resolve_day(["on", "monday"], None) is None
    assert resolve_day(["march", "3"], None) is None


def test_resolve_day_stays_within_the_calendar() -> None:
    assert resolve_day(["last", "monday"], date.min) is None
    assert resolve_day(["dec", "24"], date.min) is None


def written(text: str, span: Span | None) -> str | None:
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("text", "time", "day"),
    [
        ("On Tuesday, Nora Quill said the quay was lost.", "On Tuesday", date(2024, 3, 5)),
        ("Nora Quill said Tuesday that the quay was lost.", "Tuesday", date(2024, 3, 5)),
        ("“The quay was lost,” Nora Quill said late on Monday night.", "late on Monday night", date(2024, 3, 4)),
        ("“The quay was lost,” said Nora Quill, who heads the board, on Monday.", "on Monday", date(2024, 3, 4)),
        ("At a rally in Tampa on Saturday, Nora Quill said the quay was lost.", "on Saturday", date(2024, 3, 2)),
        ("Nora Quill, in a speech on Sunday, said the quay was lost.", "on Sunday", date(2024, 3, 3)),
        ("Nora Quill told Fox News on March 3, 2024, that the quay was lost.", "on March 3, 2024", date(2024, 3, 3)),
        ("In a statement released Monday, the Harbour Board said the quay was lost.", "Monday", date(2024, 3, 4)),
        ("“The quay was lost,” Nora Quill told the Coast Herald in 2019.", "in 2019", None),
        ("At Monday's debate, Nora Quill said the quay was lost.", "Monday", date(2024, 3, 4)),
    ],
)  # fmt: skip
def test_the_day_of_a_statement_is_resolved_against_the_article(text: str, time: str, day: date | None) -> None:
    said = read(text, WEDNESDAY).quote("quay was lost").said
    assert said is not None
    assert (said.span.of(text), said.day) == (time, day)


@pytest.mark.parametrize(
    "text",
    [
        "Nora Quill said the quay was lost on Friday.",
        "After the vote on Tuesday, Nora Quill said the quay was lost.",
        "Nora Quill rowed home on Sunday and said that the quay was lost.",
        "Nora Quill said the quay was lost, and Dan Orme told reporters on Monday that it was not.",
    ],
    ids=["in-the-content", "of-an-event", "of-another-verb", "of-another-report"],
)
def test_a_day_that_belongs_to_something_else_is_not_the_statements(text: str) -> None:
    assert read(text, WEDNESDAY).quote("quay was lost").said is None


def test_a_time_of_day_alone_is_no_date() -> None:
    assert read("“The quay was lost,” Nora Quill said in the evening.", WEDNESDAY).quote("quay was lost").said is None


@pytest.mark.parametrize(
    "text",
    [
        "Nora Quill expected a new Dan Orme to appear.",
        "Nora Quill told the story of Lisbon: “The quay was lost.”",
        "“The quay was lost,” Nora Quill said to cheers.",
        "In response to questions, Nora Quill said the quay was lost.",
    ],
    ids=["expected", "story", "noise", "occasion"],
)
def test_what_hears_nothing_is_no_addressee(text: str) -> None:
    assert all(quote.addressee is None for quote in read(text).extraction.quotes)


@pytest.mark.parametrize(
    ("text", "medium", "addressee", "place"),
    [
        ("Nora Quill told reporters in Lisbon the quay was lost.", None, "reporters", "in Lisbon"),
        ("“The quay was lost,” Nora Quill told a crowd of dockers.", None, "a crowd of dockers", None),
        ("Nora Quill said to the crews: “The quay was lost.”", None, "the crews", None),
        (
            "Nora Quill said in an interview with the Coast Herald that the quay was lost.",
            "in an interview with the Coast Herald", "the Coast Herald", None,
        ),
        ("Nora Quill told the Coast Herald that the quay was lost.", "the Coast Herald", "the Coast Herald", None),
        ("Nora Quill told Dan Orme that the quay was lost.", None, "Dan Orme", None),
        ("“The quay was lost,” Nora Quill said on CNN.", "on CNN", None, None),
        ("“The quay was lost,” Nora Quill wrote on her Facebook page.", "on her Facebook page", None, None),
        ("Nora Quill tweeted: “The quay was lost.”", "tweeted", None, None),
        ("Speaking at a rally in Tampa, Florida, Nora Quill said the quay was lost.", "at a rally", None,
         "in Tampa, Florida"),
        ("“The quay was lost,” Nora Quill said at a news conference outside the town hall.", "at a news conference",
         None, "outside the town hall"),
        ("A sign at the gate read “The quay was lost”.", "A sign at the gate", None, None),
    ],
)  # fmt: skip
def test_medium_addressee_and_place_are_slices_of_the_reporting_clause(
    text: str, medium: str | None, addressee: str | None, place: str | None
) -> None:
    text = text.replace("The quay was", "the quay was")
    quote = read(text).quote("the quay was lost")
    assert (written(text, quote.medium), written(text, quote.addressee), written(text, quote.place)) == (
        medium,
        addressee,
        place,
    )


def test_a_quote_that_goes_on_carries_what_its_cue_told() -> None:
    text = "“We rowed,” Nora Quill told reporters in Lisbon on Monday.\n\n“Nobody else did.”"
    quote = read(text, WEDNESDAY).quote("Nobody else")
    assert written(text, quote.addressee) == "reporters"
    assert written(text, quote.place) == "in Lisbon"
    assert quote.said is not None
    assert quote.said.day == date(2024, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "“It is over,” Omar Feld said through an interpreter.",
        "Omar Feld, speaking through a translator, said it is over.",
        "“It is over,” Omar Feld said in Arabic.",
    ],
)
def test_translated_words_are_flagged(text: str) -> None:
    assert Flag.TRANSLATED in read(text.replace("It is", "it is")).flags("it is over")


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Did Nora Quill say “never again”?", Flag.HYPOTHETICAL),
        ("Unless Nora Quill said “never again”, the vote stands.", Flag.HYPOTHETICAL),
        ("Nora Quill denied having said “never again”.", Flag.DENIED),
        ("Nora Quill refused to say “never again”.", Flag.DENIED),
        ("Nora Quill did not say “never again”.", Flag.DENIED),
    ],
)
def test_what_was_not_said_is_no_plain_quote(text: str, flag: Flag) -> None:
    quote = read(text).quote("never again")
    assert flag in quote.flags
    assert not quote.plain


def test_a_report_of_a_report_names_both() -> None:
    reading = read("Nora Quill said on Monday that Tom Harkness had called the toll “mad”.", WEDNESDAY)
    quote = reading.quote("mad")
    assert reading.speaker("mad") == "Tom Harkness"
    assert quote.via == reading.quote("that Tom").speakers[0]
    assert Flag.SECONDHAND in quote.flags
    assert reading.quote("that Tom").speech is Speech.INDIRECT  # the words in marks are not hers


def test_a_report_of_ones_own_words_is_not_second_hand() -> None:
    reading = read("Nora Quill said that she had called the toll “mad”.")
    assert all(Flag.SECONDHAND not in quote.flags for quote in reading.extraction.quotes)


def test_a_time_behind_the_outlet_is_no_part_of_it() -> None:
    text = "Ana Ruiz told Coast Radio late on Thursday that the pier was closed."
    quote = extract(text, date(2025, 3, 14)).quotes[0]
    assert quote.medium is not None
    assert quote.medium.of(text) == "Coast Radio"
    assert quote.said is not None
    assert quote.said.day == date(2025, 3, 13)
