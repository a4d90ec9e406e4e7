"""The API: what the register has, in JSON and CSV, for programs. /openapi.json describes it, docs/howto/api.md shows its use.

::

    /api/search?q=snöröjning        what a query finds           /api/changes?cursor=0      what changed since, whole
    /api/meetings                   documents, newest first      /api/people, /api/bodies   who met
    /api/meetings/ID, /api/items/ID/p3, /api/decisions/ID/d7     one, with what belongs to it
    /api/items/ID/p3/links, /api/people/ID/a4                    the same case, the same person in other meetings
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from pipeline.register import links, lists, persons, summary, tables
from pipeline.register.query import parse
from pipeline.register.rows import Row
from pipeline.register.search import Sort, search
from pipeline.register.search import listed as listed_entries
from pipeline.web import errors, shapes
from pipeline.web.answers import as_list, base, linked, listed, wants_csv
from pipeline.web.parameters import TEXT, Cursor, Day, FactId, Limit, RecordId, Text, Words
from pipeline.web.site import Served, Site

NDJSON: Final = "application/x-ndjson"

router = APIRouter(prefix="/api", responses=errors.described(400, 422, 429, 503))


@as_list(router, "/search", shapes.Found)
def find(
    request: Request, site: Served, q: Words = "", sort: Sort = "newest", limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """Decisions, and items without any, that a query finds. In JSON at most 100 on a page, with passages and facets."""
    names = [column.name for column in tables.ENTRIES.c]
    if wants_csv(request):
        rows, following = listed_entries(site.register, parse(q), limit, cursor)
        return listed(request, site, rows, following, names)
    page = search(site.register, parse(q), sort, limit, cursor, facets=cursor is None)
    hits = [{**_entry(request, site, hit.entry), "snippet": hit.snippet, "marks": hit.marks} for hit in page.hits]
    facets = [{"name": facet.name, "values": facet.values} for facet in page.facets]
    return listed(
        request,
        site,
        hits,
        page.cursor,
        names,
        total=page.total,
        is_exact=page.is_exact,
        facets=facets,
        suggestion=page.suggestion,
    )


def _entry(request: Request, site: Site, entry: Row) -> Row:
    return linked(request, site, "decisions" if entry["kind"] == "decision" else "items", entry)


@as_list(router, "/meetings", shapes.Meetings)
def meetings(
    request: Request,
    site: Served,
    organisation: Text = None,
    body: Text = None,
    type: Text = None,
    first: Day = None,
    last: Day = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Documents, those of the newest meetings first."""
    found = lists.meetings(site.register, limit, cursor, first, last, organisation=organisation, body=body, type=type)
    rows = [_meeting(request, site, row) for row in found.rows]
    names = [column.name for column in lists.columns(tables.DOCUMENTS)]
    return listed(request, site, rows, found.cursor, names)


def _meeting(request: Request, site: Site, row: Row) -> Row:
    return linked(request, site, "meetings", row)


@router.get("/meetings/{record}", responses={200: {"model": shapes.Meeting}, **errors.described(404)})
def meeting(request: Request, site: Served, record: RecordId) -> Response:
    """A document with all its rows."""
    whole = lists.documents(site.register, [record]).get(record)
    if whole is None:
        raise HTTPException(404)
    parts = {name: rows for name, rows in whole.items() if name != "document"}
    return JSONResponse({**_meeting(request, site, whole["document"]), **parts})


@router.get("/meetings/{record}/record", responses=errors.described(404))
def record(site: Served, record: RecordId) -> Response:
    """The record itself: canonical JSON (RFC 8785), whose SHA-256 is the `hash` of the meeting."""
    row = _row(site, "documents", record)
    return Response(zlib.decompress(row["record"]), media_type="application/json")


@router.get("/items/{record}/{fact}", responses={200: {"model": shapes.Item}, **errors.described(404)})
def item(request: Request, site: Served, record: RecordId, fact: FactId) -> Response:
    """An item (§) of a meeting, with what was decided and named at it."""
    row = _row(site, "items", f"{record}/{fact}")
    facts = {name: lists.at(site.register, name, "item", row["id"]) for name in shapes.FACTS}
    head = _head(request, site, record)
    return JSONResponse({**linked(request, site, "items", row), "meeting": head, **facts})


@router.get("/items/{record}/{fact}/links", responses={200: {"model": shapes.Links}, **errors.described(404)})
def links_of(request: Request, site: Served, record: RecordId, fact: FactId) -> Response:
    """Links across meetings: earlier and later items that an item has to do with, each with what shows it."""
    identity = str(_row(site, "items", f"{record}/{fact}")["id"])
    told = [
        {
            "source": _place(request, site, link.source),
            "target": _place(request, site, link.target),
            "text": link.text,
            "grounds": [ground._asdict() for ground in link.grounds],
        }
        for link in links.links_of(site.register, identity)
    ]
    return JSONResponse({"links": told, "way": _steps(request, site, links.way(site.register, identity))})


@router.get("/cases", responses={200: {"model": shapes.Cases}})
def cases(
    request: Request,
    site: Served,
    number: Annotated[str, Query(max_length=100, pattern=TEXT, description="As it is written, KS 2024/114.")],
    organisation: Text = None,
) -> Response:
    """The ways of the cases that have a number, from body to body."""
    found = links.case(site.register, number, organisation)
    return JSONResponse({"results": [_steps(request, site, steps) for steps in found]})


