"""Bulk import: many files into an archive, by any ``concurrent.futures.Executor``, safe to kill and to run again.

A run lists the files and passes over those that the ledger knows unchanged; *looks* at the others (their hashes); *reads* one file of
each content, each slot of the executor in a child process of its own (pipeline.worker); and writes what became of each into the
archive's journal and then the ledger. The same code runs on the threads of one machine and on the workers of a cluster.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath
from typing import IO, Any, Final, TypeVar

from pipeline import __version__
from pipeline.archive import index
from pipeline.archive.about import about
from pipeline.archive.fates import Fate, Reason, StoredRecord
from pipeline.archive.ledger import Ledger, Seen, now
from pipeline.archive.store import Archive
from pipeline.listing import Listed, locked, opened
from pipeline.readers.base import Limits
from pipeline.report import Report, refusal
from pipeline.worker import Worker
from schemas.errors import CrashedError, EmptySourceError, LimitExceededError, ParagrafError
from schemas.source import SourceFile

_T = TypeVar("_T")

# So many files are one task of the executor: a cluster's scheduler costs 3 ms a task, and what a killed worker had is done again.
_A_TASK: Final = 16
# What is finished is written to the journal and the ledger when there is so much of it, or after so many seconds.
_A_SEGMENT: Final = 200
_SECONDS_A_SEGMENT: Final = 1.0
_CHUNK: Final = 1 << 20
# A file that ends its reader is tried once more: it may have been another's fault that memory ran out.
_ATTEMPTS: Final = 2


@dataclass(frozen=True)
class Settings:
    """What a slot needs to know; it can be sent to another machine."""

    archive: str
    limits: Limits = field(default_factory=Limits)
    # A file that was changed less than so many seconds ago may still be written: it is left for another run.
    settled: float = 0


@dataclass
class Progress:
    """How far a run is: files listed, looked at and finished, and what they came to."""

    listed: int = 0
    unchanged: int = 0
    looked: int = 0
    to_read: int = 0
    read: int = 0
    pages: int = 0
    records: int = 0
    quarantined: list[dict[str, str]] = field(default_factory=list)
    # Files that could not be opened, and files left because somebody may still be writing them, each with the reason: nobody
    # knows their bytes, so they have no fate and are tried again next time.
    unopened: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def run(
    files: Iterable[Listed],
    archive: Archive,
    ledger: Ledger,
    executor: Executor,
    slots: int,
    settings: Settings,
    reprocess: bool = False,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Report:
    """Import *files*; what the run came to comes back, and is in the archive under ``reports/``.

    Args:
        files: see ``pipeline.listing.listed``.
        archive, ledger: where to; the caller holds their lock.
        executor: runs the tasks; *slots* of them at a time.
        settings: for the slots.
        reprocess: read again what another version of the software has read.
        tell: is called now and then with how far it is.
    """
    progress, started, begin = Progress(), now(), time.monotonic()
    tasks = _Tasks(executor, slots)
    if not ledger.counts():
        # It is new, or it was lost: the archive knows.
        ledger.rebuild(archive.fates())
    number = ledger.begin(__version__)
    for looked in tasks.run(look, _unknown(files, ledger, progress, number), settings):
        ledger.note(looked.seen, number)
        progress.looked += len(looked.seen)
        progress.unopened += looked.unopened
        progress.left += looked.left
        tell(progress)
    version = __version__ if reprocess else None
    progress.to_read = ledger.how_many_wait(version)
    tell(progress)
    journal = _Journal(archive, ledger)
    # A second time round only if a file went away that others are twins of.
    while _read_waiting(ledger, number, tasks, settings, version, journal, progress, tell):
        pass
    ledger.meet_removed()
    for followers in _groups(ledger.followers(), _A_SEGMENT):
        journal.add(followers)
    journal.close()
    if not index.is_current(archive):
        index.write_apart(archive, ledger)
    states = ledger.finish(number)
    tell(progress)
    report = Report(
        run=number,
        software=__version__,
        archive=archive.url,
        started=started,
        finished=now(),
        seconds=round(time.monotonic() - begin, 1),
        seen=progress.listed,
        unchanged=progress.unchanged,
        read=progress.read,
        pages=progress.pages,
        records=progress.records,
        states=states,
        unopened=progress.unopened,
        left=progress.left,
        quarantined=progress.quarantined,
    )
    archive.write(f"reports/{number:06}.json", report.as_json().encode())
    archive.write(f"reports/{number:06}.html", report.as_page().encode())
    return report


def _read_waiting(
    ledger: Ledger,
    number: int,
    tasks: _Tasks,
    settings: Settings,
    version: str | None,
    journal: _Journal,
    progress: Progress,
    tell: Callable[[Progress], None],
) -> bool:
    """Read what waits; whether some of it could not be read just now, and was forgotten."""
    forgotten = False
    for done in tasks.run(read, _groups(ledger.waiting(version), _A_TASK), settings):
        journal.add(done.fates)
        for file in done.gone:
            # One that waited since a run that was killed may have gone long before this run began.
            if ledger.forget(file) == number:
                progress.left.append(f"{file}: went away or changed while it was read")
            forgotten = True
        progress.read += len(done.fates)
        stored = [record for fate in done.fates for record in fate.records]
        progress.records += len(stored)
        progress.pages += sum(record.about["pages"] for record in stored)
        progress.quarantined += [refusal(fate) for fate in done.fates if fate.state == "quarantined"]
        tell(progress)
    journal.close()
    return forgotten


def _unknown(files: Iterable[Listed], ledger: Ledger, progress: Progress, number: int) -> Iterator[list[Listed]]:
    """The files that have to be looked at, a task's worth at a time."""
    for batch in _groups(files, 50 * _A_TASK):
        known = ledger.unchanged(batch, number)
        progress.listed += len(batch)
        progress.unchanged += len(known)
        yield from _groups([file for file in batch if file.file not in known], _A_TASK)


