"""The full text of the entries, one way for SQLite (FTS5 over Snowball stems) and one for PostgreSQL (its ``swedish`` configuration).

Both hold words of three weights (title, decision, item) and the marks of facts (pipeline.register.rows), and are asked with the same
``Match``. A word finds its forms, and from five letters on the compounds that begin as it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from pipeline.register.rows import Searched, mark
from pipeline.register.swedish import stem, stems

# A shorter beginning has too many words to be a part of a compound: "val" is not "valuta".
_PREFIX_FROM: Final = 5


@dataclass(frozen=True)
class Term:
    """A word, or the words of a phrase, that must (or must not) be there."""

    words: tuple[str, ...]
    is_phrase: bool = False
    is_prefix: bool = False
    is_excluded: bool = False

    @property
    def begins_compounds(self) -> bool:
        """Whether it finds the compounds that begin as it is written, besides the forms of the word."""
        return len(self.words) == 1 and not self.is_phrase and len(self.words[0]) >= _PREFIX_FROM


@dataclass(frozen=True)
class Match:
    """What the full text is asked: all *terms*, and of each group of marks at least one."""

    terms: tuple[Term, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks nothing."""
        return not self.terms and not self.marks


# Every entry has one of these: what a search asks that only leaves out.
_ANY: Final = (mark("kind", "decision"), mark("kind", "item"))


class Sqlite:
    """FTS5 over a table of stems: SQLite has no Swedish stemmer of its own."""

    # The rows that match :match, their key, and their rank (larger is better).
    rows = "search JOIN entries ON entries.key = search.rowid"
    matches = "search MATCH :match"
    key = "search.rowid"
    rank = "-bm25(search, 4.0, 2.0, 1.0)"

    def create(self) -> Sequence[str]:
        """The statements that make it. å is not a: no diacritics are removed."""
        return (
            "CREATE TABLE search_text (key INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, context TEXT NOT NULL)",
            "CREATE VIRTUAL TABLE search USING fts5(title, text, context, content='search_text', content_rowid='key',"
            " tokenize='unicode61 remove_diacritics 0', prefix='5 7')",
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
                "title": " ".join(stems(row.title)),
                "text": " ".join(stems(row.text)),
                "context": " ".join([*stems(row.context), *row.marks]),
            }
            for row in rows
        ]
        if values:
            connection.execute(statement, values)

    def remove(self, connection: Connection, document: str) -> None:
        """Remove the entries of a document; their rows are still there."""
        statement = "DELETE FROM search_text WHERE key IN (SELECT key FROM entries WHERE document = :document)"
        connection.execute(text(statement), {"document": document})

    def expression(self, match: Match) -> str:
        """An FTS5 query. Words are quoted: nothing in them is an operator."""
        wanted = [self._term(term) for term in match.terms if not term.is_excluded]
        wanted += [f"({' OR '.join(marks)})" for marks in match.marks]
        unwanted = [self._term(term) for term in match.terms if term.is_excluded]
        wanted = wanted or [f"({' OR '.join(_ANY)})"]
        return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)

    def _term(self, term: Term) -> str:
        if term.is_prefix:
            return f'"{term.words[0].lower()}" *'
        found = f'"{" ".join(stem(word) for word in term.words)}"'
        return f'({found} OR "{term.words[0].lower()}" *)' if term.begins_compounds else found


class Postgres:
    """A column of type tsvector with a GIN index, in PostgreSQL's own Swedish."""

    rows = "search JOIN entries ON entries.key = search.key"
    matches = "words @@ CAST(:match AS tsquery)"
    key = "search.key"
    rank = "ts_rank('{0.1, 0.25, 0.5, 1.0}', words, CAST(:match AS tsquery))"

    def create(self) -> Sequence[str]:
        """The statements that make it. The configuration is a copy of ``swedish`` that drops no words: "till" is part of phrases."""
        return (
            "CREATE TEXT SEARCH DICTIONARY paragraf_stem (TEMPLATE = snowball, LANGUAGE = swedish)",
            "CREATE TEXT SEARCH CONFIGURATION paragraf (COPY = swedish)",
            "ALTER TEXT SEARCH CONFIGURATION paragraf ALTER MAPPING FOR asciiword, asciihword, hword_asciipart,"
            " word, hword, hword_part WITH paragraf_stem",
            "CREATE TABLE search (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
            "CREATE INDEX search_words ON search USING GIN (words)",
        )

    def add(self, connection: Connection, rows: Sequence[Searched]) -> None:
        """Add entries."""
        statement = text(
            "INSERT INTO search VALUES (:key, setweight(to_tsvector('paragraf', :title), 'A')"
            " || setweight(to_tsvector('paragraf', :text), 'B') || setweight(to_tsvector('paragraf', :context), 'C')"
            " || array_to_tsvector(CAST(:marks AS text[])))"
        )
        values = [{**row._asdict(), "marks": list(row.marks)} for row in rows]
        if values:
            connection.execute(statement, values)

    def remove(self, connection: Connection, document: str) -> None:
        """Remove the entries of a document; their rows are still there."""
        statement = "DELETE FROM search WHERE key IN (SELECT key FROM entries WHERE document = :document)"
        connection.execute(text(statement), {"document": document})

    def expression(self, match: Match) -> str:
        """A tsquery of stems: Snowball's here are PostgreSQL's. Words are letters and figures alone: none is an operator."""
        wanted = [self._term(term) for term in match.terms]
        wanted += [f"({' | '.join(marks)})" for marks in match.marks]
        return " & ".join(wanted)

    def _term(self, term: Term) -> str:
        if term.is_prefix:
            found = f"{term.words[0].lower()}:*"
        else:
            found = f"({' <-> '.join(stem(word) for word in term.words)})"
        if term.begins_compounds:
            found = f"({found} | {term.words[0].lower()}:*)"
        return f"!{found}" if term.is_excluded else found


def of(dialect: str) -> Sqlite | Postgres:
    """The full text of a kind of database, by SQLAlchemy's name of it."""
    return Postgres() if dialect == "postgresql" else Sqlite()
