"""The record: everything that one document states, each fact tied to its place in the text."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import Field

from schemas.amount import Amount
from schemas.attendee import Attendee
from schemas.decision import Decision
from schemas.item import Strict
from schemas.meeting import Adjustment, Meeting, Notice
from schemas.movement import Movement
from schemas.paragraph import Paragraph
from schemas.problem import Problem
from schemas.proposal import Proposal
from schemas.reference import Reference
from schemas.reservation import Recusal, Reservation
from schemas.signature import Signature
from schemas.source import Software, Source
from schemas.table import Table
from schemas.text import Page
from schemas.vote import Vote

SCHEMA_VERSION: Final = "1.0"

DocumentType = Literal["minutes", "notes", "agenda", "report", "memo", "plan", "notice", "other"]
PartKind = Literal["cover_letter", "minutes", "signatures", "notice", "attachment", "agenda", "other"]


class Part(Strict):
    """A part of a composite file."""

    kind: PartKind
    title: str | None = None
    start: int
    end: int


class Record(Strict):
    """One document of a file. Names are fixed by the contract; unknown is null, an empty list is "looked, found none"."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str = Field(description="First 16 hex digits of the source's SHA-256, '-', ordinal of the record in the file.")
    document_type: DocumentType
    language: str = Field(description="BCP 47.")
    source: Source
    software: Software
    text: str = Field(description="The whole text of the record; every offset counts characters in it.")
    pages: tuple[Page, ...]
    parts: tuple[Part, ...]
    meeting: Meeting | None = None
    adjustment: Adjustment | None = None
    notice: Notice | None = None
    attendees: tuple[Attendee, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    votes: tuple[Vote, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    movements: tuple[Movement, ...] = ()
    amounts: tuple[Amount, ...] = ()
    tables: tuple[Table, ...] = ()
    references: tuple[Reference, ...] = ()
    case_numbers: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    problems: tuple[Problem, ...] = ()


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record as it is written: every field is there."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Record.model_json_schema(mode="serialization"),
    }
