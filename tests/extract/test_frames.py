"""Which words of a sentence are the report, and which are reported: verbs in the frames that news writes them in."""

from __future__ import annotations

import pytest

from bot.model import Flag
from tests.extract.readings import read


def reports(text: str) -> list[tuple[str | None, list[str]]]:
    """Cue and content of every quote of the text."""
    quotes = read(text).extraction.quotes
    return [(q.cue.of(text) if q.cue else None, [span.of(text) for span in q.spans]) for q in quotes]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        pytest.param(
            "Ana Ruiz, who runs the board, wants to junk the fee.", "wants", "to junk the fee", id="unlisted-infinitive"
        ),
        pytest.param(
            "Ana Ruiz closed the gate, and plans to keep it shut.", "plans", "to keep it shut", id="joined-third-person"
        ),
        pytest.param(
            "The charter, which two towns signed, obligates members to repair the pier.",
            "obligates",
            "members to repair the pier",
            id="behind-apposition",
        ),
        pytest.param(
            "Figures from the Norland survey show that rents fell.", "show", "that rents fell", id="plural-before-name"
        ),
        pytest.param("The board would like to rebuild the pier.", "would like", "to rebuild the pier", id="would-like"),
        pytest.param("Ana Ruiz rejected that argument in May.", "rejected", "that argument in May", id="that-noun"),
        pytest.param("He's sought to protect the pier.", "'s sought", "to protect the pier", id="has-sought"),
        pytest.param("She's called for lower fees.", "'s called for", "lower fees", id="has-called-for"),
        pytest.param(
            "The board voted on Friday to close the pier.", "voted", "to close the pier", id="time-before-infinitive"
        ),
        pytest.param(
            "Ana Ruiz spoke late on Friday about the pier.",
            "spoke late on Friday about",
            "the pier",
            id="time-before-preposition",
        ),
        pytest.param(
            "Ana Ruiz vowed not to repeat that mistake.", "vowed", "not to repeat that mistake", id="negated-infinitive"
        ),
        pytest.param("It was what clerks described as slow.", "described as", "slow", id="what-clerks-described"),
    ],
)
def test_verb_reports_what_its_frame_takes(text: str, cue: str, content: str) -> None:
    assert (cue, [content]) in reports(text)


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        pytest.param(
            "The guards have often been criticized for being slow.",
            "have often been criticized for",
            ["The guards", "being slow"],
            id="criticized-for",
        ),
        pytest.param(
            "He was accused of selling the boats.", "was accused of", ["He", "selling the boats"], id="accused-of"
        ),
        pytest.param(
            "The works are expected to continue in May.",
            "are expected",
            ["The works", "to continue in May"],
            id="expected-to",
        ),
        pytest.param(
            "It is considered a threat to the port.", "is considered", ["It", "a threat to the port"], id="considered"
        ),
        pytest.param(
            "The fee is being criticized as unfair.",
            "is being criticized",
            ["The fee", "as unfair"],
            id="being-criticized",
        ),
        pytest.param("Most claims were rated as false.", "were rated", ["Most claims", "as false"], id="rated-as"),
    ],
)
def test_passive_reports_what_is_thought_of_its_subject(text: str, cue: str, content: list[str]) -> None:
    assert (cue, content) in reports(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tom Bell was granted leave for the winter.", id="granted"),
        pytest.param("Ana Ruiz was treated for a cold.", id="treated-for"),
        pytest.param("Six sailors were admitted as well as nine others.", id="admitted-as-well-as"),
        pytest.param("The feast is observed as a day of rest.", id="observed-as"),
        pytest.param("The court ruling would close the pier.", id="ruling-is-a-noun"),
        pytest.param(
            "Twelve people demonstrated after the board backed the fee increase of the port.", id="demonstrate"
        ),
    ],
)
def test_verbs_that_report_elsewhere_report_nothing_here(text: str) -> None:
    cues = [cue for cue, _ in reports(text)]
    assert cues == [] or cues == ["backed"]


def test_a_clause_of_time_is_not_what_was_said() -> None:
    assert reports("Ana Ruiz said so before she left the town.") == []


def test_a_negated_verb_may_leave_the_time_open() -> None:
    assert reports("Ana Ruiz has not said when she will leave.") == [("has not said", ["when she will leave"])]


def test_the_words_that_announce_a_paragraph_are_its_cue() -> None:
    text = "Ana Ruiz later added:\n\n“The gate is rotten.”"
    (quote,) = read(text).extraction.quotes
    assert quote.cue is not None
    assert quote.cue.of(text) == "later added"


