"""The segmenter: the items (§) of the minutes, and the sections inside each.

Items are headed ``§ 12 Budget``, ``12 § Budget``, ``KF § 12 DNR: AH.2018.3``, ``Ks 31 Dnr 2014-41 Budget``, ``Punkt 3 – Budget``,
``3. Budget``, ``3.1 Budget``, or by a heading without a number. Every place that looks like such a heading is a candidate; the
items are the heaviest chain of candidates whose numbers rise. So a table of contents, a quoted statute and a list inside an
item fall out, since they break the sequence or have no text of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Literal, NamedTuple

from extractors.language import Language, SegmentWords, alternatives
from schemas.paragraph import SectionKind
from schemas.text import Span, Text

Scheme = Literal["sign", "body", "label", "plain", "inline", "heading"]

# A page that a viewer flattened is one line of thousands of characters; a written paragraph seldom reaches this.
LONG_LINE = 400
# A heading of an item is shorter than this, whatever it says.
LONGEST_TITLE = 300
# A title that ends with a full stop, as a sentence does, is short.
LONG_LABEL = 100
# A title's line that its column broke is no shorter than this.
SHORT_LINE = 40


@dataclass(frozen=True)
class SectionSpan:
    """A part of an item under one heading. ``start`` is the heading, ``body`` what comes after it."""

    kind: SectionKind
    start: int
    body: int
    end: int


@dataclass(frozen=True)
class Segment:
    """One item: ``heading`` is the line or lines with number, title and case number; ``body`` comes after it."""

    id: str
    number: str | None
    title: Span | None
    case_number: Span | None
    heading: Span
    start: int
    body: int
    end: int
    rule: str
    sections: tuple[SectionSpan, ...] = ()


class _Candidate(NamedTuple):
    """A place that may head an item: ``rest`` is where what follows the number begins, ``stop`` where its line ends."""

    start: int
    rest: int
    stop: int
    number: str | None
    scheme: Scheme
    weight: float

    @property
    def key(self) -> tuple[int, ...]:
        """What the numbers are ordered by: ``4a`` comes after 4 and before 5."""
        digits = [int(part) for part in re.findall(r"\d+", self.number or "")]
        letter = re.search(r"[a-zA-Z]$", self.number or "")
        return (*digits, ord(letter[0].lower()) - 96) if letter else tuple(digits)


def segment(text: Text, minutes: Span, language: Language) -> tuple[Segment, ...]:
    """The items of the minutes part of *text*, in reading order; empty where it has none."""
    words = language.segments
    running = text.running
    chain = _items(text, minutes, words)
    if not chain:
        return ()
    end = _end_of_items(running, chain[-1].stop, minutes.end, words)
    starts = [candidate.start for candidate in chain] + [end]
    labels = _labels(running, minutes, words) if chain[0].scheme == "sign" else []
    segments = []
    for index, candidate in enumerate(chain):
        own = Span(candidate.start, starts[index + 1])
        above = _label_above(labels, chain, index)
        # A "Punkt 5 – Ekonomi" over "§ 7" heads that item: the item begins there.
        begin = above.start if above else own.start
        if segments and above:
            segments[-1] = replace(segments[-1], end=begin)
        head = _Heading(text, candidate, own.end, above, bool(labels), language)
        segments.append(
            Segment(
                id=f"p{index + 1}",
                number=candidate.number,
                title=head.title,
                case_number=head.case_number,
                heading=Span(begin, head.body),
                start=begin,
                body=head.body,
                end=own.end,
                rule=candidate.scheme,
            )
        )
    flat = is_flat(running, minutes)
    return tuple(
        replace(item, sections=tuple(sections(running, item.body, item.end, words, flat))) for item in segments
    )


def is_flat(running: str, place: Span) -> bool:
    """Whether a viewer made pages into lines: headings then stand inside lines."""
    return max(map(len, running[place.start : place.end].split("\n"))) > LONG_LINE


# --- candidates ------------------------------------------------------------------------------------------------------

_NUMBER = r"(?P<number>\d{1,4}(?:[./:]\d{1,4})?(?:[ \t]?[a-zA-Z](?![\w]))?)"
# "§§ 1-8", "§ 3-5" and "§ 12, 14" name items, they do not head one.
_NO_RANGE = r"(?!\s*(?:[-–—,]|och|till|samt)\s*(?:§\s*)?\d)"
_AFTER = r"(?=[ \t]*(?:$|\n|[.:)]?[ \t]+[A-ZÅÄÖÉÜ0-9\"”“'»(\[–-]|[.:)]?\t|[.:)]?[A-ZÅÄÖÉÜ]|[.:)][ \t]*(?:$|\n)))"
# "Stadsstyrelsen § 69 27.03.2017": a body's whole name, where there is no short one.
_BODY_ENDING = r"(?:styrelsen?|nämnden|utskottet|fullmäktige)"
_SIGN = re.compile(
    rf"(?:(?P<body>[A-ZÅÄÖ][\wåäö.]{{0,9}}|[A-ZÅÄÖ]\w+{_BODY_ENDING})[ \t]+)?"
    rf"§[ \t]*{_NUMBER}{_NO_RANGE}{_AFTER}[ \t]*[.:)]?[ \t]*",
    re.M,
)
_SIGN_WEAK = re.compile(rf"§[ \t]*{_NUMBER}{_NO_RANGE}(?=[ \t]*\.?[ \t]+[a-zåäö])[ \t]*\.?[ \t]*", re.M)
_SIGN_AFTER = re.compile(rf"{_NUMBER}[ \t]?§(?!§){_AFTER}[ \t]*[.:]?[ \t]*", re.M)
_PLAIN = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,2})(?:[ \t]?[.)]|\t|(?=[ \t]))[ \t]*(?=[A-ZÅÄÖÉÜ\"”“(])(?![A-ZÅÄÖ]{2,3}[ \t]*$)",
    re.M,
)
# A number alone on its line: a cell whose text a converter put on the next one.
_BARE = re.compile(r"(?P<number>\d{1,2})[.)]?")
_INLINE_SIGN = re.compile(
    rf"(?:(?<=[.!?:)”\"]\s)|(?<=\d\s))(?:(?P<body>[A-ZÅÄÖ][\wåäö]{{1,6}})\s)?§\s*{_NUMBER}{_NO_RANGE}\s*\.?\s+(?=[A-ZÅÄÖ])"
)
_INLINE_PLAIN = re.compile(r"(?:(?<=[.!?:)”\"]\s)|(?<=\d\s)|(?m:^))(?P<number>\d{1,4}(?:\.\d{1,2})?)\.?\s+(?=[A-ZÅÄÖ])")
# Dot leaders, or a page number behind a tab or many dots: a line of a table of contents.
_CONTENTS_LINE = re.compile(r"(?m)(?:\.{4,}|…{2,}|(?:\. ){4,}|\t)[ \t]*\d{1,3}[ \t]*$")
_HEAD_LABEL = re.compile(r"\s*[A-ZÅÄÖ][\wåäö ,/-]{2,30}:|.*\t")
_BARE_HEADING = re.compile(r"[A-ZÅÄÖ][^\t.:;!?§]{2,60}(?<![,\s])")
_RAW_NUMBER = re.compile(r"(?<=\s)\d{1,4}(?:\.\d{1,2})?\.?\s+[A-ZÅÄÖ]")
_DECLARED = re.compile(
    r"(?:§§?|[Pp]aragrafe?r?(?:nummer)?|PARAGRAFE?R?)\s*(?:\w{2,5}\s)?§{0,2}\s*(\d{1,4})\s*[-–—]\s*(?:§\s*)?(\d{1,4})\b"
)


def _items(text: Text, minutes: Span, words: SegmentWords) -> list[_Candidate]:
    """The best chain of all schemes. The paragraph sign wins, unless all of it lies inside one item of another."""
    running = text.running
    declared = _declared(running, minutes)
    chains = {scheme: _chain(running, found, declared) for scheme, found in _candidates(text, minutes, words).items()}
    if declared:
        # The cover page says which items there are: a scheme that has none of them numbers something else.
        named = {
            scheme: sum(declared[0] <= c.key[0] <= declared[1] for c in chain if c.key)
            for scheme, chain in chains.items()
        }
        if most := max(named.values()):
            chains = {scheme: chain if 2 * named[scheme] >= most else [] for scheme, chain in chains.items()}
    sign, plain = chains["sign"], chains["plain"]
    rest = max((chains[scheme] for scheme in ("body", "label", "plain", "inline")), key=len)
    if len(sign) >= 2 and not _inside_one(sign, plain) or (sign and len(rest) < 4):
        return sign
    if chains["body"]:
        return chains["body"]
    if len(chains["label"]) >= 2 and 2 * len(chains["label"]) >= len(rest):
        return chains["label"]
    if len(plain) >= 2 and not (is_flat(running, minutes) and len(chains["inline"]) > len(plain)):
        return plain
    if len(chains["inline"]) >= 2:
        return chains["inline"]
    return chains["heading"] if len(chains["heading"]) >= 3 else []


def _inside_one(inner: list[_Candidate], outer: list[_Candidate]) -> bool:
    """Whether the first chain lies between two neighbours of the second, and the second is long: quoted statutes."""
    if len(outer) < 5:
        return False
    starts = [candidate.start for candidate in outer]
    return bisect_left(starts, inner[0].start) == bisect_left(starts, inner[-1].start) > 0


def _candidates(text: Text, minutes: Span, words: SegmentWords) -> dict[str, list[_Candidate]]:
    found: dict[str, list[_Candidate]] = {
        scheme: [] for scheme in ("sign", "body", "label", "plain", "inline", "heading")
    }
    running = text.running
    bodies = {match["body"] for match in _body_case(words).finditer(running, minutes.start, minutes.end)}
    blank = True
    flattened = 0
    for match in re.finditer(r"[^\n]*\n?", running[minutes.start : minutes.end]):
        line = match[0].rstrip()
        if not line.strip():
            blank = blank or bool(match[0])
            continue
        start = minutes.start + match.start() + len(line) - len(line.lstrip())
        stop = minutes.start + match.start() + len(line)
        line = line.strip()
        flattened += len(line) > LONG_LINE // 2
        for candidate in _of_line(line, start, stop, words, bodies):
            weight = candidate.weight + (0.4 if blank else 0.0)
            if len(line) > LONG_LINE // 2 and candidate.start == start and candidate.key == (flattened,):
                # The number that a viewer put before the page.
                weight -= 1.6
            if _in_contents(running, candidate):
                weight -= 0.9
            found[candidate.scheme].append(candidate._replace(weight=weight))
        blank = False
    found["heading"] = _format_headings(text, minutes, words) or _bare_headings(text, minutes, words)
    return found


def _in_contents(running: str, candidate: _Candidate) -> bool:
    """Whether the entry, which may run over some lines, ends with dots or a tab and a page number."""
    entry = running[candidate.rest : candidate.rest + LONGEST_TITLE]
    entry = re.split(r"\n[ \t]*\n|\n[ \t]*§", entry)[0]
    return bool(_CONTENTS_LINE.search(entry))


def _of_line(line: str, start: int, stop: int, words: SegmentWords, bodies: set[str]) -> Iterator[_Candidate]:
    """The candidates of one line: at its start, and anywhere in a line that a viewer made of a whole page."""

    def made(match: re.Match[str], scheme: Scheme, weight: float) -> _Candidate:
        return _Candidate(start + match.start(), start + match.end(), stop, _number(match), scheme, weight)

    # Some viewers put a bullet before each page that they made a line.
    lead = len(line) - len(line.lstrip("•·▪ "))
    if match := _SIGN.match(line, lead) or _SIGN_AFTER.match(line, lead):
        yield made(match, "sign", 1.0)
    elif match := _SIGN_WEAK.match(line, lead):
        yield made(match, "sign", 0.3)
    if match := _labelled(words).match(line):
        yield made(match, "label", 1.0)
    if (match := _PLAIN.match(line)) and len(line) <= 5 * LONG_LINE:
        yield made(match, "plain", 1.0)
    elif match := _BARE.fullmatch(line):
        yield made(match, "plain", 0.4)
    if len(line) > LONG_LINE:
        for match in _INLINE_SIGN.finditer(line):
            yield made(match, "sign", 1.0)
    for match in _BODY_NUMBER.finditer(line):
        if match["body"] in bodies and (len(line) > LONG_LINE // 4 or match.start() == 0):
            yield made(match, "body", 1.0)
    if len(line) > LONG_LINE // 4:
        for match in _INLINE_PLAIN.finditer(line):
            yield made(match, "inline", 1.0)
    elif match := _INLINE_PLAIN.match(line):
        yield made(match, "inline", 1.0)


def _number(match: re.Match[str]) -> str:
    return re.sub(r"\s", "", match["number"])


@cache
def _case_label(words: SegmentWords) -> str:
    return rf"(?i:{alternatives(words.case_labels)})"


# "Ks 31 Dnr 2014-41", "SN 55 Delegationsbeslut": a body's short name and a number, on any place of a flattened line.
_BODY_NUMBER = re.compile(r"(?:(?<=\s)|^)(?P<body>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,6})\s(?P<number>\d{1,4})\s+(?=[A-ZÅÄÖ])")


@cache
def _body_case(words: SegmentWords) -> re.Pattern[str]:
    """A body's short name and number with a case number behind: it shows which names head items in this document."""
    return re.compile(rf"(?<![\w])(?P<body>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{1,6}})\s\d{{1,4}}\s+(?={_case_label(words)})")


