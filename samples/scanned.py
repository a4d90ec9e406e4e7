"""Scans: printed pages as a scanner or a copier gives them, the same content the same bytes.

A page laid askew on the glass, grey paper, noise, few dots to the inch: ``Glass`` says how bad it was.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image


@dataclass(frozen=True)
class Glass:
    """How pages were scanned.

    Args:
        askew: degrees by which they lie turned on the glass, to the left.
        noise: how much the grey of a pixel strays, of 255.
        paper: the grey of the paper; ink is as much lighter than black as paper is darker than white.
        turned: quarter turns to the left.
    """

    dpi: int = 300
    askew: float = 0.0
    noise: float = 0.0
    paper: int = 255
    turned: int = 0


CLEAN = Glass()
# The bounds of what the office copier of a small municipality makes of a page.
WORN = Glass(dpi=200, askew=0.7, noise=10, paper=232)


def pages(printed: bytes, glass: Glass) -> Iterator[Image.Image]:
    """The pages of a PDF as grey images."""
    document = pypdfium2.PdfDocument(printed)
    for number, page in enumerate(document):
        image = page.render(scale=glass.dpi / 72, grayscale=True).to_pil()
        if glass.askew:
            image = image.rotate(glass.askew, Image.Resampling.BICUBIC, fillcolor=255)
        if glass.noise or glass.paper < 255:
            grey = np.asarray(image, np.float32) * ((2 * glass.paper - 255) / 255) + (255 - glass.paper)
            grey += np.random.default_rng(number).normal(0, glass.noise, grey.shape)
            image = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
        yield image.rotate(90 * glass.turned, expand=True)
    document.close()


def as_pdf(printed: bytes, glass: Glass) -> bytes:
    """The pages as a PDF of images, without text."""
    first, *others = pages(printed, glass)
    file = io.BytesIO()
    first.save(file, "PDF", save_all=True, append_images=others, resolution=glass.dpi, quality=60, **_UNDATED)
    return file.getvalue()


def as_tiff(printed: bytes, glass: Glass) -> bytes:
    """The pages as a TIFF in black and white, as fax machines and document scanners make it."""
    first, *others = [image.point(lambda grey: 255 * (grey > 150), "1") for image in pages(printed, glass)]
    file = io.BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=others, compression="group4", dpi=(glass.dpi, glass.dpi))
    return file.getvalue()


def as_picture(printed: bytes, glass: Glass, form: str) -> bytes:
    """The only page as a JPEG, as a telephone makes it, or a PNG: neither says how many dots to the inch it has."""
    (page,) = pages(printed, glass)
    file = io.BytesIO()
    page.save(file, form, quality=60)
    return file.getvalue()


# Or Pillow would write down when the file was made.
_UNDATED = {"creationDate": None, "modDate": None}


def write(target: Path, printed: Path, glass: Glass) -> None:
    """Scan a printed PDF, which is removed: into a TIFF, a JPEG, a PNG or a PDF, by the target's suffix."""
    content = printed.read_bytes()
    if target.suffix == ".tif":
        scanned = as_tiff(content, glass)
    elif form := {".jpg": "JPEG", ".png": "PNG"}.get(target.suffix):
        scanned = as_picture(content, glass, form)
    else:
        scanned = as_pdf(content, glass)
    target.write_bytes(scanned)
    printed.unlink()
