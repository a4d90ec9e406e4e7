"""Tables of figures: budgets, outcomes, fees.

::

    Verksamhet (tkr)    Budget 2020    Utfall
    Intäkter                                        a section: no row of figures
    Bidrag                   1 345      1 210
    Summa                    1 345      1 210       kind "total"

The cells come from the format (Word, Markdown, what a PDF draws) or from lines whose cells tabs part. Lists of votes,
of persons and of items are none, nor are lists of sums that carry their unit: those are amounts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from extractors.language import TableWords, alternatives
from extractors.reading import Reading
from schemas.table import Row, Table
from schemas.text import Span


@dataclass(frozen=True)
class _Grid:
    """Rows of cells: the place of all, and what each cell says, line by line."""

    span: Span
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class _Figures:
    """A table of figures, before it has its number.

    Args:
        label: heads the column of labels.
        is_whole: it is a table even if nothing of it stands on another page.
    """

    spans: tuple[Span, ...]
    label: str
    columns: tuple[str, ...]
    has_header: bool
    rows: tuple[Row, ...]
    is_whole: bool


def extract(reading: Reading) -> Iterator[Table]:
    """Yield the tables of figures of the document, all parts of it, in reading order."""
    grammar = _grammar(reading.language.tables)
    found: list[_Figures] = []
    for grid in _grids(reading):
        table = grammar.table(grid)
        if table and found and _goes_on(reading, found[-1], table):
            rows = found[-1].rows + table.rows
            found[-1] = replace(found[-1], spans=found[-1].spans + table.spans, rows=rows, is_whole=True)
        elif table:
            found.append(table)
    for number, table in enumerate((table for table in found if table.is_whole), 1):
        start = table.spans[0].start
        segment = reading.segment_at(start)
        lead = reading.running[max(0, start - _LEAD) : start]
        yield Table(
            id=f"t{number}",
            evidence=tuple(quote for span in table.spans for quote in reading.evidence(*span)),
            rule="with_header" if table.has_header else "without_header",
            caption=grammar.caption(lead),
            unit=grammar.unit(table, lead),
            columns=table.columns,
            rows=table.rows,
            paragraph=segment.number if segment else None,
            paragraph_id=segment.id if segment else None,
        )


# How far before a table its caption or its unit may begin: two long lines.
_LEAD = 240


def _grids(reading: Reading) -> list[_Grid]:
    """What may be a table, in reading order: the grids of the format, and runs of lines with cells outside them."""
    grids = []
    for grid in reading.text.grids:
        rows = [row for row in grid.rows if row]
        if rows:
            span = Span(min(row[0].start for row in rows), max(row[-1].end for row in rows))
            grids.append(
                _Grid(span, tuple(tuple(reading.running[slice(*cell)].strip() for cell in row) for row in rows))
            )
    grids.sort(key=lambda grid: grid.span)
    starts = [grid.span.start for grid in grids]
    run: list[tuple[int, str]] = []
    for line in re.finditer(r"([^\n]*)(?:\n|\Z)", reading.running):
        before = bisect_right(starts, line.end()) - 1
        if "\t" in line[1].strip() and (before < 0 or grids[before].span.end <= line.start()):
            run.append((line.start(), line[1]))
        elif run:
            rows_of_run = tuple(tuple(cell.strip() for cell in content.split("\t")) for _, content in run)
            grids.append(_Grid(Span(run[0][0], run[-1][0] + len(run[-1][1])), rows_of_run))
            run = []
    return sorted([*grids, *_run_together(reading.running)], key=lambda grid: grid.span)


# Lines that lost their columns: words over figures, then a label and figures with single blanks between, empty lines or none between them.
_FIGURE_LINE = r"[^\W\d][^\n\t\d%]*?(?:[ ][-−–]?\d[\d,]*)+[ ]*"
_RUN_TOGETHER = re.compile(
    rf"^(?P<head>[^\W\d][^\n\t\d.:;]{{0,300}}?(?:[ ](?:19|20)\d\d)*)[ ]*+(?P<rows>(?:\n(?:[ ]*\n)?{_FIGURE_LINE}(?=\n|\Z)){{2,}})",
    re.M,
)


# A line that can be read in more ways than this is read in none: of each group of three digits more they are twice as many.
_MOST_WAYS = 1_000


def _run_together(content: str) -> Iterator[_Grid]:
    """Tables whose columns a converter ran together, where every line can be read in one way only.

    ``Nämnd (tkr) Budget Utfall Avvikelse`` over ``Socialnämnden 1 200 1 150 50``.
    """
    for match in _RUN_TOGETHER.finditer(content):
        lead, bracket, rest = match["head"].partition(") ")
        head = [lead + ")", *rest.split()] if bracket else match["head"].split()
        lines = [line.strip() for line in match["rows"].split("\n") if line.strip()]
        parted = [_readings(line, len(head) - 1) for line in lines]
        if len(head) > 2 and all(parted):
            rows = [readings[0] for readings in parted] if all(len(r) == 1 for r in parted) else _by_difference(parted)
            if rows:
                yield _Grid(Span(match.start(), match.end()), (tuple(head), *rows))


def _readings(line: str, columns: int) -> list[tuple[str, ...]]:
    """The ways to read a line as a label and so many figures, thousands parted by blanks."""
    start = re.search(r"[ ][-−–]?\d", line)
    if start is None:
        return []
    ways: list[list[str]] = [[]]
    for token in line[start.start() :].split():
        longer = [
            [*way[:-1], f"{way[-1]} {token}"]
            for way in ways
            if way
            and re.fullmatch(r"\d{3}(?:,\d+)?", token)
            and re.fullmatch(r"[-−–]?[1-9]\d{0,2}(?: \d{3})*", way[-1])
        ]
        ways = [way for way in [*longer, *([*way, token] for way in ways)] if len(way) <= columns]
        if len(ways) > _MOST_WAYS:
            return []
    # A figure of three digits that begins with 0 is the end of another.
    whole = [way for way in ways if len(way) == columns and not any(re.match(r"[-−–]?0\d", figure) for figure in way)]
    return [(line[: start.start()], *way) for way in whole]


def _by_difference(parted: list[list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """The rows in which the last figure is what parts the two before it; none if some row has no such reading, or several."""
    rows = []
    for readings in parted:
        fitting = [
            row for row in readings if len(row) > 3 and abs(_plain(row[-3]) - _plain(row[-2])) == abs(_plain(row[-1]))
        ]
        if len(fitting) != 1:
            return []
        rows += fitting
    return rows


def _plain(figure: str) -> Decimal:
    return Decimal(re.sub("[−–]", "-", figure).replace(" ", "").replace(",", "."))


def _goes_on(reading: Reading, before: _Figures, after: _Figures) -> bool:
    """Whether *after* is the rest of a table that a page break cut: same columns, nothing between, no total before."""
    between = reading.running[before.spans[-1].end : after.spans[0].start]
    if between.strip() or before.rows[-1].kind == "total" or len(before.columns) != len(after.columns):
        return False
    # One figure at the top of a page may be the page's number.
    if not after.is_whole and len(after.columns) < 2:
        return False
    if after.has_header:
        return (before.label, before.columns) == (after.label, after.columns)
    return reading.text.page_at(before.spans[-1].start) != reading.text.page_at(after.spans[0].start)


_BLANK = re.compile(r"[-–—.]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_OR_TIME = re.compile(rf"{_YEAR.pattern}|(?:[01]?\d|2[0-3])\.[0-5]\d")
_WORD = re.compile(r"[^\W\d_]{2}")
# A head has at most so many lines.
_HEAD_ROWS = 3


class _Grammar:
    """What the words of a language say of tables."""

    def __init__(self, words: TableWords) -> None:
        self._words = words
        units = alternatives(words.units)
        # "1 207 300", "-412 600", "- 20000", "12,5", "(120)", "35 %", "500 kr"; a footnote's mark may follow.
        self._figure = re.compile(
            r"(?P<open>\()?(?P<sign>[-−–+])?[ ]*"
            r"(?P<number>[1-9]\d{0,2}(?:[ ]\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+|0|[1-9]\d*)(?:[,.](?P<decimals>\d+))?"
            rf"(?P<close>\))?[ ]*(?P<unit>{units}|:-)?[ ]*(?:\*{{1,3}}|[a-z]\)|[¹²³])?",
            re.I,
        )
        self._unit = re.compile(units, re.I)
        self._unit_in_head = re.compile(rf"\((?:[^()]*\s)?(?P<unit>{units})\)", re.I)
        self._unit_before = re.compile(
            rf"(?<!\w){alternatives(words.unit_lead)}\s+(?P<unit>{units})(?!\w)[^\n]*\s*\Z", re.I
        )
        self._total = re.compile(rf"{alternatives(words.totals)}(?!\w)", re.I)
        self._result = re.compile(rf"{alternatives(words.results)}(?!\w)", re.I)
        self._subtotal = re.compile(rf"{alternatives(words.subtotals)}(?!\w)", re.I)
        self._caption = re.compile(
            rf"(?:\A|\n)[ ]*(?P<caption>{alternatives(words.captions)}(?!\w)[^\n\t]{{0,100}}(?<![.:]))\s*\Z", re.I
        )

    def table(self, grid: _Grid) -> _Figures | None:
        """The table of figures in *grid*, or what may be a page's part of one."""
        rows = [row for cells in grid.rows for row in self._split(cells)]
        first = next((number for number, row in enumerate(rows) if self._has_figures(row)), len(rows))
        # A row with nothing but a label is a section ("Intäkter") or the table's name.
        heads = [row for row in rows[:first] if any(row[1:])]
        body = rows[first:]
        if not body or len(heads) > _HEAD_ROWS:
            return None
        width = max(map(len, body))
        head = _head(heads, width)
        label = self._label_column(body, width)
        columns = [column for column in range(label + 1, width) if self._is_figures(column, head, body)]
        titles = tuple(head[column] for column in columns)
        if not columns or all(title.casefold() in self._words.vote_columns for title in titles):
            return None
        found = tuple(row for cells in body if (row := self._row(cells, label, columns, width, titles)))
        if not found:
            return None
        is_whole = len(found) > 1 and (bool(heads) or self._are_bare_sums(columns, body))
        if self._result.match(found[-1].label):
            found = (*found[:-1], found[-1].model_copy(update={"kind": "total"}))
        return _Figures((grid.span,), head[label], titles, bool(heads), found, is_whole)

    def _split(self, cells: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The rows in one row of cells: several where a format sets a whole column in one cell, line by line."""
        lines = [cell.split("\n") for cell in cells]
        counts = {len(of_cell) for of_cell in lines if of_cell != [""]}
        figures = [line for of_cell in lines[1:] for line in of_cell]
        if len(counts) == 1 and max(counts) > 1 and all(self._is_figure(line) or _is_blank(line) for line in figures):
            padded = [of_cell if of_cell != [""] else [""] * max(counts) for of_cell in lines]
            return [tuple(" ".join(line.split()) for line in row) for row in zip(*padded, strict=True)]
        return [tuple(" ".join(cell.split()) for cell in cells)]

    def _is_figure(self, cell: str) -> bool:
        return bool(self._figure.fullmatch(cell))

    def _has_figures(self, row: tuple[str, ...]) -> bool:
        """Whether a row belongs to the body: years head columns."""
        return any(self._is_figure(cell) and not _YEAR.fullmatch(cell) for cell in row[1:])

    def _label_column(self, body: list[tuple[str, ...]], width: int) -> int:
        """The first column whose cells are mostly words or years; numbers of accounts may stand before it."""
        for column in range(width):
            cells = [row[column] for row in body if column < len(row)]
            worded = sum(
                1 for cell in cells if (_WORD.search(cell) and not self._is_figure(cell)) or _YEAR.fullmatch(cell)
            )
            if worded * 2 > sum(1 for cell in cells if cell):
                return column
        return 0

    def _is_figures(self, column: int, head: tuple[str, ...], body: list[tuple[str, ...]]) -> bool:
        if head[column].casefold().rstrip(".:") in self._words.not_figures:
            return False
        cells = [row[column] for row in body if column < len(row) and not _is_blank(row[column])]
        figures = [cell for cell in cells if self._is_figure(cell)]
        return len(figures) * 2 > len(cells) and not all(map(_YEAR_OR_TIME.fullmatch, figures))

    def _are_bare_sums(self, columns: list[int], body: list[tuple[str, ...]]) -> bool:
        """Whether figures without a head are sums, and not page numbers; sums with their unit are amounts."""
        cells = [row[column] for row in body for column in columns if column < len(row)]
        figures = [match for cell in cells if (match := self._figure.fullmatch(cell))]
        return not any(match["unit"] for match in figures) and any(
            match["sign"] or len(match["number"]) > 3 or (match["decimals"] and "," in match[0]) for match in figures
        )

    def _row(
        self, cells: tuple[str, ...], label: int, columns: list[int], width: int, titles: tuple[str, ...]
    ) -> Row | None:
        """The row that *cells* are, or None: a section, or a row whose figures cannot be told which columns they fill."""
        if len(cells) == width:
            values = tuple(self._value(cells[column]) for column in columns)
        else:
            found = [value for cell in cells[label + 1 :] if (value := self._value(cell)) is not None]
            if len(found) == len(columns):
                values = tuple(found)
            elif len(found) == 1 and self._total.match(cells[label]) and self._total.match(titles[-1]):
                values = (*[None] * (len(columns) - 1), found[0])
            else:
                return None
        if not any(value is not None for value in values):
            return None
        return Row(label=cells[label], values=values, kind=self._kind(cells[label]))

    def _value(self, cell: str) -> str | None:
        match = self._figure.fullmatch(cell)
        if match is None:
            return None
        value = Decimal(re.sub(r"[ .]", "", match["number"]) + "." + (match["decimals"] or "0"))
        if (match["sign"] and match["sign"] != "+") or (match["open"] and match["close"]):
            value = -value
        return format(value.normalize(), "f") if value else "0"

    def _kind(self, label: str) -> Literal["row", "subtotal", "total"]:
        if self._subtotal.match(label):
            return "subtotal"
        return "total" if self._total.match(label) else "row"

    def unit(self, table: _Figures, lead: str) -> str | None:
        """The unit of all figures: in the head of the labels, in every column's, or right before the table."""
        if self._unit.fullmatch(table.label):
            return table.label
        in_columns = {match["unit"] if match else None for match in map(self._unit_in_head.search, table.columns)}
        found = self._unit_in_head.search(table.label) or self._unit_before.search(lead)
        if found:
            return found["unit"]
        return in_columns.pop() if len(in_columns) == 1 else None

    def caption(self, lead: str) -> str | None:
        """The line above the table, where it names it."""
        match = self._caption.search(lead)
        return " ".join(match["caption"].split()) if match else None


@cache
def _grammar(words: TableWords) -> _Grammar:
    return _Grammar(words)


def _is_blank(cell: str) -> bool:
    return bool(_BLANK.fullmatch(cell))


def _head(rows: list[tuple[str, ...]], width: int) -> tuple[str, ...]:
    """The heads of the columns, the lines of each joined; empty where there is none."""
    # A head set with blanks lacks the empty cell over the labels.
    aligned = [("", *row) if len(row) == width - 1 else row for row in rows]
    return tuple(
        " ".join(row[column] for row in aligned if column < len(row) and row[column]) for column in range(width)
    )
