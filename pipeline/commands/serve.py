"""``paragraf serve``: the register's pages, API and feeds."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import SourceMissingError, UsageError

_TOKEN = "PARAGRAF_TOKEN"


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 for all of this machine.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 for any that is free.", min=0, max=65535)] = 8000,
    register: Annotated[
        str,
        typer.Option(
            envvar="PARAGRAF_REGISTER", metavar="URL", help="The database: sqlite:///… or postgresql+psycopg://…"
        ),
    ] = "sqlite:///register.db",
    archive: Annotated[
        str | None,
        typer.Option(
            envvar="PARAGRAF_ARCHIVE",
            metavar="DIR",
            help="The archive, for images of the pages; none are shown without.",
        ),
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Read the samples, and serve those.")] = False,
    internal: Annotated[
        bool,
        typer.Option("--internal", help="Serve a register of the internal edition, to those who have the token."),
    ] = False,
    token_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help=f"The file that holds the token; {_TOKEN} without.")
    ] = None,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="Where readers find the site, if a proxy stands before it."),
    ] = None,
    requests_a_minute: Annotated[
        int, typer.Option(help="So many requests of one address on average, and at once.", min=1)
    ] = 600,
) -> None:
    """Serve the register: pages for people, an API (/openapi.json), feeds. Nothing can be written through it.

    A register of the public edition is served to everybody who reaches the address; one of the internal edition with `--internal` alone, and to
    those who have the token.

    **Example:** what it is, with the samples

        paragraf serve --demo

    **Example:** behind a proxy

        paragraf serve --register sqlite:////srv/register.db --archive /srv/archive --url https://protokoll.example.org
    """
    from pipeline.archive.store import Archive
    from pipeline.register.masking import Policy
    from pipeline.register.store import Register
    from pipeline.web import demo as samples
    from pipeline.web import server
    from pipeline.web.app import application
    from pipeline.web.site import Site

    token = _token(token_file) if internal else None
    with ExitStack() as stack:
        listening = stack.enter_context(server.listen(host, port))
        kept = Archive(archive) if archive else None
        if demo:
            typer.echo("paragraf: reading the samples …", err=True)
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="paragraf-demo-"))
            kept, register = samples.made(Path(folder))
        opened = Register(register, "internal" if internal else "public", read_only=True)
        stack.callback(opened.close)
        policy = Policy() if demo else Policy.of(context.obj.public)
        app = application(Site(opened, kept, token, url.rstrip("/") if url else None, policy, requests_a_minute))
        typer.echo(f"paragraf: {server.address(listening)} (Ctrl+C ends it)", err=True)
        server.run(app, listening)


def _token(file: Path | None) -> str:
    try:
        token = file.read_text("utf-8").strip() if file else os.environ.get(_TOKEN, "").strip()
    except OSError as error:
        raise SourceMissingError(str(file), error.strerror or str(error)) from error
    if len(token) < 16:
        raise UsageError("--internal", f"needs a token of 16 characters or more, in {_TOKEN} or --token-file")
    return token
