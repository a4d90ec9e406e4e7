"""From what stands on a page to running text: lines, columns, tables, words cut at a line end, page heads and feet.

A reader that knows where each word stands (PDF, OCR) gives its pages as ``PlacedPage`` and ``compose`` puts the text
together: ``Beslutande`` before the two columns of names to the right of it, column by column; a table of figures row
by row with its cells; prose line by line, with the breaks marked that only the column's width made. ``page_furniture``
finds the heads and feet of any pages, also those of a text file. Lengths are multiples of the height of the letters
wherever they can be, so that small print and headlines are measured alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise, zip_longest
from statistics import median
from typing import Literal, NamedTuple

from extractors import language
from schemas.text import Box, FurnitureKind, TextBuilder, TextOrigin, Word

# Between words of a line a blank takes about a quarter of the height, rarely two quarters in justified text; in a
# text layer that OCR made it varies, so that the page's own blanks are the measure where they are wider.
_WIDEST_BLANK = 0.5
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
# What stands left of this share of the text's width is a label beside its value.
_LABEL_WIDTH = 0.42
# A column narrower than this holds lists rather than prose.
_NARROW = 24
_SMALL_WORDS = {"av", "för", "från", "hos", "i", "och", "på", "samt", "till", "vid", "ersätter"}
# The right end of a line that the width of no column broke.
_NO_LIMIT = 1e6
# A line so full that goes on in lower case goes on, whatever word follows; save those that begin clauses of a decision.
_MOSTLY_FULL = 0.8
# In a narrow column, where an entry begins with a name, half is enough.
_HALF_FULL = 0.5
_CLAUSES = {"att", "samt", "dels"}
# A line distance larger than the usual one by this parts blocks.
_BLOCK_GAP = 0.4
# A column goes on after this much white (a line left empty), if its lines begin at the same place; where the one beside
# it has ended, only without such white.
_NEXT_IN_COLUMN = 1.8
_SAME_BLOCK = 0.8
# Lines of prose in a column have more words than names or headings.
_PROSE_WORDS = 4
# After so many lines without it, the right column has ended: what stands there next is something else.
_LONGEST_PAUSE = 3
# A ruled table with a cell of more lines lays out a form or prose; its cells are no facts beside each other.
_RECORD_LINES = 4
# The widest white between a ruled cell's edge and its words, in points.
_CELL_PADDING = 8.0
# A head or foot stands within this share of the page's height from its edge, and moves no more than so much of it.
_EDGE = 0.2
_EDGE_LINES = 12
# The white between a head or foot and the body is at least so many times the letters' height.
_SET_OFF = 1.3
# Without places a line must come back on so many of the pages near by: a last line of the body ("Beslutet antecknas.")
# comes back on some of them too; left and right pages may have heads of their own.
_NEAR_PAGES = 4
_REPEATED_SHARE = 0.45
_HEAD_DRIFT = 0.005

# "kommun-" + "styrelsen" is one word; "barn-" + "och" is two; "EU-" + "projekt", "2024-" + "00002" and "två-" + "tre"
# keep the hyphen.
_OPEN_HYPHEN = re.compile(r"(?P<stem>[^\W\d_]+|\d+)[-\u00ad\u2010]\s*$")
_NEXT_WORD = re.compile(r"\s*(?P<word>[\w:./-]+)(?P<rest>.*)$", re.S)
_JOINING = {"och", "eller", "samt", "respektive", "till", "and", "som"}
_COUNTING = {"en", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"}

_LEADS = "._·…-–—"
_LEADER = re.compile(r"(?:[._·]{4,}|…{2,}|-{5,}|[–—]{3,})$")
_MARKER = re.compile(r"(?:[-–—•*·▪●o]|\(?\d{1,3}[.)]|[A-Za-zÅÄÖåäö][.)]|\d{1,2}\.\d\.?)$")
_FIGURE = re.compile(r"[-–−+(]?\d[\d .,]*\)?(?: ?(?:%|kr|tkr|mkr|mnkr|:-|,-|st))?$|[-–xX×✓]$")
_ABBREVIATION = re.compile(r"(?!X$)[A-ZÅÄÖ]{1,3}$")
_ITEM = re.compile(r"§|\d{1,3}\s?§")
_PARTY = re.compile(r"\((?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}|-)\)")
_NUMBER = re.compile(r"\d+")


def joined_hyphen(line: str, following: str) -> tuple[str, str] | None:
    """A word that a line end cuts in two made one again: the first line with the whole word, and what is left.

    >>> joined_hyphen("inom kommun-", "styrelsen beslutar")
    ('inom kommunstyrelsen', ' beslutar')
    >>> joined_hyphen("inom barn-", "och ungdomsvården") is None
    True
    """
    stem = _OPEN_HYPHEN.search(line)
    word = _NEXT_WORD.match(following)
    if not stem or not word or word["word"] in _JOINING:
        return None
    first = word["word"][0]
    counts = stem["stem"].lower() in _COUNTING and word["word"] in _COUNTING
    letters = stem["stem"].isupper() and len(stem["stem"]) > 1
    if first.islower() and (counts or letters):
        whole = f"{stem['stem']}-{word['word']}"
    elif first.islower() and not stem["stem"].isdigit():
        whole = stem["stem"] + word["word"]
    elif first.isdigit() and stem["stem"].isdigit() and len(stem["stem"]) == 4:
        whole = f"{stem['stem']}-{word['word']}"
    else:
        return None
    return line[: stem.start()] + whole, word["rest"]


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
        turned: the page's text runs upwards (90) or downwards (270); places are given as if it did not.
    """

    width: float
    height: float
    words: list[Placed]
    tables: list[list[list[Box | None]]] = field(default_factory=list)
    stamps: list[list[Placed]] = field(default_factory=list)
    turned: int = 0
    text_origin: TextOrigin = "embedded"
    ocr_confidence: float | None = None