class _Tasks:
    """Runs a function over batches on an executor, some batches ahead: memory does not grow with the number of files."""

    def __init__(self, executor: Executor, slots: int) -> None:
        self._executor = executor
        self._ahead = 2 * slots

    def run(
        self, work: Callable[[list[Any], Settings], _T], batches: Iterable[list[Any]], settings: Settings
    ) -> Iterator[_T]:
        """What *work* gives for each batch, as they are finished."""
        source = iter(batches)
        running: set[Future[_T]] = set()
        while True:
            # One more than wait is asked for, so that no slot waits for the parent.
            for batch in islice(source, self._ahead - len(running)):
                running.add(self._executor.submit(work, batch, settings))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()


class _Journal:
    """Writes fates to the archive's journal and, once they are there, to the ledger."""

    def __init__(self, archive: Archive, ledger: Ledger) -> None:
        self._archive, self._ledger = archive, ledger
        self._waiting: list[Fate] = []
        self._since = time.monotonic()

    def add(self, fates: Iterable[Fate]) -> None:
        self._waiting += fates
        if len(self._waiting) >= _A_SEGMENT or time.monotonic() - self._since > _SECONDS_A_SEGMENT:
            self.close()

    def close(self) -> None:
        if self._waiting:
            self._archive.add_fates(self._waiting)
            self._ledger.settle(self._waiting)
        self._waiting = []
        self._since = time.monotonic()


# --- in a slot --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Looked:
    """What was seen of some files; those that could not be opened, and those left because they may still be written, with the reason."""

    seen: list[Seen]
    unopened: list[str]
    left: list[str]


