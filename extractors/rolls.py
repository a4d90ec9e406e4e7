"""Where the lists of a meeting's persons stand, and under which heading: columns, tables, run together, signatures.

``Beslutande Anna Ek`` · ``Övriga närvarande | Ersättare | Tjänstepersoner`` over columns · ``Ej närvarande: …`` · ``Vid protokollet``
over a dotted line. A heading over persons is known by its words ("Ej tjänstgörande ersättare"), not by a list of headings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from extractors.language import Language, alternatives, drawn_together, whole_words
from extractors.people import UPPER, Person, persons, whole_name
from extractors.posts import is_organisation, is_title, offices
from extractors.reading import Line, Reading
from schemas.text import Span

# A line this long is a page that a viewer flattened: headings stand in the middle of it.
FLATTENED = 200
# What wraps in a list of names is short.
LONGEST_LINE = 60
# "Ej närvarande." is no sentence.
SHORTEST_SENTENCE = 4

# --- headings --------------------------------------------------------------------------------------------------------

Kind = Literal["list", "role", "end", "signatures"]


# Headings that tell what somebody is; the others tell who was there.
_KINDS = frozenset({"member", "substitute", "serving"})


class _Heading(NamedTuple):
    """A heading and its place; ``tags`` are the keys of the word lists that its words are in."""

    start: int
    end: int
    kind: Kind
    tags: frozenset[str]
    colon: bool


OFFICES = ("chair", "vice_chair", "secretary", "adjuster")
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
    offices = {role: (*attendees.roles[role], *attendees.office_headings.get(role, ())) for role in OFFICES}
    role = "|".join(
        rf"(?P<{role}>{vice if role == 'vice_chair' else alternatives(words)})" for role, words in offices.items()
    )
    # "Dag som ovan" over who signs is more than "Dag" over a date.
    ends = attendees.words.ends
    longer = [
        word for words in offices.values() for word in words if any(word.startswith(f"{shorter} ") for shorter in ends)
    ]
    return re.compile(
        rf"(?<![\w/-])(?:(?P<end>(?!{alternatives(longer)}(?!\w)){alternatives(ends)})|(?P<signatures>{alternatives(attendees.words.signatures)})"
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
            kind, tags = "list", said_by(match["list"], language)
        else:
            tags = frozenset({next(role for role in OFFICES if match[role])})
        begin, end = match.span()
        if kind == "list" and content[begin].islower() and (capital := _CAPITAL.search(content, begin, end)):
            # "… ej tjänstgörande ersättare Övriga deltagande": the heading begins where the capital stands.
            begin = capital.end() - 1
            tags = said_by(content[begin:end], language)
        if kind == "list" and _several(content[begin:end], language):
            tags |= {"mixed"}
        if kind == "list":
            absent_named = "absent" in tags and _begins(language).match(content, end, cell.end)
            if content[end : cell.end].strip(" .:…_-–") and not absent_named:
                end -= _trailing_filler(content[begin:end], language)
            if not tags:
                continue
        heading = _Heading(begin, end, kind, tags, bool(match["colon"]))
        if _stands_as_heading(heading, found, line, cell, content, language):
            found.append(heading)
    return found


_CAPITAL = re.compile(r"[ ][^\W\d_a-zåäöé]")


def _several(words: str, language: Language) -> bool:
    """Whether headings run together that stood one below the other: "Beslutande ledamöter Ej tjänstgörande ersättare"."""
    parts = [said_by(part, language) for part in re.split(r"[ ](?=[^\W\d_a-zåäöé])", words)]
    return any(_run_together(above, below) for above, below in pairwise(parts))


def _run_together(above: frozenset[str], below: frozenset[str]) -> bool:
    """Whether nobody knows who of the names that follow is below which of two headings."""
    opposed = bool(above & {"deciding", "member"}) and "not_" in below
    return "mixed" in above or opposed or "deciding" in above & below


def said_by(words: str, language: Language) -> frozenset[str]:
    """The keys of the word lists that the words of a heading are in."""
    tags = _tags(language)
    return frozenset(tags[" ".join(found[0].split())] for found in _saying(language).finditer(words.lower()))


@cache
def _saying(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\s,/&]){alternatives(_tags(language))}(?![^\s,/&])")


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
    in_place = (at_start and (heading.colon or first.isdigit())) or (behind_heading and heading.kind == "list")
    if not first.isupper() and not in_place:
        return False
    if behind_heading and "mixed" in before[-1].tags:
        return True
    if behind_heading and heading.kind == "role" and before[-1].kind == "list" and not heading.colon:
        # "Beslutande: Ordförande Eva Ek samt ledamöterna …": the post of the first.
        return False
    if heading.tags == {"weak"}:
        return at_start and (alone or heading.colon)
    # "Anna Ek, Ordförande Bo Lind": the office of the one before; "§ 17, Övriga närvarande Bo Lind" in a flattened page.
    several = heading.kind == "list" and " " in content[heading.start : heading.end] and len(line.content) > FLATTENED
    inside = not at_start and not behind_heading
    if inside and not several and content[cell.start : heading.start].rstrip().endswith((",", "(")):
        return False
    begins = _begins(language).match(after)
    if heading.kind == "end":
        if content[heading.start : heading.end] in language.names.first and not (alone or heading.colon):
            # "Dag Lund" is a man, "Dag 2020-03-02" a date.
            particle = alternatives(language.people.particles)
            return not re.match(rf"\s*(?:[^\W\d_a-zåäöé]|{particle}\s)", after)
        sure = " " in content[heading.start : heading.end] or heading.colon or re.match(r"\s*[§\d]", after)
        flattened = len(line.content) > FLATTENED and bool(sure)
        return (at_start and bool(alone or heading.colon or begins)) or flattened or (heading.colon and first.isupper())
    if at_start or behind_heading:
        return alone or heading.colon or bool(begins) or _is_nickname_list(after) or bool(_UP_TO_COLON.match(after))
    return heading.colon or (
        bool(begins) and not alone and not _follows_word(content, cell.start, heading.start, language)
    )


@cache
def _begins(language: Language) -> re.Pattern[str]:
    """How an entry begins behind its heading."""
    people = language.people
    address = alternatives(people.address)
    # "Dessutom stadens kamrer Bo Ek"
    title = rf"(?:[a-zåäö-]+ ){{0,2}}[a-zåäö-]*(?:{'|'.join(people.title_endings)}) (?:{address} )?(?=[{UPPER}])"
    return re.compile(rf"[\s:.…_–-]*(?:[^\W\d_a-zåäöé]|[x§(\d]|von |af |de |{address} |{title})")


# Between a heading and its colon: "Deltagare via Teams: …".
_UP_TO_COLON = re.compile(r"[^.:,;\d]{1,40}:")


def _follows_word(content: str, start: int, position: int, language: Language) -> bool:
    """Whether a small word that needs the next one stands before: "av Ordförande", "och Sekreterare"."""
    before = content[start:position].split()
    return bool(before) and before[-1] in language.attendees.words.small_words


def _is_nickname_list(said: str) -> bool:
    """Whether words stand alone between commas: "vbg, mia, ek"."""
    return len(re.findall(r"(?:^|,)\s*[\w.-]{2,15}\s*(?=,)", said)) >= 2 and not re.search(r"\d", said)


# --- blocks: headings and the text below them ------------------------------------------------------------------------


@dataclass
class Roll:
    """A list under one heading, or the names under the headings of offices, as one string: an entry a line.

    The cells of an entry are parted by tabs; ``spans`` leads back to the document.
    """

    tags: frozenset[str]
    kind: Kind
    # The offices in the order of their headings, where names follow only after the last.
    roles: list[str] = field(default_factory=list)
    # What the list around says, for an office that stands inside it.
    around: frozenset[str] = frozenset()
    # Its first names stand in the line of the heading.
    beside: bool = False
    # Where its heading stands among those of columns.
    head: int = -1
    # The office is an entry of the list above.
    in_list: bool = False
    # Its heading is what the signing do ("Justeras"), not an office.
    signing: bool = False
    # Of a table: what the crosses of each line say.
    crosses: dict[int, frozenset[str]] = field(default_factory=dict)
    # Where those stand whom the persons of a table replace, in a column of their own.
    replaced: set[int] = field(default_factory=set)
    # Where its party letters stand, in a column of their own.
    parties: set[int] = field(default_factory=set)
    # Where the rows of a table begin, and the cells of its column of names.
    rows: set[int] = field(default_factory=set)
    names: set[Span] = field(default_factory=set)
    # The lines that hold nothing but the post of the person in the line before.
    posts: set[int] = field(default_factory=set)
    # Where its text stands, and in which line of the zone.
    pieces: list[tuple[Span, int]] = field(default_factory=list)
    text: str = ""
    # The cells of names, by their place in ``text``.
    named: list[Span] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places in the document of ``text[start:end]``."""
        found = []
        for position, (piece, _) in zip(self._starts, self.pieces, strict=True):
            low, high = max(start, position), min(end, position + piece.end - piece.start)
            if low < high and self.text[low:high].strip(" ,;"):
                low += len(self.text[low:high]) - len(self.text[low:high].lstrip(" ,;"))
                found.append(Span(piece.start + low - position, piece.start + high - position))
        return tuple(found)

    def last_line(self) -> list[Span]:
        """The pieces of its last line."""
        start = len(self.pieces)
        while start and self.pieces[start - 1][1] == self.pieces[-1][1]:
            start -= 1
        return [piece for piece, _ in self.pieces[start:]]

    def crossed(self, position: int) -> frozenset[str]:
        """What the crosses say in the line where ``text[position]`` stands."""
        _, row = self.pieces[bisect_right(self._starts, position) - 1]
        return self.crosses.get(row, frozenset())

    def join(self, reading: Reading, content: str) -> None:
        """Make its text of its pieces."""
        for index, (piece, row) in enumerate(self.pieces):
            if index:
                before, row_before = self.pieces[index - 1]
                in_row = row == row_before
                begins = piece.start in self.rows
                self.text += "\n" if begins else _separator(reading, content, self.text, before, piece, in_row)
            if piece.start in self.replaced:
                self.text = f"{self.text.rstrip()}\t{reading.language.attendees.words.replaces[0]} "
            if piece.start in self.parties:
                self.text = f"{self.text.rstrip()} ("
            self._starts.append(len(self.text))
            if piece in self.names:
                self.named.append(Span(len(self.text), len(self.text) + piece.end - piece.start))
            self.text += content[slice(*piece)] + (")" if piece.start in self.parties else "")


