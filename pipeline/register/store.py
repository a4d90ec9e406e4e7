"""The register's database: opened, filled, kept in step with the records. SQLite by default, PostgreSQL by its URL."""

from __future__ import annotations

import datetime
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Literal

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, delete, event, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from pipeline.register import fulltext, tables
from pipeline.register.rows import ENTRY_BITS, Row, rows, searched, spoken
from schemas.errors import UsageError
from schemas.record import Record

Edition = Literal["public", "internal"]

# So many documents are one transaction.
_BATCH: Final = 100


class Register:
    """A register at a database URL."""

    def __init__(self, url: str, edition: Edition | None = None, read_only: bool = False) -> None:
        """Open a register.

        Args:
            url: ``sqlite:///register.db`` or ``postgresql+psycopg://…``.
            edition: what it must be, and becomes if it is new; whatever it is, without.
            read_only: nothing can be written, and it must be there.

        Raises:
            UsageError: it is of the other edition, or not there.
        """
        self.url = url
        self.engine = _engine(url, read_only)
        self.text = fulltext.of(self.engine.dialect.name)
        if not read_only:
            _migrate(self.engine)
        with self.engine.begin() as connection:
            found = connection.scalar(select(tables.ABOUT.c.value).where(tables.ABOUT.c.name == "edition"))
            if found is None and not read_only:
                found = edition or "public"
                connection.execute(insert(tables.ABOUT).values(name="edition", value=found))
        if edition is not None and found != edition:
            raise UsageError(url, f"is a register of the {found} edition, not of the {edition} one")
        self.edition: Edition = "internal" if found == "internal" else "public"

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # --- writing ------------------------------------------------------------------------------------------------------

    def add(self, records: Iterable[Record], canonical: Callable[[dict[str, Any]], bytes]) -> Counter[str]:
        """Add records, each in the place of what the register has under its id; how many were new, changed, the same.

        Args:
            records: of the register's edition.
            canonical: canonical JSON of a record.
        """
        counts: Counter[str] = Counter()
        batch: list[tuple[Record, bytes]] = []
        for record in records:
            batch.append((record, canonical(record.model_dump(mode="json"))))
            if len(batch) == _BATCH:
                counts += self._add(batch)
                batch = []
        return counts + self._add(batch)

    def _add(self, batch: list[tuple[Record, bytes]]) -> Counter[str]:
        counts: Counter[str] = Counter()
        with self.engine.begin() as connection:
            ids = [record.id for record, _ in batch]
            known = connection.execute(
                select(tables.DOCUMENTS.c.id, tables.DOCUMENTS.c.hash).where(tables.DOCUMENTS.c.id.in_(ids))
            )
            hashes = {row.id: row.hash for row in known}
            for record, canonical in batch:
                found = rows(record, canonical)
                own = found["documents"][0]["hash"]
                before = hashes.get(record.id)
                hashes[record.id] = own
                if before == own:
                    counts["same"] += 1
                    continue
                counts["changed" if before else "new"] += 1
                if before:
                    self._remove(connection, record.id)
                self._insert(connection, found)
                _note(connection, "upsert", record.id, own)
        return counts

    def _insert(self, connection: Connection, found: dict[str, list[Row]]) -> None:
        for entry in found["entries"]:
            # Two records of one day seldom have the same hash; the one that comes later stands a little lower.
            while connection.scalar(select(tables.ENTRIES.c.key).where(tables.ENTRIES.c.key == entry["key"])):
                entry["key"] -= 1 << ENTRY_BITS
        for table in tables.ROWS:
            if found.get(table.name):
                connection.execute(insert(table), found[table.name])
        self.text.add(connection, list(searched(found)))
        self._count(connection, found["entries"], 1)

    def remove(self, documents: Iterable[str]) -> int:
        """Remove documents by their ids; how many were there."""
        count = 0
        for document in documents:
            with self.engine.begin() as connection:
                if connection.scalar(select(tables.DOCUMENTS.c.id).where(tables.DOCUMENTS.c.id == document)):
                    self._remove(connection, document)
                    _note(connection, "delete", document, None)
                    count += 1
        return count

    def _remove(self, connection: Connection, document: str) -> None:
        entries = connection.execute(select(tables.ENTRIES).where(tables.ENTRIES.c.document == document))
        self._count(connection, [dict(row) for row in entries.mappings()], -1)
        self.text.remove(connection, document)
        for table in reversed(tables.ROWS):
            column = table.c.id if table is tables.DOCUMENTS else table.c.document
            connection.execute(delete(table).where(column == document))

    def clear(self) -> None:
        """Remove everything but the edition and the log of changes, which tells it."""
        with self.engine.connect() as connection:
            ids = list(connection.scalars(select(tables.DOCUMENTS.c.id)))
        self.remove(ids)

    def _count(self, connection: Connection, entries: Iterable[Row], sign: int) -> None:
        """Keep the list of words that there are, and of how many entries."""
        counts = Counter(word for entry in entries for word in spoken(entry))
        if not counts:
            return
        words = tables.WORDS
        dialect: Any = postgresql if self.engine.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(words)
        statement = statement.on_conflict_do_update(
            index_elements=[words.c.word], set_={"entries": words.c.entries + statement.excluded.entries}
        )
        # In one order, or two writers of PostgreSQL may wait for each other.
        connection.execute(statement, [{"word": word, "entries": sign * n} for word, n in sorted(counts.items())])
        if sign < 0:
            connection.execute(delete(words).where(words.c.entries <= 0))

    # --- reading ------------------------------------------------------------------------------------------------------

    def record(self, document: str) -> Record | None:
        """The record of a document, of the register's edition; None if there is none of that id."""
        with self.engine.connect() as connection:
            packed = connection.scalar(select(tables.DOCUMENTS.c.record).where(tables.DOCUMENTS.c.id == document))
        return Record.model_validate_json(zlib.decompress(packed)) if packed else None

    def row(self, table: str, identity: str) -> Row | None:
        """A row by its id."""
        chosen = tables.METADATA.tables[table]
        with self.engine.connect() as connection:
            found = connection.execute(select(chosen).where(chosen.c.id == identity)).mappings().one_or_none()
        return dict(found) if found else None

    def rows_of(self, document: str) -> dict[str, list[Row]]:
        """All rows of a document by table, in order; without the record itself and what search is made of."""
        with self.engine.connect() as connection:
            return {
                table.name: [
                    dict(row)
                    for row in connection.execute(
                        select(table).where(table.c.document == document).order_by(table.c.position)
                    ).mappings()
                ]
                for table in tables.ROWS
                if table not in (tables.DOCUMENTS, tables.ENTRIES)
            }

    def changes(self, after: int, limit: int) -> Iterator[Row]:
        """The log of changes after a cursor, oldest first: cursor, kind, document, hash, at."""
        with self.engine.connect() as connection:
            wanted = select(tables.CHANGES).where(tables.CHANGES.c.cursor > after)
            for row in connection.execute(wanted.order_by(tables.CHANGES.c.cursor).limit(limit)).mappings():
                yield dict(row)

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.engine.connect() as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables.ROWS
            }


def _note(connection: Connection, kind: str, document: str, own: str | None) -> None:
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    connection.execute(insert(tables.CHANGES).values(kind=kind, document=document, hash=own, at=at))


def _engine(url: str, read_only: bool) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        options = {"options": "-c default_transaction_read_only=on"} if read_only else {}
        return create_engine(parsed, pool_pre_ping=True, connect_args=options)
    if read_only and not Path(parsed.database or "").is_file():
        raise UsageError(url, "no register there; make it with: paragraf register build")
    engine = create_engine(parsed)

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        # 64 MB of pages kept: a million decisions are some hundred.
        connection.execute("PRAGMA cache_size=-64000")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")

    return engine


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
