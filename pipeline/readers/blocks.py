"""Documents as formats with paragraphs and tables give them, and how they are written into a text.

Word, OpenDocument, RTF and HTML differ in how they say so, but all hold paragraphs, tables and page breaks. Their readers
make blocks; the ``written`` puts the blocks into a text, the same way for all: a row of a table is a line, its
cells parted by tabs; a table that only lays out the page is written cell after cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile

from pipeline.readers.base import Limits
from pipeline.readers.lines import cells_of, page_number
from schemas.source import SourceFile
from schemas.text import FurnitureKind, Span, Text, TextBuilder

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# More columns no program makes; a damaged file may say so.
MOST_COLUMNS = 63


@dataclass(frozen=True)
class Paragraph:
    """Lines as they will stand in the text (none: an empty paragraph), and its footnotes."""

    lines: tuple[str, ...] = ()
    heading: int | None = None
    stands_apart: bool = False
    is_bold: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageBreak:
    """What follows stands on the next page."""


@dataclass(frozen=True)
class Cell:
    """What a cell holds, and how many columns it fills."""

    blocks: tuple[Block, ...] = ()
    columns: int = 1

    # Kept: of a table in a table in a table each would ask the one below it again.
    @cached_property
    def lines(self) -> list[str]:
        """What stands in it, line by line."""
        return list(lines_of(self.blocks))


@dataclass(frozen=True)
class Table:
    """Rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | PageBreak | Table


@dataclass(frozen=True)
class Story:
    """A document in blocks: its text, and what stands around it.

    Args:
        heads: page heads, that of the first page first: it is text, the others are furniture.
        aside: blocks that are in the file but no part of the document, before it.
        feet: page feet, and what else is no part of the document, after it.
        endnotes: lines, at the end of the document.
    """

    body: tuple[Block, ...]
    heads: tuple[tuple[Block, ...], ...] = ()
    aside: tuple[Block, ...] = ()
    feet: tuple[tuple[Block, ...], ...] = ()
    endnotes: tuple[str, ...] = ()


def written(story: Story, source: SourceFile, limits: Limits, remarks: Sequence[tuple[str, str]] = ()) -> Text:
    """The text of a document in blocks.

    Raises:
        LimitExceededError: more pages than the limits allow.
    """
    builder = TextBuilder()
    for code, message in remarks:
        builder.remark(code, message)
    builder.start_page()
    writer = _Writer(builder)
    writer.write_furniture(story.aside, "front_matter")
    writer.write_head(story.heads[0] if story.heads else ())
    builder.add_blank()
    # A break before everything is the first page's own.
    writer.write(tuple(dropwhile(lambda block: isinstance(block, PageBreak), story.body)))
    writer.write_notes()
    builder.add_blank()
    for note in story.endnotes:
        builder.add_line(note)
    for blocks in story.heads[1:]:
        writer.write_furniture(blocks, "head")
    for blocks in story.feet:
        writer.write_furniture(blocks, "foot")
    text = builder.build()
    limits.check_pages(source, len(text.pages))
    return text


def lines_in(content: str) -> tuple[str, ...]:
    """The lines of a paragraph, each ``normalised``, its cells parted by tabs; none is empty.

    >>> lines_in("§ 4\\t\\tVal av justerare\\n \\nEva Ek")
    ('§ 4\\tVal av justerare', 'Eva Ek')
    """
    return tuple(line for line in ("\t".join(cells_of(line)) for line in content.split("\n")) if line)


def footnote(number: int, content: str) -> str:
    """The line of a footnote. The text has no mark of it: a digit behind a word or a sum would change them.

    >>> footnote(12, "Inklusive moms.")
    '¹² Inklusive moms.'
    """
    return f"{str(number).translate(_SUPERSCRIPT)} {content}"


