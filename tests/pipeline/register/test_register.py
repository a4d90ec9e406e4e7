"""The register: the same answers from every kind of database, kept in step with the records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.archive.store import canonical
from pipeline.process import process
from pipeline.register import tables
from pipeline.register.query import parse
from pipeline.register.search import Page, search
from pipeline.register.store import Register
from schemas.errors import UsageError
from schemas.record import Record
from schemas.source import SourceFile

MEETINGS = {
    "board-2022": (
        "Hällmora kommun\nKommunstyrelsen\nSammanträdesprotokoll 2022-03-07\n\nBeslutande\nBirgitta Ekdahl (S), ordförande\n\n"
        "§ 41 Snöröjning av skolgårdar\n\nDnr KS 2022/114\n\nSkolgårdarna vid Östra skolan röjs sist.\n\n"
        "Beslut\nKommunstyrelsen beslutar att anslå 750 000 kronor till snöröjningen.\n\n"
        "§ 42 Lån till bryggan\n\nBeslut\nKommunstyrelsen avslår ansökan.\n"
    ),
    "board-2023": (
        "Hällmora kommun\nKommunstyrelsen\nSammanträdesprotokoll 2023-05-02\n\nBeslutande\nStaffan Öhrling (C), ordförande\n\n"
        "§ 60 Kommunernas förbund\n\nBeslut\nKommunstyrelsen beslutar att betala 40 000 kronor till förbundet.\n\n"
        "§ 61 Information om lånen\n\nKommundirektören berättar om skolgårdarna.\n"
    ),
}


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [one for name, text in MEETINGS.items() for one in process(SourceFile(f"{name}.txt", text.encode()))]


@pytest.fixture
def register(tmp_path: Path, records: list[Record]) -> Iterator[Register]:
    opened = Register(f"sqlite:///{tmp_path}/register.db")
    opened.add(records, canonical)
    yield opened
    opened.close()


def numbers(page: Page) -> list[str | None]:
    return [hit.entry["number"] for hit in page.hits]


FINDS = {
    "forms of a word": ("skolgård", ["61", "41"]),
    "the genitive": ("kommunernas", ["60"]),
    "a compound by its first word": ("kommun", ["60", "61", "41", "42"]),
    "a beginning": ("snöröj*", ["41"]),
    "a phrase in the item's text": ('"östra skolan"', ["41"]),
    "not the letter without its ring": ("lan", []),
    "the letter with its ring": ("lån", ["61", "42"]),
    "without a word": ("skolgård -information", ["41"]),
    "a sum over": ("över 500 000", ["41"]),
    "a sum under": ("belopp:<50000", ["60"]),
    "a body": ("organ:kommunstyrelsen", ["60", "61", "41", "42"]),
    "an outcome": ("utfall:rejected", ["42"]),
    "a year": ("datum:2023", ["60", "61"]),
    "a person": ('person:"staffan öhrling"', ["60", "61"]),
    "a case": ('dnr:"KS 2022/114"', ["41"]),
    "everything, newest first": ("", ["60", "61", "41", "42"]),
}


@pytest.mark.parametrize(("typed", "found"), FINDS.values(), ids=FINDS)
def test_finds(register: Register, typed: str, found: list[str]) -> None:
    assert numbers(search(register, parse(typed))) == found


def test_pages_follow_each_other_without_loss(register: Register) -> None:
    first = search(register, parse(""), limit=3)
    second = search(register, parse(""), limit=3, cursor=first.cursor)

    assert numbers(first) + numbers(second) == ["60", "61", "41", "42"]
    assert second.cursor is None
    with pytest.raises(UsageError, match="cursor"):
        search(register, parse(""), cursor="nonsense")


def test_the_words_found_are_marked(register: Register) -> None:
    hit = search(register, parse("snöröjning")).hits[0]

    assert [hit.snippet[start:end] for start, end in hit.marks] == ["snöröjningen"]


def test_facets_count_the_hits(register: Register) -> None:
    page = search(register, parse("skolgård"))

    assert (page.total, page.is_exact) == (2, True)
    assert {facet.name: dict(facet.values) for facet in page.facets}["year"] == {"2022": 1, "2023": 1}


def test_a_misspelling_is_told(register: Register) -> None:
    assert search(register, parse("snöröjnig")).suggestion == "snöröjning"


def test_a_record_that_is_there_already_changes_nothing(register: Register, records: list[Record]) -> None:
    changes = list(register.changes(0, 100))

    assert register.add(records, canonical) == {"same": 2}
    assert list(register.changes(0, 100)) == changes


def test_a_changed_record_takes_the_place_of_the_old_one(register: Register, records: list[Record]) -> None:
    changed = records[0].model_copy(update={"decisions": records[0].decisions[1:]})
    counts = register.counts()

    assert register.add([changed], canonical) == {"changed": 1}
    assert register.counts() == counts | {"decisions": counts["decisions"] - 1}
    assert [change["kind"] for change in register.changes(2, 100)] == ["upsert"]


def test_what_is_removed_is_nowhere(register: Register, records: list[Record]) -> None:
    assert register.remove([record.id for record in records]) == 2

    assert set(register.counts().values()) == {0}
    assert search(register, parse("skolgård")).hits == ()
    with register.engine.connect() as connection:
        assert connection.execute(tables.WORDS.select()).all() == []


def test_a_register_is_of_one_edition(tmp_path: Path) -> None:
    Register(f"sqlite:///{tmp_path}/register.db", "internal").close()

    with pytest.raises(UsageError, match="internal"):
        Register(f"sqlite:///{tmp_path}/register.db", "public")


def test_nothing_is_written_through_a_register_opened_for_reading(register: Register, records: list[Record]) -> None:
    reading = Register(register.url, read_only=True)

    assert numbers(search(reading, parse("skolgård"))) == ["61", "41"]
    with pytest.raises(Exception, match="readonly"):
        reading.remove([records[0].id])
    reading.close()
