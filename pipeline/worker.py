"""``process`` in a child: the one place where a document can crash, hang or eat memory, and harms no other.

A ``Worker`` owns one child, ``python -m pipeline.worker``, which loads spaCy and the language once and then reads one
document after another. Over two pipes go frames, each a header (JSON) and a body (bytes)::

    to the child    {"name": "a.pdf", "parent": null, "task": "read", "limits": {...}, "model": null}, the bytes of the file
    to the parent   {"say": "ready"}                 once, when the libraries are loaded
                    {"say": "pages", "pages": 12}    the time that the document may take grows with them
                    {"say": "member", "name": "a.zip/b.pdf", "parent": {...}}, its bytes      for each that it holds, or
                    {"say": "refused", "kind": ..., "name": ..., "reason": ...}               why it does not come out
                    {"say": "record", "about": {}}, a record      for each
                    {"say": "picture"}, an image                  where a page is to be shown
                    {"say": "covers"}, {"3": [[...]]}             where it is asked of which pages an image may be, and what to cover
                    {"say": "done", "is_document": true}          or {"say": "error", "kind": "EmptySourceError", "name": ..., "reason": ...}

The child leads a process group, so that programs which it calls end with it, and works in a folder of its own, which is
removed with it. It is killed and replaced when a document takes more time or memory than the limits allow, when it
crashes, and after many documents. It ends when its parent does, however that ends.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Literal, Self, cast

from pipeline import sources
from pipeline.readers.base import Limits
from schemas import errors
from schemas.errors import CrashedError, LimitExceededError, ParagrafError, fault
from schemas.source import Parent, SourceFile

if TYPE_CHECKING:
    from schemas.record import Record

# A child that has read so many documents is replaced: what libraries leak stays small, and a start (0.8 s) is not felt.
LIFETIME = 2_000
# Libraries load in less than a second; on a machine with much else to do, in some.
_SECONDS_TO_START = 120
# The kernel ends a child that is late and whose parent is not there to do it.
_SECONDS_OF_GRACE = 10
# What a child sees of its parent's environment: nothing that may be a secret.
_ENVIRONMENT = {"LANG", "LD_LIBRARY_PATH", "PARAGRAF_DEBUG", "PATH", "TESSDATA_PREFIX", "TZ"}
_ENVIRONMENT_PREFIXES = ("LC_", "OMP_", "PYTHON")
# The lengths of a frame's header and body.
_LENGTHS = struct.Struct(">IQ")

Header = dict[str, Any]
# What is to be done with a file: read it; take it apart if it holds files; both; or read it for the archive, whose records are
# canonical JSON and come with what the archive's index asks of them, made in the child since that takes time.
Task = Literal["read", "unpack", "unpack and read", "archive"]
# Rectangles in page points from the top left.
Places = Sequence[tuple[float, float, float, float]]


# --- the parent's side ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """What came of a file: its records, each as JSON, or why there are none; and what it holds, to be read by itself.

    ``abouts`` has for each record what ``pipeline.archive.about`` says of it, if it was read for the archive. A mail or a zip file is
    no document itself. ``picture`` is of a page, where one was asked for; ``covers`` what ``pipeline.covers`` says.
    """

    records: tuple[bytes, ...] = ()
    error: ParagrafError | None = None
    members: tuple[SourceFile | ParagrafError, ...] = ()
    abouts: tuple[dict[str, Any], ...] = ()
    is_document: bool = True
    picture: bytes | None = None
    covers: dict[int, Places] = field(default_factory=dict)


class Worker:
    """Reads documents in a child process, one at a time; a context manager. Each thread needs its own."""

    def __init__(self, lifetime: int = LIFETIME) -> None:
        """Start the child: it loads its libraries while the caller goes on.

        Args:
            lifetime: documents after which the child is replaced.
        """
        self._lifetime = lifetime
        self._child: _Child | None = _Child()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process that will read the next document; none where one is still to be started."""
        return self._child.process.pid if self._child else None

    def process(
        self, source: SourceFile, limits: Limits | None = None, model: str | None = None, task: Task = "read"
    ) -> Outcome:
        """The records of *source*, or the error: nothing that a document does is raised.

        Args:
            source: the file, by name and bytes.
            limits: what is too large, or takes too long; the usual ones without.
            model: see ``pipeline.process.process``.
            task: what to do with it; what it holds (``pipeline.unpack``) are the outcome's members.
        """
        return self._asked(source, limits or Limits(), {"task": task, "model": model})

    def picture(self, source: SourceFile, page: int, hidden: Places = (), limits: Limits | None = None) -> Outcome:
        """The picture of a page of *source* (``pipeline.readers.pictures``), or the error.

        Args:
            page: counted from 1.
            hidden: what is painted over.
        """
        return self._asked(source, limits or Limits(), {"task": "picture", "page": page, "hidden": list(hidden)})

    def covers(self, source: SourceFile, record: Record, scans: bool = False, limits: Limits | None = None) -> Outcome:
        """Of which pages of *source* an image may be shown to everybody, and what is covered there; or the error.

        Args:
            record: its record, public.
            scans: scanned pages may be shown too.
        """
        asked = {"task": "covers", "record": record.model_dump_json(), "scans": scans}
        return self._asked(source, limits or Limits(), asked)

    def _asked(self, source: SourceFile, limits: Limits, asked: Header) -> Outcome:
        child = self._living()
        try:
            outcome = child.ask(source, limits, asked)
        except _EndedError:
            outcome = Outcome(error=child.obituary(source, limits))
            self.close()
        # What asked for too much memory may have left the child little for the next.
        if child.served >= self._lifetime or isinstance(outcome.error, LimitExceededError):
            self.close()
        return outcome

    def read(self, name: str, limits: Limits | None = None, model: str | None = None) -> list[Outcome]:
        """What comes of the file *name* (``-``: of standard input) and of each document in it, also that it is not there.

        Each document is read by itself: one that crashes its reader harms no other in the same archive.
        """
        limits = limits or Limits()
        try:
            source = sources.load(name, limits)
        except ParagrafError as error:
            return [Outcome(error=error)]
        whole = self.process(source, limits, model, "unpack and read")
        outcomes = [] if whole.members and not (whole.records or whole.error) else [whole]
        for member in whole.members:
            if isinstance(member, ParagrafError):
                outcomes.append(Outcome(error=member))
            else:
                outcomes.append(self.process(member, limits, model))
        return outcomes

    def _living(self) -> _Child:
        if self._child is not None and not self._child.lives():
            self.close()
        if self._child is None:
            self._child = _Child()
        return self._child

    def close(self) -> None:
        """End the child, also from another thread, and lose what it is reading. The next document would start another."""
        child, self._child = self._child, None
        if child is not None:
            child.end()


