"""Personal data planted in every kind of file, in all its corners: nothing of them is in the public records, their register and pictures.

What is made of records is searched in ``tests/pipeline/web/test_public.py``; how personal data are written is a table, ``tests/extractors/test_personal.py``.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from fastapi.testclient import TestClient
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from pipeline import bulk
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive
from pipeline.cli import app
from pipeline.listing import listed
from pipeline.register import tables
from pipeline.register.building import fill_from_archive
from pipeline.register.masking import Policy
from pipeline.register.query import parse
from pipeline.register.search import search
from pipeline.register.store import Register
from pipeline.web.app import application
from pipeline.web.site import Site

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Person:
    """Somebody of whom a document says everything; another one in each document, so that what is left says where from."""

    def __init__(self, digit: int) -> None:
        self.day = f"85041{digit}"
        self.number = f"{self.day}-73{digit}1"
        self.phone = f"070-9{digit}7 65 4{digit}"
        self.mail = f"vera.planta{digit}@exempel.se"
        self.street = f"Hemgårdsvägen 6{digit}"
        self.name = f"Vera Planta{'abcdefghij'[digit]}"
        self.needles = [self.day, self.number, self.phone, self.mail, "Hemgårdsvägen", self.name]

    def lines(self) -> list[str]:
        return [
            f"§ 7 Bidrag till {self.name}",
            f"{self.name}, {self.number}, {self.street}, 123 45 Lillby, söker bidrag.",
            f"Hon nås på {self.mail} eller {self.phone}.",
            "Beslut",
            f"Tekniska nämnden beslutar att bevilja {self.name} 90 000 kronor.",
            "§ 8 Projekt Svalan",
            "Beslut",
            "Tekniska nämnden beslutar att avsluta projekt Svalan.",
        ]


HEAD = ["Hällmora kommun", "Tekniska nämnden", "Sammanträdesprotokoll 2031-05-0{}", "Beslutande", "Staffan Öhrling (C), ordförande"]  # fmt: skip


def minutes(digit: int) -> list[str]:
    return [line.format(digit) for line in HEAD] + Person(digit).lines()


def plain(digit: int) -> bytes:
    return "\n\n".join(minutes(digit)).encode()


def printed(digit: int) -> bytes:
    """A PDF: words apart and in pieces, two columns, a number over a line and over a page, a page that is turned."""
    person = Person(digit)
    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    canvas.setTitle(person.number)
    canvas.setFont("Helvetica", 11)
    for place, line in enumerate(minutes(digit)):
        canvas.drawString(70, 780 - 20 * place, line)
    left = 70.0
    for piece in ("Sökande är ", person.number[:4], person.number[4:8], person.number[8:], " från Lillby."):
        canvas.drawString(left, 500, piece)
        left += canvas.stringWidth(piece, "Helvetica", 11)
    for place, letter in enumerate(person.number):
        canvas.drawString(70 + 9 * place, 480, letter)
    canvas.drawString(70, 460, f"Hon har personnummer {person.number[:7]}")
    canvas.drawString(70, 446, f"{person.number[7:]} och bor i Lillby sedan länge.")
    for place in range(6):
        canvas.drawString(70, 400 - 16 * place, f"Till vänster står rad {place} av texten")
        canvas.drawString(
            330, 400 - 16 * place, f"tel. {person.phone}" if place == 3 else f"och till höger rad {place} av den"
        )
    canvas.drawString(70, 60, f"Hon nås också på telefon {person.phone[:7]}")
    canvas.showPage()
    canvas.setPageRotation(90)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(70, 780, f"{person.phone[7:]} och på {person.mail}.")
    canvas.drawString(70, 740, f"Hennes personnummer är {person.number}.")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def worded(digit: int) -> bytes:
    """A Word file: table, head, foot, text box, footnote-like small print."""
    person = Person(digit)
    document = docx.Document()
    document.core_properties.author = person.name
    document.core_properties.title = person.number
    document.sections[0].header.paragraphs[0].text = f"Handling om {person.number}"
    document.sections[0].footer.paragraphs[0].text = f"Kontakt {person.phone}"
    for line in minutes(digit):
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=4)
    for cells, values in (
        (table.rows[0], ("Namn", "Personnummer", "Telefon", "Belopp")),
        (table.rows[1], (person.name, person.number, person.phone, "12 000")),
    ):
        for cell, value in zip(cells.cells, values, strict=True):
            cell.text = value
    box = f"<w:txbxContent><w:p><w:r><w:t>Ring {person.phone} eller {person.mail}</w:t></w:r></w:p></w:txbxContent>"
    document.element.body.insert(
        3,
        parse_xml(
            f'<w:p xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r></w:p>'
        ),
    )
    paragraph = document.add_paragraph("Numret är ")
    for piece in (person.number[:3], person.number[3:9], person.number[9:]):
        paragraph.add_run(piece)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def mailed(digit: int) -> bytes:
    person = Person(digit)
    message = EmailMessage()
    message["From"] = f"{person.name} <{person.mail}>"
    message["To"] = f"{person.name} <{person.mail}>"
    message["Subject"] = f"Ansökan {person.number}"
    message["Date"] = "Mon, 05 May 2031 08:14:27 +0200"
    message["Message-ID"] = f"<1@{person.name.split()[1]}.exempel.se>"
    message.set_content("\n\n".join(minutes(digit)))
    message.add_attachment(printed(6), "application", "pdf", filename=f"{Person(6).number} ansökan.pdf")
    return message.as_bytes()


def zipped(digit: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{Person(digit).number}/bidrag_{Person(digit).number}.txt", plain(digit))
    return file.getvalue()


def marked(digit: int) -> bytes:
    person = Person(digit)
    table = f"| Namn | Nummer |\n|---|---|\n| {person.name} | {person.number} |\n"
    return ("\n\n".join(minutes(digit)) + f"\n\n{table}\n\nPersonnummer: **{person.number}**\n").encode()


def page(digit: int) -> bytes:
    person = Person(digit)
    body = "".join(f"<p>{line}</p>" for line in minutes(digit))
    return f"<html><head><title>{person.number}</title><meta name=author content='{person.name}'></head><body>{body}<p title='{person.number}'>{person.number[:6]}<b>{person.number[6:]}</b></p><a href='mailto:{person.mail}'>{person.mail}</a><script>alert('{person.number}')</script></body></html>".encode()


SOURCES: dict[str, Callable[[int], bytes]] = {
    "bidrag_{}.txt": plain,
    "bidrag {}.md": marked,
    "{}.pdf": printed,
    "{}.docx": worded,
    "Fwd {}.eml": mailed,
    "{}.zip": zipped,
    "{}.html": page,
}
PERSONS = [Person(digit) for digit in range(8)]
NEEDLES = sorted({needle for person in PERSONS for needle in person.needles} | {"Svalan"})


def bare(text: str) -> str:
    """Letters and figures alone: what stands between them hides nothing."""
    return re.sub(r"[\W_]", "", text.casefold())


BARE = {bare(needle): needle for needle in NEEDLES}


def found(text: str | bytes) -> list[str]:
    """What was planted and can be read in *text*."""
    shown = bare(text.decode("latin-1") if isinstance(text, bytes) else text)
    if isinstance(text, bytes):
        shown += bare(text.decode("utf-8", "ignore"))
    return [needle for key, needle in BARE.items() if key in shown]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("planted")
    (made / "in").mkdir()
    for digit, (name, write) in enumerate(SOURCES.items()):
        # The mail holds another PDF, of the person after those of the files.
        digit = 7 if digit == 6 else digit
        (made / "in" / name.format(Person(digit).number)).write_bytes(write(digit))
    return made


@pytest.fixture(scope="module")
def archive(folder: Path) -> Archive:
    made = Archive(str(folder / "archive"))
    ledger = Ledger(made.ledger_url)
    with bulk.local(2) as executor:
        bulk.run(listed([str(folder / "in")]), made, ledger, executor, 2, bulk.Settings(made.url))
    ledger.close()
    return made


POLICY = Policy(terms=("projekt Svalan",))


@pytest.fixture(scope="module")
def register(archive: Archive, folder: Path) -> Iterator[Register]:
    """Filled without a policy first: what was public then is not any more."""
    url = f"sqlite:///{folder}/register.db"
    for policy in (Policy(), POLICY):
        made = Register(url, "public")
        fill_from_archive(made, archive.url, policy)
        made.close()
    opened = Register(url, "public", read_only=True)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(register: Register, archive: Archive) -> Iterator[TestClient]:
    site = Site(register, archive, requests_a_minute=1_000_000, policy=POLICY)
    with TestClient(application(site)) as opened:
        yield opened


def test_all_of_them_were_read(register: Register) -> None:
    assert register.counts()["documents"] == len(SOURCES) + 1
    assert register.counts()["decisions"] >= 2 * len(SOURCES)


def test_what_is_planted_is_there_unmasked(folder: Path) -> None:
    result = CliRunner().invoke(app, ["extract", *sorted(map(str, (folder / "in").iterdir()))])
    assert set(found(result.stdout)) == set(NEEDLES)


def test_the_file_of_the_register(register: Register, folder: Path) -> None:
    for path in folder.glob("register.db*"):
        assert (path.name, found(path.read_bytes())) == (path.name, [])
    with register.engine.connect() as connection:
        for packed in connection.scalars(tables.DOCUMENTS.select().with_only_columns(tables.DOCUMENTS.c.record)):
            assert found(zlib.decompress(packed)) == []
        for word in connection.scalars(tables.WORDS.select().with_only_columns(tables.WORDS.c.word)):
            assert found(word) == []


def test_the_log_has_no_hash_of_what_was_public_before(register: Register) -> None:
    log = list(register.changes(0, 1_000))
    last = {change["document"]: change["cursor"] for change in log}
    is_last = [change["cursor"] == last[change["document"]] for change in log]

    assert False in is_last
    assert not any(change["hash"] for change, newest in zip(log, is_last, strict=True) if not newest)
    assert all(
        change["hash"] for change in log if change["kind"] == "upsert" and change["cursor"] == last[change["document"]]
    )


def test_search_finds_none_of_it(register: Register) -> None:
    for needle in NEEDLES:
        hits = search(register, parse(f'"{needle}"'))
        assert (needle, hits.total) == (needle, 0)
        assert hits.suggestion is None or found(hits.suggestion) == []


def test_what_programs_are_told(client: TestClient) -> None:
    ids = [row["id"] for row in client.get("/api/meetings?limit=100").json()["results"]]
    places = [f"/{kind}/{one}" for one in ids for kind in ("meetings", "api/meetings", "originals")]
    for address in [f"{place}/1" if "originals" in place else place for place in places] + [
        "/api/changes",
        "/feed.atom",
        "/api/search.csv",
    ]:
        answer = client.get(address)
        assert (address, answer.status_code, found(answer.content), found(str(answer.headers))) == (
            address,
            200,
            [],
            [],
        )


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract")
def test_pictures_of_pages_read_by_ocr(client: TestClient, tmp_path: Path) -> None:
    shown = 0
    for row in client.get("/api/meetings?limit=100").json()["results"]:
        for number in range(1, row["page_count"] + 1):
            answer = client.get(f"/originals/{row['id']}/{number}.webp")
            if answer.status_code != 200:
                continue
            shown += 1
            image = Image.open(io.BytesIO(answer.content))
            for turn in (0, 90):
                image.rotate(turn, expand=True).save(tmp_path / "page.png")
                command = ["tesseract", str(tmp_path / "page.png"), "-", "--dpi", "144", "--psm", "11"]
                read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
                assert (row["id"], number, turn, found(read)) == (row["id"], number, turn, [])
    assert shown >= 2


def test_extract_prints_none_of_it(folder: Path) -> None:
    config = folder / "paragraf.toml"
    config.write_text('[public]\nterms = ["projekt Svalan"]\n')
    files = sorted(map(str, (folder / "in").iterdir()))
    result = CliRunner().invoke(app, ["--config", str(config), "extract", "--public", *files])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == len(SOURCES) + 1
    for line in result.stdout.splitlines():
        assert (json.loads(line)["source"]["name"], found(line)) == (json.loads(line)["source"]["name"], [])
