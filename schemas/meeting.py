"""The meeting itself, the adjustment of its minutes and the notice of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.item import Strict
from schemas.text import Quote

Form = Literal["physical", "digital", "hybrid"]
OrganisationKind = Literal[
    "municipality",
    "region",
    "federation",
    "coordination",
    "authority",
    "parish",
    "housing",
    "company",
    "association",
]
Country = Literal["SE", "FI", "AX"]
BodyKind = Literal["council", "board", "committee", "assembly"]
Evidence = dict[str, tuple[Quote, ...]]
_TIME = r"^([01]\d|2[0-3]):[0-5]\d$"


class Organisation(Strict):
    """A legal entity that holds the meeting."""

    name: str
    official_name: str | None = Field(
        default=None, description="Derived: what the municipality or region of this code is called today."
    )
    kind: OrganisationKind | None = Field(
        default=None,
        description="Derived from its name: kommunalförbund is `federation`, samordningsförbund `coordination`.",
    )
    org_number: str | None = Field(default=None, description="Swedish organisation number, as printed, if printed.")
    code: str | None = Field(
        default=None, description="SCB's code of the municipality (4 digits) or county (2 digits)."
    )


class Meeting(Strict):
    """Who met, when and where."""

    organisations: tuple[Organisation, ...] = ()
    body: str | None = Field(default=None, description="The organ that met, as the document names it.")
    body_kind: BodyKind | None = Field(
        default=None,
        description="Derived from its name: fullmäktige are a `council`, a nämnd, styrelse or direktion a `board`, an utskott "
        "or a beredning a `committee`, a stämma or an årsmöte an `assembly`.",
    )
    country: Country | None = Field(
        default=None, description="ISO 3166, where the document shows whose law it is written under; AX is Åland."
    )
    date: str | None = Field(default=None, description="ISO 8601; the first day of a meeting of several.")
    start_time: str | None = Field(default=None, pattern=_TIME, description="HH:MM, 24 hours.")
    end_time: str | None = Field(default=None, pattern=_TIME, description="HH:MM, 24 hours.")
    place: str | None = None
    form: Form | None = Field(default=None, description="Null where it is not stated.")
    number: str | None = Field(default=None, description="The meeting's number in its series, as printed.")
    evidence: Evidence = Field(default_factory=dict, description="Field name to the passages that bear it out.")
    confidence: float = Field(default=0.5, ge=0, le=1)


class Adjustment(Strict):
    """Justering: who checks the minutes, when, where and how."""

    date: str | None = None
    place: str | None = None
    adjusters: tuple[str, ...] = ()
    method: Literal["signed", "electronic", "immediate"] | None = None
    immediate: tuple[str, ...] = Field(
        default=(), description="Ids of the items declared adjusted at the meeting itself."
    )
    evidence: Evidence = Field(default_factory=dict)
    confidence: float = Field(default=0.5, ge=0, le=1)


class Notice(Strict):
    """Anslag: when the adjusted minutes were announced."""

    posted: str | None = None
    removed: str | None = None
    stored_at: str | None = None
    appeal_until: str | None = Field(
        default=None,
        description="Computed: three weeks after `posted`, or the next working day. Swedish public bodies only.",
    )
    appeal_stated: str | None = Field(default=None, description="The last day for an appeal as the document states it.")
    evidence: Evidence = Field(default_factory=dict)
    confidence: float = Field(default=0.5, ge=0, le=1)
