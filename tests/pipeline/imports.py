"""Imports by the command line, as a user starts them, and what they leave, for the tests of what disturbs them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive

# What is imported (tests/pipeline/generated.py), and that with what lies in the zip files; and a smaller import.
FILES, SEEN = 500, 510
FEW = 150


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", *map(str, words)]


def imported(*words: str | Path) -> dict[str, Any]:
    """The report of an import that comes to its end."""
    done = subprocess.run(command("import", *words), capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def contents(folder: Path) -> dict[str, bytes]:
    """Originals and records, by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for name in ("originals", "records")
        for path in (folder / name).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def fates(archive: Path, url: str | None = None) -> dict[str, tuple[Any, ...]]:
    """What the ledger (at *url*, or in the archive) says of each file, but for times and attempts, which differ by nature."""
    ledger = Ledger(url or Archive(str(archive)).ledger_url)
    found = {
        fate.file: (fate.state, fate.sha256, fate.duplicate_of, fate.original, fate.records, fate.reason)
        for fate in ledger.fates()
    }
    ledger.close()
    return found


def journal(archive: Path) -> dict[str, tuple[Any, ...]]:
    """The same from a ledger made of the archive's journal alone."""
    url = f"sqlite:///{archive}/again.db"
    ledger = Ledger(url)
    ledger.rebuild(Archive(str(archive)).fates())
    ledger.close()
    return fates(archive, url)


def started(*words: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(command("import", *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(run: subprocess.Popen[str]) -> dict[str, Any]:
    """The report of a run that comes to its end."""
    out, said = run.communicate()
    assert out, said
    report: dict[str, Any] = json.loads(out)
    return report


def wait_for(happens: Callable[[], Any]) -> Any:
    """Wait for what is certain to happen while all is well, however slow the machine is."""
    for _ in range(6000):
        if found := happens():
            return found
        time.sleep(0.02)
    raise AssertionError(f"{happens} did not happen in two minutes")


def originals(archive: Path) -> int:
    return sum(1 for path in archive.glob("originals/*/*") if not path.name.startswith("."))


def once_each(archive: Path) -> bool:
    """Whether the journal has one line for each file: none was done by two."""
    files = [fate.file for fate in Archive(str(archive)).fates()]
    return len(files) == len(set(files))
