"""Which capitalised words are entities, of what kind, and which names are one entity."""

from __future__ import annotations

import pytest

from bot.extract.pipeline import extract
from bot.model import Flag, Gender, Kind
from tests.extract.readings import read

PERSON, PLACE, ORGANISATION = Kind.PERSON, Kind.PLACE, Kind.ORGANISATION


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("Ilmari Vastberg, 51, left the hall.", "Ilmari Vastberg", PERSON, id="age"),
        pytest.param("The crowd cheered Vastberg, who waved.", "Vastberg", PERSON, id="who"),
        pytest.param("The miller Odo Farnley said it was late.", "Odo Farnley", PERSON, id="noun-before"),
        pytest.param("Employment Minister Odalys Brackenfell resigned.", "Odalys Brackenfell", PERSON, id="portfolio"),
        pytest.param("The crane fell in Tarnmouth on Monday.", "Tarnmouth", PLACE, id="in"),
        pytest.param("She grew up in the border village of Upper Quern.", "Upper Quern", PLACE, id="village-of"),
        pytest.param("He met the foreign ministers of Sarvia and Tolland.", "Tolland", PLACE, id="ministers-of"),
        pytest.param("The road to Quernby, Ohio, was shut.", "Quernby", PLACE, id="before-a-state"),
        pytest.param("PORT TARN (AP) — The gate was shut on Monday.", "PORT TARN", PLACE, id="dateline-dash"),
        pytest.param("PORT TARN - The gate was shut on Monday.", "PORT TARN", PLACE, id="dateline-hyphen"),
        pytest.param("The talks with the United States failed.", "United States", PLACE, id="country"),
        pytest.param("The White House said it would wait.", "White House", PLACE, id="seat"),
        pytest.param("She wrote it on Truth Social on Monday.", "Truth Social", ORGANISATION, id="platform"),
        pytest.param(
            "He told the newspaper Tarnsky List that he was ill.", "Tarnsky List", ORGANISATION, id="newspaper"
        ),
        pytest.param("Brightquern, a maker of lamps, was sold.", "Brightquern", ORGANISATION, id="a-maker"),
        pytest.param("Lumivolt said on Monday that it would recall the lamps.", "Lumivolt", ORGANISATION, id="lone"),
        pytest.param("The Dockers' Union met.", "Dockers' Union", ORGANISATION, id="plural-owner"),
        pytest.param(
            "She sued the Tarn General Dynamics Corporation.",
            "Tarn General Dynamics Corporation",
            ORGANISATION,
            id="general-no-rank",
        ),
        pytest.param("The former secretary of State Ana Ruiz left.", "Ana Ruiz", PERSON, id="secretary-of-State"),
        pytest.param("She flew to Beverly Hills on Monday.", "Beverly Hills", PLACE, id="hills"),
        pytest.param("The fire is north of Sydney.", "Sydney", PLACE, id="city-and-given-name"),
        pytest.param("The Nordic Queen, a ferry, left the port.", "Nordic Queen", ORGANISATION, id="a-ferry"),
        pytest.param("The MV Lady Anna ran aground.", "MV Lady Anna", ORGANISATION, id="ship-prefix"),
        pytest.param("The Dallas Fed said it was late.", "Dallas Fed", ORGANISATION, id="body-of-a-city"),
        pytest.param("Houston Nutt said it was late.", "Houston Nutt", PERSON, id="city-as-a-given-name"),
        pytest.param("Marchers of Black Lives Matter sang.", "Black Lives Matter", ORGANISATION, id="movement"),
        pytest.param("It was sold to Farnley & Sons last year.", "Farnley & Sons", ORGANISATION, id="ampersand"),
        pytest.param(
            "The Commission on Harbour Safety met.", "Commission on Harbour Safety", ORGANISATION, id="commission-on"
        ),
        pytest.param(
            "Marlow County Sheriff's Department said so.",
            "Marlow County Sheriff's Department",
            ORGANISATION,
            id="sheriff's-department",
        ),
        pytest.param(
            "The Tarnmouth District Attorney’s Office met.",
            "Tarnmouth District Attorney’s Office",
            ORGANISATION,
            id="attorney's-office",
        ),
        pytest.param(
            "The governor of the state, Irel Moldaze, left.", "Irel Moldaze", PERSON, id="governor-of-the-state"
        ),
        pytest.param(
            "The Tarnmouth Chamber of Commerce met.", "Tarnmouth Chamber of Commerce", ORGANISATION, id="chamber"
        ),
    ],
)
def test_the_kind_is_told_by_the_neighbours_and_the_lists(text: str, name: str, kind: Kind) -> None:
    assert read(text).kind(name) is kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("Aerial attacks have grown, he said.", "Aerial", id="first-word"),
        pytest.param("“Whoever believes it is a fool,” Ana Ruiz said.", "Whoever", id="first-word-of-speech"),
        pytest.param("PORT TARN - Work stopped on Monday.", "Work", id="first-word-behind-dateline"),
        pytest.param("Mediator called in as the strike goes on.", "Mediator", id="first-noun"),
        pytest.param("The American envoy met Russian soldiers.", "American", id="demonym"),
        pytest.param("Many Republicans and Polish Americans voted.", "Republicans", id="people"),
        pytest.param("She appeared on the programme “Late Lines” on Monday.", "Late Lines", id="title-of-a-work"),
        pytest.param("The mayor left. Mayor and council were tired.", "Mayor", id="office-alone"),
        pytest.param("Injecting Ana Ruiz into the race was an error.", "Injecting Ana Ruiz", id="first-verb"),
    ],
)
def test_capitals_alone_make_no_name(text: str, word: str) -> None:
    names = {form for entity in read(text).extraction.entities for form in (entity.name, *entity.aliases)}
    assert word not in names


