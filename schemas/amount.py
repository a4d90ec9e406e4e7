"""A sum of money."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.item import Item

Bound = Literal["exact", "about", "max", "min"]
Period = Literal["year", "month", "day", "hour"]


class Amount(Item):
    """A sum of money, as one passage states it."""

    text: str = Field(description="As written.")
    value: str = Field(description="Plain decimal in whole currency units: 1,2 mnkr is 1200000.")
    value_max: str | None = Field(default=None, description="The upper end of a range.")
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code.")
    bound: Bound = "exact"
    period: Period | None = None
    paragraph: str | None = None
    paragraph_id: str | None = None
    table: str | None = Field(default=None, description="The id of its table, or null.")
