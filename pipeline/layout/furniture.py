"""Page heads and feet: lines that repeat from page to page, page numbers, ``Justerandes sign``, what signing services stamp."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from extractors import language
from pipeline.layout.rows import NO_LIMIT, PlacedPage, Row
from schemas.text import FurnitureKind

# A head or foot stands within this share of the page's height from its edge, and moves no more than so much of it.
_EDGE = 0.2
_EDGE_LINES = 12
# The white between a head or foot and the body is at least so many times the letters' height.
_SET_OFF = 1.3
# Without places a line must come back on so many of the pages near by: a last line of the body ("Beslutet antecknas.")
# comes back on some of them too; left and right pages may have heads of their own.
_NEAR_PAGES = 4
_REPEATED_SHARE = 0.45
_HEAD_DRIFT = 0.005

_ITEM = re.compile(r"§|\d{1,3}\s?§")
_NUMBER = re.compile(r"\d+")


class EdgeLine(NamedTuple):
    """A line of a page; where the format has places, how far down the page, and the white below in letters' heights."""

    text: str
    place: float | None = None
    white: float | None = None


def page_furniture(pages: Sequence[Sequence[EdgeLine]]) -> list[dict[int, FurnitureKind]]:
    """Which lines of which page are its head or foot: for each page the numbers of the lines, and the kind.

    A head repeats from page to page, digits apart, with nothing above it but more of the head: at the same place, or
    on about every other page where there are no places. A foot does so from below. Page numbers and words that stand only
    there (``Justerandes sign``) are enough by themselves. The first head of a document stays text, since its
    organisation, body and date often stand nowhere else.
    """
    found: list[dict[int, FurnitureKind]] = [{} for _ in pages]
    _mark(pages, found, "head")
    _mark(pages, found, "foot")
    return found


def placed_furniture(rows: list[list[Row]], pages: Sequence[PlacedPage]) -> list[dict[int, FurnitureKind]]:
    """``page_furniture`` of pages whose rows have places."""
    placed = []
    for page, page_rows in zip(pages, rows, strict=True):
        height = page.width if page.turned in (90, 270) else page.height
        lines = []
        for row, below in zip_longest(page_rows, page_rows[1:]):
            white = (below.top - row.bottom) / below.height if below else NO_LIMIT
            lines.append(EdgeLine(row.text, row.top / height, white))
        placed.append(lines)
    return page_furniture(placed)


class _EdgePatterns(NamedTuple):
    foot: re.Pattern[str]
    stamp: re.Pattern[str]
    page_number: re.Pattern[str]


@cache
def _edge_patterns() -> _EdgePatterns:
    words = language.load("sv").furniture
    of = rf"(?:/|{language.alternatives(words.of)})\s*\d{{1,4}}|\(\s*\d{{1,4}}\s*\)"
    number = rf"(?:{language.alternatives(words.page)}\s*)?[-–(]?\s*\d{{1,4}}\s*(?:{of})?\s*[-–)]?$"
    return _EdgePatterns(
        foot=re.compile(language.alternatives(words.feet), re.I),
        stamp=re.compile(language.alternatives(words.stamps), re.I),
        page_number=re.compile(number, re.I),
    )


def _mark(
    pages: Sequence[Sequence[EdgeLine]], found: list[dict[int, FurnitureKind]], kind: Literal["head", "foot"]
) -> None:
    patterns = _edge_patterns()
    edges = [[*enumerate(lines)][:: -1 if kind == "foot" else 1][:_EDGE_LINES] for lines in pages]
    places: dict[str, dict[int, list[float | None]]] = {}
    for page, edge in enumerate(edges):
        for _, line in edge:
            places.setdefault(_key(line.text), {}).setdefault(page, []).append(line.place)
    for page, edge in enumerate(edges):
        run: dict[int, FurnitureKind | None] = {}
        for index, line in edge:
            text = line.text.strip()
            if line.place is not None and (line.place < 1 - _EDGE if kind == "foot" else line.place > _EDGE):
                break
            if patterns.stamp.match(text):
                run[index] = "stamp"
            elif patterns.page_number.match(text) or (kind == "foot" and patterns.foot.match(text)):
                # A page number on top of the first page is no head yet, but what stands below it may be one.
                run[index] = kind
            elif _ITEM.match(text) or not _repeats(places[_key(text)], page, line.place, len(pages)):
                break
            else:
                run[index] = None if kind == "head" and _is_first(pages, page, line) else kind
        for index in _set_off(run, pages[page], kind):
            if piece := run[index]:
                found[page][index] = piece


def _set_off(
    run: dict[int, FurnitureKind | None], lines: Sequence[EdgeLine], kind: Literal["head", "foot"]
) -> list[int]:
    """The lines of *run* outside the innermost white that parts heads and feet from the body.

    Two pages of one pattern have lines of the body in common that stand at the same place.
    """
    numbers = list(run)
    for end in range(len(numbers), 0, -1):
        inner = numbers[end - 1] if kind == "head" else numbers[end - 1] - 1
        white = lines[inner].white if 0 <= inner < len(lines) else None
        if white is None or white >= _SET_OFF:
            return numbers[:end]
    return [number for number in numbers if _is_edge_word(lines[number].text)]


def _is_edge_word(text: str) -> bool:
    return any(pattern.match(text.strip()) for pattern in _edge_patterns())


def _repeats(places: dict[int, list[float | None]], page: int, place: float | None, pages: int) -> bool:
    """Whether a line comes back on pages near by, at the same place; places are None where a format has none."""
    if place is None:
        near = range(max(page - _NEAR_PAGES, 0), min(page + _NEAR_PAGES + 1, pages))
        return len(near) > 1 and sum(other in places for other in near) >= max(2, _REPEATED_SHARE * len(near))
    others = {
        other
        for other, found in places.items()
        if other != page and any(at is not None and abs(at - place) < _HEAD_DRIFT for at in found)
    }
    return len(others) >= 2 or page - 1 in others or page + 1 in others


def _key(text: str) -> str:
    return _NUMBER.sub("#", " ".join(text.split()))


def _is_first(pages: Sequence[Sequence[EdgeLine]], page: int, line: EdgeLine) -> bool:
    """Whether this head is the first of its document: nothing above it in the file, or another date in it."""
    if page == 0:
        return True
    key = _key(line.text)
    above = next((other for other in pages[page - 1][:_EDGE_LINES] if _key(other.text) == key), None)
    if above is None:
        return False
    before, now = _NUMBER.findall(above.text), _NUMBER.findall(line.text)
    return any(int(n) != int(b) and int(n) != int(b) + 1 for b, n in zip(before, now, strict=True))
