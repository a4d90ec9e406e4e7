"""A document taken out for good: nothing of it stays but the trace, whenever the removal is interrupted, and it never comes back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import bulk
from pipeline.archive import corrections, current, gaps, removal, session
from pipeline.archive.fates import Fate
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive
from pipeline.archive.verify import verify
from pipeline.listing import listed
from pipeline.register import building
from pipeline.register.masking import Policy
from pipeline.register.store import Register
from schemas.errors import ExitCode, UsageError

AT = "2024-01-02T03:04:05+00:00"


class PowerCut(BaseException):
    """What stops a program without letting it end."""


class Failing(Archive):
    """An archive whose disk fails at a certain change."""

    def __init__(self, url: str, left: int) -> None:
        super().__init__(url)
        self.left = left

    def _count(self) -> None:
        if not self.left:
            raise PowerCut
        self.left -= 1

    def write(self, path: str, content: bytes) -> None:
        self._count()
        super().write(path, content)

    def delete(self, path: str) -> None:
        self._count()
        super().delete(path)


def victim(archive: Archive) -> Fate:
    """An archived file that has a twin, with a correction beside its record."""
    twins = {fate.duplicate_of for fate in archive.fates() if fate.state == "duplicate"}
    fate = next(fate for fate in archive.fates() if fate.state == "archived" and fate.file in twins)
    record = json.loads(archive.read(fate.records[0].path))
    if not corrections.kept(archive, record["id"], fate.sha256):
        corrections.correct(archive, record, fate.sha256, [("/meeting/date", "1999-12-31")], "x", "y", AT)
    return fate


def everything(folder: Path) -> dict[str, bytes]:
    """All files but the ledger's, by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith((".lock", "ledger.db"))
    }


def removed(archive: Archive, ledger: Ledger, sha256: str) -> removal.Removed:
    return removal.remove(archive, ledger, sha256, "gallring", "Åsa", AT)


def test_nothing_stays_but_the_trace(opened: tuple[Archive, Ledger], folder: Path) -> None:
    archive, ledger = opened
    fate = victim(archive)
    record = current.record(archive, fate.records[0], fate.sha256).record
    body = next(entry.about["body"] for entry in current.entries(archive, ledger) if entry.sha256 == fate.sha256)
    for entry in current.entries(archive, ledger):
        if entry.about["body"] == body and entry.sha256 != fate.sha256:
            other = json.loads(archive.read(entry.stored.path))
            corrections.correct(archive, other, entry.sha256, [("/meeting/date", "1999-12-31")], "x", "y", AT)
    gaps.report(archive, ledger)
    assert fate.sha256 in archive.read(gaps.REPORT).decode()
    result = removed(archive, ledger, fate.sha256)

    assert len(result.files) == 2
    assert fate.file in result.files
    words = {*result.files, record["id"], *(stored.sha256 for stored in fate.records)}
    for path, content in everything(folder).items():
        text = content.decode("utf-8", "replace")
        assert not [word for word in words if word in text or word in path]
    traces = [one for one in archive.fates() if one.sha256 == fate.sha256]
    assert {(one.state, one.file, one.who, one.at) for one in traces} == {("removed", "", "Åsa", AT)}
    assert {one.reason.message for one in traces if one.reason} == {"gallring"}
    assert record["id"] not in {one["id"] for one in current.records(archive)}
    assert verify(archive, ledger).findings == []


def test_others_stay_as_they_were(opened: tuple[Archive, Ledger]) -> None:
    archive, ledger = opened
    fate = victim(archive)
    kept = [one for one in ledger.fates() if one.sha256 != fate.sha256]
    removed(archive, ledger, fate.sha256)

    assert list(ledger.fates()) == kept
    ledger.rebuild(archive.fates())
    assert list(ledger.fates()) == kept


