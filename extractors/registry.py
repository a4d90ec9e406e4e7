"""The extractors, in an order that a reader can follow. To add a kind of fact: its module, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from extractors import (
    amounts,
    attendees,
    decisions,
    movements,
    paragraphs,
    proposals,
    references,
    reservations,
    signatures,
    tables,
    votes,
)
from extractors.reading import Reading
from schemas.item import Item

# Field of the record, and what fills it.
EXTRACTORS: tuple[tuple[str, Callable[[Reading], Iterable[Item]]], ...] = (
    ("attendees", attendees.extract),
    ("paragraphs", paragraphs.extract),
    ("decisions", decisions.extract),
    ("amounts", amounts.extract),
    ("tables", tables.extract),
    ("proposals", proposals.extract),
    ("votes", votes.extract),
    ("reservations", reservations.extract),
    ("recusals", reservations.recusals),
    ("movements", movements.extract),
    ("references", references.extract),
    ("signatures", signatures.extract),
)
