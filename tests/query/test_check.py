"""/check over the seed articles: each verdict, what is shown with it, and what people paste."""

from __future__ import annotations

import pytest

from bot.commands import request
from bot.errors import RequestNotUnderstood
from bot.query.check import check
from bot.query.check_align import Op
from bot.query.check_meaning import Change
from bot.query.check_values import CheckAnswer, Match, Verdict
from bot.reply.checked import compose_check
from bot.reply.model import Reply
from bot.reply.plain import plain
from tests.query.seed_view import seed_view


def checked(words: str, speaker: str | None = None) -> CheckAnswer:
    return check(request("check", words=words, speaker=speaker), seed_view())


def replied(words: str, speaker: str | None = None) -> Reply:
    asked = request("check", words=words, speaker=speaker)
    return compose_check(check(asked, seed_view()), asked, seed_view().state)


def speakers(match: Match) -> list[str]:
    return [actor.name for actor, _ in match.found.speakers] if match.found else []


def words_of(match: Match) -> str:
    return " … ".join(span.of(match.article.text) for span in match.used)


@pytest.mark.parametrize(
    ("words", "verdict", "speaker"),
    [
        pytest.param("some cautious optimism", Verdict.EXACT, "Michael Waltz", id="fragment"),
        pytest.param("A ship is like a cat", Verdict.EXACT, "Lorcan Petrossian", id="first half of a split quote"),
        pytest.param("a SHIP is like a cat!", Verdict.EXACT_NORMALISED, "Lorcan Petrossian", id="case and marks"),
        pytest.param("I have told my husband not to cook on Sunday", Verdict.EXACT, "Perpetua", id="pronoun"),
        pytest.param("It lives elsewhere", Verdict.PARTIAL, "Lorcan Petrossian", id="end of a quote"),
        pytest.param("a promise, but it takes 100 years to keep", Verdict.ALTERED, "Sunniva Quaye-Holm", id="altered"),
        pytest.param(
            "The contract has a ceiling ... the builder is happy", Verdict.PARTIAL, "Philippa Tarrant", id="gap"
        ),
        pytest.param("takes a hundred years to keep", Verdict.PARTIAL, "Sunniva Quaye-Holm", id="spelled number"),
        pytest.param("takes 100 years to keep", Verdict.PARTIAL, "Sunniva Quaye-Holm", id="number in digits"),
        pytest.param(
            "There's an understanding on both sides that such a conversation isn't necessary",
            Verdict.ALTERED,
            "Dmitri Peskov",
            id="negated",
        ),
    ],
)
def test_check_finds_the_verdict_and_the_speaker(words: str, verdict: Verdict, speaker: str) -> None:
    answer = checked(words)
    assert answer.verdict is verdict
    assert any(speaker in name for name in speakers(answer.matches[0]))


@pytest.mark.parametrize(
    "typed",
    [
        "“some cautious optimism”",
        '"Some cautious optimism."',
        "«some cautious optimism»",
        "„some cautious optimism“",
        "‘some cautious optimism’",
        "some cautious\u00a0optimism…",
        "> some *cautious* optimism",
        "“some cautious optimism” — Michael Waltz",
        "“some cautious optimism”, said Waltz",
        'Waltz: "some cautious optimism"',
        "Waltz told Fox there is “some cautious optimism” https://news.example/2025/03/14?x=1",
        "look at this <https://news.example/a|story>: Mr. Waltz said the White House had “some cautious optimism”!",
        "some cautious optimism — Waltz",
        "Waltz said: some cautious optimism",
    ],
)
def test_check_reads_what_people_paste(typed: str) -> None:
    answer = checked(typed)
    assert answer.verdict in (Verdict.EXACT, Verdict.EXACT_NORMALISED)
    assert speakers(answer.matches[0]) == ["Michael Waltz"]
    assert not answer.conflict


def test_link_is_left_out_and_named() -> None:
    assert checked("“some cautious optimism” https://x.example/1").link
    assert not checked("“some cautious optimism”").link


@pytest.mark.parametrize(
    ("typed", "speaker"),
    [
        ("“A ship is like a cat” — Oyelaran", None),
        ("A ship is like a cat", "Fergus Oyelaran"),
        ("Oyelaran said “A ship is like a cat”", None),
        ("“A ship is like a cat” — Napoleon", None),
    ],
)
def test_wrong_speaker_is_misattributed_and_the_true_one_shown(typed: str, speaker: str | None) -> None:
    answer = checked(typed, speaker)
    assert answer.verdict is Verdict.MISATTRIBUTED
    assert answer.conflict
    assert speakers(answer.matches[0]) == ["Lorcan Petrossian"]
    assert "Said by Lorcan Petrossian" in plain(replied(typed, speaker))


def test_words_of_two_people_go_to_the_one_who_is_named() -> None:
    peskov = checked("cautious optimism", "Peskov")
    assert peskov.verdict is Verdict.EXACT
    assert speakers(peskov.matches[0]) == ["Dmitri Peskov"]
    waltz = checked("cautious optimism", "Waltz")
    assert waltz.verdict is Verdict.PARTIAL
    assert speakers(waltz.matches[0]) == ["Michael Waltz"]
    assert not waltz.conflict


def test_short_words_list_every_holder() -> None:
    answer = checked("cautious optimism")
    assert answer.short
    assert {name for match in answer.matches for name in speakers(match)} == {"Dmitri Peskov", "Michael Waltz"}


