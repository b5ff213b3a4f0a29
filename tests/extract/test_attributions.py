"""Sources, cues and contents by the syntax of the sentence."""

from __future__ import annotations

import pytest

from bot.model import Flag, Speech
from tests.extract.readings import read


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        pytest.param("Ana Ruiz, the mayor, said the gate was open.", "gate", "Ana Ruiz, the mayor", id="apposition"),
        pytest.param(
            "Eva Lind, 42, of Porto, who heads the board, said the gate was open.",
            "gate",
            "Eva Lind, 42, of Porto, who heads the board",
            id="several-insertions",
        ),
        pytest.param(
            "Ana Ruiz, speaking at the gate, said the bridge was open.", "bridge", "Ana Ruiz", id="adverbial-insertion"
        ),
        pytest.param("On Friday the board said the gate was open.", "gate", "the board", id="opening-phrase"),
        pytest.param(
            "A spokesman for the board on Friday said the gate was open.",
            "gate",
            "A spokesman for the board",
            id="time-between",
        ),
        pytest.param(
            "Dockers waiting at the gate said the crane had failed.",
            "crane",
            "Dockers waiting at the gate",
            id="reduced-relative",
        ),
        pytest.param(
            "The man who works for Bell said the crane had failed.",
            "crane",
            "The man who works for Bell",
            id="relative-clause",
        ),
        pytest.param(
            "All the dockers I met said the crane had failed.", "crane", "All the dockers I met", id="contact-clause"
        ),
        pytest.param("Some say the crane had failed.", "crane", "Some", id="quantifier"),
        pytest.param("The gate was open, said Ana Ruiz, the mayor.", "gate", "Ana Ruiz, the mayor", id="inversion"),
        pytest.param("Said Ruiz: “The gate was open.”", "gate", "Ruiz", id="said-first"),
        pytest.param("As Ana Ruiz put it, the gate was never open.", "gate", "Ana Ruiz", id="as-put-it"),
        pytest.param(
            "Sen. Ana Ruiz (D-Norland) said the gate was open.", "gate", "Sen. Ana Ruiz (D-Norland)", id="bracket"
        ),
    ],
)
def test_the_source_is_the_subject_with_what_belongs_to_it(text: str, words: str, source: str) -> None:
    assert read(text).source(words) == source


