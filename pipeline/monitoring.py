"""How a night went, for those who were not there: a status file, figures for Prometheus, a program that tells the admin.

Each file is written under another name beside it and then renamed, so that a monitor never reads half of one.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.config import Told
from pipeline.report import Night


class Status(BaseModel):
    """The status file. Times are ISO 8601 in UTC, null where there was none yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: Literal["running", "finished"]
    software: str
    archive: str
    process: int
    # The path of the last report in the archive; null while there is none.
    report: str | None
    started: str
    finished: str | None
    # Of the last night that ended, whatever became of it; null while none has.
    exit_status: int | None
    trouble: list[str]
    # When the last night without trouble ended.
    succeeded: str | None
    # Which share of the archive was verified last, and of how many: [3, 30]. Shares count from 0.
    verified: tuple[int, int] | None


def read_status(path: Path) -> Status | None:
    """What the last night left; None if it left nothing that can be read."""
    try:
        return Status.model_validate_json(path.read_bytes())
    except (OSError, ValueError):
        return None


def write_status(path: Path, status: Status) -> None:
    """Put *status* in the place of what is there."""
    write_whole(path, f"{status.model_dump_json(indent=2)}\n")


def write_whole(path: Path, content: str) -> None:
    """Write a file whole or not at all. One process at a time writes it; what that leaves when it is killed, the next replaces."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


class _Metric:
    """A metric in Prometheus' text format: its name, its help, and its samples by label."""

    def __init__(self, name: str, help: str, label: str = "") -> None:
        self._name, self._help, self._label = f"paragraf_{name}", help, label
        self._samples: list[str] = []

    def add(self, value: float, label: str = "") -> _Metric:
        escaped = label.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
        self._samples.append(
            f'{self._name}{{{self._label}="{escaped}"}} {float(value)!r}'
            if self._label
            else f"{self._name} {float(value)!r}"
        )
        return self

    def lines(self) -> Iterator[str]:
        if self._samples:
            yield f"# HELP {self._name} {self._help}"
            yield f"# TYPE {self._name} gauge"
            yield from self._samples


def metrics(night: Night, began: float, ended: float, succeeded: float | None) -> str:
    """The figures of a night, for node_exporter's textfile collector.

    Args:
        began, ended: seconds since 1970; *succeeded*, when the last night without trouble ended.
    """
    found = [
        _Metric("build_info", "The version that ran; always 1.", "version").add(1, night.software),
        _Metric("nightly_start_timestamp_seconds", "When the last night began.").add(began),
        _Metric("nightly_end_timestamp_seconds", "When the last night ended.").add(ended),
        _Metric("nightly_exit_status", "Its exit status; 0 is a night without trouble.").add(night.exit_status),
        _Metric("nightly_troubles", "Things that a person should look at.").add(len(night.trouble)),
    ]
    if succeeded is not None:
        name = "nightly_success_timestamp_seconds"
        found.append(_Metric(name, "When the last night without trouble ended.").add(succeeded))
    seconds = _Metric("nightly_step_duration_seconds", "How long a step took.", "step")
    failed = _Metric("nightly_step_failed", "1 if a step did not come to its end.", "step")
    figures = []
    for step in night.steps:
        seconds.add(step.seconds, step.name)
        failed.add(int(step.state == "failed"), step.name)
        name = step.name.replace(" ", "_")
        figures += [
            _Metric(f"nightly_{name}_{figure}", f"Counted by the step {step.name}.").add(count)
            for figure, count in step.figures.items()
        ]
    found += [seconds, failed, *figures]
    if night.run is not None:
        states = _Metric("nightly_files", "Files met in the inboxes, by what became of them.", "state")
        for state, count in sorted(night.run.states.items()):
            states.add(count, state)
        states.add(len(night.run.unopened), "unopened").add(len(night.run.left), "left")
        found.append(states)
    return "".join(f"{line}\n" for metric in found for line in metric.lines())


def tell(told: Iterable[Told], text: str, report: str) -> Iterator[str]:
    """Run the programs that the admin has named; what went wrong with them comes back.

    Args:
        text, report: what they get on standard input, in plain lines or as JSON.
    """
    # What may be a secret of ours is none of theirs.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARAGRAF_")}
    for one in told:
        content = text if one.format == "text" else report
        try:
            done = subprocess.run(
                one.command,
                input=content.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=environment,
                timeout=one.seconds,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            yield f"{one.command[0]}: {error.strerror or error if isinstance(error, OSError) else f'took more than {one.seconds:g} seconds'}"
        else:
            if done.returncode:
                said = done.stderr.decode("utf-8", "replace").strip()[-500:]
                yield f"{one.command[0]}: exit status {done.returncode}{f', {said}' if said else ''}"
