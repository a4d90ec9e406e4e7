"""What holds for every record of every document: of the samples, and of the shared corpus where it is beside us."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from pydantic import BaseModel

from extractors.registry import EXTRACTORS
from pipeline.process import process_all
from schemas.errors import ParagrafError
from schemas.record import Record
from schemas.source import SourceFile
from schemas.text import Quote

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLES = sorted(ROOT.glob("samples/*/source.*"))
DOCUMENTS = [*SAMPLES, *sorted(path for path in CORPUS.rglob("*") if path.is_file())]
SCHEMA = json.loads((ROOT / "schemas" / "record.schema.json").read_text("utf-8"))

# What the checks call numbers that do not run on, and a roll that does not add up to its counts.
NUMBERS_GAP, ROLL_DIFFERS = "paragraph_numbers", "vote_roll"


def _name(path: Path) -> str:
    return path.parent.name if path in SAMPLES else str(path.relative_to(CORPUS))


def _read(path: Path) -> list[Record]:
    return process_all(SourceFile(path.name, path.read_bytes()))


# Of the module's scope, so that all tests of one document stand together and it is read once.
@pytest.fixture(scope="module", params=DOCUMENTS, ids=_name)
def path(request) -> Path:
    return request.param


@pytest.fixture(scope="module")
def records(path) -> list[Record]:
    try:
        found = _read(path)
        assert found
        return found
    except ParagrafError as error:
        if path in SAMPLES:
            raise
        pytest.skip(str(error))


def _models(value: object) -> Iterator[BaseModel]:
    """*value* and all models inside it."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _models(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _models(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _models(inner)


def _facts(record: Record) -> Iterator[BaseModel]:
    """All objects that tell in which item they stand."""
    return (model for model in _models(record) if "paragraph_id" in type(model).model_fields)


def _problems(record: Record) -> set[str]:
    return {problem.code for problem in record.problems}


def test_every_quote_is_what_stands_at_its_place(records):
    for record in records:
        pages = {page.number: page for page in record.pages}
        quotes = [model for model in _models(record) if isinstance(model, Quote)]

        assert [quote for quote in quotes if record.text[quote.start : quote.end] != quote.quote] == []
        assert [q for q in quotes if not pages[q.page].start <= q.start < pages[q.page].end] == []
        assert [quote for quote in quotes if not quote.quote.strip()] == []


def test_boxes_lie_on_their_page(records):
    for record in records:
        pages = {page.number: page for page in record.pages}
        for quote in (model for model in _models(record) if isinstance(model, Quote)):
            page = pages[quote.page]
            # A scan's words may have no place, but a page without a size has no places at all.
            assert page.width or quote.boxes is None
            for x0, top, x1, bottom in quote.boxes or ():
                assert 0 <= x0 < x1 <= page.width
                assert 0 <= top < bottom <= page.height


def test_facts_stand_in_reading_order(records):
    for record in records:
        for kind, _ in EXTRACTORS:
            starts = [fact.evidence[0].start for fact in getattr(record, kind)]
            assert starts == sorted(starts), kind


def test_same_bytes_same_record(path, records):
    again = [record.model_dump_json() for record in _read(path)]

    assert again == [record.model_dump_json() for record in records]


def test_a_record_survives_json_and_keeps_to_the_schema(records):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for record in records:
        written = record.model_dump_json()

        assert Record.model_validate_json(written) == record
        assert [error.message for error in validator.iter_errors(json.loads(written))] == []


def test_pages_hold_the_whole_text_and_all_pages_are_there(records):
    for record in records:
        assert record.pages[0].start == 0
        assert record.pages[-1].end == len(record.text)
        assert all(page.end == following.start for page, following in pairwise(record.pages))
    numbers = {page.number for record in records for page in record.pages}
    assert numbers == set(range(1, records[0].source.page_count + 1))


def test_parts_hold_the_whole_text(records):
    for record in records:
        assert record.parts[0].start == 0
        assert record.parts[-1].end == len(record.text)
        assert all(part.end == following.start for part, following in pairwise(record.parts))


def test_ties_between_facts_hold(records):
    for record in records:
        numbers = {paragraph.id: paragraph.number for paragraph in record.paragraphs}
        tables = {table.id for table in record.tables}

        assert len(numbers) == len(record.paragraphs)
        for fact in _facts(record):
            assert fact.paragraph_id is None or fact.paragraph_id in numbers
            if "paragraph" in type(fact).model_fields:
                assert fact.paragraph == numbers.get(fact.paragraph_id)
        assert {amount.table for amount in record.amounts} <= tables | {None}
        for attendee in record.attendees:
            assert set(attendee.present_at or ()) <= set(numbers)
            assert not (attendee.attendance == "absent" and attendee.present_at)


def test_facts_stand_in_the_item_they_name(records):
    for record in records:
        items = {paragraph.id: paragraph for paragraph in record.paragraphs}
        for fact in (*record.decisions, *record.amounts, *record.tables):
            if fact.paragraph_id is not None:
                item = items[fact.paragraph_id]
                assert item.start <= fact.evidence[0].start < item.end


def test_numbers_run_on_or_there_is_a_problem(records):
    for record in records:
        numbers = [int(p.number) for p in record.paragraphs if p.number and p.number.isdecimal()]
        runs_on = all(following == number + 1 for number, following in pairwise(numbers))

        assert runs_on or NUMBERS_GAP in _problems(record)


def test_a_roll_adds_up_to_its_counts_or_there_is_a_problem(records):
    for record in records:
        for vote in record.votes:
            listed = [ballot.vote for ballot in vote.roll]
            counts = {"yes": vote.yes, "no": vote.no, "abstain": vote.abstain}
            # Minutes may name those of one side alone.
            differs = any(
                kind in listed and count is not None and listed.count(kind) != count for kind, count in counts.items()
            )

            assert not (listed and differs) or ROLL_DIFFERS in _problems(record)


def test_nothing_of_the_machine_gets_into_a_record(records):
    for record in records:
        written = record.model_dump_json()
        for trace in (str(ROOT), str(Path.cwd()), str(Path.home()), socket.gethostname()):
            # A document may say the same by chance.
            assert trace not in written or trace in record.text


def test_same_bytes_same_record_in_another_process_place_and_time(tmp_path):
    def extracted(folder: Path, **environment: str) -> bytes:
        command = [sys.executable, "-m", "pipeline.cli", "extract", *map(str, SAMPLES)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | environment
        return subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=True).stdout

    here = extracted(ROOT, PYTHONHASHSEED="1", LANG="C.UTF-8", LC_ALL="C.UTF-8", TZ="UTC")
    elsewhere = extracted(tmp_path, PYTHONHASHSEED="2", LANG="C", LC_ALL="C", TZ="Asia/Tokyo")

    assert here.count(b"\n") >= len(SAMPLES)
    assert here == elsewhere
