"""The report of a run: every file that it met, by what became of it, and the sum that must come out. JSON, and a page for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape

from pipeline.archive.fates import Fate

# So many files are named in the page; the ledger and the archive's index have all of them.
_NAMED = 1000


@dataclass(frozen=True)
class Report:
    """What a run came to. ``seen`` is the sum of ``states`` and ``unopened``, or ``adds_up`` is false."""

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
    # Files that could not be opened or changed while they were read, with the reason.
    unopened: Sequence[str]
    # What this run could not read: file, code, message.
    quarantined: Sequence[dict[str, str]]

    @property
    def adds_up(self) -> bool:
        """Whether every file seen has a fate."""
        return self.seen == sum(self.states.values()) + len(self.unopened) and "waiting" not in self.states

    def as_json(self) -> str:
        """The report as JSON, indented."""
        return json.dumps({**asdict(self), "adds_up": self.adds_up}, ensure_ascii=False, indent=2)

    def as_page(self) -> str:
        """The report as a page of HTML that needs nothing else."""
        rows = [("Seen", self.seen), *((state.capitalize(), count) for state, count in sorted(self.states.items()))]
        if self.unopened:
            rows.append(("Could not be opened", len(self.unopened)))
        table = "".join(f"<tr><th scope=row>{escape(name)}</th><td>{count}</td></tr>" for name, count in rows)
        refused = "".join(
            f"<tr><td>{escape(one['file'])}</td><td>{escape(one['code'])}</td><td>{escape(one['message'])}</td></tr>"
            for one in self.quarantined[:_NAMED]
        )
        listed = f"<h2>Set aside by this run</h2><table><tr><th>File<th>Reason<th>What it says</tr>{refused}</table>"
        closed = "".join(f"<li>{escape(one)}</li>" for one in self.unopened[:_NAMED])
        return (
            "<!doctype html><html lang=en><meta charset=utf-8><title>Paragraf: report of a run</title>"
            "<style>body{font:16px/1.5 system-ui;max-width:60em;margin:2em auto;padding:0 1em}"
            "th,td{text-align:left;padding:.2em 1em .2em 0;vertical-align:top}</style>"
            f"<h1>Run {self.run}</h1><p>{escape(self.started)} to {escape(self.finished)}, {self.seconds:.0f} seconds; "
            f"{self.read} files read, {self.pages} pages, {self.records} records, {self.unchanged} files unchanged. "
            f"{'Every file has its fate.' if self.adds_up else 'The sums do not come out: run again.'}</p>"
            f"<table>{table}</table>{listed if refused else ''}"
            f"{f'<h2>Could not be opened</h2><ul>{closed}</ul>' if closed else ''}</html>\n"
        )


def refusal(fate: Fate) -> dict[str, str]:
    """A line on a file that was set aside."""
    reason = fate.reason
    return {"file": fate.file, "code": reason.code if reason else "", "message": reason.message if reason else ""}
