"""The ledger: which files were seen, with which bytes, and what became of each. SQLite by default, PostgreSQL by its URL.

The archive's journal is the truth; the ledger is what a run asks quickly, and can be made again from the journal
(``rebuild``). A run first *notes* all files with their hashes, and only then *settles* them, so that of twins (same bytes) the
one with the lowest path is archived whatever the order in which they were read.

Each statement may be done twice with the same result: what a lost connection to a server left open is done again.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Index,
    Integer,
    MetaData,
    Row,
    RowMapping,
    Select,
    String,
    Table,
    and_,
    case,
    create_engine,
    delete,
    event,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InterfaceError, OperationalError

from pipeline.archive.fates import Fate, Reason, StoredRecord
from pipeline.listing import Listed
from schemas.errors import UnwritableError

_METADATA = MetaData()
# Paths are sorted by their bytes whatever the server's language: which of twins comes first must not depend on it.
_PATH: Final = String().with_variant(String(collation="C"), "postgresql")

# One row a file: what lies at that path, and the fate that the journal has of it (null while it waits).
FILES: Final = Table(
    "files",
    _METADATA,
    Column("file", _PATH, primary_key=True),
    Column("size", BigInteger, nullable=False),
    # Nanoseconds since 1970, null where the source has no such time; size and time together tell an unchanged file.
    Column("changed", BigInteger),
    Column("sha256", String(64), nullable=False),
    # The mail, zip or PDF that it came in, or is; null for a file that neither lies in another nor holds any.
    Column("container", _PATH),
    Column("state", String(16)),
    # The last run that met it.
    Column("run", Integer),
    Index("files_sha256", "sha256"),
    Index("files_state", "state"),
    Index("files_container", "container"),
)

# One row a content, whatever its files are called: a file that changes leaves the content that it had before in the archive.
CONTENTS: Final = Table(
    "contents",
    _METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("file", _PATH, nullable=False),
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
_BATCH: Final = 500
# A database server that restarts is back within this time, or somebody has to look after it.
_SECONDS_AWAY: Final = 60.0
_T = TypeVar("_T")


@dataclass(frozen=True)
class Seen:
    """A file that a run has looked at: where, how large, when it was last changed, and the hash of its bytes.

    ``container`` is the mail, zip or PDF that it came in; a file that holds others is its own.
    """

    file: str
    size: int
    changed: int | None
    sha256: str
    container: str | None = None


class Ledger:
    """The ledger at a database URL; its tables are made or brought up to date when it is opened.

    Every method may raise ``UnwritableError``: the disk is full, or a server stays away for a minute.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        _migrate(self.engine)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _do(self, work: Callable[[Connection], _T]) -> _T:
        """What *work* gives in a transaction; where the connection to a server is lost, again, as long as that may take to restart."""
        late = time.monotonic() + _SECONDS_AWAY
        pause = 0.1
        while True:
            try:
                with self.engine.begin() as connection:
                    return work(connection)
            except (OperationalError, InterfaceError) as error:
                if self.engine.dialect.name == "sqlite" or time.monotonic() + pause > late:
                    place = self.engine.url.render_as_string(hide_password=True)
                    raise UnwritableError(place, str(error.orig).strip().partition("\n")[0]) from error
            time.sleep(pause)
            pause = min(2 * pause, 5.0)

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        return self._do(lambda connection: connection.execute(query).all())

    # --- runs ---------------------------------------------------------------------------------------------------------

    def begin(self, version: str) -> int:
        """A run begins; its number comes back."""

        def work(connection: Connection) -> int:
            number: int = connection.scalar(select(func.coalesce(func.max(RUNS.c.run), 0) + 1)) or 1
            connection.execute(insert(RUNS).values(run=number, software=version, started=now()))
            return number

        return self._do(work)

    def finish(self, run: int) -> dict[str, int]:
        """A run ends; how many of the files that it met are in each state comes back."""

        def work(connection: Connection) -> dict[str, int]:
            states = _counted(connection, FILES.c.run == run)
            connection.execute(update(RUNS).where(RUNS.c.run == run).values(finished=now(), states=states))
            return states

        return self._do(work)

    # --- what was seen ------------------------------------------------------------------------------------------------

    def unchanged(self, files: Sequence[Listed], run: int) -> tuple[set[str], int]:
        """Of *files* those that are known just so, whether settled or waiting, and how many lie in them; *run* has met all these."""
        known: set[str] = set()
        inside = 0
        for batch in _batches(files):
            stamps = {one.file: (one.size, one.changed) for one in batch if one.changed is not None}

            def work(connection: Connection, stamps: dict[str, Any] = stamps) -> tuple[list[str], int]:
                rows = connection.execute(
                    select(FILES.c.file, FILES.c.size, FILES.c.changed).where(FILES.c.file.in_(stamps))
                )
                same = [row.file for row in rows if stamps[row.file] == (row.size, row.changed)]
                met = update(FILES).values(run=run)
                connection.execute(met.where(FILES.c.file.in_(same)))
                held = and_(FILES.c.container.in_(same), FILES.c.container != FILES.c.file)
                return same, connection.execute(met.where(held)).rowcount

            same, held = self._do(work)
            known.update(same)
            inside += held
        return known, inside

    def note(self, seen: Sequence[Seen], run: int) -> None:
        """Remember files and their hashes; one whose bytes have changed waits again, and what it no longer holds is forgotten."""
        # What two sources name comes twice.
        files = list({one.file: one for one in seen}.values())
        containers = [one.file for one in files if one.container in (None, one.file)]

        def work(connection: Connection) -> None:
            add = _insert(connection, FILES)
            new = add.excluded
            state = case((FILES.c.sha256 == new.sha256, FILES.c.state), else_=None)
            told = {name: new[name] for name in ("size", "changed", "sha256", "container", "run")}
            upsert = add.on_conflict_do_update(index_elements=["file"], set_=told | {"state": state})
            if files:
                connection.execute(upsert, [{**vars(one), "state": None, "run": run} for one in files])
            for batch in _batches(containers):
                gone = and_(FILES.c.container.in_(batch), FILES.c.run.is_distinct_from(run))
                connection.execute(delete(FILES).where(gone))

        self._do(work)

    def forget(self, file: str, run: int) -> list[str]:
        """A file that was noted is gone before it was read, with all that it held; those of them that *run* has met come back."""

        def work(connection: Connection) -> list[str]:
            gone = or_(FILES.c.file == file, FILES.c.container == file)
            met = list(connection.scalars(select(FILES.c.file).where(gone, FILES.c.run == run).order_by(FILES.c.file)))
            connection.execute(delete(FILES).where(gone))
            return met

        return self._do(work)

    # --- what waits ---------------------------------------------------------------------------------------------------

    def waiting(self, reread: str | None = None) -> Iterator[Seen]:
        """Of each content that no run has settled the file to be read, the one with the lowest path, by path.

        Those that lie in containers, or are one, are left to ``containers``.

        Args:
            reread: a version of the software: contents that another version settled wait too.
        """
        yield from self._paged(and_(_waits(reread), FILES.c.container.is_(None)))

    def containers(self, reread: str | None = None) -> Iterator[list[Seen]]:
        """The same of each container: itself and the files in it, as far as they wait."""
        last = ""
        while True:
            following = and_(_waits(reread), FILES.c.container > last)
            lowest = select(func.min(FILES.c.container)).where(following)
            container = self._rows(lowest)[0][0]
            if container is None:
                return
            yield list(self._paged(and_(_waits(reread), FILES.c.container == container)))
            last = container

    def _paged(self, condition: ColumnElement[bool]) -> Iterator[Seen]:
        """The files that fulfil a condition, by path; it may cease to hold for those that were given."""
        last = ""
        columns = [FILES.c[name] for name in Seen.__dataclass_fields__]
        while True:
            page = select(*columns).where(condition, FILES.c.file > last).order_by(FILES.c.file).limit(_BATCH)
            seen = [Seen(**row._mapping) for row in self._rows(page)]
            if not seen:
                return
            yield from seen
            last = seen[-1].file

    def how_many_wait(self, reread: str | None = None) -> int:
        """How many files ``waiting`` and ``containers`` give."""
        count = select(func.count()).select_from(FILES).where(_waits(reread))
        return int(self._rows(count)[0][0])

    # --- what became of it --------------------------------------------------------------------------------------------

    def settle(self, fates: Sequence[Fate]) -> None:
        """Remember what became of files, all or none of them; the journal must have them already."""
        self._do(lambda connection: _settle(connection, fates))

    def followers(self) -> Iterator[Fate]:
        """The fates of files that wait while their content is settled: the twins of others. The journal has them not yet."""
        settled = exists().where(CONTENTS.c.sha256 == FILES.c.sha256)
        for files in _grouped(self._paged(and_(FILES.c.state.is_(None), settled))):
            hashes = {one.sha256 for one in files}
            rows = select(CONTENTS).where(CONTENTS.c.sha256.in_(hashes))
            contents = {row.sha256: dict(row._mapping) for row in self._rows(rows)}
            for one in files:
                yield _fate(contents[one.sha256], one.file, one.container, ())

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
            for batch in _grouped(fates):
                _settle(connection, batch)

    def fates(self) -> Iterator[Fate]:
        """What became of each file that the journal has, by path."""
        rows = (
            select(FILES.c.file.label("path"), FILES.c.container.label("within"), CONTENTS)
            .join(CONTENTS, CONTENTS.c.sha256 == FILES.c.sha256)
            .where(FILES.c.state.is_not(None))
            .order_by(FILES.c.file)
        )
        with self.engine.connect() as connection, self.engine.connect() as second:
            for row in connection.execution_options(yield_per=_BATCH).execute(rows).mappings():
                found = second.execute(
                    select(RECORDS).where(RECORDS.c.file_sha256 == row["sha256"]).order_by(RECORDS.c.path)
                )
                yield _fate(dict(row), row["path"], row["within"], [_stored(one) for one in found.mappings()])

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
        """The files that a run met and whose content is archived, by path, each with the path of its bytes in the archive.

        What lies in a container goes with that.
        """
        is_whole = or_(FILES.c.container.is_(None), FILES.c.container == FILES.c.file)
        rows = (
            select(FILES.c.file, CONTENTS.c.original)
            .join(CONTENTS, CONTENTS.c.sha256 == FILES.c.sha256)
            .where(FILES.c.run == run, is_whole, CONTENTS.c.state == "archived", CONTENTS.c.original.is_not(None))
            .order_by(FILES.c.file)
        )
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=_BATCH).execute(rows):
                yield row.file, row.original

    def counts(self) -> dict[str, int]:
        """How many files are in each state; those that wait under ``waiting``."""
        return self._do(lambda connection: _counted(connection))


