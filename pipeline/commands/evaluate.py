"""``paragraf evaluate GOLD CORPUS``: how good the records of a corpus are, measured on gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schemas.errors import SourceMissingError, UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.evaluation import GoldFile, Json, Report


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of gold files (JSON).")],
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="Folder that their file names count from.")],
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List every miss and every false alarm.")] = False,
) -> None:
    """Measure the records against gold.

    How much of what gold says was found, and how much of what was found is right: figures for all documents, for
    each organisation (the first folder of a document's path), and whether confidence means what it says. A gold file
    is `{"file": "path/in/corpus.pdf", "records": [...]}`: the records as they should be, with the fields to judge.

    **Example:** your own documents

        paragraf evaluate my-gold/ my-documents/
    """
    from rich.console import Console

    from pipeline import evaluation

    try:
        entries = evaluation.read_gold(gold)
    except ValueError as error:
        raise UsageError(str(gold), str(error)) from error
    if not entries:
        raise UsageError(str(gold), "no gold files (*.json) in it")
    for entry in entries:
        if not (corpus / entry.file).is_file():
            raise SourceMissingError(str(corpus / entry.file), "named by a gold file, and not there")
    report = evaluation.evaluate(_found(entries, corpus))
    console = Console(highlight=False)
    for table in (_figures(report), _organisations(report), _reliability(report)):
        console.print(table)
    if verbose:
        for figure in report.figures.values():
            for note in figure.notes:
                typer.echo(note)


def _found(entries: list[GoldFile], corpus: Path) -> Iterator[tuple[GoldFile, list[Json]]]:
    """Each gold file with the records of its document; with none where it cannot be read."""
    from pipeline.worker import Worker

    with Worker() as worker:
        for entry in entries:
            outcomes = worker.read(str(corpus / entry.file))
            for error in (outcome.error for outcome in outcomes if outcome.error):
                typer.echo(f"paragraf: {error}", err=True)
            yield entry, [json.loads(record) for outcome in outcomes for record in outcome.records]


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _table(title: str, first: str, *others: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _figures(report: Report) -> Table:
    title = f"{len(report.comparisons)} documents"
    table = _table(title, "figure", "F1", "precision", "recall", "hit", "miss", "false")
    for name, figure in report.figures.items():
        shares = map(_share, (figure.f1, figure.precision, figure.recall))
        table.add_row(name, *shares, str(figure.hit), str(figure.miss), str(figure.false))
    return table


def _organisations(report: Report) -> Table:
    shown = {"people": "attendees", "items": "paragraphs", "decisions": "decisions", "sums": "amounts"}
    table = _table("F1 by organisation", "organisation", "documents", *shown)
    for organisation, part in report.organisations.items():
        figures = part.figures
        shares = (_share(figures[name].f1 if name in figures else None) for name in shown.values())
        table.add_row(organisation, str(len(part.comparisons)), *shares)
    return table


def _reliability(report: Report) -> Table:
    from pipeline.evaluation import reliability

    title = "Whether confidence means what it says"
    table = _table(title, "confidence from", "items", "mean confidence", "share right")
    for bucket in reliability(report.judgements):
        table.add_row(f"{bucket.low:.2f}", str(bucket.items), _share(bucket.confidence), _share(bucket.right))
    return table
