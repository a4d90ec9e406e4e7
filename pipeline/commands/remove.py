"""``paragraf remove SHA256``: a document out of the archive, for good."""

from __future__ import annotations

import getpass
import json
import re
from contextlib import closing
from typing import Annotated

import typer

from schemas.errors import UsageError


def remove(
    context: typer.Context,
    sha256: Annotated[
        str, typer.Argument(metavar="SHA256", help="Of the file's bytes: the name of its original, without suffix.")
    ],
    archive: Annotated[str, typer.Option("--archive", envvar="PARAGRAF_ARCHIVE", metavar="DIR", help="The archive.")],
    why: Annotated[str, typer.Option(help="The reason; it stays, so it should name nobody.")],
    who: Annotated[str | None, typer.Option(help="Your name.", show_default="who is logged in")] = None,
    ledger: Annotated[
        str | None,
        typer.Option(envvar="PARAGRAF_LEDGER", metavar="URL", help="Database of what was seen, if not in the archive."),
    ] = None,
    register: Annotated[
        str | None,
        typer.Option(
            envvar="PARAGRAF_REGISTER", metavar="URL", help="A register of this archive: it lets go of it at once."
        ),
    ] = None,
) -> None:
    """Take a document out of the archive for good: original, records, corrections, and what the journal tells of it.

    A trace stays (hash, when, who, why), so that no import brings it back. Where the file was found it is not touched: those
    places are printed, as JSON, to be seen to. A mail or zip file that it came in holds its bytes still, and is named. Search, pages
    and feeds lose it with the register; another register of the archive does when it is next built.

    **Example:** by order

        paragraf remove 5e0a… --archive /srv/archive --why "gallring, beslut 2024/17"
    """
    from pipeline.archive import removal, session
    from pipeline.archive.ledger import now
    from pipeline.register import building
    from pipeline.register.masking import Policy
    from pipeline.register.store import Register

    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise UsageError(sha256, "is no SHA-256: 64 digits from 0 to f")
    if not why.strip():
        raise UsageError("--why", "give the reason: it is what stays")
    policy = Policy.of(context.obj.public)
    with session.opened(archive, ledger) as (store, opened):
        removed = removal.remove(store, opened, sha256, why, who or getpass.getuser(), now())
    if register:
        with closing(Register(register)) as filled:
            building.fill_from_archive(filled, archive, policy)
    trace = removed.trace.model_dump(mode="json", include={"sha256", "state", "at", "who", "reason"})
    left = {"files": removed.files, "inside": removed.inside, "held": removed.held}
    typer.echo(json.dumps({**trace, **left}, ensure_ascii=False, indent=2))
    for container in removed.inside:
        typer.echo(
            f"paragraf: {container}, which is in the archive too, holds its bytes: remove that as well", err=True
        )
    for document in removed.held:
        typer.echo(
            f"paragraf: {document} came in it and is in the archive too: remove that as well if it must go", err=True
        )
