"""The items of the meeting as facts of the record, from the segments: ``§ 12 Budget`` with its case number."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.reading import Reading
from extractors.segments import Segment
from schemas.paragraph import Paragraph, Section
from schemas.text import Quote


def extract(reading: Reading) -> Iterator[Paragraph]:
    """Yield every item, in reading order."""
    for segment in reading.segments:
        evidence: tuple[Quote, ...] = ()
        # A title that stands in a heading above the number ("Punkt 5 – Ekonomi" over "§ 7") is quoted with it.
        for place in sorted(
            {(segment.heading.start, segment.heading.end), *([segment.title] if segment.title else [])}
        ):
            if not any(quote.start <= place[0] and place[1] <= quote.end for quote in evidence):
                evidence += reading.evidence(*place)
        yield Paragraph(
            evidence=evidence,
            rule=segment.rule,
            id=segment.id,
            number=segment.number,
            title=_title(reading, segment),
            case_number=reading.folded(*segment.case_number) if segment.case_number else None,
            sections=tuple(Section(kind=s.kind, start=s.start, end=s.end) for s in segment.sections),
            start=segment.start,
            end=segment.end,
        )


def _title(reading: Reading, segment: Segment) -> str | None:
    """The words of the title, without a case number that stands at the right of its first line."""
    if segment.title is None:
        return None
    case = segment.case_number
    if case is None or not segment.title.start < case.start < segment.title.end:
        return reading.folded(*segment.title)
    return f"{reading.folded(segment.title.start, case.start)} {reading.folded(case.end, segment.title.end)}"
