"""PDF: pdfium says which words stand where and which lines are drawn, ``layout`` makes text of it.

pdfium gives all characters of a page in one call, and the rectangles of the first and last character of a word in two
more: about 20 times as fast as reading character by character. pdfium is not thread-safe: one document at a time in a process.

Pages that are images, and pages whose text layer is rubbish or was made by an OCR program, are read by OCR; of a layer and our own
reading the better one is kept.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.layout import Placed, PlacedPage, compose
from pipeline.readers import mending, ocr, ruled, scanned
from pipeline.readers.base import Limits, Reader
from pipeline.readers.scanned import PageImage, ScannedPage
from schemas.errors import EmptySourceError, EncryptedSourceError, UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Box, Text, TextBuilder, normalised

MEDIA_TYPE = "application/pdf"

# What old fonts and pdfium leave for a dash, a line-end hyphen, a bullet, quotes; Windows-1252 read as Latin-1.
_REPAIRS = str.maketrans(
    {
        "\ufffe": "-",
        "\x02": "-",
        "\xad": "-",
        "\x15": "-",
        "\x85": "…",
        "\x91": "‘",
        "\x92": "’",
        "\x93": "“",
        "\x94": "”",
        "\x95": "•",
        "\x96": "–",
        "\x97": "—",
        "\uf0b7": "•",
        "\uf0a7": "•",
        "\uf0d8": "•",
        "\uf02d": "–",
        "\u25aa": "•",
        "\u25cf": "•",
        "\u2022": "•",
    }
)
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\ufb00-\ufb04\ufffe\ue000-\uf8ff\u0300-\u036f\u25aa\u25cf]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# A word; one that a line-end hyphen cuts (U+FFFE, U+0002) is two; dots that lead to a page number are their own.
_WORD = re.compile("[.…_]{4,}|(?:[^\\s\u200b\ufffe\x02.…_]+|(?![.…_]{4})[.…_])+[\ufffe\x02]?|[\ufffe\x02]")
_BOLD = re.compile(rb"bold|black|heavy|halvfet", re.I)
# Drawn this thin, a rectangle is a line (in points).
_THIN = 2.5
# In points: for a page that says no size.
_A4 = (595.0, 842.0)
# Of letters that stand askew, in radians; a scan's text layer may slope by a hair, down to just under a full turn.
_SLANT = 0.09
_TEXT = pdfium.FPDF_PAGEOBJ_TEXT
_LONGEST_FONT_NAME = 128
# An image that covers so much of a page is the page itself, scanned.
_COVERING = 0.8
# The bounds of one whose place is not told.
_EVERYWHERE = (-1e6, -1e6, 1e6, 1e6)
# A page whose letters are drawn as outlines has paths by the hundred and no text.
_OUTLINES = 200
# On a scanned page fewer words than these are what a signing service or a case system put on top of it.
_FEW_WORDS = 40
# Of the text objects on a scan so many tell whether they are meant to be seen.
_LAYER_SAMPLE = 40
# Swedish has 36 to 39 vowels among a hundred letters, lists of names and abbreviations no fewer than 30.
_FEWEST_VOWELS = 0.22
_FEWEST_LETTERS = 40
_VOWELS = "aeiouyåäöAEIOUYÅÄÖéèüøæ"


def read(source: SourceFile, limits: Limits) -> Text:
    """The document's text in reading order, page by page, with the place of every word.

    Raises:
        EncryptedSourceError: it opens only with a password.
        UnreadableSourceError: pdfium finds no document in the bytes.
        EmptySourceError: it has no pages.
        LimitExceededError: more pages than the limits allow.
    """
    document = _opened(source)
    try:
        count = len(document)
        limits.check_pages(source, count)
        builder = TextBuilder()
        pages = [_page(document, index) for index in range(count)]
        doubtful = [index for index, page in enumerate(pages) if page.is_doubtful]
        if doubtful:
            pages = _with_ocr(document, pages, doubtful, builder, limits)
        compose(builder, [page.placed for page in pages])
        for code, message, odd in _ODDITIES:
            if numbers := [number for number, page in enumerate(pages, 1) if odd(page)]:
                builder.remark(code, f"{_named(numbers)}: {message}")
        return builder.build()
    finally:
        document.close()


def _opened(source: SourceFile) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source.content)
    except pypdfium2.PdfiumError as error:
        if _opens(source.content):
            raise EmptySourceError(source.name, "a PDF without pages") from error
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedSourceError(source.name, "encrypted PDF: it opens only with its password") from error
        raise UnreadableSourceError(source.name, f"a damaged or truncated PDF ({error})") from error


def _opens(content: bytes) -> bool:
    """Whether pdfium itself opens a document that pypdfium2 refuses: one without pages. It sets the last error if not."""
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if document:
        pdfium.FPDF_CloseDocument(document)
    return bool(document)


def _named(numbers: list[int]) -> str:
    """``page 3`` or ``pages 1-2, 5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    listed = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f"{'page' if len(numbers) == 1 else 'pages'} {listed}"


