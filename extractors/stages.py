"""The sections of an item that no heading says, asked of the finished facts and of a few phrases: ``Ordföranden ställer
proposition på yrkandena`` begins the propositions, ``Votering begärs`` the vote, a reservation found is one wherever it stands.

A section goes on until the next one begins. What a heading says stays, but a heading that says nothing of what is below it
("Överläggning") takes the kind of what it opens with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from extractors.language import SegmentWords, whole_words
from extractors.nlp import sentences
from extractors.reading import Reading
from extractors.segments import Segment
from schemas.item import Item
from schemas.paragraph import Paragraph, Section, SectionKind
from schemas.text import Span

# Fewer characters than a sentence has before the first section are left of the heading, and no background.
_SHORTEST_BACKGROUND = 40
_DISSENT: Final[dict[str, SectionKind]] = {"reservation": "reservation", "note": "note", "special_opinion": "opinion"}
_DECIDED: Final[dict[str, SectionKind]] = {"adopted": "decision", "proposed": "draft"}
_SPOKEN: Final[frozenset[SectionKind]] = frozenset(
    {"proposals", "propositions", "vote", "reservation", "note", "opinion"}
)
_CLOSING: Final[frozenset[SectionKind]] = frozenset({"reservation", "note", "opinion"})
# "Överläggning", "Förslag": what stands below tells more than these headings.
_VAGUE: Final[frozenset[SectionKind | None]] = frozenset({"other", "draft"})
# What may begin below a heading; the finding of the chair below "Beslutsgång" repeats the decision and is none.
_BELOW: Final[dict[SectionKind | None, frozenset[SectionKind]]] = {
    None: _SPOKEN | {"decision", "draft"},
    "other": _SPOKEN | {"decision"},
    "background": _SPOKEN,
    "draft": _SPOKEN,
    "decision": _SPOKEN,
    "proposals": _CLOSING | {"propositions", "vote"},
    "propositions": _CLOSING | {"vote"},
    "vote": _CLOSING | {"propositions"},
}


class _Sign(NamedTuple):
    """A place that shows what kind of section it stands in."""

    start: int
    kind: SectionKind


class _Block(NamedTuple):
    """A part of an item below one heading, from the heading; ``kind`` is None above the first one."""

    kind: SectionKind | None
    start: int
    body: int
    end: int


def completed(
    items: Iterable[Paragraph], facts: Mapping[str, Sequence[Item]], reading: Reading
) -> tuple[Paragraph, ...]:
    """The items, with the sections that their facts and phrases show besides those with a heading."""
    # "Votering begärdes, varvid voteringspropositionen godkändes": what is said goes before what is decided.
    signs = sorted(
        {*_of_facts(facts), *_of_phrases(reading)}, key=lambda sign: (sign.start, sign.kind not in _SPOKEN, sign)
    )
    starts = [sign.start for sign in signs]
    segments = {segment.id: segment for segment in reading.segments}

    def complete(item: Paragraph) -> Paragraph:
        segment = segments[item.id]
        own = signs[bisect_right(starts, segment.body - 1) : bisect_right(starts, segment.end - 1)]
        return item.model_copy(update={"sections": tuple(_sections(reading, segment, own))})

    return tuple(map(complete, items))


def _of_facts(facts: Mapping[str, Sequence[Item]]) -> Iterator[_Sign]:
    kinds: dict[str, SectionKind] = {"proposals": "proposals", "votes": "vote", "recusals": "note"}
    for field in ("proposals", "votes", "reservations", "recusals", "decisions"):
        for fact in facts[field]:
            stated = getattr(fact, "status", None) or getattr(fact, "kind", None)
            kind = kinds.get(field) or _DISSENT.get(stated or "") or _DECIDED.get(stated or "")
            if kind:
                yield from (_Sign(quote.start, kind) for quote in fact.evidence)


def _of_phrases(reading: Reading) -> Iterator[_Sign]:
    for match in _phrases(reading.language.segments).finditer(reading.running, *reading.minutes):
        yield _Sign(match.start(), "propositions" if match["propositions"] else "vote")


def _sections(reading: Reading, segment: Segment, signs: Sequence[_Sign]) -> Iterator[Section]:
    """The sections of one item in order, each until the next."""
    blocks = _blocks(segment)
    found: list[tuple[int, SectionKind, bool]] = []
    for number, block in enumerate(blocks):
        below = list(_below(reading, block, signs))
        following = blocks[number + 1].kind if number + 1 < len(blocks) else None
        if below and below[-1].kind == following:
            # "Votering begärs." over the heading "Votering" stays with what goes before.
            below.pop()
        if block.kind is None:
            before = reading.running[block.body : below[0].start if below else block.end]
            if (below or len(blocks) > 1) and len(before.strip()) >= _SHORTEST_BACKGROUND:
                found.append((block.start + len(before) - len(before.lstrip()), "background", True))
        elif block.kind in _VAGUE and below and not reading.running[block.body : below[0].start].strip(" \n:"):
            found.append((block.start, below.pop(0).kind, True))
        else:
            found.append((block.start, block.kind, False))
        found += [(sign.start, sign.kind, True) for sign in below]
    for index, (start, kind, inferred) in enumerate(found):
        end = found[index + 1][0] if index + 1 < len(found) else segment.end
        yield Section(kind=kind, start=start, end=end, inferred=inferred)


def _blocks(segment: Segment) -> list[_Block]:
    first = segment.sections[0].start if segment.sections else segment.end
    headed = [_Block(section.kind, section.start, section.body, section.end) for section in segment.sections]
    return [_Block(None, segment.body, segment.body, first), *headed]


def _below(reading: Reading, block: _Block, signs: Sequence[_Sign]) -> Iterator[_Sign]:
    """Where another kind of section begins below a heading: at the sentence of the first sign of it."""
    allowed = _BELOW.get(block.kind, frozenset())
    # Proposals and decisions go on after a vote; a draft does not come back.
    known = allowed | ({block.kind} - {"draft"})
    own = [sign for sign in signs if block.body <= sign.start < block.end and sign.kind in known]
    if not any(sign.kind in allowed for sign in own):
        return
    spans = sentences(reading, block.body, block.end)
    # The first sentence below a heading is what the heading says.
    current, last = block.kind, 0 if block.kind and block.kind not in _VAGUE else -1
    for sign in own:
        index = bisect_right(spans, Span(sign.start, block.end)) - 1
        # What a sentence says first it is about: "Med 7 röster mot 4 beslutar nämnden".
        if index >= 0 and index > last and sign.kind != current:
            yield _Sign(_with_preamble(reading, spans, index, last), sign.kind)
            current = sign.kind
        last = max(index, last)


def _with_preamble(reading: Reading, spans: Sequence[Span], index: int, last: int) -> int:
    """Where a sentence begins, with the line before it that ends in a colon or without a stop: "Styrelsen beslutar" over "att …"."""
    start = spans[index].start
    if index - 1 > last:
        before = reading.running[spans[index - 1].start : spans[index - 1].end]
        gap = reading.running[spans[index - 1].end : start]
        if before.endswith(":") or (before[-1].isalpha() and gap.count("\n") == 1):
            return spans[index - 1].start
    return start


@cache
def _phrases(words: SegmentWords) -> re.Pattern[str]:
    """What begins the propositions and the vote, unless it does not happen."""
    propositions, vote, no = (whole_words(words.told[kind]) for kind in ("propositions", "vote", "no"))
    return re.compile(rf"(?:(?P<propositions>{propositions})|{vote})(?!\s+{no})", re.I)
