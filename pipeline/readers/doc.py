"""Word files of old (.doc), with the help of a program: LibreOffice, else antiword.

LibreOffice keeps all that the Word reader then finds: page heads, counted labels, tables, pages. antiword is small and
quick, and loses heads and labels: that is said as a problem of the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.readers import docx, office
from pipeline.readers.base import Limits, Reader
from pipeline.readers.blocks import Block, Cell, Paragraph, Story, Table, lines_in, written
from schemas.errors import UnreadableSourceError, UnsupportedFormatError
from schemas.source import SourceFile
from schemas.text import Text

MEDIA_TYPE = "application/msword"

_WITHOUT = (
    "an old Word file: install LibreOffice (apt install libreoffice-writer-nogui) or antiword (apt install antiword), "
    "or save it as .docx or PDF"
)


def read(source: SourceFile, limits: Limits) -> Text:
    """The document's text, with the program that took part named in it.

    Raises:
        LimitExceededError: more pages than the limits allow.
        UnreadableSourceError: no program that is here can read it.
        UnsupportedFormatError: there is no such program here.
    """
    if made := office.as_docx(source.content):
        text = docx.read(replace(source, content=made.content, media_type=docx.MEDIA_TYPE), limits)
    elif made := office.as_docbook(source.content):
        lost = (
            "labels_lost",
            "read with antiword: page heads and counted labels (1., § 4) may lack; LibreOffice reads them",
        )
        text = written(Story(tuple(_blocks(_parsed(source, made.content)))), source, limits, [lost])
    elif office.libreoffice_version() or office.antiword_version():
        raise UnreadableSourceError(
            source.name, "no sound Word file: neither LibreOffice nor antiword, if here, reads it"
        )
    else:
        raise UnsupportedFormatError(source.name, _WITHOUT)
    return replace(text, engines=((made.program, made.version),))


def _parsed(source: SourceFile, content: bytes) -> etree._Element:
    # antiword writes a document type of its own; nothing of it is loaded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(content, parser)
    if root is None:
        raise UnreadableSourceError(source.name, "antiword finds no text in it")
    return root


def _blocks(container: etree._Element, label: str = "") -> Iterator[Block]:
    """The blocks of a DocBook element."""
    for element in container:
        if element.tag == "title":
            yield from _paragraph(element, 1, "")
        elif element.tag == "para":
            yield from _paragraph(element, None, label)
            for table in element.iter("tgroup"):
                yield Table(tuple(tuple(map(_cell, row.iterfind("entry"))) for row in table.iter("row")))
        elif element.tag == "itemizedlist":
            yield from _blocks(element, "- ")
        elif element.tag != "bookinfo" and isinstance(element.tag, str):
            yield from _blocks(element, label)


def _cell(entry: etree._Element) -> Cell:
    return Cell(tuple(Paragraph((line,)) for line in lines_in("".join(map(str, entry.itertext())))))


def _paragraph(element: etree._Element, heading: int | None, label: str) -> Iterator[Block]:
    pieces = [(element.text or "", False)]
    for child in element:
        if child.tag == "emphasis":
            pieces.append(("".join(map(str, child.itertext())), child.get("role") == "bold"))
        pieces.append((child.tail or "", False))
    content = "".join(piece for piece, _ in pieces)
    if lines := lines_in(content):
        is_bold = all(bold for piece, bold in pieces if piece.strip())
        yield Paragraph((label + lines[0], *lines[1:]), heading, heading is not None, is_bold)
    elif element.find("informaltable") is None:
        yield Paragraph()


READER = Reader(name="doc", media_types=(MEDIA_TYPE,), read=read, engines=("lxml",))