def test_as_somebody_said_gives_only_the_quotation_before_it() -> None:
    reading = read(
        "The banner of the strike read ‘no more’, and “we shall stay,” as Tom Bell said, was its second line."
    )
    assert reading.content("we shall stay") == ["we shall stay,"]


def test_a_judgement_nobody_is_named_for_is_no_plain_quotation() -> None:
    (quote,) = read("He was accused of selling the boats.").extraction.quotes
    assert quote.source is None
    assert not quote.plain
    assert Flag.DENIED not in quote.flags


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        pytest.param(
            "A poll released last week by the Herald found that rents fell.",
            "rents",
            "A poll released last week by the Herald",
            id="participle",
        ),
        pytest.param(
            "All the clerks I met said the gate was shut.", "gate", "All the clerks I met", id="contact-clause"
        ),
        pytest.param(
            "The Harbour Board, which runs nine piers, said the gate was shut.", "gate", "The Harbour Board", id="which"
        ),
        pytest.param("Last week Ana Ruiz said the gate was shut.", "gate", "Ana Ruiz", id="time-before-the-name"),
        pytest.param(
            "These are the reasons many voters say the gate must stay shut.", "gate", "many voters", id="second-phrase"
        ),
    ],
)
def test_source_is_the_whole_noun_phrase_and_no_more(text: str, words: str, source: str) -> None:
    assert read(text).source(words) == source


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        pytest.param(
            "Ana Ruiz is a staunch opponent of the fee.", "is a staunch opponent of", "the fee", id="opponent-of"
        ),
        pytest.param("Her obsession with the pier is old.", "obsession with", "the pier", id="owned-noun"),
        pytest.param(
            "Despite his repeated warnings that the pier was rotten, nobody came.",
            "repeated warnings",
            "that the pier was rotten",
            id="modified-noun",
        ),
        pytest.param(
            "Tom Bell went on to explain that he was ill.", "went on to explain", "that he was ill", id="go-on"
        ),
        pytest.param(
            "Ana Ruiz issued a statement on Monday calling the fee a mistake.",
            "issued a statement on Monday calling",
            "the fee a mistake",
            id="issued-a-statement",
        ),
        pytest.param("The board agreed to release the money.", "agreed", "to release the money", id="agreed-to-do"),
        pytest.param("“It is over,” she said of the strike.", "said", "It is over,", id="said-of"),
        pytest.param(
            "The town's decision to jump-start the ferry pleased them.",
            "decision",
            "to jump-start the ferry",
            id="decision-to",
        ),
        pytest.param(
            "The clerks were so frustrated that the gate was shut again.",
            "were so frustrated",
            "that the gate was shut again",
            id="so-frustrated-that",
        ),
        pytest.param("She was sure the pier would hold.", "was sure", "the pier would hold", id="sure-without-that"),
        pytest.param(
            "Ana Ruiz answered the clerk by saying the gate was new.", "saying", "the gate was new", id="by-saying"
        ),
        pytest.param(
            "“It is over,” Tom Bell said sarcastically.", "said sarcastically", "It is over,", id="adverb-behind"
        ),
        pytest.param(
            "Ana Ruiz knows exactly what holes in the pier let water in.",
            "knows exactly",
            "what holes in the pier let water in",
            id="what-with-a-noun",
        ),
        pytest.param(
            "There was growing agreement that the fee must fall.",
            "agreement",
            "that the fee must fall",
            id="nobodys-noun",
        ),
        pytest.param("Ana Ruiz said Friday that rents fell.", "said Friday", "that rents fell", id="bare-day"),
        pytest.param(
            "“It is late,” Ana Ruiz said in an interview.", "said in an interview", "It is late,", id="in-an-interview"
        ),
        pytest.param("Ana Ruiz said on Friday that rents fell.", "said", "that rents fell", id="day-with-preposition"),
        pytest.param("Ana Ruiz praised the crew and closed the gate.", "praised", "the crew", id="second-finite-verb"),
        pytest.param(
            "Ana Ruiz promised to mend the pier and closed the gate.",
            "promised",
            "to mend the pier",
            id="infinitive-ends",
        ),
        pytest.param(
            "Tom Bell vowed to repair and repaint the pier.",
            "vowed",
            "to repair and repaint the pier",
            id="joined-infinitives",
        ),
    ],
)
def test_report_reaches_as_far_as_its_words_belong_together(text: str, cue: str, content: str) -> None:
    assert (cue, [content]) in reports(text)


