"""What the minutes refer to: statutes, case numbers, earlier decisions, documents.

``6 kap. 24 § kommunallagen``, ``kommunallagen (2017:725) 5 kap. 22 §``, ``12 § OSL``, ``lag (2003:1210)``, ``SFS 2017:725``;
``Dnr KS 2031/914``; ``KF 2022-12-08 § 29``, ``den 24 januari 2023, § 44``; ``tjänsteskrivelse den 19 maj 2022``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import chain
from typing import Literal

from extractors import dates, organisations
from extractors.language import Language, ReferenceWords, alternatives, whole_words
from extractors.reading import Reading
from schemas.reference import Reference
from schemas.text import Span

# How far before and after "§ 29" the date of that decision may stand.
_NEAR = 40
# Own case numbers stand above this in a letter.
_LETTERHEAD = 2500
_TITLE = 300
_BLANK = r"(?:[^\S\n]|\n(?!\n))+"
_CODE = (
    r"(?:(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,7}(?:[ ]?[./-][ ]?|[ ]))?[A-Za-zÅÄÖåäö]{0,8}\d\w*(?:[ ]?[-–/.:][ \n]?\w*\d\w*)+"
    r"|[A-ZÅÄÖ]{2,6}\d{5,8})"
)
_FULL_CODE = re.compile(_CODE)
# A line of an agenda, from the item's number to the case number at its end.
_AGENDA_ITEM = re.compile(
    r"^[ \t]*(?:§[ ]?)?\d{1,3}[.)]?\s[^\n]*[ \t(]"
    r"(?P<code>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,6}[ ./-]?(?:19|20)\d\d[/:.-]\d{1,6})\)?[ \t]*$",
    re.M,
)


def extract(reading: Reading) -> Iterator[Reference]:
    """Yield what the document refers to, in reading order."""
    found = chain(_laws(reading), _cases(reading), _decisions(reading), _documents(reading))
    yield from sorted(found, key=lambda reference: reference.evidence[0].start)


def case_numbers(references: Iterable[Reference]) -> tuple[str, ...]:
    """The case numbers that the document names as its own or as its items', each once, in reading order."""
    numbers: dict[str, str] = {}
    for reference in references:
        if reference.rule == "own_case_number":
            numbers.setdefault(re.sub(r"\W", "", reference.text.casefold()), reference.text)
    return tuple(numbers.values())


def _reference(
    reading: Reading,
    span: Span,
    kind: Literal["law", "case_number", "decision", "document"],
    rule: str,
    target: str | None = None,
    text: str | None = None,
) -> Reference:
    segment = reading.segment_at(span.start)
    return Reference(
        kind=kind,
        text=text or reading.folded(*span),
        target=target,
        paragraph=segment.number if segment else None,
        paragraph_id=segment.id if segment else None,
        evidence=reading.evidence(*span),
        rule=rule,
    )


# --- statutes --------------------------------------------------------------------------------------------------------


def _laws(reading: Reading) -> Iterator[Reference]:
    running, words = reading.running, reading.language.references
    # Asked only for a statute without a number.
    is_foreign = cache(partial(_foreign(words).search, running))
    when = cache(partial(_year_of, reading))
    for match in _law_pattern(words).finditer(running):
        place = match["before"] or match["after"] or ""
        number = match["number"] or match["sfs"] or match["collected"]
        name = " ".join((match["name"] or match["short"] or "").split())
        number_printed = number is not None
        # Two letters mean many things: only a place in it makes a statute of "FL".
        if match["short"] and len(name) < 3 and not place and not number:
            continue
        if number is None and not is_foreign():
            number = _in_force(name, when(), words)
        yield _reference(
            reading, Span(*match.span()), "law", "law_number" if number_printed else "law_name", _target(number, place)
        )


@cache
def _law_pattern(words: ReferenceWords) -> re.Pattern[str]:
    chapter = alternatives(words.chapter)
    section = r"(?:\d{1,3}(?:[^\S\n]?[a-z](?!\w))?(?:(?:,|[^\S\n]och|[-–])[^\S\n]?\d{1,3})*[^\S\n]?§§?|§§?[^\S\n]?\d{1,3}(?:[^\S\n]?[a-z](?!\w))?)"
    place = rf"(?:\d{{1,2}}[^\S\n]?[a-z]?{_BLANK}{chapter}(?:,?{_BLANK}{section})?|{section})"
    name = alternatives(name for statute in words.statutes for name in statute.names)
    short = alternatives(abbreviation for statute in words.statutes for abbreviation in statute.abbreviations)
    kind = rf"(?:[\wåäö-]*(?:{alternatives(words.kinds)}))"
    number = r"(?P<number>\d{4}:\d{1,4})"
    joiner = rf"(?:{alternatives(words.joiners)}{_BLANK})?"
    # The common word first, since names hold it: "lagen om valfrihetssystem (2008:962)", "skollagen (2010:800)".
    statute = rf"(?:(?P<name>(?i:{name}))(?!\w)(?:{_BLANK}\({number}\))?|(?P<short>{short})(?![\w-]))"
    # Looked at first is what follows the word: its end is searched for the kinds only where a number does.
    numbered = rf"(?=[\w-]++{_BLANK}\()(?i:{kind}){_BLANK}\((?P<sfs>\d{{4}}:\d{{1,4}})\)"
    collected = rf"{alternatives(words.collection)}{_BLANK}(?P<collected>\d{{4}}:\d{{1,4}})"
    return re.compile(
        rf"(?=[\w§])(?<![\w§:/.-])(?:(?P<before>{place}){_BLANK}{joiner})?(?:{statute}|{numbered}|{collected})"
        rf"(?:,?{_BLANK}(?P<after>{place}))?"
    )