class _Writer:
    """Writes blocks into a text."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._page_due = False
        self._after_bold = False
        self._notes: list[str] = []

    def write(self, blocks: Sequence[Block]) -> None:
        """Write blocks, one after the other."""
        for block in blocks:
            if isinstance(block, PageBreak):
                self._page_due = True
            elif isinstance(block, Table):
                self._write_table(block)
            else:
                self._write_paragraph(block)

    def write_notes(self) -> None:
        """Write the footnotes of the page."""
        if self._notes:
            self._builder.add_blank()
        for note in self._notes:
            self._builder.add_line(note)
        self._notes.clear()

    def write_head(self, blocks: Sequence[Block]) -> None:
        """Write the page head that is text; a page's number in it is not."""
        for line in lines_of(blocks):
            place = self._builder.add_line(line)
            for cell in re.finditer(r"[^\t]+", line):
                if page_number().match(cell[0]):
                    self._builder.mark_furniture(place.start + cell.start(), place.start + cell.end(), "head")

    def write_furniture(self, blocks: Sequence[Block], kind: FurnitureKind) -> None:
        """Write lines that are no part of what is said."""
        for line in lines_of(blocks):
            self._builder.add_line(line, furniture=kind)

    def _turn_page(self) -> None:
        # Only now: a break that nothing follows, or two for the same page, make no page.
        if self._page_due:
            self._page_due = False
            self.write_notes()
            self._builder.start_page()

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.lines:
            self._turn_page()
        # A line in bold after others heads what follows it; bold lines after each other are a title, or a list.
        if paragraph.stands_apart or not paragraph.lines or (paragraph.is_bold and not self._after_bold):
            self._builder.add_blank()
        self._after_bold = paragraph.is_bold
        for line in paragraph.lines:
            self._builder.add_line(line, heading=paragraph.heading, bold=paragraph.is_bold)
        self._notes.extend(paragraph.notes)

    def _write_table(self, table: Table) -> None:
        self._builder.add_blank()
        grid = [self._write_cells(row) for row in table.rows]
        self._builder.add_blank()
        # A table with one cell to a row only frames what is in it.
        if any(sum(1 for cell in row if cell.lines) > 1 for row in table.rows):
            self._builder.add_grid(grid)

    def _write_cells(self, row: Sequence[Cell]) -> list[Span]:
        filled = [cell for cell in row if cell.lines]
        has_table = any(isinstance(block, Table) for cell in row for block in cell.blocks)
        if has_table or (len(filled) == 1 and len(filled[0].lines) > 1):
            return self._write_frame(row)
        breaks = any(isinstance(block, PageBreak) for cell in row for block in cell.blocks)
        at_top = any(isinstance(block, PageBreak) for cell in row for block in cell.blocks[:1])
        self._page_due |= at_top
        if filled:
            self._turn_page()
        spans = self._write_row(row)
        self._page_due |= breaks and not at_top
        for cell in row:
            self._notes.extend(note for block in cell.blocks if isinstance(block, Paragraph) for note in block.notes)
        return spans

    def _write_frame(self, row: Sequence[Cell]) -> list[Span]:
        """A row that lays out the page: each cell's blocks, one cell after the other."""
        spans: list[Span] = []
        for cell in row:
            start = self._builder.offset
            self.write(cell.blocks)
            spans.extend(_over_columns(Span(start, max(start, self._builder.offset - 1)), cell.columns))
        return spans

    def _write_row(self, row: Sequence[Cell]) -> list[Span]:
        """A row as one line. After a cell of several lines the next cell begins on a line of its own."""
        spans: list[Span] = []
        line: list[Cell] = []
        for number, cell in enumerate(row, 1):
            line.append(cell)
            if len(cell.lines) < 2 and number < len(row):
                continue
            if any(each.lines for each in line):
                places = self._builder.add_row(["\n".join(each.lines) for each in line])
            else:
                places = (Span(self._builder.offset, self._builder.offset),) * len(line)
            for place, each in zip(places, line, strict=True):
                spans.extend(_over_columns(place, each.columns))
            line = []
        return spans


def _over_columns(span: Span, columns: int) -> list[Span]:
    """A cell's place, and empty ones for the further columns that it fills."""
    return [span] + [Span(span.end, span.end)] * (columns - 1)


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of blocks without what lays them out; a row of a table is one."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        elif isinstance(block, Table):
            for row in block.rows:
                if cells := [" ".join(cell.lines) for cell in row if cell.lines]:
                    yield "\t".join(cells)
