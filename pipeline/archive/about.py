"""What the archive's index and its gap report ask of a record, so that they need not open a hundred thousand of them."""

from __future__ import annotations

from typing import Any


def about(record: dict[str, Any]) -> dict[str, Any]:
    """A few facts of *record* (a record as JSON): what it is, whose, of when, its items' printed numbers, its size.

    Returns: type, organisation, code, body, date, number, items (list of strings), pages, problems (how many).
    """
    meeting = record["meeting"] or {}
    organisation: dict[str, Any] = next(iter(meeting.get("organisations", ())), {})
    return {
        "type": record["document_type"],
        "organisation": organisation.get("name"),
        "code": organisation.get("code"),
        "body": meeting.get("body"),
        "date": meeting.get("date"),
        "number": meeting.get("number"),
        "items": [item["number"] for item in record["paragraphs"] if item["number"]],
        "pages": len(record["pages"]),
        "problems": len(record["problems"]),
    }
