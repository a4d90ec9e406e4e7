"""How the API's answers look, for its description (/openapi.json): made of the register's tables, whose rows they are."""

from __future__ import annotations

from typing import Any, Final, Literal, get_type_hints

from pydantic import BaseModel, Field, create_model
from sqlalchemy import Table

from pipeline.register import links, persons, tables
from pipeline.register.lists import PARTS, columns

# The tables whose rows belong to an item.
FACTS: Final = ("decisions", "votes", "amounts", "citations", "problems")


class _Linked(BaseModel):
    url: str = Field(description="Its address in this API.")
    html_url: str = Field(description="Its page, for people.")


class _Listed(BaseModel):
    next: str | None = Field(description="The address of the next page; null on the last.")


def _rows(name: str, table: Table, base: type[BaseModel] = BaseModel) -> Any:
    """A model of a table's rows, and what else *base* says of one."""
    fields: dict[str, Any] = {
        column.name: (column.type.python_type | None if column.nullable else column.type.python_type, ...)
        for column in columns(table)
    }
    return create_model(name, __base__=base, **fields)


def _many(name: str, parts: tuple[str, ...], base: type[BaseModel]) -> Any:
    """A model with lists of the rows of tables."""
    fields: dict[str, Any] = {part: (list.__class_getitem__(ROWS[part]), ...) for part in parts}
    return create_model(name, __base__=base, **fields)


ROWS: Final[dict[str, Any]] = {table.name: _rows(f"{table.name.capitalize()}Row", table) for table in PARTS}
ItemRow: Any = ROWS["items"]
Document: Any = _rows("DocumentRow", tables.DOCUMENTS)
Head: Any = _rows("MeetingHead", tables.DOCUMENTS, _Linked)
Meeting: Any = _many("Meeting", tuple(ROWS), Head)


class Meetings(_Listed):
    """A page of documents."""

    results: list[Head]


class _InMeeting(_Linked):
    meeting: Head


class _InItem(_InMeeting):
    of_item: ItemRow | None = Field(description="The item at which it was decided.")


Item: Any = _many("Item", FACTS, _rows("ItemAlone", tables.ITEMS, _InMeeting))
Decision: Any = _rows("Decision", tables.DECISIONS, _InItem)


class _Found(_Linked):
    snippet: str = Field(description="The passage around the first words found.")
    marks: list[tuple[int, int]] = Field(description="The places of the words in the passage.")


Hit: Any = _rows("Hit", tables.ENTRIES, _Found)


class Facet(BaseModel):
    """A field, and its most frequent values among the hits with how many have them."""

    name: str
    values: list[tuple[str, int]]


class Found(_Listed):
    """A page of hits."""

    results: list[Hit]
    total: int = Field(description="How many hits there are; at least so many, where it is not exact.")
    is_exact: bool
    facets: list[Facet]
    suggestion: str | None = Field(description="A spelling that finds something, where this one finds nothing.")


class Name(BaseModel):
    """A name in lists of attendance."""

    name: str
    meetings: int
    first: str | None
    last: str | None


class Names(_Listed):
    """A page of names."""

    results: list[Name]


class Body(BaseModel):
    """A body that met."""

    organisation: str | None
    body: str | None
    meetings: int
    last: str | None = Field(description="The day of its latest meeting.")


class Bodies(_Listed):
    """All bodies."""

    results: list[Body]


class Statistics(BaseModel):
    """Adopted decisions, and the sums that they granted, by name."""

    by_year: dict[str, int]
    by_body: dict[str, int]
    by_outcome: dict[str, int]
    sums_by_year: dict[str, float]
    sums_by_body: dict[str, float]


def _named(name: str, of: type, base: type[BaseModel] = BaseModel) -> Any:
    """A model of a named tuple."""
    fields: dict[str, Any] = {field: (kind, ...) for field, kind in get_type_hints(of).items()}
    return create_model(name, __base__=base, **fields)


Ground: Any = _named("Ground", links.Ground)
Place: Any = _named("Place", links.Place, _Linked)
Sighting: Any = _named("Sighting", persons.Sighting)


class Link(BaseModel):
    """An item that refers to an earlier one, and what shows that it is the one."""

    source: Place
    target: Place
    text: str = Field(description="The reference as it is written in the source.")
    grounds: list[Ground]


class Step(BaseModel):
    """An item on the way of a case, and what shows that it is there."""

    place: Place
    grounds: list[Ground]


class Links(BaseModel):
    """What an item refers to and what refers to it, and the way of its case through the bodies, in the order of days."""

    links: list[Link]
    way: list[Step]


class Cases(BaseModel):
    """The cases of a number; each organisation has its own."""

    results: list[list[Step]]


class Person(BaseModel):
    """A person, and the lists of attendance in which it is the same one, the latest first."""

    name: str
    organisation: str | None
    ground: persons.Ground = Field(description="What they have in common besides name and organisation.")
    value: str | None
    sightings: list[Sighting]


Whole: Any = _many("Whole", tuple(ROWS), create_model("OfDocument", document=(Document, ...)))


class Change(BaseModel):
    """A line of the log of changes."""

    cursor: str
    kind: Literal["upsert", "delete"]
    document: str
    hash: str | None = Field(description="SHA-256 of the record's canonical JSON; null of a deletion.")
    at: str
    object: Whole | None = Field(description="The whole document as it is now; null of a deletion.")
