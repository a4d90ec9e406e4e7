"""A vote: one counted division, and who voted how."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.item import Item, Strict


class Ballot(Strict):
    """How one person voted."""

    name: str
    party: str | None = None
    vote: Literal["yes", "no", "abstain", "absent"]


class Vote(Item):
    """One division in an item."""

    paragraph: str | None
    paragraph_id: str | None
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    absent: int | None = None
    method: Literal["acclamation", "open", "secret", "lot"]
    casting_vote: bool = Field(default=False, description="An equal division that the chair's casting vote settled.")
    yes_means: str | None = None
    no_means: str | None = None
    roll: tuple[Ballot, ...] = ()
