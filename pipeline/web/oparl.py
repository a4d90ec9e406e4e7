"""The register as OParl 1.1 (https://schema.oparl.org/1.1/), the interface of German councils, for programs that know it.

::

    System -> Body (an organisation) -> Organization (a body that meets), Person, Meeting with its AgendaItems, Paper, File

Minutes and notes are meetings, other documents papers. A File is a record, as JSON: the originals are not given out. A Person is a name with
a party in one body: whether two bodies mean the same person, OParl cannot leave open. Documents that name no organisation are not in it. What
we do not know (consultations, places, terms) are empty lists.
"""

from __future__ import annotations

import datetime
import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from hashlib import sha256
from typing import Annotated, Any, Final, NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from pipeline.register import lists, summary, tables
from pipeline.register.rows import Row
from pipeline.web import errors
from pipeline.web.answers import base
from pipeline.web.parameters import Cursor, FactId, RecordId
from pipeline.web.site import Served

VERSION: Final = "https://schema.oparl.org/1.1/"
_MEETINGS: Final = ("minutes", "notes")
_PAPERS: Final = ("agenda", "report", "memo", "plan", "notice", "other")
_ON_A_PAGE: Final = 100
# Minutes say the time of their place.
_ZONES: Final = {"FI": "Europe/Helsinki", "AX": "Europe/Mariehamn"}
_USUAL_ZONE: Final = "Europe/Stockholm"
# The lists of a body that are always empty.
_UNKNOWN: Final = ("consultation", "locationList", "legislativeTermList")

router = APIRouter(prefix="/oparl/v1", responses=errors.described(400, 404, 422, 429, 503))
Key = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
Moment = Annotated[datetime.datetime | None, Query()]


def _period(
    created_since: Moment = None,
    created_until: Moment = None,
    modified_since: Moment = None,
    modified_until: Moment = None,
) -> lists.Period:
    return lists.Period(*map(_utc, (created_since, created_until, modified_since, modified_until)))


def _utc(moment: datetime.datetime | None) -> str | None:
    """A moment as the log of changes writes it."""
    if moment is None:
        return None
    known = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    try:
        return known.astimezone(datetime.UTC).isoformat(timespec="seconds")
    except OverflowError as error:
        raise HTTPException(422, "no moment of this calendar") from error


Period = Annotated[lists.Period, Depends(_period)]


class _Member(NamedTuple):
    """A person: a name with a party in a body."""

    body: str
    name_key: str
    party: str

    @property
    def token(self) -> str:
        return urlsafe_b64encode(json.dumps(self[1:]).encode()).decode().rstrip("=")


def _key(*names: str) -> str:
    """The key of an organisation, or of a body of it, in addresses."""
    return sha256("\n".join(names).encode()).hexdigest()[:16]