def _counted(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, int]:
    rows = connection.execute(select(FILES.c.state, func.count()).where(*conditions).group_by(FILES.c.state))
    return {state or "waiting": count for state, count in rows}


def _waits(reread: str | None) -> ColumnElement[bool]:
    """Whether a file is the one to be read of its content."""
    settled = exists().where(CONTENTS.c.sha256 == FILES.c.sha256)
    if reread is not None:
        settled = settled.where(or_(CONTENTS.c.software == reread, CONTENTS.c.state == "removed"))
    twin = FILES.alias()
    lower = exists().where(twin.c.sha256 == FILES.c.sha256, twin.c.file < FILES.c.file)
    return and_(~settled, ~lower)


@dataclass
class _Changes:
    """What some fates change in the tables: each content at most once, so that they can be written together."""

    files: dict[str, Fate] = field(default_factory=dict)
    contents: dict[str, Fate] = field(default_factory=dict)
    # Contents of which another was told before: their twins wait to be told anew.
    retold: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def write(self, connection: Connection) -> None:
        for sha256 in self.retold:
            connection.execute(update(FILES).where(FILES.c.sha256 == sha256).values(state=None))
        for sha256 in self.removed:
            # What a file was called may say what was in it.
            connection.execute(delete(FILES).where(FILES.c.sha256 == sha256))
        if self.files:
            names = ("file", "size", "sha256", "container", "state")
            rows = [{**one.model_dump(include=set(names)), "changed": None} for one in self.files.values()]
            connection.execute(_upsert(connection, FILES, names), rows)
        if self.contents:
            contents = list(self.contents.values())
            connection.execute(_upsert(connection, CONTENTS, CONTENTS.c.keys()), [_content(one) for one in contents])
            connection.execute(delete(RECORDS).where(RECORDS.c.file_sha256.in_(self.contents)))
            records = [{**record.model_dump(), "file_sha256": one.sha256} for one in contents for record in one.records]
            if records:
                connection.execute(insert(RECORDS), records)


