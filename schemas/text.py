"""The one text of a document and the places in it. ``TextBuilder`` is the only code that assigns offsets.

A ``Text`` is immutable. Readers put characters in order first (columns, hyphens, ligatures); from then on
everything found is a place in ``Text.content`` and quotes it. Lines are parted by ``\\n``, paragraphs and
blocks by an empty line, the cells of a row (a table, or a label before its value) by ``\\t``; inside a cell
single blanks. Pages follow each other with ``\\n`` between.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

FurnitureKind = Literal["head", "foot", "stamp", "front_matter"]
TextOrigin = Literal["embedded", "ocr"]


# In the place of each character that the public edition masks; white space stays, so that lines and cells do.
MASK: Final = "█"


class Span(NamedTuple):
    """A half-open place ``[start, end)`` in a text, in characters."""

    start: int
    end: int


class Box(NamedTuple):
    """A rectangle in page points, origin at the top left of the page."""

    x0: float
    top: float
    x1: float
    bottom: float


class Word(NamedTuple):
    """A run of characters of the text and the rectangle it fills on its page."""

    start: int
    end: int
    # Its edges and no ``Box``: with two tuples a word, garbage collection took a tenth of the whole way to records.
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def box(self) -> Box:
        """The rectangle."""
        return Box(*self[2:])


class Furniture(BaseModel):
    """A place that is in the text but no part of what the document says: page heads and feet, stamps."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    kind: FurnitureKind


class Page(BaseModel):
    """One page and the place of its characters in the text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = Field(description="Counted from 1 in the source file, whatever is printed on the page.")
    start: int = Field(description="Offset of the page's first character in `text`.")
    end: int = Field(description="Offset after the page's last character in `text`.")
    width: float | None = Field(default=None, description="In points; null where the format has no pages of a size.")
    height: float | None = Field(default=None, description="In points; null where the format has no pages of a size.")
    text_origin: TextOrigin = "embedded"
    ocr_confidence: float | None = Field(default=None, description="Mean word confidence, 0 to 1; null without OCR.")
    furniture: tuple[Furniture, ...] = ()


class Quote(BaseModel):
    """Evidence: a passage, word for word, and the place where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int = Field(description="Offset of the first character in the record's `text`.")
    end: int = Field(description="Offset after the last character.")
    page: int = Field(description="Number of the page on which the passage begins.")
    quote: str = Field(description="Exactly text[start:end].")
    boxes: tuple[tuple[float, float, float, float], ...] | None = Field(
        default=None,
        description="[x0, top, x1, bottom] a line, in page points from the top left; null without pages of a size.",
    )


# The level of a line that only its bold letters set apart.
BOLD_LEVEL = 7


