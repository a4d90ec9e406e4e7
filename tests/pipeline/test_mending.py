"""What OCR misreads and the document itself sets right, and what stays as it was read.

A page is given as lines of words; the number after a word is how sure the engine was of it, of 100, where it was not sure. Below 50 it is
doubted: left out unless the numbering bears it out.
"""

from __future__ import annotations

import re

import pytest

from pipeline.layout import Placed, PlacedPage
from pipeline.readers.mending import mended
from pipeline.readers.scanned import ScannedPage

_WORD = re.compile(r"(\S+?)(?:\^(\d+))?(?=\s|$)")


def page(*lines: str) -> ScannedPage:
    words, confidences = [], []
    for row, line in enumerate(lines):
        for match in _WORD.finditer(line):
            x, top = 50 + 6.0 * match.start(), 50 + 16.0 * row
            words.append(Placed(x, top, x + 6.0 * len(match[1]), top + 10, match[1]))
            confidences.append(int(match[2] or 96) / 100)
    doubted = frozenset(index for index, confidence in enumerate(confidences) if confidence < 0.5)
    return ScannedPage(PlacedPage(400, 600, words, text_origin="ocr"), tuple(confidences), doubted)


def read(*pages: ScannedPage) -> list[str]:
    found: list[str] = []
    for made in mended(pages):
        tops = dict.fromkeys(word.top for word in made.placed.words)
        found += [" ".join(word.text for word in made.placed.words if word.top == top) for top in tops]
    return found


