"""Pages of the public edition as images: what is masked is covered, and what cannot be covered is not shown."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.covers import covers, image_allowed
from pipeline.process import process
from pipeline.readers import ocr
from pipeline.register.masking import public
from schemas.record import Record
from schemas.source import SourceFile
from schemas.text import Box

DPI = 200
HEAD = [
    "Hällmora kommun",
    "Tekniska nämnden",
    "Sammanträdesprotokoll 2031-05-02",
    "Beslutande",
    "Staffan Öhrling (C), ordförande",
]
MATTER = [
    "§ 7 Bidrag till Anna Berg",
    "Anna Berg, 850412-1234, Byvägen 3, 123 45 Lillby, söker bidrag.",
    "Hon nås på anna.berg@exempel.se eller 070-123 45 67.",
    "Beslut",
    "Tekniska nämnden beslutar att bevilja 90 000 kronor.",
]
SIGNED = ["Vid protokollet", "________________", "Bo Ek", "Justeras", "________________", "Staffan Öhrling"]
PLANTED = ["850412", "1234", "Byvägen", "exempel", "123 45", "Anna", "Berg"]

Draw = Callable[[Canvas], None]


def printed(*pages: list[str], draw: Draw = lambda canvas: None, turned: int = 0) -> SourceFile:
    """A PDF with these lines on its pages."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    for lines in pages:
        canvas.setPageRotation(turned)
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(lines):
            canvas.drawString(70, 760 - 22 * number, line)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return SourceFile("minutes.pdf", file.getvalue())


def read(source: SourceFile) -> Record:
    (record,) = process(source)
    return public(record)


def covered(source: SourceFile, number: int, boxes: tuple[Box, ...]) -> Image.Image:
    """The page as it is shown."""
    document = pypdfium2.PdfDocument(source.content)
    image = document[number - 1].render(scale=DPI / 72).to_pil().convert("RGB")
    document.close()
    draw = ImageDraw.Draw(image)
    for box in boxes:
        draw.rectangle([edge * DPI / 72 for edge in box], fill="black")
    return image


def seen(image: Image.Image, tmp_path: Path) -> str:
    """What OCR reads in an image."""
    image.save(tmp_path / "page.png")
    command = ["tesseract", str(tmp_path / "page.png"), "-", "--dpi", str(DPI)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract")
@pytest.mark.parametrize("turned", [0, 90, 180])
def test_nothing_that_is_masked_can_be_read_in_the_image(tmp_path: Path, turned: int) -> None:
    source = printed([*HEAD, *MATTER], SIGNED, turned=turned)
    boxes = covers(source, read(source))[1]
    image = covered(source, 1, boxes)
    words = seen(image.rotate(turned, expand=True), tmp_path)

    assert [planted for planted in PLANTED if planted in words] == []
    assert "beviljar"[:7] in words
    assert "90 000" in words


def picture(width: float, height: float, count: int = 1) -> Draw:
    image = ImageReader(Image.new("L", (500, 500), 200))

    def draw(canvas: Canvas) -> None:
        for number in range(count):
            canvas.drawImage(image, 20, 20 + number * height, width, height)

    return draw


def grouped(draw: Draw) -> Draw:
    """The same in a group of drawings, moved and scaled."""

    def drawn(canvas: Canvas) -> None:
        canvas.beginForm("group")
        draw(canvas)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(100, 50)
        canvas.scale(2, 2)
        canvas.doForm("group")
        canvas.restoreState()

    return drawn


# Reason -> the original, and the pages that may be shown.
SHOWN = {
    "a page of minutes": (printed([*HEAD, *MATTER]), [1]),
    "not a page with signatures": (printed([*HEAD, *MATTER], SIGNED), [1]),
    "with a logo": (printed([*HEAD, *MATTER], draw=picture(60, 60)), [1]),
    "not with a large picture": (printed([*HEAD, *MATTER], draw=picture(300, 200)), []),
    "not with a picture in strips": (printed([*HEAD, *MATTER], draw=picture(300, 20, 10)), []),
    "not with a large picture in a group": (printed([*HEAD, *MATTER], draw=grouped(picture(150, 100))), []),
    "not a page without words": (printed([*HEAD, *MATTER], []), [1]),
    "not plain text": (SourceFile("minutes.txt", "\n\n".join([*HEAD, *MATTER]).encode()), []),
}


@pytest.mark.parametrize(("source", "pages"), SHOWN.values(), ids=SHOWN)
def test_which_pages_are_shown(source: SourceFile, pages: list[int]) -> None:
    assert list(covers(source, read(source))) == pages


def test_a_page_without_anything_masked_has_nothing_covered() -> None:
    source = printed([*HEAD, "§ 1 Mötet öppnas", "Ordföranden öppnar mötet."])

    assert covers(source, read(source)) == {1: ()}


@pytest.mark.parametrize(
    ("draw", "place"),
    [(picture(60, 40), Box(20, 782, 80, 822)), (grouped(picture(30, 20)), Box(140, 712, 200, 752))],
    ids=["by itself", "in a group"],
)
def test_a_small_picture_is_covered(draw: Draw, place: Box) -> None:
    source = printed([*HEAD, "§ 1 Mötet öppnas", "Ordföranden öppnar mötet."], draw=draw)
    ((box,),) = covers(source, read(source)).values()

    assert tuple(map(round, box)) == tuple(place)


def test_no_image_where_the_original_is_another() -> None:
    source = printed([*HEAD, *MATTER])
    other = printed([*HEAD, *MATTER[:-1], "Tekniska nämnden beslutar att bevilja 80 000 kronor."])

    assert covers(other, read(source)) == {}


@pytest.mark.skipif(ocr.engine() is None, reason="no OCR")
def test_a_scanned_page_is_shown_only_where_that_is_wanted() -> None:
    scan = io.BytesIO()
    covered(printed([*HEAD, *MATTER]), 1, ()).save(scan, "png", dpi=(DPI, DPI))
    source = SourceFile("minutes.png", scan.getvalue())
    record = read(source)

    assert not image_allowed(record, 1)
    assert covers(source, record) == {}
    assert len(covers(source, record, scans=True)[1]) >= 5
