"""The page on which the token of an internal register is given; a cookie remembers that it was."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.web.guard import COOKIE, LOGIN, same, session
from pipeline.web.rendering import Frame, Framed

router = APIRouter(include_in_schema=False)

# A form of two short fields.
_LONGEST: Final = 4_000


@router.get(LOGIN)
def login(frame: Framed, next: str = "/") -> Response:
    """The form."""
    return _form(frame, next, False)


@router.post(LOGIN)
async def logged_in(frame: Framed, request: Request) -> Response:
    """The page that was asked for, if the token is right."""
    token = frame.site.token
    if token is None:
        raise HTTPException(404)
    fields = parse_qs((await _body(request)).decode("utf-8", "replace"))
    wanted = fields.get("next", ["/"])[0]
    if not same(fields.get("token", [""])[0].strip(), token):
        return _form(frame, wanted, True)
    response = RedirectResponse(frame.at(_own(wanted)), 303)
    is_secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, session(token), httponly=True, samesite="strict", secure=is_secure)
    return response


@router.post("/logout")
def logged_out(frame: Framed) -> Response:
    """The form again, and the cookie gone."""
    response = RedirectResponse(frame.at(LOGIN), 303)
    response.delete_cookie(COOKIE)
    return response


def _form(frame: Frame, wanted: str, is_wrong: bool) -> Response:
    if frame.site.token is None:
        raise HTTPException(404)
    return frame.page("login.html", 403 if is_wrong else 200, wanted=_own(wanted), is_wrong=is_wrong)


async def _body(request: Request) -> bytes:
    found = b""
    async for chunk in request.stream():
        found += chunk
        if len(found) > _LONGEST:
            raise HTTPException(413)
    return found


def _own(address: str) -> str:
    """A path of this site: nobody is led to another one.

    >>> _own("/items/1/p3"), _own("//elsewhere.example"), _own("https://elsewhere.example"), _own("/\\\\elsewhere.example")
    ('/items/1/p3', '/', '/', '/')
    """
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
