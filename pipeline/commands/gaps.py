"""``paragraf gaps --archive DIR``: what seems to be missing or doubled in the archive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import ExitCode, UsageError


def gaps(
    archive: Annotated[str, typer.Option("--archive", envvar="PARAGRAF_ARCHIVE", metavar="DIR", help="The archive.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines, one object a gap, for scripts.")] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write one HTML page instead.", show_default=False)
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(envvar="PARAGRAF_LEDGER", metavar="URL", help="Database of what was seen, if not in the archive."),
    ] = None,
) -> None:
    """Say what seems to be missing or doubled between the minutes of each body.

    Items (§) and meetings that no minutes have though the numbers before and after are there, numbers that contradict the dates,
    and files that claim the same meeting, each with what to do about it. The exit status is 10 where there is something.

    **Example:** a list to work through

        paragraf gaps --archive /srv/archive --html gaps.html
    """
    from rich.console import Console
    from rich.table import Table

    from pipeline.archive import session
    from pipeline.archive.current import entries
    from pipeline.archive.gaps import ADVICE, as_page, gaps

    with session.opened(archive, ledger) as (store, opened):
        found = gaps(entries(store, opened))
    console = Console(highlight=False)
    if html is not None:
        try:
            html.write_text(as_page(found, f"{store.root}/"), "utf-8")
        except OSError as error:
            raise UsageError(str(html), f"cannot be written: {error.strerror}") from error
        typer.echo(f"paragraf: wrote {html}", err=True)
    elif as_json:
        for gap in found:
            typer.echo(json.dumps(gap.as_json(), ensure_ascii=False))
    elif console.is_terminal:
        table = Table("body", "year", "what", "to do", "records", box=None, padding=(0, 1), header_style="dim")
        for gap in found:
            whose = f"{gap.organisation or ''} {gap.body}".strip()
            table.add_row(whose, gap.year, gap.message, ADVICE[gap.code], " ".join(gap.records))
        console.print(table)
    else:
        for gap in found:
            typer.echo(f"{gap.organisation or ''} {gap.body} {gap.year}: {gap.message} ({gap.code})")
    if found:
        raise typer.Exit(ExitCode.PROBLEMS_FOUND)
