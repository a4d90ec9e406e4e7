"""``paragraf serve`` as a user starts it: what it says, what it refuses, how it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.register.store import Register
from pipeline.web import demo
from schemas.errors import ExitCode, SourceMissingError

TOKEN = "a token of sixteen letters and more"


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", "serve", "--port", "0", *words]


@contextmanager
def served(*words: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server of its own, and the address that it tells."""
    with subprocess.Popen(
        command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | environment
    ) as process:
        try:
            assert process.stderr is not None
            lines = iter(process.stderr.readline, "")
            said = next(line for line in lines if "http://" in line)
            yield said.split()[1], process
        finally:
            process.terminate()


def get(address: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_public_register_is_served_to_everybody(url: str) -> None:
    with served("--register", url) as (address, process):
        with urllib.request.urlopen(f"{address}api/meetings?limit=1") as answer:
            found = json.load(answer)
            assert answer.headers["server"] is None
        process.send_signal(signal.SIGINT)
        assert process.wait() == ExitCode.OK

    assert found["results"][0]["url"].startswith(f"{address}api/meetings/")


def test_the_limit_of_requests_and_the_address_are_as_they_were_given(url: str) -> None:
    with served("--register", url, "--requests-a-minute", "1", "--url", "https://minutes.example/") as (address, _):
        with urllib.request.urlopen(f"{address}api/meetings?limit=1") as answer:
            found = json.load(answer)
        assert get(f"{address}api/meetings") == 429

    assert found["next"].startswith("https://minutes.example/api/meetings?")


@pytest.fixture
def internal(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path}/internal.db"
    Register(made, "internal").close()
    return made


def test_an_internal_register_is_served_to_who_has_the_token(internal: str, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", "utf-8")
    with served("--register", internal, "--internal", "--token-file", str(file)) as (address, process):
        assert get(f"{address}api/meetings") == 401
        assert get(f"{address}api/meetings", Authorization=f"Bearer {TOKEN}") == 200
        process.terminate()
        assert process.wait() == ExitCode.OK


def refused(*words: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(command(*words), capture_output=True, text=True, env=os.environ | environment, check=False)
    return done.returncode, done.stderr


def test_an_internal_register_is_served_by_no_mistake(internal: str) -> None:
    assert refused("--register", internal) == (
        ExitCode.USAGE,
        f"paragraf: {internal}: is a register of the internal edition, not of the public one\n",
    )


TOKENS = {"none": {}, "one that is easily guessed": {"PARAGRAF_TOKEN": "hemligt"}}


@pytest.mark.parametrize("environment", TOKENS.values(), ids=TOKENS)
def test_an_internal_register_needs_a_token(internal: str, environment: dict[str, str]) -> None:
    status, said = refused("--register", internal, "--internal", **environment)

    assert (status, "needs a token of 16 characters or more" in said) == (ExitCode.USAGE, True)


def test_a_token_file_that_is_not_there_is_told(internal: str) -> None:
    status, said = refused("--register", internal, "--internal", "--token-file", "nowhere")

    assert (status, said) == (ExitCode.SOURCE_MISSING, "paragraf: nowhere: No such file or directory\n")


def test_an_address_in_use_is_told(url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, said = refused("--register", url, "--port", str(port))

    assert (status, f"127.0.0.1:{port}: cannot listen there: address already in use" in said) == (ExitCode.USAGE, True)


def test_the_demo_is_a_public_register_of_the_samples_with_their_originals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("brf-stamma", "kyrkorad")
    for name in names:
        shutil.copytree(demo.SAMPLES / name, tmp_path / "samples" / name)
    monkeypatch.setattr(demo, "SAMPLES", tmp_path / "samples")

    archive, made = demo.made(tmp_path)

    register = Register(made, "public", read_only=True)
    assert len(register.hashes()) == len(names) == len(list(archive.names("originals")))
    register.close()


def test_without_the_samples_there_is_no_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "SAMPLES", tmp_path)

    with pytest.raises(SourceMissingError, match="source tree alone"):
        demo.made(tmp_path)
