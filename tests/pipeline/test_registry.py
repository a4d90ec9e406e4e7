"""What a file is, told by what is in it and not by its name."""

from collections.abc import Callable

import pytest

from pipeline.readers import doc, docx, html, odt, pdf, registry, rtf, text
from samples.mailed import compound_file, outlook
from schemas.source import SourceFile
from tests.pipeline.test_bad_input import OPEN_TEXT, word, zipped
from tests.pipeline.test_bad_input import pdf as printed

PAGE = b"<html><body><p>Protokoll</p></body></html>"
MAIL = b"Received: from x\r\nFrom: eva@asbo.example\r\nMIME-Version: 1.0\r\n\r\nHej!\r\n"
SAVED = (
    b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x--\r\n"
)

TOLD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a PDF called txt": ("a.txt", printed, pdf.MEDIA_TYPE),
    "a PDF after some lines of a printer": ("a.pdf", lambda: b"\x1b%-12345X@PJL\r\n" + printed(), pdf.MEDIA_TYPE),
    "a Word document called doc": ("a.doc", word, docx.MEDIA_TYPE),
    "an old Word document called docx": ("a.docx", lambda: compound_file({"WordDocument": b"x"}), doc.MEDIA_TYPE),
    "an old Word document with a workbook in it": (
        "a.doc",
        lambda: compound_file({"WordDocument": b"x", "ObjectPool": {"_1": {"Workbook": b"x"}}}),
        doc.MEDIA_TYPE,
    ),
    "an Outlook mail with a Word document in it": (
        "a.doc",
        lambda: compound_file({**outlook("Hej!"), "__attach_version1.0_#00000000": {"WordDocument": b"x"}}),
        registry.OUTLOOK,
    ),
    "an OpenDocument text called zip": (
        "a.zip",
        lambda: zipped({"mimetype": OPEN_TEXT, "content.xml": b"<x/>"}),
        odt.MEDIA_TYPE,
    ),
    "a flat OpenDocument text": (
        "a.xml",
        lambda: b'<?xml version="1.0"?>\n<office:document office:mimetype="' + OPEN_TEXT + b'">',
        odt.FLAT,
    ),
    "RTF called doc": ("a.doc", lambda: rb"{\rtf1 Protokoll}", rtf.MEDIA_TYPE),
    "HTML called doc": ("a.doc", lambda: PAGE, html.MEDIA_TYPE),
    "HTML after a comment": ("a.htm", lambda: b"<!-- saved from url -->\r\n<!DOCTYPE html>" + PAGE, html.MEDIA_TYPE),
    "XHTML": ("a.xml", lambda: b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">' + PAGE, html.MEDIA_TYPE),
    "HTML in UTF-16": ("a.html", lambda: PAGE.decode().encode("utf-16"), html.MEDIA_TYPE),
    "a piece of HTML": ("a.html", lambda: b"<h1>Protokoll</h1>", html.MEDIA_TYPE),
    "Markdown that begins with a tag": ("a.md", lambda: b"<p>Protokoll</p>\n\n# Val\n", text.MARKDOWN),
    "a saved page": ("a.mht", lambda: SAVED, html.ARCHIVE),
    "a mail called txt": ("a.txt", lambda: MAIL, registry.MAIL),
    "a mail from an old mailbox": ("a.eml", lambda: b"From eva Mon May 6\n" + MAIL, registry.MAIL),
    "a mail of few headers": ("a.eml", lambda: b"From: eva@asbo.example\nSubject: Protokoll\n\nHej!\n", registry.MAIL),
    "text that names a sender is none": ("a.txt", lambda: b"From: Eva\nSubject: Protokoll\n\nHej!\n", text.PLAIN),
    "labels of minutes are no headers": ("a.txt", lambda: b"Plats: Asgarden\nTid: 18.30\n\n1. Val\n", text.PLAIN),
    "a zip file with a PDF that is not packed": ("a.zip", lambda: zipped({"a.pdf": printed()}), registry.ZIP),
    "a zip file with a folder called word": ("a.zip", lambda: zipped({"word/a.txt": b"x"}), registry.ZIP),
}


@pytest.mark.parametrize(("name", "build", "media_type"), TOLD.values(), ids=TOLD)
def test_told_by_content(name: str, build: Callable[[], bytes], media_type: str) -> None:
    assert registry.sniff(SourceFile(name, build())) == media_type