def test_details_stay_though_the_cue_reaches_over_them() -> None:
    reading = read("“It is late,” Ana Ruiz said in an interview on Friday.")
    quote = reading.quote("late")
    assert quote.medium is not None
    assert quote.medium.of(reading.text) == "in an interview"
    assert quote.said is not None
    assert quote.said.span.of(reading.text) == "on Friday"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They found a way to mend the pier.", id="people-find-a-way"),
        pytest.param("The town has three ways to seek a loan.", id="purpose"),
        pytest.param("The stream called Rowan Water runs east.", id="name-of-a-place"),
        pytest.param("Ana Ruiz called Tom Bell on Friday.", id="telephone"),
        pytest.param("The highly anticipated fair opened in May.", id="adverb-and-participle"),
        pytest.param("Twenty member states signed the charter.", id="states"),
        pytest.param("The town opened the gate, allowing its boats to leave.", id="effect"),
        pytest.param("Would you think the pier had to go?", id="thoughts-of-you"),
        pytest.param("Charges that were dropped last year came back.", id="relative-clause"),
    ],
)
def test_what_is_no_report_gives_no_quote(text: str) -> None:
    assert reports(text) == []


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        pytest.param("The town seems to be rich.", "seems", ["The town", "to be rich"], id="seems-to-be"),
        pytest.param("It appeared that nobody came.", "appeared", ["that nobody came"], id="appeared-that"),
        pytest.param(
            "It is unclear whether the pier will hold.", "It is unclear", ["whether the pier will hold"], id="unclear"
        ),
    ],
)
def test_what_seems_so_is_nobodys(text: str, cue: str, content: list[str]) -> None:
    (quote,) = read(text).extraction.quotes
    assert reports(text) == [(cue, content)]
    assert quote.source is None
    assert Flag.BELIEF in quote.flags


def test_what_a_poll_says_is_the_polls() -> None:
    reading = read("In the latest Norland poll, Ana Ruiz leads by five points.")
    assert reading.source("leads") == "the latest Norland poll"


def test_who_sends_a_letter_says_what_it_says() -> None:
    reading = read("Tom Bell met Ana Ruiz. She sent a letter to the board opposing “the ruinous fee”.")
    assert reading.speaker("the ruinous fee") == "Ana Ruiz"


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        pytest.param("Ana Ruiz aims to rely on tolls.", "aims", "to rely on tolls", id="verb-in-ly"),
        pytest.param("Ana Ruiz could cap or refuse to raise the fee.", "refuse", "to raise the fee", id="behind-modal"),
        pytest.param("Some Democrats question the fee.", "question", "the fee", id="plural-of-a-party"),
        pytest.param("Ana Ruiz talks to Tom Bell about the fee.", "talks", "the fee", id="talks-to-about"),
        pytest.param("Ana Ruiz asked him about the fee.", "asked him about", "the fee", id="asked-about"),
        pytest.param(
            "Ana Ruiz asked Tom Bell, the mayor, to drop the fee.", "asked", "to drop the fee", id="behind-insertion"
        ),
        pytest.param("The board proposed newly built piers.", "proposed", "newly built piers", id="adverb-first"),
        pytest.param(
            "The toll ended in May, the Porto Herald reports.",
            "reports",
            "The toll ended in May",
            id="reports-at-the-end",
        ),
        pytest.param("Dockers like Bell, she said.", "said", "Dockers like Bell", id="no-verb"),
        pytest.param("It was the plan that Ana Ruiz opposes.", "opposes", "the plan that", id="object-before"),
        pytest.param(
            "Porto has a toll, which Ana Ruiz criticized on Monday.", "criticized", "a toll, which", id="object-which"
        ),
    ],
)
def test_report_is_found_in_its_frame(text: str, cue: str, content: str) -> None:
    assert (cue, [content]) in reports(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param(
            "The film shows Ana Ruiz at the pier (her office later said that she was ill).",
            "Ana Ruiz at the pier",
            id="remark-in-brackets",
        ),
        pytest.param(
            "Tom Bell attacked the fee, which he said was illegal.", "the fee", id="relative-clause-of-a-report"
        ),
        pytest.param(
            "Nine agreed that she was “well enough,” while ten said the same of Bell.",
            "that she was “well enough,”",
            id="while-behind-quotation",
        ),
    ],
)
def test_content_ends_before_another_report(text: str, content: str) -> None:
    assert reports(text)[0][1] == [content]
    assert len(reports(text)) == 2
