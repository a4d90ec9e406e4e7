"""Search in the register: the entries that a query means, newest or most relevant first, with facets and marked words.

Every search is bounded: a page of hits, facets counted over the newest two thousand, relevance among the same, the time that it may
take; what was not counted is said.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, Result, bindparam, text

from pipeline.register.query import Query, Term, terms_of
from pipeline.register.rows import FACET_NAMES, Row, days
from pipeline.register.store import Register
from pipeline.register.stretches import Back, Window
from pipeline.register.swedish import stem, words
from schemas.errors import UsageError

Sort = Literal["newest", "relevance"]

FACETS: Final = FACET_NAMES
# Over so many of the newest hits facets are counted, and among so many relevance ranks (benchmarks/register_search.py, a million decisions in
# SQLite): a thousand hits of a word take 1 ms of processor time, of two words 6, of a phrase 16.
COUNTED: Final = 2_000
_VALUES: Final = 12
# So many of the words that begin as a word of the query are searched for: the most frequent ones.
_BEGINNING: Final = 100
# What may have been meant is looked for among so many words.
_SPELLINGS: Final = 20_000
_SNIPPET: Final = 280
# So far into an item's text a passage with the words is looked for.
_PASSAGE: Final = 50_000


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
    # How many there are; if not is_exact there are more. Where no facets are counted, those on the page.
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
    after = _decoded(cursor, sort)
    is_ranked = sort == "relevance"
    with register.reading() as connection:
        sql = _Sql(register, connection, query)
        # What is counted and ranked is found once; the first page is of it too.
        counted = sql.newest(COUNTED + 1) if facets or is_ranked else []
        if is_ranked:
            keys = sql.best([one.key for one in counted[:COUNTED]])[after or 0 :]
        elif facets and after is None:
            keys = [one.key for one in counted]
        else:
            keys = [one.key for one in sql.newest(limit + 1, after)]
        found = sql.entries(keys[:limit])
        shown = tuple(_facets(register, connection, counted)) if facets else ()
        suggestion = _suggestion(connection, query) if not found and after is None else None
        hits = tuple(_hits(connection, found, query))
    more = len(keys) > limit
    following = None
    if more:
        following = f"r{(after or 0) + limit}" if is_ranked else f"n{keys[limit - 1]}"
    return Page(
        hits,
        min(len(counted), COUNTED) if facets else len(found),
        len(counted) <= COUNTED if facets else not more,
        shown,
        _encoded(following),
        suggestion,
    )


def listed(register: Register, query: Query, limit: int, cursor: str | None = None) -> tuple[list[Row], str | None]:
    """A page of the entries that *query* finds, newest first, and the cursor of the next one: for tables, which show no passages.

    Raises:
        UsageError: the cursor is none of ours.
    """
    after = _decoded(cursor, "newest")
    with register.reading() as connection:
        sql = _Sql(register, connection, query)
        keys = [one.key for one in sql.newest(limit + 1, after)]
        rows = sql.entries(keys[:limit])
    return rows, _encoded(f"n{keys[limit - 1]}") if len(keys) > limit else None


def found_in(register: Register, query: Query, most: int) -> list[str] | None:
    """The documents in which *query* finds anything; None where there are more than *most* hits."""
    with register.reading() as connection:
        sql = _Sql(register, connection, query)
        keys = [one.key for one in sql.newest(most + 1)]
        return sql.documents(keys) if len(keys) <= most else None


def among(register: Register, query: Query, documents: Sequence[str]) -> list[Row]:
    """The entries of some documents that *query* finds, newest first."""
    with register.reading() as connection:
        sql = _Sql(register, connection, query)
        return sql.entries(sql.among(documents))


def entries(register: Register, query: Query, at_once: int = 1_000) -> Iterator[Row]:
    """All entries that *query* finds, newest first, however many: for export and for feeds."""
    before: int | None = None
    while True:
        with register.reading() as connection:
            sql = _Sql(register, connection, query)
            keys = [one.key for one in sql.newest(at_once, before)]
            rows = sql.entries(keys)
        yield from rows
        if len(keys) < at_once:
            return
        before = keys[-1]


class _Sql:
    """The statements of one query. The keys of its hits are found in narrow tables; of those that are shown the entries are read."""

    def __init__(self, register: Register, connection: Connection, query: Query) -> None:
        self._connection = connection
        self._text = register.text
        self._match = query.match(self._beginning)
        self._least, self._most = days(query.first, query.last)
        # Column, sign and value of a sum that is asked.
        sums = (("amount_max", ">=", query.amount_least), ("amount_min", "<=", query.amount_most))
        self._sums = [one for one in sums if one[2] is not None]

    def _beginning(self, begin: str) -> list[str]:
        """The most frequent words that begin so."""
        wanted = "SELECT word FROM words WHERE word >= :low AND word < :high ORDER BY entries DESC, word LIMIT :limit"
        values = {"low": begin, "high": f"{begin}\U0010ffff", "limit": _BEGINNING}
        return list(self._connection.scalars(text(wanted), values))

    def newest(self, limit: int, before: int | None = None) -> list[Any]:
        """Of the newest hits, below a key: their keys and the two combinations of facets."""
        most = self._most
        if before is not None:
            most = before - 1 if most is None else min(before - 1, most)
        # Without words the keys are walked themselves, the newest first.
        back = (
            Back(None, self._least, most)
            if self._match.is_empty
            else self._text.back(self._connection, self._least, most)
        )
        found: list[Any] = []
        while len(found) < limit and (window := back.window(limit - len(found), len(found))):
            hits, values = self._hits(window)
            wanted = text(
                f"SELECT facets.key, facets.meeting, facets.own FROM ({hits} LIMIT :limit) AS hits"
                " JOIN facets ON facets.key = hits.key ORDER BY facets.key DESC"
            )
            found += self._connection.execute(wanted, values | {"limit": limit - len(found)}).all()
        return found

    def among(self, documents: Sequence[str]) -> list[int]:
        """The keys of the hits that some documents have, newest first."""
        wanted = text("SELECT key FROM entries WHERE document IN :documents ORDER BY key DESC")
        theirs = wanted.bindparams(bindparam("documents", expanding=True))
        keys = [
            key
            for key in self._connection.scalars(theirs, {"documents": list(documents)})
            if (self._least is None or key >= self._least) and (self._most is None or key <= self._most)
        ]
        if not keys:
            return []
        hits, values = self._hits(self._text.around(keys))
        chosen = set(keys)
        return [key for key in self._connection.scalars(text(hits), values) if key in chosen]

    def _hits(self, window: Window) -> tuple[str, dict[str, Any]]:
        """The statement that finds the keys of the hits in a window, newest first, and what its names stand for."""
        conditions: list[str] = []
        values: dict[str, Any] = {}
        selected = key = "facets.key"
        source = "facets"
        if not self._match.is_empty:
            selected, key = self._text.selected, self._text.key
            source, asked, values = self._text.asked(self._match, window)
            conditions += asked
        for column, sign, value in self._sums:
            # No join: a planner that expects many hits would read all facets for one.
            conditions.append(f"(SELECT {column} FROM facets WHERE facets.key = {key}) {sign} :{column}")
            values[column] = value
        for name, sign, value in (("least", ">=", window.least), ("most", "<=", window.most)):
            if value is not None:
                conditions.append(f"{key} {sign} :{name}")
                values[name] = value
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {selected} AS key FROM {source}{where} ORDER BY key DESC", values

    def best(self, keys: list[int]) -> list[int]:
        """The keys of some hits, newest first, by their relevance; of those alike the newest first."""
        if self._match.is_empty:
            raise UsageError("relevance", "is of words: search for some, or sort by newest")
        ranks = self._text.ranks(self._connection, self._match, keys) if keys else {}
        return sorted(keys, key=lambda key: ranks.get(key, 0.0), reverse=True)

    def entries(self, keys: Sequence[int]) -> list[Row]:
        """The entries of some keys, in their order."""
        found = self._of("*", keys).mappings()
        rows = {row["key"]: dict(row) for row in found}
        return [rows[key] for key in keys if key in rows]

    def documents(self, keys: Sequence[int]) -> list[str]:
        """The documents of some keys."""
        return list(self._of("DISTINCT document", keys).scalars())

    def _of(self, columns: str, keys: Sequence[int]) -> Result[Any]:
        wanted = text(f"SELECT {columns} FROM entries WHERE key IN :keys").bindparams(bindparam("keys", expanding=True))
        return self._connection.execute(wanted, {"keys": list(keys)})


def _facets(register: Register, connection: Connection, counted: Sequence[Any]) -> Iterator[Facet]:
    found: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    counts = Counter(combination for _, *both in counted[:COUNTED] for combination in both)
    combinations = register.combinations(connection, counts)
    for identity, count in counts.items():
        for name, value in zip(FACETS, combinations[identity], strict=True):
            if value:
                for one in value.split() if name == "party" else [value]:
                    found[name][one] += count
    for name, values in found.items():
        ordered = sorted(values.items(), key=lambda one: (-one[1], one[0]))[:_VALUES]
        yield Facet(name, tuple(sorted(ordered, reverse=True) if name == "year" else ordered))


# --- what is shown ----------------------------------------------------------------------------------------------------


def _hits(connection: Connection, found: Sequence[Row], query: Query) -> Iterator[Hit]:
    """The entries with what to show of them: of the item's text where only that has the words."""
    marks = {row["id"]: marked(_body(row), query) for row in found}
    elsewhere = [
        row["item"]
        for row in found
        if row["item"] and query.words and not marks[row["id"]] and not marked(row["title"] or "", query)
    ]
    texts: dict[str, str] = {}
    if elsewhere:
        wanted = text("SELECT id, text FROM items WHERE id IN :items").bindparams(bindparam("items", expanding=True))
        texts = {
            row.id: " ".join(row.text[:_PASSAGE].split()) for row in connection.execute(wanted, {"items": elsewhere})
        }
    for row in found:
        whole = texts.get(row["item"], "") if not marks[row["id"]] else ""
        inside = marked(whole, query)
        yield _hit(row, whole, inside) if inside else _hit(row, _body(row), marks[row["id"]])