def _settle(connection: Connection, fates: Sequence[Fate]) -> None:
    """Write what became of files, in the order in which it was told."""
    for batch in _batches(fates):
        hashes = {fate.sha256 for fate in batch}
        told = select(CONTENTS.c.sha256, CONTENTS.c.state, CONTENTS.c.file)
        rows = connection.execute(told.where(CONTENTS.c.sha256.in_(hashes)))
        known = {row.sha256: (row.state, row.file) for row in rows}
        changes, touched = _Changes(), set[str]()
        for fate in batch:
            state, file = known.get(fate.sha256, (None, None))
            # A twin tells what is known already: the content stays with the file that came first.
            is_twin = fate.state == "duplicate" or (file != fate.file and state == fate.state != "archived")
            if not is_twin:
                if fate.sha256 in touched:
                    changes.write(connection)
                    changes, touched = _Changes(), set()
                if fate.state == "removed":
                    changes.removed.append(fate.sha256)
                elif state is not None and (state, file) != (fate.state, fate.file):
                    changes.retold.append(fate.sha256)
                changes.contents[fate.sha256] = fate
                known[fate.sha256] = (fate.state, fate.file)
            if fate.state != "removed":
                changes.files[fate.file] = fate
            touched.add(fate.sha256)
        changes.write(connection)


