"""What the API's answers have in common: addresses, lists in JSON or CSV with a way to the next page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from pipeline.register.export import write_csv
from pipeline.register.rows import Row
from pipeline.web.site import Site

CSV: Final = "text/csv"


def base(request: Request, site: Site) -> str:
    """Where the site is for its readers, without a slash at the end."""
    return site.url or str(request.base_url).rstrip("/")


def linked(request: Request, site: Site, kind: str, row: Row, identity: str | None = None) -> Row:
    """*row* with its address in the API, and that of its page.

    Args:
        kind: meetings, items or decisions.
        identity: where it is not the row's ``id``.
    """
    place = f"{kind}/{identity or row['id']}"
    return {**row, "url": f"{base(request, site)}/api/{place}", "html_url": f"{base(request, site)}/{place}"}


def listed(
    request: Request, site: Site, rows: Sequence[Row], cursor: str | None, columns: Iterable[str], **more: Any
) -> Response:
    """A page of a list, as JSON or as CSV, whichever is asked.

    Args:
        cursor: of the next page.
        columns: those of CSV.
        more: what JSON tells besides the rows.
    """
    following = _following(request, site, cursor)
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    if not wants_csv(request):
        return JSONResponse({"results": rows, "next": following, **more}, headers=headers)
    names = list(columns)
    written = io.BytesIO()
    write_csv(names, ([row[name] for name in names] for row in rows), written)
    return Response(written.getvalue(), headers=headers, media_type=CSV)


def _following(request: Request, site: Site, cursor: str | None) -> str | None:
    """The address of the next page: this one's with another cursor."""
    if cursor is None:
        return None
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{base(request, site)}{request.url.path}?{urlencode([*asked, ('cursor', cursor)])}"


def wants_csv(request: Request) -> bool:
    """Whether it is CSV that is asked, by the address or by ``Accept``."""
    weights = dict(map(_weight, request.headers.get("accept", "").split(",")))
    json = weights.get("application/json", weights.get("application/*", weights.get("*/*", 0.0)))
    return request.url.path.endswith(".csv") or weights.get(CSV, weights.get("text/*", 0.0)) > json


def _weight(accepted: str) -> tuple[str, float]:
    """A media type that is accepted, and how gladly.

    >>> _weight(" text/csv;q=0.5")
    ('text/csv', 0.5)
    """
    name, *parameters = (part.strip() for part in accepted.split(";"))
    weights = [part[2:] for part in parameters if part.startswith("q=")]
    try:
        return name, float(weights[0]) if weights else 1.0
    except ValueError:
        return name, 0.0


def as_list(router: APIRouter, path: str, model: type[BaseModel]) -> Callable[[Callable[..., Response]], Any]:
    """Have a function answer at *path* in JSON or CSV, and at *path*``.csv`` in CSV."""

    def routed(function: Callable[..., Response]) -> Callable[..., Response]:
        csv = {CSV: {"schema": {"type": "string"}}}
        router.get(path, responses={200: {"model": model, "content": csv}})(function)
        router.get(f"{path}.csv", response_class=Response, responses={200: {"content": csv}})(function)
        return function

    return routed
