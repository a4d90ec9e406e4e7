"""What a reader is, and the limits it keeps to."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from schemas.errors import LimitExceededError
from schemas.source import SourceFile
from schemas.text import Text

if sys.platform == "linux":
    import resource

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """How much of a document is read, and how long, before it is refused. A scanned year's volume of 300 MB is within them."""

    file_bytes: int = 500 * MEGABYTE
    pages: int = 5_000
    # A DOCX is a zip: what it unpacks to, all its parts together. So are the files of mails and archives.
    unpacked_bytes: int = 1_000 * MEGABYTE
    memory_bytes: int = 4_000 * MEGABYTE
    # For each ten pages begun. Text takes a hundredth of a second a page; OCR of a poor scan, on a busy machine, some seconds.
    seconds: float = 120
    # How many pages of a document OCR reads at once; the text does not depend on it.
    ocr_processes: int = field(default_factory=lambda: os.cpu_count() or 1)
    # Of what holds files: how many, how deep in each other, and how many times its own size they may be together.
    members: int = 10_000
    nesting: int = 8
    ratio: int = 200

    def hold_memory(self) -> None:
        """Let this process write to no more memory than the limit: what asks for more gets a ``MemoryError``.

        Of the systems we run on Linux keeps such a limit; elsewhere nothing happens.
        """
        if sys.platform == "linux":
            # Data, not address space: libraries reserve far more addresses than they use.
            _, most = resource.getrlimit(resource.RLIMIT_DATA)
            held = self.memory_bytes if most == resource.RLIM_INFINITY else min(self.memory_bytes, most)
            resource.setrlimit(resource.RLIMIT_DATA, (held, most))

    @property
    def memory_reason(self) -> str:
        """What to say of a document that needs more memory."""
        return f"needs more memory than {self.memory_bytes} bytes, the limit (--max-memory)"

    def seconds_for(self, pages: int) -> float:
        """How long a document of so many pages may take.

        >>> [Limits(seconds=60).seconds_for(pages) for pages in (1, 10, 11, 200)]
        [60, 60, 120, 1200]
        """
        return self.seconds * max(1, math.ceil(pages / 10))

    def check_pages(self, source: SourceFile, pages: int) -> None:
        """Refuse a document of too many pages.

        Raises:
            LimitExceededError: *pages* is beyond the limit.
        """
        if pages > self.pages:
            raise LimitExceededError(source.name, f"{pages} pages; the limit is {self.pages} (--max-pages)")


@dataclass(frozen=True)
class Reader:
    """A format's reader: its name in the record, the media types it takes, the function, and the libraries it works with."""

    name: str
    media_types: tuple[str, ...]
    read: Callable[[SourceFile, Limits], Text]
    engines: tuple[str, ...] = ()
