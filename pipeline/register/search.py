"""Search in the register: the entries that a query means, newest or most relevant first, with facets and marked words.

Every search is bounded: a page of hits, facets counted over the newest ten thousand, relevance among the newest five thousand; what
was not counted is said.
"""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, text

from pipeline.register.query import Query, terms_of
from pipeline.register.rows import Row, days, name_key
from pipeline.register.store import Register
from pipeline.register.swedish import stem, words
from schemas.errors import UsageError

Sort = Literal["newest", "relevance"]

FACETS: Final = ("organisation", "body", "year", "outcome", "status", "decided_by")
# Over so many of the newest hits facets are counted, and among so many relevance ranks: 20 ms each, measured on a million.
COUNTED: Final = 10_000
RANKED: Final = 5_000
_VALUES: Final = 12
_SNIPPET: Final = 280


@dataclass(frozen=True)
class Hit:
    """An entry that was found, and what to show of it."""

    entry: Row
    # The passage around the first words found, and the places of the words in it.
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Facet:
    """A field, and its most frequent values among the hits with how many have them."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Page:
    """A page of hits."""

    hits: tuple[Hit, ...]
    # How many there are; if not is_exact there are more.
    total: int
    is_exact: bool
    facets: tuple[Facet, ...]
    # Where the next page begins, None on the last.
    cursor: str | None
    # A spelling that finds something, where this one finds nothing.
    suggestion: str | None = None


def search(
    register: Register,
    query: Query,
    sort: Sort = "newest",
    limit: int = 20,
    cursor: str | None = None,
    facets: bool = True,
) -> Page:
    """What *query* finds.

    Args:
        sort: newest meeting first, or by relevance among the newest hits.
        limit: hits on a page, 1 to 100.
        cursor: of the page before.
        facets: whether they are counted: only the first page needs them.

    Raises:
        UsageError: the cursor is none of ours.
    """
    limit = max(1, min(limit, 100))
    sql = _Sql(register, query)
    after = _decoded(cursor, sort)
    with register.engine.connect() as connection:
        rows = (
            sql.newest(connection, limit + 1, after) if sort == "newest" else sql.ranked(connection, limit + 1, after)
        )
        found = rows[:limit]
        more = len(rows) > limit
        counted = sql.counted(connection) if facets else []
        suggestion = None
        if not found and after is None:
            suggestion = _suggestion(register, connection, query)
    if sort == "newest":
        following = f"n{found[-1]['key']}" if more else None
    else:
        following = f"r{(after or 0) + limit}" if more else None
    return Page(
        tuple(_hit(row, query) for row in found),
        min(len(counted), COUNTED),
        len(counted) <= COUNTED,
        tuple(_facets(counted)),
        _encoded(following),
        suggestion,
    )


class _Sql:
    """The statements of one query."""

    def __init__(self, register: Register, query: Query) -> None:
        self._text = register.text
        match = query.match()
        self._matches = not match.is_empty
        self._values: dict[str, Any] = {"match": self._text.expression(match)} if self._matches else {}
        self._key = self._text.key if self._matches else "entries.key"
        self._conditions = [self._text.matches] if self._matches else []
        least, most = days(query.first, query.last)
        self._also(f"{self._key} >= :least", least=least)
        self._also(f"{self._key} <= :most", most=most)
        self._also("entries.amount_max >= :amount_least", amount_least=query.amount_least)
        self._also("entries.amount_min <= :amount_most", amount_most=query.amount_most)
        for number, name in enumerate(query.people):
            key = f"person{number}"
            self._also(
                f"entries.document IN (SELECT document FROM people WHERE name_key = :{key})", **{key: name_key(name)}
            )
        for number, case in enumerate(query.case_numbers):
            self._also(f"entries.case_number = :case{number}", **{f"case{number}": case})
        for number, item in enumerate(query.item_numbers):
            self._also(f"entries.number = :item{number}", **{f"item{number}": item})

    def _also(self, condition: str, **values: Any) -> None:
        if all(value is not None for value in values.values()):
            self._conditions.append(condition)
            self._values |= values

    def _select(self, columns: str, *also: str) -> str:
        source = self._text.rows if self._matches else "entries"
        conditions = [*self._conditions, *also]
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {columns} FROM {source}{where}"

    def newest(self, connection: Connection, limit: int, before: int | None) -> list[Row]:
        also = [f"{self._key} < :before"] if before is not None else []
        sql = f"{self._select('entries.*', *also)} ORDER BY {self._key} DESC LIMIT :limit"
        values = self._values | {"limit": limit} | ({"before": before} if also else {})
        return [dict(row) for row in connection.execute(text(sql), values).mappings()]

    def ranked(self, connection: Connection, limit: int, offset: int | None) -> list[Row]:
        if not self._matches:
            raise UsageError("relevance", "is of words: search for some, or sort by newest")
        newest = (
            f"{self._select(f'{self._key} AS key, {self._text.rank} AS rank')} ORDER BY {self._key} DESC LIMIT :ranked"
        )
        sql = (
            f"SELECT entries.* FROM ({newest}) AS best JOIN entries ON entries.key = best.key"
            " ORDER BY best.rank DESC, best.key DESC LIMIT :limit OFFSET :offset"
        )
        values = self._values | {"ranked": RANKED, "limit": limit, "offset": offset or 0}
        return [dict(row) for row in connection.execute(text(sql), values).mappings()]

    def counted(self, connection: Connection) -> Sequence[Any]:
        """The facets' fields of the newest hits, one more than are counted if there are more."""
        columns = "organisation, body, date, outcome, status, decided_by"
        named = ", ".join(f"entries.{name}" for name in columns.split(", "))
        sql = f"{self._select(named)} ORDER BY {self._key} DESC LIMIT :limit"
        return connection.execute(text(sql), self._values | {"limit": COUNTED + 1}).all()


