"""How far to trust what a rule finds: the share that was right on the gold files, rule by rule.

The figures in ``confidence.toml`` are made by ``benchmarks/fit_confidence.py`` from the gold files and never
written by hand. A rule without a figure (seen too seldom there) gets the figure of its kind.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from schemas.item import Item
from schemas.meeting import Meeting

UNKNOWN = 0.5


@cache
def _figures() -> dict[str, dict[str, float]]:
    return tomllib.loads((resources.files("extractors") / "confidence.toml").read_text("utf-8"))


def calibrated(kind: str, items: Iterable[Item]) -> tuple[Item, ...]:
    """The items of one kind with their measured confidence."""
    figures = _figures().get(kind, {})
    usual = figures.get("*", UNKNOWN)
    return tuple(item.model_copy(update={"confidence": figures.get(item.rule, usual)}) for item in items)


def calibrated_meeting(meeting: Meeting | None) -> Meeting | None:
    """The meeting with the measured share of its fields that are right."""
    usual = _figures().get("meeting", {}).get("*", UNKNOWN)
    return meeting and meeting.model_copy(update={"confidence": usual})
