"""Where documents begin in a file: minutes wherever they do, others on top of a page.

``Protokoll fört vid …`` over ``Närvarande`` and another date begins minutes; ``Kallelse``, ``Tjänsteskrivelse``, ``Bilaga 2`` or
``Anslag/bevis`` on top of a page begins an agenda, an attachment or a notice, if the items of the minutes before it have ended. A page
head that repeats the title begins nothing, and no more does the list of matters between the cover of minutes and their first item.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from extractors import dates
from extractors.language import DocumentWords, Language
from extractors.sections import section_kind
from extractors.titles import Line, head_opens, is_title, label, lines, minutes_word, numbers_attachment, opens
from schemas.record import PartKind
from schemas.text import Page, Text

# The labels of a cover page stand within so many characters of its title.
_COVER = 2500
# One label at least is nearer.
_LABELLED = 400
# The title of a document is among the first lines of its page.
_TOP_LINES = 6
_LONGEST_TOP = 100
# What minutes are called stands in two lines; so many characters that are the same are a copy.
_NAMES = 200
_COPIED = 300
# Titles that begin with so many words alike are those of minutes of one body.
_SAME_WORDS = 3
# Above the title of minutes stand a logotype and a body, no more.
_ABOVE_TITLE = 300
_ABOVE_LINES = 3
# The head of an agenda, before its first matter.
_AGENDA_HEAD = 1500
# Of the numbers before and after a place so many are looked at; between two items one may be left out.
_RECENT = 10
_FOLLOWING = 3
_STEPS = (1, 2)

Day = tuple[int, int, int]

_NUMBER = re.compile(
    r"^[ \t]*(?:(?P<sign>§)[ \t]*(\d{1,4})|(\d{1,4})[ \t]*(?P<after>§)|(\d{1,3})(?:[.)][ \t]+|[ \t]*\t[ \t]*)(?=[A-ZÅÄÖ]))",
    re.M,
)


# An item or a point of a list: what stands below it on the page is no title of a document.
_NO_HEAD = re.compile(rf"{_NUMBER.pattern}|[-–•*]\s", re.M)
# What stands before the heading of an item: its number, on the same line or alone on the line above.
_ITEM = re.compile(r"(?:§[ \t]*\d{1,4}|\d{1,4}[ \t]*§|\d{1,3}[.)])[.:]?[ \t]*\n?[ \t]*")
# The number of a page beyond the first: "2 (9)", "Sida 4 av 7", "2/9"; "4/3 2031" is a day, "nr 2/31" are the second minutes of a year.
_LATER_PAGE = re.compile(
    r"(?<![\d/-])(?<!nr )(?<!nr\. )(?!1\b)\d{1,3}[ \t]*(?:\([ \t]*\d{1,3}[ \t]*\)|(?:av|/)[ \t]*\d{1,3}\b(?![ \t]*[-–]?\d))"
)


class Opening(NamedTuple):
    """Where a document begins, what it is to the file, its title, and the day of its meeting."""

    start: int
    kind: PartKind
    title: str | None = None
    day: Day | None = None


class _Head(NamedTuple):
    start: int
    title: int
    day: Day | None


class _Numbers:
    """The numbers that head lines, for telling whether the items before a place go on after it."""

    def __init__(self, content: str) -> None:
        # Where they stand, what they are, and whether the sign § stands beside them.
        self._places: list[int] = []
        self._numbers: list[tuple[int, bool]] = []
        for match in _NUMBER.finditer(content):
            number = next(int(group) for group in match.group(2, 3, 5) if group)
            self._places.append(match.start())
            self._numbers.append((number, bool(match["sign"] or match["after"])))

    def __call__(self, start: int, end: int) -> list[tuple[int, bool]]:
        return self._numbers[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def next(self, place: int) -> int:
        """Where the first number after *place* stands; far off without any."""
        index = bisect_left(self._places, place)
        return self._places[index] if index < len(self._places) else sys.maxsize

    def last(self, place: int) -> int:
        """Where the last number before *place* stands; 0 without any."""
        index = bisect_left(self._places, place)
        return self._places[index - 1] if index else 0

    def go_on(self, start: int, stop: int, place: int, end: int) -> bool:
        """Whether the items between *start* and *stop* go on after *place*: one of the next numbers is that of their next item.

        Beside the numbers of items there are some of statutes that are cited, and those of a list of matters on the cover.
        """
        before = self(start, stop)
        signed = any(sign for _, sign in before)
        recent = {number for number, sign in before[-_RECENT:] if sign == signed}
        following = [number for number, sign in self(place, end) if sign == signed][:_FOLLOWING]
        if not following or following[0] == 1:
            return False
        return any(number - step in recent for number in following for step in _STEPS)

    def begin_anew(self, start: int, place: int) -> bool:
        """Whether the first number after *place* is none of those that would follow the numbers from *start*."""
        before, after = self(start, place), bisect_left(self._places, place)
        return bool(before) and after < len(self._numbers) and self._numbers[after][0] <= min(before)[0]

    def come_again(self, start: int, place: int, end: int) -> bool:
        """Whether all numbers between *start* and *place* come once more."""
        return set(self(start, place)) <= set(self(place, end))


def openings(text: Text, language: Language) -> list[Opening]:
    """The places where documents of the file begin, in order; what stands before the first one is another."""
    numbers = _Numbers(text.content)
    heads = _minutes_heads(text, language, numbers)
    found = [Opening(head.start, "minutes", day=head.day) for head in heads]
    found += _tops(text, language, {head.start for head in heads})
    return _ended(sorted(found), text, numbers, language)


# --- minutes ---------------------------------------------------------------------------------------------------------


def _minutes_heads(text: Text, language: Language, numbers: _Numbers) -> list[_Head]:
    """Where minutes begin: at a title over the labels of a cover, with another date or with items that begin anew.

    A page head repeats the title too: its page has a number beyond 1, the date is the same, and items go on below it that nobody has
    signed yet. Minutes headed ``Bilaga`` are an attachment.
    """
    heads: list[_Head] = []
    for title in _titles_over_labels(text, numbers, language.documents):
        head = _Head(
            _line_above(text, title, heads, numbers, language.documents),
            title,
            _head_day(text.content, title, language),
        )
        if not heads or _is_another(text, heads[-1], head, numbers, language.documents):
            heads.append(head)
    return heads


def _is_another(text: Text, before: _Head, head: _Head, numbers: _Numbers, words: DocumentWords) -> bool:
    content = text.content
    if _LATER_PAGE.search(content, head.title, content.find("\n\n", head.title)):
        return False
    begun = bool(numbers(before.title, head.title))
    ended = _signed(content[max(numbers.last(head.title), before.title + _NAMES) : head.title], words)
    on_top = head.start == text.page_at(head.title).start
    restarts = numbers.begin_anew(before.title, head.title)
    if head.day and before.day and head.day != before.day:
        listed = _lists(content, head.title, numbers.next(head.title), words)
        goes_on = numbers.go_on(before.title, head.title, head.title, len(content))
        # Minutes that are read out in an item are older, or called otherwise.
        is_next = head.day > before.day and _named_alike(content, before.title, head.title)
        return (listed and (ended or (begun and (on_top or is_next or not goes_on)))) or (on_top and restarts)
    if not restarts:
        return False
    # The same minutes bound twice begin in the same way; those of another body that met on the day are called otherwise.
    first, second = (content[place : place + _COPIED] for place in (before.title, head.title))
    if _are_called_otherwise(content, before, head):
        return ended or on_top or _lists(content, head.title, numbers.next(head.title), words)
    return ended or (on_top and first == second)


def _are_called_otherwise(content: str, *heads: _Head) -> bool:
    """Whether two minutes differ in their title, the line below it, or in what stands above it, if that is the name of a body."""
    named, again = (
        [_key(line) for line in content[head.title : head.title + _NAMES].split("\n")[:2]] for head in heads
    )
    above, other = ([line.content for line in lines(content, head.start, head.title)] for head in heads)
    bodies = 0 < len(above) <= _ABOVE_LINES and 0 < len(other) <= _ABOVE_LINES
    return named != again or (bodies and _key(above[-1]) != _key(other[-1]))


def _named_alike(content: str, *titles: int) -> bool:
    """Whether the titles begin with the same words: ``Protokoll från styrelsemöte`` of this and that day do."""
    return len({tuple(_key(content[at : at + _NAMES].split("\n")[0]).split()[:_SAME_WORDS]) for at in titles}) == 1


def _key(line: str) -> str:
    return re.sub(r"[\W\d]+", " ", line)


def _titles_over_labels(text: Text, numbers: _Numbers, words: DocumentWords) -> list[int]:
    # Page heads are furniture, and the head of the next minutes may look like one: ask the content, not the running text.
    content = text.content
    titles: list[int] = []
    for found in minutes_word(words).finditer(content):
        begin = content.rfind("\n", 0, found.start()) + 1
        end = content.find("\n", found.end())
        line = content[begin : end if end >= 0 else len(content)]
        start = begin + len(line) - len(line.lstrip())
        if start in titles[-1:] or begin - 1 in text.soft_breaks:
            continue
        if not is_title(line.strip(), "minutes", words) or _is_heading(content, start, numbers):
            continue
        item = numbers.next(start)
        if not (_is_cover(content, start, min(start + _LABELLED, item), words) or _lists(content, start, item, words)):
            continue
        page = text.page_at(start).start
        while titles and _is_no_head(content, titles[-1], start, page, words):
            titles.pop()
        titles.append(start)
    return [title for title in titles if not _is_attached(text, title, words)]


def _is_no_head(content: str, title: int, following: int, page: int, words: DocumentWords) -> bool:
    """Whether what looks like a title only stands before the *following* one, on that *page*.

    The name of a volume does, a line of its table of contents, a sentence that names minutes at the end of those before.
    """
    ended = title < page or _ends_something(content[title:following], words)
    return ended and not label(words.signs["attendance"] + words.signs["head"]).search(content, title, following)


def _is_heading(content: str, start: int, numbers: _Numbers) -> bool:
    """Whether the line that begins at *start* is the heading of an item: ``§ 3 Föregående protokoll``."""
    item = _ITEM.match(content, numbers.last(start + 1))
    return item is not None and item.start() <= start <= item.end()


def _is_cover(content: str, start: int, end: int, words: DocumentWords) -> bool:
    """Whether what stands there is labelled as the cover of minutes is."""
    labels = words.signs["attendance"] + words.signs["head"] + words.signs["adjusters"]
    return label(labels).search(content, start, end) is not None


def _lists(content: str, start: int, item: int, words: DocumentWords) -> bool:
    """Whether those present are listed on the cover that begins at *start*, before the first *item*."""
    return label(words.signs["attendance"]).search(content, start, min(start + _COVER, item)) is not None


def _is_attached(text: Text, title: int, words: DocumentWords) -> bool:
    """Whether the top of its page, or what stands directly above it, says that it is an attachment."""
    page = text.page_at(title)
    above = [*lines(text.content, page.start, title)]
    near = above[-_ABOVE_LINES:]
    if len(above) < _TOP_LINES:
        near += _first(text.running, page)
    return any(numbers_attachment(line.content, words) for line in near)


def _head_day(content: str, head: int, language: Language) -> Day | None:
    """The first full date after the title: the meeting's."""
    for found in dates.find(content, language, max(0, head - 200), head + 900):
        if found.year is not None and found.span.end > head:
            return found.year, found.month, found.day
    return None