@cache
def _labelled(words: SegmentWords) -> re.Pattern[str]:
    label = alternatives(words.number_labels)
    return re.compile(
        rf"(?i:{label})\s*(?P<number>\d{{1,3}}(?:\.\d{{1,2}})?[a-z]?)\s*(?:[-–—:.]+\s*|\t|(?=\s)|$)\s*(?=[A-ZÅÄÖÉÜ\"”“(]|$)"
    )


def _labels(running: str, minutes: Span, words: SegmentWords) -> list[_Candidate]:
    """The ``Punkt 3 – …`` headings that stand over paragraph signs."""
    found = []
    for match in re.finditer(r"(?m)^[^\n]*\S[^\n]*", running[minutes.start : minutes.end]):
        line = match[0].strip()
        start = minutes.start + match.start() + len(match[0]) - len(match[0].lstrip())
        if label := _labelled(words).match(line):
            found.append(_Candidate(start, start + label.end(), start + len(line), _number(label), "label", 1.0))
    return found


def _label_above(labels: list[_Candidate], chain: list[_Candidate], index: int) -> _Candidate | None:
    """The label between the item before and this one, if any."""
    low = chain[index - 1].stop if index else 0
    between = [label for label in labels if low <= label.start < chain[index].start]
    return between[-1] if between else None


