"""Bulk import: every file has its fate, whatever happens to the run."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

from schemas.errors import ExitCode
from tests.pipeline.generated import minutes
from tests.pipeline.imports import FILES, SEEN, command, contents, fates, imported, journal

KILLS = 22


def test_every_file_has_its_fate_in_the_ledger_and_in_the_journal(undisturbed: Path) -> None:
    assert len(fates(undisturbed)) == SEEN
    assert journal(undisturbed) == fates(undisturbed)


def test_a_second_run_reads_nothing(sources: Path, undisturbed: Path) -> None:
    before = contents(undisturbed)
    report = imported(sources, "--archive", undisturbed)

    assert (report["seen"], report["unchanged"], report["read"]) == (SEEN, FILES, 0)
    assert contents(undisturbed) == before


def test_a_run_that_is_killed_again_and_again_ends_as_an_undisturbed_one(
    sources: Path, undisturbed: Path, tmp_path: Path
) -> None:
    moments, kills, rounds = random.Random(20190107), 0, 0
    while kills < KILLS:
        archive = tmp_path / f"archive{rounds}"
        run = subprocess.Popen(
            command("import", sources, "--archive", archive), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # From the first import of a module to the last file: most of it after the start, which takes about a second.
        time.sleep(moments.uniform(0.2, 2.5))
        if run.poll() is None:
            os.kill(run.pid, signal.SIGKILL)
            kills += 1
        else:
            # It came to its end before it was killed: another archive, from the beginning.
            assert run.returncode in (ExitCode.OK, ExitCode.SOME_FAILED)
            rounds += 1
        run.wait()
    for archive in tmp_path.iterdir():
        report = imported(sources, "--archive", archive)
        assert report["adds_up"]
        assert contents(archive) == contents(undisturbed)
        assert fates(archive) == fates(undisturbed)
        assert journal(archive) == fates(undisturbed)


def test_a_ledger_that_is_lost_is_made_again_from_the_archive(sources: Path, undisturbed: Path, tmp_path: Path) -> None:
    archive = shutil.copytree(undisturbed, tmp_path / "archive")
    for file in archive.glob("ledger.db*"):
        file.unlink()
    report = imported(sources, "--archive", archive)

    assert (report["adds_up"], report["read"]) == (True, 0)
    assert fates(archive) == fates(undisturbed)


def test_of_two_runs_at_once_one_says_that_the_other_is_there(sources: Path, undisturbed: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    first = subprocess.Popen(command("import", sources, "--archive", archive), stdout=subprocess.PIPE)
    while not (archive / ".lock").exists() or not (archive / ".lock").read_text():
        time.sleep(0.05)
    second = subprocess.run(
        command("import", sources, "--archive", archive), capture_output=True, text=True, check=False
    )
    first.communicate()

    assert second.returncode == ExitCode.ALREADY_RUNNING
    assert f"process {first.pid} on " in second.stderr
    assert contents(archive) == contents(undisturbed)
    assert fates(archive) == fates(undisturbed)


def test_a_changed_file_is_read_and_what_it_was_stays(tmp_path: Path) -> None:
    source, archive = tmp_path / "in", tmp_path / "archive"
    source.mkdir()
    (source / "a.txt").write_text(minutes(1))
    imported(source, "--archive", archive)
    (source / "a.txt").write_text(minutes(2))
    report = imported(source, "--archive", archive)

    assert report["read"] == 1
    assert len(contents(archive)) == 4


def test_an_archive_inside_the_sources_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(minutes(1))
    imported(tmp_path, "--archive", tmp_path / "archive")

    assert imported(tmp_path, "--archive", tmp_path / "archive")["seen"] == 1


def test_a_file_name_in_an_old_encoding_is_a_file_like_any(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    path = os.fsencode(source) + b"/m\xf6te.txt"
    with open(path, "w", encoding="utf-8") as file:
        file.write(minutes(1))
    report = imported(source, "--archive", tmp_path / "archive")

    assert report["states"] == {"archived": 1}


def test_a_file_beyond_a_limit_is_set_aside_and_the_log_says_so(tmp_path: Path) -> None:
    source, log = tmp_path / "in", tmp_path / "log.ndjson"
    source.mkdir()
    (source / "a.txt").write_text(minutes(1))
    (source / "b.txt").write_text(minutes(2) * 10)
    report = imported(source, "--archive", tmp_path / "archive", "--max-bytes", 2000, "--log", log)
    said = [json.loads(line) for line in log.read_text("utf-8").splitlines()]

    assert report["states"] == {"archived": 1, "quarantined": 1}
    assert [(line["event"], line["level"]) for line in said] == [
        ("import begins", "info"),
        ("set aside", "warning"),
        ("import ends", "info"),
    ]
    assert (said[1]["file"], said[1]["code"]) == (str(source / "b.txt"), "limit_exceeded")
