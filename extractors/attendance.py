"""The lists of who was at a meeting, whatever they look like: one name a line, columns, a table, run together.

``Beslutande Anna Ek (S), ordförande Bo Lind (M) ersättare för Eva Berg (M)`` · ``Region Sydlandet, Karin Öst`` ·
``S Ingvar Brodd, tjänstgör för Maj Lund (S)`` · ``x Eriksson Gretel, vice ordförande`` · ``Närvarande: Bo, Eva, Kim``.

A heading over persons is known by its words ("Ej tjänstgörande ersättare"), not by a list of headings. Below it each
name is an anchor: what stands between two names is said of the one before, or, where lines begin with it, of the one after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, NamedTuple

from extractors.language import Language, alternatives
from extractors.people import Person, persons
from extractors.reading import Line, Reading
from schemas.attendee import Attendance, MeetingRole
from schemas.text import Span

# A line this long is a page that a viewer flattened: headings stand in the middle of it.
FLATTENED = 200
# What wraps in a list of names is short.
LONGEST_LINE = 60


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
    substitutes_for: str | None = None
    # A nickname or login beside the name.
    alias: str | None = None


# --- headings --------------------------------------------------------------------------------------------------------

Kind = Literal["list", "role", "end", "signatures"]


class _Heading(NamedTuple):
    """A heading and its place; ``tags`` are the keys of the word lists that its words are in."""

    start: int
    end: int
    kind: Kind
    tags: frozenset[str]
    colon: bool


_SAYING = (
    "present",
    "deciding",
    "serving",
    "not_",
    "attending",
    "weak",
    "member",
    "substitute",
    "absent",
    "called",
    "presenter",
)
# What may stand under "Närvarande" or "Övriga närvarande" as a heading of its own.
_KINDS_OF_PERSON = frozenset({"member", "substitute", "serving", "not_", "attending", "weak", "deciding"})


@cache
def _tags(language: Language) -> dict[str, str]:
    headings = language.attendees.headings
    return {word: tag for tag in _SAYING for word in getattr(headings, tag)}


@cache
def _heading_pattern(language: Language) -> re.Pattern[str]:
    attendees = language.attendees
    word = alternatives((*_tags(language), *attendees.headings.filler))
    # "Direktionens ledamöter": whose they are says nothing.
    whose = r"(?:\w+(?:ens|ets|nas|iges)[ ]+)?"
    listing = rf"{whose}{word}(?:(?:[ ]+|,[ ]?|/|[ ]?&[ ]?){word})*"
    vice = rf"(?:{alternatives(attendees.words.ordinals)}[ ]+)?{alternatives(attendees.roles['vice_chair'])}"
    role = "|".join(
        rf"(?P<{role}>{vice if role == 'vice_chair' else alternatives(attendees.roles[role])})"
        for role in ("chair", "vice_chair", "secretary", "adjuster")
    )
    return re.compile(
        rf"(?<![\w/-])(?:(?P<end>{alternatives(attendees.words.ends)})|(?P<signatures>{alternatives(attendees.words.signatures)})"
        rf"|{role}|(?P<list>{listing}))(?![\w/-])(?P<colon>[ ]?[:…]|[ ]?\.{{2,}})?",
        re.I,
    )


def _headings(line: Line, cell: Span, content: str, language: Language) -> list[_Heading]:
    """The headings in a cell of a line: at its start, or anywhere before a name when the line is a flattened page."""
    found: list[_Heading] = []
    for match in _heading_pattern(language).finditer(content, cell.start, cell.end):
        kind: Kind = "role"
        tags = frozenset({str(match.lastgroup)})
        if match["end"]:
            kind, tags = "end", frozenset()
        elif match["signatures"]:
            kind, tags = "signatures", frozenset()
        elif match["list"]:
            kind, tags = "list", _said_by(match["list"], language)
        else:
            tags = frozenset({next(role for role in ("chair", "vice_chair", "secretary", "adjuster") if match[role])})
        end = match.end()
        if kind == "list":
            end -= _trailing_filler(match[0], language)
            if not tags:
                continue
        heading = _Heading(match.start(), end, kind, tags, bool(match["colon"]))
        if _stands_as_heading(heading, found, line, cell, content, language):
            found.append(heading)
    return found


def _said_by(words: str, language: Language) -> frozenset[str]:
    tags = _tags(language)
    return frozenset(tags[word] for word in re.split(r"[\s,/&]+", words.lower()) if word in tags)


def _trailing_filler(words: str, language: Language) -> int:
    """How much of the end says nothing: the "av" of "Närvarande av styrelsen" belongs to what follows."""
    kept = words
    while (last := re.search(r"[\s,/&]+(\w+)$", kept)) and last[1].lower() in language.attendees.headings.filler:
        kept = kept[: last.start()]
    return len(words) - len(kept)


def _stands_as_heading(
    heading: _Heading, before: list[_Heading], line: Line, cell: Span, content: str, language: Language
) -> bool:
    first, after = content[heading.start], content[heading.end : cell.end]
    at_start = not content[cell.start : heading.start].strip(" -–•*·")
    behind_heading = bool(before) and not content[before[-1].end : heading.start].strip(" .…_-–/")
    alone = not after.strip(" .…_:-–")
    if not first.isupper() and not (at_start and heading.colon) and not (behind_heading and heading.kind == "list"):
        return False
    if heading.tags == {"weak"}:
        return at_start and (alone or heading.colon)
    # "Anna Ek, Ordförande Bo Lind": the office of the one before.
    if not at_start and not behind_heading and content[cell.start : heading.start].rstrip().endswith((",", "(")):
        return False
    begins = re.match(r"[\s:.…_–-]*(?:[^\W\d_a-zåäöé]|[x§(\d]|von |af |de )", after)
    if heading.kind == "end":
        flattened = len(line.content) > FLATTENED and (" " in content[heading.start : heading.end] or heading.colon)
        return (at_start and bool(alone or heading.colon or begins)) or flattened or (heading.colon and first.isupper())
    if at_start or behind_heading:
        return alone or heading.colon or bool(begins) or _is_nickname_list(after)
    return heading.colon or (bool(begins) and not alone and not _follows_word(content, cell.start, heading.start))


def _follows_word(content: str, start: int, position: int) -> bool:
    """Whether a small word that needs the next one stands before: "av Ordförande", "och Sekreterare"."""
    before = content[start:position].split()
    return bool(before) and before[-1] in {"av", "och", "samt", "till", "som", "för", "är", "var", "från"}


def _is_nickname_list(said: str) -> bool:
    return len(re.findall(r"[\w.-]{2,15}\s*(?:,|\boch\b)", said)) >= 2 and not re.search(r"\d", said)


# --- blocks: headings and the text below them ------------------------------------------------------------------------


@dataclass
class _Block:
    """A list under one heading, or names under the headings of offices."""

    tags: frozenset[str]
    kind: Kind
    # The offices in the order of their headings, where names follow only after the last.
    roles: list[str] = field(default_factory=list)
    # What the list around says, for an office that stands inside it.
    around: frozenset[str] = frozenset()
    pieces: list[Span] = field(default_factory=list)
    # Which pieces begin a row: index of the line in the zone.
    rows: list[int] = field(default_factory=list)

    def add(self, piece: Span, row: int) -> None:
        self.pieces.append(piece)
        self.rows.append(row)


def _blocks(reading: Reading, zone: Span, signatures: bool) -> list[_Block]:
    """The lists and signature blocks of a zone, in order."""
    scan = _Scan(reading)
    if signatures:
        scan.start(_Block(frozenset(), "signatures"))
    content = _without_item_labels(reading.running[zone.start : zone.end], reading.language)
    # Offsets stay those of the text.
    scan.content = " " * zone.start + content
    for row, line in enumerate(reading.lines(zone.start, zone.end)):
        scan.line(row, line)
    return scan.blocks


@cache
def _items_label(language: Language) -> re.Pattern[str]:
    label = alternatives(language.attendees.words.items_label)
    return re.compile(rf"(?<!\w){label}[ \t]*(?:[^\W\d_]{{1,6}}[ \t]+)?(?:§+[ \t]*)?\d[\d \t,–-]*", re.I)


def _without_item_labels(content: str, language: Language) -> str:
    """Blank out "Paragrafer §§ 12-18", which stands in the midst of the signatures, and the heads of columns of crosses."""
    content = _items_label(language).sub(lambda match: " " * len(match[0]), content)
    return _crosses(language).sub(lambda match: " " * len(match[0]), content)


@cache
def _crosses(language: Language) -> re.Pattern[str]:
    head = alternatives(language.attendees.words.crosses)
    return re.compile(rf"(?<!\w)(?:\d{{1,3}}[ ]+)?(?:{head}(?![\w:])[ \t|.]*){{2,}}(?!\w)", re.I)


class _Scan:
    """Goes through the lines of a zone and sorts them under the headings."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.content = ""
        self.blocks: list[_Block] = []
        # The list or lists (columns) that are open.
        self.open: list[_Block] = []
        # "Närvarande" over "Ledamöter", "Ersättare".
        self.umbrella: frozenset[str] = frozenset()

    def line(self, row: int, line: Line) -> None:
        """Take the next line."""
        found: list[tuple[int, _Heading | Span]] = []
        for index, cell in enumerate(line.cells()):
            position = cell.start
            for heading in _headings(line, cell, self.content, self.reading.language):
                if self.content[position : heading.start].strip(" .:…_-–"):
                    found.append((index, Span(position, heading.start)))
                found.append((index, heading))
                position = heading.end
            if self.content[position : cell.end].strip(" .:…_-–\t"):
                found.append((index, Span(position, cell.end)))
        columns = {index for index, item in found if isinstance(item, _Heading) and item.kind == "list"}
        if len(columns) > 1 and all(isinstance(item, _Heading) for _, item in found):
            self._columns([item for _, item in found if isinstance(item, _Heading)])
            return
        pieces = [(index, item) for index, item in found if isinstance(item, Span)]
        if len(pieces) == len(found) and len(self.open) > 1:
            self._into_columns(row, [item for _, item in pieces])
            return
        for _, item in found:
            if isinstance(item, _Heading):
                self._heading(item)
            elif self.open:
                self.open[-1 if len(self.open) == 1 else 0].add(item, row)

    def _heading(self, heading: _Heading) -> None:
        if heading.kind == "end":
            self.open, self.umbrella = [], frozenset()
        elif heading.kind == "signatures":
            self.umbrella = frozenset()
            self.start(_Block(frozenset(), "signatures"))
        elif heading.kind == "role":
            last = self.open[0] if self.open else None
            if last and last.kind == "role" and not last.pieces:
                last.roles.extend(heading.tags)
            else:
                around = self.umbrella or (
                    last.tags if last and last.kind == "list" and not last.pieces else frozenset()
                )
                self.umbrella = around
                self.start(_Block(frozenset(), "role", list(heading.tags), around))
        else:
            self.start(_Block(self._under_umbrella(heading.tags), "list"))

    def _under_umbrella(self, tags: frozenset[str]) -> frozenset[str]:
        """The tags with those of the heading above that has no names of its own."""
        last = self.open[0] if self.open else None
        if last and last.kind == "list" and not last.pieces and not tags & {"absent", "present"}:
            self.umbrella = last.tags
        if not tags <= _KINDS_OF_PERSON:
            self.umbrella = frozenset()
        return tags | self.umbrella

    def start(self, block: _Block) -> None:
        """Open a list: what follows goes into it."""
        self.blocks.append(block)
        self.open = [block]

    def _columns(self, headings: list[_Heading]) -> None:
        """A row of headings: columns below each, the first perhaps the heading of them all."""
        first, *rest = headings
        around: frozenset[str] = frozenset()
        if (
            rest
            and not first.tags & {"member", "substitute", "absent"}
            and all(h.tags <= _KINDS_OF_PERSON for h in rest)
        ):
            around, headings = first.tags, rest
        self.open = [_Block(heading.tags | around, "list") for heading in headings]
        self.blocks.extend(self.open)
        self.umbrella = around

    def _into_columns(self, row: int, pieces: list[Span]) -> None:
        if len(pieces) == 1:
            pieces = self._split(pieces[0])
        if len(pieces) == 1:
            self._column_of(pieces[0]).add(pieces[0], row)
            return
        for block, piece in zip(self.open, pieces, strict=False):
            block.add(piece, row)

    def _split(self, piece: Span) -> list[Span]:
        """A line of two columns with a single blank between: cut before the second person, or before the rest of a name."""
        language = self.reading.language
        people = [
            p
            for p in persons(self.content, *piece, language, listed=True)
            if not _replaced(self.content, piece.start, p, language)
        ]
        if len(people) > 1:
            return [Span(piece.start, people[1].span.start), Span(people[1].span.start, piece.end)]
        second = self.open[1].pieces
        rest = re.search(r"(?<=[^\W\d_,] )[^\W\d_a-zåäö][\w-]+ \(\w{1,5}\)$", self.content[slice(*piece)])
        if people and rest and second and _OPEN_NAME.search(self.content[slice(*second[-1])]):
            cut = piece.start + rest.start()
            if cut >= people[0].span.end:
                return [Span(piece.start, cut), Span(cut, piece.end)]
        return [piece]

    def _column_of(self, piece: Span) -> _Block:
        """The column to which the only cell of a row belongs."""
        language = self.reading.language
        people = persons(self.content, *piece, language, listed=True)
        if not people:
            return max(self.open, key=lambda block: block.rows[-1] if block.rows else -1)
        staff = [block for block in self.open if not block.tags & {"member", "substitute", "deciding", "serving"}]
        if staff and people[0].party is None:
            return staff[0]
        if _replaces(language).search(self.content, *piece):
            return next((block for block in self.open if "serving" in block.tags), self.open[0])
        return self.open[0]


