"""What is the same in every kind of package: originals, records, and what PREMIS tells of them.

::

    data/ab12…/original.pdf      the bytes as they came
    data/ab12…/record-1.json     the first record of that file, with what a person has put right in it
    data/ab12…/corrections/1-0001.json     what that was
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from pipeline import __version__
from pipeline.archive import corrections, formats
from pipeline.archive.corrections import Correction
from pipeline.archive.deliveries import Archived, Delivery
from pipeline.archive.fates import StoredRecord
from pipeline.archive.formats import Format
from pipeline.archive.markup import identity
from pipeline.archive.premis import Agent, Event, EventKind, File, Outcome
from pipeline.archive.store import Archive, canonical
from schemas.errors import UnreadableSourceError
from schemas.record import Record


@dataclass(frozen=True)
class _Record:
    """A record as it is delivered, and the corrections that were made of it."""

    ordinal: str
    record: dict[str, Any]
    corrections: tuple[Correction, ...]
    # Those that are not in it.
    conflicts: tuple[Correction, ...]


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
        agents = {self.software}
        for each in self.delivery.files:
            program = self._program(each.fate.software)
            agents.add(program)
            held = [self._record(each, stored) for stored in each.fate.records]
            original = self._original(below, each, held[0].record["source"]["media_type"])
            records = [self._add_record(below, each, one, original) for one in held]
            files += [original, *records]
            events += self._events(each, original, records, program)
            for one, record in zip(held, records, strict=True):
                for correction in one.corrections:
                    file = self._add_correction(below, f"data/{each.id}", one.ordinal, correction, record)
                    person = self._person(correction.who)
                    agents.add(person)
                    files.append(file)
                    events.append(self._corrected(correction, correction in one.conflicts, person, (record, file)))
        return files, events, sorted(agents, key=lambda agent: agent.id)

    def event(
        self,
        kind: EventKind,
        at: str,
        detail: str,
        what: str,
        agents: Sequence[str],
        objects: Sequence[str],
        outcome: Outcome = "success",
    ) -> Event:
        """Something that was done; *what* tells it from the other events of its kind."""
        return Event(identity(self.id, f"{kind} {what}"), kind, at, detail, outcome, tuple(agents), tuple(objects))

    def _program(self, version: str) -> Agent:
        return Agent(identity(self.id, f"software {version}"), "Paragraf", "software", version)

    def _person(self, name: str) -> Agent:
        return Agent(identity(self.id, f"person {name}"), name, "person")

    def _original(self, below: str, each: Archived, media_type: str) -> File:
        path = each.fate.original or ""
        content = self._archive.proven(path, each.fate.sha256)
        name = f"data/{each.id}/original{PurePosixPath(path).suffix}"
        return self.add(below, name, content, formats.told(content, media_type), each.ingested, each.name)

    def _record(self, each: Archived, stored: StoredRecord) -> _Record:
        made = json.loads(self._archive.proven(stored.path, stored.sha256))
        try:
            Record.model_validate(made)
        except ValidationError as error:
            reason = (
                f"no record of this version ({error.errors()[0]['msg']}); paragraf import --reprocess makes it again"
            )
            raise UnreadableSourceError(stored.path, reason) from error
        kept = corrections.kept(self._archive, stored.id, each.fate.sha256)
        found = corrections.corrected(made, kept)
        return _Record(stored.id.rpartition("-")[2], found.record, tuple(kept), found.conflicts)

    def _add_record(self, below: str, each: Archived, held: _Record, original: File) -> File:
        path, content = f"data/{each.id}/record-{held.ordinal}.json", canonical(held.record)
        # What a person put right is in it, and makes it as new as the last of that.
        at = max((each.fate.at, *(correction.at for correction in held.corrections)))
        return self.add(below, path, content, formats.JSON, at, source=original.id)

    def _add_correction(self, below: str, folder: str, ordinal: str, correction: Correction, record: File) -> File:
        path = f"{folder}/corrections/{ordinal}-{correction.number:04}.json"
        content = canonical(correction.model_dump(mode="json"))
        return self.add(below, path, content, formats.JSON, correction.at, source=record.id)

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
                "Original and records are unharmed since they were archived (SHA-256); the records keep to their schema",
                each.id,
                [self.software.id],
                everything,
            ),
        ]

    def _corrected(self, correction: Correction, conflict: bool, person: Agent, files: Sequence[File]) -> Event:
        what = f"{correction.path}: {correction.why}" if correction.path else f"{correction.said}: {correction.why}"
        return self.event(
            "correction",
            correction.at,
            f"{what} (not in the record: it is read otherwise by now)" if conflict else what,
            f"{correction.record} {correction.number}",
            [person.id],
            [file.id for file in files],
            "fail" if conflict else "success",
        )
