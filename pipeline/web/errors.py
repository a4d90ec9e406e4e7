"""What goes wrong, told as RFC 9457 says: ``application/problem+json`` with ``type``, ``title``, ``status`` and ``detail``.

No path, no line of code, no message of a library goes out: what nobody expected is in the log, and has no detail outside.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schemas.errors import LimitExceededError, ParagrafError, UsageError

MEDIA_TYPE: Final = "application/problem+json"
_DESCRIBED: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
_LOG: Final = logging.getLogger(__name__)


def problem(status: int, detail: str | None = None, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """A problem as a response.

    Args:
        status: of HTTP; its phrase is the title.
        detail: what is wrong with this request, for a person.
        more: members of our own (RFC 9457, 3.2).
    """
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail:
        content["detail"] = detail
    return JSONResponse(content | more, status, headers, MEDIA_TYPE)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Problems as the description of a route tells them, by their status."""
    content = {MEDIA_TYPE: {"schema": _DESCRIBED}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def install(app: FastAPI) -> None:
    """Have *app* tell all errors so."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ParagrafError, _ours)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    # Starlette repeats the phrase where a route said nothing.
    said = error.detail if error.detail != HTTPStatus(error.status_code).phrase else None
    return problem(error.status_code, said, dict(error.headers or {}))


async def _invalid(request: Request, error: Exception) -> Response:
    """Parameters that cannot be: which, and why."""
    assert isinstance(error, RequestValidationError)
    wrong = [{"parameter": str(one["loc"][-1]), "reason": one["msg"]} for one in error.errors()]
    return problem(422, "; ".join(f"{one['parameter']}: {one['reason']}" for one in wrong), errors=wrong)


async def _ours(request: Request, error: Exception) -> Response:
    """A query that nobody understands is the reader's to mend; one that takes too long may be asked with more words."""
    if isinstance(error, UsageError):
        return problem(400, str(error))
    if isinstance(error, LimitExceededError):
        return problem(503, str(error), {"Retry-After": "10"})
    return problem(500)


class Unexpected:
    """Answers where the application failed over something that nobody expected, and writes it to the log.

    FastAPI's own way would stand outside of all middleware: its answer would lack their headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception:
            if begun or scope["type"] != "http":
                raise
            _LOG.exception("%s %s", scope["method"], scope["path"])
            await problem(500)(scope, receive, send)
