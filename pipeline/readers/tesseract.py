"""OCR by the program Tesseract, which writes hOCR: words with boxes and confidences, lines with baselines and sizes of letters.

Swedish minutes need a model that knows §. Measured on 8 pages at 300 dpi with 22 of them (Tesseract 5.3.0): the script model
``Latin`` found 21, ``swe+eng`` 15, ``swe`` none, for § is not among its characters.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache, partial

from lxml import etree
from PIL import Image

from pipeline.readers.engine import Engine, OcrFailedError, SeenLine, SeenWord

# What to install, by Debian's names.
PACKAGES = "tesseract-ocr tesseract-ocr-script-latn"
BEST_MODEL = "Latin"
# The names that installations give the models we can use, the best first, and what the record calls them.
_MODELS = (("Latin", BEST_MODEL), ("script/Latin", BEST_MODEL), ("swe+eng", "swe+eng"), ("swe", "swe"))
# Sparse text: our own layout puts the words in order. On 32 pages of forms, tables and prose it found as many words as the
# program's layout (F1 0.957 and 0.956), lost none in table cells to wrong columns, and took four fifths of the time.
_SPARSE = "11"
# Lines set below each other are one block: taken for sparse text they lost the numbers before them a second time.
_BLOCK = "6"
_ORIENTATION = "0"
_LARGEST_SLOPE = 0.2

_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+(?:e-?\d+)?) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_ANGLE = re.compile(r"textangle (\d+)")
_CONFIDENCE = re.compile(r"x_wconf (\d+)")
_ROTATE = re.compile(r"Rotate: (\d+)")
_SURE = re.compile(r"Orientation confidence: ([\d.]+)")
# Below this the program guesses: of upright pages with little text it called some turned.
_SURE_ENOUGH = 2.0


@cache
def engine() -> Engine | None:
    """Tesseract with the best of the models installed; None without the program or a model that reads Swedish."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    models = installed_models()
    found = next(((name, called) for name, called in _MODELS if set(name.split("+")) <= set(models)), None)
    if found is None:
        return None
    name, called = found
    return Engine(
        name="tesseract",
        version=f"{program_version()} {called}",
        read=partial(_read, program, name, _SPARSE),
        read_lines=partial(_read, program, name, _BLOCK),
        turned=partial(_turned, program) if "osd" in models else None,
    )


@cache
def program_version() -> str:
    """The version of the program that is installed: ``5.3.0``."""
    first = _told("--version").partition("\n")[0]
    return first.removeprefix("tesseract").strip().removeprefix("v")


@cache
def installed_models() -> tuple[str, ...]:
    """The names of the models that the program finds."""
    return tuple(sorted(_told("--list-langs").split("\n")[1:]))


def _told(option: str) -> str:
    run = subprocess.run(["tesseract", option], capture_output=True, text=True, check=False)
    return (run.stdout or run.stderr).strip()


def _call(program: str, images: Sequence[Image.Image], dpi: float, seconds: float, *options: str) -> bytes:
    """What the program writes about *images*, which go to it as the pages of one TIFF: to load its model takes as long as to
    read a third of a page.

    Raises:
        OcrFailedError: it ends with an error or takes longer than *seconds*.
    """
    buffer = io.BytesIO()
    first, *others = images
    first.save(buffer, "TIFF", save_all=True, append_images=others)
    try:
        run = subprocess.run(
            [program, "-", "-", "--dpi", str(round(dpi)), *options],
            input=buffer.getvalue(),
            capture_output=True,
            timeout=seconds,
            check=False,
            # Four threads a page made it 2.6 times as slow as one: pages are run side by side instead.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrFailedError(f"tesseract took longer than {seconds:.0f} seconds") from error
    if run.returncode:
        reason = run.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise OcrFailedError(f"tesseract ended with status {run.returncode}: {reason}")
    return run.stdout


def _read(
    program: str, model: str, mode: str, images: Sequence[Image.Image], dpi: float, seconds: float
) -> list[list[SeenLine]]:
    written = etree.fromstring(_call(program, images, dpi, seconds, "-l", model, "--psm", mode, "hocr"))
    pages = [_lines(page) for page in written.iter("{*}div") if page.get("class") == "ocr_page"]
    if len(pages) != len(images):
        raise OcrFailedError(f"tesseract read {len(pages)} of {len(images)} pages")
    return pages


def _lines(page: etree._Element) -> list[SeenLine]:
    lines: list[SeenLine] = []
    for span in page.iter("{*}span"):
        if span.get("class") == "ocrx_word":
            if word := _word(span):
                lines[-1].words.append(word)
        else:
            lines.append(_line(span.get("title", "")))
    return [line for line in lines if line.words]


def _line(title: str) -> SeenLine:
    left, _, _, bottom = _boxed(title)
    baseline, size, angle = _BASELINE.search(title), _SIZE.search(title), _ANGLE.search(title)
    slope, offset = (float(baseline[1]), float(baseline[2])) if baseline else (0.0, 0.0)
    if abs(slope) > _LARGEST_SLOPE:
        slope = 0.0
    return SeenLine(
        words=[],
        slope=slope,
        base=bottom + offset - slope * left,
        size=float(size[1]) if size else 0.0,
        upright=angle is None or angle[1] in ("0", "360"),
    )


def _word(span: etree._Element) -> SeenWord | None:
    title = span.get("title", "")
    text = "".join(map(str, span.itertext())).strip()
    confidence = _CONFIDENCE.search(title)
    if not text:
        return None
    return SeenWord(*_boxed(title), text, int(confidence[1]) / 100 if confidence else 0.0)


def _boxed(title: str) -> tuple[float, float, float, float]:
    found = _BOX.search(title)
    if found is None:
        raise OcrFailedError(f"tesseract wrote hOCR without boxes: {title[:60]}")
    x0, top, x1, bottom = map(float, found.groups())
    return x0, top, x1, bottom


def _turned(program: str, image: Image.Image, dpi: float, seconds: float) -> int:
    try:
        told = _call(program, [image], dpi, seconds, "-l", "osd", "--psm", _ORIENTATION).decode("utf-8", "replace")
    except OcrFailedError:
        # It ends with an error where a page has too few letters to tell.
        return 0
    rotate, sure = _ROTATE.search(told), _SURE.search(told)
    return int(rotate[1]) if rotate and sure and float(sure[1]) >= _SURE_ENOUGH else 0
