"""Everything that the public edition gives out, searched for personal data that were planted: pages, API, feeds, tables, pictures, the file itself."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from pipeline.archive.store import Archive
from pipeline.cli import app
from pipeline.register import building
from pipeline.register.export import TABLES
from pipeline.register.masking import Policy
from pipeline.register.store import Register
from pipeline.web.app import application
from pipeline.web.site import Site

HEAD = ["Hällmora kommun", "Tekniska nämnden", "Sammanträdesprotokoll 2031-05-02", "Plats: Kommunhuset, Storgatan 1"]
PRESENT = ["Beslutande", "Staffan Öhrling (C), ordförande", "Birgitta Ekdahl (S)"]
MATTER = [
    "§ 7 Bidrag till Signe Frostensdotter",
    "Dnr TN 2031/14",
    "Signe Frostensdotter, 850412-2384, Granitvägen 73, 987 65 Stenköping, söker bidrag.",
    "Hon nås på signe.frost@exempel.se eller 070-555 66 77. Tidigare 198504122385.",
    "Beslut",
    "Tekniska nämnden beslutar att bevilja Signe Frostensdotter 90 000 kronor.",
    "§ 8 Ärendet om kvartsbrottet",
    "Beslut",
    "Tekniska nämnden beslutar att förelägga ägaren till kvartsbrottet ett vite om 77 000 kronor.",
    "§ 9 Projekt Malört",
    "Beslut",
    "Tekniska nämnden beslutar att projekt Malört läggs ned.",
]
SIGNED = [
    *("Signaturcertifikat", "Dokumentet signerades av", "STAFFAN ÖHRLING", "Personnummer 196001012387"),
    *("2031-05-03 08:14:27 UTC", "IP-adress 192.0.2.171", "Transaktion 09222115557493010", "Signerat med BankID"),
]
PLANTED = (
    *("850412", "-2384", "122385", "Frostensdotter", "Signe", "Granitv", "Stenk", "987 65", "signe.frost", "555 66", "kvartsbrott"),
    *("77 000", "77000", "malört", "196001012387", "192.0.2.171", "08:14:27", "09222115557493010"),
)  # fmt: skip
SHOWN = ("90 000", "90000", "Storgatan 1", "Staffan Öhrling", "TN 2031/14")


def written(folder: Path) -> list[str]:
    """The minutes as PDF and as text, whose names tell too much as well."""
    made = Canvas(str(folder / "bidrag 850412-2384.pdf"), invariant=True)
    for lines in ([*HEAD, *PRESENT, *MATTER], SIGNED):
        made.setFont("Helvetica", 10)
        for number, line in enumerate(lines):
            made.drawString(70, 780 - 20 * number, line)
        made.showPage()
    made.save()
    # Of another day, or one would be the other.
    text = "\n\n".join([*HEAD, "\n".join(PRESENT), *MATTER, "\f" + "\n".join(SIGNED)])
    (folder / "signe.frost@exempel.se.txt").write_text(text.replace("05-02", "06-02"), "utf-8")
    return sorted(map(str, folder.iterdir()))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A public site of them, filled from an archive as ``register build`` does."""
    folder = tmp_path_factory.mktemp("public")
    (folder / "inbox").mkdir()
    run("import", *written(folder / "inbox"), "--archive", str(folder / "archive"))
    archive = Archive(str(folder / "archive"))
    made = Register(f"sqlite:///{folder}/register.db", "internal")
    building.fill_from_archive(made, archive.url, Policy())
    items = dict.fromkeys(made.hashes(), ("8",))
    made.close()
    policy = Policy(items=items, terms=("projekt Malört",))
    register = Register(f"sqlite:///{folder}/public.db", "public")
    building.fill_from_archive(register, archive.url, policy)
    yield Site(register, archive, policy=policy, requests_a_minute=1_000_000)
    register.close()


def run(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def planted(content: str) -> list[str]:
    """What of it was planted."""
    folded = unescape(unquote(content)).casefold()
    return [one for one in PLANTED if one.casefold() in folded]


# Where nothing links to.
UNLINKED = (
    "/",
    "/openapi.json",
    "/api/search?q=bidrag",
    "/api/search.csv",
    "/api/meetings",
    "/api/meetings.csv",
    "/api/people",
    "/api/bodies",
    "/api/statistics",
    "/api/cases?number=TN%202031/14",
    "/api/changes",
    "/feed.atom",
    "/feed.json",
    "/oparl/v1/system",
)
_ADDRESS = re.compile(r"""(?:href|src|content)="(/[^"#]*)|"(?:https?://testserver)?(/[^"\s\\{}]+)""")


def answers(site: Site) -> Iterator[tuple[str, str, bytes]]:
    """Every answer of the site that can be reached: its address, its type, its content."""
    with TestClient(application(site), base_url="http://testserver") as client:
        ahead, known = list(UNLINKED), set(UNLINKED)
        while ahead:
            address = ahead.pop()
            answer = client.get(address)
            kind = answer.headers.get("content-type", "")
            yield f"{address} {answer.status_code}", kind, answer.content + str(answer.headers).encode()
            if not kind.startswith(("image/", "text/css")):
                for found in _ADDRESS.finditer(answer.text):
                    following = unescape(found[1] or found[2])
                    if following not in known and len(following) < 120 and len(known) < 600:
                        known.add(following)
                        ahead.append(following)


def test_nothing_that_was_planted_is_given_out(site: Site, tmp_path: Path) -> None:
    told, given, pictures = {}, "", 0
    for address, kind, content in answers(site):
        if kind.startswith("image/webp"):
            pictures += 1
            text = seen(content, tmp_path)
            assert "bevilja" in text
        else:
            text = content.decode("utf-8", "replace")
        given += text
        if found := planted(text):
            told[address] = found

    assert told == {}
    assert [one for one in SHOWN if one not in given] == []
    assert pictures == 1


def seen(picture: bytes, folder: Path) -> str:
    """What OCR reads in a picture."""
    if shutil.which("tesseract") is None:
        pytest.skip("no Tesseract")
    Image.open(io.BytesIO(picture)).resize((1654, 2339)).save(folder / "page.png")
    command = ["tesseract", str(folder / "page.png"), "-", "--dpi", "200"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("table", TABLES)
def test_tables_have_nothing_of_it(site: Site, table: str) -> None:
    assert planted(run("export", "--register", site.register.url, "--table", table)) == []


def test_the_file_of_the_register_has_nothing_of_it(site: Site) -> None:
    (path,) = re.findall(r"sqlite:///(.*)", site.register.url)
    content = b"".join(file.read_bytes() for file in Path(path).parent.glob("public.db*")).decode("latin-1")

    assert [one for one in PLANTED if one.encode().decode("latin-1") in content] == []


def test_records_have_nothing_of_it(tmp_path: Path) -> None:
    done = run("extract", "--public", *written(tmp_path))

    # What the organisation alone withholds is in no record without its policy.
    assert set(planted(done)) <= {"kvartsbrott", "77 000", "77000", "malört"}
