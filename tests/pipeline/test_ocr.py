"""Pages drawn here, scanned, and read by the Tesseract that is installed: what is wrong with real scans, one thing at a time."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A5, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.process import process
from pipeline.readers import image, ocr, pdf, rapid, registry, scanned, tesseract
from pipeline.readers.base import Limits
from pipeline.readers.engine import Engine, OcrFailedError, SeenLine, SeenWord
from pipeline.readers.scanned import PageImage
from schemas.errors import EmptySourceError, LimitExceededError, UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text

sys.path.insert(0, str(Path(__file__).parents[2] / "samples"))
from scanned import Glass, as_pdf, as_tiff, pages

MINUTES = (
    "Protokoll från styrelsemöte",
    "§ 4  Föregående protokoll",
    "Protokollet från den 3 maj lades till handlingarna.",
    "§ 5  Ny brygga",
    "Styrelsen beslutar att avsätta 48 500 kronor till bryggan.",
    "§ 6  Mötet avslutas",
)


def printed(*sheets: Sequence[str]) -> bytes:
    """Pages of A5 with these lines."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A5)
    for sheet in sheets:
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate(sheet):
            canvas.drawString(40, A5[1] - 60 - 22 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def layered(visible: Sequence[str], layer: Sequence[str]) -> bytes:
    """A scanned page with the text layer of an OCR program."""
    (scan,) = pages(printed(visible), Glass(dpi=200))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A5)
    canvas.drawImage(ImageReader(scan), 0, 0, *A5)
    for number, line in enumerate(layer):
        text = canvas.beginText(40, A5[1] - 60 - 22 * number)
        text.setFont("Helvetica", 10)
        text.setTextRenderMode(3)
        text.textLine(line)
        canvas.drawText(text)
    canvas.save()
    return file.getvalue()


def read(content: bytes, name: str = "möte.pdf") -> Text:
    _, _, text = registry.read(SourceFile(name, content), Limits())
    return text


def lines(text: Text) -> list[str]:
    return [line for line in text.content.replace("\t", " ").split("\n") if line]


EXPECTED = [" ".join(line.split()) for line in MINUTES]
# How the page lay on the glass.
SCANS = {
    "clean": Glass(dpi=200),
    "askew and noisy": Glass(dpi=200, askew=0.8, noise=8, paper=235),
    "upside down": Glass(dpi=200, turned=2),
}


@pytest.mark.parametrize("glass", SCANS.values(), ids=SCANS)
def test_a_scanned_page_is_read(glass):
    text = read(as_pdf(printed(MINUTES), glass))

    assert lines(text) == EXPECTED
    assert [page.text_origin for page in text.pages] == ["ocr"]
    assert text.pages[0].ocr_confidence is not None
    assert text.pages[0].ocr_confidence > 0.85
    assert text.engines == (("tesseract", ocr.engine().version),)


def test_boxes_lie_on_the_page_as_it_is_seen():
    """The word is found where it was printed, though the page is askew: turned to the left about its middle."""
    text = read(as_pdf(printed(MINUTES), Glass(dpi=200, askew=1.0)))

    ((x0, top, x1, bottom),) = text.quote(*_place(text, "brygga")).boxes

    before, word = stringWidth("§ 5  Ny ", "Helvetica", 10), stringWidth("brygga", "Helvetica", 10)
    right, down = 40 + before + word / 2 - A5[0] / 2, 60 + 22 * 3 - 3 - A5[1] / 2
    turned = (A5[0] / 2 + right + 0.01745 * down, A5[1] / 2 + down - 0.01745 * right)
    assert x0 < turned[0] < x1
    assert top < turned[1] < bottom
    assert x1 - x0 == pytest.approx(word, abs=2)


def _place(text: Text, word: str) -> tuple[int, int]:
    start = text.content.index(word)
    return start, start + len(word)


def test_only_pages_without_text_are_read_by_ocr():
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A5)
    canvas.drawString(40, 500, "En sida med text.")
    canvas.showPage()
    (scan,) = pages(printed(MINUTES[:2]), Glass(dpi=200))
    canvas.drawImage(ImageReader(scan), 0, 0, *A5)
    canvas.save()

    text = read(file.getvalue())

    assert [page.text_origin for page in text.pages] == ["embedded", "ocr"]
    assert lines(text) == ["En sida med text.", *EXPECTED[:2]]


