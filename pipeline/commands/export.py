"""``paragraf export``: tables of the register, for Excel and others."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Literal

import typer

from schemas.errors import UsageError


def export(
    query: Annotated[
        list[str] | None, typer.Argument(metavar="QUERY", help="As of `paragraf search`; all without.")
    ] = None,
    register: Annotated[
        str,
        typer.Option(
            envvar="PARAGRAF_REGISTER", metavar="URL", help="The database: sqlite:///… or postgresql+psycopg://…"
        ),
    ] = "sqlite:///register.db",
    table: Annotated[
        Literal["decisions", "meetings", "items", "votes", "people", "amounts", "citations", "problems"],
        typer.Option(help="What: the hits themselves, or what stands in their items or meetings."),
    ] = "decisions",
    form: Annotated[Literal["csv", "xlsx"], typer.Option("--format", help="CSV in UTF-8, or Excel.")] = "csv",
    bom: Annotated[bool, typer.Option("--bom", help="A mark at the head of CSV, by which Excel knows UTF-8.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to; standard output without.")] = None,
) -> None:
    """Write a table of the register as CSV or Excel.

    Text that begins as a formula has an apostrophe before it in CSV; in Excel it is text.

    **Example:** all decisions of two years, for Excel

        paragraf export --format xlsx --out decisions.xlsx datum:2022..2023

    **Example:** the sums that stand in the items about schools

        paragraf export --table amounts skola > sums.csv
    """
    from pipeline.register import export as exporting
    from pipeline.register.query import parse
    from pipeline.register.store import Register

    if form == "xlsx" and out is None and sys.stdout.isatty():
        raise UsageError("--format xlsx", "is no text: name a file with --out")
    wanted = parse(" ".join(query or ()))
    with ExitStack() as stack:
        opened = Register(register, read_only=True)
        stack.callback(opened.close)
        names, rows = exporting.rows(opened, table, wanted)
        try:
            target = stack.enter_context(out.open("wb")) if out else sys.stdout.buffer
        except OSError as error:
            raise UsageError(str(out), f"cannot be written: {error.strerror}") from error
        if form == "csv":
            exporting.write_csv(names, rows, target, bom)
        else:
            exporting.write_xlsx(names, rows, target, table)
    if out:
        typer.echo(f"paragraf: wrote {out}", err=True)
