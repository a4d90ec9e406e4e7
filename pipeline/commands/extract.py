"""``paragraf extract FILE...``: the records of files, as NDJSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import ExitCode, ParagrafError, SourceMissingError
from schemas.source import SourceFile


def extract(
    files: Annotated[list[str], typer.Argument(help="Files to read; - is standard input.")],
    pretty: Annotated[bool, typer.Option(help="Indented JSON, for people.")] = False,
) -> int:
    """Print one JSON record per document of the files, in argument order."""
    from pipeline.process import process  # spaCy takes 0.6 s: not for --help

    failures: list[ParagrafError] = []
    for name in files:
        try:
            for record in process(load(name)):
                print(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2 if pretty else None))  # noqa: T201
        except ParagrafError as error:
            print(f"paragraf: {error}", file=sys.stderr)  # noqa: T201
            failures.append(error)
    if failures:
        return int(failures[0].exit_code if len(files) == 1 else ExitCode.SOME_FAILED)
    return 0


def load(name: str) -> SourceFile:
    """The bytes of a file, or of standard input.

    Raises:
        SourceMissingError: the path is missing, a folder, or may not be read.
    """
    if name == "-":
        return SourceFile("-", sys.stdin.buffer.read())
    path = Path(name)
    if path.is_dir():
        raise SourceMissingError(name, "is a folder; name the files in it")
    try:
        return SourceFile(path.name, path.read_bytes())
    except FileNotFoundError as error:
        raise SourceMissingError(name, "no such file") from error
    except OSError as error:
        raise SourceMissingError(name, error.strerror or str(error)) from error
