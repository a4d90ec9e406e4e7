"""How far back in time a search must look: stretches of days, and windows of them, the newest first.

PostgreSQL's index tells the hits of a question in no order, all at once: of a word that a hundred thousand entries have, each would be
looked at before the newest is known. So each entry has the marks of the stretches of 8, 64 and 512 days in which its meeting was, and a
question is asked of the newest two thousand entries first. What it finds there tells how far back the next window must reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.register.rows import DAY_BITS, mark

# By so many bits a key is longer than the number of a stretch: of 8, 64 and 512 days.
_SHIFTS: Final = (DAY_BITS + 3, DAY_BITS + 6, DAY_BITS + 9)
# So many entries the first window has: all that a page and its counts need, where each of them is a hit.
_FIRST: Final = 2_000
# By so much a window is larger than it should have to be.
_MARGIN: Final = 1.2
# At most so many times as large as those before it, where they had fewer hits than tell how frequent they are.
_GROWTH: Final = 16
_TELLING: Final = 50


def stretch(key: int) -> int:
    """The number of the shortest stretch that has a key."""
    return key >> _SHIFTS[0]


def marks(key: int) -> tuple[str, ...]:
    """The marks of the stretches that have a key, the shortest first."""
    return tuple(_mark(level, key >> shift) for level, shift in enumerate(_SHIFTS))


def _mark(level: int, number: int) -> str:
    return mark("stretch", f"{level}:{number}")


@dataclass(frozen=True)
class Window:
    """Keys from *least* to *most*, both included, None without an end; all have one of *marks*, where there are any."""

    least: int | None
    most: int | None
    marks: tuple[str, ...] = ()


class Back:
    """The way back in time through windows."""

    def __init__(
        self, counts: Sequence[tuple[int, int]] | None, least: int | None = None, most: int | None = None
    ) -> None:
        """Begin.

        Args:
            counts: the stretches between *least* and *most* that have entries, newest first, and how many; None: all is one window.
            least: the least key that is asked, None for no end.
            most: the greatest.
        """
        self._counts = counts or ()
        self._least = least
        self._most = most
        self._is_bounded = least is not None or most is not None
        self._at = 0
        self._covered = 0
        # Where nothing is, nothing is asked.
        self._is_done = counts is not None and not counts

    def window(self, missing: int, found: int) -> Window | None:
        """The next window; None after the last.

        Args:
            missing: how many hits are still wanted.
            found: how many there were in the windows before.
        """
        if self._is_done:
            return None
        start, wanted = self._at, self._covered + self._size(missing, found)
        while self._at < len(self._counts) and self._covered < wanted:
            self._covered += self._counts[self._at][1]
            self._at += 1
        self._is_done = self._at == len(self._counts)
        stretches = [number for number, _ in self._counts[start : self._at]]
        least = self._least if self._is_done else stretches[-1] << _SHIFTS[0]
        # The whole past needs no marks; what is newer was found in the windows before, or is little.
        told = () if self._is_done and not self._is_bounded else _cover(stretches)
        window = Window(least, self._most, told)
        self._most = least - 1 if least is not None else None
        return window

    def _size(self, missing: int, found: int) -> float:
        """How many entries the next window should have."""
        if not self._covered:
            return _FIRST
        expected = _MARGIN * missing * self._covered / found if found else float("inf")
        # What few of so many entries have is rare: all are looked at.
        is_told = found >= _TELLING or self._covered > _GROWTH * _FIRST
        return expected if is_told else min(expected, _GROWTH * self._covered)


def _cover(stretches: Sequence[int]) -> tuple[str, ...]:
    """The fewest marks that all keys in *stretches*, newest first, have one of, and keys beyond the first and the last have none.

    >>> len(_cover([17, 16])), len(_cover(range(15, 7, -1))), len(_cover(range(16, 6, -1))), len(_cover([2_000_000, 9]))
    (2, 1, 3, 2)
    """
    found: dict[str, None] = {}
    for number in stretches:
        widest = 0
        for level in (1, 2):
            low = number >> 3 * level << 3 * level
            if stretches[-1] <= low and low + (1 << 3 * level) - 1 <= stretches[0]:
                widest = level
        found[_mark(widest, number >> 3 * widest)] = None
    return tuple(found)