class _Fragment:
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


class _Row:
    """What stands at one height, from left to right."""

    __slots__ = ("bottom", "contents", "fragments", "top")

    def __init__(self, fragments: list[_Fragment], contents: bool = False) -> None:
        self.fragments = fragments
        self.contents = contents  # a title, dots, and the page it stands on
        self.top = min(fragment.top for fragment in fragments)
        self.bottom = max(fragment.bottom for fragment in fragments)

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def text(self) -> str:
        return "\t".join(fragment.text for fragment in self.fragments)


class _Line:
    """A line of the text to be: cells of words, and how far to the right its last cell could have gone."""

    __slots__ = ("bottom", "cells", "furniture", "limit", "top")

    def __init__(self, cells: list[list[Placed]], limit: float, furniture: FurnitureKind | None = None) -> None:
        self.cells = cells
        self.limit = limit
        self.furniture = furniture
        self.top = min([word[1] for word in cells[-1]])
        self.bottom = max([word[3] for word in cells[-1]])

    @property
    def height(self) -> float:
        return self.bottom - self.top


class _Table:
    """A table to be: rows of cells of lines."""

    __slots__ = ("bottom", "rows", "top")

    def __init__(self, rows: list[list[list[_Line]]]) -> None:
        self.rows = rows
        lines = [line for row in rows for cell in row for line in cell]
        self.top = min(line.top for line in lines)
        self.bottom = max(line.bottom for line in lines)


_Item = _Line | _Table


def compose(builder: TextBuilder, pages: Sequence[PlacedPage]) -> None:
    """Add *pages* to *builder* in reading order, their tables as grids, their heads and feet as furniture."""
    tabulated = [_tabulated(page) for page in pages]
    rows = [_rows(words) for _, words in tabulated]
    margin = _right_margin(rows, pages)
    furniture = _placed_furniture(rows, pages)
    usual = _usual_gap(rows)
    flows: list[tuple[list[_Line], list[_Item], list[_Line]]] = []
    for page, (tables, _), page_rows, kinds in zip(pages, tabulated, rows, furniture, strict=True):
        heads = [_plain(row, margin, kinds[i]) for i, row in enumerate(page_rows) if kinds.get(i) == "head"]
        feet = [_plain(row, margin, kinds[i]) for i, row in enumerate(page_rows) if kinds.get(i) in ("foot", "stamp")]
        feet += [_Line([line], margin, "stamp") for line in page.stamps]
        body = [row for i, row in enumerate(page_rows) if i not in kinds]
        flows.append((heads, _flow(tables, body, margin), feet))
    for index, (page, (heads, body_items, feet)) in enumerate(zip(pages, flows, strict=True)):
        builder.start_page(page.width, page.height, page.text_origin, page.ocr_confidence)
        following = next((items[0] for _, items, _ in flows[index + 1 :] if items), None)
        writer = _Writer(builder, page, usual)
        writer.write_furniture(heads)
        goes_on = writer.write(body_items, following)
        if not goes_on and feet:
            builder.add_blank()
        writer.write_furniture(feet)


# --- words to rows of fragments -------------------------------------------------------------------------------------


# The cells of a ruled table: of each its words and its rectangle, row by row.
_Cells = list[list[tuple[list[Placed], Box]]]


def _tabulated(page: PlacedPage) -> tuple[list[_Cells], list[Placed]]:
    """The words in the cells of the page's ruled tables, and those outside them."""
    tables = []
    outside = page.words
    # Of nested tables the inner ones first.
    for table in sorted(page.tables, key=lambda table: sum((b.x1 - b.x0) * (b.bottom - b.top) for b in _boxes(table))):
        cells: _Cells = []
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


def _rows(words: list[Placed]) -> list[_Row]:
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


def _side_by_side(rows: list[_Row]) -> list[_Row]:
    """Rows of two columns that stand beside each other at different heights made one, or no white would part them."""
    merged: list[_Row] = []
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
            merged[-1] = _Row(sorted(above.fragments + row.fragments, key=lambda fragment: fragment.x0))
        else:
            merged.append(row)
    return merged


