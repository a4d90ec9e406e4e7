"""Pages of originals as pictures: taken out of the archive, rendered in a child with limits, with what is masked painted over.

The last ones are kept in memory, as long as their record is the same. A register is of one edition, and so is what is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final

from pipeline.archive.store import Archive
from pipeline.readers.base import Limits
from pipeline.readers.pictures import MEDIA_TYPES
from pipeline.worker import Worker
from schemas.errors import ParagrafError
from schemas.record import Record
from schemas.source import SourceFile

# Some 100 kB each.
_KEPT: Final = 200
# A page is a page: what takes longer, or needs more, is not shown.
_LIMITS: Final = Limits(seconds=20, memory_bytes=2_000_000_000)


class Originals:
    """Pictures of the pages of an archive's originals. May be asked from several threads."""

    def __init__(self, archive: Archive | None) -> None:
        self._archive = archive
        self._worker: Worker | None = None
        # A child reads one page at a time; more of them would take the processors from those who search.
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def has_pictures(self, record: Record) -> bool:
        """Whether the pages of *record* can be shown as pictures."""
        return self._archive is not None and record.source.media_type in MEDIA_TYPES

    def picture(self, record: Record, own: str, number: int) -> bytes | None:
        """The page *number* of the original of *record* as WebP; None where it is not there, or cannot be shown.

        Args:
            own: the record's hash, which its picture is kept by.
        """
        key = (own, number)
        with self._lock:
            if key not in self._kept:
                made = self._made(record, number)
                if made is None:
                    return None
                self._kept[key] = made
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]

    def _made(self, record: Record, number: int) -> bytes | None:
        source = self._source(record)
        if source is None:
            return None
        if self._worker is None:
            self._worker = Worker()
        return self._worker.picture(source, number, (), _LIMITS).picture

    def _source(self, record: Record) -> SourceFile | None:
        """The original, by the beginning of its SHA-256, which is the record's id: a public record says no more."""
        begin = record.id.partition("-")[0]
        if self._archive is None:
            return None
        path = next(
            (name for name in self._archive.names(f"originals/{begin[:2]}") if name.split("/")[-1].startswith(begin)),
            None,
        )
        if path is None:
            return None
        try:
            return SourceFile(record.source.name, self._archive.proven(path, path.split("/")[-1].partition(".")[0]))
        except ParagrafError:
            # Altered or gone since it was found: paragraf verify says so to those who can mend it.
            return None

    def close(self) -> None:
        """End the child."""
        with self._lock:
            if self._worker is not None:
                self._worker.close()
                self._worker = None
