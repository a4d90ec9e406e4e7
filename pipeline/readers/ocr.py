"""Which OCR engine reads the pages that need one: Tesseract where it is installed, RapidOCR otherwise, or none."""

from __future__ import annotations

from pipeline.readers import rapid, tesseract
from pipeline.readers.engine import Engine

# What a user can do who has neither.
REMEDY = f"install {tesseract.PACKAGES}, or paragraf[ocr-pip]"


def engine() -> Engine | None:
    """The best engine that is installed."""
    return tesseract.engine() or rapid.engine()
