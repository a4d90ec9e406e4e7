"""The people of a meeting: those on its lists, and those who chair, keep or adjust the minutes.

One entry a person: a list says ``Anna Ek (S)``, an item ``Anna utsågs att justera``, the signature ``Anna Ek``. Who is only
spoken of, or named as replaced (``ersättare för Bo Lind``), is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from extractors.attendance import Mention, listed, listed_in_text
from extractors.elections import stated
from extractors.identity import meant
from extractors.language import Language, alternatives
from extractors.reading import Reading
from extractors.rolls import attendance_list, heads_list
from schemas.attendee import Attendee
from schemas.text import Quote, Span

# The rule of those whom the lists have both: a contradiction, which ``reconciliation`` tells.
PRESENT_AND_ABSENT = "present_and_absent"
# An item with the list of those present is one of the first.
_LISTS_FIRST = 3


@dataclass
class _Person:
    """All that the document says of one person."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As on the first list; the full name where a list has the given name alone."""
        first = self.mentions[0].name
        if " " in first:
            return first
        return next((mention.name for mention in self.mentions if " " in mention.name), first)

    @property
    def names(self) -> set[str]:
        """Every spelling, and the nicknames."""
        return {m.name for m in self.mentions} | {m.alias for m in self.mentions if m.alias}

    @property
    def party(self) -> str | None:
        """The party that the first place states which states one."""
        return next((mention.party for mention in self.mentions if mention.party), None)


def extract(reading: Reading) -> Iterator[Attendee]:
    """Yield the attendees of the minutes, in the order of their first mention."""
    if reading.document_type not in ("minutes", "notes"):
        return
    people: list[_Person] = []
    at_end = _at_end(reading)
    on_lists = listed(reading, reading.head) + _on_own_lists(reading) + listed_in_text(reading)
    # A list at the end counts where there is no other: it may be one of votes, or of who gets a copy.
    for mention in _together(on_lists or [mention for mention in at_end if mention.attendance]):
        _add(people, mention, reading.language)
    known = {word for person in people for name in person.names for word in (name, name.split()[0])}
    told = stated(reading, known)
    # Full names first: a given name alone is then known as one of them.
    for mention in sorted(told, key=lambda mention: (" " not in mention.name, mention.spans[0])):
        _add(people, mention, reading.language)
    signed = [mention for mention in at_end if mention.attendance is None]
    # Who signs with a name that stands elsewhere first: a nickname left over is then the signature left over.
    for mention in sorted(signed, key=lambda mention: not _matches(people, mention, reading.language)):
        _add(people, mention, reading.language)
    _settle_chair(people)
    _own_chair(people, reading)
    keeper = _keeper(people, reading.language)
    marks = _item_marks(reading)
    for person in people:
        yield _attendee(reading, person, marks, keeps_minutes=person is keeper)


def _together(mentions: list[Mention]) -> list[Mention]:
    """The lists, with a chair under "Närvarande" among those who decide where others are told apart by that."""
    divided = any(mention.attendance == "deciding" and "substitute" not in mention.roles for mention in mentions)
    return [
        replace(mention, attendance="deciding")
        if divided and mention.attendance == "present" and mention.roles & {"chair", "vice_chair"}
        else mention
        for mention in mentions
    ]


def _settle_chair(people: list[_Person]) -> None:
    """Where the meeting elects its chair, the chair of the board, so called on the list, does not chair it."""
    for person in people:
        if any(mention.attendance == "absent" for mention in person.mentions):
            # Who is not there does not chair the meeting.
            person.mentions = [replace(mention, roles=mention.roles - {"chair"}) for mention in person.mentions]
    chairs = [mention for person in people for mention in person.mentions if "chair" in mention.roles]
    if any(mention.attendance == "deciding" for mention in chairs):
        # "Övriga: Bo Ek, Föreningen X (ordförande)" chairs something else.
        for person in people:
            person.mentions = [
                replace(m, roles=m.roles - {"chair"}) if m.attendance == "attending" else m for m in person.mentions
            ]
    if not any(mention.of_meeting for mention in chairs):
        return
    for person in people:
        if not any(mention.of_meeting for mention in person.mentions):
            person.mentions = [
                replace(mention, roles=mention.roles - {"chair"}) if mention.attendance else mention
                for mention in person.mentions
            ]


def _own_chair(people: list[_Person], reading: Reading) -> None:
    """Where nobody else chairs: "Kommunalnämndens ordförande Bo Ek", on the list of the very body that the title names."""
    mentions = [mention for person in people for mention in person.mentions]
    named = [m for m in mentions if m.title and _chair_of(reading.language).fullmatch(m.title)]
    if len(named) != 1 or named[0].attendance == "absent" or any("chair" in m.roles for m in mentions):
        return
    chair = _chair_of(reading.language).fullmatch(named[0].title or "")
    title = reading.running[reading.head.start : named[0].spans[0].start].casefold()
    if chair and chair["body"].casefold() in title:
        for person in people:
            person.mentions = [
                replace(m, roles=m.roles | {"chair"}, title=None) if m is named[0] else m for m in person.mentions
            ]


@cache
def _chair_of(language: Language) -> re.Pattern[str]:
    """A body in the genitive before the chair: "Kommunalnämndens ordförande"."""
    return re.compile(rf"(?P<body>[\w-]{{4,}})s\s+{alternatives(language.attendees.roles['chair'])}", re.I)


def _keeper(people: list[_Person], language: Language) -> _Person | None:
    """The one whose post it is to keep the minutes ("nämndsekreterare"), where nobody is said to do it."""
    if any("secretary" in mention.roles for person in people for mention in person.mentions):
        return None
    posts = language.attendees.words.minute_keepers
    there = [
        p for p in people if any(m.title and m.title.lower() in posts and m.attendance != "absent" for m in p.mentions)
    ]
    return there[0] if len(there) == 1 else None


