"""Templates made into pages: in the reader's language, every string from a document escaped, and the same bytes for the same register."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.web import charts
from pipeline.web.site import Served, Site
from pipeline.web.wording import LANGUAGES, Language, Wording

# Where the feeds are, of all decisions or of those that ``q`` finds.
ATOM: Final = "/feed.atom"
JSON_FEED: Final = "/feed.json"
COOKIE: Final = "paragraf_language"
_YEAR: Final = 365 * 24 * 3600


@dataclass(frozen=True)
class Frame:
    """What every page of one request has in common."""

    request: Request
    site: Site

    @property
    def language(self) -> Language:
        """As the address says, else as it was chosen before, else Swedish."""
        asked = (self.request.query_params.get("lang"), self.request.cookies.get(COOKIE))
        return next((language for given in asked for language in LANGUAGES if language == given), "sv")

    @property
    def say(self) -> Wording:
        """The strings of the reader's language."""
        return Wording(self.language)

    def at(self, path: str, **parameters: str | int | None) -> str:
        """The address of a path of the site, also where a proxy serves it under a path of its own."""
        said = {name: value for name, value in parameters.items() if value not in (None, "")}
        root = self.request.scope.get("root_path", "")
        return f"{root}{quote(path, safe='/?&=%:+')}{f'?{urlencode(said)}' if said else ''}"

    @property
    def switched(self) -> str:
        """This page in the other language."""
        query = [one for one in self.request.query_params.multi_items() if one[0] != "lang"]
        other = next(language for language in LANGUAGES if language != self.language)
        return f"{self.at(self.here)}?{urlencode([*query, ('lang', other)])}"

    @property
    def here(self) -> str:
        """The path of this page on the site."""
        path: str = self.request.scope["path"]
        return path.removeprefix(self.request.scope.get("root_path", ""))

    def page(self, template: str, status: int = 200, /, **values: Any) -> Response:
        """A page as a response of that status."""
        written = _environment().get_template(template).render(frame=self, say=self.say, at=self.at, **values)
        response = HTMLResponse(written, status, {"Content-Language": self.language})
        if self.request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(COOKIE, self.language, max_age=_YEAR, samesite="lax", httponly=True)
        return response


def _frame(request: Request, site: Served) -> Frame:
    return Frame(request, site)


Framed = Annotated[Frame, Depends(_frame)]


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("pipeline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        bars=charts.bars, ATOM=ATOM, JSON_FEED=JSON_FEED, HEIGHT=charts.HEIGHT, WIDTH=charts.WIDTH, style=_style()
    )
    return found


def _style() -> str:
    """The address of the style sheet: another one whenever it has changed."""
    content = resources.files("pipeline.web").joinpath("static", "style.css").read_bytes()
    return f"/static/style.css?{hashlib.sha256(content).hexdigest()[:12]}"
