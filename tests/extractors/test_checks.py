"""Documents that contradict themselves, and those that do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors import checks
from pipeline.process import process
from schemas.source import SourceFile
from schemas.vote import Ballot, Vote

HEAD = (
    "Malå kommun\nKommunstyrelsen\nProtokoll\n\nPlats och tid: Rådhuset, {when}\nBeslutande: Bo Ek (S), ordförande\n\n"
)
RIGHT = "tisdagen den 9 maj 2023, kl 13.00-15.00"
ITEMS = "§ 12 Budget\n\nBeslut\n\nBudgeten godkänns.\n\n§ 13 Val\n\nBeslut\n\nEva Lind väljs till revisor.\n\n"

# Reason -> text, and the codes of its problems.
PROBLEMS = {
    "nothing": (HEAD.format(when=RIGHT) + ITEMS, []),
    "another weekday": (HEAD.format(when=RIGHT.replace("tisdagen", "torsdagen")) + ITEMS, ["weekday"]),
    "an end before the beginning": (HEAD.format(when=RIGHT.replace("15.00", "12.00")) + ITEMS, ["meeting_times"]),
    "an end past midnight": (HEAD.format(when=RIGHT.replace("13.00-15.00", "18.30-00.45")) + ITEMS, []),
    "an end in the small hours of a morning": (
        HEAD.format(when=RIGHT.replace("13.00-15.00", "09.00-05.30")) + ITEMS,
        ["meeting_times"],
    ),
    "no date": (HEAD.format(when="kl 13.00-15.00") + ITEMS, ["meeting_date"]),
    "a number left out": (HEAD.format(when=RIGHT) + ITEMS.replace("§ 13", "§ 14"), ["paragraph_numbers"]),
    "adjusted before the meeting": (
        HEAD.format(when=RIGHT) + "Justeringens plats och tid: Rådhuset 2023-05-08\n\n" + ITEMS,
        ["adjustment_date"],
    ),
    "an organisation number with a wrong check digit": (
        HEAD.format(when=RIGHT) + "Org.nr 802002-4281\n\n" + ITEMS,
        ["org_number"],
    ),
    "another last day for an appeal than three weeks give": (
        HEAD.format(when=RIGHT)
        + "Datum för anslags uppsättande: 2023-05-16\nSista dag för överklagande: 2023-06-06\n\n"
        + ITEMS,
        ["appeal_date"],
    ),
    "the last day for an appeal moved past a holiday": (
        HEAD.format(when=RIGHT)
        + "Datum för anslags uppsättande: 2023-05-16\nSista dag för överklagande: 2023-06-07\n\n"
        + ITEMS,
        [],
    ),
    "announced before it was adjusted": (
        HEAD.format(when=RIGHT)
        + "Justeringsdatum: 2023-05-16\nDatum för anslags uppsättande: 2023-05-15\nDatum för anslags nedtagande: 2023-06-07\n\n"
        + ITEMS,
        ["notice_date"],
    ),
}


def record_of(content: str):
    (record,) = process(SourceFile("protokoll.txt", content.encode()))
    return record


def odd(problems):
    """Those that no act asks about: what lacks by law is test_law.py's."""
    return [problem for problem in problems if problem.code in checks.SEVERITY]


@pytest.mark.parametrize(("content", "codes"), PROBLEMS.values(), ids=PROBLEMS)
def test_says_what_is_odd(content, codes):
    assert [problem.code for problem in odd(record_of(content).problems)] == codes


def test_a_problem_shows_its_place_and_its_item():
    record = record_of(HEAD.format(when=RIGHT) + ITEMS + "§ 14 Möte\n\nNästa möte hålls måndagen den 6 juni 2023.\n")

    (problem,) = odd(record.problems)
    assert (problem.code, problem.paragraph_id) == ("weekday", "p3")
    assert [quote.quote for quote in problem.evidence] == ["måndagen den 6 juni 2023"]


@pytest.mark.parametrize(("yes", "codes"), [(2, []), (3, ["vote_roll"])])
def test_a_roll_must_add_up_to_the_count(yes, codes, swedish):
    reading = swedish(HEAD.format(when=RIGHT) + ITEMS)
    roll = tuple(
        Ballot(name=name, vote=vote) for name, vote in (("Bo Ek", "yes"), ("Eva Lind", "yes"), ("Ove Öst", "no"))
    )
    vote = Vote(
        paragraph=None,
        paragraph_id=None,
        yes=yes,
        no=1,
        method="open",
        roll=roll,
        evidence=reading.evidence(0, 11),
        rule="x",
    )
    record = record_of(reading.text.content).model_copy(update={"votes": (vote,)})

    assert [problem.code for problem in odd(checks.problems(record, reading))] == codes


def test_every_code_is_explained():
    page = Path(__file__).parents[2].joinpath("docs", "problems.md").read_text("utf-8")

    contradictions = page.partition("## What the law")[0]
    assert dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", contradictions, re.M)) == checks.SEVERITY


def test_every_remark_of_a_reader_has_a_severity():
    readers = Path(__file__).parents[2].joinpath("pipeline", "readers").glob("*.py")
    sources = "".join(path.read_text("utf-8") for path in readers)

    remarks = set(re.findall(r'remark\(\s*"(\w+)"', sources)) | set(
        re.findall(r'^    \(\s*"(\w+)",\s*"', sources, re.M)
    )
    assert remarks
    assert remarks <= set(checks.SEVERITY)


def test_minutes_that_a_file_holds_twice_name_the_first():
    minutes = HEAD.format(when=RIGHT) + ITEMS + "Vid protokollet\n\nUlla Ask\n"
    other = minutes.replace("tisdagen den 9 maj", "onsdagen den 10 maj")

    records = process(SourceFile("protokoll.txt", "\f".join([minutes, other, minutes]).encode()))

    copies = [[problem for problem in record.problems if problem.code == "duplicate_in_file"] for record in records]
    assert list(map(len, copies)) == [0, 0, 1]
    assert records[0].id in copies[2][0].message


def test_a_decision_in_no_item_is_told():
    (record,) = process(SourceFile("m.txt", (HEAD.format(when=RIGHT) + ITEMS).encode()))
    first = record.decisions[0].model_copy(update={"paragraph": None, "paragraph_id": None})
    outside = record.model_copy(update={"decisions": (first, *record.decisions[1:])})

    assert [problem.code for problem in checks._decisions(record)] == []
    assert [problem.evidence for problem in checks._decisions(outside) if problem.code == "decision_outside"] == [
        first.evidence
    ]