class _EndedError(Exception):
    """The child was killed, or crashed, before it had answered."""


class _Child:
    """One child process, from its start to its end."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="paragraf-")
        # What a library prints is no message of ours, unless somebody looks for a fault.
        noise = None if os.environ.get("PARAGRAF_DEBUG") else subprocess.DEVNULL
        self.process = subprocess.Popen(
            # -P: a folder in which the command runs has no say in what is imported.
            [sys.executable, "-P", "-m", "pipeline.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=noise,
            cwd=self._folder,
            env=_environment(self._folder),
            start_new_session=True,
        )
        self._requests = cast(IO[bytes], self.process.stdin)
        self._answers = cast(IO[bytes], self.process.stdout)
        self.served = 0
        self._is_ready = False
        self._is_late = False
        self._allowed: float = _SECONDS_TO_START
        self._lock = threading.Lock()
        self._watch = _Watch(self._kill_late)

    def lives(self) -> bool:
        """Whether it can be asked; it may have been ended from outside."""
        # It is looked at without being waited for: until then no other process can get its number.
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return not self._is_late and os.waitid(os.P_PID, self.process.pid, options) is None

    def ask(self, source: SourceFile, limits: Limits, asked: Header) -> Outcome:
        """The answer for one document.

        Raises:
            _EndedError: there is none, since the child ended.
        """
        if not self._is_ready:
            with self._timed(_SECONDS_TO_START):
                self._heard()
            self._is_ready = True
        records: list[bytes] = []
        abouts: list[dict[str, Any]] = []
        members: list[SourceFile | ParagrafError] = []
        header: Header = {"name": source.name, "limits": asdict(limits), **asked}
        header["parent"] = source.parent and source.parent.model_dump()
        with self._timed(limits.seconds_for(1)) as allow:
            self._say(header, source.content)
            while True:
                header, body = self._heard()
                match header["say"]:
                    case "pages":
                        allow(limits.seconds_for(header["pages"]))
                    case "member":
                        members.append(_source(header, body))
                    case "refused":
                        members.append(_error(header))
                    case "record":
                        records.append(body)
                        abouts.append(header["about"])
                    case "picture":
                        self.served += 1
                        return Outcome(picture=body)
                    case "covers":
                        self.served += 1
                        return Outcome(covers={int(number): boxes for number, boxes in json.loads(body).items()})
                    case "error":
                        self.served += 1
                        return Outcome(error=_error(header), members=tuple(members))
                    case _:
                        self.served += 1
                        return Outcome(
                            tuple(records),
                            members=tuple(members),
                            abouts=tuple(abouts),
                            is_document=header["is_document"],
                        )

    def _say(self, header: Header, body: bytes) -> None:
        try:
            _send(self._requests, header, body)
        except OSError as error:
            raise _EndedError from error

    def _heard(self) -> tuple[Header, bytes]:
        try:
            return _receive(self._answers)
        except (EOFError, OSError, ValueError) as error:
            raise _EndedError from error

    @contextmanager
    def _timed(self, seconds: float) -> Iterator[Callable[[float], None]]:
        """Kill the child after *seconds*; what is given allows so many from the beginning instead."""
        begin = time.monotonic()

        def allow(allowed: float) -> None:
            self._allowed = allowed
            self._watch.until(begin + allowed)

        allow(seconds)
        try:
            yield allow
        finally:
            self._watch.until(None)

    def _kill_late(self) -> None:
        self._is_late = True
        self._kill()

    def _kill(self) -> None:
        with self._lock:
            if self.process.returncode is None:
                # A group of processes that have all ended is none any more, for some systems.
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self.process.pid, signal.SIGKILL)

    def end(self) -> None:
        """End it and all that it started, and leave nothing behind."""
        self._watch.end()
        self._kill()
        with self._lock:
            self.process.wait()
        for pipe in (self._requests, self._answers):
            # What was still to be written to it is lost with it.
            with suppress(OSError):
                pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def obituary(self, source: SourceFile, limits: Limits) -> ParagrafError:
        """End what is left of it, and say why there is no answer for *source*."""
        self.end()
        if not self._is_ready:
            return CrashedError(source.name, "the process that reads does not start (PARAGRAF_DEBUG=1 shows why)")
        if self._is_late or self.process.returncode == -signal.SIGALRM:
            reason = f"takes more than {self._allowed:g} seconds; the limit is {limits.seconds:g} for ten pages"
            return LimitExceededError(source.name, f"{reason} (--max-seconds)")
        return CrashedError(source.name, f"the process that read it {_how_it_ended(self.process.returncode)}")


class _Watch:
    """Calls *late* when a time has come, unless another was set before.

    One thread for all documents of a child: to start one for each takes longer than much else that the parent does for it.
    """

    def __init__(self, late: Callable[[], None]) -> None:
        self._late = late
        self._due: float | None = None
        # When the thread looks again by itself; None: not before it is told to.
        self._wakes: float | None = None
        self._is_over = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def until(self, due: float | None) -> None:
        """Let that be the time, by ``time.monotonic``; none without."""
        with self._changed:
            self._due = due
            if due is not None and (self._wakes is None or due < self._wakes):
                self._changed.notify()

    def end(self) -> None:
        """Watch no more, and leave no thread behind."""
        with self._changed:
            self._is_over = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        with self._changed:
            while not self._is_over:
                left = None if self._due is None else self._due - time.monotonic()
                if left is not None and left <= 0:
                    self._due = None
                    self._late()
                else:
                    self._wakes = self._due
                    self._changed.wait(left)


def _environment(folder: str) -> dict[str, str]:
    """What the child sees: its own folder as its home and for what is temporary, and the code that the parent runs."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _ENVIRONMENT or name.startswith(_ENVIRONMENT_PREFIXES)
    }
    path = os.pathsep.join(each or os.getcwd() for each in sys.path)
    return kept | {"HOME": folder, "TMPDIR": folder, "PYTHONPATH": path}


