"""The full text of the entries, in SQLite (FTS5) and in PostgreSQL (tsvector with GIN), asked alike with a ``Match``.

Both hold the same lexemes, made by us: stems of words in three weights (title, decision, item) with their places, and the marks of
facts (pipeline.register.rows). Neither database stems: SQLite knows no Swedish, and the Swedish of PostgreSQL 15 keeps "beslutet" apart
from "beslut" (docs/decisions/0012).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, Table, text

from pipeline.register import counting
from pipeline.register.rows import Searched, mark
from pipeline.register.stretches import Back, Window, marks, stretch

# Lexemes that stand one after another: the stems of a word or of a phrase, or a mark.
Lexemes = tuple[str, ...]
# Of more lexemes of which one must be there each is a question to PostgreSQL's index.
_FEW: Final = 4
# How many entries each stretch has: in PostgreSQL alone.
_STRETCHES: Final = Table(
    "stretches", MetaData(), Column("stretch", BigInteger, primary_key=True), Column("entries", Integer, nullable=False)
)
# Of what both databases hold as a key.
_GREATEST: Final = (1 << 63) - 1


@dataclass(frozen=True)
class Match:
    """What the full text is asked: of each *wanted* group at least one, and none of the *unwanted*."""

    wanted: tuple[tuple[Lexemes, ...], ...] = ()
    unwanted: tuple[Lexemes, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks nothing."""
        return not self.wanted and not self.unwanted

    @property
    def groups(self) -> tuple[tuple[Lexemes, ...], ...]:
        """What is wanted; where it only leaves out, anything."""
        return self.wanted or (((mark("kind", "decision"),), (mark("kind", "item"),)),)


class Asked(NamedTuple):
    """How hits are asked for: where they come from, conditions on it, and what the names in both stand for."""

    source: str
    conditions: Sequence[str]
    values: dict[str, Any]


class Sqlite:
    """FTS5 over a table of lexemes. It finds the newest first by itself."""

    # The key of a hit, and what is selected of it.
    key = "search.rowid"
    selected = "search.rowid"

    def create(self) -> Sequence[str]:
        """The statements that make it. å is not a: no diacritics are removed."""
        return (
            "CREATE TABLE search_text (key INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, context TEXT NOT NULL)",
            "CREATE VIRTUAL TABLE search USING fts5(title, text, context, content='search_text', content_rowid='key',"
            " tokenize='unicode61 remove_diacritics 0')",
            "CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN"
            " INSERT INTO search(rowid, title, text, context) VALUES (new.key, new.title, new.text, new.context); END",
            "CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN"
            " INSERT INTO search(search, rowid, title, text, context)"
            " VALUES ('delete', old.key, old.title, old.text, old.context); END",
        )

    def add(self, connection: Connection, rows: Sequence[Searched]) -> None:
        """Add entries."""
        statement = text("INSERT INTO search_text VALUES (:key, :title, :text, :context)")
        values = [
            {
                "key": row.key,
                "title": " ".join(row.title),
                "text": " ".join(row.text),
                "context": " ".join([*row.context, *row.marks]),
            }
            for row in rows
        ]
        if values:
            connection.execute(statement, values)

    def back(self, connection: Connection, least: int | None, most: int | None) -> Back:
        """The way back through the entries whose keys lie between *least* and *most*: all at once."""
        return Back(None, least, most)

    def around(self, keys: Sequence[int]) -> Window:
        """A window that has some keys, newest first."""
        return Window(keys[-1], keys[0])

    def asked(self, match: Match, window: Window) -> Asked:
        """How the hits of a window are asked for."""
        return Asked("search", ("search MATCH :match",), {"match": self.expression(match)})

    def ranks(self, connection: Connection, match: Match, keys: Sequence[int]) -> dict[int, float]:
        """How well the hits at *keys*, newest first, match: more is better."""
        wanted = (
            "SELECT rowid AS key, -bm25(search, 4.0, 2.0, 1.0) AS rank FROM search"
            " WHERE search MATCH :match AND rowid BETWEEN :least AND :most"
        )
        values = {"match": self.expression(match), "least": keys[-1], "most": keys[0]}
        return {row.key: row.rank for row in connection.execute(text(wanted), values)}

    def remove(self, connection: Connection, document: str) -> None:
        """Remove the entries of a document; their rows are still there."""
        statement = "DELETE FROM search_text WHERE key IN (SELECT key FROM entries WHERE document = :document)"
        connection.execute(text(statement), {"document": document})

    def settle(self) -> Sequence[str]:
        """The statements after many were added: one index in place of several."""
        return ("INSERT INTO search(search) VALUES ('optimize')", "ANALYZE")

    def expression(self, match: Match) -> str:
        """An FTS5 query. Lexemes are letters and figures, and quoted: nothing in them is an operator."""
        wanted = [f"({' OR '.join(map(self._phrase, group))})" for group in match.groups]
        return " AND ".join(wanted) + "".join(f" NOT {self._phrase(one)}" for one in match.unwanted)

    def _phrase(self, lexemes: Lexemes) -> str:
        return f'"{" ".join(lexemes)}"'


