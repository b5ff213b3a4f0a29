"""/ask over the seed articles: a set of questions with floors, follow-ups, several questions, and strange input."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands import request
from bot.errors import RequestNotUnderstood
from bot.query.ask.engine import ask
from bot.query.ask.question import Intent
from bot.query.ask.values import Why
from bot.reply.answering import answer_question
from bot.reply.model import Cut, Quotation, Reply
from bot.reply.plain import plain
from tests.query import asking
from tests.query.asking import Asked
from tests.query.seed_view import seed_view

QUESTIONS = Path(__file__).with_name("ask_questions.txt")


def replied(question: str, before: str | None = None) -> Reply:
    return asking.replied(question, seed_view(), before)


@pytest.fixture(scope="module")
def asked() -> tuple[Asked, ...]:
    return asking.ask_all(QUESTIONS, seed_view())


def test_set_has_enough_questions_and_a_quarter_without_answer(asked: tuple[Asked, ...]) -> None:
    assert len(asked) >= 200
    assert sum(one.wanted == asking.REFUSED for one in asked) >= len(asked) / 4


def test_right_answers_are_shown_first_or_second(asked: tuple[Asked, ...], capsys: pytest.CaptureFixture[str]) -> None:
    answerable = [one for one in asked if one.wanted != asking.REFUSED]
    wrong = asking.wrong(asked)
    with capsys.disabled():
        print(f"\n{len(answerable) - len(wrong)} of {len(answerable)} answered rightly; not: {'; '.join(wrong)}")
    assert len(wrong) <= 0.08 * len(answerable)


def test_questions_without_answer_are_refused(asked: tuple[Asked, ...]) -> None:
    unanswerable = [one for one in asked if one.wanted == asking.REFUSED]
    assert sum(one.right for one in unanswerable) >= 0.95 * len(unanswerable)


def test_answerable_questions_are_seldom_refused(asked: tuple[Asked, ...]) -> None:
    answerable = [one for one in asked if one.wanted != asking.REFUSED]
    assert sum(one.falsely_refused for one in answerable) <= 0.04 * len(answerable)


def test_everything_shown_is_a_slice_of_an_intact_article(asked: tuple[Asked, ...]) -> None:
    for one in asked:
        for block in one.reply.blocks if one.reply else ():
            if isinstance(block, Quotation):
                item = block.item
                assert item.article.intact
                for span in item.spans:
                    assert Cut(article=item.article, span=span).words == item.article.text[span.start : span.end]


def test_refusals_say_what_failed_and_what_was_searched(asked: tuple[Asked, ...]) -> None:
    for one in asked:
        if one.wanted == asking.REFUSED and one.reply is not None and not one.reply.answered:
            assert one.reply.refusal is not None or one.reply.verdict == "not_found"
            assert one.reply.scope.articles == seed_view().state.articles
            assert "Searched" in plain(one.reply)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What did Waltz say?", Intent.QUOTE_BY_ACTOR),
        ("Who said “Nobody won”?", Intent.WHO_SAID),
        ("Did Waltz say “some cautious optimism”?", Intent.VERIFY),
        ("Who is Waltz?", Intent.ACTOR_PROFILE),
        ("Who is quoted?", Intent.ACTOR_LIST),
        ("Who appointed the mediator?", Intent.RELATION),
        ("When did the strike begin?", Intent.EVENT_TIME),
        ("Where will the talks begin?", Intent.EVENT_PLACE),
        ("On which channel did Waltz speak?", Intent.EVENT_MEDIUM),
        ("How many ships were waiting?", Intent.QUANTITY),
        ("How many quotes are there?", Intent.COUNT),
        ("Compare Waltz and Peskov", Intent.COMPARE),
        ("Has Oyelaran changed his mind?", Intent.CHANGE),
        ("Does Putin want a truce?", Intent.POSITION),
        ("Why did Velomar recall the bicycles?", Intent.REASON),
        ("Did Oyelaran deny the report?", Intent.DENIAL),
        ("Which outlet reported the recall?", Intent.SOURCE_META),
        ("container port bay", Intent.SEARCH),
    ],
)
def test_question_is_read_as(question: str, intent: Intent) -> None:
    assert ask(request("ask", question=question), seed_view()).intent is intent


@pytest.mark.parametrize(
    ("turns", "wanted"),
    [
        (["What did Peskov say about the cease-fire?", "and Putin?"], "open to a truce"),
        (["What did Oyelaran say about the money?", "and Achterberg?"], "So there is money"),
        (["What did Waltz say?", "when?"], "cautious optimism"),
        (["Who is Peskov?", "what did he say?"], "cautious optimism"),
        (["What did Achterberg say about the nights?", "what about biscuits?"], "biscuits"),
        (["What did Mihaljek say in August?", "and in September?"], "We lose a winter"),
    ],
)
def test_follow_ups_lean_on_the_question_before(turns: list[str], wanted: str) -> None:
    before: str | None = None
    for turn in turns:
        reply, before = answer_question(request("ask", question=turn), seed_view(), before)
    assert reply.answered
    assert wanted in plain(reply)


def test_follow_up_without_a_question_before_asks_for_it() -> None:
    with pytest.raises(RequestNotUnderstood):
        replied("when?")


def test_buttons_of_a_follow_up_carry_the_whole_question() -> None:
    reply = replied("and Putin?", "What did Peskov say about the cease-fire?")
    assert reply.request.get("question") == "What did Putin say about the cease-fire?"


def test_several_questions_are_answered_one_after_the_other() -> None:
    reply = replied("Who arranged the talks and how many stations will be placed?")
    text = plain(reply)
    assert "Tanaka-Brandt Yui" in text
    assert "16 measuring stations" in text


def test_synonyms_that_were_used_are_named() -> None:
    reply = replied("What did Putin say about the armistice?")
    assert reply.answered
    assert "truce for armistice" in plain(reply)


def test_misspelt_names_are_read_and_the_reading_is_shown() -> None:
    reply = replied("What did Petrosian say about cats?")
    assert reply.answered
    assert "Petrosian" in plain(reply)
    assert reply.understood.actors == ("Lorcan Petrossian",)


def test_unknown_name_is_never_answered_by_topic() -> None:
    answer = ask(request("ask", question="What did Macron say about the truce?"), seed_view())
    assert answer.why is Why.UNKNOWN_NAME
    assert answer.words == ("Macron",)
    assert not answer.found


def test_ambiguous_name_asks_which_and_the_choice_answers() -> None:
    reply = replied("What did Tarrant say about the contract?")
    assert not reply.answered
    assert {choice.name for choice in reply.choices} >= {"Barnaby Tarrant", "Philippa Tarrant"}
    chosen = next(choice for choice in reply.choices if choice.name == "Philippa Tarrant")
    again, _ = answer_question(chosen.request, seed_view())
    assert "The contract has a ceiling" in plain(again)


@pytest.mark.parametrize("words", ["", "???", "…", "the of and", "“”"])
def test_nothing_to_ask_is_said_kindly(words: str) -> None:
    with pytest.raises(RequestNotUnderstood) as caught:
        replied(words)
    assert "Try" in caught.value.user_message or "Name somebody" in caught.value.user_message


@pytest.mark.parametrize(
    "words",
    [
        "why " * 600,
        "x" * 2_900,
        "*what* did `Waltz` _say_? <script>",
        "Was hat Putin über den Waffenstillstand gesagt?",
        "Что сказал Песков?",
        "ماذا قال بوتين؟",
        "🐱🐱🐱 who? 🐱",
        "\u202ewho is Waltz\u202c",
        "((((((((((",
        "what did what did what did say say say",
        "and and and and?",
    ],
)
def test_strange_input_never_fails(words: str) -> None:
    said = ""
    try:
        said = plain(replied(words))
    except RequestNotUnderstood as refused:
        said = refused.user_message
    assert said
