"""``paragraf correct ID``: what a person puts right in a record."""

from __future__ import annotations

import getpass
import json
from typing import Annotated

import typer

from schemas.errors import ExitCode, UsageError


def correct(
    record: Annotated[str, typer.Argument(metavar="ID", help="The record's id, as index.csv has it.")],
    archive: Annotated[str, typer.Option("--archive", envvar="PARAGRAF_ARCHIVE", metavar="DIR", help="The archive.")],
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="PATH=VALUE", help="JSON Pointer and what should stand there: words, or JSON. Repeatable."
        ),
    ] = None,
    drops: Annotated[
        list[str] | None,
        typer.Option("--drop", metavar="PATH", help="JSON Pointer of an entry of a list that is none. Repeatable."),
    ] = None,
    undo: Annotated[int | None, typer.Option(metavar="N", help="Take correction N back.")] = None,
    why: Annotated[str | None, typer.Option(help="The reason; needed to change anything.")] = None,
    who: Annotated[str | None, typer.Option(help="Your name.", show_default="who is logged in")] = None,
    show: Annotated[bool, typer.Option("--show", help="Print the record as it is to be read, corrected.")] = False,
    ledger: Annotated[
        str | None,
        typer.Option(envvar="PARAGRAF_LEDGER", metavar="URL", help="Database of what was seen, if not in the archive."),
    ] = None,
) -> None:
    """Put right what a record says; without options, list its corrections as JSON lines.

    The record stays as it was made. Who changed what, when and why is kept beside it and applied whenever it is read, also when a
    newer version has made it again; where that now reads a third thing, the correction is a conflict: listed as such
    (exit status 10), and not applied.

    **Example:** the date that a misprint gave

        paragraf correct 0123456789abcdef-1 --set /meeting/date=2022-03-24 --why "misprint in the head"

    **Example:** a person who is none

        paragraf correct 0123456789abcdef-1 --drop /attendees/7 --why "a heading"
    """
    from pipeline.archive import corrections, current, index, session
    from pipeline.archive.ledger import now

    changes: list[tuple[str, str | None]] = [_parted(setting) for setting in settings or ()]
    changes += [(path, None) for path in drops or ()]
    if (changes or undo is not None) and not (why or "").strip():
        raise UsageError("--why", "give the reason: it stands beside the record as long as that does")
    who = who or getpass.getuser()
    with session.opened(archive, ledger) as (store, opened):
        known = opened.record(record)
        if known is None:
            raise UsageError(record, "is the id of no record in this archive (index.csv lists them)")
        sha256, stored = known
        if changes:
            made = json.loads(store.read(stored.path))
            corrections.correct(store, made, sha256, changes, why or "", who, now())
        if undo is not None:
            corrections.undo(store, record, sha256, undo, why or "", who, now())
        if changes or undo is not None:
            index.write(store, opened)
        found = current.record(store, stored, sha256)
        if show:
            typer.echo(json.dumps(found.record, ensure_ascii=False, indent=2))
        else:
            for correction in corrections.kept(store, record, sha256):
                state = {"applied": correction in found.applied, "conflict": correction in found.conflicts}
                typer.echo(json.dumps({**correction.model_dump(mode="json"), **state}, ensure_ascii=False))
    if found.conflicts:
        raise typer.Exit(ExitCode.PROBLEMS_FOUND)


def _parted(setting: str) -> tuple[str, str]:
    path, mark, value = setting.partition("=")
    if not mark:
        raise UsageError(setting, "has no value: --set PATH=VALUE")
    return path, value