@cache
def _foreign(words: ReferenceWords) -> re.Pattern[str]:
    return re.compile(whole_words(words.foreign), re.I)


def _year_of(reading: Reading) -> datetime.date | None:
    """The first date of the document: which version of a statute it means."""
    found = dates.find(
        reading.running, reading.language, reading.minutes.start, min(reading.minutes.start + 4000, reading.minutes.end)
    )
    return next((date.date for date in found if date.date), None)


def _in_force(name: str, when: datetime.date | None, words: ReferenceWords) -> str | None:
    """The number of the statute that *name* means on the day *when*; None where that cannot be told."""
    named = [s for s in words.statutes if name in s.abbreviations or name.casefold() in s.names]
    if len(named) == 1 and named[0].until is None:
        return named[0].number
    if when is None:
        return None
    former = sorted((s.until, s.number) for s in named if s.until and when <= s.until)
    current = [s.number for s in named if s.until is None]
    return former[0][1] if former else next(iter(current), None)


def _target(number: str | None, place: str) -> str | None:
    """``sfs:2017:725:6:24``; of several sections only the chapter is given.

    >>> _target("2017:725", "6 kap. 24 §"), _target("1993:387", "7 §"), _target("2017:725", "5 kap. 22, 23 §§")
    ('sfs:2017:725:6:24', 'sfs:1993:387::7', 'sfs:2017:725:5')
    """
    if number is None:
        return None
    chapter = re.match(r"(\d{1,2})\s?([a-z]?)\s+[^\d§]", place)
    rest = place[chapter.end() :] if chapter else place
    sections = re.findall(r"\d{1,3}(?:\s?[a-z](?!\w))?", rest)
    parts = ["sfs", number]
    if chapter:
        parts.append(chapter[1] + chapter[2])
    if len(sections) == 1:
        parts += ([] if chapter else [""]) + [sections[0].replace(" ", "")]
    return ":".join(parts)


# --- case numbers ----------------------------------------------------------------------------------------------------


def _cases(reading: Reading) -> Iterator[Reference]:
    own = sorted(_own_cases(reading))
    for span in own:
        yield _reference(reading, span, "case_number", "own_case_number", text=_code(reading, span))
    named = {_code(reading, span) for span in own}
    for match in _labelled(reading.language).finditer(reading.running):
        span = Span(*match.span("code"))
        if _code(reading, span) not in named:
            yield _reference(reading, span, "case_number", "cited_case_number", text=_code(reading, span))


def _own_cases(reading: Reading) -> list[Span]:
    """The places of the items' case numbers and of the document's own."""
    spans = {segment.case_number for segment in reading.segments if segment.case_number}
    start, end = reading.head if reading.segments else reading.minutes
    letter = reading.document_type in ("report", "memo", "notice", "other", "plan")
    for match in _labelled(reading.language).finditer(
        reading.running, start, min(end, start + _LETTERHEAD) if letter else end
    ):
        spans.add(Span(*match.span("code")))
    spans |= set(_columns(reading))
    spans |= set(_called(reading))
    if reading.document_type == "agenda":
        items = _AGENDA_ITEM.finditer(reading.running, *reading.minutes)
        spans |= {Span(*match.span("code")) for match in items}
    return sorted(spans)


def _called(reading: Reading) -> Iterator[Span]:
    """What an item says of its own number in the text: "Ärendet har dnr KS 2031/914"."""
    for match in _labelled(reading.language).finditer(reading.running, *reading.minutes):
        if _own(reading.language).search(reading.running, max(match.start() - _NEAR, 0), match.start()):
            yield Span(*match.span("code"))


def _columns(reading: Reading) -> Iterator[Span]:
    """Below a label: the column of an agenda's table, or the cell in a letterhead."""
    label = re.compile(rf"{_label(reading.language)}[^\S\n]*:?", re.I)
    content = reading.running
    for grid in reading.text.grids:
        columns: set[int] = set()
        for row in grid.rows:
            heads = {n for n, cell in enumerate(row) if label.fullmatch(content[cell.start : cell.end].strip())}
            columns = heads or columns
            yield from (
                row[n] for n in columns - heads if n < len(row) and _is_code(content[row[n].start : row[n].end])
            )
    previous: list[str] = []
    for line in reading.lines(reading.minutes.start, min(reading.minutes.end, reading.minutes.start + _LETTERHEAD)):
        cells = line.content.split("\t")
        spans = line.cells()
        if len(cells) == len(previous) == len(spans):
            yield from (
                span
                for head, span in zip(previous, spans, strict=True)
                if label.fullmatch(head.strip()) and _is_code(content[span.start : span.end])
            )
        previous = cells if len(cells) > 1 else []


