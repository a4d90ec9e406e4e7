"""Who is on the lists of a meeting, and what each entry says.

``Anna Ek (S), ordförande Bo Lind (M) ersättare för Eva Berg (M)`` · ``Region Sydlandet, Karin Öst`` · ``S Ingemar Ask`` ·
``x Strandell Greta, vice ordförande`` · ``Närvarande: Bo, Eva, Kim``. Each name is an anchor: what stands between two names is
said of the one before or, where a line begins with it, of the one after.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from extractors.language import Language, alternatives
from extractors.people import UPPER, Person, is_given_name, party_of, party_pattern, persons
from extractors.posts import CROSS, NOTHING, Facts, facts, is_organisation, is_title, offices
from extractors.reading import Reading
from extractors.rolls import Roll, is_replaced, persons_of_line, replaces, replaces_before, roll_at, rolls, said_by
from schemas.attendee import Attendance, MeetingRole
from schemas.text import Span


@dataclass(frozen=True)
class Mention:
    """What one place says of one person."""

    name: str
    spans: tuple[Span, ...]
    rule: str
    roles: frozenset[MeetingRole] = frozenset()
    title: str | None = None
    organisation: str | None = None
    party: str | None = None
    attendance: Attendance | None = None
    paragraphs: str | None = None
    presence_note: str | None = None
    substitutes_for: str | None = None
    # A nickname or login beside the name.
    alias: str | None = None
    # Elected to chair this very meeting.
    of_meeting: bool = False
    # Only signs, under a heading such as "Justeras".
    signing: bool = False


_CATALOGUED = re.compile(
    rf"[\s\d.•*–-]*(?P<last>[{UPPER}][\w'’-]+(?: [{UPPER}][\w'’-]+)?), (?P<first>[{UPPER}][\w-]+(?: [{UPPER}][\w-]+)?)(?![\w-])"
)


_NEXT_NAME = re.compile(r",\s(\w+)")
# What stands in parentheses behind a name.
_BRACKETED = re.compile(r"\s*\([^()]*\)$")


@cache
def _joiner(language: Language) -> re.Pattern[str]:
    """Between two names of whom the same is said."""
    return re.compile(rf"\s*[,;]?\s*(?:{alternatives(language.people.and_)}\s)?\s*")


@cache
def _last_joiner(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*{alternatives(language.people.and_)}\s*")


@cache
def _of_second(language: Language) -> re.Pattern[str]:
    """Between two names, what belongs to the second: "Bo Lind samt rektor Ove Ek"."""
    return re.compile(rf"(?:^|(?<!-)\s|,){alternatives(language.people.and_)}\s+([^,;()]+?)\s*$")


@cache
def _items_first(language: Language) -> re.Pattern[str]:
    """ "Lena Öst § 1-5 samt sekreterare Bo Ek": the items between belong to the first."""
    word = alternatives(language.people.and_)
    number = r"\d{1,3}(?![\w.:/])"
    return re.compile(rf"\s*\(?(?:§+\s*)?{number}(?:[\s,–-]+{number}|\s+{word}\s+{number})*\)?[\s,]*")


@cache
def _part(language: Language) -> re.Pattern[str]:
    """A piece of a list between commas, "och" and full stops."""
    joiner = alternatives(language.people.and_)
    return re.compile(rf"(?:^|[,;.]|(?<!-)\s{joiner}(?=\s))(?P<part>(?:(?!(?<!-)\s{joiner}\s|\.\s)[^,;])+)")


def listed(reading: Reading, zone: Span, *, signatures: bool = False) -> list[Mention]:
    """Everybody on the lists of a zone, and those who hold an office by a heading or a signature there.

    Args:
        signatures: names stand in the zone with an office and without a heading ("Anna Ek, justerare").
    """
    found: list[Mention] = []
    for roll in rolls(reading, zone, signatures=signatures):
        if roll.kind == "role":
            found += _office_holders(roll, reading.language)
        elif roll.kind == "signatures":
            people = _Entries(roll, reading.language).all()
            found += [mention for mention in people if mention.roles and not mention.title and not mention.organisation]
        else:
            found += _Entries(roll, reading.language).all()
    return found


def listed_in_text(reading: Reading) -> list[Mention]:
    """The lists that stand inside items or in a sentence: "Närvarande var Bo, Eva och Kim", "Bo, Eva, Kim är närvarande"."""
    found: list[Mention] = []
    for segment in reading.segments:
        for match in _list_in_item(reading.language).finditer(reading.running, segment.body, segment.end):
            tags = said_by(match["words"], reading.language)
            if tags & {"present", "absent"}:
                gap = _BLANK_LINE.search(reading.running, match.end(), segment.end)
                place = Span(match.end(), gap.start() + 1 if gap else segment.end)
                found += _Entries(roll_at(reading, place, tags), reading.language).all()
        for match in _found_present(reading.language).finditer(reading.running, segment.body, segment.end):
            before = reading.running[segment.body : match.start()]
            place = Span(segment.body + max(before.rfind(mark) for mark in ".:") + 1, match.start())
            people = _Entries(roll_at(reading, place, frozenset({"present"})), reading.language).all()
            found += people if len(people) > 2 else []
    for match in _present_were(reading.language).finditer(reading.running, *reading.minutes):
        place = Span(*match.span("names"))
        found += _Entries(roll_at(reading, place, frozenset({"present"})), reading.language).all()
    return found


# After something was said: a list may begin below its heading.
_BLANK_LINE = re.compile(r"\S\s*\n[ \t]*\n")


@cache
def _list_in_item(language: Language) -> re.Pattern[str]:
    headings = language.attendees.headings
    word = alternatives(
        (*headings.present, *headings.deciding, *headings.absent, *headings.filler, *headings.attending)
    )
    return re.compile(rf"^[ \t]*(?P<words>(?:{word}[ ]+)*{word})(?!\w)(?:[ ][^:.,\n]{{0,90}})?:", re.I | re.M)


@cache
def _found_present(language: Language) -> re.Pattern[str]:
    was = alternatives(language.attendees.elections.was)
    present = alternatives(language.attendees.headings.present)
    return re.compile(rf"\s{was}\s+{present}(?!\w)", re.I)


@cache
def _present_were(language: Language) -> re.Pattern[str]:
    """ "Närvarande var Bo Lind, Eva Ek och Kim Öst." in a sentence of its own."""
    was = alternatives(language.attendees.elections.was)
    present = alternatives(language.attendees.headings.present)
    return re.compile(rf"(?:^|[.!?]\s)\s*(?i:{present})\s+{was}\s+(?P<names>[{UPPER}](?:[^.\n]|\n(?!\s*\n))*)", re.M)


_FOR_ITEMS = re.compile(r"\s*[(,]?\s*§")


def _office_holders(roll: Roll, language: Language) -> Iterator[Mention]:
    """Names below the headings of offices: one each, and the rest to the last, the adjusters."""
    text = roll.text
    if text.split()[0].lower() in language.attendees.words.crosses:
        # "Ordförande", "Ja": the post of the one before in a list of votes.
        return
    if replaces(language).match(text.lstrip(" .:")):
        # "Ordförande", "Tjänstgör för Bo Lind": the columns of a page run together.
        return
    people: list[Person] = []
    for person in persons(text, 0, len(text), language, listed=True):
        gap = text[people[-1].span.end : person.name.start] if people else ""
        enough = len(people) >= len(roll.roles) or len(gap) > 60
        # More offices than names so far: a title stands between ("Anna Ek, nämndsekreterare"), or dots.
        if people and enough and not _joiner(language).fullmatch(gap):
            break
        people.append(person)
    limit = len(roll.roles) - 1 + (4 if roll.roles[-1] == "adjuster" else 1)
    if len(roll.roles) == 1 and all(_FOR_ITEMS.match(text, person.span.end) for person in people):
        # "Ordförande Bo Lind §§ 1-4, Eva Ek §§ 5-9".
        limit = len(people)
    for index, person in enumerate(people[:limit]):
        role = roll.roles[min(index, len(roll.roles) - 1)]
        around = _attendance(roll.around) if roll.around else None
        inside = role in {"chair", "vice_chair"} or (role == "secretary" and around != "deciding")
        following = people[index + 1].name.start if index + 1 < len(people) else len(text)
        line_end = text.find("\n", person.span.end)
        said = text[person.span.end : min(following, line_end if line_end >= 0 else following)]
        said = said if len(said) < 80 and not re.search(r"[.!?]\s", said) else ""
        told = facts(said, language) if said.strip(" ,.") else Facts()
        about = told if roll.around else Facts()
        office: frozenset[MeetingRole] = frozenset({role})  # type: ignore[arg-type]
        roles = (told.roles & _SIGNING if role == "adjuster" else None) or office
        yield Mention(
            name=" ".join(text[slice(*person.name)].split()),
            spans=roll.spans(*person.span),
            rule="office_heading",
            roles=roles,
            signing=roll.signing,
            title=about.title,
            organisation=about.organisation,
            paragraphs=about.paragraphs,
            presence_note=about.presence_note,
            party=person.party or about.party,
            attendance=around if inside else None,
        )


# What those who sign below "Justeras" may be instead of adjusters.
_SIGNING: frozenset[MeetingRole] = frozenset({"chair", "secretary"})


def _attendance(tags: frozenset[str]) -> Attendance | None:
    """What the words of a heading say of those below it."""
    if "mixed" in tags:
        return None if tags & {"not_", "attending"} else "deciding"
    if "absent" in tags or ("not_" in tags and "present" in tags and not tags & {"serving", "deciding"}):
        return "absent"
    if {"attending", "member"} <= tags and not tags & {"present", "weak", "not_", "presenter"}:
        # "Övriga ledamöter" beside the chair.
        return "deciding"
    if tags & {"attending", "presenter"} or {"not_", "deciding"} <= tags or ("weak" in tags and "present" not in tags):
        return "attending"
    if "substitute" in tags or "serving" in tags:
        if "serving" in tags and "not_" not in tags:
            return "deciding"
        return None if "member" in tags else "attending"
    if tags & {"deciding", "member"}:
        return "deciding"
    return "present" if "present" in tags else None


def _of_staff(tags: frozenset[str]) -> Attendance:
    return "absent" if "absent" in tags else "attending"


def _roles(tags: frozenset[str]) -> frozenset[MeetingRole]:
    roles: set[MeetingRole] = set()
    if "mixed" in tags or {"member", "substitute"} <= tags:
        # "Ledamöter Tjänstgörande ersättare": the heads of two columns run together.
        return frozenset()
    if "substitute" in tags or ("serving" in tags and "member" not in tags):
        roles.add("substitute")
    elif "member" in tags:
        roles.add("member")
    if tags == {"presenter"}:
        roles.add("presenter")
    return frozenset(roles)


def _with(mention: Mention, told: Facts) -> Mention:
    """The mention with what is said behind the name, besides what stands before it."""
    return replace(
        mention,
        roles=mention.roles | told.roles,
        title=mention.title or told.title,
        party=mention.party or told.party,
        paragraphs=mention.paragraphs or told.paragraphs,
    )


# "Bo", "Eva (sekr)", "Kim L".
_BARE_NAME = re.compile(rf"([^\W\d][\w.-]{{0,14}}[\w.](?: [{UPPER}]\.?)?)(?:\s*\([^()]*\))?")
_DASH = re.compile(r"(?:^|[\s)])[–-](?:\s|$)")


class _Entry(NamedTuple):
    """A person of a list, what stands before and after, and whom the person replaces."""

    person: Person
    before: Span
    after: Span
    replaced: Person | None


class _Entries:
    """Reads the entries of one list."""

    def __init__(self, roll: Roll, language: Language) -> None:
        self.roll, self.language, self.text = roll, language, roll.text
        # Crosses behind the names; or "x" before the names of those present, "-" before the others.
        self.marked = bool(re.match(r"\s*[xX–-]\s", self.text)) and len(re.findall(r"(?:^|\s)[xX]\s", self.text)) > 1
        self.crossed = not self.marked and len(re.findall(r"[\t )][xX✓](?=\s|$)", self.text)) > 2

    def all(self) -> list[Mention]:
        """Every person of the list."""
        found: list[Mention] = []
        start = 0
        for line in self.text.split("\n"):
            found += self._line(start, start + len(line))
            start += len(line) + 1
        return self._roles_after(found)

    def _line(self, start: int, end: int) -> list[Mention]:
        entries = self._entries(start, end)
        if not entries:
            return []
        lead = self._stripped(start, entries[0].person.name.start)
        party_first = self._party(lead)
        if colon := re.match(r"(.*):(?:\s+(.*))?$", lead):
            group = self._group(colon[1])
            return self._name_last(entries, group) if colon[2] else self._name_first(entries, False, group)
        if lead.strip(" ,.") and not party_first and (len(entries) == 1 or self._leading(lead) != NOTHING):
            return self._name_last(entries)
        return self._name_first(entries, party_first is not None)

    def _group(self, said: str) -> Facts:
        """What holds for all who are named after a colon; "Närvarande ur styrelsen:" says nothing."""
        words = said.split()
        of_heading = words and words[0].islower() and words[0] not in self.language.attendees.words.on_behalf
        titled = any(is_title(word, self.language) for word in words)
        return NOTHING if of_heading and not titled else self._leading(said + ":")

    def _entries(self, start: int, end: int) -> list[_Entry]:
        people = self._people(start, end)
        people = sorted([*people, *self._bare_names(start, end, people)], key=lambda person: person.name)
        anchors: list[tuple[Person, Person | None]] = []
        for person in people:
            pair = len(people) == 2 and bool(anchors) and self._serves_for(anchors[-1][0], person)
            if anchors and (pair or is_replaced(self.text, anchors[-1][0].span.end, person, self.language)):
                anchors[-1] = (anchors[-1][0], anchors[-1][1] or person)
            else:
                anchors.append((person, None))
        entries = []
        position = start
        for index, (person, replaced) in enumerate(anchors):
            following = anchors[index + 1][0].name.start if index + 1 < len(anchors) else end
            entries.append(
                _Entry(person, Span(position, person.name.start), Span(person.span.end, following), replaced)
            )
            position = replaced.span.end if replaced else person.span.end
        return entries

    def _serves_for(self, person: Person, other: Person) -> bool:
        """Whether the line says "Bo Lind, tjg ers Eva Ek" and nothing else: without "för"."""
        between = self.text[person.span.end : other.name.start]
        return (
            between[-1:] == " "
            and "," not in between.strip(" ,")
            and offices(between.strip(" ,"), self.language) == {"serving"}
        )

    def _people(self, start: int, end: int) -> list[Person]:
        """The persons of a line; in a plain list of names also those whose names nobody knows."""
        people = persons_of_line(self.text, start, end, self.language) or self._catalogued(start, end)
        if name := next((name for name in self.roll.named if start <= name.start < end), None):
            return [self._named(name), *(p for p in people if is_replaced(self.text, name.end, p, self.language))]
        # "samt 14 övriga" names nobody.
        parts = [part for part in self._parts(start, end) if self.text[part.start].isupper()]
        if len(parts) < (3 if "\n" in self.text.strip() else 2):
            # "Anna Ek, Vision" line by line: what follows may be whom she comes from.
            return people
        parts = [Span(part.start, part.start + len(_BRACKETED.sub("", self.text[slice(*part)]))) for part in parts]
        starts = sorted(person.name.start for person in people)
        bare = [part for part in parts if bisect_left(starts, part.start) == bisect_left(starts, part.end)]
        unknown = [Person(part, None, part) for part in bare if self._may_be_name(part)]
        covered = len(parts) - len(bare)
        if people and covered + len(unknown) == len(parts):
            people = sorted([*people, *unknown], key=lambda person: person.name.start)
        return people

    def _named(self, name: Span) -> Person:
        """The person in a cell of a table's column of names."""
        party = party_pattern(self.language).match(self.text, name.end)
        if party is None:
            return Person(name, None, name)
        return Person(name, party_of(party, self.language), Span(name.start, party.end()))

    def _catalogued(self, start: int, end: int) -> list[Person]:
        """The family name first and a comma: "Strand, Eva (S)"."""
        match = _CATALOGUED.match(self.text, start, end)
        first = self.language.names.first
        if match and (following := _NEXT_NAME.match(self.text, match.end(), end)) and following[1] in first:
            # "Hasse, Bo, Eva": given names alone.
            return []
        if not match or match["first"].split()[0] not in first or match["last"].split()[0] in first:
            return []
        party = party_pattern(self.language).match(self.text, match.end(), end)
        name = Span(match.start("last"), match.end())
        return (
            [Person(name, party_of(party, self.language), Span(name.start, party.end()))]
            if party
            else [Person(name, None, name)]
        )

    def _may_be_name(self, part: Span) -> bool:
        """Whether two to four words look like a name and like nothing else."""
        words = self.text[slice(*part)].split()
        return (
            2 <= len(words) <= 4
            and all(part[:1].isupper() and part[1:].islower() for word in words for part in word.split("-"))
            and not is_organisation(" ".join(words), self.language)
            and not any(is_title(word, self.language) for word in words)
        )

    def _bare_names(self, start: int, end: int, people: list[Person]) -> list[Person]:
        """Given names, nicknames or logins alone, parted by commas: "Närvarande: Bo, Eva (sekr), Kim"."""
        parts = self._parts(start, end)
        single = [
            Span(*match.span(1))
            for part in parts
            if (match := _BARE_NAME.fullmatch(self.text, *part))
            and not any(person.name.start <= part.start < person.name.end for person in people)
        ]
        if not single or len(single) + len(people) < len(parts):
            return []
        words = [self.text[slice(*part)] for part in single]
        known = sum(is_given_name(word.split()[0], self.language) for word in words)
        logins = len(words) > 2 and all(word.islower() for word in words)
        if (known * 2 < len(words) and not logins) or (len(parts) == 1 and len(self.text) > end - start + 1):
            return []
        if any(is_title(word, self.language) or offices(word, self.language) for word in words):
            return []
        return [Person(name, None, name) for name in single]

    def _parts(self, start: int, end: int) -> list[Span]:
        """What stands between commas, full stops and "och"."""
        found = []
        for match in _part(self.language).finditer(self.text, start, end):
            piece = match["part"]
            low = match.start("part") + len(piece) - len(piece.lstrip())
            if piece := piece.strip(" ."):
                found.append(Span(low, low + len(piece)))
        return found

    def _stripped(self, start: int, end: int) -> str:
        """The words before a name, without bullets, numbers, crosses and forms of address."""
        # What stands in parentheses is said of the one before: "Bo Ek (S) (ordförande) Eva Lind".
        said = re.sub(r"^(?:\s*\([^()]*\))+", "", self.text[start:end])
        said = re.sub(r"^[\s•*·✓_.)\d–—-]*(?:[xX]\s+)?", "", said).strip()
        return re.sub(
            rf"^(?:{alternatives((*self.language.people.address, *self.language.people.and_))}(?:\s+|$))+",
            "",
            said + " ",
            flags=re.I,
        ).strip()

    def _party(self, said: str) -> str | None:
        """The party letters at the end of what stands before a name: "SD Rolf Berg"."""
        last = said.split()[-1] if said.split() else ""
        return last if last.strip(",") in self.language.people.parties else None

    def _name_first(self, entries: list[_Entry], party_first: bool, group: Facts = NOTHING) -> list[Mention]:
        """The persons of a line whose posts stand after their names; *group* holds for all ("Från Vision: …")."""
        found: list[Mention] = []
        about: list[Facts] = []
        before_next = ""
        of_next = self._titles_before(entries)
        for index, entry in enumerate(entries):
            said, next_said = self._of_next(self._said_after(entry), index + 1 < len(entries), of_next)
            said = f"{before_next}, {said}" if before_next else said
            before_next = next_said
            party = None
            if party_first:
                before = self._stripped(entry.before.start, entry.before.end)
                party = self._party(before)
                if index + 1 < len(entries) and (next_party := self._party(said.rstrip(" ,"))):
                    said = said.rstrip(" ,").removesuffix(next_party)
            told = facts(said, self.language)
            about.append(
                replace(
                    told,
                    party=told.party or party,
                    title=told.title or group.title,
                    organisation=told.organisation or group.organisation,
                )
            )
        about = self._shared(entries, about)
        for entry, told in zip(entries, about, strict=True):
            start = entry.person.name.start
            if party_first and told.party:
                start -= len(self.text[entry.before.start : entry.before.end]) - len(
                    self.text[entry.before.start : entry.before.end].rstrip().removesuffix(told.party)
                )
            end = self._end_of_facts(entry, told)
            mention = self._entry(entry, told, self.roll.spans(start, end), "name_first")
            found.append(self._of_group(mention, group))
        return found

    def _replaced_surname(self, entry: _Entry) -> str | None:
        """The family name alone of a member replaced: "ersättare för Lind"."""
        said = self.text[slice(*entry.after)]
        match = replaces(self.language).search(said)
        if match is None or " " not in match[0]:
            return None
        name = re.match(rf"\s+([{UPPER}][^\W\d_]+(?:-[^\W\d_]+)?)(?=\s*(?:[,;.)(§\n]|$))", said[match.end() :])
        return name[1] if name and not is_organisation(name[1], self.language) else None

    def _titles_before(self, entries: list[_Entry]) -> bool:
        """Whether a title between two names is the second's: "Bo Lind, Eva Ek, rektor Kim Öst" and nothing after."""
        gaps = [self.text[slice(*entry.after)].strip() for entry in entries[:-1]]
        return "," in gaps and not self._said_after(entries[-1]).strip(" .")

    def _of_next(self, said: str, more: bool, after_comma: bool) -> tuple[str, str]:
        """What stands between two names, parted into what belongs to the first and what to the second."""
        match = _of_second(self.language).search(said) if more else None
        if match is None and more and after_comma:
            match = re.search(r",\s*([^,;()]+?)\s*$", said)
        if match is None:
            return said, ""
        words = [word for word in match[1].split() if word.lower() not in self.language.people.address]
        return said[: match.start()], " ".join(words)

    def _end_of_facts(self, entry: _Entry, told: Facts) -> int:
        if entry.replaced:
            return entry.replaced.span.end
        if told == Facts(party=told.party):
            return entry.person.span.end
        return entry.after.start + len(self.text[slice(*entry.after)].rstrip(" ,;\t"))

    def _said_after(self, entry: _Entry) -> str:
        """What stands after a name up to the next, without the one replaced and without the cross of the next."""
        start, end = entry.after
        if entry.replaced:
            before = replaces_before(self.language).sub("", self.text[start : entry.replaced.name.start])
            said = before + " , " + self.text[entry.replaced.span.end : end]
        else:
            said = self.text[start:end]
        return re.sub(r"\s[xX–-]\s*$", "", said) if self.marked and end < len(self.text) else said

    def _shared(self, entries: list[_Entry], about: list[Facts]) -> list[Facts]:
        """What is said of the last of several joined by "och" holds for all: "A, B och C, handledare (§§ 1-4)"."""
        shared = list(about)
        titled = next((index for index, each in enumerate(about) if each.title or each.roles), len(about))
        for last in range(1, len(entries)):
            gap = self.text[slice(*entries[last - 1].after)]
            behalf = self._on_behalf(entries[last])
            told = about[last]
            if behalf is None and not told.paragraphs and titled < last - 1:
                # Others have a title of their own in this list: the last has its own too.
                continue
            if behalf is None and not ((told.title or told.paragraphs) and _last_joiner(self.language).fullmatch(gap)):
                continue
            for index in range(last - 1, -1, -1):
                between = self.text[slice(*entries[index].after)]
                between = re.sub(r"\([^()]*\)", "", between) if behalf else between
                if not _joiner(self.language).fullmatch(between) or not between.strip() or entries[index].replaced:
                    break
                if behalf:
                    shared[index] = replace(shared[index], organisation=behalf)
                else:
                    shared[index] = replace(
                        shared[index],
                        title=told.title,
                        organisation=told.organisation,
                        paragraphs=told.paragraphs,
                        presence_note=told.presence_note,
                    )
        return shared

    def _on_behalf(self, entry: _Entry) -> str | None:
        """The organisation after "från", which holds for everybody before it."""
        said = re.sub(r"\([^()]*\)", "", self.text[slice(*entry.after)])
        match = re.match(rf"\s*{alternatives(self.language.attendees.words.on_behalf)}\s+([^.;,()]+)", said)
        return " ".join(match[1].split()) if match and not entry.replaced else None

    def _of_group(self, mention: Mention, group: Facts) -> Mention:
        """ "Från kansliet: …" below "Suppleanter" begins another list."""
        if group.organisation is None or not self.roll.tags & {"member", "substitute", "deciding"}:
            return mention
        return replace(mention, roles=mention.roles - _roles(self.roll.tags), attendance="attending")

    def _name_last(self, entries: list[_Entry], group: Facts = NOTHING) -> list[Mention]:
        """The persons of a line whose posts stand before their names; *group* holds for all."""
        found: list[Mention] = []
        lead = Facts()
        lead_span = Span(entries[0].before.start, entries[0].before.start)
        first = self._stripped(*entries[0].before)
        # "Ordföranden, direktör Bo Ek, vice ordföranden, fru Eva Lind": the offices of each stand before the name as well.
        offices_first = bool(offices(first.rpartition(",")[0], self.language))
        for index, entry in enumerate(entries):
            of_last = _items_first(self.language).match(self.text, *entry.before) if index else None
            before = self._stripped(of_last.end() if of_last else entry.before.start, entry.before.end)
            before = re.sub(r"^.*:\s", "", before) if group != NOTHING else before
            if index and not of_last:
                of_before, before = self._parted(before, offices_first)
                found[-1] = _with(found[-1], facts(of_before, self.language)) if of_before else found[-1]
            if of_last:
                items = "§ " + of_last[0].strip(" ,()§")
                found[-1] = replace(found[-1], paragraphs=facts(items, self.language).paragraphs)
            if index == 0 or not _joiner(self.language).fullmatch(self.text[slice(*entry.before)]):
                lead = self._leading(before)
                lead_span = entry.before
            after = self._said_after(entry) if index + 1 == len(entries) or not lead.title else ""
            told = facts(after, self.language) if index + 1 == len(entries) else Facts()
            merged = replace(
                lead,
                roles=lead.roles | told.roles,
                title=lead.title or told.title,
                organisation=lead.organisation or told.organisation or group.organisation,
                party=lead.party or told.party,
                paragraphs=lead.paragraphs or told.paragraphs,
                presence_note=lead.presence_note or told.presence_note,
                serving=lead.serving or told.serving,
            )
            spans = (
                *self.roll.spans(*lead_span),
                *self.roll.spans(entry.person.name.start, self._end_of_facts(entry, told)),
            )
            found.append(self._of_group(self._entry(entry, merged, spans, "name_last"), group))
        return found

    def _parted(self, said: str, offices_first: bool) -> tuple[str, str]:
        """What stands between two names, cut in two: "ordf., lantbrukare", "i Byn, fru"; the title before a name is its own."""
        before, comma, own = said.rpartition(",")
        said_before = before.strip(" ,.")
        if own.strip():
            titled = is_title(own, self.language) or own.strip().lower() in self.language.people.address
        else:
            titled = bool(offices(said_before, self.language)) or is_title(said_before, self.language)
        if offices_first or not comma or not said_before or not titled:
            return "", said
        return before, own

    def _leading(self, said: str) -> Facts:
        """What a line's first words tell of the name after them; prose tells nothing."""
        was = alternatives(self.language.attendees.elections.was)
        separated = said.rstrip().endswith((",", ":"))
        said = re.sub(rf"\s{was}$", "", said.rstrip(" ,:"))
        said = re.sub(rf"^{alternatives(self.language.attendees.words.representing)}\s+", "", said, flags=re.I)
        if not said or len(said.split()) > 12 or re.search(r"\w{3}[.!?]\s", said):
            return NOTHING
        told = facts(said, self.language)
        named = separated or said.split()[0].lower() in self.language.attendees.words.on_behalf
        if told.organisation and not named and not is_organisation(told.organisation, self.language):
            told = replace(told, organisation=None)
        if told.title and not any(is_title(word, self.language) for word in told.title.split()):
            told = replace(told, title=None)
        return told

    def _entry(self, entry: _Entry, told: Facts, spans: tuple[Span, ...], rule: str) -> Mention:
        last, _, first = self.text[slice(*entry.person.name)].partition(",")
        name = " ".join(f"{first} {last}".split())
        if entry.replaced:
            told = replace(told, serving=True, roles=told.roles - {"member"} | {"substitute"})
        told = replace(told, party=entry.person.party or told.party)
        if told.title and told.title.lower() in self.language.attendees.words.board_members:
            # In Finland, a member of a board is "medlem".
            roles: frozenset[MeetingRole] = frozenset({"member"} if "deciding" in self.roll.tags else ())
            told = replace(told, title=None, roles=told.roles | roles)
        if surname := None if entry.replaced else self._replaced_surname(entry):
            told = replace(told, serving=True, title=None, roles=told.roles - {"member"} | {"substitute"})
        mention = self._mention(name, spans, told, rule if " " in name else "bare_name")
        if surname:
            mention = replace(mention, substitutes_for=surname)
        if entry.replaced:
            mention = replace(mention, substitutes_for=" ".join(self.text[slice(*entry.replaced.name)].split()))
        tags = self.roll.tags
        post = mention.title or "secretary" in mention.roles
        if post and mention.party is None and mention.substitutes_for is None and "substitute" in tags | mention.roles:
            # Officials below "Ersättare": what the column or the flattened page put there.
            mention = replace(mention, roles=mention.roles - {"substitute"}, attendance=_of_staff(tags))
        elif {"deciding", "attending"} <= tags:
            # "Beslutande Övriga närvarande": two headings run together; those without a post decide.
            decides: Attendance | None = mention.attendance if "mixed" in tags else "deciding"
            mention = replace(mention, attendance=_of_staff(tags) if mention.title else decides)
        if self.roll.crosses:
            mention = replace(mention, attendance=self._by_crosses(entry, mention))
        crosses = len(CROSS.findall(self.text[slice(*entry.after)]))
        if self.crossed and not crosses and mention.attendance == "deciding":
            # The others have a cross behind their names: this one may have been absent, and was where a dash stands.
            dash = _DASH.search(self.text[slice(*entry.after)])
            mention = replace(mention, attendance="absent" if dash else None)
        if "substitute" in tags and crosses > 1 and not self.marked:
            # One cross says that the substitute came, the next that the substitute took part.
            mention = replace(mention, attendance="deciding")
        if self.marked and re.search(r"(?:^|\s)[–-]\s*$", self.text[slice(*entry.before)]):
            mention = replace(mention, attendance="absent")
        return mention

    def _by_crosses(self, entry: _Entry, mention: Mention) -> Attendance | None:
        """What the crosses of the table's columns say; without any, nobody knows."""
        said = self.roll.crossed(entry.person.name.start)
        if mention.attendance == "absent" or "absent" in said:
            return "absent"
        if "serving" in said or mention.substitutes_for:
            return "deciding"
        if "present" not in said:
            return None
        if "substitute" in mention.roles:
            return "deciding" if mention.attendance == "deciding" else "attending"
        return "deciding" if "member" in mention.roles else mention.attendance

    def _mention(self, name: str, spans: tuple[Span, ...], told: Facts, rule: str) -> Mention:
        tags = self.roll.tags
        roles = told.roles | _roles(tags)
        if "substitute" in roles:
            roles -= {"member"}
        attendance = _attendance(tags)
        if told.absent:
            attendance = "absent"
        elif told.serving and attendance != "absent":
            attendance = "deciding"
        return Mention(
            name=name,
            spans=spans,
            rule=rule,
            roles=roles,
            title=told.title,
            organisation=told.organisation,
            party=told.party,
            attendance=attendance,
            paragraphs=told.paragraphs,
            presence_note=told.presence_note,
            alias=told.alias,
        )

    def _roles_after(self, found: list[Mention]) -> list[Mention]:
        """Columns read one after the other: first all names, then as many offices: give each its own."""
        if len(found) < 2:
            return found
        last = self.text.rfind(found[-1].name.split()[-1])
        tail = re.sub(r"^\s*\([^()]*\)", "", self.text[last + len(found[-1].name.split()[-1]) :])
        titles = self._titles(tail)
        count = len(titles)
        bare = 0
        for mention in reversed(found[:-1]):
            if mention.title or mention.roles - _roles(self.roll.tags):
                break
            bare += 1
        if count < 2 or count != bare + 1:
            return found
        given = []
        for mention, title in zip(found[-count:], titles, strict=True):
            told = facts(title, self.language)
            plain = replace(mention, title=None, roles=_roles(self.roll.tags))
            given.append(replace(plain, title=told.title, roles=plain.roles | told.roles, rule="columns"))
        return found[:-count] + given

    def _titles(self, said: str) -> list[str]:
        """The offices of a string that holds nothing else: "ersättare ersättare rektor"."""
        titles: list[str] = []
        open_words: list[str] = []
        for word in said.split():
            open_words.append(word)
            if is_title(word, self.language):
                titles.append(" ".join(open_words))
                open_words = []
            elif word.lower() not in self.language.people.title_beginnings:
                return []
        return titles if not open_words else []