def _known_title(title: str, words: SegmentWords) -> bool:
    """Whether a title, in small letters, is one that items have everywhere: ``mötets öppnande``, ``val av justerare``."""
    return title in words.item_titles or title.startswith(words.item_openings)


def _format_headings(text: Text, minutes: Span, words: SegmentWords) -> list[_Candidate]:
    """The headings that the format marks, of the level that most of them have."""
    inside = [(offset, level) for offset, level in text.headings if minutes.start <= offset < minutes.end]
    levels = [level for _, level in inside]
    if not levels:
        return []
    usual = max(sorted(set(levels)), key=levels.count)
    found = []
    offsets = [offset for offset, _ in inside]
    for offset, level, following in zip(offsets, levels, [*offsets[1:], minutes.end], strict=True):
        stop = text.content.find("\n", offset)
        below = [line for line in text.running[stop:following].split("\n") if line.strip()]
        # What stands over labels alone, "Tid:" and "Plats:", is the heading of the document.
        title = text.content[offset:stop].strip(" #*_").casefold()
        heads_document = not found and below and all(_HEAD_LABEL.match(line) for line in below)
        if level == usual and not (heads_document and not _known_title(title, words)):
            found.append(_Candidate(offset, offset, stop, None, "heading", 1.0))
    return found


