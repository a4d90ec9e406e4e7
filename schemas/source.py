"""Where a record came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Parent(BaseModel):
    """The mail, archive or PDF that a source came in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str = Field(description="Empty in the public edition: by that of a mail, what is masked could be tried.")
    name: str


@dataclass(frozen=True)
class SourceFile:
    """The bytes of one input, its name, and what they are by content.

    Args:
        name: for messages; of a member of a mail or an archive with the names of what it came in: ``mail.eml/bilaga.pdf``.
    """

    name: str
    content: bytes = field(repr=False)
    media_type: str = ""
    parent: Parent | None = None

    @property
    def file_name(self) -> str:
        """The name of the file itself, without folders and what it came in."""
        return self.name.rpartition("/")[2]

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


class Source(BaseModel):
    """The source file of a record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(description="File name without folders.")
    sha256: str = Field(
        description="Empty in the public edition of what is plain text: by it, what is masked could be tried."
    )
    media_type: str
    size: int = Field(description="In bytes.")
    page_count: int = Field(description="Pages of the whole file, also where the record is one of several.")
    reader: str = Field(description="The reader that made the text.")
    text_origin: Literal["embedded", "ocr", "mixed"]
    parent: Parent | None = None


class Software(BaseModel):
    """What made the record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str
    engines: dict[str, str] = Field(description="Libraries and programs that took part, with their versions.")
