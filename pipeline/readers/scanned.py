"""The image of a page read: words with their places in points, ruled tables, specks left out, turned pages upright.

The words go the way of those of a PDF: ``layout`` puts them in reading order. A page that was laid askew on the glass is straightened
by the slope of its lines of text; the rectangles are those on the page as it is seen.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from statistics import median
from typing import NamedTuple

import numpy as np
from PIL import Image

from pipeline.layout import Placed, PlacedPage
from pipeline.readers import ruled
from pipeline.readers.engine import Engine, OcrFailedError, SeenLine, SeenWord, confidence_of
from pipeline.readers.second_look import FirstLook, looked_again
from pipeline.readers.wordlike import may_be_item, says_something
from schemas.text import Box, normalised

# What a page is rendered at: letters of 20 pixels and more are what Tesseract was trained on.
DPI = 300
# A page larger than A2 at 300 dpi is rendered coarser.
MOST_PIXELS = 36_000_000
# The longest that one look at a page may take; a dense A3 page takes ten seconds.
PAGE_SECONDS = 60.0
# And at each of a few pages (together no larger than that) which the engine did not read at once, since one may make it hang: within the
# limit of a short document there is time for both. Half a minute was too little for four pages where eight programs shared two cores.
_AGAIN_SECONDS = 40.0
# Below this mean confidence a page may be upside down or askew: pages read right had 0.85 to 0.96, turned ones 0.2 to 0.5.
_DOUBTFUL = 0.65
# From here on a page is straightened before it is read again, in radians (1.5 degrees): up to there Tesseract does not mind.
_ASKEW = 0.026
# Words at least this long tell the slope of a page.
_SLOPE_WIDTH = 200
# Sizes of letters that differ by less are one: what Tesseract measures varies by as much within a paragraph.
_SAME_SIZE = 1.15
_FEW_LETTERS = 5
# The size of a font is more than its letters take from the highest to the lowest: in Times 0.90, in Arial 0.93 of it.
_EM = 1.09
# Confidence below which a word is left out: whatever it is; if it is no word; if its whole line is a scribble.
_NOTHING = 0.05
_SPECK = 0.5
_SCRIBBLE = 0.4
# Dots or a line to sign on: so much lower than letters, and so much longer than high.
_FLAT = 0.4
_LONG = 2.0
_LEADER = "....."
# Our reading is taken unless it has so many fewer words: what made the layer is not known, how ours was made is.
_AS_GOOD = 0.9

# An engine is started once for so many pages: Tesseract took 1.4 s of processor time a page, with one at a time 1.8 s.
_AT_ONCE = 4

# What is left of the lines of a table.
_RULE = re.compile(r"[|_¦\[\]{}~=]+$")


class PageImage(NamedTuple):
    """The image of a page, grey, and its dots per inch."""

    image: Image.Image
    dpi: float


class ScannedPage(NamedTuple):
    """A page read: what stands where, and of each word the engine's confidence, 0 to 1.

    Args:
        doubted: which words are too unsure to be kept, unless the numbering of the document bears them out.
    """

    placed: PlacedPage
    confidences: tuple[float, ...] = ()
    doubted: frozenset[int] = frozenset()
    failure: str | None = None


def read_all(images: Iterable[PageImage], count: int, engine: Engine, processes: int) -> Iterator[ScannedPage]:
    """The *count* pages read, in their order: a few at once in each of *processes*, and no more images in memory than that and as many.

    What is read on a page does not depend on those that are read along with it.
    """
    with ThreadPoolExecutor(processes) as pool:
        waiting: deque[Future[list[ScannedPage]]] = deque()
        for pages in _gathered(images, min(_AT_ONCE, math.ceil(count / processes))):
            waiting.append(pool.submit(read, pages, engine))
            if len(waiting) > processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _gathered(images: Iterable[PageImage], most: int) -> Iterator[list[PageImage]]:
    """At most so many pages at a time, of one resolution, and of no more pixels together than the largest page has."""
    gathered: list[PageImage] = []
    for image in images:
        pixels = sum(page.image.width * page.image.height for page in [*gathered, image])
        if gathered and (len(gathered) == most or gathered[0].dpi != image.dpi or pixels > MOST_PIXELS):
            yield gathered
            gathered = []
        gathered.append(image)
    if gathered:
        yield gathered


def read(pages: Sequence[PageImage], engine: Engine, seconds: float = PAGE_SECONDS) -> list[ScannedPage]:
    """Read pages of one resolution; one that the engine cannot read has no words and says why."""
    try:
        return _looked_at(pages, engine, seconds)
    except OcrFailedError as error:
        if len(pages) > 1:
            # Whichever page it is, the others are read.
            return [read([page], engine, _AGAIN_SECONDS)[0] for page in pages]
        width, height = (pixels * 72 / pages[0].dpi for pixels in pages[0].image.size)
        return [ScannedPage(PlacedPage(width, height, []), failure=str(error))]


def _looked_at(pages: Sequence[PageImage], engine: Engine, seconds: float) -> list[ScannedPage]:
    """The pages as they are after both looks, each of which may take so many seconds.

    Raises:
        OcrFailedError: the engine failed at one of them.
    """
    dpi = pages[0].dpi
    lines = engine.read([page.image for page in pages], dpi, seconds)
    seen = [_Seen(found, page.image) for found, page in zip(lines, pages, strict=True)]
    seen = [
        _better(one, page, engine) if one.confidence < _DOUBTFUL else one for one, page in zip(seen, pages, strict=True)
    ]
    looks = []
    for one in seen:
        ink = ruled.Ink.of(np.asarray(one.image), dpi)
        looks.append(FirstLook(one.lines, one.image, ink, ruled.strokes(ink)))
    again = looked_again(looks, engine, dpi, seconds)
    return [
        _placed(one._replace(lines=found), look.strokes, dpi)
        for one, look, found in zip(seen, looks, again, strict=True)
    ]


class _Seen(NamedTuple):
    """What the engine saw, and how the image was turned (clockwise, to stand upright) and then straightened for it."""

    lines: list[SeenLine]
    image: Image.Image
    turned: int = 0
    straightened: float = 0.0

    @classmethod
    def of(cls, image: Image.Image, dpi: float, engine: Engine, turned: int = 0, straightened: float = 0.0) -> _Seen:
        """Have *engine* look at *image*, which was turned and straightened so."""
        return cls(engine.read([image], dpi, PAGE_SECONDS)[0], image, turned, straightened)

    @property
    def confidence(self) -> float:
        """Of all letters on upright lines; those on others say that the page is turned."""
        words = [word if line.upright else word._replace(confidence=0.0) for line in self.lines for word in line.words]
        return confidence_of(words)

    @property
    def slope(self) -> float:
        """Of its lines of text, in radians: the median of those long enough to tell."""
        slopes = [
            line.slope for line in self.lines if line.upright and line.words[-1].x1 - line.words[0].x0 >= _SLOPE_WIDTH
        ]
        return math.atan(median(slopes)) if slopes else 0.0


def _better(seen: _Seen, page: PageImage, engine: Engine) -> _Seen:
    """*seen*, or what is seen of the page turned upright and straightened, if that is surer."""
    turned = engine.turned(page.image, page.dpi, PAGE_SECONDS) if engine.turned else 0
    best = seen
    if turned:
        other = _Seen.of(_upright(page.image, turned), page.dpi, engine, turned)
        best = max(best, other, key=lambda s: s.confidence)
    if abs(best.slope) > _ASKEW:
        straight = best.image.rotate(
            math.degrees(best.slope), Image.Resampling.BICUBIC, fillcolor=_paper(np.asarray(best.image))
        )
        other = _Seen.of(straight, page.dpi, engine, best.turned, best.slope)
        best = max(best, other, key=lambda s: s.confidence)
    return best


def _paper(grey: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> int:
    return int(np.median(grey[::8, ::8]))


def _upright(image: Image.Image, turned: int) -> Image.Image:
    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return image.transpose(turns[turned]) if turned in turns else image


def _placed(seen: _Seen, strokes: Sequence[ruled.Stroke], dpi: float) -> ScannedPage:
    scale = 72 / dpi
    upright_size = seen.image.width * scale, seen.image.height * scale
    straight = _Straight(seen.slope, seen.image.width / 2, seen.image.height / 2, scale)
    words: list[Placed] = []
    confidences: list[float] = []
    doubted: set[int] = set()
    stamps: list[list[Placed]] = []
    for line in _measured(seen.lines):
        kept = [] if _is_scribble(line) else [word for word in line.words if not _is_noise(word, line.size)]
        unsure = [word for word in _item(line) if word not in kept]
        if not line.upright:
            if confidence_of(kept) > _DOUBTFUL:
                stamps.append([Placed(*straight.box(*word[:4]), normalised(word.text)) for word in kept])
            continue
        for word in unsure + kept:
            text = _LEADER if _is_leader(word, line.size) else normalised(word.text).strip()
            if text:
                if word in unsure:
                    doubted.add(len(words))
                words.append(straight.word(word, line, text))
                confidences.append(word.confidence)
    edges = [straight.edge(stroke) for stroke in strokes]
    letters = sum(len(word.text) for word in words)
    sure = sum(len(word.text) * confidence for word, confidence in zip(words, confidences, strict=True))
    placed = PlacedPage(
        *(upright_size if seen.turned in (0, 180) else upright_size[::-1]),
        words,
        ruled.tables(edges),
        stamps,
        # A page whose text runs upwards is turned clockwise to be read.
        seen.turned,
        text_origin="ocr",
        ocr_confidence=round(sure / letters, 3) if letters else None,
        skew=seen.slope + seen.straightened,
    )
    return ScannedPage(placed, tuple(confidences), frozenset(doubted))


class _Straight(NamedTuple):
    """Turns places in an image into points on the page made straight: turned about its middle by the slope of its lines."""

    slope: float
    x: float
    y: float
    scale: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        sine, cosine = math.sin(self.slope), math.cos(self.slope)
        x, y = x - self.x, y - self.y
        return (self.x + x * cosine + y * sine) * self.scale, (self.y - x * sine + y * cosine) * self.scale

    def box(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A rectangle of that size around the middle's new place."""
        x, y = self.point((x0 + x1) / 2, (top + bottom) / 2)
        width, height = (x1 - x0) * self.scale, (bottom - top) * self.scale
        return x - width / 2, y - height / 2, x + width / 2, y + height / 2

    def word(self, word: SeenWord, line: SeenLine, text: str) -> Placed:
        """A word on the baseline of its line, as high as the line's letters."""
        x0, _, x1, _ = self.box(*word[:4])
        middle = (word.x0 + word.x1) / 2
        _, y = self.point(middle, line.base_at(middle))
        height = line.size * self.scale * _EM
        return Placed(x0, y - 0.8 * height, x1, y + 0.2 * height, text)

    def edge(self, stroke: ruled.Stroke) -> Box:
        (x0, y0), (x1, y1) = self.point(stroke.x0, stroke.y0), self.point(stroke.x1, stroke.y1)
        if abs(x1 - x0) > abs(y1 - y0):
            y0 = y1 = (y0 + y1) / 2
        else:
            x0 = x1 = (x0 + x1) / 2
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _letters(line: SeenLine) -> int:
    return sum(len(word.text) for word in line.words)


