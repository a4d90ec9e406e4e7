"""Errors as pages: what ``errors`` tells a program, told to the person whose browser asked for a page."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import FastAPI, Request, Response

from pipeline.web.rendering import Frame

# What programs read, whoever asks.
_FOR_PROGRAMS: Final = ("/api", "/oparl", "/feed", "/openapi.json")
_Handler = Callable[[Request, Exception], Awaitable[Response]]


def install(app: FastAPI) -> None:
    """Have every error that *app* tells so far be a page where one was asked for."""
    handlers: dict[Any, Any] = app.exception_handlers
    for kind, handler in list(handlers.items()):
        handlers[kind] = _told(handler)


def _told(handler: _Handler) -> _Handler:
    async def told(request: Request, error: Exception) -> Response:
        answer = await handler(request, error)
        frame = Frame(request, request.app.state.site)
        if "text/html" not in request.headers.get("accept", "") or frame.here.startswith(_FOR_PROGRAMS):
            return answer
        return _page(frame, answer)

    return told


def _page(frame: Frame, answer: Response) -> Response:
    say, status = frame.say, answer.status_code
    # An address with a number that cannot be is an address of nothing.
    known = {404: 404, 422: 404, 400: 400, 503: 503}.get(status)
    text = {404: say("error.text_404"), 503: say("error.text_503")}.get(known or 0)
    detail = json.loads(bytes(answer.body)).get("detail") if known == 400 else None
    title = say(f"error.title_{known}") if known else say("error.title")
    page = frame.page("error.html", known or status, title=title, status=known or status, text=text, detail=detail)
    if "retry-after" in answer.headers:
        page.headers["Retry-After"] = answer.headers["retry-after"]
    return page