def _line_above(text: Text, title: int, heads: Sequence[_Head], numbers: _Numbers, words: DocumentWords) -> int:
    """Where minutes begin whose title is at *title*: with the lines above it that belong to it.

    Those are all on its page, if they are few and nothing of the minutes before stands among them (a logotype, a body); else
    those directly above, or the same that stand above the title of the first minutes.
    """
    page = text.page_at(title)
    above = text.content[page.start : title]
    if len(above) < _ABOVE_TITLE and not numbers(page.start, title) and not _ends_something(above, words):
        return page.start
    known = {line.content for head in heads[:1] for line in lines(text.content, head.start, head.title)}
    start = text.content.rfind("\n", 0, title) + 1
    block = re.search(r"(?:\n[ \t]*\n|\A|\f)((?:[^\n]{1,60}\n){1,3})\Z", text.content[:start][-_ABOVE_TITLE:])
    if block and not _ends_something(block[1], words):
        start -= len(block[1])
    for line in reversed([*lines(text.content, page.start, start)][-_ABOVE_LINES:]):
        if line.content not in known:
            break
        start = line.start
    return start


def _ends_something(above: str, words: DocumentWords) -> bool:
    """Whether a sentence ends there, or something is signed."""
    return bool(re.search(r"[.!?]\s*\n", above)) or _signed(above, words)


