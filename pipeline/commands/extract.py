"""``paragraf extract FILE...``: the records of files, as NDJSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands import fault
from pipeline.readers.base import MEGABYTE, Limits
from schemas.errors import ExitCode, ParagrafError, UsageError

if TYPE_CHECKING:
    from schemas.record import Record

_USUAL = Limits()


def extract(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Files to read; `-` is standard input.")],
    pretty: Annotated[bool, typer.Option("--pretty", help="Indented JSON, for people.")] = False,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="A trained spaCy model that you have installed (sv_core_news_lg): names that it sees among those present, "
            "and we do not, become problems. Facts are the same without it.",
        ),
    ] = None,
    max_pages: Annotated[int, typer.Option(help="Refuse documents of more pages.", min=1)] = _USUAL.pages,
    max_bytes: Annotated[int, typer.Option(help="Refuse larger files.", min=1)] = _USUAL.file_bytes,
    max_unpacked: Annotated[
        int, typer.Option(help="Refuse packed files (DOCX) that unpack to more bytes.", min=1)
    ] = _USUAL.unpacked_bytes,
    max_memory: Annotated[
        int, typer.Option(help="Take no more bytes of memory (on Linux).", min=500 * MEGABYTE)
    ] = _USUAL.memory_bytes,
) -> None:
    """Print the records of files, as JSON lines.

    One object a line for each document, in the order of the files: a file may hold several. A file that cannot be
    read is named on standard error with the reason, and the others are read all the same.

    **Example:** the titles of all items, with `jq`

        paragraf extract minutes/*.pdf | jq -r '.paragraphs[] | "§ \\(.number) \\(.title)"'
    """
    limits = Limits(max_bytes, max_pages, max_unpacked, max_memory)
    limits.hold_memory()
    if model:
        _check(model)
    failures: list[ExitCode] = []
    with _progress(files) as names:
        for name in names:
            try:
                for record in _records(name, limits, model):
                    typer.echo(record.model_dump_json(indent=2 if pretty else None))
            except ParagrafError as error:
                typer.echo(f"paragraf: {error}", err=True)
                failures.append(error.exit_code)
            except BrokenPipeError:
                raise
            except Exception as error:
                # A fault of ours in one document must not take the others with it.
                if os.environ.get("PARAGRAF_DEBUG"):
                    raise
                typer.echo(f"paragraf: {name}: {fault(error)}", err=True)
                failures.append(ExitCode.INTERNAL)
    if failures:
        raise typer.Exit(failures[0] if len(files) == 1 else ExitCode.SOME_FAILED)


def _check(model: str) -> None:
    """End the call before any file is read if there is no such model."""
    from extractors import nlp

    try:
        nlp.model(model)
    except OSError as error:
        reason = "no such spaCy model here; install it with pip (see docs/howto/trained-model.md), or leave out --model"
        raise UsageError(f"--model {model}", reason) from error


def _records(name: str, limits: Limits, model: str | None) -> list[Record]:
    from pipeline.process import process  # spaCy takes long to load: not for --help
    from pipeline.sources import load

    return process(load(name, limits), limits, model)


@contextmanager
def _progress(files: list[str]) -> Iterator[Iterable[str]]:
    """The files, with a progress bar while a person waits for many and the records go elsewhere."""
    if len(files) == 1 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield files
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as progress:
        yield progress.track(files, description="Reading")