class _Page(NamedTuple):
    """A page as its text layer gives it, or as it is kept after OCR.

    Args:
        is_scan: one image covers it, and its text, if any, is not what one sees.
        failure: why OCR did not read it, where it was to.
    """

    placed: PlacedPage
    has_image: bool = False
    is_damaged: bool = False
    is_scan: bool = False
    failure: str | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether OCR may read more of it, or read it better, than its text layer says."""
        words = self.placed.words
        if self.is_damaged:
            return False
        if not words:
            return self.has_image and not self.placed.stamps
        return self.is_scan or _is_rubbish(words)


# --- pages that need OCR --------------------------------------------------------------------------------------------


def _with_ocr(
    document: pypdfium2.PdfDocument, pages: list[_Page], doubtful: list[int], builder: TextBuilder, limits: Limits
) -> list[_Page]:
    """The pages, those that are *doubtful* read by OCR where that reads them better; without an engine all as they are."""
    engine = ocr.engine()
    if engine is None:
        return [page._replace(failure=ocr.REMEDY) if index in doubtful else page for index, page in enumerate(pages)]
    images = (_rendered(document, index) for index in doubtful)
    own = scanned.read_all(images, len(doubtful), engine, limits.ocr_processes)
    pages = pages.copy()
    made: dict[int, ScannedPage] = {}
    for index, scan in zip(doubtful, own, strict=True):
        page = pages[index]
        if scan.failure:
            pages[index] = page._replace(failure=scan.failure)
        elif scanned.is_better(scan.placed.words, page.placed.words):
            made[index] = scan
            builder.add_engine(engine.name, engine.version)
        elif page.is_scan:
            # Another engine's reading, and with its mistakes.
            made[index] = ScannedPage(page.placed)
    for index, scan in zip(made, mending.mended([*made.values()]), strict=True):
        pages[index] = pages[index]._replace(placed=scan.placed)
    return pages


def _rendered(
    document: pypdfium2.PdfDocument,
    index: int,
    dpi_for: Callable[[float, float], float] = scanned.dpi_for,
    grey: bool = True,
) -> PageImage:
    page = document[index]
    try:
        dpi = dpi_for(*page.get_size())
        # To be read, with all that one sees; to be shown, without what is drawn over it (notes, fields of forms): no text has that.
        image = page.render(scale=dpi / 72, grayscale=grey, draw_annots=grey).to_pil()
    finally:
        page.close()
    return PageImage(image, dpi)


def page_image(source: SourceFile, number: int, dpi_for: Callable[[float, float], float]) -> PageImage:
    """A page as one sees it, in colours.

    Args:
        number: counted from 1.
        dpi_for: at how many dots per inch a page of a width and a height, in points, is rendered.

    Raises:
        UnreadableSourceError: it cannot be opened, or has no such page.
    """
    document = _opened(source)
    try:
        if not 1 <= number <= len(document):
            raise UnreadableSourceError(source.name, f"has no page {number}")
        return _rendered(document, number - 1, dpi_for, grey=False)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSourceError(source.name, f"page {number} cannot be shown ({error})") from error
    finally:
        document.close()


class _Frame(NamedTuple):
    """Turns places in a page's own space into points from the top left of the page as it is seen."""

    left: float
    bottom: float
    width: float
    height: float
    quarters: int

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        x0, x1, y0, y1 = x0 - self.left, x1 - self.left, y0 - self.bottom, y1 - self.bottom
        if self.quarters == 0:
            return x0, self.height - y1, x1, self.height - y0
        if self.quarters == 1:
            return y0, x0, y1, x1
        if self.quarters == 2:
            return self.width - x1, y0, self.width - x0, y1
        return self.width - y1, self.height - x1, self.width - y0, self.height - x0


