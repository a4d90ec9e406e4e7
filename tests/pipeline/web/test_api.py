"""The API: what it gives, in which forms, page by page, and that nothing one can ask breaks it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from pipeline.archive.store import canonical
from pipeline.process import process
from pipeline.register import tables
from pipeline.register.lists import columns
from pipeline.register.store import Register
from pipeline.web import api, feeds, oparl
from pipeline.web.app import application
from pipeline.web.site import Site
from schemas.source import SourceFile


def all_pages(client: TestClient, address: str) -> list[dict[str, Any]]:
    """What all pages of a list have together."""
    found: list[dict[str, Any]] = []
    following: str | None = address
    while following:
        page = client.get(following).json()
        found += page["results"]
        following = page["next"]
    return found


def test_every_meeting_is_listed_once_the_newest_first(client: TestClient, register: Register) -> None:
    found = all_pages(client, "/api/meetings?limit=7")

    assert {row["id"] for row in found} == set(register.hashes())
    assert len(found) == len(register.hashes())
    days = [row["date"] or "" for row in found]
    assert days == sorted(days, reverse=True)


def test_every_name_is_listed_once_by_the_alphabet(client: TestClient, register: Register) -> None:
    found = [row["name"].lower() for row in all_pages(client, "/api/people?limit=100")]

    with register.reading() as connection:
        keys = {row.name_key for row in connection.execute(tables.PEOPLE.select())}
    assert found == sorted(keys)


def test_a_search_goes_on_from_page_to_page(client: TestClient) -> None:
    whole = client.get("/api/search?q=slag:beslut&limit=100").json()

    found = all_pages(client, "/api/search?q=slag:beslut&limit=9")

    assert [hit["id"] for hit in found][:100] == [hit["id"] for hit in whole["results"]]
    assert whole["total"] == len(found) == len({hit["id"] for hit in found})


def test_what_a_hit_links_to_is_there(client: TestClient) -> None:
    for hit in client.get("/api/search?limit=100").json()["results"]:
        answer = client.get(hit["url"])

        assert (answer.status_code, answer.json()["id"]) == (200, hit["id"])
        assert answer.json()["meeting"]["id"] == hit["document"]


def test_an_item_has_what_was_decided_at_it(client: TestClient) -> None:
    hit = client.get("/api/search?q=slag:beslut över 1000").json()["results"][0]

    item = client.get(f"/api/items/{hit['item']}").json()
    decision = client.get(hit["url"]).json()

    assert hit["text"] in [one["text"] for one in item["decisions"]]
    assert max(one["value"] for one in item["amounts"]) == hit["amount_max"]
    assert decision["of_item"]["title"] == item["title"]


def test_a_record_proves_itself_by_its_hash(client: TestClient) -> None:
    (meeting,) = client.get("/api/meetings?limit=1").json()["results"]

    content = client.get(f"/api/meetings/{meeting['id']}/record").content

    assert hashlib.sha256(content).hexdigest() == meeting["hash"]


CASE = (
    "Hällmora kommun\nTekniska nämnden\nSammanträdesprotokoll 2022-02-01\n\nBeslutande\nBirgitta Ekdahl (S), ordförande\n\n"
    "§ 7 Snöröjning av skolgårdar\nDnr KS 2022/114\n\nBeslut\nTekniska nämnden föreslår att skolgårdarna röjs först.\n",
    "Hällmora kommun\nKommunstyrelsen\nSammanträdesprotokoll 2022-03-07\n\nBeslutande\nBirgitta Ekdahl (S), ordförande\n\n"
    "§ 41 Snöröjning av skolgårdar\nDnr KS 2022/114\n\nTekniska nämnden har behandlat ärendet (TN § 7, 2022-02-01).\n\n"
    "Beslut\nKommunstyrelsen beslutar att anslå 750 000 kronor till snöröjningen.\n",
)


def test_a_case_and_a_person_are_followed_from_meeting_to_meeting(tmp_path: Any) -> None:
    own = Register(f"sqlite:///{tmp_path}/register.db", "public")
    read = [process(SourceFile(f"{number}.txt", text.encode()))[0] for number, text in enumerate(CASE)]
    own.add(read, canonical)
    client = TestClient(application(Site(own)))

    (case,) = client.get("/api/cases", params={"number": "KS 2022/114"}).json()["results"]
    assert [step["place"]["body"] for step in case] == ["Tekniska nämnden", "Kommunstyrelsen"]
    found = client.get(f"{case[1]['place']['url']}/links").json()
    assert [link["target"] for link in found["links"]] == [case[0]["place"]]
    assert {"kind": "date", "value": "2022-02-01"} in found["links"][0]["grounds"]
    assert [step["place"] for step in found["way"]] == [step["place"] for step in case]
    person = client.get(f"/api/people/{read[0].id}/a1").json()
    assert [one["document"] for one in person["sightings"]] == [read[1].id, read[0].id]
    assert (person["ground"], person["value"]) == ("party", "S")
    own.close()


def test_the_statistics_add_up(client: TestClient, register: Register) -> None:
    found = client.get("/api/statistics").json()

    adopted = client.get("/api/search?q=slag:beslut status:beslutad").json()["total"]
    assert sum(found["by_outcome"].values()) == adopted
    assert sum(found["sums_by_body"].values()) == sum(found["sums_by_year"].values()) > 0
    bodies = client.get("/api/bodies").json()["results"]
    assert sum(body["meetings"] for body in bodies) == len(register.hashes())
    organisation = next(body["organisation"] for body in bodies if body["organisation"])
    of_one = client.get("/api/statistics", params={"organisation": organisation}).json()
    assert sum(of_one["by_outcome"].values()) < adopted


# What is asked -> how, and what comes.
FORMS = {
    "nothing said": ("/api/meetings", None, "application/json"),
    "anything": ("/api/meetings", "*/*", "application/json"),
    "CSV by the address": ("/api/meetings.csv", None, "text/csv; charset=utf-8"),
    "CSV by what is accepted": ("/api/meetings", "text/csv", "text/csv; charset=utf-8"),
    "CSV rather": ("/api/search", "application/json;q=0.5, text/csv", "text/csv; charset=utf-8"),
    "JSON rather": ("/api/search", "text/csv;q=0.5, application/json", "application/json"),
    "a browser": ("/api/people", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
    "a weight that is none": ("/api/people", "text/csv;q=most", "application/json"),
}


@pytest.mark.parametrize(("address", "accept", "media_type"), FORMS.values(), ids=FORMS)
def test_forms(client: TestClient, address: str, accept: str | None, media_type: str) -> None:
    answer = client.get(address, headers={"Accept": accept} if accept else {})

    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)


def test_csv_has_the_rows_that_json_has_and_goes_on_by_its_link(client: TestClient) -> None:
    rows: list[dict[str, str]] = []
    following = "/api/meetings.csv?limit=10"
    while following:
        answer = client.get(following)
        rows += csv.DictReader(io.StringIO(answer.text))
        following = answer.links.get("next", {}).get("url", "")

    found = all_pages(client, "/api/meetings")
    assert [row["id"] for row in rows] == [row["id"] for row in found]
    assert list(rows[0]) == [column.name for column in columns(tables.DOCUMENTS)]


# What is wrong -> the address, the status, and what the problem says.
WRONG = {
    "a query nobody understands": ("/api/search?q=datum:snart", 400, "a date is 2022"),
    "a cursor of another list": ("/api/search?cursor=WzFd", 400, "cursor WzFd"),
    "a cursor that is none": ("/api/meetings?cursor=abc", 400, "cursor abc"),
    "a day that is none": ("/api/meetings?first=snart", 422, "first: "),
    "too many at once": ("/api/people?limit=1001", 422, "limit: "),
    "a null character": ("/api/search?q=%00", 422, "q: "),
    "no such decision": ("/api/decisions/0123456789abcdef-1/d1", 404, None),
    "statistics of nobody": ("/api/statistics?organisation=nobody", 404, "no such organisation"),
    "links of no item": ("/api/items/0123456789abcdef-1/p1/links", 404, None),
    "nobody": ("/api/people/0123456789abcdef-1/a1", 404, None),
    "no such route": ("/api/nothing", 404, None),
    "a method that writes": ("POST /api/search", 405, None),
    "changes after what is no cursor": ("/api/changes?cursor=abc", 400, "cursor: "),
    "changes of a register that is gone": ("/api/changes?cursor=0123456789abcdef-1", 410, "made anew"),
}


@pytest.mark.parametrize(("address", "status", "said"), WRONG.values(), ids=WRONG)
def test_wrong_questions_are_told_as_problems(client: TestClient, address: str, status: int, said: str | None) -> None:
    method, _, path = address.rpartition(" ")
    answer = client.request(method or "GET", path)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert said is None or said in answer.json()["detail"]


def test_a_fault_of_ours_tells_nothing_of_the_inside(register: Register, url: str, tmp_path: Any) -> None:
    broken = Register(f"sqlite:///{tmp_path}/register.db", "public")
    client = TestClient(application(Site(broken)), raise_server_exceptions=False)
    with broken.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE people")

    answer = client.get("/api/people")
    broken.close()

    assert answer.json() == {"type": "about:blank", "title": "Internal Server Error", "status": 500}
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_changes_are_lines_with_the_whole_object(client: TestClient) -> None:
    answer = client.get("/api/changes?limit=3")
    lines = [json.loads(line) for line in answer.text.splitlines()]

    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [line["kind"] for line in lines] == ["upsert"] * 3
    assert [line["object"]["document"]["hash"] for line in lines] == [line["hash"] for line in lines]
    assert f"cursor={lines[-1]['cursor']}" in answer.links["next"]["url"]


# --- conditional requests ---------------------------------------------------------------------------------------------

CONDITIONAL = ("/api/search?q=skola", "/api/meetings.csv", "/api/changes", "/openapi.json")


@pytest.mark.parametrize("address", CONDITIONAL)
def test_who_has_the_answer_is_told_so(client: TestClient, address: str) -> None:
    first = client.get(address)

    for name, had in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        again = client.get(address, headers={name: first.headers[had]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]


def test_another_form_of_an_answer_is_another_answer(client: TestClient) -> None:
    json_tag = client.get("/api/meetings", headers={"Accept": "application/json"}).headers["ETag"]

    answer = client.get("/api/meetings", headers={"Accept": "text/csv", "If-None-Match": json_tag})

    assert answer.status_code == 200
    assert "Accept" in answer.headers["Vary"]


NOT_THE_SAME = {
    "another tag": {"If-None-Match": 'W/"0"'},
    "an older date": {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
    "another tag, though the date is right": {
        "If-None-Match": 'W/"0"',
        "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT",
    },
    "a date that is none": {"If-Modified-Since": "soon"},
    "a date without a zone": {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00"},
}


@pytest.mark.parametrize("headers", NOT_THE_SAME.values(), ids=NOT_THE_SAME)
def test_who_has_something_else_gets_the_answer(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/api/meetings", headers=headers).status_code == 200


def test_head_tells_what_get_would_send(client: TestClient) -> None:
    get, head = client.get("/api/meetings"), client.head("/api/meetings")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == get.headers


# --- anything that can be asked ---------------------------------------------------------------------------------------


PATHS = [route.path for router in (api.router, feeds.router, oparl.router) for route in router.routes]


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_the_answer_is_as_described(app: FastAPI, path: str) -> None:
    operation = schemathesis.openapi.from_asgi("/openapi.json", app)[path]["GET"]

    @given(
        case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    )
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    def asked(case: Any) -> None:
        # What a query or a cursor may be, a schema cannot say: such are refused with 400.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    asked()
