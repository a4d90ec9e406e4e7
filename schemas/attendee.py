"""A person at the meeting."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.item import Item

MeetingRole = Literal["chair", "vice_chair", "secretary", "adjuster", "substitute", "member", "presenter"]
Attendance = Literal["deciding", "attending", "present", "absent"]


class Attendee(Item):
    """A person who is listed as attending or absent, or who chairs, keeps or adjusts the minutes."""

    name: str = Field(description="Given and family names alone, as written.")
    meeting_roles: tuple[MeetingRole, ...] = ()
    title: str | None = Field(default=None, description="Office or occupation, as written.")
    organisation: str | None = Field(default=None, description="Whom the person represents, as written.")
    party: str | None = Field(default=None, description="Abbreviation, upper case.")
    attendance: Attendance | None = None
    paragraphs: str | None = Field(default=None, description="The items the person was there for, as written: `1-8`.")
    presence_note: str | None = Field(
        default=None, description="What else tells when the person was there, as written: `kl 14.20-16.10`, `ej § 13`."
    )
    substitutes_for: str | None = Field(default=None, description="The member replaced, as written.")
    present_at: tuple[str, ...] | None = Field(
        default=None,
        description="Derived: ids of the items at whose decision the person was there; null where that does not follow.",
    )
