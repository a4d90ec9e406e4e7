"""Feeds of decisions, as JSON Feed 1.1 and as Atom, with their archives (RFC 5005): of all, and of what a search finds.

::

    /feed.json           /feed.atom
    /feed.json?q=skola   /feed.atom?q=skola&archive=3

They are made of the register when they are asked for. A feed is in the order in which documents came to the register, so that minutes
which come late are not missed. An archive has what so many changes of the log brought: it stays as it is, but for documents that were
changed since, which stand anew at the top, and those that were removed, which are nowhere.
"""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response

from pipeline.register import lists
from pipeline.register import query as queries
from pipeline.register.rows import Row
from pipeline.register.search import among, found_in
from pipeline.web import errors
from pipeline.web.answers import base, linked
from pipeline.web.parameters import Words
from pipeline.web.site import Served, Site

JSON_FEED: Final = "application/feed+json"
ATOM: Final = "application/atom+xml"
ABOUT: Final = "https://jsonfeed.org/version/1.1"

# Changes of the log in an archive: some four hundred decisions. The feed itself has the last archive and what came since.
_CHANGES: Final = 20
# Where a search finds no more, the archives in which it finds nothing are passed over.
_FEW: Final = 2_000
# Of ours alone: with it the id of an entry gives the same name everywhere.
_NAMES: Final = uuid.UUID("8d5f8a0e-6d0f-4c58-9a53-6c2f1f0b7a11")
_TITLE: Final = "Beslut"
_LONGEST: Final = 140
_HISTORY: Final = "http://purl.org/syndication/history/1.0"
_ATOM: Final = "http://www.w3.org/2005/Atom"
# What may not be in XML, however it is written.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

router = APIRouter(responses=errors.described(400, 404, 422, 429, 503))
Archive = Annotated[int | None, Query(ge=0, le=2**31, description="An archive, from `prev-archive` of the feed.")]


@dataclass(frozen=True)
class _Feed:
    """A feed or one of its archives.

    Args:
        archive: its number; None of the feed itself.
        newer, older: the numbers of the archives beside it.
        entries: each with ``at``, when it came or was changed.
    """

    q: str
    archive: int | None
    newer: int | None
    older: int | None
    updated: str
    entries: tuple[Row, ...]


@router.get("/feed.json", responses={200: {"content": {JSON_FEED: {"schema": {"type": "object"}}}}})
def json_feed(request: Request, site: Served, q: Words = "", archive: Archive = None) -> Response:
    """Decisions as JSON Feed 1.1."""
    feed = _feed(site, q, archive)

    def address(number: int | None) -> str:
        return _address(request, site, "json", q, number)

    content: dict[str, Any] = {
        "version": ABOUT,
        "title": _title(q),
        "home_page_url": _home(request, site, q),
        "feed_url": address(archive),
        "language": "sv",
        "authors": [{"name": "Paragraf"}],
        "items": [_json_item(request, site, entry) for entry in feed.entries],
    }
    if feed.older is not None:
        content["next_url"] = address(feed.older)
    if archive is not None:
        content["_paragraf"] = {"archive": archive, "current": address(None)}
        if feed.newer is not None:
            content["_paragraf"]["next_archive"] = address(feed.newer)
    return JSONResponse(content, media_type=JSON_FEED)


@router.get("/feed.atom", response_class=Response, responses={200: {"content": {ATOM: {"schema": {"type": "string"}}}}})
def atom_feed(request: Request, site: Served, q: Words = "", archive: Archive = None) -> Response:
    """Decisions as Atom (RFC 4287)."""
    feed = _feed(site, q, archive)

    def address(number: int | None) -> str:
        return _address(request, site, "atom", q, number)

    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "sv"})
    _add(root, "id", _urn(f"{base(request, site)}/feed?{urlencode({'q': q})}"))
    _add(root, "title", _title(q))
    _add(root, "updated", feed.updated)
    _add(_add(root, "author"), "name", "Paragraf")
    _link(root, "self", address(archive), ATOM)
    _link(root, "alternate", _home(request, site, q), "text/html")
    if feed.older is not None:
        _link(root, "prev-archive", address(feed.older), ATOM)
    if archive is not None:
        ET.SubElement(root, f"{{{_HISTORY}}}archive")
        _link(root, "current", address(None), ATOM)
        if feed.newer is not None:
            _link(root, "next-archive", address(feed.newer), ATOM)
    for entry in feed.entries:
        _atom_entry(root, linked(request, site, "decisions", entry))
    ET.register_namespace("", _ATOM)
    ET.register_namespace("fh", _HISTORY)
    return Response(ET.tostring(root, "utf-8", xml_declaration=True), media_type=ATOM)


# --- what is in it ----------------------------------------------------------------------------------------------------


