"""A signature on the minutes."""

from __future__ import annotations

from typing import Literal

from schemas.item import Item


class Signature(Item):
    """Who signed, as what, and how."""

    name: str
    role: str | None = None
    method: Literal["signed", "electronic"] | None = None
    signed_at: str | None = None
