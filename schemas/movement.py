"""A coming or going at the meeting, as the text tells it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.item import Item


class Movement(Item):
    """Somebody comes, goes, or begins to serve in a member's place."""

    paragraph: str | None
    paragraph_id: str | None = Field(description="The item at which it happens: the one named, or in which it is told.")
    names: tuple[str, ...] = Field(description="Who, as written.")
    kind: Literal["arrives", "leaves", "serves"]
    when: Literal["before", "after", "only"] | None = Field(
        description="Before or after the item is decided, and from then on; `only`: for this item; null: not stated."
    )
    time: str | None = Field(default=None, description="HH:MM.")
    substitutes_for: str | None = Field(default=None, description="The member in whose place, as written.")