class Interface:
    """What the answers to one request are made with: addresses, and the objects."""

    def __init__(self, request: Request, site: Served) -> None:
        self.request = request
        self.site = site

    def at(self, *path: str) -> str:
        """The address of an object."""
        return "/".join([base(self.request, self.site), "oparl/v1", *path])

    def made(self, kind: str, identity: str, row: Row | None, **more: Any) -> dict[str, Any]:
        """An object with what all have; what is None is left out.

        Args:
            identity: its address.
            row: with ``created`` and ``modified``; the register's own without.
        """
        times = self._times if row is None else {name: row[name] for name in ("created", "modified")}
        known = {"id": identity, "type": f"{VERSION}{kind}", **times}
        return {name: value for name, value in (known | more).items() if value is not None}

    @cached_property
    def _times(self) -> dict[str, str | None]:
        """When the register began, and when it was changed last."""
        first = next(self.site.register.changes(0, 1), None)
        return {"created": first["at"] if first else None, "modified": lists.state(self.site.register).at}

    # --- the objects --------------------------------------------------------------------------------------------------

    def body(self, organisation: str) -> dict[str, Any]:
        """An organisation."""
        key = _key(organisation)
        own = partial(self.at, "body", key)
        named = ("organization", "person", "meeting", "paper", "agendaItem", "file", "membership", *_UNKNOWN)
        addresses = {name: own(name) for name in named}
        return self.made(
            "Body", own(), None, name=organisation, system=self.at("system"), legislativeTerm=[], **addresses
        )

    def organization(self, body: summary.Body) -> dict[str, Any]:
        """A body that meets."""
        organisation, name = str(body.organisation), str(body.name)
        key = _key(organisation, name)
        return self.made(
            "Organization",
            self.at("organization", key),
            None,
            body=self.at("body", _key(organisation)),
            name=name,
            organizationType="Gremium",
            meeting=self.at("organization", key, "meeting"),
        )

    def person(self, organisation: str, row: Row) -> dict[str, Any]:
        """A person, whose party is a keyword: OParl knows parties as organizations alone."""
        key, member = _key(organisation, row["body"]), _Member(row["body"], row["name_key"], row["party"])
        return self.made(
            "Person",
            self.at("person", key, member.token),
            None,
            body=self.at("body", _key(organisation)),
            name=row["name"],
            membership=[self.membership(key, member.token)],
            keyword=[row["party"]] if row["party"] else None,
        )

    def membership(self, key: str, token: str, **more: Any) -> dict[str, Any]:
        """That a person is of a body."""
        identity = self.at("membership", key, token)
        return self.made("Membership", identity, None, organization=self.at("organization", key), **more)

    def meeting(self, row: Row) -> dict[str, Any]:
        """A meeting, with its items and its record."""
        parts = lists.documents(self.site.register, [row["id"]]).get(
            row["id"], {"people": [], "items": [], "decisions": []}
        )
        told = json.loads(zlib.decompress(row["record"]))["meeting"] or {}
        key = _key(row["organisation"], row["body"]) if row["body"] else None
        there = [one for one in parts["people"] if one["attendance"] != "absent"]
        members = (_Member(row["body"], one["name_key"], one["party"] or "").token for one in there)
        name = " ".join(part for part in (row["body"], row["date"]) if part)
        return self.made(
            "Meeting",
            self.at("meeting", row["id"]),
            row,
            name=name or row["source_name"],
            meetingState="durchgeführt",
            start=_moment(row["date"], told.get("start_time") or "00:00", told.get("country")),
            end=_moment(row["date"], told.get("end_time"), told.get("country")),
            organization=[self.at("organization", key)] if key else [],
            participant=list(dict.fromkeys(self.at("person", key, token) for token in members)) if key else [],
            resultsProtocol=self.file(row, meeting=[self.at("meeting", row["id"])]),
            agendaItem=[
                self.agenda_item(row | item, [one for one in parts["decisions"] if one["item"] == item["id"]])
                for item in parts["items"]
            ],
            web=f"{base(self.request, self.site)}/meetings/{row['id']}",
        )

    def agenda_item(self, row: Row, decisions: Iterable[Row], **more: Any) -> dict[str, Any]:
        """An item, and what was decided at it."""
        made = [one for one in decisions if one["status"] == "adopted"]
        return self.made(
            "AgendaItem",
            self.at("agendaitem", row["id"]),
            row,
            number=row["number"],
            order=row["position"],
            name=row["title"],
            result=", ".join(dict.fromkeys(one["outcome"] for one in made)) or None,
            resolutionText="\n".join(one["text"] for one in made) or None,
            web=f"{base(self.request, self.site)}/items/{row['id']}",
            **more,
        )

    def paper(self, row: Row) -> dict[str, Any]:
        """A document that is no minutes."""
        identity = self.at("paper", row["id"])
        return self.made(
            "Paper",
            identity,
            row,
            body=self.at("body", _key(row["organisation"])),
            name=" ".join(part for part in (row["body"], row["date"]) if part) or row["source_name"],
            date=row["date"],
            paperType=row["type"],
            mainFile=self.file(row, paper=[identity]),
            web=f"{base(self.request, self.site)}/meetings/{row['id']}",
        )

    def file(self, row: Row, **more: Any) -> dict[str, Any]:
        """The record of a document."""
        return self.made(
            "File",
            self.at("file", row["id"]),
            row,
            name=row["source_name"],
            fileName=f"{row['id']}.json",
            mimeType="application/json",
            date=row["date"],
            accessUrl=f"{base(self.request, self.site)}/api/meetings/{row['id']}/record",
            **more,
        )

    # --- what the register has ----------------------------------------------------------------------------------------

    @property
    def bodies(self) -> list[summary.Body]:
        """The bodies whose organisation is known."""
        found = self.site.kept.of("bodies", partial(summary.bodies, self.site.register))
        return [one for one in found if one.organisation]

    def organisation(self, key: str) -> str:
        """The organisation of a key."""
        return str(self._first(lambda one: _key(str(one.organisation)) == key).organisation)

    def one(self, key: str) -> summary.Body:
        """The body of a key."""
        return self._first(lambda one: one.name is not None and _key(str(one.organisation), one.name) == key)

    def _first(self, is_meant: Callable[[summary.Body], bool]) -> summary.Body:
        found = next(filter(is_meant, self.bodies), None)
        if found is None:
            raise HTTPException(404)
        return found

    def document(self, record: str, types: tuple[str, ...]) -> Row:
        """A document of some types whose organisation is known."""
        listed = lists.dated(self.site.register, tables.DOCUMENTS, 1, id=[record], type=types)
        if not listed.rows or listed.rows[0]["organisation"] is None:
            raise HTTPException(404)
        return listed.rows[0]

    def listed(self, objects: list[dict[str, Any]], cursor: str | None = None) -> Response:
        """A page of an external list."""
        own = f"{base(self.request, self.site)}{self.request.url.path}"
        asked = [(name, value) for name, value in self.request.query_params.multi_items() if name != "cursor"]
        links = {"first": f"{own}?{urlencode(asked)}" if asked else own}
        if cursor:
            links["next"] = f"{own}?{urlencode([*asked, ('cursor', cursor)])}"
        content = {"data": objects, "pagination": {"elementsPerPage": _ON_A_PAGE}, "links": links}
        return JSONResponse(content)