@pytest.mark.parametrize(
    ("text", "words", "content"),
    [
        pytest.param(
            "Ana Ruiz said that the gate was open, adding that the bridge was not.",
            "gate",
            ["that the gate was open"],
            id="adding-begins-another",
        ),
        pytest.param(
            "Ana Ruiz said the gate was open, but Tom Bell said the bridge was not.",
            "gate",
            ["the gate was open"],
            id="but-begins-another",
        ),
        pytest.param("The port, Ana Ruiz said, will reopen.", "port", ["The port", "will reopen"], id="in-the-middle"),
        pytest.param(
            "PORT ESKER - The gate was open, the harbour board said.", "gate", ["The gate was open"], id="dateline"
        ),
        pytest.param(
            "It was paid by Merrow Inc. “We paid it,” said Tom Bell.", "paid it", ["We paid it,"], id="behind-inc"
        ),
        pytest.param("It left at 5 p.m. “We know it,” said Tom Bell.", "know it", ["We know it,"], id="behind-p.m."),
        pytest.param(
            "At 5 p.m. “The Gate” is shown, Ana Ruiz said.", "shown", ["At 5 p.m. “The Gate” is shown"], id="title"
        ),
        pytest.param(
            "Ana Ruiz said that, according to the Herald, the gate was open.",
            "gate",
            ["that, according to the Herald, the gate was open"],
            id="according-to-inside",
        ),
        pytest.param("Tom Bell shouted “Open the gate” as he was led away.", "gate", ["Open the gate"], id="behind-as"),
        pytest.param(
            "Tom Bell said “no gate” to the board.", "gate", ["“no gate” to the board"], id="fragment-goes-on"
        ),
        pytest.param("**13.05** The gate was open, Ana Ruiz says.", "gate", ["The gate was open"], id="stamp-in-bold"),
        pytest.param("10.30am: The gate was open, Ana Ruiz says.", "gate", ["The gate was open"], id="stamp-and-colon"),
        pytest.param("10.30 gates were open, Ana Ruiz says.", "gates", ["10.30 gates were open"], id="no-stamp"),
        pytest.param(
            "Asked about the gate, Ana Ruiz said, “It was open.”", "open", ["It was open."], id="opening-participle"
        ),
        pytest.param(
            "The firm, which had promised to rebuild the gate, said on Monday that it was broke.",
            "rebuild",
            ["to rebuild the gate"],
            id="relative-clause-ends",
        ),
        pytest.param(
            "While Ana Ruiz says the gate will hold, Tom Bell left the town.",
            "gate",
            ["the gate will hold"],
            id="while-clause-ends",
        ),
        pytest.param("Ana Ruiz called the gate a disgrace.", "disgrace", ["the gate a disgrace"], id="small-clause"),
        pytest.param("Ana Ruiz urged the board to open the gate.", "gate", ["to open the gate"], id="infinitive"),
        pytest.param("Ana Ruiz called for new gates.", "new gates", ["new gates"], id="preposition"),
        pytest.param(
            "Ana Ruiz expressed concern that the gate would fall.", "fall", ["that the gate would fall"], id="noun"
        ),
        pytest.param("Ana Ruiz is sure that the gate will fall.", "fall", ["that the gate will fall"], id="adjective"),
        pytest.param("Ana Ruiz was critical of the new gate.", "new gate", ["the new gate"], id="adjective-of"),
        pytest.param(
            "On CNN's “State of the Harbour,” Ana Ruiz said that the gate was open.",
            "gate",
            ["that the gate was open"],
            id="programme-is-no-speech",
        ),
    ],
)
def test_the_content_ends_where_the_report_does(text: str, words: str, content: list[str]) -> None:
    assert read(text).content(words) == content


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        pytest.param("Ana Ruiz came in, sat down and said the gate was open.", "gate", "Ana Ruiz", id="joined-verbs"),
        pytest.param("Ana Ruiz agreed to say that the gate was open.", "gate", "Ana Ruiz", id="infinitive"),
        pytest.param(
            "Ana Ruiz praised the men who closed the bridge, saying “they saved lives”.",
            "saved",
            "Ana Ruiz",
            id="participle-of-main-clause",
        ),
        pytest.param(
            "Ana Ruiz sent a letter on Monday saying that the gate was rotten.",
            "rotten",
            "Ana Ruiz",
            id="letter-saying",
        ),
        pytest.param("Citing the weather, Ana Ruiz closed the gate.", "weather", "Ana Ruiz", id="opening-participle"),
        pytest.param(
            "Tom Bell listened. Ana Ruiz's claim that the gate was rotten hurt.", "rotten", "Ana Ruiz", id="noun"
        ),
        pytest.param("The plan was condemned by Ana Ruiz.", "The plan", "Ana Ruiz", id="passive"),
        pytest.param("“The gate is rotten.” ― Ana Ruiz", "rotten", "Ana Ruiz", id="signature"),
        pytest.param("“The gate is rotten.”\n― Ana Ruiz", "rotten", "Ana Ruiz", id="signature-of-another-paragraph"),
        pytest.param("Ana Ruiz wrote:\n\n“The gate is rotten.”", "rotten", "Ana Ruiz", id="announced"),
        pytest.param("Ana Ruiz blamed the wind. “The gate was new.”", "new", "Ana Ruiz", id="report-then-speech"),
    ],
)
def test_the_speaker_is_found_across_the_sentence(text: str, words: str, speaker: str | None) -> None:
    assert read(text).speaker(words) == speaker


def test_what_a_speaker_hopes_is_part_of_what_she_says() -> None:
    reading = read("Ana Ruiz said she hoped the gate would hold.")
    assert [q.spans[0].of(reading.text) for q in reading.extraction.quotes] == ["she hoped the gate would hold"]


@pytest.mark.parametrize(
    "text",
    ["Ana Ruiz hopes the gate will hold.", "Ana Ruiz wants the gate to hold.", "Ana Ruiz plans to hold the gate."],
)
def test_beliefs_and_plans_are_flagged(text: str) -> None:
    (quote,) = read(text).extraction.quotes
    assert Flag.BELIEF in quote.flags
    assert quote.speech is Speech.INDIRECT


def test_the_claim_belongs_to_its_owner_not_to_who_seizes_on_it() -> None:
    reading = read("Tom Bell attacked Ana Ruiz's claim that “the gate is new”.")
    assert reading.speaker("the gate is new") == "Ana Ruiz"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The page was not shown.", id="passive-without-anybody"),
        pytest.param("The attacks and fears of the town grew.", id="nouns"),
        pytest.param("The board meets on Monday in the old hall.", id="nothing-reported"),
    ],
)
def test_sentences_that_report_nothing_give_nothing(text: str) -> None:
    assert read(text).extraction.quotes == ()


