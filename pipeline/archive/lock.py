"""One run at a time: whoever writes to an archive holds its lock.

On a local archive it is a lock of the operating system on ``ARCHIVE/.lock``, which ends with the process that holds it, however
that ends: there are no stale locks to clean up. Where the ledger is a PostgreSQL database, which several machines may
share, an advisory lock in it is held as well. It ends with its connection: when the server restarts, it is taken again before
anything else is asked of the server.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

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
    # An engine of its own: each connection of the ledger's asks for the lock.
    own = create_engine(engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    holding: Connection | None = None

    def hold(*_: object) -> None:
        nonlocal holding
        if holding is not None and _answers(holding):
            return
        holding = own.connect()
        if not holding.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY}):
            raise AlreadyRunningError(archive, "another run holds its ledger, perhaps on another machine")

    try:
        hold()
        event.listen(engine, "connect", hold)
        try:
            yield
        finally:
            event.remove(engine, "connect", hold)
    finally:
        if holding is not None:
            # The lock ends with it.
            holding.close()
        own.dispose()


def _answers(connection: Connection) -> bool:
    try:
        connection.execute(text("SELECT 1"))
    except DBAPIError:
        connection.invalidate()
        connection.close()
        return False
    return True
