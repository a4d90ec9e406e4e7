"""The ledger: which files were seen, with which bytes, and what became of each. SQLite by default, PostgreSQL by its URL.

The archive's journal is the truth; the ledger is what a run asks quickly, and can be made again from the journal
(``rebuild``). A run first *notes* all files with their hashes, and only then *settles* them, so that of twins (same bytes) the
one with the lowest path is archived whatever the order in which they were read.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    MetaData,
    RowMapping,
    Select,
    String,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)

from pipeline.archive.fates import Fate, Reason, StoredRecord
from pipeline.listing import Listed

_METADATA = MetaData()

# One row a file: what lies at that path, and the fate that the journal has of it (null while it waits).
FILES: Final = Table(
    "files",
    _METADATA,
    Column("file", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    # Nanoseconds since 1970, null where the source has no such time; size and time together tell an unchanged file.
    Column("changed", BigInteger),
    Column("sha256", String(64), nullable=False),
    Column("state", String(16)),
    # The last run that met it.
    Column("run", Integer),
    Index("files_sha256", "sha256"),
    Index("files_state", "state"),
)

# One row a content, whatever its files are called: a file that changes leaves the content that it had before in the archive.
CONTENTS: Final = Table(
    "contents",
    _METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("file", String, nullable=False),
    Column("state", String(16), nullable=False),
    Column("original", String),
    Column("reason_code", String(32)),
    Column("reason", String),
    # Who ordered that it be removed.
    Column("who", String),
    Column("software", String(32), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("at", String(32), nullable=False),
)

# One row a record: what the index and the gap report ask.
RECORDS: Final = Table(
    "records",
    _METADATA,
    Column("path", String, primary_key=True),
    Column("id", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("about", JSON, nullable=False),
    Index("records_file", "file_sha256"),
)

RUNS: Final = Table(
    "runs",
    _METADATA,
    Column("run", Integer, primary_key=True),
    Column("software", String(32), nullable=False),
    Column("started", String(32), nullable=False),
    # Null while it runs, and of one that was killed.
    Column("finished", String(32)),
    Column("states", JSON),
)

_OF_A_CONTENT: Final = ("sha256", "size", "file", "state", "original", "who", "software", "attempts", "at")
_BATCH = 500
_T = TypeVar("_T")


@dataclass(frozen=True)
class Seen:
    """A file that a run has looked at: where, how large, when it was last changed, and the hash of its bytes."""

    file: str
    size: int
    changed: int | None
    sha256: str


class Ledger:
    """The ledger at a database URL; its tables are made or brought up to date when it is opened."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        _migrate(self.engine)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # --- runs ---------------------------------------------------------------------------------------------------------

    def begin(self, version: str) -> int:
        """A run begins; its number comes back."""
        with self.engine.begin() as connection:
            number: int = connection.scalar(select(func.coalesce(func.max(RUNS.c.run), 0) + 1)) or 1
            connection.execute(insert(RUNS).values(run=number, software=version, started=now()))
            return number

    def finish(self, run: int) -> dict[str, int]:
        """A run ends; how many of the files that it met are in each state comes back."""
        with self.engine.begin() as connection:
            met = select(FILES.c.state, func.count()).where(FILES.c.run == run).group_by(FILES.c.state)
            states = {state or "waiting": count for state, count in connection.execute(met)}
            connection.execute(update(RUNS).where(RUNS.c.run == run).values(finished=now(), states=states))
            return states

    # --- what was seen ------------------------------------------------------------------------------------------------

    def unchanged(self, files: Sequence[Listed], run: int) -> set[str]:
        """Of *files* those that are known just so, whether settled or waiting; *run* has met them."""
        known: set[str] = set()
        with self.engine.begin() as connection:
            for batch in _batches(files):
                stamps = {one.file: (one.size, one.changed) for one in batch if one.changed is not None}
                rows = connection.execute(
                    select(FILES.c.file, FILES.c.size, FILES.c.changed).where(FILES.c.file.in_(stamps))
                )
                same = [row.file for row in rows if stamps[row.file] == (row.size, row.changed)]
                connection.execute(update(FILES).where(FILES.c.file.in_(same)).values(run=run))
                known.update(same)
        return known

    def note(self, seen: Sequence[Seen], run: int) -> None:
        """Remember files and their hashes; one whose bytes have changed waits again."""
        for batch in _batches(seen):
            # What two sources name comes twice.
            files = {one.file: one for one in batch}
            with self.engine.begin() as connection:
                rows = connection.execute(select(FILES.c.file, FILES.c.sha256).where(FILES.c.file.in_(files)))
                known = {row.file: row.sha256 for row in rows}
                for one in files.values():
                    if known.get(one.file) == one.sha256:
                        touched = {"size": one.size, "changed": one.changed, "run": run}
                        connection.execute(update(FILES).where(FILES.c.file == one.file).values(touched))
                other = [one for one in files.values() if known.get(one.file) != one.sha256]
                if other:
                    connection.execute(delete(FILES).where(FILES.c.file.in_([one.file for one in other])))
                    connection.execute(insert(FILES), [{**vars(one), "run": run} for one in other])

    def forget(self, file: str) -> int | None:
        """A file that was noted and is gone before it was read; the last run that met it comes back."""
        this = FILES.c.file == file
        with self.engine.begin() as connection:
            run: int | None = connection.scalar(select(FILES.c.run).where(this))
            connection.execute(delete(FILES).where(this))
            return run

    # --- what waits ---------------------------------------------------------------------------------------------------

    def waiting(self, reread: str | None = None) -> Iterator[Seen]:
        """Of each content that no run has settled the file to be read: the one with the lowest path.

        Args:
            reread: a version of the software: contents that another version settled wait too.
        """
        lowest = _waiting(reread).group_by(FILES.c.sha256)
        with self.engine.connect() as connection:
            files = list(connection.scalars(lowest.order_by(func.min(FILES.c.file))))
        for batch in _batches(files):
            page = select(FILES.c.file, FILES.c.size, FILES.c.changed, FILES.c.sha256).where(FILES.c.file.in_(batch))
            with self.engine.connect() as connection:
                rows = connection.execute(page.order_by(FILES.c.file)).all()
            yield from (Seen(*row) for row in rows)

    def how_many_wait(self, reread: str | None = None) -> int:
        """How many files ``waiting`` gives."""
        with self.engine.connect() as connection:
            count = select(func.count()).select_from(_waiting(reread).group_by(FILES.c.sha256).subquery())
            return connection.scalar(count) or 0

    # --- what became of it --------------------------------------------------------------------------------------------

    def settle(self, fates: Iterable[Fate]) -> None:
        """Remember what became of files, all or none of them; the journal must have them already."""
        with self.engine.begin() as connection:
            for fate in fates:
                _settle(connection, fate)

    def followers(self) -> Iterator[Fate]:
        """The fates of files that wait while their content is settled: the twins of others. The journal has them not yet."""
        rows = (
            select(FILES.c.file.label("path"), CONTENTS)
            .join(CONTENTS, CONTENTS.c.sha256 == FILES.c.sha256)
            .where(FILES.c.state.is_(None))
            .order_by(FILES.c.file)
        )
        with self.engine.connect() as connection:
            found = connection.execute(rows).mappings().all()
        for row in found:
            yield _fate(dict(row), row["path"], ())

    def meet_removed(self) -> None:
        """Files that wait, and whose bytes a person had removed, are removed too. The journal does not name them."""
        removed = select(CONTENTS.c.sha256).where(CONTENTS.c.state == "removed")
        with self.engine.begin() as connection:
            met = FILES.c.state.is_(None) & FILES.c.sha256.in_(removed)
            connection.execute(update(FILES).where(met).values(state="removed"))

    def rebuild(self, fates: Iterable[Fate]) -> None:
        """Make the ledger anew from the archive's journal. Times of change are not in it: every file is hashed once more."""
        with self.engine.begin() as connection:
            for table in (FILES, CONTENTS, RECORDS, RUNS):
                connection.execute(delete(table))
            for fate in fates:
                _settle(connection, fate)

    def fates(self) -> Iterator[Fate]:
        """What became of each file that the journal has, by path."""
        rows = (
            select(FILES.c.file.label("path"), CONTENTS)
            .join(CONTENTS, CONTENTS.c.sha256 == FILES.c.sha256)
            .where(FILES.c.state.is_not(None))
            .order_by(FILES.c.file)
        )
        with self.engine.connect() as connection, self.engine.connect() as second:
            for row in connection.execution_options(yield_per=_BATCH).execute(rows).mappings():
                found = second.execute(
                    select(RECORDS).where(RECORDS.c.file_sha256 == row["sha256"]).order_by(RECORDS.c.path)
                )
                yield _fate(dict(row), row["path"], [_stored(one) for one in found.mappings()])

    def records(self) -> Iterator[tuple[str, str, str, StoredRecord]]:
        """The records that hold now, in no certain order: file, its SHA-256, the path of its bytes, and the record."""
        rows = select(CONTENTS.c.file, CONTENTS.c.sha256.label("bytes"), CONTENTS.c.original, RECORDS).join(
            RECORDS, RECORDS.c.file_sha256 == CONTENTS.c.sha256
        )
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=_BATCH).execute(rows):
                yield row.file, row.bytes, row.original, _stored(row._mapping)

    def record(self, id: str) -> tuple[str, StoredRecord] | None:
        """The record that holds now under an id, after the SHA-256 of its file; none where there is none."""
        with self.engine.connect() as connection:
            row = connection.execute(select(RECORDS).where(RECORDS.c.id == id)).one_or_none()
            return (row.file_sha256, _stored(row._mapping)) if row else None

    def files(self, sha256: str) -> list[str]:
        """Where files with these bytes were seen."""
        with self.engine.connect() as connection:
            same = select(FILES.c.file).where(FILES.c.sha256 == sha256).order_by(FILES.c.file)
            return list(connection.scalars(same))

    def states(self) -> dict[str, str | None]:
        """Each file that was seen, and its state; none of one that waits."""
        with self.engine.connect() as connection:
            return {row.file: row.state for row in connection.execute(select(FILES.c.file, FILES.c.state))}

    def contents(self) -> dict[str, str]:
        """The SHA-256 of all contents, and what became of each."""
        with self.engine.connect() as connection:
            return {row.sha256: row.state for row in connection.execute(select(CONTENTS.c.sha256, CONTENTS.c.state))}

    def kept(self, run: int) -> Iterator[tuple[str, str]]:
        """The files that a run met and whose content is archived, by path, each with the path of its bytes in the archive."""
        rows = (
            select(FILES.c.file, CONTENTS.c.original)
            .join(CONTENTS, CONTENTS.c.sha256 == FILES.c.sha256)
            .where(FILES.c.run == run, CONTENTS.c.state == "archived", CONTENTS.c.original.is_not(None))
            .order_by(FILES.c.file)
        )
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=_BATCH).execute(rows):
                yield row.file, row.original

    def counts(self) -> dict[str, int]:
        """How many files are in each state; those that wait under ``waiting``."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(FILES.c.state, func.count()).group_by(FILES.c.state))
            return {state or "waiting": count for state, count in rows}


def _waiting(reread: str | None) -> Select[tuple[str]]:
    settled = select(CONTENTS.c.sha256)
    if reread is not None:
        settled = settled.where((CONTENTS.c.software == reread) | (CONTENTS.c.state == "removed"))
    return select(func.min(FILES.c.file)).where(FILES.c.sha256.not_in(settled))


def _settle(connection: Connection, fate: Fate) -> None:
    same = CONTENTS.c.sha256 == fate.sha256
    if fate.state == "removed":
        # What a file was called may say what was in it.
        connection.execute(delete(FILES).where(FILES.c.sha256 == fate.sha256))
        _settle_content(connection, fate)
        return
    place = {"size": fate.size, "sha256": fate.sha256, "state": fate.state}
    if not connection.execute(update(FILES).where(FILES.c.file == fate.file).values(place)).rowcount:
        connection.execute(insert(FILES).values(file=fate.file, changed=None, **place))
    if fate.state == "duplicate":
        return
    before = connection.execute(select(CONTENTS.c.state, CONTENTS.c.file).where(same)).one_or_none()
    if before is not None and before.file != fate.file and before.state == fate.state != "archived":
        # A twin tells what is known already: the content stays with the file that came first.
        return
    if before is not None and (before.state, before.file) != (fate.state, fate.file):
        # What became of its twins changes with it: they wait to be told.
        twins = (FILES.c.sha256 == fate.sha256) & (FILES.c.file != fate.file)
        connection.execute(update(FILES).where(twins).values(state=None))
    _settle_content(connection, fate)


def _settle_content(connection: Connection, fate: Fate) -> None:
    """The content of *fate* is what it says, and has these records and no others."""
    connection.execute(delete(CONTENTS).where(CONTENTS.c.sha256 == fate.sha256))
    connection.execute(
        insert(CONTENTS).values(
            **fate.model_dump(include={*_OF_A_CONTENT}),
            reason_code=fate.reason and fate.reason.code,
            reason=fate.reason and fate.reason.message,
        )
    )
    connection.execute(delete(RECORDS).where(RECORDS.c.file_sha256 == fate.sha256))
    if fate.records:
        rows = [{**record.model_dump(), "file_sha256": fate.sha256} for record in fate.records]
        connection.execute(insert(RECORDS), rows)


def _fate(content: dict[str, Any], file: str, records: Sequence[StoredRecord]) -> Fate:
    """The fate of *file*: that of its content, or its being the duplicate of an archived one."""
    twin = content["state"] == "archived" and content["file"] != file
    reason = Reason(code=content["reason_code"], message=content["reason"] or "") if content["reason_code"] else None
    return Fate(
        file=file,
        state="duplicate" if twin else content["state"],
        duplicate_of=content["file"] if twin else None,
        records=() if twin else tuple(records),
        reason=reason,
        **{name: content[name] for name in _OF_A_CONTENT if name not in ("file", "state")},
    )


def _stored(row: RowMapping) -> StoredRecord:
    return StoredRecord(id=row["id"], path=row["path"], sha256=row["sha256"], about=row["about"])


def now() -> str:
    """The time that a fate bears: UTC, to the second. Never in a record."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _write_ahead(connection: Any, _: Any) -> None:
            # Readers do not wait for the writer, and a killed run leaves a file that opens.
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            # What was removed is not to be read in the file either.
            connection.execute("PRAGMA secure_delete=ON")

    return engine


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """*items*, some hundred at a time: a statement takes only so many parameters."""
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
