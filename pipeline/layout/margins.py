"""What stands beside the text or across it and is no part of it: numbers of lines, initials, a stamp, ``UTKAST`` in large letters.

It is kept, as furniture of the kind *stamp*, after the page's text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from statistics import median

from extractors import language
from pipeline.layout.rows import Placed, PlacedPage

# Numbers of lines: so many at least, one under the other, that rise by one step; each line's own are set smaller than the text,
# or they may be the numbers of items.
_FEWEST_NUMBERS = 3
_FEWEST_SMALL = 8
_STEPS = (5, 10)
_SMALL = 0.85
_ALIGNED = 2.0
# A word across the page is so much larger than the text, a stamp's date so near below it.
_LARGE = 2.0
_NEAR = 1.6
_BESIDE = 2.0
_INITIALS = re.compile(r"(?:[A-ZÅÄÖ]\.){2,3}|[A-ZÅÄÖ]{2}|[A-ZÅÄÖ]/[A-ZÅÄÖ]")
_DATE = re.compile(r"[\d./-]{2,10}|\d{1,2}|[a-zåäö]{3,9}\.?", re.I)


def without_margin(page: PlacedPage) -> PlacedPage:
    """*page* with what is no text among its stamps."""
    # Few words of a page are figures or capitals alone: the rest is not looked at again.
    numbers = [word for word in page.words if word[4].isdecimal()]
    capitals = [word for word in page.words if word[4].isupper()]
    found = [
        *_line_numbers(numbers, page.words),
        *_across(capitals, page.words),
        *_received(capitals, page.words),
        *_initialled(capitals, page.words),
    ]
    if not found:
        return page
    taken = {id(word) for line in found for word in line}
    words = [word for word in page.words if id(word) not in taken]
    return replace(page, words=words, stamps=[*page.stamps, *found])


def _usual_height(words: list[Placed]) -> float:
    return median(word.height for word in words)


def _line_numbers(numbers: list[Placed], words: list[Placed]) -> Iterable[list[Placed]]:
    """The numbers beside the lines: in the margin, rising by five or ten, or by one in small print."""
    columns: dict[int, list[Placed]] = defaultdict(list)
    for word in numbers:
        columns[round(word.x1 / _ALIGNED)].append(word)
    for column in columns.values():
        if len(column) < _FEWEST_NUMBERS:
            continue
        column.sort(key=lambda word: word.top)
        steps = {int(below.text) - int(above.text) for above, below in pairwise(column)}
        if len(steps) != 1:
            continue
        step = steps.pop()
        small = len(column) >= _FEWEST_SMALL and max(word.height for word in column) < _SMALL * _usual_height(words)
        if not (step in _STEPS and int(column[0].text) % step == 0) and not (step == 1 and small):
            continue
        left, right = min(word.x0 for word in column), max(word.x1 for word in column)
        mine = {id(word) for word in column}
        others = [word for word in words if id(word) not in mine]
        if all(word.x0 > right for word in others) or all(word.x1 < left for word in others):
            yield column


def _across(capitals: list[Placed], words: list[Placed]) -> Iterable[list[Placed]]:
    """``UTKAST`` in letters much larger than those of the text."""
    for word in capitals:
        if word.text.casefold() in _furniture().watermarks and word.height > _LARGE * _usual_height(words):
            yield [word]


def _received(capitals: list[Placed], words: list[Placed]) -> Iterable[list[Placed]]:
    """``INKOM`` and the date under it, set apart from the text beside them."""
    for word in capitals:
        if word.text.casefold() in _furniture().received:
            beside = [other for other in words if other is not word and _on_a_line(word, other)]
            if all(max(other.x0 - word.x1, word.x0 - other.x1) > _BESIDE * word.height for other in beside):
                under = [
                    other
                    for other in words
                    if 0 < other.top - word.top < _NEAR * word.height
                    and other.x1 > word.x0 - word.height
                    and other.x0 < word.x1 + word.height
                    and _DATE.fullmatch(other.text)
                ]
                yield [word, *under]


def _on_a_line(word: Placed, other: Placed) -> bool:
    return abs((word.top + word.bottom) - (other.top + other.bottom)) < word.height


def _initialled(capitals: list[Placed], words: list[Placed]) -> Iterable[list[Placed]]:
    """The initials of those who adjust, in the left margin: nothing else begins so far to the left."""
    marks = [word for word in capitals if _INITIALS.fullmatch(word.text)]
    if not marks:
        return
    mine = {id(word) for word in marks}
    edge = min((word.x0 for word in words if id(word) not in mine), default=0.0)
    for word in marks:
        if word.x1 < edge - word.height / 2:
            yield [word]


@cache
def _furniture() -> language.FurnitureWords:
    return language.load("sv").furniture