def _measured(lines: list[SeenLine]) -> list[SeenLine]:
    """The lines with sizes and baselines that can be trusted: sizes alike are one, a line of few letters takes its neighbour's."""
    long = [line for line in lines if line.upright and _letters(line) >= _FEW_LETTERS and line.size > 0]
    if not long:
        return [line._replace(size=_tallest(line)) if line.size <= 0 else line for line in lines]
    sizes = _sizes(long)
    long = [line._replace(size=sizes[line.size]) for line in long]
    usual = median([line.size for line in long for _ in range(_letters(line))])
    measured = []
    for line in lines:
        if not line.upright:
            measured.append(line._replace(size=_tallest(line)))
        elif line.size in sizes and _letters(line) >= _FEW_LETTERS:
            measured.append(line._replace(size=sizes[line.size]))
        else:
            measured.append(_beside(line, long, usual))
    return measured


def _tallest(line: SeenLine) -> float:
    return max(word.bottom - word.top for word in line.words)


def _sizes(lines: list[SeenLine]) -> dict[float, float]:
    """Of each size the one it is an instance of: the median of those that differ by little."""
    groups: list[list[float]] = []
    for size in sorted(size for line in lines for size in [line.size] * _letters(line)):
        if groups and size < _SAME_SIZE * groups[-1][0]:
            groups[-1].append(size)
        else:
            groups.append([size])
    return {size: median(group) for group in groups for size in group}


