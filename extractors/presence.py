"""At which items each attendee was there, and at which with a vote: what follows from the list and the movements told.

The list says ``Anna Berg (S), fr.o.m. § 12``, ``Bo Ek (S), ej § 13`` or ``Eva Lind (M)``; the text, ``Bo Ek lämnar mötet kl. 15.10``;
a recusal, that somebody was not there at one decision. What is stated stays as it is: this is derived, beside it. Where two
statements contradict each other, or a time lies between no two times that the items tell, nothing is said of those items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from extractors.attendees import PRESENT_AND_ABSENT
from extractors.dates import find_times
from extractors.identity import meant
from extractors.language import Language, alternatives
from extractors.movements import Items, items_named, places
from extractors.people import party_of, party_pattern
from schemas.attendee import Attendee
from schemas.item import Item
from schemas.movement import Movement
from schemas.record import Record
from schemas.text import Quote

# Of one person, item by item: yes, no, or not known.
Known = list[bool | None]
# What stands before the decision where the minutes are printed in the order of the meeting.
_BEFORE_DECISION = frozenset({"background", "documents", "draft", "proposals", "propositions", "vote"})


@dataclass
class Course:
    """One attendee through the meeting: at the decision of each item there, and among those who decide it."""

    there: Known
    decides: Known


class _Change(NamedTuple):
    """Somebody comes or goes: what held before holds for the items before ``low``, what holds then from ``high`` on."""

    comes: bool
    low: int
    high: int


def replay(record: Record, language: Language) -> tuple[Course, ...]:
    """How each attendee of the record went through the meeting, in the order of the attendees."""
    return _Replay(record, language).courses()


def present_at(record: Record, language: Language) -> tuple[Attendee, ...]:
    """The attendees with the ids of the items at which they follow to have been there; null where none follows."""
    ids = [item.id for item in record.paragraphs]
    return tuple(
        attendee.model_copy(update={"present_at": _ids(course.there, ids)})
        for attendee, course in zip(record.attendees, replay(record, language), strict=True)
    )


def _ids(there: Known, ids: Sequence[str]) -> tuple[str, ...] | None:
    if not there or (None in there and True not in there):
        return None
    return tuple(identity for identity, known in zip(ids, there, strict=True) if known)


def who(name: str, evidence: Iterable[Quote], record: Record, language: Language) -> list[int]:
    """The attendees whom a name in a fact of the record may mean: one where it is sure, several, or none.

    Args:
        evidence: where the name stands: the party beside it tells two of one name apart.
    """
    if name.casefold() in language.statements.officers:
        chairs = [i for i, a in enumerate(record.attendees) if "chair" in a.meeting_roles and a.attendance != "absent"]
        return chairs if name.casefold() in _chair(language) else []
    known = [((attendee.name,), attendee.party) for attendee in record.attendees]
    return meant((name,), _party(name, evidence, language), known, language, listed=False)


@cache
def _chair(language: Language) -> frozenset[str]:
    return frozenset(language.attendees.roles["chair"])


def _party(name: str, evidence: Iterable[Quote], language: Language) -> str | None:
    for quote in evidence:
        words = r"\s+".join(map(re.escape, name.split()))
        for found in re.finditer(words, quote.quote):
            if party := party_pattern(language).match(quote.quote, found.end()):
                return party_of(party, language)
    return None


@dataclass
class _Replay:
    """Plays the meeting again, from what its record states."""

    record: Record
    language: Language
    index: dict[str, int] = field(init=False)
    anchors: list[tuple[str, int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.items = self.record.paragraphs
        self.count = len(self.items)
        self.index = {item.id: index for index, item in enumerate(self.items)}
        self.numbers = [item.number for item in self.items]
        self.anchors = self._anchors()

    def courses(self) -> tuple[Course, ...]:
        """The course of every attendee."""
        attendees = self.record.attendees
        changes: list[list[_Change]] = [self._noted_changes(attendee) for attendee in attendees]
        serves: list[tuple[int, Movement]] = []
        only: list[tuple[int, int, bool]] = []
        unsure: set[int] = set()
        for movement in self.record.movements:
            for name in movement.names:
                found = who(name, movement.evidence, self.record, self.language)
                if not found and self._is_group(name):
                    found = [*range(len(attendees)), -1]
                if len(found) != 1:
                    unsure.update(found)
                elif movement.kind == "serves":
                    serves.append((found[0], movement))
                elif movement.when == "only":
                    only += [(found[0], place, movement.kind == "arrives") for place in self._place(movement)]
                else:
                    changes[found[0]].append(_Change(movement.kind == "arrives", *self._range(movement)))
        courses = [self._course(attendee, told) for attendee, told in zip(attendees, changes, strict=True)]
        self._replace(courses, serves, changes)
        for person, place, comes in only:
            courses[person].there[place] = comes
            courses[person].decides[place] = courses[person].decides[place] if comes else False
        self._recuse(courses)
        for person in unsure - {-1}:
            courses[person] = Course([None] * self.count, [None] * self.count)
        return tuple(courses)

    # --- what the list says --------------------------------------------------------------------------------------

    def _course(self, attendee: Attendee, changes: list[_Change]) -> Course:
        """What the list and the movements of one person say together."""
        listed, moved = self._listed(attendee), self._moved(attendee, changes)
        there = [
            one if other is None else other if one is None else one if one == other else None
            for one, other in zip(
                listed or moved or self._whole(attendee), moved or listed or self._whole(attendee), strict=True
            )
        ]
        for place in self._missed(attendee):
            there[place] = False
        if attendee.attendance == "deciding":
            decides: Known = list(there)
        elif attendee.attendance in ("attending", "absent"):
            decides = [False] * self.count
        else:
            decides = [False if known is False else None for known in there]
        if attendee.attendance == "deciding" and listed:
            # A substitute may be listed for some items with a vote and for others without.
            sure = attendee.substitutes_for or "substitute" not in attendee.meeting_roles
            decides = [(known if sure else known and None) for known in self._stated(attendee)]
        return Course(there, decides)

    def _whole(self, attendee: Attendee) -> Known:
        """What follows where neither items nor movements are stated."""
        if attendee.rule == PRESENT_AND_ABSENT or (attendee.presence_note and not self._missed(attendee)):
            # A note that says nothing of the items that anybody could tell: "kl. 14.20".
            return [None] * self.count
        if attendee.attendance == "absent":
            return [False] * self.count
        sure = attendee.attendance in ("deciding", "present") or (
            attendee.attendance == "attending"
            # An official who is listed may have come for an item; unless the list tells such things.
            and (bool({"substitute", "chair", "secretary"} & {*attendee.meeting_roles}) or self._told_apart)
        )
        return [True if sure else None] * self.count

    @property
    def _told_apart(self) -> bool:
        return any(a.paragraphs and a.attendance == "attending" for a in self.record.attendees)

    def _stated(self, attendee: Attendee) -> Known:
        """The items that the list names for a person: those, not the others."""
        known: Known = [False] * self.count
        for piece in re.split(r"[;,]", attendee.paragraphs or ""):
            named = items_named(piece, self.numbers, self.language)
            edge = _edge(self.language).match(piece)
            if not (named.whole or named.partly):
                continue
            if edge and edge["start"]:
                named = Items(frozenset(range(min(named.whole | named.partly), self.count)))
            elif edge:
                named = Items(frozenset(range(max(named.whole | named.partly) + 1)))
            for place in named.partly:
                known[place] = None
            for place in named.whole:
                known[place] = True
        # Numbers that no item has.
        return known if any(one is not False for one in known) else [None] * self.count

    def _listed(self, attendee: Attendee) -> Known | None:
        """The items that the list names, and what follows of the others."""
        if not attendee.paragraphs or attendee.attendance is None:
            return None
        # A substitute who served for some items, and who chaired for some, may have been there at all.
        partly = {"substitute", "chair", "vice_chair"} & {*attendee.meeting_roles} and attendee.attendance == "deciding"
        return [None if known is False and partly else known for known in self._stated(attendee)]

    def _noted_changes(self, attendee: Attendee) -> list[_Change]:
        """The comings and goings that the list notes: "anlände kl. 9.20, § 12", "kl 14.20-16.10", "lämnar mötet efter § 8"."""
        changes: list[_Change] = []
        for note in (attendee.presence_note or "").split("; "):
            verb = _verb(self.language).match(note)
            times = find_times(note, self.language)
            if verb and (named := places(note, verb.end(), len(note), self.language)):
                items = sorted(items_named(named[0].numbers, self.numbers, self.language).whole)
                if items:
                    changes.append(_Change(bool(verb["comes"]), *_bounds(named[0].when, items[0])))
            elif verb and times:
                changes.append(_Change(bool(verb["comes"]), *self._at(times[0].start)))
            elif times and times[0].end:
                changes += [_Change(True, *self._at(times[0].start)), _Change(False, *self._at(times[0].end))]
            elif times and (edge := _edge(self.language).match(note)):
                changes.append(_Change(bool(edge["start"]), *self._at(times[0].start)))
        return changes

    def _missed(self, attendee: Attendee) -> frozenset[int]:
        """The items that the list says the person was not there for: "ej § 13"."""
        missed: frozenset[int] = frozenset()
        for note in (attendee.presence_note or "").split("; "):
            if not _verb(self.language).match(note):
                for place in places(note, 0, len(note), self.language):
                    missed |= items_named(place.numbers, self.numbers, self.language).whole
        return missed

    # --- what is told --------------------------------------------------------------------------------------------

    def _moved(self, attendee: Attendee, changes: list[_Change]) -> Known | None:
        """What comings and goings say, which must take turns; None where there are none."""
        if not changes:
            return None
        unknown: Known = [None] * self.count
        turns: list[_Change] = []
        for change in sorted(changes, key=lambda change: (change.low, change.high)):
            if turns and turns[-1].comes == change.comes:
                # Told twice, in the list and in the item.
                low, high = max(turns[-1].low, change.low), min(turns[-1].high, change.high)
                if low > high:
                    return unknown
                turns[-1] = _Change(change.comes, low, high)
            else:
                turns.append(change)
        if attendee.attendance in ("absent", None):
            return unknown
        known: Known = [not turns[0].comes] * self.count
        for change in turns:
            known[change.low :] = [None] * (self.count - change.low)
            known[change.high :] = [change.comes] * (self.count - change.high)
        return known

    def _replace(self, courses: list[Course], serves: list[tuple[int, Movement]], changes: list[list[_Change]]) -> None:
        """Give the votes of members to those who serve for them."""
        for person, attendee in enumerate(self.record.attendees):
            replaced = self._member(attendee.substitutes_for, attendee.evidence)
            if replaced is None or attendee.attendance != "deciding":
                continue
            if not attendee.paragraphs:
                self._serve_when_away(courses[person], courses[replaced])
            else:
                # Listed with the substitutes too, for the items at which the member was there.
                taken = [
                    decides and not courses[replaced].decides[i] for i, decides in enumerate(courses[person].decides)
                ]
                courses[person].decides[:] = taken if any(taken) else courses[person].decides
        for person, movement in serves:
            replaced = self._member(movement.substitutes_for, movement.evidence)
            low, high = self._range(movement)
            ends = self.count
            if movement.when == "only":
                low = high = self._place(movement)[0] if self._place(movement) else self.count
                ends = min(low + 1, self.count)
            elif replaced is not None:
                ends = min((c.low for c in changes[replaced] if c.comes and c.low >= high), default=self.count)
            course = courses[person]
            for place in range(low, high):
                course.decides[place] = None
                course.there[place] = course.there[place] or None
            for place in range(high, ends):
                course.there[place] = course.decides[place] = None if course.there[place] is False else True
                if replaced is not None and courses[replaced].there[place]:
                    courses[replaced].there[place] = None
                if replaced is not None:
                    courses[replaced].decides[place] = False
            for place in range(ends, self.count) if movement.when != "only" else ():
                course.decides[place] = None

    def _member(self, name: str | None, evidence: Iterable[Quote]) -> int | None:
        found = who(name, evidence, self.record, self.language) if name else []
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _serve_when_away(substitute: Course, member: Course) -> None:
        """ "Bo Ek för Eva Lind", who is listed too: Bo serves where she is not there."""
        if not any(member.there):
            return
        for place, known in enumerate(member.there):
            serving = None if known is None or all(member.there) else not known
            substitute.decides[place] = serving
            substitute.there[place] = True if serving else None

    def _recuse(self, courses: list[Course]) -> None:
        for recusal in self.record.recusals:
            place = self.index.get(recusal.paragraph_id or "")
            if place is None:
                continue
            for name in recusal.names:
                for person in who(name, recusal.evidence, self.record, self.language):
                    attendee = self.record.attendees[person]
                    listed = attendee.paragraphs is not None and self._stated(attendee)[place]
                    courses[person].there[place] = courses[person].decides[place] = None if listed else False

    def _is_group(self, name: str) -> bool:
        """Whether a movement is of several without their names: nobody knows of whom."""
        return bool(_group(self.language).match(name))

    # --- when ----------------------------------------------------------------------------------------------------

    def _place(self, movement: Movement) -> list[int]:
        return [self.index[movement.paragraph_id]] if movement.paragraph_id else []

    def _range(self, movement: Movement) -> tuple[int, int]:
        """Between which items it happens: by the item, else by the time."""
        if movement.paragraph_id is None:
            return self._at(movement.time) if movement.time else (0, self.count)
        item = self.index[movement.paragraph_id]
        return _bounds(movement.when or self._told(movement, item), item)

    def _told(self, movement: Item, item: int) -> str | None:
        """Whether it is told before or after the item's decision, where the item is printed in the order of the meeting."""
        paragraph = self.items[item]
        at = movement.evidence[0].start
        decided = [d for d in self.record.decisions if d.paragraph_id == paragraph.id and d.status == "adopted"]
        if not decided or not paragraph.start <= at < paragraph.end:
            return None
        first = min(quote.start for decision in decided for quote in decision.evidence)
        last = max(quote.end for decision in decided for quote in decision.evidence)
        if at < first:
            return "before"
        behind = any(s.kind in _BEFORE_DECISION and last <= s.start < paragraph.end for s in paragraph.sections)
        return "after" if at >= last and not behind else None

    def _anchors(self) -> list[tuple[str, int, int]]:
        """The times that the minutes tell, each with the items between which it is."""
        meeting = self.record.meeting
        anchors = [
            (movement.time, *self._range(movement))
            for movement in self.record.movements
            if movement.time and movement.paragraph_id and movement.when != "only"
        ]
        if meeting and meeting.start_time:
            anchors.append((meeting.start_time, 0, 0))
        if meeting and meeting.end_time:
            anchors.append((meeting.end_time, self.count, self.count))
        return anchors

    def _at(self, time: str) -> tuple[int, int]:
        """Between which items a time is, by the times that are told with items; past midnight nobody knows."""
        meeting = self.record.meeting
        if meeting and meeting.start_time and meeting.end_time and meeting.end_time <= meeting.start_time:
            return 0, self.count
        low = max((low for other, low, _ in self.anchors if other <= time), default=0)
        high = min((high for other, _, high in self.anchors if other >= time), default=self.count)
        # Times that do not follow the items.
        return (low, high) if low <= high else (0, self.count)


def _bounds(when: str | None, item: int) -> tuple[int, int]:
    return {"before": (item, item), "after": (item + 1, item + 1)}.get(when or "", (item, item + 1))


@cache
def _edge(language: Language) -> re.Pattern[str]:
    words = language.attendees.words
    start, end = (
        alternatives((*edges, *(word for word in words.clock if word.startswith(edges))))
        for edges in (words.from_item, (*words.to_item, "till"))
    )
    return re.compile(rf"\s*(?:(?P<start>{start})|(?P<end>{end}))(?!\w)", re.I)


@cache
def _verb(language: Language) -> re.Pattern[str]:
    words = language.movements
    comes = alternatives((*words.noted_coming, *words.arrives, *words.enters, *words.comes))
    goes = alternatives((*words.noted_going, *words.leaves, *words.goes))
    return re.compile(rf"(?:(?P<comes>{comes})|{goes})(?!\w)", re.I)


@cache
def _group(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives(language.statements.groups)}|\(?{alternatives(language.people.parties)}\)?)(?!\w)", re.I
    )