def look(files: Sequence[Listed], settings: Settings) -> Looked:
    """Hash *files*, but for those that somebody may still be writing."""
    looked = Looked([], [], [])
    for file, size, changed in files:
        if changed is not None and abs(time.time() - changed / 1e9) < settings.settled:
            looked.left.append(f"{file}: changed less than {settings.settled:g} seconds ago")
            continue
        try:
            with opened(file) as content:
                if locked(content):
                    looked.left.append(f"{file}: another program has locked it")
                    continue
                digest, found = _hashed(content)
        except OSError as error:
            looked.unopened.append(f"{file}: {error.strerror or error}")
            continue
        if found == size:
            looked.seen.append(Seen(file, size, changed, digest))
        else:
            looked.left.append(f"{file}: {found} bytes, and {size} when the folder was listed")
    return looked


def _hashed(content: IO[bytes]) -> tuple[str, int]:
    """The SHA-256 of what is in a file, and how many bytes that is."""
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


_SLOT = threading.local()
_WORKERS: Final[list[Worker]] = []


def _worker() -> Worker:
    """The child of this thread."""
    if not hasattr(_SLOT, "worker"):
        _SLOT.worker = Worker()
        _WORKERS.append(_SLOT.worker)
    worker: Worker = _SLOT.worker
    return worker


@contextmanager
def local(jobs: int) -> Iterator[Executor]:
    """An executor on this machine: *jobs* threads, each with a child that reads."""
    pool = ThreadPoolExecutor(jobs, "slot")
    try:
        yield pool
    finally:
        # An interrupted run does not wait for the documents that are being read.
        pool.shutdown(wait=False, cancel_futures=True)
        while _WORKERS:
            _WORKERS.pop().close()
        pool.shutdown()


@dataclass(frozen=True)
class Done:
    """What became of some files, and which of them are gone or have other bytes by now."""

    fates: list[Fate]
    gone: list[str]


def read(files: Sequence[Seen], settings: Settings) -> Done:
    """Read *files*, and put their bytes and records into the archive."""
    archive = Archive(settings.archive)
    fates = {file.file: _read(file, archive, settings.limits) for file in files}
    return Done([fate for fate in fates.values() if fate], [file for file, fate in fates.items() if not fate])


def _read(seen: Seen, archive: Archive, limits: Limits) -> Fate | None:
    """The fate of a file; None of one that is gone, or has other bytes by now."""
    fate: dict[str, Any] = {
        "file": seen.file,
        "sha256": seen.sha256,
        "size": seen.size,
        "software": __version__,
        "at": now(),
    }
    name = PurePosixPath(seen.file).name
    if seen.size > limits.file_bytes:
        reason = f"{seen.size} bytes; the limit is {limits.file_bytes} (--max-bytes)"
        return Fate(**fate, state="quarantined", reason=_reason(LimitExceededError(name, reason)))
    try:
        with opened(seen.file) as file:
            content = file.read()
    except OSError:
        return None
    source = SourceFile(name, content)
    if source.sha256 != seen.sha256:
        return None
    original = archive.add_original(content, seen.sha256, name)
    attempts, outcome = 1, _worker().process(source, limits)
    while attempts < _ATTEMPTS and isinstance(outcome.error, CrashedError | LimitExceededError):
        attempts, outcome = attempts + 1, _worker().process(source, limits)
    fate |= {"original": original, "attempts": attempts}
    if outcome.error is None:
        records = tuple(_stored(archive, json.loads(record), seen.sha256) for record in outcome.records)
        return Fate(**fate, state="archived", records=records)
    empty = isinstance(outcome.error, EmptySourceError)
    return Fate(**fate, state="empty" if empty else "quarantined", reason=_reason(outcome.error))


def _stored(archive: Archive, record: dict[str, Any], sha256: str) -> StoredRecord:
    path, own = archive.add_record(record, sha256, int(record["id"].rsplit("-", 1)[1]))
    return StoredRecord(id=record["id"], path=path, sha256=own, about=about(record))


def _reason(error: ParagrafError) -> Reason:
    return Reason(code=error.exit_code.name.lower(), message=error.reason)


def _groups(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """*items*, up to *size* at a time."""
    source = iter(items)
    while group := list(islice(source, size)):
        yield group