def _beside(line: SeenLine, long: list[SeenLine], usual: float) -> SeenLine:
    """A line of few letters, whose own measures say little, with those of the longer line beside it, or the page's usual size."""
    x, height = line.words[0].x0, _tallest(line)
    middle = (line.words[0].top + line.words[0].bottom) / 2
    beside = [
        other
        for other in long
        if other.base_at(x) - other.size < middle < other.base_at(x) + 0.2 * other.size and height < 1.3 * other.size
    ]
    if beside:
        nearest = min(beside, key=lambda o: max(o.words[0].x0 - x, x - o.words[-1].x1))
        return line._replace(base=nearest.base, slope=nearest.slope, size=nearest.size)
    return line._replace(size=usual if 0.2 * usual < height < 1.3 * usual else max(height, 1.0))


def _is_scribble(line: SeenLine) -> bool:
    """Whether nothing in a line is surely a word: a signature, a stamp, a stain."""
    if line.confidence >= _SCRIBBLE:
        return False
    return not any(
        word.confidence >= _DOUBTFUL and says_something(word.text) and len(word.text) > 2 for word in line.words
    )


def _item(line: SeenLine) -> list[SeenWord]:
    """The words at the beginning of a line that may be the § and the number of an item."""
    first, *others = line.words[:2]
    return [first, *others] if may_be_item(first.text, others[0].text if others else "") else []


