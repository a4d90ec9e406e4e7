"""Tables without rules: labels, and figures or crosses in columns beside them, found by their alignment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.layout.blocks import Line, Table
from pipeline.layout.rows import NO_LIMIT, Placed, Row

_FIGURE = re.compile(r"[-–−+(]?\d[\d .,]*\)?(?: ?(?:%|kr|tkr|mkr|mnkr|:-|,-|st))?$|[-–xX×✓]$")
_ABBREVIATION = re.compile(r"(?!X$)[A-ZÅÄÖ]{1,3}$")


def is_figure(text: str) -> bool:
    """Whether the text of a cell is a figure, or a cross in place of one.

    >>> is_figure("-1 250,5"), is_figure("X"), is_figure("12 personer")
    (True, True, False)
    """
    return _FIGURE.match(text) is not None


def _is_figure_row(row: Row) -> bool:
    """A label, and mostly figures or crosses beside it; a party says nothing either way."""
    if len(row.fragments) < 2 or row.contents:
        return False
    cells = [text for fragment in row.fragments[1:] if not _ABBREVIATION.match(text := fragment.text)]
    figures = sum(map(is_figure, cells))
    return figures > 0 and figures >= 0.6 * len(cells)


def figure_tables(rows: list[Row]) -> Iterator[tuple[int, int, Table]]:
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
            yield start, end, Table(_table_rows(rows[start:index], body, columns))
            done = end
        index = end


def _table_end(rows: list[Row], start: int) -> int:
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


def _wraps_label(row: Row, above: Row) -> bool:
    """Whether a row is the second line of the label in the row of figures above it."""
    label, *others = row.fragments
    return (
        not others
        and len(above.fragments) > 1
        and label.text[0].islower()
        and row.top - above.bottom < 0.5 * row.height
        and label.x1 < above.fragments[1].x0
    )


def _figure_columns(body: list[Row]) -> list[list[float]]:
    """Left and right end of each column of figures: what overlaps from row to row is one column."""
    columns: list[list[float]] = []
    for x0, x1 in sorted((f.x0, f.x1) for row in body if len(row.fragments) > 1 for f in row.fragments[1:]):
        if columns and x0 < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    return columns


def _header_start(rows: list[Row], index: int, done: int, columns: list[list[float]]) -> int:
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


def _is_table(header: list[Row], body: list[Row], columns: list[list[float]]) -> bool:
    figure_rows = [row for row in body if len(row.fragments) > 1]
    if len(columns) > 1 or header:
        return len(figure_rows) >= 2 or (len(columns) > 1 and bool(header))
    ends = [row.fragments[-1].x1 for row in figure_rows]
    figures = [row.fragments[-1].text for row in figure_rows]
    # Page numbers that only rise are a list of contents.
    rising = all(map(str.isdigit, figures)) and figures == sorted(figures, key=int)
    return len(figure_rows) >= 3 and max(ends) - min(ends) < 3 and not rising


def _table_rows(header: list[Row], body: list[Row], columns: list[list[float]]) -> list[list[list[Line]]]:
    table: list[list[list[Line]]] = []
    if header:
        merged: list[list[Line]] = [[] for _ in range(len(columns) + 1)]
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


def _cells(row: Row, columns: list[list[float]]) -> list[list[Line]]:
    """The row's words under the columns' headings; the first cell is the label's."""
    cells: list[list[Placed]] = [[] for _ in range(len(columns) + 1)]
    for index, fragment in enumerate(row.fragments):
        middle = (fragment.x0 + fragment.x1) / 2
        number = 0
        if index or fragment.x1 > columns[0][0]:
            distances = [max(left - middle, middle - right) for left, right in columns]
            number = 1 + distances.index(min(distances))
        cells[number] += fragment.words
    return [[Line([words], NO_LIMIT)] if words else [] for words in cells]
