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
    "cut in a cell": "Anna\t⟦850412-⟧\tsöker\nBerg\t⟦1234⟧\tbidrag",
    "cut in the last cell": "Anna\t⟦850412-⟧\nBerg\t⟦1234⟧",
    "in pairs": "⟦85 04 12-1234⟧",
    "as an ISO day": "⟦1985-04-12-1234⟧",
    "letters spaced": "⟦8 5 0 4 1 2 - 1 2 3 4⟧",
    "misread": "⟦85O4l2-I234⟧",
    "a blank, and what it is before it": "personnummer ⟦850412 1234⟧",
    "a blank, and a right check digit": "den ⟦850412 1230⟧ anges",
    "glued to a word": "personnr⟦850412-1234⟧",
    "two hyphens": "⟦850412--1234⟧",
    "another sign for the hyphen": "⟦850412~1234⟧ och ⟦850412·1234⟧",
    "dots, and a right check digit": "⟦850412.1230⟧ och ⟦850412_1230⟧",
    "slashes in the day": "⟦85/04/12-1234⟧",
    "the year apart": "⟦1985 0412-1234⟧",
    "in wide figures": "⟦８５０４１２－１２３４⟧",
    "the last figures in pairs": "⟦850412-12 34⟧",
    "no blank behind it": "⟦850412-1234⟧Anna",
    "its last figures hidden otherwise": "⟦850412-????⟧, ⟦850412-____⟧, ⟦850412-••••⟧, ⟦850412-**34⟧",
    "misread in its last figures": "⟦85O412-1Z34⟧",
    "a T-number in another place": "⟦850412-TF12⟧, ⟦850412-12TF⟧",
    "a month that there is not": "personnummer ⟦851312-1234⟧",
    "a coordination number of no day": "samordningsnr ⟦850499-1234⟧",
    "words between it and its label": "personnumret är ⟦850412 1234⟧, personnummer (10 siffror): ⟦850412 1234⟧",
    "a reserve number": "reservnummer ⟦99850412-1234⟧, reservnr: ⟦19850412-K03B⟧",
    "of Finland, in small letters": "⟦131052a308t⟧",
    "of Finland, spaced": "personbeteckning ⟦131052 - 308T⟧",
    "of Finland, of this century": "⟦010203Y123A⟧",
    "the day of birth in words": "född den ⟦12 april 1985⟧, född ⟦12/4 1985⟧, f. ⟦12.4.1985⟧, f ⟦1985-04-12⟧",
    "of Finland": "⟦131052-308T⟧ och ⟦131052A308T⟧",
    "the day of birth": "Anna, född ⟦1985-04-12⟧, och Bo, f. ⟦850412⟧",
    "a telephone": "ring ⟦08-123 456 78⟧ eller ⟦0123/45 67 89⟧",
    "a mobile telephone": "⟦070-123 45 67⟧, ⟦070 123 45 67⟧",
    "with its country": "⟦+46 70 123 45 67⟧, ⟦+46 (0)8-123 456 78⟧, ⟦+358 40 123 4567⟧",
    "by its label": "Tel: ⟦123 456⟧, mobil ⟦0701 23 45 67⟧",
    "a telephone in brackets": "⟦(070) 123 45 67⟧, ⟦(08)123 456 78⟧",
    "a telephone with dots": "⟦070.123.45.67⟧, ⟦+46.70.123.45.67⟧",
    "a telephone with hyphens": "⟦070-123-45-67⟧, ⟦070‑123 45 67⟧",
    "a telephone with blanks": "⟦08 123 456 78⟧, ⟦0123 456 78⟧, ⟦070\u00a0123\u00a045\u00a067⟧",
    "a telephone spaced": "⟦0 7 0 - 1 2 3 4 5 6 7⟧",
    "a telephone broken over a line": "ring ⟦070-123\n45 67⟧",
    "a telephone misread": "⟦O70-123 45 67⟧, ⟦07O-l23 45 67⟧",
    "a telephone, and the next": "⟦018-10 20 30-31⟧",
    "a telephone without its plus": "⟦46701234567⟧",
    "of another country": "⟦+1 212 555 0199⟧, ⟦+33 1 23 45 67 89⟧",
    "by its label and where it is": "Telefon (bostad): ⟦12 34 56⟧, tel.⟦12 34 56⟧, Tel. arb. ⟦12 34 56⟧",
    "inside a switchboard": "ankn. ⟦1234⟧",
    "a mail address": "skriv till ⟦anna.berg@exempel.se⟧, eller",
    "a mail address broken": "⟦anna.berg@\nexempel.se⟧",
    "a mail address hidden": "⟦anna.berg (at) exempel.se⟧",
    "a mail address hidden in words": "⟦anna.berg at exempel.se⟧, ⟦anna.berg (at) exempel (punkt) se⟧, ⟦anna.berg snabela exempel punkt se⟧",
    "a mail address misread": "⟦anna.berg©exempel.se⟧, ⟦anna.berg@exempel,se⟧, ⟦anna.berg@exempel. se⟧",
    "a mail address broken in its domain": "⟦anna.berg@exem-\npel.se⟧",
    "a mail address of two": "⟦anna&bo@exempel.se⟧, ⟦_anna@exempel.se⟧",
    "a mail address in a link": "⟦anna.berg%40exempel.se⟧",
    "a street": "bor på ⟦Storgatan 12⟧",
    "a street with stairs and flat": "⟦Östra Storgatan 12 B lgh 1203⟧",
    "a street named after somebody": "⟦Karl Eks väg 4⟧",
    "with post code and town": "⟦Storgatan 12, 123 45 Hällmora⟧, sökande",
    "over two lines": "⟦Byvägen 3\n123 45 Lillby⟧\nNästa",
    "no street, but post code and town": "⟦Västerbyn 41, 123 45 Hällmora⟧",
    "a street of two words": "⟦Norra vägen 3⟧, ⟦Stora torget 3⟧, ⟦Norra esplanadgatan 5⟧",
    "a street named after a king": "⟦Karl XII:s gata 4⟧",
    "a street and the number's word": "⟦Storgatan nr 12⟧",
    "a street with the floor before": "⟦Storgatan 12, 3 tr⟧",
    "a street with its flat's number": "⟦Byvägen 3 1001⟧",
    "a street cut at a line end": "⟦Stor-\ngatan 12⟧",
    "a street and a post code alone": "⟦Storgatan 12, 123 45⟧",
    "with whom": "⟦c/o Anna Berg⟧, ⟦Storgatan 12⟧",
    "where somebody lives": "boende på ⟦Backen 3⟧, adress: ⟦Skogsrået 3⟧, bor på ⟦storgatan 12⟧",
    "where somebody lives, without a number": "bosatt ⟦Ekeby gård, 123 45 Lillby⟧",
    "Finland's": "⟦Storgatan 3 A 4, 65999 Lillstad⟧",
    "an address of the net": "från ⟦192.0.2.17⟧ loggades",
    "the same, version 6": "⟦2001:db8:85a3:0:0:8a2e:370:7334⟧",
    "the same, of one wire": "⟦fe80::1ff:fe23:4567:890a⟧",
    "a moment written otherwise": "⟦2031-03-05 08.14.27⟧, ⟦2031-03-05 kl. 08:14:27⟧, ⟦05/03/2031 08:14:27⟧",
    "a moment as an American writes it": "⟦5/3/2031 8:14:27⟧ AM",
    "a moment with its zone": "⟦2031-03-05 08:14 UTC⟧",
    "a key": "nyckel ⟦4X3PE-0AB12-7QWER-K2L3M-NB4VC-1XZ2S⟧",
    "a moment to the second": "signerat ⟦2031-03-05 08:14:27 UTC⟧ av",
    "a serial number": "⟦4f3a9912ab34cd56ef01⟧",
    "a short one, by its label": "⟦Serienummer: 4F:3A:99:12⟧",
    "a transaction": "⟦Transaktion 09222115557493010⟧",
}