def _is_noise(word: SeenWord, size: float) -> bool:
    if _RULE.match(word.text):
        return not _is_leader(word, size)
    if word.bottom - word.top > 2.5 * size:
        return True
    if _is_leader(word, size):
        return False
    return word.confidence < (_NOTHING if says_something(word.text) and len(word.text) > 2 else _SPECK)


def _is_leader(word: SeenWord, size: float) -> bool:
    """Dots that lead to a page number or a line to sign on, whatever letters they were taken for."""
    high, long = word.bottom - word.top, word.x1 - word.x0
    return high < _FLAT * size and long > _LONG * size


# --- for readers ----------------------------------------------------------------------------------------------------


def dpi_for(width: float, height: float) -> float:
    """At how many dots per inch a page of that size, in points, is rendered for OCR."""
    pixels = width * height * (DPI / 72) ** 2
    return DPI if pixels <= MOST_PIXELS else DPI * math.sqrt(MOST_PIXELS / pixels)


def is_better(own: Sequence[Placed], layer: Sequence[Placed]) -> bool:
    """Whether our own reading of a page says more than the text layer that somebody else's engine made."""
    return _worth(own) >= _AS_GOOD * _worth(layer)


def _worth(words: Sequence[Placed]) -> int:
    """The letters of its words, less those of what is no word."""
    return sum(len(word.text) if says_something(word.text) else -len(word.text) for word in words)
