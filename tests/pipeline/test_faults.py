"""Imports during which the database restarts, and a document ends whoever reads it."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from pipeline.archive.store import Archive
from tests.pipeline.generated import minutes
from tests.pipeline.imports import contents, ended, fates, originals, started, wait_for
from tests.postgres import Server


def test_a_run_outlasts_a_restart_of_its_database(
    few: Path, few_undisturbed: Path, tmp_path: Path, postgres: Server, database_url: str
) -> None:
    archive = tmp_path / "archive"
    run = started(few, "--archive", archive, "--ledger", database_url)
    wait_for(lambda: originals(archive) > 20)
    postgres.stop()
    time.sleep(1)
    postgres.start()
    report = ended(run)

    assert report["adds_up"]
    assert contents(archive) == contents(few_undisturbed)
    assert fates(archive, database_url) == fates(few_undisturbed)


def children(pid: int) -> list[int]:
    """The processes that one has started, whichever thread did it."""
    found = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (thread / "children").read_text().split())
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_document_that_ends_its_reader_is_tried_twice_and_set_aside(tmp_path: Path) -> None:
    source, archive = tmp_path / "in", tmp_path / "archive"
    source.mkdir()
    # It takes its time; the others come behind it.
    (source / "a.txt").write_text(
        "".join(f"§ {number} Staket\nStyrelsen beslutade att bygga.\n\n" for number in range(20_000))
    )
    for number in range(5):
        (source / f"b{number}.txt").write_text(minutes(number))
    run = started(source, "--archive", archive, "--jobs", 1)
    # Its bytes are kept before it is read.
    wait_for(lambda: originals(archive))
    for _ in range(2):
        (reader,) = wait_for(lambda: children(run.pid))
        os.kill(reader, signal.SIGKILL)
        wait_for(lambda reader=reader: reader not in children(run.pid))
    report = ended(run)

    assert report["states"] == {"archived": 5, "quarantined": 1}
    assert report["quarantined"][0]["code"] == "crashed"
    (poison,) = [fate for fate in Archive(str(archive)).fates() if fate.state == "quarantined"]
    assert poison.attempts == 2
