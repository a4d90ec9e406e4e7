"""Which reader takes which bytes. The type is told by content; the suffix only breaks a tie between texts."""

from __future__ import annotations

import io
import zipfile

from pipeline.readers import docx, image, pdf, text
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

READERS: tuple[Reader, ...] = (pdf.READER, docx.READER, image.READER, text.READER)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What we know by its first bytes and cannot read: said by name, so that nobody has to guess.
_KNOWN = (
    (b"{\\rtf", "RTF"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
# Likewise for zips, by a part that is in them.
_KNOWN_PARTS = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file"),
)
_CAN_BE_READ = "PDF, DOCX, text, Markdown and images (TIFF, JPEG, PNG, GIF) can be read"


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
    typed = SourceFile(source.name, source.content, sniff(source))
    reader = next((reader for reader in READERS if typed.media_type in reader.media_types), None)
    if reader is None:
        raise UnsupportedFormatError(source.name, f"no reader for {typed.media_type}")
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
    # A PDF may have some bytes of mail or printer language before its head.
    if b"%PDF-" in content[:1024]:
        return pdf.MEDIA_TYPE
    if content.startswith(b"PK\x03\x04"):
        return _zipped(source)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise EncryptedSourceError(source.name, "encrypted Office file: it opens only with its password")
        raise UnsupportedFormatError(source.name, "an old Office file (.doc, .xls, .msg); save it as .docx or PDF")
    for head, media_type, _ in image.SIGNATURES:
        if content.startswith(head):
            return media_type
    for head, name in _KNOWN:
        if content.startswith(head):
            raise UnsupportedFormatError(source.name, f"{name}; {_CAN_BE_READ}")
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise UnsupportedFormatError(source.name, f"HTML or XML; {_CAN_BE_READ}")
    return text.MARKDOWN if source.name.lower().endswith((".md", ".markdown")) else text.PLAIN


def _zipped(source: SourceFile) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableSourceError(source.name, f"a damaged or truncated zip or Office file ({error})") from error
    if any(name.startswith("word/") for name in names):
        return docx.MEDIA_TYPE
    kind = next((kind for part, kind in _KNOWN_PARTS if part in names), "a zip file that is no Word document")
    raise UnsupportedFormatError(source.name, f"{kind}; {_CAN_BE_READ}")
