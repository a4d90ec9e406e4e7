"""Quality does not fall unseen: the figures of the referee stay above ``floors.toml``."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text("utf-8"))["floors"]


@pytest.mark.skipif(not (SHARED / "evaluation").is_dir(), reason="the shared gold files are not beside this checkout")
def test_no_figure_falls_below_its_floor():
    floors = [argument for name, least in FLOORS.items() for argument in ("--min", f"{name}={least}")]
    referee = [sys.executable, SHARED / "evaluation" / "score.py", SHARED / "evaluation" / "gold", SHARED / "corpus"]
    extract = [sys.executable, "-m", "pipeline.cli", "extract"]

    run = subprocess.run(
        [*referee, *floors, "--", *extract],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
