"""From a record to what its pages show: the facts by their ids, an item with all that belongs to it, text with marks, boxes on a page.

A fact's id is that of the register's rows: ``d7`` is the seventh decision of its record, ``p3`` the third item. Kinds that have no
table have letters of their own here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from pipeline import marked
from schemas.attendee import Attendance
from schemas.decision import Decision
from schemas.paragraph import Paragraph
from schemas.record import Record
from schemas.text import Page, Quote

# Field of the record, by the letter of its facts' ids.
KINDS: Final = {
    "p": "paragraphs",
    "d": "decisions",
    "v": "votes",
    "m": "amounts",
    "a": "attendees",
    "r": "references",
    "q": "problems",
    "y": "proposals",
    "s": "reservations",
    "j": "recusals",
    "t": "tables",
    "x": "movements",
    "u": "signatures",
}
_LETTERS: Final = {field: letter for letter, field in KINDS.items()}
# What is marked in the text of an item.
_IN_ITEMS: Final = ("decisions", "votes", "amounts")

# So much of the text is shown around a passage, in characters, from and to the end of a line.
_CONTEXT: Final = 260

# A line that goes on: the next one begins with a small letter, and this one ends no sentence and no row of a table.
_GOES_ON = re.compile(r"(?<=[^\n\t.:;])\n(?=[a-zåäöé])")


class Shown(NamedTuple):
    """A fact of a record and its id."""

    id: str
    kind: str
    fact: Any

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The passages that bear it out."""
        found: tuple[Quote, ...] = self.fact.evidence
        return found

    @property
    def page(self) -> int | None:
        """Where it begins."""
        return self.quotes[0].page if self.quotes else None


class Run(NamedTuple):
    """Some text under the same marks: the kind of the innermost, and whether one of them begins here."""

    text: str
    kind: str | None = None
    is_first: bool = False
    is_furniture: bool = False


@dataclass(frozen=True)
class Item:
    """An item of the meeting with all that belongs to it."""

    id: str
    paragraph: Paragraph
    facts: Mapping[str, Sequence[Shown]]

    def __getattr__(self, kind: str) -> Sequence[Shown]:
        """Its facts of a kind, by the record's name of it."""
        if kind not in _LETTERS:
            raise AttributeError(kind)
        return self.facts.get(kind, ())


