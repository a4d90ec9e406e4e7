"""The segmenter: the items (§) of the minutes, each with its heading and its sections.

Where items begin is found by ``numbering``, what a heading says by ``headings``, how an item is parted by ``sections``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.headings import Heading
from extractors.language import Language, SegmentWords, alternatives
from extractors.numbering import Candidate, items, labels
from extractors.sections import SectionSpan, is_flat, sections
from schemas.text import Span, Text


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


def segment(text: Text, minutes: Span, language: Language) -> tuple[Segment, ...]:
    """The items of the minutes part of *text*, in reading order; empty where it has none."""
    words = language.segments
    running = text.running
    chain = items(text, minutes, language)
    if not chain:
        return ()
    end = _end_of_items(running, chain[-1].stop, minutes.end, words)
    starts = [candidate.start for candidate in chain] + [end]
    points = labels(running, minutes, words) if chain[0].scheme == "sign" else []
    segments: list[Segment] = []
    for index, candidate in enumerate(chain):
        own = Span(candidate.start, starts[index + 1])
        above = _label_above(points, chain, index)
        # A "Punkt 5 – Ekonomi" over "§ 7" heads that item: the item begins there.
        begin = above.start if above else own.start
        if segments and above:
            segments[-1] = replace(segments[-1], end=begin)
        head = Heading(text, candidate, own.end, above, bool(points), language)
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


def _label_above(labels: list[Candidate], chain: list[Candidate], index: int) -> Candidate | None:
    """The label between the item before and this one, if any."""
    low = chain[index - 1].stop if index else 0
    between = [label for label in labels if low <= label.start < chain[index].start]
    return between[-1] if between else None


def _end_of_items(running: str, start: int, end: int, words: SegmentWords) -> int:
    """Where the last item ends: at the block of signatures, or with the minutes."""
    closing = re.compile(
        rf"(?m)^[ \t]*(?i:{alternatives(words.closings)})[ \t]*:?[ \t]*(?:$|[.…_\t-]|(?i:{alternatives(words.closings)}))"
    )
    match = closing.search(running, start, end)
    return match.start() if match else end
