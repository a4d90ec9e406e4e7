"""What the register counts, the same from every kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.archive.store import canonical
from pipeline.process import process
from pipeline.register import summary
from pipeline.register.store import Register
from pipeline.register.summary import Body
from schemas.record import Record
from schemas.source import SourceFile

HEAD = "{}\nKommunstyrelsen\nSammanträdesprotokoll {}\n\nBeslutande\nBirgitta Ekdahl (S), ordförande\n\n"
MEETINGS = {
    # The cost of the whole is no sum that was granted; and an item is missing.
    "a": HEAD.format("Hällmora kommun", "2022-03-07")
    + "§ 41 Snöröjning\n\nArbetet kostar 2 000 000 kronor.\n\nBeslut\nKommunstyrelsen beslutar att anslå 750 000 kronor till snöröjningen.\n\n"
    "§ 42 Lån\n\nBeslut\nKommunstyrelsen avslår ansökan.\n",
    "b": HEAD.format("Hällmora kommun", "2023-05-02")
    + "§ 60 Bidrag\n\nBeslut\nKommunstyrelsen beslutar att bevilja föreningen 40 000 kronor.\n\n"
    "§ 61 Taxa\n\nBeslut\nKommunstyrelsen föreslår kommunfullmäktige att anta taxan.\n",
    "c": HEAD.format("Norrtuna kommun", "2023-06-01")
    + "§ 9 Motion\n\nBeslut\nKommunstyrelsen beslutar att avslå motionen.\n\n§ 11 Information\n\nOrdföranden berättar.\n",
}


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [one for name, text in MEETINGS.items() for one in process(SourceFile(f"{name}.txt", text.encode()))]


@pytest.fixture(params=["sqlite", "postgresql"])
def register(request: pytest.FixtureRequest, tmp_path: Path, records: list[Record]) -> Iterator[Register]:
    url = f"sqlite:///{tmp_path}/r.db" if request.param == "sqlite" else request.getfixturevalue("database_url")
    opened = Register(url)
    opened.add(records, canonical)
    yield opened
    opened.close()


def test_bodies_are_told_by_organisation(register: Register) -> None:
    assert summary.bodies(register) == [
        Body("Hällmora kommun", "Kommunstyrelsen", 2, "2023-05-02"),
        Body("Norrtuna kommun", "Kommunstyrelsen", 1, "2023-06-01"),
    ]


def test_meetings_of_a_body_are_told_newest_first(register: Register) -> None:
    found = summary.meetings(register, "Hällmora kommun", "Kommunstyrelsen")

    assert [row["date"] for row in found] == ["2023-05-02", "2022-03-07"]
    assert summary.years(register, "Hällmora kommun", "Kommunstyrelsen") == ["2023", "2022"]
    assert [row["date"] for row in summary.meetings(register, "Hällmora kommun", "Kommunstyrelsen", "2022")] == [
        "2022-03-07"
    ]
    assert summary.meetings(register, None, None) == []


def test_what_was_adopted_is_counted_and_what_it_granted(register: Register) -> None:
    of_all = summary.statistics(register)
    of_one = summary.statistics(register, "Hällmora kommun")

    assert of_all.by_year == {"2022": 2, "2023": 2}
    assert of_all.by_body == {"Kommunstyrelsen, Hällmora kommun": 3, "Kommunstyrelsen, Norrtuna kommun": 1}
    assert of_all.by_outcome == {"granted": 2, "rejected": 2}
    assert of_one.by_body == {"Kommunstyrelsen": 3}
    assert of_one.sums_by_year == {"2022": 750_000, "2023": 40_000}
    assert of_one.sums_by_body == {"Kommunstyrelsen": 790_000}


def test_a_name_is_found_wherever_it_is_listed(register: Register) -> None:
    found = summary.appearances(register, "birgitta  EKDAHL")

    assert [(row["organisation"], row["date"], row["party"]) for row in found] == [
        ("Norrtuna kommun", "2023-06-01", "S"),
        ("Hällmora kommun", "2023-05-02", "S"),
        ("Hällmora kommun", "2022-03-07", "S"),
    ]


def test_problems_are_counted_and_listed(register: Register, records: list[Record]) -> None:
    told = [problem for record in records for problem in record.problems]
    counts = summary.problem_counts(register)

    assert told
    assert sum(count for _, _, count in counts) == len(told)
    assert len(summary.problems(register, None, None, 0, 100)) == len(told)
    for code, severity, count in counts:
        assert len(summary.problems(register, code, severity, 0, 100)) == count
        assert len(summary.problems(register, code, severity, 1, 100)) == count - 1
