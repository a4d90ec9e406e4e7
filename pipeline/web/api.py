"""The API: what the register has, as JSON."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException

from pipeline.web.site import Served

router = APIRouter(prefix="/api")


@router.get("/items/{record}/{item}")
def item(site: Served, record: str, item: str) -> dict[str, Any]:
    """An item (§) of a meeting."""
    found = site.register.row("items", f"{record}/{item}")
    if found is None:
        raise HTTPException(404)
    return found
