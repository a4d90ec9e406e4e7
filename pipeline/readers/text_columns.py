"""Tables that a text file sets with blanks: which column each cell stands in, so that empty ones keep their places.

::

    Ledamot            Ja   Nej  Avstår
    Ek, Bo (S)         X
    Berg, Eva (V)           X

Only tables in which that matters are taken: lists of votes, and tables of figures with empty cells. Where some cell
fits no column, or two fit the same, the lines stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from extractors import language

_GAP = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"\s*[-–—_=]{5,}[-–—_=\s]*$")
_FIGURE = re.compile(r"[-−–+(]?\d[\d .,]*\)?%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A cell may begin so many characters beside the head of its column.
_BESIDE = 2


class _Cell(NamedTuple):
    start: int
    end: int
    content: str


def columned(lines: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """The lines of such tables by number, cell by cell; a line that is drawn between them has none."""
    rows = _tabbed(lines)
    for start, end in _runs(lines):
        numbers = range(start, end)
        drawn = [number for number in numbers if _RULE.match(lines[number])]
        cells = {number: _cells(lines[number]) for number in numbers if number not in drawn}
        head = _head(cells) if len(cells) > 2 else None
        table = _table(cells, head) if head is not None else None
        if table:
            rows.update(table)
            rows.update(dict.fromkeys(drawn, ()))
    return rows


def _tabbed(lines: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """The lines of lists of votes whose cells tabs part, by number: two tabs in a row have an empty cell between."""
    rows: dict[int, tuple[str, ...]] = {}
    for has_tabs, group in groupby(range(len(lines)), lambda number: "\t" in lines[number]):
        numbers = list(group)
        table = {number: tuple(lines[number].split("\t")) for number in numbers}
        head = next((number for number in numbers[:4] if _is_of_votes(table[number])), None)
        if has_tabs and head is not None and all(len(row) <= len(table[head]) for row in table.values()):
            rows.update(table)
    return rows


def _is_of_votes(cells: Sequence[str]) -> bool:
    """Whether the cells head columns of crosses: there is a yes and a no among them."""
    sides = language.load("sv").votes.sides
    said = {cell.strip().casefold() for cell in cells}
    return bool(said & set(sides.yes) and said & set(sides.no))


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where lines follow each other of which the first, and most, have gaps as between columns."""
    start: int | None = None
    for number, line in enumerate([*lines, ""]):
        has_gaps = bool(re.search(r"\S {2,}\S", line)) and "\t" not in line
        if start is None:
            start = number if has_gaps else None
        elif not (has_gaps or _RULE.match(line) or (line.strip() and len(line) < len(lines[start]) // 2)):
            if number - start > 2:
                yield start, number
            start = None


def _cells(line: str) -> list[_Cell]:
    """The cells of a line; heads of votes may stand a single blank apart."""
    cells: list[_Cell] = []
    for match in _GAP.finditer(line):
        words = [
            _Cell(match.start() + word.start(), match.start() + word.end(), word[0])
            for word in re.finditer(r"\S+", match[0])
        ]
        votes = len(words) > 1 and all(word.content.casefold() in _sides() for word in words)
        cells += words if votes else [_Cell(match.start(), match.end(), match[0])]
    return cells


@cache
def _sides() -> frozenset[str]:
    sides = language.load("sv").votes.sides
    return frozenset((*sides.yes, *sides.no, *sides.abstain, *sides.absent))


def _head(cells: dict[int, list[_Cell]]) -> int | None:
    """The line that heads the columns: Ja and Nej, or labels over figures of which some are left out."""
    for number in list(cells)[:4]:
        if _is_of_votes([cell.content for cell in cells[number]]):
            return number
    first, *rest = cells
    figures = [sum(1 for cell in cells[number][1:] if _FIGURE.fullmatch(cell.content)) for number in rest]
    labels = [cell.content for cell in cells[first] if not _YEAR.fullmatch(cell.content)]
    is_labels = len(cells[first]) > 2 and not any(map(_FIGURE.fullmatch, labels))
    return first if is_labels and max(figures, default=0) > 1 and len(set(figures)) > 1 else None


def _table(cells: dict[int, list[_Cell]], head: int) -> dict[int, tuple[str, ...]] | None:
    """The cells of each line in the columns of the line *head*, or None where they do not fit."""
    columns = cells[head]
    if columns[0].content.casefold() in _sides():
        # Nothing heads the names.
        columns = [_Cell(0, columns[0].start - 1, ""), *columns]
    table: dict[int, tuple[str, ...]] = {}
    for number, row in cells.items():
        placed = [""] * len(columns)
        for cell in row:
            column = _column(columns, cell, strict=number > head)
            if column is None or (placed[column] and number > head):
                return None
            placed[column] = f"{placed[column]} {cell.content}".strip()
        table[number] = tuple(placed)
    return table


def _column(columns: Sequence[_Cell], cell: _Cell, *, strict: bool) -> int | None:
    """The column under whose head the cell stands; the first reaches to the second."""
    if cell.start < columns[1].start - _BESIDE and cell.start <= columns[0].end:
        return 0
    apart = [max(head.start - cell.end, cell.start - head.end, -_shared(head, cell)) for head in columns]
    nearest = min(range(len(columns)), key=apart.__getitem__)
    return nearest if apart[nearest] < _BESIDE or not strict else None


def _shared(head: _Cell, cell: _Cell) -> int:
    return min(head.end, cell.end) - max(head.start, cell.start)
