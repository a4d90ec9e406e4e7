"""The application as a whole: headers, errors, who is let in."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from pipeline.register.store import Register
from pipeline.web.app import application
from pipeline.web.guard import COOKIE, SECURITY, session
from pipeline.web.site import Site

ADDRESSES = {"a route": "/openapi.json", "an object that is not there": "/api/items/0/p1", "no route": "/nowhere"}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_every_answer_has_the_headers_that_browsers_obey(client: TestClient, address: str) -> None:
    headers = client.get(address).headers

    assert {name: headers[name] for name in SECURITY} == SECURITY
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_what_is_not_there_is_a_problem(client: TestClient) -> None:
    answer = client.get("/api/items/0/p1")

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {"type": "about:blank", "title": "Not Found", "status": 404}


TOKEN = "a token of sixteen letters and more"
LET_IN = {
    "the token": {"Authorization": f"Bearer {TOKEN}"},
    "the cookie of the login page": {"Cookie": f"{COOKIE}={session(TOKEN)}"},
}
KEPT_OUT = {
    "nothing": {},
    "another token": {"Authorization": "Bearer another"},
    "the token in another scheme": {"Authorization": f"Basic {TOKEN}"},
    "the token in the cookie": {"Cookie": f"{COOKIE}={TOKEN}"},
    "a cookie that is none": {"Cookie": "\x01;=;"},
}


@pytest.mark.parametrize("headers", LET_IN.values(), ids=LET_IN)
def test_lets_in(register: Register, headers: dict[str, str]) -> None:
    client = TestClient(application(Site(register, token=TOKEN)))

    assert client.get("/openapi.json", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", KEPT_OUT.values(), ids=KEPT_OUT)
def test_keeps_out(register: Register, headers: dict[str, str]) -> None:
    client = TestClient(application(Site(register, token=TOKEN)))

    answer = client.get("/openapi.json", headers=headers)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="paragraf"')
    page = client.get("/", headers=headers | {"Accept": "text/html"}, follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/login?next=/")