def _is_code(written: str) -> bool:
    return bool(_FULL_CODE.fullmatch(re.sub(r"([-/.:])\s+", r"\1", written.strip())))


def _code(reading: Reading, span: Span) -> str:
    """A case number as it is meant: one that a narrow column broke is joined."""
    written = re.sub(r"(?<=[-/.:])\s*\n\s*(?=\d)", "", reading.running[span.start : span.end])
    return " ".join(written.split())


@cache
def _label(language: Language) -> str:
    return alternatives((*language.segments.case_labels, *language.references.case_labels))


@cache
def _labelled(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?i:{_label(language)})[ \t]*[.:]?[ \t]*\n?[ \t]*(?P<code>{_CODE})(?!\w)")


@cache
def _own(language: Language) -> re.Pattern[str]:
    """Before the label of a number that is the matter's own."""
    return re.compile(rf"(?<!\w){alternatives(language.references.own)}\s\Z", re.I)


# --- decisions and documents -----------------------------------------------------------------------------------------

_SIGN = re.compile(r"§[^\S\n]?(?P<item>\d{1,4}[a-z]?)(?![\w:.]|[^\S\n]?[-–]\d)")
# "KF", "Ksau", "BUN": a body's short name.
_SHORT_BODY = re.compile(r"(?<!\w)[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,4}\Z")


def _decisions(reading: Reading) -> Iterator[Reference]:
    """Decisions named by day and item: ``KF 2022-12-08 § 29``, ``den 24 januari 2023, § 44``."""
    running = reading.running
    heads = {segment.start for segment in reading.segments}
    for sign in _SIGN.finditer(running):
        segment = reading.segment_at(sign.start())
        if sign.start() in heads or (segment and sign.start() < segment.body):
            continue
        window = Span(max(0, sign.start() - _NEAR), min(len(running), sign.end() + _NEAR))
        for date in dates.find(running, reading.language, *window):
            day = date.date
            before = date.span.end <= sign.start()
            gap = running[date.span.end : sign.start()] if before else running[sign.end() : date.span.start]
            if day is None or not re.fullmatch(r"[^\S\n]*[,/(]?\s?", gap):
                continue
            start, end = min(date.span.start, sign.start()), max(date.span.end, sign.end())
            start = _with_body(reading, start)
            yield _reference(
                reading, Span(start, end), "decision", "decision_by_day", f"decision:{day.isoformat()}:{sign['item']}"
            )
            break


def _with_body(reading: Reading, start: int) -> int:
    """Where the name of the body begins that stands before a day, or the day itself."""
    window = max(0, start - 2 * _NEAR)
    lead = reading.running[window:start].rstrip(" ,")
    if short := _SHORT_BODY.search(lead):
        return window + short.start()
    for body in organisations.bodies(lead, 0, len(lead), reading.language):
        if body.span.end == len(lead):
            return window + body.span.start
    return start


# The word may end a compound: "Stadsledningskontorets tjänsteutlåtande", "tilläggsyrkande", "samrådsyttrande".
_OWNER = re.compile(r"(?<![\w-])(?:[A-ZÅÄÖ]?[\wåäö-]*s )?\w*\Z")
_LONGEST_OWNER = 100


def _documents(reading: Reading) -> Iterator[Reference]:
    """Documents named by their kind and day: ``tjänsteskrivelse den 19 maj 2022``."""
    running = reading.running
    # The document's own title is no reference.
    start = reading.head.end if reading.segments else reading.minutes.start + _TITLE
    pattern = _document_pattern(reading.language.references)
    position = free = start
    while match := pattern.search(running, position):
        # From the noun back to the start of its word, and to whose document it is: forwards, every word might be the start.
        lead = _OWNER.search(running, max(free, match.start() - _LONGEST_OWNER), match.start())
        position = match.end() if lead else match.end("noun")
        date = lead and next(iter(dates.find(running, reading.language, match.end(), match.end() + _NEAR)), None)
        if lead and date and date.date and not running[match.end() : date.span.start].strip():
            yield _reference(reading, Span(lead.start(), date.span.end), "document", "document_by_day")
            free = position


@cache
def _document_pattern(words: ReferenceWords) -> re.Pattern[str]:
    noun = rf"{alternatives(words.documents)}(?!\w)"
    party = r"(?:[^\S\n]från[^\S\n][\w, ]{1,30}?)?"
    dated = rf"(?:,?{_BLANK}(?:{alternatives(words.dated)})?(?:{_BLANK})?)"
    return re.compile(rf"(?P<noun>(?i:{noun})){party}{dated}(?=[\dMTOFLSmtofls])")