def _steps(request: Request, site: Site, steps: Iterable[links.Step]) -> list[dict[str, Any]]:
    return [
        {"place": _place(request, site, step.place), "grounds": [ground._asdict() for ground in step.grounds]}
        for step in steps
    ]


def _place(request: Request, site: Site, place: links.Place) -> Row:
    return linked(request, site, "items", place._asdict(), place.item)


@router.get("/decisions/{record}/{fact}", responses={200: {"model": shapes.Decision}, **errors.described(404)})
def decision(request: Request, site: Served, record: RecordId, fact: FactId) -> Response:
    """A decision, with its item and its meeting."""
    row = _row(site, "decisions", f"{record}/{fact}")
    of_item = site.register.row("items", row["item"]) if row["item"] else None
    head = _head(request, site, record)
    return JSONResponse({**linked(request, site, "decisions", row), "meeting": head, "of_item": of_item})


def _row(site: Site, table: str, identity: str) -> Row:
    found = site.register.row(table, identity)
    if found is None:
        raise HTTPException(404)
    return found


def _head(request: Request, site: Site, record: str) -> Row:
    row = _row(site, "documents", record)
    return _meeting(request, site, {name: value for name, value in row.items() if name != "record"})


@as_list(router, "/people", shapes.Names)
def people(request: Request, site: Served, name: Text = None, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Names in lists of attendance. The same name in two organisations may be two persons."""
    found = lists.people(site.register, limit, cursor, name)
    names = ["name", "meetings", "first", "last"]
    rows = [{column: row[column] for column in names} for row in found.rows]
    return listed(request, site, rows, found.cursor, names)


@router.get("/people/{record}/{fact}", responses={200: {"model": shapes.Person}, **errors.described(404)})
def person(site: Served, record: RecordId, fact: FactId) -> Response:
    """The person of a row of attendance, with the other rows that are sure to be of the same one."""
    found = persons.person(site.register, f"{record}/{fact}")
    if found is None:
        raise HTTPException(404)
    return JSONResponse(asdict(found) | {"sightings": [one._asdict() for one in found.sightings]})


@as_list(router, "/bodies", shapes.Bodies)
def bodies(request: Request, site: Served) -> Response:
    """Bodies that met, by organisation, as documents name them; null where they name none."""
    found = site.kept.of("bodies", partial(summary.bodies, site.register))
    rows = [
        {"organisation": one.organisation, "body": one.name, "meetings": one.meetings, "last": one.latest}
        for one in found
    ]
    return listed(request, site, rows, None, shapes.Body.model_fields)


@router.get("/statistics", responses={200: {"model": shapes.Statistics}, **errors.described(404)})
def statistics(site: Served, organisation: Text = None) -> Response:
    """Adopted decisions and what they granted in Swedish kronor, by year, body and outcome: of all, or of one organisation.

    The sums are the largest one in each clause that grants money.
    """
    known = site.kept.of("bodies", partial(summary.bodies, site.register))
    if organisation is not None and organisation not in {body.organisation for body in known}:
        raise HTTPException(404, "no such organisation; /api/bodies names them")
    make = partial(summary.statistics, site.register, organisation)
    return JSONResponse(asdict(site.kept.of(f"statistics {organisation}", make)))


# --- changes ----------------------------------------------------------------------------------------------------------


@router.get(
    "/changes",
    response_class=StreamingResponse,
    responses={
        200: {"content": {NDJSON: {"schema": {"type": "string"}}}, "description": "A line of JSON for each change."},
        **errors.described(410),
    },
)
def changes(
    request: Request,
    site: Served,
    cursor: Annotated[
        str, Query(max_length=100, pattern=r"^[\w-]+$", description="Of the last line that you have.")
    ] = "0",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """What changed after a cursor, oldest first: lines of JSON.

    An `upsert` has the whole document as it is now, a `delete` none. Of each document its last change alone is told. Who begins at 0 and
    asks on with the cursor of the last line has the same rows as the register. A cursor of a register that was made anew since is
    gone (410): let go of all rows and begin at 0.
    """
    state = lists.state(site.register)
    found = lists.changes(site.register, _after(cursor, state), limit)
    whole = lists.documents(site.register, [one["document"] for one in found if one["kind"] == "upsert"])
    headers = {}
    if len(found) == limit:
        following = f"{base(request, site)}/api/changes?cursor={state.identity}-{found[-1]['cursor']}&limit={limit}"
        headers["Link"] = f'<{following}>; rel="next"'
    told = [
        json.dumps(_change(one, state.identity, whole.get(one["document"])), ensure_ascii=False, separators=(",", ":"))
        for one in found
        # It was removed just now: the next page says so.
        if one["kind"] == "delete" or one["document"] in whole
    ]
    return Response("".join(f"{line}\n" for line in told), headers=headers, media_type=NDJSON)


def _after(cursor: str, state: lists.State) -> int:
    """The place in the log that a cursor names."""
    if cursor == "0":
        return 0
    identity, _, number = cursor.rpartition("-")
    if not identity or not number.isdecimal():
        raise HTTPException(400, "cursor: is none of /api/changes; begin with 0")
    if identity != state.identity or int(number) > state.cursor:
        raise HTTPException(410, "the register was made anew: let go of all rows and begin with cursor 0")
    return int(number)


def _change(change: Row, identity: str, whole: Row | None) -> dict[str, Any]:
    return {**change, "cursor": f"{identity}-{change['cursor']}", "object": whole}
