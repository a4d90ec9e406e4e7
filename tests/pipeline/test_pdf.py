"""PDF pages drawn here, as minutes are laid out, and the text that is read from them.

In what is expected, ``|`` stands for the tab between cells, ``~`` at the end of a line for a break that only the width of
the column made, ``[head]`` and so on before a line for furniture, ``===`` between pages.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from pipeline.readers import pdf
from pipeline.readers.base import Limits
from schemas.errors import (
    EmptySourceError,
    EncryptedSourceError,
    LimitExceededError,
    ParagrafError,
    UnreadableSourceError,
)
from schemas.source import SourceFile
from schemas.text import Text


class At(NamedTuple):
    """A string on the page: where it begins (or ends), in points from the top left."""

    x: float
    top: float
    text: str
    size: float = 10
    bold: bool = False
    turn: float = 0
    right: bool = False


Drawing = Sequence[Sequence[At]]


def lines(x: float, top: float, *texts: str, step: float = 13) -> list[At]:
    return [At(x, top + step * number, text) for number, text in enumerate(texts) if text]


def drawn(pages: Drawing, *, rotate: int = 0, encrypt: str | None = None) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, encrypt=encrypt)
    for page in pages:
        canvas.setPageRotation(rotate)
        for at in page:
            canvas.saveState()
            canvas.setFont("Helvetica-Bold" if at.bold else "Helvetica", at.size)
            canvas.translate(at.x, A4[1] - at.top)
            canvas.rotate(at.turn)
            (canvas.drawRightString if at.right else canvas.drawString)(0, 0, at.text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def flowed(*flowables: Flowable, pagesize: tuple[float, float] = A4) -> bytes:
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=pagesize).build(list(flowables))
    return file.getvalue()


def read(content: bytes, limits: Limits | None = None) -> Text:
    return pdf.read(SourceFile("möte.pdf", content, pdf.MEDIA_TYPE), limits or Limits())


def shown(text: Text) -> list[str]:
    furniture = {piece.start: f"[{piece.kind}] " for piece in text.furniture}
    starts = {page.start for page in text.pages[1:]}
    found, offset = [], 0
    for line in text.content.removesuffix("\n").split("\n"):
        if offset in starts:
            found.append("===")
        soft = "~" if offset + len(line) in text.soft_breaks else ""
        found.append(furniture.get(offset, "") + line.replace("\t", "|") + soft)
        offset += len(line) + 1
    return [line for line in found if line]


HEAD = [At(70, 40, "Ekeby kommun"), At(300, 40, "PROTOKOLL"), At(70, 53, "Socialnämnden"), At(300, 53, "2031-05-09")]


def head(number: int) -> list[At]:
    return [*HEAD, At(520, 40, f"{number} (2)", right=True)]


FOOT = [At(70, 800, "Justerandes sign", 8), At(300, 800, "Utdragsbestyrkande", 8)]
SENTENCE = [
    "Nämnden har sett över hur lokalerna i kommunen används under kvällar och helger, och har",
    "funnit att nyttjandet växlar mycket mellan stadsdelarna och att föreningarna behöver fler",
]

LAID_OUT: dict[str, tuple[Drawing, str]] = {
    "a cover page: the label, then its columns one after the other": (
        [
            [
                *lines(70, 110, "Plats och tid för", "sammanträdet"),
                *lines(190, 110, "Stora salen, kl. 13.00–15.40", "Ajournering kl. 14.10"),
                At(70, 160, "Beslutande"),
                *lines(
                    190,
                    160,
                    "Ledamöter",
                    "Lisa Ahl (S), ordförande",
                    "Per Bo (M), 1:e vice",
                    "ordförande",
                    "Ali Reza (V)",
                ),
                *lines(370, 160, "Tjänstgörande ersättare", "Siv Fors (S) ersätter Jan", "Gren (S)"),
                At(70, 250, "Justerare"),
                At(190, 250, "Per Bo"),
                At(370, 250, "Paragrafer 40–52"),
            ]
        ],
        """
        Plats och tid för sammanträdet|Stora salen, kl. 13.00–15.40
        Ajournering kl. 14.10
        Beslutande
        Ledamöter
        Lisa Ahl (S), ordförande
        Per Bo (M), 1:e vice~
        ordförande
        Ali Reza (V)
        Tjänstgörande ersättare
        Siv Fors (S) ersätter Jan
        Gren (S)
        Justerare|Per Bo|Paragrafer 40–52
        """,
    ),
    "labels close to their values, told by their alignment": (
        [
            [
                *lines(70, 100, "Datum:", "Närvarande:", "Frånvarande:"),
                *lines(136, 100, "2031-03-02", "Eva Ek, Ulf Dahl", "Gun Alm"),
            ]
        ],
        """
        Datum:|2031-03-02
        Närvarande:|Eva Ek, Ulf Dahl
        Frånvarande:|Gun Alm
        """,
    ),
    "two lists of names side by side": (
        [
            [
                *lines(70, 100, "Närvarande", "Lisa Ahl", "Per Bo", "Ali Reza"),
                *lines(320, 100, "Frånvarande", "Siv Fors", "Bo Hed"),
            ]
        ],
        """
        Närvarande
        Lisa Ahl
        Per Bo
        Ali Reza
        Frånvarande
        Siv Fors
        Bo Hed
        """,
    ),
    "names beside what they stand for: row by row": (
        [
            [
                *lines(70, 100, "Lisa Ahl", "Per Bo", "Ali Reza"),
                *lines(320, 100, "Region Norr", "Region Norr", "Hedby kommun"),
            ]
        ],
        """
        Lisa Ahl|Region Norr
        Per Bo|Region Norr
        Ali Reza|Hedby kommun
        """,
    ),
    "signatures side by side": (
        [
            [
                *lines(70, 100, "Vid protokollet", "", "____________", "Per Bo"),
                *lines(320, 100, "Justeras", "", "____________", "Siv Fors"),
            ]
        ],
        """
        Vid protokollet
        ____________
        Per Bo
        Justeras
        ____________
        Siv Fors
        """,
    ),
    "a sentence, a list and the head and foot that cut them": (
        [
            [*head(1), *lines(70, 700, *SENTENCE), *FOOT],
            [*head(2), *lines(70, 100, "tider.", "", "1. Rapporten godkänns.", "2. Avgifterna ses över."), *FOOT],
        ],
        f"""
        Ekeby kommun|PROTOKOLL|1 (2)
        Socialnämnden|2031-05-09
        {SENTENCE[0]}~
        {SENTENCE[1]}~
        [foot] Justerandes sign|Utdragsbestyrkande
        ===
        [head] Ekeby kommun|PROTOKOLL|2 (2)
        [head] Socialnämnden|2031-05-09
        tider.
        1. Rapporten godkänns.
        2. Avgifterna ses över.
        [foot] Justerandes sign|Utdragsbestyrkande
        """,
    ),
    "hyphens at line ends": (
        [
            [
                *lines(
                    70,
                    100,
                    "Ordföranden förklarade års-",
                    "mötet öppnat. Därefter kom barn- och",
                    "ungdomsfrågor, samt ett EU-",
                    "projekt.",
                )
            ]
        ],
        """
        Ordföranden förklarade årsmötet~
        öppnat. Därefter kom barn- och~
        ungdomsfrågor, samt ett EU-projekt.~
        """,
    ),
    "a list of contents with dots": (
        [
            [
                At(70, 100, "§ 1 Öppnande" + "." * 90 + "1"),
                At(70, 113, "§ 2 Ett längre ärende" + "." * 80),
                At(520, 113, "12", right=True),
            ]
        ],
        """
        § 1 Öppnande|1
        § 2 Ett längre ärende|12
        """,
    ),
    "stamps along the margin and across the page": (
        [
            [
                At(30, 400, "Signerat av L A", 8, turn=90),
                At(150, 500, "EJ I ORIGINAL", 50, turn=45),
                *lines(70, 400, "Nämnden beslutar", "att godkänna rapporten, samt", "att lägga den till handlingarna."),
            ]
        ],
        """
        Nämnden beslutar
        att godkänna rapporten, samt
        att lägga den till handlingarna.
        [stamp] Signerat av L A
        [stamp] EJ I ORIGINAL
        """,
    ),
    "a heading over its text is no part of it": (
        [
            [
                At(
                    70,
                    100,
                    "Ansökan om bidrag till föreningar som har verksamhet för barn och för unga i kommunen",
                    bold=True,
                ),
                *lines(
                    70,
                    113,
                    "Föreningarna har sökt bidrag för sin verksamhet bland barn och unga i alla kommundelar i",
                    "år.",
                ),
            ]
        ],
        """
        Ansökan om bidrag till föreningar som har verksamhet för barn och för unga i kommunen
        Föreningarna har sökt bidrag för sin verksamhet bland barn och unga i alla kommundelar i~
        år.
        """,
    ),
}


@pytest.mark.parametrize(("pages", "expected"), LAID_OUT.values(), ids=LAID_OUT)
def test_reads_in_order(pages: Drawing, expected: str) -> None:
    assert shown(read(drawn(pages))) == [line.strip() for line in expected.strip().splitlines()]


@pytest.mark.parametrize("pages", [pages for pages, _ in LAID_OUT.values()], ids=LAID_OUT)
def test_no_character_is_lost_and_every_word_has_its_place(pages: Drawing) -> None:
    text = read(drawn(pages))

    def counted(content: str) -> Counter[str]:
        return Counter(character for character in content if character.isalnum())

    assert counted(text.content) == counted("".join(at.text for page in pages for at in page))
    for word in text.words:
        page = text.page_at(word.start)
        assert text.content[word.start : word.end].split() == [text.content[word.start : word.end]]
        assert 0 <= word.box.x0 <= word.box.x1 <= (page.width or 0)
        assert 0 <= word.box.top <= word.box.bottom <= (page.height or 0)


def test_a_sentence_over_a_page_break_is_one() -> None:
    pages, _ = LAID_OUT["a sentence, a list and the head and foot that cut them"]
    text = read(drawn(pages))
    running = " ".join(text.running.split())

    assert "föreningarna behöver fler tider." in running
    assert "fler\n\n" not in text.running


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [f"vänster spalt rad {number} av texten" for number in "abcdef"]
    right = [f"höger spalt rad {number} av texten" for number in "abcdef"]
    # The columns' lines stand at different heights.
    text = read(drawn([[*lines(60, 100, *left), *lines(310, 106, *right, step=12)]]))

    assert [line.rstrip("~") for line in shown(text)] == [*left, *right]


FIGURES = {
    "figures under headings": (
        [
            [
                At(70, 100, "Verksamhet (tkr)"),
                *[At(x, 100, t, right=True) for x, t in ((300, "Budget"), (380, "Utfall"), (460, "Avvikelse"))],
            ],
            [
                At(70, 114, "Förskola"),
                *[At(x, 114, t, right=True) for x, t in ((300, "168 400"), (380, "166 905"), (460, "1 495"))],
            ],
            [
                At(70, 128, "Skola"),
                *[At(x, 128, t, right=True) for x, t in ((300, "1 220"), (380, "2 640"), (460, "-1 420"))],
            ],
        ],
        [
            ["Verksamhet (tkr)", "Budget", "Utfall", "Avvikelse"],
            ["Förskola", "168 400", "166 905", "1 495"],
            ["Skola", "1 220", "2 640", "-1 420"],
        ],
    ),
    "two lines of headings, a section and an empty cell": (
        [
            [At(x, 100, t, right=True) for x, t in ((300, "Bokslut"), (380, "Budget"))],
            [At(x, 114, t, right=True) for x, t in ((300, "2030"), (380, "2031"))],
            [At(70, 128, "Intäkter")],
            [At(70, 142, "Avgifter"), At(300, 142, "1 200", right=True)],
            [At(70, 156, "Bidrag från staten och"), At(300, 156, "300", right=True), At(380, 156, "280", right=True)],
            [At(70, 168, "regionen")],
            [At(70, 182, "Summa"), At(300, 182, "1 500", right=True), At(380, 182, "280", right=True)],
        ],
        [
            ["", "Bokslut", "Budget"],
            ["", "2030", "2031"],
            ["Intäkter", "", ""],
            ["Avgifter", "1 200", ""],
            ["Bidrag från staten och\nregionen", "300", "280"],
            ["Summa", "1 500", "280"],
        ],
    ),
    "crosses of a vote": (
        [
            [At(70, 100, "Ledamot"), At(250, 100, "Parti"), At(320, 100, "Ja"), At(380, 100, "Nej")],
            [At(70, 114, "Lisa Ahl"), At(250, 114, "S"), At(320, 114, "X")],
            [At(70, 128, "Per Bo"), At(250, 128, "M"), At(382, 128, "X")],
            [At(70, 142, "Ali Reza"), At(250, 142, "V"), At(320, 142, "X")],
        ],
        [
            ["Ledamot", "Parti", "Ja", "Nej"],
            ["Lisa Ahl", "S", "X", ""],
            ["Per Bo", "M", "", "X"],
            ["Ali Reza", "V", "X", ""],
        ],
    ),
}


def grids(text: Text) -> list[list[list[str]]]:
    return [[[text.content[cell.start : cell.end] for cell in row] for row in grid.rows] for grid in text.grids]


@pytest.mark.parametrize(("rows", "expected"), FIGURES.values(), ids=FIGURES)
def test_finds_tables_without_rules(rows: list[list[At]], expected: list[list[str]]) -> None:
    before = [At(70, 60, "Belopp enligt nedan.")]

    assert grids(read(drawn([[*before, *(at for row in rows for at in row)]]))) == [expected]


NO_FIGURES = {
    "an agenda with times": [*lines(70, 100, "Öppnande", "Val", "Budget"), *lines(320, 100, "1", "2", "5")],
    "one line with a figure": [At(70, 100, "Kassan"), At(320, 100, "1 200")],
    "names and offices": [
        *lines(70, 100, "Lisa Ahl", "Per Bo", "Siv Fors"),
        *lines(320, 100, "kassör", "ledamot", "ledamot"),
    ],
}


@pytest.mark.parametrize("page", NO_FIGURES.values(), ids=NO_FIGURES)
def test_what_is_no_table_of_figures(page: list[At]) -> None:
    assert grids(read(drawn([page]))) == []


RULED = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
STYLE = ParagraphStyle("prose", fontName="Helvetica", fontSize=10, leading=12)


def test_ruled_tables_over_landscape_pages_keep_their_cells() -> None:
    rows = [["Verksamhet", "Budget\n2031", "Utfall"], *([f"Enhet {n}", f"{n} 250", f"{n} 100"] for n in range(1, 40))]
    text = read(flowed(Table(rows, repeatRows=1, colWidths=[150, 90, 90], style=RULED), pagesize=landscape(A4)))
    found = grids(text)

    assert len(text.pages) == len(found) > 1
    assert all((page.width or 0) > (page.height or 0) for page in text.pages)
    assert all(grid[0] == rows[0] for grid in found)
    assert [row for grid in found for row in grid[1:]] == rows[1:]


def test_a_form_in_boxes_gives_its_cells_in_turn() -> None:
    def cell(*entries: str) -> Paragraph:
        return Paragraph("<br/>".join(entries), STYLE)

    form = [
        [cell("Plats och tid"), cell("Stora salen, kl. 9"), ""],
        [
            cell("Beslutande"),
            cell("Lisa Ahl (S)", "Per Bo (M)", "Ali Reza (V)", "Gun Alm (C)", "Tor Is (S)"),
            cell("Siv Fors (S)", "Bo Hed (M)"),
        ],
        [cell("Justerare"), cell("Per Bo"), cell("Paragrafer 1–9")],
    ]
    text = read(flowed(Table(form, colWidths=[110, 190, 160], style=[*RULED, ("SPAN", (1, 0), (2, 0))])))

    assert grids(text) == []
    assert shown(text) == [
        "Plats och tid|Stora salen, kl. 9",
        "Beslutande",
        *["Lisa Ahl (S)", "Per Bo (M)", "Ali Reza (V)", "Gun Alm (C)", "Tor Is (S)"],
        *["Siv Fors (S)", "Bo Hed (M)"],
        "Justerare|Per Bo|Paragrafer 1–9",
    ]


def test_text_that_runs_up_the_page_is_read_and_placed_as_it_is_seen() -> None:
    text = read(drawn([[At(100, 700, "Första raden", turn=90), At(114, 700, "Andra raden", turn=90)]]))

    assert shown(text) == ["Första raden", "Andra raden"]
    first = text.words[0].box
    assert 90 < first.x0 < first.x1 < 105
    assert 600 < first.top < first.bottom <= 701


# Drawn against the page's rotation, so that the lines stand upright, one under the other, for who sees the page.
ROTATED = {
    90: [At(100, 400, "Första raden", turn=90), At(114, 400, "Andra raden", turn=90)],
    180: [At(500, 400, "Första raden", turn=180), At(500, 386, "Andra raden", turn=180)],
    270: [At(500, 400, "Första raden", turn=270), At(486, 400, "Andra raden", turn=270)],
}


@pytest.mark.parametrize(("rotate", "page"), ROTATED.items(), ids=ROTATED)
def test_a_rotated_page_is_read_as_it_is_seen(rotate: int, page: list[At]) -> None:
    text = read(drawn([page], rotate=rotate))

    assert shown(text) == ["Första raden", "Andra raden"]
    width, height, box = text.pages[0].width or 0, text.pages[0].height or 0, text.words[0].box
    assert 0 <= box.x0 < box.x1 <= width
    assert 0 <= box.top < box.bottom <= height


def test_the_header_over_a_ruled_table_is_its_first_row_on_every_page() -> None:
    """As spreadsheets print it: the header without rules, and again on the next page, where a page head would stand."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for street in ("Ekvägen", "Alvägen"):
        for column, label in enumerate(("", "Våren", "Hösten")):
            canvas.drawString(80 + 130 * column, 742, label)
        for row in range(4):
            for column, cell in enumerate((f"{street} {row + 1}", "1 250", f"{row + 2} 300")):
                canvas.rect(70 + 130 * column, 720 - 18 * row, 130, 18)
                canvas.drawString(80 + 130 * column, 725 - 18 * row, cell)
        canvas.showPage()
    canvas.save()

    text = read(file.getvalue())

    assert [[text.content[slice(*cell)] for cell in grid.rows[0]] for grid in text.grids] == [
        ["", "Våren", "Hösten"]
    ] * 2
    assert text.furniture == []


