"""The register's database: opened, filled, kept in step with the records. SQLite by default, PostgreSQL by its URL."""

from __future__ import annotations

import datetime
import hashlib
import secrets
import time
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Connection,
    Engine,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InternalError, NoSuchModuleError, OperationalError

from pipeline.register import counting, fulltext, tables
from pipeline.register.rows import ENTRY_BITS, Row, combined, rows, searched, spoken
from schemas.errors import LimitExceededError, UsageError
from schemas.record import Record

Edition = Literal["public", "internal"]

# So many documents are one transaction.
_BATCH: Final = 100
# After so many new documents the database is told to look at what it has: a build of a few costs nothing more.
_MANY: Final = 1_000
# One question of a search may take so long; usual ones take a hundredth of it.
_SECONDS: Final = 5.0
# Steps of SQLite's machine between two looks at the clock: less than a millisecond.
_STEPS: Final = 2_000
# Connections of one process, and how long a reader waits for one: 200 at once waited more than SQLAlchemy's usual 30 seconds on a
# machine with much else to do.
_POOL: Final[dict[str, Any]] = {"pool_size": 10, "max_overflow": 20, "pool_timeout": 120}
# So many combinations of facets are kept in memory: some 20 MB.
_COMBINATIONS: Final = 100_000
# How PostgreSQL reads for searches: rows of an index lie in memory or on a disk without a head, a question of milliseconds is neither compiled nor
# parted among processors, which others need (benchmarks/register_search.py).
_READING: Final = (
    *("default_transaction_read_only=on", "random_page_cost=1.1", "jit=off", "max_parallel_workers_per_gather=0"),
)
# Any number that no other program is likely to use in the same database.
_ADVISORY: Final = 0x7061726167726567 % 2**63


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
        self.seconds = _SECONDS
        self.engine = _engine(url, read_only)
        self.text = fulltext.of(self.engine.dialect.name)
        self._combinations: dict[int, Sequence[str | None]] = {}
        try:
            self.edition = self._opened(edition, read_only)
        except BaseException:
            self.close()
            raise

    def _opened(self, edition: Edition | None, read_only: bool) -> Edition:
        """The edition that it is of; a new one, or one that an older version made, is brought to what this one needs."""
        if not read_only:
            with self._writing() as connection:
                _migrate(connection)
                if _edition(connection) is None:
                    # The identity tells those who follow its changes that it was made from scratch.
                    known = {"edition": edition or "public", "identity": secrets.token_hex(8)}
                    connection.execute(insert(tables.ABOUT), [{"name": a, "value": b} for a, b in known.items()])
        try:
            with self.engine.connect() as connection:
                found, is_current = _edition(connection), _is_current(connection)
        except DBAPIError as error:
            raise UsageError(self._shown, f"cannot be read as a register: {_said(error)}") from error
        if not is_current:
            raise UsageError(self._shown, "was made by another version; bring it in step with: paragraf register build")
        if edition is not None and found != edition:
            raise UsageError(self._shown, f"is a register of the {found} edition, not of the {edition} one")
        return "internal" if found == "internal" else "public"

    @property
    def _shown(self) -> str:
        """Its URL without a password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that writes. One at a time, or the log of changes might show a later change before an earlier one."""
        try:
            with self.engine.connect().execution_options(writing=True) as connection, connection.begin():
                if self.engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY})
                yield connection
        except (OperationalError, InternalError) as error:
            raise UsageError(self._shown, f"cannot be written: {_said(error)}") from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for questions, of which none may take longer than ``seconds``.

        Raises:
            LimitExceededError: one did.
        """
        try:
            with self.engine.connect() as connection, self._limited(connection):
                yield connection
        except DBAPIError as error:
            if "interrupted" in str(error.orig) or getattr(error.orig, "sqlstate", None) == "57014":
                raise LimitExceededError(
                    "search", f"took more than {self.seconds:g} seconds and was ended; ask for less at a time"
                ) from error
            raise

    @contextmanager
    def _limited(self, connection: Connection) -> Iterator[None]:
        if self.engine.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL statement_timeout = {max(1, round(self.seconds * 1000))}"))
            yield
            return
        driver: Any = connection.connection.driver_connection
        end = time.monotonic() + self.seconds
        driver.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            yield
        finally:
            driver.set_progress_handler(None, 0)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # --- writing ------------------------------------------------------------------------------------------------------

    def build(
        self,
        records: Iterable[Record],
        canonical: Callable[[dict[str, Any]], bytes],
        whole: bool = False,
        again: bool = False,
        unchanged: Collection[str] = (),
    ) -> Counter[str]:
        """Bring the register in step with *records*; how many were new, changed, the same, removed.

        Args:
            records: of the register's edition.
            canonical: canonical JSON of a record.
            whole: they are all that there is: the register lets go of every other.
            again: the rows of those that are the same are made anew too.
            unchanged: ids of more that it has, and that are the same.
        """
        given = set(unchanged)

        def noted() -> Iterator[Record]:
            for record in records:
                given.add(record.id)
                yield record

        counts = self.add(noted(), canonical, again)
        counts["same"] += len(unchanged)
        if whole:
            with self.engine.connect() as connection:
                ids = sorted(set(connection.scalars(select(tables.DOCUMENTS.c.id))) - given)
            counts["removed"] = self.remove(ids)
        if counts.total() - counts["same"] >= _MANY:
            with self._writing() as connection:
                for statement in self.text.settle():
                    connection.execute(text(statement))
        return +counts

    def add(
        self, records: Iterable[Record], canonical: Callable[[dict[str, Any]], bytes], again: bool = False
    ) -> Counter[str]:
        """Add records, each in the place of what the register has under its id; how many were new, changed, the same.

        Args:
            records: of the register's edition.
            canonical: canonical JSON of a record.
            again: the rows of those that are the same are made anew too.
        """
        counts: Counter[str] = Counter()
        batch: list[tuple[Record, bytes]] = []
        for record in records:
            batch.append((record, canonical(record.model_dump(mode="json"))))
            if len(batch) == _BATCH:
                counts += self._add(batch, again)
                batch = []
        return counts + self._add(batch, again)

    def _add(self, batch: list[tuple[Record, bytes]], again: bool) -> Counter[str]:
        counts: Counter[str] = Counter()
        words: Counter[str] = Counter()
        with self._writing() as connection:
            ids = [record.id for record, _ in batch]
            known = connection.execute(
                select(tables.DOCUMENTS.c.id, tables.DOCUMENTS.c.hash).where(tables.DOCUMENTS.c.id.in_(ids))
            )
            hashes = {row.id: row.hash for row in known}
            for record, content in batch:
                own = hashlib.sha256(content).hexdigest()
                before = hashes.get(record.id)
                hashes[record.id] = own
                if before == own and not again:
                    counts["same"] += 1
                    continue
                counts["changed" if before else "new"] += 1
                if before:
                    words.subtract(self._remove(connection, record.id))
                words.update(self._insert(connection, rows(record, content)))
                _note(connection, "upsert", record.id, own)
            self._count(connection, words)
        return counts

    def _insert(self, connection: Connection, found: dict[str, list[Row]]) -> Counter[str]:
        """Add the rows of a document; the words of it come back."""
        _move_if_taken(connection, found["entries"])
        for table in tables.ROWS:
            if found.get(table.name):
                connection.execute(insert(table), found[table.name])
        self._add_facets(connection, found["entries"])
        self.text.add(connection, list(searched(found)))
        return spoken(found)

    def _add_facets(self, connection: Connection, entries: list[Row]) -> None:
        facets, combinations = combined(entries)
        if facets:
            connection.execute(insert(tables.FACETS), facets)
            counting.add(connection, tables.COMBINATIONS, combinations)

    def remove(self, documents: Iterable[str]) -> int:
        """Remove documents by their ids; how many were there."""
        count = 0
        for document in documents:
            with self._writing() as connection:
                if connection.scalar(select(tables.DOCUMENTS.c.id).where(tables.DOCUMENTS.c.id == document)):
                    words: Counter[str] = Counter()
                    words.subtract(self._remove(connection, document))
                    self._count(connection, words)
                    _note(connection, "delete", document, None)
                    count += 1
        return count

    def scrub(self) -> None:
        """Leave nothing in an SQLite file of what was removed from it: its full text only marks words as deleted until it is put together anew."""
        if self.engine.dialect.name == "sqlite":
            with self._writing() as connection:
                connection.execute(text("INSERT INTO search(search) VALUES ('optimize')"))
            with self.engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]

    def stamp(self, stamps: Mapping[str, str]) -> None:
        """Keep the stamp of each document that *stamps* names, by its id; see ``pipeline.register.building``."""
        if stamps:
            values = [{"document": document, "stamp": stamp} for document, stamp in stamps.items()]
            with self._writing() as connection:
                connection.execute(
                    delete(tables.STAMPS).where(tables.STAMPS.c.document == bindparam("document")), values
                )
                connection.execute(insert(tables.STAMPS), values)

    def _remove(self, connection: Connection, document: str) -> Counter[str]:
        """Remove the rows of a document; the words of it come back."""
        found = {
            table.name: [
                dict(row)
                for row in connection.execute(
                    select(table).where(table.c.document == document).order_by(order)
                ).mappings()
            ]
            for table, order in ((tables.ITEMS, tables.ITEMS.c.position), (tables.ENTRIES, tables.ENTRIES.c.key.desc()))
        }
        self.text.remove(connection, document)
        keys = select(tables.ENTRIES.c.key).where(tables.ENTRIES.c.document == document)
        connection.execute(delete(tables.FACETS).where(tables.FACETS.c.key.in_(keys)))
        _, combinations = combined(found["entries"])
        counting.add(connection, tables.COMBINATIONS, [row | {"entries": -row["entries"]} for row in combinations])
        connection.execute(delete(tables.STAMPS).where(tables.STAMPS.c.document == document))
        for table in reversed(tables.ROWS):
            column = table.c.id if table is tables.DOCUMENTS else table.c.document
            connection.execute(delete(table).where(column == document))
        return spoken(found)

    def _count(self, connection: Connection, counts: Counter[str]) -> None:
        """Keep the list of words that there are, and of how many entries."""
        values = [{"word": word, "entries": count} for word, count in sorted(counts.items()) if count]
        counting.add(connection, tables.WORDS, values)

    # --- reading ------------------------------------------------------------------------------------------------------

    def combinations(self, connection: Connection, ids: Collection[int]) -> dict[int, Sequence[str | None]]:
        """The values of combinations of facets, in the order of the table's columns."""
        missing = [one for one in ids if one not in self._combinations]
        if missing:
            if len(self._combinations) > _COMBINATIONS:
                self._combinations = {}
                missing = list(ids)
            table = tables.COMBINATIONS
            for start in range(0, len(missing), 500):
                rows = connection.execute(select(table).where(table.c.id.in_(missing[start : start + 500])))
                # A row is the same for ever. Whoever reads while others are added, reads all of them.
                self._combinations |= {row[0]: row[1:-1] for row in rows}
        return {one: self._combinations[one] for one in ids}

    def hashes(self) -> dict[str, str]:
        """The hash of each record that it has, by its id."""
        with self.engine.connect() as connection:
            found = connection.execute(select(tables.DOCUMENTS.c.id, tables.DOCUMENTS.c.hash))
            return {row.id: row.hash for row in found}

    def stamps(self) -> dict[str, str]:
        """The document of each stamp."""
        with self.engine.connect() as connection:
            return {row.stamp: row.document for row in connection.execute(select(tables.STAMPS))}

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


