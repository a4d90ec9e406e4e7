"""What a reader is, and the limits it keeps to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from schemas.errors import LimitExceededError
from schemas.source import SourceFile
from schemas.text import Text

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """How much of a document is read before it is refused. A scanned year's volume of 300 MB is within them."""

    file_bytes: int = 500 * MEGABYTE
    pages: int = 5_000
    # A DOCX is a zip: what it unpacks to, all its parts together.
    unpacked_bytes: int = 1_000 * MEGABYTE

    def check_pages(self, source: SourceFile, pages: int) -> None:
        """Refuse a document of too many pages.

        Raises:
            LimitExceededError: *pages* is beyond the limit.
        """
        if pages > self.pages:
            raise LimitExceededError(source.name, f"{pages} pages; the limit is {self.pages} (--max-pages)")


@dataclass(frozen=True)
class Reader:
    """A format's reader: its name in the record, the media types it takes, and the function."""

    name: str
    media_types: tuple[str, ...]
    read: Callable[[SourceFile, Limits], Text]
