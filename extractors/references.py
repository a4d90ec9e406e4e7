"""What the minutes refer to: statutes, case numbers, earlier decisions, documents.

``6 kap. 24 § kommunallagen``, ``kommunallagen (2017:725) 5 kap. 22 §``, ``12 § OSL``, ``lag (2003:1210)``, ``SFS 2017:725``;
``Dnr KS 2031/914``; ``KF 2022-12-08 § 29``, ``kommunstyrelsens beslut den 3 maj 2021, § 87``, ``Beslut togs 220502``;
``tjänsteskrivelse den 19 maj 2022``, ``prop. 2016/17:171``, ``Bilaga 2``.

What a target looks like: ``sfs:2017:725:5:67`` (chapter, section), ``eu:2016/679``, ``hslf-fs:2017:40``; ``case:KS:2031:914``;
``decision:KF:2022-12-08:29`` (body, day or year, item; empty where it is not told, as in ``decision::2022-05-02``);
``prop:2016/17:171``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import chain
from typing import Literal, NamedTuple

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
    decisions = list(_decisions(reading))
    found = chain(_laws(reading), _cases(reading), decisions, _documents(reading, decisions))
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
        if match["brief"]:
            place = f"{match['brief_chapter']} kap. {match['brief_section']} §"
        yield _reference(
            reading, Span(*match.span()), "law", "law_number" if number_printed else "law_name", _target(number, place)
        )
    for match in _rule_pattern(words).finditer(running):
        target = f"eu:{match['eu']}" if match["eu"] else f"{match['series'].casefold()}:{match['number']}"
        yield _reference(reading, Span(*match.span()), "law", "law_number", target)


@cache
def _law_pattern(words: ReferenceWords) -> re.Pattern[str]:
    chapter = alternatives(words.chapter)
    letter = r"(?:[^\S\n]?[a-z](?!\w))?"
    # "4 kap. 1 § första stycket 2": a paragraph and a point of a section, which no target tells.
    part = (
        rf"(?:{_BLANK}(?:{alternatives(words.ordinals)}|\d{{1,2}}){_BLANK}{alternatives(words.section_parts)}(?!\w)\.?)"
    )
    point = r"(?:[^\S\n]\d{1,2}(?=[^\S\n]+[^\W\d]))"
    section = (
        rf"(?:\d{{1,3}}{letter}(?:(?:,|[^\S\n]och|[-–])[^\S\n]?\d{{1,3}}{letter})*[^\S\n]?§§?{part}{{0,2}}{point}?"
        rf"|§§?[^\S\n]?\d{{1,3}}{letter}{part}{{0,2}})"
    )
    place = (
        rf"(?:\d{{1,2}}[^\S\n]?[a-z]?{_BLANK}{chapter}(?:,?{_BLANK}{section})?"
        rf"|{chapter}{_BLANK}\d{{1,2}}(?:,?{_BLANK}§[^\S\n]?\d{{1,3}}{letter})|{section})"
    )
    name = alternatives(name for statute in words.statutes for name in statute.names)
    abbreviations = {abbreviation for statute in words.statutes for abbreviation in statute.abbreviations}
    short = alternatives(abbreviations)
    kind = rf"(?:[\wåäö-]*(?:{alternatives(words.kinds)}))"
    number = r"(?P<number>\d{4}:\d{1,4})"
    joiner = rf"(?:{alternatives(words.joiners)}{_BLANK})?"
    # "OSL 19:3"; of two letters it may be a time: "KL 14:30".
    brief = rf"(?P<brief>[^\S\n](?P<brief_chapter>\d{{1,2}}):(?P<brief_section>\d{{1,3}}{letter})(?![\w:.-]?\d))"
    # The common word first, since names hold it: "lagen om valfrihetssystem (2008:962)", "skollagen (2010:800)".
    statute = (
        rf"(?:(?P<name>(?i:{name}))(?!\w)|(?P<short>{short})(?![\w-]))(?:{_BLANK}\({short}\))?(?:{_BLANK}\({number}\))?"
        rf"(?:,?{_BLANK}\(?{short}\)?(?={_BLANK}{place}))?"
    )
    # Looked at first is what follows the word: its end is searched for the kinds only where a number does.
    numbered = rf"(?=[\w-]++{_BLANK}\()(?i:{kind}){_BLANK}\((?P<sfs>\d{{4}}:\d{{1,4}})\)"
    collected = rf"{alternatives(words.collection)}{_BLANK}(?P<collected>\d{{4}}:\d{{1,4}})"
    return re.compile(
        rf"(?=[\w§])(?<![\w§:/.-])(?:(?P<before>{place}){_BLANK}{joiner})?(?:{statute}|{numbered}|{collected})"
        rf"(?:(?<=[^\W\d]{{3}}){brief}|,?{_BLANK}(?P<after>{place}))?"
    )


@cache
def _rule_pattern(words: ReferenceWords) -> re.Pattern[str]:
    """Acts of the European Union, and regulations of authorities: ``förordning (EU) 2016/679``, ``HSLF-FS 2017:40``."""
    acts, union = rf"(?i:[\w-]*{alternatives(words.union_acts)})", alternatives(words.unions)
    lead = rf"{acts}{_BLANK}(?:\({union}\){_BLANK}(?:nr{_BLANK})?|(?=\d+/\d+/{union}))"
    return re.compile(
        rf"(?<![\w-])(?:{lead}(?P<eu>\d{{1,4}}/\d{{1,4}})(?:/{union})?"
        rf"|(?P<series>(?!{alternatives(words.collection)}(?!\w))[A-ZÅÄÖ]{{1,6}}-?FS){_BLANK}(?P<number>\d{{4}}:\d{{1,4}}))(?![\w:/])"
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
    if when is None:
        return named[0].number if len(named) == 1 and named[0].until is None else None
    valid = [s for s in named if (s.since is None or s.since <= when) and (s.until is None or when <= s.until)]
    return valid[0].number if len(valid) == 1 else None


def _target(number: str | None, place: str) -> str | None:
    """``sfs:2017:725:6:24``; of several sections only the chapter is given.

    >>> _target("2017:725", "6 kap. 24 §"), _target("1993:387", "9 § 2"), _target("2017:725", "5 kap. 22, 23 §§")
    ('sfs:2017:725:6:24', 'sfs:1993:387::9', 'sfs:2017:725:5')
    """
    if number is None:
        return None
    chapter = re.match(r"(\d{1,2})\s?([a-z]?)\s+[^\d§]", place) or re.match(r"[^\d§]+(\d{1,2})()", place)
    rest = place[chapter.end() :] if chapter else place
    # What stands behind the sign is a paragraph or a point, unless the sign comes first.
    before, _, behind = rest.partition("§")
    sections = re.findall(r"\d{1,3}(?:\s?[a-z](?!\w))?", before) or re.findall(
        r"\A§?\s?\d{1,3}(?:\s?[a-z](?!\w))?", behind
    )
    parts = ["sfs", number]
    if chapter:
        parts.append(chapter[1] + chapter[2])
    if len(sections) == 1:
        parts += ([] if chapter else [""]) + [re.sub(r"[\s§]", "", sections[0])]
    return ":".join(parts)


# --- case numbers ----------------------------------------------------------------------------------------------------


def _cases(reading: Reading) -> Iterator[Reference]:
    own = sorted(_own_cases(reading))
    for span in own:
        yield _case(reading, span, "own_case_number")
    named = {_code(reading, span) for span in own}
    for match in _labelled(reading.language).finditer(reading.running):
        span = Span(*match.span("code"))
        if _code(reading, span) not in named:
            yield _case(reading, span, "cited_case_number")


def _case(reading: Reading, span: Span, rule: str) -> Reference:
    code = _code(reading, span)
    return _reference(reading, span, "case_number", rule, case_target(code), code)


def case_target(code: str) -> str:
    """One form for all ways to write a number.

    >>> case_target("KS 2031/0914"), case_target("KS2031-914"), case_target("2008/212-611")
    ('case:KS:2031:914', 'case:KS:2031:914', 'case:2008:212:611')
    """
    parts = re.findall(r"\d+|[^\W\d_]+", code)
    return ":".join(["case", *(part.lstrip("0") or "0" if part.isdigit() else part.upper() for part in parts)])


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

_SIGN = re.compile(r"§[^\S\n]?(?P<item>\d{1,4}[a-z]?)(?:/(?P<year>(?:19|20)\d\d))?(?![\w:/]|\.\d|[^\S\n]?[-–]\d)")
# Between a day and an item, and between a body and them: "2021-08-11, § 239", "(2021-08-11 § 239".
_GAP = re.compile(r"[^\S\n]*[,/(]?\s?")
_SIGN_BEHIND = re.compile(_GAP.pattern + "§")
# "Kommunstyrelsens arbetsutskott återremitterade ärendet vid sitt sammanträde den ".
_LONGEST_LEAD = 120


class _Decision(NamedTuple):
    """Where a decision is named, and its parts as a target writes them: empty where they are not told."""

    span: Span
    day: str
    item: str
    rule: str


def _decisions(reading: Reading) -> Iterator[Reference]:
    """Decisions named by body, day and item, or by what there is of them."""
    free, body = reading.minutes.start, ""
    for named in sorted([*_by_item(reading), *_by_day(reading)]):
        if named.span.start < free:
            continue
        if not _and(reading.language.references).fullmatch(reading.running, free, named.span.start):
            body = ""
        start, told = _body_before(reading, named.span.start, free)
        body, free = told or body, named.span.end
        target = ":".join(["decision", body, named.day, named.item]).rstrip(":")
        yield _reference(reading, Span(start, free), "decision", named.rule, target)


def _by_item(reading: Reading) -> Iterator[_Decision]:
    """``2022-12-08 § 29``, ``§ 187, 2016-12-06``, ``§ 118/2022``."""
    running = reading.running
    heads = {segment.start for segment in reading.segments}
    for sign in _SIGN.finditer(running, reading.minutes.start):
        segment = reading.segment_at(sign.start())
        if sign.start() in heads or (segment and sign.start() < segment.body):
            continue
        if sign["year"]:
            yield _Decision(Span(*sign.span()), sign["year"], sign["item"], "decision_by_year")
            continue
        window = Span(max(0, sign.start() - _NEAR), min(len(running), sign.end() + _NEAR))
        for date in dates.find(running, reading.language, *window):
            day = date.date
            before = date.span.end <= sign.start()
            gap = running[date.span.end : sign.start()] if before else running[sign.end() : date.span.start]
            if day is None or not _GAP.fullmatch(gap):
                continue
            place = Span(min(date.span.start, sign.start()), max(date.span.end, sign.end()))
            yield _Decision(place, day.isoformat(), sign["item"], "decision_by_day")
            break


def _by_day(reading: Reading) -> Iterator[_Decision]:
    """``Beslut togs 220502``, ``Kommunstyrelsen beslutade den 3 maj 2021 att``: another day than this meeting's."""
    running, language = reading.running, reading.language
    today = cache(partial(_year_of, reading))
    for match in _decided(language.references).finditer(running, reading.minutes.start):
        date = next(iter(dates.find(running, language, match.end(), match.end() + _NEAR)), None)
        if date is None or date.date is None or date.span.start != match.end() or date.date == today():
            continue
        # Behind most days stands the item.
        if not _SIGN_BEHIND.match(running, date.span.end):
            yield _Decision(Span(match.start(), date.span.end), date.date.isoformat(), "", "decision_by_day_alone")