# "ersätter Johan" at the end of a line: the family name stands on the next one.
_OPEN_NAME = re.compile(r"[^\W\d_a-zåäö]\w+$")


# --- a block's text as one string ------------------------------------------------------------------------------------


class _View:
    """The pieces of a block joined: an entry a line, the cells of an entry parted by tabs."""

    def __init__(self, reading: Reading, block: _Block, content: str) -> None:
        self._reading = reading
        self._pieces: list[tuple[int, Span]] = []
        self.text = ""
        for index, piece in enumerate(block.pieces):
            if index:
                same_row = block.rows[index] == block.rows[index - 1]
                self.text += self._separator(content, block.pieces[index - 1], piece, same_row)
            self._pieces.append((len(self.text), piece))
            self.text += content[piece.start : piece.end]

    def _separator(self, content: str, before: Span, piece: Span, same_row: bool) -> str:
        language = self._reading.language
        said, following = content[before.start : before.end].rstrip(), content[piece.start : piece.end].lstrip()
        people = persons(following, 0, len(following), language, listed=True)
        begins = bool(people) and people[0].name.start == 0
        if same_row:
            return "\n" if people and persons(said, 0, len(said), language, listed=True) else "\t"
        if _CONTINUES.match(following) and not begins:
            return " "
        if _UNFINISHED.search(said) or _replaces_at_end(language).search(said):
            return " "
        if said.endswith(",") and not begins:
            return " "
        line = self.text.rsplit("\n", 1)[-1]
        if (
            not people
            and len(persons(line, 0, len(line), language, listed=True)) == 1
            and len(following) < LONGEST_LINE
        ):
            # A second line about the same person, or the rest of a name cut by the line end.
            return " "
        open_name = _OPEN_NAME.search(said)
        soft = any(offset in self._reading.text.soft_breaks for offset in range(before.end, piece.start))
        if (
            open_name
            and re.search(r"(?:,|\boch|\bför|ersätter)\s\S+$", said)
            and re.match(r"[^\W\d_]+\s*(?:\(|,|$)", following)
        ):
            return " "
        return " " if soft and not begins else "\n"

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places in the document of ``text[start:end]``."""
        found = []
        for position, piece in self._pieces:
            low, high = max(start, position), min(end, position + piece.end - piece.start)
            if low < high and self.text[low:high].strip(" ,;"):
                low += len(self.text[low:high]) - len(self.text[low:high].lstrip(" ,;"))
                found.append(Span(piece.start + low - position, piece.start + high - position))
        return tuple(found)


_CONTINUES = re.compile(r"(?![xX]\s)(?:[a-zåäö§(),]|\d{1,3}\s?[-–,)]|\d+$)")
_UNFINISHED = re.compile(r"(?:§|[-–]|\b(?:och|samt|för|i|av|vid|på|hos|från|ersätter|biträdande|senior|vice|tf))$")


@cache
def _replaces(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.words.replaces)}(?!\w)", re.I)


@cache
def _replaces_at_end(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.words.replaces)}(?:\s+[^\W\d_a-zåäö]\w+)?$", re.I)


@cache
def _replaces_before(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.words.replaces)}\s*$", re.I)


def _replaced(content: str, start: int, person: Person, language: Language) -> bool:
    """Whether the words before the name say that somebody else came in this person's place."""
    return bool(_replaces_before(language).search(content[max(start, person.name.start - 40) : person.name.start]))


