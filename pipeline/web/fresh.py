"""Who has an answer already is told so (304): by ``ETag`` and by ``Last-Modified``, of what a register says.

Every answer follows from the request, the state of the register and the version of the software. So whether it would be another one is
known before it is made, by one small question.
"""

from __future__ import annotations

import datetime
import hashlib
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline import __version__
from pipeline.register import lists
from pipeline.web.site import Site

# What of a request makes another answer, besides its address.
_VARY: Final = ("Accept", "Accept-Language", "Cookie")


class Fresh:
    """Answers HEAD, and conditional requests; tells caches to ask again each time."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless its answer is there already."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        state = await run_in_threadpool(lists.state, self._site.register)
        asked = Headers(scope=scope)
        tag = _tag(state, self._site.policy.scanned_images, scope, asked)
        modified = datetime.datetime.fromisoformat(state.at) if state.at else None
        own = {"ETag": tag, "Cache-Control": "private, no-cache" if self._site.token else "no-cache"}
        own["Vary"] = ", ".join(_VARY)
        if modified:
            own["Last-Modified"] = format_datetime(modified, usegmt=True)
        if _has(asked, tag, modified):
            await Response(status_code=304, headers=own)(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                # A file of ours has its own.
                if "etag" not in headers:
                    for name, value in own.items():
                        headers.setdefault(name, value)
            if message["type"] == "http.response.body" and is_head:
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, sent)


def _tag(state: lists.State, scans: bool, scope: Scope, asked: Headers) -> str:
    """Weak: a proxy may compress what we send. Images of scans that are shown no more are new, too."""
    of = [state.identity, state.cursor, scans, __version__, scope["path"], scope["query_string"], asked.get("host")]
    of += [asked.get(name) for name in _VARY]
    return f'W/"{hashlib.sha256(repr(of).encode()).hexdigest()[:24]}"'


def _has(asked: Headers, tag: str, modified: datetime.datetime | None) -> bool:
    """Whether who asks has the answer (RFC 9110, 13.1): the date counts only where no tag is given."""
    tags = asked.get("if-none-match")
    if tags is not None:
        # Not for "*": whether there is such a page is not known here.
        return tag.removeprefix("W/") in [one.strip().removeprefix("W/") for one in tags.split(",")]
    since = asked.get("if-modified-since")
    if since is None or modified is None:
        return False
    try:
        return modified <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        # No date, or one that says no zone: as if it were not there.
        return False
