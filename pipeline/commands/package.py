"""``paragraf package DIR --out DIR``: submission packages for an e-archive."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.archive.kinds import Kind, OnePer
from schemas.errors import ExitCode, ParagrafError, SourceMissingError

if TYPE_CHECKING:
    from pipeline.archive.deliveries import Delivery


def package(
    archive: Annotated[str, typer.Argument(metavar="DIR", help="The archive: a folder or an fsspec URL.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the packages are written; made if missing.")],
    kind: Annotated[
        Kind, typer.Option("--format", help="E-ARK SIP 2.1.0 (FGS Paketstruktur 2.0), or plain BagIt.")
    ] = Kind.EARK,
    organisation: Annotated[
        str | None, typer.Option(envvar="PARAGRAF_ORGANISATION", metavar="NAME", help="Who delivers.")
    ] = None,
    org_number: Annotated[
        str | None,
        typer.Option(
            envvar="PARAGRAF_ORG_NUMBER", metavar="NNNNNN-NNNN", help="The organisation number of who delivers."
        ),
    ] = None,
    one_per: Annotated[
        OnePer, typer.Option(help="What one package holds: a meeting, a body's year, or all of a body.")
    ] = OnePer.MEETING,
    agreement: Annotated[
        str | None, typer.Option(metavar="NAME", help="The agreement with the e-archive, by its name there.")
    ] = None,
    folders: Annotated[
        bool, typer.Option("--folders", help="A folder for each package instead of a zip file.")
    ] = False,
    created: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="The time that the packages bear (2026-11-24T12:00:00+00:00), to make the same again, byte for byte.",
            show_default="now",
        ),
    ] = None,
) -> None:
    """Write submission packages for an e-archive.

    Each holds originals, records with their JSON Schema, and what was done with them (PREMIS). Nothing is overwritten. What was written
    comes on standard output, one JSON object a package.

    **Example:** the archive of a municipality, one package a body and year

        paragraf package /srv/archive --out delivery --one-per year --organisation "Hällmora kommun" --org-number 212000-0142
    """
    from pipeline.archive.deliveries import deliveries
    from pipeline.archive.package import Packer, deliverer, moment
    from pipeline.archive.store import Archive

    by = deliverer(organisation, org_number, agreement)
    packer = Packer(Archive(archive), out, by, moment(created), kind, not folders)
    found = deliveries(packer.archive, one_per)
    if not found:
        raise SourceMissingError(archive, "no archive with records in it")
    packer.refuse_to_overwrite(found)
    failures: list[ParagrafError] = []
    for delivery in _shown(found):
        try:
            typer.echo(json.dumps(asdict(packer.pack(delivery)), ensure_ascii=False))
        except ParagrafError as error:
            typer.echo(f"paragraf: {error} (no package: {delivery.title})", err=True)
            failures.append(error)
    if failures:
        raise typer.Exit(failures[0].exit_code if len(found) == 1 else ExitCode.SOME_FAILED)


def _shown(found: Sequence[Delivery]) -> Iterator[Delivery]:
    """*found*, with a bar on a terminal, and elsewhere a plain line now and then."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import track

        yield from track(found, "Packing", console=Console(stderr=True))
        return
    last = time.monotonic()
    for number, delivery in enumerate(found, 1):
        yield delivery
        if time.monotonic() - last > 30 or number == len(found):
            last = time.monotonic()
            typer.echo(f"paragraf: {number} of {len(found)} packages written", err=True)
