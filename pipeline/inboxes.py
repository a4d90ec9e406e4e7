"""Inbox files deleted, where that was asked for, once the archive is known to have every byte of them.

A hash in a name says what the bytes were when they were written; here the bytes that the archive has now are read and compared with
those that lie in the inbox now.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from pipeline.archive.store import Archive
from pipeline.listing import local_path, locked

_CHUNK = 1 << 20


@dataclass
class Removed:
    """How many files were deleted, and those that stay though the archive should have them, with the reason."""

    files: int = 0
    kept: list[str] = field(default_factory=list)


def remove(files: Iterable[tuple[str, str]], inboxes: Iterable[str], archive: Archive) -> Removed:
    """Delete those of *files* that lie in *inboxes* and are the same, byte for byte, as their originals in the archive.

    Args:
        files: each with the path of its original in the archive. A link stays, and so does a document inside another file.
    """
    folders = [Path(inbox) for inbox in inboxes]
    removed = Removed()
    for file, original in files:
        path = local_path(file)
        if path is None or not any(path.is_relative_to(folder) for folder in folders):
            continue
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                continue
            if _same(path, archive, original):
                path.unlink()
                removed.files += 1
            else:
                removed.kept.append(f"{file}: is not what the archive has in {original}, or somebody has it open")
        except FileNotFoundError as error:
            # Gone, or a document inside another file.
            if path.exists():
                removed.kept.append(f"{file}: {original} is not in the archive ({error.strerror})")
        except NotADirectoryError:
            continue
        except OSError as error:
            removed.kept.append(f"{file}: {error.strerror or error}")
    return removed


def _same(path: Path, archive: Archive, original: str) -> bool:
    """Whether a file has the bytes of an original, and nobody changed it or put another in its place meanwhile."""
    with path.open("rb") as inbox, archive.opened(original) as kept:
        before = _stamp(os.fstat(inbox.fileno()))
        return (
            not locked(inbox)
            and _equal(inbox, kept)
            and before == _stamp(os.fstat(inbox.fileno())) == _stamp(path.lstat())
        )


def _equal(one: IO[bytes], other: IO[bytes]) -> bool:
    while True:
        chunk = one.read(_CHUNK)
        if chunk != other.read(_CHUNK):
            return False
        if not chunk:
            return True


def _stamp(about: os.stat_result) -> tuple[int, int, int, int]:
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns
