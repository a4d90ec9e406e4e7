"""What the text is made of: lines and tables, in reading order."""

from __future__ import annotations

from pipeline.layout.rows import Placed, Row
from schemas.text import FurnitureKind


class Line:
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
        """Of its last cell, in points."""
        return self.bottom - self.top


class Table:
    """A table to be: rows of cells of lines."""

    __slots__ = ("bottom", "rows", "top")

    def __init__(self, rows: list[list[list[Line]]]) -> None:
        self.rows = rows
        lines = [line for row in rows for cell in row for line in cell]
        self.top = min(line.top for line in lines)
        self.bottom = max(line.bottom for line in lines)


Block = Line | Table


def plain_line(row: Row, limit: float, furniture: FurnitureKind | None = None) -> Line:
    """A row as one line, a cell for each of its fragments."""
    return Line([fragment.words for fragment in row.fragments], limit, furniture)
