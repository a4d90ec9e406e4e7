"""Pages of originals as pictures: what everybody sees of them, and what the house does."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipeline.archive.store import Archive, canonical
from pipeline.process import process
from pipeline.register.masking import public
from pipeline.register.store import Edition, Register
from pipeline.web.app import application
from pipeline.web.site import Site
from schemas.record import Record
from schemas.source import SourceFile

MATTER = [
    "Hällmora kommun",
    "Tekniska nämnden",
    "Sammanträdesprotokoll 2031-05-02",
    "§ 7 Bidrag till Anna Berg",
    "Anna Berg, 850412-1234, söker bidrag.",
    "Beslut",
    "Tekniska nämnden beslutar att bevilja 90 000 kronor.",
]
SIGNED = ["Vid protokollet", "________________", "Bo Ek", "Justeras", "________________", "Staffan Öhrling"]
# Where the line with the number stands, in points from the top left: the number, and the words after it.
NUMBER, AFTER = (125, 148, 185, 158), (196, 146, 260, 160)
NOT_SHOWN = "Sidans bild visas inte"


def printed() -> SourceFile:
    """Minutes in PDF: a page with a number of a person, a page with signatures."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    for lines in (MATTER, SIGNED):
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(lines):
            canvas.drawString(70, 772 - 22 * number, line)
        canvas.showPage()
    canvas.save()
    return SourceFile("minutes.pdf", file.getvalue())


@contextmanager
def opened(folder: Path, edition: Edition, is_kept: bool = True) -> Iterator[tuple[TestClient, Record]]:
    """A site of the minutes, and their record in it."""
    source = printed()
    archive = Archive(str(folder / "archive"))
    if is_kept:
        archive.add_original(source.content, source.sha256, source.name)
    (record,) = process(source)
    record = public(record) if edition == "public" else record
    register = Register(f"sqlite:///{folder}/register.db", edition)
    register.add([record], canonical)
    with TestClient(application(Site(register, archive))) as client:
        yield client, record
    register.close()


def darkness(content: bytes, place: tuple[int, int, int, int]) -> float:
    """How dark a place of a page of A4 is, 0 to 1."""
    picture = Image.open(io.BytesIO(content)).convert("L")
    scale = picture.width / 595
    return 1 - float(np.asarray(picture.crop(tuple(round(edge * scale) for edge in place))).mean()) / 255


def test_everybody_sees_no_personal_number(tmp_path: Path) -> None:
    with opened(tmp_path, "public") as (client, record):
        picture = client.get(f"/originals/{record.id}/1.webp")
        page = client.get(f"/originals/{record.id}/1?mark=d1")

    assert picture.headers["content-type"] == "image/webp"
    assert darkness(picture.content, NUMBER) > 0.97
    assert darkness(picture.content, AFTER) < 0.3
    assert "850412" not in page.text
    assert f"/originals/{record.id}/1.webp" in page.text


def test_a_page_with_signatures_is_shown_as_text(tmp_path: Path) -> None:
    with opened(tmp_path, "public") as (client, record):
        page = client.get(f"/originals/{record.id}/2")

        assert NOT_SHOWN in page.text
        assert "Vid protokollet" in page.text
        assert client.get(f"/originals/{record.id}/2.webp").status_code == 404


def test_the_house_sees_all(tmp_path: Path) -> None:
    with opened(tmp_path, "internal") as (client, record):
        picture = client.get(f"/originals/{record.id}/1.webp")

        assert darkness(picture.content, NUMBER) < 0.4
        assert client.get(f"/originals/{record.id}/2.webp").status_code == 200


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_an_original_that_is_not_there_is_not_shown(tmp_path: Path, edition: Edition) -> None:
    with opened(tmp_path, edition, is_kept=False) as (client, record):
        assert client.get(f"/originals/{record.id}/1.webp").status_code == 404
        assert client.get(f"/originals/{record.id}/1").status_code == 200


def test_an_altered_original_is_not_shown(tmp_path: Path) -> None:
    with opened(tmp_path, "internal") as (client, record):
        (original,) = (tmp_path / "archive" / "originals").rglob("*.pdf")
        original.write_bytes(b"%PDF-1.4 another")

        assert client.get(f"/originals/{record.id}/1.webp").status_code == 404
