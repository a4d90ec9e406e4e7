"""A register filled: from an archive, or from the JSON lines that ``paragraf extract`` writes; masked on the way if it is public."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from pipeline.archive import current
from pipeline.archive.store import Archive, canonical
from pipeline.register.masking import Policy, published
from pipeline.register.store import Register
from schemas.errors import SourceMissingError, UnreadableSourceError
from schemas.record import Record


def of_archive(url: str, known: Mapping[str, str]) -> tuple[list[str], Iterator[Record]]:
    """The records that an archive holds of each content: the newest of each, as corrected, none of what was removed.

    Args:
        known: SHA-256 of the records that need not be read again, by their ids.

    Returns:
        The ids of those that are known, and the others.

    Raises:
        SourceMissingError: there is no archive.
        UnreadableSourceError: a record of it is missing or damaged, or of another version.
    """
    archive = Archive(url)
    if not archive.exists("journal"):
        raise SourceMissingError(url, "no archive there; make one with: paragraf import")
    corrected = {name.split("/")[2] for name in archive.names("corrections")}
    stored = [
        (one, sha256) for sha256, fate in sorted(current.settled(archive.fates()).items()) for one in fate.records
    ]
    # What the register has of a corrected record is another than the one that was stored.
    same = {one.id for one, sha256 in stored if known.get(one.id) == one.sha256 and sha256 not in corrected}
    others = (
        _record(json.dumps(current.record(archive, one, sha256).record).encode(), f"{url}: record {one.id}")
        for one, sha256 in stored
        if one.id not in same
    )
    return [one.id for one, _ in stored if one.id in same], others


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
    """Bring *register* in step with an archive, masked if it is public.

    A public register has no hash of a record as it was made, so that all are read and masked anew.

    Args:
        again: the rows of those that are the same are made anew too.
    """
    known = {} if again or register.edition == "public" else register.hashes()
    unchanged, records = of_archive(url, known)
    return _fill(register, records, policy, whole=True, again=again, unchanged=unchanged)


def fill_from_files(register: Register, names: Iterable[str], policy: Policy, whole: bool = False) -> Filled:
    """Add the records of files of JSON lines to *register*, masked if it is public.

    Args:
        whole: they are all that there is: the register lets go of every other, and makes all rows anew.
    """
    return _fill(register, of_files(names), policy, whole=whole, again=whole)


def _fill(
    register: Register,
    records: Iterable[Record],
    policy: Policy,
    whole: bool,
    again: bool,
    unchanged: Sequence[str] = (),
) -> Filled:
    if register.edition == "internal":
        return Filled(register.build(records, canonical, whole, again, unchanged))
    counts: Counter[str] = Counter()
    waiting: list[tuple[str, str]] = []
    # What a public register may have from before, and must not.
    left: list[str] = []

    def shown() -> Iterator[Record]:
        for record in records:
            made = published(record, policy)
            if made.record.id != record.id:
                left.append(record.id)
            if made.state == "public":
                yield made.record
                continue
            left.append(made.record.id)
            counts["withheld"] += made.state == "withheld"
            if made.state == "waiting":
                waiting.append((made.record.id, made.own))

    counts += register.build(shown(), canonical, whole, again)
    counts["removed"] += register.remove(left)
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
