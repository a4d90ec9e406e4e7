"""A second look at what an engine missed on a page: the number before a heading, the letter in a cell, a word it was not sure of.

Engines find the blocks of a page first and lose what stands alone. The ink that no sure word covers is cut out together with the
line around it, all such pieces are set below each other in one image, and that is read once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.readers.engine import Engine, SeenLine, SeenWord, confidence_of
from pipeline.readers.ruled import Ink, Stroke
from pipeline.readers.wordlike import says_something
from schemas.text import Box

# A word below this confidence is looked at again.
UNSURE = 0.6
# Lengths in heights of letters. Ink lower and narrower than this is a speck, higher than that a picture or a signature.
_SPECK = 0.3
_PICTURE = 2.2
# White as wide as this parts two pieces; neighbours nearer than that are cut out along with them.
_APART = 0.6
_NEAR = 2.5
_PADDING = 0.35
# A full stop is a tenth to a quarter of that high and wide. Of 95 at the end of a sentence Tesseract lost 8 as specks.
_STOP = (0.07, 0.28)
# Within this share of the width from its edge a page has the shadow of the scanner's lid.
_MARGIN = 0.02
# Of two things on one line the lower is beside the higher by at least so much of its height.
_ON_LINE = 0.4
# In pixels at 300 dpi: what blurs around a letter, and the bits in which a sloping line is blanked.
_AROUND = 4
_BIT = 200
# A page with more pieces is a drawing, or so dirty that nothing is gained.
_MOST_PIECES = 250


class FirstLook(NamedTuple):
    """What was seen of a page: its lines, its image, where there is ink on it, and the ruled lines."""

    lines: list[SeenLine]
    image: Image.Image
    ink: Ink
    strokes: list[Stroke]


def looked_again(pages: Sequence[FirstLook], engine: Engine, dpi: float, seconds: float) -> list[list[SeenLine]]:
    """The lines of each page with what a second look added, and without the unsure words that it read better.

    Raises:
        OcrFailedError: the engine failed.
    """
    looks = [_Look.at(page) for page in pages]
    montages = [look.montage for look in looks if look.montage]
    seen = iter(engine.read_lines(montages, dpi, seconds) if montages else [])
    return [_merged(look.lines, look.found(next(seen))) if look.montage else look.lines for look in looks]


class _Look(NamedTuple):
    """What is to be looked at again on a page, set below each other in one image, and where each piece comes from."""

    lines: list[SeenLine]
    montage: Image.Image | None = None
    cuts: tuple[_Cut, ...] = ()

    @classmethod
    def at(cls, page: FirstLook) -> _Look:
        lines = page.lines
        upright = [line for line in lines if line.upright]
        sizes = [line.size for line in upright for _ in line.words if line.size]
        if not sizes:
            return cls(lines)
        usual = median(sizes)
        words = [word for line in upright for word in line.words]
        left = _left_over(page.ink, words, page.strokes, usual)
        lines = _stopped(lines, left)
        missed: dict[Box, list[Box]] = {}
        for box in left:
            if _SPECK * usual <= box.bottom - box.top <= _PICTURE * usual:
                missed.setdefault(_with_neighbours(box, words, usual), []).append(box)
        if not 0 < len(missed) <= _MOST_PIECES:
            return cls(lines)
        return cls(lines, *_set_below(_unruled(np.asarray(page.image), page.strokes), missed, usual))

    def found(self, seen: list[SeenLine]) -> list[SeenLine]:
        """What was seen in the montage, at its place on the page."""
        found: list[SeenLine] = []
        for line in seen:
            middle = (line.words[0].top + line.words[0].bottom) / 2
            for cut in self.cuts:
                if cut.top <= middle < cut.bottom and line.upright:
                    found += _moved(line, cut)
        return found


def _unruled(grey: NDArray[np.uint8], strokes: Sequence[Stroke]) -> NDArray[np.uint8]:
    """The page without its ruled lines: what is left of them in a piece is taken for letters, or the piece for a picture."""
    if not strokes:
        return grey
    grey, paper = grey.copy(), _paper(grey)
    for box in _bits(strokes):
        # Text stands close under lines across, and beside lines down there is white.
        is_down = box.bottom - box.top > box.x1 - box.x0
        _blank(grey, box, _AROUND if is_down else _AROUND / 2, paper=paper)
    return grey


def _left_over(ink: Ink, words: Sequence[SeenWord], strokes: Sequence[Stroke], usual: float) -> list[Box]:
    """The rectangles of the ink that neither a sure word nor a ruled line covers."""
    mask, step = ink.mask.copy(), ink.step
    for word in words:
        if word.confidence >= UNSURE:
            _blank(mask, Box(*word[:4]), _AROUND, step)
    for box in _bits(strokes):
        _blank(mask, box, 2 * _AROUND, step)
    width = mask.shape[1]
    return [
        Box(*(edge * step for edge in box))
        for box in _cut(mask, 0, 0, _APART * usual / step)
        if _MARGIN * width < box.x1 and box.x0 < (1 - _MARGIN) * width
    ]


def _stopped(lines: list[SeenLine], left: list[Box]) -> list[SeenLine]:
    """The lines, with the full stop at the end of those where it was seen as a speck."""
    stopped = []
    for line in lines:
        last = line.words[-1]
        ends = last.text[-1].isalnum() and line.upright and last.confidence >= UNSURE
        if ends and any(_is_stop(box, line) for box in left):
            line = line._replace(words=[*line.words[:-1], last._replace(text=last.text + ".")])
        stopped.append(line)
    return stopped


def _is_stop(box: Box, line: SeenLine) -> bool:
    """Whether ink is as small as a full stop, near behind the line's last word, and stands on its baseline."""
    low, high = (size * line.size for size in _STOP)
    small = low <= box.bottom - box.top <= high and low <= box.x1 - box.x0 <= high
    near = 0 <= box.x0 - line.words[-1].x1 + _AROUND < _APART * line.size
    return small and near and abs(box.bottom - line.base_at(box.x0)) < low