def _feed(site: Site, q: str, archive: int | None) -> _Feed:
    """The feed, or an archive of it.

    Raises:
        HTTPException: there is no such archive (yet).
    """
    query = _of_decisions(queries.parse(q))
    state = lists.state(site.register)
    whole = state.cursor // _CHANGES
    if archive is None:
        first, last = max(0, whole - 1) * _CHANGES + 1, state.cursor
        older = _older(site, query, whole)
    elif archive < whole:
        first, last = archive * _CHANGES + 1, (archive + 1) * _CHANGES
        older = _older(site, query, archive)
    else:
        raise HTTPException(404)
    newer = archive + 1 if archive is not None and archive + 1 < whole else None
    updated = next((change["at"] for change in site.register.changes(last - 1, 1)), "1970-01-01T00:00:00+00:00")
    return _Feed(q, archive, newer, older, updated, tuple(_entries(site, query, first, last)))


def _of_decisions(query: queries.Query) -> queries.Query:
    """The query, of decisions alone, and of those that were made where it asks for no other status."""
    facets = [*query.facets, ("kind", ("decision",))]
    if not any(column == "status" for column, _ in (*query.facets, *query.excluded)):
        facets.append(("status", ("adopted",)))
    return replace(query, facets=tuple(facets))


def _older(site: Site, query: queries.Query, archive: int) -> int | None:
    """The next archive below that has anything; None where there is none."""
    documents = found_in(site.register, query, _FEW)
    if documents is not None:
        cursor = lists.last_upsert(site.register, documents, archive * _CHANGES)
        return (cursor - 1) // _CHANGES if cursor else None
    # Where a search finds much, nearly each has something; and one that has nothing does no harm.
    return archive - 1 if archive else None


def _entries(site: Site, query: queries.Query, first: int, last: int) -> Iterator[Row]:
    """What the changes from *first* to *last* brought, the last change first."""
    came = {change["document"]: change for change in lists.upserts(site.register, first, last)}
    found = among(site.register, query, list(came)) if came else []
    # Stable: the decisions of a document stay in their order.
    for entry in sorted(found, key=lambda one: -came[one["document"]]["cursor"]):
        yield {**entry, "at": came[entry["document"]]["at"]}


# --- how it is told ---------------------------------------------------------------------------------------------------


def _address(request: Request, site: Site, suffix: str, q: str, archive: int | None = None) -> str:
    asked = {"q": q} if q else {}
    if archive is not None:
        asked["archive"] = str(archive)
    path = f"{base(request, site)}/feed.{suffix}"
    return f"{path}?{urlencode(asked)}" if asked else path


def _home(request: Request, site: Site, q: str) -> str:
    return f"{base(request, site)}/search?{urlencode({'q': q})}" if q else f"{base(request, site)}/"


def _title(q: str) -> str:
    return f"{_TITLE}: {q}" if q else _TITLE


def _urn(name: str) -> str:
    """A name that stays the same wherever the register is served."""
    return f"urn:uuid:{uuid.uuid5(_NAMES, name)}"


def _heading(entry: Row) -> str:
    """What an entry is called: its § and title, or how the decision begins."""
    number = f"§ {entry['number']} " if entry["number"] else ""
    said = " ".join((entry["title"] or entry["text"]).split())
    return f"{number}{said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(' ', 1)[0] + ' …'}"


def _met(entry: Row) -> str | None:
    """Who decided: the body and its organisation."""
    return ", ".join(name for name in (entry["body"], entry["organisation"]) if name) or None


def _tags(entry: Row) -> list[str]:
    return [entry[name] for name in ("outcome", "body", "case_number") if entry[name]]


def _json_item(request: Request, site: Site, entry: Row) -> dict[str, Any]:
    own = (
        "organisation",
        "body",
        "date",
        "number",
        "case_number",
        "outcome",
        "status",
        "decided_by",
        "amount_min",
        "amount_max",
    )
    item: dict[str, Any] = {
        "id": _urn(entry["id"]),
        "url": linked(request, site, "decisions", entry)["html_url"],
        "title": _heading(entry),
        "content_text": entry["text"],
        "date_modified": entry["at"],
        "tags": _tags(entry),
        "_paragraf": {
            "about": f"{base(request, site)}/openapi.json",
            "id": entry["id"],
            **{name: entry[name] for name in own},
        },
    }
    if entry["date"]:
        item["date_published"] = f"{entry['date']}T00:00:00Z"
    if met := _met(entry):
        item["authors"] = [{"name": met}]
    return item


def _atom_entry(root: ET.Element, entry: Row) -> None:
    element = _add(root, "entry")
    _add(element, "id", _urn(entry["id"]))
    _add(element, "title", _heading(entry))
    _add(element, "updated", entry["at"])
    if entry["date"]:
        _add(element, "published", f"{entry['date']}T00:00:00Z")
    if met := _met(entry):
        _add(_add(element, "author"), "name", met)
    _link(element, "alternate", entry["html_url"], "text/html")
    _link(element, "related", entry["url"], "application/json")
    for tag in _tags(entry):
        _add(element, "category").set("term", _NO_XML.sub("", tag))
    _add(element, "content", entry["text"]).set("type", "text")


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    made = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    made.text = _NO_XML.sub("", text) if text else None
    return made


def _link(parent: ET.Element, relation: str, address: str, media_type: str) -> None:
    _add(parent, "link").attrib.update({"rel": relation, "type": media_type, "href": address})
