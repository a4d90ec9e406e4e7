"""The pages as a browser gets them: each is there in both languages, links lead somewhere, nothing is fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from pipeline.archive.store import canonical
from pipeline.process import process
from pipeline.register.store import Register
from pipeline.web.app import application
from pipeline.web.guard import COOKIE
from pipeline.web.site import Site
from schemas.source import SourceFile

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """What a page is made of: addresses it names, ids, headings, and how its elements nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.ids: list[str] = []
        self.language = ""
        self.levels: list[int] = []
        self.inline: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if tag == "html":
            self.language = named.get("lang") or ""
        if tag in ("a", "form"):
            self.links.append(named.get("href") or named.get("action") or "")
        self.fetched += [
            value or "" for name, value in attributes if name == "src" or (name == "href" and tag in ("link", "image"))
        ]
        self.ids += [value or "" for name, value in attributes if name == "id"]
        self.inline += [f"{tag} {name}" for name, _ in attributes if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag in ("script", "style") else []
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def pages(client: TestClient) -> list[str]:
    """The addresses of all pages that can be reached from the first one, a few of each kind."""
    seen: dict[str, str] = {}
    waiting = ["/"]
    kinds: dict[str, int] = {}
    while waiting:
        address = waiting.pop(0)
        # A kind is a route and its parameters; of each some are enough.
        kind = re.sub(r"[0-9a-f]{16}-\d+|(?<==)[^&]*|\d+", "*", address)
        if address in seen or kinds.get(kind, 0) >= 4:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(address, headers=BROWSER)
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        seen[address] = answer.text
        links = (link.partition("#")[0] for link in Page(answer.text).links)
        waiting += [link for link in links if link.startswith("/") and "lang=" not in link]
    return list(seen)


@pytest.fixture(scope="module")
def addresses(app: FastAPI) -> list[str]:
    with TestClient(app) as client:
        return pages(client)


def test_every_link_leads_somewhere(addresses: list[str]) -> None:
    assert {address.split("/")[1].split("?")[0] for address in addresses} == {
        "", "about", "bodies", "decisions", "items", "meetings", "originals", "people", "search", "statistics"
    }  # fmt: skip


def test_pages_are_sound(client: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        for language in ("sv", "en"):
            answer = client.get(address, headers=BROWSER | {"Cookie": f"paragraf_language={language}"})
            page = Page(answer.text)

            assert page.language == answer.headers["content-language"] == language
            assert len(page.ids) == len(set(page.ids)), address
            assert page.levels[0] == 1, address
            assert page.levels.count(1) == 1, address
            assert all(after - before <= 1 for before, after in zip(page.levels, page.levels[1:], strict=False)), (
                address
            )
            assert page.inline == [], address
            assert all(one.startswith("/") and not one.startswith("//") for one in page.fetched), address


def test_the_language_is_kept(client: TestClient) -> None:
    assert "What was decided?" in client.get("/?lang=en").text
    assert "What was decided?" in client.get("/").text
    assert "Vad har beslutats?" in client.get("/?lang=sv").text


HOSTILE = (
    "Vretens bygdegårdsförening\n\nProtokoll fört vid styrelsemöte den 6 maj 2024\n\nNärvarande: Åsa <b>Lindvall</b>, ordförande\n\n"
    "§ 1 <script>alert(1)</script> Staket\n\nStyrelsen beslutade att anslå 4 500 kr till <img src=x onerror=alert(2)> färg.\n"
)


@pytest.fixture
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site with a document whose text is HTML."""
    register = Register(f"sqlite:///{tmp_path_factory.mktemp('hostile')}/register.db", "internal")
    register.add(process(SourceFile('"><script>.txt', HOSTILE.encode())), canonical)
    with TestClient(application(Site(register)), raise_server_exceptions=False) as client:
        yield client
    register.close()


def test_text_of_a_document_is_text(hostile: TestClient) -> None:
    for address in [*pages(hostile), '/search?q="><script>', "/search?q=staket&body=\"'><script>"]:
        answer = hostile.get(address, headers=BROWSER)

        assert Page(answer.text).inline == [], address
        assert "<b>" not in answer.text, address
        assert "<img" not in answer.text, address


def _minutes(body: str, day: str, number: int, decision: str) -> SourceFile:
    text = (
        f"Hällmora kommun\n{body}\nSammanträdesprotokoll {day}\n\nBeslutande\nBirgitta Ekdahl (S), ordförande\n\n"
        f"§ {number} Cykelväg längs Storgatan\n\nDnr KS 2031/114\n\nBeslut\n{body} {decision}.\n"
    )
    return SourceFile(f"{body}.txt", text.encode())


WAY = {
    "Tekniska utskottet": ("2031-02-03", 8, "föreslår kommunstyrelsen att anlägga cykelvägen"),
    "Kommunstyrelsen": ("2031-03-06", 41, "föreslår kommunfullmäktige att anlägga cykelvägen"),
    "Kommunfullmäktige": ("2031-04-28", 60, "beslutar att anlägga cykelvägen"),
}


@pytest.fixture
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site of a case that went through three bodies, with one chair."""
    register = Register(f"sqlite:///{tmp_path_factory.mktemp('case')}/register.db", "internal")
    register.add([record for body, about in WAY.items() for record in process(_minutes(body, *about))], canonical)
    with TestClient(application(Site(register))) as client:
        yield client
    register.close()


def test_the_way_of_a_case_is_shown_and_why(case: TestClient) -> None:
    found = case.get("/search?q=cykelväg", headers=BROWSER).text
    decision = case.get(re.findall(r'href="(/decisions/[^"]*)"', found)[0], headers=BROWSER).text
    way = decision[decision.index('id="way"') :]

    assert re.findall("|".join(WAY), way)[:3] == list(WAY)
    assert way.count("diarienumret KS 2031/114") == 2
    other = case.get(re.findall(r'href="(/items/[^"]*)"', way)[0], headers=BROWSER).text
    assert "detta ärende" in other


def test_a_person_is_followed_and_told_why(case: TestClient) -> None:
    found = case.get("/search?q=cykelväg", headers=BROWSER).text
    record = re.findall(r'href="/decisions/([^/]*)/', found)[0]
    person = case.get(f"/people/{record}/a1", headers=BROWSER).text

    assert "Samma namn och parti (S) i Hällmora kommun." in person
    assert all(body in person for body in WAY)


NOT_THERE = {
    "no record": "/meetings/0123456789abcdef-1",
    "no id": "/meetings/..%2f..%2fetc",
    "no item": "/items/0123456789abcdef-1/p1",
    "a page of nothing": "/originals/0123456789abcdef-1/1",
    "a picture of nothing": "/originals/0123456789abcdef-1/1.webp",
    "a number that cannot be": "/originals/0123456789abcdef-1/0",
    "nobody": "/people?name=Ingen+Alls",
    "no body": "/bodies/one?name=Ingen",
    "what no database takes": "/people?name=%00",
    "an id that no database takes": "/people/0123456789abcdef-1/%00",
    "a mark of nothing": "/originals/0123456789abcdef-1/1?mark=%00",
    "what the registrar sees": "/problems",
    "no route": "/nowhere",
}


@pytest.mark.parametrize("address", NOT_THERE.values(), ids=NOT_THERE)
def test_what_is_not_there_is_a_page_that_helps(client: TestClient, address: str) -> None:
    answer = client.get(address, headers=BROWSER)

    assert answer.status_code == 404
    assert "/search" in Page(answer.text).links


def test_a_search_that_nobody_understands_says_why(client: TestClient) -> None:
    answer = client.get("/search?q=datum:ifjol", headers=BROWSER)

    assert answer.status_code == 400
    assert "a date is 2022" in answer.text
    assert 'value="datum:ifjol"' in answer.text


TOKEN = "a token of sixteen letters and more"


def test_the_token_lets_in_and_the_cookie_remembers(register: Register) -> None:
    with TestClient(application(Site(register, token=TOKEN))) as client:
        form = client.get("/statistics?organisation=x", headers=BROWSER)
        assert form.url.path == "/login"
        assert client.post("/login", data={"token": "another"}).status_code == 403
        assert COOKIE not in client.cookies
        entered = client.post("/login", data={"token": TOKEN, "next": "//elsewhere.example"}, headers=BROWSER)
        assert (entered.url.path, entered.status_code) == ("/", 200)
        client.post("/logout")
        assert client.get("/", headers=BROWSER).url.path == "/login"