def _on_own_lists(reading: Reading) -> list[Mention]:
    """The lists that stand as an item before the others, or after the items under "Närvarolista"."""
    zones = []
    for item in reading.segments[:_LISTS_FIRST]:
        if item.number is None and item.title and heads_list(reading.folded(*item.title), reading.language):
            zones.append(Span(item.start, item.end))
    end = Span(reading.segments[-1].body if reading.segments else reading.tail.start, reading.tail.end)
    behind = attendance_list(reading, end)
    attached = (
        attendance_list(reading, Span(part.start, part.end)) for part in reading.parts if part.kind == "attachment"
    )
    zones += [zone for zone in (behind, *attached) if zone] if reading.segments else []
    return [mention for zone in zones for mention in listed(reading, zone)]


def _at_end(reading: Reading) -> list[Mention]:
    """The signatures, and perhaps a list, after the last item or, where nothing marks its end, at the end of it."""
    zones = [reading.tail]
    zones += [Span(part.start, part.end) for part in reading.parts if part.kind == "signatures"]
    found = [mention for zone in zones for mention in listed(reading, zone, signatures=True)]
    if reading.segments and not found:
        last = reading.segments[-1]
        inside = listed(reading, Span(last.body, last.end), signatures=True)
        found = [mention for mention in inside if mention.attendance is None]
    return found


# --- who is who ------------------------------------------------------------------------------------------------------


def _add(people: list[_Person], mention: Mention, language: Language) -> None:
    same = _matches(people, mention, language)
    if not same and not mention.attendance:
        same = [person for person in people if _same_office(person, mention)]
    if len(same) == 1:
        same[0].mentions.append(mention)
    elif not same:
        people.append(_Person([mention]))


def _matches(people: list[_Person], mention: Mention, language: Language) -> list[_Person]:
    """Those whom the mention may mean by its name: by the surest likeness that fits anybody."""
    names = (mention.name, mention.alias) if mention.alias else (mention.name,)
    same = meant(
        names, mention.party, [(p.names, p.party) for p in people], language, listed=mention.attendance is not None
    )
    return [people[index] for index in same]


def _same_office(person: _Person, mention: Mention) -> bool:
    """A name that only the signatures have, of an office that was given to a nickname, or to the same given name."""
    roles = {role for m in person.mentions for role in m.roles} & mention.roles & {"chair", "secretary", "adjuster"}
    if not roles or any(m.rule in ("office_heading", "signature") for m in person.mentions):
        return False
    return " " not in person.name or person.name.split()[0] == mention.name.split()[0]


# --- the entry -------------------------------------------------------------------------------------------------------


def _attendee(reading: Reading, person: _Person, item_marks: frozenset[str], *, keeps_minutes: bool) -> Attendee:
    def first(name: str) -> Any:
        return next((value for m in person.mentions if (value := getattr(m, name))), None)

    roles = {role for mention in person.mentions for role in mention.roles}
    if keeps_minutes:
        roles.add("secretary")
    if "substitute" in roles:
        roles.discard("member")
    if "chair" in roles and all(m.signing for m in person.mentions if "adjuster" in m.roles):
        # The chair signs beside the adjusters, by law.
        roles.discard("adjuster")
    organisation = first("organisation")
    if organisation in item_marks:
        # "ekonom, TN § 23": the letters of the body before the number of an item.
        organisation = None
    order = ("chair", "vice_chair", "secretary", "adjuster", "substitute", "member", "presenter")
    return Attendee(
        name=person.name,
        meeting_roles=tuple(role for role in order if role in roles),
        title=first("title"),
        organisation=organisation,
        party=first("party"),
        attendance=first("attendance"),
        paragraphs=_paragraphs(person),
        presence_note=first("presence_note"),
        substitutes_for=first("substitutes_for"),
        evidence=_evidence(reading, person),
        rule=PRESENT_AND_ABSENT if _is_both(person) else person.mentions[0].rule,
    )


def _is_both(person: _Person) -> bool:
    """Whether one list has the person there and another away, and neither says for which items."""
    listed = {mention.attendance for mention in person.mentions}
    limited = any(mention.paragraphs or mention.presence_note for mention in person.mentions)
    return "absent" in listed and bool(listed & {"deciding", "attending", "present"}) and not limited


def _paragraphs(person: _Person) -> str | None:
    """The items that the lists name; without any, those beside a signature."""
    listed = [m.paragraphs for m in person.mentions if m.paragraphs and m.attendance]
    others = [m.paragraphs for m in person.mentions if m.paragraphs]
    return ", ".join(dict.fromkeys(listed)) or next(iter(others), None)


def _item_marks(reading: Reading) -> frozenset[str]:
    """What stands before the sign in the headings of items: "TN § 23"."""
    marks = (
        re.match(r"\s*([^\W\d_]{1,8})\s+§", reading.running[item.start : item.end][:20]) for item in reading.segments
    )
    return frozenset(mark[1] for mark in marks if mark)


def _evidence(reading: Reading, person: _Person) -> tuple[Quote, ...]:
    """The lists, and of the statements those that tell something new."""
    quotes: dict[tuple[int, int], Quote] = {}
    told: set[str] = set()
    for mention in person.mentions:
        if mention.attendance is None and mention.roles and mention.roles <= told and mention.name in told:
            continue
        told |= {*mention.roles, mention.name}
        for span in mention.spans:
            for quote in reading.evidence(*span):
                quotes[quote.start, quote.end] = quote
    return tuple(quotes[key] for key in sorted(quotes))