# --- what is said of a person ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Facts:
    """What the words beside a name say."""

    roles: frozenset[MeetingRole] = frozenset()
    serving: bool = False
    title: str | None = None
    organisation: str | None = None
    party: str | None = None
    paragraphs: str | None = None
    alias: str | None = None


@cache
def _offices(language: Language) -> dict[str, str]:
    return {word: role for role, words in language.attendees.roles.items() for word in words}


@cache
def _ordinal(language: Language) -> re.Pattern[str]:
    return re.compile(rf"^{alternatives(language.attendees.words.ordinals)}\s+", re.I)


def offices(said: str, language: Language) -> frozenset[str]:
    """The meeting roles (and "serving") that *said* names, if it says nothing else.

    >>> from extractors.language import load
    >>> sorted(offices("Ordförande och sekreterare", load("sv"))), offices("kommunens ordförande", load("sv"))
    (['chair', 'secretary'], frozenset())
    """
    known = _offices(language)

    def office(words: str) -> str | None:
        words = " ".join(words.lower().split()).strip(" .:")
        return known.get(words) or known.get(words + ".") or known.get(_ordinal(language).sub("", words))

    if whole := office(said):
        return frozenset({whole})
    found = [office(part) for part in re.split(r"\s+(?:och|samt|tillika|&)\s+(?:tillika\s+)?|\s*/\s*", said)]
    return frozenset(role for role in found if role) if all(found) else frozenset()


