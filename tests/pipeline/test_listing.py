"""What an import finds to read: the files that sources name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.bulk import Settings, look
from pipeline.listing import Listed, listed, local_path

NOBODY = 65534


@contextmanager
def without_privileges() -> Iterator[None]:
    """What root may read, others may not."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that everybody may read, unlike tmp_path."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def test_a_folder_that_may_not_be_read_is_told_and_the_others_are_listed(folder: Path) -> None:
    closed = folder / "b"
    closed.mkdir(mode=0o000)
    for name in ("a.txt", "c.txt"):
        (folder / name).write_text("x")
    with without_privileges():
        found = list(listed([str(folder)]))
        looked = look(found[1:2], Settings("no archive is opened"))

    assert [one.file for one in found] == [f"{folder}/a.txt", str(closed), f"{folder}/c.txt"]
    assert looked.unopened == [f"{closed}: Permission denied"]


PLACES = {
    "a path": ("/in/a.txt", Path("/in/a.txt")),
    "a name in an old encoding": ("file:///in/m%F6te.txt", Path(os.fsdecode(b"/in/m\xf6te.txt"))),
    "a file elsewhere": ("s3://in/a.txt", None),
}


@pytest.mark.parametrize(("file", "place"), PLACES.values(), ids=PLACES)
def test_where_a_listed_file_lies(file: str, place: Path | None) -> None:
    assert local_path(file) == place


def test_a_file_that_grows_while_it_is_read_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("the whole text")
    before = Listed(str(path), 3, path.stat().st_mtime_ns)

    assert look([before], Settings("no archive is opened")).left == [
        f"{path}: 14 bytes, and 3 when the folder was listed"
    ]