@cache
def _decided(words: ReferenceWords) -> re.Pattern[str]:
    """A word for deciding, right before a day."""
    fillers = rf"(?:{_BLANK}{alternatives(words.decision_fillers)}(?!\w))*"
    return re.compile(rf"(?<!\w){alternatives(words.decided)}{fillers}{_BLANK}(?=\d|den{_BLANK}\d)", re.I)


def _body_before(reading: Reading, start: int, free: int) -> tuple[int, str]:
    """Where the name of the body begins that stands before a decision's day, and the body; or *start* and nothing."""
    window = max(free, start - _LONGEST_LEAD)
    lead = _fillers(reading.language.references).sub("", reading.running[window:start])
    if (short := _SHORT_BODY.search(lead)) and (code := _code_of(short[0], reading.language)):
        return window + short.start(), code
    # "kommunstyrelsens beslut": the genitive is no part of the name.
    for name in (lead, lead[:-1]) if lead.endswith("s") else (lead,):
        for body in organisations.bodies(name, 0, len(name), reading.language):
            if body.span.end == len(name):
                return window + body.span.start, body_key(name[body.span.start :], reading.language)
    return start, ""


def _code_of(short: str, language: Language) -> str | None:
    """A body's short name in capitals; None for other short words, and for what is written so and is no body."""
    known = {code.casefold() for code in (*language.references.bodies, *language.segments.treated_by)}
    no_body = {*language.references.documents, *(a for s in language.references.statutes for a in s.abbreviations)}
    code = short.replace(" ", "")
    return code.upper() if code.casefold() in known or (code.isupper() and code not in no_body) else None


