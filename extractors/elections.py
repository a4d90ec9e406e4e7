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
from extractors.language import Language, alternatives
from extractors.people import UPPER, persons
from extractors.reading import Reading
from extractors.segments import Segment
from schemas.attendee import MeetingRole
from schemas.text import Span

# An association elects its board too, after the officers of the meeting: "ordförande" alone means the meeting's only early.
_OFFICERS_FIRST = 6
_LONGEST_ELECTION = 500


class _Name(NamedTuple):
    name: Span
    span: Span


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
    alone = _alone_pattern(known or reading.language.names.first)
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


def _alone_pattern(known: Iterable[str]) -> re.Pattern[str] | None:
    words = sorted({word for word in known if len(word) > 1}, key=lambda word: (-len(word), word))
    if not words:
        return None
    # Logins are written small in a list and with a capital at the start of a sentence.
    options = "|".join(rf"{re.escape(word[0].upper())}{re.escape(word[1:])}|{re.escape(word)}" for word in words)
    return re.compile(rf"(?<![\w.-])(?:{options})(?![\w-])")


@cache
def _sentence_end(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\n[ \t]*\n\s*|[.!?]\s+(?=[{UPPER}•–])|\n(?=[ \t]*[-•–]\s)")


def _bounds(reading: Reading) -> list[int]:
    """Where sentences begin; a heading is one of its own."""
    bounds = {reading.minutes.start}
    bounds.update(match.end() for match in _sentence_end(reading.language).finditer(reading.running, *reading.minutes))
    for segment in reading.segments:
        bounds.update((segment.start, segment.body, segment.end))
    return sorted(bounds)


@cache
def _office_pattern(language: Language) -> re.Pattern[str]:
    roles = language.attendees.roles
    groups = "|".join(
        rf"(?P<{role}>{alternatives(word for word in roles[role] if _is_noun(word))})"
        for role in ("vice_chair", "chair", "secretary", "adjuster")
    )
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])", re.I)


def _is_noun(word: str) -> bool:
    """Headings such as "vid protokollet", "justeras av" are no nouns of a sentence."""
    return not re.match(
        r"(?:vid|att|utse|utsåg|protokollet|justera[st]|antecknat|in |ur |rätt|protokoll |justering$|justerande$|protokolljustering$)",
        word,
    )


@cache
def _adjusting(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.elections.adjusting)}(?!\w)", re.I)


@cache
def _trigger(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"{_office_pattern(language).pattern}|{_adjusting(language).pattern}".replace("?P<", "?P<t_"), re.I
    )


@cache
def _verb(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.elections.verbs)}(?!\w)", re.I)


@cache
def _to(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.elections.to)}\s+$", re.I)


_AND = re.compile(r"\s*(?:och|samt|&|/|tillika|jämte)\s*(?:tillika\s+)?", re.I)
_NAME_AND = re.compile(r"\s*(?:och|samt|&|,\s*och|,\s*samt|jämte)?\s*", re.I)
_RIGHT_BEFORE = re.compile(r"\s*(?:(?:tillika|och|samt)\s+\w+\s*)?[:–-]?\s*", re.I)
_PROPOSES = re.compile(r"\s*(?:föreslår|föreslog|nominerar|nominerade|lämnar|lämnade)\b", re.I)
_OTHER_BODY = re.compile(
    r"\s*(?:för|i|av|på|inom)\s+(?!(?:dagens\s+|detta\s+)?(?:mötet|möte|stämman|årsmötet|årsstämman|sammanträdet|punkten)\b)",
    re.I,
)
_MINUTES = re.compile(r"protokoll|\s*[.,;]|\s*$", re.I)


