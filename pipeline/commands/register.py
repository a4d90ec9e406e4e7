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
    context: typer.Context,
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
    replaced, and the others stay. A register is of one edition: public, where personal data are masked and what `[public]` of
    paragraf.toml names is withheld, or internal. What was done is told as JSON; which records wait for approval, on standard error.

    **Example:** after each import

        paragraf register build --archive /srv/archive --register sqlite:////srv/register.db

    **Example:** of some records

        paragraf extract minutes/*.pdf | paragraf register build -
    """
    from pipeline.register import building
    from pipeline.register.masking import Policy
    from pipeline.register.store import Register

    if not files and not archive:
        raise UsageError("register build", "needs an archive (--archive DIR) or files of records")
    policy = Policy.of(context.obj.public)
    opened = Register(register, "internal" if internal else "public")
    try:
        # Who names files means these, also where the environment names an archive.
        if files:
            filled = building.fill_from_files(opened, files, policy, whole=rebuild)
        else:
            filled = building.fill_from_archive(opened, archive or os.curdir, policy, again=rebuild)
    finally:
        opened.close()
    for record, own in filled.waiting:
        typer.echo(f"paragraf: {record} waits for approval; its public form is {own}", err=True)
    counts = {name: filled.counts[name] for name in ("new", "changed", "same", "removed")}
    if not internal:
        counts |= {"withheld": filled.counts["withheld"], "waiting": len(filled.waiting)}
    typer.echo(json.dumps(counts))
