"""Tables without rules under ``Ärende | Beslut | Ansvarig``: who is to do what stands beside it, in a column of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors import language
from pipeline.layout.rows import MARKER, Cells, Fragment, Placed, Row
from schemas.text import Box

# A heading of a column has no more words, and what stands under it begins where it does, in points.
_HEADING_WORDS = 3
_ALIGNED = 3.0
_FEWEST_COLUMNS = 3
_FEWEST_RECORDS = 2


def headed_tables(rows: list[Row]) -> Iterator[tuple[int, int, Cells]]:
    """The tables with a column for those responsible; from row, to row, cells as if they were ruled."""
    index = 0
    while index < len(rows):
        if _is_heading(rows[index]):
            starts = [fragment.x0 for fragment in rows[index].fragments]
            end = index + 1
            while end < len(rows) and _fits(rows[end], starts):
                end += 1
            records = list(_records(rows[index + 1 : end], starts))
            if len(records) >= _FEWEST_RECORDS:
                yield index, end, [_cells(record, starts) for record in ([rows[index]], *records)]
                index = end
                continue
        index += 1


def _is_heading(row: Row) -> bool:
    return (
        len(row.fragments) >= _FEWEST_COLUMNS
        and all(len(fragment.words) <= _HEADING_WORDS for fragment in row.fragments)
        and any(fragment.text.casefold().rstrip(":") in _responsible() for fragment in row.fragments[1:])
    )


@cache
def _responsible() -> frozenset[str]:
    return language.load("sv").tables.responsible


def _fits(row: Row, starts: list[float]) -> bool:
    """Whether all that stands in *row* begins under a heading and ends before the next one."""
    return all(
        any(
            abs(fragment.x0 - start) < _ALIGNED and fragment.x1 < after
            for start, after in zip(starts, [*starts[1:], float("inf")], strict=True)
        )
        for fragment in row.fragments
    )


def _records(rows: list[Row], starts: list[float]) -> Iterator[list[Row]]:
    """The rows of each matter: one begins in the first column, with a number where the first one has a number."""
    if not rows:
        return
    numbered = MARKER.match(rows[0].fragments[0].words[0].text) is not None
    record: list[Row] = []
    for row in rows:
        first = row.fragments[0]
        opens = abs(first.x0 - starts[0]) < _ALIGNED and not first.text[0].islower()
        if record and opens and (MARKER.match(first.words[0].text) if numbered else len(row.fragments) > 1):
            yield record
            record = []
        record.append(row)
    yield record


def _cells(rows: list[Row], starts: list[float]) -> list[tuple[list[Placed], Box]]:
    columns: list[list[Fragment]] = [[] for _ in starts]
    for row in rows:
        for fragment in row.fragments:
            distances = [abs(fragment.x0 - start) for start in starts]
            columns[distances.index(min(distances))].append(fragment)
    top, bottom = rows[0].top, max(row.bottom for row in rows)
    last = max(fragment.x1 for row in rows for fragment in row.fragments) + _ALIGNED
    ends = [*starts[1:], max(last, starts[-1] + _ALIGNED)]
    return [
        ([word for fragment in column for word in fragment.words], Box(start - _ALIGNED, top, end - _ALIGNED, bottom))
        for column, start, end in zip(columns, starts, ends, strict=True)
    ]