def _error(header: Header) -> ParagrafError:
    """The error that a frame tells, by the name of its class: no object that a child made is loaded."""
    found = getattr(errors, header["kind"], None)
    kind = found if isinstance(found, type) and issubclass(found, ParagrafError) else ParagrafError
    return kind(header["name"], header["reason"])


def _source(header: Header, content: bytes) -> SourceFile:
    """The file that a frame holds."""
    parent = header["parent"]
    return SourceFile(header["name"], content, parent=Parent(**parent) if parent else None)


def _how_it_ended(status: int) -> str:
    """In words.

    >>> _how_it_ended(-11), _how_it_ended(3)
    ('crashed (SIGSEGV: Segmentation fault)', 'ended with status 3')
    """
    if status >= 0:
        return f"ended with status {status}"
    if status == -signal.SIGKILL:
        return "was killed (SIGKILL), as systems do when memory runs out"
    return f"crashed ({signal.Signals(-status).name}: {signal.strsignal(-status)})"


# --- frames ---------------------------------------------------------------------------------------------------------


def _send(stream: IO[bytes], header: Header, body: bytes = b"") -> None:
    written = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(written), len(body)) + written)
    stream.write(body)
    stream.flush()


def _receive(stream: IO[bytes]) -> tuple[Header, bytes]:
    header, body = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    return json.loads(_exactly(stream, header)), _exactly(stream, body)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise EOFError
    return found