def _content(fate: Fate) -> dict[str, Any]:
    """The row of CONTENTS that a fate makes."""
    reason = fate.reason
    return {
        **fate.model_dump(include={*_OF_A_CONTENT}),
        "reason_code": reason and reason.code,
        "reason": reason and reason.message,
    }


def _insert(connection: Connection, table: Table) -> Any:
    """An INSERT that may say what is to be done with a row that is there: the same words in both dialects, of two libraries."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def _upsert(connection: Connection, table: Table, columns: Iterable[str]) -> Any:
    """Insert rows, or change these columns of those that are there."""
    add = _insert(connection, table)
    return add.on_conflict_do_update(
        index_elements=table.primary_key, set_={name: add.excluded[name] for name in columns}
    )


def _fate(content: dict[str, Any], file: str, container: str | None, records: Sequence[StoredRecord]) -> Fate:
    """The fate of *file*: that of its content, or its being the duplicate of an archived one."""
    twin = content["state"] == "archived" and content["file"] != file
    reason = Reason(code=content["reason_code"], message=content["reason"] or "") if content["reason_code"] else None
    return Fate(
        file=file,
        container=container,
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


def _grouped(items: Iterable[_T]) -> Iterator[list[_T]]:
    """The same of what is not all there yet."""
    source = iter(items)
    while group := list(islice(source, _BATCH)):
        yield group