@cache
def _items_pattern(language: Language) -> re.Pattern[str]:
    words = language.attendees.words
    number = r"\d{1,4}[a-z]?(?![\w:/])"
    numbers = rf"{number}(?:\s*(?:[-–—,]|och|samt|till)\s*(?:§+\s*)?{number})*"
    edge = rf"(?P<edge>{alternatives((*words.from_item, *words.to_item))})\s*"
    return re.compile(rf"(?<![\w.])(?:{edge})?{alternatives(words.item)}\s*(?P<numbers>{numbers})", re.I)


_BARE_ITEMS = re.compile(r"(?:(?<=[\s,])|^)(?P<numbers>\d{1,3}[a-z]?(?:\s*[-–,]\s*\d{1,3}[a-z]?)*)\s*[.)]?\s*$")


def _paragraphs(said: str, language: Language) -> tuple[str | None, str]:
    """For which items a person was there, as written, and *said* without that.

    >>> from extractors.language import load
    >>> _paragraphs("rektor (§§ 1-4b)", load("sv")), _paragraphs("t.o.m. § 20", load("sv"))[0]
    (('1-4b', 'rektor (,)'), 't.o.m. 20')
    """
    found = list(_items_pattern(language).finditer(said)) or list(_BARE_ITEMS.finditer(said))
    stated = []
    for match in found:
        numbers = re.sub(r"\s*([-–—])\s*", r"\1", " ".join(match["numbers"].replace("§", " ").split()))
        edge = match["edge"] if "edge" in match.re.groupindex else None
        # "från § 5" and "from § 5" alone are an edge as well.
        stated.append(f"{edge} {numbers}" if edge else numbers)
        said = said.replace(match[0], ",", 1)
    return "; ".join(stated) or None, said