def _page(document: pypdfium2.PdfDocument, index: int) -> _Page:
    try:
        page = document[index]
        try:
            return _read_page(page)
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return _Page(PlacedPage(*_A4, []), is_damaged=True)


def _read_page(page: pypdfium2.PdfPage) -> _Page:
    width, height = page.get_size()
    left, bottom, _, _ = page.get_bbox()
    frame = _Frame(left, bottom, width, height, page.get_rotation() // 90)
    text_page = page.get_textpage()
    try:
        words, askew = _words(text_page, frame)
    finally:
        text_page.close()
    edges, has_image, is_scan = _drawn(page, frame)
    upright, turned, stamps = _uprighted(words, askew, width, height)
    if turned:
        edges = [_turned_edge(edge, turned, width, height) for edge in edges]
    placed = PlacedPage(width, height, upright, ruled.tables(edges), stamps, turned)
    return _Page(placed, has_image, is_scan=is_scan and (len(words) < _FEW_WORDS or _is_hidden(page)))


# --- pdfium by addresses --------------------------------------------------------------------------------------------


def _by_address(function: Any) -> Any:
    """A function of pdfium that takes and gives pointers as numbers.

    A call takes 0.3 microseconds instead of 0.5 where ctypes need not check and wrap pointers; of 50,000 calls for a
    document, that is a twentieth of the reader's time.
    """

    def plain(kind: Any) -> Any:
        return ctypes.c_void_p if isinstance(kind, type(ctypes.POINTER(ctypes.c_int))) else kind

    prototype = ctypes.CFUNCTYPE(plain(function.restype), *map(plain, function.argtypes))
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _address(pointer: Any) -> int:
    return ctypes.addressof(pointer.contents)


_angle_of = _by_address(pdfium.FPDFText_GetCharAngle)
_box_of = _by_address(pdfium.FPDFText_GetLooseCharBox)
_count_of = _by_address(pdfium.FPDFText_CountChars)
_font_of = _by_address(pdfium.FPDFText_GetFontInfo)
_font_size_of = _by_address(pdfium.FPDFText_GetFontSize)
_matrix_of = _by_address(pdfium.FPDFText_GetMatrix)
_origin_of = _by_address(pdfium.FPDFText_GetCharOrigin)
_text_of = _by_address(pdfium.FPDFText_GetText)
_unicode_of = _by_address(pdfium.FPDFText_GetUnicode)
_object_at = _by_address(pdfium.FPDFPage_GetObject)
_type_of = _by_address(pdfium.FPDFPageObj_GetType)


# --- words ----------------------------------------------------------------------------------------------------------


class _Askew(NamedTuple):
    """A word that does not run with the page: its direction in quarter turns (None: slanting), its place in the order."""

    word: Placed
    direction: int | None
    position: int


def _words(text_page: pypdfium2.PdfTextPage, frame: _Frame) -> tuple[list[Placed], list[_Askew]]:
    """The page's words that run with it, and those that do not.

    This loop is half of the reader's time: what the words of a cell have in common is asked once.
    """
    raw = _address(text_page.raw)
    characters = _characters(raw)
    first, last, matrix = pdfium.FS_RECTF(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    first_at, last_at, matrix_at, x_at, y_at = map(ctypes.addressof, (first, last, matrix, x, y))
    font_name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
    words: list[Placed] = []
    askew: list[_Askew] = []
    top_edge = frame.height + frame.bottom
    line_end = 0
    height, base, right, bottom, slants, bold = 0.0, 0.0, 0.0, 0.0, False, False
    for match in _WORD.finditer(characters):
        start, end = match.span()
        text = match[0]
        if not text.isascii() or not text.isprintable():
            text = _repaired(text)
            if not text:
                continue
        _box_of(raw, start, first_at)
        _box_of(raw, end - 1, last_at)
        high = first.top - first.bottom
        begins_line = start >= line_end
        if begins_line or first.left - right > height or abs(first.bottom - bottom) > high / 2:
            _matrix_of(raw, start, matrix_at)
            _origin_of(raw, start, x_at, y_at)
            height, base = _font_size_of(raw, start) * abs(matrix.d), y.value
            slants = _angle_of(raw, start) > _SLANT
        if begins_line:
            line_end = characters.find("\n", end)
            line_end = len(characters) if line_end < 0 else line_end
        if begins_line or end >= line_end - 2:
            # A bold label may begin a line that ends otherwise.
            bold = _is_bold(raw, start, font_name)
        right, bottom = last.right, first.bottom
        if slants or frame.quarters or last.left < first.left:
            box = frame.box(
                min(first.left, last.left),
                min(first.bottom, last.bottom),
                max(first.right, last.right),
                max(first.top, last.top),
            )
            word, direction = Placed(*box, text, bold), _direction(raw, start, frame)
            if direction == 0:
                words.append(word)
            else:
                askew.append(_Askew(word, direction, len(words)))
            continue
        # Boxes of letters are of different heights even in one font: the line they stand on and the font's size are not.
        if 0.4 * high < height < 5 * high:
            top, size = top_edge - base - 0.8 * height, height
        else:
            top, size = top_edge - first.top, high or 1.0
        words.append(Placed(first.left - frame.left, top, last.right - frame.left, top + size, text, bold))
    return words, askew


def _is_bold(raw: int, index: int, name: ctypes.Array[ctypes.c_char]) -> bool:
    """By the font's name: few fonts state a weight that is true."""
    name.value = b""
    _font_of(raw, index, name, _LONGEST_FONT_NAME, None)
    return _BOLD.search(name.value) is not None


def _direction(raw: int, index: int, frame: _Frame) -> int | None:
    """Quarter turns of a character against the page as it is seen, clockwise; None where it stands askew."""
    degrees = math.degrees(_angle_of(raw, index))
    quarters = round(degrees / 90)
    if abs(degrees - 90 * quarters) > 5:
        return None
    return (frame.quarters + quarters) % 4


def _characters(raw: int) -> str:
    """The page's characters, one for each of pdfium's indexes."""
    count = _count_of(raw)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    units = _text_of(raw, 0, count, buffer) - 1
    characters = bytes(buffer)[: 2 * units].decode("utf-16-le", "replace")
    if len(characters) == count:
        return characters
    # Characters that pdfium hides from the text, or takes two units for: one by one the indexes are right.
    codes = (_unicode_of(raw, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _repaired(text: str) -> str:
    if not _ODD.search(text):
        return text
    return _PRIVATE.sub("•" if len(text) == 1 else "", normalised(text.translate(_REPAIRS))).strip()


def _uprighted(
    words: list[Placed], askew: list[_Askew], width: float, height: float
) -> tuple[list[Placed], int, list[list[Placed]]]:
    """The words that run with the page, how far the whole page is turned, and those that run otherwise, by line."""
    for quarters, turned in ((3, 90), (2, 180), (1, 270)):
        running = [word for word, direction, _ in askew if direction == quarters]
        if len(running) > len(words):
            others = words + [word for word, direction, _ in askew if direction != quarters]
            upright = [_turned(word, turned, width, height) for word in running]
            return upright, turned, [[_turned(word, turned, width, height) for word in others]] if others else []
    lines: list[list[Placed]] = []
    before = None
    for word, direction, position in askew:
        if before == (direction, position):
            lines[-1].append(word)
        else:
            lines.append([word])
        before = (direction, position)
    return words, 0, lines


def _turned(word: Placed, turned: int, width: float, height: float) -> Placed:
    return Placed(*_turned_edge(Box(*word[:4]), turned, width, height), word.text, word.bold)


def _turned_edge(box: Box, turned: int, width: float, height: float) -> Box:
    x0, top, x1, bottom = box
    if turned == 90:
        return Box(height - bottom, x0, height - top, x1)
    if turned == 180:
        return Box(width - x1, height - bottom, width - x0, height - top)
    return Box(top, width - x1, bottom, width - x0)


def _is_rubbish(words: list[Placed]) -> bool:
    """Whether a text layer has hardly any vowels, or characters that stand for none."""
    text = "".join([word[4] for word in words])
    if text.count("\ufffd") > len(text) / 20 or text.count("(cid:") > len(text) / 100:
        return True
    vowels = sum(map(text.count, _VOWELS))
    if vowels >= _FEWEST_VOWELS * len(text):
        return False
    letters = sum(map(str.isalpha, text))
    return letters > _FEWEST_LETTERS and vowels < _FEWEST_VOWELS * letters


# What may be odd about a page: the code of the remark, what it says, and how to tell.
_ODDITIES: tuple[tuple[str, str, Callable[[_Page], bool]], ...] = (
    ("page_damaged", "cannot be read", lambda page: page.is_damaged),
    (
        "page_without_text",
        f"an image without text, and no OCR is installed ({ocr.REMEDY})",
        lambda page: page.failure == ocr.REMEDY and not page.placed.words,
    ),
    (
        "text_layer_unreadable",
        "the letters of its text layer are not those one sees",
        lambda page: _is_rubbish(page.placed.words),
    ),
    ("ocr_failed", "OCR could not read it", lambda page: page.failure not in (None, ocr.REMEDY)),
)


# --- lines and images -----------------------------------------------------------------------------------------------


def _drawn(page: pypdfium2.PdfPage, frame: _Frame) -> tuple[list[Box], bool, bool]:
    """The straight lines drawn on the page, as thin boxes; whether there is an image; whether one covers the page."""
    edges: list[Box] = []
    has_image = covers = False
    paths = 0
    raw = _address(page.raw)
    # Some producers make an object of every letter: nothing is looked up in this loop that need not be.
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        kind = _type_of(_object_at(raw, index))
        if kind == _TEXT:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            edges += _edges(pdfium.FPDFPage_GetObject(page.raw, index), frame)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            has_image = True
            covers = covers or _covers(pdfium.FPDFPage_GetObject(page.raw, index), frame)
    return edges, has_image or paths >= _OUTLINES, covers


def _bounds(drawing: Any, frame: _Frame) -> tuple[float, float, float, float] | None:
    bounds = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawing, *map(ctypes.byref, bounds)):
        return None
    return frame.box(*(edge.value for edge in bounds))


def _covers(image: Any, frame: _Frame, share: float = _COVERING) -> bool:
    """Whether an image (or a group of drawings, which scanning programs wrap around one) fills so much of the page."""
    bounds = _bounds(image, frame)
    if bounds is None:
        return False
    x0, top, x1, bottom = bounds
    return (x1 - x0) * (bottom - top) >= share * frame.width * frame.height


def pictures(source: SourceFile) -> dict[int, tuple[Box, ...]]:
    """Where the pages have pictures, which may hold words that no text layer has: a scan, a pasted letter, a logo.

    Returns:
        Of each page with any their places, in points from the top left; of one that cannot be opened one beyond its edges.

    Raises:
        ParagrafError: it cannot be opened.
    """
    document = _opened(source)
    try:
        found = {index + 1: tuple(_pictures(document, index)) for index in range(len(document))}
        return {number: places for number, places in found.items() if places}
    finally:
        document.close()


def _pictures(document: pypdfium2.PdfDocument, index: int) -> Iterator[Box]:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        # Nobody knows what it shows.
        yield Box(*_EVERYWHERE)
        return
    try:
        width, height = page.get_size()
        left, bottom, _, _ = page.get_bbox()
        frame = _Frame(left, bottom, width, height, page.get_rotation() // 90)
        for number in range(pdfium.FPDFPage_CountObjects(page.raw)):
            for x0, y0, x1, y1 in _images(pdfium.FPDFPage_GetObject(page.raw, number)):
                yield Box(*frame.box(x0, y0, x1, y1))
    finally:
        page.close()


def _images(drawing: Any) -> Iterator[tuple[float, float, float, float]]:
    """The bounds of an image, or of those in a group of drawings, in the space that it is drawn in."""
    kind = pdfium.FPDFPageObj_GetType(drawing)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        bounds = [ctypes.c_float() for _ in range(4)]
        known = pdfium.FPDFPageObj_GetBounds(drawing, *map(ctypes.byref, bounds))
        yield (bounds[0].value, bounds[1].value, bounds[2].value, bounds[3].value) if known else _EVERYWHERE
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        moved = pdfium.FS_MATRIX()
        known = pdfium.FPDFPageObj_GetMatrix(drawing, ctypes.byref(moved))
        for number in range(pdfium.FPDFFormObj_CountObjects(drawing)):
            for x0, y0, x1, y1 in _images(pdfium.FPDFFormObj_GetObject(drawing, number)):
                corners = [
                    (moved.a * x + moved.c * y + moved.e, moved.b * x + moved.d * y + moved.f)
                    for x in (x0, x1)
                    for y in (y0, y1)
                ]
                across, up = zip(*corners, strict=True)
                yield (min(across), min(up), max(across), max(up)) if known else _EVERYWHERE


def _is_hidden(page: pypdfium2.PdfPage) -> bool:
    """Whether the text of a page is not meant to be seen: the layer that an OCR program put under or over its scan."""
    modes = [
        pdfium.FPDFTextObj_GetTextRenderMode(found.raw)
        for found in islice(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,)), _LAYER_SAMPLE)
    ]
    return bool(modes) and all(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)


def _edges(path: Any, frame: _Frame) -> Iterator[Box]:
    bounds = _bounds(path, frame)
    if bounds is None:
        return
    x0, top, x1, bottom = bounds
    if min(x1 - x0, bottom - top) <= _THIN:
        yield Box(x0, top, x1, bottom)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value:
        return
    points = list(_points(path, frame))
    for (ax, ay, _), (bx, by, drawn) in pairwise(points):
        if drawn and (abs(ax - bx) <= 1 or abs(ay - by) <= 1):
            yield Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _points(path: Any, frame: _Frame) -> Iterator[tuple[float, float, bool]]:
    """The path's corners on the page; a line is drawn to each but the first of a figure."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(path), 2000)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        px = matrix.a * x.value + matrix.c * y.value + matrix.e
        py = matrix.b * x.value + matrix.d * y.value + matrix.f
        left, top, _, _ = frame.box(px, py, px, py)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = (left, top)
        yield left, top, kind == pdfium.FPDF_SEGMENT_LINETO
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield *begin, True


READER = Reader(name="pdf", media_types=(MEDIA_TYPE,), read=read, engines=("pdfplumber", "pypdfium2"))
