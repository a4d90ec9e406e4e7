"""What all facts of a record have in common: evidence and confidence."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from schemas.text import Quote


class Strict(BaseModel):
    """Frozen, and closed against fields that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(Strict):
    """A fact, the passages that bear it out, and how far to trust it."""

    evidence: tuple[Quote, ...] = Field(min_length=1, description="As much of the text as bears the fact out, no more.")
    rule: str = Field(description="The rule that found it: confidence is measured rule by rule.")
    confidence: float = Field(
        default=0.5, ge=0, le=1, description="Share of facts found by this rule that are right on the gold files."
    )
