"""``paragraf check FILE...``: what minutes lack by law, and where they contradict themselves."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from schemas.errors import ExitCode


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Files to read; `-` is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines, one object a document, for scripts.")] = False,
) -> None:
    """Say what minutes lack by law, and where they contradict themselves.

    For each document: which act it is held against and why; what the act asks for, with the place where it stands (✓), missing (✗),
    not found where that proves nothing (?: an extract, a committee, an act that nobody has verified), or not to be
    expected (–); then contradictions, with page and words. The exit status is 10 where there are warnings or errors.

    **Example:** before minutes are adjusted

        paragraf check minutes.docx

    **Example:** which of many need a look

        paragraf check --json minutes/*.pdf | jq -r 'select(.sound | not) | .source'
    """
    from rich.console import Console

    from pipeline import checked
    from pipeline.worker import Worker
    from schemas.record import Record

    console = Console(highlight=False)
    failures: list[ExitCode] = []
    sound, documents = True, 0
    with Worker() as worker:
        for outcome in (outcome for name in files for outcome in worker.read(name)):
            documents += 1
            if outcome.error:
                typer.echo(f"paragraf: {outcome.error}", err=True)
                failures.append(outcome.error.exit_code)
            for result in (checked.checked(Record.model_validate_json(record)) for record in outcome.records):
                sound = sound and result.sound
                if as_json:
                    typer.echo(json.dumps(checked.as_json(result), ensure_ascii=False))
                elif console.is_terminal:
                    console.print(checked.in_terminal(result))
                else:
                    typer.echo("\n".join((*checked.in_lines(result), "")))
    if failures:
        raise typer.Exit(failures[0] if documents == 1 else ExitCode.SOME_FAILED)
    if not sound:
        raise typer.Exit(ExitCode.PROBLEMS_FOUND)
