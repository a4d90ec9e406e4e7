"""OpenDocument texts (.odt, .ott, and the flat .fodt), as LibreOffice writes them: what a reader of the page sees, in order.

Deletions, comments and hidden text are left out. Labels that are counted but not written (``§ 4``, ``1.``) come before
their paragraph, footnotes at the end of their page. Page heads and feet are treated as the Word reader does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.readers import packages
from pipeline.readers.base import Limits, Reader
from pipeline.readers.blocks import (
    MOST_COLUMNS,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Story,
    Table,
    footnote,
    lines_in,
    lines_of,
    written,
)
from pipeline.readers.labels import bullet, formatted
from schemas.errors import EncryptedSourceError, UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
FLAT = "application/vnd.oasis.opendocument.text-flat-xml"

Element = etree._Element
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE, DRAW, FO = (
    f"{{{_URN}{name}:1.0}}" for name in ("office", "text", "table", "style", "drawing", "xsl-fo-compatible")
)
_LIST_FORMAT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
_LEFT_OUT = {
    *(TEXT + name for name in ("tracked-changes", "ruby-text", "hidden-text", "sequence-decls", "variable-decls")),
    OFFICE + "annotation",
    OFFICE + "forms",
    STYLE + "style",
}
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|pc)$")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0}
# Space above a paragraph that a reader sees as a gap: a line of 12 points.
_GAP = 12
_MOST_BLANKS = 100
# While a paragraph is put together: where a page began when the document was last shown. XML has no such character.
_SHOWN_PAGE = "\v"


def read(source: SourceFile, limits: Limits) -> Text:
    """The document's text; pages begin where the author, or LibreOffice when it last showed the document, began them.

    Raises:
        EncryptedSourceError: a password is needed.
        LimitExceededError: it unpacks to more, or has more pages, than the limits allow.
        UnreadableSourceError: damaged, truncated, or no OpenDocument text.
    """
    try:
        content, styles = _roots(source, limits)
        body = content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise UnreadableSourceError(source.name, "an OpenDocument file that is no text document")
        walk = _Walk(_Styles(content, styles))
        blocks = tuple(walk.blocks(body))
        heads = tuple(walk.margins(styles, "header-first", "header", "header-left"))
        feet = tuple(walk.margins(styles, "footer-first", "footer", "footer-left"))
    except (ValueError, KeyError, OverflowError, RecursionError, etree.LxmlError) as error:
        raise UnreadableSourceError(source.name, f"not a sound OpenDocument text ({error})") from error
    return written(Story(blocks, heads=heads, feet=feet, endnotes=tuple(walk.endnotes)), source, limits)


def _roots(source: SourceFile, limits: Limits) -> tuple[Element, Element]:
    """The roots of the content and of the styles; a flat file has both in one."""
    if source.media_type == FLAT:
        root = packages.parsed(packages.plain(source, "the file", source.content))
        return root, root
    parts = packages.parts(source, limits, {"content.xml", "styles.xml", "META-INF/manifest.xml"}.__contains__)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise EncryptedSourceError(source.name, "encrypted OpenDocument file: it opens only with its password")
    content = packages.parsed(parts["content.xml"])
    return content, packages.parsed(parts["styles.xml"]) if "styles.xml" in parts else content


class _Styles:
    """What a paragraph's style says, by itself or by the styles that it is based on; and the styles of lists."""

    def __init__(self, *roots: Element) -> None:
        self._styles = {
            (style.get(STYLE + "family"), style.get(STYLE + "name")): style
            for root in reversed(roots)
            for style in root.iter(STYLE + "style")
        }
        self._lists = {
            style.get(STYLE + "name"): {level.get(TEXT + "level", ""): level for level in style}
            for root in reversed(roots)
            for style in root.iter(TEXT + "list-style")
        }
        outline = next((style for root in roots for style in root.iter(TEXT + "outline-style")), None)
        self.outline = {} if outline is None else {level.get(TEXT + "level", ""): level for level in outline}

    def chain(self, family: str, name: str | None) -> Iterator[Element]:
        """The style and those that it is based on, the nearest first."""
        seen: set[str | None] = set()
        while name not in seen and (style := self._styles.get((family, name))) is not None:
            seen.add(name)
            yield style
            name = style.get(STYLE + "parent-style-name")

    def says(self, family: str, name: str | None, properties: str, attribute: str) -> str | None:
        """The nearest value of an attribute; of the style itself where *properties* is empty."""
        for style in self.chain(family, name):
            place = style.find(STYLE + properties) if properties else style
            if place is not None and (said := place.get(attribute)) is not None:
                return said
        return None

    def levels(self, list_style: str | None) -> Mapping[str, Element]:
        """The levels of a list style, by their number."""
        return self._lists.get(list_style, {})

    def is_bold(self, family: str, name: str | None) -> bool | None:
        """Whether a style sets its text in bold; None where it does not say."""
        weight = self.says(family, name, "text-properties", FO + "font-weight")
        return None if weight is None else weight in ("bold", "600", "700", "800", "900")