def body_key(name: str, language: Language) -> str:
    """A body as targets name it: by the short name that it has everywhere, or in full.

    >>> from extractors.language import load
    >>> body_key("Kommunfullmäktige", load("sv")), body_key("Tekniska nämnden", load("sv"))
    ('KF', 'tekniska-nämnden')
    """
    folded = " ".join(name.casefold().split())
    return _codes(language.references).get(folded, re.sub(r"\W+", "-", folded))


@cache
def _codes(words: ReferenceWords) -> dict[str, str]:
    """Full names of bodies that have one short name everywhere."""
    return {name: code for code, names in words.bodies.items() for name in names}


@cache
def _and(words: ReferenceWords) -> re.Pattern[str]:
    """Between two decisions of one body: "KF 2019-06-17 § 89 och 2020-11-23 § 141"."""
    return re.compile(rf"(?:[\s,;]|(?<!\w){alternatives(words.decisions_and)}(?!\w))+", re.I)


@cache
def _fillers(words: ReferenceWords) -> re.Pattern[str]:
    """What may stand between a body and the day of its decision, at the end of a text."""
    filler = alternatives((*words.decided, *words.decision_fillers))
    return re.compile(rf"(?:(?:^|[\s,:;(–-]|(?<=\s)){filler}(?=[\s,:;(–-]|\Z))*[\s,:;(–-]*\Z", re.I)


