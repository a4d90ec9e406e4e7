"""The errors that a user can meet, each with its exit status and its section in docs/errors.md.

::

    ParagrafError
    ├── UsageError              2   the call itself is wrong
    ├── SourceMissingError      3   the path is not there, or is a folder
    ├── UnsupportedFormatError  4   no reader knows the bytes
    ├── UnreadableSourceError   5   the bytes break their format: truncated, damaged, mislabelled
    ├── EncryptedSourceError    6   a password is needed
    ├── EmptySourceError        7   nothing in it: no bytes, no pages, no text
    ├── LimitExceededError      8   more pages, bytes, unpacked bytes, memory or time than the limits allow
    ├── CrashedError           11   the process that read it crashed, or was killed
    ├── AlreadyRunningError    12   another run is writing to the archive
    └── UnwritableError        14   archive or ledger cannot be written: the disk is full, the server is gone

An odd *document* is no error: readers and extractors report a ``Problem`` in the record and go on.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What ``paragraf`` returns to the shell; docs/errors.md explains each."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    SOURCE_MISSING = 3
    UNSUPPORTED_FORMAT = 4
    UNREADABLE_SOURCE = 5
    ENCRYPTED_SOURCE = 6
    EMPTY_SOURCE = 7
    LIMIT_EXCEEDED = 8
    SOME_FAILED = 9
    PROBLEMS_FOUND = 10
    CRASHED = 11
    ALREADY_RUNNING = 12
    DAMAGED = 13
    UNWRITABLE = 14


class ParagrafError(Exception):
    """An error that names a source and the reason, and ends with an exit status of its own."""

    exit_code = ExitCode.INTERNAL

    def __init__(self, source_name: str, reason: str) -> None:
        # Both go to args, or the error cannot be unpickled on its way out of a worker.
        super().__init__(source_name, reason)
        self.source_name = source_name
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source_name}: {self.reason}"


class UsageError(ParagrafError):
    """The call itself is wrong: an option that cannot be."""

    exit_code = ExitCode.USAGE


class SourceMissingError(ParagrafError):
    """The path does not exist, is a folder, or may not be read."""

    exit_code = ExitCode.SOURCE_MISSING


class UnsupportedFormatError(ParagrafError):
    """No reader knows these bytes."""

    exit_code = ExitCode.UNSUPPORTED_FORMAT


class UnreadableSourceError(ParagrafError):
    """The bytes break the format they claim: truncated, damaged or mislabelled."""

    exit_code = ExitCode.UNREADABLE_SOURCE


class EncryptedSourceError(ParagrafError):
    """The file is encrypted and opens only with a password."""

    exit_code = ExitCode.ENCRYPTED_SOURCE


class EmptySourceError(ParagrafError):
    """There is nothing to read: no bytes, no pages, or no text on any page."""

    exit_code = ExitCode.EMPTY_SOURCE


class LimitExceededError(ParagrafError):
    """The file is beyond a configurable limit (bytes, pages, unpacked bytes, memory, time)."""

    exit_code = ExitCode.LIMIT_EXCEEDED


class CrashedError(ParagrafError):
    """The process that read the file crashed (a segmentation fault in a library), or somebody killed it."""

    exit_code = ExitCode.CRASHED


def fault(error: Exception) -> str:
    """One line on an error that nobody expected, for a user to report.

    >>> fault(KeyError("lost"))
    "internal error: KeyError: 'lost' (PARAGRAF_DEBUG=1 shows where)"
    """
    said = str(error).partition("\n")[0]
    return f"internal error: {type(error).__name__}: {said} (PARAGRAF_DEBUG=1 shows where)"


class AlreadyRunningError(ParagrafError):
    """Another run is writing to the archive."""

    exit_code = ExitCode.ALREADY_RUNNING


class UnwritableError(ParagrafError):
    """Archive or ledger cannot be written: the disk is full, a right is missing, the server stays away."""

    exit_code = ExitCode.UNWRITABLE
