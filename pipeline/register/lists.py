"""Lists of what the register has, page by page: meetings, people, whole documents, the log of changes.

A page follows by what stands last on the one before, and stays right while the register grows.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Select, Table, and_, func, literal, or_, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from pipeline.register import tables
from pipeline.register.rows import Row, name_key
from pipeline.register.store import Register
from schemas.errors import UsageError

# The tables whose rows make a document, besides the one of its own.
PARTS: Final = tuple(table for table in tables.ROWS if table not in (tables.DOCUMENTS, tables.ENTRIES))
_FILTERS: Final = ("organisation", "body", "type")


@dataclass(frozen=True)
class Listed:
    """A page of a list, and where the next one begins; None on the last."""

    rows: tuple[Row, ...]
    cursor: str | None


@dataclass(frozen=True)
class State:
    """How far a register is: the same state, the same answers.

    Args:
        identity: of the register; another after it was made from scratch.
        cursor: of its last change; 0 before the first.
        at: when that was, ISO 8601 in UTC.
    """

    identity: str
    cursor: int
    at: str | None


def columns(table: Table) -> list[Column[Any]]:
    """The columns of *table* that are shown: all but the record itself."""
    return [column for column in table.columns if column.name != "record"]


def state(register: Register) -> State:
    """How far *register* is."""
    log = tables.CHANGES.c
    with register.reading() as connection:
        identity = connection.scalar(select(tables.ABOUT.c.value).where(tables.ABOUT.c.name == "identity"))
        last = connection.execute(select(log.cursor, log.at).order_by(log.cursor.desc()).limit(1)).one_or_none()
    return State(identity or "", last.cursor if last else 0, last.at if last else None)


def meetings(
    register: Register,
    limit: int,
    cursor: str | None = None,
    first: str | None = None,
    last: str | None = None,
    **filters: str | None,
) -> Listed:
    """Documents, those of the newest meetings first; the ones without a date come last.

    Args:
        first, last: days of the meeting, ISO 8601.
        filters: organisation, body and type, as documents have them.

    Raises:
        UsageError: the cursor is none of ours.
    """
    table = tables.DOCUMENTS.c
    day = func.coalesce(table.date, "")
    wanted = select(*columns(tables.DOCUMENTS)).order_by(day.desc(), table.id)
    wanted = wanted.where(*(table[name] == filters[name] for name in _FILTERS if filters.get(name)))
    if first:
        wanted = wanted.where(table.date >= first)
    if last:
        wanted = wanted.where(table.date <= last)
    if cursor is not None:
        before, identity = _decoded(cursor, 2)
        wanted = wanted.where(or_(day < before, and_(day == before, table.id > identity)))
    return _page(register, wanted, limit, lambda row: [row["date"] or "", row["id"]])


def people(register: Register, limit: int, cursor: str | None = None, name: str | None = None) -> Listed:
    """Names in lists of attendance, by the alphabet: the name, its parties, at how many meetings, and from when to when.

    The same name in two organisations may be two persons: this is a list of names.

    Args:
        name: a part that the name must have.

    Raises:
        UsageError: the cursor is none of ours.
    """
    person, document = tables.PEOPLE.c, tables.DOCUMENTS.c
    key = person.name_key.label("key")
    figures = (func.count(document.id.distinct()), func.min(document.date), func.max(document.date))
    wanted = (
        select(key, func.max(person.name).label("name"), *map(_named, figures, ("meetings", "first", "last")))
        .join_from(tables.PEOPLE, tables.DOCUMENTS)
        .group_by(person.name_key)
        .order_by(person.name_key)
    )
    if name:
        wanted = wanted.where(person.name_key.contains(name_key(name), autoescape=True))
    if cursor is not None:
        wanted = wanted.where(person.name_key > _decoded(cursor, 1)[0])
    return _page(register, wanted, limit, lambda row: [row["key"]])


def _named(column: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    return column.label(name)


@dataclass(frozen=True)
class Period:
    """When what is listed came to the register, and when it was changed last; ISO 8601 in UTC, both ends counted."""

    created_since: str | None = None
    created_until: str | None = None
    modified_since: str | None = None
    modified_until: str | None = None


def dated(
    register: Register,
    table: Table,
    limit: int,
    cursor: str | None = None,
    period: Period = Period(),
    **filters: Sequence[str],
) -> Listed:
    """Documents, or rows that belong to them, by their ids, with ``created`` and ``modified``: when they came, when they changed last.

    Args:
        table: ``documents`` with the record, or ``items``.
        filters: columns of documents, and the values of which one must be.

    Raises:
        UsageError: the cursor is none of ours.
    """
    log, document = tables.CHANGES.c, tables.DOCUMENTS.c
    times = select(log.document, func.min(log.at).label("created"), func.max(log.at).label("modified"))
    known = times.group_by(log.document).subquery()
    own = document.id if table is tables.DOCUMENTS else table.c.document
    wanted = select(*table.columns, known.c.created, known.c.modified).join(known, known.c.document == own)
    if table is not tables.DOCUMENTS:
        wanted = wanted.join(tables.DOCUMENTS, document.id == own)
    wanted = wanted.where(*(document[name].in_(values) for name, values in filters.items())).order_by(table.c.id)
    for name, is_since in (("created", True), ("created", False), ("modified", True), ("modified", False)):
        bound = getattr(period, f"{name}_{'since' if is_since else 'until'}")
        if bound is not None:
            wanted = wanted.where(known.c[name] >= bound if is_since else known.c[name] <= bound)
    if cursor is not None:
        wanted = wanted.where(table.c.id > _decoded(cursor, 1)[0])
    return _page(register, wanted, limit, lambda row: [row["id"]])


def members(register: Register, organisation: str, limit: int, cursor: str | None = None) -> Listed:
    """Who is listed at the meetings of each body of an organisation: body, name, party.

    One name with one party in one body is one person here; of two bodies nothing is said.

    Raises:
        UsageError: the cursor is none of ours.
    """
    wanted = _members(organisation)
    if cursor is not None:
        wanted = wanted.where(tuple_(*_MEMBER) > tuple_(*map(literal, _decoded(cursor, 3))))
    return _page(register, wanted, limit, lambda row: [row["body"], row["name_key"], row["party"]])


def member(register: Register, organisation: str, body: str, name_key: str, party: str) -> Row | None:
    """One of them; None of one who is not listed."""
    wanted = (column == value for column, value in zip(_MEMBER, (body, name_key, party), strict=True))
    found = _page(register, _members(organisation).where(*wanted), 1, lambda row: [])
    return found.rows[0] if found.rows else None


_MEMBER: Final = (
    tables.DOCUMENTS.c.body,
    tables.PEOPLE.c.name_key,
    func.coalesce(tables.PEOPLE.c.party, "").label("party"),
)


def _members(organisation: str) -> Select[Any]:
    document, person = tables.DOCUMENTS.c, tables.PEOPLE.c
    return (
        select(*_MEMBER, func.max(person.name).label("name"))
        .join_from(tables.PEOPLE, tables.DOCUMENTS)
        .where(document.organisation == organisation, document.body.is_not(None))
        .group_by(*_MEMBER)
        .order_by(*_MEMBER)
    )


def at(register: Register, table: str, column: str, value: str) -> list[Row]:
    """The rows of a table that have *value* in *column*, in their order in the document."""
    chosen = tables.METADATA.tables[table]
    with register.reading() as connection:
        wanted = select(chosen).where(chosen.c[column] == value).order_by(chosen.c.document, chosen.c.position)
        return [dict(row) for row in connection.execute(wanted).mappings()]


def documents(register: Register, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Whole documents by their ids: the document's own row as ``document``, and by table the rows that belong to it.

    One that is not there, or not any more, is left out.
    """
    parts: dict[str, dict[str, list[Row]]] = defaultdict(lambda: {table.name: [] for table in PARTS})
    with register.reading() as connection:
        own = select(*columns(tables.DOCUMENTS)).where(tables.DOCUMENTS.c.id.in_(ids))
        heads = {row["id"]: dict(row) for row in connection.execute(own).mappings()}
        for table in PARTS:
            wanted = select(table).where(table.c.document.in_(ids)).order_by(table.c.document, table.c.position)
            for row in connection.execute(wanted).mappings():
                parts[row["document"]][table.name].append(dict(row))
    return {identity: {"document": head, **parts[identity]} for identity, head in heads.items()}


