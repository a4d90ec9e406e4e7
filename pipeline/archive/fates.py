"""What became of each file: one line of the archive's journal.

A file is a path, or a document inside a mail or zip: ``inbox/post.eml!/minutes.pdf``. It ends in one state: *archived*, *duplicate*
of another file with the same bytes, *empty*, *quarantined* with the reason, or *removed* by a person's order.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

State = Literal["archived", "duplicate", "empty", "quarantined", "removed"]


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(_Line):
    """Why a file was not archived: an error of schemas/errors.py, or a person's words."""

    code: str
    message: str


class StoredRecord(_Line):
    """A record in the archive, and what the index and the gap report ask of it."""

    id: str
    path: str = Field(description="In the archive; its last part ends with the hash of the record.")
    sha256: str
    about: dict[str, Any] = Field(
        description="What pipeline.archive.index lists: type, organisation, body, date, items."
    )


class Fate(_Line):
    """What became of one file, and where its bytes and records lie."""

    file: str = Field(
        description="Where it was found: a path or URL, `!/` before a document inside it. Empty of what was removed."
    )
    container: str | None = Field(
        default=None, description="The file that it lies in; of one that holds others, itself."
    )
    sha256: str
    size: int = Field(description="In bytes.")
    state: State
    duplicate_of: str | None = Field(default=None, description="The file with the same bytes that was archived.")
    original: str | None = Field(default=None, description="The path of its bytes in the archive.")
    records: tuple[StoredRecord, ...] = ()
    reason: Reason | None = None
    who: str | None = Field(default=None, description="Who ordered that it be removed.")
    software: str = Field(description="The version that read it.")
    attempts: int = 1
    at: str = Field(description="When: ISO 8601 in UTC.")
