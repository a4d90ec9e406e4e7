"""What is the same in every kind of package: originals, records, and what PREMIS tells of them.

::

    data/ab12…/original.pdf      the bytes as they came
    data/ab12…/record-1.json     the first record of that file
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pydantic import ValidationError

from pipeline import __version__
from pipeline.archive import formats
from pipeline.archive.deliveries import Archived, Delivery
from pipeline.archive.fates import StoredRecord
from pipeline.archive.formats import Format
from pipeline.archive.markup import identity
from pipeline.archive.premis import Agent, Event, EventKind, File
from pipeline.archive.store import Archive, canonical
from schemas.errors import UnreadableSourceError
from schemas.record import Record

_SOFTWARE: Final = "Paragraf"


class Contents:
    """A package that is being written into a folder.

    Args:
        id: of the package; all other ids follow from it.
        organisation: who delivers.
        created: the time that the package bears.
    """

    def __init__(self, archive: Archive, delivery: Delivery, root: Path, id: str, organisation: str, created: str):
        self._archive, self.delivery, self._root, self.id, self.created = archive, delivery, root, id, created
        self.software = self._program(__version__)
        self.organisation = Agent(identity(id, "organisation"), organisation, "organization")

    def add(
        self,
        below: str,
        path: str,
        content: bytes,
        told: Format,
        created: str | None = None,
        name: str | None = None,
        source: str | None = None,
    ) -> File:
        """Write a file.

        Args:
            below: the folder that its METS describes, with a slash at its end, or nothing.
            path: in that folder.
            created, name, source: see ``File``; *created* is the package's time without it.
        """
        target = self._root / below / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        own = identity(self.id, below + path)
        return File(own, path, len(content), sha256, told, created or self.created, name, source)

    def add_data(self, below: str) -> tuple[list[File], list[Event], list[Agent]]:
        """Write originals and records under *below*; they and what was done with them, and by what, come back.

        Raises:
            UnreadableSourceError: a file of the archive is missing, altered, or no record.
        """
        files: list[File] = []
        events: list[Event] = []
        programs = {__version__: self.software}
        for each in self.delivery.files:
            original, records = self._add(below, each)
            files += [original, *records]
            version = each.fate.software
            program = programs.setdefault(version, self._program(version))
            events += self._events(each, original, records, program)
        return files, events, list(programs.values())

    def event(
        self, kind: EventKind, at: str, detail: str, what: str, agents: Sequence[str], files: Sequence[str]
    ) -> Event:
        """Something that was done; *what* tells it from the other events of its kind."""
        return Event(identity(self.id, f"{kind} {what}"), kind, at, detail, "success", tuple(agents), tuple(files))

    def _program(self, version: str) -> Agent:
        return Agent(identity(self.id, f"software {version}"), _SOFTWARE, "software", version)

    def _add(self, below: str, each: Archived) -> tuple[File, list[File]]:
        fate, folder = each.fate, f"data/{each.id}"
        records = [self._record(stored) for stored in fate.records]
        path = fate.original or ""
        content = self._unharmed(path, fate.sha256)
        told = formats.told(content, records[0]["source"]["media_type"])
        name = f"{folder}/original{PurePosixPath(path).suffix}"
        original = self.add(below, name, content, told, each.ingested, each.name)
        made = [
            self.add(
                below,
                f"{folder}/record-{ordinal}.json",
                canonical(record),
                formats.JSON,
                fate.at,
                source=original.id,
            )
            for ordinal, record in enumerate(records, 1)
        ]
        return original, made

    def _record(self, stored: StoredRecord) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self._unharmed(stored.path, stored.sha256))
        try:
            Record.model_validate(record)
        except ValidationError as error:
            first = error.errors()[0]
            reason = f"no record of this version ({first['msg']}); paragraf import --reprocess makes it again"
            raise UnreadableSourceError(stored.path, reason) from error
        return record

    def _unharmed(self, path: str, sha256: str) -> bytes:
        try:
            content = self._archive.read(path)
        except FileNotFoundError as error:
            raise UnreadableSourceError(path, "missing in the archive") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise UnreadableSourceError(path, "altered since it was archived")
        return content

    def _events(self, each: Archived, original: File, records: Sequence[File], program: Agent) -> list[Event]:
        everything = [original.id, *(record.id for record in records)]
        return [
            self.event(
                "ingestion",
                each.ingested,
                "Taken into the archive under its SHA-256",
                each.id,
                [program.id],
                [original.id],
            ),
            self.event("extraction", each.fate.at, "Read into records", each.id, [program.id], everything),
            self.event(
                "validation",
                self.created,
                "Original and records have the SHA-256 that they were archived with; the records keep to their schema",
                each.id,
                [self.software.id],
                everything,
            ),
        ]
