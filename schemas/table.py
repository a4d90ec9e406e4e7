"""A table of figures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.item import Item, Strict


class Row(Strict):
    """One line of a table."""

    label: str
    values: tuple[str | None, ...] = Field(
        description="Plain decimals as printed, in the table's unit; null for a blank."
    )
    kind: Literal["row", "subtotal", "total"] = "row"


class Table(Item):
    """A table of figures; values stand as printed, the unit beside them."""

    id: str
    caption: str | None = None
    unit: str | None = Field(default=None, description="As printed: tkr, mnkr.")
    columns: tuple[str, ...] = Field(description="Labels after the label column.")
    rows: tuple[Row, ...]
    paragraph: str | None = None
    paragraph_id: str | None = None