def _fragmented(lines: list[list[Placed]]) -> list[_Row]:
    """The lines cut where a gap between words parts cells: a wide one does, one that is aligned with others may."""
    gaps = [[(word[0] - before[2]) / (word[3] - word[1]) for before, word in pairwise(line)] for line in lines]
    usual = sorted(gap for line in gaps for gap in line if gap < _CELL_GAP)
    widest = max(_WIDEST_BLANK, _WIDEST_OF_USUAL * usual[len(usual) // 2]) if usual else _WIDEST_BLANK
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
        if len(starts[index]) == 1 and not any(word[4][0] in _LEADS and _LEADER.match(word[4]) for word in line):
            rows.append(_Row([_Fragment(line)]))
            continue
        pieces = [[line[0]]]
        for (before, word), gap in zip(pairwise(line), gaps[index], strict=True):
            if _LEADER.match(word.text) or _LEADER.match(before.text):
                apart = True
            elif gap < widest or (before is line[0] and _MARKER.match(before.text)):
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


def _without_leaders(pieces: list[list[Placed]]) -> _Row:
    """Dots between a title and its page are a gap; dots with nothing after are a line to sign on."""
    contents = (
        len(pieces) > 2
        and _LEADER.match(pieces[-2][0].text) is not None
        and pieces[-1][-1].text.strip("()").isdigit()
        and len(pieces[-1]) <= 2
    )
    if contents:
        del pieces[-2]
    return _Row([_Fragment(piece) for piece in pieces], contents)


def _right_margin(rows: list[list[_Row]], pages: Sequence[PlacedPage]) -> float:
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


def _usual_gap(rows: list[list[_Row]]) -> float:
    """The white between two lines of a paragraph, as a multiple of their height."""
    gaps = []
    for page in rows:
        # Column by column, or the lines of one would seem to stand between those of the other.
        bottoms: dict[int, float] = {}
        for row in page:
            first = row.fragments[0]
            column = round(first.x0 / (2 * _ALIGNED))
            white = (first.top - bottoms.get(column, -_NO_LIMIT)) / row.height
            if white < _NEXT_IN_COLUMN:
                gaps.append(white)
            bottoms[column] = first.bottom
    return sorted(gaps)[len(gaps) // 4] if gaps else 0.2


# --- rows to lines and tables in reading order ----------------------------------------------------------------------


def _plain(row: _Row, limit: float, furniture: FurnitureKind | None = None) -> _Line:
    return _Line([fragment.words for fragment in row.fragments], limit, furniture)


def _flow(tables: list[_Cells], rows: list[_Row], margin: float) -> list[_Item]:
    """Rows and ruled tables from top to bottom."""
    items: list[_Item] = []
    position = 0
    left = min((row.fragments[0].x0 for row in rows), default=0.0)
    for top, table in sorted(((table[0][0][1].top, table) for table in tables), key=lambda placed: placed[0]):
        until = position
        while until < len(rows) and (rows[until].top + rows[until].bottom) / 2 < top:
            until += 1
        items += _arranged(rows[position:until], left, margin)
        items += _ruled(table)
        position = until
    return items + _arranged(rows[position:], left, margin)


def _arranged(rows: list[_Row], left: float, limit: float) -> list[_Item]:
    """Rows in reading order: tables of figures row by row, labels before their values, columns one after the other."""
    items: list[_Item] = []
    position = 0
    for start, end, table in _figure_tables(rows):
        items += _columns(rows[position:start], left, limit)
        items.append(table)
        position = end
    return items + _columns(rows[position:], left, limit)


def _columns(rows: list[_Row], left: float, limit: float) -> list[_Item]:
    items: list[_Item] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        if len(row.fragments) < 2 or row.contents:
            items.append(_plain(row, _NO_LIMIT if row.contents else limit))
            index += 1
            continue
        end, gutters = _region(rows, index)
        gutter = gutters[0]
        if _is_prose(rows[index:end], gutter):
            end = _left_end(rows, end, gutter)
        region = rows[index:end]
        if len(region) == 1:
            # A label and its text may run on below; two cells of text do not.
            items.append(
                _plain(row, limit if len(row.fragments) == 2 and len(row.fragments[0].words) <= 3 else _NO_LIMIT)
            )
        elif _is_form(region, gutter, (gutter[1] - left) / (limit - left)):
            items += _form(region, gutter, limit)
        elif _are_signed(region, gutter) or _stand_alone(region, gutter):
            for column, right in _parted(region, gutters, limit):
                items += _arranged(column, column[0].fragments[0].x0, right)
        else:
            items += [_plain(row, min(gutter[1], limit) if len(row.fragments) == 1 else _NO_LIMIT) for row in region]
        index = end
    return items


def _region(rows: list[_Row], start: int) -> tuple[int, list[tuple[float, float]]]:
    """How far down the white between the cells of the row at *start* goes, and the white strips that are left there."""
    fragments = rows[start].fragments
    gutters = [(a.x1, b.x0) for a, b in pairwise(fragments)]
    end, found = start + 1, gutters
    last_right = start
    for index in range(start + 1, len(rows)):
        row = rows[index]
        narrowed = _narrowed(gutters, row)
        white = (row.top - rows[index - 1].bottom) / row.height
        if not narrowed or row.contents or (white > _NEXT_IN_COLUMN and not _in_step(row, rows[start:end])):
            break
        gutters = narrowed
        at_right = row.fragments[-1].x0 >= gutters[0][1]
        if at_right and index - last_right > _LONGEST_PAUSE:
            break
        if at_right:
            last_right = index
        # The left column may be the longer one; what stands apart below it is no part of it.
        if at_right or (end == index and white < _SAME_BLOCK):
            end, found = index + 1, gutters
    return end, found


def _left_end(rows: list[_Row], end: int, gutter: tuple[float, float]) -> int:
    """Where the left column of two columns of prose ends, which may go on below the right one, paragraph by paragraph."""
    while end < len(rows):
        row = rows[end]
        if (
            row.fragments[-1].x1 > gutter[0] + row.height
            or row.top - rows[end - 1].bottom > _NEXT_IN_COLUMN * row.height
        ):
            break
        end += 1
    return end


def _in_step(row: _Row, above: list[_Row]) -> bool:
    """Whether the cells of *row* begin where cells above it do."""
    starts = [fragment.x0 for other in above for fragment in other.fragments]
    return all(any(abs(fragment.x0 - start) < 3 for start in starts) for fragment in row.fragments)


def _narrowed(gutters: list[tuple[float, float]], row: _Row) -> list[tuple[float, float]]:
    """What *row* leaves white of the strips, at least as wide as two blanks."""
    white = 2 * 0.25 * row.height
    edges = [(-_NO_LIMIT, row.fragments[0].x0)]
    edges += [(a.x1, b.x0) for a, b in zip(row.fragments, row.fragments[1:], strict=False)]
    edges.append((row.fragments[-1].x1, _NO_LIMIT))
    narrowed = ((max(a, c), min(b, d)) for a, b in gutters for c, d in edges)
    return [strip for strip in narrowed if strip[1] - strip[0] >= white]


def _split(row: _Row, place: float) -> tuple[list[_Fragment], list[_Fragment]]:
    return [f for f in row.fragments if f.x0 < place], [f for f in row.fragments if f.x0 >= place]


def _is_form(region: list[_Row], gutter: tuple[float, float], width: float) -> bool:
    """Whether labels stand at the left, each beside its value, save the second line of a label."""
    alone = beside = 0
    for row in region:
        left, right = _split(row, gutter[1])
        if left and right:
            beside += 1
        elif left and not left[0].text[0].islower():
            alone += 1
    return width < _LABEL_WIDTH and alone <= beside / 3 and not _are_signed(region, gutter)


def _form(region: list[_Row], gutter: tuple[float, float], limit: float) -> list[_Item]:
    """Labels at the left, each before what stands to the right of it down to the next label."""
    bands: list[tuple[list[Placed], list[_Row]]] = [([], [])]
    bottom = 0.0
    for row in region:
        left, right = _split(row, gutter[1])
        if left:
            words = [word for fragment in left for word in fragment.words]
            label = bands[-1][0]
            wrapped = (
                label
                and words[0].text[0].islower()
                and not label[-1].text.endswith(":")
                and row.top - bottom < row.height
            )
            if wrapped:
                label += words
            else:
                bands.append((words, []))
            bottom = row.bottom
        if right:
            bands[-1][1].append(_Row(right))
    items: list[_Item] = []
    for label, rows in bands:
        if not rows:
            items += [_Line([label], gutter[0])] if label else []
            continue
        values = _arranged(rows, min(row.fragments[0].x0 for row in rows), limit)
        first = values[0]
        # A label before several columns stands on a line of its own, or it would seem to belong to the first alone.
        if label and isinstance(first, _Line) and not _several_columns(values):
            items.append(_Line([label, *first.cells], first.limit))
            items += values[1:]
        else:
            items += [_Line([label], gutter[0])] if label else []
            items += values
    return items


def _several_columns(values: list[_Item]) -> bool:
    return any(below.top < above.top - 1 for above, below in pairwise(values))


def _are_signed(region: list[_Row], gutter: tuple[float, float]) -> bool:
    """Whether there are lines to sign on side by side."""
    signed = [[f.x0 < gutter[1] for f in row.fragments if _LEADER.match(f.text)] for row in region]
    return any(True in row for row in signed) and any(False in row for row in signed)


def _stand_alone(region: list[_Row], gutter: tuple[float, float]) -> bool:
    """Whether each column says something by itself (names, prose), or only a row as a whole does."""
    sides = [_split(row, gutter[1]) for row in region]
    lefts = [left[0] for left, _ in sides if left]
    rights = [right[0] for _, right in sides if right]
    if len(rights) < 2 or len(lefts) < 2:
        return False
    if _is_prose(region, gutter):
        return True
    if sum(map(_names_somebody, rights)) >= 0.5 * len(rights):
        # The same words again and again beside different names are what the names belong to.
        return len({f.text for f in rights}) == len(rights)
    together = sum(bool(left and right) for left, right in sides)
    return len(rights) >= max(3, 0.35 * len(region)) and together < 0.75 * len(region)


def _is_prose(region: list[_Row], gutter: tuple[float, float]) -> bool:
    """Whether both columns are running text: lines of several words, more than a table would have."""
    left = [len(fragment.words) for row in region for fragment in _split(row, gutter[1])[0]]
    right = [len(fragment.words) for row in region for fragment in _split(row, gutter[1])[1]]
    return min(len(left), len(right)) > 1 and min(median(left), median(right)) >= _PROSE_WORDS


def _names_somebody(fragment: _Fragment) -> bool:
    """Two words with capitals, or a party in parentheses: an entry of a list of people."""
    first, *others = fragment.words
    if _PARTY.search(fragment.text):
        return True
    return bool(others) and all(word.text[0].isupper() and not _NUMBER.search(word.text) for word in (first, others[0]))


def _parted(region: list[_Row], gutters: list[tuple[float, float]], limit: float) -> Iterator[tuple[list[_Row], float]]:
    """The columns from left to right, each with the place up to which its lines may go."""
    places = [-_NO_LIMIT, *(right for _, right in gutters), _NO_LIMIT]
    for low, high in pairwise(places):
        column = [_Row(kept) for row in region if (kept := [f for f in row.fragments if low <= f.x0 < high])]
        if column:
            yield column, min(high - 0.5 * column[0].height, limit)


# --- tables ---------------------------------------------------------------------------------------------------------


def _is_figure_row(row: _Row) -> bool:
    """A label, and mostly figures or crosses beside it; a party says nothing either way."""
    if len(row.fragments) < 2 or row.contents:
        return False
    cells = [text for fragment in row.fragments[1:] if not _ABBREVIATION.match(text := fragment.text)]
    figures = sum(_FIGURE.match(cell) is not None for cell in cells)
    return figures > 0 and figures >= 0.6 * len(cells)


def _figure_tables(rows: list[_Row]) -> Iterator[tuple[int, int, _Table]]:
    """Tables without rules: labels, and figures (or crosses) in columns beside them; from row, to row, table."""
    index = 0
    done = 0
    while index < len(rows):
        if not _is_figure_row(rows[index]):
            index += 1
            continue
        end = _table_end(rows, index)
        body = rows[index:end]
        columns = _figure_columns(body)
        start = _header_start(rows, index, done, columns)
        if _is_table(rows[start:index], body, columns):
            yield start, end, _Table(_table_rows(rows[start:index], body, columns))
            done = end
        index = end


def _table_end(rows: list[_Row], start: int) -> int:
    """The row after the last one of figures; between two of them a row or two may have a label alone."""
    end = start + 1
    for index in range(start + 1, len(rows)):
        row = rows[index]
        if row.top - rows[index - 1].bottom > 1.5 * row.height or index - end > 2:
            break
        if _is_figure_row(row) or (end == index and _FIGURE.match(row.text) and len(row.fragments) == 1):
            end = index + 1
        elif len(row.fragments) > 1 or row.contents:
            break
    return end + 1 if end < len(rows) and _wraps_label(rows[end], rows[end - 1]) else end


def _wraps_label(row: _Row, above: _Row) -> bool:
    """Whether a row is the second line of the label in the row of figures above it."""
    label, *others = row.fragments
    return (
        not others
        and len(above.fragments) > 1
        and label.text[0].islower()
        and row.top - above.bottom < 0.5 * row.height
        and label.x1 < above.fragments[1].x0
    )


def _figure_columns(body: list[_Row]) -> list[list[float]]:
    """Left and right end of each column of figures: what overlaps from row to row is one column."""
    columns: list[list[float]] = []
    for x0, x1 in sorted((f.x0, f.x1) for row in body if len(row.fragments) > 1 for f in row.fragments[1:]):
        if columns and x0 < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    return columns


def _header_start(rows: list[_Row], index: int, done: int, columns: list[list[float]]) -> int:
    """The first of up to three rows above the figures whose cells stand over the columns."""
    start = index
    while start > max(done, index - 3):
        row = rows[start - 1]
        close = rows[start].top - row.bottom < row.height
        cells = [f for f in row.fragments if f.x1 > columns[0][0] - 2 and len(f.words) <= 4]
        over = all(any(f.x0 < right + 2 and f.x1 > left - 2 for left, right in columns) for f in cells)
        outside = [f for f in row.fragments if f not in cells]
        if not close or not cells or not over or len(outside) > 1 or row.contents:
            break
        if len(columns) > 1 and len(row.fragments) == 1:
            break
        start -= 1
    return start


def _is_table(header: list[_Row], body: list[_Row], columns: list[list[float]]) -> bool:
    figure_rows = [row for row in body if len(row.fragments) > 1]
    if len(columns) > 1 or header:
        return len(figure_rows) >= 2 or (len(columns) > 1 and bool(header))
    ends = [row.fragments[-1].x1 for row in figure_rows]
    numbers = [_NUMBER.sub(lambda n: n[0], row.fragments[-1].text) for row in figure_rows]
    # Page numbers or times that only rise are a list of contents or an agenda.
    rising = all(n.isdigit() for n in numbers) and sorted(map(int, numbers)) == list(map(int, numbers))
    return len(figure_rows) >= 3 and max(ends) - min(ends) < 3 and not rising


def _table_rows(header: list[_Row], body: list[_Row], columns: list[list[float]]) -> list[list[list[_Line]]]:
    table: list[list[list[_Line]]] = []
    if header:
        merged: list[list[_Line]] = [[] for _ in range(len(columns) + 1)]
        for row in header:
            for cell, lines in zip(merged, _cells(row, columns), strict=True):
                cell += lines
        table.append(merged)
    for above, row in zip([None, *body], body, strict=False):
        cells = _cells(row, columns)
        if above and _wraps_label(row, above):
            table[-1][0] += cells[0]
        else:
            table.append(cells)
    return table


def _cells(row: _Row, columns: list[list[float]]) -> list[list[_Line]]:
    """The row's words under the columns' headings; the first cell is the label's."""
    cells: list[list[Placed]] = [[] for _ in range(len(columns) + 1)]
    for index, fragment in enumerate(row.fragments):
        middle = (fragment.x0 + fragment.x1) / 2
        number = 0
        if index or fragment.x1 > columns[0][0]:
            distances = [max(left - middle, middle - right) for left, right in columns]
            number = 1 + distances.index(min(distances))
        cells[number] += fragment.words
    return [[_Line([words], _NO_LIMIT)] if words else [] for words in cells]


def _ruled(table: _Cells) -> list[_Item]:
    """A table with lines around its cells; one that only lays out (a form, prose in boxes) gives its cells in turn."""
    grid = [[(_rows(words), box) for words, box in row] for row in table]
    if all(len(rows) <= _RECORD_LINES for row in grid for rows, _ in row):
        lefts = sorted({box.x0 for row in table for _, box in row})
        return [_Table([_in_columns(row, lefts) for row in grid])]
    items: list[_Item] = []
    for row in grid:
        items += _laid_out([(rows, box) for rows, box in row if rows])
    return items


def _in_columns(row: list[tuple[list[_Row], Box]], lefts: list[float]) -> list[list[_Line]]:
    """A cell for each column of the table; one that spans several fills the first of them."""
    cells: list[list[_Line]] = [[] for _ in lefts]
    for rows, box in row:
        if rows:
            cells[lefts.index(box.x0)] = [_Line([_flat(line)], _cell_limit(rows, box)) for line in rows]
    return cells


def _cell_limit(rows: list[_Row], box: Box) -> float:
    """As much white as there is at the left of a cell is kept free at its right."""
    left = min(row.fragments[0].x0 for row in rows)
    return box.x1 - max(min(left - box.x0, _CELL_PADDING), 1.0)


def _flat(row: _Row) -> list[Placed]:
    return [word for fragment in row.fragments for word in fragment.words]


def _laid_out(cells: list[tuple[list[_Row], Box]]) -> list[_Item]:
    """The cells of one row in turn; a label of one line stands before the first line of the cell beside it."""
    items: list[_Item] = []
    label: list[list[Placed]] = []
    for index, (rows, box) in enumerate(cells):
        left, limit = min(row.fragments[0].x0 for row in rows), _cell_limit(rows, box)
        if index < len(cells) - 1 and (len(rows) == 1 or _wrapped_label(rows)):
            label.append([word for row in rows for word in _flat(row)])
            continue
        inside = _arranged(rows, left, limit)
        first = inside[0]
        lists = label and index < len(cells) - 1 and not _MARKER.match(label[0][0].text)
        if isinstance(first, _Line) and not lists:
            items.append(_Line([*label, *first.cells], first.limit))
            items += inside[1:]
        else:
            items += [*([_Line(label, limit)] if label else []), *inside]
        label = []
    return items


def _wrapped_label(rows: list[_Row]) -> bool:
    return len(rows) <= 3 and all(len(row.fragments) == 1 and row.text[0].islower() for row in rows[1:])


# --- writing --------------------------------------------------------------------------------------------------------


class _Writer:
    """Adds the items of a page to the text: blank lines between blocks, soft breaks, words cut in two joined."""

    def __init__(self, builder: TextBuilder, page: PlacedPage, usual_gap: float) -> None:
        self._builder = builder
        self._page = page
        self._usual_gap = usual_gap

    def write(self, items: Sequence[_Item], following: _Item | None) -> bool:
        """Add *items*; whether the last one goes on in *following*, which stands on the next page."""
        carried: Placed | None = None
        soft = False
        for index, item in enumerate(items):
            if index and not soft and self._apart(items[index - 1], item):
                self._builder.add_blank()
            if isinstance(item, _Table):
                self._add_table(item)
                soft = False
                continue
            after = items[index + 1] if index + 1 < len(items) else following
            last = index + 1 == len(items)
            soft = (
                isinstance(after, _Line)
                and (last or not self._apart(item, after))
                and _goes_on(item, after, over_page=last)
            )
            cells = item.cells
            if carried:
                cells = [*cells[:-1], cells[-1][1:]] if len(cells) == 1 else cells
            carried = None
            if soft and not last and isinstance(after, _Line):
                carried = _tail(cells, after)
            if cells[-1]:
                self._add_line(cells, carried, soft, item.furniture)
        return soft

    def write_furniture(self, lines: Sequence[_Line]) -> None:
        """Add page heads or feet: no empty line between them, or it would part the text that goes on after them."""
        for line in lines:
            self._add_line(line.cells, None, False, line.furniture)

    def _apart(self, above: _Item, below: _Item) -> bool:
        if isinstance(above, _Table) or isinstance(below, _Table):
            return True
        gap = below.top - above.bottom
        return gap > (self._usual_gap + _BLOCK_GAP) * below.height or below.bottom < above.top

    def _add_line(
        self, cells: list[list[Placed]], tail: Placed | None, soft: bool, furniture: FurnitureKind | None
    ) -> None:
        texts = []
        offset = self._builder.offset
        for cell in cells:
            piece, placed = self._cell(cell, offset, tail if cell is cells[-1] else None)
            texts.append(piece)
            self._builder.add_words(placed)
            offset += len(piece) + 1
        self._builder.add_line("\t".join(texts), soft=soft, furniture=furniture)

    def _cell(self, cell: list[Placed], offset: int, tail: Placed | None = None) -> tuple[str, list[Word]]:
        texts, words = [], []
        box_of = self._box if self._page.turned else _box
        for word in cell:
            text = word[4]
            texts.append(text)
            words.append(Word(offset, offset + len(text), box_of(word)))
            offset += len(text) + 1
        if tail and (joined := joined_hyphen(cell[-1].text, tail.text)):
            whole, rest = joined
            texts[-1] = whole + rest
            start = words[-1].start
            cut = start + len(cell[-1].text.rstrip("-\u00ad\u2010")) + (whole[len(cell[-1].text) - 1] == "-")
            words[-1] = Word(start, cut, words[-1].box)
            words.append(Word(cut, start + len(texts[-1]), self._box(tail)))
        return " ".join(texts), words

    def _box(self, word: Placed) -> Box:
        """On the page as it is seen, where its text is turned."""
        if self._page.turned == 90:
            return Box(word.top, self._page.height - word.x1, word.bottom, self._page.height - word.x0)
        if self._page.turned == 270:
            return Box(self._page.width - word.bottom, word.x0, self._page.width - word.top, word.x1)
        return _box(word)

    def _add_table(self, table: _Table) -> None:
        grid = []
        for row in table.rows:
            cells = [self._table_cell(lines) for lines in row]
            spans = self._builder.add_row([text for text, _, _ in cells])
            for span, (_, words, breaks) in zip(spans, cells, strict=True):
                self._builder.add_words(Word(span.start + w.start, span.start + w.end, w.box) for w in words)
                for offset in breaks:
                    self._builder.mark_soft(span.start + offset)
            grid.append(spans)
        self._builder.add_grid(grid)

    def _table_cell(self, lines: list[_Line]) -> tuple[str, list[Word], list[int]]:
        """A cell's text, its words, and where in it the breaks are only layout."""
        texts: list[str] = []
        placed: list[Word] = []
        breaks = []
        offset = 0
        tail: Placed | None = None
        for line, after in zip_longest(lines, lines[1:]):
            words = line.cells[0][1:] if tail else line.cells[0]
            soft = after is not None and _goes_on(line, after, over_page=False)
            tail = _tail([words], after) if after and soft and words else None
            if not words:
                continue
            text, found = self._cell(words, offset, tail)
            texts.append(text)
            placed += found
            offset += len(text) + 1
            if soft:
                breaks.append(offset - 1)
        text = "\n".join(texts)
        return text, placed, [offset for offset in breaks if offset < len(text)]


def _box(word: Placed) -> Box:
    return Box(word[0], word[1], word[2], word[3])


def _tail(cells: list[list[Placed]], after: _Line) -> Placed | None:
    """The first word of the next line, where it is the second half of this line's last word."""
    if not cells[-1] or len(after.cells) != 1:
        return None
    return after.cells[0][0] if joined_hyphen(cells[-1][-1].text, after.cells[0][0].text) else None


def _goes_on(line: _Line, after: _Line, *, over_page: bool) -> bool:
    """Whether only the width of the column broke the text between the two lines."""
    if len(after.cells) != 1 or line.furniture or after.furniture:
        return False
    words, following = line.cells[-1], after.cells[0]
    last, first = words[-1], following[0]
    width, filled = line.limit - words[0].x0, last.x1 - words[0].x0
    narrow = width < _NARROW * last.height
    if _MARKER.match(first.text) or _LEADER.match(last.text) or _LEADER.match(first.text):
        return False
    if last.text[-1] in "-\u00ad\u2010" and last.text != "-" and first.text[0].islower():
        return True
    if _ITEM.match(first.text):
        # In a column of names those who were there for some of the items; elsewhere the next item.
        return narrow and filled + 0.25 * last.height + (following[:2][-1].x1 - first.x0) > width
    if abs(last.height - first.height) > 0.15 * last.height:
        return False
    if last.bold != first.bold and first.text[0].isupper():
        return False
    indent = first.x0 - words[0].x0
    if not over_page and indent > 0.8 * first.height and not _MARKER.match(words[0].text):
        return False
    if over_page and (last.text[-1] in ".:!?" or not first.text[0].islower() or abs(indent) > 3 * first.height):
        return False
    if _breaks_name(words) and first.text[0].isupper():
        return True
    ends_entry = last.text[0].islower() and last.text not in _SMALL_WORDS and last.text[-1] not in ",.:;"
    if narrow and first.text[0].isupper() and ends_entry:
        # In a list of names, one a line, only a name or a small word lets the next name belong to the same entry.
        return False
    if filled + 0.25 * last.height + (first.x1 - first.x0) > width:
        return True
    # The next words may be tied by a blank that does not break ("kl 17.30"): in lower case they go on all the same.
    lower = first.text[0].islower() and first.text not in _CLAUSES and last.text[-1] not in ".:;!?"
    return lower and filled > (_HALF_FULL if narrow else _MOSTLY_FULL) * width


def _breaks_name(words: list[Placed]) -> bool:
    """Whether a line of names parted by commas ends within one: ``Eva Ek, Ulf Dahl, Gun`` before ``Alm``."""
    *names, last = " ".join(word.text for word in words).split(",")
    whole = all(len(name.split()) > 1 and name.strip()[:1].isupper() for name in names)
    return len(names) > 1 and whole and len(last.split()) == 1 and last.strip()[0].isupper()


# --- page heads and feet --------------------------------------------------------------------------------------------


class EdgeLine(NamedTuple):
    """A line of a page; where the format has places, how far down the page, and the white below in letters' heights."""

    text: str
    place: float | None = None
    white: float | None = None


def page_furniture(pages: Sequence[Sequence[EdgeLine]]) -> list[dict[int, FurnitureKind]]:
    """Which lines of which page are its head or foot: for each page the numbers of the lines, and the kind.

    A head repeats from page to page, digits apart, with nothing above it but more of the head: at the same place, or
    on about every other page where there are no places. A foot does so from below. Page numbers and words that stand only
    there (``Justerandes sign``) are enough by themselves. The first head of a document stays text, since its
    organisation, body and date often stand nowhere else.
    """
    found: list[dict[int, FurnitureKind]] = [{} for _ in pages]
    _mark(pages, found, "head")
    _mark(pages, found, "foot")
    return found


def _placed_furniture(rows: list[list[_Row]], pages: Sequence[PlacedPage]) -> list[dict[int, FurnitureKind]]:
    placed = []
    for page, page_rows in zip(pages, rows, strict=True):
        height = page.width if page.turned else page.height
        lines = []
        for row, below in zip_longest(page_rows, page_rows[1:]):
            white = (below.top - row.bottom) / below.height if below else _NO_LIMIT
            lines.append(EdgeLine(row.text, row.top / height, white))
        placed.append(lines)
    return page_furniture(placed)


class _EdgePatterns(NamedTuple):
    foot: re.Pattern[str]
    stamp: re.Pattern[str]
    page_number: re.Pattern[str]


@cache
def _edge_patterns() -> _EdgePatterns:
    words = language.load("sv").furniture
    of = rf"(?:/|{language.alternatives(words.of)})\s*\d{{1,4}}|\(\s*\d{{1,4}}\s*\)"
    number = rf"(?:{language.alternatives(words.page)}\s*)?[-–(]?\s*\d{{1,4}}\s*(?:{of})?\s*[-–)]?$"
    return _EdgePatterns(
        foot=re.compile(language.alternatives(words.feet), re.I),
        stamp=re.compile(language.alternatives(words.stamps), re.I),
        page_number=re.compile(number, re.I),
    )


def _mark(
    pages: Sequence[Sequence[EdgeLine]], found: list[dict[int, FurnitureKind]], kind: Literal["head", "foot"]
) -> None:
    patterns = _edge_patterns()
    edges = [[*enumerate(lines)][:: -1 if kind == "foot" else 1][:_EDGE_LINES] for lines in pages]
    places: dict[str, dict[int, list[float | None]]] = {}
    for page, edge in enumerate(edges):
        for _, line in edge:
            places.setdefault(_key(line.text), {}).setdefault(page, []).append(line.place)
    for page, edge in enumerate(edges):
        run: dict[int, FurnitureKind | None] = {}
        for index, line in edge:
            text = line.text.strip()
            if line.place is not None and (line.place < 1 - _EDGE if kind == "foot" else line.place > _EDGE):
                break
            if patterns.stamp.match(text):
                run[index] = "stamp"
            elif patterns.page_number.match(text) or (kind == "foot" and patterns.foot.match(text)):
                # A page number on top of the first page is no head yet, but what stands below it may be one.
                run[index] = kind
            elif _ITEM.match(text) or not _repeats(places[_key(text)], page, line.place, len(pages)):
                break
            else:
                run[index] = None if kind == "head" and _is_first(pages, page, line) else kind
        for index in _set_off(run, pages[page], kind):
            if piece := run[index]:
                found[page][index] = piece


def _set_off(
    run: dict[int, FurnitureKind | None], lines: Sequence[EdgeLine], kind: Literal["head", "foot"]
) -> list[int]:
    """The lines of *run* outside the innermost white that parts heads and feet from the body.

    Two pages of one pattern have lines of the body in common that stand at the same place.
    """
    numbers = list(run)
    for end in range(len(numbers), 0, -1):
        inner = numbers[end - 1] if kind == "head" else numbers[end - 1] - 1
        white = lines[inner].white if 0 <= inner < len(lines) else None
        if white is None or white >= _SET_OFF:
            return numbers[:end]
    return [number for number in numbers if _is_edge_word(lines[number].text)]


def _is_edge_word(text: str) -> bool:
    return any(pattern.match(text.strip()) for pattern in _edge_patterns())


def _repeats(places: dict[int, list[float | None]], page: int, place: float | None, pages: int) -> bool:
    """Whether a line comes back on pages near by, at the same place; places are None where a format has none."""
    if place is None:
        near = range(max(page - _NEAR_PAGES, 0), min(page + _NEAR_PAGES + 1, pages))
        return len(near) > 1 and sum(other in places for other in near) >= max(2, _REPEATED_SHARE * len(near))
    others = {
        other
        for other, found in places.items()
        if other != page and any(at is not None and abs(at - place) < _HEAD_DRIFT for at in found)
    }
    return len(others) >= 2 or page - 1 in others or page + 1 in others


def _key(text: str) -> str:
    return _NUMBER.sub("#", " ".join(text.split()))


def _is_first(pages: Sequence[Sequence[EdgeLine]], page: int, line: EdgeLine) -> bool:
    """Whether this head is the first of its document: nothing above it in the file, or another date in it."""
    if page == 0:
        return True
    key = _key(line.text)
    above = next((other for other in pages[page - 1][:_EDGE_LINES] if _key(other.text) == key), None)
    if above is None:
        return False
    before, now = _NUMBER.findall(above.text), _NUMBER.findall(line.text)
    return any(int(n) != int(b) and int(n) != int(b) + 1 for b, n in zip(before, now, strict=True))
