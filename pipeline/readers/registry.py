"""Which reader takes which bytes. The type is told by content; the suffix only breaks a tie between texts."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import replace

from pipeline.readers import compound, doc, docx, html, image, odt, pdf, rtf, text
from pipeline.readers.base import Limits, Reader
from schemas.errors import (
    EmptySourceError,
    EncryptedSourceError,
    LimitExceededError,
    UnreadableSourceError,
    UnsupportedFormatError,
)
from schemas.source import SourceFile
from schemas.text import Text

READERS: tuple[Reader, ...] = (
    pdf.READER,
    docx.READER,
    doc.READER,
    odt.READER,
    rtf.READER,
    html.READER,
    image.READER,
    text.READER,
)

# What holds files and is no document itself: ``pipeline.unpack`` takes it apart.
ZIP, MAIL, OUTLOOK = "application/zip", "message/rfc822", "application/vnd.ms-outlook"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What we know by its first bytes and cannot read: said by name, so that nobody has to guess.
_KNOWN = (
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
# Likewise for zips, by a part that is in them.
_KNOWN_PARTS = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("xl/workbook.bin", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
)
# OpenDocument files say what they are in a part of their own; and old Office files by a stream at their root.
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation",
    "application/vnd.oasis.opendocument.graphics": "an OpenDocument drawing",
    "application/epub+zip": "an e-book (EPUB)",
}
_KNOWN_STREAMS = {
    "Workbook": "an old Excel workbook (.xls)",
    "Book": "an old Excel workbook (.xls)",
    "PowerPoint Document": "an old PowerPoint presentation (.ppt)",
    "CONTENTS": "a Publisher or Works file",
}
_CAN_BE_READ = (
    "PDF, Word, OpenDocument, RTF, HTML, text, Markdown and images (TIFF, JPEG, PNG, GIF) can be read, and what mails and zip"
    " files hold of them"
)
# How a page begins, whatever stands before it that a browser does not show; and a page without a beginning.
_HTML = re.compile(
    # Each piece is taken whole or not at all: "-->" many times over would be tried in all ways.
    rb"(?>\s+|<\?xml[^>]*>|<!--(?>.*?-->))*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_PIECE_OF_HTML = re.compile(rb"\s*<(?:meta|title|table|div|h[1-6]|p|center|font|article|section|main)\b[^>]*>", re.I)
_HEADER = re.compile(rb"(?:From [^\n]*\n)?((?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t]+[^\n]*\n)*)+)\s*?\n")
_MAIL_FIELD = re.compile(rb"^(?:received|message-id|return-path|delivered-to|mime-version|x-mailer):", re.I | re.M)
_MAIL_SENDER = re.compile(rb"^from:", re.I | re.M)
_ADDRESSED = re.compile(rb"^(?:to|cc|received|message-id|return-path|delivered-to):", re.I | re.M)
_PAGE_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)


def read(source: SourceFile, limits: Limits) -> tuple[SourceFile, Reader, Text]:
    """Tell what *source* is and read it.

    Returns: the source with its media type, the reader that took it, and the text.

    Raises:
        ParagrafError: one of its kinds; nothing else leaves a reader.
    """
    if len(source.content) > limits.file_bytes:
        raise LimitExceededError(
            source.name, f"{len(source.content)} bytes; the limit is {limits.file_bytes} (--max-bytes)"
        )
    typed = replace(source, media_type=sniff(source))
    reader = next((reader for reader in READERS if typed.media_type in reader.media_types), None)
    if reader is None:
        raise UnsupportedFormatError(source.name, "holds files, and is none that can be read by itself")
    try:
        found = reader.read(typed, limits)
    except MemoryError as error:
        raise LimitExceededError(source.name, limits.memory_reason) from error
    if not found.content.strip():
        raise EmptySourceError(source.name, "; ".join(["no text in it", *(message for _, message in found.remarks)]))
    return typed, reader, found


def sniff(source: SourceFile) -> str:
    """The media type of *source*, by its content.

    Raises:
        EmptySourceError: there are no bytes.
        EncryptedSourceError: an Office file that is encrypted.
        UnreadableSourceError: a zip that does not open.
        UnsupportedFormatError: a format that no reader takes.
    """
    content = source.content
    if not content.strip(b"\0 \t\r\n\x0c\xef\xbb\xbf"):
        raise EmptySourceError(source.name, "the file is empty")
    if content.startswith(b"PK\x03\x04"):
        return _zipped(source)
    if content.startswith(_OLE):
        return _compound(source)
    for head, media_type, _ in image.SIGNATURES:
        if content.startswith(head):
            return media_type
    # A PDF may have some bytes of mail or printer language before its head.
    if b"%PDF-" in content[:1024]:
        return pdf.MEDIA_TYPE
    if content.startswith(b"{\\rt"):
        return rtf.MEDIA_TYPE
    for head, name in _KNOWN:
        if content.startswith(head):
            raise UnsupportedFormatError(source.name, f"{name}; {_CAN_BE_READ}")
    return _marked_up(source) or _mail(source) or _by_suffix(source)


def _marked_up(source: SourceFile) -> str | None:
    """The media type of a page or of XML; None for other text."""
    # Pages in UTF-16 are told as well.
    start = source.content[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _HTML.match(start):
        return html.MEDIA_TYPE
    if start.startswith(b"<?xml"):
        if b"opendocument.text" in start:
            return odt.FLAT
        kind = "a Word 2003 XML document; save it as .docx" if b"wordDocument" in start else f"XML; {_CAN_BE_READ}"
        raise UnsupportedFormatError(source.name, kind)
    if _PIECE_OF_HTML.match(start) and source.name.lower().endswith((".html", ".htm", ".doc")):
        return html.MEDIA_TYPE
    return None


def _mail(source: SourceFile) -> str | None:
    """The media type of a mail or a saved page, by its header; None for other text."""
    found = _HEADER.match(source.content[:65536].replace(b"\r\n", b"\n").lstrip())
    if found is None:
        return None
    header = found[1]
    if _PAGE_ARCHIVE.search(header) and not _ADDRESSED.search(header):
        return html.ARCHIVE
    is_mail = len(_MAIL_FIELD.findall(header)) > 1 or (
        _MAIL_SENDER.search(header) and (_MAIL_FIELD.search(header) or source.name.lower().endswith(".eml"))
    )
    return MAIL if is_mail else None


def _by_suffix(source: SourceFile) -> str:
    return text.MARKDOWN if source.name.lower().endswith((".md", ".markdown")) else text.PLAIN


def _compound(source: SourceFile) -> str:
    """The media type of an Office file of old, by the streams at its root."""
    streams = compound.streams(source)
    if "EncryptedPackage" in streams:
        raise EncryptedSourceError(source.name, "encrypted Office file: it opens only with its password")
    if "__properties_version1.0" in streams:
        return OUTLOOK
    if "WordDocument" in streams:
        return doc.MEDIA_TYPE
    kind = next(
        (kind for stream, kind in _KNOWN_STREAMS.items() if stream in streams), "an Office file of an unknown kind"
    )
    raise UnsupportedFormatError(source.name, f"{kind}; {_CAN_BE_READ}")


def _zipped(source: SourceFile) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            names = set(archive.namelist())
            said = b""
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    said = part.read(100)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableSourceError(source.name, f"a damaged or truncated zip or Office file ({error})") from error
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return docx.MEDIA_TYPE
    if said.startswith(odt.MEDIA_TYPE.encode()):
        return odt.MEDIA_TYPE
    kind = _OPEN_DOCUMENTS.get(said.decode("ascii", "replace").strip()) or next(
        (kind for part, kind in _KNOWN_PARTS if part in names), None
    )
    if kind:
        raise UnsupportedFormatError(source.name, f"{kind}; {_CAN_BE_READ}")
    return ZIP
