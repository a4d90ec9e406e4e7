"""What is masked in a public record, covered in the images of its pages: opaque boxes, or no image at all.

Only evidence has boxes in a record. So the original is read again by its reader, which knows the place of every word::

    covers(source, record)  ->  {1: (), 3: (Box(70.0, 211.4, 148.2, 223.0),)}     no image of page 2
"""

from __future__ import annotations

from extractors import documents
from extractors.language import load
from pipeline.readers import pdf, registry
from pipeline.readers.base import Limits
from schemas.errors import ParagrafError
from schemas.record import Record
from schemas.source import SourceFile
from schemas.text import MASK, Box, Page, Text

# In the place of a character that the original shows and does not tell.
_LOST = "\ufffd"
# In points: letters reach a little beyond the box that the font says.
_MARGIN = 1.5
# Pictures that cover so much of a page may be the page itself; coats of arms and logos cover 1 to 5 %.
_PICTURED = 0.1


def image_allowed(record: Record, number: int, scans: bool = False) -> bool:
    """Whether an image of the page *number* may be shown in the public edition, as far as its record tells.

    Not of a page with signatures, or scanned; ``covers`` looks at the original too, and has the last word.

    Args:
        scans: scanned pages are shown all the same (``scanned_images`` of the policy).
    """
    page = next((page for page in record.pages if page.number == number), None)
    if page is None or page.width is None or page.height is None:
        return False
    if page.text_origin == "ocr" and not scans:
        return False
    signed = [(quote.start, quote.end) for signature in record.signatures for quote in signature.evidence]
    signed += [(part.start, part.end) for part in record.parts if part.kind == "signatures"]
    return not any(start < page.end and page.start < end for start, end in signed)


def covers(
    source: SourceFile,
    record: Record,
    scans: bool = False,
    limits: Limits | None = None,
) -> dict[int, tuple[Box, ...]]:
    """The pages of which an image may be shown, each with the places that must be covered in it, in points from the top left.

    Args:
        source: the original, as the archive keeps it.
        record: its record, public.
        scans: scanned pages are shown all the same, and pages with pictures.

    Whatever cannot be told gives no image: the original is read otherwise than when the record was made, a masked word has no place, a
    page holds another document too, or pictures cover much of it: they may say what no text does. Small ones are covered.
    """
    allowed = [page for page in record.pages if image_allowed(record, page.number, scans)]
    if not allowed:
        return {}
    try:
        typed, _, whole = registry.read(source, limits or Limits())
        pictures = pdf.pictures(typed) if typed.media_type == pdf.MEDIA_TYPE and not scans else {}
    except ParagrafError:
        return {}
    split = documents.split(whole, load(record.language))
    ordinal = int(record.id.rpartition("-")[2])
    text = split[ordinal - 1].text if ordinal <= len(split) else None
    if text is None or not _is_same(text.content, record.text):
        return {}
    lengths = {page.number: page.end - page.start for page in whole.pages}
    found = {}
    for page in allowed:
        if page.end - page.start != lengths.get(page.number):
            continue
        pasted = pictures.get(page.number, ())
        if sum(map(_area, pasted)) >= _PICTURED * (page.width or 0) * (page.height or 0) > 0:
            continue
        boxes = _covered(text, record.text, page)
        if boxes is not None:
            # A logo says nothing; a pasted strip may.
            found[page.number] = (*boxes, *pasted)
    return found


def _is_same(original: str, shown: str) -> bool:
    """Whether *shown* is *original* with nothing but masks in it."""
    return len(original) == len(shown) and all(a == b or b == MASK for a, b in zip(original, shown, strict=True))


def _area(box: Box) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.bottom - box.top)


def _covered(text: Text, shown: str, page: Page) -> tuple[Box, ...] | None:
    """The boxes of the page's words in which something is masked; None where one has no place, or not all is known that is seen."""
    masked = {place for place in range(page.start, page.end) if shown[place] == MASK}
    words = [word for word in text.words if page.start <= word.start < page.end]
    if not words or _LOST in shown[page.start : page.end]:
        return None
    boxes = []
    for word in words:
        # The whole word: of a part of it nobody knows the place.
        if masked.intersection(range(word.start, word.end)):
            masked.difference_update(range(word.start, word.end))
            boxes.append(Box(word.x0 - _MARGIN, word.top - _MARGIN, word.x1 + _MARGIN, word.bottom + _MARGIN))
    return None if masked else tuple(boxes)
