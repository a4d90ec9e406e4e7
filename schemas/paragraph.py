"""A numbered item of the meeting (paragraf, §)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.item import Item, Strict

SectionKind = Literal[
    "background",
    "documents",
    "draft",
    "proposals",
    "propositions",
    "vote",
    "decision",
    "reservation",
    "note",
    "opinion",
    "recipients",
    "other",
]


class Section(Strict):
    """A part of an item: under one heading, or what its sentences show it to be."""

    kind: SectionKind
    start: int
    end: int
    inferred: bool = Field(default=False, description="No heading says it, or one that says nothing of its kind.")


class Paragraph(Item):
    """One item of the meeting."""

    id: str = Field(description="`p1`, `p2` … in reading order.")
    number: str | None = Field(description="As printed, without sign and full stop; null where the item has none.")
    title: str | None
    case_number: str | None = Field(description="The item's own registration number (diarienummer), as printed.")
    sections: tuple[Section, ...] = ()
    start: int
    end: int