# --- the child's side -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _TellingLimits(Limits):
    """Limits that tell the parent how many pages a document has, before they are read."""

    answers: IO[bytes] | None = None

    def check_pages(self, source: SourceFile, pages: int) -> None:
        super().check_pages(source, pages)
        _hold_time(self.seconds_for(pages))
        if self.answers is not None:
            _send(self.answers, {"say": "pages", "pages": pages})


def answer(read: Callable[..., list[Record]], header: Header, content: bytes, answers: IO[bytes]) -> None:
    """Let *read* (``process``) read one file, and write to *answers* what came of it, and what it holds."""
    limits = _TellingLimits(**header["limits"], answers=answers)
    source, task = _source(header, content), header["task"]
    try:
        if task in _OF_PAGES:
            _send(answers, {"say": task}, _OF_PAGES[task](source, header))
            return
        is_document = not task.startswith("unpack") or _took_apart(source, limits, answers)
        is_read = is_document and task != "unpack"
        write = _for_archive if task == "archive" else _plainly
        records = [write(record) for record in read(source, limits, header["model"])] if is_read else []
    except ParagrafError as error:
        _send(answers, _telling(error))
    except MemoryError:
        _send(answers, _telling(LimitExceededError(source.name, limits.memory_reason)))
    except Exception as error:
        # A fault of ours in one document must not take the others with it.
        traceback.print_exc()
        _send(answers, _telling(ParagrafError(source.name, fault(error))))
    else:
        for about, record in records:
            _send(answers, {"say": "record", "about": about}, record)
        _send(answers, {"say": "done", "is_document": is_document})


def _picture(source: SourceFile, header: Header) -> bytes:
    from pipeline.readers import pictures
    from pipeline.readers.registry import sniff

    return pictures.picture(replace(source, media_type=sniff(source)), header["page"], header["hidden"])


def _covers(source: SourceFile, header: Header) -> bytes:
    from pipeline.covers import covers
    from schemas.record import Record

    record = Record.model_validate_json(header["record"])
    return json.dumps(covers(source, record, header["scans"], Limits(**header["limits"]))).encode()


# What is asked of the pages of a document, and not of what it says.
_OF_PAGES: dict[str, Callable[[SourceFile, Header], bytes]] = {"picture": _picture, "covers": _covers}


def _plainly(record: Record) -> tuple[Header, bytes]:
    return {}, record.model_dump_json().encode()


def _for_archive(record: Record) -> tuple[Header, bytes]:
    from pipeline.archive import about, store

    written = json.loads(record.model_dump_json(), parse_float=store.whole)
    return about.about(written), store.canonical(written)


def _took_apart(source: SourceFile, limits: Limits, answers: IO[bytes]) -> bool:
    """Write to *answers* what a file holds; whether it is a document itself."""
    from pipeline.unpack import unpacked

    is_document = False
    for held in unpacked(source, limits):
        if held is source:
            is_document = True
        elif isinstance(held, ParagrafError):
            _send(answers, _telling(held) | {"say": "refused"})
        else:
            _send(
                answers,
                {"say": "member", "name": held.name, "parent": held.parent and held.parent.model_dump()},
                held.content,
            )
    return is_document


def _telling(error: ParagrafError) -> Header:
    return {"say": "error", "kind": type(error).__name__, "name": error.source_name, "reason": error.reason}


def _hold_time(seconds: float) -> None:
    """Let the kernel end this process after *seconds*; 0 takes that back."""
    signal.setitimer(signal.ITIMER_REAL, seconds + _SECONDS_OF_GRACE if seconds else 0)


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The two pipes to the parent, where nothing that this process prints, or a program that it calls, can reach them."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return pipes


def _listen(requests: IO[bytes], waiting: queue.SimpleQueue[tuple[Header, bytes]]) -> None:
    """Take what the parent asks; end this process and all that it started when the parent has ended."""
    while True:
        try:
            waiting.put(_receive(requests))
        except EOFError:
            shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
            os.killpg(0, signal.SIGKILL)


def main() -> None:
    """Read what the parent asks for, until it ends."""
    if sys.platform != "win32":
        import resource

        # The memory of a crashed reader is a document that somebody may not see: no copy of it on the disk.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests, answers = _own_pipes()
    waiting: queue.SimpleQueue[tuple[Header, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    from extractors import language
    from pipeline.process import process

    language.load("sv")
    _send(answers, {"say": "ready"})
    while True:
        header, content = waiting.get()
        limits = Limits(**header["limits"])
        limits.hold_memory()
        _hold_time(limits.seconds)
        answer(process, header, content, answers)
        _hold_time(0)


if __name__ == "__main__":
    main()
