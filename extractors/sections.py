"""The sections of an item, under the headings that minutes everywhere use: ``Beslut``, ``Kommunstyrelsens förslag``, ``Yrkanden``.

A heading stands on a line of its own, before a colon, or inside the one line into which a viewer made a page. A body may stand
before it in the genitive. In Finland each body's treatment of a matter is headed by its short name and number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.language import SegmentWords, alternatives
from schemas.paragraph import SectionKind
from schemas.text import Span

# A page that a viewer flattened is one line of thousands of characters; a written paragraph seldom reaches this.
LONG_LINE = 400


@dataclass(frozen=True)
class SectionSpan:
    """A part of an item under one heading. ``start`` is the heading, ``body`` what comes after it."""

    kind: SectionKind
    start: int
    body: int
    end: int


def is_flat(running: str, place: Span) -> bool:
    """Whether a viewer made pages into lines: headings then stand inside lines."""
    return max(map(len, running[place.start : place.end].split("\n"))) > LONG_LINE


# "Kommunstyrelsens förslag den 1 juni 2021, § 88", "Beslut 2021-06-01": when it was, behind the heading.
_DATED_HEADING = re.compile(
    r"[ ,]+(?:den \d{1,2} [a-zåäö]+ \d{4}|\d{4}-\d\d-\d\d)(?:[ ,]*§ ?\d+)?[ :.]*$|[ ,]+§ ?\d+[ :.]*$"
)

# What is told before the meeting decides.
_BEFORE_DECISION = ("proposals", "propositions", "vote", "documents")


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
        if owner != folded and re.fullmatch(rf"(?i:{_owner(words)}) ", owner) and line[:1].isupper():
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
def _owner(words: SegmentWords) -> str:
    """A body in the genitive: ``Kommunstyrelsens``, ``Tekniska utskottets``, ``Barn- och utbildningsnämndens arbetsutskotts``."""
    going_on = rf"[A-ZÅÄÖ][\w-]*{alternatives(words.bodies)}(?: [a-zåäö][\w-]*){{1,4}}s"
    whole = r"[A-ZÅÄÖ](?:[\w]*s|[\w]+a [a-zåäö]\w*s|[\w]+-(?: och|,) [\w, -]*?s)(?: [a-zåäö]\w*s){0,3}"
    return rf"(?:{going_on}|{whole})"


@cache
def inline_heading(words: SegmentWords) -> re.Pattern[str]:
    """A section's heading with its text behind it on the line: ``Beslut: Att …``, ``Kommunstyrelsens beslut Rapporten …``."""
    plain = alternatives(heading for headings in words.sections.values() for heading in headings)
    owned = alternatives(heading for headings in words.genitive.values() for heading in headings)
    owner = rf"{_owner(words)}[ \t]+"
    return re.compile(
        rf"(?P<heading>(?=[A-ZÅÄÖ])(?:(?i:{plain})|(?P<owned>{owner}(?i:{owned}))))"
        rf"(?:[ \t]*:[ \t]*(?=\S)|[ \t]+(?=[A-ZÅÄÖ]|\d{{1,2}}[.)][ \t]|[-–•][ \t])(?![A-ZÅÄÖ]\.)|\t(?=att\b))"
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
    pattern = inline_heading(words)
    last: SectionKind | None = None
    for match in re.compile(r"\S[^\n]*").finditer(running, start, end):
        line = match[0].rstrip()
        begin = match.start()
        # Among the documents a dated "Kommunstyrelsens beslut 2031-10-09, § 166" is one of them.
        dated = last != "documents" and line[-1] in "0123456789:."
        heading = _DATED_HEADING.sub("", line) if dated else line
        if kind := section_kind(heading, words):
            yield begin, begin + len(line), kind
            last = kind
            continue
        decides = last != "decision" and _decides_below(words).fullmatch(line)
        if decides and (last in _BEFORE_DECISION or line.endswith(":") or line.isupper()):
            # "Kommunstyrelsen beslutar:" over its clauses heads the decision where no heading "Beslut" does.
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
            # Without a colon or a column's gap, and without a body before it, only a flattened line holds heading and text.
            parted = found and (
                ":" in (gap := line[found.end("heading") : found.end()]) or _beside(gap, line[found.end() :])
            )
            if found and (parted or flat or found["owned"]):
                yield _head(begin, found, words)


def _beside(gap: str, text: str) -> bool:
    """Whether a heading in the margin has its text beside it: words, and not the next heading of a table."""
    return "\t" in gap and (text.startswith("att ") or len(text.split()) > 2) and "\t" not in text


@cache
def _decides_below(words: SegmentWords) -> re.Pattern[str]:
    """A line that says who decides, and nothing more."""
    return re.compile(
        rf"[A-ZÅÄÖ][\w-]*(?:[ \t]+[\w-]+){{0,6}}[ \t]+(?i:{alternatives(words.decides)})"
        rf"(?:[ \t]+(?i:{alternatives(words.decides_what)}))*[ \t]*:?"
    )


@cache
def _owned_heading(words: SegmentWords) -> re.Pattern[str]:
    """A heading with a body before it, which stands out anywhere in a flattened line."""
    owned = alternatives(heading for headings in words.genitive.values() for heading in headings)
    return re.compile(rf"(?<=[\w)] )(?={_owner(words)}[ \t]+(?i:{owned})[\s:])")


def _head(begin: int, found: re.Match[str], words: SegmentWords) -> tuple[int, int, SectionKind]:
    kind = section_kind(found["heading"], words)
    return begin + found.start(), begin + found.end(), kind or "other"
