"""The ledger: what waits, what is settled, what a twin's fate is, and that the journal alone makes it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive.fates import Fate, Reason, StoredRecord
from pipeline.archive.ledger import Ledger, Seen
from pipeline.listing import Listed

ONE, TWO = "1" * 64, "2" * 64


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    on_server = request.param == "postgresql"
    opened = Ledger(request.getfixturevalue("database_url") if on_server else f"sqlite:///{tmp_path}/ledger.db")
    yield opened
    opened.close()


def seen(file: str, sha256: str = ONE, changed: int | None = 7) -> Seen:
    return Seen(file, 10, changed, sha256)


def fate(file: str, sha256: str = ONE, state: Any = "archived", **more: Any) -> Fate:
    return Fate(file=file, sha256=sha256, size=10, state=state, software="1", at="2024-01-02T03:04:05+00:00", **more)


def told(ledger: Ledger) -> dict[str, str]:
    """Tell the twins' fates too, as a run does at its end, and give all of them."""
    ledger.settle(list(ledger.followers()))
    return {one.file: one.state for one in ledger.fates()}


def test_of_twins_the_lowest_path_is_read_and_the_others_are_its_duplicates(ledger: Ledger) -> None:
    ledger.note([seen("/b"), seen("/c"), seen("/d", TWO)], 1)
    ledger.note([seen("/a")], 1)

    assert [one.file for one in ledger.waiting()] == ["/a", "/d"]
    ledger.settle([fate("/a"), fate("/d", TWO, "empty")])
    assert told(ledger) == {"/a": "archived", "/b": "duplicate", "/c": "duplicate", "/d": "empty"}
    assert {one.duplicate_of for one in ledger.fates()} == {None, "/a"}
    assert list(ledger.waiting()) == []


def test_a_twin_that_comes_later_is_a_duplicate_even_if_its_path_is_lower(ledger: Ledger) -> None:
    ledger.note([seen("/b")], 1)
    ledger.settle([fate("/b")])
    ledger.note([seen("/a")], 1)

    assert list(ledger.waiting()) == []
    assert told(ledger) == {"/a": "duplicate", "/b": "archived"}


def test_twins_of_what_cannot_be_read_share_its_fate(ledger: Ledger) -> None:
    reason = Reason(code="unreadable_source", message="cut off")
    ledger.note([seen("/a"), seen("/b")], 1)
    ledger.settle([fate("/a", state="quarantined", reason=reason)])

    assert told(ledger) == {"/a": "quarantined", "/b": "quarantined"}
    assert {one.reason for one in ledger.fates()} == {reason}


def test_a_file_whose_bytes_change_waits_again_and_its_old_content_stays(ledger: Ledger) -> None:
    ledger.note([seen("/a")], 1)
    record = StoredRecord(id="1-1", path="records/11/1-x.json", sha256="x", about={})
    ledger.settle([fate("/a", records=(record,))])
    ledger.note([seen("/a", TWO)], 1)

    assert [one.file for one in ledger.waiting()] == ["/a"]
    ledger.note([seen("/b")], 1)
    assert told(ledger)["/b"] == "duplicate"


def test_only_files_known_with_size_and_time_are_unchanged(ledger: Ledger) -> None:
    ledger.note([seen("/a"), seen("/b", changed=None)], 1)

    asked = [Listed(*one) for one in [("/a", 10, 7), ("/a", 10, 8), ("/a", 11, 7), ("/b", 10, None), ("/c", 10, 7)]]
    assert [ledger.unchanged([one], 2)[0] for one in asked] == [{"/a"}, set(), set(), set(), set()]


def test_another_version_reads_again_what_is_not_removed(ledger: Ledger) -> None:
    ledger.note([seen("/a"), seen("/b", TWO)], 1)
    ledger.settle([fate("/a"), fate("/b", TWO, "removed")])

    assert list(ledger.waiting(reread="1")) == []
    assert [one.file for one in ledger.waiting(reread="2")] == ["/a"]


def test_what_a_newer_version_can_read_is_told_to_its_twins(ledger: Ledger) -> None:
    ledger.note([seen("/a"), seen("/b")], 1)
    ledger.settle([fate("/a", state="quarantined")])
    told(ledger)
    ledger.settle([fate("/a")])

    assert told(ledger) == {"/a": "archived", "/b": "duplicate"}


def test_the_journal_makes_the_ledger_again(ledger: Ledger, tmp_path: Path) -> None:
    journal = [
        fate("/a", state="quarantined", reason=Reason(code="crashed", message="signal 11")),
        fate("/b", state="quarantined", reason=Reason(code="crashed", message="signal 11")),
        fate("/a", records=(StoredRecord(id="1-1", path="records/11/1-x.json", sha256="x", about={"items": ["1"]}),)),
        fate("/b", state="duplicate", duplicate_of="/a"),
        fate("/c", TWO, "empty"),
    ]
    ledger.note([seen("/a"), seen("/b"), seen("/c", TWO)], 1)
    for line in journal:
        ledger.settle([line])
    again = Ledger(f"sqlite:///{tmp_path}/again.db")
    again.rebuild(journal)

    assert list(again.fates()) == list(ledger.fates())
    assert again.counts() == ledger.counts() == {"archived": 1, "duplicate": 1, "empty": 1}
    again.close()


def test_what_is_gone_is_forgotten_with_what_it_held(ledger: Ledger) -> None:
    held = [
        Seen("/a.zip", 10, 7, ONE, "/a.zip"),
        Seen("/a.zip!/b", 10, None, TWO, "/a.zip"),
        seen("/a.zip!/c", "3" * 64),
    ]
    ledger.note(held, 1)

    assert [[one.file for one in group] for group in ledger.containers()] == [["/a.zip", "/a.zip!/b"]]
    assert ledger.forget("/a.zip", 1) == ["/a.zip", "/a.zip!/b"]
    assert ledger.forget("/a.zip!/c", 2) == []
    assert (list(ledger.waiting()), list(ledger.containers())) == ([], [])


def test_a_container_that_is_unchanged_is_met_with_what_it_holds(ledger: Ledger) -> None:
    ledger.note([Seen("/a.zip", 10, 7, ONE, "/a.zip"), Seen("/a.zip!/b", 10, None, TWO, "/a.zip")], 1)

    assert ledger.unchanged([Listed("/a.zip", 10, 7)], 2) == ({"/a.zip"}, 1)
    assert ledger.finish(2) == {"waiting": 2}
