"""The application: routes over a site, and what stands before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources
from typing import Final

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles

from pipeline import __version__
from pipeline.web import api, errors, feeds, login, mistakes, oparl, pages
from pipeline.web.errors import Unexpected
from pipeline.web.fresh import Fresh
from pipeline.web.guard import RateLimit, SecurityHeaders, Token
from pipeline.web.originals import Originals
from pipeline.web.site import Site

# What scripts of other sites may see of an answer, besides its content.
_EXPOSED: Final = ("ETag", "Link", "Retry-After")


def application(site: Site) -> FastAPI:
    """The ASGI application of *site*. Who opened its register closes it."""
    originals = Originals(site)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        originals.close()

    app = FastAPI(
        title="Paragraf",
        lifespan=lifespan,
        version=__version__,
        summary="A register of decisions in Swedish meeting minutes",
        # Their pages fetch from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    app.state.site = site
    app.state.originals = originals
    errors.install(app)
    mistakes.install(app)
    for routes in (api.router, feeds.router, oparl.router, pages.router, login.router):
        app.include_router(routes)
    app.mount("/static", StaticFiles(directory=str(resources.files("pipeline.web").joinpath("static"))), "static")
    # What is added last stands first: refusals have the headers too.
    app.add_middleware(Fresh, site=site)
    if site.token is not None:
        app.add_middleware(Token, token=site.token)
    else:
        # What everybody may read, pages of other sites may read too.
        app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"], expose_headers=_EXPOSED)
    app.add_middleware(RateLimit, requests_a_minute=site.requests_a_minute)
    app.add_middleware(Unexpected)
    app.add_middleware(SecurityHeaders)
    return app
