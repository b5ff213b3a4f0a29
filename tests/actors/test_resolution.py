"""The lists of queries: the right actor first, nobody wrong accepted, near misses asked or refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actors.directory import Directory, Resolution
from bot.model import Actor, ActorId, ArticleId, Gender, Kind, RoleRecord
from tests.actors.resolution_list import LISTS, Outcome, actors, outcomes, queries


@pytest.fixture(scope="module", params=LISTS)
def results(request: pytest.FixtureRequest) -> list[Outcome]:
    return outcomes(request.param)


@pytest.mark.parametrize("name", LISTS)
def test_list_is_large_enough(name: str) -> None:
    listed = queries(name)
    assert len(actors(name)) >= 150
    assert len({query.text for query in listed}) >= 300
    assert sum(query.right is None for query in listed) >= 80


@pytest.mark.parametrize("name", LISTS)
def test_list_names_known_actors(name: str) -> None:
    known = {actor.name for actor in actors(name)}
    for query in queries(name):
        assert {query.right, query.near, *query.ask} - {None} <= known, query


def test_right_actor_comes_first(results: list[Outcome]) -> None:
    wanted = [outcome for outcome in results if outcome.query.right is not None]
    missed = [str(outcome) for outcome in wanted if not outcome.good]
    assert 1 - len(missed) / len(wanted) >= 0.96, "\n".join(missed)


def test_right_actor_is_offered_where_not_taken(results: list[Outcome]) -> None:
    wanted = [outcome for outcome in results if outcome.query.right is not None]
    lost = [str(outcome) for outcome in wanted if outcome.query.right not in outcome.offered]
    assert 1 - len(lost) / len(wanted) >= 0.99, "\n".join(lost)


def test_near_misses_are_asked_or_refused(results: list[Outcome]) -> None:
    near = [outcome for outcome in results if outcome.query.right is None]
    missed = [str(outcome) for outcome in near if not outcome.good]
    assert 1 - len(missed) / len(near) >= 0.95, "\n".join(missed)


def test_wrong_actor_is_not_accepted() -> None:
    asked_in_all = [outcome for name in LISTS for outcome in outcomes(name)]
    wrong = [str(outcome) for outcome in asked_in_all if outcome.wrong]
    assert len(wrong) / len(asked_in_all) <= 0.005, "\n".join(wrong)


def an_actor(
    name: str,
    *aliases: str,
    kind: Kind = Kind.PERSON,
    gender: Gender | None = None,
    roles: tuple[str, ...] = (),
    quotes: int = 1,
) -> Actor:
    return Actor(
        id=ActorId(name.casefold().replace(" ", "-")),
        kind=kind,
        name=name,
        aliases=aliases,
        gender=gender,
        roles=tuple(RoleRecord(text=role, article=ArticleId("0"), day=None) for role in roles),
        quotes=quotes,
    )


def asked(held: str, typed: str, gender: Gender | None = None) -> Resolution:
    return Directory([an_actor(held, gender=gender)]).resolve(typed)


_SAME = [
    ("Qadhafi", "Gaddafi"),
    ("Kadafi", "Gaddafi"),
    ("Mike Smith", "Michael Smith"),
    ("Gorbachov", "Gorbatschow"),
    ("Erdogan", "Erdoğan"),
    ("Volkoff", "Volkov"),
    ("Dmitri Bell", "Dmitrijs Bell"),
    ("Dmitriy Bell", "Dmitri Bell"),
    ("Mueller", "Müller"),
    ("Ngo", "Ngô"),
    ("Tanaka Yui", "Yui Tanaka"),
    ("Lindsay Brun", "Lindsey Brun"),
    ("Dmytro Brun", "Dmitri Brun"),
]
_FOREIGN = [  # another language's spelling typed, the English one held
    ("Prigojine", "Prigozhin"),
    ("Prigoschin", "Prigozhin"),
    ("Loekasjenko", "Lukashenko"),
    ("Choïgou", "Shoigu"),
    ("Jamenei", "Khamenei"),
    ("Poroszenko", "Poroshenko"),
]
_DIFFERENT = [
    ("Johnson", "Johnston"),
    ("Waltz", "Walz"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Bill Clinton", "Hillary Clinton"),
    ("Donald Trump", "Donald Trump Jr."),
    ("Petersen", "Peterson"),
    ("Lavrova", "Lavrov"),
    ("Grahame", "Graham"),
    ("Paula Brun", "Paul Brun"),
    ("Bell Sr.", "Tom Bell Jr."),
    ("J. P. Ortega", "A. P. Ortega"),
    ("George H. W. Bush", "George W. Bush"),
    ("Noam", "Noem"),
    ("Ruskin", "Raskin"),
    ("Zelenska", "Zelensky"),
    ("Bardello", "Bardella"),
    ("Clintone", "Clintons"),
]


@pytest.mark.parametrize(("typed", "held"), [*_SAME, *((b, a) for a, b in _SAME), *_FOREIGN])
def test_spellings_of_one_name_are_one(typed: str, held: str) -> None:
    assert [match.actor.name for match in asked(held, typed).actors] == [held]


@pytest.mark.parametrize(("typed", "held"), [*_DIFFERENT, *((b, a) for a, b in _DIFFERENT)])
def test_names_that_only_look_alike_are_two(typed: str, held: str) -> None:
    resolution = asked(held, typed)
    assert not resolution.actors
    assert [actor.name for actor in resolution.nearest] == [held]


def test_title_excludes_the_other_gender() -> None:
    assert not asked("Donald Trump", "Mrs. Trump", gender=Gender.MALE).actors
    assert not asked("Melania Trump", "Mr. Trump", gender=Gender.FEMALE).actors
    assert asked("Melania Trump", "Mrs. Trump", gender=Gender.FEMALE).actors


def test_what_was_understood_is_said_where_the_words_differ() -> None:
    assert asked("Ivan Volkov", "Volkof").reading == "you typed Volkof: Ivan Volkov"
    assert asked("Ivan Volkov", "volkov").reading is None


def test_given_name_may_be_typed_that_no_article_gives() -> None:
    directory = Directory([an_actor("Volkov", gender=Gender.MALE)])
    resolution = directory.resolve("Ivan Volkov")
    assert [match.how for match in resolution.actors] == ["family"]
    assert resolution.reading == "you typed Ivan Volkov: Volkov, without a given name in these articles"
    assert not directory.resolve("Anna Volkov").actors
    assert not Directory([an_actor("Oleg Volkov", "Volkov")]).resolve("Ivan Volkov").actors


def test_misspelling_never_beats_an_exact_name() -> None:
    both = Directory([an_actor("Michael Waltz", quotes=90), an_actor("Tim Walz")])
    assert [match.actor.name for match in both.resolve("walz").actors] == ["Tim Walz"]


def test_role_is_asked_for_with_its_country() -> None:
    directory = Directory(
        [
            an_actor("Paul Brun", roles=("French president",)),
            an_actor("Ivan Volkov", roles=("President", "the Russian leader")),
            an_actor("Eva Lind", roles=("vice president",)),
        ]
    )
    assert [m.actor.name for m in directory.resolve("the Russian president").actors] == ["Ivan Volkov"]
    assert [m.actor.name for m in directory.resolve("president of France").actors] == ["Paul Brun"]
    assert [m.actor.name for m in directory.resolve("president").actors] == ["Ivan Volkov", "Paul Brun"]


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("C.I.A. director", "director of the Central Intelligence Agency"),
        ("fbi director", "F.B.I. director"),
        ("WHO chief", "director general of the World Health Organization"),
        ("head of the FBI", "director of the Federal Bureau of Investigation"),
        ("director of the FBI", "F.B.I. chief"),
        ("SecDef", "defense secretary"),
        ("AG", "attorney general"),
        ("DHS secretary", "homeland security secretary"),
        ("CEO of Northwind", "chief executive of Northwind"),
        ("EU foreign policy chief", "the European Union's foreign policy chief"),
        ("Bank of England governor", "governor of the Bank of England"),
        ("harbor master", "harbour master"),
        ("UN refugee chief", "U.N. high commissioner for refugees"),
    ],
)
def test_role_is_found_by_acronym_or_as_the_chief_of_a_body(typed: str, held: str) -> None:
    directory = Directory([an_actor("Eva Lind", roles=(held,)), an_actor("Paul Brun", roles=("deputy mayor",))])
    assert [match.actor.name for match in directory.resolve(typed).actors] == ["Eva Lind"]


@pytest.mark.parametrize("typed", ["deputy FBI director", "CIA director", "chief", "FBI spokesman"])
def test_another_role_is_not_taken_for_it(typed: str) -> None:
    directory = Directory([an_actor("Eva Lind", roles=("director of the Federal Bureau of Investigation",))])
    assert not directory.resolve(typed).actors


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Sec. Lind", "Eva Lind"),
        ("AG Lind", "Eva Lind"),
        ("Sen. Eva Lind (D-Ohio)", "Eva Lind"),
        ("King Otto II of Varenia", "King Otto II"),
        ("Prince Otto", "Prince Otto von Lind"),
        ("Eva Sandberg", "Eva Sandberg de Lind"),
    ],
)
def test_name_is_read_through_what_stands_around_it(typed: str, held: str) -> None:
    assert [match.actor.name for match in asked(held, typed).actors] == [held]


@pytest.mark.parametrize("typed", ["compare Volkov", "quote volkov", "show me Volkov"])
def test_ordinary_word_before_a_name_is_no_given_name(typed: str) -> None:
    assert not Directory([an_actor("Volkov")]).resolve(typed).actors


def test_people_of_an_unlisted_country_are_read_from_its_name() -> None:
    directory = Directory([an_actor("Eva Lind", roles=("Ruritania's foreign minister",))])
    assert [m.how for m in directory.resolve("the Ruritanian foreign minister").actors] == ["role"]
    assert not directory.resolve("the Danish foreign minister").actors


def test_seat_of_government_is_tagged() -> None:
    directory = Directory([an_actor("Moscow", kind=Kind.PLACE)])
    resolution = directory.resolve("the Kremlin")
    assert [match.how for match in resolution.actors] == ["metonym"]
    assert resolution.reading == "the Kremlin, taken for the government of Russia: Moscow"


def test_initials_of_an_organisation_find_it() -> None:
    directory = Directory([an_actor("Harbour Workers Union", kind=Kind.ORGANISATION)])
    assert [match.how for match in directory.resolve("HWU").actors] == ["acronym"]


def test_empty_query_offers_the_most_quoted() -> None:
    directory = Directory([an_actor("Tom Bell", quotes=1), an_actor("Ana Ruiz", quotes=5)])
    assert [actor.name for actor in directory.resolve(" ?").nearest] == ["Ana Ruiz", "Tom Bell"]


def test_empty_directory_refuses() -> None:
    assert Directory([]).resolve("Ana Ruiz") == Resolution()


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        pytest.param("", ["Ana Ruiz", "Tom Bell", "Björn Sörensen", "Harbour Board"], id="nothing-typed"),
        pytest.param("b", ["Tom Bell", "Björn Sörensen", "Harbour Board"], id="any-part"),
        pytest.param("be", ["Tom Bell"], id="surname"),
        pytest.param("tom b", ["Tom Bell"], id="given-and-surname"),
        pytest.param("bell t", ["Tom Bell"], id="surname-first"),
        pytest.param("thomas be", ["Tom Bell"], id="full-form-of-nickname"),
        pytest.param("bjo", ["Björn Sörensen"], id="diacritics"),
        pytest.param("soern", ["Björn Sörensen"], id="slip"),
        pytest.param("habrour", ["Harbour Board"], id="swapped-letters"),
        pytest.param("president", ["Ana Ruiz"], id="role"),
        pytest.param("Mr. be", ["Tom Bell"], id="title"),
        pytest.param("xq", [], id="nobody"),
    ],
)
def test_suggest_offers_by_prefix_most_quoted_first(prefix: str, names: list[str]) -> None:
    directory = Directory(
        [
            an_actor("Tom Bell", quotes=5),
            an_actor("Harbour Board", kind=Kind.ORGANISATION),
            an_actor("Björn Sörensen", quotes=2),
            an_actor("Ana Ruiz", quotes=9, roles=("president",)),
        ]
    )
    assert [actor.name for actor in directory.suggest(prefix)] == names


def test_suggest_keeps_to_limit_and_kind() -> None:
    directory = Directory([an_actor(f"Ana Ruiz{n:02}", quotes=n) for n in range(40)])
    assert [actor.quotes for actor in directory.suggest("ana", 3)] == [39, 38, 37]
    assert directory.suggest("ana", kind=Kind.PLACE) == ()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did Volkov say about the port?", {"Volkov": "Ivan Volkov"}),
        ("what did volkov say about the port", {"volkov": "Ivan Volkov"}),
        ("What did Volkof say?", {"Volkof": "Ivan Volkov"}),
        ("what did volkof say?", {}),
        ("Did Ms. Bell's aide ring a bell?", {"Ms. Bell": "Harriet Bell"}),
        ("Did anybody ring the bell?", {}),
        ("what did harriet bell say to ivan volkov", {"harriet bell": "Harriet Bell", "ivan volkov": "Ivan Volkov"}),
        ("Will the Harbour Board move?", {"Harbour Board": "Harbour Board"}),
        ("who is the mayor of Porto?", {"mayor of Porto": "Ana Ruiz"}),
        ("what did President Ruiz say", {"President Ruiz": "Ana Ruiz"}),
        ("What about the ferry on Monday?", {}),
        ("What did Oleg Volkov say?", {}),
        ("what did oleg volkov say?", {}),
        ("What did Ana Brenner say?", {}),
        ("What of the Volkov Bridge?", {}),
        ("What did Volkov tell Ruiz?", {"Volkov": "Ivan Volkov", "Ruiz": "Ana Ruiz"}),
    ],
)
def test_find_in_gives_the_actors_of_a_question(question: str, found: dict[str, str]) -> None:
    directory = Directory(
        [
            an_actor("Ivan Volkov"),
            an_actor("Harriet Bell", gender=Gender.FEMALE),
            an_actor("Harbour Board", kind=Kind.ORGANISATION),
            an_actor("Ana Ruiz", roles=("mayor of Porto",)),
        ]
    )
    got = {
        hit.span.of(question): " or ".join(match.actor.name for match in hit.resolution.actors)
        for hit in directory.find_in(question)
    }
    assert got == found


_TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["Ana", "ruiz", "Mr.", "Jr.", "the", "of", "U.N.", "Зеленский", ",", "'s", "J.", "-"])
    ).map(" ".join),
)


@pytest.fixture(scope="module")
def listed() -> Directory:
    return Directory(actors())


@settings(max_examples=200, deadline=None)
@given(text=_TYPED)
def test_anything_may_be_typed(listed: Directory, text: str) -> None:
    resolution = listed.resolve(text)
    assert len({match.actor.id for match in resolution.actors}) == len(resolution.actors) <= 25
    assert not (resolution.actors and resolution.nearest)
    assert len(listed.suggest(text, 5)) <= 5
    end = 0
    for hit in listed.find_in(text):
        assert end <= hit.span.start < hit.span.end <= len(text)
        assert hit.resolution.actors
        end = hit.span.end


@pytest.mark.parametrize("text", ["a" * 100_000, "ab " * 30_000, "Ana-" * 30_000, "." * 100_000, "é" * 100_000])
def test_long_queries_cost_no_more_than_short_ones(listed: Directory, text: str) -> None:
    start = time.process_time()
    listed.resolve(text)
    listed.suggest(text)
    assert time.process_time() - start < 1
