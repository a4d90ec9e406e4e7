"""Two pages on one sheet, as books are copied: ``4 | 5`` on a landscape page, each to be read by itself."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.layout.rows import Placed, PlacedPage
from schemas.text import Box

# A sheet is so much wider than high, and the white between its two pages, near its middle, so much of its width.
_LANDSCAPE = 1.25
_MIDDLE = (0.42, 0.58)
_WHITE = 0.03
# Wider than A4 across (842 points): a sheet for two pages. On a smaller one they have to be numbered.
_TWO_PAGES = 900.0
# A page of prose has more words than a column of a table.
_FEWEST_WORDS = 30
_NUMBER = re.compile(r"[-–]?\s*(\d{1,4})\s*[-–]?")


def halves(page: PlacedPage) -> list[PlacedPage]:
    """The pages on a sheet: two where it is a spread, else *page* alone."""
    if page.turned in (90, 270) or page.width < _LANDSCAPE * page.height or len(page.words) < 2 * _FEWEST_WORDS:
        return [page]
    middle = _gutter(page)
    if middle is None:
        return [page]
    left = [word for word in page.words if word.x0 < middle]
    right = [word for word in page.words if word.x0 >= middle]
    numbered = _follow(_numbers(left, page.height), _numbers(right, page.height))
    if min(len(left), len(right)) < _FEWEST_WORDS or not (numbered or page.width > _TWO_PAGES):
        return [page]
    tables = [_edges(table) for table in page.tables]
    if any(x0 < middle < x1 for x0, x1 in tables):
        return [page]
    before = [table for table, (x0, _) in zip(page.tables, tables, strict=True) if x0 < middle]
    after = [table for table, (x0, _) in zip(page.tables, tables, strict=True) if x0 > middle]
    return [
        replace(page, words=left, tables=before),
        replace(
            page,
            words=[_moved(word, middle) for word in right],
            tables=[[[cell and _shifted(cell, middle) for cell in row] for row in table] for table in after],
            stamps=[],
            left=middle,
        ),
    ]


def _gutter(page: PlacedPage) -> float | None:
    """The middle of the widest white strip near the middle of the sheet that goes from top to bottom."""
    low, high = (share * page.width for share in _MIDDLE)
    edges = sorted((word.x0, word.x1) for word in page.words if word.x1 > low and word.x0 < high)
    strips, reach = [], low
    for x0, x1 in edges:
        strips.append((x0 - reach, (x0 + reach) / 2))
        reach = max(reach, x1)
    strips.append((high - reach, (high + reach) / 2))
    white, middle = max(strips)
    return middle if white >= _WHITE * page.width else None


def _numbers(words: list[Placed], height: float) -> set[int]:
    """The numbers that stand at the upper or the lower edge."""
    edge = [word for word in words if word.top < 0.1 * height or word.bottom > 0.9 * height]
    return {int(found[1]) for word in edge if (found := _NUMBER.fullmatch(word.text))}


def _follow(left: set[int], right: set[int]) -> bool:
    return any(number + 1 in right for number in left)


def _edges(table: list[list[Box | None]]) -> tuple[float, float]:
    cells = [cell for row in table for cell in row if cell]
    return min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)


def _moved(word: Placed, left: float) -> Placed:
    return word._replace(x0=word.x0 - left, x1=word.x1 - left)


def _shifted(cell: Box, left: float) -> Box:
    return Box(cell.x0 - left, cell.top, cell.x1 - left, cell.bottom)
