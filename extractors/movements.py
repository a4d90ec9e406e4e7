"""Who comes, goes and serves in a member's place during the meeting.

``Anna Berg (S) anländer kl. 14.20 och ersätter Bo Ek (S)`` · ``Bo Ek lämnar mötet efter § 8`` · ``Bo Ek avlöses av Eva Lind`` ·
``Eva Lind (M) tjänstgör i stället för Ove Öst (M) under §§ 5–7`` · ``Mötet lämnas av Bo Ek`` · ``lämnar lokalen under ärendet``.

What is stated, no more: at which items somebody was there follows from this by ``presence``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from extractors.dates import find_times
from extractors.language import Language, MovementWords, alternatives, whole_words
from extractors.nlp import sentences
from extractors.people import UPPER
from extractors.reading import Reading
from extractors.segments import Segment
from extractors.statements import MINUTES, Actors, actors, actors_after, people
from schemas.movement import Movement
from schemas.text import Span

Kind = Literal["arrives", "leaves", "serves"]
When = Literal["before", "after", "only"]

# What stands between the verb and those whom one serves for: "går in som tjänstgörande ersättare under § 7 för Bo Ek".
_NEAR = 90


def extract(reading: Reading) -> Iterator[Movement]:
    """Yield every coming, going and stepping in that the minutes tell of, in reading order."""
    if reading.document_type not in MINUTES:
        return
    pattern = _verbs(reading.language)
    zones: list[tuple[Segment | None, Span]] = [(None, reading.head)] if reading.segments else []
    zones += [(item, Span(item.body, item.end)) for item in reading.segments]
    for item, zone in zones:
        # Few items speak of it at all.
        if pattern.search(reading.running, *zone):
            before: _Found | None = None
            for sentence in sentences(reading, *zone):
                for found in _told(reading, item, sentence, before):
                    # Who serves for whom on the list is the attendee's.
                    yield from (m for m in found.movements if item or m.kind != "serves")
                    before = found


# --- items ------------------------------------------------------------------------------------------------------------


class Items(NamedTuple):
    """Items that a passage names, by their place among those of the meeting: the whole ones, and those partly meant."""

    whole: frozenset[int]
    partly: frozenset[int] = frozenset()


_NUMBER = r"\d{1,4}(?:[/.]\d{1,4})?[a-z]?(?![\w])"


@cache
def _range(language: Language) -> re.Pattern[str]:
    words = language.attendees.words
    part = rf"(?P<{{}}>{alternatives(words.part_of)}\s*)?(?:§+\s*)?"
    to = rf"\s*(?:[-–—]|{alternatives(language.movements.up_to)}(?!\w))\s*"
    return re.compile(
        rf"{part.format('part')}(?P<first>{_NUMBER})(?:{to}{part.format('last_part')}(?P<last>{_NUMBER}))?", re.I
    )


def items_named(numbers: str, known: Sequence[str | None], language: Language) -> Items:
    """The items that *numbers* means of those *known*, as "1-4b", "27, 29", "31-del av 35"; empty if it means none for sure.

    >>> from extractors.language import load
    >>> items_named("2-4a, del av 5", ["1", "2", "3", "4", "4a", "4b", "5"], load("sv"))
    Items(whole=frozenset({1, 2, 3, 4}), partly=frozenset({6}))
    """
    keys = [_key(number) for number in known]
    whole: set[int] = set()
    partly: set[int] = set()
    for match in _range(language).finditer(numbers):
        first = _key(match["first"])
        last = _key(match["last"]) if match["last"] else first
        if first is None or last is None:
            continue
        # "§ 4" is 4a and 4b too, where they stand.
        low, high = (first[0], first[1] or "a"), (last[0], last[1] or "z")
        named = [index for index, key in enumerate(keys) if key and low <= (key[0], key[1] or "a") <= high]
        if len({keys[index] for index in named}) < len(named):
            # Numbers that stand twice.
            return Items(frozenset())
        parted = {named[0]} if match["part"] and named else set()
        parted |= {named[-1]} if match["last_part"] and named else set()
        whole |= set(named) - parted
        partly |= parted
    return Items(frozenset(whole - partly), frozenset(partly))


def _key(number: str | None) -> tuple[int, str] | None:
    """What numbers are compared by: "4a", "59/21", "6.1"."""
    match = re.match(r"(\d+)(?:/\d+)?\.?(\w*)", number or "")
    return (int(match[1]), match[2].rjust(3) if match[2].isdigit() else match[2]) if match else None


class Place(NamedTuple):
    """Items that a passage names, and whether it is before, after or only at them; ``span`` is where it says so."""

    numbers: str
    when: When | None
    span: Span


def places(content: str, start: int, end: int, language: Language) -> list[Place]:
    """The items that ``content[start:end]`` names by number, each with the word before it: "efter § 8", "under §§ 5–7"."""
    return [
        Place(match["numbers"], _when(match), Span(*match.span()))
        for match in _items(language).finditer(content, start, end)
    ]


def _when(match: re.Match[str]) -> When | None:
    return "before" if match["before"] else "after" if match["after"] else "only" if match["during"] else None


@cache
def _items(language: Language) -> re.Pattern[str]:
    words = language.movements
    number = rf"{_NUMBER}(?:\s*(?:[-–—,]|{alternatives(language.attendees.words.item_and)}\s)\s*(?:§+\s*)?{_NUMBER})*"
    how = "|".join(rf"(?P<{name}>{alternatives(getattr(words, name))})" for name in ("before", "after", "during"))
    return re.compile(
        rf"(?<![\w.])(?:(?:{how})\s*)?{alternatives(language.attendees.words.item)}\s*(?P<numbers>{number})", re.I
    )


# --- sentences --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Clause:
    """A verb of a sentence, and how far what belongs to it reaches."""

    verb: re.Match[str]
    before: int
    end: int


def _told(reading: Reading, item: Segment | None, sentence: Span, before: _Found | None) -> Iterator[_Found]:
    """What a sentence tells, verb by verb, each with what stands nearest to it; *before* is what the last one told."""
    verbs = list(_verbs(reading.language).finditer(reading.running, *sentence))
    starts = [sentence.start, *(verb.end() for verb in verbs[:-1])]
    ends = [*(verb.start() for verb in verbs[1:]), sentence.end]
    last: _Found | None = None
    for verb, start, end in zip(verbs, starts, ends, strict=False):
        if found := _Sentence(reading, item, sentence, last, last or before).read(_Clause(verb, start, end)):
            yield found
            last = found


class _Found(NamedTuple):
    who: Actors
    time: str | None
    place: Place | None
    movements: list[Movement]


class _Sentence:
    """Reads a clause: what the last one of the sentence says holds for it too, where it says nothing else."""

    def __init__(
        self, reading: Reading, item: Segment | None, sentence: Span, last: _Found | None, before: _Found | None
    ) -> None:
        # Whom "in her place" means, perhaps of the sentence before.
        self.before = before
        self.antecedent: Span | None = None
        self.follows = False
        self.reading, self.language, self.item, self.sentence, self.last = (
            reading,
            reading.language,
            item,
            sentence,
            last,
        )
        self.words = reading.language.movements
        self.used: list[Span] = []

    def read(self, clause: _Clause) -> _Found | None:
        """What the clause tells, if it is of somebody at this meeting."""
        verb = clause.verb
        if self._perhaps(clause) or _elsewhere(self.language).match(self.reading.running, verb.end()):
            return None
        self.used = [Span(*verb.span())]
        time, place = self._time(clause), self._place(clause)
        own = None if place else self._own(clause)
        replaced = self._replaced(clause)
        kind = self._kind(clause, replaced, bound=bool(time or place or own or self._for_item(clause)))
        who = self._who(clause)
        if kind is None or who is None:
            return None
        self.used.append(who.span)
        made: list[Movement] = []
        if verb["replaced_by"]:
            other = actors_after(self.reading, verb.end(), clause.end)
            if other is None:
                return None
            self.used.append(other.span)
            made += self._movements("leaves", who, clause, time, place)
            made += self._movements("serves", other, clause, time, place, ", ".join(who.names))
        else:
            if kind == "serves" and verb["arrives"]:
                made += self._movements("arrives", who, clause, time, place)
            name = replaced if kind == "serves" else None
            made += self._movements(kind, who, clause, time, place, name)
        return _Found(who, time, place, made)

    def _own(self, clause: _Clause) -> When | None:
        """Whether it is before or after the item in which it is told: "efter denna paragraf"."""
        for start, end in self._around(clause):
            if match := _own_item(self.language).search(self.reading.running, start, end):
                self.used.append(Span(*match.span()))
                return "before" if match["before"] else "after"
        return None

    def _kind(self, clause: _Clause, replaced: str | None, *, bound: bool) -> Kind | None:
        """What the verb means here; None where it means nothing of the kind."""
        verb, running = clause.verb, self.reading.running
        as_substitute = _as_substitute(self.language).match(running, verb.end(), clause.end)
        if verb["leaves"] or verb["left_by"] or (verb["away"] and bound):
            return "leaves"
        if verb["takes_part"]:
            return "leaves" if _up_to(self.language).match(running, verb.end()) else "arrives"
        if verb["replaced_by"]:
            sure = " ".join(verb[0].lower().split()) in self.words.surely_replaced_by
            return "serves" if sure or ((bound or self.last) and not self._elects()) else None
        if verb["replaces"]:
            return "serves" if replaced and (bound or self.last) and not self._elects() else None
        if _office(self.language).match(running, verb.end()):
            return None
        if verb["comes"]:
            return "arrives"
        if replaced or as_substitute or (bound and (verb["serves"] or verb["steps_in"])):
            return "serves"
        return "arrives" if verb["arrives"] or verb["enters"] else None

    def _elects(self) -> bool:
        """Whether the item is headed "Val av …": who replaces whom there does so for years."""
        if self.item is None or self.item.title is None:
            return False
        return bool(_election(self.language).search(self.reading.folded(*self.item.title)))

    def _perhaps(self, clause: _Clause) -> bool:
        running = self.reading.running
        perhaps = _perhaps(self.language)
        return bool(
            perhaps.match(running, self.sentence.start)
            or perhaps.match(running, clause.verb.end())
            or _ends_perhaps(self.language).search(
                running, max(clause.before, clause.verb.start() - 20), clause.verb.start()
            )
        )

    def _who(self, clause: _Clause) -> Actors | None:
        """Who acts: of a verb with an object only those before it, else whoever stands nearest."""
        verb = clause.verb
        place = Span(*verb.span())
        if verb["left_by"]:
            return actors_after(self.reading, verb.end(), self.sentence.end)
        if verb["replaces"] or verb["replaced_by"]:
            joined = self.before and not people(self.reading, clause.before, verb.start())
            found = None if joined else actors(self.reading, Span(clause.before, verb.end()), place)
        else:
            found = actors(self.reading, Span(clause.before, clause.end), place)
        # "Bo Ek lämnar mötet. Ersätts av Eva Lind."
        before = self.before if verb.start() == self.sentence.start else self.last
        return found or (before.who if before else None)

    def _replaced(self, clause: _Clause) -> str | None:
        """The member in whose place somebody serves."""
        running, verb = self.reading.running, clause.verb
        if self.before and (said := _in_place_of_them(self.language).search(running, clause.before, clause.end)):
            self.used.append(Span(*said.span()))
            self.antecedent = self.before.who.span
            self.follows = all(movement.when == "only" for movement in self.before.movements)
            return ", ".join(self.before.who.names)
        end = min(self.sentence.end, verb.end() + _NEAR * 2)
        for person in people(self.reading, verb.end(), end):
            before = running[verb.end() : person.span.start]
            if len(before) > _NEAR:
                return None
            fits = verb["replaces"] and _right_before(self.language).fullmatch(before)
            fits = fits or (not verb["leaves"] and _in_place_of(self.language).search(before))
            behind = _place_of(self.language).match(running, person.name.end)
            if fits or (behind and _in_place(self.language).search(before)):
                self.used.append(Span(person.span.start, behind.end() if behind else person.span.end))
                return self.reading.folded(*person.name)
        return None

    def _time(self, clause: _Clause) -> str | None:
        """The time that stands behind the verb or, in the first clause, before it."""
        for start, end in self._around(clause):
            if times := find_times(self.reading.running, self.language, start, end):
                self.used.append(times[0].span)
                return times[0].start
        return self.last.time if self.last else None

    def _around(self, clause: _Clause) -> list[tuple[int, int]]:
        """Where what belongs to the verb may stand: behind it or, in a sentence of its own, before it."""
        behind, before = (clause.verb.end(), clause.end), (clause.before, clause.verb.start())
        return [behind, before] if self.item else [behind]

    def _place(self, clause: _Clause) -> Place | None:
        for start, end in self._around(clause):
            if found := places(self.reading.running, start, end, self.language):
                self.used.append(found[0].span)
                return found[0]
        return self.last.place if self.last else None

    def _for_item(self, clause: _Clause) -> bool:
        """Whether the clause says that this holds for the item in which it is told: "under ärendets behandling"."""
        match = _for_item(self.language).search(self.reading.running, *self.sentence)
        if match is None:
            return False
        self.used.append(Span(*match.span()))
        return True

    def _movements(
        self,
        kind: Kind,
        who: Actors,
        clause: _Clause,
        time: str | None,
        place: Place | None,
        replaced: str | None = None,
    ) -> list[Movement]:
        """One movement, or one for each item where it is for several alone."""
        evidence = self.reading.evidence(min(self.used)[0], max(span.end for span in self.used))
        if self.antecedent:
            evidence += self.reading.evidence(*self.antecedent)
        when, items = self._items(kind, clause, place)
        return [
            Movement(
                evidence=evidence,
                rule=kind,
                paragraph=item.number if item else None,
                paragraph_id=item.id if item else None,
                names=who.names,
                kind=kind,
                when=when if item else None,
                time=time,
                substitutes_for=replaced,
            )
            for item in items
        ]

    def _items(self, kind: Kind, clause: _Clause, place: Place | None) -> tuple[When | None, Sequence[Segment | None]]:
        """At which items it happens, and whether before, after or for them alone."""
        verb, running = clause.verb, self.reading.running
        in_room = bool(verb["leaves"]) and bool(_room(self.language).search(running, verb.start(), clause.end))
        conflict = bool(_conflict(self.language).search(running, *self.sentence))
        passing = kind == "serves" or in_room or conflict or bool(verb["away"])
        if place is None and not clause.verb["away"] and (own := self._own(clause)):
            return own, [self.item]
        if place is None:
            only = conflict or self.follows or bool(verb["away"]) or (kind != "arrives" and self._for_item(clause))
            return ("only" if only else None), [self.item]
        numbers = [segment.number for segment in self.reading.segments]
        named = sorted(items_named(place.numbers, numbers, self.language).whole)
        if not named:
            return None, [self.item]
        segments = [self.reading.segments[index] for index in named]
        if place.when in ("before", "after"):
            return place.when, segments[:1] if place.when == "before" else segments[-1:]
        if passing or len(segments) > 1:
            return "only", segments
        return None, segments


# --- patterns ---------------------------------------------------------------------------------------------------------


def _to_meeting(words: MovementWords) -> str:
    again = rf"(?:\s+{alternatives(words.again)}(?!\w))*"
    return rf"{again}\s+(?:{alternatives(words.to)}\s+)(?:{alternatives((*words.meetings, *words.rooms))})(?!\w)"


@cache
def _verbs(language: Language) -> re.Pattern[str]:
    """Every verb of coming, going and serving, with as much of what follows as makes it one."""
    words = language.movements
    meeting = rf"{alternatives((*words.meetings, *words.rooms))}(?!\w)"
    item = rf"(?:{alternatives((*words.before, *words.after, *words.during))}\s+)?{alternatives(language.attendees.words.item)}\s*\d"
    this, label = alternatives(words.this_item), rf"{alternatives(language.attendees.words.item)}\s*\d"
    again = rf"(?:\s+{alternatives(words.again)}(?!\w))*"
    when = rf"{again},?\s+\(?(?:(?:[\w.]+\s)?{alternatives(language.attendees.words.clock)}\s*\d|{item})"
    over = r"\s*(?:[.,;:)\n]|\Z)"
    comes = alternatives(word for word in words.comes if word not in words.comes_to)
    going = rf"{over}|{when}|\s+{alternatives(words.after_going)}(?!\w)"
    # "Här avviker Bo Ek.", but not "avviker Bo Ek från förslaget".
    named = rf"\s+(?-i:[{UPPER}])(?:(?!\s{alternatives(words.parted)}\s)[^.;:]){{0,60}}?(?:{over}|{when})"
    leaving = rf"{over}|{when}|\s+{alternatives(words.after_meeting)}(?!\w)"
    kinds = (
        rf"(?P<arrives>{alternatives(words.arrives)})(?!\w)",
        rf"(?P<enters>{alternatives(words.enters)})(?!\w)",
        rf"(?P<comes>{comes}(?!\w)(?={_to_meeting(words)}|{when})|{alternatives(words.comes_to)}(?={_to_meeting(words)}))",
        rf"(?P<leaves>{alternatives(words.leaves)}(?:\s+{meeting}(?={leaving})|(?=\s+(?-i:[{UPPER}])[^.;:]{{0,80}}?\s{meeting}(?:{leaving})))|{alternatives(words.goes)}(?!\w)(?={going}|{named}))",
        rf"(?P<left_by>{meeting}\s+{alternatives(words.left_by)}(?!\w))",
        rf"(?P<away>{alternatives(words.away)}(?!\w))",
        rf"(?P<takes_part>{alternatives(words.takes_part)}(?=\s+(?:{alternatives((*words.before, *words.after))})\s+(?:{this}|{label})))",
        rf"(?P<serves>{alternatives(words.serves)}(?!\w))",
        rf"(?P<steps_in>{alternatives(words.steps_in)}(?!\w))",
        rf"(?P<replaces>{alternatives(words.replaces)}(?!\w))",
        rf"(?P<replaced_by>{alternatives(words.replaced_by)}(?!\w))",
    )
    return re.compile(rf"(?<!\w)(?=\w)(?:{'|'.join(kinds)})", re.I)


@cache
def _room(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.movements.rooms), re.I)


@cache
def _conflict(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.reservations.conflict), re.I)


@cache
def _for_item(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.movements.for_item), re.I)


@cache
def _own_item(language: Language) -> re.Pattern[str]:
    words = language.movements
    when = rf"(?:(?P<before>{alternatives(words.before)})|{alternatives(words.after)})"
    return re.compile(rf"(?<!\w){when}\s+{alternatives(words.this_item)}(?!\w)", re.I)


@cache
def _up_to(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives(language.movements.after)}(?!\w)", re.I)


@cache
def _perhaps(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s*{alternatives(language.movements.perhaps)}(?!\w)", re.I)


@cache
def _ends_perhaps(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.movements.perhaps)}\s+\Z", re.I)


@cache
def _elsewhere(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives(language.movements.elsewhere)}(?!\w)", re.I)


@cache
def _office(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives(language.movements.offices)}(?!\w)", re.I)


@cache
def _election(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.attendees.elections.election), re.I)


@cache
def _as_substitute(language: Language) -> re.Pattern[str]:
    return re.compile(rf"[^.;]{{0,30}}?\s{alternatives(language.movements.as_substitute)}(?!\w)", re.I)


def _titles(language: Language) -> str:
    return rf"(?:{alternatives(language.statements.titles)}(?![\w:])\s+)*"


@cache
def _right_before(language: Language) -> re.Pattern[str]:
    """Between "ersätter" and the name: titles."""
    return re.compile(rf"\s+(?:ordinarie\s+)?{_titles(language)}", re.I)


@cache
def _in_place_of(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){alternatives(language.movements.in_place_of)}\s+(?:ordinarie\s+)?{_titles(language)}\Z", re.I
    )


@cache
def _in_place_of_them(language: Language) -> re.Pattern[str]:
    words = language.movements
    them = rf"{alternatives(words.in_place_of)}\s+{alternatives(words.pronouns)}"
    their_place = (
        rf"{alternatives(words.in_place)}\s+{alternatives(words.possessives)}\s+{alternatives(words.place_of)}"
    )
    return re.compile(rf"(?<!\w)(?:{them}|{their_place})(?!\w)", re.I)


@cache
def _in_place(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.movements.in_place)}\s+{_titles(language)}\Z", re.I)


@cache
def _place_of(language: Language) -> re.Pattern[str]:
    return re.compile(rf"s?(?:\s*\([^()]{{1,5}}\)s?)?\s+{alternatives(language.movements.place_of)}(?!\w)", re.I)
