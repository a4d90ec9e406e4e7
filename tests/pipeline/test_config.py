"""``paragraf.toml``: what it may say, what is said of one that is wrong, and that commands take it where nothing else is said."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from pipeline.cli import app
from pipeline.config import Config, LimitsSection, Nightly, Told, load
from pipeline.readers.base import Limits
from schemas.errors import ExitCode, UsageError
from tests.pipeline.generated import minutes

ROOT = Path(__file__).parents[2]


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(content: str) -> Path:
        path = tmp_path / "paragraf.toml"
        path.write_text(content, "utf-8")
        return path

    return write


def test_paths_count_from_the_folder_of_the_file(written: Any, tmp_path: Path) -> None:
    path = written(
        'archive = "archive"\nledger = "sqlite:///seen.db"\ninboxes = ["in", "/mnt/in", "s3://bucket/in"]\n'
        'register = "postgresql+psycopg://host/register"\n[nightly]\nlogs = "../logs"\n'
    )
    found = load(path, {})

    assert found.archive == f"{tmp_path}/archive"
    assert found.ledger == f"sqlite:///{tmp_path}/seen.db"
    assert found.inboxes == [f"{tmp_path}/in", "/mnt/in", "s3://bucket/in"]
    assert found.register_url == "postgresql+psycopg://host/register"
    assert found.nightly.logs == f"{tmp_path.parent}/logs"


def test_the_environment_comes_before_the_file(written: Any, tmp_path: Path) -> None:
    path = written('archive = "archive"\nledger = "sqlite:///seen.db"\n')
    found = load(path, {"PARAGRAF_ARCHIVE": "s3://bucket/archive", "PARAGRAF_LEDGER": "sqlite:////srv/other.db"})

    assert (found.archive, found.ledger) == ("s3://bucket/archive", "sqlite:////srv/other.db")


WRONG = {
    "an unknown key": ('archive = "a"\n\n[nightly]\nverify_nigths = 3', "line 4: nightly.verify_nigths is no key of this file; did you mean verify_nights?"),
    "an unknown key that is near none": ("zzz = 1", "line 1: zzz is no key of this file"),
    "an unknown section": ("jobs = 2\n[nigthly]\n", "line 2: nigthly is no key of this file; did you mean nightly?"),
    "a command for a shell": ('[[nightly.on_trouble]]\ncommand = "mail root"', "line 2: nightly.on_trouble.0.command: input should be a valid list"),
    "an element of a list over several lines": ('inboxes = [\n  "in",\n  3,\n]', "line 1: inboxes.1: input should be a valid string"),
    "a number that cannot be": ("# jobs\njobs = 0", "line 2: jobs: input should be greater than 0"),
    "a database that we do not know": ('ledger = "mysql://x"', "line 1: ledger: string should match"),
    "no TOML": ('archive = a', "line 1, column"),
    "an inbox in another": ('inboxes = ["in", "in/b"]', "lies in"),
    "an inbox twice": ('inboxes = ["in", "./in"]', "is the same"),
    "an inbox in the archive": ('archive = "a"\ninboxes = ["a/in"]', "lies in the archive"),
    "removing from a store of objects": ('inboxes = ["s3://b/in"]\n[nightly]\nremove_from_inbox = true', "nightly.remove_from_inbox: only"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG)
def test_what_is_said_of_a_file_that_is_wrong(content: str, said: str, written: Any) -> None:
    path = written(content)
    with pytest.raises(UsageError) as error:
        load(path, {})

    assert str(error.value).startswith(f"{path}: ")
    assert said in str(error.value)


def test_an_archive_may_lie_in_an_inbox_and_names_may_be_alike(written: Any) -> None:
    assert load(written('archive = "in/archive"\ninboxes = ["in", "in2"]'), {}).inboxes


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        load(tmp_path / "none.toml", {})


def test_limits_are_those_of_the_readers() -> None:
    assert LimitsSection.model_fields.keys() == {field.name for field in dataclasses.fields(Limits)}
    assert LimitsSection().made() == Limits()


def test_the_example_shows_every_key() -> None:
    path = ROOT / "docs" / "deploy" / "paragraf.toml"
    shown = tomllib.loads(path.read_text("utf-8"))

    load(path, {})
    assert shown.keys() == {field.alias or name for name, field in Config.model_fields.items()}
    assert shown["nightly"].keys() == Nightly.model_fields.keys()
    assert shown["nightly"]["on_trouble"][0].keys() == Told.model_fields.keys()
    assert shown["limits"].keys() == LimitsSection.model_fields.keys()


# --- commands ---------------------------------------------------------------------------------------------------------


def options(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(command, TyperGroup):
        for part, one in command.commands.items():
            yield from options(one, f"{name} {part}".strip())
    else:
        yield from ((name, parameter) for parameter in command.params)


@pytest.mark.parametrize("place", ["archive", "ledger", "register"])
def test_every_command_that_takes_a_place_takes_it_from_the_environment_and_the_file(place: str) -> None:
    taking = [(name, one) for name, one in options(get_command(app)) if f"--{place}" in one.opts]

    assert [name for name, one in taking if (one.name, one.envvar) != (place, f"PARAGRAF_{place.upper()}")] == []


def test_the_command_line_comes_first_then_the_environment_then_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "a.txt").write_text(minutes(1), "utf-8")
    (tmp_path / "other.toml").write_text('archive = "from-another-file"', "utf-8")
    (tmp_path / "paragraf.toml").write_text('archive = "from-file"\njobs = 1\n[limits]\npages = 3\n', "utf-8")

    def run(*words: str, **environment: str) -> None:
        command = [sys.executable, "-m", "pipeline.cli", *words]
        subprocess.run(command, cwd=tmp_path, env=os.environ | environment, capture_output=True, check=True)

    run("import", "a.txt")
    run("--config", "other.toml", "import", "a.txt")
    run("import", "a.txt", PARAGRAF_ARCHIVE="from-environment")
    run("import", "a.txt", "--archive", "from-option", PARAGRAF_ARCHIVE="from-nowhere")

    made = [path.name for path in tmp_path.iterdir() if path.is_dir()]
    assert sorted(made) == ["from-another-file", "from-environment", "from-file", "from-option"]


def test_a_wrong_file_ends_any_command_with_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "paragraf.toml").write_text('arkiv = "x"', "utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "nightly"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert run.returncode == ExitCode.USAGE
    assert run.stderr == "paragraf: paragraf.toml: line 1: arkiv is no key of this file; did you mean archive?\n"
