"""The report of a run: every file that it met, by what became of it, and the sum that must come out. JSON, and a page for people.

``Report`` is what an import came to; ``Night`` what the nightly job did, step by step, one of which is an import.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Literal

from pipeline.archive.fates import Fate

# So many files are named in the page; the ledger and the archive's index have all of them.
_NAMED = 1000


@dataclass(frozen=True)
class Report:
    """What a run came to. ``seen`` is the sum of ``states``, ``unopened`` and ``left``, or ``adds_up`` is false."""

    run: int
    software: str
    archive: str
    started: str
    finished: str
    seconds: float
    seen: int
    unchanged: int
    read: int
    pages: int
    records: int
    states: dict[str, int]
    # Files that could not be opened, with the reason, and files left for another run because they may still be written.
    unopened: Sequence[str]
    left: Sequence[str]
    # What this run could not read: file, code, message.
    quarantined: Sequence[dict[str, str]]

    @property
    def adds_up(self) -> bool:
        """Whether every file seen has a fate."""
        known = sum(self.states.values()) + len(self.unopened) + len(self.left)
        return self.seen == known and "waiting" not in self.states

    def as_json(self) -> str:
        """The report as JSON, indented."""
        return json.dumps({**asdict(self), "adds_up": self.adds_up}, ensure_ascii=False, indent=2)

    def as_page(self) -> str:
        """The report as a page of HTML that needs nothing else."""
        return _page(f"Run {self.run}", f"<p>{escape(self.started)} to {escape(self.finished)}.</p>{self.as_part()}")

    def as_part(self) -> str:
        """What stands in the page, for one that tells of more."""
        rows = [("Seen", self.seen), *((state.capitalize(), count) for state, count in sorted(self.states.items()))]
        rows += [("Could not be opened", len(self.unopened))] if self.unopened else []
        rows += [("Left for another run", len(self.left))] if self.left else []
        refused = "".join(
            f"<tr><td>{escape(one['file'])}</td><td>{escape(one['code'])}</td><td>{escape(one['message'])}</td></tr>"
            for one in self.quarantined[:_NAMED]
        )
        listed = f"<h2>Set aside by this run</h2><table><tr><th>File<th>Reason<th>What it says</tr>{refused}</table>"
        return (
            f"<p>{self.seconds:.0f} seconds; {self.read} files read, {self.pages} pages, {self.records} records, "
            f"{self.unchanged} files unchanged. "
            f"{'Every file has its fate.' if self.adds_up else 'The sums do not come out: run again.'}</p>"
            f"{_table(rows)}{listed if refused else ''}"
            f"{_list('Could not be opened', self.unopened)}{_list('Left for another run', self.left)}"
        )


@dataclass(frozen=True)
class Step:
    """A step of the nightly job: how it went, what it counted, and what a person should look at."""

    name: str
    # Done, also where there is trouble; damaged: done, and something of the archive is lost or altered; failed: it did not come to its
    # end; skipped: it was not asked for.
    state: Literal["done", "damaged", "failed", "skipped"]
    seconds: float = 0.0
    figures: dict[str, int] = field(default_factory=dict)
    # What a person should do something about.
    trouble: Sequence[str] = ()
    # What a person may want to know.
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Night:
    """What the nightly job did in one night."""

    software: str
    archive: str
    started: str
    finished: str
    seconds: float
    exit_status: int
    steps: Sequence[Step]
    # Trouble of the night as a whole: the one before did not end.
    other_trouble: Sequence[str] = ()
    # The import, if it came to its end.
    run: Report | None = None

    @property
    def trouble(self) -> list[str]:
        """All that a person should do something about, by step."""
        return [*self.other_trouble, *(f"{step.name}: {one}" for step in self.steps for one in step.trouble)]

    def as_json(self) -> str:
        """The report as JSON, indented."""
        own = {name: value for name, value in asdict(self).items() if name not in ("run", "other_trouble")}
        run = {**asdict(self.run), "adds_up": self.run.adds_up} if self.run else None
        return json.dumps({**own, "trouble": self.trouble, "run": run}, ensure_ascii=False, indent=2)

    def as_page(self) -> str:
        """The report as a page of HTML that needs nothing else."""
        head = "<tr><th>Step<th>How it went<th>Seconds<th>What it counted</tr>"
        steps = "".join(
            f"<tr><td>{escape(step.name)}</td><td>{step.state}</td><td>{step.seconds:.0f}</td>"
            f"<td>{escape(_counted(step.figures))}</td></tr>"
            for step in self.steps
        )
        notes = "".join(_list(step.name.capitalize(), step.notes) for step in self.steps)
        return _page(
            f"The night of {self.started[:10]}",
            f"<p>{escape(self.archive)}: {escape(self.started)} to {escape(self.finished)}, Paragraf {self.software}.</p>"
            f"{_list('To be looked at', self.trouble) or '<p>Nothing needs to be looked at.</p>'}"
            f"<h2>Steps</h2><table>{head}{steps}</table>"
            f"{f'<h2>Import</h2>{self.run.as_part()}' if self.run else ''}{notes}",
        )

    def as_text(self) -> str:
        """The report in plain lines, for a mail."""
        trouble = "".join(f"  {one}\n" for one in self.trouble[:_NAMED]) or "  nothing\n"
        steps = "".join(
            f"  {step.name}: {step.state}, {step.seconds:.0f} s{', ' if step.figures else ''}{_counted(step.figures)}\n"
            for step in self.steps
        )
        return (
            f"Paragraf, the night of {self.started[:10]}, archive {self.archive}\n"
            f"{self.started} to {self.finished}, exit status {self.exit_status}\n\n"
            f"To be looked at:\n{trouble}\nSteps:\n{steps}"
        )


def _counted(figures: dict[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in figures.items())


def _page(title: str, body: str) -> str:
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Paragraf: {escape(title)}</title>"
        "<style>body{font:16px/1.5 system-ui;max-width:60em;margin:2em auto;padding:0 1em}"
        "th,td{text-align:left;padding:.2em 1em .2em 0;vertical-align:top}</style>"
        f"<h1>{escape(title)}</h1>{body}</html>\n"
    )


def _table(rows: Iterable[tuple[str, int]]) -> str:
    cells = "".join(f"<tr><th scope=row>{escape(name)}</th><td>{count}</td></tr>" for name, count in rows)
    return f"<table>{cells}</table>"


def _list(title: str, lines: Sequence[str]) -> str:
    """A heading and what stands under it; nothing where there is nothing."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines[:_NAMED])
    return f"<h2>{escape(title)}</h2><ul>{items}</ul>" if lines else ""


def refusal(fate: Fate) -> dict[str, str]:
    """A line on a file that was set aside."""
    reason = fate.reason
    return {"file": fate.file, "code": reason.code if reason else "", "message": reason.message if reason else ""}
