"""Where items begin: the numbers, or the headings without numbers, that follow each other through the minutes.

Items are headed ``§ 12 Budget``, ``12 § Budget``, ``KF § 12 DNR: AH.2018.3``, ``Ks 31 Dnr 2014-41 Budget``, ``Punkt 3 – Budget``,
``3. Budget``, ``3.1 Budget``, or by a heading without a number. Every place that looks like such a heading is a candidate; the
items are the heaviest chain of candidates whose numbers rise. So a table of contents, a quoted statute and a list inside an
item fall out, since they break the sequence or have no text of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import Literal, NamedTuple

from extractors.language import Language, SegmentWords, alternatives
from extractors.sections import LONG_LINE, is_flat, section_kind
from schemas.text import BOLD_LEVEL, Span, Text

Scheme = Literal["sign", "body", "label", "plain", "inline", "heading"]

# A heading of an item is shorter than this, whatever it says.
LONGEST_TITLE = 300
# The labels of a cover stand within so many characters.
COVER = 2500


class Candidate(NamedTuple):
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


_NUMBER = r"(?P<number>\d{1,4}(?:[./:]\d{1,4})?(?:[ \t]?[a-zA-Z](?![\w]))?)"
# "§§ 1-8", "§ 3-5" and "§ 12, 14" name items, they do not head one.
_NO_RANGE = r"(?!\s*(?:[-–—,]|och|till|samt)\s*(?:§\s*)?\d)"
_AFTER = r"(?=[ \t]*(?:$|\n|[.:)]?[ \t]+[A-ZÅÄÖÉÜ0-9\"”“'»(\[–-]|[.:)]?\t|[.:)]?[A-ZÅÄÖÉÜ]|[.:)][ \t]*(?:$|\n)))"
_SIGN_WEAK = re.compile(rf"§[ \t]*{_NUMBER}{_NO_RANGE}(?=[ \t]*\.?[ \t]+[a-zåäö])[ \t]*\.?[ \t]*", re.M)
_SIGN_AFTER = re.compile(rf"{_NUMBER}[ \t]?§(?!§){_AFTER}[ \t]*[.:]?[ \t]*", re.M)
_PLAIN = re.compile(
    r"(?P<number>\d{1,3}(?:(?:\.\d{1,3}){1,2}|/\d\d)?)(?:[ \t]?[.)]|\t|(?=[ \t]))[ \t]*(?=[A-ZÅÄÖÉÜ\"”“(])(?![A-ZÅÄÖ]{2,3}[ \t]*$)",
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


def items(text: Text, minutes: Span, language: Language) -> list[Candidate]:
    """The best chain of all schemes. The paragraph sign wins, unless all of it lies inside one item of another."""
    words = language.segments
    running = text.running
    declared = _declared(running, minutes)
    found = _candidates(text, minutes, words)
    found["heading"] = _format_headings(text, minutes, language) or _bare_headings(text, minutes, words)
    chains = {scheme: _chain(running, candidates, declared) for scheme, candidates in found.items()}
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
    if (len(sign) >= 2 and not _inside_one(sign, plain)) or (sign and len(rest) < 4):
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


def _inside_one(inner: list[Candidate], outer: list[Candidate]) -> bool:
    """Whether the first chain lies between two neighbours of the second, and the second is long: quoted statutes."""
    if len(outer) < 5:
        return False
    starts = [candidate.start for candidate in outer]
    return bisect_left(starts, inner[0].start) == bisect_left(starts, inner[-1].start) > 0


def _candidates(text: Text, minutes: Span, words: SegmentWords) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = {
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
    return found


def _in_contents(running: str, candidate: Candidate) -> bool:
    """Whether the entry, which may run over some lines, ends with dots or a tab and a page number."""
    entry = running[candidate.rest : candidate.rest + LONGEST_TITLE]
    entry = re.split(r"\n[ \t]*\n|\n[ \t]*§", entry)[0]
    return bool(_CONTENTS_LINE.search(entry))


def _of_line(line: str, start: int, stop: int, words: SegmentWords, bodies: set[str]) -> Iterator[Candidate]:
    """The candidates of one line: at its start, and anywhere in a line that a viewer made of a whole page."""

    def made(match: re.Match[str], scheme: Scheme, weight: float) -> Candidate:
        return Candidate(start + match.start(), start + match.end(), stop, _number(match), scheme, weight)

    # Some viewers put a bullet before each page that they made a line.
    lead = len(line) - len(line.lstrip("•·▪ "))
    if match := _sign(words).match(line, lead) or _SIGN_AFTER.match(line, lead):
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
def _sign(words: SegmentWords) -> re.Pattern[str]:
    """``§ 4``, with a body's short or whole name before it; recognition of characters takes "§" for "$", which heads nothing else."""
    body = rf"[A-ZÅÄÖ][\wåäö.]{{0,9}}|[A-ZÅÄÖ]\w*{alternatives(words.body_endings)}"
    return re.compile(rf"(?:(?P<body>{body})[ \t]+)?[§$][ \t]*{_NUMBER}{_NO_RANGE}{_AFTER}[ \t]*[.:)]?[ \t]*", re.M)


