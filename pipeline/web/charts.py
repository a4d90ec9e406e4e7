"""Bars of a chart: how long they are, so that a template draws them as SVG.

The longest bar fills the room; zero is where every bar begins. The figures stand beside the picture as a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

# How high the longest of upright bars is, in pixels; how wide the longest of lying ones, in hundredths of the picture: beside it stands
# its value.
HEIGHT: Final = 160
WIDTH: Final = 76

# A value above zero is seen.
_LEAST: Final = 1.5


class Bar(NamedTuple):
    """A bar: what it stands for, and how long it is."""

    name: str
    value: float
    length: float


def bars(values: Iterable[tuple[str, float]], room: float) -> list[Bar]:
    """A bar for each of *values*, in their order, the longest of them as long as *room*.

    >>> [bar.length for bar in bars([("2022", 5), ("2023", 10), ("2024", 0)], 100)]
    [50.0, 100.0, 0.0]
    """
    listed = list(values)
    most = max((value for _, value in listed), default=0) or 1
    return [Bar(name, value, round(max(room * value / most, _LEAST if value else 0.0), 1)) for name, value in listed]


def over_years(values: Mapping[str, float], most: int = 12) -> Sequence[tuple[str, float]]:
    """The values of the newest years in order of time, a year without any among them as zero.

    >>> over_years({"2022": 3, "2024": 5})
    [('2022', 3), ('2023', 0), ('2024', 5)]
    """
    years = sorted(int(year) for year in values if year.isdecimal())
    if not years:
        return []
    return [(str(year), values.get(str(year), 0)) for year in range(max(years[0], years[-1] - most + 1), years[-1] + 1)]


def largest(values: Mapping[str, float], most: int = 12) -> Sequence[tuple[str, float]]:
    """The largest values, the largest first.

    >>> largest({"a": 1, "b": 3, "c": 2}, 2)
    [('b', 3), ('c', 2)]
    """
    return sorted(values.items(), key=lambda one: (-one[1], one[0]))[:most]
