"""``paragraf search QUERY``: what the register has."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from pipeline.register.search import Hit, Page
    from pipeline.register.store import Register

_SHOWN = ("organisation", "body", "year", "outcome")


def search(
    query: Annotated[list[str] | None, typer.Argument(metavar="QUERY", help="What to search for; all without.")] = None,
    register: Annotated[
        str,
        typer.Option(
            envvar="PARAGRAF_REGISTER", metavar="URL", help="The database: sqlite:///… or postgresql+psycopg://…"
        ),
    ] = "sqlite:///register.db",
    sort: Annotated[
        Literal["newest", "relevance"],
        typer.Option(help="The newest meeting first, or the best match among the newest 2,000 hits."),
    ] = "newest",
    limit: Annotated[int, typer.Option(help="Show so many.", min=1)] = 20,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON lines, one object a hit; always so where no person looks.")
    ] = False,
) -> None:
    """Search the register of decisions.

    Words in any form, all of which must be there; "a phrase"; -without; beginning*; sums ("över 500 000"). And fields: `organ:`, `utfall:`,
    `status:`, `parti:`, `person:`, `datum:`, `belopp:`, `dnr:`, `§:`, `organisation:`, `beslutad_av:`, `år:` (in English: body, outcome, status,
    party, name, date, amount, case, item, organisation, decided_by, year). A value with blanks stands in quotes; `|` stands between several, `..`
    in a range. Put the whole query into single quotes, so that the shell leaves it alone.

    **Example:** what the board granted, of half a million or more

        paragraf search 'bidrag över 500 000 organ:kommunstyrelsen datum:2022..2023'

    **Example:** titles of all that was rejected, with `jq`

        paragraf search --json --limit 10000 utfall:avslag | jq -r .title
    """
    from rich.console import Console

    from pipeline.register.query import parse
    from pipeline.register.search import search as asked
    from pipeline.register.store import Register

    wanted = parse(" ".join(query or ()))
    opened = Register(register, read_only=True)
    try:
        first = asked(opened, wanted, sort, min(limit, 100))
        if as_json or not sys.stdout.isatty():
            for hit in _hits(opened, wanted.typed, sort, first, limit):
                shown = {name: value for name, value in hit.entry.items() if name != "key"}
                typer.echo(json.dumps({**shown, "snippet": hit.snippet, "marks": hit.marks}, ensure_ascii=False))
        else:
            Console().print(_table(first, list(_hits(opened, wanted.typed, sort, first, limit))))
    finally:
        opened.close()
    if first.suggestion:
        typer.echo(f"paragraf: did you mean: {first.suggestion}", err=True)


def _hits(
    register: Register, typed: str, sort: Literal["newest", "relevance"], first: Page, limit: int
) -> Iterator[Hit]:
    """So many hits, page by page."""
    from pipeline.register.query import parse
    from pipeline.register.search import search as asked

    page, left = first, limit
    while True:
        yield from page.hits[:left]
        left -= len(page.hits)
        if left <= 0 or not page.cursor:
            return
        page = asked(register, parse(typed), sort, min(left, 100), page.cursor, facets=False)


def _table(first: Page, hits: list[Hit]) -> Table:
    from rich.table import Table

    total = f"{first.total:,}" if first.is_exact else f"more than {first.total:,}"
    facets = (
        f"{facet.name}: " + ", ".join(f"{value} {count:,}" for value, count in facet.values[:4])
        for facet in first.facets
        if facet.name in _SHOWN and len(facet.values) > 1
    )
    table = Table(
        title=f"{total} found", caption="\n".join(facets) or None, caption_justify="left", title_justify="left"
    )
    for name in ("Date", "Body", "§", "Decision", "Outcome"):
        table.add_column(name, overflow="fold", no_wrap=name == "Date")
    for hit in hits:
        entry = hit.entry
        table.add_row(entry["date"], entry["body"], entry["number"], _marked(hit), entry["outcome"])
    return table


def _marked(hit: Hit) -> Text:
    """The title, and the passage with the words found in bold."""
    from rich.text import Text

    passage = Text(hit.snippet)
    for start, end in hit.marks:
        passage.stylize("bold yellow", start, end)
    title = hit.entry["title"]
    return Text.assemble((title, "bold"), "\n", passage) if title and title != hit.snippet else passage
