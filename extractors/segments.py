"""The segmenter: the numbered items (§) of the minutes and the sections inside each."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.language import Language
from schemas.paragraph import SectionKind
from schemas.text import Span


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
    sections: tuple[SectionSpan, ...] = ()


def segment(running: str, minutes: Span, language: Language) -> tuple[Segment, ...]:
    """The items of the minutes, in reading order."""
    return ()
