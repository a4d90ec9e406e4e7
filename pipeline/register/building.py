"""A register filled: from an archive, or from the JSON lines that ``paragraf extract`` writes; masked on the way if it is public."""

from __future__ import annotations

import hmac
import json
import secrets
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import ValidationError

from pipeline import __version__
from pipeline.archive import current
from pipeline.archive.fates import StoredRecord
from pipeline.archive.store import Archive, canonical
from pipeline.register.masking import Policy, Published, published
from pipeline.register.store import Register
from schemas.errors import SourceMissingError, UnreadableSourceError
from schemas.record import Record

# Of the archive: random bytes, made by the first register that is filled from it. Without it the next one is filled as if it were the first.
_KEY: Final = "register.key"


class Stored(NamedTuple):
    """A record that an archive holds, and what tells whether the register has all that comes of it."""

    stamp: str
    read: Callable[[], Record]


def of_archive(url: str, policy: Policy) -> list[Stored]:
    """The records that an archive holds of each content: the newest of each, as corrected, none of what was removed.

    Reading one raises UnreadableSourceError where it is missing or damaged, or of another version.

    Raises:
        SourceMissingError: there is no archive.
    """
    archive = Archive(url)
    if not archive.exists("journal"):
        raise SourceMissingError(url, "no archive there; make one with: paragraf import")
    stamp = _stamps(archive, policy)
    return [
        Stored(stamp(one), partial(_read, archive, one, sha256))
        for sha256, fate in sorted(current.settled(archive.fates()).items())
        for one in fate.records
    ]


def _read(archive: Archive, stored: StoredRecord, sha256: str) -> Record:
    record = current.record(archive, stored, sha256).record
    return _record(json.dumps(record).encode(), f"{archive.url}: record {stored.id}")


def _stamps(archive: Archive, policy: Policy) -> Callable[[StoredRecord], str]:
    """What gives a record's stamp: another for another record, correction, policy or version of the software.

    A plain hash of the record would do, but a public register may not hold one: what is masked could be found by trying. So it
    depends on a key that stays in the archive.
    """
    if not archive.exists(_KEY):
        archive.write(_KEY, secrets.token_bytes(32))
    key = archive.read(_KEY)
    corrections: dict[str, list[str]] = {}
    for path in archive.names("corrections"):
        _, _, sha256, name = path.split("/")
        corrections.setdefault(f"{sha256[:16]}-{name.partition('-')[0]}", []).append(path)
    common = f"{__version__}\0{policy.model_dump_json()}"

    def stamp(stored: StoredRecord) -> str:
        said = "\0".join((common, stored.id, stored.sha256, *corrections.get(stored.id, ())))
        return hmac.new(key, said.encode(), "sha256").hexdigest()

    return stamp


def of_files(names: Iterable[str]) -> Iterator[Record]:
    """The records of files of JSON lines; ``-`` is standard input.

    Raises:
        SourceMissingError: there is no such file.
        UnreadableSourceError: a line is no record; the message says which.
    """
    for name in names:
        if name == "-":
            yield from _lines(sys.stdin.buffer, name)
            continue
        try:
            with Path(name).open("rb") as file:
                yield from _lines(file, name)
        except OSError as error:
            raise SourceMissingError(name, error.strerror or str(error)) from error


@dataclass(frozen=True)
class Filled:
    """What filling a register came to: how many records were new, changed, the same, removed, withheld; and which wait for approval."""

    counts: Counter[str]
    # Of each its id, and the SHA-256 of its public form, which can be approved.
    waiting: tuple[tuple[str, str], ...] = ()


def fill_from_archive(register: Register, url: str, policy: Policy, again: bool = False) -> Filled:
    """Bring *register* in step with an archive, masked if it is public; only what changed since is read.

    Args:
        again: everything is read, and the rows of those that are the same are made anew too.
    """
    known = {} if again else register.stamps()
    found = of_archive(url, policy)
    unchanged = [known[one.stamp] for one in found if one.stamp in known]
    others = ((one.read(), one.stamp) for one in found if one.stamp not in known)
    return _fill(register, others, policy, whole=True, again=again, unchanged=unchanged)


def fill_from_files(register: Register, names: Iterable[str], policy: Policy, whole: bool = False) -> Filled:
    """Add the records of files of JSON lines to *register*, masked if it is public.

    Args:
        whole: they are all that there is: the register lets go of every other, and makes all rows anew.
    """
    return _fill(register, ((record, None) for record in of_files(names)), policy, whole=whole, again=whole)


def _fill(
    register: Register,
    records: Iterable[tuple[Record, str | None]],
    policy: Policy,
    whole: bool,
    again: bool,
    unchanged: Sequence[str] = (),
) -> Filled:
    counts: Counter[str] = Counter()
    waiting: list[tuple[str, str]] = []
    # What a public register may have from before, and must not.
    left: list[str] = []
    stamps: dict[str, str] = {}

    def shown() -> Iterator[Record]:
        for record, stamp in records:
            made = Published(record, "", "public") if register.edition == "internal" else published(record, policy)
            if made.record.id != record.id:
                left.append(record.id)
            if made.state == "public":
                if stamp:
                    stamps[made.record.id] = stamp
                yield made.record
                continue
            left.append(made.record.id)
            counts["withheld"] += made.state == "withheld"
            if made.state == "waiting":
                waiting.append((made.record.id, made.own))

    counts += register.build(shown(), canonical, whole, again, unchanged)
    counts["removed"] += register.remove(left)
    register.stamp(stamps)
    if register.edition == "public" and (counts["removed"] or counts["changed"]):
        register.scrub()
    return Filled(counts, tuple(waiting))


def _lines(file: Iterable[bytes], name: str) -> Iterator[Record]:
    for number, line in enumerate(file, 1):
        if line.strip():
            yield _record(line, f"{name}, line {number}")


def _record(content: bytes, place: str) -> Record:
    try:
        return Record.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "/".join(map(str, first["loc"]))
        raise UnreadableSourceError(place, f"no record of this version: {where} {first['msg']}".strip()) from error
