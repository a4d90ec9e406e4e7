"""What a text file tells of the pages that it was made from: where they turn, their heads and feet, and their width.

``Transkript`` after a web viewer's own lines; ``2 Ks 31 …``, ``Page 2: Protokoll`` and ``(2)`` where its pages turn;
``Justerandes sign Utdragsbestyrkande 4`` between two sentences; a line that ends where the next word had no room.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extractors import language
from pipeline.readers.lines import page_number
from schemas.text import FurnitureKind

# A viewer's own lines are few: the document begins within so many lines that are not empty.
_VIEWER_LINES = 40
# Text whose lines are longer is not cut to a width: a paragraph is a line.
_WIDEST = 130
# With proportional letters lines of one width differ in characters by about a tenth.
_NEARLY_FULL = 0.9
# A line that goes on in lower case, and is at least so full, goes on: headings are set in larger letters.
_HALF_FULL = 0.5
# So many lines that are full and go on in lower case show that a text was cut.
_CUT_LINES = 3
# A line that comes so many times may be a page foot.
_REPEATED = 3
# The lines of a page head or foot.
_EDGE_LINES = 8
_LIST_ITEM = re.compile(r"(?:[-–•*·▪●]|\(?\d{1,3}[.):]|[A-Za-zÅÄÖåäö][.)]|§)\s|\d{1,3}\s*§")
# An item's number in the margin, its text beside it.
_MARGIN = re.compile(r"§\s*\d{1,4}\s?[a-z]?\.?|\d{1,4}\s*§|\d{1,3}[.)]")
_BRACKETED = re.compile(r"\((\d{1,4})\)$")
_NUMBERED = re.compile(r"(\d{1,4})\s+\S")


@dataclass(frozen=True)
class Line:
    """A line of a text file: its cells (none: an empty line), and what it is.

    Args:
        is_row: a row of a table that the format marks as one.
        heading: the level of a heading that the format marks.
        furniture: the whole line is no part of what is said.
        inside: places in the line that are none, by their characters.
        soft: the sentence goes on in the next line.
    """

    cells: tuple[str, ...] = ()
    is_row: bool = False
    heading: int | None = None
    furniture: FurnitureKind | None = None
    inside: tuple[tuple[int, int, FurnitureKind], ...] = ()
    soft: bool = False

    @property
    def content(self) -> str:
        """As it will stand in the text."""
        return "\t".join(self.cells)


def arranged(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages, also those that only a viewer's marks tell, with furniture and soft breaks marked."""
    # A viewer's own lines stand on the first page that the file marks.
    opening = _opening(pages[0])
    found = [list(page) for page in pages] if len(pages) > 1 else _viewer_pages(pages[0], opening)
    if opening is not None:
        found[0] = _viewer_furniture(found[0], opening)
    found = _edges_marked(found) if len(found) > 1 else [_repeats_marked(found[0])]
    width = _width(found)
    return [_soft_breaks(list(map(_feet_marked, page)), width) for page in found]


# --- web viewers ----------------------------------------------------------------------------------------------------


@cache
def _viewer_line() -> re.Pattern[str]:
    return re.compile(rf"[•\s]*(?:{language.alternatives(language.load('sv').viewers.lines)}|\d{{1,6}}$)", re.I)


@cache
def _page_title() -> re.Pattern[str]:
    return re.compile(rf"{language.alternatives(language.load('sv').viewers.page)}\s(\d{{1,4}}):(?:\s|$)")


def _opening(lines: Sequence[Line]) -> int | None:
    """The line after which a viewer shows the document."""
    words = set(language.load("sv").viewers.openings)
    filled = [number for number, line in enumerate(lines) if line.cells][:_VIEWER_LINES]
    return next((number for number in filled if lines[number].content in words), None)