def _facets(counted: Sequence[Any]) -> Iterator[Facet]:
    columns = list(zip(*counted[:COUNTED], strict=True)) or [()] * len(FACETS)
    for name, values in zip(FACETS, columns, strict=True):
        if name == "year":
            values = tuple(value and value[:4] for value in values)
        found = Counter(value for value in values if value)
        ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:_VALUES]
        yield Facet(name, tuple(sorted(ordered, reverse=True) if name == "year" else ordered))


# --- what is shown ----------------------------------------------------------------------------------------------------


def _hit(entry: Row, query: Query) -> Hit:
    body = entry["text"] or entry["title"] or ""
    found = marked(body, query)
    start = 0
    if found and found[0][0] > _SNIPPET // 2:
        start = body.rfind(" ", 0, found[0][0] - _SNIPPET // 4) + 1
    end = len(body) if len(body) - start <= _SNIPPET else body.rfind(" ", start + 1, start + _SNIPPET) % (len(body) + 1)
    shown = body[start:end]
    inside = tuple((a - start, b - start) for a, b in found if a >= start and b <= end)
    if start:
        shown, inside = f"… {shown}", tuple((a + 2, b + 2) for a, b in inside)
    return Hit(entry, f"{shown} …" if end < len(body) else shown, inside)


def marked(body: str, query: Query) -> tuple[tuple[int, int], ...]:
    """The places in *body* of the words that *query* asks, in any of their forms."""
    return tuple(
        found.span()
        for found in words(body)
        for word in [found[0].lower()]
        if any(
            word.startswith(one.words[0].lower()) for one in terms_of(query) if one.is_prefix or one.begins_compounds
        )
        or any(stem(word) == stem(one) for term in terms_of(query) for one in term.words)
    )


def _suggestion(register: Register, connection: Connection, query: Query) -> str | None:
    """The query with the words that nothing has in the spelling of the nearest that something has."""
    typed = query.typed
    for word in query.words:
        known = connection.execute(text("SELECT 1 FROM words WHERE word = :word"), {"word": word.lower()}).first()
        if known or len(word) < 4:
            continue
        rows = connection.execute(
            text(
                "SELECT word, entries FROM words WHERE word LIKE :start AND length(word) BETWEEN :short AND :long"
                " ORDER BY entries DESC LIMIT 20000"
            ),
            {"start": f"{word[0].lower()}%", "short": len(word) - 2, "long": len(word) + 2},
        )
        counts = {row.word: row.entries for row in rows}
        near = process.extract(word.lower(), list(counts), scorer=fuzz.ratio, score_cutoff=75, limit=5)
        if near:
            best = max(near, key=lambda one: (round(one[1]), counts[one[0]]))
            typed = typed.replace(word, best[0])
    return typed if typed != query.typed else None


# --- cursors ----------------------------------------------------------------------------------------------------------


def _encoded(place: str | None) -> str | None:
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=") if place else None


def _decoded(cursor: str | None, sort: Sort) -> int | None:
    """What a cursor says: the key, or how many hits, before the page."""
    if cursor is None:
        return None
    try:
        place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        if place[0] != sort[0]:
            raise ValueError
        return int(place[1:])
    except (ValueError, IndexError, binascii.Error) as error:
        raise UsageError(f"cursor {cursor}", "is none of this search") from error