@cache
def _remarks(language: Language) -> re.Pattern[str]:
    words = language.attendees.words
    clock = r"(?:(?:kl\.?|klockan)\s*)?\d{1,2}[.:]\d{2}(?:\s*[-–]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2})?"
    absent = rf"{alternatives(words.absences)}(?!\w)(?:[^,;()§\d]*(?:§+\s*)?[\d][\d\s,–-]*)?[^,;()]*"
    return re.compile(rf"(?<!\w)(?:{absent}|{alternatives(words.remarks)}(?!\w)[^,;()§\d]*|{clock})", re.I)


_PARTS = re.compile(r"[,;()\[\]\t\n]|\s[–—-]\s|\.\s+(?=[^\W\d_a-zåäö])")
_MARKS = re.compile(r"(?:(?<=\s)|^)[xX✓](?=\s|$)")


def facts(said: str, language: Language) -> Facts:
    """What *said*, the words beside a name, tell of the person.

    >>> from extractors.language import load
    >>> found = facts("Strateg Region Halland, §§ 1-3", load("sv"))
    >>> found.title, found.organisation, found.paragraphs
    ('Strateg', 'Region Halland', '1-3')
    """
    rest = _remarks(language).sub(" , ", " ".join(said.split(" ")))
    paragraphs, rest = _paragraphs(rest, language)
    roles: set[str] = set()
    titles: list[str] = []
    organisations: list[str] = []
    party = alias = None
    bracketed = {match[1] for match in re.finditer(r"\(([^()]*)\)", rest)}
    for raw in _PARTS.split(_MARKS.sub(" ", rest)):
        part = _without_joiners(" ".join(raw.split()).strip(" .:–—-…_*|"))
        if not part or part.lower() in language.people.no_party:
            continue
        if found := offices(part, language):
            roles |= found
        elif part.upper() in language.people.parties and party is None and not organisations:
            party = part.upper()
        elif raw in bracketed and re.fullmatch(r"[a-zåäö0-9_.]{2,12}", part) and not is_title(part, language):
            alias = part
        else:
            title, organisation = office(part, language)
            titles += [title] if title else []
            organisations += [organisation] if organisation else []
    return Facts(
        roles=frozenset(role for role in roles if role != "serving")
        | ({"substitute"} if "serving" in roles else set()),  # type: ignore[arg-type]
        serving="serving" in roles,
        title=", ".join(titles) or None,
        organisation=", ".join(organisations) or None,
        party=party,
        paragraphs=paragraphs,
        alias=alias,
    )


def _without_joiners(part: str) -> str:
    return re.sub(r"^(?:och|samt)(?:\s+|$)|\s+(?:och|samt)$", "", part)


def is_title(word: str, language: Language) -> bool:
    """Whether a word is an office or occupation: "nämndsekreterare", "VA-ingenjör"."""
    return word.strip(" .,:;").lower().endswith(language.people.title_endings)


def _is_organisation(said: str, language: Language) -> bool:
    words = [word.strip(".,:;") for word in said.split()]
    people = language.people
    endings = language.attendees.words.organisation_endings
    long_endings = tuple(ending for ending in endings if len(ending) > 4)
    return bool(words) and (
        words[0] in people.entity_first
        or any(word in people.entity_last or word.lower() in endings for word in words)
        or any(word.lower().endswith(long_endings) for word in words)
    )


def office(said: str, language: Language) -> tuple[str | None, str | None]:
    """Title and organisation in a piece of what is said of a person.

    >>> from extractors.language import load
    >>> office("Kommunstyrelseordförande i Habo Kommun", load("sv")), office("handledare i Enter", load("sv"))
    (('Kommunstyrelseordförande', 'Habo Kommun'), ('handledare i Enter', None))
    """
    words = said.split()
    if words[0].lower() in language.attendees.words.on_behalf and len(words) > 1:
        return None, " ".join(words[1:])
    at = next((index for index, word in enumerate(words) if is_title(word, language)), None)
    if at is None:
        if _is_organisation(said, language) or words[0][0].isupper():
            return None, said
        return (said, None) if words[0][0].isalpha() else (None, None)
    head, tail = words[: at + 1], words[at + 1 :]
    organisation = None
    if len(tail) > 1 and tail[0].lower() in language.attendees.words.within and tail[0].lower() != "för":
        if _is_organisation(" ".join(tail[1:]), language):
            organisation = " ".join(tail[1:])
    elif tail and tail[0][0].isupper() and _is_organisation(" ".join(tail), language):
        organisation = " ".join(tail)
    if organisation is None:
        head += tail
    if (
        at
        and organisation is None
        and (words[at - 1] in language.people.entity_last or words[0] in language.people.entity_first)
    ):
        return " ".join(head[at:]), " ".join(words[:at])
    return " ".join(head), organisation


# --- entries ---------------------------------------------------------------------------------------------------------

_JOINER = re.compile(r"\s*(?:,|;)?\s*(?:och|samt|&)?\s*", re.I)
_LAST_JOINER = re.compile(r"\s*,?\s*(?:och|samt|&)\s*", re.I)


