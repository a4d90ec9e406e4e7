"""What the register has, counted: bodies and their meetings, decisions and sums by year and body, persons, problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, select

from pipeline.register import tables
from pipeline.register.rows import Row, name_key
from pipeline.register.store import Register

# So many lines of a list at a time.
_MOST: Final = 1_000

_DOCUMENTS = tables.DOCUMENTS.c
_DECISIONS = tables.DECISIONS.c
_AMOUNTS = tables.AMOUNTS.c
_PEOPLE = tables.PEOPLE.c
_PROBLEMS = tables.PROBLEMS.c
_year = func.substr(_DOCUMENTS.date, 1, 4)


@dataclass(frozen=True)
class Body:
    """A body that met, as documents name it, and how often."""

    organisation: str | None
    name: str | None
    meetings: int
    latest: str | None


def bodies(register: Register) -> list[Body]:
    """All bodies, by organisation and name; also the documents that name none."""
    columns = (_DOCUMENTS.organisation, _DOCUMENTS.body)
    wanted = select(*columns, func.count(), func.max(_DOCUMENTS.date)).group_by(*columns)
    with register.reading() as connection:
        found = [Body(*row) for row in connection.execute(wanted)]
    return sorted(found, key=lambda one: ((one.organisation or "\U0010ffff").casefold(), (one.name or "").casefold()))


def meetings(register: Register, organisation: str | None, body: str | None, year: str | None = None) -> list[Row]:
    """The documents of a body, newest first, at most a thousand: what they are and when, without the record.

    Args:
        organisation, body: as documents name them; None where they name none.
        year: of those of one year.
    """
    wanted = select(*(column for column in tables.DOCUMENTS.columns if column.name not in ("record", "hash")))
    wanted = wanted.where(_DOCUMENTS.organisation == organisation, _DOCUMENTS.body == body)
    if year:
        wanted = wanted.where(_year == year)
    return _rows(register, wanted.order_by(_DOCUMENTS.date.desc(), _DOCUMENTS.id).limit(_MOST))


def years(register: Register, organisation: str | None, body: str | None) -> list[str]:
    """The years in which a body met, newest first."""
    wanted = select(_year).where(_DOCUMENTS.organisation == organisation, _DOCUMENTS.body == body).distinct()
    with register.reading() as connection:
        return sorted((year for year in connection.scalars(wanted) if year), reverse=True)


def appearances(register: Register, name: str) -> list[Row]:
    """Where a name stands in a list of attendance, the newest meeting first, at most a thousand."""
    own = (_PEOPLE.id, _PEOPLE.name, _PEOPLE.party, _PEOPLE.title, _PEOPLE.roles, _PEOPLE.document)
    columns = (_DOCUMENTS.organisation, _DOCUMENTS.body, _DOCUMENTS.date)
    wanted = select(*own, *columns).join_from(tables.PEOPLE, tables.DOCUMENTS)
    wanted = wanted.where(_PEOPLE.name_key == name_key(name))
    return _rows(register, wanted.order_by(_DOCUMENTS.date.desc(), _PEOPLE.id).limit(_MOST))


def problem_counts(register: Register) -> list[tuple[str, str, int]]:
    """How many problems there are of each code and severity, the most frequent first."""
    wanted = select(_PROBLEMS.code, _PROBLEMS.severity, func.count()).group_by(_PROBLEMS.code, _PROBLEMS.severity)
    with register.reading() as connection:
        found = [(code, severity, count) for code, severity, count in connection.execute(wanted)]
    return sorted(found, key=lambda one: (-one[2], one[0], one[1]))


def problems(register: Register, code: str | None, severity: str | None, start: int, limit: int) -> list[Row]:
    """Problems, those of the newest meetings first.

    Args:
        code, severity: of those alone.
        start: how many are passed over.
    """
    columns = (_DOCUMENTS.date, _DOCUMENTS.body, _DOCUMENTS.organisation, _DOCUMENTS.source_name)
    wanted = select(*tables.PROBLEMS.columns, *columns).join_from(tables.PROBLEMS, tables.DOCUMENTS)
    if code:
        wanted = wanted.where(_PROBLEMS.code == code)
    if severity:
        wanted = wanted.where(_PROBLEMS.severity == severity)
    ordered = wanted.order_by(_DOCUMENTS.date.desc(), _PROBLEMS.document, _PROBLEMS.position)
    return _rows(register, ordered.limit(limit).offset(start))


@dataclass(frozen=True)
class Statistics:
    """Adopted decisions and what they granted: of each year, body and outcome how many or how much, in SEK.

    A body is named with its organisation, where those of several are counted: many have a board of the same name.
    """

    by_year: dict[str, int]
    by_body: dict[str, int]
    by_outcome: dict[str, int]
    sums_by_year: dict[str, float]
    sums_by_body: dict[str, float]


def statistics(register: Register, organisation: str | None = None) -> Statistics:
    """What was adopted, counted; the sums are the largest one in each clause that grants money.

    Args:
        organisation: of one alone.
    """
    with register.reading() as connection:
        counted = connection.execute(_counts(organisation)).all()
        granted = connection.execute(_sums(organisation, register.engine.dialect.name)).all()
    return Statistics(
        _added((year, int(count)) for year, *_, count in counted),
        _added((_named(body, of, organisation), int(count)) for _, body, of, _, count in counted),
        _added((outcome, int(count)) for *_, outcome, count in counted),
        _added((year, value) for year, *_, value in granted),
        _added((_named(body, of, organisation), value) for _, body, of, value in granted),
    )


def _named(body: str | None, of: str | None, organisation: str | None) -> str | None:
    return body if organisation or not (body and of) else f"{body}, {of}"


def _counts(organisation: str | None) -> Select[Any]:
    """Of the narrow table that search counts facets in: of a million decisions it takes half a second. Decisions alone have a status."""
    facets, meeting, own = tables.FACETS.c, tables.COMBINATIONS.alias(), tables.COMBINATIONS.alias()
    pairs = (
        select(facets.meeting, facets.own, func.count().label("count")).group_by(facets.meeting, facets.own).subquery()
    )
    columns = (meeting.c.year, meeting.c.body, meeting.c.organisation, own.c.outcome)
    wanted = (
        select(*columns, func.sum(pairs.c.count))
        .join_from(pairs, meeting, pairs.c.meeting == meeting.c.id)
        .join(own, pairs.c.own == own.c.id)
        .where(own.c.status == "adopted")
    )
    if organisation:
        wanted = wanted.where(meeting.c.organisation == organisation)
    return wanted.group_by(*columns)


def _sums(organisation: str | None, dialect: str) -> Select[Any]:
    place = func.strpos if dialect == "postgresql" else func.instr
    largest = (
        select(_year.label("year"), _DOCUMENTS.body, _DOCUMENTS.organisation, func.max(_AMOUNTS.value).label("value"))
        .join_from(tables.DECISIONS, tables.DOCUMENTS)
        .join(tables.AMOUNTS, _AMOUNTS.item == _DECISIONS.item)
        .where(_DECISIONS.status == "adopted", _DECISIONS.outcome == "granted", _AMOUNTS.currency == "SEK")
        .where(*([_DOCUMENTS.organisation == organisation] if organisation else []))
        # What its item names beside it, the cost of the whole or last year's sum, was not granted.
        .where(place(_DECISIONS.text, _AMOUNTS.text) > 0)
        .group_by(_DECISIONS.id, _year, _DOCUMENTS.body, _DOCUMENTS.organisation)
        .subquery()
    )
    columns = (largest.c.year, largest.c.body, largest.c.organisation)
    return select(*columns, func.sum(largest.c.value)).group_by(*columns)


def _added(pairs: Iterable[tuple[str | None, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name:
            found[name] = found.get(name, 0) + value
    return found


def _rows(register: Register, wanted: Select[Any]) -> list[Row]:
    with register.reading() as connection:
        return [dict(row) for row in connection.execute(wanted).mappings()]
