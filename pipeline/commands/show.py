"""``paragraf show FILE``: the document with what was found marked in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import UsageError


def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="File to read; `-` is standard input.")],
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write one HTML page instead.", show_default=False)
    ] = None,
) -> None:
    """Show what was found, marked in the document.

    Every fact where it stands, to check a record at a glance: in colours in the terminal, or as one self-contained
    HTML page with a list of the facts beside the text.

    **Example:** look through a protocol in the browser

        paragraf show minutes.pdf --html minutes.html
    """
    from rich.console import Console

    from pipeline import marked
    from pipeline.worker import Worker
    from schemas.record import Record

    with Worker() as worker:
        outcomes = worker.read(file)
    records = [Record.model_validate_json(record) for outcome in outcomes for record in outcome.records]
    errors = [outcome.error for outcome in outcomes if outcome.error]
    if errors and not records:
        raise errors[0]
    for error in errors:
        typer.echo(f"paragraf: {error}", err=True)
    if html is None:
        console = Console(highlight=False)
        for record in records:
            console.print(marked.in_terminal(record))
        return
    try:
        html.write_text(marked.in_html(records), "utf-8")
    except OSError as error:
        raise UsageError(str(html), f"cannot be written: {error.strerror}") from error
    typer.echo(f"paragraf: wrote {html}", err=True)