def changes(register: Register, after: int, limit: int) -> list[Row]:
    """The log of changes after a cursor, oldest first, of each document the last one alone: who has that needs no earlier one."""
    with register.reading() as connection:
        wanted = _last_changes().where(tables.CHANGES.c.cursor > after).limit(limit)
        return [dict(row) for row in connection.execute(wanted).mappings()]


def upserts(register: Register, first: int, last: int) -> list[Row]:
    """The changes from one cursor to another, both counted, that made a document what it is."""
    log = tables.CHANGES.c
    with register.reading() as connection:
        wanted = _last_changes().where(log.cursor.between(first, last), log.kind == "upsert")
        return [dict(row) for row in connection.execute(wanted).mappings()]


def removed(register: Register, document: str) -> Row | None:
    """When a document that was removed came, and when it went; None of any other."""
    log = tables.CHANGES.c
    with register.reading() as connection:
        wanted = select(log.kind, log.at).where(log.document == document).order_by(log.cursor)
        found = connection.execute(wanted).all()
    if not found or found[-1].kind != "delete":
        return None
    return {"created": found[0].at, "modified": found[-1].at}


def last_upsert(register: Register, documents: Sequence[str], most: int) -> int | None:
    """The last cursor up to *most* at which one of *documents* became what it is; None where there is none."""
    log = tables.CHANGES.c
    made = _last_changes().where(log.document.in_(documents), log.cursor <= most, log.kind == "upsert")
    with register.reading() as connection:
        found: int | None = connection.scalar(select(func.max(made.subquery().c.cursor)))
        return found


def _last_changes() -> Select[Any]:
    log, later = tables.CHANGES, tables.CHANGES.alias()
    newer = select(later.c.cursor).where(later.c.document == log.c.document, later.c.cursor > log.c.cursor)
    return select(log).where(~newer.exists()).order_by(log.c.cursor)


# --- pages ------------------------------------------------------------------------------------------------------------


def _page(register: Register, wanted: Select[Any], limit: int, place: Any) -> Listed:
    with register.reading() as connection:
        found = [dict(row) for row in connection.execute(wanted.limit(limit + 1)).mappings()]
    more = len(found) > limit
    rows = tuple(found[:limit])
    return Listed(rows, _encoded(place(rows[-1])) if more else None)


def _encoded(place: Sequence[str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _decoded(cursor: str, length: int) -> list[str]:
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise UsageError(f"cursor {cursor}", "is none of this list") from error
    if not isinstance(place, list) or len(place) != length or not all(isinstance(one, str) for one in place):
        raise UsageError(f"cursor {cursor}", "is none of this list")
    return place
