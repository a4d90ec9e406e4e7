"""The full text of the entries, in SQLite (FTS5) and in PostgreSQL (tsvector with GIN), asked alike with a ``Match``.

Both hold the same lexemes, made by us: stems of words in three weights (title, decision, item) with their places, and the marks of
facts (pipeline.register.rows). Neither database stems: SQLite knows no Swedish, and the Swedish of PostgreSQL 15 keeps "beslutet" apart
from "beslut" (docs/decisions/0012).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, text

from pipeline.register.rows import Searched, mark

# Lexemes that stand one after another: the stems of a word or of a phrase, or a mark.
Lexemes = tuple[str, ...]


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


class Sqlite:
    """FTS5 over a table of lexemes."""

    # What rows of "search" match :match, their key, and their rank (larger is better).
    matches = "search MATCH :match"
    key = "search.rowid"
    rank = "-bm25(search, 4.0, 2.0, 1.0)"

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
    stand one after another are therefore a lexeme besides: ``'avslå ansökan'``.
    """

    matches = "words @@ CAST(:match AS tsquery)"
    key = "search.key"
    rank = "ts_rank('{0.1, 0.25, 0.5, 1.0}', words, CAST(:match AS tsquery))"

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
        return " ".join([*written, *(f"'{pair}'" for pair in pairs), *row.marks])

    def remove(self, connection: Connection, document: str) -> None:
        """Remove the entries of a document; their rows are still there."""
        statement = "DELETE FROM search WHERE key IN (SELECT key FROM entries WHERE document = :document)"
        connection.execute(text(statement), {"document": document})

    def settle(self) -> Sequence[str]:
        """The statements after many were added: it counts which words are frequent, and plans by that."""
        return ("ANALYZE",)

    def expression(self, match: Match) -> str:
        """A tsquery. Lexemes are letters and figures, and quoted: nothing in them is an operator."""
        wanted = [f"({' | '.join(map(self._phrase, group))})" for group in match.groups]
        return " & ".join([*wanted, *(f"!({self._phrase(one)})" for one in match.unwanted)])

    def _phrase(self, lexemes: Lexemes) -> str:
        pairs = [f"'{first} {second}'" for first, second in pairwise(lexemes)]
        if len(pairs) == 1:
            return pairs[0]
        # Of more than two lexemes each pair may stand somewhere, and they not in a row.
        whole = " <-> ".join(f"'{lexeme}'" for lexeme in lexemes)
        return f"({' & '.join([*pairs, f'({whole})'])})" if pairs else whole


def of(dialect: str) -> Sqlite | Postgres:
    """The full text of a kind of database, by SQLAlchemy's name of it."""
    return Postgres() if dialect == "postgresql" else Sqlite()
