"""Imports that nothing disturbs, to compare others with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.generated import write_minutes
from tests.pipeline.imports import FEW, FILES, imported


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    write_minutes(folder, FILES)
    return folder


@pytest.fixture(scope="session")
def undisturbed(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("undisturbed") / "archive"
    report = imported(sources, "--archive", archive)
    assert report["adds_up"]
    assert report["states"] == {"archived": 445, "duplicate": 25, "empty": 20, "quarantined": 20}
    return archive


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    write_minutes(folder, FEW)
    return folder


@pytest.fixture(scope="session")
def few_undisturbed(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("undisturbed") / "archive"
    assert imported(few, "--archive", archive)["adds_up"]
    return archive
