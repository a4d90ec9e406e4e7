"""DOCX samples: headings, layout tables, numbers that Word makes, page heads. The same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

# What Word writes into a file is fixed, or the bytes would tell when it was built.
WRITTEN = datetime(2024, 1, 1, 12, 0, 0)


def document(head: str = "", foot: str = "") -> Document:
    """An empty document, with a page head and a page foot."""
    made = docx.Document()
    for heading in ("Heading 1", "Heading 2", "Title"):
        made.styles[heading].font.name = "Arial"
    section = made.sections[0]
    section.header.paragraphs[0].text = head
    section.footer.paragraphs[0].text = foot
    return made


def texts(made: Document, *paragraphs: str) -> None:
    """Running text; a line break inside a string is one of Word's line breaks."""
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)


def bold(made: Document, text: str) -> None:
    """A heading that is only bold text, as people type it."""
    made.add_paragraph().add_run(text).bold = True


def bullets(made: Document, *points: str) -> None:
    """A bulleted list; Word makes the bullets."""
    for point in points:
        made.add_paragraph(point, style="List Bullet")


def layout(made: Document, *rows: Sequence[str], ruled: bool = False) -> None:
    """A table for layout; a line break inside a cell begins a new paragraph."""
    table = made.add_table(rows=0, cols=max(map(len, rows)))
    if ruled:
        table.style = "Table Grid"
    for row in rows:
        cells = table.add_row().cells
        for cell, content in zip(cells, row, strict=False):
            first, *rest = content.split("\n")
            cell.paragraphs[0].text = first
            for line in rest:
                cell.add_paragraph(line)
    made.add_paragraph()


class Numbering:
    """Numbers that Word makes: no character of them stands in the text of the paragraph."""

    def __init__(self, made: Document, template: str, start: int = 1) -> None:
        """Numbers like *template* (``%1.``, ``§ %1``), beginning with *start*."""
        root = made.part.numbering_part.element
        self._id = str(900 + len(root.xpath("w:num")))
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self._id}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{template}"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>'
        )
        # The schema wants all abstract numberings before the numberings that use them.
        root.insert(0, abstract)
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{self._id}"><w:abstractNumId w:val="{self._id}"/></w:num>')
        )
        self._made = made

    def add(self, text: str, style: str | None = None) -> Paragraph:
        """The next numbered paragraph."""
        paragraph = self._made.add_paragraph(text, style=style)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        for tag, value in (("w:ilvl", "0"), ("w:numId", self._id)):
            element = OxmlElement(tag)
            element.set(docx.oxml.ns.qn("w:val"), value)
            properties.append(element)
        return paragraph


def write(made: Document, target: Path, title: str, author: str) -> None:
    """Save with fixed times, and the parts of the archive in a fixed order."""
    properties = made.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments = ""
    properties.created = properties.modified = WRITTEN
    saved = io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in sorted(archive.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            fixed.writestr(zipfile.ZipInfo(name, WRITTEN.timetuple()[:6]), archive.read(name), zipfile.ZIP_DEFLATED)