@pytest.mark.parametrize("lost", [False, True], ids=["with its ledger", "with a new ledger"])
def test_no_import_brings_it_back(lost: bool, folder: Path, imported: Path) -> None:
    archive = Archive(str(folder))
    with session.opened(archive.url) as (_, ledger):
        fate = victim(archive)
        result = removed(archive, ledger, fate.sha256)
    if lost:
        for path in folder.glob("ledger.db*"):
            path.unlink()
    with session.opened(archive.url) as (_, ledger), bulk.local(1) as executor:
        report = bulk.run(listed([str(imported / "in")]), archive, ledger, executor, 1, bulk.Settings(archive.url))
        again = verify(archive, ledger)

    assert (report.adds_up, report.read, report.states["removed"]) == (True, 0, 2)
    assert removal.left(archive, fate.sha256) == []
    assert not [one for one in archive.fates() if one.file in result.files]
    assert again.findings == []


def test_a_removal_that_is_interrupted_anywhere_is_finished_by_the_next(folder: Path, tmp_path: Path) -> None:
    sha256 = victim(Archive(str(folder))).sha256
    whole = shutil.copytree(folder, tmp_path / "whole")
    with session.opened(str(whole)) as (archive, ledger):
        removed(archive, ledger, sha256)
    wanted = everything(whole)
    for change in range(1, 40):
        cut = shutil.copytree(folder, tmp_path / f"cut{change}")
        with session.opened(str(cut)) as (_, ledger):
            try:
                removed(Failing(str(cut), change), ledger, sha256)
            except PowerCut:
                pass
            else:
                break
        mended = shutil.copytree(cut, tmp_path / f"mended{change}")
        with session.opened(str(cut)) as (archive, ledger):
            removed(archive, ledger, sha256)
            assert verify(archive, ledger).findings == []
        with session.opened(str(mended)) as (archive, ledger):
            assert verify(archive, ledger, repair=True).sound
        assert everything(cut) == wanted
        assert everything(mended) == wanted
    assert 10 < change < 39


def test_an_order_that_was_not_written_is_none(folder: Path) -> None:
    before = everything(folder)
    with session.opened(str(folder)) as (archive, ledger):
        with pytest.raises(PowerCut):
            removed(Failing(archive.url, 0), ledger, next(archive.fates()).sha256)
        assert verify(archive, ledger).findings == []

    assert everything(folder) == before


def test_what_it_came_in_and_what_came_in_it_are_named(opened: tuple[Archive, Ledger]) -> None:
    archive, ledger = opened
    names = {
        "1": "/in/post.eml",
        "2": "/in/post.eml!/a.zip",
        "3": "/in/post.eml!/a.zip!/b.pdf",
        "4": "/in/post.eml.pdf",
    }
    lines = [
        Fate(file=file, sha256=digit * 64, size=1, state="archived", original="x", software="1", at=AT)
        for digit, file in names.items()
    ]
    archive.add_fates(lines)
    ledger.settle(lines)
    result = removed(archive, ledger, "2" * 64)

    assert (result.inside, result.held) == (("1" * 64,), ("3" * 64,))


def test_what_the_archive_never_had_cannot_be_removed(opened: tuple[Archive, Ledger]) -> None:
    with pytest.raises(UsageError):
        removed(*opened, "0" * 64)


def test_the_command_tells_what_is_left_to_do(folder: Path, tmp_path: Path) -> None:
    fate = victim(Archive(str(folder)))
    url = f"sqlite:///{tmp_path}/register.db"
    with closing(Register(url, "internal")) as register:
        building.fill_from_archive(register, str(folder), Policy())
        before = register.counts()["documents"]
    call = [sys.executable, "-m", "pipeline.cli", "remove", fate.sha256, "--archive", str(folder), "--register", url]
    refused = subprocess.run([*call, "--why", " "], capture_output=True, text=True, check=False)
    run = subprocess.run([*call, "--why", "gallring", "--who", "Åsa"], capture_output=True, text=True, check=False)

    assert refused.returncode == ExitCode.USAGE
    assert run.returncode == ExitCode.OK, run.stderr
    assert fate.file in json.loads(run.stdout)["files"]
    with closing(Register(url)) as register:
        changes = [change["document"] for change in register.changes(0, 10_000) if change["kind"] == "delete"]
        assert (changes, register.counts()["documents"]) == ([fate.records[0].id], before - 1)