@dataclass(frozen=True)
class Grid:
    """A table as the format gives it: rows of cells, each a place in the text (empty where the cell is)."""

    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Text:
    """The whole text of a document, its pages, words, tables and furniture. Never changed."""

    content: str
    pages: tuple[Page, ...]
    words: tuple[Word, ...] = ()
    grids: tuple[Grid, ...] = ()
    # Offsets of line breaks that only the width of the column made; the sentence goes on after them.
    soft_breaks: frozenset[int] = frozenset()
    # Lines that the format itself marks as headings: (offset of the line, level; 1 is the highest, BOLD_LEVEL the lowest).
    headings: tuple[tuple[int, int], ...] = ()
    # What the reader noticed: (code, message); the pipeline turns them into problems of the record.
    remarks: tuple[tuple[str, str], ...] = ()
    # Programs that took part in reading this very document: (name, version).
    engines: tuple[tuple[str, str], ...] = ()
    _word_starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)
    _page_starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._word_starts.extend(word.start for word in self.words)
        self._page_starts.extend(page.start for page in self.pages)

    @property
    def furniture(self) -> list[Furniture]:
        """All furniture of all pages, in order."""
        return [piece for page in self.pages for piece in page.furniture]

    @cached_property
    def running(self) -> str:
        """The content with furniture blanked out: same offsets, nothing between what is said.

        The break after it goes too where the furniture had the line for itself.
        """
        pieces: list[str] = []
        position = 0
        for piece in self.furniture:
            alone = not self.content[self.content.rfind("\n", 0, piece.start) + 1 : piece.start].strip()
            end = min(piece.end + alone, len(self.content))
            pieces += self.content[position : piece.start], " " * (end - max(piece.start, position))
            position = max(end, position)
        return "".join((*pieces, self.content[position:]))

    def page_at(self, offset: int) -> Page:
        """The page on which the character at *offset* stands."""
        return self.pages[max(bisect_right(self._page_starts, offset) - 1, 0)]

    def quotes(self, start: int, end: int) -> tuple[Quote, ...]:
        """The evidence for ``[start, end)``: white space at the ends left out, furniture and page breaks cut out."""
        cuts: list[Span] = []
        first = max(bisect_right(self._page_starts, start) - 1, 0)
        for page in self.pages[first : bisect_left(self._page_starts, end)]:
            if page.end <= start:
                continue
            position = max(start, page.start)
            for piece in page.furniture:
                if piece.end <= position or piece.start >= end:
                    continue
                cuts.append(Span(position, min(piece.start, end)))
                position = piece.end
            cuts.append(Span(position, min(end, page.end)))
        return tuple(self.quote(*span) for cut in cuts if (span := self._stripped(cut)))

    def _stripped(self, span: Span) -> Span | None:
        piece = self.content[span.start : span.end]
        if not piece.strip():
            return None
        return Span(span.start + len(piece) - len(piece.lstrip()), span.end - len(piece) + len(piece.rstrip()))

    def quote(self, start: int, end: int) -> Quote:
        """The passage ``[start, end)`` as evidence, furniture or not."""
        return Quote(
            start=start,
            end=end,
            page=self.page_at(start).number,
            quote=self.content[start:end],
            boxes=self._boxes(start, end),
        )

    def _boxes(self, start: int, end: int) -> tuple[tuple[float, float, float, float], ...] | None:
        """One rectangle a line: words on about the same height are joined."""
        if not self.words:
            return None
        lines: list[list[float]] = []
        first = max(bisect_right(self._word_starts, start) - 1, 0)
        for word in self.words[first : bisect_left(self._word_starts, end)]:
            _, until, x0, top, x1, bottom = word
            if until <= start:
                continue
            line = lines[-1] if lines else None
            if line and abs(line[1] - top) < (bottom - top) / 2 and x0 >= line[0]:
                line[1:] = min(line[1], top), max(line[2], x1), max(line[3], bottom)
            else:
                lines.append([x0, top, x1, bottom])
        return tuple((round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)) for x0, top, x1, bottom in lines)

    def part(self, start: int, end: int) -> Text:
        """The text of ``[start, end)`` alone, offsets counted anew: one document of a volume.

        The head of its first page is text again, since its organisation, body and date often stand nowhere else.
        """

        def moved(span: Span) -> Span:
            return Span(span.start - start, span.end - start)

        pages = []
        for page in self.pages:
            if page.end <= start or page.start >= end:
                continue
            low, high = max(page.start, start), min(page.end, end)
            furniture = tuple(
                Furniture(start=max(f.start, low) - start, end=min(f.end, high) - start, kind=f.kind)
                for f in page.furniture
                if f.end > low and f.start < high and not (f.kind == "head" and page.start == start)
            )
            pages.append(page.model_copy(update={"start": low - start, "end": high - start, "furniture": furniture}))
        return replace(
            self,
            content=self.content[start:end],
            pages=tuple(pages),
            words=tuple(Word(w.start - start, w.end - start, *w[2:]) for w in self.words if start <= w.start < end),
            grids=tuple(
                Grid(tuple(tuple(moved(cell) for cell in row) for row in grid.rows))
                for grid in self.grids
                if all(start <= cell.start <= cell.end <= end for row in grid.rows for cell in row)
            ),
            soft_breaks=frozenset(offset - start for offset in self.soft_breaks if start <= offset < end),
            headings=tuple((offset - start, level) for offset, level in self.headings if start <= offset < end),
        )


# A bold line that may be a heading: one cell, short, no label and no sentence.
_TITLE = re.compile(r"(?=.*[^\W\d])[^\t:]{2,79}[^\t:.,;]")
_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"})
# Soft hyphens, zero-width characters, byte order marks and control characters carry no text.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# More marks over one letter than any language has: putting them in order takes time that grows with their square.
_STACKED = re.compile(r"([^\w\s\x00-\u02ff\u2000-\U0010ffff]{10})[^\w\s\x00-\u02ff\u2000-\U0010ffff]+")
_BLANKS = re.compile(r"[^\S\n\t]+")


def normalised(piece: str) -> str:
    """NFC, ligatures taken apart, invisible characters out, every kind of blank a plain one.

    >>> normalised("o\\u0308ppna\\u00a0\\ufb01nans\\u00adplan")
    'öppna finansplan'
    """
    piece = _STACKED.sub(r"\1", _INVISIBLE.sub("", piece.translate(_LIGATURES)))
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", piece))


