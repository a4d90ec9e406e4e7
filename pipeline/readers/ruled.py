"""Ruled tables: the cells that lines enclose, drawn in the file or seen in the image of a page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.text import Box

# The geometry compares every line with every line across: a map or chart of thousands is no table.
_MOST_CROSSINGS = 40_000
# A line is looked for in strips of so many pixels, at about 150 dpi (5 mm): letters are lower, words have gaps.
_STRIP = 32
_FILLED = 0.92
# From strip to strip a line moves by no more pixels than this (3.5 degrees), and is no thicker than that (1 mm).
_STEP = 2
_THICKEST = 6
# Strips on end that make a line: 16 mm across, 11 mm down (two rows of a table).
_LEAST_ACROSS = 3
_LEAST_DOWN = 2
# Ink is so much darker than the paper around.
_INK = 0.72
_MOST_LINES = 2_000


def tables(edges: list[Box]) -> list[list[list[Box | None]]]:
    """The tables that *edges* enclose: rows of cells of two columns at least."""
    upright = [edge for edge in edges if edge.x1 - edge.x0 < edge.bottom - edge.top and edge.bottom - edge.top > 3]
    level = [edge for edge in edges if edge.x1 - edge.x0 >= edge.bottom - edge.top and edge.x1 - edge.x0 > 3]
    if len(upright) < 2 or len(level) < 2 or len(upright) * len(level) > _MOST_CROSSINGS * 25:
        return []
    from pdfplumber import table  # a tenth of a second, for pages with ruled tables only

    merged = table.merge_edges([*map(_upright, upright), *map(_level, level)], 3, 3, 3, 3)
    if sum(e["orientation"] == "v" for e in merged) * sum(e["orientation"] == "h" for e in merged) > _MOST_CROSSINGS:
        return []
    cells = table.intersections_to_cells(table.edges_to_intersections(merged, 3, 3))
    return [rows for found in table.cells_to_tables(cells) if (rows := _in_rows([Box(*cell) for cell in found]))]


def _upright(edge: Box) -> dict[str, Any]:
    x = (edge.x0 + edge.x1) / 2
    return {
        "x0": x,
        "x1": x,
        "top": edge.top,
        "bottom": edge.bottom,
        "orientation": "v",
        "width": 0,
        "height": edge.bottom - edge.top,
    }


def _level(edge: Box) -> dict[str, Any]:
    y = (edge.top + edge.bottom) / 2
    return {
        "x0": edge.x0,
        "x1": edge.x1,
        "top": y,
        "bottom": y,
        "orientation": "h",
        "width": edge.x1 - edge.x0,
        "height": 0,
    }


def _in_rows(cells: list[Box]) -> list[list[Box | None]]:
    lefts = sorted({cell.x0 for cell in cells})
    tops = sorted({cell.top for cell in cells})
    if len(lefts) < 2 or len(tops) < 2:
        return []
    rows: list[list[Box | None]] = [[None] * len(lefts) for _ in tops]
    for cell in cells:
        rows[tops.index(cell.top)][lefts.index(cell.x0)] = cell
    return rows


# --- lines in an image ----------------------------------------------------------------------------------------------


class Stroke(NamedTuple):
    """A straight line in an image, in pixels: from one end to the other."""

    x0: float
    y0: float
    x1: float
    y1: float


class Ink(NamedTuple):
    """Where there is ink on the image of a page, at about 150 dpi, and how many pixels of the image are one of it, across and down."""

    mask: NDArray[np.bool_]
    step: int

    @classmethod
    def of(cls, grey: NDArray[np.uint8], dpi: float) -> Ink:
        """Tell ink from paper by the darkness of the usual pixel."""
        step = max(1, round(dpi / 150))
        height, width = (size // step * step for size in grey.shape)
        # The darkest of the pixels that are made one: a thin line stays.
        bits = [grey[y:height:step, x:width:step] for y in range(step) for x in range(step)]
        coarse = reduce(np.minimum, bits)
        return cls(coarse < _INK * np.median(coarse[::4, ::4]), step)


def strokes(ink: Ink) -> list[Stroke]:
    """The lines across and down on a page, thin and long enough to part cells; they may slope by 3 degrees."""
    mask, step = ink
    across = list(_lines(mask, _LEAST_ACROSS))
    down = list(_lines(np.ascontiguousarray(mask.T), _LEAST_DOWN))
    if len(across) + len(down) > _MOST_LINES:
        return []
    return [
        *(Stroke(*(place * step for place in line)) for line in across),
        *(Stroke(y0 * step, x0 * step, y1 * step, x1 * step) for x0, y0, x1, y1 in down),
    ]


class _Trace:
    """A line being followed from strip to strip."""

    __slots__ = ("first", "heights", "last")

    def __init__(self, strip: int, height: float) -> None:
        self.first = self.last = strip
        self.heights = [height]


def _lines(ink: NDArray[np.bool_], least: int) -> Iterator[tuple[float, float, float, float]]:
    """The lines from left to right in *ink*: where each begins and ends."""
    count = ink.shape[1] // _STRIP
    if count < least:
        return
    # A line that slopes by a pixel within a strip fills two rows of it by halves.
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    filled = thick[:, : count * _STRIP].reshape(ink.shape[0], count, _STRIP).sum(axis=2, dtype=np.uint8)
    marked = filled >= _FILLED * _STRIP
    traces: list[_Trace] = []
    followed: list[_Trace] = []
    for strip in range(count):
        going: list[_Trace] = []
        for height in _thin(np.flatnonzero(marked[:, strip])):
            trace = next((t for t in followed if abs(t.heights[-1] - height) <= _STEP), None)
            if trace is None:
                trace = _Trace(strip, height)
                traces.append(trace)
            else:
                followed.remove(trace)
                trace.last = strip
                trace.heights.append(height)
            going.append(trace)
        followed = going
    for trace in traces:
        if trace.last - trace.first + 1 >= least:
            left, right = trace.heights[0], trace.heights[-1]
            x0 = trace.first * _STRIP - _beyond(ink, left, trace.first * _STRIP, -1)
            x1 = (trace.last + 1) * _STRIP + _beyond(ink, right, (trace.last + 1) * _STRIP, 1)
            yield x0, left, x1, right


def _thin(rows: NDArray[np.intp]) -> Iterator[float]:
    """The middles of the runs among *rows* that are no thicker than a line."""
    if not len(rows):
        return
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        if len(run) <= _THICKEST + 1:
            yield (float(run[0]) + float(run[-1]) - 1) / 2


def _beyond(ink: NDArray[np.bool_], height: float, place: int, way: int) -> int:
    """How many pixels a line goes on beyond the strip's edge at *place*; negative where it ends before it."""
    low = max(math.floor(height) - 1, 0)
    band = np.any(ink[low : low + 4], axis=0)
    leftward, rightward = band[max(place - _STRIP, 0) : place][::-1], band[place : place + _STRIP]
    outside, inside = (rightward, leftward) if way > 0 else (leftward, rightward)
    beyond = _run(outside, of=True)
    return beyond or -_run(inside, of=False)


def _run(row: NDArray[np.bool_], *, of: bool) -> int:
    """How many values from the first on are *of*."""
    other = np.flatnonzero(row != of)
    return int(other[0]) if len(other) else len(row)