def listed(reading: Reading, zone: Span, *, signatures: bool = False) -> list[Mention]:
    """Everybody on the lists of a zone, and those who hold an office by a heading or a signature there.

    Args:
        signatures: names stand in the zone with an office and without a heading ("Anna Ek, justerare").
    """
    found: list[Mention] = []
    content = " " * zone.start + _without_item_labels(reading.running[zone.start : zone.end], reading.language)
    for block in _blocks(reading, zone, signatures):
        if not block.pieces or "called" in block.tags:
            continue
        view = _View(reading, block, content)
        if block.kind == "role":
            found += _office_holders(view, block, reading.language)
        elif block.kind == "signatures":
            found += [mention for mention in _Entries(view, block, reading.language).all() if mention.roles]
        else:
            found += _Entries(view, block, reading.language).all()
    return found


def listed_in_items(reading: Reading) -> list[Mention]:
    """The lists that stand inside items: "Närvarande: …" on a line, or a list of voters under "Röstlängd"."""
    found: list[Mention] = []
    for segment in reading.segments:
        for match in _heading_pattern(reading.language).finditer(reading.running, segment.body, segment.end):
            tags = _said_by(match["list"], reading.language) if match["list"] else frozenset()
            line = reading.running.rfind("\n", 0, match.start()) + 1
            if (
                not tags & {"present", "deciding", "absent"}
                or not match["colon"]
                or reading.running[line : match.start()].strip()
            ):
                continue
            gap = re.compile(r"\S\s*\n[ \t]*\n").search(reading.running, match.end(), segment.end)
            found += listed(reading, Span(match.start(), gap.start() + 1 if gap else segment.end))
    return found


def _office_holders(view: _View, block: _Block, language: Language) -> Iterator[Mention]:
    """Names below the headings of offices: one each, and the rest to the last, the adjusters."""
    text = view.text
    people: list[Person] = []
    for person in persons(text, 0, len(text), language, listed=True):
        gap = text[people[-1].span.end : person.name.start] if people else ""
        enough = len(people) >= len(block.roles) or len(gap) > 60
        # More offices than names so far: a title stands between ("Anna Ek, nämndsekreterare"), or dots.
        if people and enough and not _JOINER.fullmatch(gap):
            break
        people.append(person)
    limit = len(block.roles) - 1 + (4 if block.roles[-1] == "adjuster" else 1)
    for index, person in enumerate(people[:limit]):
        role = block.roles[min(index, len(block.roles) - 1)]
        inside = role in {"chair", "vice_chair"} or "deciding" not in block.around
        following = people[index + 1].name.start if index + 1 < len(people) else len(text)
        line_end = text.find("\n", person.span.end)
        said = text[person.span.end : min(following, line_end if line_end >= 0 else following)]
        said = said if len(said) < 80 and not re.search(r"[.!?]\s", said) else ""
        about = facts(said, language) if said.strip(" ,.") and block.around else Facts()
        yield Mention(
            name=" ".join(text[slice(*person.name)].split()),
            spans=view.spans(*person.span),
            rule="office_heading",
            roles=frozenset({role}),  # type: ignore[arg-type]
            title=about.title,
            organisation=about.organisation,
            paragraphs=about.paragraphs,
            party=person.party or about.party,
            attendance=_attendance(block.around) if block.around and inside and role != "adjuster" else None,
        )


def _attendance(tags: frozenset[str]) -> Attendance | None:
    """What the words of a heading say of those below it."""
    if "absent" in tags:
        return "absent"
    if tags & {"attending", "weak", "presenter"}:
        return "attending"
    if "substitute" in tags or "serving" in tags:
        return "deciding" if "serving" in tags and "not_" not in tags else "attending"
    if tags & {"deciding", "member"}:
        return "deciding"
    return "present" if "present" in tags else None


def _of_staff(tags: frozenset[str]) -> Attendance:
    return "absent" if "absent" in tags else "attending"


def _roles(tags: frozenset[str]) -> frozenset[MeetingRole]:
    roles: set[MeetingRole] = set()
    if tags & {"substitute", "serving"}:
        roles.add("substitute")
    elif "member" in tags:
        roles.add("member")
    if tags == {"presenter"}:
        roles.add("presenter")
    return frozenset(roles)


class _Entry(NamedTuple):
    """A person of a list, what stands before and after, and whom the person replaces."""

    person: Person
    before: Span
    after: Span
    replaced: Person | None


