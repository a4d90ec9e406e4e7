"""Every way of naming a person that we have met, and what looks like a name and is none."""

from __future__ import annotations

import pytest

from extractors.language import load
from extractors.people import Person, name_list, persons

SWEDISH = load("sv")

# Names are marked; parties stand in order beside.
FOUND = {
    "party in parentheses": ("⟦Anna Bergfors⟧ (S) öppnade mötet", ["S"]),
    "party after a comma": ("⟦Karin von Essenhielm⟧, KD, och ⟦Ove Lindmark⟧, M", ["KD", "M"]),
    "party in lower case, as before 2010": ("⟦Göta Palmfors⟧ (fp) yrkar bifall", ["FP"]),
    "local party": ("⟦Hjalmar Strandby⟧ (ÖP) reserverar sig", ["ÖP"]),
    "no party": ("⟦Zeinab Haddadi⟧ (-) närvarar", [None]),
    "unknown given name before a party": ("yrkar ⟦Qvintilia Brant⟧ (C) avslag", ["C"]),
    "double given and family names": ("⟦Britt-Marie Öst-Lindgård⟧ och ⟦Per Olof Sundin⟧", [None, None]),
    "three family names": ("⟦Erik Thorsell Bergh Lind⟧ valdes", [None]),
    "particles": ("⟦Luis de la Cruz⟧ och ⟦Knut af Ekenstierna⟧", [None, None]),
    "initials": ("⟦A. Lundbom⟧ skrev; ⟦Johan L.⟧ valdes; ⟦Maria K Ekblad⟧ kom", [None, None, None]),
    "over a line end": ("justeras av ⟦Margareta\nBroström⟧ (M)", ["M"]),
    "run together": ("⟦Tore Lindahl⟧ ⟦Mina Karimi⟧ ⟦Nils-Erik Vångby⟧, ersättare", [None, None, None]),
    "run together with parties": ("⟦Hans Mårdell⟧ (M) ⟦Leyla Karimzadeh⟧ (S) ⟦Sten-Arne Boman⟧ (KD)", ["M", "S", "KD"]),
    "after a title with a capital": ("Rektor ⟦Per-Åke Hellgren⟧ informerar", [None]),
    "after an organisation": ("ordförande i Nordviks Kommun ⟦Gerd Jonsäter⟧", [None]),
    "glued to the word before": ("Försäkringskassan i Sydlänet i länet⟦Katrin Noborg⟧", [None]),
    "genitive of a name that stands without elsewhere": ("⟦Bo Lindmark⟧s yrkande. ⟦Bo Lindmark⟧ yrkar", [None, None]),
    "in capitals": ("⟦EVA LINDGREN⟧, ⟦LARS OLSSON⟧", [None, None]),
    "foreign letters": ("⟦Damir Žutić⟧ (S) och ⟦Ömer Çelik⟧ (V)", ["S", "V"]),
}
NOT_FOUND = {
    "a town": "Storviks Stad har 25 000 invånare",
    "a municipality": "Vänernäs Kommun och Region Nordlandet",
    "bodies": "Kommunstyrelsen och Barn- och utbildningsnämnden",
    "a company with a person's name": "upphandling av Sven Nilsson Bygg AB",
    "a square": "samling på Karl Magnus Torg",
    "headings": "Övriga Närvarande Utses Justeras Paragrafer",
    "a given name alone": "Emma redogjorde för läget",
    "weekdays and months": "Måndagen den 3 Mars",
    "two unknown words": "Projektet Friska Lungor",
}
LISTS = {
    "with an office inside": (
        "Bo Ekdal (M), Lars Ekdal (S) samt tjänstgörande ersättarna Eva Ekdal (M) och Ove Ekdal (V) reserverar sig mot Per Ekdal",
        ["Bo Ekdal", "Lars Ekdal", "Eva Ekdal", "Ove Ekdal"],
    ),
    "over lines": ("Bo Ekdal (M)\nLars Ekdal (S)\nInga övriga", ["Bo Ekdal", "Lars Ekdal"]),
    "one": ("Mot beslutet reserverar sig Bo Ekdal (M). Sedan gick Lars Ekdal.", ["Bo Ekdal"]),
    "none": ("Ledamöterna från M och L", []),
}


def names(content: str, found: list[Person]) -> list[str]:
    return [content[person.name.start : person.name.end] for person in found]


@pytest.mark.parametrize(("marked", "parties"), FOUND.values(), ids=FOUND)
def test_finds(marked: str, parties: list[str | None]) -> None:
    content = marked.replace("⟦", "").replace("⟧", "")
    expected = [piece.split("⟧")[0] for piece in marked.split("⟦")[1:]]
    found = persons(content, 0, len(content), SWEDISH)

    assert names(content, found) == expected
    assert [person.party for person in found] == parties


@pytest.mark.parametrize("content", NOT_FOUND.values(), ids=NOT_FOUND)
def test_passes_over(content: str) -> None:
    assert names(content, persons(content, 0, len(content), SWEDISH)) == []


@pytest.mark.parametrize(("content", "expected"), LISTS.values(), ids=LISTS)
def test_lists(content: str, expected: list[str]) -> None:
    assert names(content, name_list(content, 0, len(content), SWEDISH)) == expected


def test_an_entry_may_have_names_that_nobody_knows() -> None:
    content = "Qvintilia Brant, kommunchef"

    assert names(content, persons(content, 0, len(content), SWEDISH)) == []
    assert names(content, persons(content, 0, len(content), SWEDISH, listed=True)) == ["Qvintilia Brant"]
