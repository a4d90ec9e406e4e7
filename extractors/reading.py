"""All that an extractor may look at: the text, what kind of document it is, its parts and its items."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from extractors.documents import Document
from extractors.language import Language
from extractors.segments import Segment, segment
from schemas.record import DocumentType, Part
from schemas.text import Quote, Span, Text

_RANGE = re.compile(r"(\d{1,4}[a-z]?)(?:\s*[-–—]\s*(?:§\s*)?(\d{1,4}))?")
_LINE = re.compile(r"\S[^\n]*")


class Line(NamedTuple):
    """A line of running text: its place (white space at the ends left out) and its characters."""

    start: int
    end: int
    content: str

    def cells(self) -> list[Span]:
        """The places of its cells, which tabs part."""
        spans, position = [], self.start
        for cell in self.content.split("\t"):
            if cell.strip():
                lead = len(cell) - len(cell.lstrip())
                spans.append(Span(position + lead, position + len(cell.rstrip())))
            position += len(cell) + 1
        return spans


@dataclass(frozen=True)
class Reading:
    """A document made ready: extractors take this, and give facts with evidence.

    ``running`` is the text with page heads and feet blanked out, offsets unchanged: search in it, and ask
    ``evidence`` for what you found, which leaves those places out.
    """

    text: Text
    language: Language
    document_type: DocumentType
    parts: tuple[Part, ...]
    segments: tuple[Segment, ...]

    @classmethod
    def of(cls, document: Document, language: Language) -> Reading:
        """The reading of one document: its items found, where it is of a kind that has them."""
        reading = cls(document.text, language, document.type, document.parts, ())
        if document.type not in ("minutes", "notes"):
            return reading
        return replace(reading, segments=segment(document.text, reading.minutes, language))

    @property
    def running(self) -> str:
        """The text without its furniture, same offsets."""
        return self.text.running

    @cached_property
    def minutes(self) -> Span:
        """The place of the part that is the document proper: the minutes, or whatever it is instead."""
        proper = ("minutes",) if self.document_type in ("minutes", "notes") else ("agenda",)
        part = next((part for part in self.parts if part.kind in proper), self.parts[0])
        return Span(part.start, part.end)

    @cached_property
    def head(self) -> Span:
        """From the start of the minutes to the first item: where the meeting and its people are listed."""
        return Span(self.minutes.start, self.segments[0].start if self.segments else self.minutes.end)

    @cached_property
    def tail(self) -> Span:
        """From the end of the last item to the end of the minutes: signatures, notice."""
        return Span(self.segments[-1].end if self.segments else self.minutes.end, self.minutes.end)

    def evidence(self, start: int, end: int) -> tuple[Quote, ...]:
        """The passages of ``[start, end)``, without furniture and the white space around."""
        return self.text.quotes(start, end)

    def folded(self, start: int, end: int) -> str:
        """What ``[start, end)`` says, without furniture, white space folded."""
        return " ".join(self.running[start:end].split())

    def lines(self, start: int, end: int) -> Iterator[Line]:
        """The lines of running text in ``[start, end)`` that are not empty."""
        for found in _LINE.finditer(self.running, start, end):
            content = found[0].rstrip()
            yield Line(found.start(), found.start() + len(content), content)

    def segment_at(self, offset: int) -> Segment | None:
        """The item in which the character at *offset* stands."""
        index = bisect_right(self.segments, offset, key=attrgetter("start")) - 1
        if index < 0 or offset >= self.segments[index].end:
            return None
        return self.segments[index]

    def numbered(self, numbers: str) -> list[Segment]:
        """The items that *numbers* (``137, 163-164``) means, of those there are."""
        wanted: set[str] = set()
        for first, last in _RANGE.findall(numbers):
            wanted.add(first)
            if last and first.isdigit():
                wanted.update(str(number) for number in range(int(first), int(last) + 1))
        return [segment for segment in self.segments if segment.number in wanted]
