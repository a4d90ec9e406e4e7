"""What the archive says now: the records that hold, each as a person has corrected it.

A record that a newer version of the software made holds in place of the older one beside it; of a file that was removed none does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.archive import corrections
from pipeline.archive.about import about
from pipeline.archive.corrections import Corrected
from pipeline.archive.fates import Fate, StoredRecord
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive
from schemas.errors import UnreadableSourceError


@dataclass(frozen=True)
class Entry:
    """A record that holds: whose it is and of when, and where it and the bytes that it was read from lie in the archive."""

    id: str
    # Where the file was found, and the SHA-256 of its bytes.
    file: str
    sha256: str
    original: str
    stored: StoredRecord
    # As pipeline.archive.about tells it of the corrected record.
    about: dict[str, Any]


def entries(archive: Archive, ledger: Ledger) -> list[Entry]:
    """All records that hold, by organisation, body, date and id. Only those that were corrected are opened."""
    edited = {name.split("/")[2] for name in archive.names("corrections")}
    found = [
        Entry(stored.id, file, sha256, original, stored, _about(archive, stored, sha256, edited))
        for file, sha256, original, stored in ledger.records()
    ]
    return sorted(found, key=_order)


def _order(entry: Entry) -> tuple[str, ...]:
    about = entry.about
    return (*(about[name] or "" for name in ("organisation", "body", "date")), entry.id)


def _about(archive: Archive, stored: StoredRecord, sha256: str, edited: set[str]) -> dict[str, Any]:
    if sha256 not in edited:
        return stored.about
    try:
        return about(record(archive, stored, sha256).record)
    except UnreadableSourceError:
        # It is lost or damaged; pipeline.archive.verify says so.
        return stored.about


def record(archive: Archive, stored: StoredRecord, sha256: str) -> Corrected:
    """A record as it is to be read.

    Args:
        sha256: that of the file that it is a record of.

    Raises:
        UnreadableSourceError: it or a correction is missing or damaged.
    """
    made: dict[str, Any] = json.loads(archive.proven(stored.path, stored.sha256))
    return corrections.corrected(made, corrections.kept(archive, stored.id, sha256))


def records(archive: Archive) -> Iterator[dict[str, Any]]:
    """All records that hold, corrected, as the journal alone tells: no ledger is needed. By the SHA-256 of their files.

    Raises:
        UnreadableSourceError: a record or a correction is missing or damaged.
    """
    for sha256, fate in sorted(settled(archive.fates()).items()):
        for stored in fate.records:
            yield record(archive, stored, sha256).record


def settled(fates: Iterable[Fate]) -> dict[str, Fate]:
    """What holds of each content, by its SHA-256: the last line of the journal on it. Twins say nothing new."""
    return {fate.sha256: fate for fate in fates if fate.state != "duplicate"}