class _Sentence:
    """A sentence taken apart into names and offices."""

    def __init__(self, reading: Reading, span: Span, alone: re.Pattern[str] | None) -> None:
        self.reading, self.span, self.language = reading, span, reading.language
        self.text = reading.running
        self.names = _grouped(self.text, _names(reading, span, alone))
        self.offices = self._offices()
        self.taken: set[int] = set()
        self.elects = bool(_verb(self.language).search(self.text, *span))

    def mentions(self) -> list[Mention]:
        """The offices that the sentence gives to persons."""
        if not self.names:
            return []
        found: list[Mention] = []
        for index, office in enumerate(self.offices):
            if group := self._holders(index, office):
                found += [self._mention(name, office.roles, "elected") for name in group]
        return [*found, *self._adjusters()]

    @property
    def _in_head(self) -> bool:
        """Before the items stand lists, where an office belongs to the name before or below."""
        return self.span.start < self.reading.head.end

    def _offices(self) -> list[_Office]:
        found: list[_Office] = []
        for match in _office_pattern(self.language).finditer(self.text, *self.span):
            role: MeetingRole = match.lastgroup  # type: ignore[assignment]
            word = match[0].lower()
            certain = role == "adjuster" or word not in {
                "ordförande",
                "ordföranden",
                "sekreterare",
                "sekreteraren",
                "ordf",
                "sekr",
            } | set(self.language.attendees.roles["vice_chair"])
            if found and _AND.fullmatch(self.text, found[-1].span.end, match.start()):
                last = found[-1]
                found[-1] = _Office(Span(last.span.start, match.end()), last.roles | {role}, last.certain and certain)
            else:
                found.append(_Office(Span(*match.span()), frozenset({role}), certain))
        return found

    def _holders(self, index: int, office: _Office) -> list[_Name]:
        to = _to(self.language).search(self.text, self.span.start, office.span.start)
        if to:
            if not self.elects or re.search(r"förslag\s+$", self.text[self.span.start : to.start()], re.I):
                return []
            if not self._of_the_meeting(office):
                return []
            return self._nearest(to.start(), office.span.end)
        before = self.text[self.span.start : office.span.start]
        after = None if self._in_head else next((g for g in self.names if g[0].span.start >= office.span.end), None)
        if after and _RIGHT_BEFORE.fullmatch(self.text, office.span.end, after[0].name.start):
            # "Kommunstyrelsens ordförande Bo Lind" holds that office elsewhere.
            if re.search(r"\w+(?:s|ns)\s+(?:\d:[ea]\s+|förste\s+|andre\s+)?(?:vice\s+)?$", before):
                return []
            first = self.text[office.span.start]
            if first.isupper() or office.certain or self.elects:
                return after if office.roles <= {"adjuster"} else after[:1]
            return []
        was = alternatives(self.language.attendees.elections.was)
        if re.search(rf"(?<!\w){was}\s+(?:mötets\s+|dagens\s+)?$", before) and not _OTHER_BODY.match(
            self.text, office.span.end
        ):
            return self._before(office.span.start, 40)
        return []

    def _of_the_meeting(self, office: _Office) -> bool:
        """Whether the office is one of this meeting, not of a board or committee that the meeting elects."""
        if office.certain:
            return True
        if _OTHER_BODY.match(self.text, office.span.end):
            return False
        segment = self.reading.segment_at(self.span.start)
        if segment is None:
            return True
        title = self.reading.folded(*segment.title).lower() if segment.title else ""
        return self.reading.segments.index(segment) < _OFFICERS_FIRST and not _elsewhere(self.language).search(title)

    def _nearest(self, before: int, after: int) -> list[_Name]:
        """The group of names that ends last before, and has no office yet; else the first after."""
        for index in range(len(self.names) - 1, -1, -1):
            group = self.names[index]
            if (
                group[-1].span.end <= before
                and index not in self.taken
                and not _PROPOSES.match(self.text, group[-1].span.end)
            ):
                self.taken.add(index)
                return group
            if group[-1].span.end <= before and index in self.taken:
                break
        for index, group in enumerate(self.names):
            if group[0].span.start >= after and index not in self.taken:
                self.taken.add(index)
                return group
        return []

    def _before(self, position: int, distance: int) -> list[_Name]:
        group = next((g for g in reversed(self.names) if g[-1].span.end <= position), None)
        return group if group and position - group[-1].span.end <= distance else []

    def _adjusters(self) -> Iterator[Mention]:
        for match in _adjusting(self.language).finditer(self.text, *self.span):
            words = match[0].lower()
            if words.endswith(" av"):
                group = next((g for g in self.names if g[0].span.start >= match.end()), [])
                group = group if group and not self.text[match.end() : group[0].name.start].strip(" :\n") else []
            elif words == "justerar":
                group = [name for g in self.names for name in g if name.span.end <= match.start()]
            elif (
                words == "justeras"
                or self._in_head
                or not self.elects
                or not _MINUTES.search(self.text[match.end() : min(match.end() + 40, self.span.end)])
            ):
                group = []
            else:
                group = self._nearest(match.start(), match.end())
            if group and _MINUTES.search(self.text[match.start() : min(match.end() + 40, self.span.end)]):
                for name in group:
                    yield self._mention(name, frozenset({"adjuster"}), "adjusts")
                return

    def _mention(self, name: _Name, roles: frozenset[MeetingRole], rule: str) -> Mention:
        return Mention(name=self.reading.folded(*name.name), spans=(self._evidence(name),), rule=rule, roles=roles)

    def _evidence(self, name: _Name) -> Span:
        return self.span if self.span.end - self.span.start <= 300 else name.span


@cache
def _elsewhere(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.elections.elsewhere)}(?!\w)|\b(?:19|20)\d\d\b", re.I)


def _names(reading: Reading, span: Span, alone: re.Pattern[str] | None) -> list[_Name]:
    """The persons of a passage, and the known given names and logins that stand alone in it."""
    found = [_Name(p.name, p.span) for p in persons(reading.running, *span, reading.language)]
    if alone:
        for match in alone.finditer(reading.running, *span):
            if not any(name.span.start <= match.start() < name.span.end for name in found):
                found.append(_Name(Span(*match.span()), Span(*match.span())))
    return sorted(found)


def _grouped(text: str, names: list[_Name]) -> list[list[_Name]]:
    groups: list[list[_Name]] = []
    for name in names:
        if groups and _NAME_AND.fullmatch(text, groups[-1][-1].span.end, name.name.start):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


@cache
def _election(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.elections.election)}(?!\w)", re.I)


def _by_heading(
    reading: Reading, segment: Segment, alone: re.Pattern[str] | None, told: list[Mention]
) -> Iterator[Mention]:
    """The names below "Val av justerare", where no sentence says it in full."""
    if segment.title is None or segment.end - segment.start > _LONGEST_ELECTION:
        return
    title = reading.running[slice(*segment.title)]
    election = _election(reading.language).search(title)
    if not election:
        return
    roles = {str(match.lastgroup) for match in _office_pattern(reading.language).finditer(title, election.end())}
    if len(roles) != 1 or _elsewhere(reading.language).search(title):
        return
    role = roles.pop()
    if any(segment.start <= m.spans[0].start < segment.end and role in m.roles for m in told):
        return
    if role != "adjuster" and reading.segments.index(segment) >= _OFFICERS_FIRST:
        return
    names = _names(reading, Span(segment.title.start, segment.end), alone)
    groups = [g for g in _grouped(reading.running, names) if not _PROPOSES.match(reading.running, g[-1].span.end)]
    if groups:
        for name in groups[0] if role == "adjuster" else groups[0][:1]:
            yield Mention(
                name=reading.folded(*name.name),
                spans=(Span(segment.title.start, segment.title.end), name.span),
                rule="elected_by_heading",
                roles=frozenset({role}),  # type: ignore[arg-type]
            )
