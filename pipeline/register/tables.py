"""The register's tables, for SQLite and PostgreSQL alike. Migrations make them; the names are for people who open them with Datasette.

``documents`` has a row a record, ``items`` one a paragraph (§), and so on; an id says where a thing stands: ``RECORD/p3`` is the third
item of a record, ``RECORD/d7`` its seventh decision. ``entries`` is what is searched: a row a decision, and one for each item without any.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Double, ForeignKey, Integer, LargeBinary, MetaData, String, Table

METADATA: Final = MetaData()

ABOUT: Final = Table(
    "about", METADATA, Column("name", String, primary_key=True), Column("value", String, nullable=False)
)

DOCUMENTS: Final = Table(
    "documents",
    METADATA,
    Column("id", String, primary_key=True),
    # SHA-256 of the record's canonical JSON: tells whether it has changed, and is the ETag of what is made of it.
    Column("hash", String(64), nullable=False),
    Column("source_sha256", String(64), nullable=False, index=True),
    Column("source_name", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("type", String(16), nullable=False),
    Column("organisation", String, index=True),
    Column("code", String(8)),
    Column("body", String, index=True),
    Column("date", String(10), index=True),
    Column("number", String),
    Column("page_count", Integer, nullable=False),
    # The record itself: JSON, deflated by zlib.
    Column("record", LargeBinary, nullable=False),
)


def _of_a_document(name: str, *columns: Column[object]) -> Table:
    """A table whose rows belong to a document and stand in an order there."""
    return Table(
        name,
        METADATA,
        Column("id", String, primary_key=True),
        Column("document", String, ForeignKey("documents.id"), nullable=False, index=True),
        Column("position", Integer, nullable=False),
        *columns,
    )


def _item() -> Column[object]:
    return Column("item", String, index=True)


ITEMS: Final = _of_a_document(
    "items",
    Column("number", String),
    Column("title", String),
    Column("case_number", String, index=True),
    # The same in one form for all ways to write it.
    Column("case_key", String, index=True),
    Column("text", String, nullable=False),
    Column("page", Integer),
)
DECISIONS: Final = _of_a_document(
    "decisions",
    _item(),
    Column("text", String, nullable=False),
    Column("status", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("decided_by", String),
    # Of one that is reported.
    Column("date", String(10)),
    Column("deadline", String(10)),
    Column("page", Integer),
)
VOTES: Final = _of_a_document(
    "votes",
    _item(),
    Column("method", String(16), nullable=False),
    Column("yes", Integer),
    Column("no", Integer),
    Column("abstain", Integer),
    Column("absent", Integer),
    Column("yes_means", String),
    Column("no_means", String),
)
PEOPLE: Final = _of_a_document(
    "people",
    Column("name", String, nullable=False),
    # The name as it is compared: lower case, single blanks.
    Column("name_key", String, nullable=False, index=True),
    Column("party", String),
    Column("title", String),
    Column("organisation", String),
    Column("roles", String, nullable=False),
    Column("attendance", String(16)),
)
AMOUNTS: Final = _of_a_document(
    "amounts",
    _item(),
    Column("text", String, nullable=False),
    Column("value", Double, nullable=False),
    Column("value_max", Double),
    Column("currency", String(3), nullable=False),
    Column("bound", String(8), nullable=False),
    Column("period", String(8)),
)
# What a record calls references: that word is one of SQL's own.
CITATIONS: Final = _of_a_document(
    "citations",
    _item(),
    Column("kind", String(16), nullable=False),
    Column("text", String, nullable=False),
    Column("target", String, index=True),
    # Of a decision, what its target tells without the body: "2031-12-06:187".
    Column("cited", String, index=True),
)
PROBLEMS: Final = _of_a_document(
    "problems",
    _item(),
    Column("code", String(32), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("message", String, nullable=False),
    Column("page", Integer),
)

# What is searched: what is shown of a hit.
ENTRIES: Final = Table(
    "entries",
    METADATA,
    # Newer meetings have larger keys, see pipeline.register.rows: the newest come first without sorting.
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False, index=True),
    Column("item", String),
    Column("kind", String(8), nullable=False),
    Column("organisation", String),
    Column("body", String),
    Column("date", String(10)),
    Column("number", String),
    Column("title", String),
    Column("case_number", String),
    Column("text", String, nullable=False),
    Column("status", String(16)),
    Column("outcome", String(16)),
    Column("decided_by", String),
    Column("page", Integer),
    # The smallest and the largest sum in Swedish kronor that its item names.
    Column("amount_min", Double),
    Column("amount_max", Double),
    # Of those who moved something at its item, single blanks between.
    Column("parties", String),
)

# What is counted and filtered of each entry, so narrow that the newest two thousand hits are counted at once; what can be counted stands
# once, in ``combinations``: what entries have of their meeting (organisation, body, year), and of themselves (the rest).
FACETS: Final = Table(
    "facets",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("meeting", BigInteger, nullable=False),
    Column("own", BigInteger, nullable=False),
    Column("amount_min", Double),
    Column("amount_max", Double),
)
# The id follows from the values: a row is the same for ever, whoever adds it.
COMBINATIONS: Final = Table(
    "combinations",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("organisation", String),
    Column("body", String),
    Column("year", String),
    Column("outcome", String),
    Column("status", String),
    Column("decided_by", String),
    Column("party", String),
    # How many have it; that of none is removed.
    Column("entries", Integer, nullable=False),
)

# What was added, changed and removed, in order: who polls it has the same rows.
CHANGES: Final = Table(
    "changes",
    METADATA,
    Column("cursor", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(8), nullable=False),
    Column("document", String, nullable=False, index=True),
    # Of the record as it is now, null where it was removed, or changed again.
    Column("hash", String(64)),
    Column("at", String(32), nullable=False),
    sqlite_autoincrement=True,
)

# Of which of an archive's records a document was made, and how: a mark that tells nothing without that archive (building.py).
STAMPS: Final = Table(
    "stamps",
    METADATA,
    Column("document", String, primary_key=True),
    Column("stamp", String(64), nullable=False),
)

# Words as they are written, and in how many entries: what a misspelling may have meant, and which compounds a word begins.
WORDS: Final = Table(
    "words",
    METADATA,
    # In the order of its characters, whatever the language of the database: words that begin alike stand together.
    Column("word", String().with_variant(String(collation="C"), "postgresql"), primary_key=True),
    Column("entries", Integer, nullable=False),
)

# Of a document all rows, in the order in which they can be added; removed in the opposite one.
ROWS: Final = (DOCUMENTS, ITEMS, DECISIONS, VOTES, PEOPLE, AMOUNTS, CITATIONS, PROBLEMS, ENTRIES)
