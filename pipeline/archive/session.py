"""An archive and its ledger, opened to be changed: one process at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.archive import lock
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import MANIFEST, Archive
from schemas.errors import SourceMissingError


@contextmanager
def opened(url: str, ledger_url: str | None = None) -> Iterator[tuple[Archive, Ledger]]:
    """An archive that is there, with its ledger, which is made of the journal where it is lost. Its lock is held meanwhile.

    Args:
        url: the archive's folder or fsspec URL.
        ledger_url: the ledger's database; the file in the archive's folder without.

    Raises:
        SourceMissingError: there is no archive.
        AlreadyRunningError: another process is writing to it.
    """
    archive = Archive(url)
    # Where the journal is lost, the manifest tells that there was one.
    if next(archive.names("journal"), None) is None and not archive.exists(MANIFEST):
        raise SourceMissingError(url, "there is no archive: nothing was imported into it (no journal)")
    ledger = Ledger(ledger_url or archive.ledger_url)
    try:
        with lock.held(url, archive.folder, ledger.engine):
            if not ledger.counts():
                ledger.rebuild(archive.fates())
            yield archive, ledger
    finally:
        ledger.close()
