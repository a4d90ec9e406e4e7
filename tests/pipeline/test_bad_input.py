"""Files that cannot be read, given to the real command together with one that can."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from samples.mailed import compound_file, outlook
from schemas import errors
from schemas.errors import ExitCode

GOOD = "Vretens bygdegårdsförening\nProtokoll den 6 maj 2024\n\n§ 1 Mötets öppnande\nMötet öppnades.\n"


def word(replace: tuple[bytes, bytes] = (b"", b""), **more: bytes) -> bytes:
    """A Word document with something replaced in its XML, and parts added."""
    whole, stream = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Mötet öppnas")
    document.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(*replace) if name == "word/document.xml" and replace[0] else part)
        for name, part in more.items():
            new.writestr(f"word/{name}.xml", part)
    return stream.getvalue()


def lying(packed: bytes, name: bytes, size: int) -> bytes:
    """A zip whose directory says that a part unpacks to *size* bytes."""
    entry = packed.rindex(b"PK\x01\x02", 0, packed.rindex(name))
    return packed[: entry + 24] + size.to_bytes(4, "little") + packed[entry + 28 :]


def encrypted_flag(packed: bytes) -> bytes:
    """A zip whose directory says that its first part is encrypted."""
    entry = packed.index(b"PK\x01\x02")
    return packed[: entry + 8] + b"\x01\x00" + packed[entry + 10 :]


def pdf(pages: int = 1, text: str = "Protokoll") -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for _ in range(pages):
        canvas.drawString(50, 700, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def locked_pdf() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt="secret")
    canvas.drawString(50, 700, "Protokoll")
    canvas.save()
    return stream.getvalue()


def pdf_without_pages() -> bytes:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size 3/Root 1 0 R>>startxref\n%d\n%%%%EOF" % len(body)


OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
LAUGHS = (
    b"<!DOCTYPE w [<!ENTITY a 'ha'>" + b"".join(b"<!ENTITY a%d '&a;&a;&a;'>" % number for number in range(30)) + b"]>"
)

# Name, bytes, exit status, and what the message says of the reason.
BAD: dict[str, tuple[str, Callable[[], bytes], ExitCode, str]] = {
    "no bytes": ("tom.txt", lambda: b"", ExitCode.EMPTY_SOURCE, "empty"),
    "nothing but white space": ("blank.txt", lambda: b" \r\n\t\n", ExitCode.EMPTY_SOURCE, "empty"),
    "a PDF without pages": ("noll.pdf", pdf_without_pages, ExitCode.EMPTY_SOURCE, "without pages"),
    "a Word document without text": (
        "tom.docx",
        lambda: word((b"<w:t>", b"<w:x>")),
        ExitCode.UNREADABLE_SOURCE,
        "sound",
    ),
    "a truncated PDF": ("kort.pdf", lambda: pdf()[:300], ExitCode.UNREADABLE_SOURCE, ""),
    "a truncated Word document": ("kort.docx", lambda: word()[:9000], ExitCode.UNREADABLE_SOURCE, "truncated"),
    "rubbish": (
        "skrap.txt",
        lambda: bytes((n * n * 7 + 13) % 256 for n in range(5000)),
        ExitCode.UNREADABLE_SOURCE,
        "not text",
    ),
    "a PDF in name alone": ("skrap.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, ExitCode.UNREADABLE_SOURCE, ""),
    "a Word document in name alone": (
        "skrap.docx",
        lambda: b"PK\x03\x04" + bytes(range(256)),
        ExitCode.UNREADABLE_SOURCE,
        "zip",
    ),
    "an Excel workbook called docx": (
        "bok.docx",
        lambda: zipped({"xl/workbook.xml": b"<x/>"}),
        ExitCode.UNSUPPORTED_FORMAT,
        "Excel",
    ),
    "a picture called pdf": ("bild.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), ExitCode.UNREADABLE_SOURCE, "image"),
    "an old Word document in name alone": (
        "gammal.doc",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999),
        ExitCode.UNREADABLE_SOURCE,
        "Office file",
    ),
    "an old Excel workbook called doc": (
        "gammal2.doc",
        lambda: compound_file({"Workbook": b"x"}),
        ExitCode.UNSUPPORTED_FORMAT,
        "Excel",
    ),
    "a truncated Outlook mail": (
        "kort.msg",
        lambda: compound_file(outlook("Hej!" * 2000))[:2000],
        ExitCode.UNREADABLE_SOURCE,
        "Office file",
    ),
    "an OpenDocument spreadsheet": (
        "bok.odt",
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        ExitCode.UNSUPPORTED_FORMAT,
        "spreadsheet",
    ),
    "a locked OpenDocument text": (
        "hemlig.odt",
        lambda: zipped({"mimetype": OPEN_TEXT, "content.xml": b"x", "META-INF/manifest.xml": b"<encryption-data/>"}),
        ExitCode.ENCRYPTED_SOURCE,
        "password",
    ),
    "RTF without text": ("rik.rtf", lambda: rb"{\rtf1 }", ExitCode.EMPTY_SOURCE, "no text"),
    "a member of a zip file": (
        "z.zip/skrap.pdf",
        lambda: zipped({"skrap.pdf": b"%PDF-1.7\nskrap"}),
        ExitCode.UNREADABLE_SOURCE,
        "",
    ),
    "entities in XML": (
        "skratt.xml",
        lambda: b"<?xml version='1.0'?>" + LAUGHS + b"<w>&a29;</w>",
        ExitCode.UNSUPPORTED_FORMAT,
        "XML",
    ),
    "entities in Word": (
        "skratt.docx",
        lambda: word((b"<w:document", LAUGHS + b"<w:document")),
        ExitCode.UNREADABLE_SOURCE,
        "document type",
    ),
    "broken XML in Word": ("trasig.docx", lambda: word((b"</w:body>", b"")), ExitCode.UNREADABLE_SOURCE, "sound"),
    "elements in each other without end": (
        "djup.docx",
        lambda: word((b"<w:body>", b"<w:body>" + b"<w:sdt>" * 5000)),
        ExitCode.UNREADABLE_SOURCE,
        "sound",
    ),
    "a locked PDF": ("hemlig.pdf", locked_pdf, ExitCode.ENCRYPTED_SOURCE, "password"),
    "a locked Office file": (
        "hemlig.docx",
        lambda: compound_file({"EncryptedPackage": b"x"}),
        ExitCode.ENCRYPTED_SOURCE,
        "password",
    ),
    "a locked zip": ("hemlig2.docx", lambda: encrypted_flag(word()), ExitCode.ENCRYPTED_SOURCE, "password"),
    "too many pages": ("tjock.pdf", lambda: pdf(pages=12), ExitCode.LIMIT_EXCEEDED, "12 pages; the limit is 10"),
    "too many pages of text": ("tjock.txt", lambda: b"Protokoll\f" * 12, ExitCode.LIMIT_EXCEEDED, "--max-pages"),
    "too many bytes": ("stor.txt", lambda: b"Protokoll " * 400_000, ExitCode.LIMIT_EXCEEDED, "--max-bytes"),
    "a bomb": ("bomb.docx", lambda: word(extra=bytes(9_000_000)), ExitCode.LIMIT_EXCEEDED, "--max-unpacked"),
    "a bomb that calls itself small": (
        "bomb2.docx",
        lambda: lying(word(extra=bytes(9_000_000)), b"word/extra.xml", 1000),
        ExitCode.UNREADABLE_SOURCE,
        "damaged",
    ),
}
LIMITS = ["--max-pages", "10", "--max-bytes", "3000000", "--max-unpacked", "5000000"]


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def extract(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pipeline.cli", "extract", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[bytes], Path, int]:
    """One call over all bad files, a folder and a path that is not there, with good ones before, between and after."""
    folder = tmp_path_factory.mktemp("bad")
    good = folder / "bra.txt"
    good.write_text(GOOD, "utf-8")
    files: list[Path] = [good, folder, folder / "saknas.pdf"]
    for name, build, _, _ in BAD.values():
        # "z.zip/a.pdf" is a member of the file z.zip.
        path = folder / Path(name).parts[0]
        path.write_bytes(build())
        files += [path, good]
    return extract(*LIMITS, *files), folder, files.count(good)


def message(stderr: bytes, name: str) -> str:
    return next((line for line in stderr.decode().splitlines() if f"{name}: " in line), "")


def test_good_files_are_read_whatever_stands_between_them(
    together: tuple[subprocess.CompletedProcess[bytes], Path, int],
) -> None:
    run, _, good = together
    records = [json.loads(line) for line in run.stdout.decode().splitlines()]

    assert run.returncode == ExitCode.SOME_FAILED
    assert len(records) == good
    assert all(record == records[0] for record in records)
    assert records[0]["text"] == GOOD


def test_every_bad_file_is_named_in_one_line(together: tuple[subprocess.CompletedProcess[bytes], Path, int]) -> None:
    run, folder, _ = together
    lines = run.stderr.decode().splitlines()

    assert [line for line in lines if not line.startswith("paragraf: ")] == []
    assert len(lines) == len(BAD) + 2
    assert "is a folder" in message(run.stderr, str(folder))
    assert "no such file" in message(run.stderr, "saknas.pdf")


@pytest.mark.parametrize(("name", "build", "status", "reason"), BAD.values(), ids=BAD)
def test_says_the_reason(
    name: str,
    build: Callable[[], bytes],
    status: ExitCode,
    reason: str,
    together: tuple[subprocess.CompletedProcess[bytes], Path, int],
) -> None:
    assert re.search(f"{re.escape(name)}: .*{re.escape(reason)}", message(together[0].stderr, name))


# One of each status is enough: a call of its own takes a second.
ALONE = {status: row for row in BAD.values() if (status := row[2])}


@pytest.mark.parametrize(("name", "build", "status", "reason"), ALONE.values(), ids=[status.name for status in ALONE])
def test_alone_it_has_its_own_exit_status(
    name: str, build: Callable[[], bytes], status: ExitCode, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / Path(name).parts[0]
    path.write_bytes(build())
    run = extract(*LIMITS, path)

    assert (run.returncode, run.stdout) == (status, b"")


@pytest.mark.parametrize("path", [".", "saknas.pdf"])
def test_a_path_that_is_no_file_has_its_own_exit_status(path: str, tmp_path: Path) -> None:
    assert extract(tmp_path / path).returncode == ExitCode.SOURCE_MISSING


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_memory_is_limited(tmp_path: Path) -> None:
    paragraphs = b"<w:p><w:r><w:t>aa</w:t></w:r></w:p>" * 2_000_000
    (tmp_path / "stor.docx").write_bytes(word((b"<w:body>", b"<w:body>" + paragraphs)))
    run = extract("--max-memory", "500000000", tmp_path / "stor.docx")

    assert run.returncode == ExitCode.LIMIT_EXCEEDED
    assert "--max-memory" in message(run.stderr, "stor.docx")


def test_every_error_has_its_section() -> None:
    page = (Path(__file__).parents[2] / "docs" / "errors.md").read_text("utf-8")
    sections = re.findall(r"^## (\d+) (\w+)$", page, re.M)
    classes = [
        each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.ParagrafError)
    ]

    expected = {(str(int(status)), status.name.lower()) for status in ExitCode}
    assert {(number, name.lower()) for number, name in sections} == expected
    assert [each.__name__ for each in classes if each.exit_code not in ExitCode] == []
    assert [each.__name__ for each in classes if f"`{each.__name__}`" not in page] == []
