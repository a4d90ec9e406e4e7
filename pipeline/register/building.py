"""Where a register's records come from: an archive, or the JSON lines that ``paragraf extract`` writes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from pipeline.archive import current
from pipeline.archive.store import Archive
from schemas.errors import SourceMissingError, UnreadableSourceError
from schemas.record import Record


def of_archive(url: str) -> Iterator[Record]:
    """The records that an archive holds of each content: the newest of each, as corrected, none of what was removed.

    Raises:
        SourceMissingError: there is no archive.
        UnreadableSourceError: a record of it is missing or damaged, or of another version.
    """
    archive = Archive(url)
    if not archive.exists("journal"):
        raise SourceMissingError(url, "no archive there; make one with: paragraf import")
    for record in current.records(archive):
        yield _record(json.dumps(record).encode(), f"{url}: record {record['id']}")


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