def _bare_headings(text: Text, minutes: Span, words: SegmentWords) -> list[_Candidate]:
    """Short lines that stand over text like headings, where some of them say what only an item's heading does.

    None before the list of those present has ended: what stands there heads the document.
    """
    running = text.running
    lines = [
        (minutes.start + m.start(), m[0])
        for m in re.finditer(r"[^\n]*(?:\n|$)", running[minutes.start : minutes.end])
        if m[0]
    ]
    above = takewhile(lambda numbered: not section_kind(numbered[1][1].strip(), words), enumerate(lines[:60]))
    head = [index for index, (_, line) in above if _HEAD_LABEL.match(line)]
    found, known = [], 0
    for index in range(head[-1] + 1 if head else 1, len(lines) - 1):
        start, line = lines[index]
        title = line.strip()
        if (
            lines[index - 1][1].strip()
            or not _BARE_HEADING.fullmatch(title)
            or section_kind(title, words) in ("decision", "draft")
        ):
            continue
        following = next((later.strip() for _, later in lines[index + 1 : index + 3] if later.strip()), "")
        if not following or (
            len(following) <= 40
            and not following.startswith(("-", "•", "–"))
            and not following.endswith(".")
            and not section_kind(following, words)
        ):
            continue
        known += bool(section_kind(following, words)) or _known_title(title.casefold(), words)
        lead = start + len(line) - len(line.lstrip())
        found.append(_Candidate(lead, lead, lead + len(title), None, "heading", 1.0))
    return found if known else []


# --- the chain -------------------------------------------------------------------------------------------------------


def _declared(running: str, minutes: Span) -> tuple[int, int] | None:
    """The items that the cover page says the minutes hold: ``Paragrafer §§ 26-30``."""
    ranges = [
        (not match[0][0].isalpha(), int(match[1]) - int(match[2]), int(match[1]), int(match[2]))
        for match in _DECLARED.finditer(running, minutes.start, min(minutes.end, minutes.start + 6000))
        if int(match[1]) < int(match[2]) <= int(match[1]) + 400
    ]
    # The word "Paragrafer" tells it; else the widest range does, since people are there for parts of it.
    return min(ranges)[2:] if ranges else None


def _chain(running: str, candidates: list[_Candidate], declared: tuple[int, int] | None) -> list[_Candidate]:
    """The heaviest sequence of candidates with rising numbers.

    A candidate weighs more the more text stands between it and the next: entries of a table of contents have none.
    """
    if candidates and candidates[0].scheme == "heading":
        return candidates
    candidates = sorted(candidates, key=lambda candidate: candidate.start)
    keys = [candidate.key for candidate in candidates]
    weights = []
    for index, candidate in enumerate(candidates):
        following = candidates[index + 1].start if index + 1 < len(candidates) else candidate.start + 800
        if candidate.scheme == "inline" and (number := _RAW_NUMBER.search(running, candidate.rest, following)):
            # In a flattened table of contents the numbers follow each other without a full stop between.
            following = number.start()
        weight = candidate.weight + min(following - candidate.rest, 400) / 800
        if declared and candidate.scheme != "label" and candidate.key:
            weight += 0.5 if declared[0] <= candidate.key[0] <= declared[1] else -0.6
        weights.append(weight)
    best: list[tuple[float, int]] = []
    for index, candidate in enumerate(candidates):
        score, before = 0.0, -1
        # Minutes hold some hundred items; what stands hundreds of candidates back is no neighbour.
        for earlier in range(max(0, index - 300), index):
            if keys[earlier] < keys[index]:
                gain = best[earlier][0] - _gap(keys[index][0] - keys[earlier][0], candidate.scheme)
                if gain > score:
                    score, before = gain, earlier
        best.append((score + weights[index], before))
    if not best:
        return []
    at = max(range(len(best)), key=lambda index: (best[index][0], -index))
    chain = []
    while at >= 0:
        before = best[at][1]
        chain.append(_first_of(running, candidates, before + 1, at))
        at = before
    return chain[::-1]


def _first_of(running: str, candidates: list[_Candidate], low: int, at: int) -> _Candidate:
    """The same number a few lines before: ``Stadsstyrelsen § 69`` and the title stand over ``STST § 69`` and the text."""
    chosen = candidates[at]
    for earlier in candidates[low:at]:
        if (
            earlier.scheme == "sign"
            and earlier.key == chosen.key
            and chosen.start - earlier.stop < LONGEST_TITLE
            and not _in_contents(running, earlier)
        ):
            return earlier
    return chosen


def _gap(jump: int, scheme: Scheme) -> float:
    """What a jump in the numbers costs: nothing for the next number, little in excerpts, much in flattened text."""
    if jump <= 1:
        return 0.0
    if scheme == "inline":
        return 0.6 * jump
    return min(0.1 * (jump - 1), 0.7) if jump <= 40 else 1.1


def _end_of_items(running: str, start: int, end: int, words: SegmentWords) -> int:
    """Where the last item ends: at the block of signatures, or with the minutes."""
    closing = re.compile(
        rf"(?m)^[ \t]*(?i:{alternatives(words.closings)})[ \t]*:?[ \t]*(?:$|[.…_\t-]|(?i:{alternatives(words.closings)}))"
    )
    match = closing.search(running, start, end)
    return match.start() if match else end


# --- one heading -----------------------------------------------------------------------------------------------------

_CODE = r"[A-ZÅÄÖa-zåäö]{0,8}\d[\w]*(?:\s?[-–/.:]\s?[\w]*\d[\w]*)*"
# "Sökt belopp: 12 000 kr": a label and its value are no part of a title.
_LABEL = re.compile(r"[A-ZÅÄÖ]\w+(?: \w+)?:\s")
# The day of the meeting behind the number: the title stands below.
_DATE_ALONE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d")
_BARE_CASE = re.compile(
    r"\b[A-ZÅÄÖ]{2,6}(?!\s\d{1,2}\.\d{1,2}\.\d{4})[ \t]?[-/.]?\d{2,4}[-/.:](?:[A-ZÅÄÖ]{1,5}[-/:]?)?\d{1,6}(?:[-:/.]\d+)*|\b[A-ZÅÄÖ]{2,6}\d{5,8}"
)


