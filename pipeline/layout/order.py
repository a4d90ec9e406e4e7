"""Rows put in reading order: labels before their values, columns one after the other, tables row by row.

``Beslutande`` comes before the two columns of names to the right of it, and the first column wholly before the second;
names beside what they stand for, and figures, stay in their rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from pipeline.layout.blocks import Block, Line, Table, plain_line
from pipeline.layout.figures import figure_tables, is_figure
from pipeline.layout.headed import headed_tables
from pipeline.layout.rows import (
    EMPTY_LINE,
    LEADER,
    MARKER,
    NO_LIMIT,
    WIDEST_BLANK,
    Cells,
    Fragment,
    Placed,
    Row,
    rows_of,
)
from schemas.text import Box

# What stands left of this share of the text's width is a label beside its value.
_LABEL_WIDTH = 0.42
_LABEL_WORDS = 3
# A column goes on after a line left empty, if its lines begin at the same place; where the one beside it has ended, only
# without so much white.
_SAME_BLOCK = 0.8
# Lines of prose in a column have more words than names or headings.
_PROSE_WORDS = 4
# After so many lines without it, the right column has ended: what stands there next is something else.
_LONGEST_PAUSE = 3
# A ruled table with a cell of more lines lays out a form or prose; its cells are no facts beside each other.
_RECORD_LINES = 4
# The widest white between a ruled cell's edge and its words, in points.
_CELL_PADDING = 8.0

_PARTY = re.compile(r"\((?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}|-)\)")
_DIGIT = re.compile(r"\d")


def in_order(tables: list[Cells], rows: list[Row], margin: float) -> list[Block]:
    """Rows and ruled tables from top to bottom."""
    items: list[Block] = []
    position = 0
    left = min((row.fragments[0].x0 for row in rows), default=0.0)
    for top, table in sorted(((table[0][0][1].top, table) for table in tables), key=lambda placed: placed[0]):
        until = position
        while until < len(rows) and (rows[until].top + rows[until].bottom) / 2 < top:
            until += 1
        above = rows[position:until]
        head = head_over(above[-1], table) if above else None
        items += _arranged(above[:-1] if head else above, left, margin)
        items += _ruled([head, *table] if head else table)
        position = until
    return items + _arranged(rows[position:], left, margin)


def head_over(row: Row, table: Cells) -> list[tuple[list[Placed], Box]] | None:
    """The cells of *row*, if it is the header that stands unruled right over a ruled table of figures, as spreadsheets print it."""
    first = table[0]
    figures = sum(is_figure(" ".join(word.text for word in words)) for words, _ in first[1:])
    near = first[0][1].top - row.bottom < row.height
    if len(row.fragments) < 2 or not near or 2 * figures < len(first) - 1:
        return None
    cells = []
    for fragment in row.fragments:
        middle = (fragment.x0 + fragment.x1) / 2
        under = next((box for _, box in first if box.x0 <= middle < box.x1), None)
        if under is None or fragment.x0 < under.x0 or fragment.x1 > under.x1:
            return None
        cells.append((fragment.words, Box(under.x0, row.top, under.x1, row.bottom)))
    return cells if len({box.x0 for _, box in cells}) == len(cells) else None


def _arranged(rows: list[Row], left: float, limit: float) -> list[Block]:
    """Rows in reading order: tables row by row, labels before their values, columns one after the other."""
    items: list[Block] = []
    position = 0
    for start, end, cells in headed_tables(rows):
        items += _unheaded(rows[position:start], left, limit)
        items += _ruled(cells)
        position = end
    return items + _unheaded(rows[position:], left, limit)


def _unheaded(rows: list[Row], left: float, limit: float) -> list[Block]:
    items: list[Block] = []
    position = 0
    for start, end, table in figure_tables(rows):
        items += _columns(rows[position:start], left, limit)
        items.append(table)
        position = end
    return items + _columns(rows[position:], left, limit)


def _columns(rows: list[Row], left: float, limit: float) -> list[Block]:
    items: list[Block] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        if len(row.fragments) < 2 or row.contents:
            items.append(plain_line(row, NO_LIMIT if row.contents else limit))
            index += 1
            continue
        end, gutters = _region(rows, index)
        gutter = gutters[0]
        if _is_prose(rows[index:end], gutter):
            end = _left_end(rows, end, gutter)
        region = rows[index:end]
        if len(region) == 1:
            # A label and its text may run on below; two cells of text do not.
            labelled = len(row.fragments) == 2 and len(row.fragments[0].words) <= _LABEL_WORDS
            items.append(plain_line(row, limit if labelled else NO_LIMIT))
        elif _is_form(region, gutter, (gutter[1] - left) / max(limit - left, 1.0)):
            items += _form(region, gutter, limit)
        elif _are_signed(region, gutter) or _stand_alone(region, gutter):
            for column, right in _parted(region, gutters, limit):
                items += _arranged(column, column[0].fragments[0].x0, right)
        else:
            items += [plain_line(row, min(gutter[1], limit) if len(row.fragments) == 1 else NO_LIMIT) for row in region]
        index = end
    return items


def _region(rows: list[Row], start: int) -> tuple[int, list[tuple[float, float]]]:
    """How far down the white between the cells of the row at *start* goes, and the white strips that are left there."""
    fragments = rows[start].fragments
    gutters = [(a.x1, b.x0) for a, b in pairwise(fragments)]
    end, found = start + 1, gutters
    last_right = start
    for index in range(start + 1, len(rows)):
        row = rows[index]
        narrowed = _narrowed(gutters, row)
        white = (row.top - rows[index - 1].bottom) / row.height
        if not narrowed or row.contents or (white > EMPTY_LINE and not _in_step(row, rows[start:end])):
            break
        if index + 1 < len(rows) and _heads_both(row, rows[index + 1], gutters[0]):
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


def _heads_both(row: Row, following: Row, gutter: tuple[float, float]) -> bool:
    """Whether a bold line at the left is the heading of both columns below it: "Tjänstgörande ersättare"."""
    left, right = _split(following, gutter[1])
    alone = len(row.fragments) == 1 and row.fragments[0].x0 < gutter[0]
    # Where labels are bold, it is the second line of one.
    return alone and bool(left and right) and _bold(row.fragments) and not _bold(left)


def _bold(fragments: list[Fragment]) -> bool:
    return all(word.bold for fragment in fragments for word in fragment.words)


def _left_end(rows: list[Row], end: int, gutter: tuple[float, float]) -> int:
    """Where the left column of two columns of prose ends, which may go on below the right one, paragraph by paragraph."""
    while end < len(rows):
        row = rows[end]
        if row.fragments[-1].x1 > gutter[0] + row.height or row.top - rows[end - 1].bottom > EMPTY_LINE * row.height:
            break
        end += 1
    return end


def _in_step(row: Row, above: list[Row]) -> bool:
    """Whether the cells of *row* begin where cells above it do."""
    starts = [fragment.x0 for other in above for fragment in other.fragments]
    return all(any(abs(fragment.x0 - start) < 3 for start in starts) for fragment in row.fragments)


def _narrowed(gutters: list[tuple[float, float]], row: Row) -> list[tuple[float, float]]:
    """What *row* leaves white of the strips, where it is wider than a blank."""
    white = WIDEST_BLANK * row.height
    edges = [(-NO_LIMIT, row.fragments[0].x0)]
    edges += [(a.x1, b.x0) for a, b in pairwise(row.fragments)]
    edges.append((row.fragments[-1].x1, NO_LIMIT))
    narrowed = ((max(a, c), min(b, d)) for a, b in gutters for c, d in edges)
    return [strip for strip in narrowed if strip[1] - strip[0] >= white]


def _split(row: Row, place: float) -> tuple[list[Fragment], list[Fragment]]:
    return [f for f in row.fragments if f.x0 < place], [f for f in row.fragments if f.x0 >= place]


def _is_form(region: list[Row], gutter: tuple[float, float], width: float) -> bool:
    """Whether labels stand at the left, each beside its value, save the second line of a label."""
    alone = beside = 0
    for row in region:
        left, right = _split(row, gutter[1])
        if left and right:
            beside += 1
        elif left and not left[0].text[0].islower():
            alone += 1
    return width < _LABEL_WIDTH and alone <= beside / 3 and not _are_signed(region, gutter)


def _form(region: list[Row], gutter: tuple[float, float], limit: float) -> list[Block]:
    """Labels at the left, each before what stands to the right of it down to the next label."""
    bands: list[tuple[list[Placed], list[Row]]] = [([], [])]
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
            bands[-1][1].append(Row(right))
    items: list[Block] = []
    for label, rows in bands:
        if not rows:
            items += [Line([label], gutter[0])] if label else []
            continue
        values = _arranged(rows, min(row.fragments[0].x0 for row in rows), limit)
        first = values[0]
        # A label before several columns stands on a line of its own, or it would seem to belong to the first alone.
        if label and isinstance(first, Line) and not _several_columns(values):
            items.append(Line([label, *first.cells], first.limit))
            items += values[1:]
        else:
            items += [Line([label], gutter[0])] if label else []
            items += values
    return items


def _several_columns(values: list[Block]) -> bool:
    return any(below.top < above.top - 1 for above, below in pairwise(values))


def _are_signed(region: list[Row], gutter: tuple[float, float]) -> bool:
    """Whether there are lines to sign on side by side."""
    signed = [[f.x0 < gutter[1] for f in row.fragments if LEADER.match(f.text)] for row in region]
    return any(True in row for row in signed) and any(False in row for row in signed)


def _stand_alone(region: list[Row], gutter: tuple[float, float]) -> bool:
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


def _is_prose(region: list[Row], gutter: tuple[float, float]) -> bool:
    """Whether both columns are running text: lines of several words, more than a table would have."""
    left = [len(fragment.words) for row in region for fragment in _split(row, gutter[1])[0]]
    right = [len(fragment.words) for row in region for fragment in _split(row, gutter[1])[1]]
    return min(len(left), len(right)) > 1 and min(median(left), median(right)) >= _PROSE_WORDS


def _names_somebody(fragment: Fragment) -> bool:
    """Two words with capitals, or a party in parentheses: an entry of a list of people."""
    first, *others = fragment.words
    if _PARTY.search(fragment.text):
        return True
    return bool(others) and all(word.text[0].isupper() and not _DIGIT.search(word.text) for word in (first, others[0]))


def _parted(region: list[Row], gutters: list[tuple[float, float]], limit: float) -> Iterator[tuple[list[Row], float]]:
    """The columns from left to right, each with the place up to which its lines may go."""
    places = [-NO_LIMIT, *(right for _, right in gutters), NO_LIMIT]
    for low, high in pairwise(places):
        column = [Row(kept) for row in region if (kept := [f for f in row.fragments if low <= f.x0 < high])]
        if column:
            yield column, min(high - 0.5 * column[0].height, limit)


def _ruled(table: Cells) -> list[Block]:
    """A table with lines around its cells; one that only lays out (a form, prose in boxes) gives its cells in turn."""
    grid = [[(rows_of(words), box) for words, box in row] for row in table]
    if all(len(rows) <= _RECORD_LINES for row in grid for rows, _ in row):
        lefts = sorted({box.x0 for row in table for _, box in row})
        return [Table([_in_columns(row, lefts) for row in grid])]
    items: list[Block] = []
    for row in grid:
        items += _laid_out([(rows, box) for rows, box in row if rows])
    return items


def _in_columns(row: list[tuple[list[Row], Box]], lefts: list[float]) -> list[list[Line]]:
    """A cell for each column of the table; one that spans several fills the first of them."""
    cells: list[list[Line]] = [[] for _ in lefts]
    for rows, box in row:
        if rows:
            cells[lefts.index(box.x0)] = [Line([_flat(line)], _cell_limit(rows, box)) for line in rows]
    return cells


def _cell_limit(rows: list[Row], box: Box) -> float:
    """As much white as there is at the left of a cell is kept free at its right."""
    left = min(row.fragments[0].x0 for row in rows)
    return box.x1 - max(min(left - box.x0, _CELL_PADDING), 1.0)


def _flat(row: Row) -> list[Placed]:
    return [word for fragment in row.fragments for word in fragment.words]


def _laid_out(cells: list[tuple[list[Row], Box]]) -> list[Block]:
    """The cells of one row in turn; a label of one line stands before the first line of the cell beside it."""
    items: list[Block] = []
    label: list[list[Placed]] = []
    for index, (rows, box) in enumerate(cells):
        left, limit = min(row.fragments[0].x0 for row in rows), _cell_limit(rows, box)
        if index < len(cells) - 1 and (len(rows) == 1 or _wrapped_label(rows)):
            label.append([word for row in rows for word in _flat(row)])
            continue
        inside = _arranged(rows, left, limit)
        first = inside[0]
        lists = label and index < len(cells) - 1 and not MARKER.match(label[0][0].text)
        if isinstance(first, Line) and not lists:
            items.append(Line([*label, *first.cells], first.limit))
            items += inside[1:]
        else:
            items += [*([Line(label, limit)] if label else []), *inside]
        label = []
    return items


def _wrapped_label(rows: list[Row]) -> bool:
    return len(rows) <= 3 and all(len(row.fragments) == 1 and row.text[0].islower() for row in rows[1:])
