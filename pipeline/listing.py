"""What there is to import: files, folders, globs and fsspec URLs become a list of files, in the order of their paths.

``/mnt/protokoll`` · ``2019/*.pdf`` · ``s3://bucket/minutes`` · ``post.zip``. Hidden files, and what an editor or a download keeps for a
while (``~$protokoll.docx``, ``x.part``), are no documents; links to folders are not followed.
"""

from __future__ import annotations

import datetime
import fcntl
import glob
import os
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

import fsspec
from fsspec.implementations.local import LocalFileSystem

from schemas.errors import SourceMissingError

_PASSING_PREFIXES = (".", "~$")
_PASSING_SUFFIXES = (".part", ".crdownload", ".tmp", ".filepart")


class Listed(NamedTuple):
    """A file: its absolute path or URL, its size in bytes, and when it was last changed (nanoseconds since 1970), if told."""

    file: str
    size: int
    changed: int | None


def listed(sources: Iterable[str], leave_out: str | None = None) -> Iterator[Listed]:
    """The files that *sources* name, each once, those of a folder by path.

    Args:
        sources: files, folders, patterns or URLs.
        leave_out: a folder whose files are not wanted: the archive may lie in what is imported.

    Raises:
        SourceMissingError: one of the sources names nothing.
    """
    paths: list[str] = []
    for source in sources:
        if "://" in source:
            yield from _remote(source)
        else:
            paths += _named(source)
    folders = {path for path in paths if os.path.isdir(path)}
    for path in dict.fromkeys(paths):
        # What lies in a folder that is named too comes with that.
        if not any(path.startswith(f"{folder}{os.sep}") for folder in folders):
            yield from _folder(path, leave_out) if path in folders else _one(path)


def _named(source: str) -> list[str]:
    """The absolute paths that a path or pattern stands for."""
    if os.path.lexists(source):
        return [os.path.abspath(source)]
    names = sorted(glob.glob(source, recursive=True)) if glob.has_magic(source) else []
    if not names:
        raise SourceMissingError(source, "no such file or folder, and no file fits it as a pattern")
    return [os.path.abspath(name) for name in names]


def _folder(folder: str, leave_out: str | None) -> Iterator[Listed]:
    """All files under a folder. Sorted by whole path, as the ledger sorts them: `a-b` stands before `a/c`."""
    if leave_out is not None and os.path.abspath(leave_out) == folder:
        return
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not _passing(entry.name)]
    except FileNotFoundError:
        # Gone since the folder that it lies in was listed.
        return
    except OSError:
        # Whoever opens it is told why not, and the others are listed.
        yield Listed(_written(folder), 0, None)
        return
    found.sort(key=lambda entry: entry.name + ("/" if entry.is_dir(follow_symlinks=False) else ""))
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(entry.path, leave_out)
        elif entry.is_file():
            yield from _one(entry.path)


def _one(path: str) -> Iterator[Listed]:
    try:
        about = os.stat(path)
    except FileNotFoundError:
        # Gone since the folder was listed.
        return
    yield Listed(_written(path), about.st_size, about.st_mtime_ns)


def _written(path: str) -> str:
    """A path as text that any ledger can hold: a name in an old encoding, which is no UTF-8, as a URL."""
    raw = os.fsencode(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return "file://" + urllib.parse.quote(raw)


def local_path(file: str) -> Path | None:
    """Where a listed file lies on this machine; None of one that does not."""
    if file.startswith("file://"):
        return Path(os.fsdecode(urllib.parse.unquote_to_bytes(file.removeprefix("file://"))))
    return None if "://" in file else Path(file)


@contextmanager
def opened(file: str) -> Iterator[IO[bytes]]:
    """A listed file, open for reading.

    Raises:
        OSError: it is gone, or may not be read.
    """
    path = local_path(file)
    if path is None:
        with fsspec.open(file, "rb") as remote:
            yield remote
    else:
        with path.open("rb") as local:
            yield local


def locked(file: IO[bytes]) -> bool:
    """Whether another program holds a lock on an open file that keeps others from reading it, as one may that is writing it.

    Nothing is known of a file that is not on this machine's file systems, or on one that keeps no locks: False.
    """
    try:
        number = file.fileno()
    except OSError:
        return False
    # Programs know two kinds of locks, and neither sees the other.
    for lock in (fcntl.flock, fcntl.lockf):
        try:
            lock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)
            lock(number, fcntl.LOCK_UN)
        except (BlockingIOError, PermissionError):
            return True
        except OSError:
            continue
    return False


def _remote(url: str) -> Iterator[Listed]:
    files, path = fsspec.core.url_to_fs(url)
    if isinstance(files, LocalFileSystem):
        yield from listed([path])
        return
    found: dict[str, dict[str, Any]] = (
        files.find(path, detail=True) if not glob.has_magic(path) else files.glob(path, detail=True)
    )
    if not found:
        raise SourceMissingError(url, "nothing there")
    for name, about in sorted(found.items()):
        if about["type"] == "file" and not _passing(name.rsplit("/", 1)[-1]):
            changed = about.get("mtime") or about.get("LastModified") or about.get("created")
            # A store that tells a version of the object, and no time, is hashed again.
            stamp = int(changed.timestamp() * 1e9) if isinstance(changed, datetime.datetime) else None
            yield Listed(files.unstrip_protocol(name), int(about["size"]), stamp)


def _passing(name: str) -> bool:
    return name.startswith(_PASSING_PREFIXES) or name.lower().endswith(_PASSING_SUFFIXES)
