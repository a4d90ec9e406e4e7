"""A proposal made at the meeting (yrkande)."""

from __future__ import annotations

from schemas.item import Item


class Proposal(Item):
    """What somebody proposed, and who."""

    paragraph: str | None
    paragraph_id: str | None
    names: tuple[str, ...]
    text: str