def _move_if_taken(connection: Connection, entries: list[Row]) -> None:
    """Give a document's entries keys that are free: two records of one day seldom clash, and who comes later stands a little lower."""
    key = tables.ENTRIES.c.key
    while entries and connection.scalar(
        select(key).where(key.between(entries[-1]["key"], entries[0]["key"])).order_by(key).limit(1)
    ):
        for entry in entries:
            entry["key"] -= 1 << ENTRY_BITS


def _note(connection: Connection, kind: str, document: str, own: str | None) -> None:
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    # By the hash of a form that was public once, what is masked since could be tried.
    log = tables.CHANGES
    connection.execute(update(log).where(log.c.document == document, log.c.hash.is_not(None)).values(hash=None))
    connection.execute(insert(tables.CHANGES).values(kind=kind, document=document, hash=own, at=at))


def _edition(connection: Connection) -> str | None:
    return connection.scalar(select(tables.ABOUT.c.value).where(tables.ABOUT.c.name == "edition"))


def _said(error: DBAPIError) -> str:
    """What the database says, in one line."""
    return str(error.orig).strip().partition("\n")[0]


def _engine(url: str, read_only: bool) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            options = {"options": " ".join(f"-c {setting}" for setting in _READING)} if read_only else {}
            return create_engine(parsed, pool_pre_ping=True, connect_args=options, **_POOL)
        engine = create_engine(parsed, connect_args={"timeout": 60}, **_POOL)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, TypeError) as error:
        raise UsageError(url, "is no register: give sqlite:///FILE or postgresql+psycopg://…") from error
    if read_only and not Path(parsed.database or "").is_file():
        raise UsageError(url, "no register there; make it with: paragraf register build")

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _: Any) -> None:
        # Transactions begin where we say so, below, and take in the making of tables.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        # 64 MB of pages kept: a million decisions are some hundred.
        connection.execute("PRAGMA cache_size=-64000")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            # What is deleted is overwritten: the file may be handed out.
            connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Who will write says so at once, and waits for another who does; else the two could hinder each other at the end.
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _migrate(connection: Connection) -> None:
    config = _migrations()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _is_current(connection: Connection) -> bool:
    """Whether it has the tables that this version asks."""
    made = MigrationContext.configure(connection, opts={"version_table": "register_version"}).get_current_revision()
    return made == ScriptDirectory.from_config(_migrations()).get_current_head()


def _migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
