"""``paragraf nightly``: the scheduled job, for a timer and a monitor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def nightly(
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            envvar="PARAGRAF_CONFIG",
            metavar="FILE",
            help="Where things are; paragraf.toml in the current folder without.",
        ),
    ] = None,
) -> None:
    """Do what is to be done every night: import from the inboxes, and look after the archive.

    What it does is said in JSON lines on standard error; the report, as JSON, comes on standard output, and stays in the archive
    under reports/, with a page for people. The exit status is 0 after a night without trouble, 9 where files could not be
    imported or something else is to be looked at, 13 where something of the archive is lost or altered, 1 where a step failed, 12 where
    another run holds the archive.

    **Example:** with a configuration that a timer names

        paragraf nightly --config /etc/paragraf.toml
    """
    from pipeline import nightly
    from pipeline.config import load

    night = nightly.run(load(config))
    typer.echo(night.as_json())
    if night.exit_status:
        raise typer.Exit(night.exit_status)
