"""Where documents come from: a path, or ``-`` for standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipeline.readers.base import Limits
from schemas.errors import LimitExceededError, SourceMissingError
from schemas.source import SourceFile


def load(name: str, limits: Limits) -> SourceFile:
    """The bytes of a file, or of standard input.

    Raises:
        SourceMissingError: the path is missing, a folder, or may not be read.
        LimitExceededError: the file has more bytes than *limits* allow; none of them is read.
    """
    if name == "-":
        # One byte too many is enough for the registry of readers to refuse it.
        return SourceFile("-", sys.stdin.buffer.read(limits.file_bytes + 1))
    path = Path(name)
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise SourceMissingError(name, "is a folder; name the files in it")
        if size > limits.file_bytes:
            raise LimitExceededError(name, f"{size} bytes; the limit is {limits.file_bytes} (--max-bytes)")
        return SourceFile(_readable(path.name), path.read_bytes())
    except FileNotFoundError as error:
        raise SourceMissingError(name, "no such file") from error
    except (OSError, ValueError) as error:
        # A name with a null byte, or one that the file system cannot write down, is a ValueError.
        raise SourceMissingError(name, getattr(error, "strerror", None) or str(error)) from error


def _readable(name: str) -> str:
    """A file name as UTF-8 whatever the locale; what is no UTF-8 in it cannot stand in a record."""
    return os.fsencode(name).decode("utf-8", "replace")
