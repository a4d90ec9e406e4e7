"""Something the document refers to."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.item import Item


class Reference(Item):
    """A statute, a case number, an earlier decision or a document."""

    kind: Literal["law", "case_number", "decision", "document"]
    text: str
    target: str | None = Field(
        default=None,
        description="`sfs:2017:725:5:67` (chapter, section), `eu:2016/679`, `case:KS:2031:914`, `decision:KF:2022-12-08:29` (body, day or "
        "year, item; empty where it is not told), `prop:2016/17:171`; null where it cannot be told.",
    )
    paragraph: str | None = None
    paragraph_id: str | None = None
