"""The pages: search, meeting, item, decision, person, body, statistics, the original, and for the registrar what to look into.

Addresses are those of the API without ``/api``: ``/meetings/RECORD``, ``/items/RECORD/p3``, ``/decisions/RECORD/d7``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from pipeline.register import links, persons, summary
from pipeline.register.query import Query as Wanted
from pipeline.register.query import parse
from pipeline.register.search import COUNTED, marked, search
from pipeline.web import charts, views
from pipeline.web.asked import Asked, can_be_chosen
from pipeline.web.originals import Originals
from pipeline.web.parameters import FactId, RecordId, Text
from pipeline.web.rendering import Frame, Framed
from pipeline.web.views import Shown, View
from schemas.errors import UsageError

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_NEWEST: Final = 8
_ON_A_PAGE: Final = 20
_PROBLEMS: Final = 100
_BARS: Final = 12

Number = Annotated[int, Path(ge=1, le=100_000)]
Name = Annotated[str, Query(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


@router.get("/")
def home(frame: Framed) -> Response:
    """What the register is, the field to search in, the newest decisions, the bodies."""
    register = frame.site.register
    bodies = _bodies(frame)
    counts = frame.site.kept.of("counts", register.counts)
    newest = search(register, parse("kind:decision"), limit=_NEWEST, facets=False).hits
    named = sorted((body for body in bodies if body.name), key=lambda body: body.latest or "", reverse=True)
    organisations = {body.organisation for body in bodies if body.organisation}
    return frame.page(
        "home.html",
        newest=newest,
        counts=counts,
        bodies=named[:_NEWEST],
        organisations=len(organisations),
        marks=lambda title: (),
        asked=Asked(),
    )


@router.get("/search")
def found(frame: Framed, cursor: str | None = None) -> Response:
    """Hits, twenty a page, beside the filters that narrow them down."""
    asked = Asked.of(frame.request.query_params)
    try:
        wanted = parse(asked.typed)
        words = parse(asked.q).typed
        sort = asked.sort if wanted.words else "newest"
        page = search(frame.site.register, _spelled(wanted, words), sort, _ON_A_PAGE, cursor)
    except UsageError as error:
        return frame.page("search.html", 400, asked=asked, page=None, mistake=str(error))
    return frame.page(
        "search.html",
        asked=asked,
        page=page,
        mistake=None,
        sort=sort,
        has_words=bool(wanted.words),
        is_first=cursor is None,
        counted=COUNTED,
        can_be_chosen=can_be_chosen,
        marks=partial(marked, query=wanted),
    )


def _spelled(wanted: Wanted, words: str) -> Wanted:
    """The query, whose spelling is corrected in the words alone: filters were chosen, not typed."""
    return replace(wanted, typed=words)


# --- a meeting and what it decided ------------------------------------------------------------------------------------


def _view(frame: Frame, record: str) -> View:
    found = frame.site.register.record(record)
    row = frame.site.register.row("documents", record)
    if found is None or row is None:
        raise HTTPException(404)
    return View(found, row["hash"])


@router.get("/meetings/{record}")
def meeting(frame: Framed, record: RecordId) -> Response:
    """A meeting: its head, items with their decisions, attendance, remarks."""
    return frame.page("meeting.html", view=_view(frame, record), decided=views.decided)


@router.get("/items/{record}/{item}")
def item(frame: Framed, record: RecordId, item: FactId) -> Response:
    """An item: what was decided, who moved what, the vote, and its text."""
    view = _view(frame, record)
    found = view.item(item)
    if found is None or found.id != item:
        raise HTTPException(404)
    at = view.items.index(found)
    return frame.page(
        "item.html",
        view=view,
        item=found,
        before=view.items[at - 1] if at else None,
        after=view.items[at + 1] if at + 1 < len(view.items) else None,
        way=links.way(frame.site.register, f"{record}/{item}"),
        decided=views.decided,
    )


@router.get("/decisions/{record}/{decision}")
def decision(frame: Framed, record: RecordId, decision: FactId) -> Response:
    """A decision by itself, and the place of the original where it stands."""
    view = _view(frame, record)
    found = view.fact(decision)
    if found is None or found.kind != "decisions":
        raise HTTPException(404)
    item = view.item(found.fact.paragraph_id)
    return frame.page(
        "decision.html",
        view=view,
        shown=found,
        item=item,
        way=links.way(frame.site.register, f"{record}/{item.id}") if item else [],
        picture=_picture(frame, view, found.page or 1, found),
        decided=views.decided,
    )


# --- the original -----------------------------------------------------------------------------------------------------


def _originals(request: Request) -> Originals:
    found: Originals = request.app.state.originals
    return found


def _picture(frame: Frame, view: View, number: int, shown: Shown | None) -> dict[str, Any] | None:
    """The picture of a page with the places of a fact on it; None where there is none to show."""
    page = view.page(number)
    if page is None or not _originals(frame.request).shows(view.record, view.own, number):
        return None
    places = views.boxes(shown, number) if shown else []
    return {
        "address": f"/originals/{view.record.id}/{number}.webp",
        "page": page,
        "places": places,
        "crop": views.crop(page, places),
    }


@router.get("/originals/{record}/{number}.webp", response_class=Response)
def picture(frame: Framed, record: RecordId, number: Number) -> Response:
    """The picture of a page."""
    view = _view(frame, record)
    found = _originals(frame.request).picture(view.record, view.own, number)
    if found is None:
        raise HTTPException(404)
    return Response(found, media_type="image/webp")


@router.get("/originals/{record}/{number}")
def original(frame: Framed, record: RecordId, number: Number, mark: Text = None) -> Response:
    """A page of the original: its picture where it has one, and its text, with a fact marked in both."""
    view = _view(frame, record)
    page = view.page(number)
    shown = view.fact(mark) if mark else None
    if page is None or (mark and shown is None):
        raise HTTPException(404)
    return frame.page(
        "original.html",
        view=view,
        page=page,
        shown=shown,
        item=view.item(shown.fact.paragraph_id) if shown and hasattr(shown.fact, "paragraph_id") else None,
        picture=_picture(frame, view, number, shown),
        has_pictures=_originals(frame.request).has_pictures(view.record),
        runs=view.runs(page.start, page.end, [shown] if shown else []),
        others=sorted({quote.page for quote in shown.quotes} - {number}) if shown else [],
    )


# --- people, bodies, statistics ---------------------------------------------------------------------------------------


@router.get("/people/{record}/{attendee}")
def person(frame: Framed, record: RecordId, attendee: FactId) -> Response:
    """A person of a list of attendance, with the other meetings at which it is sure to be the same, and what shows it."""
    found = persons.person(frame.site.register, f"{record}/{attendee}")
    if found is None:
        raise HTTPException(404)
    return frame.page("person.html", name=found.name, person=found, rows=found.sightings)


@router.get("/people")
def people(frame: Framed, name: Name) -> Response:
    """Where a name stands in a list of attendance."""
    rows = summary.appearances(frame.site.register, name)
    if not rows:
        raise HTTPException(404)
    return frame.page("person.html", name=rows[0]["name"], person=None, rows=rows)


@router.get("/bodies")
def bodies(frame: Framed) -> Response:
    """All bodies, by organisation."""
    found = groupby(_bodies(frame), key=lambda body: body.organisation)
    return frame.page("bodies.html", organisations=[(name, list(those)) for name, those in found])


@router.get("/bodies/one")
def body(frame: Framed, organisation: Text = None, name: Text = None, year: Text = None) -> Response:
    """A body: its meetings, and what it decided."""
    register = frame.site.register
    years = summary.years(register, organisation or None, name or None)
    rows = summary.meetings(register, organisation or None, name or None, year or None)
    if not rows:
        raise HTTPException(404)
    chosen = (("organisation", organisation), ("body", name))
    asked = Asked(chosen=tuple((facet, value) for facet, value in chosen if value and can_be_chosen(value)))
    return frame.page("body.html", organisation=organisation, name=name, year=year, years=years, rows=rows, asked=asked)


def _bodies(frame: Frame) -> list[summary.Body]:
    site = frame.site
    return site.kept.of("bodies", partial(summary.bodies, site.register))


@router.get("/statistics")
def statistics(frame: Framed, organisation: Text = None) -> Response:
    """Decisions and granted sums, by year and by body."""
    site = frame.site
    organisations = sorted({body.organisation for body in _bodies(frame) if body.organisation})
    of = organisation if organisation in organisations else None
    counted = site.kept.of(f"statistics {of}", partial(summary.statistics, site.register, of))
    return frame.page(
        "statistics.html",
        counted=counted,
        organisation=of or "",
        organisations=organisations,
        outcomes=[(frame.say.of("outcome", name), count) for name, count in charts.largest(counted.by_outcome)],
        over_years=charts.over_years,
        largest=charts.largest,
        most=_BARS,
    )


@router.get("/problems")
def problems(
    frame: Framed, code: Text = None, severity: Text = None, start: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> Response:
    """What the registrar has to look into; of an internal register alone."""
    if not frame.site.is_internal:
        raise HTTPException(404)
    register = frame.site.register
    rows = summary.problems(register, code or None, severity or None, start, _PROBLEMS + 1)
    return frame.page(
        "problems.html",
        rows=rows[:_PROBLEMS],
        counts=summary.problem_counts(register),
        code=code,
        severity=severity,
        following=start + _PROBLEMS if len(rows) > _PROBLEMS else None,
    )


@router.get("/about")
def about(frame: Framed) -> Response:
    """What the register is, how to search, what is masked."""
    return frame.page("about.html")