def test_words_of_a_headline_are_names_only_if_the_text_has_them() -> None:
    reading = read("Angry Voters Abandon Ana Ruiz’s Plan.\n\nAna Ruiz lost the vote in Tarnmouth on Monday.")
    assert [e.name for e in reading.extraction.entities] == ["Ana Ruiz", "Tarnmouth"]


def test_the_family_name_goes_to_the_person_introduced() -> None:
    reading = read("Odalys Brackenfell, 44, chairs the board. The Brackenfell plan failed. Ms. Brackenfell left.")
    person = reading.entity("Odalys Brackenfell")
    assert person.aliases == ("Brackenfell",)
    assert len(person.mentions) == 3
    assert person.gender is Gender.FEMALE


def test_a_misspelled_family_name_goes_to_the_person_introduced() -> None:
    reading = read("Tyresa Brackenfell spoke first. “It is late,” Brakenfell said.")
    assert reading.speaker("late") == "Tyresa Brackenfell"


def test_dame_and_sir_stand_before_given_names() -> None:
    reading = read("Dame Petronia Vastberg came at noon. “Sit down,” Dame Petronia said.")
    assert reading.speaker("Sit down") == "Petronia Vastberg"


def test_a_nickname_becomes_no_entity_of_its_own() -> None:
    reading = read('"We won," said the captain, Margot "Midge" Farnley. "At last," Farnley added.')
    assert reading.speaker("We won") == 'Margot "Midge" Farnley'
    assert reading.speaker("At last") == 'Margot "Midge" Farnley'
    assert len(reading.extraction.entities) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mr. Bell spoke to Mrs. Bell.", id="mr-mrs"),
        pytest.param("Tom Bell Jr. spoke to Tom Bell Sr. in the hall.", id="junior-senior"),
        pytest.param("Tom Bell spoke to Tom Bell Jr. in the hall.", id="junior"),
        pytest.param("Tom Bell spoke to Anna Bell in the hall.", id="given-names"),
    ],
)
def test_namesakes_are_two_people(text: str) -> None:
    people = [e for e in read(text).extraction.entities if e.kind is PERSON]
    assert len(people) == 2


def test_an_acronym_in_brackets_is_an_alias() -> None:
    reading = read("The River Basin Commission (RBC) met. “We wait,” the RBC said in a statement.")
    assert reading.entity("River Basin Commission").aliases == ("RBC",)


def test_a_club_is_called_by_its_first_word_from_then_on() -> None:
    reading = read("Tarnby Rovers won in extra time. The crowd sang for Tarnby until midnight.")
    assert reading.entity("Tarnby Rovers").aliases == ("Tarnby",)
    assert reading.kind("Tarnby") is ORGANISATION


def test_a_body_with_a_coined_name_is_called_by_its_first_word() -> None:
    reading = read("The ferry manufacturer Skarv Lift left Porto. On Friday Skarv wants to return.")
    assert reading.speaker("to return") == "Skarv Lift"


