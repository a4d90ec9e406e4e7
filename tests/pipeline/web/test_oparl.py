"""OParl 1.1: every object that is named is there, says what it is, and has what the specification asks for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from pipeline.archive.store import canonical
from pipeline.register.store import Register
from pipeline.web import oparl
from pipeline.web.app import application
from pipeline.web.site import Site
from schemas.record import Record

ROOT = "http://testserver/oparl/v1/"
SCHEMA = "https://schema.oparl.org/1.1/"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
ALL = {"id", "type", "created", "modified", "web", "keyword"}
# Of each type what it must have, and what else it may: the specification's properties, so far as we have them.
PROPERTIES = {
    "System": ({"oparlVersion", "body"}, {"name"}),
    "Body": (
        {"name", "organization", "person", "meeting", "paper", "legislativeTerm", "agendaItem", "consultation", "file"}
        | {"locationList", "legislativeTermList", "membership"},
        {"system"},
    ),
    "Organization": (set(), {"body", "name", "organizationType", "meeting"}),
    "Person": (set(), {"body", "name", "membership"}),
    "Membership": (set(), {"organization", "person"}),
    "Meeting": (
        set(),
        {"name", "meetingState", "start", "end", "organization", "participant", "resultsProtocol", "agendaItem"},
    ),
    "AgendaItem": ({"order"}, {"meeting", "number", "name", "result", "resolutionText"}),
    "Paper": (set(), {"body", "name", "date", "paperType", "mainFile"}),
    "File": ({"accessUrl"}, {"name", "fileName", "mimeType", "date", "meeting", "paper"}),
}


def objects(content: Any) -> Iterator[dict[str, Any]]:
    """The objects in an answer, also those in others."""
    if isinstance(content, dict):
        if "type" in content:
            yield content
        content = list(content.values())
    if isinstance(content, list):
        for one in content:
            yield from objects(one)


def addresses(content: Any) -> Iterator[str]:
    """What an answer links to in the interface."""
    if isinstance(content, str) and content.startswith(ROOT):
        yield content
    elif isinstance(content, dict | list):
        for one in content.values() if isinstance(content, dict) else content:
            yield from addresses(one)


@pytest.fixture(scope="module")
def crawled(register: Register) -> dict[str, Any]:
    """All that can be reached from the system, by its address."""
    client = TestClient(application(Site(register, requests_a_minute=1_000_000)))
    found: dict[str, Any] = {}
    waiting = [f"{ROOT}system"]
    while waiting:
        address = waiting.pop()
        if address not in found:
            answer = client.get(address)
            assert answer.status_code == 200, address
            found[address] = answer.json()
            waiting += addresses(found[address])
    return found


def test_what_is_named_is_what_is_there(crawled: dict[str, Any]) -> None:
    for address, content in crawled.items():
        if "type" in content:
            assert content["id"] == address
        else:
            assert set(content) == {"data", "pagination", "links"}
            assert content["pagination"]["elementsPerPage"] >= len(content["data"])
            assert all(one["id"] in crawled for one in content["data"])


def test_every_object_has_what_the_specification_asks_for(crawled: dict[str, Any]) -> None:
    kinds = set()
    for one in objects(list(crawled.values())):
        kind = one["type"].removeprefix(SCHEMA)
        kinds.add(kind)
        must, may = PROPERTIES[kind]
        assert must <= set(one) <= must | may | ALL, one["id"]
        assert all(MOMENT.fullmatch(one[name]) for name in ("created", "modified", "start", "end") if name in one)
    assert kinds == set(PROPERTIES)


def test_all_that_has_an_organisation_is_there(crawled: dict[str, Any], register: Register) -> None:
    reached = defaultdict(set)
    for one in objects(list(crawled.values())):
        reached[one["type"].removeprefix(SCHEMA)].add(one["id"].removeprefix(ROOT))

    with register.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, type FROM documents WHERE organisation IS NOT NULL").all()
        items = connection.exec_driver_sql(
            "SELECT i.id FROM items i JOIN documents d ON d.id = i.document"
            " WHERE d.organisation IS NOT NULL AND d.type IN ('minutes', 'notes')"
        ).all()
    minutes = {row.id for row in rows if row.type in ("minutes", "notes")}
    assert reached["Meeting"] == {f"meeting/{one}" for one in minutes}
    assert reached["Paper"] == {f"paper/{row.id}" for row in rows} - {f"paper/{one}" for one in minutes}
    assert reached["File"] == {f"file/{row.id}" for row in rows}
    assert reached["AgendaItem"] == {f"agendaitem/{row.id}" for row in items}


def test_lists_go_on_from_page_to_page(
    client: TestClient, crawled: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oparl, "_ON_A_PAGE", 3)
    for body in (one for one in crawled.values() if one.get("type") == f"{SCHEMA}Body"):
        for name in ("person", "membership", "meeting", "agendaItem", "file"):
            found, following = [], body[name]
            while following:
                page = client.get(following).json()
                found += [one["id"] for one in page["data"]]
                following = page["links"].get("next")
            assert found == [one["id"] for one in crawled[body[name]]["data"]]


@pytest.fixture
def own(records: list[Record], tmp_path: Path) -> Iterator[Register]:
    """A register of this test alone."""
    opened = Register(f"sqlite:///{tmp_path}/register.db", "public")
    opened.add(records, canonical)
    yield opened
    opened.close()


PERIODS = {
    "all": ("created_since=2000-01-01T00:00:00Z", True),
    "none yet": ("created_until=2000-01-01T00:00:00%2B01:00", False),
    "changed since": ("modified_since=2000-01-01T00:00:00", True),
    "not changed since": ("modified_since=2999-01-01T00:00:00Z", False),
    "not changed until": ("modified_until=2000-01-01T00:00:00Z", False),
}


@pytest.mark.parametrize(("period", "is_there"), PERIODS.values(), ids=PERIODS)
def test_lists_of_a_period(client: TestClient, crawled: dict[str, Any], period: str, is_there: bool) -> None:
    for body in (one for one in crawled.values() if one.get("type") == f"{SCHEMA}Body"):
        for name in ("meeting", "agendaItem", "file"):
            found = client.get(f"{body[name]}?{period}").json()["data"]
            assert found == (crawled[body[name]]["data"] if is_there else [])


def test_a_meeting_that_was_removed_says_so(own: Register, records: list[Record]) -> None:
    gone = next(one.id for one in records if one.document_type == "minutes")
    own.remove([gone])

    found = TestClient(application(Site(own))).get(f"/oparl/v1/meeting/{gone}").json()

    assert (found["type"], found["deleted"]) == (f"{SCHEMA}Meeting", True)
    assert set(found) == {"id", "type", "created", "modified", "deleted"}


NOWHERE = {
    "a body": "body/0123456789abcdef",
    "a list of no kind": "body/{body}/vote",
    "a person of no body": "person/0123456789abcdef/W10",
    "a person who is not listed": "person/{organization}/WyJuaWVtYW5kIiwgIiJd",
    "a person by no name": "person/{organization}/W10",
    "a person by rubbish": "person/{organization}/åäö",
    "a meeting": "meeting/0123456789abcdef-1",
    "a paper that is minutes": "paper/{meeting}",
    "an item": "agendaitem/{meeting}/p9999",
}


@pytest.mark.parametrize("path", NOWHERE.values(), ids=NOWHERE)
def test_what_is_not_there(client: TestClient, crawled: dict[str, Any], path: str) -> None:
    known = {
        kind.lower(): next(
            one["id"].rpartition("/")[2] for one in crawled.values() if one.get("type") == f"{SCHEMA}{kind}"
        )
        for kind in ("Body", "Organization", "Meeting")
    }

    assert client.get(f"/oparl/v1/{path.format(**known)}").status_code == 404
