"""Which format bytes are, by PRONOM: each with what its bytes show."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.archive.formats import told

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def odt(version: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("content.xml", f'<office:document-content office:version="{version}"/>')
    return held.getvalue()


def pdf_a(part: str, conformance: str) -> bytes:
    return (
        f"%PDF-1.7 ... <pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{conformance}</pdfaid:conformance>".encode()
    )


# Media type, bytes, version and key.
KNOWN = {
    "PDF 1.4": ("application/pdf", b"%PDF-1.4\n...", "1.4", "fmt/18"),
    "PDF with something before its head": ("application/pdf", b"\n\n%PDF-1.7\n", "1.7", "fmt/276"),
    "PDF/A-1b": ("application/pdf", pdf_a("1", "B"), "1b", "fmt/354"),
    "PDF/A-2u": ("application/pdf", pdf_a("2", "U"), "2u", "fmt/478"),
    "PDF/A as attributes": (
        "application/pdf",
        b"%PDF-1.7 pdfaid:part='3' pdfaid:conformance='A'",
        "3a",
        "fmt/479",
    ),
    "PDF of a version that is not": ("application/pdf", b"%PDF-9.9\n", None, None),
    "docx": (DOCX, b"PK", None, "fmt/412"),
    "text": ("text/plain", b"Protokoll", None, "x-fmt/111"),
    "Markdown": ("text/markdown", b"# Protokoll", None, "fmt/1149"),
    "HTML 5": ("text/html", b"<!DOCTYPE html><title>", "5", "fmt/471"),
    "HTML 4.01": ("text/html", b'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">', "4.01", "fmt/100"),
    "XHTML": ("text/html", b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">', "XHTML 1.0", "fmt/102"),
    "HTML that does not say": ("text/html", b"<html><p>", None, "fmt/96"),
    "mail": ("message/rfc822", b"From: ", None, "fmt/278"),
    "Outlook mail": ("application/vnd.ms-outlook", b"\xd0\xcf", None, "x-fmt/430"),
    "Word 97": ("application/msword", b"\xd0\xcf...Word.Document.8\0", "97-2003", "fmt/40"),
    "Word 95": ("application/msword", b"\xd0\xcf...Word.Document.6\0", "6.0/95", "fmt/39"),
    "OpenDocument 1.2": (ODT, odt("1.2"), "1.2", "fmt/291"),
    "OpenDocument of a later version": (ODT, odt("7.0"), None, None),
    "OpenDocument that is broken": (ODT, b"PK", None, None),
    "RTF 1.9": ("application/rtf", rb"{\rtf1\ansi{\*\themedata 50}}", "1.9", "fmt/355"),
    "RTF of an unknown version": ("application/rtf", rb"{\rtf1\ansi Protokoll}", None, None),
    "TIFF": ("image/tiff", b"II*\0", None, "fmt/353"),
    "JPEG of a camera": (
        "image/jpeg",
        b"\xff\xd8\xff\xe1\x00\x10Exif\0\0II*\0\x00\x90\x07\x00\x04\x00\x00\x000220",
        "2.2",
        "x-fmt/391",
    ),
    "JPEG of a scanner": ("image/jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01", "1.01", "fmt/43"),
    "JPEG cut off": ("image/jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", None, None),
    "PNG": ("image/png", b"\x89PNG....IHDR....IDAT", "1.0", "fmt/11"),
    "PNG with words": ("image/png", b"\x89PNG....IHDR....iTXt", "1.2", "fmt/13"),
    "what nobody has heard of": ("application/x-unheard-of", b"...", None, None),
}


@pytest.mark.parametrize(("media_type", "content", "version", "key"), KNOWN.values(), ids=KNOWN)
def test_format(media_type: str, content: bytes, version: str | None, key: str | None) -> None:
    found = told(content, media_type)

    assert (found.version, found.key) == (version, key)
    assert found.media_type == media_type
    assert found.name