def test_labels_of_an_interview_are_initials_of_the_people_named_before() -> None:
    reading = read(
        "The novelist Ana Ruiz talks to Tom Bell.\n\nTom Bell: Are you nervous?\n\nAna Ruiz: No, I never was.\n\n"
        "TB: Not even at home?\n\nAR: My father told me: “Walk on.” So I did."
    )
    assert reading.speaker("Not even") == "Tom Bell"
    assert reading.speaker("So I did") == "Ana Ruiz"
    assert reading.content("Walk on") == ["My father told me: “Walk on.” So I did."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ana Ruiz paid under what has become known as the “harbour rule” last year.", "harbour rule"),
        ("Ana Ruiz spoke.\n\n“(CROSSTALK.)”\n\n“I am late,” Ana Ruiz said.", "CROSSTALK"),
    ],
    ids=["known-as", "note-in-brackets"],
)
def test_names_of_things_and_notes_are_nobodys_words(text: str, words: str) -> None:
    assert not read(text).has(words)


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        pytest.param(
            "Ana Ruiz praised a deal struck in May, but acknowledged that the gate was shut.",
            "gate",
            "Ana Ruiz",
            id="not-the-deal",
        ),
        pytest.param(
            "Ana Ruiz claimed the deal validates her plan and suggested the gate could open.",
            "gate could",
            "Ana Ruiz",
            id="tense-tells",
        ),
        pytest.param(
            "Clerks and dockers, who own boats, both praised the new gate.", "gate", "Clerks and dockers", id="both"
        ),
        pytest.param(
            "Ana Ruiz met Tom Bell amid calm and new polls showing the gate ahead.",
            "gate",
            "new polls",
            id="polls-showing",
        ),
        pytest.param(
            "“It rained,” United Porto envoy Tom Bell said Monday.",
            "rained",
            "United Porto envoy Tom Bell",
            id="name-like-a-verb-behind-quotation",
        ),
        pytest.param(
            "Ana Ruiz spoke of the gate, predicting dock workers would leave.",
            "would leave",
            "Ana Ruiz",
            id="participle-that-reports",
        ),
    ],
)
def test_the_report_goes_to_who_makes_it(text: str, words: str, source: str) -> None:
    reading = read(text)
    found = reading.source(words)
    assert found is not None
    assert found.startswith(source)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param(
            "Ana Ruiz says although the board cannot act, it can cut funds.",
            ["although the board cannot act, it can cut funds"],
            id="although-first",
        ),
        pytest.param("Ana Ruiz said after the vote that she would go.", ["that she would go"], id="after-a-phrase"),
        pytest.param(
            "Each time it rained, she said, they added a pump.",
            ["Each time it rained", "they added a pump"],
            id="resumed",
        ),
    ],
)
def test_content_is_whole(text: str, content: list[str]) -> None:
    reading = read(text)
    assert [span.of(text) for span in reading.extraction.quotes[0].spans] == content


def test_who_hands_a_quotation_on_does_not_say_it() -> None:
    text = "“It rained,” Ana Ruiz said, according to the Porto Herald."
    reading = read(text)
    assert reading.speaker("rained") == "Ana Ruiz"
    assert len(reading.extraction.quotes) == 1


def test_what_begins_is_no_speaker() -> None:
    assert not read("Now the hard part begins: closing the gate before it floods.").has("closing")


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        pytest.param(
            "Fights broke out after a lawyer of a docker who was hurt by guards charged that the gate was shut.",
            "the gate",
            "a lawyer of a docker who was hurt by guards",
            id="after-a-clause",
        ),
        pytest.param(
            "“It rained,” Ruiz, the first woman to run the board, told a friend on Monday, after rain.",
            "rained",
            "Ruiz, the first woman to run the board",
            id="infinitive-in-apposition",
        ),
        pytest.param("About a third of voters said the gate was shut.", "the gate", "a third of voters", id="about"),
        pytest.param(
            "It rained, according to a Porto Herald tracking poll released on Monday.",
            "rained",
            "a Porto Herald tracking poll released on Monday",
            id="tracking-poll",
        ),
        pytest.param(
            "In an attempt to explain the fee, Ana Ruiz opened the gate.",
            "the fee",
            "Ana Ruiz",
            id="opening-infinitive",
        ),
        pytest.param(
            "Clerks wonder about guards, who say it rained, and residents who say the gate was shut.",
            "the gate",
            "who",
            id="second-relative-clause",
        ),
    ],
)
def test_the_source_of_a_report_in_its_sentence(text: str, words: str, source: str) -> None:
    assert read(text).source(words) == source


def test_a_pronoun_and_a_name_speak_together() -> None:
    reading = read("Tom Bell left. He and Ana Ruiz, the mayor, also said the gate was shut.")
    assert reading.source("the gate") == "He and Ana Ruiz, the mayor"
    assert reading.speaker("the gate") == "Tom Bell and Ana Ruiz"


def test_a_claim_goes_on_behind_an_insertion() -> None:
    text = "Ana Ruiz cited a report by Norland News that the board, lacking a plan, had failed to act."
    assert read(text).content("had failed") == ["that the board, lacking a plan, had failed to act"]


