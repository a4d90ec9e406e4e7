"""``paragraf register build``: the register of decisions, filled from an archive or from records."""

from __future__ import annotations

import json
import os
from typing import Annotated

import typer

from schemas.errors import UsageError

app = typer.Typer(no_args_is_help=True, help="The register of decisions: what search, feeds and pages are made from.")


@app.callback()
def _register() -> None:
    """A group, though of one command as yet."""


@app.command()
def build(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Records as `paragraf extract` writes them; `-` is standard input."),
    ] = None,
    archive: Annotated[
        str | None,
        typer.Option(envvar="PARAGRAF_ARCHIVE", metavar="DIR", help="An archive; without files, all that it holds."),
    ] = None,
    register: Annotated[
        str,
        typer.Option(
            envvar="PARAGRAF_REGISTER", metavar="URL", help="The database: sqlite:///… or postgresql+psycopg://…"
        ),
    ] = "sqlite:///register.db",
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make all rows anew, and let go of what is not given.")
    ] = False,
    internal: Annotated[bool, typer.Option("--internal", help="A register for the house: nothing is masked.")] = False,
) -> None:
    """Bring the register in step with the records.

    Only what has changed is written. From an archive, what was removed there is removed here; with FILEs, records are added or
    replaced, and the others stay. A register is of one edition: public, where personal data are masked, or internal. What
    was done is told as JSON.

    **Example:** after each import

        paragraf register build --archive /srv/archive --register sqlite:////srv/register.db

    **Example:** of some records

        paragraf extract minutes/*.pdf | paragraf register build -
    """
    from pipeline.archive.store import canonical
    from pipeline.register import building
    from pipeline.register.store import Register

    if not files and not archive:
        raise UsageError("register build", "needs an archive (--archive DIR) or files of records")
    if not internal:
        raise UsageError("register build", "the public edition is not in this version yet: --internal")
    opened = Register(register, "internal")
    try:
        unchanged: list[str] = []
        # Who names files means these, also where the environment names an archive.
        if files:
            records = building.of_files(files)
        else:
            unchanged, records = building.of_archive(archive or os.curdir, {} if rebuild else opened.hashes())
        counts = opened.build(records, canonical, whole=rebuild or not files, again=rebuild, unchanged=unchanged)
    finally:
        opened.close()
    typer.echo(json.dumps({name: counts[name] for name in ("new", "changed", "same", "removed")}))
