"""One run at a time, by a lock that ends with whoever holds it and is taken again when the database comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from pipeline.archive import lock
from pipeline.archive.ledger import Ledger, Seen
from schemas.errors import AlreadyRunningError
from tests.postgres import Server

ONE = Seen("/a", 10, 7, "1" * 64)


@pytest.fixture
def here(database_url: str) -> Iterator[Ledger]:
    opened = Ledger(database_url)
    yield opened
    opened.close()


@pytest.fixture
def elsewhere(here: Ledger) -> Iterator[Engine]:
    engine = create_engine(here.engine.url)
    yield engine
    engine.dispose()


def test_a_folder_has_one_writer(tmp_path: Path) -> None:
    engine = create_engine("sqlite://")
    with (
        lock.held("archive", tmp_path, engine),
        pytest.raises(AlreadyRunningError, match=r"process [0-9]+ on "),
        lock.held("archive", tmp_path, engine),
    ):
        pass
    with lock.held("archive", tmp_path, engine):
        pass


def test_a_ledger_on_a_server_has_one_writer(here: Ledger, elsewhere: Engine) -> None:
    with (
        lock.held("s3://one", None, here.engine),
        pytest.raises(AlreadyRunningError, match="holds its ledger"),
        lock.held("s3://one", None, elsewhere),
    ):
        pass
    with lock.held("s3://one", None, elsewhere):
        pass


def test_it_is_taken_again_when_the_server_comes_back(here: Ledger, elsewhere: Engine, postgres: Server) -> None:
    with lock.held("s3://one", None, here.engine):
        here.note([ONE], 1)
        postgres.stop()
        postgres.start()
        # What was committed is there, and asking for it takes the lock.
        assert list(here.waiting()) == [ONE]
        with pytest.raises(AlreadyRunningError), lock.held("s3://one", None, elsewhere):
            pass


def test_who_lost_it_to_another_run_writes_no_more(here: Ledger, elsewhere: Engine, postgres: Server) -> None:
    with lock.held("s3://one", None, here.engine):
        postgres.stop()
        postgres.start()
        with lock.held("s3://one", None, elsewhere), pytest.raises(AlreadyRunningError):
            here.note([ONE], 1)
    assert list(here.waiting()) == []