def image_page() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.drawString(70, 700, "Protokoll")
    for _ in range(2):
        canvas.showPage()
        canvas.drawImage(ImageReader(Image.new("L", (60, 80))), 0, 0, *A4)
    canvas.save()
    return file.getvalue()


def test_images_in_which_ocr_sees_no_text_are_empty_pages() -> None:
    text = read(image_page())

    assert text.remarks == ()
    assert [page.number for page in text.pages] == [1, 2, 3]
    assert text.content.split() == ["Protokoll"]


RUBBISH = {
    "letters moved in the alphabet": "Qspuplpmm gösu wje tuzsfmtfno n\u00f6uf j mlldfo qq gssfohfo xx hhdds kklsm",
    "glyph numbers": "(cid:12)(cid:7)(cid:33) (cid:9)(cid:10) (cid:3)",
}


@pytest.mark.parametrize("layer", RUBBISH.values(), ids=RUBBISH)
def test_a_text_layer_of_rubbish_is_said(layer: str) -> None:
    assert [code for code, _ in read(drawn([[At(70, 100, layer)]])).remarks] == ["text_layer_unreadable"]


def test_minutes_are_no_rubbish() -> None:
    assert read(drawn([lines(70, 100, *SENTENCE)])).remarks == ()


def without_pages() -> bytes:
    file = io.BytesIO()
    document = PdfDocument.new()
    document.save(file)
    document.close()
    return file.getvalue()


REFUSED: dict[str, tuple[bytes, Limits, type[ParagrafError]]] = {
    "a password is needed": (drawn([lines(70, 100, "Hemligt")], encrypt="nyckel"), Limits(), EncryptedSourceError),
    "cut off": (drawn([lines(70, 100, "Protokoll")])[:300], Limits(), UnreadableSourceError),
    "only the head of a PDF": (b"%PDF-1.7\n" + bytes(range(256)) * 9, Limits(), UnreadableSourceError),
    "no pages": (without_pages(), Limits(), EmptySourceError),
    "too many pages": (drawn([lines(70, 100, "Sida")] * 3), Limits(pages=2), LimitExceededError),
}


@pytest.mark.parametrize(("content", "limits", "error"), REFUSED.values(), ids=REFUSED)
def test_refuses(content: bytes, limits: Limits, error: type[ParagrafError]) -> None:
    with pytest.raises(error, match=r"möte\.pdf"):
        read(content, limits)
