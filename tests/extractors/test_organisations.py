"""What organisations and bodies are, told by their names; codes of municipalities and regions; organisation numbers."""

from __future__ import annotations

from collections import Counter

import pytest

from extractors import language, organisations

SWEDISH = language.load("sv")

# Reason -> a name, and what kind of organisation it is.
KINDS = {
    "a municipality": ("Lundaviks kommun", "municipality"),
    "a town": ("Norrhamns stad", "municipality"),
    "a town, its kind first": ("Staden Norrhamn", "municipality"),
    "a rural district of before 1971": ("Ekhults landskommun", "municipality"),
    "a region": ("Region Mittlanda", "region"),
    "a region, its kind last": ("Mellersta Dalaregionen", "region"),
    "an old county council": ("Landstinget i Mittlanda län", "region"),
    "an old county council, its kind last": ("Mittlanda läns landsting", "region"),
    "a coordination association": ("Samordningsförbundet Östra Ådalen", "coordination"),
    "the same, its kind last": ("Finnås samordningsförbund", "coordination"),
    "a federation": ("Kommunalförbundet Västvatten", "federation"),
    "a federation for one task": ("Mittlandas räddningstjänstförbund", "federation"),
    "a federation in Finland": ("Norrskärs samkommun", "federation"),
    "a parish": ("Ekhults församling", "parish"),
    "several parishes": ("Sankt Olofs kyrkliga samfällighet", "parish"),
    "a joint property is no parish": ("Lindens samfällighet", "association"),
    "a housing co-operative": ("Brf Linden", "housing"),
    "the same in full": ("Bostadsrättsföreningen Linden i Lundavik", "housing"),
    "an association in a municipality's name": ("Lundaviks kommuns pensionärsförening", "association"),
    "a club in a town whose name ends like one": ("Idrottsföreningen Storstad", "association"),
    "a section at a university is no authority": ("Sektionen vid Norrby högskola", "association"),
    "a company of a municipality": ("Lundaviks kommuns bostads AB", "company"),
    "an authority": ("Försäkringskassan", "authority"),
    "a name that tells nothing": ("Norrhem", None),
    "a place that only ends like a town": ("Kvarnköping", None),
}


@pytest.mark.parametrize(("name", "kind"), KINDS.values(), ids=KINDS)
def test_a_name_tells_the_kind(name, kind):
    assert organisations.kind(name, SWEDISH) == kind


# Reason -> a title, and the organisation in it.
NAMED = {
    "in the genitive, before its body": ("Ale kommuns kommunfullmäktige", ["Ale kommun"]),
    "a town in the genitive": ("Norrhamns Stads kommunstyrelse", ["Norrhamns Stad"]),
    "a region in one word": ("Mellersta Dalaregionens regionstyrelse", ["Mellersta Dalaregionen"]),
    "a county council": ("Mittlanda läns landsting", ["Mittlanda läns landsting"]),
    "a county council, its kind first": (
        "Landstinget i Mittlanda läns förvaltningsutskott",
        ["Landstinget i Mittlanda län"],
    ),
    "the same without a county": ("Landstinget Mittlanda", ["Landstinget Mittlanda"]),
    "a coordination association by its short name": ("Finsam Lundavik", ["Finsam Lundavik"]),
    "what a municipality owns is not it": ("Kommuns mark", []),
}


@pytest.mark.parametrize(("content", "names"), NAMED.values(), ids=NAMED)
def test_names_in_titles(content, names):
    found = organisations.organisations(content, 0, len(content), SWEDISH)

    assert [named.name for named in found] == names


# Reason -> a body, and what kind of body it is.
BODIES = {
    "a council": ("Kommunfullmäktige", "council"),
    "a region's council": ("Regionfullmäktige", "council"),
    "a board": ("Kommunstyrelsen", "board"),
    "a committee of a board": ("Kommunstyrelsens arbetsutskott", "committee"),
    "a board named for its task": ("Nämnden för arbete och välfärd", "board"),
    "a board of a part of the town": ("Stadsdelsnämnden Norra Viken", "board"),
    "a board's meeting": ("Styrelsemöte", "board"),
    "a federation's board": ("Direktionen", "board"),
    "members": ("Ordinarie föreningsstämma", "assembly"),
    "members, once a year": ("Årsmöte", "assembly"),
    "a council of advice": ("Pensionärsrådet", None),
}


@pytest.mark.parametrize(("name", "kind"), BODIES.values(), ids=BODIES)
def test_a_name_tells_the_kind_of_body(name, kind):
    assert organisations.body_kind(name, SWEDISH) == kind


# Reason -> a name, and SCB's code. Real names: the codes are facts of them.
CODES = {
    "as the register has it": ("Ale kommun", "1440"),
    "with a genitive too many": ("Ales kommun", "1440"),
    "a genitive that is part of the name": ("Kils kommun", "1715"),
    "without it": ("Kil kommun", "1715"),
    "a municipality that calls itself a town": ("Göteborgs Stad", "1480"),
    "a region": ("Region Halland", "13"),
    "a county council, as it was called": ("Landstinget i Värmland", "17"),
    "another way of calling it": ("Norrbottens läns landsting", "25"),
    "a region that is a municipality": ("Region Gotland", "0980"),
    "a parish of the same name": ("Kils församling", None),
    "several parishes": ("Ale kyrkliga samfällighet", None),
    "a housing co-operative there": ("Brf Kil", None),
    "a company of the municipality's": ("Kils Energi AB", None),
    "an invented one": ("Lundaviks kommun", None),
}


@pytest.mark.parametrize(("name", "code"), CODES.values(), ids=CODES)
def test_municipalities_and_regions_have_codes(name, code):
    assert organisations.code(name, SWEDISH) == code


def test_no_name_is_another_ones_genitive():
    names = [name.casefold().removesuffix("s") for name in SWEDISH.organisations.municipalities]

    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_every_municipality_has_a_code_of_its_own():
    codes = list(SWEDISH.organisations.municipalities.values())

    assert (len(codes), len(set(codes))) == (290, 290)
    assert len({code for code in SWEDISH.organisations.regions.values() if len(code) == 2}) == 20


# Reason -> a name as written, and the official one.
OFFICIAL = {
    "a town": ("Göteborgs Stad", "Göteborgs kommun"),
    "a county council that became a region": ("Hallands läns landsting", "Region Halland"),
    "a region": ("Västra Götalandsregionen", "Västra Götalandsregionen"),
}


@pytest.mark.parametrize(("written", "official"), OFFICIAL.values(), ids=OFFICIAL)
def test_a_code_gives_the_official_name(written, official):
    assert organisations.official_name(organisations.code(written, SWEDISH), SWEDISH) == official


# Reason -> text, the numbers in it, and whether each is one.
NUMBERS = {
    "with its hyphen": ("Org.nr 802002-4280", [("802002-4280", True)]),
    "without one": ("Organisationsnummer: 8020024280", [("8020024280", True)]),
    "a wrong check digit": ("Org nr 802002-4281", [("802002-4281", False)]),
    "no label": ("Bankgiro 802002-4280", []),
    "more digits": ("Org.nr 802002-42801", []),
}


@pytest.mark.parametrize(("content", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_numbers_are_checked(content, expected):
    found = organisations.numbers(content, 0, len(content), SWEDISH)

    assert [(content[span.start : span.end], right) for span, right in found] == expected
