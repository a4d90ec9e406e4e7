"""What stands before every route: the headers that browsers obey, a limit to the requests of one address, the token of an internal register.

Pure ASGI, so that a large answer streams through.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import time
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import quote

from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.web.errors import problem

# Nothing from elsewhere and nothing inline: what a document says can never run, even if it got into a page as HTML.
SECURITY: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # What somebody searches for is told to no other site.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# So many addresses are counted before those who asked long ago are forgotten.
_ADDRESSES: Final = 50_000
COOKIE: Final = "paragraf_session"
LOGIN: Final = "/login"
# What the page on which the token is given needs itself.
_OPEN: Final = (LOGIN, "/static/")


class SecurityHeaders:
    """Gives every answer the headers of ``SECURITY``, where it has none of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sent)


class RateLimit:
    """Lets an address ask so often a minute, on average; a minute's worth at once. Kept in memory: each process counts for itself."""

    def __init__(self, app: ASGIApp, requests_a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._most = float(requests_a_minute)
        self._clock = clock
        # Of each address what it has left, and when that was counted.
        self._left: dict[str, tuple[float, float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        wait = self._wait(_address(scope)) if scope["type"] == "http" else 0
        if not wait:
            await self._app(scope, receive, send)
            return
        said = f"no more than {self._most:g} requests a minute"
        await problem(429, said, {"Retry-After": str(wait)})(scope, receive, send)

    def _wait(self, address: str) -> int:
        """Count a request; the seconds after which another may come, 0 where this one may."""
        now = self._clock()
        left = self._refilled(address, now)
        if left < 1:
            return math.ceil((1 - left) * 60 / self._most)
        self._left[address] = (left - 1, now)
        if len(self._left) > _ADDRESSES:
            # Who has a whole minute's worth is as one who never came.
            self._left = {one: had for one, had in self._left.items() if self._refilled(one, now) < self._most}
        return 0

    def _refilled(self, address: str, now: float) -> float:
        left, at = self._left.get(address, (self._most, now))
        return min(self._most, left + (now - at) * self._most / 60)


def _address(scope: Scope) -> str:
    """Who asks: an address of IPv4, or the network of IPv6 that one customer has.

    >>> _address({"client": ("2001:db8:1:2:3::4", 80)}), _address({"client": ("192.0.2.1", 80)})
    ('2001:db8:1:2::/64', '192.0.2.1')
    """
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        # A socket of this machine has no address.
        return str(host)
    return str(ipaddress.ip_network((host, 64), strict=False)) if address.version == 6 else host


class Token:
    """Lets only those through who have the token: ``Authorization: Bearer …``, or the cookie that the login page sets."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN) or self._is_known(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            asked = scope["query_string"].decode("latin-1")
            wanted = f"{scope['path']}?{asked}" if asked else scope["path"]
            refusal: Response = RedirectResponse(f"{LOGIN}?next={quote(wanted)}", 303)
        else:
            said = "this register is internal: it asks for its token"
            refusal = problem(401, said, {"WWW-Authenticate": 'Bearer realm="paragraf"'})
        await refusal(scope, receive, send)

    def _is_known(self, headers: Headers) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and same(given.strip(), self._token):
            return True
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and same(cookie.value, session(self._token))


def session(token: str) -> str:
    """What the cookie holds: made of the token, which cannot be had from it."""
    return hmac.new(token.encode(), b"paragraf session", hashlib.sha256).hexdigest()


def same(given: str, wanted: str) -> bool:
    """Whether they are the same, found out in a time that tells nothing of where they differ."""
    return hmac.compare_digest(given.encode(), wanted.encode())
