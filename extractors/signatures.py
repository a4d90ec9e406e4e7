"""Who signed the minutes: the block of signatures, and the certificate of a signing service.

A block pairs names with offices: ``Sekreterare ……… / Bo Ek`` below each other, ``Vid protokollet<tab>Justeras`` over
``Bo Ek<tab>Eva Lind``, or ``Eva Lind / ordförande``. A certificate pairs names with moments: ``Eva Lind, 2021-03-05 08:14:27 UTC``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extractors.language import SignatureWords, alternatives, whole_words
from extractors.people import persons
from extractors.reading import Line, Reading
from schemas.signature import Signature
from schemas.text import Span

# A block of signatures is not longer than this, and a name stands at most so many lines below its office.
_BLOCK = 3000
_REACH = 4
_MOMENT = re.compile(
    r"(?<!\d)(?P<day>(?:19|20)\d\d-\d\d-\d\d)(?:[ ]kl\.?)?[ T](?P<time>[0-2]\d:[0-5]\d(?::[0-5]\d)?)"
    r"(?:[ ]?\(?(?:(?:UTC|GMT)?(?P<offset>[+-]\d\d:?\d\d)|(?P<zone>UTC|GMT|Z|CEST|CET)(?![\w+-])))?"
)
_ZONES = {"UTC": "Z", "GMT": "Z", "Z": "Z", "CET": "+01:00", "CEST": "+02:00"}
# A line to sign on, and one that is drawn for nothing else.
_RULE = re.compile(r"[\s._…–—-]+")
_DRAWN = re.compile(r"\s*[._…]{6}[\s._…]*")


@dataclass(frozen=True)
class _Signed:
    name: Span
    role: Span | None = None
    moment: re.Match[str] | None = None


def extract(reading: Reading) -> Iterator[Signature]:
    """Yield those who signed, each once, in reading order."""
    if reading.document_type not in ("minutes", "notes"):
        return
    stamped = any(piece.kind == "stamp" for piece in reading.text.furniture)
    found: dict[str, _Signed] = {}
    for zone in _blocks(reading):
        for signed in _block(reading, zone):
            found.setdefault(_key(reading, signed), signed)
    proofs = {_key(reading, proof): proof for zone in _certificates(reading) for proof in _certified(reading, zone)}
    for key in dict.fromkeys([*found, *proofs]):
        signed, proof = found.get(key) or proofs[key], proofs.get(key)
        moment = proof.moment if proof else None
        spans = {signed.name, *([signed.role] if signed.role else []), *([proof.name] if proof else [])}
        if moment:
            spans.add(Span(*moment.span()))
        yield Signature(
            name=reading.folded(*signed.name),
            role=reading.folded(*signed.role).rstrip(" :.") if signed.role else None,
            method="electronic" if proof or stamped else None,
            signed_at=_iso(moment) if moment else None,
            evidence=tuple(quote for span in sorted(spans) for quote in reading.evidence(*span)),
            rule="certificate" if proof else "signature_block",
        )


def _key(reading: Reading, signed: _Signed) -> str:
    """The name as it is compared: services write it in capitals."""
    return reading.folded(*signed.name).casefold()


def _iso(moment: re.Match[str]) -> str:
    return f"{moment['day']}T{moment['time']}{moment['offset'] or _ZONES.get(moment['zone'], '')}"


# --- the block -------------------------------------------------------------------------------------------------------


@cache
def _line_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{alternatives(words)}(?![\w/-])\s*[:.]?", re.I)


@cache
def _marks(words: SignatureWords) -> re.Pattern[str]:
    return re.compile(whole_words(words.marks), re.I)


@cache
def _lead(words: SignatureWords) -> re.Pattern[str]:
    return re.compile(rf"{alternatives(words.leads)}(?!\w)[ \t]*:?[ \t]*", re.I)


def _blocks(reading: Reading) -> Iterator[Span]:
    """Where signatures stand: on the cover below ``Underskrifter``, and after the last item."""
    words = reading.language.signatures
    yield from _block_in(reading, reading.head, words.blocks)
    tail = reading.tail
    if not reading.segments or tail.end - tail.start > 2 * _BLOCK:
        # What is much longer holds lists of votes or attachments.
        return
    begin = _closing(reading)
    if tail.end > tail.start:
        yield from _block_in(reading, Span(begin, tail.end), None)
    else:
        yield from _block_in(reading, Span(reading.segments[-1].start, reading.minutes.end), words.openers)
        yield Span(begin, tail.end)


def _closing(reading: Reading) -> int:
    """Where the last lines of the last item begin that hold nothing but names, offices and lines to sign on."""
    words, last = reading.language.signatures, reading.segments[-1]
    begin = last.end
    signed = reading.tail.end > last.end
    for line in reversed([*reading.lines(max(last.body, last.end - _BLOCK), last.end)]):
        office = bool(_DRAWN.match(line.content)) or _is_office(reading, line, words)
        if not (office or _RULE.fullmatch(line.content) or _is_names(reading, line)):
            break
        # Names alone may be those of whom the item speaks.
        signed = signed or office
        begin = line.start
    return begin if signed else last.end


def _is_names(reading: Reading, line: Line) -> bool:
    return all(_beside(reading, cell) or _name_with_role(reading, cell) for cell in _cells(reading, line))


def _is_office(reading: Reading, line: Line, words: SignatureWords) -> bool:
    """Whether every cell of a line is an office, alone or with who holds it."""
    roles = [(cell, _role(reading, cell, words)) for cell in _cells(reading, line)]
    return bool(roles) and all(
        role and (not _said(reading, Span(role.end, cell.end)) or _beside(reading, Span(role.end, cell.end)))
        for cell, role in roles
    )


def _said(reading: Reading, span: Span) -> bool:
    return bool(re.search(r"\w", reading.running[span.start : span.end]))


def _block_in(reading: Reading, zone: Span, openers: tuple[str, ...] | None) -> Iterator[Span]:
    """The block in *zone*, which one of *openers* begins (or the zone itself) and the notice ends."""
    begin = None if openers else zone.start
    for line in reading.lines(*zone):
        if begin is None and openers and _line_of(openers).match(line.content):
            begin = line.start
        if begin is not None and _line_of(reading.language.signatures.ends).match(line.content):
            zone = Span(zone.start, line.start)
            break
    if begin is not None:
        yield Span(begin, min(zone.end, begin + _BLOCK))


def _block(reading: Reading, zone: Span) -> Iterator[_Signed]:
    """Names with the office over, beside or under them; a name without an office signs nothing."""
    words = reading.language.signatures
    lines = [line for line in reading.lines(*zone) if not _RULE.fullmatch(line.content)]
    over = _names_first(reading, lines, words)
    taken: set[Span] = set()
    for index, line in enumerate(lines):
        cells = _cells(reading, line)
        for column, cell in enumerate(cells):
            role = _role(reading, cell, words)
            if role is None:
                names, role = _name_with_role(reading, cell) or ([], None)
            else:
                below = lines[index + 1 : index + 1 + _REACH]
                above = lines[index - 1] if index else None
                names = (
                    _beside(reading, Span(role.end, cell.end))
                    or _next_cells(reading, cells, column, words)
                    or (over and _above(reading, above, line, column, words))
                    or _below(reading, below, column, len(cells), taken, words)
                    or _above(reading, above, line, column, words)
                )
            for name in names:
                if role and name not in taken:
                    taken.add(name)
                    yield _Signed(name, role)


def _names_first(reading: Reading, lines: list[Line], words: SignatureWords) -> bool:
    """Whether a block gives each name over its office: it begins with a name and ends with an office."""
    kinds = [
        bool(_role(reading, cells[0], words))
        for line in lines
        if (cells := _cells(reading, line)) and (_role(reading, cells[0], words) or _beside(reading, cells[0]))
    ]
    return bool(kinds) and not kinds[0] and kinds[-1]


def _name_with_role(reading: Reading, cell: Span) -> tuple[list[Span], Span] | None:
    """The name and the office that fill a cell together: ``Eva Lind, ordförande``, ``Eva Lind (justerare)``."""
    person = next(iter(persons(reading.running, *cell, reading.language, listed=True)), None)
    if person is None or _said(reading, Span(cell.start, person.span.start)):
        return None
    joint = re.compile(r"[\s,/(–-]*").match(reading.running, person.span.end, cell.end)
    begin = joint.end() if joint else person.span.end
    role = _line_of(reading.language.signatures.roles).match(reading.running, begin, cell.end)
    if role is None or _said(reading, Span(role.end(), cell.end)):
        return None
    return [person.name], Span(begin, role.end())


def _cells(reading: Reading, line: Line) -> list[Span]:
    """The cells of a line that hold more than a line to sign on."""
    return [cell for cell in line.cells() if not _RULE.fullmatch(reading.running, *cell)]


def _role(reading: Reading, cell: Span, words: SignatureWords) -> Span | None:
    match = _line_of(words.roles).match(reading.running, *cell)
    return Span(cell.start, match.end()) if match else None


def _beside(reading: Reading, span: Span) -> list[Span]:
    """The names that fill *span*, if some do."""
    people = persons(reading.running, *span, reading.language, listed=True)
    rest, position = "", span.start
    for person in people:
        rest += reading.running[position : person.span.start]
        position = person.span.end
    rest = _marks(reading.language.signatures).sub("", rest + reading.running[position : span.end])
    return [person.name for person in people] if not re.search(r"\w", rest) else []


def _next_cells(reading: Reading, cells: list[Span], column: int, words: SignatureWords) -> list[Span]:
    """The names in the cells after an office, up to the next one."""
    found: list[Span] = []
    for cell in cells[column + 1 :]:
        names = [] if _role(reading, cell, words) else _beside(reading, cell)
        if not names:
            break
        found += names
    return found


def _below(
    reading: Reading, lines: list[Line], column: int, columns: int, taken: set[Span], words: SignatureWords
) -> list[Span]:
    """The name under an office before the next one, in its column where there are several; else all names of the line."""
    for line in lines:
        cells = _cells(reading, line)
        if any(_role(reading, cell, words) for cell in cells):
            return []
        if columns == 1:
            names = [_beside(reading, cell) for cell in cells]
            found = [name for cell in names for name in cell] if all(names) else []
        else:
            found = _beside(reading, cells[column]) if len(cells) == columns else []
        if found and not taken.intersection(found):
            return found
    return []


def _above(reading: Reading, line: Line | None, own: Line, column: int, words: SignatureWords) -> list[Span]:
    """The name right above an office, with no empty line between."""
    if line is None or "\n" in reading.running[line.end : own.start].replace("\n", "", 1):
        return []
    cells = _cells(reading, line)
    if _line_of(words.blocks).fullmatch(reading.running, *cells[0]):
        cells = cells[1:]
    return _beside(reading, cells[column]) if len(cells) == len(_cells(reading, own)) else []


# --- the certificate -------------------------------------------------------------------------------------------------


def _certificates(reading: Reading) -> Iterator[Span]:
    said = re.compile(alternatives(reading.language.signatures.certificates), re.I)
    for part in reading.parts:
        if part.kind == "signatures" and said.search(reading.running, part.start, part.end):
            yield Span(part.start, part.end)


def _certified(reading: Reading, zone: Span) -> list[_Signed]:
    """The persons of a certificate, each with its moment if persons and moments take turns."""
    roles = reading.language.signatures.roles
    signers: list[_Signed] = []
    order: list[tuple[int, _Signed | re.Match[str]]] = [
        (moment.start(), moment) for moment in _MOMENT.finditer(reading.running, *zone)
    ]
    lines = [*reading.lines(*zone)]
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        names = _beside(reading, Span(line.start, line.end)) or _led(reading, line)
        if len(names) == 1 and not _again(reading, names[0], order):
            name = names[0]
            held = following and _line_of(roles).fullmatch(following.content)
            order.append(
                (name.start, _Signed(name, Span(following.start, following.end) if held and following else None))
            )
    turns = [each for _, each in sorted(order, key=lambda pair: pair[0])]
    paired = len(turns) % 2 == 0 and all(
        isinstance(one, _Signed) != isinstance(other, _Signed) for one, other in pairwise(turns)
    )
    for index, each in enumerate(turns):
        if isinstance(each, _Signed):
            moment = turns[index ^ 1] if paired else None
            signers.append(replace(each, moment=moment if isinstance(moment, re.Match) else None))
    return signers


def _led(reading: Reading, line: Line) -> list[Span]:
    """The name right after what a service writes before it: ``Namn: Eva Lind``, ``Signerat av EVA LIND (EL)``."""
    lead = _lead(reading.language.signatures).match(line.content)
    people = persons(reading.running, line.start + lead.end(), line.end, reading.language, listed=True) if lead else []
    return [people[0].name] if lead and people and people[0].name.start == line.start + lead.end() else []


def _again(reading: Reading, name: Span, order: list[tuple[int, _Signed | re.Match[str]]]) -> bool:
    """Whether the service has just written that name: it gives it as typed and as the bank has it."""
    before = max((pair for pair in order if pair[0] < name.start), key=lambda pair: pair[0], default=None)
    last = before and before[1]
    return isinstance(last, _Signed) and _key(reading, last) == _key(reading, _Signed(name))