LAYERS = {
    "signs and letters lost": ["$ 4 Foreg6ende prctckoll", "Prctckcllet fr&n den 3 mqj ldes tlll hndlngrna."],
    "half of the page lost": ["Protokoll från styrelsemöte"],
}


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_of_a_poor_layer_and_our_own_reading_the_better_is_kept(layer):
    text = read(layered(MINUTES, layer))

    assert lines(text) == EXPECTED
    assert text.pages[0].text_origin == "ocr"


def test_a_layer_that_says_more_than_the_scan_is_kept():
    """A scan too coarse to be read: whoever made its layer had a better one."""
    (scan,) = pages(printed(MINUTES), Glass(dpi=30))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A5)
    canvas.drawImage(ImageReader(scan), 0, 0, *A5)
    text = canvas.beginText(40, 500)
    text.setTextRenderMode(3)
    text.textLines(MINUTES)
    canvas.drawText(text)
    canvas.save()

    found = read(file.getvalue())

    assert lines(found)[-1] == "§ 6 Mötet avslutas"
    assert found.pages[0].text_origin == "embedded"
    assert found.engines == ()


def test_a_letterhead_behind_visible_text_is_no_scan():
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A5)
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 240)), 0, 0, *A5)
    for number in range(12):
        canvas.drawString(40, 550 - 20 * number, f"Rad {number} i ett brev med bild bakom texten.")
    canvas.save()

    assert read(file.getvalue()).pages[0].text_origin == "embedded"


def test_a_ruled_table_on_a_scan_is_a_table():
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A5)
    rows = (("Verksamhet", "Budget", "Utfall"), ("Hamn", "120", "131"), ("Park", "85", "79"), ("Summa", "205", "210"))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            canvas.rect(40 + 110 * column, 500 - 24 * row, 110, 24)
            canvas.drawString(48 + 110 * column, 507 - 24 * row, cell)
    canvas.save()

    text = read(as_pdf(file.getvalue(), Glass(dpi=200, askew=-0.5)))

    (grid,) = text.grids
    assert [[text.content[slice(*cell)] for cell in row] for row in grid.rows] == [list(row) for row in rows]


def test_a_tiff_of_two_pages():
    content = as_tiff(printed(MINUTES[:3], MINUTES[3:]), Glass(dpi=200))

    text = read(content, "fax.tif")

    assert lines(text) == EXPECTED
    assert [(round(page.width), round(page.height)) for page in text.pages] == [(round(A5[0]), round(A5[1]))] * 2


def test_a_photo_that_states_no_resolution_is_taken_for_a_page_of_a4():
    (scan,) = pages(printed(MINUTES), Glass(dpi=200))
    file = io.BytesIO()
    scan.convert("RGB").save(file, "JPEG", quality=90)

    text = read(file.getvalue(), "foto.jpg")

    assert lines(text) == EXPECTED
    assert round(text.pages[0].height) == 842


def test_pages_read_side_by_side_give_the_same_text():
    content = as_pdf(printed(MINUTES, MINUTES[:2], MINUTES[2:]), Glass(dpi=150))
    source = SourceFile("möte.pdf", content, pdf.MEDIA_TYPE)

    assert pdf.read(source, Limits(ocr_processes=1)) == pdf.read(source, Limits(ocr_processes=3))


def test_of_pages_read_at_once_one_that_fails_is_said_and_the_others_are_read():
    def look(images, dpi, seconds):
        if any(image.height < 50 for image in images):
            raise OcrFailedError("too low")
        word = SeenWord(10, 10, 90, 30, "Protokoll", 0.9)
        return [[SeenLine([word], slope=0.0, base=28.0, size=20.0)] for _ in images]

    sheets = [PageImage(Image.new("L", (100, height), 255), 300) for height in (200, 40, 200)]

    found = scanned.read_all(sheets, len(sheets), Engine("none", "1", look, look), 1)

    assert [(len(page.placed.words), page.failure) for page in found] == [(1, None), (0, "too low"), (1, None)]