def _viewer_pages(lines: Sequence[Line], opening: int | None) -> list[list[Line]]:
    """The pages told by numbered lines that run on from 1 (or from 2, where the first page is not numbered)."""
    candidates = [(_page_title(), 0), (_BRACKETED, 0)]
    if opening is not None:
        candidates.append((_NUMBERED, opening + 1))
    for pattern, first in candidates:
        turns = _run(lines, pattern, first)
        if not turns:
            continue
        marked = list(lines)
        for at, _, end in turns:
            whole = pattern is not _NUMBERED
            marked[at] = replace(
                lines[at], furniture="head" if whole else None, inside=() if whole else ((0, end, "head"),)
            )
        if pattern is _NUMBERED:
            _mark_common_start(marked, [at for at, _, _ in turns])
        # What stands before the mark of page 1 (a viewer's lines) is on that page.
        starts = [0, *(at for at, number, _ in turns if number > 1)]
        return [marked[start:end] for start, end in zip(starts, [*starts[1:], len(marked)], strict=True)]
    return [list(lines)]


def _mark_common_start(lines: list[Line], turns: Sequence[int]) -> None:
    """Mark what most pages begin with, where a page is run together to one line: its head. The first stays text."""
    words = {at: list(re.finditer(r"\S+", lines[at].content[lines[at].inside[0][1] :])) for at in turns}
    agreeing, length = list(turns), 0
    while True:
        here = {at: _word_of_head([word[0] for word in words[at]], length) for at in agreeing}
        word, times = Counter(here.values()).most_common(1)[0]
        if word is None or times * 2 <= len(turns) or times < 2:
            break
        agreeing, last, length = [at for at in agreeing if here[at] == word], word, length + 1
    # "SN 51", "SN 53": the word before numbers that differ belongs to the items.
    if length and last.isalpha() and all(found is not None and found.isdigit() for found in here.values()):
        length -= 1
    heads = {at: [_word_of_head([word[0] for word in words[at]], index) for index in range(length)] for at in turns}
    usual = heads[agreeing[-1]]
    for at in [at for at in turns if heads[at] == usual][1:] if length > 1 else []:
        lines[at] = replace(lines[at], inside=((0, lines[at].inside[0][1] + words[at][length - 1].end(), "head"),))


def _word_of_head(words: Sequence[str], index: int) -> str | None:
    """A word as it is the same on every page: a page's number is "#"; none from the sign of an item on."""
    if index >= len(words) or words[index] == "§":
        return None
    before, after = " ".join(words[max(index - 1, 0) : index]), " ".join(words[index + 1 : index + 2])
    is_number = words[index].isdigit() and (before in language.load("sv").furniture.page or _BRACKETED.match(after))
    return "#" if is_number or re.fullmatch(r"\d+\(\d+\)", words[index]) else words[index]


def _run(lines: Sequence[Line], pattern: re.Pattern[str], first: int) -> list[tuple[int, int, int]]:
    """The lines that *pattern* numbers 1, 2, 3 …, each after an empty one: which line, its number, where that ends."""
    turns: list[tuple[int, int, int]] = []
    due = {1, 2} if pattern is _BRACKETED else {1}
    for at in range(first, len(lines)):
        match = pattern.match(lines[at].content)
        if match and int(match[1]) in due and (at == first or not lines[at - 1].cells):
            turns.append((at, int(match[1]), match.end(1)))
            due = {int(match[1]) + 1}
    return turns


def _viewer_furniture(page: Sequence[Line], opening: int) -> list[Line]:
    """The first page with the viewer's own lines marked. Its title stays, unless the page itself says all of it."""
    said = Counter(word for line in page[opening + 1 :] for word in line.content.split())
    marked = list(page)
    for number in range(opening + 1):
        line = page[number]
        words = line.content.split()
        if number == opening or _viewer_line().match(line.content) or all(word in said for word in words):
            marked[number] = replace(line, furniture="front_matter")
    return marked


# --- page heads and feet --------------------------------------------------------------------------------------------


@cache
def _edge_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is a page's foot, or a signing service's stamp, by its words alone."""
    words = language.load("sv").furniture
    return re.compile(language.alternatives(words.feet)), re.compile(language.alternatives(words.stamps))


def _edges_marked(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Pages with their heads and feet marked: the lines at an edge that most pages have there, digits apart."""
    marked = [list(page) for page in pages]
    _mark_edge(marked, "head")
    _mark_edge(marked, "foot")
    return _strays_marked(marked)


