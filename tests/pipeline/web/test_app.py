"""The application as a whole: headers, errors, who is let in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from pipeline.register.store import Register
from pipeline.web import guard
from pipeline.web.app import application
from pipeline.web.guard import COOKIE, SECURITY, RateLimit, session
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
    page = client.get("/search?q=a%26b", headers=headers | {"Accept": "text/html"}, follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/login?next=/search%3Fq%3Da%2526b")


def test_pages_of_other_sites_may_read_what_is_public(client: TestClient, register: Register) -> None:
    origin = {"Origin": "https://reader.example"}

    assert client.get("/api/meetings", headers=origin).headers["Access-Control-Allow-Origin"] == "*"
    preflight = client.options("/api/meetings", headers=origin | {"Access-Control-Request-Method": "GET"})
    assert preflight.status_code == 200
    inside = TestClient(application(Site(register, token=TOKEN)))
    answer = inside.get("/api/meetings", headers=origin | LET_IN["the token"])
    assert "Access-Control-Allow-Origin" not in answer.headers


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def asking(clock: Clock, requests_a_minute: int) -> Callable[[str], Response]:
    """What asks, from an address, an application that counts by *clock*."""
    app = FastAPI()
    app.add_api_route("/", lambda: "yes")
    limited = RateLimit(app, requests_a_minute, clock)
    return lambda address: TestClient(limited, client=(address, 50_000)).get("/")


def test_who_asks_too_often_is_told_when_to_come_again() -> None:
    clock = Clock()
    ask = asking(clock, requests_a_minute=3)

    statuses = [ask("192.0.2.1").status_code for _ in range(4)]
    refused = ask("192.0.2.1")

    assert statuses == [200, 200, 200, 429]
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["Retry-After"] == "20"
    assert ask("192.0.2.2").status_code == 200
    clock.now += 20
    assert [ask("192.0.2.1").status_code for _ in range(2)] == [200, 429]


def test_addresses_of_one_network_count_together() -> None:
    ask = asking(Clock(), requests_a_minute=1)

    assert [ask(address).status_code for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")] == [
        200,
        429,
        200,
    ]


def test_who_asked_long_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_ADDRESSES", 2)
    clock = Clock()
    limit = RateLimit(FastAPI(), 60, clock)
    for number in range(3):
        clock.now += 10
        limit._wait(f"192.0.2.{number}")

    assert list(limit._left) == ["192.0.2.2"]
