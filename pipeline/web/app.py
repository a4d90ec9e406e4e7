"""The application: routes over a site, and what stands before them."""

from __future__ import annotations

from fastapi import FastAPI

from pipeline import __version__
from pipeline.web import api, errors
from pipeline.web.guard import SecurityHeaders, Token
from pipeline.web.site import Site


def application(site: Site) -> FastAPI:
    """The ASGI application of *site*. Who opened its register closes it."""
    app = FastAPI(
        title="Paragraf",
        version=__version__,
        summary="A register of decisions in Swedish meeting minutes",
        # Their pages fetch from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    app.state.site = site
    errors.install(app)
    app.include_router(api.router)
    if site.token is not None:
        app.add_middleware(Token, token=site.token)
    # What is added last stands first: refusals have the headers too.
    app.add_middleware(SecurityHeaders)
    return app
