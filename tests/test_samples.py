"""The samples: of each document, the record says what a careful registrar would write down, no less and no more.

A sample is a folder: a ``source`` in some format and an ``expected.json``, a gold file written by hand. To see what is
found and what is not, with figures: ``paragraf evaluate samples samples --verbose``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.evaluation import compare
from pipeline.process import process
from schemas.source import SourceFile

SAMPLES = Path(__file__).parents[1] / "samples"
FOLDERS = sorted({path.parent for path in SAMPLES.glob("*/[!_]*")})

# What the program cannot read yet: folder -> what is missing, and why.
KNOWN_GAPS: dict[str, str] = {}


def _row(folder: Path) -> object:
    # Only a difference may be expected: a crash is always a failure.
    gap = KNOWN_GAPS.get(folder.name)
    marks = [pytest.mark.xfail(reason=gap, raises=AssertionError)] if gap else []
    return pytest.param(folder, id=folder.name, marks=marks)


@pytest.mark.parametrize("folder", [_row(folder) for folder in FOLDERS])
def test_the_record_says_what_a_registrar_would(folder):
    (source,) = folder.glob("source.*")
    gold = json.loads((folder / "expected.json").read_text("utf-8"))

    records = process(SourceFile(source.name, source.read_bytes()))

    comparison = compare(folder.name, gold["records"], [record.model_dump(mode="json") for record in records])
    figures = [figure for name, figure in comparison.figures.items() if name != "whole_document"]
    differences = [note for figure in figures for note in figure.notes]
    assert not differences, "\n".join(differences)


def test_every_gap_is_of_a_sample():
    assert set(KNOWN_GAPS) <= {folder.name for folder in FOLDERS}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_expectation_names_its_source(folder):
    gold = json.loads((folder / "expected.json").read_text("utf-8"))

    assert (SAMPLES / gold["file"]).parent == folder
    assert (SAMPLES / gold["file"]).is_file()


def test_the_documents_are_what_their_scripts_make(tmp_path):
    copy = shutil.copytree(SAMPLES, tmp_path / "samples")
    sources = {script: next(script.parent.glob("source.*")) for script in copy.glob("*/make.py")}
    for source in sources.values():
        source.unlink()

    subprocess.run([sys.executable, copy / "build.py"], check=True)

    # Compared as texts: how well a machine's zlib packs is no part of a sample.
    for source in sources.values():
        committed = SAMPLES / source.relative_to(copy)
        assert _texts(source) == _texts(committed)


def _texts(source: Path) -> list[str]:
    return [record.text for record in process(SourceFile(source.name, source.read_bytes()))]
