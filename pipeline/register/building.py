"""Where a register's records come from: an archive, or the JSON lines that ``paragraf extract`` writes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from pipeline.archive import current
from pipeline.archive.store import Archive
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
