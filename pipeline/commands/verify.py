"""``paragraf verify DIR``: the archive held against itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from schemas.errors import ExitCode


def verify(
    archive: Annotated[str, typer.Argument(envvar="PARAGRAF_ARCHIVE", metavar="DIR", help="The archive.")],
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be mended without a guess.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The result as one JSON object.")] = False,
    ledger: Annotated[
        str | None,
        typer.Option(envvar="PARAGRAF_LEDGER", metavar="URL", help="Database of what was seen, if not in the archive."),
    ] = None,
) -> None:
    """Hold every file of the archive against its hash, and journal, ledger, corrections and index against each other.

    The exit status is 13 where something is lost or altered, 10 where there is something else to look at. --repair removes
    what killed runs left, finishes removals, makes ledger, index and manifest anew, and restores originals from where they
    were found and records from their originals, if the hash fits. It deletes nothing that may be the last copy.

    **Example:** mend what can be mended, and say what not

        paragraf verify /srv/archive --repair
    """
    from pipeline.archive import session
    from pipeline.archive.verify import verify

    with session.opened(archive, ledger) as (store, opened), _shown() as tell:
        result = verify(store, opened, repair, _reread, tell=tell)
    if as_json:
        typer.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
    else:
        for finding in result.findings:
            state = ", repaired" if finding.repaired else ""
            typer.echo(f"{finding.severity}{state}: {finding.path}: {finding.message} ({finding.code})")
        typer.echo(f"{result.files} files held against their hashes, {len(result.findings)} findings")
    if result.damaged:
        raise typer.Exit(ExitCode.DAMAGED)
    if not result.sound:
        raise typer.Exit(ExitCode.PROBLEMS_FOUND)


def _reread(name: str, content: bytes) -> Iterable[bytes]:
    from pipeline.archive.store import canonical
    from pipeline.worker import Worker
    from schemas.source import SourceFile

    with Worker() as worker:
        outcome = worker.process(SourceFile(name, content))
    return [canonical(json.loads(record)) for record in outcome.records]


@contextmanager
def _shown() -> Iterator[Callable[[int, int], None]]:
    """A bar, on a terminal only."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, redirect_stdout=False, disable=not console.is_terminal) as bar:
        task = bar.add_task("Verifying")
        yield lambda done, total: bar.update(task, completed=done, total=total)