def test_the_adjective_before_a_team_leaves_the_person_a_person() -> None:
    reading = read("Ana Ruiz spoke. The Ruiz team cheered.")
    assert [(e.name, e.kind) for e in reading.extraction.entities] == [("Ana Ruiz", PERSON)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "The Harbour Board met the Dockers' Union. “No,” the union said.", "Dockers' Union", id="by-its-noun"
        ),
        pytest.param("The Harbour Board met. “No,” the union said.", None, id="another-sort"),
        pytest.param("Brightquern, a maker of lamps, was sold. “No,” the company said.", "Brightquern", id="company"),
        pytest.param("The Supreme Court met. “No,” the company said.", None, id="court-is-no-company"),
        pytest.param("The Karsk Town Council met. “No,” the town council said.", "Karsk Town Council", id="narrowed"),
        pytest.param("The Council of Lakes met. “No,” the town council said.", None, id="narrowed-to-another"),
        pytest.param(
            "A dye is made by the chemical firm Vosk Aldrin. “No,” the firm said.", "Vosk Aldrin", id="called"
        ),
        pytest.param("Ana Ruiz told the Delta Weekly it was sold. “No,” the company said.", None, id="no-outlet"),
        pytest.param("The Federation of Dockers met. “No,” the union said.", "Federation of Dockers", id="other-word"),
        pytest.param(
            "The Delta Audit Office met. The Bureau of Lakes met. “No,” the agency said.", None, id="either-of-two"
        ),
        pytest.param("The owner of the mine, Corvin Metals, said “No”.", "Corvin Metals", id="behind-its-description"),
    ],
)
def test_a_noun_for_a_body_means_a_body_of_that_sort(text: str, speaker: str | None) -> None:
    assert read(text).speaker("No") == speaker


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("The Justice Department waits.", "Justice Department", ORGANISATION, id="justice"),
        pytest.param("They reached Kisale General Hospital.", "Kisale General Hospital", ORGANISATION, id="hospital"),
        pytest.param("The General Assembly met on Monday.", "General Assembly", ORGANISATION, id="general"),
        pytest.param("British Prime Minister Theresa May left.", "Theresa May", PERSON, id="a-month"),
        pytest.param("He spoke in Port Tarn, Georgia Friday.", "Georgia", PLACE, id="a-day-behind"),
        pytest.param("She lives in Port St. Lucie, Florida.", "Florida", PLACE, id="saint-inside"),
        pytest.param("They met in St. Louis on Monday.", "St. Louis", PLACE, id="saint-before"),
        pytest.param("“It is late,” Vann R. Harkness II, a writer, said.", "Vann R. Harkness II", PERSON, id="second"),
        pytest.param("Investor Mark Cuban was there.", "Mark Cuban", PERSON, id="a-people"),
        pytest.param("QNS reported on Monday that the gate was shut.", "QNS", ORGANISATION, id="acronym-first"),
    ],
)
def test_words_with_two_readings(text: str, name: str, kind: Kind) -> None:
    assert read(text).kind(name) is kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("“Mr. President, wait,” Ana Ruiz said.", "President", id="address"),
        pytest.param("The former Miss Universe Ana Ruiz left.", "Universe", id="contest"),
        pytest.param("He advised the Vice President on Monday.", "Vice President", id="office-of-two-words"),
        pytest.param("Donations to super PACs grew.", "PACs", id="plural-acronym"),
        pytest.param("In World War II the quay burned.", "World War II", id="war"),
        pytest.param("Central European leaders met Ana Ruiz.", "Central European", id="region"),
        pytest.param("FULL TEXT.\n\nAna Ruiz left the hall.", "FULL TEXT", id="capitals"),
        pytest.param("They voted on the Clean Harbours Act.", "Clean Harbours Act", id="law"),
    ],
)
def test_more_capitals_that_make_no_name(text: str, word: str) -> None:
    names = {form for entity in read(text).extraction.entities for form in (entity.name, *entity.aliases)}
    assert word not in names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "The Securities and Exchange Commission met.", ["Securities and Exchange Commission"], id="commission"
        ),
        pytest.param(
            "The Department of Health and Human Services met.",
            ["Department of Health and Human Services"],
            id="department-of",
        ),
        pytest.param("The Ministry of Culture and Sport met.", ["Ministry of Culture and Sport"], id="ministry-of"),
        pytest.param(
            "The Harbour Board and the Dockers' Union met.", ["Harbour Board", "Dockers' Union"], id="two-bodies"
        ),
        pytest.param("Ana Ruiz and Harbour Board staff met.", ["Ana Ruiz", "Harbour Board"], id="person-and-body"),
    ],
)
def test_and_joins_the_fields_of_one_body_only(text: str, names: list[str]) -> None:
    assert [entity.name for entity in read(text).extraction.entities] == names


@pytest.mark.parametrize(("generation", "suffix"), [("elder", "Sr."), ("younger", "Jr."), ("senior", "Sr.")])
def test_father_and_son_are_told_apart_by_their_generation(generation: str, suffix: str) -> None:
    text = (
        "Orson Pell Sr. sold the mill. His son, Orson Pell Jr., wanted to keep it. "
        f"The {generation} Mr. Pell came to the sale. “It is only stones,” he said."
    )
    found = extract(text)
    quote = next(quote for quote in found.quotes if quote.plain)
    assert [found.entities[n].name for n in quote.speakers] == [f"Orson Pell {suffix}"]


