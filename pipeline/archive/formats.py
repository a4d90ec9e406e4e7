"""Which file format bytes are, by the name and key of PRONOM, the register that e-archives tell formats by.

``fmt/18`` is PDF 1.4, ``fmt/477`` PDF/A-2b, ``fmt/412`` Word (.docx), ``x-fmt/111`` plain text. Archives plan by these keys which
files to migrate, so a version that the bytes do not show has no key: the format's name alone is told.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Format:
    """A file format: its media type, its name in PRONOM, its version and its key there, if they are known."""

    media_type: str
    name: str
    version: str | None = None
    key: str | None = None


JSON: Final = Format("application/json", "JSON Data Interchange Format", None, "fmt/817")
XML: Final = Format("text/xml", "Extensible Markup Language", "1.0", "fmt/101")
PLAIN: Final = Format("text/plain", "Plain Text File", None, "x-fmt/111")


def told(content: bytes, media_type: str) -> Format:
    """The format of *content*, whose *media_type* a reader has told by its first bytes.

    >>> told(b"%PDF-1.4 ...", "application/pdf").key
    'fmt/18'
    >>> told(b"PK...", "application/x-unheard-of")
    Format(media_type='application/x-unheard-of', name='application/x-unheard-of', version=None, key=None)
    """
    if media_type in _ALWAYS:
        name, key = _ALWAYS[media_type]
        return Format(media_type, name, None, key)
    if media_type in _BY_CONTENT:
        name, look = _BY_CONTENT[media_type]
        version, key = look(content)
        return Format(media_type, "PDF/A" if version and version[-1].isalpha() else name, version, key)
    return Format(media_type, media_type)


# Version and key in PRONOM.
_Version = tuple[str | None, str | None]
_UNKNOWN: Final[_Version] = (None, None)

_PDF = {
    "1.0": "fmt/14",
    "1.1": "fmt/15",
    "1.2": "fmt/16",
    "1.3": "fmt/17",
    "1.4": "fmt/18",
    "1.5": "fmt/19",
    "1.6": "fmt/20",
    "1.7": "fmt/276",
    "2.0": "fmt/1129",
}
_PDF_A = {
    "1a": "fmt/95",
    "1b": "fmt/354",
    "2a": "fmt/476",
    "2b": "fmt/477",
    "2u": "fmt/478",
    "3a": "fmt/479",
    "3b": "fmt/480",
    "3u": "fmt/481",
}
# The metadata of PDF/A may not be compressed: as attribute or element, <pdfaid:part>2</pdfaid:part>.
_PART = re.compile(rb"pdfaid:part(?:=[\"']|>)\s*([1-4])")
_CONFORMANCE = re.compile(rb"pdfaid:conformance(?:=[\"']|>)\s*([A-Ua-u])")
_PDF_HEAD = re.compile(rb"%PDF-(\d\.\d)")


def _pdf(content: bytes) -> _Version:
    part, conformance = _PART.search(content), _CONFORMANCE.search(content)
    if part and conformance:
        version = (part[1] + conformance[1].lower()).decode()
        return (version, _PDF_A[version]) if version in _PDF_A else _UNKNOWN
    head = _PDF_HEAD.search(content[:1024])
    version = head[1].decode() if head else ""
    return (version, _PDF[version]) if version in _PDF else _UNKNOWN


def _word(content: bytes) -> _Version:
    # The name of the class is in the file: "Word.Document.8" since Word 97, ".6" in Word 6.0 and 95.
    if b"Word.Document.8" in content:
        return "97-2003", "fmt/40"
    return ("6.0/95", "fmt/39") if b"Word.Document.6" in content else _UNKNOWN


_ODF = {"1.0": "fmt/136", "1.1": "fmt/290", "1.2": "fmt/291", "1.3": "fmt/1756"}
_ODF_VERSION = re.compile(rb"office:version=[\"'](\d\.\d)[\"']")
_ODF_HEAD: Final = 64 * 1024


def _open_document(content: bytes) -> _Version:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, package.open("content.xml") as part:
            found = _ODF_VERSION.search(part.read(_ODF_HEAD))
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        return _UNKNOWN
    version = found[1].decode() if found else ""
    return (version, _ODF[version]) if version in _ODF else _UNKNOWN


def _rich_text(content: bytes) -> _Version:
    # Words that version 1.9 brought; the older versions are not told apart.
    return ("1.9", "fmt/355") if b"\\themedata" in content or b"\\mmathPr" in content else _UNKNOWN


_HTML_VERSIONS = (
    (re.compile(rb"XHTML 1\.0", re.I), "XHTML 1.0", "fmt/102"),
    (re.compile(rb"XHTML 1\.1", re.I), "XHTML 1.1", "fmt/103"),
    (re.compile(rb"HTML 4\.01", re.I), "4.01", "fmt/100"),
    (re.compile(rb"<!doctype\s+html\s*>", re.I), "5", "fmt/471"),
)


def _html(content: bytes) -> _Version:
    head = content[:1024]
    return next(((version, key) for pattern, version, key in _HTML_VERSIONS if pattern.search(head)), (None, "fmt/96"))


_JFIF = {b"\1\0": ("1.00", "fmt/42"), b"\1\1": ("1.01", "fmt/43"), b"\1\2": ("1.02", "fmt/44")}
# The tag that says which Exif it is (0x9000, four letters), in either order of bytes.
_EXIF_VERSION = re.compile(rb"(?:\x00\x90\x07\x00\x04\x00\x00\x00|\x90\x00\x00\x07\x00\x00\x00\x04)(\d{4})")
_EXIF = {b"0210": ("2.1", "x-fmt/390"), b"0220": ("2.2", "x-fmt/391"), b"0221": ("2.21", "fmt/645")}


def _jpeg(content: bytes) -> _Version:
    if content[6:11] == b"JFIF\0":
        return _JFIF.get(content[11:13], _UNKNOWN)
    found = _EXIF_VERSION.search(content[: 64 * 1024])
    return _EXIF.get(found[1], _UNKNOWN) if found else _UNKNOWN


def _png(content: bytes) -> _Version:
    # Kinds of chunks that a version brought with it.
    if b"iTXt" in content:
        return "1.2", "fmt/13"
    return ("1.1", "fmt/12") if any(kind in content for kind in (b"iCCP", b"sRGB", b"sPLT")) else ("1.0", "fmt/11")


_ALWAYS: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "Microsoft Word for Windows",
        "fmt/412",
    ),
    "application/vnd.ms-outlook": ("Microsoft Outlook Email Message", "x-fmt/430"),
    "image/tiff": ("Tagged Image File Format", "fmt/353"),
    "message/rfc822": ("Internet Message Format", "fmt/278"),
    "text/markdown": ("Markdown", "fmt/1149"),
    PLAIN.media_type: (PLAIN.name, PLAIN.key),
}
_BY_CONTENT: Final[dict[str, tuple[str, Callable[[bytes], _Version]]]] = {
    "application/msword": ("Microsoft Word Document", _word),
    "application/pdf": ("Acrobat PDF", _pdf),
    "application/rtf": ("Rich Text Format", _rich_text),
    "application/vnd.oasis.opendocument.text": ("OpenDocument Text", _open_document),
    "image/jpeg": ("JPEG File Interchange Format", _jpeg),
    "image/png": ("Portable Network Graphics", _png),
    "text/html": ("Hypertext Markup Language", _html),
}
