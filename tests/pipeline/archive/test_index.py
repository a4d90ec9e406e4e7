"""The index: everything that holds is in it, its links lead somewhere, and it is the same however it was come by."""

from __future__ import annotations

import csv
import html.parser
import io
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive import current, index
from pipeline.archive.fates import Fate, StoredRecord
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import MANIFEST, Archive


class Page(html.parser.HTMLParser):
    """The links of a page, and the elements that are open when it ends."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.language = ""
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "a":
            self.links.append(str(found["href"]))
        if tag == "html":
            self.language = str(found["lang"])


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_each_record_has_a_row_and_links_to_original_and_record(opened: tuple[Archive, Ledger], folder: Path) -> None:
    archive, ledger = opened
    made = index.made(archive, ledger)

    assert {row["post-id"] for row in rows(made["index.csv"])} == {one["id"] for one in current.records(archive)}
    page = Page(made["index.html"])
    assert page.language == "sv"
    assert len(page.links) == 2 * len(rows(made["index.csv"]))
    assert [link for link in page.links if not (folder / link).is_file()] == []


def test_it_is_the_same_from_a_ledger_made_anew(opened: tuple[Archive, Ledger], folder: Path) -> None:
    archive, ledger = opened
    before = index.made(archive, ledger)
    ledger.rebuild(archive.fates())

    assert index.made(archive, ledger) == before
    assert {path: (folder / path).read_bytes() for path in before} == before


def about(**more: Any) -> dict[str, Any]:
    usual = {
        "type": "minutes",
        "organisation": "Hällmora kommun",
        "code": None,
        "body": "Kommunstyrelsen",
        "date": None,
    }
    return {**usual, "number": None, "items": [], "pages": 1, "problems": 0, **more}


def filled(tmp_path: Path, abouts: list[dict[str, Any]]) -> tuple[Archive, Ledger]:
    archive, ledger = Archive(str(tmp_path)), Ledger(f"sqlite:///{tmp_path}/ledger.db")
    fates = [
        Fate(
            file=f"/in/{number}.txt",
            sha256=f"{number:064}",
            size=1,
            state="archived",
            original=f"originals/00/{number:064}.txt",
            records=(StoredRecord(id=f"{number:016}-1", path=f"records/{number}", sha256="x", about=one),),
            software="1",
            at="2024-01-02T03:04:05+00:00",
        )
        for number, one in enumerate(abouts)
    ]
    archive.add_fates(fates)
    ledger.settle(fates)
    return archive, ledger


def test_a_large_archive_has_a_page_for_each_organisation_and_year(tmp_path: Path) -> None:
    # Two names that look the same in an address.
    names = ("Hällmora kommun", "Hallmora kommun")
    archive, ledger = filled(
        tmp_path,
        [about(organisation=names[n % 2], date=f"{2000 + n % 3}-01-01" if n % 7 else None) for n in range(600)],
    )
    made = index.made(archive, ledger)
    pages = Page(made["index.html"]).links

    assert len(pages) == len(set(pages)) == 8
    assert set(pages) == {path for path in made if path.startswith("index/")}
    linked = [link for path in pages for link in Page(made[path]).links]
    assert sorted(link for link in linked if link.startswith("../originals")) == sorted(
        f"../originals/00/{number:064}.txt" for number in range(600)
    )
    ledger.close()


TITLES = {
    "a numbered meeting": (about(number="3"), "Protokoll nr 3 Kommunstyrelsen"),
    "a meeting": (about(), "Protokoll Kommunstyrelsen"),
    "an agenda": (about(type="agenda"), "Kallelse Kommunstyrelsen"),
    "what tells nobody's meeting": (about(type="memo", body=None), "0.txt"),
}


@pytest.mark.parametrize(("one", "title"), TITLES.values(), ids=TITLES)
def test_a_title_is_what_a_person_calls_it(one: dict[str, Any], title: str, tmp_path: Path) -> None:
    archive, ledger = filled(tmp_path, [one])

    assert [index.title(entry) for entry in current.entries(archive, ledger)] == [title]
    ledger.close()


def test_what_minutes_say_is_neither_markup_nor_formula(tmp_path: Path) -> None:
    archive, ledger = filled(tmp_path, [about(organisation="=1+1", body="<script>alert(1)</script>")])
    made = index.made(archive, ledger)

    assert rows(made["index.csv"])[0]["organisation"] == "'=1+1"
    assert b"<script>" not in made["index.html"]
    ledger.close()


def test_an_empty_archive_has_an_index_too(tmp_path: Path) -> None:
    archive, ledger = filled(tmp_path, [])
    index.write(archive, ledger)

    assert "Arkivet är tomt" in (tmp_path / "index.html").read_text("utf-8")
    assert (tmp_path / MANIFEST).read_text() != ""
    ledger.close()
