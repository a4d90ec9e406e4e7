"""The extractors, in an order that a reader can follow. To add a kind of fact: its module, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from extractors import paragraphs
from extractors.reading import Reading
from schemas.item import Item

# Field of the record, and what fills it.
EXTRACTORS: tuple[tuple[str, Callable[[Reading], Iterable[Item]]], ...] = (
    ("paragraphs", paragraphs.extract),
)