def _bits(strokes: Sequence[Stroke]) -> Iterator[Box]:
    """Rectangles along ruled lines, bit by bit: one around a line that slopes would take the text beside it."""
    for stroke in strokes:
        bits = max(1, round(max(abs(stroke.x1 - stroke.x0), abs(stroke.y1 - stroke.y0)) / _BIT))
        xs, ys = np.linspace(stroke.x0, stroke.x1, bits + 1), np.linspace(stroke.y0, stroke.y1, bits + 1)
        for ax, bx, ay, by in zip(xs, xs[1:], ys, ys[1:], strict=False):
            yield Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _blank(image: NDArray[Any], box: Box, around: float, step: int = 1, paper: int = 0) -> None:
    left, top = max(0, int(box.x0 - around) // step), max(0, int(box.top - around) // step)
    image[top : int(box.bottom + around) // step + 1, left : int(box.x1 + around) // step + 1] = paper


def _cut(ink: NDArray[np.bool_], x: int, y: int, apart: float) -> Iterator[Box]:
    """The rectangles that ink fills, cut at blank rows and at white wider than *apart*, as long as that parts any."""
    rows = _runs(np.any(ink, axis=1), 1)
    for top, bottom in rows:
        columns = _runs(np.any(ink[top:bottom], axis=0), apart)
        for left, right in columns:
            if len(rows) == 1 == len(columns):
                yield Box(x + left, y + top, x + right, y + bottom)
            else:
                yield from _cut(ink[top:bottom, left:right], x + left, y + top, apart)


def _runs(filled: NDArray[np.bool_], apart: float) -> list[tuple[int, int]]:
    """From where to where there is something, over gaps narrower than *apart*."""
    places = np.flatnonzero(filled)
    if not len(places):
        return []
    parts = np.split(places, np.flatnonzero(np.diff(places) > apart) + 1)
    return [(int(part[0]), int(part[-1]) + 1) for part in parts]


def _with_neighbours(box: Box, words: Sequence[SeenWord], usual: float) -> Box:
    """The rectangle with the words on its line that stand near: an engine reads a word better in its line."""

    def is_beside(word: SeenWord) -> bool:
        overlap = min(box.bottom, word.bottom) - max(box.top, word.top)
        height = word.bottom - word.top
        return height < _PICTURE * usual and overlap > _ON_LINE * min(box.bottom - box.top, height)

    beside = sorted(filter(is_beside, words))
    x0, top, x1, bottom = box
    for word in [*beside, *reversed(beside)]:
        if word.x0 - x1 < _NEAR * usual and x0 - word.x1 < _NEAR * usual:
            x0, top, x1, bottom = min(x0, word.x0), min(top, word.top), max(x1, word.x1), max(bottom, word.bottom)
    return Box(x0, top, x1, bottom)


def _paper(grey: NDArray[np.uint8]) -> int:
    return int(np.median(grey[::8, ::8]))


class _Cut(NamedTuple):
    """A piece in the montage: from which height to which it stands there, what to add to a place to have it on the page, and
    what was missed of it."""

    top: float
    bottom: float
    right: float
    down: float
    missed: list[Box]


def _set_below(
    grey: NDArray[np.uint8], boxes: dict[Box, list[Box]], usual: float
) -> tuple[Image.Image, tuple[_Cut, ...]]:
    """One image of all the rectangles, and where each stands in it; with each comes what was missed in it."""
    padding, margin = round(_PADDING * usual), round(2 * _PADDING * usual)
    pieces, cuts = [], []
    y = margin
    for box, missed in boxes.items():
        left, top = max(0, int(box.x0) - padding), max(0, int(box.top) - padding)
        piece = grey[top : int(box.bottom) + padding, left : int(box.x1) + padding]
        pieces.append(piece)
        cuts.append(_Cut(y, y + len(piece), left - margin, top - y, missed))
        y += len(piece) + margin
    width = max(piece.shape[1] for piece in pieces) + 2 * margin
    montage = np.full((y, width), _paper(grey), np.uint8)
    for piece, cut in zip(pieces, cuts, strict=True):
        montage[int(cut.top) : int(cut.bottom), margin : margin + piece.shape[1]] = piece
    return Image.fromarray(montage), tuple(cuts)


def _moved(line: SeenLine, cut: _Cut) -> Iterator[SeenLine]:
    """The line on the page, with those of its words alone that were missed."""
    words = []
    for x0, top, x1, bottom, text, confidence in line.words:
        word = SeenWord(x0 + cut.right, top + cut.down, x1 + cut.right, bottom + cut.down, text, confidence)
        if any(box.x0 - _AROUND <= (word.x0 + word.x1) / 2 <= box.x1 + _AROUND for box in cut.missed):
            words.append(word)
    if words:
        whole = max(line.confidence, confidence_of(words))
        yield line._replace(words=words, whole=whole, base=line.base + cut.down - line.slope * cut.right)


def _merged(lines: list[SeenLine], found: list[SeenLine]) -> list[SeenLine]:
    """Both readings: of words at one place the surer one."""
    old = [word for line in lines for word in line.words]
    new = [word for line in found for word in line.words]
    lost: set[SeenWord] = set()
    useless: set[SeenWord] = set()
    for word in new:
        there = [other for other in old if _overlap(word, other)]
        if all(other.confidence < UNSURE and _rank(word) > _rank(other) for other in there):
            lost.update(there)
        else:
            useless.add(word)
    both = [line._replace(words=[word for word in line.words if word not in lost]) for line in lines]
    both += [line._replace(words=[word for word in line.words if word not in useless]) for line in found]
    return [line for line in both if line.words]


def _rank(word: SeenWord) -> tuple[bool, float]:
    return says_something(word.text), word.confidence


def _overlap(a: SeenWord, b: SeenWord) -> bool:
    """Whether one covers the middle of the other."""
    across = a.x0 <= (b.x0 + b.x1) / 2 <= a.x1 or b.x0 <= (a.x0 + a.x1) / 2 <= b.x1
    return across and (a.top <= (b.top + b.bottom) / 2 <= a.bottom or b.top <= (a.top + a.bottom) / 2 <= b.bottom)