class View:
    """A record as its pages show it; *own* is its hash."""

    def __init__(self, record: Record, own: str) -> None:
        self.record = record
        self.own = own

    @cached_property
    def _by_id(self) -> dict[str, Shown]:
        return {
            f"{letter}{number}": Shown(f"{letter}{number}", kind, fact)
            for letter, kind in KINDS.items()
            for number, fact in enumerate(getattr(self.record, kind), 1)
        }

    @cached_property
    def _by_item(self) -> dict[str | None, dict[str, list[Shown]]]:
        found: dict[str | None, dict[str, list[Shown]]] = defaultdict(lambda: defaultdict(list))
        for shown in self._by_id.values():
            if shown.kind not in ("paragraphs", "attendees", "signatures"):
                found[shown.fact.paragraph_id][shown.kind].append(shown)
        return found

    @cached_property
    def items(self) -> list[Item]:
        """All items, in reading order."""
        return [
            Item(f"p{number}", paragraph, self._by_item.get(paragraph.id, {}))
            for number, paragraph in enumerate(self.record.paragraphs, 1)
        ]

    @property
    def elsewhere(self) -> Mapping[str, Sequence[Shown]]:
        """The facts that stand in no item."""
        return self._by_item.get(None, {})

    def attendees(self, attendance: Attendance | None) -> list[Shown]:
        """Those of the list who were there in this way; with None those of whom it is not told."""
        return [one for one in self._by_id.values() if one.kind == "attendees" and one.fact.attendance == attendance]

    def item(self, identity: str | None) -> Item | None:
        """An item by its id, or by the id that facts name it by."""
        return next((item for item in self.items if identity in (item.id, item.paragraph.id)), None)

    def fact(self, identity: str) -> Shown | None:
        """A fact by its id; ``meeting.date`` is a field of the meeting, its adjustment or its notice."""
        part, _, field = identity.partition(".")
        if part in ("meeting", "adjustment", "notice"):
            holder = getattr(self.record, part)
            if holder is None or not holder.evidence.get(field):
                return None
            return Shown(identity, part, _Field(holder.evidence[field], getattr(holder, field)))
        return self._by_id.get(identity)

    def page(self, number: int) -> Page | None:
        """A page of the source that the record has a part of."""
        return next((page for page in self.record.pages if page.number == number), None)

    def facts_on(self, number: int) -> list[Shown]:
        """The facts that begin on a page, as its reader looks for them: items, decisions, votes, sums."""
        found = [one for one in self._by_id.values() if one.kind in ("paragraphs", *_IN_ITEMS) and one.page == number]
        return sorted(found, key=lambda one: one.quotes[0].start)

    # --- text -----------------------------------------------------------------------------------------------------

    @cached_property
    def _running(self) -> str:
        """The text, as long as it is, with a blank for the line ends that only the width of the page made."""
        return _GOES_ON.sub(" ", self.record.text)

    def runs(self, start: int, end: int, marks: Iterable[Shown]) -> list[Run]:
        """The text of ``[start, end)`` with *marks*, which may overlap."""
        chosen = list(marks)
        # For the place alone: which lies on which is told by the kind.
        facts = [marked.Fact(one.kind, "", 0, one.quotes) for one in chosen]
        seen: set[int] = set()
        found = []
        for piece in marked.pieces(self.record, facts):
            low, high = max(piece.start, start), min(piece.end, end)
            if low >= high:
                continue
            is_first = not seen.issuperset(piece.facts)
            seen.update(piece.facts)
            kind = chosen[piece.facts[-1]].kind if piece.facts else None
            found.append(Run(self._running[low:high], kind, is_first, piece.furniture))
        return found

    def contexts(self, shown: Shown) -> Iterator[list[Run]]:
        """The passages that bear a fact out, marked, with the text around them; those near each other together."""
        for start, end in _joined((quote.start - _CONTEXT, quote.end + _CONTEXT) for quote in shown.quotes):
            paragraph = self.record.text.find("\n", max(start, 0), start + _CONTEXT) + 1 if start > 0 else 0
            until = self.record.text.rfind("\n", end - _CONTEXT, end)
            yield self.runs(paragraph or max(start, 0), until if until >= 0 else end, [shown])

    def sections(self, item: Item) -> Iterator[tuple[str, list[Run]]]:
        """The sections of an item: kind, and the text with decisions, votes and sums marked; of one without, all of it."""
        marks = [shown for kind in _IN_ITEMS for shown in item.facts.get(kind, ())]
        paragraph = item.paragraph
        if not paragraph.sections:
            yield "whole", self.runs(paragraph.start, paragraph.end, marks)
        for section in paragraph.sections:
            yield section.kind, self.runs(section.start, section.end, marks)


class _Field(NamedTuple):
    """A field of the meeting, its adjustment or its notice, as a fact."""

    evidence: tuple[Quote, ...]
    value: object


class Crop(NamedTuple):
    """A part of a page around a place, in points from the top left."""

    left: float
    top: float
    width: float
    height: float


def boxes(shown: Shown, number: int) -> list[tuple[float, float, float, float]]:
    """The rectangles of a fact on a page, in points from its top left: left, top, width, height."""
    return [
        (x0, top, x1 - x0, bottom - top)
        for quote in shown.quotes
        if quote.page == number
        for x0, top, x1, bottom in quote.boxes or ()
    ]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans, in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


# So much of a page is shown around a place, in points: some three lines; in all no more than half of an A4 page, and no less than
# a column of text, or its letters would be larger than those of the page around.
_ABOVE: Final = 54.0
_BESIDE: Final = 18.0
_HIGHEST: Final = 420.0
_NARROWEST: Final = 420.0


def crop(page: Page, places: Sequence[tuple[float, float, float, float]]) -> Crop | None:
    """The part of *page* in which *places* stand; None where the page has no size or nothing stands on it."""
    if not (page.width and page.height and places):
        return None
    left = max(0.0, min(place[0] for place in places) - _BESIDE)
    right = min(page.width, max(max(place[0] + place[2] for place in places) + _BESIDE, left + _NARROWEST))
    top = max(0.0, min(place[1] for place in places) - _ABOVE)
    bottom = min(page.height, max(place[1] + place[3] for place in places) + _ABOVE)
    return Crop(left, top, right - left, min(bottom - top, _HIGHEST))


def decided(decision: Decision) -> str:
    """A decision's clause as a sentence of its own begins.

    >>> from schemas.text import Quote
    >>> clause = "att anslå 500 kr"
    >>> quote = Quote(start=0, end=len(clause), page=1, quote=clause)
    >>> decided(Decision(evidence=(quote,), rule="r", paragraph=None, paragraph_id=None, text=clause, status="adopted", outcome="granted"))
    'Att anslå 500 kr'
    """
    return decision.text[:1].upper() + decision.text[1:]
