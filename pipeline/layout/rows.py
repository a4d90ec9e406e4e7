"""The words of a page put into rows of fragments: what stands at one height, cut at wide gaps.

Lengths are multiples of the height of the letters wherever they can be, so that small print and headlines are measured alike.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from schemas.text import Box, TextOrigin

# Between words of a line a blank takes about a quarter of the height, rarely two quarters in justified text; in a
# text layer that OCR made it varies, so that the page's own blanks are the measure where they are wider.
WIDEST_BLANK = 0.5
_WIDEST_OF_USUAL = 2.2
# From here on a gap parts cells, whatever stands in the lines around.
_CELL_GAP = 1.8
# The middles of two words on one line are less than so much of their height apart.
_SAME_ROW = 0.5
# Lines of two columns overlap by so much of their height; those of one hardly do.
_OVERLAP = 0.2
# A gap in between parts cells where this many lines near by begin (or end) at the same place.
_ALIGNED_ROWS = 2
_NEAR_ROWS = 4
_ALIGNED = 1.5
# The right end of a line that the width of no column broke.
NO_LIMIT = 1e6
# A line left empty: with more white above it a line belongs to what stands above no longer.
EMPTY_LINE = 1.8

# Dots or dashes that lead to a page number, or to sign on.
_LEADS = "._·…-–—"
LEADER = re.compile(r"(?:[._·]{4,}|…{2,}|-{5,}|[–—]{3,})$")
# What stands before the text of a list's item: a bullet, a number, a letter, or the "att" of a clause.
MARKER = re.compile(r"(?:[-–—•*·▪●o]|[Aa]tt|\(?\d{1,3}[.)]|[A-Za-zÅÄÖåäö][.)]|\d{1,2}\.\d\.?)$")


class Placed(NamedTuple):
    """A word and the rectangle it fills, in points from the top left of the upright page."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    bold: bool = False

    @property
    def height(self) -> float:
        """Of its letters, in points."""
        return self.bottom - self.top


