"""Hostile and damaged files, read by one worker after the other: each ends in records or in a foreseen error.

None crashes or hangs the reader, writes anything, or asks for an address; and the sound minutes read after each give the
record that they always give.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.process import process
from pipeline.readers.base import MEGABYTE, Limits
from pipeline.worker import Worker
from samples.mailed import compound_file
from schemas.errors import (
    CrashedError,
    EmptySourceError,
    EncryptedSourceError,
    LimitExceededError,
    ParagrafError,
    UnreadableSourceError,
    UnsupportedFormatError,
)
from schemas.source import SourceFile
from tests import hostile
from tests.hostile import LAUGHS, MINUTES, SHOWN, cut, flipped, inside, page, paragraphs, pdf, printed, shuffled

# What may come of a file.
RECORDS = None
READ = {RECORDS}
BROKEN = {UnreadableSourceError}
# What is left may be enough, or have nothing in it, or look like something else.
HARMED = {RECORDS, UnreadableSourceError, EmptySourceError, UnsupportedFormatError, EncryptedSourceError}
BEYOND = {LimitExceededError}
FOREIGN = {UnsupportedFormatError}

LIMITS = Limits(50 * MEGABYTE, 2_000, 60 * MEGABYTE, 800 * MEGABYTE, 20, members=200)

SOUND = SourceFile("möte.txt", MINUTES.encode())
PDF, WORD = printed(), hostile.word()

Case = tuple[str, Callable[[], bytes], set[type[ParagrafError] | None]]


def text(content: str, times: int = 1, ends: set[type[ParagrafError] | None] = READ) -> Case:
    return "lång.txt", lambda: (content * times).encode(), ends


CASES: dict[str, Case] = {
    # Harm that happens to files.
    **{f"a PDF cut at {n}0 %": ("a.pdf", lambda n=n: cut(PDF, n), HARMED) for n in range(1, 10)},
    **{f"a Word file cut at {n}0 %": ("a.docx", lambda n=n: cut(WORD, n), BROKEN) for n in range(1, 10)},
    **{f"a PDF with flipped bits, {n}": ("a.pdf", lambda n=n: flipped(PDF, n), HARMED) for n in range(8)},
    **{f"a Word file with flipped bits, {n}": ("a.docx", lambda n=n: flipped(WORD, n), HARMED) for n in range(8)},
    **{f"a PDF in another order, {n}": ("a.pdf", lambda n=n: shuffled(PDF, n), HARMED) for n in range(4)},
    **{f"a Word file in another order, {n}": ("a.docx", lambda n=n: shuffled(WORD, n), HARMED) for n in range(4)},
    "no bytes": ("a.pdf", lambda: b"", {EmptySourceError}),
    "NUL bytes": ("a.pdf", lambda: bytes(5000), {EmptySourceError}),
    "a PDF with NUL bytes over its middle": ("a.pdf", lambda: PDF[:900] + bytes(400) + PDF[1300:], HARMED),
    "text with NUL bytes in it": text(MINUTES.replace("e", "e\0"), ends=HARMED),
    "a byte order mark alone": ("a.txt", lambda: b"\xff\xfe", HARMED),
    "half a UTF-16 character": ("a.txt", lambda: MINUTES.encode("utf-16") + b"\x41", HARMED),
    "UTF-16 with lone surrogates": ("a.txt", lambda: b"\xff\xfe" + b"P\0\x00\xd8r\0" * 400, HARMED),
    "three encodings in one file": (
        "a.txt",
        lambda: MINUTES.encode() + MINUTES.encode("cp1252") + MINUTES.encode("utf-16"),
        HARMED,
    ),
    "bytes of every kind": ("a.txt", lambda: bytes(range(256)) * 400, HARMED),
    # Other than its name says.
    "a PDF called .docx": ("a.docx", lambda: PDF, READ),
    "a Word file called .pdf": ("a.pdf", lambda: WORD, READ),
    "text called .pdf": ("a.pdf", MINUTES.encode, READ),
    "a PDF behind a printer's commands": ("a.prn", lambda: b"\x1b%-12345X@PJL\n" * 20 + PDF, READ),
    "a program": ("a.pdf", lambda: b"\x7fELF\x02\x01\x01" + bytes(9000) + b"\xc3" * 500, HARMED),
    # PDF: what its objects say is not so, or has no end.
    "places that lie": ("a.pdf", lambda: page(SHOWN, lie=7), HARMED),
    "a page tree that holds itself": (
        "a.pdf",
        lambda: pdf([hostile.CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"]),
        HARMED,
    ),
    "a page that is its own parent": (
        "a.pdf",
        lambda: pdf([hostile.CATALOGUE, hostile.PAGES, b"<</Type/Page/Parent 3 0 R/MediaBox 3 0 R/Rotate 3 0 R>>"]),
        HARMED,
    ),
    "page trees in each other": ("a.pdf", lambda: hostile.endless_tree(3000), HARMED),
    "a drawing that draws itself": (
        "a.pdf",
        lambda: page(
            SHOWN + b"/X Do",
            hostile.stream(
                b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
            ),
            resources=b"/XObject<</X 6 0 R>>",
        ),
        # It ends pdfium where it finds no more memory.
        {RECORDS, CrashedError},
    ),
    "a table of places that goes on in itself": (
        "a.pdf",
        lambda: page(SHOWN).replace(b"/Root", b"/Prev 9/Root"),
        HARMED,
    ),
    "a length that is its own": ("a.pdf", lambda: page(SHOWN).replace(b"/Length 57", b"/Length 4 0 R"), HARMED),
    "a length of two gigabytes": ("a.pdf", lambda: page(SHOWN).replace(b"/Length 57", b"/Length 2147483647"), HARMED),
    "arrays in each other": ("a.pdf", lambda: page(SHOWN, b"[" * 100_000), HARMED),
    "arrays in each other on a page": ("a.pdf", lambda: page(SHOWN + b"[" * 100_000 + b" TJ"), READ),
    "states saved without end": ("a.pdf", lambda: page(b"q " * 400_000 + SHOWN), HARMED),
    "a page as wide as a country": ("a.pdf", lambda: page(SHOWN, entries=b"/MediaBox[0 0 1e30 1e30]"), READ),
    "a page of no size": ("a.pdf", lambda: page(SHOWN, entries=b"/MediaBox[9 9 9 9]"), READ),
    "a page that is inside out": ("a.pdf", lambda: page(SHOWN, entries=b"/MediaBox[595 842 -9 -9]/Rotate 45"), READ),
    "numbers that are none": (
        "a.pdf",
        lambda: page(b"BT /F 1e999 Tf 1e38 -1e38 Td (Protokoll) Tj --- 0 9 Td (6 maj) Tj ET"),
        HARMED,
    ),
    "a picture of ten milliard points": (
        "a.pdf",
        lambda: page(
            SHOWN + b"99 0 0 99 0 0 cm /I Do",
            hostile.stream(
                bytes(99),
                b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB",
                packed=True,
            ),
            resources=b"/XObject<</I 6 0 R>>",
        ),
        READ,
    ),
    "a page that unpacks to much": ("a.pdf", lambda: page(SHOWN + b" " * 100_000_000, packed=True), HARMED | BEYOND),
    "lines without number": (
        "a.pdf",
        lambda: page(b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S\n" % (n, n, n, n) for n in range(9000)) + SHOWN),
        READ,
    ),
    "letters without number": (
        "a.pdf",
        lambda: page(b"BT /F 1 Tf 9 9 Td " + b"(Ek 1 \247 2 ) Tj " * 8_000 + b"ET"),
        READ,
    ),
    "ten thousand pages": ("a.pdf", lambda: hostile.same_page(10_000), BEYOND),
    "more pages than there are": (
        "a.pdf",
        lambda: page(SHOWN).replace(b"/Count 1", b"/Count 1999999999"),
        HARMED | BEYOND,
    ),
    "a PDF that would run and open things": (
        "a.pdf",
        lambda: page(
            SHOWN,
            b"<</S/JavaScript/JS(app.launchURL('http://127.0.0.1/');)>>",
            b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>",
            entries=b"/AA<</O 7 0 R>>",
        ).replace(b"/Catalog", b"/Catalog/OpenAction 6 0 R"),
        READ,
    ),
    "an encrypted PDF": ("a.pdf", lambda: printed(encrypt="hemligt"), {EncryptedSourceError}),
    "an encryption that is none": ("a.pdf", lambda: page(SHOWN).replace(b"/Root", b"/Encrypt 5 0 R/Root"), HARMED),
    # Word: parts and XML that no Word ever wrote.
    "a Word file that unpacks to much": ("a.docx", lambda: hostile.word(**{"extra.xml": bytes(70_000_000)}), BEYOND),
    "entities that laugh": ("a.docx", lambda: hostile.word((b"<w:document", LAUGHS + b"<w:document")), BROKEN),
    "entities that laugh in UTF-16": (
        "a.docx",
        lambda: hostile.word(**{"footnotes.xml": (LAUGHS + b"<w>&a11;</w>").decode().encode("utf-16")}),
        BROKEN,
    ),
    "an entity that is a file": ("a.docx", lambda: hostile.entity("file:///etc/hostname"), BROKEN),
    "a template from elsewhere": (
        "a.docx",
        lambda: hostile.word(
            (
                b"</Relationships>",
                b'<Relationship Id="rX" TargetMode="External" Target="http://127.0.0.1:9/x.dotm" Type="http://schemas.'
                b'openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>',
            ),
            part="word/_rels/document.xml.rels",
        ),
        READ,
    ),
    "macros": ("a.docm", lambda: hostile.word(**{"vbaProject.bin": b"Sub AutoOpen()"}), READ),
    "parts that would be written elsewhere": (
        "a.docx",
        lambda: hostile.word(**{"../../../../tmp/paragraf-was-here.xml": b"<x/>", "/etc/x.xml": b"<x/>"}),
        READ,
    ),
    "content in content": ("a.docx", lambda: inside(hostile.nested(b"sdt", 3000, b"")), BROKEN),
    "content in content, as deep as XML may be": (
        "a.docx",
        lambda: inside(hostile.nested(b"sdt", 230, paragraphs(b"innerst"))),
        READ,
    ),
    "tables in tables": ("a.docx", lambda: inside(hostile.tables_in_tables(60)), READ),
    "tables in tables without end": ("a.docx", lambda: inside(hostile.tables_in_tables(2000)), BROKEN),
    "a table of many cells": ("a.docx", lambda: inside(hostile.table(200, 60)), READ),
    "a cell over a milliard columns": (
        "a.docx",
        lambda: inside(
            hostile.table(2, 2).replace(b"<w:tc>", b'<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>')
        ),
        READ,
    ),
    "a cell over no number of columns": (
        "a.docx",
        lambda: inside(hostile.table(2, 2).replace(b"<w:tc>", b'<w:tc><w:tcPr><w:gridSpan w:val="-3"/></w:tcPr>')),
        READ,
    ),
    "styles that are based on each other": (
        "a.docx",
        lambda: hostile.word(
            (b'w:styleId="Normal">', b'w:styleId="Normal"><w:basedOn w:val="Normal"/>'), part="word/styles.xml"
        ),
        READ,
    ),
    "a paragraph of ten megabytes": ("a.docx", lambda: inside(paragraphs(b"beslut " * 1_500_000)), BROKEN | BEYOND),
    "XML that is cut": ("a.docx", lambda: hostile.word((b"</w:body>", b"")), BROKEN),
    "NUL in XML": ("a.docx", lambda: inside(paragraphs(b"a\0b")), BROKEN),
    "a character that there is not": (
        "a.docx",
        lambda: inside(b'<w:p><w:r><w:sym w:char="FFFFFFFF"/></w:r></w:p>'),
        BROKEN,
    ),
    "an encrypted Word file": (
        "a.docx",
        lambda: hostile.ole("EncryptionInfo", "EncryptedPackage"),
        {EncryptedSourceError},
    ),
    "a Word file with a password on its zip": ("a.docx", lambda: hostile.with_password(WORD), {EncryptedSourceError}),
    # Text in which every pattern finds the beginning of something.
    "a line of § signs": text("§ ", 100_000),
    "a line of digits": text("1", 1_000_000),
    "a line of groups of digits": text("1 000 ", 40_000),
    "a line of dots": text(".", 1_000_000),
    "a line of blanks": text(" ", 1_000_000, {EmptySourceError}),
    "blanks between two words": text("a" + " " * 1_000_000 + "b"),
    "a line of one letter": text("a", 1_000_000),
    "empty lines": text("a\n\n\n\n", 20_000),
    "words cut at each line end": text("ord-\n", 20_000),
    "marks over marks": text("a\u0301\u0323", 50_000),
    "marks over one letter": text("a" + "\u0301\u0323" * 200_000),
    "comments that never end": text("<!-- ", 40_000),
    "emphasis that never ends": ("a.md", lambda: b"*a " * 20_000, READ),
    "links that never end": ("a.md", lambda: b"[a](" * 40_000, READ),
    "brackets that never close": text("(", 300_000),
    "a word of brackets in what is decided": text("§ 1 Val\nStyrelsen beslutar " + "<" * 300_000),
    "quotations that never close": text("”Eva ", 20_000),
    "a row of many cells": text("1\t", 100_000),
    "a table of many cells in text": text("1\t" * 100 + "\n", 1_000),
    "names without end": text("Närvarande: " + "Eva Ek (S), " * 4_000),
    "a name and a name and a name": text("Närvarande: " + "Eva Ek och " * 4_000),
    "proposals in one sentence": text("Eva Ek yrkar bifall till ", 800),
    "decisions in one sentence": text("§ 1 Val\nStyrelsen beslutar att ", 2_000),
    "items without number": text("§ 1\n", 5_000),
    "pages without number": text("a\f", 5_000, BEYOND),
    "a row that can be read in many ways": text("Nämnd " + "ett " * 20 + ("\nSocialnämnden" + " 100" * 60) * 3),
    "headings that are page heads": (
        "a.md",
        lambda: (
            "Protokoll\n\n"
            + "\f".join(f"## Dnr BN {n}\n\n## Val av {n}\n\n### Beslut\n\nNämnden väljer.\n" for n in range(9))
        ).encode(),
        READ,
    ),
    "headings that are case numbers alone": (
        "a.md",
        lambda: (
            "Protokoll\n\n"
            + "## Val av dem\n\nNämnden väljer.\n\n## Dnr KFN 2019/12\n\nBeslut\n\nNämnden väljer.\n\n" * 4
        ).encode(),
        READ,
    ),
    "page heads that come back in what is decided": text(
        "§ 1 Val\nStyrelsen beslutar att " + "Justerandes sign " * 4_000
    ),
    "page heads that come back": text("Justerandes sign ", 20_000),
    # OpenDocument, web pages, RTF, Word files of old.
    "an OpenDocument text that laughs": (
        "a.odt",
        lambda: hostile.opendocument(b"<text:p>&a11;</text:p>", LAUGHS),
        BROKEN,
    ),
    "an OpenDocument text that asks for a file": (
        "a.odt",
        lambda: hostile.opendocument(
            b"<text:p>&x;</text:p>", b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        ),
        BROKEN,
    ),
    "an OpenDocument text that unpacks to much": (
        "a.odt",
        lambda: hostile.zipped(
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": bytes(70_000_000)}
        ),
        BEYOND,
    ),
    "a cell repeated without end": (
        "a.odt",
        lambda: hostile.opendocument(
            b'<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell '
            b'table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell></table:table-row></table:table>'
        ),
        HARMED,
    ),
    "blanks without end": (
        "a.odt",
        lambda: hostile.opendocument(b'<text:p>a<text:s text:c="2000000000"/>b</text:p>'),
        READ,
    ),
    "spans in spans": (
        "a.odt",
        lambda: hostile.opendocument(b"<text:p>%sa%s</text:p>" % (b"<text:span>" * 5000, b"</text:span>" * 5000)),
        BROKEN,
    ),
    "tables in tables of OpenDocument": (
        "a.odt",
        lambda: hostile.opendocument(
            b"<table:table><table:table-row><table:table-cell>" * 60
            + b"<text:p>innerst</text:p>"
            + b"</table:table-cell></table:table-row></table:table>" * 60
        ),
        READ,
    ),
    "boxes in boxes": ("a.html", lambda: hostile.web_page(b"<div>" * 100_000), HARMED),
    "lists in lists": ("a.html", lambda: hostile.web_page(b"<ul><li>" * 5_000), HARMED),
    "tables in tables of a web page": ("a.html", lambda: hostile.web_page(b"<table><tr><td>" * 60 + b"innerst"), READ),
    "tall cells": (
        "a.html",
        lambda: hostile.web_page(b"<table>" + b"<tr><td rowspan=65534 colspan=1000>1<td>2" * 1000),
        READ,
    ),
    "a web page that laughs": ("a.html", lambda: LAUGHS + hostile.web_page(b"&a11;"), READ),
    "a web page that includes files": (
        "a.html",
        lambda: hostile.web_page(
            b'<iframe src="file:///etc/hostname"></iframe><x:include xmlns:x="http://www.w3.org/2001/XInclude" '
            b'href="file:///etc/hostname"/><script>fetch("http://127.0.0.1/")</script><link rel=stylesheet href=//127.0.0.1>'
        ),
        READ,
    ),
    "characters that there are not": ("a.html", lambda: hostile.web_page(b"&#99999999999;&#xD800;&#0;" * 5_000), READ),
    "an encoding that is none": ("a.html", lambda: b"<meta charset=zlib_codec>" + hostile.web_page(b""), READ),
    "comments of a web page that never end": ("a.html", lambda: hostile.web_page(b"<!--" * 50_000), READ),
    "groups in groups": ("a.rtf", lambda: rb"{\rtf1 " + b"{" * 200_000 + b"a", HARMED),
    "characters of RTF that there are not": (
        "a.rtf",
        lambda: rb"{\rtf1\uc999999999 \u-99999999999 \u55296 \'zz \bin999999999 Protokoll}",
        HARMED,
    ),
    "an old Word file of nothing": ("a.doc", lambda: compound_file({"WordDocument": bytes(9_000)}), HARMED),
    # Images: what they say of their size is not so, or has no end.
    "an image of ten milliard points": ("a.png", lambda: hostile.png(100_000, 100_000, bytes(9_000)), BEYOND | BROKEN),
    "an image that unpacks to much": (
        "a.png",
        lambda: hostile.png(60_000, 60_000, bytes(200_000_000)),
        BEYOND | BROKEN,
    ),
    "an image with less in it than it says": ("a.png", lambda: hostile.png(500, 500, bytes(900)), BROKEN),
    "an image of no size": ("a.png", lambda: hostile.png(0, 0, b""), BROKEN),
    "a page that is followed by itself": ("a.tif", hostile.endless_tiff, HARMED | BEYOND),
    # Mails and zips: what comes of each of their members is told in test_what_is_in_a_bundle_ends_by_itself.
    "laughing XML": ("a.xml", lambda: b"<?xml version='1.0'?>" + LAUGHS + b"<w>&a11;</w>", FOREIGN),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("worker")


@pytest.fixture(scope="module")
def worker(folder: Path) -> Iterator[Worker]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(folder))
        with Worker() as worker:
            yield worker


@pytest.fixture(scope="module")
def usual() -> tuple[bytes, ...]:
    return tuple(record.model_dump_json().encode() for record in process(SOUND))


@pytest.mark.parametrize(("name", "build", "ends"), CASES.values(), ids=CASES)
def test_it_ends_as_foreseen_and_harms_nothing(
    name: str,
    build: Callable[[], bytes],
    ends: set[type[ParagrafError] | None],
    worker: Worker,
    folder: Path,
    usual: tuple[bytes, ...],
) -> None:
    outcome = worker.process(SourceFile(name, build()), LIMITS)

    assert (type(outcome.error) if outcome.error else RECORDS) in ends, outcome.error
    assert bool(outcome.records) == (outcome.error is None)
    assert worker.process(SOUND, LIMITS).records == usual
    # Nothing but the child's own folder, and nothing in that.
    assert list(folder.rglob("*")) == list(folder.glob("paragraf-*"))
    assert not Path("/tmp/paragraf-was-here.xml").exists()


BUNDLES: dict[str, Case] = {
    "zips in zips": ("a.zip", lambda: hostile.zips_in_zips(40), BEYOND),
    "zips that unpack to gigabytes": ("a.zip", lambda: hostile.bomb_of_bombs(12), BEYOND | {EmptySourceError}),
    "more files than anybody packs": (
        "a.zip",
        lambda: hostile.zipped({f"{n}.txt": b"" for n in range(300)}),
        BEYOND | {EmptySourceError},
    ),
    "a zip with a password": ("a.zip", lambda: hostile.with_password(hostile.zips_in_zips(1)), {EncryptedSourceError}),
    "a zip that would be written elsewhere": (
        "a.zip",
        lambda: hostile.zipped({"../../tmp/paragraf-was-here.xml": SOUND.content, "/etc/x.txt": SOUND.content}),
        READ,
    ),
    "half a zip": ("a.zip", lambda: hostile.zips_in_zips(1)[:100], BROKEN),
    "good and bad in one": (
        "a.zip",
        lambda: hostile.zipped({"a.pdf": cut(PDF, 2), "b.docx": cut(WORD, 5), "c.txt": SOUND.content}),
        BROKEN | READ,
    ),
    "mails in mails": ("a.eml", lambda: hostile.mails_in_mails(40), BEYOND),
    "mails in mails without end": ("a.eml", lambda: hostile.mails_in_mails(2_000), BROKEN),
    "parts in parts": ("a.eml", lambda: hostile.parts_in_parts(30), READ),
    "parts in parts without end": ("a.eml", lambda: hostile.parts_in_parts(3_000), BROKEN),
    "a head that never ends": (
        "a.eml",
        lambda: hostile.mail(b"X: " + b"=?utf-8?q?a?= " * 20_000 + b"\nContent-Type: text/plain\n\nProtokoll"),
        READ,
    ),
    "a name that leads elsewhere": (
        "a.eml",
        lambda: hostile.mail(
            b'Content-Type: text/plain\nContent-Disposition: attachment; filename="../../../tmp/paragraf-was-here.xml"\n\nProtokoll'
        ),
        READ,
    ),
    "an encoding of a mail that is none": (
        "a.eml",
        lambda: hostile.mail(b'Content-Type: text/plain; charset="zlib_codec"\n\nProtokoll'),
        READ,
    ),
    "letters of base64 that are none": (
        "a.eml",
        lambda: hostile.mail(
            b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + b"!!!=A=" * 9_000
        ),
        HARMED,
    ),
}


@pytest.mark.parametrize(("name", "build", "ends"), BUNDLES.values(), ids=BUNDLES)
def test_what_is_in_a_bundle_ends_by_itself(
    name: str,
    build: Callable[[], bytes],
    ends: set[type[ParagrafError] | None],
    worker: Worker,
    folder: Path,
    usual: tuple[bytes, ...],
    tmp_path: Path,
) -> None:
    (tmp_path / name).write_bytes(build())
    outcomes = worker.read(str(tmp_path / name), LIMITS)

    assert outcomes
    assert {type(each.error) if each.error else RECORDS for each in outcomes} <= ends
    assert worker.process(SOUND, LIMITS).records == usual
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert list(folder.rglob("*")) == list(folder.glob("paragraf-*"))
    assert not Path("/tmp/paragraf-was-here.xml").exists()


def test_nothing_is_asked_for_over_the_network(worker: Worker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.01)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        link = b'<Relationship Id="rX" TargetMode="External" Target="%s" Type="http://schemas.openxmlformats.org/%s"/>'
        for kind in (b"officeDocument/2006/relationships/image", b"officeDocument/2006/relationships/subDocument"):
            change = (b"</Relationships>", link % (address.encode(), kind) + b"</Relationships>")
            worker.process(SourceFile("a.docx", hostile.word(change, part="word/_rels/document.xml.rels")))
        worker.process(SourceFile("a.docx", hostile.entity(address)))
        worker.process(
            SourceFile("a.pdf", page(SHOWN, b"<</S/URI/URI(%s)>>" % address.encode(), entries=b"/AA<</O 6 0 R>>"))
        )

        with pytest.raises(TimeoutError):
            server.accept()


def test_harmed_files_leave_no_memory_behind(worker: Worker) -> None:
    def held() -> int:
        return int(Path(f"/proc/{worker.pid}/statm").read_text().split()[5]) * 4096

    harmed = [SourceFile("a.pdf", flipped(PDF, seed)) for seed in range(20)]
    harmed += [SourceFile("a.docx", flipped(WORD, seed)) for seed in range(20)]
    sizes = []
    for _ in range(4):
        for source in harmed:
            worker.process(source, LIMITS)
        sizes.append(held())

    assert sizes[-1] - sizes[0] < 20 * MEGABYTE
