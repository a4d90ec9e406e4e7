"""Images of pages: TIFF of one or many pages, JPEG, PNG, and what else Pillow opens without doubt, read by OCR."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.layout import compose
from pipeline.readers import mending, ocr, scanned
from pipeline.readers.base import Limits, Reader
from pipeline.readers.scanned import PageImage
from schemas.errors import EmptySourceError, LimitExceededError, UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text, TextBuilder

# By their first bytes: what the files begin with, the media type, and Pillow's name of the format.
SIGNATURES = (
    (b"II*\0", "image/tiff", "TIFF"),
    (b"MM\0*", "image/tiff", "TIFF"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "PNG"),
    (b"\xff\xd8\xff", "image/jpeg", "JPEG"),
    (b"GIF87a", "image/gif", "GIF"),
    (b"GIF89a", "image/gif", "GIF"),
)
# An A0 page at 300 dpi. More is no page of minutes, or a bomb.
_MOST_PIXELS = 150_000_000
# What a scanner or camera says is believed in these bounds; cameras say 72 whatever they have seen.
_LEAST_DPI, _MOST_DPI = 90, 1200
# Otherwise the image is taken to be as long as a page of A4, in inches.
_PAGE_LENGTH = 11.69


def read(source: SourceFile, limits: Limits) -> Text:
    """The text on the pages, in reading order, with the place of every word.

    Raises:
        UnreadableSourceError: Pillow cannot decode it.
        EmptySourceError: no OCR is installed.
        LimitExceededError: more pages, or more pixels, than the limits allow.
    """
    engine = ocr.engine()
    if engine is None:
        raise EmptySourceError(source.name, f"an image, and no OCR is installed ({ocr.REMEDY})")
    builder = TextBuilder()
    image, count = _opened(source)
    limits.check_pages(source, count)
    images = _images(source, image, count)
    pages = mending.mended(list(scanned.read_all(images, count, engine, limits.ocr_processes)))
    compose(builder, [page.placed for page in pages])
    builder.add_engine(engine.name, engine.version)
    if failed := [str(number) for number, page in enumerate(pages, 1) if page.failure]:
        builder.remark("ocr_failed", f"OCR could not read page {', '.join(failed)}")
    return builder.build()


def _opened(source: SourceFile) -> tuple[Image.Image, int]:
    """The file, and how many pages it has."""
    form = next(form for head, _, form in SIGNATURES if source.content.startswith(head))
    with _decoding(source):
        image = Image.open(io.BytesIO(source.content), formats=[form])
        # An animation is one page, whatever moves on it.
        return image, getattr(image, "n_frames", 1) if form == "TIFF" else 1


def _images(source: SourceFile, image: Image.Image, count: int) -> Iterator[PageImage]:
    for number in range(count):
        with _decoding(source):
            image.seek(number)
            page = _page(source, image)
        yield page


def page_image(source: SourceFile, number: int) -> PageImage:
    """A page as its words were read from it: grey.

    Args:
        number: counted from 1.

    Raises:
        UnreadableSourceError: it cannot be decoded, or has no such page.
    """
    image, count = _opened(source)
    if not 1 <= number <= count:
        raise UnreadableSourceError(source.name, f"has no page {number}")
    with _decoding(source):
        image.seek(number - 1)
        return _page(source, image)


@contextmanager
def _decoding(source: SourceFile) -> Iterator[None]:
    """Pillow's errors made ours, and its warnings silent: what it warns of is read, or is an error a little later."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError as error:
        raise LimitExceededError(source.name, f"an image of too many pixels ({error})") from error
    except UnidentifiedImageError as error:
        # Its message tells where in memory the bytes are: another one every time.
        raise UnreadableSourceError(source.name, "a damaged or truncated image") from error
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, TypeError, ZeroDivisionError) as error:
        raise UnreadableSourceError(source.name, f"a damaged or truncated image ({error})") from error


def _page(source: SourceFile, frame: Image.Image) -> PageImage:
    if frame.width * frame.height > _MOST_PIXELS:
        raise LimitExceededError(source.name, f"an image of {frame.width} x {frame.height} pixels")
    dpi = _dpi(frame)
    grey = _on_white(ImageOps.exif_transpose(frame)).convert("L")
    # What is far from the resolution that engines are trained on is brought there.
    scale = min(scanned.DPI / dpi, (scanned.MOST_PIXELS / (grey.width * grey.height)) ** 0.5)
    if not 0.8 < scale < 1.25:
        grey = grey.resize((max(1, round(grey.width * scale)), max(1, round(grey.height * scale))))
        dpi *= scale
    # Engines are given the pixels alone: nothing of how this file was compressed.
    grey.info.clear()
    return PageImage(grey, dpi)


def _on_white(image: Image.Image) -> Image.Image:
    if "transparency" not in image.info and "A" not in image.mode:
        return image
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)


def _dpi(frame: Image.Image) -> float:
    stated = frame.info.get("dpi", (0, 0))
    dpi = float(stated[0] or 0) if isinstance(stated, tuple) else 0.0
    if _LEAST_DPI <= dpi <= _MOST_DPI:
        return dpi
    return max(frame.size) / _PAGE_LENGTH


READER = Reader(
    name="image",
    media_types=tuple(dict.fromkeys(media_type for _, media_type, _ in SIGNATURES)),
    read=read,
    engines=("pillow",),
)