# "KF", "KS AU", "Ksau", "BUN": a body's short name.
_SHORT_BODY = re.compile(r"(?<![\w-])[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}(?:[ ]A[Uu])?\Z")


# The word may end a compound: "Stadsledningskontorets tjänsteutlåtande", "tilläggsyrkande", "samrådsyttrande".
_OWNER = re.compile(r"(?<![\w-])(?:[A-ZÅÄÖ]?[\wåäö-]*s )?\w*\Z")
_LONGEST_OWNER = 100


def _documents(reading: Reading, decisions: list[Reference]) -> Iterator[Reference]:
    """Documents: by their kind and day, in a series of prints, and what is attached."""
    yield from _in_series(reading)
    yield from _attached(reading)
    # "Protokollsutdrag 2021-05-03 § 87" is the decision.
    decided = {offset for decision in decisions for quote in decision.evidence for offset in (quote.start, quote.end)}
    for span in _dated(reading):
        if not any(span.start <= offset <= span.end for offset in decided):
            yield _reference(reading, span, "document", "document_by_day")


def _in_series(reading: Reading) -> Iterator[Reference]:
    """``prop. 2016/17:171``, ``SOU 2031:4``."""
    words = reading.language.references
    for match in _series(words).finditer(reading.running):
        series = next(kind for kind in words.series if match[kind])
        yield _reference(
            reading, Span(*match.span()), "document", "document_in_series", f"{series}:{match['number'].upper()}"
        )


@cache
def _series(words: ReferenceWords) -> re.Pattern[str]:
    kinds = "|".join(rf"(?P<{kind}>{alternatives(names)})" for kind, names in words.series.items())
    return re.compile(
        rf"(?<![\w-])(?:{kinds}){_BLANK}(?P<number>(?:19|20)\d\d(?:/\d\d)?:[A-Za-z]{{0,4}}\d{{1,4}})(?!\w)"
    )


def _attached(reading: Reading) -> Iterator[Reference]:
    """``Bilaga 2`` in the items: each once in an item."""
    seen: set[tuple[str, str]] = set()
    for match in _attachment(reading.language.references).finditer(reading.running, *reading.minutes):
        segment = reading.segment_at(match.start())
        key = (segment.id, match["number"].casefold()) if segment else None
        if key and key not in seen:
            seen.add(key)
            yield _reference(reading, Span(*match.span()), "document", "attachment")


@cache
def _attachment(words: ReferenceWords) -> re.Pattern[str]:
    """An attachment by its number or letter; a line of its own heads the attachment itself, or a list of them."""
    number = r"(?P<number>\d{1,3}[a-z]?|[A-ZÅÄÖ])(?![\w-]|[.:/]\d)"
    return re.compile(rf"(?<![\w-])(?i:{alternatives(words.attachments)})[^\S\n]+(?:nr\.?[^\S\n]+)?{number}")


def _dated(reading: Reading) -> Iterator[Span]:
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
            yield Span(lead.start(), date.span.end)
            free = position


@cache
def _document_pattern(words: ReferenceWords) -> re.Pattern[str]:
    noun = rf"{alternatives(words.documents)}(?!\w)"
    party = r"(?:[^\S\n]från[^\S\n][\w, ]{1,30}?)?"
    dated = rf"(?:,?{_BLANK}(?:{alternatives(words.dated)})?(?:{_BLANK})?)"
    return re.compile(rf"(?P<noun>(?i:{noun})){party}{dated}(?=[\dMTOFLSmtofls])")