@dataclass
class _Pieces:
    """What a paragraph is put together from: characters, notes and text boxes."""

    characters: list[str] = field(default_factory=list)
    bold: int = 0
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def add(self, characters: str, is_bold: bool) -> None:
        self.characters.append(characters)
        self.bold += is_bold * len("".join(characters.split()))


class _Walk:
    """Makes blocks of a document's XML. Each paragraph is read once and in order, or the numbers would not run on."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._numbering = _Numbering(styles)
        self._footnotes = 0
        self._masters: list[str] = []
        self.endnotes: list[str] = []

    def margins(self, root: Element, *tags: str) -> Iterator[tuple[Block, ...]]:
        """The page heads (or feet) of the kinds *tags*, those of the first page first, each wording once."""
        pages = {page.get(STYLE + "name"): page for page in root.iter(STYLE + "master-page")}
        used = [name for name in dict.fromkeys((*self._masters, "Standard", *pages)) if name in pages]
        seen: set[tuple[str, ...]] = {()}
        for margin in [margin for name in used for tag in tags for margin in pages[name].iterfind(STYLE + tag)]:
            blocks = tuple(self.blocks(margin))
            if (wording := tuple(lines_of(blocks))) not in seen:
                seen.add(wording)
                yield blocks

    def blocks(self, container: Element) -> Iterator[Block]:
        """The paragraphs, tables and page breaks of a body, a section, a cell, a text box, a page head or a note."""
        for element in container:
            yield from self._block(element)

    def _block(self, element: Element, label: str | None = None) -> Iterator[Block]:
        if element.tag in (TEXT + "p", TEXT + "h"):
            yield from self._paragraph(element, label)
        elif element.tag == TEXT + "list":
            yield from self._list(element, None, 1)
        elif element.tag == TABLE + "table":
            yield Table(tuple(self._rows(element)))
        elif element.tag == TEXT + "soft-page-break":
            yield PageBreak()
        elif element.tag not in _LEFT_OUT and isinstance(element.tag, str):
            yield from self.blocks(element)

    def _list(self, element: Element, inherited: str | None, level: int) -> Iterator[Block]:
        style = element.get(TEXT + "style-name") or inherited
        if level == 1:
            self._numbering.begin(element, style)
        for item in element:
            label = self._numbering.label(style, level, item) if item.tag == TEXT + "list-item" else ""
            for child in item:
                if child.tag == TEXT + "list":
                    # A point that only holds a list of the next level shows no label of its own.
                    yield from self._list(child, style, level + 1)
                else:
                    yield from self._block(child, label)
                label = ""

    def _rows(self, table: Element) -> Iterator[tuple[Cell, ...]]:
        for child in table:
            if child.tag == TABLE + "table-row":
                yield tuple(self._cells(child))
            elif child.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
                yield from self._rows(child)

    def _cells(self, row: Element) -> Iterator[Cell]:
        covered = 0
        for cell in row:
            times = min(int(cell.get(TABLE + "number-columns-repeated", "1")), MOST_COLUMNS)
            if cell.tag == TABLE + "table-cell":
                columns = min(int(cell.get(TABLE + "number-columns-spanned", "1")), MOST_COLUMNS)
                yield from [Cell(tuple(self.blocks(cell)), columns)] * times
                covered = columns - 1
            elif cell.tag == TABLE + "covered-table-cell":
                # Those that a wide cell covers are counted with it; a tall one leaves an empty place.
                yield from [Cell()] * max(times - covered, 0)
                covered = max(covered - times, 0)

    def _paragraph(self, element: Element, label: str | None) -> Iterator[Block]:
        style = element.get(TEXT + "style-name")
        heading = self._heading(element, style)
        if label is None:
            label = self._numbering.outline_label(element, heading) if heading else ""
        pieces = _Pieces()
        self._collect(element, pieces, bool(self._styles.is_bold("paragraph", style)))
        before, shown, after = "".join(pieces.characters).partition(_SHOWN_PAGE)
        begins_page = bool(shown) and not before.strip()
        if begins_page or self._begins_page(style):
            yield PageBreak()
        content = before + after.replace(_SHOWN_PAGE, "")
        lines = lines_in(label + content.lstrip() if content.strip() else "")
        is_bold = 0 < len("".join(content.split())) == pieces.bold
        stands_apart = heading is not None or self._gap_above(style) >= _GAP
        yield Paragraph(lines, heading, stands_apart, is_bold, tuple(pieces.notes))
        for box in pieces.boxes:
            yield Paragraph()
            yield from self.blocks(box)
            yield Paragraph()
        # A page that began inside the paragraph begins after it: no sentence is torn by what may be out of date.
        ends = self._styles.says("paragraph", style, "paragraph-properties", FO + "break-after") == "page"
        if ends or (shown and not begins_page):
            yield PageBreak()

    def _heading(self, element: Element, style: str | None) -> int | None:
        said = element.get(TEXT + "outline-level") if element.tag == TEXT + "h" else None
        said = said or self._styles.says("paragraph", style, "", STYLE + "default-outline-level")
        return int(said) if said else None

    def _begins_page(self, style: str | None) -> bool:
        own = next(self._styles.chain("paragraph", style), None)
        master = None if own is None else own.get(STYLE + "master-page-name")
        if master:
            self._masters.append(master)
        return bool(master) or (
            self._styles.says("paragraph", style, "paragraph-properties", FO + "break-before") == "page"
        )

    def _gap_above(self, style: str | None) -> float:
        said = _LENGTH.match(self._styles.says("paragraph", style, "paragraph-properties", FO + "margin-top") or "")
        return float(said[1]) * _POINTS[said[2]] if said else 0

    def _collect(self, element: Element, pieces: _Pieces, is_bold: bool) -> None:
        """Take what stands in *element*, in order."""
        pieces.add(_folded(element.text), is_bold)
        for child in element:
            tag = child.tag
            if tag == TEXT + "s":
                pieces.add(" " * min(int(child.get(TEXT + "c", "1")), _MOST_BLANKS), is_bold)
            elif tag in (TEXT + "tab", TEXT + "line-break"):
                pieces.add("\t" if tag == TEXT + "tab" else "\n", is_bold)
            elif tag == TEXT + "soft-page-break":
                pieces.add(_SHOWN_PAGE, is_bold)
            elif tag == TEXT + "note":
                self._note(child, pieces)
            elif tag == DRAW + "text-box":
                pieces.boxes.append(child)
            elif tag == TEXT + "span":
                said = self._styles.is_bold("text", child.get(TEXT + "style-name"))
                self._collect(child, pieces, is_bold if said is None else said)
            elif isinstance(tag, str) and tag not in _LEFT_OUT:
                self._collect(child, pieces, is_bold)
            pieces.add(_folded(child.tail), is_bold)

    def _note(self, note: Element, pieces: _Pieces) -> None:
        body = note.find(TEXT + "note-body")
        content = "" if body is None else " ".join(lines_of(self.blocks(body)))
        if not content:
            return
        if note.get(TEXT + "note-class") == "endnote":
            self.endnotes.append(content)
        else:
            self._footnotes += 1
            pieces.notes.append(footnote(self._footnotes, content))


class _Numbering:
    """Counts the points of lists and the headings that have numbers, in the document's order, and makes their labels."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._counts: dict[str | None, dict[int, int]] = {}
        self._outline: dict[int, int] = {}

    def begin(self, element: Element, style: str | None) -> None:
        """A list begins: it counts on from another of its style only if it says so."""
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(TEXT + "continue-list")
        if not goes_on:
            self._counts.pop(style, None)

    def label(self, style: str | None, level: int, item: Element) -> str:
        """The label of a point, with the blank after it; it counts, unless it only holds a list of the next level."""
        levels = self._styles.levels(style)
        definition = levels.get(str(level))
        if definition is None or all(child.tag == TEXT + "list" for child in item):
            return ""
        if definition.tag != TEXT + "list-level-style-number":
            return bullet(definition.get(TEXT + "bullet-char", ""))
        return _counted(self._counts.setdefault(style, {}), levels, level, item.get(TEXT + "start-value"))

    def outline_label(self, heading: Element, level: int) -> str:
        """The number of a heading, where headings are numbered."""
        definition = self._styles.outline.get(str(level))
        unnumbered = definition is None or not definition.get(STYLE + "num-format")
        if unnumbered or heading.get(TEXT + "is-list-header") == "true":
            return ""
        return _counted(self._outline, self._styles.outline, level, heading.get(TEXT + "start-value"))


