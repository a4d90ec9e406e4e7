"""What of the archive goes into which package: one a meeting, one a body and year, or one a body.

A file is delivered once, whole, in one package: a volume that holds the minutes of several meetings is a package of its own where there
is one a meeting. A file of which no date or body was found is not guessed into another's package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.archive import current
from pipeline.archive.about import about
from pipeline.archive.fates import Fate, StoredRecord
from pipeline.archive.kinds import OnePer
from pipeline.archive.store import Archive
from schemas.errors import UnreadableSourceError


@dataclass(frozen=True)
class Archived:
    """A file of the archive: its bytes, its records, when it first came (ISO 8601), and what a person put right in the records."""

    fate: Fate
    ingested: str
    # The paths in the archive.
    corrections: tuple[str, ...]

    @property
    def id(self) -> str:
        """The first 16 hex digits of its hash, as in its records' ids."""
        return self.fate.sha256[:16]

    @property
    def name(self) -> str:
        """Its name when it came, without folders; of what came in a mail or zip with that before it: ``post.eml!/minutes.pdf``."""
        outer, mark, inner = self.fate.file.partition("!/")
        return outer.rsplit("/", 1)[-1] + mark + inner


@dataclass(frozen=True)
class Delivery:
    """The files of one package, and what they have in common; None where that is not known or not one."""

    files: tuple[Archived, ...]
    # Whether there are minutes in it.
    minutes: bool
    organisation: str | None
    body: str | None
    first: str | None
    last: str | None

    @property
    def title(self) -> str:
        """A name for people: ``Protokoll, Kommunstyrelsen, Hällmora kommun, 2024-05-06``."""
        days = sorted({day for day in (self.first, self.last) if day})
        return ", ".join(
            part
            for part in ("Protokoll" if self.minutes else "Handlingar", self.body, self.organisation, "–".join(days))
            if part
        )


def archived(archive: Archive) -> list[Archived]:
    """The files of which the archive has records, each content once, by its hash.

    Twins, empty files, what could not be read and what was removed are not among them.
    """
    fates = [fate for fate in archive.fates() if fate.state != "duplicate"]
    # Of several lines the first tells when it came; dict keeps the last.
    came = {fate.sha256: fate.at for fate in reversed(fates)}
    corrections = defaultdict(list)
    for path in archive.names("corrections"):
        corrections[path.split("/")[2]].append(path)
    return [
        Archived(fate, came[sha256], tuple(corrections[sha256]))
        for sha256, fate in sorted(current.settled(fates).items())
        if fate.state == "archived"
    ]


def deliveries(archive: Archive, one_per: OnePer) -> list[Delivery]:
    """The packages that there are to write, by organisation, body and date."""
    groups = defaultdict(list)
    for file in archived(archive):
        facts = _facts(file, archive)
        groups[_key(file, facts, one_per)].append((file, facts))
    found = [_delivery(files) for files in groups.values()]
    return sorted(found, key=lambda one: (one.organisation or "", one.body or "", one.first or "", one.files[0].id))


def _facts(file: Archived, archive: Archive) -> list[dict[str, Any]]:
    """What the records of a file are about, as corrected; its minutes alone where it has some."""
    all_of_them = [_about(file, stored, archive) for stored in file.fate.records]
    return [facts for facts in all_of_them if facts["type"] == "minutes"] or all_of_them


def _about(file: Archived, stored: StoredRecord, archive: Archive) -> dict[str, Any]:
    if not file.corrections:
        return stored.about
    try:
        return about(current.record(archive, stored, file.fate.sha256).record)
    except UnreadableSourceError:
        # It is lost or damaged: whoever packs it says so.
        return stored.about


def _key(file: Archived, facts: list[dict[str, Any]], one_per: OnePer) -> tuple[Any, ...]:
    match one_per:
        case OnePer.BODY:
            return facts[0]["organisation"], facts[0]["body"]
        case OnePer.YEAR:
            return facts[0]["organisation"], facts[0]["body"], (facts[0]["date"] or "")[:4]
        case OnePer.MEETING:
            meetings = sorted(
                {(one["organisation"], one["body"], one["date"], one["number"]) for one in facts}, key=str
            )
            known = all(part for meeting in meetings for part in meeting[1:3])
            return (*meetings, None if known else file.id)


def _delivery(members: list[tuple[Archived, list[dict[str, Any]]]]) -> Delivery:
    facts = [one for _, some in members for one in some]
    days = sorted(one["date"] for one in facts if one["date"])
    return Delivery(
        tuple(file for file, _ in members),
        any(one["type"] == "minutes" for one in facts),
        _only(one["organisation"] for one in facts),
        _only(one["body"] for one in facts),
        days[0] if days else None,
        days[-1] if days else None,
    )


def _only(values: Iterable[str | None]) -> str | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None
