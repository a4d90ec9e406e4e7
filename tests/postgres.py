"""A real PostgreSQL for tests: a server in a folder of its own, reached by a Unix socket there, that is gone with the session.

Fixtures, for any test by way of ``tests/conftest.py``: ``postgres``, the server, which may be stopped and started, and
``database_url``, an empty database on it.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

_SETTINGS = (
    # What a test writes need not outlast a power cut.
    "fsync=off",
    "listen_addresses=",
    "log_timezone=UTC",
    "max_connections=300",
)


def _program(name: str) -> str:
    """The path of one of its programs; Debian keeps them beside the PATH."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    found = shutil.which(name) or (str(installed[-1]) if installed else None)
    if found is None:
        pytest.fail(f"needs PostgreSQL ({name} is not there): apt install postgresql", pytrace=False)
    return found


class Server:
    """A server whose data lie in *folder*. It refuses to run as root, who starts it as somebody else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._user = next(name for name in ("postgres", "nobody") if _exists(name)) if os.getuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", "--auth=trust", "--username=paragraf", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")

    def _run(self, name: str, *words: str) -> None:
        command = [_program(name), "--pgdata", str(self._folder / "data"), *words]
        # What it says goes to a file: a pipe would be held open by the server that it starts.
        with (self._folder / "log").open("ab") as log:
            done = subprocess.run(
                command,
                cwd=self._folder,
                user=self._user,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
            )
        assert done.returncode == 0, (self._folder / "log").read_text()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = " ".join(f"-c {setting}" for setting in _SETTINGS)
        self._run("pg_ctl", "start", "--wait", "--options", f"-k {self._folder} {options}")

    def stop(self) -> None:
        """End it as a crash would: no connection is asked, what was committed stays."""
        self._run("pg_ctl", "stop", "--wait", "--mode", "immediate")

    def database(self) -> str:
        """The URL of a new and empty database."""
        name = f"test{next(self._numbers)}"
        with psycopg.connect(host=str(self._folder), user="paragraf", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://paragraf@/{name}?host={self._folder}"


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running server. Whoever stops it starts it again."""
    # Not pytest's folder: that is closed to the user who runs the server, and its path may be too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="paragraf-pg-"))
    try:
        server = Server(folder)
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def database_url(postgres: Server) -> str:
    """An empty database, by the URL that ``--ledger`` and ``--register`` take."""
    return postgres.database()