@cache
def case_label(words: SegmentWords) -> str:
    """The pattern of what stands before a case number: ``Dnr``, ``Ärendenr``, ``Diarienummer``."""
    return rf"(?i:{alternatives(words.case_labels)})"


# "Ks 31 Dnr 2014-41", "SN 55 Delegationsbeslut": a body's short name and a number, on any place of a flattened line.
_BODY_NUMBER = re.compile(r"(?:(?<=\s)|^)(?P<body>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,6})\s(?P<number>\d{1,4})\s+(?=[A-ZÅÄÖ])")


@cache
def _body_case(words: SegmentWords) -> re.Pattern[str]:
    """A body's short name and number with a case number behind: it shows which names head items in this document."""
    return re.compile(rf"(?<![\w])(?P<body>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{1,6}})\s\d{{1,4}}\s+(?={case_label(words)})")


@cache
def _labelled(words: SegmentWords) -> re.Pattern[str]:
    label = alternatives(words.number_labels)
    return re.compile(
        rf"(?i:{label})\s*(?P<number>\d{{1,3}}(?:\.\d{{1,2}})?[a-z]?)\s*(?:[-–—:.]+\s*|\t|(?=\s)|$)\s*(?=[A-ZÅÄÖÉÜ\"”“(]|$)"
    )


def _line_at(text: Text, offset: int) -> str:
    """The line at *offset*, without marks of headings around it."""
    stop = text.content.find("\n", offset)
    return text.content[offset : stop if stop >= 0 else None].strip(" #*_")


def _is_label(line: str, language: Language) -> bool:
    """Whether a heading names a part of every item, or of the cover: ``Beslut``, ``Närvarande``, ``Justerare``."""
    signs = language.documents.signs
    labels = (*signs["attendance"], *signs["adjusters"], *signs["head"])
    return section_kind(line, language.segments) in ("decision", "draft") or line.casefold() in labels


def _known_title(title: str, words: SegmentWords) -> bool:
    """Whether a title, in small letters, is one that items have everywhere: ``mötets öppnande``, ``val av justerare``."""
    return title in words.item_titles or title.startswith(words.item_openings)


def _format_headings(text: Text, minutes: Span, language: Language) -> list[Candidate]:
    """The headings that the format marks, of the level that most of them have; bold lines where no others are."""
    cover = _cover_end(text, minutes, language)
    inside = [
        (offset, level)
        for offset, level in text.headings
        # One that is a page head is no item's.
        if cover <= offset < minutes.end
        and not text.running[offset].isspace()
        and not _is_label(_line_at(text, offset), language)
    ]
    levels = [level for _, level in inside]
    if not levels:
        return []
    marked = [level for level in levels if level != BOLD_LEVEL]
    counted = marked if len(marked) >= 3 else levels
    usual = max(sorted(set(counted)), key=counted.count)
    return [
        Candidate(offset, offset, text.content.find("\n", offset), None, "heading", 1.0)
        for offset, level in inside
        if level == usual
    ]


def _cover_end(text: Text, minutes: Span, language: Language) -> int:
    """Where the labels of the cover and of those present end: what stands over them heads the document, not an item.

    A heading that items have everywhere ends them at the latest: ``Mötets öppnande`` over ``Närvarande:``.
    """
    titles = (
        offset for offset, _ in text.headings if _known_title(_line_at(text, offset).casefold(), language.segments)
    )
    limit = next((offset for offset in titles if offset >= minutes.start), minutes.end)
    labels = [*_cover_label(language).finditer(text.running, minutes.start, min(minutes.start + COVER, limit))]
    return labels[-1].end() if labels else minutes.start


@cache
def _cover_label(language: Language) -> re.Pattern[str]:
    """A label of the cover at the beginning of a line: ``Tid:``, ``Närvarande``."""
    signs = language.documents.signs
    return re.compile(rf"(?m)^[ \t]*(?i:{alternatives((*signs['attendance'], *signs['head']))})[ \t]*(?=[:\t]|$)")


def _bare_headings(text: Text, minutes: Span, words: SegmentWords) -> list[Candidate]:
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
        found.append(Candidate(lead, lead, lead + len(title), None, "heading", 1.0))
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


def _chain(running: str, candidates: list[Candidate], declared: tuple[int, int] | None) -> list[Candidate]:
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


def _first_of(running: str, candidates: list[Candidate], low: int, at: int) -> Candidate:
    """The same number a few lines before: ``Stadsstyrelsen § 69`` and the title stand over ``STST § 69`` and the text."""
    chosen = candidates[at]
    for earlier in candidates[low:at]:
        if (
            earlier.scheme == "sign"
            and earlier.key == chosen.key
            # "Enhetschef § 45" in the list of those present is no head of "§ 45".
            and not running.startswith("§", chosen.start)
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


def labels(running: str, minutes: Span, words: SegmentWords) -> list[Candidate]:
    """The ``Punkt 3 – …`` headings that stand over paragraph signs."""
    found = []
    for match in re.finditer(r"(?m)^[^\n]*\S[^\n]*", running[minutes.start : minutes.end]):
        line = match[0].strip()
        start = minutes.start + match.start() + len(match[0]) - len(match[0].lstrip())
        if label := _labelled(words).match(line):
            found.append(Candidate(start, start + label.end(), start + len(line), _number(label), "label", 1.0))
    return found