def test_an_opening_phrase_ends_its_content() -> None:
    text = "To protest the fee, Ana Ruiz sent a letter that said the gate was shut."
    assert read(text).content("the fee") == ["the fee"]
    assert read(text).source("the gate") == "that"


def test_who_calls_the_police_calls_them_nothing() -> None:
    assert not read("Ana Ruiz called police three times on Monday.").has("police")


def test_a_surname_first_met_behind_a_given_name_begins_a_sentence() -> None:
    reading = read("Zorby Quenk, Ruiz's manager, left.\n\nQuenk also denounced the fee.")
    assert reading.speaker("the fee") == "Zorby Quenk"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        pytest.param(
            "Ana Ruiz and Tom Bell met. They said the gate was open.", "the gate", "Ana Ruiz and Tom Bell", id="they"
        ),
        pytest.param(
            "Ana Ruiz shared Omar Haddad’s post: “The gate is open.”", "The gate", "Omar Haddad", id="owner-of-the-post"
        ),
        pytest.param(
            "A witness identified as Tom Bell said the gate was shut.", "the gate", "Tom Bell", id="identified-as"
        ),
        pytest.param(
            "A witness, identified as Tom Bell, said the gate was shut.",
            "the gate",
            "Tom Bell",
            id="identified-between",
        ),
        pytest.param(
            "The clerk left in protest at Clara May’s refusal to open the gate.",
            "open",
            "Clara May",
            id="name-of-a-month",
        ),
        pytest.param(
            "It rained, but according to Tom Bell, the gate held.", "the gate", "Tom Bell", id="but-according"
        ),
    ],
)
def test_the_speaker_is_found_behind_other_words(text: str, words: str, speaker: str) -> None:
    assert read(text).speaker(words) == speaker


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("What Ana Ruiz said was proof that the gate was shut.", "was proof", id="what-was-said"),
        pytest.param("The board took control of six state ferries.", "ferries", id="number-before-a-noun"),
    ],
)
def test_what_nobody_said_is_no_quote(text: str, words: str) -> None:
    assert not read(text).has(words)


def test_a_question_goes_on_behind_and() -> None:
    text = "Ana Ruiz asked how songs and plays are taught in schools."
    assert read(text).content("songs") == ["how songs and plays are taught in schools"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "The crews noted that when the gate broke in June, the board promised a new one.",
            "that when the gate broke in June, the board promised a new one",
        ),
        (
            "Tom Bell told jurors that having left the ship, he wrote to the harbour master.",
            "that having left the ship, he wrote to the harbour master",
        ),
        (
            "A diver testified that in May 2019, Ana Ruiz proposed to sink the ship.",
            "that in May 2019, Ana Ruiz proposed to sink the ship",
        ),
        ("Ana Ruiz said, in a letter on Monday that “the gate is new”.", "that “the gate is new”"),
    ],
)
def test_a_clause_goes_on_behind_the_phrase_that_opens_it(text: str, content: str) -> None:
    assert content in [words for contents, _ in read(text).all() for words in contents]


def test_a_paragraph_of_speech_goes_to_whoever_was_reported_right_before_it() -> None:
    text = (
        "“We are late,” Ana Ruiz said.\n\nTom Bell, the pilot, denied that the port was full.\n\n"
        "“There is room for ten ships.”\n\nBell runs the port."
    )
    assert read(text).speaker("room") == "Tom Bell"
    assert read(text.replace("Tom Bell, the pilot,", "A group of crews")).speaker("room") == "Ana Ruiz"


def test_a_paragraph_of_speech_goes_to_the_name_that_signs_it() -> None:
    text = (
        "“We fight on our knees.”\n\n– Odo Farnley, a pastor, speaking on the strike (Source: Coast Herald)\n\n"
        "“I will not rest.”\n\n– Mayor Ana Ruiz in a letter to the crews"
    )
    assert read(text).speaker("knees") == "Odo Farnley"
    assert read(text).speaker("rest") == "Ana Ruiz"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ana Ruiz warned gradual change could sink the ferry.", "gradual change could sink the ferry"),
        ("Ana Ruiz promised her party would vote for the deal.", "her party would vote for the deal"),
        ("Ana Ruiz warned the crews the ferry could sink.", "the ferry could sink"),
    ],
)
def test_the_subject_of_what_is_told_is_nobody_addressed(text: str, content: str) -> None:
    assert content in [words for contents, _ in read(text).all() for words in contents]


def test_the_title_of_a_work_behind_a_comma_is_nobodys_words() -> None:
    assert not read("Ana Ruiz is determined, despite her first album, ‘The sea in my pocket’, which sank.").has(
        "sea in"
    )
