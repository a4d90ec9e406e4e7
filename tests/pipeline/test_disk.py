"""An import whose disk is full ends, and the next goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.errors import ExitCode
from tests.pipeline.imports import contents, fates, imported, started

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tmpfs")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1.5 MB, which is not enough."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "none", place], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"a small disk cannot be mounted here (needs root, and mount to be allowed): {error}")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_ends_the_run_and_the_next_goes_on(few: Path, few_undisturbed: Path, small_disk: Path) -> None:
    archive = small_disk / "archive"
    run = started(few, "--archive", archive)
    _, said = run.communicate()
    assert run.returncode == ExitCode.UNWRITABLE
    assert "No space left on device" in said or "database or disk is full" in said
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)

    assert imported(few, "--archive", archive)["adds_up"]
    assert contents(archive) == contents(few_undisturbed)
    assert fates(archive) == fates(few_undisturbed)