def _moment(date: str | None, time: str | None, country: str | None) -> str | None:
    """A date and a time of a place, as RFC 3339 writes it.

    >>> _moment("2024-03-04", "18:30", None), _moment("2024-07-04", "09:00", "FI")
    ('2024-03-04T18:30:00+01:00', '2024-07-04T09:00:00+03:00')
    """
    if date is None or time is None:
        return None
    zone = ZoneInfo(_ZONES.get(country or "", _USUAL_ZONE))
    try:
        return datetime.datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=zone).isoformat()
    except ValueError:
        # A meeting that ends at 24:00.
        return None


Asked = Annotated[Interface, Depends(Interface)]


@router.get("/system")
def system(of: Asked) -> Response:
    """Where a client begins."""
    content = {"oparlVersion": VERSION, "name": "Paragraf", "body": of.at("body"), "web": base(of.request, of.site)}
    return JSONResponse(of.made("System", of.at("system"), None, **content))


@router.get("/body")
def bodies(of: Asked) -> Response:
    """All organisations."""
    return of.listed([of.body(name) for name in dict.fromkeys(str(one.organisation) for one in of.bodies)])


@router.get("/body/{key}")
def body(of: Asked, key: Key) -> Response:
    """An organisation."""
    return JSONResponse(of.body(of.organisation(key)))


@router.get("/body/{key}/organization")
def organizations(of: Asked, key: Key) -> Response:
    """The bodies of an organisation."""
    organisation = of.organisation(key)
    return of.listed([of.organization(one) for one in of.bodies if one.organisation == organisation and one.name])


@router.get("/body/{key}/person")
def people(of: Asked, key: Key, cursor: Cursor = None) -> Response:
    """Who is listed at its meetings."""
    organisation = of.organisation(key)
    found = lists.members(of.site.register, organisation, _ON_A_PAGE, cursor)
    return of.listed([of.person(organisation, row) for row in found.rows], found.cursor)


@router.get("/body/{key}/membership")
def memberships(of: Asked, key: Key, cursor: Cursor = None) -> Response:
    """The same as memberships."""
    organisation = of.organisation(key)
    found = lists.members(of.site.register, organisation, _ON_A_PAGE, cursor)
    people = [of.person(organisation, row) for row in found.rows]
    return of.listed([{**person["membership"][0], "person": person["id"]} for person in people], found.cursor)


def _documents(
    of: Interface,
    key: str,
    period: lists.Period,
    cursor: str | None,
    types: tuple[str, ...],
    make: Callable[[Row], Any],
) -> Response:
    organisation = of.organisation(key)
    found = lists.dated(
        of.site.register, tables.DOCUMENTS, _ON_A_PAGE, cursor, period, organisation=[organisation], type=types
    )
    return of.listed([make(row) for row in found.rows], found.cursor)


