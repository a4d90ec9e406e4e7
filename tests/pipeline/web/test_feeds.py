"""Feeds: that they are what their standards say, and that nobody who follows them misses or keeps anything."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from pipeline.archive.store import canonical
from pipeline.register.query import parse
from pipeline.register.search import entries
from pipeline.register.store import Register
from pipeline.web import feeds
from pipeline.web.app import application
from pipeline.web.site import Site
from schemas.record import Record

ATOM = "{http://www.w3.org/2005/Atom}"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
QUERIES = {"all": "", "a word": "skola", "what was rejected": "utfall:avslag", "nothing": "kvantdator"}


@pytest.fixture(autouse=True, params=[5, 2_000])
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives of few changes, so that the samples fill several; searches that find few there, and many."""
    monkeypatch.setattr(feeds, "_CHANGES", 4)
    monkeypatch.setattr(feeds, "_FEW", request.param)


def atom(client: TestClient, address: str) -> ET.Element:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml")
    return ET.fromstring(answer.content)


def link(element: ET.Element, relation: str) -> str | None:
    found = [one.attrib["href"] for one in element.findall(f"{ATOM}link") if one.attrib["rel"] == relation]
    assert len(found) <= 1
    return found[0] if found else None


def chain(client: TestClient, address: str) -> Iterator[ET.Element]:
    """A feed and all its archives, from the newest on."""
    following: str | None = address
    while following:
        document = atom(client, following)
        yield document
        following = link(document, "prev-archive")


def ids(documents: Iterator[ET.Element]) -> list[str]:
    return [str(entry.findtext(f"{ATOM}id")) for one in documents for entry in one.findall(f"{ATOM}entry")]


def decided(register: Register, q: str) -> set[str]:
    """The ids that a feed must have, of the register itself."""
    found = entries(register, parse(q))
    return {feeds._urn(row["id"]) for row in found if row["kind"] == "decision" and row["status"] == "adopted"}


@pytest.mark.parametrize("q", QUERIES.values(), ids=QUERIES)
def test_a_feed_with_its_archives_has_every_decision(client: TestClient, register: Register, q: str) -> None:
    found = ids(chain(client, f"/feed.atom?q={q}"))

    assert set(found) == decided(register, q)


@pytest.mark.parametrize("q", QUERIES.values(), ids=QUERIES)
def test_json_feed_has_the_same(client: TestClient, register: Register, q: str) -> None:
    found: set[str] = set()
    following: str | None = f"/feed.json?q={q}"
    while following:
        page = client.get(following).json()
        found |= {item["id"] for item in page["items"]}
        following = page.get("next_url")

    assert found == decided(register, q)


def test_json_feed_is_what_its_standard_says(client: TestClient) -> None:
    """JSON Feed 1.1: what must be there, and of which type."""
    answer = client.get("/feed.json")
    feed = answer.json()

    assert answer.headers["content-type"] == "application/feed+json"
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "sv")
    assert isinstance(feed["title"], str)
    assert feed["feed_url"] == "http://testserver/feed.json"
    assert feed["items"]
    known = {"id", "url", "title", "content_text", "date_published", "date_modified", "authors", "tags", "_paragraf"}
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    for item in feed["items"]:
        assert set(item) <= known
        assert all(isinstance(item[name], str) and item[name] for name in ("id", "url", "content_text", "title"))
        assert all(MOMENT.fullmatch(item[name]) for name in ("date_published", "date_modified") if name in item)
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert all(author["name"] for author in item.get("authors", []))


def test_atom_is_what_its_standard_says(client: TestClient) -> None:
    """RFC 4287: what each element must have, once; RFC 5005: what an archive must link."""
    for document in chain(client, "/feed.atom"):
        own: dict[str, Callable[[str], Any]] = {
            "id": re.compile("urn:uuid:").match,
            "title": str,
            "updated": MOMENT.fullmatch,
        }
        for element in (document, *document.findall(f"{ATOM}entry")):
            for name, is_right in own.items():
                (found,) = element.findall(f"{ATOM}{name}")
                assert is_right(found.text or "")
            assert (link(element, "alternate") or "").startswith("http://testserver/")
        assert document.find(f"{ATOM}author/{ATOM}name") is not None
        assert link(document, "self")
        assert {child.tag for child in document} <= {
            ARCHIVE,
            *(f"{ATOM}{n}" for n in ("id", "title", "updated", "author", "link", "entry")),
        }
        for entry in document.findall(f"{ATOM}entry"):
            assert [one.attrib["type"] for one in entry.findall(f"{ATOM}content")] == ["text"]
            published = entry.findtext(f"{ATOM}published")
            assert published is None or MOMENT.fullmatch(published)
        if document.find(ARCHIVE) is not None:
            assert link(document, "current") == "http://testserver/feed.atom"