class Postgres:
    """A column of type tsvector with a GIN index.

    The index knows no places, so that a phrase of common words would have every entry looked at that has them all. Two lexemes that
    stand one after another are therefore a lexeme besides: ``'avslå ansökan'``. Nor does it know an order: a search goes back through
    windows (pipeline.register.stretches), whose marks are lexemes too.
    """

    key = "search.key"
    # A hit of several questions is one.
    selected = "DISTINCT search.key"

    def create(self) -> Sequence[str]:
        """The statements that make it."""
        return (
            "CREATE TABLE search (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
            "CREATE INDEX search_words ON search USING GIN (words)",
        )

    def add(self, connection: Connection, rows: Sequence[Searched]) -> None:
        """Add entries."""
        statement = text("INSERT INTO search VALUES (:key, CAST(:words AS tsvector))")
        values = [{"key": row.key, "words": self._vector(row)} for row in rows]
        if values:
            connection.execute(statement, values)
            counts = Counter(stretch(row.key) for row in rows)
            counting.add(connection, _STRETCHES, [{"stretch": a, "entries": b} for a, b in sorted(counts.items())])

    def back(self, connection: Connection, least: int | None, most: int | None) -> Back:
        """The way back through the entries whose keys lie between *least* and *most*."""
        wanted = "SELECT stretch, entries FROM stretches WHERE stretch BETWEEN :low AND :high ORDER BY stretch DESC"
        values = {"low": stretch(least or 0), "high": stretch(most if most is not None else _GREATEST)}
        return Back([(row.stretch, row.entries) for row in connection.execute(text(wanted), values)], least, most)

    def around(self, keys: Sequence[int]) -> Window:
        """A window that has some keys, newest first."""
        return Window(keys[-1], keys[0], tuple(dict.fromkeys(marks(key)[0] for key in keys)))

    def asked(self, match: Match, window: Window) -> Asked:
        """How the hits of a window are asked for; they may be beyond its ends where its marks are.

        Of many lexemes of which one must be there each is a question of its own: the index would look each of them up for each entry. All is
        asked of the index of words: by that of keys, as the planner would have it of frequent words, all entries are looked at.
        """
        narrowest, *others = sorted(match.groups, key=len)
        if window.marks:
            others.append(tuple((one,) for one in window.marks))
        # An entry that has the pairs of a longer phrase may not have the phrase.
        without = [f"!({self._pairs(one)})" for one in match.unwanted if len(one) < 3]
        single = [self._pairs(one) for one in narrowest]
        groups = single if len(single) > _FEW else [f"({' | '.join(single)})"]
        values: dict[str, Any] = {"questions": [" & ".join([one, *without]) for one in groups]}
        also = {f"also{number}": " | ".join(map(self._pairs, group)) for number, group in enumerate(others)}
        conditions = ["words @@ question", *(f"words @@ CAST(:{name} AS tsquery)" for name in also)]
        source = (
            "unnest(CAST(CAST(:questions AS text[]) AS tsquery[])) AS asked(question) CROSS JOIN LATERAL"
            f" (SELECT key, words FROM search WHERE {' AND '.join(conditions)} OFFSET 0) AS search"
        )
        if all(len(one) < 3 for one in (*match.unwanted, *chain(*match.groups))):
            return Asked(source, (), values | also)
        whole = {"match": self.expression(match)}
        return Asked(source, ("search.words @@ CAST(:match AS tsquery)",), values | also | whole)

    def ranks(self, connection: Connection, match: Match, keys: Sequence[int]) -> dict[int, float]:
        """How well the hits at *keys*, newest first, match: more is better."""
        wanted = (
            "SELECT key, ts_rank('{0.1, 0.25, 0.5, 1.0}', words, CAST(:match AS tsquery)) AS rank FROM search"
            " WHERE key = ANY(:keys)"
        )
        found = connection.execute(text(wanted), {"match": self.expression(match), "keys": list(keys)})
        return {row.key: row.rank for row in found}

    def _vector(self, row: Searched) -> str:
        """A tsvector as it is written: ``'beslut':3B,7C 'lån':1A``. No phrase runs from one weight into the next."""
        places: dict[str, list[str]] = defaultdict(list)
        place = 0
        pairs: dict[str, None] = {}
        for weight, lexemes in (("A", row.title), ("B", row.text), ("C", row.context)):
            pairs.update(dict.fromkeys(map(" ".join, pairwise(lexemes))))
            for lexeme in lexemes:
                place += 1
                places[lexeme].append(f"{place}{weight}")
            place += 1
        written = [f"'{lexeme}':{','.join(found)}" for lexeme, found in places.items()]
        return " ".join([*written, *(f"'{pair}'" for pair in pairs), *row.marks, *marks(row.key)])

    def remove(self, connection: Connection, document: str) -> None:
        """Remove the entries of a document; their rows are still there."""
        statement = "DELETE FROM search WHERE key IN (SELECT key FROM entries WHERE document = :document) RETURNING key"
        gone = Counter(map(stretch, connection.scalars(text(statement), {"document": document})))
        counting.add(connection, _STRETCHES, [{"stretch": a, "entries": -b} for a, b in sorted(gone.items())])

    def settle(self) -> Sequence[str]:
        """The statements after many were added: it counts which words are frequent, and plans by that."""
        return ("ANALYZE",)

    def expression(self, match: Match) -> str:
        """A tsquery. Lexemes are letters and figures, and quoted: nothing in them is an operator."""
        wanted = [f"({' | '.join(map(self._phrase, group))})" for group in match.groups]
        return " & ".join([*wanted, *(f"!({self._phrase(one)})" for one in match.unwanted)])

    def _phrase(self, lexemes: Lexemes) -> str:
        # Of more than two lexemes each pair may stand somewhere, and they not in a row.
        if len(lexemes) < 3:
            return self._pairs(lexemes)
        whole = " <-> ".join(f"'{lexeme}'" for lexeme in lexemes)
        return f"({whole})"

    def _pairs(self, lexemes: Lexemes) -> str:
        """What the index has of a phrase."""
        return " & ".join(f"'{first} {second}'" for first, second in pairwise(lexemes)) or f"'{lexemes[0]}'"


def of(dialect: str) -> Sqlite | Postgres:
    """The full text of a kind of database, by SQLAlchemy's name of it."""
    return Postgres() if dialect == "postgresql" else Sqlite()