def test_difference_names_wrong_and_right_words() -> None:
    match = checked("After Mr. Witkoff hides all of the information he received in Moscow").matches[0]
    wrong = [part.words for part in match.difference if part.op is Op.WRONG]
    right = [part.span.of(match.article.text) for part in match.difference if part.op is Op.RIGHT and part.span]
    assert wrong == ["hides"]
    assert right == ["passes along"]


def test_word_that_was_left_out_is_marked_in_plain_text() -> None:
    assert "Compared: We have *always* wanted to talk" in plain(replied("We have wanted to talk"))


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("We have not always wanted to talk", Change.NEGATION),
        ("Numbers are never the cheapest form of peace", Change.NEGATION),
        ("We have offered 206 million euros, and 206 million euros is what we have offered", Change.NUMBER),
        ("I have strongly requested to President Zelensky that their lives be spared", Change.NAME),
        ("This line might be built, and it will be built without a new tax", Change.MODAL),
    ],
)
def test_dangerous_changes_are_warned_of(words: str, change: Change) -> None:
    answer = checked(words)
    assert answer.verdict is Verdict.ALTERED
    assert change in answer.matches[0].changed
    assert "Careful" in plain(replied(words))


def test_partial_shows_what_was_left_out_and_a_lost_negation() -> None:
    answer = checked("asked for eleven months to talk about the nights")
    match = answer.matches[0]
    assert answer.verdict is Verdict.PARTIAL
    assert [span.of(match.article.text) for span in match.before] == ["We have"]
    assert match.after
    assert not match.negated
    assert checked("worried about a mob with a bell").verdict is not Verdict.EXACT
    lost = checked("the old one back").matches[0]
    assert lost.negated


def test_ellipsis_shows_what_was_cut() -> None:
    answer = checked("If steel goes up … the builder is happy")
    assert answer.verdict is Verdict.PARTIAL
    match = answer.matches[0]
    assert " ".join(span.of(match.article.text) for span in match.cut) == "the builder pays. If steel goes down"


def test_stitched_shows_every_piece_with_its_source() -> None:
    answer = checked(
        "We have always wanted to talk, and nobody has that money. A ship is like a cat. If it is fed elsewhere"
    )
    assert answer.verdict is Verdict.STITCHED
    assert {name for match in answer.matches for name in speakers(match)} >= {"Nuala Achterberg", "Lorcan Petrossian"}


def test_pieces_far_apart_in_one_quote_are_stitched() -> None:
    answer = checked("We asked for four nights and fifteen per cent. It’s a good deal")
    assert answer.verdict is Verdict.STITCHED


def test_own_words_of_the_article_are_said_to_be_no_quote() -> None:
    answer = checked("The strike at Port Esker is over")
    assert answer.verdict is Verdict.PARAPHRASE_ONLY
    assert not answer.matches[0].marked
    assert "own words, not a quote" in plain(replied("The strike at Port Esker is over"))


def test_quoted_part_of_own_words_is_named() -> None:
    text = plain(replied("the White House had some cautious optimism"))
    assert "Quoted in it is only: some cautious optimism" in text


def test_contraction_is_no_name() -> None:
    match = checked("There is an understanding on both sides that such a conversation is necessary").matches[0]
    assert match.verdict is Verdict.ALTERED
    assert match.changed == ()


def test_reported_statement_is_shown_as_reported() -> None:
    answer = checked("the demand would cost the port 6.2 million pounds a year", "Oyelaran")
    assert answer.verdict is Verdict.PARAPHRASE_ONLY
    assert "Oyelaran" in plain(replied("the demand would cost the port 6.2 million pounds a year", "Oyelaran"))


@pytest.mark.parametrize(
    "words",
    [
        "The moon is made of green cheese and I have tasted it",
        "Our bridges will fall before the autumn comes again",
        "quantum chromodynamics",
    ],
)
def test_words_that_nobody_said_are_not_found(words: str) -> None:
    reply = replied(words)
    assert reply.verdict == "not_found"
    assert not reply.answered
    assert reply.refusal is not None


def test_message_with_several_quotes_gets_a_verdict_for_each() -> None:
    answer = checked("Waltz saw “some cautious optimism” and then “green cheese on the moon tonight” in Moscow.")
    assert [part.verdict for part in answer.parts] == [Verdict.EXACT, Verdict.NOT_FOUND]
    assert answer.verdict is Verdict.NOT_FOUND


def test_words_quoted_in_a_denial_carry_a_warning() -> None:
    text = plain(replied("I will go", "Oyelaran"))
    assert "a negation in the same sentence is left out" in text


@pytest.mark.parametrize("words", ["“”", "…", "?!", "the", "of the", "https://x.example/a"])
def test_words_without_substance_are_refused_kindly(words: str) -> None:
    with pytest.raises(RequestNotUnderstood) as caught:
        checked(words)
    assert "/check" in caught.value.user_message or "sentence" in caught.value.user_message


@pytest.mark.parametrize(
    "words",
    [
        "x" * 2_900,
        "cautious " * 300,
        "\u202eoptimism cautious some\u202c",
        "🐱🐱🐱 ship",
        "قال الرئيس إن السلام قريب",
        "[[[ [ship] ]]] ((( … ))) “““",
        "`ship` **is** __like__ ~~a~~ cat <@U123> <#C1|x>",
        "\\" * 50 + "ship",
    ],
)
def test_strange_input_gets_a_verdict(words: str) -> None:
    assert checked(words).verdict in Verdict


def test_reply_shows_only_slices_between_marks() -> None:
    for words in ("A ship is like a dog", "some cautious optimism", "it lives elsewhere", "We asked for four nights"):
        for item in replied(words).items:
            for span in item.spans:
                assert span.of(item.article.text) in item.article.text
