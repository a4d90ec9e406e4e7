"""The documents cannot go stale: what is generated is current, and what they name is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import app
from pipeline.process import process
from schemas import errors
from schemas.source import SourceFile

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_the_manual_of_the_commands_is_current(tmp_path):
    written = tmp_path / "cli.md"
    typer = Path(sys.executable).with_name("typer")
    options = ["utils", "docs", "--name", "paragraf", "--title", "The commands", "--output", written]
    subprocess.run([typer, "pipeline.cli", *options], cwd=ROOT, check=True, capture_output=True)

    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == written.read_text("utf-8"), "run `make docs`"


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text("utf-8")

    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert [name for name in names if f"paragraf {name}" not in readme] == []


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


# Names of files that a howto asks the reader to make.
TO_BE_MADE = {
    "pipeline/readers/x.py",
    "schemas/x.py",
    "extractors/x.py",
    "extractors/lang/sv/x.toml",
    "tests/extractors/test_x.py",
}


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_files_that_are_named_are_there(page):
    named = re.findall(
        r"`((?:schemas|extractors|pipeline|tests|docs|samples|benchmarks)/[\w./-]+)`", page.read_text("utf-8")
    )

    assert [name for name in named if name not in TO_BE_MADE and not (ROOT / name).exists()] == []


def test_every_error_has_its_section():
    written = (ROOT / "docs" / "errors.md").read_text("utf-8")

    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ParagrafError)
    ]
    assert [kind.__name__ for kind in kinds if f"`{kind.__name__}`" not in written] == []
    assert [code for code in errors.ExitCode if f"## {code.value} {code.name}\n" not in written] == []


def test_the_example_of_the_readme_is_what_comes_out():
    """The decisions shown stand in the record of the document shown."""
    readme = (ROOT / "README.md").read_text("utf-8")
    (document,) = re.findall(r"```text\n(.*?)```", readme, re.S)
    (shown,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", readme, re.S))

    (record,) = process(SourceFile("vreten-2024-05-06.txt", document.encode()))

    assert [decision.model_dump(mode="json") for decision in record.decisions] == shown
