"""Measure how far each rule is to be trusted, and write it to ``extractors/confidence.toml``.

::

    .venv/bin/python benchmarks/fit_confidence.py GOLD CORPUS

A rule's confidence is the share of what it found that is right on the gold files, smoothed, (right + 1) / (found + 2),
and 0.99 at most.
Rules that found less than SELDOM items share one figure of their kind, ``*``. Whether such figures hold for
organisations that nobody has seen is printed: each organisation's items, with the figures of all the others.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extractors.confidence import UNKNOWN
from pipeline.evaluation import Judgement, Report, evaluate, read_gold, reliability
from pipeline.process import process
from pipeline.readers.base import Limits
from pipeline.sources import load
from schemas.errors import ParagrafError

SELDOM = 5
TARGET = Path(__file__).parents[1] / "extractors" / "confidence.toml"

Figures = dict[str, dict[str, float]]


def main(gold: Path, corpus: Path) -> None:
    """Fit on all gold files, write the figures, print what they are worth elsewhere."""
    report = evaluate((entry, _records(corpus / entry.file)) for entry in read_gold(gold))
    figures = fitted(report.judgements)
    TARGET.write_text(_toml(figures), "utf-8")
    console = Console()
    console.print(f"{len(report.judgements)} items judged; wrote {TARGET.name}")
    for title, judged in (("All organisations", _judged(report.judgements, figures)), ("Held out", _held_out(report))):
        table = Table("confidence from", "items", "mean confidence", "share right", title=title, title_justify="left")
        for bucket in reliability(judged):
            row = (f"{bucket.low:.2f}", str(bucket.items), f"{bucket.confidence:.3f}", f"{bucket.right:.3f}")
            table.add_row(*row)
        console.print(table)


def _records(path: Path) -> list[dict[str, object]]:
    try:
        return [record.model_dump(mode="json") for record in process(load(str(path), Limits()))]
    except ParagrafError as error:
        print(f"passed over: {error}", file=sys.stderr)
        return []


def fitted(judgements: Iterable[Judgement]) -> Figures:
    """The confidence of each rule, kind by kind; ``*`` is that of the kind's seldom rules."""
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for judgement in judgements:
        found[judgement.kind][judgement.rule].append(judgement.right)
    figures: Figures = {}
    for kind, rules in sorted(found.items()):
        seldom = [right for results in rules.values() if len(results) < SELDOM for right in results]
        often = {rule: _share(results) for rule, results in sorted(rules.items()) if len(results) >= SELDOM}
        # With too few of them even together, a new rule is trusted like the kind as a whole.
        pooled = seldom if len(seldom) >= SELDOM else [right for results in rules.values() for right in results]
        figures[kind] = {"*": _share(pooled), **often}
    return figures


def _share(results: list[bool]) -> float:
    # No rule is certain, however often it was right here.
    return min(round((sum(results) + 1) / (len(results) + 2), 2), 0.99)


def _judged(judgements: Iterable[Judgement], figures: Figures) -> list[Judgement]:
    """The same items with the confidence that *figures* give them."""
    return [
        judgement._replace(
            confidence=(known := figures.get(judgement.kind, {})).get(judgement.rule, known.get("*", UNKNOWN))
        )
        for judgement in judgements
    ]


def _held_out(report: Report) -> list[Judgement]:
    parts = {name: part.judgements for name, part in report.organisations.items()}
    judged = []
    for name, own in parts.items():
        others = [judgement for other, items in parts.items() if other != name for judgement in items]
        judged += _judged(own, fitted(others))
    return judged


def _toml(figures: Figures) -> str:
    lines = ["# Made by benchmarks/fit_confidence.py from the gold files; not to be edited by hand."]
    for kind, rules in figures.items():
        lines += ["", f"[{kind}]", *(f'"{rule}" = {share:.2f}' for rule, share in rules.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