def test_the_record_says_what_read_it():
    (record,) = process(SourceFile("möte.pdf", as_pdf(printed(MINUTES), Glass(dpi=200))))

    assert record.source.text_origin == "ocr"
    assert record.software.engines["tesseract"] == ocr.engine().version
    assert [paragraph.number for paragraph in record.paragraphs] == ["4", "5", "6"]
    assert [str(amount.value) for amount in record.amounts] == ["48500"]


@pytest.fixture
def without_engine(monkeypatch):
    """A machine on which neither engine is installed."""
    monkeypatch.setattr(tesseract, "engine", lambda: None)
    monkeypatch.setattr(rapid, "engine", lambda: None)


@pytest.mark.usefixtures("without_engine")
def test_without_an_engine_the_package_is_named():
    scan = as_pdf(printed(MINUTES), Glass(dpi=100))

    with pytest.raises(EmptySourceError, match="tesseract-ocr-script-latn"):
        read(scan)
    with pytest.raises(EmptySourceError, match="tesseract-ocr-script-latn"):
        read(as_tiff(printed(MINUTES), Glass(dpi=100)), "fax.tif")


@pytest.mark.usefixtures("without_engine")
def test_without_an_engine_pages_with_text_go_on_and_the_others_are_said():
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A5)
    canvas.drawString(40, 500, "En sida med text.")
    for _ in range(2):
        canvas.showPage()
        canvas.drawImage(ImageReader(Image.new("L", (60, 80))), 0, 0, *A5)
    canvas.save()

    text = read(file.getvalue())

    assert text.content.split() == ["En", "sida", "med", "text."]
    assert text.remarks == (
        ("page_without_text", f"pages 2-3: an image without text, and no OCR is installed ({ocr.REMEDY})"),
    )


@pytest.mark.usefixtures("without_engine")
def test_without_an_engine_a_text_layer_goes_on():
    text = read(layered(MINUTES, MINUTES))

    assert lines(text)[0] == "Protokoll från styrelsemöte"
    assert text.remarks == ()


DAMAGED = {
    "a TIFF cut off": lambda: as_tiff(printed(MINUTES), Glass(dpi=100))[:600],
    "a PNG that is none": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
    "a JPEG that is none": lambda: b"\xff\xd8\xff\xe0" + b"x" * 200,
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_damaged_images_are_said_to_be(content):
    with pytest.raises(UnreadableSourceError):
        read(content(), "bild.tif")


def test_an_image_of_too_many_pixels_is_refused():
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")

    with pytest.raises(LimitExceededError):
        read(file.getvalue(), "stor.png")


def test_a_tiff_of_too_many_pages_is_refused():
    content = as_tiff(printed(MINUTES, MINUTES, MINUTES), Glass(dpi=50))

    with pytest.raises(LimitExceededError):
        image.read(SourceFile("fax.tif", content, "image/tiff"), Limits(pages=2))


def test_rapidocr_reads_the_same_lines():
    engine = rapid.engine()
    if engine is None:
        pytest.skip("paragraf[ocr-pip] is not installed")
    (scan,) = pages(printed(MINUTES), Glass(dpi=200))

    (seen,) = engine.read([scan], 200, 60)

    assert ["".join(word.text for word in line.words) for line in seen] == [line.replace(" ", "") for line in EXPECTED]
    assert all(0 < line.base < scan.height and line.size > 10 for line in seen)


def test_landscape_pages_on_their_side_are_turned():
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=landscape(A5))
    for number in range(10):
        canvas.drawString(
            40, 360 - 20 * number, f"Rad {number + 1}: nämnden beslutar att godkänna förslaget till yttrande."
        )
    canvas.save()

    text = read(as_pdf(file.getvalue(), Glass(dpi=200, turned=1)))

    assert lines(text)[0] == "Rad 1: nämnden beslutar att godkänna förslaget till yttrande."
    assert (text.pages[0].width, text.pages[0].height) == pytest.approx(A5, abs=1)
