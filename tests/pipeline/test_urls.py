"""Import from and to any place that fsspec knows by a URL, not only folders."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from pipeline import bulk
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive
from pipeline.listing import listed
from pipeline.report import Report
from schemas.errors import SourceMissingError, UsageError
from tests.pipeline.generated import minutes

ONE, TWO = (minutes(number).encode() for number in range(2))


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A URL under which nothing lies yet, of the kind that the test asks for."""
    if request.param == "file":
        yield f"file://{tmp_path}/place"
        return
    url = f"memory://{uuid.uuid4().hex}"
    yield url
    files, path = fsspec.core.url_to_fs(url)
    files.rm(path, recursive=True)


def imported(source: str, archive: str, ledger: Ledger) -> Report:
    with bulk.local(1) as executor:
        return bulk.run(listed([source]), Archive(archive), ledger, executor, 1, bulk.Settings(archive))


@pytest.mark.parametrize("place", ["file", "memory"], indirect=True)
def test_sources_and_archive_may_be_urls(place: str, tmp_path: Path) -> None:
    with fsspec.open(f"{place}/in/a.txt", "wb", auto_mkdir=True) as first:
        first.write(ONE)
    with fsspec.open(f"{place}/in/b/å.txt", "wb", auto_mkdir=True) as second:
        second.write(TWO)
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db")
    report = imported(f"{place}/in", f"{place}/archive", ledger)
    kept = {Archive(f"{place}/archive").read(str(fate.original)) for fate in ledger.fates()}
    again = imported(f"{place}/in", f"{place}/archive", ledger)
    ledger.close()

    assert (report.states, report.read, report.adds_up) == ({"archived": 2}, 2, True)
    assert kept == {ONE, TWO}
    assert (again.states, again.read, again.adds_up) == ({"archived": 2}, 0, True)


@pytest.mark.parametrize("place", ["file", "memory"], indirect=True)
def test_a_url_at_which_nothing_lies_is_missing(place: str) -> None:
    with fsspec.open(f"{place}/other/a.txt", "wb", auto_mkdir=True) as other:
        other.write(ONE)

    with pytest.raises(SourceMissingError):
        list(listed([f"{place}/in"]))


def test_an_archive_that_is_no_folder_needs_a_ledger_that_is_named() -> None:
    with pytest.raises(UsageError, match="--ledger"):
        _ = Archive("memory://somewhere").ledger_url