@dataclass
class PlacedPage:
    """What stands on one page.

    Args:
        tables: of each ruled table the rows, of each row the cells' rectangles (None where no cell begins).
        stamps: words that run along the margin or across the page, a list a line.
        turned: the page's text runs upwards (90), downwards (270) or stands on its head (180); places are given as if it did not.
        left: where the page begins on its sheet, if two stand side by side; places count from there.
        skew: its lines slope downwards by so many radians, about the page's middle; places are given as if they did not.
    """

    width: float
    height: float
    words: list[Placed]
    tables: list[list[list[Box | None]]] = field(default_factory=list)
    stamps: list[list[Placed]] = field(default_factory=list)
    turned: int = 0
    left: float = 0.0
    skew: float = 0.0
    text_origin: TextOrigin = "embedded"
    ocr_confidence: float | None = None

    def as_seen(self, word: Placed) -> Box:
        """The rectangle of a word on the sheet as one sees it: turned, askew, on the right one of two pages."""
        x0, top, x1, bottom = word[0] + self.left, word[1], word[2] + self.left, word[3]
        sideways = self.turned in (90, 270)
        if self.skew:
            middle_x, middle_y = (self.height, self.width) if sideways else (self.width, self.height)
            sine, cosine = math.sin(self.skew), math.cos(self.skew)
            x, y = (x0 + x1 - middle_x) / 2, (top + bottom - middle_y) / 2
            right, down = x * cosine - y * sine - x, x * sine + y * cosine - y
            x0, top, x1, bottom = x0 + right, top + down, x1 + right, bottom + down
        if self.turned == 90:
            return Box(top, self.height - x1, bottom, self.height - x0)
        if self.turned == 270:
            return Box(self.width - bottom, x0, self.width - top, x1)
        if self.turned == 180:
            return Box(self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        return Box(x0, top, x1, bottom)


class Fragment:
    """Words on a line with nothing but blanks between."""

    __slots__ = ("bottom", "top", "words", "x0", "x1")

    def __init__(self, words: list[Placed]) -> None:
        self.words = words
        self.x0 = words[0].x0
        self.x1 = words[-1].x1
        self.top = min([word[1] for word in words])
        self.bottom = max([word[3] for word in words])

    @property
    def text(self) -> str:
        """As it will stand in the text."""
        return " ".join([word[4] for word in self.words])


class Row:
    """What stands at one height, from left to right."""

    __slots__ = ("bottom", "contents", "fragments", "top")

    def __init__(self, fragments: list[Fragment], contents: bool = False) -> None:
        self.fragments = fragments
        self.contents = contents  # a title, dots, and the page it stands on
        self.top = min(fragment.top for fragment in fragments)
        self.bottom = max(fragment.bottom for fragment in fragments)

    @property
    def height(self) -> float:
        """In points."""
        return max(self.bottom - self.top, 1.0)

    @property
    def text(self) -> str:
        """Its fragments, parted by tabs."""
        return "\t".join(fragment.text for fragment in self.fragments)


# The cells of a ruled table: of each its words and its rectangle, row by row.
Cells = list[list[tuple[list[Placed], Box]]]


def tabulated(page: PlacedPage) -> tuple[list[Cells], list[Placed]]:
    """The words in the cells of the page's ruled tables, and those outside them."""
    tables = []
    outside = page.words
    # Of nested tables the inner ones first.
    for table in sorted(page.tables, key=lambda table: sum((b.x1 - b.x0) * (b.bottom - b.top) for b in _boxes(table))):
        cells: Cells = []
        for row in table:
            boxes = [box for box in row if box]
            top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
            band = [word for word in outside if top <= (word.top + word.bottom) / 2 < bottom]
            cells.append([([word for word in band if _is_in(word, box)], box) for box in boxes])
        taken = {id(word) for row in cells for words, _ in row for word in words}
        if taken:
            tables.append([row for row in cells if any(words for words, _ in row)])
            outside = [word for word in outside if id(word) not in taken]
    return tables, outside


def _boxes(table: list[list[Box | None]]) -> list[Box]:
    return [box for row in table for box in row if box]


def _is_in(word: Placed, box: Box) -> bool:
    return box.x0 <= (word.x0 + word.x1) / 2 < box.x1 and box.top <= (word.top + word.bottom) / 2 < box.bottom


def rows_of(words: list[Placed]) -> list[Row]:
    """The words by height and, at one height, from left to right, cut into fragments at wide gaps."""
    lines: list[list[Placed]] = []
    anchor = reach = 0.0
    for word in sorted(words, key=lambda w: w[1] + w[3]):
        middle = (word[1] + word[3]) / 2
        height = word[3] - word[1]
        # Measured from the row's first word, so that lines of two columns at different heights do not melt together.
        if lines and middle - anchor < _SAME_ROW * (height if height < reach else reach):
            lines[-1].append(word)
        else:
            lines.append([word])
            anchor, reach = middle, height
    for line in lines:
        line.sort()
    return _side_by_side(_fragmented(lines))


def _side_by_side(rows: list[Row]) -> list[Row]:
    """Rows of two columns that stand beside each other at different heights made one, or no white would part them."""
    merged: list[Row] = []
    for row in rows:
        above = merged[-1] if merged else None
        if (
            above
            and above.bottom - row.top > _OVERLAP * row.height
            and not (above.contents or row.contents)
            and all(
                f.x0 - g.x1 > _CELL_GAP * row.height or g.x0 - f.x1 > _CELL_GAP * row.height
                for f in row.fragments
                for g in above.fragments
            )
        ):
            merged[-1] = Row(sorted(above.fragments + row.fragments, key=lambda fragment: fragment.x0))
        else:
            merged.append(row)
    return merged


def _fragmented(lines: list[list[Placed]]) -> list[Row]:
    """The lines cut where a gap between words parts cells: a wide one does, one that is aligned with others may."""
    gaps = [[(word[0] - before[2]) / (word[3] - word[1]) for before, word in pairwise(line)] for line in lines]
    usual = sorted(gap for line in gaps for gap in line if gap < _CELL_GAP)
    widest = max(WIDEST_BLANK, _WIDEST_OF_USUAL * usual[len(usual) // 2]) if usual else WIDEST_BLANK
    starts, ends = [], []
    for line, line_gaps in zip(lines, gaps, strict=True):
        wide = [index for index, gap in enumerate(line_gaps) if gap >= widest]
        starts.append([line[0][0], *(line[index + 1][0] for index in wide)])
        ends.append([line[-1][2], *(line[index][2] for index in wide)])

    def aligned(index: int, places: list[list[float]], place: float) -> bool:
        near = range(max(index - _NEAR_ROWS, 0), min(index + _NEAR_ROWS + 1, len(lines)))
        rows = sum(any(abs(place - other) <= _ALIGNED for other in places[i]) for i in near if i != index)
        return rows >= _ALIGNED_ROWS

    rows = []
    for index, line in enumerate(lines):
        if len(starts[index]) == 1 and not any(word[4][0] in _LEADS and LEADER.match(word[4]) for word in line):
            rows.append(Row([Fragment(line)]))
            continue
        pieces = [[line[0]]]
        for (before, word), gap in zip(pairwise(line), gaps[index], strict=True):
            if LEADER.match(word.text) or LEADER.match(before.text):
                apart = True
            elif gap < widest or (before is line[0] and MARKER.match(before.text)):
                apart = False
            elif gap >= _CELL_GAP:
                apart = True
            else:
                figures = before.text[-1].isdigit() or word.text[0].isdigit()
                apart = aligned(index, starts, word.x0) or (figures and aligned(index, ends, before.x1))
            if apart:
                pieces.append([word])
            elif word.text != before.text or word.x0 - before.x0 > word.height / 4:  # else bold by printing twice
                pieces[-1].append(word)
        rows.append(_without_leaders(pieces))
    return rows


def _without_leaders(pieces: list[list[Placed]]) -> Row:
    """Dots between a title and its page are a gap; dots with nothing after are a line to sign on."""
    contents = (
        len(pieces) > 2
        and LEADER.match(pieces[-2][0].text) is not None
        and pieces[-1][-1].text.strip("()").isdigit()
        and len(pieces[-1]) <= 2
    )
    if contents:
        del pieces[-2]
    return Row([Fragment(piece) for piece in pieces], contents)


def right_margin(rows: list[list[Row]], pages: Sequence[PlacedPage]) -> float:
    """Where lines of prose end at the latest: almost the longest of them, since a table may reach into the margin."""
    prose = [
        row.fragments[0].x1
        for page in rows
        for row in page
        if len(row.fragments) == 1 and len(row.fragments[0].words) > 5
    ]
    if prose:
        return sorted(prose)[int(len(prose) * 0.98)]
    return max((page.width * 0.88 for page in pages), default=0.0)


def usual_gap(rows: list[list[Row]]) -> float:
    """The white between two lines of a paragraph, as a multiple of their height."""
    gaps = []
    for page in rows:
        # Column by column, or the lines of one would seem to stand between those of the other.
        bottoms: dict[int, float] = {}
        for row in page:
            first = row.fragments[0]
            column = round(first.x0 / (2 * _ALIGNED))
            white = (first.top - bottoms.get(column, -NO_LIMIT)) / row.height
            if white < EMPTY_LINE:
                gaps.append(white)
            bottoms[column] = first.bottom
    return sorted(gaps)[len(gaps) // 4] if gaps else 0.2