def test_a_pronoun_for_a_name_of_two_is_as_doubtful_as_the_name() -> None:
    text = (
        "Oscar Pell Sr. sold the mill. His son, Oscar Pell Jr., wanted to keep it.\n\n"
        "Mr. Pell came to the sale. “It is only stones,” he said."
    )
    quote = next(quote for quote in extract(text).quotes if quote.plain)
    assert Flag.AMBIGUOUS in quote.flags
    assert len(quote.candidates) == 2
    assert quote.confidence < 0.7


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("Labour said it would wait.", "Labour", ORGANISATION, id="party"),
        pytest.param("She taught at King's College London.", "King's College London", ORGANISATION, id="kings-college"),
        pytest.param("Analysts at Everquay ISI were surprised.", "Everquay ISI", ORGANISATION, id="acronym-behind"),
        pytest.param("Goalkeeper Ivan Petrov left.", "Ivan Petrov", PERSON, id="trade-first"),
        pytest.param("Chief Financial Officer Bob Vastberg left.", "Bob Vastberg", PERSON, id="three-word-title"),
        pytest.param(
            "The International Brotherhood of Welders met.",
            "International Brotherhood of Welders",
            ORGANISATION,
            id="brotherhood",
        ),
        pytest.param("The ferry manufacturer Skarv Lift left.", "Skarv Lift", ORGANISATION, id="manufacturer"),
        pytest.param("In Tarnow, a town of 6,500, it rained.", "Tarnow", PLACE, id="town-in-apposition"),
        pytest.param("It hit Peg Lund, the town clerk, hard.", "Peg Lund", PERSON, id="town-clerk"),
        pytest.param(
            "They met the Italian Kiara Dosselin. Dosselin left.", "Kiara Dosselin", PERSON, id="nationality-before"
        ),
        pytest.param("Civic List leader Reuben Ask left.", "Civic List", ORGANISATION, id="list"),
        pytest.param("Kay Orme, who runs Lomand Line, left.", "Lomand Line", ORGANISATION, id="line"),
        pytest.param("Sven Brask of the nationalist Home Front left.", "Home Front", ORGANISATION, id="front"),
        pytest.param("A rival, Nordholm AG, left.", "Nordholm AG", ORGANISATION, id="legal-form"),
        pytest.param("Her film, The Night Crane, won. We saw The Night Crane.", "Night Crane", ORGANISATION, id="work"),
        pytest.param(
            "The Italian Kiara Dosselin left. The late Kiara Dosselin.", "Kiara Dosselin", PERSON, id="the-late"
        ),
        pytest.param(
            "Pak Jong Un was ill. The U.N. said it was sorry. Mr. Un left.", "U.N.", ORGANISATION, id="dotted"
        ),
        pytest.param("Vann Loon, based in Breda, said it was sold.", "Vann Loon", ORGANISATION, id="based"),
        pytest.param("La Veo, the islands' own newspaper, left.", "La Veo", ORGANISATION, id="own-newspaper"),
        pytest.param("The Norland Audit Office said no.", "Norland Audit Office", ORGANISATION, id="office"),
        pytest.param("The tabloid Dagens Nyheim left.", "Dagens Nyheim", ORGANISATION, id="tabloid"),
        pytest.param("Federal Labor MP Carmen Law said it rained.", "Federal Labor", ORGANISATION, id="labor"),
        pytest.param("Ana Ruiz, the mayor of Port Vesk, left.", "Port Vesk", PLACE, id="port"),
        pytest.param("Eva Lind lives in a flat. Eva Lind left.", "Eva Lind", PERSON, id="no-port"),
        pytest.param("The envoy, Beatris Lagos, was cautious. Lagos smiled.", "Lagos", PERSON, id="like-a-town"),
        pytest.param("The envoy, Beatris Lagos, flew to Lagos.", "Beatris Lagos", PERSON, id="beside-the-town"),
    ],
)
def test_names_of_parties_colleges_and_trades(text: str, name: str, kind: Kind) -> None:
    assert read(text).kind(name) is kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("One Conservative MP said she was finished.", "Conservative MP", id="member"),
        pytest.param("“No,” said Rep. Ana Ruiz (D-N.C.), who left.", "D-N.C", id="party-and-state"),
    ],
)
def test_members_and_party_tags_are_no_names(text: str, word: str) -> None:
    names = {form for entity in read(text).extraction.entities for form in (entity.name, *entity.aliases)}
    assert not any(word in name for name in names)


def test_a_people_of_two_words_is_nobodys_name() -> None:
    names = [entity.name for entity in extract("The Sri Lankan captain Odo Farnley met South Korean crews.").entities]
    assert names == ["Odo Farnley"]


def test_will_asks_before_a_verb_and_names_before_an_act() -> None:
    names = [e.name for e in extract("Will Farnley resign? Will Orme said no. Will Quern, 34, left.").entities]
    assert names == ["Will Orme", "Will Quern"]


def test_an_office_of_a_company_is_nobodys_name() -> None:
    names = [e.name for e in extract("Odo Farnley, Area Operations Manager of the port, left.").entities]
    assert names == ["Odo Farnley"]
