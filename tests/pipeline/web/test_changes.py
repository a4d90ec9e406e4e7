"""Who polls the log of changes has the same rows as the register, whatever happens between two pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.archive.store import canonical
from pipeline.register import tables
from pipeline.register.lists import columns
from pipeline.register.store import Register
from pipeline.web.app import application
from pipeline.web.site import Site
from schemas.record import Record

TABLES = [table for table in tables.ROWS if table is not tables.ENTRIES]


class Follower:
    """Keeps a copy of a register, by what /api/changes says alone."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.cursor = "0"
        self.documents: dict[str, dict[str, Any]] = {}

    def poll(self, limit: int) -> int:
        """Take a page; how many lines it had."""
        answer = self._client.get(f"/api/changes?cursor={self.cursor}&limit={limit}")
        if answer.status_code == 410:
            self.cursor, self.documents = "0", {}
            return 1
        lines = [json.loads(line) for line in answer.text.splitlines()]
        for line in lines:
            self.documents.pop(line["document"], None)
            if line["kind"] == "upsert":
                self.documents[line["document"]] = line["object"]
            self.cursor = line["cursor"]
        return len(lines)

    def catch_up(self, limit: int) -> None:
        while self.poll(limit):
            pass

    def rows(self, table: str) -> set[str]:
        found = [
            row
            for one in self.documents.values()
            for row in ([one["document"]] if table == "documents" else one[table])
        ]
        assert len(found) == len({row["id"] for row in found})
        return {json.dumps(row, sort_keys=True) for row in found}


def rows_of(register: Register, table: Any) -> set[str]:
    """What a table of the register has, asked of the database itself."""
    with register.engine.connect() as connection:
        found = connection.execute(table.select().with_only_columns(*columns(table))).mappings()
        return {json.dumps(dict(row), sort_keys=True) for row in found}


def assert_same(follower: Follower, register: Register) -> None:
    for table in TABLES:
        assert follower.rows(table.name) == rows_of(register, table), table.name


@pytest.fixture(scope="module")
def some(records: list[Record]) -> list[Record]:
    return records[:6]


# Add the one of this number, change it, remove it; or poll a page of so many lines.
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "change", "remove"]), st.integers(0, 5))
    | st.tuples(st.just("poll"), st.integers(1, 3)),
    max_size=25,
)


def changed(record: Record, number: int) -> Record:
    """The same record, as a person might have corrected it."""
    item = record.paragraphs[0].model_copy(update={"title": f"Ändrad rubrik {number}"})
    return record.model_copy(update={"paragraphs": (item, *record.paragraphs[1:])})


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(steps=STEPS, limit=st.integers(1, 5))
def test_who_follows_has_the_same_rows(
    steps: list[tuple[str, int]], limit: int, some: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> None:
    register = Register(f"sqlite:///{tmp_path_factory.mktemp('followed')}/register.db", "public")
    follower = Follower(TestClient(application(Site(register, requests_a_minute=1_000_000))))
    for at, (step, number) in enumerate(steps):
        if step == "poll":
            follower.poll(number)
        elif step == "remove":
            register.remove([some[number].id])
        else:
            register.add([changed(some[number], at) if step == "change" else some[number]], canonical)
    follower.catch_up(limit)

    assert_same(follower, register)
    register.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """A register of this test alone, on each kind of database."""
    given = (
        f"sqlite:///{tmp_path}/register.db" if request.param == "sqlite" else request.getfixturevalue("database_url")
    )
    opened = Register(given, "public")
    yield opened
    opened.close()


def test_changes_between_two_pages_are_not_lost(own: Register, some: list[Record]) -> None:
    own.add(some, canonical)
    follower = Follower(TestClient(application(Site(own))))
    follower.poll(2)
    # One that the follower has, one that it has not, one on the border of the page; and a new one.
    own.add([changed(some[0], 1), changed(some[5], 2)], canonical)
    own.remove([some[1].id, some[4].id])
    own.add([some[1]], canonical)
    follower.catch_up(2)

    assert_same(follower, own)
    own.remove([one.id for one in some])
    follower.catch_up(1)
    assert follower.documents == {}


def test_who_follows_a_register_that_was_made_anew_begins_again(some: list[Record], tmp_path: Path) -> None:
    first = Register(f"sqlite:///{tmp_path}/first.db", "public")
    first.add(some, canonical)
    follower = Follower(TestClient(application(Site(first))))
    follower.catch_up(3)
    first.close()

    second = Register(f"sqlite:///{tmp_path}/second.db", "public")
    second.add(some[:3], canonical)
    follower._client = TestClient(application(Site(second)))
    follower.catch_up(3)

    assert_same(follower, second)
    second.close()