MENDED = {
    "dollar": (["§ 11 Val", "$ 12 Budget", "§ 13 Avslutning"], ["§ 11 Val", "§ 12 Budget", "§ 13 Avslutning"]),
    "only dollars": (["$ 4 Val", "$ 5 Budget"], ["§ 4 Val", "§ 5 Budget"]),
    "eight": (["§ 11 Val", "8 12 Budget", "§ 13 Avslutning"], ["§ 11 Val", "§ 12 Budget", "§ 13 Avslutning"]),
    "joined": (["§ 11 Val", "$12 Budget", "§13. Avslutning"], ["§ 11 Val", "§ 12 Budget", "§ 13. Avslutning"]),
    "all sorts in a row": (
        ["$ 98 Val", "s 99 Budget", "5 100 Lokaler", "$ t01 Avslutning"],
        ["§ 98 Val", "§ 99 Budget", "§ 100 Lokaler", "§ 101 Avslutning"],
    ),
    "number misread, the only one that fits": (
        ["§ 96 Val", "s 9I Budget", "§ 98 Avslutning"],
        ["§ 96 Val", "§ 97 Budget", "§ 98 Avslutning"],
    ),
    "every § an eight, and the range stated": (
        ["Paragrafer 71-73", "871 Val", "872 Budget", "873 Slut"],
        ["Paragrafer 71-73", "§ 71 Val", "§ 72 Budget", "§ 73 Slut"],
    ),
    "the last one joined, and the range stated": (
        ["Paragrafer 33-35", "§ 33 Val", "§ 34 Budget", "835"],
        ["Paragrafer 33-35", "§ 33 Val", "§ 34 Budget", "§ 35"],
    ),
    "the last one joined, and two ranges stated": (
        ["Eva Ek 33-34", "Paragrafer 33-35", "§ 33 Val", "§ 34 Budget", "835"],
        ["Eva Ek 33-34", "Paragrafer 33-35", "§ 33 Val", "§ 34 Budget", "§ 35"],
    ),
    "doubted, and in the run": (
        ["§^13 28^13", "S^47 29.", "§ 30 Budget", "834^35", "§ 31 Val"],
        ["§ 28", "§ 29.", "§ 30 Budget", "§ 31 Val"],
    ),
    "numbers with their year": (
        ["§ 11/31 Val", "$ 12/31 Budget", "8^30 13/31^30", "Text", "§ 14/31 Slut"],
        ["§ 11/31 Val", "§ 12/31 Budget", "§ 13/31", "Text", "§ 14/31 Slut"],
    ),
    "letters that Swedish has not": (["Mânsson och Àke", "såàdden i àr"], ["Månsson och Åke", "sådden i år"]),
    "§ not seen at all": (["§ 37 Val", "38 Lokaler", "§ 39 Plan"], ["§ 37 Val", "§ 38 Lokaler", "§ 39 Plan"]),
    "letters of the body before it": (
        ["BUN § 7 Val", "BUN $ 8 Plan", "BUN § 9 Slut"],
        ["BUN § 7 Val", "BUN § 8 Plan", "BUN § 9 Slut"],
    ),
    "items named in the text": (
        ["§ 3 Val", "§ 4 Plan", "§ 5 Slut", "Åsa Bro, rektor, S3 3-4"],
        ["§ 3 Val", "§ 4 Plan", "§ 5 Slut", "Åsa Bro, rektor, §§ 3-4"],
    ),
    "number of a list": (
        ["6. Val av revisor", "T. Budget", "8. Övrigt"],
        ["6. Val av revisor", "7. Budget", "8. Övrigt"],
    ),
    "a name that stands elsewhere": (
        ["Sunnerdahl och Sunnerdahl", "Nej röstade Sunnerdah1^60"],
        ["Sunnerdahl och Sunnerdahl", "Nej röstade Sunnerdahl"],
    ),
    "dots lost": (["Övrigt möte", "Andra Ovrigt^70 ärende"], ["Övrigt möte", "Andra Övrigt ärende"]),
    "rn and m": (["Kommunen svarar", "Kornmunen^50 frågar"], ["Kommunen svarar", "Kommunen frågar"]),
    "letter in a date": (["år 2031 gäller", "den 2O31-03-l2"], ["år 2031 gäller", "den 2031-03-12"]),
    "letter that Swedish does not have": (["Styrelsėn i Pålāsen"], ["Styrelsen i Pålåsen"]),
    "typed over an underline": (["Val_av_ombud"], ["Val av ombud"]),
    "clock": (["klockan är k1 18.30"], ["klockan är kl 18.30"]),
}
KEPT = {
    "a sum in dollars": ["Priset är", "$ 12 styck", "i dag"],
    "figures in a column": ["8 12 Ek", "8 40 Bok", "5 71 Al"],
    "figures that run on": ["871 Konto", "872 Konto", "873 Konto"],
    "a figure behind the last item": ["§ 33 Val", "§ 34 Budget", "835 kronor"],
    "a date that looks like a range": ["den 2031-71-73", "871 Konto", "872 Konto", "873 Konto"],
    "a number that no neighbour bears out": ["§ 11 Val", "8 40 Bok", "§ 12 Plan"],
    "a list beside §": ["§ 1 Val", "1 Eva Ek", "2 Ulf Al", "§ 2 Plan"],
    "an unsure word that is nowhere else": ["Nej röstade Sunnerdah1^60"],
    "two names that look alike": ["Hansson och Hänsson", "röstade Hànsson^50"],
    "a sure word that looks like another": ["Sjöman talade", "Sjoman svarade"],
    "no date": ["år 2031 gäller", "serie 2O31-13-l2"],
    "a year of no other date": ["den 2O31-03-l2"],
    "a price each": ["tre à 40 kr"],
}


@pytest.mark.parametrize(("lines", "expected"), MENDED.values(), ids=MENDED)
def test_mends(lines, expected):
    assert read(page(*lines)) == expected


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT)
def test_keeps(lines):
    assert read(page(*lines)) == [re.sub(r"\^\d+", "", line) for line in lines]


def test_evidence_may_stand_on_another_page():
    assert read(page("§ 11 Val"), page("$ 12 Budget"), page("§ 13 Slut")) == ["§ 11 Val", "§ 12 Budget", "§ 13 Slut"]


def test_rectangles_stay():
    made = page("§ 11 Val", "$ 12 Budget", "§ 13 Slut")

    assert [word[:4] for word in mended([made])[0].placed.words] == [word[:4] for word in made.placed.words]
