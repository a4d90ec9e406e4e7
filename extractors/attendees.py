"""The people of a meeting: those on its lists, and those who chair, keep or adjust the minutes.

One entry a person: a list says ``Anna Ek (S)``, an item ``Anna utsågs att justera``, the signature ``Anna Ek``. Who is only
spoken of, or named as replaced (``ersättare för Bo Lind``), is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from extractors.attendance import Mention, listed, listed_in_text
from extractors.elections import stated
from extractors.language import Language
from extractors.reading import Reading
from extractors.rolls import attendance_list, heads_list
from schemas.attendee import Attendee
from schemas.text import Quote, Span

# Spellings of one name differ by so many letters at most ("Halgren", "Hallgren").
_TYPING_ERRORS = 2
# An item with the list of those present is one of the first.
_LISTS_FIRST = 3
# A shorter name is too easily another one.
_SHORTEST_MISSPELT = 9


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
    likenesses: list[Callable[[str], bool]] = [
        lambda name: _same(name, mention.name),
        lambda name: mention.alias == name,
        lambda name: _short_for(name, mention.name),
        # In a sentence, a given name that nobody knows is left out.
        lambda name: mention.attendance is None and " " in mention.name and name.endswith(" " + mention.name),
        # On lists, names that differ by a letter are two persons.
        lambda name: mention.attendance is None and _misspelt(name, mention.name, language),
    ]
    named = [(person, person.names) for person in people]
    for alike in likenesses:
        if same := [person for person, names in named if any(map(alike, names))]:
            return same
    return []


def _same_office(person: _Person, mention: Mention) -> bool:
    """A name that only the signatures have, of an office that was given to a nickname, or to the same given name."""
    roles = {role for m in person.mentions for role in m.roles} & mention.roles & {"chair", "secretary", "adjuster"}
    if not roles or any(m.rule in ("office_heading", "signature") for m in person.mentions):
        return False
    return " " not in person.name or person.name.split()[0] == mention.name.split()[0]


@lru_cache(maxsize=10_000)
def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.lower())


def _same(one: str, other: str) -> bool:
    """The same words, in whatever order: "Strandell Greta"."""
    return _sorted_words(one) == _sorted_words(other)


@lru_cache(maxsize=10_000)
def _sorted_words(name: str) -> list[str]:
    return sorted(_words(name))


def _short_for(one: str, other: str) -> bool:
    """A given name alone, an initial, or a middle name left out.

    >>> _short_for("My", "My Lundgren"), _short_for("Johan L.", "Johan Lind"), _short_for("Eva Ek", "Eva Lind")
    (True, True, False)
    """
    short, long = sorted((_words(one), _words(other)), key=len)
    if not short or not long or short[0] != long[0]:
        return False
    if len(short) == 1:
        # "Per" is not "Per-Erik".
        return min(one, other, key=len).lower() == max(one, other, key=len).lower().split()[0]
    if len(short) == len(long) == 2:
        shorter, longer = sorted((short[1], long[1]), key=len)
        return len(shorter) == 1 and longer.startswith(shorter)
    return short[-1] == long[-1] and set(short) < set(long)


def _misspelt(one: str, other: str, language: Language) -> bool:
    """Whether two spellings may be one name: a letter or two differ, and they are not two common family names."""
    left, right = ("".join(_words(name)) for name in (one, other))
    if left[0] != right[0] or min(len(left), len(right)) < _SHORTEST_MISSPELT:
        return False
    if one.split()[-1] != other.split()[-1] and {one.split()[-1], other.split()[-1]} <= language.names.last:
        return False
    if one.split()[0] != other.split()[0] and one.split()[-1] != other.split()[-1]:
        return False
    return _distance(left, right) <= _TYPING_ERRORS


def _distance(left: str, right: str) -> int:
    """How many letters to change, add or leave out between two strings (Levenshtein)."""
    row = list(range(len(right) + 1))
    for index, letter in enumerate(left, 1):
        above, row = row, [index]
        for position, other in enumerate(right, 1):
            row.append(min(above[position] + 1, row[-1] + 1, above[position - 1] + (letter != other)))
    return row[-1]


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
    paragraphs = first("paragraphs")
    return Attendee(
        name=person.name,
        meeting_roles=tuple(role for role in order if role in roles),
        title=first("title"),
        organisation=organisation,
        party=first("party"),
        attendance=first("attendance"),
        paragraphs=paragraphs,
        substitutes_for=first("substitutes_for"),
        present_at=_present_at(reading, paragraphs) if paragraphs else None,
        evidence=_evidence(reading, person),
        rule=person.mentions[0].rule,
    )


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


def _present_at(reading: Reading, paragraphs: str) -> tuple[str, ...] | None:
    """The ids of the items that *paragraphs* names: "1-4b", "27, 29"; null where it only names an edge ("t.o.m. 20")."""
    if not re.fullmatch(r"[\d\sa-z,;–—-]+", paragraphs) or re.search(r"[a-z]{2}", paragraphs):
        return None
    ranges = [
        (int(first), int(last or first))
        for first, last in re.findall(r"(\d+)[a-z]?(?:\s*[-–—]\s*(\d+)[a-z]?)?", paragraphs)
    ]
    named = [
        segment.id
        for segment in reading.segments
        if (digits := re.match(r"\d+", segment.number or "")) and any(a <= int(digits[0]) <= b for a, b in ranges)
    ]
    return tuple(named) or None
