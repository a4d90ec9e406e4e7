"""``paragraf import SOURCE... --archive DIR``: many files into the archive."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import __version__
from pipeline.options import MaxBytes, MaxMemory, MaxPages, MaxSeconds, MaxUnpacked
from pipeline.readers.base import Limits
from schemas.errors import ExitCode

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from pipeline.bulk import Progress

_USUAL = Limits()


def import_files(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders, patterns, zip files, or fsspec URLs (s3://…)."),
    ],
    archive: Annotated[
        str,
        typer.Option(
            "--archive", envvar="PARAGRAF_ARCHIVE", metavar="DIR", help="A folder or an fsspec URL; made if missing."
        ),
    ],
    ledger: Annotated[
        str | None,
        typer.Option(
            envvar="PARAGRAF_LEDGER",
            metavar="URL",
            help="Database of what was seen: sqlite:///… or postgresql+psycopg://…; a file in the archive without it.",
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option(help="Documents read at the same time.", min=1, show_default="one a core")
    ] = os.cpu_count() or 1,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="tcp://HOST:PORT", help="The scheduler of a Dask cluster, in place of this machine's cores."
        ),
    ] = None,
    reprocess: Annotated[
        bool, typer.Option("--reprocess", help="Read again what another version of the software has read.")
    ] = False,
    log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add lines of JSON to this file that say how the run goes.")
    ] = None,
    max_pages: MaxPages = _USUAL.pages,
    max_bytes: MaxBytes = _USUAL.file_bytes,
    max_unpacked: MaxUnpacked = _USUAL.unpacked_bytes,
    max_memory: MaxMemory = _USUAL.memory_bytes,
    max_seconds: MaxSeconds = _USUAL.seconds,
) -> None:
    """Import files into the archive: originals, records, and what became of each file.

    Only what is new or changed is read. It may be killed at any moment and run again: nothing is lost, nothing is there twice.
    The report, as JSON, comes on standard output, and stays in the archive under reports/.

    **Example:** everything under a folder, with a bar that shows how far it is

        paragraf import /mnt/protokoll --archive /srv/archive
    """
    from pipeline import bulk
    from pipeline.archive import lock
    from pipeline.archive.ledger import Ledger
    from pipeline.archive.store import Archive
    from pipeline.listing import listed

    limits = Limits(
        max_bytes,
        max_pages,
        max_unpacked,
        max_memory,
        max_seconds,
        ocr_processes=max(1, _USUAL.ocr_processes // jobs),
    )
    store = Archive(archive)
    opened = Ledger(ledger or store.ledger_url)
    try:
        with (
            lock.held(archive, store.folder, opened.engine),
            _pool(cluster, jobs) as (executor, slots),
            _shown() as show,
            _logged(log) as say,
        ):

            def tell(progress: Progress) -> None:
                show(progress)
                say(progress)

            files = listed(sources, leave_out=store.root)
            report = bulk.run(files, store, opened, executor, slots, bulk.Settings(archive, limits), reprocess, tell)
    finally:
        opened.close()
    typer.echo(report.as_json())
    if report.quarantined or report.unopened or report.left or not report.adds_up:
        raise typer.Exit(ExitCode.SOME_FAILED)


@contextmanager
def _pool(cluster: str | None, jobs: int) -> Iterator[tuple[Executor, int]]:
    """What runs the work, and how many tasks it takes at a time."""
    if cluster is None:
        from pipeline.bulk import local

        with local(jobs) as executor:
            yield executor, jobs
        return
    from pipeline.cluster import connected

    with connected(cluster) as found:
        yield found


@contextmanager
def _logged(file: Path | None) -> Iterator[Callable[[Progress], None]]:
    """What tells a log how far the run is, if there is to be one."""
    if file is None:
        yield lambda progress: None
        return
    from pipeline import bulk, logs

    with file.open("a", encoding="utf-8") as stream:
        log = logs.on([stream])
        log.info("import begins", software=__version__)
        yield bulk.logged(log)
        log.info("import ends")


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """A bar on a terminal; elsewhere a plain line now and then."""
    if not sys.stderr.isatty():
        last, said = time.monotonic(), 0

        def say(progress: Progress) -> None:
            nonlocal last, said
            if progress.read > said and (time.monotonic() - last > 30 or progress.read == progress.to_read):
                last, said = time.monotonic(), progress.read
                typer.echo(
                    f"paragraf: {progress.read} of {progress.to_read} files read, {progress.pages} pages, "
                    f"{len(progress.quarantined)} set aside",
                    err=True,
                )

        yield say
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        looking = bar.add_task("Looking", total=None, speed="")
        reading = bar.add_task("Reading", total=None, speed="", visible=False)
        begin = time.monotonic()

        def draw(progress: Progress) -> None:
            bar.update(looking, completed=progress.unchanged + progress.looked)
            if progress.to_read:
                pages = progress.pages / max(0.1, time.monotonic() - begin)
                speed = f"{pages:.0f} pages/s, {len(progress.quarantined)} set aside"
                bar.update(looking, total=progress.unchanged + progress.looked)
                bar.update(reading, visible=True, total=progress.to_read, completed=progress.read, speed=speed)

        yield draw