@cache
def _labelled_case(words: SegmentWords) -> re.Pattern[str]:
    """``Dnr KS 2020/158``: a label, then a code with digits, which letters may open and a blank part."""
    prefix = r"(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,8}(?:[ \t]?[./-]|[ \t]))?"
    return re.compile(
        rf"\(?(?<![\w]){_case_label(words)}[ \t]*[.:]?[ \t]*\n?[ \t]*(?P<code>{prefix}{_CODE}(?:[ \t]\d{{3}}(?=[ \t]*(?:\n|$)))?)\)?[ \t]*,?"
    )


def is_finite(token: str, language: Language) -> bool:
    """Whether a word is a finite verb: one of the listed, one that decides, or a past tense by its ending."""
    return token in _finite(language) or bool(re.fullmatch(r"[a-zåäö]{3,}(?:ades?|tes|kte)", token))


@cache
def _finite(language: Language) -> frozenset[str]:
    decisions = language.decisions
    forms = [form for verbs in decisions.outcomes.values() for form in (*verbs.active, *verbs.passive)]
    forms += [form for kind, verbs in decisions.decide.items() if kind != "noun" for form in verbs]
    return language.segments.verbs | {form for form in forms if " " not in form}


class _Heading:
    """Reads what follows an item's number: the case number, the title, and where the body begins."""

    def __init__(
        self,
        text: Text,
        candidate: _Candidate,
        end: int,
        above: _Candidate | None,
        labelled: bool,
        language: Language,
    ) -> None:
        running = text.running
        self._text, self._running, self._language, self._words = text, running, language, language.segments
        self.title: Span | None = None
        self.case_number: Span | None = None
        self.body = candidate.rest
        stop = min(candidate.stop, end)
        if case := self._case(candidate.rest, min(stop + 80, end)):
            self.case_number = Span(*case.span("code") if "code" in case.re.groupindex else case.span())
        self._labelled = labelled
        rest = self._title_of_line(candidate.rest, stop, end, case, candidate.scheme)
        if self.title and self.case_number is None:
            self._case_in_title(self.title)
        if above:
            self.title = self._stripped(above.rest, above.stop)
        self.body = candidate.rest if self.title is None or above else rest
        # The bracket that closed a case number heads nothing.
        self.body += len(closing[0]) if (closing := re.match(r"\)\s*", running[self.body : self.body + 3])) else 0

    def _case(self, start: int, end: int) -> re.Match[str] | None:
        """The case number on the heading's line, or right below it."""
        line_end = self._running.find("\n", start)
        line_end = end if line_end < 0 else line_end
        window = min(end, max(line_end, start), start + 400)
        labelled = _labelled_case(self._words).search(self._running, start, min(end, window + 60))
        if labelled and (labelled.start() <= window + 1 or not self._running[start : labelled.start()].strip()):
            return labelled
        bare = _BARE_CASE.search(self._running, start, min(window, start + LONGEST_TITLE))
        return None if bare and bare[0].startswith(self._words.print_series) else bare

    def _case_in_title(self, title: Span) -> None:
        """Part a title that stands below its number from the case number that ends it: ``Budget 2031 (KS/2030:12)``."""
        for pattern in (_labelled_case(self._words), _BARE_CASE):
            for match in pattern.finditer(self._running, title.start, title.end):
                opens = self._running[match.start() - 1 : match.start()] == "("
                shorter = self._stripped(title.start, match.start() - opens)
                if match.end() >= title.end - 1 and shorter and not match[0].startswith(self._words.print_series):
                    self.title = shorter
                    self.case_number = Span(*match.span("code" if "code" in match.re.groupindex else 0))
                    return

    def _title_of_line(self, start: int, stop: int, end: int, case: re.Match[str] | None, scheme: Scheme) -> int:
        """Set the title from the heading's line or the lines below; where the body begins comes back."""
        running = self._running
        if case and running[start : case.start()].strip(" \t\n.:–-").casefold() in ("", *self._words.number_labels):
            start = max(case.end(), start)
            case = None
        elif case and case.end() > stop:
            stop = case.start()
        first = self._stripped(start, min(stop, case.start()) if case and case.start() < stop else stop)
        if first and _DATE_ALONE.fullmatch(running, first.start, first.end):
            first = None
            start = stop
        if first is None:
            below = self._skip_blank(max(start, stop if not case else case.end()), end)
            return self._lines_below(below, end)
        if stop - first.start > LONG_LINE or (case and case.end() < stop and stop - case.end() > 40):
            return self._cut(first, stop, case)
        if case is None and (label := self._label(Span(first.start, stop))):
            # "§ 4. Val av två justerare. Till justerare utsågs": a full stop alone parts the title from the text.
            self.title = label
            return label.end + 1
        cut = self._sentence_start(first)
        if cut is not None and cut > first.start:
            return self._cut(first, stop, case)
        return self._own_line(first, stop, end, case, scheme)

    def _label(self, line: Span) -> Span | None:
        """The title that a full stop parts from the sentences after it: short, without a verb, and no abbreviation at its end."""
        label, _, rest = self._running[line.start : line.end].partition(". ")
        last = label.split()[-1].casefold() if label.split() else ""
        if (
            not rest.strip()
            or len(label) > LONG_LABEL
            or last in self._language.sentences.abbreviations
            or len(last) < 3
        ):
            return None
        if not rest.lstrip()[:1].isupper() or self._has_verb(label):
            return None
        span = Span(line.start, line.start + len(label))
        return span if self._sentence_start(span) is None else None

    def _own_line(self, first: Span, stop: int, end: int, case: re.Match[str] | None, scheme: Scheme) -> int:
        """The title has the line for itself, goes on below it, or is no title but the item's first sentence."""
        running = self._running
        soft = stop in self._text.soft_breaks
        line = running[first.start : first.end]
        ends_sentence = running[first.start : stop].rstrip().endswith((".", "!", "?", ";")) and not line.endswith("..")
        verb = self._has_verb(line, ends_sentence)
        if scheme != "heading" and (
            (verb and (ends_sentence or soft or self._labelled)) or (ends_sentence and len(line) > LONG_LABEL)
        ):
            return first.start
        self.title = first
        if case and case.start() >= first.end:
            return min(max(case.end(), stop), end)
        following = stop + 1
        while soft or self._unfinished(running[first.start : following]):
            next_stop = running.find("\n", following)
            next_stop = end if next_stop < 0 else min(next_stop, end)
            more = self._stripped(following, next_stop)
            if more and (below := self._case_line(more.start, end)):
                return self._case_below(below, end)
            if more is None or self._opens_section(more) or next_stop - first.start > LONGEST_TITLE:
                break
            self.title = Span(first.start, more.end)
            soft = next_stop in self._text.soft_breaks
            following = next_stop + 1
        below = self._case_line(self._skip_blank(following, min(following + 4, end)), end)
        return self._case_below(below, end) if below and self.case_number is None else min(following, end)

    def _case_line(self, start: int, end: int) -> re.Match[str] | None:
        """The case number that has the line at *start* for itself."""
        if labelled := _labelled_case(self._words).match(self._running, start, end):
            return labelled
        bare = _BARE_CASE.match(self._running, start, end)
        return bare if bare and self._running[bare.end() : bare.end() + 1] in ("", "\n") else None

    def _case_below(self, case: re.Match[str], end: int) -> int:
        """The case number has the line below the title."""
        self.case_number = Span(*case.span("code" if "code" in case.re.groupindex else 0))
        return min(case.end(), end)

    def _lines_below(self, start: int, end: int) -> int:
        """The title stands below the number: its lines up to an empty one, a section's heading, or a sentence."""
        running = self._running
        paragraph = self._first_paragraph(start, end)
        content = running[paragraph.start : paragraph.end]
        if label := self._label(paragraph):
            self.title = label
            return label.end + 1
        stop = ". " in content
        cut = self._sentence_start(paragraph)
        if content.startswith("Att ") or (
            content.endswith(".")
            and (len(content) > LONG_LABEL // 2 or self._has_verb(content))
            and (cut is None or cut == paragraph.start or stop)
        ):
            # Old minutes give no titles: what stands below the number is the first paragraph.
            return start
        at, first = start, None
        while at < end:
            stop = running.find("\n", at)
            stop = end if stop < 0 else min(stop, end)
            line = self._stripped(at, stop)
            if line and first is not None and (below := self._case_line(line.start, end)):
                return self._case_below(below, end)
            if line is None or (
                self._opens_section(line) and not (first is None and self._may_be_title(line, stop, end))
            ):
                break
            content = running[line.start : line.end]
            begins = first is not None and content[:1].isupper() and not self._unfinished(running[first:at])
            if begins and (self._has_verb(content) or self._was_whole(at)):
                break
            if first is None and (cut := self._sentence_start(line)) is not None and cut > line.start:
                return self._cut(line, stop, None)
            first = line.start if first is None else first
            self.title = Span(first, line.end)
            at = stop + 1
            if line.end - first > LONGEST_TITLE:
                break
        below = self._case_line(self._skip_blank(min(at, end), min(at + 4, end)), end) if first is not None else None
        return self._case_below(below, end) if below and self.case_number is None else min(at, end)

    def _was_whole(self, at: int) -> bool:
        """Whether the line that ends at *at* is whole: shorter than a column's, and not broken by one."""
        line = self._running[self._running.rfind("\n", 0, at - 1) + 1 : at - 1]
        return at - 1 not in self._text.soft_breaks and len(line.strip()) < SHORT_LINE

    def _first_paragraph(self, start: int, end: int) -> Span:
        """The first line, with those that it goes on in: after a soft break, a word that asks for more, or in small letters."""
        running = self._running
        stop = running.find("\n", start, end)
        while stop >= 0:
            following = running[stop + 1 : stop + 2]
            if not (following.islower() or stop in self._text.soft_breaks or self._unfinished(running[start:stop])):
                break
            stop = running.find("\n", stop + 1, end)
        stop = end if stop < 0 else stop
        return Span(start, start + len(running[start:stop].rstrip()))

    def _may_be_title(self, line: Span, stop: int, end: int) -> bool:
        """Whether a line that looks like a section's heading is the title: "Meddelanden", or one right above another heading."""
        if section_kind(self._running[line.start : line.end], self._words) in ("other", "background", "documents"):
            return True
        following = self._skip_blank(stop, end)
        line_end = self._running.find("\n", following, end)
        line = self._stripped(following, line_end if line_end >= 0 else end)
        return line is not None and section_kind(self._running[line.start : line.end], self._words) is not None

    def _cut(self, first: Span, stop: int, case: re.Match[str] | None) -> int:
        """The title and the body share a line: part them at the case number, a section's heading or a sentence."""
        if case and case.start() > first.start:
            self.title = self._stripped(first.start, min(case.start(), first.start + LONGEST_TITLE))
            inner = self._sentence_start(self.title) if self.title else None
            if inner is None or self.title is None:
                return case.end()
        cut = self._sentence_start(Span(first.start, min(stop, first.start + LONGEST_TITLE)))
        if cut is None or cut == first.start:
            return first.start
        self.title = self._stripped(first.start, cut)
        return cut

    def _sentence_start(self, span: Span) -> int | None:
        """Where a line that began as a title goes over into a section's heading or a sentence; None where it does not."""
        content = self._running[span.start : span.end]
        for match in re.finditer(r"(?<=[\w)] )[A-ZÅÄÖ]", content):
            at = match.start()
            if len(content) > LONG_LABEL and _LABEL.match(content, at):
                limit = at
                break
            if _inline_heading(self._words).match(content, at) or treatment_heading(self._words).match(content, at):
                limit = match.start()
                break
        else:
            limit = len(content)
        tokens = list(re.finditer(r"[\w/-]+|[.,;:!?()]", content[:limit]))
        for index, token in enumerate(tokens):
            if token[0] in self._words.openers and index:
                return span.start + token.start()
            after_preposition = index > 0 and tokens[index - 1][0] in self._words.prepositions
            if (
                is_finite(token[0], self._language)
                and not after_preposition
                and (start := self._subject(tokens, index)) is not None
            ):
                return span.start + tokens[start].start()
        return span.start + limit if limit < len(content) else None

    def _subject(self, tokens: list[re.Match[str]], verb: int) -> int | None:
        """The token with which the subject of a verb begins: ``Gatuenheten begär``, ``Rektor Per Hell informerar``."""
        at = verb - 1
        while at >= 0 and verb - at <= 5 and tokens[at][0][0].islower():
            at -= 1
        if at < 0 or verb - at > 5 or not tokens[at][0][0].isupper():
            return None
        first = at
        while first > 0 and tokens[first - 1][0][0].isupper():
            first -= 1
        while first > 1 and tokens[first - 1][0] in ("och", "samt", ",") and tokens[first - 2][0][0].isupper():
            first -= 2
        if first and tokens[first - 1][0] in self._words.subordinators:
            return None
        # A noun in the definite form is a subject of its own; capitals before it belong to the title.
        return (
            at
            if re.search(r"(?:en|et|an|na)$", tokens[at][0]) and len(tokens[at][0]) > 5 and tokens[at - 1][0] != "och"
            else first
        )

    def _has_verb(self, line: str, sentence: bool = False) -> bool:
        """Whether the line is a sentence: a finite verb that no subordinate clause holds, or a decision without one."""
        if line.startswith(self._words.statements):
            return True
        # "Frågan om lastbil bordlades.": before a noun "om" opens no clause, and a full stop tells of a sentence.
        clause_openers = self._words.subordinators - ({"om"} if sentence or line.endswith(".") else set())
        tokens = re.findall(r"[\w-]+", line)
        for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
            if token in clause_openers and not (token == "att" and following.endswith("a")):
                return False
            if is_finite(token.lower(), self._language):
                return True
        return False

    def _unfinished(self, line: str) -> bool:
        """Whether a title so far must go on: it ends in a comma, a hyphen or a little word."""
        return bool(re.search(r"(?:[,-]|\b(?:och|för|av|om|i|på|till|med|samt|att|den|det|från|vid|en|ett))\s*$", line))

    def _opens_section(self, line: Span) -> bool:
        content = self._running[line.start : line.end]
        return bool(section_kind(content, self._words) or _inline_heading(self._words).match(content))

    def _stripped(self, start: int, end: int) -> Span | None:
        piece = self._running[start:end]
        inner = piece.strip(" \t\n.:;–—-_*")
        if not inner:
            return None
        lead = piece.index(inner)
        # A full stop that belongs to an abbreviation or closes a bracket stays out too: titles are compared without.
        return Span(start + lead, start + lead + len(inner))

    def _skip_blank(self, start: int, end: int) -> int:
        match = re.compile(r"\s*").match(self._running, start, end)
        return match.end() if match else start


# A body in the genitive: "Kommunstyrelsens", "Tekniska utskottets", "Barn- och utbildningsnämndens arbetsutskotts".
_OWNER = r"(?:[A-ZÅÄÖ][\w-]*(?:nämnd|styrelse|utskott|råd)(?: [a-zåäö][\w-]*){1,4}s|[A-ZÅÄÖ](?:[\w]*s|[\w]+a [a-zåäö]\w*s|[\w]+-(?: och|,) [\w, -]*?s)(?: [a-zåäö]\w*s){0,3})"

# "Kommunstyrelsens förslag den 1 juni 2021, § 88", "Beslut 2021-06-01": when it was, behind the heading.
_DATED_HEADING = re.compile(
    r"[ ,]+(?:den \d{1,2} [a-zåäö]+ \d{4}|\d{4}-\d\d-\d\d)(?:[ ,]*§ ?\d+)?[ :.]*$|[ ,]+§ ?\d+[ :.]*$"
)

# What is told before the meeting decides.
_BEFORE_DECISION = ("proposals", "propositions", "vote", "documents")

# --- sections --------------------------------------------------------------------------------------------------------


def section_kind(line: str, words: SegmentWords) -> SectionKind | None:
    """The kind of section that a line heads, if it is such a heading and nothing else.

    A body may stand before it in the genitive, and a colon after it: ``Kommunstyrelsens beslut:``.
    """
    if len(line) > 110:
        return None
    folded = " ".join(line.casefold().rstrip(" :.").split())
    kinds = _section_words(words)
    if folded in kinds:
        return kinds[folded] if line[:1].isupper() else None
    for heading, kind in _genitive_words(words):
        owner = folded.removesuffix(heading)
        if owner != folded and re.fullmatch(rf"(?i:{_OWNER}) ", owner) and line[:1].isupper():
            return kind
    return None


@cache
def treatment_heading(words: SegmentWords) -> re.Pattern[str]:
    """In Finland each body's treatment of a matter is headed below its title.

    ``Kst 48 / 24.4.2013``, ``TekN 22 §``, ``Kfge 31``, ``TEKN 21.02.2017 § 19``.
    """
    date = r"\s?/\s?\d[\d.]*"
    return re.compile(
        rf"(?<![\w.])(?:{alternatives(words.treated_by)}\s(?:§\s?)?\d{{1,4}}(?:\s?§)?(?:{date})?"
        rf"|[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{1,9}}\.?\s(?:§\s?)?\d{{1,4}}(?:\s?§)?{date}"
        rf"|[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{1,9}}\.?\s\d{{1,2}}\.\d{{1,2}}\.\d{{4}}\s?§\s?\d{{1,4}})(?!\w)"
    )


@cache
def _section_words(words: SegmentWords) -> dict[str, SectionKind]:
    return {heading: kind for kind, headings in words.sections.items() for heading in headings}


@cache
def _genitive_words(words: SegmentWords) -> list[tuple[str, SectionKind]]:
    pairs = [(heading, kind) for kind, headings in words.genitive.items() for heading in headings]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@cache
def _inline_heading(words: SegmentWords) -> re.Pattern[str]:
    """A section's heading with its text behind it on the line: ``Beslut: Att …``, ``Kommunstyrelsens beslut Rapporten …``."""
    plain = alternatives(heading for headings in words.sections.values() for heading in headings)
    owned = alternatives(heading for headings in words.genitive.values() for heading in headings)
    owner = rf"{_OWNER}[ \t]+"
    return re.compile(
        rf"(?P<heading>(?=[A-ZÅÄÖ])(?:(?i:{plain})|(?P<owned>{owner}(?i:{owned}))))"
        rf"(?:[ \t]*:[ \t]*(?=\S)|[ \t]+(?=[A-ZÅÄÖ]|\d{{1,2}}[.)][ \t]|[-–•][ \t])(?![A-ZÅÄÖ]\.))"
    )


def sections(running: str, start: int, end: int, words: SegmentWords, flat: bool) -> Iterator[SectionSpan]:
    """The sections of one item, or of a document without items, in order; what stands before the first heading is none."""
    heads = sorted(set(_section_heads(running, start, end, words, flat)))
    for index, (begin, body, kind) in enumerate(heads):
        yield SectionSpan(kind, begin, body, heads[index + 1][0] if index + 1 < len(heads) else end)


def _section_heads(
    running: str, start: int, end: int, words: SegmentWords, flat: bool
) -> Iterator[tuple[int, int, SectionKind]]:
    """Where sections begin: (start of the heading, start of what it heads, kind)."""
    pattern = _inline_heading(words)
    last: SectionKind | None = None
    for match in re.finditer(r"[^\n]*\S[^\n]*", running[start:end]):
        line = match[0].strip()
        begin = start + match.start() + len(match[0]) - len(match[0].lstrip())
        # Among the documents a dated "Kommunstyrelsens beslut 2031-10-09, § 166" is one of them.
        heading = line if last == "documents" else _DATED_HEADING.sub("", line)
        if kind := section_kind(heading, words):
            yield begin, begin + len(line), kind
            last = kind
            continue
        if last in _BEFORE_DECISION and _decides_below(words).fullmatch(line):
            # "Kommunstyrelsen beslutar" over its clauses heads the decision where no heading "Beslut" does.
            yield begin, begin, "decision"
            last = "decision"
            continue
        if "\t" in line and (kind := section_kind(cell := line.rsplit("\t", 1)[1].strip(), words)) and " " in cell:
            # The heading opens the last cell of a row: an agenda's column of drafts.
            yield begin + len(line) - len(cell), begin + len(line), kind
            continue
        places = [0, *(place.end() for place in re.finditer(r"(?<=[.!?”\"])\s+(?=[A-ZÅÄÖ])", line))]
        for treated in treatment_heading(words).finditer(line):
            yield begin + treated.start(), begin + treated.end(), "background"
            places.append(treated.end())
        if flat:
            places += (owned.start() for owned in _owned_heading(words).finditer(line))
        for place in places:
            found = pattern.match(line, place + len(line[place:]) - len(line[place:].lstrip()))
            # Without a colon, and without a body before it, only a flattened line holds heading and text.
            if found and (":" in line[found.end("heading") : found.end()] or flat or found["owned"]):
                yield _head(begin, found, words)


@cache
def _decides_below(words: SegmentWords) -> re.Pattern[str]:
    """A line that says who decides, and nothing more."""
    return re.compile(
        rf"[A-ZÅÄÖ][\w-]*(?:[ \t]+[\w-]+){{0,6}}[ \t]+{alternatives(words.decides)}(?:[ \t]+{alternatives(words.decides_what)})*[ \t]*:?"
    )


@cache
def _owned_heading(words: SegmentWords) -> re.Pattern[str]:
    """A heading with a body before it, which stands out anywhere in a flattened line."""
    owned = alternatives(heading for headings in words.genitive.values() for heading in headings)
    return re.compile(rf"(?<=[\w)] )(?={_OWNER}[ \t]+(?i:{owned})[\s:])")


def _head(begin: int, found: re.Match[str], words: SegmentWords) -> tuple[int, int, SectionKind]:
    kind = section_kind(found["heading"], words)
    return begin + found.start(), begin + found.end(), kind or "other"
