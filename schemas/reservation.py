"""Dissent that the minutes record: reservations, notes, special opinions; and recusals (jäv)."""

from __future__ import annotations

from typing import Literal

from schemas.item import Item


class Reservation(Item):
    """A reservation, a note to the minutes or a special opinion."""

    paragraph: str | None
    paragraph_id: str | None
    names: tuple[str, ...]
    kind: Literal["reservation", "note", "special_opinion"]
    text: str


class Recusal(Item):
    """Those who take no part in an item because of a conflict of interest (jäv)."""

    paragraph: str | None
    paragraph_id: str | None
    names: tuple[str, ...]
