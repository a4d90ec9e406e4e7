"""What is wrong or doubtful in a document, said and not silently chosen."""

from __future__ import annotations

from typing import Literal

from schemas.item import Strict
from schemas.text import Quote


class Problem(Strict):
    """A contradiction, a gap, or something that could not be read."""

    code: str
    severity: Literal["info", "warning", "error"]
    message: str
    paragraph_id: str | None = None
    evidence: tuple[Quote, ...] = ()
