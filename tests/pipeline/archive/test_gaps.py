"""What is missing or doubled between the minutes of a body: told where the numbers show it, and nowhere else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive.current import Entry
from pipeline.archive.fates import StoredRecord
from pipeline.archive.gaps import ADVICE, as_html, gaps
from schemas.errors import ExitCode


def minutes(date: str | None, items: str = "", number: str | None = None, **more: Any) -> dict[str, Any]:
    """Minutes with the items of a range (``1-10``) or a list (``3 4b 9``)."""
    first, dash, last = items.partition("-")
    listed = [str(one) for one in range(int(first), int(last) + 1)] if dash else items.split()
    usual = {"type": "minutes", "organisation": "Hällmora kommun", "code": None, "body": "Socialnämnden"}
    return {**usual, "date": date, "number": number, "items": listed, "pages": 1, "problems": 0, **more}


def entries(abouts: list[dict[str, Any]]) -> list[Entry]:
    found = []
    for number, about in enumerate(abouts):
        about = dict(about)
        sha256 = about.pop("file", f"{number:064}")
        stored = StoredRecord(id=f"{number}-1", path=f"records/{number}", sha256="x", about=about)
        found.append(Entry(stored.id, f"/in/{number}.pdf", sha256, f"originals/{sha256}.pdf", stored, about))
    return found


def told(abouts: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(gap.code, gap.message) for gap in gaps(entries(abouts))]


FOUND = {
    "items of a meeting that is not here": (
        [minutes("2021-01-12", "1-10"), minutes("2021-02-09", "11-20"), minutes("2021-04-13", "31-40")],
        [("items_missing", "§ 21–30, between § 11–20 of 2021-02-09 and § 31–40 of 2021-04-13")],
    ),
    "an item left out": (
        [minutes("2021-01-12", "1 2 4 5"), minutes("2021-02-09", "6-8")],
        [("items_missing", "§ 3, in the meeting of § 1–2, 4–5 of 2021-01-12")],
    ),
    "the first meeting of a year": (
        [minutes("2020-12-08", "90-99"), minutes("2021-02-09", "11-20")],
        [("items_missing", "§ 1–10, before § 11–20 of 2021-02-09, the first of 2021 that is here")],
    ),
    "numbers with the year": (
        [minutes("2021-01-12", "1/2021 2/2021"), minutes("2021-02-09", "2021:4 2021:5")],
        [("items_missing", "§ 3, between § 1–2 of 2021-01-12 and § 4–5 of 2021-02-09")],
    ),
    "a meeting under a date too early": (
        [minutes("2021-01-12", "1-10"), minutes("2021-02-09", "21-30"), minutes("2021-03-09", "11-20")],
        [("order", "§ 11–20 of 2021-03-09 comes after § 21–30 of 2021-02-09")],
    ),
    "an item at two meetings": (
        [minutes("2021-01-12", "1-10"), minutes("2021-02-09", "10-20")],
        [("items_twice", "§ 10: of 2021-01-12 and of 2021-02-09")],
    ),
    "one meeting under two dates": (
        [minutes("2021-01-12", "1-10"), minutes("2021-02-09", "11-20"), minutes("2021-02-19", "11-20")],
        [("items_twice", "§ 11–20: of 2021-02-09 and of 2021-02-19")],
    ),
    "numbered meetings": (
        [
            minutes("2021-01-12", number="1"),
            minutes("2021-02-09", number="nr 2/2021"),
            minutes("2021-05-11", number="5"),
        ],
        [("meetings_missing", "meeting 3–4, between meeting 2 of 2021-02-09 and meeting 5 of 2021-05-11")],
    ),
    "the first numbered meeting of a year": (
        [minutes("2020-12-08", number="9"), minutes("2021-02-09", number="2")],
        [("meetings_missing", "meeting 1, before meeting 2 of 2021-02-09, the first of 2021 that is here")],
    ),
    "a number at two dates": (
        [minutes("2021-01-12", number="1"), minutes("2021-02-09", number="2"), minutes("2021-03-09", number="2")],
        [("number_twice", "meeting 2: of 2021-02-09 and of 2021-03-09")],
    ),
    "two files of one meeting": (
        [minutes("2021-01-12", "1-10"), minutes("2021-01-12", "1-9")],
        [("meeting_twice", "two files with minutes of 2021-01-12")],
    ),
    "two files of one meeting without items": (
        [minutes("2021-01-12"), minutes("2021-01-12")],
        [("meeting_twice", "two files with minutes of 2021-01-12")],
    ),
    "a gap after an annual meeting": (
        [minutes("2021-02-01", "41-50"), minutes("2021-03-20", "1-8"), minutes("2021-05-03", "15-20")],
        [("items_missing", "§ 9–14, between § 1–8 of 2021-03-20 and § 15–20 of 2021-05-03")],
    ),
    "a body written in two ways": (
        [minutes("2021-01-12", "1-10"), minutes("2021-02-09", "12-20", body="SOCIALNÄMNDEN")],
        [("items_missing", "§ 11, between § 1–10 of 2021-01-12 and § 12–20 of 2021-02-09")],
    ),
}


@pytest.mark.parametrize(("abouts", "expected"), FOUND.values(), ids=FOUND)
def test_is_told(abouts: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert told(abouts) == expected
    assert told(abouts[::-1]) == expected


NOT_FOUND = {
    "numbers that run on": [minutes("2021-01-12", "1-10"), minutes("2021-02-09", "11-20")],
    "numbers that begin anew with the year": [minutes("2020-12-08", "90-99"), minutes("2021-01-12", "1-10")],
    "numbers that run on over the year": [minutes("2020-12-08", "90-99"), minutes("2021-01-12", "100-110")],
    "numbers that may have run on over the year": [minutes("2020-12-08", "90-99"), minutes("2021-03-12", "120-130")],
    "one meeting, in the midst of a year": [minutes("2021-06-08", "90-99", number="7")],
    "each meeting numbered for itself": [minutes(f"2021-0{month}-12", f"1-{month + 3}") for month in range(1, 6)],
    "an extract among such": [minutes("2021-01-12", "1-9"), minutes("2021-02-09", "1-8"), minutes("2021-03-09", "4")],
    "numbers that begin anew after an annual meeting": [
        minutes("2021-02-01", "41-50", number="8"),
        minutes("2021-04-12", "1-6", number="1"),
        minutes("2021-05-03", "7-9", number="2"),
    ],
    "such of which the first meeting is not here": [
        minutes("2021-02-01", "41-50", number="8"),
        minutes("2021-04-12", "7-9", number="2"),
    ],
    "items adjusted at once, apart": [minutes("2021-01-12", "1 2 4 5"), minutes("2021-01-12", "3")],
    "an extract of minutes that are here": [minutes("2021-01-12", "1-10"), minutes("2021-01-12", "4")],
    "two documents of one file": [minutes("2021-01-12", "1-3", file="a"), minutes("2021-01-12", "1-3", file="a")],
    "an item with a letter": [minutes("2021-01-12", "1 2 2a 3"), minutes("2021-02-09", "4-6")],
    "another body": [minutes("2021-01-12", "1-10"), minutes("2021-02-09", "31-40", body="Byggnadsnämnden")],
    "another organisation": [minutes("2021-01-12", "1-10"), minutes("2021-02-09", "31-40", organisation="Ek kommun")],
    "minutes of nobody knows whom": [
        minutes("2021-01-12", "1-3", organisation=None),
        minutes("2021-02-09", "9-11", organisation=None),
    ],
    "minutes without a date": [minutes(None, "1-10"), minutes(None, "31-40")],
    "an agenda": [minutes("2021-01-12", "1-10"), minutes("2021-02-09", "31-40", type="agenda")],
}


@pytest.mark.parametrize("abouts", NOT_FOUND.values(), ids=NOT_FOUND)
def test_is_not_told(abouts: list[dict[str, Any]]) -> None:
    assert told(abouts) == []


def test_a_gap_names_numbers_records_and_originals() -> None:
    (gap,) = gaps(entries([minutes("2021-01-12", "1-3"), minutes("2021-02-09", "6-8")]))

    assert (gap.numbers, gap.records, gap.year) == ((4, 5), ("0-1", "1-1"), "2021")
    assert gap.as_json()["advice"] == ADVICE["items_missing"]
    assert [original for original in gap.originals if f'href="../{original}"' not in as_html([gap], "../")] == []


def test_the_command_lists_what_it_finds(folder: Path, tmp_path: Path) -> None:
    call = [sys.executable, "-m", "pipeline.cli", "gaps", "--archive", str(folder)]
    run = subprocess.run([*call, "--json"], capture_output=True, text=True, check=False)
    page = subprocess.run([*call, "--html", str(tmp_path / "gaps.html")], capture_output=True, text=True, check=False)

    assert {run.returncode, page.returncode} <= {ExitCode.OK, ExitCode.PROBLEMS_FOUND}
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert all(gap["message"] in (tmp_path / "gaps.html").read_text("utf-8") for gap in found)
    assert bool(found) == (run.returncode == ExitCode.PROBLEMS_FOUND)
