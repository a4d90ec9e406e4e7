"""Words cut at a line end, and the heads and feet of pages: what is joined and what is marked, and the look-alikes."""

from __future__ import annotations

import pytest

from pipeline.layout import EdgeLine, Placed, PlacedPage, compose, joined_hyphen, page_furniture
from schemas.text import Text, TextBuilder

JOINED = {
    "a compound": (("i kommun-", "styrelsen beslutar"), ("i kommunstyrelsen", " beslutar")),
    "with the stop that follows": (("av nämn-", "den."), ("av nämnden.", "")),
    "an abbreviation keeps its hyphen": (("ett EU-", "projekt om"), ("ett EU-projekt", " om")),
    "a case number keeps its hyphen": (("Dnr KS 2031-", "00017 antas"), ("Dnr KS 2031-00017", " antas")),
    "numbers in words keep it": (("om två-", "tre år"), ("om två-tre", " år")),
    "a soft hyphen": (("om skol\u00ad", "skjuts"), ("om skolskjuts", "")),
}
NOT_JOINED = {
    "a hyphen that hangs": ("barn-", "och ungdomsnämnden"),
    "one that hangs before a comma's sister": ("hälso-", "samt sjukvård"),
    "a dash between blanks": ("Ekonomi -", "rapport"),
    "two names": ("Anna-", "Karin"),
    "a range": ("sidorna 3-", "7"),
    "no hyphen": ("kommun", "styrelsen"),
}


@pytest.mark.parametrize(("lines", "expected"), JOINED.values(), ids=JOINED)
def test_joins_a_word_that_a_line_end_cuts(lines: tuple[str, str], expected: tuple[str, str]) -> None:
    assert joined_hyphen(*lines) == expected


@pytest.mark.parametrize("lines", NOT_JOINED.values(), ids=NOT_JOINED)
def test_leaves_other_hyphens(lines: tuple[str, str]) -> None:
    assert joined_hyphen(*lines) is None


# Pages as lists of lines; those that are furniture end with their kind in brackets.
FURNISHED = {
    "a head with page numbers, the first of which stays": [
        ["Lindby kommun 1 (3)", "Protokoll", "§ 1 Val", "Beslutas."],
        ["Lindby kommun 2 (3) [head]", "Protokoll [head]", "§ 2 Budget", "Antas."],
        ["Lindby kommun 3 (3) [head]", "Protokoll [head]", "§ 3 Avslut", "Mötet slutar."],
    ],
    "a foot on every page": [
        ["§ 1 Val", "Beslutas.", "Lindby kommun, tekniska nämnden [foot]", "Sida 1 av 3 [foot]"],
        ["§ 2 Budget", "Antas.", "Lindby kommun, tekniska nämnden [foot]", "Sida 2 av 3 [foot]"],
        ["§ 3 Avslut", "Mötet slutar.", "Lindby kommun, tekniska nämnden [foot]", "Sida 3 av 3 [foot]"],
    ],
    "words that stand only in feet, on a page alone": [
        ["§ 1 Val", "Beslutas.", "Justerandes sign\tUtdragsbestyrkande [foot]"]
    ],
    "what a signing service stamps": [
        ["§ 1 Val", "Det här dokumentet är digitalt signerat [stamp]", "Transaktionsidentitet: 1A2B [stamp]"]
    ],
    "item headings that follow each other are none": [["§ 1", "Val"], ["§ 2", "Budget"], ["§ 3", "Avslut"]],
    "a last line that some pages have in common is none": [
        ["§ 1 Val", "Beslutet antecknas."],
        ["§ 2 Budget", "Beslutet antecknas."],
        *[[f"§ {number} Ärende", f"Ärende {word} avgörs."] for number, word in enumerate("abcdefgh", 3)],
    ],
    "two pages of different text": [["Protokoll", "Mötet öppnas."], ["Mötet fortsätter.", "Slut."]],
    "a new document begins with a head of its own": [
        ["Styrelsen 2031-02-03", "Sida 1 (2) [head]", "§ 1 Val"],
        ["Styrelsen 2031-02-03 [head]", "Sida 2 (2) [head]", "§ 2 Budget"],
        ["Styrelsen 2031-05-12", "Sida 1 (2) [head]", "§ 1 Val"],
        ["Styrelsen 2031-05-12 [head]", "Sida 2 (2) [head]", "§ 2 Skulder"],
    ],
}


@pytest.mark.parametrize("pages", FURNISHED.values(), ids=FURNISHED)
def test_tells_heads_and_feet(pages: list[list[str]]) -> None:
    plain = [[line.split(" [")[0] for line in page] for page in pages]
    found = page_furniture([[EdgeLine(line) for line in page] for page in plain])

    marked = [
        [f"{line} [{kinds[number]}]" if number in kinds else line for number, line in enumerate(page)]
        for page, kinds in zip(plain, found, strict=True)
    ]
    assert marked == pages


def test_a_line_at_another_height_is_no_head() -> None:
    pages = [[EdgeLine("Beslut", place), EdgeLine(f"Text {place}", place + 0.1)] for place in (0.1, 0.13, 0.16)]

    assert page_furniture(pages) == [{}, {}, {}]


def _composed(*pages: PlacedPage) -> Text:
    builder = TextBuilder()
    compose(builder, pages)
    return builder.build()


def test_each_half_of_a_joined_word_keeps_its_box() -> None:
    words = [
        Placed(50, 100, 110, 110, "kommun-"),
        Placed(50, 112, 90, 122, "styrelsen"),
        Placed(93, 112, 110, 122, "är"),
    ]
    text = _composed(PlacedPage(200, 300, words))

    assert text.content.startswith("kommunstyrelsen\när\n")
    halves = [(text.content[w.start : w.end], w.box.top) for w in text.words]
    assert halves == [("kommun", 100), ("styrelsen", 112), ("är", 112)]
    assert len(text.quotes(0, 15)[0].boxes or ()) == 2


def test_pages_without_words_are_pages() -> None:
    text = _composed(PlacedPage(200, 300, []), PlacedPage(300, 200, []))

    assert [(page.number, page.width, page.height) for page in text.pages] == [(1, 200, 300), (2, 300, 200)]
