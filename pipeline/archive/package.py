"""Submission packages for an e-archive: by E-ARK SIP/CSIP 2.1.0 (FGS Paketstruktur 2.0), or as plain BagIt (RFC 8493).

::

    uuid-…/METS.xml                                      what is in the package
           metadata/descriptive/dc.xml                   Dublin Core: title, whose, of when
           metadata/preservation/premis.xml              what made the package
           documentation/readme.txt                      how to read it without our software
           schemas/record.schema.json
           representations/rep1/METS.xml
                                metadata/preservation/premis.xml     each file: format, fixity, what was done with it
                                data/ab12…/original.pdf, record-1.json, corrections/1-0001.json, …

A package's id follows from what is in it and who delivers it: the same content has the same name, and nothing is overwritten.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import tempfile
import uuid
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from string import Template
from typing import Final

from lxml import etree
from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

from pipeline.archive import formats, mets
from pipeline.archive.contents import Contents
from pipeline.archive.deliveries import Delivery
from pipeline.archive.kinds import Kind
from pipeline.archive.ledger import now
from pipeline.archive.markup import DC, child, written
from pipeline.archive.mets import Head, Party
from pipeline.archive.premis import premis
from pipeline.archive.store import Archive
from schemas.errors import UsageError
from schemas.record import json_schema

_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "package.paragraf")
_REPRESENTATION: Final = "rep1"
_PREMIS: Final = "metadata/preservation/premis.xml"
# Of the files in a zip: the earliest that it can tell, so that the same package is the same bytes.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE: Final = 0o100644 << 16


@dataclass(frozen=True)
class Deliverer:
    """Who delivers: name, organisation number (ten digits), and the agreement with the archive, by its name there."""

    name: str
    number: str
    agreement: str | None = None

    @property
    def code(self) -> str:
        """The number as the Swedish specifications write it: ``ORG:2120000142``."""
        return f"ORG:{self.number}"


def deliverer(name: str | None, number: str | None, agreement: str | None = None) -> Deliverer:
    """Who delivers, with the number checked.

    Raises:
        UsageError: name or number is missing, or the number's check digit is wrong; the message says what to give.
    """
    if not name or not number:
        missing = "--org-number" if name else "--organisation"
        raise UsageError(
            missing,
            "an e-archive asks who delivers: --organisation NAME and --org-number NNNNNN-NNNN"
            " (or PARAGRAF_ORGANISATION and PARAGRAF_ORG_NUMBER)",
        )
    try:
        return Deliverer(name, orgnr.validate(number), agreement)
    except ValidationError as error:
        raise UsageError("--org-number", f"{number} is no organisation number: {error}") from error


def moment(created: str | None) -> str:
    """The time that packages bear: *created*, or now.

    Raises:
        UsageError: it is no time with a zone.
    """
    if created is None:
        return now()
    try:
        found = datetime.datetime.fromisoformat(created)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise UsageError("--created", f"{created} is no time with a zone, such as 2026-11-24T12:00:00+00:00")
    return found.isoformat(timespec="seconds")


@dataclass(frozen=True)
class Packed:
    """A package that was written: where, and what is in it; ``size`` is that of the originals in bytes."""

    path: str
    id: str
    title: str
    files: int
    records: int
    size: int


@dataclass(frozen=True)
class Packer:
    """Writes packages of an archive into a local folder."""

    archive: Archive
    out: Path
    deliverer: Deliverer
    # The time that the packages bear (ISO 8601): with the same time they are the same, byte for byte.
    created: str
    kind: Kind = Kind.EARK
    # One zip file a package, or a folder.
    zipped: bool = True

    def target(self, delivery: Delivery) -> Path:
        """Where the package of *delivery* is or will be."""
        return self.out / (self._id(delivery) + (".zip" if self.zipped else ""))

    def refuse_to_overwrite(self, found: Iterable[Delivery]) -> None:
        """See that no package is there yet.

        Raises:
            UsageError: one is.
        """
        for delivery in found:
            if os.path.lexists(self.target(delivery)):
                raise UsageError(
                    str(self.target(delivery)), "is there already, and nothing is overwritten; name another --out"
                )

    def pack(self, delivery: Delivery) -> Packed:
        """Write the package of *delivery*, whole or not at all.

        Raises:
            UsageError: it is there already.
            UnreadableSourceError: a file of the archive is missing or altered.
        """
        self.refuse_to_overwrite([delivery])
        self.out.mkdir(parents=True, exist_ok=True)
        own = self._id(delivery)
        with tempfile.TemporaryDirectory(prefix=".tmp-", dir=self.out) as folder:
            made = Path(folder) / own
            contents = Contents(self.archive, delivery, made, own, self.deliverer.name, self.created)
            if self.kind is Kind.EARK:
                _eark(contents, self.deliverer)
            else:
                _bag(contents, made, self.deliverer)
            if self.zipped:
                made = _zip(made)
            made.rename(self.target(delivery))
        return Packed(
            str(self.target(delivery)),
            own,
            delivery.title,
            len(delivery.files),
            sum(len(file.fate.records) for file in delivery.files),
            sum(file.fate.size for file in delivery.files),
        )

    def _id(self, delivery: Delivery) -> str:
        # The names in the archive hold the hash of what they name.
        held = [file.fate.sha256 for file in delivery.files]
        held += [record.path for file in delivery.files for record in file.fate.records]
        held += [path for file in delivery.files for path in file.corrections]
        return f"uuid-{uuid.uuid5(_NAMESPACE, json.dumps([self.kind, self.deliverer.code, sorted(held)]))}"


# --- E-ARK ------------------------------------------------------------------------------------------------------------


def _eark(contents: Contents, by: Deliverer) -> None:
    """Write a package by E-ARK SIP: what is in a file is told by the files written after it, METS.xml last."""
    whose = contents.delivery.organisation
    head = Head(
        contents.id,
        contents.delivery.title,
        contents.created,
        Party(by.name, by.code),
        Party(whose, by.code if whose == by.name else None) if whose else None,
        by.agreement,
    )
    below = f"representations/{_REPRESENTATION}/"
    files, events, programs = contents.add_data(below)
    about = contents.add(below, _PREMIS, premis(files, None, events, programs), formats.XML)
    described = mets.representation(head, _REPRESENTATION, files, about)
    pointed = contents.add("", f"{below}METS.xml", described, formats.XML)
    made = contents.event(
        "validation",
        contents.created,
        "Put into a package; every file has the SHA-256 that METS.xml tells",
        "package",
        [contents.software.id, contents.organisation.id],
        [contents.id],
    )
    package = premis((), contents.id, [made], [contents.software, contents.organisation])
    root = mets.package(
        head,
        description=contents.add("", "metadata/descriptive/dc.xml", _dublin_core(contents), formats.XML),
        preservation=contents.add("", _PREMIS, package, formats.XML),
        documentation=[contents.add("", "documentation/readme.txt", _readme(contents), formats.PLAIN)],
        schemas=[contents.add("", "schemas/record.schema.json", _schema(), formats.JSON)],
        representations=[pointed],
    )
    contents.add("", "METS.xml", root, formats.XML)


def _dublin_core(contents: Contents) -> bytes:
    delivery = contents.delivery
    root = etree.Element(f"{{{DC}}}simpledc", nsmap={"dc": DC})
    child(root, "title", delivery.title)
    for creator in dict.fromkeys((delivery.body, delivery.organisation)):
        if creator:
            child(root, "creator", creator)
    child(root, "publisher", contents.organisation.name)
    for day in dict.fromkeys((delivery.first, delivery.last)):
        if day:
            child(root, "date", day)
    child(root, "type", "Text")
    child(root, "identifier", contents.id)
    child(root, "language", "sv")
    return written(root)


@cache
def _schema() -> bytes:
    return (json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n").encode()


def _readme(contents: Contents) -> bytes:
    """What a person who opens the package in thirty years needs to know, in Swedish and English."""
    template = Template((resources.files("pipeline") / "templates" / "package.txt").read_text("utf-8"))
    listed = "\n".join(f"  data/{file.id}/  {file.name}" for file in contents.delivery.files)
    return template.substitute(
        title=contents.delivery.title, version=contents.software.version, created=contents.created, files=listed
    ).encode()


# --- BagIt ------------------------------------------------------------------------------------------------------------


def _bag(contents: Contents, root: Path, by: Deliverer) -> None:
    """Write a bag: the same data, PREMIS and schema as payload, and the tag files of RFC 8493."""
    files, events, programs = contents.add_data("")
    payload = [
        *files,
        contents.add("", "data/premis.xml", premis(files, None, events, programs), formats.XML),
        contents.add("", "data/record.schema.json", _schema(), formats.JSON),
        contents.add("", "data/readme.txt", _readme(contents), formats.PLAIN),
    ]
    about = {
        "Source-Organization": by.name,
        "External-Identifier": contents.id,
        "Internal-Sender-Identifier": by.code,
        "External-Description": contents.delivery.title,
        "Bagging-Date": contents.created[:10],
        "Bag-Software-Agent": f"Paragraf {contents.software.version}",
        "Payload-Oxum": f"{sum(file.size for file in payload)}.{len(payload)}",
    }
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{name}: {' '.join(value.split())}\n" for name, value in about.items()),
        "manifest-sha256.txt": _manifest((file.sha256, file.path) for file in payload),
    }
    tags["tagmanifest-sha256.txt"] = _manifest(
        (hashlib.sha256(words.encode()).hexdigest(), name) for name, words in tags.items()
    )
    for name, words in tags.items():
        (root / name).write_text(words, "utf-8", newline="\n")


def _manifest(files: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{sha256}  {path}\n" for sha256, path in sorted(files, key=lambda file: file[1]))


# --- zip --------------------------------------------------------------------------------------------------------------


def _zip(folder: Path) -> Path:
    """A zip file of *folder* beside it, the folder being its one root.

    Nothing is compressed: most originals are already, and so the bytes do not depend on a library's version.
    """
    made = folder.with_name(f"{folder.name}.zip")
    with made.open("xb") as file:
        with zipfile.ZipFile(file, "w") as package:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), _NO_TIME)
                    entry.external_attr = _PLAIN_FILE
                    entry.create_system = 3  # Unix, whatever this machine is
                    package.writestr(entry, path.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    return made
