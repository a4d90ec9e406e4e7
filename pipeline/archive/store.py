"""The archive on disk or in an object store: everything named by its content, nothing overwritten.

::

    originals/ab/ab12….pdf                        the bytes as they came, by their SHA-256
    records/ab/ab12…/1-77ff….json                 the first record of that file, canonical JSON (RFC 8785), by its own SHA-256
    corrections/ab/ab12…/1-0001-90cd….json        what a person put right in it
    journal/00000001-5e0a….ndjson                 what became of each file, in order

A name holds the hash of what it names, so that each file proves itself. A newer version of the software adds a record
beside the old one. Writing is to a temporary name, flushed, then renamed; in an object store it is one PUT.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

import fsspec
import rfc8785
from fsspec.implementations.local import LocalFileSystem

from pipeline.archive.fates import Fate
from schemas.errors import UnreadableSourceError, UnwritableError, UsageError

# The folders whose files are named by their content, and the list of them all for sha256sum.
KEPT: Final = ("originals", "records", "corrections", "journal")
MANIFEST: Final = "manifest-sha256.txt"

_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}$")
_NAME = re.compile(r"(?:^originals/../|-)([0-9a-f]{64})(?:\.[a-z0-9]{1,6})?$")
_TEMPORARY = ".tmp-"
# What Python's JSON and that of RFC 8785 write differently: whole floats, and very small and large ones. In a string it does no harm.
_DISPUTED = (re.compile(rb"\.0[,\]}]"), re.compile(rb"e[-+][0-9]{2,3}[,\]}]"))
# How letters begin that UTF-16 sorts elsewhere than Unicode does, should they stand in a key.
_SORTED_OTHERWISE = b"\xf0\xf1\xf2\xf3\xf4"
# Below it every whole number has one float.
_MOST = 10**15
_CHUNK = 1 << 20


class Archive:
    """An archive in a local folder or at any fsspec URL (``s3://bucket/minutes``)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._files, root = fsspec.core.url_to_fs(url)
        self.root = str(root).rstrip("/")
        self._local = Path(self.root) if isinstance(self._files, LocalFileSystem) else None

        # The number of the journal's last segment, once it has been asked for.
        self._segments: int | None = None

    def __repr__(self) -> str:
        return f"Archive({self.url!r})"

    @property
    def folder(self) -> Path | None:
        """Where it lies, if it is a folder of this machine."""
        return self._local

    @property
    def ledger_url(self) -> str:
        """The database that serves as its ledger where no other is named: a file in its folder.

        Raises:
            UsageError: it is no folder of this machine, and SQLite needs one.
        """
        if self._local is None:
            raise UsageError(
                self.url, "an archive in an object store needs a ledger of its own: name one with --ledger"
            )
        self._local.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{self._local}/ledger.db"

    # --- writing --------------------------------------------------------------------------------------------------

    def add_original(self, content: bytes, sha256: str, name: str) -> str:
        """Keep a file's bytes; its path comes back. The suffix of *name* stays, so that a person can open it."""
        suffix = _SUFFIX.search(name.lower())
        return self._add(f"originals/{sha256[:2]}/{sha256}{suffix[0] if suffix else ''}", content)

    def add_record(self, content: bytes, sha256: str, ordinal: int) -> tuple[str, str]:
        """Keep a record (as ``canonical`` writes it) of the file with that *sha256*; its path and its own hash come back."""
        own = hashlib.sha256(content).hexdigest()
        return self._add(f"records/{sha256[:2]}/{sha256}/{ordinal}-{own}.json", content), own

    def add_fates(self, fates: Iterable[Fate]) -> str:
        """Add a segment to the journal; its path comes back. One run writes at a time (pipeline.archive.lock)."""
        if self._segments is None:
            self._segments = max((int(name.split("/")[-1].split("-")[0]) for name in self.names("journal")), default=0)
        path = self._add(*_segment(self._segments + 1, fates))
        self._segments += 1
        return path

    def replace_segment(self, path: str, fates: Iterable[Fate]) -> None:
        """Put a segment with other lines in the place of one of the journal. For a moment, or after a crash, there are both."""
        number = int(path.split("/")[-1].split("-")[0])
        new, content = _segment(number, fates)
        self._add(new, content)
        if new != path:
            self.delete(path)

    def _add(self, path: str, content: bytes) -> str:
        """Write *content* where nothing is yet; a name that holds a hash and exists already has it."""
        if not self.exists(path):
            self.write(path, content)
        return path

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole or not at all.

        Raises:
            UnwritableError: the disk is full, or it may not be written to.
        """
        try:
            if self._local is None:
                self._files.pipe_file(f"{self.root}/{path}", content)
            else:
                self._write_local(self._local / path, content)
        except OSError as error:
            raise UnwritableError(self.url, error.strerror or str(error)) from error

    @staticmethod
    def _write_local(target: Path, content: bytes) -> None:
        folder = target.parent
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f"{_TEMPORARY}{secrets.token_hex(8)}"
        try:
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _flush_folder(folder)

    def delete(self, path: str) -> None:
        """Take a file out of the archive; nothing happens where there is none."""
        if self._local is None:
            if self.exists(path):
                self._files.rm_file(f"{self.root}/{path}")
            return
        target = self._local / path
        target.unlink(missing_ok=True)
        for folder in target.relative_to(self._local).parents[:-1]:
            # A folder stays while anything is in it.
            with suppress(OSError):
                (self._local / folder).rmdir()
        _flush_folder(self._local)

    # --- reading --------------------------------------------------------------------------------------------------

    def read(self, path: str) -> bytes:
        """The bytes of a file of the archive.

        Raises:
            FileNotFoundError: there is none of that name.
        """
        content: bytes = self._files.cat_file(f"{self.root}/{path}")
        return content

    @contextmanager
    def opened(self, path: str) -> Iterator[IO[bytes]]:
        """A file of the archive, open for reading.

        Raises:
            OSError: it is not there, or cannot be read.
        """
        with self._files.open(f"{self.root}/{path}", "rb") as file:
            yield file

    def proven(self, path: str, sha256: str) -> bytes:
        """The bytes of a file of the archive that has this SHA-256.

        Raises:
            UnreadableSourceError: it is missing, or has another one.
        """
        try:
            content = self.read(path)
        except FileNotFoundError as error:
            raise UnreadableSourceError(path, "missing in the archive (paragraf verify)") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise UnreadableSourceError(path, "altered since it was archived (paragraf verify)")
        return content

    def digest(self, path: str) -> str:
        """The SHA-256 of a file of the archive, however large it is.

        Raises:
            OSError: it is not there, or cannot be read.
        """
        found = hashlib.sha256()
        with self.opened(path) as file:
            while chunk := file.read(_CHUNK):
                found.update(chunk)
        return found.hexdigest()

    def exists(self, path: str) -> bool:
        """Whether there is a file of that name."""
        return bool(self._files.exists(f"{self.root}/{path}"))

    def names(self, folder: str) -> Iterator[str]:
        """The paths of all files under *folder*, sorted; temporary ones that a killed run left are not among them."""
        return (name for name in self._found(folder) if not _temporary(name))

    def temporaries(self, folder: str) -> Iterator[str]:
        """The paths of the files under *folder* that a killed run left half written."""
        return filter(_temporary, self._found(folder))

    def _found(self, folder: str) -> Iterator[str]:
        top = f"{self.root}/{folder}"
        if self._files.exists(top):
            yield from (name.removeprefix(f"{self.root}/") for name in sorted(self._files.find(top)))

    def fates(self) -> Iterator[Fate]:
        """The journal from its beginning: of several lines on one file the last holds."""
        for name in self.names("journal"):
            yield from fates_of(self.read(name))


def _segment(number: int, fates: Iterable[Fate]) -> tuple[str, bytes]:
    """Path and content of a segment of the journal."""
    content = b"".join(canonical(fate.model_dump(mode="json")) + b"\n" for fate in fates)
    return f"journal/{number:08}-{hashlib.sha256(content).hexdigest()}.ndjson", content


def fates_of(segment: bytes) -> Iterator[Fate]:
    """The lines of a segment of the journal.

    Raises:
        ValueError: one of them is no fate.
    """
    return map(Fate.model_validate_json, segment.splitlines())


def hash_in(path: str) -> str | None:
    """The SHA-256 that the name of a file of the archive claims for its bytes; none of a name that is not ours.

    >>> hash_in("originals/ab/" + "ab" * 32 + ".pdf") == hash_in("records/cd/cd/2-" + "ab" * 32 + ".json") == "ab" * 32
    True
    >>> hash_in("originals/ab/Thumbs.db")
    """
    found = _NAME.search(path)
    return found[1] if found else None


def canonical(value: dict[str, Any]) -> bytes:
    """JSON by RFC 8785: the same value has the same bytes, whoever wrote it.

    >>> canonical({"b": 1.0, "a": "å"}).decode()
    '{"a":"å","b":1}'
    """
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()
    is_disputed = any(pattern.search(written) for pattern in _DISPUTED)
    # Otherwise this is what RFC 8785 asks for, in a quarter of the time. (No number of ours is too large for it.)
    if is_disputed or len(written.translate(None, _SORTED_OTHERWISE)) < len(written):
        return rfc8785.dumps(value)
    return written


def whole(number: str) -> float:
    """A number of JSON as ``canonical`` likes it best, for ``json.loads(parse_float=whole)``: whole ones are integers."""
    value = float(number)
    return int(value) if value.is_integer() and abs(value) < _MOST else value


def _temporary(name: str) -> bool:
    return name.rsplit("/", 1)[-1].startswith(_TEMPORARY)


def _flush_folder(folder: Path) -> None:
    """Make the names in *folder* last through a power cut, as fsync does for what is in a file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
