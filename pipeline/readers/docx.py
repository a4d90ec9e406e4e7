"""Word documents (.docx): everything a reader of the page sees, in order.

The XML is walked in document order: what is wrapped in content controls, links, smart tags or insertions comes along,
deletions do not, and of alternatives (a text box for new and old Word) one is taken. Labels that Word makes (``§ 4``,
``1.``) are written before their paragraph. A row of a table is a line, its cells parted by tabs; merged cells stand
once. The first page head is text, since it may be the only place that names the organisation; other heads and the feet
are furniture. Footnotes stand at the end of their page, endnotes at the end of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document
from lxml import etree

from pipeline.readers import docx_package, packages
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
from pipeline.readers.docx_numbering import Numbering
from pipeline.readers.docx_styles import Element, Styles, W, is_on, value
from schemas.errors import UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TEXT = {W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
# Deletions, the origin of a move, field codes; and properties, in which tabs and breaks are no characters.
_LEFT_OUT = {
    *(
        W + name
        for name in ("del", "delText", "moveFrom", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr")
    ),
    *(W + name for name in ("tblPr", "tblGrid", "trPr", "tcPr", "sectPr")),
}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
# What forms tick, by its place in the Wingdings fonts.
_TICKS = {"6F": "☐", "A8": "☐", "A3": "☐", "FC": "✓", "FE": "☑", "52": "☑", "FD": "☒", "54": "☒", "FB": "✗"}
_WHITE = str.maketrans("\t\n\r", "   ")
# Pages, while a paragraph is put together: one that the author began, and one that began there when Word last showed it.
# XML has neither character.
_PAGE, _SHOWN_PAGE = "\f", "\v"


def read(source: SourceFile, limits: Limits) -> Text:
    """The document's text; pages begin where the author, or Word when it last showed the document, began them.

    Raises:
        EncryptedSourceError: the zip is encrypted.
        LimitExceededError: it unpacks to more, or has more pages, than the limits allow.
        UnreadableSourceError: damaged, truncated, or not what Word writes.
    """
    document = docx_package.opened(source, limits)
    try:
        walk = _Walk(document)
        heads, feet = walk.heads(), walk.feet()
        body = tuple(walk.blocks(document.element.body))
    # Words where numbers should be, parts that are none, elements in each other without end.
    except (ValueError, KeyError, AttributeError, OverflowError, RecursionError, etree.LxmlError) as error:
        raise UnreadableSourceError(source.name, f"not a sound Word document ({error})") from error
    story = Story(body, heads=tuple(heads), feet=tuple(feet), endnotes=tuple(walk.endnotes))
    return written(story, source, limits)


class _Walk:
    """Makes blocks of a document's XML. Each paragraph is read once and in order, or the numbers would not run on."""

    def __init__(self, document: Document) -> None:
        self._part = document.part
        self._styles = Styles(document.styles.element)
        numbering = self._related("numbering")
        self._numbering = Numbering(packages.parsed(numbering) if numbering else None, self._styles)
        self._sections: list[Element] = list(document.element.iter(W + "sectPr"))
        self._notes = {
            kind: {note.get(W + "id"): note for note in packages.parsed(part).iterfind(W + kind)}
            for kind in _NOTES.values()
            if (part := self._related(kind + "s"))
        }
        self._footnotes = 0
        self.endnotes: list[str] = []

    def _related(self, kind: str) -> bytes | None:
        parts = (each.target_part for each in self._part.rels.values() if each.reltype.endswith("/" + kind))
        part = next(parts, None)
        return None if part is None else part.blob

    def heads(self) -> list[tuple[Block, ...]]:
        """The page heads, that of the first page first, each wording once."""
        return self._margins("headerReference")

    def feet(self) -> list[tuple[Block, ...]]:
        """The page feet, each wording once."""
        return self._margins("footerReference")

    def _margins(self, tag: str) -> list[tuple[Block, ...]]:
        wordings: dict[tuple[str, ...], tuple[Block, ...]] = {}
        for section in self._sections:
            # Those for first pages count only where the section has a first page of its own; they come first.
            references = [
                each
                for each in section.findall(W + tag)
                if each.get(W + "type") != "first" or is_on(section, "titlePg")
            ]
            for reference in sorted(references, key=lambda each: each.get(W + "type") != "first"):
                part = self._part.related_parts.get(reference.get(_RELATION))
                if part is not None:
                    blocks = tuple(self.blocks(packages.parsed(part.blob)))
                    wordings.setdefault(tuple(lines_of(blocks)), blocks)
        wordings.pop((), None)
        return list(wordings.values())

    def blocks(self, container: Element) -> Iterator[Block]:
        """The paragraphs, tables and page breaks of a body, a cell, a text box, a page head or a note."""
        carried: list[Element] = []
        for element in _elements(container, {W + "p", W + "tbl"}):
            if element.tag == W + "tbl":
                yield Table(tuple(self._rows(element)))
            elif element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
                # The mark at its end is deleted: what is left of it begins the next paragraph.
                carried.append(element)
            else:
                yield from self._paragraph([*carried, element])
                carried = []
        if carried:
            yield from self._paragraph(carried)

    def _rows(self, table: Element) -> Iterator[tuple[Cell, ...]]:
        for row in _elements(table, {W + "tr"}):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            before = [Cell()] * _columns(value(row, "trPr/gridBefore") or "0")
            cells = (
                Cell(tuple(self.blocks(cell)), _columns(value(cell, "tcPr/gridSpan") or "1"))
                for cell in _elements(row, {W + "tc"})
            )
            yield (*before, *cells)

    def _paragraph(self, elements: Sequence[Element]) -> Iterator[Block]:
        paragraph = elements[-1]
        pieces = _Pieces()
        for element in elements:
            pieces.collect(element)
        before, shown, after = pieces.content.partition(_SHOWN_PAGE)
        begins_page = bool(shown) and not before.strip()
        if begins_page or is_on(paragraph, "pPr/pageBreakBefore"):
            yield PageBreak()
        content = self._labelled(paragraph, (before + after).replace(_SHOWN_PAGE, ""))
        heading = self._styles.heading_level(paragraph)
        stands_apart = heading is not None or self._styles.has_gap_above(paragraph)
        notes = tuple(note for kind, note_id in pieces.notes if (note := self._note(kind, note_id)))
        for number, piece in enumerate(content.split(_PAGE)):
            if number:
                yield PageBreak()
            lines = lines_in(piece)
            if lines or not number:
                yield Paragraph(lines, heading, stands_apart, pieces.is_bold, () if number else notes)
        for box in pieces.boxes:
            yield Paragraph()
            yield from self.blocks(box)
            yield Paragraph()
        # A page that Word began inside the paragraph begins after it: no sentence is torn by what may be out of date.
        if (shown and not begins_page) or self._ends_section(paragraph):
            yield PageBreak()

    def _labelled(self, paragraph: Element, content: str) -> str:
        label = self._numbering.label(paragraph)
        start = len(content) - len(content.lstrip())
        if start == len(content) and label == "- ":
            return content
        return content[:start] + label + content[start:]

    def _ends_section(self, paragraph: Element) -> bool:
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        if section is None:
            return False
        following = self._sections[self._sections.index(section) + 1 :]
        return bool(following) and value(following[0], "type") != "continuous"

    def _note(self, kind: str, note_id: str | None) -> str:
        """The line of a footnote; none where it is an endnote, which goes to the others."""
        note = self._notes.get(kind, {}).get(note_id)
        content = "" if note is None else " ".join(lines_of(self.blocks(note)))
        if kind == "endnote":
            self.endnotes.extend([content] if content else [])
            return ""
        self._footnotes += 1
        return footnote(self._footnotes, content) if content else ""


