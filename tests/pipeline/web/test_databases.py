"""Every kind of database gives the same answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.archive.store import canonical
from pipeline.register.store import Register
from pipeline.web.app import application
from pipeline.web.site import Site
from schemas.record import Record

# Where a crawl begins; it goes on to all that the answers link to, in the API and in OParl.
BEGINNINGS = (
    "/api/meetings?limit=3",
    "/api/meetings.csv?first=2020-01-01&last=2024-12-31",
    "/api/people?limit=40",
    "/api/people?name=ann",
    "/api/bodies",
    "/api/statistics",
    "/api/search?q=skola&sort=relevance",
    "/api/search.csv?q=slag:beslut",
    "/feed.json?q=skola",
    "/feed.atom",
    "/oparl/v1/system",
)
LINKS = re.compile(r'"http://testserver(/(?:api|oparl)/[^"]+)"')
# A moment at which something came to the register.
MOMENTS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
MOST = 250


@pytest.fixture
def both(records: list[Record], tmp_path: Path, database_url: str) -> Iterator[list[Register]]:
    """The same register twice: in SQLite and in PostgreSQL."""
    opened = [Register(url, "public") for url in (f"sqlite:///{tmp_path}/register.db", database_url)]
    for register in opened:
        register.add(records[:20], canonical)
    yield opened
    for register in opened:
        register.close()


def test_both_answer_alike(both: list[Register]) -> None:
    clients = [TestClient(application(Site(register, requests_a_minute=1_000_000))) for register in both]
    waiting, asked = list(BEGINNINGS), set[str]()
    while waiting and len(asked) < MOST:
        address = waiting.pop(0)
        if address not in asked:
            asked.add(address)
            one, other = (MOMENTS.sub("", client.get(address).text) for client in clients)
            assert one == other, address
            waiting += LINKS.findall(one)

    for name in ("organization", "person", "membership", "meeting", "agendaItem", "file"):
        assert any(re.fullmatch(f"/oparl/v1/body/[^/]+/{name}", one) for one in asked)


def test_the_log_of_changes_is_the_same(both: list[Register]) -> None:
    told = []
    for register in both:
        answer = TestClient(application(Site(register))).get("/api/changes?limit=200")
        told.append(
            [(line["kind"], line["hash"], line["object"]) for line in map(json.loads, answer.text.splitlines())]
        )

    assert told[0] == told[1]
    assert len(told[0]) == len(both[0].hashes())