def _signed(content: str, words: DocumentWords) -> bool:
    """Whether a line to sign on or a label of the signatures stands there."""
    return bool(re.search(r"\.{8}|…{3}|_{5}|-{8}", content) or label(words.signs["adjusters"]).search(content))


# --- tops of pages ---------------------------------------------------------------------------------------------------


def _tops(text: Text, language: Language, taken: set[int]) -> list[Opening]:
    """The pages that begin with a title of another kind than minutes, or whose head names another kind than the page before."""
    found = []
    kind_before: PartKind | None = None
    for page in text.pages:
        own = _titled(text, page, language)
        head = next(
            (kind for line in _first(text.content, page) if (kind := head_opens(line.content, language.documents))),
            None,
        )
        if own and page.start not in taken:
            found.append(own)
        elif head not in (None, "minutes", kind_before) and page.start not in taken:
            found.append(Opening(page.start, head or "other"))
        kind_before = own.kind if own else head
    return found


def _titled(text: Text, page: Page, language: Language) -> Opening | None:
    """The title on top of a page, under a logotype or an address: no sentence and no item stands above it."""
    first = _first(text.running, page)
    for line, below in zip_longest(first, first[1:]):
        if _NO_HEAD.match(line.content) or line.content.endswith((".", ",")) or len(line.content) > _LONGEST_TOP:
            break
        kind = opens(line.content, language.documents)
        # "Beslutsunderlag" is also the heading of a section in an item, and a list of attachments attaches nothing.
        if kind is None or section_kind(line.content, language.segments) is not None:
            continue
        if not (below and all(numbers_attachment(listed.content, language.documents) for listed in (line, below))):
            return Opening(page.start, kind, " ".join(line.content.split()))
    return None