class _Pieces:
    """What a paragraph is put together from: characters, notes and text boxes."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._bold = 0
        self.notes: list[tuple[str, str | None]] = []
        self.boxes: list[Element] = []

    @property
    def content(self) -> str:
        return "".join(self._characters)

    @property
    def is_bold(self) -> bool:
        """Whether all of the text is set in bold."""
        return 0 < len("".join(self.content.split())) == self._bold

    def collect(self, element: Element) -> None:
        """Take what stands in *element*, in order."""
        for child in element:
            tag = child.tag
            if tag in _LEFT_OUT:
                continue
            if tag in _TEXT:
                self._characters.append((child.text or "").translate(_WHITE))
            elif tag in _CHARACTERS:
                self._characters.append(_CHARACTERS[tag])
            elif tag == W + "br":
                self._characters.append(_PAGE if child.get(W + "type") == "page" else "\n")
            elif tag == W + "lastRenderedPageBreak":
                self._characters.append(_SHOWN_PAGE)
            elif tag == W + "sym":
                self._characters.append(_symbol(child))
            elif tag == W + "ffData":
                self._characters.append(_form_field(child))
            elif tag in _NOTES:
                self.notes.append((_NOTES[tag], child.get(W + "id")))
            elif tag == W + "txbxContent":
                self.boxes.append(child)
            elif tag == _ALTERNATIVES:
                self.collect(_alternative(child))
            else:
                before = len(self._characters)
                self.collect(child)
                if tag == W + "r" and is_on(child, "rPr/b"):
                    self._bold += len("".join("".join(self._characters[before:]).split()))


def _columns(said: str) -> int:
    return min(int(said), MOST_COLUMNS)


def _elements(container: Element, wanted: set[str]) -> Iterator[Element]:
    """The nearest elements with these names, through whatever wraps them."""
    for child in container:
        if child.tag in wanted:
            yield child
        elif child.tag == _ALTERNATIVES:
            yield from _elements(_alternative(child), wanted)
        elif child.tag not in _LEFT_OUT:
            yield from _elements(child, wanted)


def _alternative(alternatives: Element) -> Element:
    """The first of several ways to show the same that has text; itself, empty, where none has."""
    return next((each for each in alternatives if each.find(f".//{W}t") is not None), alternatives[-1])


def _symbol(symbol: Element) -> str:
    """A character given by its place in a font of symbols: a tick or a box, if it is one."""
    code = (symbol.get(W + "char") or "").upper()
    if (symbol.get(W + "font") or "").startswith("Wingdings"):
        return _TICKS.get(code[-2:], "")
    # Places from F000 are the font's own: what stands there has no name.
    return "" if not code or code.startswith("F0") else chr(int(code, 16))


def _form_field(field: Element) -> str:
    """What a form shows without text of its own: a box, ticked or not; the chosen entry of a list."""
    if (box := field.find(W + "checkBox")) is not None:
        ticked = is_on(box, "checked") or (box.find(W + "checked") is None and is_on(box, "default"))
        return "☒" if ticked else "☐"
    entries = [entry.get(W + "val") or "" for entry in field.iterfind(f"{W}ddList/{W}listEntry")]
    chosen = int(value(field, "ddList/result") or value(field, "ddList/default") or 0)
    return entries[chosen] if chosen < len(entries) else ""


READER = Reader(name="docx", media_types=(MEDIA_TYPE,), read=read, engines=("lxml", "python-docx"))