def _mark_edge(pages: list[list[Line]], kind: FurnitureKind) -> None:
    is_foot = kind == "foot"
    edges = [_edge(page, is_foot) for page in pages]
    # A foot stands at its place from below; a head may have a line more above it.
    times = Counter(
        key
        for page, edge in zip(pages, edges, strict=True)
        for key in {(_digitless(page[at]), index if is_foot else 0) for index, at in enumerate(edge)}
    )
    before: dict[str, str] = {}
    proven: set[str] = set()
    for page, edge in zip(pages, edges, strict=True):
        found: dict[int, FurnitureKind] = {}
        for index, at in enumerate(edge):
            if (alone := _by_itself(page[at], is_foot)) is not None:
                found[at] = alone
            elif _is_shared(page[at], times[_digitless(page[at]), index if is_foot else 0], len(pages), is_foot):
                found[at] = kind
            else:
                break
        if not is_foot and not _continues([page[at] for at in found], before, proven):
            # The first head of a document stays text: it may be the only place that names organisation and date.
            found = {at: each for at, each in found.items() if page is not pages[0] and _by_itself(page[at], is_foot)}
        proven |= {_digitless(page[at]) for at in found}
        for at, each in found.items():
            page[at] = replace(page[at], furniture=each)
        before |= {_digitless(page[at]): page[at].content for at in edge}


def _edge(page: Sequence[Line], is_foot: bool) -> list[int]:
    """The lines nearest to the top of a page, or to its bottom, from there inwards."""
    filled = [number for number, line in enumerate(page) if line.cells and not line.furniture]
    return filled[: -_EDGE_LINES - 1 : -1] if is_foot else filled[:_EDGE_LINES]


def _by_itself(line: Line, is_foot: bool) -> FurnitureKind | None:
    """What a line at a page's edge is by its words alone: a stamp, words of a foot, the number of the page."""
    feet, stamps = _edge_words()
    if stamps.match(line.content):
        return "stamp"
    if page_number().match(line.content) or (is_foot and feet.match(line.content)):
        return "foot" if is_foot else "head"
    return None


def _digitless(line: Line) -> str:
    """What a head or foot says on every page: without its digits, and without a page's number at the end."""
    return re.sub(r"\s*#\s*(?:\(#\))?$", "", re.sub(r"\d+", "#", line.content))


def _is_shared(line: Line, times: int, pages: int, is_foot: bool) -> bool:
    """Whether so many pages have the line that it is no part of what they say; what ends two pages may be chance."""
    is_item = "§" in line.content and bool(re.search(r"\d", line.content))
    return times * 2 > pages and times >= (3 if is_foot else 2) and not line.is_row and not is_item


def _continues(head: Sequence[Line], before: dict[str, str], proven: set[str]) -> bool:
    """Whether a page's head is that of a page before, and not the first of the next document in a volume.

    One without a date or a page's number may begin a document of one page just as well, unless its lines have been
    together with such a number before.
    """
    known = all(
        _digitless(line) in before and _runs_on(before[_digitless(line)], line.content)
        for line in head
        if _by_itself(line, False) is None
    )
    return known and any(re.search(r"\d", line.content) or _digitless(line) in proven for line in head)


def _runs_on(before: str, now: str) -> bool:
    """Whether two heads differ in nothing but the page's number; the next meeting's has another date."""
    page = r"\d+\s*\(\s*\d+\s*\)"
    pairs = zip(*(re.findall(r"\d+", re.sub(page, "", head)) for head in (before, now)), strict=False)
    return all(int(after) - int(last) in (0, 1) for last, after in pairs)


def _strays_marked(pages: list[list[Line]]) -> list[list[Line]]:
    """Pages with the heads marked that a converter put in their midst: the same line, its date or number in it."""
    heads = Counter(line.content for page in pages for line in page if line.furniture == "head")
    strays = {content for content, times in heads.items() if times >= _REPEATED and re.search(r"\d", content)}
    # On the first page it is the one that stays text.
    return [
        [replace(line, furniture="head") if at and line.content in strays else line for line in page]
        for at, page in enumerate(pages)
    ]


@cache
def _document_name() -> re.Pattern[str]:
    heads = language.alternatives(language.load("sv").viewers.heads)
    # "Almby kommun Kommunstyrelsen, protokoll", "Protokoll nr 5"; "Föregående protokoll" is an item.
    return re.compile(rf"(?:(?:\S+\s+){{3,}}{heads}|{heads}\b.*\d.*)$", re.I)


