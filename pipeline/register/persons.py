"""The same person across meetings, within an organisation: told by name and party, or by name and office or body.

Nothing is merged: a person is a set of rows of attendance, found anew whenever it is asked for, each with what shows that it belongs
there. Two persons of one name in one meeting are two; where nothing tells which of them a row is, it stands alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from sqlalchemy import select

from pipeline.register import tables
from pipeline.register.store import Register

# A name that stands in more lists is shown in the newest ones.
_MOST: Final = 5_000


Ground = Literal["party", "title", "body", "none"]


class Sighting(NamedTuple):
    """A person in the list of a meeting: a row of ``people`` with its meeting."""

    id: str
    name: str
    name_key: str
    party: str | None
    title: str | None
    roles: str
    document: str
    organisation: str | None
    body: str | None
    date: str | None


@dataclass(frozen=True)
class Person:
    """Sightings of one person, the latest first.

    Args:
        ground: what they have in common besides name and organisation: the party, the office, the body; `none` of one that stands alone.
        value: that party, office or body.
    """

    name: str
    organisation: str | None
    ground: Ground
    value: str | None
    sightings: tuple[Sighting, ...]


def persons(sightings: Iterable[Sighting]) -> list[Person]:
    """The persons that *sightings* of one name in one organisation are, those who were seen last first."""
    ordered = sorted(sightings, key=_latest, reverse=True)
    groups: dict[tuple[Ground, str], list[Sighting]] = defaultdict(list)
    for one in ordered:
        if one.party:
            groups["party", one.party].append(one)
    parties = [party for _, party in groups]
    sole = parties[0] if len(parties) == 1 else None
    alone = []
    for one in ordered:
        if one.party:
            continue
        if _has_namesakes(ordered):
            # Which of the two it is, nothing tells.
            alone.append(one)
        elif one.title:
            groups["title", one.title.casefold()].append(one)
        elif sole and one.body in {other.body for other in groups["party", sole]}:
            # In some lists of a body the parties are left out.
            groups["party", sole].append(one)
        else:
            groups["body", (one.body or "").casefold()].append(one)
    found = []
    for (ground, _), group in groups.items():
        if _has_namesakes(group):
            alone += group
        else:
            found.append(_person(group, ground))
    found += [_person([one], "none") for one in alone]
    return sorted(found, key=lambda one: _latest(one.sightings[0]), reverse=True)


def _latest(one: Sighting) -> tuple[str, str]:
    return one.date or "", one.id


def _has_namesakes(sightings: Sequence[Sighting]) -> bool:
    """Whether two of them are in the list of one meeting."""
    return len({one.document for one in sightings}) < len(sightings)


def _person(group: Sequence[Sighting], ground: Ground) -> Person:
    ordered = tuple(sorted(group, key=_latest, reverse=True))
    shown = ordered[0]
    values = {
        "party": next((one.party for one in ordered if one.party), None),
        "title": shown.title,
        "body": shown.body,
    }
    return Person(shown.name, shown.organisation, ground, values.get(ground), ordered)


# --- what the register has --------------------------------------------------------------------------------------------


def namesakes(register: Register, name_key: str, organisation: str | None) -> list[Person]:
    """The persons of a name (as ``rows.name_key`` gives it) in an organisation; each meeting of an unknown one stands alone."""
    person, document = tables.PEOPLE.c, tables.DOCUMENTS.c
    wanted = (
        select(
            *(person.id, person.name, person.name_key, person.party, person.title, person.roles, person.document),
            *(document.organisation, document.body, document.date),
        )
        .join_from(tables.PEOPLE, tables.DOCUMENTS, person.document == document.id)
        .where(person.name_key == name_key, document.organisation == organisation)
        .order_by(document.date.desc().nulls_last(), person.id)
        .limit(_MOST)
    )
    with register.reading() as connection:
        found = [Sighting._make(row) for row in connection.execute(wanted)]
    return persons(found) if organisation is not None else [_person([one], "none") for one in found]


def person(register: Register, identity: str) -> Person | None:
    """The person of a row of ``people`` (``RECORD/a3``), with all meetings in which it is sure to be the same; None of no row."""
    row = register.row("people", identity)
    if row is None:
        return None
    document = register.row("documents", row["document"]) or {}
    found = namesakes(register, row["name_key"], document.get("organisation"))
    return next((one for one in found if any(seen.id == identity for seen in one.sightings)), None)