def _body(entry: Row) -> str:
    return entry["text"] or entry["title"] or ""


def _hit(entry: Row, body: str, found: tuple[tuple[int, int], ...]) -> Hit:
    start = 0
    if found and found[0][0] > _SNIPPET // 2:
        start = body.rfind(" ", 0, found[0][0] - _SNIPPET // 4) + 1
    end = len(body)
    if end - start > _SNIPPET:
        # A word of a whole snippet's length is cut.
        end = max(body.rfind(" ", start, start + _SNIPPET), found[0][1] if found else 0)
        end = end if end > start else start + _SNIPPET
    shown = body[start:end]
    inside = tuple((a - start, b - start) for a, b in found if a >= start and b <= end)
    if start:
        shown, inside = f"… {shown}", tuple((a + 2, b + 2) for a, b in inside)
    return Hit(entry, f"{shown} …" if end < len(body) else shown, inside)


def marked(body: str, query: Query) -> tuple[tuple[int, int], ...]:
    """The places in *body* of the words that *query* asks, in any of their forms; of a phrase where it stands whole."""
    terms = list(terms_of(query))
    if not terms:
        return ()
    found = list(words(body))
    places = [(word.span(), word[0].lower(), stem(word[0])) for word in found]
    return tuple(sorted({span for at in range(len(places)) for term in terms for span in _spans(places, at, term)}))


def _spans(places: Sequence[tuple[tuple[int, int], str, str]], at: int, term: Term) -> list[tuple[int, int]]:
    """The places of the words of *term* if it stands here."""
    _, word, _ = places[at]
    if term.begins and word.startswith(term.begins):
        return [places[at][0]]
    here = places[at : at + len(term.stems)]
    return [span for span, _, _ in here] if tuple(one for _, _, one in here) == term.stems else []


def _suggestion(connection: Connection, query: Query) -> str | None:
    """The query with the words that nothing has in the spelling of the nearest that something has."""
    typed = query.typed
    for word in map(str.lower, query.words):
        if len(word) < 4 or connection.scalar(text("SELECT 1 FROM words WHERE word = :word"), {"word": word}):
            continue
        # Most misspellings keep the first letter; where none is near, those that do not are asked.
        best = _nearest(connection, word, word[0]) or _nearest(connection, word, "")
        if best:
            typed = re.sub(re.escape(word), best, typed, flags=re.IGNORECASE)
    return typed if typed != query.typed else None


def _nearest(connection: Connection, word: str, begin: str) -> str | None:
    rows = connection.execute(
        text(
            "SELECT word, entries FROM words WHERE word >= :low AND word < :high AND length(word) BETWEEN :short AND :long"
            " ORDER BY entries DESC, word LIMIT :limit"
        ),
        {
            "low": begin,
            "high": f"{begin}\U0010ffff",
            "short": len(word) - 2,
            "long": len(word) + 2,
            "limit": _SPELLINGS,
        },
    )
    counts = {row.word: row.entries for row in rows}
    near = process.extract(word, list(counts), scorer=fuzz.ratio, score_cutoff=75, limit=5)
    return max(near, key=lambda one: (round(one[1]), counts[one[0]], one[0]))[0] if near else None


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
        found = int(place[1:])
        if not 0 <= found < 1 << 63:
            raise ValueError
        return found
    except (ValueError, IndexError, binascii.Error) as error:
        raise UsageError(f"cursor {cursor}", "is none of this search") from error
