"""Import of mails, zip files and PDFs with files in them: what they hold are files like any."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive
from tests.pipeline.generated import minutes
from tests.pipeline.imports import contents, fates, imported, journal

ONE, TWO, THREE = (minutes(number).encode() for number in range(3))


def zipped(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    # A second one of the same name is no mistake here.
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(stream, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def mailed(*attachments: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "anna@hallmora.example", "arkiv@hallmora.example", "Protokoll"
    mail["Message-ID"], mail["MIME-Version"] = "<1@hallmora.example>", "1.0"
    mail.set_content("Hej! Här kommer protokollet.")
    for name, content in attachments:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def with_a_file(name: str, content: bytes) -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 300)
    document.new_attachment(name).set_data(content)
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def encrypted(content: bytes) -> bytes:
    """A zip file that says that its first member is encrypted."""
    changed = bytearray(content)
    changed[6] |= 1
    changed[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


# The files of a folder -> the fate of each, and of what is in them
HELD: dict[str, tuple[dict[str, bytes], dict[str, str]]] = {
    "a zip file": (
        {"a.zip": zipped(("2019/ett.txt", ONE), ("två.txt", TWO))},
        {"a.zip": "archived", "a.zip!/2019/ett.txt": "archived", "a.zip!/två.txt": "archived"},
    ),
    "a mail, and a zip file in it": (
        {"post.eml": mailed(("ett.txt", ONE), ("fler.zip", zipped(("två.txt", TWO))))},
        {
            "post.eml": "archived",
            "post.eml!/body.txt": "archived",
            "post.eml!/ett.txt": "archived",
            "post.eml!/fler.zip/två.txt": "archived",
        },
    ),
    "a PDF is a document besides": (
        {"a.pdf": with_a_file("ett.txt", ONE)},
        {"a.pdf": "empty", "a.pdf!/ett.txt": "archived"},
    ),
    "of twins the lowest path is archived, inside or outside": (
        {"a.txt": ONE, "b.zip": zipped(("ett.txt", ONE), ("två.txt", TWO)), "c.txt": TWO},
        {
            "a.txt": "archived",
            "b.zip": "archived",
            "b.zip!/ett.txt": "duplicate",
            "b.zip!/två.txt": "archived",
            "c.txt": "duplicate",
        },
    ),
    "the same mail twice": (
        {"a.zip": zipped(("ett.txt", ONE)), "b.zip": zipped(("ett.txt", ONE))},
        {"a.zip": "archived", "a.zip!/ett.txt": "archived", "b.zip": "duplicate", "b.zip!/ett.txt": "duplicate"},
    ),
    "two of one name": (
        {"a.zip": zipped(("ett.txt", ONE), ("ett.txt", TWO))},
        {"a.zip": "archived", "a.zip!/ett.txt": "archived", "a.zip!2/ett.txt": "archived"},
    ),
    "a folder that is called like one is none": (
        {"a.zip!/ett.txt": ONE},
        {"a.zip!/ett.txt": "archived"},
    ),
    "one that holds nothing": ({"a.zip": zipped()}, {"a.zip": "quarantined"}),
    "one of which a part does not come out": (
        {"a.zip": encrypted(zipped(("ett.txt", ONE), ("två.txt", TWO)))},
        {"a.zip": "quarantined", "a.zip!/två.txt": "archived"},
    ),
    "one that is damaged": ({"a.zip": zipped(("ett.txt", ONE))[:-30]}, {"a.zip": "quarantined"}),
}


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def states(folder: Path, found: dict[str, tuple[Any, ...]]) -> dict[str, str]:
    return {name.removeprefix(f"{folder}/"): fate[0] for name, fate in found.items()}


@pytest.mark.parametrize(("files", "expected"), HELD.values(), ids=HELD)
def test_each_document_has_a_fate_of_its_own(files: dict[str, bytes], expected: dict[str, str], tmp_path: Path) -> None:
    source, archive = written(tmp_path / "in", files), tmp_path / "archive"
    report = imported(source, "--archive", archive)

    assert states(source, fates(archive)) == expected
    assert journal(archive) == fates(archive)
    assert (report["adds_up"], report["seen"]) == (True, len(expected))
    # A second run opens none of them.
    again = imported(source, "--archive", archive)
    assert (again["adds_up"], again["seen"], again["read"]) == (True, len(expected), 0)


def test_the_bytes_of_a_container_are_kept_and_records_say_what_they_came_in(tmp_path: Path) -> None:
    mail = mailed(("ett.txt", ONE))
    source, archive = written(tmp_path / "in", {"post.eml": mail}), tmp_path / "archive"
    imported(source, "--archive", archive)
    ledger = Ledger(Archive(str(archive)).ledger_url)
    outer, _, inner = ledger.fates()
    ledger.close()

    assert (archive / str(outer.original)).read_bytes() == mail
    assert outer.records == ()
    assert (archive / str(inner.original)).read_bytes() == ONE
    record = json.loads((archive / inner.records[0].path).read_bytes())
    assert record["source"]["name"] == "ett.txt"
    assert record["source"]["parent"] == {"sha256": outer.sha256, "name": "post.eml"}


def test_what_a_changed_container_no_longer_holds_is_no_file_any_more(tmp_path: Path) -> None:
    source, archive = tmp_path / "in", tmp_path / "archive"
    written(source, {"a.zip": zipped(("ett.txt", ONE), ("två.txt", TWO))})
    imported(source, "--archive", archive)
    before = contents(archive)
    written(source, {"a.zip": zipped(("ett.txt", ONE), ("tre.txt", THREE))})
    report = imported(source, "--archive", archive)

    assert states(source, fates(archive)) == dict.fromkeys(("a.zip", "a.zip!/ett.txt", "a.zip!/tre.txt"), "archived")
    assert (report["adds_up"], report["seen"], report["read"]) == (True, 3, 2)
    # The archive keeps what it has.
    assert before.items() < contents(archive).items()
