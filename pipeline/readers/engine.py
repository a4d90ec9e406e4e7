"""What an OCR engine is: a function from the image of a page to the lines it sees there, in pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image


class OcrFailedError(Exception):
    """The engine could not read this page: it crashed, or took too long. The page gets a problem, the others are read."""


class SeenWord(NamedTuple):
    """A word and its rectangle in pixels from the top left of the image, with the engine's confidence, 0 to 1."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    confidence: float


class SeenLine(NamedTuple):
    """A line of words: its baseline is at height ``base + slope * x``, its letters, descenders and all, are *size* high.

    Where only some words of a line are taken, *whole* is the confidence of all of it.
    """

    words: list[SeenWord]
    slope: float
    base: float
    size: float
    upright: bool = True
    whole: float | None = None

    @property
    def confidence(self) -> float:
        """Of the line, letter by letter."""
        return confidence_of(self.words) if self.whole is None else self.whole

    def base_at(self, x: float) -> float:
        """The height of its baseline at *x*."""
        return self.base + self.slope * x


def confidence_of(words: Sequence[SeenWord]) -> float:
    """The mean confidence of words, the long ones counting for more."""
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / letters if letters else 0.0


# Images of one resolution, their dots per inch, and the seconds that they may take together, to the lines of each.
Look = Callable[[Sequence[Image.Image], float, float], list[list[SeenLine]]]


@dataclass(frozen=True)
class Engine:
    """A program or library that reads images.

    Args:
        name: as the record names it.
        version: with the model: ``5.3.0 Latin``.
        read: looks at pages; raises OcrFailedError.
        read_lines: the same of images in which whole lines stand below each other.
        turned: by how many degrees an image must be turned clockwise to stand upright; None where the engine cannot tell.
    """

    name: str
    version: str
    read: Look
    read_lines: Look
    turned: Callable[[Image.Image, float, float], int] | None = None
