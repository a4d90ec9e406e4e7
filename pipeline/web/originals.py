"""Pages of originals as pictures: taken out of the archive, rendered in a child with limits, with what is masked painted over.

What was rendered last is kept in memory by the hash of its record. A register is of one edition, and so is what is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, TypeVar

from pipeline.readers.base import Limits
from pipeline.readers.pictures import MEDIA_TYPES
from pipeline.web.site import Site
from pipeline.worker import Places, Worker
from schemas.errors import ParagrafError
from schemas.record import Record
from schemas.source import SourceFile

# Some 100 kB each; and of so many documents which pages may be shown.
_PICTURES: Final = 200
_DOCUMENTS: Final = 1_000
# What takes longer for ten pages, or needs more, is not shown.
_LIMITS: Final = Limits(seconds=20, memory_bytes=2_000_000_000, ocr_processes=1)

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Originals:
    """Pictures of the pages of a site's originals. May be asked from several threads."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._worker: Worker | None = None
        # A child reads one document at a time; more of them would take the processors from those who search.
        self._lock = threading.Lock()
        self._pictures: OrderedDict[tuple[str, int], bytes | None] = OrderedDict()
        self._covers: OrderedDict[str, dict[int, Places]] = OrderedDict()

    def has_pictures(self, record: Record) -> bool:
        """Whether the original has pages that can be shown as pictures, allowed or not."""
        return self._site.archive is not None and record.source.media_type in MEDIA_TYPES

    def shows(self, record: Record, own: str, number: int) -> bool:
        """Whether the page *number* of the original of *record* may be shown as a picture.

        Args:
            own: the hash of the record.
        """
        with self._lock:
            return number in self._allowed(record, own)

    def picture(self, record: Record, own: str, number: int) -> bytes | None:
        """The page *number* of the original of *record* as WebP; None where it is not there, or may not be shown.

        Args:
            own: the hash of the record.
        """
        with self._lock:
            return _kept(self._pictures, _PICTURES, (own, number), lambda: self._made(record, own, number))

    def _made(self, record: Record, own: str, number: int) -> bytes | None:
        hidden = self._allowed(record, own).get(number)
        source = self._source(record)
        if hidden is None or source is None:
            return None
        return self._reader().picture(source, number, hidden, _LIMITS).picture

    def _allowed(self, record: Record, own: str) -> dict[int, Places]:
        """The pages that may be shown, and the places on them that are painted over."""
        return _kept(self._covers, _DOCUMENTS, own, lambda: self._judged(record))

    def _judged(self, record: Record) -> dict[int, Places]:
        if not self.has_pictures(record):
            return {}
        if self._site.is_internal:
            return {page.number: () for page in record.pages if page.width and page.height}
        source = self._source(record)
        return self._reader().covers(source, record, self._site.policy.scanned_images, _LIMITS).covers if source else {}

    def _reader(self) -> Worker:
        if self._worker is None:
            self._worker = Worker()
        return self._worker

    def _source(self, record: Record) -> SourceFile | None:
        """The original, by the SHA-256 that its record has; None where the archive has it not, or altered."""
        archive, own = self._site.archive, record.source.sha256
        if archive is None or not own:
            return None
        path = next((name for name in archive.names(f"originals/{own[:2]}") if own in name), None)
        try:
            return SourceFile(record.source.name, archive.proven(path, own)) if path else None
        except ParagrafError:
            # paragraf verify says so to those who can mend it.
            return None

    def close(self) -> None:
        """End the child."""
        with self._lock:
            if self._worker is not None:
                self._worker.close()
                self._worker = None


def _kept(kept: OrderedDict[_Key, _Value], most: int, key: _Key, make: Callable[[], _Value]) -> _Value:
    """What is kept under a key, made where it is not; what was not asked for longest is let go of."""
    if key not in kept:
        kept[key] = make()
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
    return kept[key]