def rolls(reading: Reading, zone: Span, *, signatures: bool) -> list[Roll]:
    """The lists and signature blocks of a zone that hold anything, in order.

    Args:
        signatures: the zone begins among signatures, and "Ledamöter" alone heads no list of those present there: it may
            be one of votes.
    """
    content = _without_side_heads(reading.running[zone.start : zone.end], reading.language)
    # Offsets stay those of the text.
    scan = _Scan(reading, " " * zone.start + content)
    if signatures:
        scan.start(Roll(frozenset(), "signatures"))
    lines = list(reading.lines(zone.start, zone.end))
    for row, line in enumerate(lines):
        scan.line(row, line, lines[row + 1] if row + 1 < len(lines) else None)
    _point_to_list(scan.rolls, scan.content, reading.language)
    found = [roll for roll in scan.rolls if roll.pieces and "called" not in roll.tags]
    if signatures:
        found = [roll for roll in found if roll.kind != "list" or roll.tags & {"present", "deciding", "attending"}]
    for roll in found:
        roll.join(reading, scan.content)
    return found


def roll_at(reading: Reading, place: Span, tags: frozenset[str]) -> Roll:
    """The list that stands at *place*, under a heading that says *tags*."""
    found = Roll(
        tags, "list", pieces=[(Span(line.start, line.end), row) for row, line in enumerate(reading.lines(*place))]
    )
    found.join(reading, reading.running)
    return found