@pytest.mark.parametrize("marked", FOUND.values(), ids=FOUND)
def test_finds(marked: str) -> None:
    content, spans = unmark(marked)

    found = {place for one in personal.find(content, SWEDISH) for place in range(one.start, one.end)}
    assert found == {place for start, end in spans for place in range(start, end)}


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
    "an organisation's number after a label of both": "personnummer/organisationsnummer 556677-8899",
    "a range of days and a count": "310115-31 12 345",
    "a day and a time in the name of a file": "Scan_20310115_1430",
    "a switchboard": "Växel 0123-456 00, vx: 08-123 456 00",
    "a mailbox of nobody": "info@exempel.se, registrator@exempel.se",
    "what only ends in at": "Parkering avhandlat i punkterna 3-4",
    "a housing co-op": "Brf Ekhöjden 3",
    "where one visits an organisation": "Besöksadress: Kyrkogatan 2",
    "a home, and then another line": "Upphandling av skyddat boende\n\nDnr IFN 2031/288",
    "the length of a street": "Gamla vägen 3 km",
    "cells of a table": "IT-spåret\t356 000\t356 000, 0123\t456 78",
    "changes": "+1 500 000 000 kr, +12 500 000",
    "a small number after a label": "mobil 12 000 kr, sms 2031-01-15",
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
    "after a colon": ("Sökande: ⟦Anna Berg⟧ 850412-1234", "850412-1234"),
    "with labels": ("Namn: ⟦Anna Berg⟧\nPersonnummer: 850412-1234", "850412-1234"),
    "behind, with a label": ("Personnummer 850412-1234\nNamn ⟦Anna Berg⟧", "850412-1234"),
    "the family name first": ("⟦Berg, Anna⟧ 850412-1234", "850412-1234"),
    "the family name before given names": ("⟦Berg, Anna Maria⟧ (850412-1234)", "850412-1234"),
    "in a list of numbers and names": ("860512-2345 ⟦Bo Ek⟧\n850412-1234 ⟦Anna Berg⟧", "850412-1234"),
    "not the next line": ("850412-1234\nEva Lind (S) yrkar", "850412-1234"),
    "not with words between": ("Anna Berg anmäler att en granne, 850412-1234", "850412-1234"),
}


@pytest.mark.parametrize(("marked", "number"), BESIDE.values(), ids=BESIDE)
def test_names_beside_a_number(marked: str, number: str) -> None:
    content, spans = unmark(marked)
    start = content.index(number)
    place = personal.Personal(start, start + len(number), "number")

    assert personal.names_beside(content, place, SWEDISH) == spans
