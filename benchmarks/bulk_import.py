"""What bulk import costs, on generated files: half are PDFs of five pages, half texts of one.

    python benchmarks/bulk_import.py FOLDER [--files 3000] [--small 2000] [--large 20000]

FOLDER gets files and archives, and should lie on a disk like the one that will be used. Five figures, each with what issue "bulk
import" asks for; 1 is returned where one is missed. What else runs on the machine is felt in all of them but the memory.

- two processes against one, and an import by one process against the mere reading by one (``--files``)
- peak memory of the parent, and time, for many small files against few (``--small``, ``--large``)
- a second run over unchanged files against the first (``--large``)
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.sources import load
from pipeline.worker import Limits, Worker
from tests.pipeline.generated import minutes

PAGES = 5


def printed(number: int) -> bytes:
    """Minutes as a PDF of five pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream, A4, invariant=True)
    for page in range(PAGES):
        lines = canvas.beginText(70, 770)
        # Five pages of one text would number its items anew on each.
        for line in minutes(number * PAGES + page).splitlines() if page == 0 else _going_on(number, page):
            lines.textLine(line)
        canvas.drawText(lines)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _going_on(number: int, page: int) -> list[str]:
    lines = []
    for item in range(3):
        lines += [f"§ {3 * page + item + 1} Ärende {number} om skötsel av park och väg", "", "Sammanfattning"]
        lines += [
            f"Förvaltningen har prövat ärendet och föreslår att {number + item} åtgärder genomförs under året."
        ] * 8
        lines += ["", "Beslut", f"Nämnden beslutar att avsätta {10 + item} 000 kronor.", ""]
    return lines


def make(folder: Path, count: int, pdfs: bool) -> Path:
    """A folder of *count* files, every second a PDF if there are to be *pdfs*."""
    if not folder.exists():
        for number in range(count):
            place = folder / f"{number % 100:02}"
            place.mkdir(parents=True, exist_ok=True)
            if pdfs and number % 2:
                (place / f"{number:06}.pdf").write_bytes(printed(number))
            else:
                # The number makes each a content of its own.
                (place / f"{number:06}.txt").write_text(f"{minutes(number)}\nDiarienummer {number}\n")
    return folder


def imported(source: Path, archive: Path, jobs: int) -> tuple[float, int]:
    """Seconds that an import takes, and the peak memory of the process that leads it, in bytes."""
    words = [sys.executable, "-m", "pipeline.cli", "import", source, "--archive", archive, "--jobs", jobs]
    begin = time.monotonic()
    run = subprocess.Popen(list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    peak = 0

    def watch() -> None:
        nonlocal peak
        while run.poll() is None:
            status = Path(f"/proc/{run.pid}/status").read_text()
            # It is gone from the status of a process that has ended and not been waited for.
            peak = max(peak, *(1024 * int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line), 0)
            time.sleep(0.05)

    watching = threading.Thread(target=watch)
    watching.start()
    out, _ = run.communicate()
    seconds = time.monotonic() - begin
    watching.join()
    report = json.loads(out)
    if not report["adds_up"] or report["quarantined"]:
        raise SystemExit(f"{source}: not every file was read: {report['states']}")
    return seconds, peak


def read(source: Path) -> float:
    """Seconds that a worker takes to read all files, without keeping anything."""
    files = sorted(path for path in source.rglob("*") if path.is_file())
    begin = time.monotonic()
    with Worker() as worker:
        for path in files:
            worker.process(load(str(path), Limits()))
    return time.monotonic() - begin


def main() -> int:
    """Print the figures; 1 where one is not what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=3_000)
    parser.add_argument("--small", type=int, default=2_000)
    parser.add_argument("--large", type=int, default=20_000)
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    missed = False

    def figure(name: str, value: float, bound: float, at_least: bool) -> None:
        nonlocal missed
        is_kept = value >= bound if at_least else value <= bound
        missed = missed or not is_kept
        print(
            f"{name:50} {value:7.2f}  ({'at least' if at_least else 'at most'} {bound:g}){'' if is_kept else '  MISSED'}"
        )

    def fresh(source: Path, jobs: int) -> tuple[float, int]:
        archive = folder / "archive"
        shutil.rmtree(archive, ignore_errors=True)
        return imported(source, archive, jobs)

    mixed = make(folder / f"mixed{arguments.files}", arguments.files, pdfs=True)
    bare, (one, _), (two, _) = read(mixed), fresh(mixed, 1), fresh(mixed, 2)
    print(f"{arguments.files} mixed files: read {bare:.1f} s, imported by one process {one:.1f} s, by two {two:.1f} s")
    figure("two processes, times one", one / two, 1.8, at_least=True)
    figure("import, times mere reading", one / bare, 1.15, at_least=False)
    few = make(folder / f"small{arguments.small}", arguments.small, pdfs=False)
    many = make(folder / f"small{arguments.large}", arguments.large, pdfs=False)
    few_seconds, few_bytes = fresh(few, 2)
    many_seconds, many_bytes = fresh(many, 2)
    again, _ = imported(many, folder / "archive", 2)
    times = arguments.large / arguments.small
    print(f"{arguments.small} small files: {few_seconds:.1f} s, {few_bytes / 1e6:.0f} MB")
    print(f"{arguments.large} small files: {many_seconds:.1f} s, {many_bytes / 1e6:.0f} MB; unchanged {again:.1f} s")
    figure("peak memory, many times few", many_bytes / few_bytes, 1.2, at_least=False)
    figure(f"time of {times:g} times as many files", many_seconds / few_seconds, 1.05 * times, at_least=False)
    figure("first run, times a second over unchanged files", many_seconds / again, 50, at_least=True)
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