@router.get("/body/{key}/meeting")
def meetings(of: Asked, key: Key, period: Period, cursor: Cursor = None) -> Response:
    """The meetings of an organisation."""
    return _documents(of, key, period, cursor, _MEETINGS, of.meeting)


@router.get("/body/{key}/paper")
def papers(of: Asked, key: Key, period: Period, cursor: Cursor = None) -> Response:
    """Its documents that are no minutes."""
    return _documents(of, key, period, cursor, _PAPERS, of.paper)


@router.get("/body/{key}/file")
def files(of: Asked, key: Key, period: Period, cursor: Cursor = None) -> Response:
    """The records of both."""
    return _documents(of, key, period, cursor, (*_MEETINGS, *_PAPERS), of.file)


@router.get("/body/{key}/agendaItem")
def agenda_items(of: Asked, key: Key, period: Period, cursor: Cursor = None) -> Response:
    """The items of its meetings."""
    register, organisation = of.site.register, of.organisation(key)
    found = lists.dated(register, tables.ITEMS, _ON_A_PAGE, cursor, period, organisation=[organisation], type=_MEETINGS)
    return of.listed([_alone(of, row) for row in found.rows], found.cursor)


@router.get("/body/{key}/{unknown}")
def unknown(of: Asked, key: Key, unknown: str) -> Response:
    """What minutes do not tell."""
    if unknown not in _UNKNOWN:
        raise HTTPException(404)
    of.organisation(key)
    return of.listed([])


@router.get("/organization/{key}")
def organization(of: Asked, key: Key) -> Response:
    """A body that meets."""
    return JSONResponse(of.organization(of.one(key)))


@router.get("/organization/{key}/meeting")
def meetings_of(of: Asked, key: Key, period: Period, cursor: Cursor = None) -> Response:
    """Its meetings."""
    one = of.one(key)
    found = lists.dated(
        of.site.register,
        tables.DOCUMENTS,
        _ON_A_PAGE,
        cursor,
        period,
        organisation=[str(one.organisation)],
        body=[str(one.name)],
        type=_MEETINGS,
    )
    return of.listed([of.meeting(row) for row in found.rows], found.cursor)


@router.get("/person/{key}/{token}")
def person(of: Asked, key: Key, token: str) -> Response:
    """A person."""
    return JSONResponse(_person(of, key, token))


@router.get("/membership/{key}/{token}")
def membership(of: Asked, key: Key, token: str) -> Response:
    """That a person is of a body."""
    found = _person(of, key, token)
    return JSONResponse({**found["membership"][0], "person": found["id"]})


def _person(of: Interface, key: str, token: str) -> dict[str, Any]:
    one = of.one(key)
    try:
        name_key, party = json.loads(urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4)))
        known = lists.member(of.site.register, str(one.organisation), str(one.name), str(name_key), str(party))
    except (ValueError, TypeError):
        raise HTTPException(404) from None
    if known is None:
        raise HTTPException(404)
    return of.person(str(one.organisation), known)


@router.get("/meeting/{record}")
def meeting(of: Asked, record: RecordId) -> Response:
    """A meeting; of one that was removed, that it was."""
    removed = lists.removed(of.site.register, record)
    if removed:
        return JSONResponse(of.made("Meeting", of.at("meeting", record), removed, deleted=True))
    return JSONResponse(of.meeting(of.document(record, _MEETINGS)))


@router.get("/paper/{record}")
def paper(of: Asked, record: RecordId) -> Response:
    """A document that is no minutes."""
    return JSONResponse(of.paper(of.document(record, _PAPERS)))


@router.get("/file/{record}")
def file(of: Asked, record: RecordId) -> Response:
    """The record of a document."""
    return JSONResponse(of.file(of.document(record, (*_MEETINGS, *_PAPERS))))


@router.get("/agendaitem/{record}/{fact}")
def agenda_item(of: Asked, record: RecordId, fact: FactId) -> Response:
    """An item."""
    own = of.document(record, _MEETINGS)
    item = of.site.register.row("items", f"{record}/{fact}")
    if item is None:
        raise HTTPException(404)
    return JSONResponse(_alone(of, own | item))


def _alone(of: Interface, row: Row) -> dict[str, Any]:
    """An item that is not in its meeting."""
    decisions = lists.at(of.site.register, "decisions", "item", row["id"])
    return of.agenda_item(row, decisions, meeting=of.at("meeting", row["document"]))