def _repeats_marked(page: Sequence[Line]) -> list[Line]:
    """Text without pages, with the lines marked that stand alone, name the document, and come back; not the first."""
    times = Counter(line.content for line in page)
    marked, seen = list(page), set()
    for at, line in enumerate(page):
        alone = not any(near.cells for near in (*page[max(at - 1, 0) : at], *page[at + 1 : at + 2]))
        if alone and times[line.content] >= _REPEATED and _document_name().match(line.content):
            if line.content in seen:
                marked[at] = replace(line, furniture="foot")
            seen.add(line.content)
    return marked


@cache
def _feet() -> re.Pattern[str]:
    words = language.alternatives(language.load("sv").furniture.feet)
    # Two together, or one that ends its line; the page's number may follow at the end of the line.
    return re.compile(rf"(?<!\S)(?:(?:{words}(?:\s|$)\s*){{2,}}|{words}\s*(?=\d{{0,3}}$))(?:\d{{1,3}}$)?")


def _feet_marked(line: Line) -> Line:
    """The line with ``Justerandes sign Utdragsbestyrkande`` in it marked, where pages were run together."""
    if line.furniture or line.is_row:
        return line
    found = [(match.start(), match.start() + len(match[0].rstrip())) for match in _feet().finditer(line.content)]
    if found == [(0, len(line.content))]:
        return replace(line, furniture="foot")
    return replace(line, inside=(*line.inside, *((start, end, "foot") for start, end in found)))


# --- lines cut to a width -------------------------------------------------------------------------------------------


def _width(pages: Iterable[Sequence[Line]]) -> int | None:
    """In characters, the width to which the text was cut; none where a paragraph is a line."""
    pairs = [
        (prose, following)
        for page in pages
        for line, after in pairwise(page)
        if (prose := _prose(line)) and (following := _prose(after)) and len(after.cells) == 1
    ]
    lengths = sorted(len(line) for line, _ in pairs)
    if not lengths or (width := lengths[len(lengths) * 95 // 100]) > _WIDEST:
        return None
    cut = sum(
        len(line) > width * _NEARLY_FULL and line[-1] not in ".:;!?" and after[0].islower() for line, after in pairs
    )
    return width if cut >= _CUT_LINES else None


def _soft_breaks(page: Sequence[Line], width: int | None) -> list[Line]:
    if width is None:
        return list(page)
    after = [*page[1:], Line()]
    return [replace(line, soft=_goes_on(line, following, width)) for line, following in zip(page, after, strict=True)]


def _goes_on(line: Line, after: Line, width: int) -> bool:
    prose, following = _prose(line), _prose(after)
    if not prose or not following or len(after.cells) > 1 or _LIST_ITEM.match(following):
        return False
    word = following.split()[0]
    is_full = len(prose) + 1 + len(word) > width * _NEARLY_FULL
    if word[0].islower() and word not in language.load("sv").viewers.clauses:
        return is_full or len(prose) > width * _HALF_FULL
    # A sentence that ends with its line may end the paragraph: nothing is torn if it does not.
    return is_full and prose[-1] not in ".:;!?"


def wraps(cell: str) -> list[int]:
    """The line breaks of a cell at which the next word had no room: its sentence goes on there.

    >>> wraps("Förslag\\nEva Ek registrerar och\\nNils Ek utses i maj.")
    [30]
    """
    lines = cell.split("\n")
    width = max(map(len, lines))
    found, end = [], 0
    for line, after in pairwise(lines):
        end += len(line)
        word = after.split(maxsplit=1)[:1]
        full = word and len(line) + 1 + len(word[0]) > width and len(lines) > 2
        if full and line[-1:] not in ".:;!?" and not _LIST_ITEM.match(after):
            found.append(end)
        end += 1
    return found


def _prose(line: Line) -> str:
    """The running text of a line, beside an item's number in the margin or alone; empty where it is something else."""
    if line.furniture or line.heading or line.is_row:
        return ""
    if len(line.cells) == 2 and _MARGIN.fullmatch(line.cells[0]):
        return line.cells[1]
    return line.cells[0] if len(line.cells) == 1 else ""
