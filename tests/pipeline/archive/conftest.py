"""An archive of some invented files, imported as any, for tests of what is done to it afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import bulk
from pipeline.archive import session
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive
from pipeline.listing import listed
from tests.pipeline.generated import write_minutes


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an ``archive`` of three runs, so that its journal has three segments, and what was imported, in ``in``."""
    folder = tmp_path_factory.mktemp("kept")
    archive = Archive(str(folder / "archive"))
    ledger = Ledger(archive.ledger_url)
    with bulk.local(1) as executor:
        for count in (3, 14, 26):
            write_minutes(folder / "in", count)
            files = listed([str(folder / "in")])
            bulk.run(files, archive, ledger, executor, 1, bulk.Settings(archive.url))
    ledger.close()
    return folder


@pytest.fixture
def folder(imported: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be damaged."""
    return shutil.copytree(imported / "archive", tmp_path / "archive")


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[Archive, Ledger]]:
    """That copy and its ledger, in a file or on a server."""
    on_server = request.param == "postgresql"
    with session.opened(str(folder), request.getfixturevalue("database_url") if on_server else None) as both:
        yield both
