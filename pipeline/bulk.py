"""Bulk import: many files into an archive, by any ``concurrent.futures.Executor``, safe to kill and to run again.

A run lists the files and passes over those that the ledger knows unchanged; *looks* at the others (their hashes, and what mails, zip
files and PDFs hold: ``post.eml!/minutes.pdf`` is a file like any); *reads* one file of each content; and writes what became of each
into the archive's journal and then the ledger. The same code runs on the threads of one machine and on the workers of a
cluster. Whatever opens a file does so in a child process (pipeline.worker).
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import chain, count, islice
from pathlib import PurePosixPath
from typing import IO, Any, Final, TypeVar

from pipeline import __version__
from pipeline.archive import index
from pipeline.archive.fates import Fate, Reason, StoredRecord
from pipeline.archive.ledger import Ledger, Seen, now
from pipeline.archive.store import Archive
from pipeline.listing import Listed, locked, opened
from pipeline.logs import Log
from pipeline.readers.base import Limits
from pipeline.report import Report, refusal
from pipeline.worker import Outcome, Task, Worker
from schemas.errors import CrashedError, EmptySourceError, LimitExceededError, ParagrafError
from schemas.source import SourceFile

_T = TypeVar("_T")

# So many files are one task of the executor: a cluster's scheduler costs 3 ms a task, and what a killed worker had is done again.
_A_TASK: Final = 16
# What is finished is written to the journal and the ledger when there is so much of it, or after so many seconds.
_A_SEGMENT: Final = 200
_SECONDS_A_SEGMENT: Final = 1.0
# So often a log is told how far a run is.
_SECONDS_A_LINE: Final = 30.0
_CHUNK: Final = 1 << 20
# A file that ends its reader is tried once more: it may have been another's fault that memory ran out.
_ATTEMPTS: Final = 2
_FATAL: Final = (CrashedError, LimitExceededError)
# So many of the files that do not come out of a container are named in its reason.
_TOLD: Final = 5


@dataclass(frozen=True)
class Settings:
    """What a slot needs to know; it can be sent to another machine."""

    archive: str
    limits: Limits = field(default_factory=Limits)
    # A file that was changed less than so many seconds ago may still be written: it is left for another run.
    settled: float = 0


@dataclass
class Progress:
    """How far a run is: files listed, and found inside those, looked at and finished, and what they came to."""

    listed: int = 0
    inside: int = 0
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
        progress.looked += looked.files
        progress.inside += len(looked.seen) + len(looked.unopened) + len(looked.left) - looked.files
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
        seen=progress.listed + progress.inside,
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


def logged(log: Log) -> Callable[[Progress], None]:
    """What tells a log how far a run is, every half minute; and of each file that is set aside or could not be opened."""
    said = time.monotonic()
    refused, closed = 0, 0

    def tell(progress: Progress) -> None:
        nonlocal said, refused, closed
        for one in progress.quarantined[refused:]:
            log.warning("set aside", **one)
        for file in progress.unopened[closed:]:
            log.warning("not opened", file=file)
        refused, closed = len(progress.quarantined), len(progress.unopened)
        if time.monotonic() - said > _SECONDS_A_LINE:
            said = time.monotonic()
            log.info("importing", read=progress.read, to_read=progress.to_read, pages=progress.pages)

    return tell


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
    alone = tasks.run(read, _groups(ledger.waiting(version), _A_TASK), settings)
    # All that a container holds is one task: it is opened once, however much that is.
    held = tasks.run(read_container, ledger.containers(version), settings)
    for done in chain(alone, held):
        journal.add(done.fates)
        for file in done.gone:
            # One that waited since a run that was killed may have gone long before this run began.
            gone = ledger.forget(file, number)
            progress.left += [f"{name}: went away or changed while it was read" for name in gone]
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
        known, inside = ledger.unchanged(batch, number)
        progress.listed += len(batch)
        progress.inside += inside
        progress.unchanged += len(known)
        yield from _groups([file for file in batch if file.file not in known], _A_TASK)


class _Tasks:
    """Runs a function over batches on an executor, some batches ahead: memory does not grow with the number of files."""

    def __init__(self, executor: Executor, slots: int) -> None:
        self._executor = executor
        # A slot of this machine is two threads (see local), and neither waits for the parent.
        self._ahead = 4 * slots

    def run(
        self, work: Callable[[list[Any], Settings], _T], batches: Iterable[list[Any]], settings: Settings
    ) -> Iterator[_T]:
        """What *work* gives for each batch, as they are finished."""
        source = iter(batches)
        running: set[Future[_T]] = set()
        while True:
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


class _Children:
    """The children of this process, each lent to one thread at a time."""

    def __init__(self) -> None:
        self._all: list[Worker] = []
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        self._most: threading.Semaphore | None = None
        self._is_open = True

    @contextmanager
    def at_most(self, number: int) -> Iterator[None]:
        """Have no more than *number* children, and none afterwards; without it, as many as there are threads."""
        self._most, self._is_open = threading.Semaphore(number), True
        try:
            yield
        finally:
            self._is_open = False
            with self._lock:
                self._idle.clear()
                while self._all:
                    self._all.pop().close()

    def process(self, source: SourceFile, limits: Limits, task: Task) -> tuple[Outcome, int]:
        """What a child makes of *source*, and after how many attempts."""
        with self._most or nullcontext(), self._one() as worker:
            attempts, outcome = 1, worker.process(source, limits, task=task)
            while self._is_open and attempts < _ATTEMPTS and isinstance(outcome.error, _FATAL):
                attempts, outcome = attempts + 1, worker.process(source, limits, task=task)
        if not self._is_open:
            # What looks like a crash is the end of the run.
            raise CancelledError
        return outcome, attempts

    @contextmanager
    def _one(self) -> Iterator[Worker]:
        with self._lock:
            if not self._is_open:
                raise CancelledError
            if not self._idle:
                self._all.append(Worker())
                self._idle.append(self._all[-1])
            worker = self._idle.pop()
        yield worker
        with self._lock:
            self._idle.append(worker)


_CHILDREN: Final = _Children()


@contextmanager
def local(jobs: int) -> Iterator[Executor]:
    """An executor on this machine whose threads share *jobs* children.

    There are twice as many threads, so that a child need not wait while what another has read is written.
    """
    pool = ThreadPoolExecutor(2 * jobs, "slot")
    try:
        with _CHILDREN.at_most(jobs):
            try:
                yield pool
            finally:
                # An interrupted run does not wait for the documents that are being read.
                pool.shutdown(wait=False, cancel_futures=True)
    finally:
        pool.shutdown()


@dataclass(frozen=True)
class Looked:
    """What was seen of so many files, with those inside them; which could not be opened, and which were left, with the reason."""

    files: int
    seen: list[Seen]
    unopened: list[str]
    left: list[str]


def look(files: Sequence[Listed], settings: Settings) -> Looked:
    """Hash *files*, but for those that somebody may still be writing, and list what mails, zip files and PDFs among them hold."""
    looked = Looked(len(files), [], [], [])
    for file in files:
        try:
            _look(file, settings, looked)
        except OSError as error:
            looked.unopened.append(f"{file.file}: {error.strerror or error}")
    return looked


def _look(listed: Listed, settings: Settings, looked: Looked) -> None:
    """Add to *looked* a file, and those inside it.

    Raises:
        OSError: it cannot be opened.
    """
    file, size, changed = listed
    if changed is not None and abs(time.time() - changed / 1e9) < settings.settled:
        looked.left.append(f"{file}: changed less than {settings.settled:g} seconds ago")
        return
    with opened(file) as stream:
        if locked(stream):
            looked.left.append(f"{file}: another program has locked it")
            return
        if size > settings.limits.file_bytes:
            # It will be refused, without being read as a whole; which it is must be known all the same.
            looked.seen.append(Seen(file, size, changed, _hash(stream)))
            return
        source = SourceFile(_name(file), stream.read())
    if len(source.content) != size:
        looked.left.append(f"{file}: {len(source.content)} bytes, and {size} when the folder was listed")
        return
    outcome, _ = _CHILDREN.process(source, settings.limits, "unpack")
    held = _held(file, source, outcome)
    holds_files = held or outcome.error or not outcome.is_document
    looked.seen.append(Seen(file, size, changed, source.sha256, file if holds_files else None))
    looked.seen.extend(Seen(name, len(member.content), None, member.sha256, file) for name, member in held.items())


def _hash(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _held(file: str, source: SourceFile, outcome: Outcome) -> dict[str, SourceFile]:
    """The files in *file*, by names that tell where they lie: ``post.eml!/minutes.pdf``, ``post.eml!2/minutes.pdf`` the second so called."""
    held: dict[str, SourceFile] = {}
    for member in outcome.members:
        if isinstance(member, SourceFile):
            name = member.name.removeprefix(f"{source.name}/")
            marks = chain(("!",), (f"!{number}" for number in count(2)))
            held[next(path for mark in marks if (path := f"{file}{mark}/{name}") not in held)] = member
    return held


@dataclass(frozen=True)
class Done:
    """What became of some files, and which of them are gone or have other bytes by now."""

    fates: list[Fate]
    gone: list[str]


def read(files: Sequence[Seen], settings: Settings) -> Done:
    """Read *files*, and put their bytes and records into the archive."""
    archive, limits, done = Archive(settings.archive), settings.limits, Done([], [])
    for seen in files:
        if seen.size > limits.file_bytes:
            refusal = f"{seen.size} bytes; the limit is {limits.file_bytes} (--max-bytes)"
            unread = SourceFile(_name(seen.file), b"")
            done.fates.append(_fate(seen, unread, [LimitExceededError(unread.name, refusal)]))
            continue
        source = _loaded(seen.file)
        if source is None or source.sha256 != seen.sha256:
            done.gone.append(seen.file)
        else:
            done.fates.append(_read(seen, source, archive, limits))
    return done


def read_container(files: Sequence[Seen], settings: Settings) -> Done:
    """Read *files*, which lie in one container or are it, and put their bytes and records into the archive."""
    container = files[0].container or ""
    source = _loaded(container)
    if source is None:
        return Done([], [container])
    archive, limits, done = Archive(settings.archive), settings.limits, Done([], [])
    outcome, attempts = _CHILDREN.process(source, limits, "unpack")
    held = _held(container, source, outcome)
    for seen in files:
        part = source if seen.file == container else held.get(seen.file)
        if part is None and outcome.error:
            done.fates.append(_fate(seen, source, [outcome.error], attempts=attempts))
        elif part is None or part.sha256 != seen.sha256:
            done.gone.append(seen.file)
        elif part is not source:
            done.fates.append(_read(seen, part, archive, limits))
        elif outcome.error:
            original = archive.add_original(source.content, seen.sha256, source.name)
            done.fates.append(_fate(seen, source, [outcome.error], original=original, attempts=attempts))
        else:
            done.fates.append(_read_outer(seen, source, outcome, archive, limits))
    return done


def _read_outer(seen: Seen, source: SourceFile, outcome: Outcome, archive: Archive, limits: Limits) -> Fate:
    """The fate of what holds files: kept, read if it is a document besides, and what does not come out of it is told."""
    refused = [member for member in outcome.members if isinstance(member, ParagrafError)]
    if not outcome.is_document:
        return _fate(seen, source, refused, original=archive.add_original(source.content, seen.sha256, source.name))
    fate = _read(seen, source, archive, limits)
    return fate.model_copy(update={"reason": _reason(source, refused)}) if refused and not fate.reason else fate


def _read(seen: Seen, source: SourceFile, archive: Archive, limits: Limits) -> Fate:
    """Keep the bytes of a document and its records."""
    original = archive.add_original(source.content, seen.sha256, source.name)
    outcome, attempts = _CHILDREN.process(source, limits, "archive")
    records = []
    for ordinal, (content, about) in enumerate(zip(outcome.records, outcome.abouts, strict=True), 1):
        path, own = archive.add_record(content, seen.sha256, ordinal)
        records.append(StoredRecord(id=f"{seen.sha256[:16]}-{ordinal}", path=path, sha256=own, about=about))
    errors = [outcome.error] if outcome.error else []
    return _fate(seen, source, errors, original=original, attempts=attempts, records=tuple(records))


def _loaded(file: str) -> SourceFile | None:
    """A file with its bytes; None of one that is gone."""
    try:
        with opened(file) as stream:
            return SourceFile(_name(file), stream.read())
    except OSError:
        return None


def _name(file: str) -> str:
    return PurePosixPath(file).name


def _fate(seen: Seen, source: SourceFile, errors: Sequence[ParagrafError], **more: Any) -> Fate:
    """What became of a file that could be read, or where *errors* say why not."""
    is_empty = any(isinstance(error, EmptySourceError) and error.source_name == source.name for error in errors)
    return Fate(
        file=seen.file,
        container=seen.container,
        sha256=seen.sha256,
        size=seen.size,
        state="empty" if is_empty else "quarantined" if errors else "archived",
        reason=_reason(source, errors) if errors else None,
        software=__version__,
        at=now(),
        **more,
    )


def _reason(source: SourceFile, errors: Sequence[ParagrafError]) -> Reason:
    """Why a file was not read, or what in it."""
    told = [
        error.reason
        if error.source_name == source.name
        else f"{error.source_name.removeprefix(f'{source.name}/')}: {error.reason}"
        for error in errors[:_TOLD]
    ]
    more = [f"and {len(errors) - _TOLD} more"] if len(errors) > _TOLD else []
    return Reason(code=errors[0].exit_code.name.lower(), message="; ".join(told + more))


def _groups(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """*items*, up to *size* at a time."""
    source = iter(items)
    while group := list(islice(source, size)):
        yield group
