"""A decided clause (att-sats)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.item import Item

Status = Literal["adopted", "proposed", "reported"]
Outcome = Literal[
    "approved", "rejected", "tabled", "referred", "noted", "elected", "assigned", "granted", "discharged", "other"
]


class Decision(Item):
    """One clause of a decision."""

    paragraph: str | None = Field(description="Printed number of the item it stands in.")
    paragraph_id: str | None
    text: str = Field(description="The clause, as written, white space folded.")
    status: Status = Field(
        description="adopted: here and now; proposed: a draft; reported: taken elsewhere or earlier."
    )
    outcome: Outcome
    decided_by: str | None = Field(default=None, description="The body, as written.")
    date: str | None = Field(default=None, description="Of a reported decision, ISO 8601.")
    recipients: tuple[str, ...] = ()
    deadline: str | None = Field(default=None, description="ISO 8601: by when it is to be done.")
