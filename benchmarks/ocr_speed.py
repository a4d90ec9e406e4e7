"""How much our own work adds to OCR: pages a second from scans to records, against bare Tesseract on the same pages.

    python benchmarks/ocr_speed.py FOLDER [--processes 2] [--rounds 2]

Both render the pages of every scanned PDF in the folder at 300 dpi and have Tesseract read them, with the same model and as many
processes, one thread each. They take turns in one run, after each has read everything once. The ratio that is asked for is that of
pages a second by the clock; on a busy machine that of processor time, Tesseract's too, tells more.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
from PIL import Image

from pipeline.process import process
from pipeline.readers import tesseract
from pipeline.readers.base import Limits
from pipeline.readers.scanned import DPI
from schemas.errors import ParagrafError
from schemas.source import SourceFile

# What the issue asks for.
LEAST_RATIO = 0.85

# Processor time is our own and that of the programs we started.
_CLOCKS = {"clock": time.perf_counter, "processor": lambda: sum(os.times()[:4])}


def bare(source: SourceFile, processes: int) -> int:
    """Render and run Tesseract as anybody would, its own layout and plain text."""
    engine = tesseract.engine()
    if engine is None:
        raise SystemExit("Tesseract is not installed")
    model = engine.version.split()[1]
    with ThreadPoolExecutor(processes) as pool:
        return sum(pool.map(lambda image: _plain(image, model), _rendered(source)))


def _rendered(source: SourceFile) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(source.content)
    for page in document:
        yield page.render(scale=DPI / 72, grayscale=True).to_pil()
    document.close()


def _plain(image: Image.Image, model: str) -> int:
    buffer = io.BytesIO()
    image.save(buffer, "PPM")
    command = ["tesseract", "-", "-", "-l", model, "--dpi", str(DPI)]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    subprocess.run(command, input=buffer.getvalue(), capture_output=True, check=True, env=environment)
    return 1


def ours(source: SourceFile, processes: int) -> int:
    """All the way to records."""
    return len({page.number for record in process(source, Limits(ocr_processes=processes)) for page in record.pages})


def sources(folder: Path) -> list[SourceFile]:
    """The PDFs of *folder* of which every page is read by OCR."""
    found = []
    for path in sorted(folder.rglob("*.pdf")):
        source = SourceFile(path.name, path.read_bytes())
        try:
            if all(record.source.text_origin == "ocr" for record in process(source)):
                found.append(source)
        except ParagrafError:
            continue
    return found


def main() -> int:
    """Print the figures; 1 where the ratio is below what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    files = sources(arguments.folder)
    if not files:
        parser.error(f"no scanned PDF in {arguments.folder}")
    engines = {"bare Tesseract": bare, "paragraf": ours}
    pages = dict.fromkeys(engines, 0)
    taken = {clock: dict.fromkeys(engines, 0.0) for clock in _CLOCKS}
    for source in files:
        bare(source, arguments.processes)
    for _ in range(arguments.rounds):
        for source in files:
            for name, engine in engines.items():
                begun = {clock: now() for clock, now in _CLOCKS.items()}
                pages[name] += engine(source, arguments.processes)
                for clock, now in _CLOCKS.items():
                    taken[clock][name] += now() - begun[clock]
    ratios = {}
    for clock, seconds in taken.items():
        rates = {name: pages[name] / seconds[name] for name in engines}
        ratios[clock] = rates["paragraf"] / rates["bare Tesseract"]
        figures = ", ".join(f"{name} {rate:.2f} pages/s" for name, rate in rates.items())
        print(f"{clock}: {figures}, ratio {ratios[clock]:.2f}")
    print(f"asked for by the clock: {LEAST_RATIO}")
    return 0 if ratios["clock"] >= LEAST_RATIO else 1


if __name__ == "__main__":
    raise SystemExit(main())
