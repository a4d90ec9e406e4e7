"""Who chairs, keeps and adjusts the minutes, as the text tells it.

``Till mötesordförande valdes Anna Ek`` · ``utser Bo Lind (M) att justera protokollet`` · ``Ordförande Eva Berg öppnade`` ·
``Protokollet justeras av Bo Lind. Kim Öst var sekreterare`` · an item headed ``Val av justerare`` with a name below.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractors.attendance import Mention
from extractors.language import Language, alternatives, whole_words
from extractors.people import UPPER, persons
from extractors.reading import Reading
from extractors.segments import Segment
from schemas.attendee import MeetingRole
from schemas.text import Span

# An association elects its board too, after the officers of the meeting: "ordförande" alone means the meeting's only early.
_OFFICERS_FIRST = 6
# No election of officers takes more characters; what is longer is a debate or a flattened page.
_LONGEST_ELECTION = 500
_LONGEST_QUOTE = 300
# A name and its verb stand this close: "Kim Öst var mötets sekreterare", "justera dagens protokoll".
_NEAR = 40


class _Name(NamedTuple):
    name: Span
    span: Span
    party: str | None = None


@dataclass
class _Office:
    """One or more offices named together in a sentence."""

    span: Span
    roles: frozenset[MeetingRole]
    # "mötesordförande", not "ordförande": it is the meeting's.
    certain: bool


def stated(reading: Reading, known: Iterable[str]) -> list[Mention]:
    """What the sentences of the minutes tell of offices at the meeting.

    Args:
        known: given names, nicknames and logins of those on the lists, which may stand alone in a sentence.
    """
    found: list[Mention] = []
    # Logins are written small in a list and with a capital at the start of a sentence.
    alone = frozenset(known) or reading.language.names.first
    alone |= {word.capitalize() for word in alone if word.islower()}
    bounds = _bounds(reading)
    running = reading.running
    seen: set[int] = set()
    for match in _trigger(reading.language).finditer(running, *reading.minutes):
        index = bisect_right(bounds, match.start()) - 1
        if index in seen:
            continue
        seen.add(index)
        sentence = Span(bounds[index], bounds[index + 1] if index + 1 < len(bounds) else reading.minutes.end)
        if sentence.end - sentence.start <= _LONGEST_ELECTION * 2:
            found += _Sentence(reading, sentence, alone).mentions()
    for segment in reading.segments:
        found += _by_heading(reading, segment, alone, found)
    return found


_WORD = re.compile(r"(?<![\w.-])[^\W\d_][\w.-]*\w(?![\w-])")
# "J. A. Lund" is one name.
_SENTENCE_END = re.compile(rf"\n[ \t]*\n\s*|(?<!\b[{UPPER}])[.!?]\s+(?=[{UPPER}•–])|\n(?=[ \t]*[-•–]\s)")


def _bounds(reading: Reading) -> list[int]:
    """Where sentences begin; a heading is one of its own."""
    bounds = {reading.minutes.start}
    bounds.update(match.end() for match in _SENTENCE_END.finditer(reading.running, *reading.minutes))
    for segment in reading.segments:
        bounds.update((segment.start, segment.body, segment.end))
    return sorted(bounds)


@cache
def _office_pattern(language: Language) -> re.Pattern[str]:
    roles = language.attendees.roles
    groups = "|".join(
        rf"(?P<{role}>{alternatives(roles[role])})" for role in ("vice_chair", "chair", "secretary", "adjuster")
    )
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])", re.I)


@cache
def _adjusting(language: Language) -> re.Pattern[str]:
    words = language.attendees.elections
    return re.compile(whole_words((*words.to_adjust, *words.adjusts)), re.I)


@cache
def _adjusted_by(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.attendees.elections.adjusted_by), re.I)


@cache
def _does(language: Language) -> re.Pattern[str]:
    """ "leder mötet", "för anteckningar": right after a name."""
    words = language.attendees.elections
    return re.compile(rf"(?<!\w)(?:(?P<leads>{alternatives(words.leads)})|{alternatives(words.keeps)})(?!\w)", re.I)


@cache
def _trigger(language: Language) -> re.Pattern[str]:
    patterns = (_office_pattern(language), _adjusting(language), _adjusted_by(language), _does(language))
    # Each begins with a word.
    return re.compile(rf"(?<!\w)(?=\w)(?:{'|'.join(pattern.pattern for pattern in patterns)})", re.I)


@cache
def _verb(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.attendees.elections.verbs), re.I)


@cache
def _to(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.elections.to)}\s+$", re.I)


@cache
def _and(language: Language) -> re.Pattern[str]:
    word = alternatives(language.attendees.elections.and_)
    return re.compile(rf"\s*{word}\s*(?:{word}\s+)?", re.I)


@cache
def _and_name(language: Language) -> re.Pattern[str]:
    words = language.attendees.elections
    place = rf"(?:\s{alternatives(words.lives)}\s[{UPPER}]\w+)?"
    # "lantbrukaren Karl Ek och fru Eva Lind"
    people = language.people
    titles = "|".join(map(re.escape, people.title_endings))
    office = _office_pattern(language).pattern
    title = rf"(?:(?!{office})(?:[^\W\d_]*(?:{titles})|{alternatives((*people.short_titles, *people.address))})\s+)?"
    return re.compile(rf"{place}\s*(?:,\s*)?(?:{alternatives(words.and_)}\s+)?{title}")


@cache
def _beside(language: Language) -> re.Pattern[str]:
    """Before the office of one who does it with those elected: "till justeringsmän jämte ordföranden"."""
    return re.compile(rf"(?<!\w){alternatives(language.attendees.elections.beside)}\s+$", re.I)


@cache
def _right_before(language: Language) -> re.Pattern[str]:
    """Between an office and the name of who holds it."""
    return re.compile(rf"\s*(?:{alternatives(language.attendees.elections.and_)}\s+\w+\s*)?[:–-]?\s*", re.I)


@cache
def _proposes(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s*{alternatives(language.attendees.elections.proposes)}(?!\w)", re.I)


@cache
def _of_other_body(language: Language) -> re.Pattern[str]:
    words = language.attendees.elections
    return re.compile(rf"\s*{alternatives(words.of_body)}\s+(?!{alternatives(words.this_meeting)}(?!\w))", re.I)


@cache
def _of_next(language: Language) -> re.Pattern[str]:
    """ "mötesordförande till nästa möte": of another meeting than this."""
    return re.compile(rf"\s*\w+\s+{alternatives(language.attendees.elections.next)}(?!\w)", re.I)


@cache
def _proposal(language: Language) -> re.Pattern[str]:
    return re.compile(rf"{alternatives(language.attendees.elections.proposal)}\s+$", re.I)


@cache
def _was(language: Language) -> re.Pattern[str]:
    words = language.attendees.elections
    return re.compile(rf"(?<!\w){alternatives(words.was)}\s+(?:{alternatives(words.this_meeting)}\s+)?$", re.I)


@cache
def _held_elsewhere(language: Language) -> re.Pattern[str]:
    """ "Kommunstyrelsens ordförande", "nämndens andre vice ordförande": what stands before the office."""
    return re.compile(rf"\w+s\s+(?:{alternatives(language.attendees.words.ordinals)}\s+)?$", re.I)


@cache
def _minutes(language: Language) -> re.Pattern[str]:
    """What is adjusted, or nothing: the sentence ends."""
    return re.compile(rf"\s*(?:$|[.,;]|.*?{alternatives(language.attendees.elections.minutes)})", re.I | re.S)


class _Sentence:
    """A sentence taken apart into names and offices."""

    def __init__(self, reading: Reading, span: Span, alone: frozenset[str]) -> None:
        self.reading, self.span, self.language = reading, span, reading.language
        self.text = reading.running
        self.names = _grouped(reading, _names(reading, span, alone))
        self.offices = self._offices()
        self.taken: set[int] = set()
        self.elects = bool(_verb(self.language).search(self.text, *span))

    def mentions(self) -> list[Mention]:
        """The offices that the sentence gives to persons."""
        if not self.names:
            return []
        found = [
            self._mention(name, office.roles, "elected", self._for_meeting(office))
            for office in self.offices
            for name in self._holders(office)
        ]
        found += [self._mention(name, frozenset({"adjuster"}), "adjusts") for name in self._adjusters()]
        return found + list(self._doers())

    @property
    def _among_lists(self) -> bool:
        """Before the items stand lists, after them signatures: there an office belongs to the name before or below."""
        return self.span.start < self.reading.head.end or self.span.start >= self.reading.tail.start

    def _offices(self) -> list[_Office]:
        of_any_body = {*self.language.attendees.elections.of_any_body, *self.language.attendees.roles["vice_chair"]}
        found: list[_Office] = []
        for match in _office_pattern(self.language).finditer(self.text, *self.span):
            if _beside(self.language).search(self.text[self.span.start : match.start()]):
                continue
            role: MeetingRole = match.lastgroup  # type: ignore[assignment]
            certain = match[0].lower() not in of_any_body
            apart = found and found[-1].roles | {role} >= {"chair", "vice_chair"}
            if found and not apart and _and(self.language).fullmatch(self.text, found[-1].span.end, match.start()):
                last = found[-1]
                found[-1] = _Office(Span(last.span.start, match.end()), last.roles | {role}, last.certain and certain)
            else:
                found.append(_Office(Span(*match.span()), frozenset({role}), certain))
        return found

    def _holders(self, office: _Office) -> list[_Name]:
        """Those to whom the sentence gives an office."""
        before = self.text[self.span.start : office.span.start]
        if to := _to(self.language).search(before):
            # "X valdes till ordförande", "till ordförande valdes X"; "förslag till ordförande: X" elects nobody.
            if self.elects and not _proposal(self.language).search(before, 0, to.start()) and self._of_meeting(office):
                return self._nearest(self.span.start + to.start(), office.span.end)
            return []
        if _was(self.language).search(before) and not _of_other_body(self.language).match(self.text, office.span.end):
            return self._just_before(office.span.start)
        return self._right_after(office, before)

    def _right_after(self, office: _Office, before: str) -> list[_Name]:
        """ "Ordförande Bo Lind öppnade": the name right after the office."""
        group = next((g for g in self.names if g[0].span.start >= office.span.end), None)
        if group is None or self._among_lists or _held_elsewhere(self.language).search(before):
            return []
        gap = self.text[office.span.end : group[0].name.start]
        if not _right_before(self.language).fullmatch(gap):
            return []
        # "Sekr: Bo" far down is a board elected for the coming year.
        if ":" in gap and not self._of_meeting(office):
            return []
        # With a small letter and no election it may be anybody's chair.
        telling = office.certain or self.elects or _adjusting(self.language).search(self.text, *self.span)
        if not telling and not self.text[office.span.start].isupper():
            return []
        return group if office.roles == {"adjuster"} else group[:1]

    def _of_meeting(self, office: _Office) -> bool:
        """Whether the office is one of this meeting, not of a board or committee that the meeting elects."""
        if _of_next(self.language).match(self.text, office.span.end):
            return False
        if office.certain:
            return True
        if _of_other_body(self.language).match(self.text, office.span.end):
            return False
        segment = self.reading.segment_at(self.span.start)
        return segment is None or _among_officers(self.reading, segment)

    def _nearest(self, before: int, after: int) -> list[_Name]:
        """The group of names that ends last before, if it has no office yet; else the first one after."""
        earlier = [index for index, group in enumerate(self.names) if group[-1].span.end <= before]
        if earlier and earlier[-1] not in self.taken:
            group = self.names[earlier[-1]]
            if not _proposes(self.language).match(self.text, group[-1].span.end):
                self.taken.add(earlier[-1])
                return group
        for index, group in enumerate(self.names):
            if group[0].span.start >= after and index not in self.taken:
                self.taken.add(index)
                return group
        return []

    def _just_before(self, position: int) -> list[_Name]:
        group = next((g for g in reversed(self.names) if g[-1].span.end <= position), None)
        return group if group and position - group[-1].span.end <= _NEAR else []

    def _adjusters(self) -> list[_Name]:
        """Those who are to adjust the minutes, or do it."""
        words = self.language.attendees.elections
        for match in _adjusting(self.language).finditer(self.text, *self.span):
            verb = " ".join(match[0].lower().split())
            if not _minutes(self.language).match(self.text, match.end(), min(match.end() + _NEAR, self.span.end)):
                continue
            if verb in words.adjusts:
                group = [name for g in self.names for name in g if name.span.end <= match.start()]
            elif self._among_lists or not self.elects:
                group = []
            else:
                group = self._nearest(match.start(), match.end())
            if group:
                return group
        for match in _adjusted_by(self.language).finditer(self.text, *self.span):
            group = next((g for g in self.names if g[0].span.start >= match.end()), [])
            if group and not self.text[match.end() : group[0].name.start].strip(" :\n"):
                return group
        return []

    def _doers(self) -> Iterator[Mention]:
        """Those of whom the sentence says that they lead the meeting or keep the minutes."""
        for match in _does(self.language).finditer(self.text, *self.span):
            role: MeetingRole = "chair" if match["leads"] else "secretary"
            for name in (group[-1] for group in self.names):
                gap = self.text[name.span.end : match.start()] if name.span.end <= match.start() else "?"
                # "Eva Ek hälsar välkomna och leder mötet"
                if len(gap) < _NEAR and gap.islower() if match["leads"] and gap.strip() else not gap.strip(" ,"):
                    yield self._mention(name, frozenset({role}), "does")

    def _for_meeting(self, office: _Office) -> bool:
        """Whether one of the first items elects the chair of this meeting, whoever else is called chair."""
        segment = self.reading.segment_at(self.span.start)
        elected = self.elects and office.certain and office.roles == {"chair"}
        return elected and segment is not None and _among_officers(self.reading, segment)

    def _mention(self, name: _Name, roles: frozenset[MeetingRole], rule: str, of_meeting: bool = False) -> Mention:
        return Mention(
            name=self.reading.folded(*name.name),
            spans=(self._evidence(name),),
            rule=rule,
            roles=roles,
            party=name.party,
            of_meeting=of_meeting,
        )

    def _evidence(self, name: _Name) -> Span:
        """The sentence, or the name alone where that is long."""
        return self.span if self.span.end - self.span.start <= _LONGEST_QUOTE else name.span


@cache
def _elsewhere(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.elections.elsewhere)}(?!\w)|\b(?:19|20)\d\d\b", re.I)


def _among_officers(reading: Reading, segment: Segment) -> bool:
    """Whether an item is one of the first, where a meeting elects its officers, and speaks of no other body."""
    title = reading.folded(*segment.title) if segment.title else ""
    return segment in reading.segments[:_OFFICERS_FIRST] and not _elsewhere(reading.language).search(title)


def _names(reading: Reading, span: Span, alone: frozenset[str]) -> list[_Name]:
    """The persons of a passage, and the known given names and logins that stand alone in it."""
    running = reading.running
    people = persons(running, *span, reading.language)
    # "Ordföranden antecknar Bo Linds yrkande": the genitive of a name tells of the motion, not of the man.
    found = [_Name(p.name, p.span, p.party) for p in people if not running[p.name.end : p.name.end + 1].isalpha()]
    for match in _WORD.finditer(reading.running, *span):
        if match[0] in alone and not any(name.span.start <= match.start() < name.span.end for name in found):
            found.append(_Name(Span(*match.span()), Span(*match.span())))
    return sorted(found, key=lambda name: name.name)


def _grouped(reading: Reading, names: list[_Name]) -> list[list[_Name]]:
    """The names that stand together: "A, B och C"."""
    groups: list[list[_Name]] = []
    for name in names:
        joined = _and_name(reading.language)
        if groups and joined.fullmatch(reading.running, groups[-1][-1].span.end, name.name.start):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


@cache
def _election(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.attendees.elections.election), re.I)


def _by_heading(reading: Reading, segment: Segment, alone: frozenset[str], told: list[Mention]) -> Iterator[Mention]:
    """The names below "Val av justerare", where no sentence says it in full."""
    if segment.title is None or segment.end - segment.start > _LONGEST_ELECTION:
        return
    title = reading.running[slice(*segment.title)]
    election = _election(reading.language).search(title)
    if not election:
        return
    offices = list(_office_pattern(reading.language).finditer(title, election.end()))
    if any(_of_next(reading.language).match(title, office.end()) for office in offices):
        return
    roles = frozenset(match.lastgroup for match in offices)
    if len(roles) != 1 or any(segment.start <= m.spans[0].start < segment.end and roles & m.roles for m in told):
        return
    if not _among_officers(reading, segment) and (roles != {"adjuster"} or _elsewhere(reading.language).search(title)):
        return
    proposes = _proposes(reading.language)
    groups = _grouped(reading, _names(reading, Span(segment.title.start, segment.end), alone))
    group: list[_Name] = next((g for g in groups if not proposes.match(reading.running, g[-1].span.end)), [])
    for name in group if roles == {"adjuster"} else group[:1]:
        yield Mention(
            name=reading.folded(*name.name),
            spans=(segment.title, name.span),
            rule="elected_by_heading",
            roles=roles,  # type: ignore[arg-type]
            party=name.party,
        )
