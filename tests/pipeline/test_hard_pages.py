"""Pages that a plain reader gets wrong: turned ones, two on a sheet, numbers and initials in the margin, stamps, UTKAST."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from pipeline.readers import pdf
from pipeline.readers.base import Limits
from schemas.source import SourceFile
from schemas.text import Text

WIDTH, HEIGHT = A4
FIRST = [
    "§ 1 Öppnande",
    "Ordföranden öppnade mötet och hälsade alla välkomna till byagården, där kaffet stod framdukat",
    "och elden redan brann i den öppna spisen.",
    "§ 2 Ekonomi",
    "Styrelsen godkände rapporten och beslutade att köpa virke till den nya bryggan vid badplatsen",
    "innan sommaren kommer.",
]
SECOND = [
    "§ 3 Bryggan",
    "Sekreteraren redogjorde för de offerter som kommit in. Styrelsen beslutade att anta offerten från",
    "snickaren och att arbetet ska vara klart före midsommar.",
    "§ 4 Avslutning",
    "Ordföranden tackade för visat intresse, önskade alla en god vår och förklarade mötet avslutat",
    "klockan nio.",
]


def written(canvas: Canvas, lines: list[str], left: float = 60, top: float = HEIGHT - 80) -> None:
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(lines):
        canvas.drawString(left, top - 14 * number, line)


def read(draw: Callable[[Canvas], None], pagesize: tuple[float, float] = A4) -> Text:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=pagesize)
    draw(canvas)
    canvas.save()
    return pdf.read(SourceFile("möte.pdf", file.getvalue(), pdf.MEDIA_TYPE), Limits())


def told(text: Text) -> list[str]:
    return [line.strip() for line in text.running.split("\n") if line.strip()]


def stamped(text: Text) -> list[str]:
    return [text.content[piece.start : piece.end] for piece in text.furniture if piece.kind == "stamp"]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("is_said", [True, False], ids=["by the page", "by the text alone"])
def test_turned_pages_are_read_upright(degrees: int, is_said: bool) -> None:
    across, down = landscape(A4) if degrees in (90, 270) else A4
    # What is seen is as large as the page size says where the page is turned, and turned itself where only its text is.
    width, height = (across, down) if is_said else (down, across) if degrees in (90, 270) else A4

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(degrees if is_said else 0)
        canvas.translate(*{0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[degrees])
        canvas.rotate(degrees)
        written(canvas, FIRST, top=height - 80)

    text = read(draw, (across, down))
    assert told(text) == FIRST
    page = text.pages[0]
    assert all(
        0 <= word.x0 < word.x1 <= page.width and 0 <= word.top < word.bottom <= page.height for word in text.words
    )


def test_of_two_pages_on_a_sheet_the_left_one_comes_first() -> None:
    width, height = landscape(A3)

    def draw(canvas: Canvas) -> None:
        for left, lines, number in ((60, FIRST, "4"), (width / 2 + 60, SECOND, "5")):
            written(canvas, lines, left, height - 80)
            canvas.drawString(left + 200, 30, number)

    text = read(draw, landscape(A3))
    assert told(text) == FIRST + SECOND
    assert len(text.pages) == 1
    # Its words stand where one sees them.
    assert max(word.x1 for word in text.words) > width / 2 + 200


def test_a_wide_table_is_no_spread() -> None:
    rows = [
        [f"Post {number}", "en lång förklaring till posten", str(100 * number), str(90 * number)]
        for number in range(20)
    ]
    file = io.BytesIO()
    grid = Table(rows, colWidths=[200, 400, 150, 150], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    SimpleDocTemplate(file, pagesize=landscape(A3)).build([grid])
    text = pdf.read(SourceFile("tabell.pdf", file.getvalue(), pdf.MEDIA_TYPE), Limits())
    assert "Post 3\ten lång förklaring till posten\t300\t270" in text.content


@pytest.mark.parametrize(("step", "size"), [(1, 7), (5, 7), (5, 10)])
def test_numbers_of_lines_are_no_text(step: int, size: int) -> None:
    lines = FIRST + SECOND + FIRST

    def draw(canvas: Canvas) -> None:
        written(canvas, lines, 90)
        canvas.setFont("Helvetica", size)
        for number in range(step, len(lines) + 1, step):
            canvas.drawRightString(70, HEIGHT - 80 - 14 * (number - 1), str(number))

    text = read(draw)
    assert told(text) == lines
    assert stamped(text) == [" ".join(map(str, range(step, len(lines) + 1, step)))]


def test_numbers_of_items_in_the_margin_are_text() -> None:
    titles = [
        "Öppnande",
        "Dagordning",
        "Ekonomi",
        "Bryggan",
        "Städdag",
        "Hemsidan",
        "Övrigt",
        "Nästa möte",
        "Avslutning",
    ]

    def draw(canvas: Canvas) -> None:
        written(canvas, titles, 90)
        written(canvas, [str(number) for number in range(1, len(titles) + 1)], 60)

    assert stamped(read(draw)) == []


BESIDE = {
    "initials in the margin": ([(20, 200, 12, "E.E."), (20, 230, 12, "NE")], ["E.E.", "NE"]),
    "what a registry stamps": ([(440, 60, 12, "INKOM"), (436, 76, 12, "2031-03-09")], ["INKOM 2031-03-09"]),
    "a word across the page": ([(150, 400, 80, "UTKAST")], ["UTKAST"]),
}


@pytest.mark.parametrize(("marks", "expected"), BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_the_text_is_a_stamp(
    marks: list[tuple[float, float, float, str]], expected: list[str]
) -> None:
    def draw(canvas: Canvas) -> None:
        written(canvas, FIRST)
        for left, top, size, mark in marks:
            canvas.setFont("Helvetica-Bold", size)
            canvas.drawString(left, HEIGHT - top, mark)

    text = read(draw)
    assert told(text) == FIRST
    assert stamped(text) == expected


NO_STAMPS = {
    "a body before its items": ["KS § 12 Val", "Kommunstyrelsen utser Eva Ek.", "KS § 13 Slut"],
    "a draft spoken of": ["UTKAST till detaljplan", "Planen sänds på samråd."],
    "a letter that came in": ["INKOM med yttrande: Ek och Alm", "Yttrandet läggs till handlingarna."],
}


@pytest.mark.parametrize("lines", NO_STAMPS.values(), ids=NO_STAMPS)
def test_the_text_itself_is_no_stamp(lines: list[str]) -> None:
    text = read(lambda canvas: written(canvas, lines))
    assert stamped(text) == []


@pytest.mark.parametrize("rules", [True, False], ids=["ruled", "without rules"])
def test_those_responsible_stand_in_a_column_of_their_own(rules: bool) -> None:
    style = ParagraphStyle("cell", fontName="Helvetica", fontSize=10, leading=13)
    rows = [
        ["Ärende", "Beslut", "Ansvarig"],
        ["1. Val av justerare", "Nils Ek utses att justera protokollet.", ""],
        ["2. Bryggan", "Styrelsen beslutar att köpa virke till bryggan vid badplatsen för högst 6 500 kr.", "Nils Ek"],
        ["3. Hemsidan", "Styrelsen beslutar att förnya domänen.", "Eva Ek"],
    ]
    cells = [[Paragraph(cell, style) for cell in row] for row in rows]
    drawn = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if rules else []
    file = io.BytesIO()
    grid = Table(cells, colWidths=[120, 220, 90], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *drawn])
    SimpleDocTemplate(file, pagesize=A4).build([grid])

    text = pdf.read(SourceFile("tabell.pdf", file.getvalue(), pdf.MEDIA_TYPE), Limits())

    assert [
        [" ".join(text.content[cell.start : cell.end].split()) for cell in row] for row in text.grids[0].rows
    ] == rows
