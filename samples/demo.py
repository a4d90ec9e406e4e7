"""What ``make demo`` runs: every sample read, one line each, what a fact looks like in its record, all imported into an archive, and how to
open the register.

The records, a marked page of each document and the archive are left in ``build/demo/``.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from pipeline import bulk, marked
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive
from pipeline.listing import listed
from pipeline.process import process_all
from pipeline.readers.base import Limits
from pipeline.sources import load
from schemas.decision import Decision
from schemas.errors import EmptySourceError, UnsupportedFormatError
from schemas.record import Record

SAMPLES = Path(__file__).parent
TARGET = SAMPLES.parent / "build" / "demo"


def main() -> None:
    """Read all samples, write their records and pages, print the table."""
    TARGET.mkdir(parents=True, exist_ok=True)
    console = Console()
    table = Table(
        title="What the samples say", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0)
    )
    for name in ("sample", "type", "body", "date"):
        table.add_column(name, no_wrap=name in ("type", "date"), overflow="ellipsis")
    # Short headings, or the table is wider than a terminal.
    for name in ("§", "decided", "sums", "ms"):
        table.add_column(name, justify="right", no_wrap=True)
    records: list[Record] = []
    for path in sorted(SAMPLES.glob("*/source.*")):
        begun = time.perf_counter()
        try:
            found = process_all(load(str(path), Limits()))
        except (EmptySourceError, UnsupportedFormatError) as error:
            # A scan, on a machine without Tesseract; an old Word file, where neither LibreOffice nor antiword is.
            console.print(f"left out: {error}")
            continue
        taken = f"{(time.perf_counter() - begun) * 1000:.0f}"
        for record in found:
            table.add_row(path.parent.name + path.suffix, *_row(record), taken)
            taken = ""
        (TARGET / f"{path.parent.name}.html").write_text(marked.in_html(found), "utf-8")
        records += found
    target = TARGET / "records.ndjson"
    target.write_text("".join(record.model_dump_json() + "\n" for record in records), "utf-8")
    console.print(table)
    _print_example(console, records)
    console.print(
        f"{len(records)} records: {_shown(target)}\nthe documents with what was found marked: {_shown(TARGET)}/*.html"
    )
    _import(console)
    console.print(
        "the register as everybody may see it, in a browser: .venv/bin/paragraf serve --demo, and open the address that it tells"
    )


def _import(console: Console) -> None:
    """All samples into a new archive, as ``paragraf import`` does it, and what the run came to."""
    shutil.rmtree(TARGET / "archive", ignore_errors=True)
    archive = Archive(str(TARGET / "archive"))
    ledger = Ledger(archive.ledger_url)
    jobs = os.cpu_count() or 1
    with bulk.local(jobs) as executor:
        files = listed(sorted(map(str, SAMPLES.glob("*/source.*"))))
        report = bulk.run(files, archive, ledger, executor, jobs, bulk.Settings(archive.url))
    ledger.close()
    states = ", ".join(f"{count} {state}" for state, count in sorted(report.states.items()))
    console.print(
        f"imported: {report.seen} files, with those in mails and zip files: {states}; {report.records} records, {report.pages} pages, "
        f"{report.seconds:.0f} s\nthe report: {_shown(TARGET)}/archive/reports/{report.run:06}.html"
    )


def _row(record: Record) -> tuple[str, ...]:
    body, date = (record.meeting.body, record.meeting.date) if record.meeting else (None, None)
    counts = map(len, (record.paragraphs, record.decisions, record.amounts))
    return (record.document_type, body or "-", date or "-", *map(str, counts))


def _print_example(console: Console, records: list[Record]) -> None:
    """A decision that grants money, as its record states it: most readers look for those."""
    granted = [decision for record in records for decision in record.decisions if decision.outcome == "granted"]
    if granted:
        decision: Decision = granted[0]
        stated = decision.model_dump_json(indent=2, exclude={"paragraph_id", "recipients", "rule", "date", "deadline"})
        console.print(Panel(stated, title="One decision, and where it stands", title_align="left", highlight=True))


def _shown(path: Path) -> Path:
    return path.relative_to(SAMPLES.parent)


if __name__ == "__main__":
    main()