class TextBuilder:
    """Puts a text together, page by page and line by line; the only code that assigns offsets."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._pages: list[Page] = []
        self._words: list[Word] = []
        self._grids: list[Grid] = []
        self._soft: set[int] = set()
        self._headings: list[tuple[int, int]] = []
        self._furniture: list[Furniture] = []
        self._remarks: list[tuple[str, str]] = []
        self._engines: dict[str, str] = {}
        self._open: dict[str, float | str | int | None] | None = None
        self._page_start = 0

    @property
    def offset(self) -> int:
        """Where the next character will stand."""
        return self._length

    def start_page(
        self,
        width: float | None = None,
        height: float | None = None,
        text_origin: TextOrigin = "embedded",
        ocr_confidence: float | None = None,
    ) -> None:
        """Begin the next page; all lines go to it until the next call."""
        self._close_page()
        self._open = {
            "number": len(self._pages) + 1,
            "width": width,
            "height": height,
            "text_origin": text_origin,
            "ocr_confidence": ocr_confidence,
        }
        self._page_start = self._length

    def _close_page(self) -> None:
        if self._open is None:
            return
        # A page without characters still gets one, or no place could be on it.
        if self._length == self._page_start:
            self._append("\n")
        self._pages.append(
            Page(start=self._page_start, end=self._length, furniture=tuple(self._furniture), **self._open)  # type: ignore[arg-type]
        )
        self._furniture = []
        self._open = None

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def add_line(
        self,
        line: str,
        words: Iterable[Word] = (),
        *,
        soft: bool = False,
        heading: int | None = None,
        bold: bool = False,
        furniture: FurnitureKind | None = None,
    ) -> Span:
        """Add one line (already ``normalised``) and its line break.

        Args:
            words: their offsets count from the start of *line*.
            soft: the break after the line is only layout.
            heading: the format marks the line as a heading of this level (1 is the highest).
            bold: the whole line is set in bold, as headings are, and labels and sentences that matter.
            furniture: the line is a page head or foot of this kind.

        Returns: the place of the line, without its break.
        """
        start = self._length
        self._words.extend(Word(start + w.start, start + w.end, *w[2:]) for w in words)
        self._append(line + "\n")
        end = self._length - 1
        if soft:
            self._soft.add(end)
        if heading is None and bold and _TITLE.fullmatch(line):
            heading = BOLD_LEVEL
        if heading is not None and line.strip():
            self._headings.append((start, heading))
        if furniture and line.strip():
            self._furniture.append(Furniture(start=start, end=end, kind=furniture))
        return Span(start, end)

    def add_blank(self) -> None:
        """Add an empty line, unless one stands there already or the page is still empty."""
        if self._length > self._page_start and not "".join(self._pieces[-2:]).endswith("\n\n"):
            self._append("\n")

    def add_row(self, cells: Sequence[str], *, soft: bool = False) -> tuple[Span, ...]:
        """Add the cells of a table row as one line, parted by tabs; the places of the cells come back.

        A cell of several lines keeps its line breaks; empty cells at the ends leave no tabs.
        """
        spans: list[Span] = []
        filled = [index for index, cell in enumerate(cells) if cell]
        for index, cell in enumerate(cells):
            if filled and filled[0] < index <= filled[-1]:
                self._append("\t")
            start = self._length
            self._append(cell)
            spans.append(Span(start, self._length))
        self._append("\n")
        if soft:
            self._soft.add(self._length - 1)
        return tuple(spans)

    def add_words(self, words: Iterable[Word]) -> None:
        """Add rectangles of characters that stand already in the text (offsets count from its start)."""
        self._words.extend(words)

    def add_grid(self, rows: Iterable[Sequence[Span]]) -> None:
        """Note that these cells, already in the text, form a table."""
        self._grids.append(Grid(tuple(tuple(row) for row in rows)))

    def mark_soft(self, offset: int) -> None:
        """Note that the line break at *offset*, already in the text, is only layout (inside a cell of a table)."""
        self._soft.add(offset)

    def mark_furniture(self, start: int, end: int, kind: FurnitureKind) -> None:
        """Note that a place on the open page is furniture."""
        self._furniture.append(Furniture(start=start, end=end, kind=kind))

    def remark(self, code: str, message: str) -> None:
        """Note something odd about the source; it becomes a problem of the record."""
        self._remarks.append((code, message))

    def add_engine(self, name: str, version: str) -> None:
        """Note that a program took part in reading this document, as OCR does for some."""
        self._engines[name] = version

    def build(self) -> Text:
        """The finished text."""
        self._close_page()
        content = "".join(self._pieces)
        lost = content.count("\ufffd")
        if lost and "characters_lost" not in dict(self._remarks):
            self.remark("characters_lost", f"{lost} characters were destroyed at the source (U+FFFD)")
        return Text(
            content=content,
            pages=tuple(self._pages),
            words=tuple(sorted(self._words)),
            grids=tuple(self._grids),
            soft_breaks=frozenset(self._soft),
            headings=tuple(self._headings),
            remarks=tuple(self._remarks),
            engines=tuple(sorted(self._engines.items())),
        )
