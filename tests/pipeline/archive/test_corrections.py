"""What a person puts right in a record: valid, kept, applied to later readings that say the same, and never silently to others."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive import corrections, current
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import MANIFEST, Archive
from pipeline.process import process
from schemas.errors import ExitCode, UnreadableSourceError, UsageError
from schemas.record import Record
from schemas.source import SourceFile

MINUTES = """Hällmora kommun
Socialnämnden
Sammanträdesprotokoll 2021-03-04

Beslutande
Birgitta Ekdahl (S), ordförande
Staffan Öhrling (C)
Maj Lindqvist (S)

§ 14 Bidrag till föreningar

Beslut
Socialnämnden beslutar att avsätta 40 000 kronor.

§ 15 Val av ombud

Beslut
Socialnämnden beslutar att lägga rapporten till handlingarna.

§ 16 Övrigt

Beslut
Socialnämnden beslutar att lägga rapporten till handlingarna.
"""
SHA256 = "ab" * 32
Json = dict[str, Any]


@pytest.fixture(scope="module")
def made() -> Json:
    (record,) = process(SourceFile("protokoll.txt", MINUTES.encode()))
    return record.model_dump(mode="json")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(str(tmp_path))


def correct(archive: Archive, record: Json, *changes: tuple[str, str | None]) -> None:
    corrections.correct(archive, record, SHA256, changes, "misprint", "Åsa", "2024-01-02T03:04:05+00:00")


def read(archive: Archive, record: Json) -> corrections.Corrected:
    return corrections.corrected(record, corrections.kept(archive, record["id"], SHA256))


def at(record: Json, path: str) -> Any:
    node: Any = record
    for step in path[1:].split("/"):
        node = node[int(step) if isinstance(node, list) else step]
    return node


SET = {
    "a date": ("/meeting/date", "2021-03-24", "2021-03-24"),
    "what was not found": ("/meeting/place", "Kommunhuset", "Kommunhuset"),
    "what is not stated after all": ("/meeting/date", "null", None),
    "digits where words stand": ("/paragraphs/0/number", "41", "41"),
    "a sum of money": ("/amounts/0/value", "4000", "4000"),
    "a fact of a list": ("/attendees/1/party", "M", "M"),
    "a list": ("/attendees/0/meeting_roles", '["chair", "secretary"]', ["chair", "secretary"]),
    "one of a closed list of words": ("/decisions/0/outcome", "rejected", "rejected"),
}


@pytest.mark.parametrize(("path", "written", "value"), SET.values(), ids=SET)
def test_what_is_set_stands_in_a_valid_record(
    path: str, written: str, value: Any, archive: Archive, made: Json
) -> None:
    before = copy.deepcopy(made)
    correct(archive, made, (path, written))
    found = read(archive, made)

    assert at(found.record, path) == value
    assert made == before
    assert Record.model_validate(found.record).model_dump(mode="json") == found.record
    assert [problem["code"] for problem in found.record["problems"]][-1] == "corrected"


REFUSED = {
    "no path": ("meeting/date", "2021-03-24"),
    "a path to nowhere": ("/meeting/day", "2021-03-24"),
    "a place past the list": ("/attendees/9/party", "S"),
    "the whole record": ("", "{}"),
    "what was read": ("/text", "Hej"),
    "whose record it is": ("/source/name", "b.txt"),
    "a date that is none": ("/meeting/date", "2021-02-30"),
    "a word outside a closed list": ("/decisions/0/status", "maybe"),
    "a fact without its fields": ("/attendees/0", '{"name": "Bo"}'),
    "a quote that the text does not have": ("/attendees/0/evidence/0/quote", "Bo Ek"),
    "an item that is not there": ("/decisions/0/paragraph_id", "p9"),
    "dropping what is in no list": ("/meeting/date", None),
    "dropping an item that facts name": ("/paragraphs/0", None),
}


@pytest.mark.parametrize(("path", "written"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    path: str, written: str | None, archive: Archive, made: Json
) -> None:
    with pytest.raises(UsageError):
        correct(archive, made, ("/meeting/place", "Kommunhuset"), (path, written))

    assert corrections.kept(archive, made["id"], SHA256) == []


def same(record: Json) -> None:
    record["software"]["version"] = "9"


def more_before(record: Json) -> None:
    """A newer version finds one more person, who stands first in the list."""
    quote = {"start": 0, "end": 8, "page": 1, "quote": record["text"][0:8], "boxes": None}
    record["attendees"].insert(0, {**record["attendees"][0], "name": "Ny", "evidence": [quote]})


def surer(record: Json) -> None:
    record["attendees"][1] |= {"confidence": 0.5, "rule": "another"}


def another_party(record: Json) -> None:
    record["attendees"][1]["party"] = "KD"


def right_already(record: Json) -> None:
    record["attendees"][1]["party"] = "M"


def not_found(record: Json) -> None:
    del record["attendees"][1]


# Change in the new reading; whether the correction of the second attendee's party from C to M applies, and conflicts.
READ_AGAIN: dict[str, tuple[Callable[[Json], None], int, int]] = {
    "the same": (same, 1, 0),
    "one more in the list before it": (more_before, 1, 0),
    "found by another rule": (surer, 1, 0),
    "right by now": (right_already, 0, 0),
    "a third thing": (another_party, 0, 1),
    "not found any more": (not_found, 0, 1),
}


@pytest.mark.parametrize(("change", "applied", "conflicts"), READ_AGAIN.values(), ids=READ_AGAIN)
def test_a_record_made_again_keeps_what_fits_it(
    change: Callable[[Json], None], applied: int, conflicts: int, archive: Archive, made: Json
) -> None:
    correct(archive, made, ("/attendees/1/party", "M"))
    again = copy.deepcopy(made)
    change(again)
    found = read(archive, again)

    assert (len(found.applied), len(found.conflicts)) == (applied, conflicts)
    parties = {attendee["name"]: attendee["party"] for attendee in found.record["attendees"]}
    assert parties["Birgitta Ekdahl"] == "S"
    if not conflicts:
        assert parties["Staffan Öhrling"] == "M"
    codes = [problem["code"] for problem in found.record["problems"]]
    assert (codes.count("corrected"), codes.count("correction_conflict")) == (applied, conflicts)


DROPPED: dict[str, tuple[Callable[[Json], None], int, int]] = {
    "the same": (same, 1, 0),
    "found by another rule": (surer, 1, 0),
    "not found any more": (not_found, 0, 0),
    "another reading of the same words": (another_party, 0, 1),
}


@pytest.mark.parametrize(("change", "applied", "conflicts"), DROPPED.values(), ids=DROPPED)
def test_what_was_dropped_stays_away(
    change: Callable[[Json], None], applied: int, conflicts: int, archive: Archive, made: Json
) -> None:
    correct(archive, made, ("/attendees/1", None))
    again = copy.deepcopy(made)
    change(again)
    found = read(archive, again)

    assert (len(found.applied), len(found.conflicts)) == (applied, conflicts)
    names = [attendee["name"] for attendee in found.record["attendees"]]
    assert ("Staffan Öhrling" in names) == bool(conflicts)


def test_facts_that_quote_the_same_words_are_told_by_their_place(archive: Archive, made: Json) -> None:
    assert made["decisions"][1]["text"] == made["decisions"][2]["text"]
    correct(archive, made, ("/decisions/2/outcome", "rejected"))

    outcomes = [decision["outcome"] for decision in read(archive, made).record["decisions"]]
    assert outcomes == [made["decisions"][0]["outcome"], made["decisions"][1]["outcome"], "rejected"]


def test_the_last_word_on_a_thing_holds(archive: Archive, made: Json) -> None:
    correct(archive, made, ("/meeting/date", "2021-03-05"))
    correct(archive, made, ("/meeting/date", "2021-03-06"))
    found = read(archive, made)

    assert found.record["meeting"]["date"] == "2021-03-06"
    assert [correction.number for correction in found.applied] == [2]
    # A newer version reads what the first correction said: the second is the last word all the same.
    again = copy.deepcopy(made)
    again["meeting"]["date"] = "2021-03-05"
    assert read(archive, again).record["meeting"]["date"] == "2021-03-06"


def test_what_is_undone_does_not_apply_and_stays_in_the_list(archive: Archive, made: Json) -> None:
    correct(archive, made, ("/meeting/date", "2021-03-05"))
    corrections.undo(archive, made["id"], SHA256, 1, "no misprint", "Åsa", "2024-01-03T03:04:05+00:00")

    assert read(archive, made).record == made
    assert [one.kind for one in corrections.kept(archive, made["id"], SHA256)] == ["set", "undo"]
    for number in (1, 2, 3):
        with pytest.raises(UsageError):
            corrections.undo(archive, made["id"], SHA256, number, "again", "Åsa", "2024-01-03T03:04:05+00:00")


def test_a_problem_tells_nothing_of_what_was_there(archive: Archive, made: Json) -> None:
    correct(archive, made, ("/attendees/1/name", "Sven Öhrling"))

    (problem,) = (one for one in read(archive, made).record["problems"] if one["code"] == "corrected")
    assert problem["message"] == "/attendees/1/name was put right by a person (correction 1)"


def test_where_a_correction_is_damaged_nothing_is_read(opened: tuple[Archive, Ledger], folder: Path) -> None:
    archive, ledger = opened
    first = current.entries(archive, ledger)[0]
    record = json.loads(archive.read(first.stored.path))
    corrections.correct(archive, record, first.sha256, [("/meeting/date", "1999-12-31")], "x", "y", "z")
    path = folder / next(archive.names("corrections"))
    path.write_bytes(path.read_bytes().replace(b"1999", b"2999"))

    with pytest.raises(UnreadableSourceError):
        current.record(archive, first.stored, first.sha256)


def test_what_holds_in_the_archive_is_corrected(opened: tuple[Archive, Ledger]) -> None:
    archive, ledger = opened
    first = current.entries(archive, ledger)[0]
    record = json.loads(archive.read(first.stored.path))
    corrections.correct(archive, record, first.sha256, [("/meeting/date", "1999-12-31")], "x", "y", "z")

    assert [one["meeting"]["date"] for one in current.records(archive) if one["id"] == first.id] == ["1999-12-31"]
    assert [entry.about["date"] for entry in current.entries(archive, ledger) if entry.id == first.id] == ["1999-12-31"]
    assert json.loads(archive.read(first.stored.path)) == record


def test_the_command_corrects_lists_and_undoes(folder: Path) -> None:
    def paragraf(*words: str) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-m", "pipeline.cli", "correct", *words, "--archive", str(folder)]
        return subprocess.run(call, capture_output=True, text=True, check=False)

    id = next(current.records(Archive(str(folder))))["id"]
    assert paragraf(id).stdout == ""
    made = paragraf(id, "--set", "/meeting/date=1999-12-31", "--why", "misprint", "--who", "Åsa")
    assert (made.returncode, json.loads(made.stdout)["applied"]) == (ExitCode.OK, True)
    assert "1999-12-31" in (folder / "index.csv").read_text("utf-8")
    assert json.loads(paragraf(id, "--show").stdout)["meeting"]["date"] == "1999-12-31"
    assert paragraf(id, "--set", "/meeting/date=1999-12-30").returncode == ExitCode.USAGE
    assert paragraf("0000000000000000-1", "--show").returncode == ExitCode.USAGE
    paragraf(id, "--undo", "1", "--why", "no misprint")
    assert "1999-12-31" not in (folder / "index.csv").read_text("utf-8")
    assert f"{next(Archive(str(folder)).names('corrections'))}\n" in (folder / MANIFEST).read_text()