def _first(content: str, page: Page) -> list[Line]:
    return [*lines(content, page.start, min(page.end, page.start + _COVER))][:_TOP_LINES]


# --- what they are to each other -------------------------------------------------------------------------------------


def _ended(found: list[Opening], text: Text, numbers: _Numbers, language: Language) -> list[Opening]:
    """The openings without those inside minutes or an agenda that go on; agendas have their day, and minutes attached to one."""
    end = len(text.content)
    stops = [*(opening.start for opening in found if opening.kind == "minutes"), end]
    kept: list[Opening] = []
    within = Opening(0, "other")  # the minutes or the agenda last begun
    until = 0  # where something else begins in it
    for opening in found:
        if opening.kind == "agenda":
            following = next((other.start for other in found if other.start > opening.start), end)
            opening = opening._replace(day=_agenda_day(text, opening.start, following, language))
        elif opening.kind == "minutes" and _is_earlier(opening, within):
            opening = opening._replace(kind="attachment", title=_line_at(text, opening.start))
        if opening.kind != "minutes" and opening.start > 0:
            stop = until or opening.start
            following = next(at for at in stops if at > opening.start)
            goes_on = numbers.go_on(within.start, stop, opening.start, following)
            unbegun = within.kind != "agenda" and not _begun(text, within, opening, following, numbers, language)
            # Before the first minutes anything may stand; a list of contents between two minutes is a part of one of them.
            is_front = within.kind == "other" and following < end
            inside = following < end and (opening.kind == "other" or _is_no_agenda(text, opening, following, numbers))
            if goes_on or ((unbegun or inside) and not is_front):
                continue
            until = stop
        if opening.kind in ("minutes", "agenda"):
            within, until = opening, 0
        kept.append(opening)
    return kept


def _is_no_agenda(text: Text, opening: Opening, end: int, numbers: _Numbers) -> bool:
    """Whether an agenda has no matters, and no day or an item before it of which only the heading was seen.

    That is a heading in minutes which happens to stand on top of a page.
    """
    if opening.kind != "agenda" or numbers(opening.start, end):
        return False
    heading = text.content[numbers.last(opening.start) : opening.start].strip()
    return opening.day is None or "\n" not in heading


def _begun(text: Text, within: Opening, opening: Opening, end: int, numbers: _Numbers, language: Language) -> bool:
    """Whether items stand before *opening*, and not only a list of them: one whose numbers all come again, and nobody signed."""
    if not numbers(within.start, opening.start):
        return False
    signed = _signed(text.content[numbers.last(opening.start) : opening.start], language.documents)
    return signed or not numbers.come_again(within.start, opening.start, end)


def _is_earlier(minutes: Opening, within: Opening) -> bool:
    """Whether minutes were written before the meeting of the agenda that they stand after: they are sent with it."""
    return bool(within and within.kind == "agenda" and within.day and minutes.day and minutes.day < within.day)


def _agenda_day(text: Text, start: int, end: int, language: Language) -> Day | None:
    """The day to which an agenda calls: the last one named before its matters, since it is written before the meeting."""
    end = min(end, start + _AGENDA_HEAD)
    first = _NUMBER.search(text.content, start, end)
    found = dates.find(text.content, language, start, first.start() if first else end)
    days = [(date.year, date.month, date.day) for date in found if date.year is not None]
    return max(days, default=None)


def _line_at(text: Text, start: int) -> str | None:
    return next((" ".join(line.content.split()) for line in lines(text.running, start, start + _ABOVE_TITLE)), None)
