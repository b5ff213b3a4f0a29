"""One actor for one person, two for two, the same whatever the order; doubt is said."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actors.corrections import parse_corrections
from bot.actors.identity import Identities, identify
from bot.actors.sighting import Sighting
from bot.model import Actor, Gender, Kind
from tests.actors.sightings import articles, seen


def merged(*sightings: Sighting) -> Identities:
    return identify(articles(*sightings))


def by_name(identities: Identities) -> dict[str, Actor]:
    return {actor.name: actor for actor in identities.actors}


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Michael Waltz", "Mike Waltz"), id="nickname"),
        pytest.param(("Michael Waltz", "Michael G. Waltz"), id="middle-initial"),
        pytest.param(("Volodymyr Zelensky", "Volodymyr Zelenskyy"), id="transliteration"),
        pytest.param(("Recep Erdogan", "Recep Erdoğan"), id="diacritics"),
        pytest.param(("Jürgen Müller", "Juergen Mueller"), id="umlaut"),
        pytest.param(("Jean Paul Ortega", "J. P. Ortega"), id="initials"),
        pytest.param(("Ana Ruiz", "Ruiz"), id="bare-family-name"),
        pytest.param(("Kim Jong-un", "Kim Jong Un"), id="hyphen"),
        pytest.param(("Ron DeSantis", "DeSantis"), id="glued-particle"),
        pytest.param(("Tanaka Yui", "Yui Tanaka"), id="family-name-first"),
        pytest.param(("Sato-Brun Yui", "Yui Sato-Brun", "Sato-Brun"), id="double-family-name-first"),
        pytest.param(("Ngô Brun Marina", "Marina Ngo Brun"), id="two-family-names-first"),
        pytest.param(("Andrés Manuel López Obrador", "López Obrador", "Obrador"), id="two-family-names-alone"),
    ],
)
def test_names_of_one_person_are_one_actor(names: tuple[str, ...]) -> None:
    identities = merged(*map(seen, names))
    assert len(identities.actors) == 1
    assert {identities.actors[0].name, *identities.actors[0].aliases} == set(names)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Ana Ruiz", "Eva Ruiz"), id="given-name"),
        pytest.param(("Donald Trump", "Donald Trump Jr."), id="suffix"),
        pytest.param(("Michael Waltz", "Michael Walz"), id="common-surnames"),
        pytest.param(("John Meyer", "John Meier"), id="spelling-of-another-name"),
        pytest.param(("George W. Bush", "George H. W. Bush"), id="middle-initials"),
        pytest.param(("Kim Jong-un", "Kim Jong-il"), id="second-part"),
        pytest.param(("Alexander Pemberton", "Alexandra Pemberton"), id="gender-of-the-name"),
        pytest.param(("Edward Johnson", "Edward Johnston"), id="letter"),
        pytest.param(("Paul James Brun", "James Brun"), id="middle-name"),
    ],
)
def test_names_of_two_people_are_two_actors(names: tuple[str, ...]) -> None:
    assert sorted(by_name(merged(*map(seen, names)))) == sorted(names)


def test_short_form_of_two_names_stays_alone_in_doubt() -> None:
    actors = by_name(merged(seen("Al Bell"), seen("Albert Bell"), seen("Alfred Bell")))
    assert actors["Al Bell"].doubt == "may be Albert Bell or Alfred Bell"
    assert actors["Albert Bell"].doubt is None


def test_bare_family_name_of_two_stays_alone_in_doubt() -> None:
    actors = by_name(merged(seen("Tom Bell"), seen("Ana Bell"), seen("Bell")))
    assert actors["Bell"].doubt == "only the family name is given; it may be any of Ana Bell, Tom Bell"


def test_title_chooses_between_two_of_one_family_name() -> None:
    identities = merged(seen("Tom Bell"), seen("Ana Bell"), seen("Bell", titles=("Mrs.",)))
    assert sorted(actor.mentions for actor in identities.actors) == [1, 2]
    assert by_name(identities)["Ana Bell"].mentions == 2


def test_role_chooses_between_two_of_one_family_name() -> None:
    identities = merged(
        seen("Tom Bell", roles=("harbour master",)), seen("Ana Bell"), seen("Bell", roles=("the harbour master",))
    )
    assert by_name(identities)["Tom Bell"].mentions == 2


def test_bare_family_name_is_the_well_known_bearer() -> None:
    known = [seen("Barack Lind") for _ in range(20)]
    rival = [seen("Tom Lind"), seen("Tom Lind")]
    assert by_name(merged(*known, *rival, seen("Lind")))["Barack Lind"].mentions == 21
    assert by_name(merged(*known[:19], *rival, seen("Lind")))["Lind"].doubt


def test_bare_name_beside_its_only_bearer_is_somebody_else() -> None:
    identities = identify([seen("Donald Bell Jr.", entity=0), seen("Bell", entity=1)])
    assert by_name(identities)["Bell"].doubt == "may be Donald Bell Jr."


def test_titles_part_two_of_one_family_name() -> None:
    identities = merged(seen("Bell", titles=("Mr.",)), seen("Bell", titles=("Mrs.",)))
    assert [actor.gender for actor in identities.actors] == [Gender.MALE, Gender.FEMALE]
    assert [actor.id for actor in identities.actors] == ["bell", "bell-2"]


def test_offices_in_two_countries_part_two_of_one_name() -> None:
    identities = merged(
        seen("Ana Lind", roles=("Swedish foreign minister",)),
        seen("Ana Lind", roles=("Danish foreign minister",)),
    )
    assert [actor.doubt for actor in identities.actors] == [
        "another of this name: Danish foreign minister",
        "another of this name: Swedish foreign minister",
    ]


def test_fields_of_work_part_two_of_one_name() -> None:
    identities = merged(seen("Tom Bell", roles=("goalkeeper",)), seen("Tom Bell", roles=("finance minister",)))
    assert len(identities.actors) == 2
    assert all(actor.doubt for actor in identities.actors)


def test_fields_of_work_part_two_known_by_family_name_only() -> None:
    identities = merged(seen("Brun", roles=("senator",)), seen("Brun", roles=("goalkeeper",)))
    assert [actor.doubt for actor in identities.actors] == [
        "another of this name: goalkeeper",
        "another of this name: senator",
    ]


def test_family_names_of_two_brothers_stay_alone_in_doubt() -> None:
    actors = by_name(merged(seen("Andrés López Obrador"), seen("José López Obrador"), seen("López Obrador")))
    assert actors["López Obrador"].doubt == "may be Andrés López Obrador or José López Obrador"


def test_former_field_of_work_joins_where_an_article_tells_both() -> None:
    mayor = seen("Ana Ruiz", roles=("mayor of Porto",))
    boxer, was_boxer = seen("Ana Ruiz", roles=("boxer",)), seen("Ana Ruiz", roles=("boxer",), former=True)
    assert [actor.mentions for actor in merged(mayor, boxer, was_boxer).actors] == [1, 2]
    both = seen("Ana Ruiz", roles=("mayor of Porto", "former boxer"))
    assert len(merged(mayor, boxer, both).actors) == 1


def test_doubt_between_two_of_one_name_tells_them_apart() -> None:
    actors = merged(seen("Kim Bell", titles=("Mr.",)), seen("Kim Bell", titles=("Ms.",)), seen("Kim Bell")).actors
    assert [actor.doubt for actor in actors if actor.doubt] == ["may be Kim Bell (female) or Kim Bell (male)"]


def test_half_a_century_parts_two_of_one_name() -> None:
    identities = merged(seen("Tom Bell", day=date(1921, 5, 1)), seen("Tom Bell", day=date(2025, 5, 1)))
    assert [actor.doubt for actor in identities.actors] == [
        "another of this name: seen in 2025",
        "another of this name: seen in 1921",
    ]


def test_change_of_office_does_not_part_a_person() -> None:
    identities = merged(
        seen("Ana Ruiz", roles=("treasurer",), day=date(2020, 1, 1)),
        seen("Ana Ruiz", roles=("mayor",), day=date(2024, 1, 1)),
        seen("Ana Ruiz", roles=("treasurer",), former=True, day=date(2024, 2, 1)),
    )
    (actor,) = identities.actors
    assert [(role.text, role.former) for role in actor.roles] == [
        ("treasurer", True),
        ("mayor", False),
        ("treasurer", False),
    ]
    assert actor.role == "mayor"
    assert actor.doubt is None


def test_one_odd_article_among_many_is_kept_with_a_doubt() -> None:
    many = [seen("Ivan Volkov", roles=("Russian president",)) for _ in range(30)]
    identities = merged(*many, seen("Ivan Volkov", roles=("French president",)))
    (actor,) = identities.actors
    assert actor.doubt == "some articles may mean another person: French president"


def test_acronym_learned_in_one_article_holds_in_all() -> None:
    long = "Harbour Workers Union"
    identities = merged(
        seen(long, aliases=("HWU",), kind=Kind.ORGANISATION),
        seen("the HWU", kind=Kind.ORGANISATION),
        seen("The Harbour Workers Union", kind=Kind.ORGANISATION),
    )
    (actor,) = identities.actors
    assert (actor.id, actor.name, actor.mentions) == ("harbour-workers-union", long, 3)


def test_acronym_beside_its_long_name_is_learned() -> None:
    identities = identify(
        [
            seen("Harbour Workers Union", "a", 0, kind=Kind.ORGANISATION),
            seen("HWU", "a", 1, kind=Kind.ORGANISATION),
            seen("HWU", "b", 0, kind=Kind.ORGANISATION),
        ]
    )
    assert [(actor.id, actor.aliases) for actor in identities.actors] == [("harbour-workers-union", ("HWU",))]


def test_word_for_a_sort_of_body_is_nobodys_short_name() -> None:
    identities = merged(
        seen("Harbour Board", aliases=("the board",), kind=Kind.ORGANISATION), seen("the Board", kind=Kind.ORGANISATION)
    )
    assert sorted(by_name(identities)) == ["Board", "Harbour Board"]


def test_acronym_of_two_organisations_stays_alone_in_doubt() -> None:
    actors = by_name(
        merged(
            seen("Harbour Workers Union", aliases=("HWU",), kind=Kind.ORGANISATION),
            seen("Hill Walkers United", aliases=("HWU",), kind=Kind.ORGANISATION),
            seen("HWU", kind=Kind.ORGANISATION),
        )
    )
    assert actors["HWU"].doubt == "may stand for Harbour Workers Union or Hill Walkers United"


def test_name_taken_for_a_person_once_follows_the_other_articles() -> None:
    identities = merged(
        seen("Northwind", kind=Kind.ORGANISATION), seen("Northwind", kind=Kind.ORGANISATION), seen("Northwind")
    )
    assert [(actor.kind, actor.mentions) for actor in identities.actors] == [(Kind.ORGANISATION, 3)]


def test_actor_sums_up_its_articles() -> None:
    identities = merged(
        seen("Ana Ruiz", quotes=3, day=date(2025, 3, 2)),
        seen("Ana Ruiz", quotes=2, day=date(2025, 3, 1), aliases=("Ruiz",)),
        seen("Ana M. Ruiz", quotes=0),
    )
    (actor,) = identities.actors
    assert (actor.id, actor.name, actor.aliases) == ("ana-ruiz", "Ana Ruiz", ("Ana M. Ruiz", "Ruiz"))
    assert (actor.quotes, actor.mentions) == (5, 3)
    assert (actor.first_day, actor.last_day) == (date(2025, 3, 1), date(2025, 3, 2))
    assert actor.gender is Gender.FEMALE


CORRECTED = parse_corrections(
    """
    [[actor]]
    name = "Maria Olsen Berg"
    aliases = ["Mia Berg"]
    same_as = ["Maria Olsen"]
    not_same_as = ["Maria Berg"]
    gender = "female"
    external = "Q000000"
    """,
    "actors.toml",
)


def test_corrections_win_over_what_was_learned() -> None:
    identities = identify(
        articles(seen("Maria Olsen"), seen("Maria Olsen Berg"), seen("Maria Berg"), seen("Olsen")), CORRECTED
    )
    actors = by_name(identities)
    assert set(actors) == {"Maria Olsen Berg", "Maria Berg"}
    corrected = actors["Maria Olsen Berg"]
    assert corrected.mentions == 3
    assert corrected.aliases == ("Mia Berg", "Maria Olsen", "Olsen")
    assert (corrected.gender, corrected.external) == (Gender.FEMALE, "Q000000")


def test_corrections_without_an_article_make_no_actor() -> None:
    assert identify([], CORRECTED).actors == ()


_NAMES = st.sampled_from(
    "Tom Bell|Thomas Bell|T. Bell|Bell|Bell Jr.|Tom Bell Jr.|Ana Bell|Ana M. Bell|Ana K. Bell|Al Bell|Albert Bell|"
    "Alfred Bell|Volkov|Ivan Volkov|Iwan Wolkow|Volkoff|Ivan Volkova|Kim Jong-un|Kim Jong Un|Kim|Li Wen|Ruiz".split("|")
)
_TITLES = st.sampled_from([(), (), ("Mr.",), ("Mrs.",)])
_ROLES = st.sampled_from([(), (), ("goalkeeper",), ("Danish minister",), ("Swedish minister",), ("senator",)])
_PEOPLE = st.builds(
    lambda name, titles, roles, day: seen(name, titles=titles, roles=roles, day=day),
    _NAMES,
    _TITLES,
    _ROLES,
    st.none() | st.dates(date(1900, 1, 1), date(2025, 1, 1)),
)
_GROUPS = st.builds(
    lambda name, aliases, kind: seen(name, aliases=aliases, kind=kind),
    st.sampled_from(["Harbour Board", "The Harbour Board", "HB", "Hill Bank", "Bell", "Oslo Harbour Board"]),
    st.sampled_from([(), ("HB",), ("Harbour Board",)]),
    st.sampled_from([Kind.ORGANISATION, Kind.PLACE]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PEOPLE, _GROUPS), max_size=25), st.randoms(use_true_random=False))
def test_merge_does_not_depend_on_order(sightings: list[Sighting], random: object) -> None:
    placed = articles(*sightings)
    shuffled = list(placed)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    first, second = identify(placed), identify(shuffled)
    assert first.actors == second.actors
    assert dict(first.members) == dict(second.members)
    assert set(first.members) == {s.key for s in placed}
    assert len({actor.id for actor in first.actors}) == len(first.actors)
    assert sum(actor.mentions for actor in first.actors) == len(placed)


@pytest.mark.parametrize("names", [("Ana",), ("Ana", "Eva", "Tom")], ids=["one-person", "three"])
def test_merge_takes_time_in_proportion(names: tuple[str, ...]) -> None:
    def seconds(count: int) -> float:
        sightings = [seen(f"{names[n % len(names)]} Bell", f"a{n}") for n in range(count)]
        start = time.process_time()
        identify(sightings)
        return time.process_time() - start

    seconds(100)
    assert seconds(8_000) < 60 * max(seconds(800), 0.002)  # a quadratic merge would need 100 times as long