class _Entries:
    """Reads the entries of one list."""

    def __init__(self, view: _View, block: _Block, language: Language) -> None:
        self.view, self.block, self.language = view, block, language
        self.text = view.text
        # "x" before the names of those present, "-" before the others.
        self.marked = bool(re.match(r"\s*[xX–-]\s", self.text)) and len(re.findall(r"(?:^|\s)[xX]\s", self.text)) > 1

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
        names = self._bare_names(start, end, entries)
        if not entries:
            return names
        lead = self._stripped(start, entries[0].person.name.start)
        party_first = self._party(lead)
        lead = lead.removesuffix(party_first or "").strip(" ,.:")
        if lead and not party_first:
            return names + self._name_last(entries)
        return names + self._name_first(entries, party_first is not None)

    def _entries(self, start: int, end: int) -> list[_Entry]:
        people = self._people(start, end)
        anchors: list[tuple[Person, Person | None]] = []
        for person in people:
            if anchors and _replaced(self.text, anchors[-1][0].span.end, person, self.language):
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

    def _people(self, start: int, end: int) -> list[Person]:
        """The persons of a line; in a plain list of names also those whose names nobody knows."""
        people = persons(self.text, start, end, self.language, listed=True)
        parts = [
            Span(start + match.start(), start + match.end())
            for match in re.finditer(r"(?:(?!\s(?:och|samt)\s)[^,;])+", self.text[start:end])
        ]
        if len(parts) < 3:
            return people
        unknown = []
        for part in parts:
            if any(part.start <= person.name.start < part.end for person in people):
                continue
            piece = re.sub(r"^\s*(?:och|samt)\s+", lambda m: " " * len(m[0]), self.text[part.start : part.end])
            words = piece.strip(" .").split()
            if 2 <= len(words) <= 4 and all(word[0].isupper() and word[1:].islower() for word in words):
                low = part.start + len(piece) - len(piece.lstrip())
                name = Span(low, low + len(piece.strip(" .")))
                if not _is_organisation(piece, self.language) and not any(
                    is_title(word, self.language) for word in words
                ):
                    unknown.append(Person(name, None, name))
        if people and len(people) + len(unknown) == len(parts):
            people = sorted([*people, *unknown], key=lambda person: person.name.start)
        return people

    def _bare_names(self, start: int, end: int, entries: list[_Entry]) -> list[Mention]:
        """Given names, nicknames or logins alone, parted by commas: "Närvarande: Bo, Eva, Kim"."""
        parts = [
            (match[0].strip(" ."), start + match.start() + len(match[0]) - len(match[0].lstrip()))
            for match in re.finditer(r"(?:(?!\soch\s|\ssamt\s)[^,;])+", self.text[start:end])
        ]
        parts = [
            (re.sub(r"^(?:och|samt)\s+", "", part), at + len(part) - len(re.sub(r"^(?:och|samt)\s+", "", part)))
            for part, at in parts
        ]
        single = [(part, at) for part, at in parts if re.fullmatch(r"[^\W\d][\w.-]{1,15}", part)]
        taken = [entry.person.name for entry in entries]
        single = [(part, at) for part, at in single if not any(name.start <= at < name.end for name in taken)]
        first = self.language.names.first
        if not single or len(single) + len(entries) < len(parts) or len(parts) < 2:
            return []
        known = sum(part in first for part, _ in single)
        logins = len(single) >= 3 and all(part.islower() for part, _ in single)
        if not logins and known * 2 < len(single):
            return []
        if any(is_title(part, self.language) or offices(part, self.language) for part, _ in single):
            return []
        return [self._mention(part, self.view.spans(at, at + len(part)), Facts(), "bare_name") for part, at in single]

    def _stripped(self, start: int, end: int) -> str:
        """The words before a name, without bullets, numbers, crosses and forms of address."""
        said = re.sub(r"^[\s•*·✓_.)\d–—-]*(?:[xX]\s+)?", "", self.text[start:end]).strip()
        return re.sub(
            rf"^(?:{alternatives(self.language.people.list_words)}(?:\s+|$))+", "", said + " ", flags=re.I
        ).strip()

    def _party(self, said: str) -> str | None:
        """The party letters at the end of what stands before a name: "SD Ronald Berg"."""
        last = said.split()[-1] if said.split() else ""
        return last if last.strip(",") in self.language.people.parties else None

    def _name_first(self, entries: list[_Entry], party_first: bool) -> list[Mention]:
        found: list[Mention] = []
        about: list[Facts] = []
        for index, entry in enumerate(entries):
            said = self._said_after(entry)
            party = None
            if party_first:
                before = self._stripped(entry.before.start, entry.before.end)
                party = self._party(before)
                if index + 1 < len(entries) and (next_party := self._party(said.rstrip(" ,"))):
                    said = said.rstrip(" ,").removesuffix(next_party)
            told = facts(said, self.language)
            about.append(replace(told, party=told.party or party))
        about = self._shared(entries, about)
        for entry, told in zip(entries, about, strict=True):
            start = entry.person.name.start
            if party_first and told.party:
                start -= len(self.text[entry.before.start : entry.before.end]) - len(
                    self.text[entry.before.start : entry.before.end].rstrip().removesuffix(told.party)
                )
            end = self._end_of_facts(entry, told)
            found.append(self._entry(entry, told, self.view.spans(start, end), "name_first"))
        return found

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
            before = _replaces_before(self.language).sub("", self.text[start : entry.replaced.name.start])
            said = before + " , " + self.text[entry.replaced.span.end : end]
        else:
            said = self.text[start:end]
        return re.sub(r"\s[xX–-]\s*$", "", said) if self.marked and end < len(self.text) else said

    def _shared(self, entries: list[_Entry], about: list[Facts]) -> list[Facts]:
        """What is said of the last of several joined by "och" holds for all: "A, B och C, handledare (§§ 1-4)"."""
        shared = list(about)
        for last in range(1, len(entries)):
            gap = self.text[slice(*entries[last - 1].after)]
            behalf = self._on_behalf(entries[last])
            told = about[last]
            if behalf is None and not _LAST_JOINER.fullmatch(gap):
                continue
            for index in range(last - 1, -1, -1):
                between = self.text[slice(*entries[index].after)]
                between = re.sub(r"\([^()]*\)", "", between) if behalf else between
                if not _JOINER.fullmatch(between) or not between.strip() or entries[index].replaced:
                    break
                if behalf:
                    shared[index] = replace(shared[index], organisation=behalf)
                elif told.title or told.paragraphs:
                    shared[index] = replace(
                        shared[index], title=told.title, organisation=told.organisation, paragraphs=told.paragraphs
                    )
        return shared

    def _on_behalf(self, entry: _Entry) -> str | None:
        """The organisation after "från", which holds for everybody before it."""
        said = re.sub(r"\([^()]*\)", "", self.text[slice(*entry.after)])
        match = re.match(rf"\s*{alternatives(self.language.attendees.words.on_behalf)}\s+([^.;,()]+)", said)
        return " ".join(match[1].split()) if match and not entry.replaced else None

    def _name_last(self, entries: list[_Entry]) -> list[Mention]:
        found: list[Mention] = []
        lead = Facts()
        lead_span = Span(entries[0].before.start, entries[0].before.start)
        for index, entry in enumerate(entries):
            before = self._stripped(entry.before.start, entry.before.end)
            if index == 0 or not _JOINER.fullmatch(self.text[slice(*entry.before)]):
                lead = self._leading(before)
                lead_span = entry.before
            after = self._said_after(entry) if index + 1 == len(entries) or not lead.title else ""
            told = facts(after, self.language) if index + 1 == len(entries) else Facts()
            merged = replace(
                lead,
                roles=lead.roles | told.roles,
                title=lead.title or told.title,
                organisation=lead.organisation or told.organisation,
                party=lead.party or told.party,
                paragraphs=lead.paragraphs or told.paragraphs,
                serving=lead.serving or told.serving,
            )
            spans = (
                *self.view.spans(*lead_span),
                *self.view.spans(entry.person.name.start, self._end_of_facts(entry, told)),
            )
            found.append(self._entry(entry, merged, spans, "name_last"))
        return found

    def _leading(self, said: str) -> Facts:
        """What a line's first words tell of the name after them; prose tells nothing."""
        said = said.rstrip(" ,:")
        if not said or len(said.split()) > 12 or re.search(r"[.!?]\s", said):
            return Facts()
        told = facts(said, self.language)
        if told.title and not any(is_title(word, self.language) for word in told.title.split()):
            told = replace(told, title=None)
        return told

    def _entry(self, entry: _Entry, told: Facts, spans: tuple[Span, ...], rule: str) -> Mention:
        name = " ".join(self.text[slice(*entry.person.name)].split())
        if entry.replaced:
            told = replace(told, serving=True, roles=told.roles - {"member"} | {"substitute"})
        told = replace(told, party=entry.person.party or told.party)
        mention = self._mention(name, spans, told, rule)
        if entry.replaced:
            mention = replace(mention, substitutes_for=" ".join(self.text[slice(*entry.replaced.name)].split()))
        tags = self.block.tags
        if mention.title and mention.party is None and entry.replaced is None and "substitute" in tags | mention.roles:
            # Officials below "Ersättare": what the column or the flattened page put there.
            mention = replace(mention, roles=mention.roles - {"substitute"}, attendance=_of_staff(tags))
        elif {"deciding", "attending"} <= tags:
            # "Beslutande Övriga närvarande": two headings run together; those without a post decide.
            mention = replace(mention, attendance=_of_staff(tags) if mention.title else "deciding")
        crosses = len(_MARKS.findall(self.text[slice(*entry.after)]))
        if "substitute" in tags and crosses > 1 and not self.marked:
            # One cross says that the substitute came, the next that the substitute took part.
            mention = replace(mention, attendance="deciding")
        if self.marked and re.search(r"(?:^|\s)[–-]\s*$", self.text[slice(*entry.before)]):
            mention = replace(mention, attendance="absent")
        return mention

    def _mention(self, name: str, spans: tuple[Span, ...], told: Facts, rule: str) -> Mention:
        tags = self.block.tags
        roles = told.roles | _roles(tags)
        if "substitute" in roles:
            roles -= {"member"}
        attendance = _attendance(tags)
        if told.serving and attendance != "absent":
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
            alias=told.alias,
        )

    def _roles_after(self, found: list[Mention]) -> list[Mention]:
        """Columns read one after the other: first all names, then as many offices: give each its own."""
        if len(found) < 2 or not (found[-1].title or found[-1].roles):
            return found
        last = self.text.rfind(found[-1].name.split()[-1])
        tail = re.sub(r"^\s*\([^()]*\)", "", self.text[last + len(found[-1].name.split()[-1]) :])
        titles = self._titles(tail)
        count = len(titles)
        bare = 0
        for mention in reversed(found[:-1]):
            if mention.title or mention.roles - _roles(self.block.tags):
                break
            bare += 1
        if count < 2 or count != bare + 1:
            return found
        given = []
        for mention, title in zip(found[-count:], titles, strict=True):
            told = facts(title, self.language)
            plain = replace(mention, title=None, roles=_roles(self.block.tags))
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
