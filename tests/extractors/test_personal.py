"""Personal data by their form, and the look-alikes that stay."""

from __future__ import annotations

import pytest

from extractors import personal
from extractors.language import load
from tests.marking import unmark

SWEDISH = load("sv")

# Reason -> text with what is personal marked.
FOUND = {
    "a number": "Vald är ⟦850412-1234⟧, som bor här",
    "with its century": "⟦19850412-1234⟧",
    "of who is over a hundred": "⟦120412+1234⟧",
    "without a hyphen": "⟦198504121234⟧",
    "without century and hyphen": "⟦8504121234⟧",
    "a coordination number": "⟦850472-1234⟧",
    "a T-number": "⟦850412-T123⟧",
    "its last figures hidden": "⟦850412-XXXX⟧",
    "a dash with blanks": "⟦850412 – 1234⟧",
    "broken at the hyphen": "⟦850412-\n1234⟧",
    "broken before it": "⟦850412\n-1234⟧",
    "broken in the day": "⟦8504\n12-1234⟧",
    "in pairs": "⟦85 04 12-1234⟧",
    "as an ISO day": "⟦1985-04-12-1234⟧",
    "letters spaced": "⟦8 5 0 4 1 2 - 1 2 3 4⟧",
    "misread": "⟦85O4l2-I234⟧",
    "a blank, and what it is before it": "personnummer ⟦850412 1234⟧",
    "a blank, and a right check digit": "den ⟦850412 1230⟧ anges",
    "glued to a word": "personnr⟦850412-1234⟧",
    "of Finland": "⟦131052-308T⟧ och ⟦131052A308T⟧",
    "the day of birth": "Anna, född ⟦1985-04-12⟧, och Bo, f. ⟦850412⟧",
    "a telephone": "ring ⟦08-123 456 78⟧ eller ⟦0123/45 67 89⟧",
    "a mobile telephone": "⟦070-123 45 67⟧, ⟦070 123 45 67⟧",
    "with its country": "⟦+46 70 123 45 67⟧, ⟦+46 (0)8-123 456 78⟧, ⟦+358 40 123 4567⟧",
    "by its label": "Tel: ⟦123 456⟧, mobil ⟦0701 23 45 67⟧",
    "a mail address": "skriv till ⟦anna.berg@exempel.se⟧, eller",
    "a mail address broken": "⟦anna.berg@\nexempel.se⟧",
    "a mail address hidden": "⟦anna.berg (at) exempel.se⟧",
    "a street": "bor på ⟦Storgatan 12⟧",
    "a street with stairs and flat": "⟦Östra Storgatan 12 B lgh 1203⟧",
    "a street named after somebody": "⟦Karl Eks väg 4⟧",
    "with post code and town": "⟦Storgatan 12, 123 45 Hällmora⟧, sökande",
    "over two lines": "⟦Byvägen 3\n123 45 Lillby⟧\nNästa",
    "no street, but post code and town": "⟦Västerbyn 41, 123 45 Hällmora⟧",
    "Finland's": "⟦Storgatan 3 A 4, 65999 Lillstad⟧",
    "an address of the net": "från ⟦192.0.2.17⟧ loggades",
    "the same, version 6": "⟦2001:db8:85a3:0:0:8a2e:370:7334⟧",
    "a moment to the second": "signerat ⟦2031-03-05 08:14:27 UTC⟧ av",
    "a serial number": "⟦4f3a9912ab34cd56ef01⟧",
    "a short one, by its label": "⟦Serienummer: 4F:3A:99:12⟧",
    "a transaction": "⟦Transaktion 09222115557493010⟧",
}


@pytest.mark.parametrize("marked", FOUND.values(), ids=FOUND)
def test_finds(marked: str) -> None:
    content, spans = unmark(marked)

    assert list(dict.fromkeys((one.start, one.end) for one in personal.find(content, SWEDISH))) == spans


STAYS = {
    "an organisation's number": "556677-8899, 802400-1234 och 16556677-8899",
    "case numbers": "KS 2031/914, Dnr 2031-00123, 010-12345/2031, KS2031-914",
    "a statute": "förvaltningslagen (2017:900), SFS 1998:899",
    "amounts": "12 500 000 kr, 1201150000 kr, +46 500 000 kr, 120 115 - 2 000 kr",
    "days and times": "2031-01-15 14:30, den 15 januari 2031 kl. 13.00–16.30, 310115",
    "ranges of days": "2031-01-15–2031-01-20, 310115-310630, 20310101-20310630, 2031-01-15 - 2032",
    "a property": "fastigheten Hällmora 1:23, kv. Ekbacken 4, Kyrkogatan 2:14",
    "a road's number": "väg 226, Riksväg 40, länsväg 675",
    "a year after a street": "Storgatan 2031",
    "a bank giro": "bankgiro 123-4567 och 5050-1055, plusgiro 12 34 56-7",
    "a box": "Box 12, 123 45 Hällmora",
    "a heading's number": "1.2.3.4 Mål och 10.1.2.3",
    "items": "§§ 12-14, § 12 2031-01-15",
    "an emergency number": "Ring 112 vid olycka",
    "a place of a law": "5 kap. 22 § 2017:725:5:67",
    "counts": "8 ja, 12 nej, 3 avstår; 850412 1234 st",
}


@pytest.mark.parametrize("content", STAYS.values(), ids=STAYS)
def test_passes_over(content: str) -> None:
    assert personal.find(content, SWEDISH) == []


BESIDE = {
    "before": ("⟦Anna Berg⟧, 850412-1234, söker", "850412-1234"),
    "in brackets": ("⟦Anna Berg⟧ (850412-1234)", "850412-1234"),
    "behind": ("850412-1234 ⟦Anna Berg⟧ söker", "850412-1234"),
    "with labels": ("Namn: ⟦Anna Berg⟧\nPersonnummer: 850412-1234", "850412-1234"),
    "behind, with a label": ("Personnummer 850412-1234\nNamn ⟦Anna Berg⟧", "850412-1234"),
    "the family name first": ("⟦Berg, Anna⟧ 850412-1234", "850412-1234"),
    "not the next line": ("850412-1234\nEva Lind (S) yrkar", "850412-1234"),
    "not with words between": ("Anna Berg anmäler att en granne, 850412-1234", "850412-1234"),
}


@pytest.mark.parametrize(("marked", "number"), BESIDE.values(), ids=BESIDE)
def test_names_beside_a_number(marked: str, number: str) -> None:
    content, spans = unmark(marked)
    start = content.index(number)
    place = personal.Personal(start, start + len(number), "number")

    assert personal.names_beside(content, place, SWEDISH) == spans
