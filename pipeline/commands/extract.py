"""``paragraf extract FILE...``: the records of files, as NDJSON."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from queue import SimpleQueue
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.options import MaxBytes, MaxMemory, MaxPages, MaxSeconds, MaxUnpacked
from pipeline.readers.base import Limits
from schemas.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from pipeline.worker import Outcome, Worker

_USUAL = Limits()


def extract(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Files to read; `-` is standard input.")],
    pretty: Annotated[bool, typer.Option("--pretty", help="Indented JSON, for people.")] = False,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help="The public edition: personal data masked, and what `[public]` of paragraf.toml names withheld.",
        ),
    ] = False,
    jobs: Annotated[int, typer.Option(help="Read so many files at once.", min=1)] = 1,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="A trained spaCy model that you have installed (sv_core_news_lg): names that it sees among those present, "
            "and we do not, become problems. Facts are the same without it.",
        ),
    ] = None,
    max_pages: MaxPages = _USUAL.pages,
    max_bytes: MaxBytes = _USUAL.file_bytes,
    max_unpacked: MaxUnpacked = _USUAL.unpacked_bytes,
    max_memory: MaxMemory = _USUAL.memory_bytes,
    max_seconds: MaxSeconds = _USUAL.seconds,
    ocr_processes: Annotated[
        int | None,
        typer.Option(
            help="Read so many scanned pages of a file at once; without it the processors are shared among the jobs.",
            min=1,
        ),
    ] = None,
) -> None:
    """Print the records of files, as JSON lines.

    One object a line for each document, in the order of the files: a file may hold several, and mails, zip files and
    PDFs with files in them give the records of all these. A file that cannot be read is named on standard error with the reason, and the others are read all the same.

    **Example:** the titles of all items, with `jq`

        paragraf extract minutes/*.pdf | jq -r '.paragraphs[] | "§ \\(.number) \\(.title)"'
    """
    shared = max(1, _USUAL.ocr_processes // min(jobs, len(files)))
    limits = Limits(max_bytes, max_pages, max_unpacked, max_memory, max_seconds, ocr_processes or shared)
    if model and os.path.exists(model):
        model = os.path.abspath(model)
    edition = _public(context.obj.public) if public else lambda record: record
    failures: list[ExitCode] = []
    documents = 0
    with (
        closing(_read(files, min(jobs, len(files)), limits, model)) as outcomes,
        _progress(len(files), outcomes) as read,
    ):
        for outcome in chain.from_iterable(read):
            documents += 1
            for record in filter(None, map(edition, outcome.records)):
                typer.echo(_indented(record) if pretty else record)
            if isinstance(outcome.error, UsageError):
                raise outcome.error
            if outcome.error:
                typer.echo(f"paragraf: {outcome.error}", err=True)
                failures.append(outcome.error.exit_code)
    if failures:
        raise typer.Exit(failures[0] if documents == 1 else ExitCode.SOME_FAILED)


def _read(files: list[str], jobs: int, limits: Limits, model: str | None) -> Generator[list[Outcome]]:
    """What comes of each file and of the documents in it, in their order, read by so many workers at once."""
    from pipeline.worker import Worker

    idle: SimpleQueue[Worker] = SimpleQueue()

    def outcomes(name: str) -> list[Outcome]:
        worker = idle.get()
        try:
            return worker.read(name, limits, model)
        finally:
            idle.put(worker)

    with ExitStack() as stack, ThreadPoolExecutor(jobs) as executor:
        workers = [stack.enter_context(Worker()) for _ in range(jobs)]
        for worker in workers:
            idle.put(worker)
        ahead: deque[Future[list[Outcome]]] = deque()
        try:
            for name in files:
                ahead.append(executor.submit(outcomes, name))
                # Some wait behind a slow one, but never all of them.
                if len(ahead) > 2 * jobs:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            # Whoever stops in the midst does not wait for what is being read.
            executor.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.close()


def _public(section: Mapping[str, Any]) -> Callable[[bytes], bytes | None]:
    """What makes of a record, as JSON, its public form; None of one that is not published."""
    from pipeline.register import masking
    from schemas.record import Record

    policy = masking.Policy.of(section)

    def made(line: bytes) -> bytes | None:
        record = Record.model_validate_json(line)
        published = masking.published(record, policy)
        return published.record.model_dump_json().encode() if published.state == "public" else None

    return made


def _indented(record: bytes) -> str:
    return json.dumps(json.loads(record), indent=2, ensure_ascii=False)


@contextmanager
def _progress(files: int, outcomes: Iterator[list[Outcome]]) -> Iterator[Iterable[list[Outcome]]]:
    """The outcomes, with a progress bar while a person waits for many and the records go elsewhere."""
    if files == 1 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield outcomes
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as progress:
        yield progress.track(outcomes, description="Reading", total=files)