def attendance_list(reading: Reading, zone: Span) -> Span | None:
    """The zone from the line "Närvarolista" on, which stands alone before a list behind the items."""
    lists = _attendance_lists(reading.language)
    for line in reading.lines(*zone):
        words = _ATTACHMENT.sub("", " ".join(line.content.lower().split()))
        if len(words) < LONGEST_LINE and lists.search(words) and "present" in _tags_of_all(words, reading.language):
            return Span(line.start, zone.end)
    return None


# "Bilaga 1. Närvarolista"
_ATTACHMENT = re.compile(r"^\w+ \d+ ?[.:,–-]? ?")


def heads_list(words: str, language: Language) -> bool:
    """Whether *words* are the heading of those present: "Deltagare", "Närvarande medlemmar"."""
    return "present" in _tags_of_all(" ".join(words.lower().split()).strip(" .:"), language)


@cache
def _attendance_lists(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\w*{alternatives(language.attendees.words.attendance_lists)}", re.I)


@cache
def _items_label(language: Language) -> re.Pattern[str]:
    label = alternatives(language.attendees.words.items_label)
    # The number may be lost, and the next office follow.
    office = alternatives(word for words in language.attendees.roles.values() for word in words)
    lost = rf"(?<!\w){label}(?=[ \t]+{office}(?!\w))"
    return re.compile(rf"(?<!\w){label}[ \t]*(?:[^\W\d_]{{1,6}}[ \t]+)?(?:§+[ \t]*)?\d[\d \t,–-]*|{lost}", re.I)


def _without_side_heads(content: str, language: Language) -> str:
    """Blank out "Paragrafer §§ 12-18", which stands in the midst of the signatures, and the heads of columns of crosses.

    What a typewriter spaced out for emphasis ("N ä r v a r a n d e") is drawn together; all offsets stay.
    """
    content = _items_label(language).sub(lambda match: " " * len(match[0]), drawn_together(content))
    return _crosses(language).sub(lambda match: " " * len(match[0]), content)


_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


@cache
def _crosses(language: Language) -> re.Pattern[str]:
    head = alternatives(language.attendees.words.crosses)
    return re.compile(rf"(?<!\w)(?:\d{{1,3}}[ ]+)?(?:{head}(?![\w:])[ \t|.]*){{2,}}(?!\w)", re.I)


# What the columns of a table say by a cross.
_OF_CROSSES = frozenset({"present", "absent", "serving"})
# In the column of crosses: the person was absent.
# The first lines name the organisation and the body.
_PAGE_HEAD = 4
_ITEM = re.compile(r"§ ?\d")
_DASHES = ("-", "–")
_REPLACED = frozenset({"replaced"})
_NUMBERS = frozenset({"numbers"})
_PARTY = frozenset({"party"})
_LONGEST_PARTY = 5
_CROSS = re.compile(r"[xX✓•]")


def _tags_of_all(words: str, language: Language) -> frozenset[str]:
    """What a heading says; nothing unless all its words say something, or are of those that stand in headings."""
    known = {*_tags(language), *language.attendees.headings.filler}
    parts = [part.strip(".") for part in re.split(r"[\s,/&]+", words)]
    return said_by(words, language) if all(part in known for part in parts) else frozenset()


def _point_to_list(found: list[Roll], content: str, language: Language) -> None:
    """ "Beslutande: enligt närvarolista" says that those on the list decide."""
    lists = _attendance_lists(language)
    pointing = any(
        "deciding" in roll.tags and any(lists.search(content, *piece) for piece, _ in roll.pieces) for roll in found
    )
    if pointing:
        for roll in found:
            if roll.tags == {"present"}:
                roll.tags |= {"deciding"}


@cache
def _answers(language: Language) -> re.Pattern[str]:
    """At the start of a cell: "Ja", "Nej", "hela mötet"."""
    words = language.attendees.words
    return re.compile(rf"(?:(?P<yes>{alternatives(words.yes)})|{alternatives(words.no)})(?!\w)[ ,;.]*", re.I)


class _Table(NamedTuple):
    """A table of persons: in which column their names stand, what the others say, where the last row ends."""

    names: int
    columns: dict[int, frozenset[str]]
    end: int


class _Scan:
    """Goes through the lines of a zone and sorts them under the headings."""

    def __init__(self, reading: Reading, content: str) -> None:
        self.reading, self.content = reading, content
        self.rolls: list[Roll] = []
        # The list or lists (columns) that are open.
        self.open: list[Roll] = []
        # "Närvarande" over "Ledamöter", "Ersättare".
        self.umbrella: frozenset[str] = frozenset()
        self.page_head: set[str] = set()
        # The table of persons whose rows follow.
        self.table: _Table | None = None

    def line(self, row: int, line: Line, following: Line | None) -> None:
        """Take the next line; *following* is the one after."""
        cells = line.cells()
        if self._repeats_page_head(row, cells):
            return
        if self._table_head(line) or self._table_row(row, line):
            return
        if self._posts_below(row, cells) or self._signed(row, cells):
            return
        side = _side(self.reading.language).match(line.content)
        if side and not (self.open and self.open[0].kind == "list"):
            self.start(Roll(frozenset({"present"}), "list"))
        found: list[tuple[int, _Heading | Span]] = []
        column: _Heading | None = None
        for index, cell in enumerate(cells):
            position = cell.start
            headings = _headings(line, cell, self.content, self.reading.language)
            if headings and self._is_fact(cells, index, headings[0]):
                if self._ends_row(cells[index + 1 :]) and self._heads_column(headings[0], following):
                    column = headings[0]
                    break
                headings = []
            if len(self.open) > 1:
                # "1:e vice ordförande" on the second line of an entry.
                headings = [h for h in headings if h.kind != "role" or h.colon or self.content[h.start].isupper()]
            for heading in headings:
                if self.content[position : heading.start].strip(" .:…_-–"):
                    found.append((index, Span(position, heading.start)))
                found.append((index, heading))
                position = heading.end
            rest = self.content[position : cell.end]
            if rest.strip(" .:…_-–\t") or (rest in _DASHES and index and self._names_somebody(cells[:1])):
                found.append((index, Span(position, cell.end)))
        columns = {index for index, item in found if isinstance(item, _Heading) and item.kind == "list"}
        if len(columns) > 1 and all(isinstance(item, _Heading) for _, item in found):
            self._columns([item for _, item in found if isinstance(item, _Heading)], following)
            return
        if self._second_column_ends(row, [item for _, item in found]):
            return
        held = [item for _, item in found if isinstance(item, _Heading) and item.kind == "role"]
        if held and len(held) == len(found) and self._below_names(row, held):
            return
        pieces = [(index, item) for index, item in found if isinstance(item, Span)]
        if len(pieces) == len(found) and len(self.open) > 1:
            self._into_columns(row, [item for _, item in pieces])
        else:
            for _, item in found:
                if isinstance(item, _Heading):
                    self._heading(item)
                elif self.open:
                    self._piece(row, item, beside=len(pieces) < len(found))
        if column and self.open:
            self.open = [self.open[0], Roll(column.tags, "list")]
            self.rolls.append(self.open[1])

    def _second_column_ends(self, row: int, found: list[_Heading | Span]) -> bool:
        """Take a row whose first cell goes on with its list, and whose second is the heading of another."""
        if len(self.open) != 2 or len(found) != 2:
            return False
        piece, heading = found
        if not isinstance(piece, Span) or not isinstance(heading, _Heading) or heading.kind != "list":
            return False
        self.open[0].pieces.append((piece, row))
        self.open[1] = Roll(heading.tags, "list", head=heading.start)
        self.rolls.append(self.open[1])
        return True

    def _repeats_page_head(self, row: int, cells: list[Span]) -> bool:
        """Whether the line begins like one of the first: the head of the next page, in the midst of a list."""
        said = self.content[slice(*cells[0])] if cells else ""
        if row < _PAGE_HEAD:
            self.page_head.add(said)
            return False
        return said in self.page_head and bool(self.open and self.open[0].pieces) and not said.endswith(":")

    def _table_head(self, line: Line) -> bool:
        """Take the head of a table: "Ledamöter | Parti | Närvarande | Frånvarande", "Namn | Parti | Roll"."""
        if "\t" not in line.content:
            return False
        language = self.reading.language
        cells = line.content.split("\t")
        words = [" ".join(cell.lower().split()).strip(" .:") for cell in cells]
        plain = [word in language.attendees.words.columns or _ITEM.match(word) is not None for word in words]
        if not any(plain):
            return False
        tags = [_tags_of_all(word, language) for word in words]
        heads = all(known or said or not word for known, said, word in zip(plain, tags, words, strict=True))
        if not heads or sum(map(bool, words)) < 2:
            return False
        kinds = [said for said, known in zip(tags, plain, strict=True) if said - _OF_CROSSES and not known]
        names = next((index for index, word in enumerate(words) if word in language.attendees.words.name_columns), None)
        if names is None:
            names = next((index for index, said in enumerate(tags) if said), None)
        if kinds:
            self.open = [Roll(self._under_umbrella(said), "list") for said in kinds]
            self.rolls.extend(self.open)
        elif not self.open or (self.open[0].tags == {"weak"} and any("present" in said for said in tags)):
            # "Styrelsen" over the table is whose meeting it is.
            self.start(Roll(frozenset({"present"}), "list"))
        columns: dict[int, frozenset[str]] = {}
        for index, said in enumerate(tags):
            if words[index] in language.attendees.words.replaces:
                said = _REPLACED
            elif words[index] in language.attendees.words.party_columns:
                said = _PARTY
            elif words[index] in language.attendees.words.number_columns:
                said = _NUMBERS
            if index != names and said and said <= _OF_CROSSES | _REPLACED | _PARTY | _NUMBERS:
                columns[index] = said
        self.table = _Table(names, columns, line.end) if names is not None and len(self.open) == 1 else None
        return True

    def _table_row(self, row: int, line: Line) -> bool:
        """Take a row below the head of a table: its cells tell of the person in the column of names."""
        table, cells = self.table, self.content[line.start : line.end].split("\t")
        if table is None or not self.open:
            return False
        if _EMPTY_LINE.search(self.reading.running, table.end, line.start):
            self.table = None
            return False
        self.table = table._replace(end=line.end)
        if len(cells) <= max(table.names, 1) or not re.search(r"[^\W\d_]", cells[table.names]):
            return False
        roll, position, said = self.open[0], line.start, set[str]()
        pieces: list[Span] = []
        for index, cell in enumerate(cells):
            piece = Span(position + len(cell) - len(cell.lstrip()), position + len(cell.rstrip()))
            position += len(cell) + 1
            if piece.end <= piece.start:
                continue
            if index == table.names:
                if (name := whole_name(self.content, *piece, self.reading.language)) and name.end == piece.end:
                    roll.names.add(piece)
            else:
                told, piece = self._answer(table.columns.get(index, frozenset()), piece)
                said |= told
            if piece.end > piece.start:
                pieces.append(piece)
                column = table.columns.get(index)
                if column == _REPLACED:
                    roll.replaced.add(piece.start)
                elif column == _PARTY and piece.end - piece.start <= _LONGEST_PARTY:
                    roll.parties.add(piece.start)
        roll.rows.add(pieces[0].start)
        roll.pieces += [(piece, row) for piece in pieces]
        if said:
            roll.crosses[row] = frozenset(said)
        return True

    def _answer(self, column: frozenset[str], piece: Span) -> tuple[frozenset[str], Span]:
        """What a cell tells by its cross, its "Ja" or "Nej", and what else it says: "Ja, ej § 17"."""
        nothing = Span(piece.end, piece.end)
        if column == _NUMBERS:
            return frozenset(), nothing
        if _CROSS.fullmatch(self.content, *piece):
            return column & _OF_CROSSES, nothing
        if not column & _OF_CROSSES:
            return frozenset(), piece
        if answer := _answers(self.reading.language).match(self.content, *piece):
            no = frozenset({"absent"}) if column == {"present"} else frozenset[str]()
            return (column if answer["yes"] else no), Span(answer.end(), piece.end)
        # "§§ 10-13", "kl. 9-10"
        return (column if re.search(r"\d", self.content[slice(*piece)]) else frozenset()), piece

    def _ends_row(self, cells: list[Span]) -> bool:
        """Whether nothing or only heads of columns ("Parti") follow."""
        columns = self.reading.language.attendees.words.columns
        return all(self.content[slice(*cell)].lower() in columns for cell in cells)

    def _heads_column(self, heading: _Heading, following: Line | None) -> bool:
        """Whether a list begins beside the one that goes on: "Anna Ek | Ersättare" over "Bo Lind | Kim Öst"."""
        if heading.kind != "list" or not heading.tags & {"substitute", "serving", "attending"} or following is None:
            return False
        cells = following.cells()
        return len(cells) > 1 and self._names_somebody(cells[:1]) and self._names_somebody(cells[1:])

    def _posts_below(self, row: int, cells: list[Span]) -> bool:
        """Take a line of offices that stands right below the names of those who hold them, one below each."""
        roll = self.open[0] if self.open else None
        if roll is None or not roll.pieces or len(self.open) > 1 or cells[0].end - cells[0].start > LONGEST_LINE:
            return False
        last = roll.last_line()
        if len(last) > len(cells) and all(self._offices_of(cells)) and self.content[cells[0].start].islower():
            # Below which of the names the office stands, only the table can tell.
            above = {self._grid_column(piece.start): piece for piece in last}
            last = [above[place] for cell in cells if (place := self._grid_column(cell.start)) and place in above]
            if not last:
                return True
        if len(last) != len(cells) or _EMPTY_LINE.search(self.content, last[-1].end, cells[0].start):
            return False
        held = self._offices_of(cells)
        if not any(held) or not all(self._names_somebody([piece]) for piece in last):
            return False
        if roll.kind == "list":
            return len(cells) == 1 and self._post_of_listed(roll, row, cells[0], held[0])
        if not all(self.content[cell.start].islower() for cell, roles in zip(cells, held, strict=True) if roles):
            return False
        for piece, roles in zip(last, held, strict=True):
            # "Som ovan", a name, and below it "sekr": the same office again.
            if roles and not roles <= {*roll.roles}:
                roll.pieces = [(other, line) for other, line in roll.pieces if other != piece]
                signed = Roll(frozenset(), "role", roles=sorted(roles, key=OFFICES.index), pieces=[(piece, row)])
                self.rolls.append(signed)
        return True

    def _signed(self, row: int, cells: list[Span]) -> bool:
        """Take "Eva Ek, sekreterare" on a line of its own outside all lists: signatures on the cover."""
        if self.open or len(cells) != 1:
            return False
        _, comma, last = self.content[slice(*cells[0])].rpartition(",")
        if not comma or not offices(last, self.reading.language):
            return False
        people = persons(self.content, *cells[0], self.reading.language, listed=True)
        if len(people) != 1 or people[0].name.start != cells[0].start:
            return False
        said = self.content[people[0].span.end : cells[0].end]
        roles = offices(said.strip(" ,"), self.reading.language) & {*OFFICES} if said.startswith(",") else frozenset()
        if roles:
            piece = Span(people[0].span.start, people[0].span.end)
            self.rolls.append(Roll(frozenset(), "role", roles=sorted(roles, key=OFFICES.index), pieces=[(piece, row)]))
        return bool(roles)

    def _offices_of(self, cells: list[Span]) -> list[frozenset[str]]:
        """The offices of the meeting that each cell names, if it says nothing else."""
        language = self.reading.language
        return [offices(self.content[slice(*cell)].strip(" .…_"), language) & {*OFFICES} for cell in cells]

    def _post_of_listed(self, roll: Roll, row: int, cell: Span, held: frozenset[str]) -> bool:
        """Take "Ordförande" below the first name of a list, "Vice ordförande" below the next."""
        first = len(roll.pieces) == 1 or (row - 2 in roll.posts and roll.pieces[-2][1] == row - 2)
        if not first or not held <= {"chair", "vice_chair"} or roll.pieces[-1][1] != row - 1:
            return False
        roll.pieces.append((cell, row))
        roll.posts.add(row)
        return True

    def _below_names(self, row: int, offices: list[_Heading]) -> bool:
        """Take a row of offices that stands below the names of those who sign, one below each."""
        roll = self.open[0] if self.open else None
        if roll is None or roll.kind != "signatures" or not roll.pieces:
            return False
        last = roll.last_line()
        between = self.content[last[-1].end : offices[0].start]
        if len(last) != len(offices) or _EMPTY_LINE.search(between) or any(office.colon for office in offices):
            return False
        if not all(self._names_somebody([piece]) for piece in last):
            return False
        del roll.pieces[-len(last) :]
        self.rolls.append(
            Roll(
                frozenset(),
                "role",
                roles=[role for office in offices for role in office.tags],
                pieces=[(piece, row) for piece in last],
            )
        )
        return True

    def _piece(self, row: int, piece: Span, *, beside: bool) -> None:
        """Put a piece into the list that is open, unless that ends before it."""
        roll = self.open[0]
        if self._is_prose(row, piece):
            self.open, self.umbrella = [], frozenset()
            return
        around = self.umbrella or (roll.around if roll.in_list else frozenset())
        if roll.kind == "role" and roll.pieces and roll.pieces[-1][1] < row and around:
            # The office has its name: the list around goes on.
            roll = Roll(around, "list")
            self.start(roll)
        if not roll.pieces:
            roll.beside = beside
        roll.pieces.append((piece, row))

    def _is_prose(self, row: int, piece: Span) -> bool:
        """Whether a sentence follows on a list that stands beside its heading: "Närvarande: …", "Mötet öppnades av Bo."."""
        roll = self.open[0]
        if roll.kind != "list" or not roll.pieces or roll.pieces[-1][1] == row:
            return False
        if not roll.beside:
            # "Val av sekreterare", and below it who was elected.
            return _election(self.reading.language).match(self.content, *piece) is not None
        said, before = self.content[slice(*piece)].strip(), self.content[slice(*roll.pieces[-1][0])].rstrip()
        label = re.match(r"([^\W\d_a-zåäöé]\w+):\s", said) if "absent" in roll.tags else None
        if _election(self.reading.language).match(said) or (label and is_title(label[1], self.reading.language)):
            # "Förhinder: …" and then "Samtalsledare: Eva Ek".
            return True
        if not said.endswith((".", "!", "?")) or len(said.split()) < SHORTEST_SENTENCE or not said[0].isupper():
            return False
        people = persons(self.content, *piece, self.reading.language, listed=True)
        lead = self.content[piece.start : people[0].name.start].strip() if people else ""
        begins = bool(people) and (not lead or is_title(lead, self.reading.language))
        cut = (_unfinished, _cut_name, _title_at_end)
        unfinished = before.endswith(",") or any(pattern(self.reading.language).search(before) for pattern in cut)
        return not begins and not unfinished

    def _is_fact(self, cells: list[Span], index: int, heading: _Heading) -> bool:
        """Whether a cell says something of the person in the cell before it: "Anna Ek | Ordförande | Närvarande"."""
        alone = not self.content[heading.end : cells[index].end].strip(" .:…_-–")
        return (
            alone
            and index > 0
            and self._names_somebody(cells[index - 1 :: -1])
            and not self._names_somebody(cells[index + 1 :])
        )

    def _names_somebody(self, cells: list[Span]) -> bool:
        language = self.reading.language
        return any(persons(self.content, *cell, language, listed=True) for cell in cells)

    def _heading(self, heading: _Heading) -> None:
        if heading.kind == "end":
            self.open, self.umbrella = [], frozenset()
        elif heading.kind == "signatures":
            self.umbrella = frozenset()
            self.start(Roll(frozenset(), "signatures"))
        elif heading.kind == "role":
            last = self.open[0] if self.open else None
            if last and "mixed" in last.tags and not last.pieces:
                # One more of the headings that stood one below the other.
                return
            if last and last.kind == "role" and not last.pieces:
                # "Som ovan", "In fidem": of one who keeps the minutes, said twice.
                last.roles.extend(heading.tags - ({"secretary"} & {*last.roles}))
            else:
                in_list = self._in_list(last, heading)
                around = self.umbrella or (last.tags if last and in_list else self._around(last))
                # "Ledamöter" over "Ordförande" says nothing of the substitutes further down.
                self.umbrella = around if around - _KINDS and not in_list else frozenset()
                self.start(Roll(frozenset(), "role", list(heading.tags), around, in_list=in_list))
            said = self.content[heading.start : heading.end].lower().rstrip(" :.…")
            self.open[0].signing |= said in self.reading.language.attendees.words.signing
        elif not self._rest_of_label(heading):
            self.start(Roll(self._under_umbrella(heading.tags), "list"))

    def _rest_of_label(self, heading: _Heading) -> bool:
        """Whether the heading is the second line of the label beside the list: "Övriga", and below it "närvarande"."""
        last = self.open[0] if self.open else None
        if (
            last is None
            or heading.colon
            or not last.beside
            or last.tags != {"attending"}
            or heading.tags != {"present"}
        ):
            return False
        rows = {row for _, row in last.pieces}
        return len(rows) == 1 and self.content.count("\n", last.pieces[-1][0].end, heading.start) == 1

    def _around(self, last: Roll | None) -> frozenset[str]:
        """What the list says in which the heading of an office stands."""
        if last is None or last.in_list:
            return frozenset()
        if last.kind == "role":
            return last.around
        return last.tags if last.kind == "list" and not last.pieces else frozenset()

    def _in_list(self, last: Roll | None, heading: _Heading) -> bool:
        """Whether the office is an entry of the list: "Kommunchef Bo Lind", and below it "Sekreterare Eva Ek"."""
        if last is None or last.kind != "list" or not last.pieces or heading.colon:
            return False
        if "attending" not in last.tags or heading.tags != {"secretary"}:
            return False
        piece, _ = last.pieces[-1]
        line = self.content.rfind("\n", 0, piece.start) + 1
        people = persons(self.content, line, piece.end, self.reading.language, listed=True)
        titled = people and self.content[line : people[0].name.start].strip(" \t•*-")
        return bool(titled) and not _EMPTY_LINE.search(self.content, piece.end, heading.start)

    def _under_umbrella(self, tags: frozenset[str]) -> frozenset[str]:
        """The tags with those of the heading above that has no names of its own."""
        last = self.open[0] if self.open else None
        if last and last.kind == "list" and not last.pieces and _run_together(last.tags, tags):
            self.umbrella = frozenset()
            return last.tags | tags | {"mixed"}
        if last and last.kind == "list" and not last.pieces and (last.tags - _KINDS or tags == {"present"}):
            self.umbrella = last.tags
        elif "attending" in tags and "deciding" in self.umbrella:
            # "Beslutande | Ledamöter …" is over, and so is what it says.
            self.umbrella = frozenset()
        elif not tags <= _KINDS_OF_PERSON:
            self.umbrella = frozenset()
        return tags | self.umbrella

    def start(self, block: Roll) -> None:
        """Open a list: what follows goes into it."""
        self.rolls.append(block)
        self.open = [block]

    def _columns(self, headings: list[_Heading], following: Line | None) -> None:
        """A row of headings: columns below each, the first perhaps the heading of them all."""
        first, *rest = headings
        cells = following.cells() if following else []
        named = len(cells) > 1 and self._names_somebody(cells[:1]) and self._names_somebody(cells[1:])
        if not named and not first.tags & {"present", "absent"} and all(h.tags <= {"present", "absent"} for h in rest):
            # "Ledamöter | Närvarande": the second column holds crosses.
            self._heading(first)
            return
        around: frozenset[str] = frozenset()
        if (
            rest
            and not (named and len(cells) == len(headings))
            and not first.tags & {"member", "substitute", "absent"}
            and all(h.tags <= _KINDS_OF_PERSON for h in rest)
        ):
            around, headings = first.tags, rest
        self.open = [Roll(heading.tags | around, "list", head=heading.start) for heading in headings]
        self.rolls.extend(self.open)
        self.umbrella = around

    def _into_columns(self, row: int, pieces: list[Span]) -> None:
        if len(pieces) == 1:
            pieces = self._split(pieces[0])
        groups = self._by_person(pieces)
        if len(groups) == 1:
            column = self._below(groups[0][0]) or self._column_of(groups[0][0])
            column.pieces += [(piece, row) for piece in groups[0]]
            return
        for column, group in zip(self.open, groups, strict=False):
            column.pieces += [(piece, row) for piece in group]

    def _by_person(self, pieces: list[Span]) -> list[list[Span]]:
        """The cells of a row, those together that are about one person."""
        more = len(pieces) > len(self.open)
        groups: list[list[Span]] = []
        for piece in pieces:
            party = self.content[slice(*piece)] in self.reading.language.people.parties
            if groups and (party or more) and self._names_somebody(groups[-1]) and not self._names_somebody([piece]):
                groups[-1].append(piece)
            else:
                groups.append([piece])
        return groups

    def _below(self, piece: Span) -> Roll | None:
        """The open list whose heading stands above in the same table: of a cell with several lines, each."""
        place = self._grid_column(piece.start)
        return next((roll for roll in self.open if place and self._grid_column(roll.head) == place), None)

    def _grid_column(self, position: int) -> tuple[int, int] | None:
        """The table in which a position stands, and its column."""
        for number, grid in enumerate(self.reading.text.grids):
            if grid.rows and grid.rows[0][0].start <= position < grid.rows[-1][-1].end:
                for row in grid.rows:
                    for column, cell in enumerate(row):
                        if cell.start <= position < cell.end:
                            return number, column
        return None

    def _split(self, piece: Span) -> list[Span]:
        """A line of two columns with a single blank between: cut before the second person, or before the rest of a name."""
        language = self.reading.language
        people = [
            p
            for p in persons(self.content, *piece, language, listed=True)
            if not is_replaced(self.content, piece.start, p, language)
        ]
        if len(people) > 1:
            return [Span(piece.start, people[1].span.start), Span(people[1].span.start, piece.end)]
        second = self.open[1].pieces
        rest = re.search(r"(?<=[^\W\d_,] )[^\W\d_a-zåäö][\w-]+ \(\w{1,5}\)$", self.content[slice(*piece)])
        if people and rest and second and _OPEN_NAME.search(self.content[slice(*second[-1][0])]):
            cut = piece.start + rest.start()
            if cut >= people[0].span.end:
                return [Span(piece.start, cut), Span(cut, piece.end)]
        return [piece]

    def _column_of(self, piece: Span) -> Roll:
        """The column to which the only cell of a row belongs."""
        language = self.reading.language
        people = persons(self.content, *piece, language, listed=True)
        if not people:
            return max(self.open, key=lambda column: column.pieces[-1][1] if column.pieces else -1)
        staff = [
            block for block in self.open if not block.tags & {"member", "substitute", "deciding", "serving", "absent"}
        ]
        replaced = replaces(language).match(self.content, *piece)
        if staff and people[0].party is None and not replaced:
            return staff[0]
        if replaces(language).search(self.content, *piece):
            return next((block for block in self.open if "serving" in block.tags), self.open[0])
        return self.open[0]


# "ersätter Johan" at the end of a line: the family name stands on the next one.
_OPEN_NAME = re.compile(r"[^\W\d_a-zåäö]\w+$")


# --- what parts the pieces of a list -----------------------------------------------------------------------------------


def _separator(reading: Reading, content: str, text: str, before: Span, piece: Span, same_row: bool) -> str:
    """What to put between two pieces: a line break between entries, a tab between cells, a blank where a line went on."""
    language = reading.language
    said, following = content[before.start : before.end].rstrip(), content[piece.start : piece.end].lstrip()
    people = persons_of_line(following, 0, len(following), language)
    begins = bool(people) and _address(language).fullmatch(following, 0, people[0].name.start) is not None
    if same_row and (
        replaces(language).match(following) or (people and is_replaced(following, 0, people[0], language))
    ):
        return "\t"
    if same_row:
        return "\n" if people and persons(said, 0, len(said), language, listed=True) else "\t"
    if not begins and (_CONTINUES.match(following) or said.endswith(",")):
        return " "
    if _unfinished(language).search(said) or _replaces_at_end(language).search(said):
        return " "
    if begins and (said.endswith(",") or _title_at_end(language).search(said)) and titles_first(text, language):
        return " "
    tail = _last_of_several(language).search(said)
    if (
        tail
        and begins
        and is_title(said.split()[-1], language)
        and not is_title(said[: tail.start()].split()[-1], language)
        and not persons(said, tail.start(), len(said), language)
    ):
        # "… och Eva Ek, samt kamreren" at the end of a line.
        return " "
    if _cut_name(language).search(said) and _rest_of_name(language).match(following):
        return " "
    blank = _EMPTY_LINE.search(content[before.end : piece.start])
    if not people and not blank and len(following) < LONGEST_LINE:
        # A second line about the same person: the post below the name.
        line = text.rsplit("\n", 1)[-1]
        if len(persons_of_line(line, 0, len(line), language)) == 1:
            return "\t"
    soft = any(offset in reading.text.soft_breaks for offset in range(before.end, piece.start))
    return " " if soft and not begins else "\n"


@cache
def _address(language: Language) -> re.Pattern[str]:
    """Before a name: nothing, or "herr"."""
    return re.compile(rf"(?:{alternatives(language.people.address)}\s+)?", re.I)


_CONTINUES = re.compile(r"(?![xX]\s)(?:[a-zåäö§(),]|\d{1,3}\s?[-–,)]|\d+$)")


def persons_of_line(content: str, start: int, end: int, language: Language) -> list[Person]:
    """The persons of a line of a list.

    One whom nobody knows by name is told by what stands before: "Ordförande i Norrby kommun, Kwame Fjäll".
    """
    people = persons(content, start, end, language, listed=True)
    words = [] if people else list(re.finditer(r"\S+", content[start:end]))
    if len(words) < 3:
        return people
    lead = content[start : start + words[-2].start()].strip(" ,")
    if not is_organisation(lead, language) and not any(is_title(word, language) for word in lead.split()):
        return []
    return persons(content, start + words[-2].start(), end, language, listed=True)


def titles_first(text: str, language: Language) -> bool:
    """Whether a list is one sentence with the titles before the names: "Kyrkoherde Bo Ek, ordf., fru Eva Lind, …".

    >>> from extractors.language import load
    >>> titles_first("lantbrukare Bo Ek, fru Eva Lind", load("sv")), titles_first("Bo Ek, lantbrukare", load("sv"))
    (True, False)
    """
    line, _, _ = text.partition("\n")
    people = persons_of_line(line, 0, len(line), language)
    if not people:
        return False
    lead = line[: people[0].name.start].split()
    addressed = bool(lead) and lead[-1].lower() in language.people.address
    return addressed or (bool(lead) and "," in line[people[0].span.end :] and is_title(lead[-1], language))


@cache
def _title_at_end(language: Language) -> re.Pattern[str]:
    """The title or "fru" of the next one at the end of a line."""
    people = language.people
    title = rf"\w*(?:{'|'.join(map(re.escape, people.title_endings))})"
    before = rf"(?:[,.]|(?<!\w){alternatives(people.and_)})\s+(?:[^\W\d_]+\s+)?"
    return re.compile(rf"(?:(?<!\w){alternatives(people.address)}|{before}{title})$", re.I)


@cache
def _side(language: Language) -> re.Pattern[str]:
    return re.compile(rf"{alternatives(language.attendees.words.sides)}\s?:", re.I)


@cache
def _election(language: Language) -> re.Pattern[str]:
    return re.compile(rf"{alternatives(language.attendees.elections.election)}\s", re.I)


@cache
def _unfinished(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?:§|[-–]|(?<!\w){alternatives(language.attendees.words.unfinished)})$")


@cache
def _last_of_several(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!- )(?<!\w){alternatives(language.people.and_)}\s+[^,;.()]*$")


@cache
def _cut_name(language: Language) -> re.Pattern[str]:
    """ "Björn Ek, Ylva" at the end of a line: the family name stands on the next."""
    words = language.attendees.words
    name = r"\s[^\W\d_a-zåäö][\w-]+"
    before = rf"(?<!\w){alternatives(language.people.and_)}"
    address = rf"(?:\s{alternatives(language.people.address)})?"
    return re.compile(rf"(?:,|{before}){address}{name}$|(?<!\w){alternatives(words.replaces)}(?:{name}){{1,2}}$")


@cache
def _rest_of_name(language: Language) -> re.Pattern[str]:
    """The family name at the start of a line, and nothing more of the entry."""
    return re.compile(rf"[^\W\d_][\w-]*\s*(?:\(|,|$|{alternatives(language.people.and_)}\s)")


@cache
def replaces(language: Language) -> re.Pattern[str]:
    """What says that a person came in the place of the one named next: "ersättare för"."""
    return re.compile(whole_words(language.attendees.words.replaces), re.I)


@cache
def _replaces_at_end(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.attendees.words.replaces)}(?:\s+[^\W\d_a-zåäö]\w+)?$", re.I)


@cache
def replaces_before(language: Language) -> re.Pattern[str]:
    """The same, at the end of what stands before a name."""
    words = language.attendees.words
    address = rf"(?:\s+{alternatives(language.people.address)})?"
    return re.compile(rf"(?<!\w){alternatives(words.replaces)}{address}\s*$", re.I)


def is_replaced(content: str, start: int, person: Person, language: Language) -> bool:
    """Whether the words before the name say that somebody else came in this person's place."""
    return bool(replaces_before(language).search(content[max(start, person.name.start - 40) : person.name.start]))
