"""PDF samples: page heads and feet, cover forms, items, figures, crosses. The same content gives the same bytes.

Fonts are those that every PDF viewer has (Helvetica, Times) or that reportlab brings along (Bitstream Vera,
embedded as a subset, as word processors do it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    ListFlowable,
    ListItem,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

WIDTH, HEIGHT = A4
LEFT, RIGHT = 25 * mm, WIDTH - 20 * mm
BODY = RIGHT - LEFT

# Draws what stands on every page: canvas, number of the page, count of pages.
Furniture = Callable[[Canvas, int, int], None]


@dataclass(frozen=True)
class Face:
    """A family of fonts, and the paragraph styles made of it."""

    regular: str
    bold: str
    italic: str
    size: float = 10.5

    def style(self, **changes: object) -> ParagraphStyle:
        """Running text; *changes* as reportlab names them."""
        plain = {"fontName": self.regular, "fontSize": self.size, "leading": self.size * 1.3, "spaceAfter": 5}
        return ParagraphStyle("running", **(plain | changes))


HELVETICA = Face("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
TIMES = Face("Times-Roman", "Times-Bold", "Times-Italic", 11.5)
VERA = Face("Vera", "VeraBd", "VeraIt", 9.5)
for _name in (VERA.regular, VERA.bold, VERA.italic, "VeraBI"):
    pdfmetrics.registerFont(TTFont(_name, f"{_name}.ttf"))
pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="VeraIt", boldItalic="VeraBI")


@dataclass(frozen=True)
class Press:
    """Makes the parts of a document in one face."""

    face: Face

    def text(self, *paragraphs: str) -> list[Flowable]:
        """Running text, one string a paragraph."""
        return [Paragraph(paragraph, self.face.style()) for paragraph in paragraphs]

    def lines(self, *lines: str) -> list[Flowable]:
        """Lines set close, as names or recipients are."""
        return [Paragraph("<br/>".join(lines), self.face.style(spaceAfter=8))]

    def title(self, text: str, size: float = 15) -> list[Flowable]:
        """The title of a document or of an attachment."""
        return [
            Paragraph(text, self.face.style(fontName=self.face.bold, fontSize=size, leading=size * 1.3, spaceAfter=8))
        ]

    def heading(self, text: str) -> list[Flowable]:
        """A heading inside an item: Beslut, Yrkanden."""
        bold = self.face.style(fontName=self.face.bold, spaceBefore=7, spaceAfter=3, keepWithNext=1)
        return [Paragraph(text, bold)]

    def item(self, number: str, title: str, case_number: str = "") -> list[Flowable]:
        """A rule, the number with the case number at the right, and the title under them."""
        bold = self.face.style(fontName=self.face.bold, spaceAfter=0)
        row = Table(
            [[Paragraph(number, bold), Paragraph(case_number, self.face.style(alignment=2, spaceAfter=0))]],
            colWidths=[BODY * 0.5, BODY * 0.5],
            style=TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]),
        )
        large = self.face.style(fontName=self.face.bold, fontSize=self.face.size + 1.5, leading=self.face.size * 1.5)
        # A row that cannot be kept with its title would be left alone at the foot of a page.
        row.keepWithNext = True
        rule = HRFlowable(width="100%", color=colors.black, thickness=0.8, spaceBefore=14, spaceAfter=2)
        rule.keepWithNext = True
        return [rule, row, Paragraph(title, large)]

    def clauses(self, *clauses: str, mark: str = "") -> list[Flowable]:
        """Att-clauses, indented: numbered with mark ``1``, otherwise with *mark* (a dash, or nothing) before each."""
        items = [ListItem(Paragraph(clause, self.face.style(spaceAfter=3))) for clause in clauses]
        numbered = (
            {"bulletType": "1", "bulletFormat": "%s."} if mark == "1" else {"bulletType": "bullet", "start": mark}
        )
        return [
            ListFlowable(
                items, leftIndent=18, bulletFontName=self.face.regular, bulletFontSize=self.face.size, **numbered
            )
        ]

    def form(self, rows: Sequence[tuple[str, Sequence[Sequence[str]]]], rules: bool = True) -> list[Flowable]:
        """A cover: each row a label and one or two columns of lines; ``*`` before a line makes it bold."""
        small = self.face.style(fontSize=self.face.size - 1, leading=self.face.size * 1.2, spaceAfter=0)
        cells = []
        for label, columns in rows:
            shown = [Paragraph("<br/>".join(map(_emphasised, lines)), small) for lines in columns]
            cells.append([Paragraph(f"<b>{label}</b>", small), *shown, *[""] * (2 - len(shown))])
        spans = [("SPAN", (1, row), (2, row)) for row, (_, columns) in enumerate(rows) if len(columns) == 1]
        drawn = [("LINEABOVE", (0, 0), (-1, -1), 0.6, colors.black)] if rules else []
        style = TableStyle(
            [("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 5), *drawn, *spans]
        )
        return [Table(cells, colWidths=[BODY * 0.22, BODY * 0.41, BODY * 0.37], style=style)]

    def figures(self, header: Sequence[str], *rows: Sequence[str], width: float = 0.38) -> list[Flowable]:
        """A table of figures, the columns to the right; its header stands again on every page."""
        cells = [list(header), *map(list, rows)]
        rest = (1 - width) / (len(header) - 1)
        style = [
            ("FONT", (0, 0), (-1, -1), self.face.regular, self.face.size - 1),
            ("FONT", (0, 0), (-1, 0), self.face.bold, self.face.size - 1),
            ("FONT", (0, -1), (-1, -1), self.face.bold, self.face.size - 1),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.black),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e4e4e4")),
        ]
        widths = [BODY * width, *[BODY * rest] * (len(header) - 1)]
        table = Table(cells, colWidths=widths, repeatRows=1, style=TableStyle(style), hAlign="LEFT")
        return [Spacer(1, 4), table, Spacer(1, 8)]

    def crosses(self, header: Sequence[str], *rows: Sequence[str]) -> list[Flowable]:
        """A list of names with crosses in ruled columns."""
        style = [
            ("FONT", (0, 0), (-1, -1), self.face.regular, self.face.size - 1),
            ("FONT", (0, 0), (-1, 0), self.face.bold, self.face.size - 1),
            ("ALIGN", (1, 0), (-1, -1), "CENTER"),
            ("GRID", (0, 0), (-1, -1), 0.4, colors.black),
        ]
        widths = [BODY * 0.5, *[BODY * 0.12] * (len(header) - 1)]
        table = Table(
            [list(header), *map(list, rows)], colWidths=widths, repeatRows=1, style=TableStyle(style), hAlign="LEFT"
        )
        return [Spacer(1, 4), table, Spacer(1, 8)]

    def columns(self, *columns: Sequence[str]) -> list[Flowable]:
        """Lists of lines beside each other, without rules."""
        small = self.face.style(spaceAfter=0)
        cells = [[Paragraph("<br/>".join(map(_emphasised, lines)), small) for lines in columns]]
        style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
        return [Table(cells, colWidths=[BODY / len(columns)] * len(columns), style=style), Spacer(1, 8)]

    def signatures(self, *signatures: tuple[str, str]) -> list[Flowable]:
        """A line to sign on, with role above and name below it, beside each other."""
        small = self.face.style(spaceAfter=0)
        cells = [
            [Paragraph(role, small) for role, _ in signatures],
            [Paragraph(f"{'.' * 34}<br/>{name}", small) for _, name in signatures],
        ]
        style = TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, 0), 18)])
        return [Spacer(1, 14), Table(cells, colWidths=[BODY / len(signatures)] * len(signatures), style=style)]


def _emphasised(line: str) -> str:
    return f"<b>{line[1:]}</b>" if line.startswith("*") else line


def head(face: Face, left: str, middle: str, body: str, date: str, page: str) -> Furniture:
    """A page head in three columns; *page* is a format with ``{page}`` and ``{pages}``."""

    def draw(canvas: Canvas, number: int, count: int) -> None:
        canvas.setFont(face.bold, 11)
        canvas.drawString(LEFT, HEIGHT - 18 * mm, left)
        canvas.drawString(LEFT + 75 * mm, HEIGHT - 18 * mm, middle)
        canvas.setFont(face.regular, 9)
        canvas.drawRightString(RIGHT, HEIGHT - 18 * mm, page.format(page=number, pages=count))
        canvas.drawString(LEFT, HEIGHT - 25 * mm, body)
        canvas.drawString(LEFT + 75 * mm, HEIGHT - 25 * mm, date)

    return draw


def foot(face: Face, *cells: str) -> Furniture:
    """Small print under a rule, its cells spread over the width."""

    def draw(canvas: Canvas, number: int, count: int) -> None:
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, 20 * mm, RIGHT, 20 * mm)
        canvas.setFont(face.regular, 7.5)
        for index, cell in enumerate(cells):
            canvas.drawString(LEFT + index * BODY / len(cells), 16 * mm, cell)

    return draw


def write(target: Path, title: str, story: Callable[[], Iterable[Flowable]], *furniture: Furniture) -> None:
    """Print *story* on A4 pages to *target*.

    Args:
        story: gives the parts; called twice, as the first printing only counts the pages.
    """
    count = 0
    for _ in range(2):
        document = BaseDocTemplate(str(target), pagesize=A4, title=title, invariant=1)
        frame = Frame(LEFT, 24 * mm, BODY, HEIGHT - 58 * mm, leftPadding=0, rightPadding=0)
        draw = partial(_furnished, furniture, count)
        document.addPageTemplates(PageTemplate(frames=[frame], onPage=draw))
        document.build(list(story()))
        count = document.page


def typewrite(target: Path, title: str, *pages: str) -> None:
    """Print *pages* to *target* in one width of letters, line by line, as a typewriter does."""
    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    canvas.setTitle(title)
    for page in pages:
        canvas.setFont("Courier", 10.5)
        for number, line in enumerate(page.strip("\n").split("\n")):
            canvas.drawString(LEFT, HEIGHT - 20 * mm - number * 13.6, line)
        canvas.showPage()
    canvas.save()


def _furnished(furniture: Sequence[Furniture], count: int, canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.saveState()
    for piece in furniture:
        piece(canvas, document.page, count)
    canvas.restoreState()
