"""One run at a time: whoever writes to an archive holds its lock.

On a local archive it is a lock of the operating system on ``ARCHIVE/.lock``, which ends with the process that holds it, however
that ends: there are no stale locks to clean up. Where the ledger is a PostgreSQL database, which several machines may
share, an advisory lock in it is held as well, and ends with the connection.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from schemas.errors import AlreadyRunningError

# Any number that no other program is likely to use in the same database.
_ADVISORY = 0x7061726167726166 % 2**63


@contextmanager
def held(archive: str, folder: Path | None, engine: Engine) -> Iterator[None]:
    """Hold the lock of an archive.

    Args:
        archive: its URL, for the message.
        folder: where it lies, if it is local.
        engine: the ledger's database.

    Raises:
        AlreadyRunningError: another run holds it; the message says which.
    """
    with _folder_lock(archive, folder), _database_lock(archive, engine):
        yield


@contextmanager
def _folder_lock(archive: str, folder: Path | None) -> Iterator[None]:
    if folder is None:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "a process that has not said its number"
            raise AlreadyRunningError(archive, f"another run is writing to it ({holder})") from error
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()}\n")
        file.flush()
        yield


@contextmanager
def _database_lock(archive: str, engine: Engine) -> Iterator[None]:
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY}):
            raise AlreadyRunningError(archive, "another run holds its ledger, perhaps on another machine")
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _ADVISORY})
