"""The picture of a page, as one sees it: of a PDF rendered by pdfium, of a scan the image itself, with places painted over.

A place is a rectangle in page points from the top left, as the boxes of a record are: ``[x0, top, x1, bottom]``.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from typing import Final

from PIL import ImageDraw

from pipeline.readers import image, pdf
from pipeline.readers.scanned import PageImage
from schemas.source import SourceFile

# What has pages that can be shown.
MEDIA_TYPES: Final = frozenset((pdf.MEDIA_TYPE, *image.READER.media_types))

# Letters of ten points are twenty pixels high: sharp on a screen of two pixels a point.
_DPI = 144.0
# More is no page that a browser shows in one piece; a drawing in A1 has 8 million at this resolution.
_MOST_PIXELS = 6_000_000
# Lossy, and at this quality without a haze around the letters: a tenth of what PNG takes for a scan.
_QUALITY = 82

Place = tuple[float, float, float, float]


def picture(source: SourceFile, number: int, hidden: Iterable[Place]) -> bytes:
    """The page *number*, counted from 1, as WebP; what stands in the *hidden* places is not in it.

    Args:
        source: the file, of one of ``MEDIA_TYPES``, which it says.

    Raises:
        UnreadableSourceError: it has no such page, or none that can be shown.
    """
    page = _page(source, number)
    shown = page.image.convert("RGB")
    scale = page.dpi / 72
    draw = ImageDraw.Draw(shown)
    for place in hidden:
        draw.rectangle([edge * scale for edge in place], fill="black")
    written = io.BytesIO()
    shown.save(written, "webp", quality=_QUALITY, method=2)
    return written.getvalue()


def _page(source: SourceFile, number: int) -> PageImage:
    if source.media_type == pdf.MEDIA_TYPE:
        return pdf.page_image(source, number, _dpi)
    found = image.page_image(source, number)
    dpi = _dpi(found.image.width / found.dpi * 72, found.image.height / found.dpi * 72)
    if dpi < found.dpi:
        smaller = dpi / found.dpi
        size = (max(1, round(found.image.width * smaller)), max(1, round(found.image.height * smaller)))
        return PageImage(found.image.resize(size), dpi)
    return found


def _dpi(width: float, height: float) -> float:
    """At how many dots per inch a page of that size, in points, is shown."""
    return min(_DPI, 72 * math.sqrt(_MOST_PIXELS / max(width * height, 1)))