def test_archives_are_linked_both_ways(client: TestClient) -> None:
    feed, *archives = chain(client, "/feed.atom")

    assert feed.find(ARCHIVE) is None
    assert len(archives) > 2
    assert [link(one, "next-archive") for one in archives] == [None, *(link(one, "self") for one in archives[:-1])]


def test_an_archive_that_is_not_there_yet_is_none(client: TestClient) -> None:
    assert client.get("/feed.atom?archive=1000").status_code == 404


class Named(HTMLParser):
    """The feeds that a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "link" and known.get("rel") == "alternate" and "feed" in (known.get("href") or ""):
            self.found[str(known["type"])] = str(known["href"])


@pytest.mark.parametrize("q", ["", "skola & vård"], ids=["all", "a search"])
def test_pages_name_the_feeds_of_their_search(client: TestClient, q: str) -> None:
    page = Named()
    page.feed(client.get("/search" if q else "/", params={"q": q} if q else {}).text)

    assert set(page.found) == {"application/atom+xml", "application/feed+json"}
    for media_type, address in page.found.items():
        answer = client.get(address)
        assert answer.headers["content-type"] == media_type
        assert (f"Beslut: {q}" if q else "Beslut") in answer.text.replace("&amp;", "&")


@pytest.fixture
def own(records: list[Record], tmp_path: Path) -> Iterator[Register]:
    """A register of this test alone."""
    opened = Register(f"sqlite:///{tmp_path}/register.db", "public")
    opened.add(records[:9], canonical)
    yield opened
    opened.close()


def test_what_comes_stands_at_the_top_and_archives_stay(own: Register, records: list[Record]) -> None:
    client = TestClient(application(Site(own)))
    address = "/feed.atom?archive=0"
    before = client.get(address).content

    own.add(records[9:15], canonical)

    newest = ids(iter([atom(client, "/feed.atom")]))
    added = [
        feeds._urn(f"{records[14].id}/d{number + 1}")
        for number, one in enumerate(records[14].decisions)
        if one.status == "adopted"
    ]
    assert newest[: len(added)] == added
    # The second archive is whole by now, and the first links to it.
    after = client.get(address).content
    assert re.sub(rb"<link [^>]*next-archive[^>]*>", b"", after) == re.sub(
        rb"<link [^>]*next-archive[^>]*>", b"", before
    )


def test_what_is_removed_is_in_no_archive_and_what_is_changed_stands_anew(own: Register, records: list[Record]) -> None:
    client = TestClient(application(Site(own)))
    first, second = [one for one in records[:9] if any(decision.status == "adopted" for decision in one.decisions)][:2]
    gone = {feeds._urn(row["id"]) for row in entries(own, parse("")) if row["document"] == first.id}

    own.remove([first.id])
    own.add([second.model_copy(update={"language": "sv-FI"})], canonical)

    found = ids(chain(client, "/feed.atom"))
    assert not gone & set(found)
    assert set(found) == decided(own, "")
    moved = [
        feeds._urn(row["id"])
        for row in entries(own, parse("status:adopted slag:beslut"))
        if row["document"] == second.id
    ]
    assert found[: len(moved)] == moved


def test_what_xml_cannot_hold_is_left_out(own: Register, records: list[Record]) -> None:
    record = next(one for one in records if any(decision.status == "adopted" for decision in one.decisions))
    decision = next(one for one in record.decisions if one.status == "adopted")
    odd = decision.model_copy(update={"text": "att \x0c<b>bifalla</b> & \x01\ufffe😀"})
    own.add([record.model_copy(update={"decisions": (odd,)})], canonical)

    document = atom(TestClient(application(Site(own))), "/feed.atom")

    assert document.findtext(f"{ATOM}entry/{ATOM}content") == "att <b>bifalla</b> & 😀"


def test_a_register_without_anything_has_a_feed_without_anything(tmp_path: Path) -> None:
    empty = Register(f"sqlite:///{tmp_path}/register.db", "public")
    client = TestClient(application(Site(empty, url="https://minutes.example")))

    assert client.get("/feed.json").json()["items"] == []
    document = atom(client, "/feed.atom")
    assert link(document, "self") == "https://minutes.example/feed.atom"
    assert link(document, "prev-archive") is None
    empty.close()
