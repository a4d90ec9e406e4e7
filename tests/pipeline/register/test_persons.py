"""The same person across meetings, and two persons of one name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.archive.store import canonical
from pipeline.process import process
from pipeline.register import persons
from pipeline.register.persons import Sighting
from pipeline.register.store import Register
from schemas.source import SourceFile


def seen(identity: str, **told: str | None) -> Sighting:
    usual: dict[str, str | None] = {
        "name": "Anna Berg",
        "name_key": "anna berg",
        "party": None,
        "title": None,
        "roles": "member",
        "document": identity.partition("/")[0],
        "organisation": "Hällmora kommun",
        "body": "Kommunstyrelsen",
        "date": f"2031-01-0{identity[0]}",
    }
    return Sighting(identity, **(usual | told))  # type: ignore[arg-type]


# Reason -> sightings of one name, and which are one person: the ground, and the ids.
SAME = {
    "one party": ([seen("1/a1", party="S"), seen("2/a1", party="S", body="Kommunfullmäktige")], [("party", ["2/a1", "1/a1"])]),
    "two parties": ([seen("1/a1", party="S"), seen("2/a1", party="M")], [("party", ["2/a1"]), ("party", ["1/a1"])]),
    "a list without parties, in the same body": ([seen("1/a1", party="S"), seen("2/a1")], [("party", ["2/a1", "1/a1"])]),
    "without a party, in another body": (
        [seen("1/a1", party="S"), seen("2/a1", body="Barnnämnden")],
        [("body", ["2/a1"]), ("party", ["1/a1"])],
    ),
    "an official is not the elected one": (
        [seen("1/a1", party="S"), seen("2/a1", title="Kommunchef")],
        [("title", ["2/a1"]), ("party", ["1/a1"])],
    ),
    "one office": ([seen("1/a1", title="Kommunchef"), seen("2/a1", title="kommunchef")], [("title", ["2/a1", "1/a1"])]),
    "an association, where nobody has a party": ([seen("1/a1"), seen("2/a1")], [("body", ["2/a1", "1/a1"])]),
    "two in one meeting, of two parties": (
        [seen("1/a1", party="S"), seen("1/a2", party="M"), seen("2/a1", party="S")],
        [("party", ["2/a1", "1/a1"]), ("party", ["1/a2"])],
    ),
    "two in one meeting, and nothing tells which": (
        [seen("1/a1", party="S"), seen("1/a2", party="S"), seen("2/a1", party="S")],
        [("none", ["2/a1"]), ("none", ["1/a2"]), ("none", ["1/a1"])],
    ),
    "two in one meeting, and one of them without a party elsewhere": (
        [seen("1/a1", party="S"), seen("1/a2", party="M"), seen("2/a1")],
        [("none", ["2/a1"]), ("party", ["1/a2"]), ("party", ["1/a1"])],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sightings", "expected"), SAME.values(), ids=SAME)
def test_who_is_who(sightings: list[Sighting], expected: list[tuple[str, list[str]]]) -> None:
    for order in (sightings, sightings[::-1]):
        found = persons.persons(order)

        assert [(one.ground, [each.id for each in one.sightings]) for one in found] == expected


MINUTES = (
    "{} kommun\nKommunstyrelsen\nSammanträdesprotokoll 2031-0{}-01\n\nBeslutande\nAnna Berg (S), ordförande\n\n"
    "§ 1 Öppnande\n\nBeslut\nKommunstyrelsen öppnar mötet.\n"
)


def test_a_person_is_of_an_organisation(tmp_path: Path) -> None:
    register = Register(f"sqlite:///{tmp_path}/r.db", "internal")
    for organisation, month in (("Hällmora", 1), ("Hällmora", 2), ("Lillby", 3)):
        register.add(process(SourceFile("a.txt", MINUTES.format(organisation, month).encode())), canonical)
    rows = [row for document in register.hashes() for row in register.rows_of(document)["people"]]
    found = {row["id"]: persons.person(register, row["id"]) for row in rows}
    unknown = persons.person(register, "0-1/a1")
    register.close()

    assert sorted(len(one.sightings) for one in found.values() if one) == [1, 2, 2]
    assert unknown is None