def _counted(counts: dict[int, int], levels: Mapping[str, Element], level: int, start: str | None) -> str:
    """Count one more at *level* and show it with the levels above, as far as the list shows them."""

    def first(number: int) -> int:
        definition = levels.get(str(number))
        return int("1" if definition is None else definition.get(TEXT + "start-value", "1"))

    counts[level] = int(start) if start else counts.get(level, first(level) - 1) + 1
    for lower in [each for each in counts if each > level]:
        del counts[lower]
    definition = levels[str(level)]

    def shown(number: int) -> str:
        of_level = levels.get(str(number))
        style = "" if of_level is None else of_level.get(STYLE + "num-format", "")
        return formatted(counts.get(number, first(number)), _FORMATS.get(style, "decimal"))

    if template := definition.get(_LIST_FORMAT):
        label = re.sub(r"%(\d)%", lambda found: shown(int(found[1])), template)
    else:
        above = min(int(definition.get(TEXT + "display-levels", "1")), level)
        numbers = filter(None, map(shown, range(level - above + 1, level + 1)))
        prefix, suffix = (definition.get(STYLE + name, "") for name in ("num-prefix", "num-suffix"))
        label = prefix + ".".join(numbers) + suffix
    return label.rstrip() + " " if label.strip() else ""


def _folded(characters: str | None) -> str:
    """White space as the format counts it: any run is one blank."""
    return re.sub(r"[ \t\r\n]+", " ", characters or "")


READER = Reader(name="odt", media_types=(MEDIA_TYPE, FLAT), read=read, engines=("lxml",))
