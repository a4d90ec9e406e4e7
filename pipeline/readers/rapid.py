"""OCR by RapidOCR, for machines where no program can be installed: ``pip install 'paragraf[ocr-pip]'``.

Its models are in the package and know §. Measured at 150 dpi: 4.5 % of the letters wrong, three times as slow as Tesseract; at 300
dpi it was worse and slower, so that images are made smaller first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np
from PIL import Image

from pipeline.readers.engine import Engine, OcrFailedError, SeenLine, SeenWord

_DPI = 150
# A line's box is drawn around its letters with some air; the baseline is so much of its height above its foot.
_LETTERS = 0.85
_FOOT = 0.25


@cache
def engine() -> Engine | None:
    """RapidOCR; None where the package is not installed."""
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        return None
    try:
        found = version("rapidocr")
    except PackageNotFoundError:
        return None
    # One network, and no promise that two threads may ask it at once.
    lock = Lock()

    def read(images: Sequence[Image.Image], dpi: float, seconds: float) -> list[list[SeenLine]]:
        with lock:
            return [_read(image, dpi) for image in images]

    return Engine(name="rapidocr", version=found, read=read, read_lines=read)


@cache
def _network() -> Any:
    # An extra, and it takes seconds to load.
    return import_module("rapidocr").RapidOCR(params={"Global.log_level": "error"})


def _read(image: Image.Image, dpi: float) -> list[SeenLine]:
    scale = min(_DPI / dpi, 1.0)
    small = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    try:
        seen = _network()(np.asarray(small.convert("RGB")), return_word_box=True)
    except (RuntimeError, ValueError) as error:
        raise OcrFailedError(f"rapidocr failed: {error}") from error
    return [line for words in seen.word_results or () if (line := _line(words, 1 / scale))]


def _line(found: Any, scale: float) -> SeenLine | None:
    words = [_word(text, float(confidence), corners, scale) for text, confidence, corners in found if text.strip()]
    if not words:
        return None
    first, last = words[0], words[-1]
    run = (last.x0 + last.x1 - first.x0 - first.x1) / 2
    slope = (last.bottom - first.bottom) / run if run > 0 else 0.0
    height = max(word.bottom - word.top for word in words)
    base = first.bottom - _FOOT * height - slope * (first.x0 + first.x1) / 2
    return SeenLine(words, slope, base, _LETTERS * height)


def _word(text: str, confidence: float, corners: Any, scale: float) -> SeenWord:
    xs, ys = [float(x) * scale for x, _ in corners], [float(y) * scale for _, y in corners]
    return SeenWord(min(xs), min(ys), max(xs), max(ys), text.strip(), confidence)
