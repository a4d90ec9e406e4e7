"""PREMIS 3.0: what is known of the preservation of each file: what it is, what was done with it when, and by whom or what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from lxml import etree

from pipeline.archive.formats import Format
from pipeline.archive.markup import PREMIS, XSI, child, dress, written

EventKind = Literal["ingestion", "extraction", "correction", "validation"]
Outcome = Literal["success", "fail"]

_SCHEMA: Final = f"{PREMIS} https://www.loc.gov/standards/premis/premis.xsd"


@dataclass(frozen=True)
class Agent:
    """Who or what did something: a program with its version, an organisation, a person."""

    id: str
    name: str
    kind: Literal["software", "organization", "person"]
    version: str | None = None


@dataclass(frozen=True)
class Event:
    """Something that was done with objects at a time (ISO 8601)."""

    id: str
    kind: EventKind
    at: str
    detail: str
    outcome: Outcome
    agents: tuple[str, ...]
    objects: tuple[str, ...]


@dataclass(frozen=True)
class File:
    """A file of a package: where it lies (relative to the folder that the METS describes), and what tells that it is unharmed."""

    id: str
    path: str
    size: int
    sha256: str
    format: Format
    # When the bytes were made or came: ISO 8601.
    created: str
    # What it was called when it came.
    name: str | None = None
    # The id of the file that it was made from.
    source: str | None = None


def premis(files: Sequence[File], package: str | None, events: Iterable[Event], agents: Iterable[Agent]) -> bytes:
    """A PREMIS document.

    Args:
        files: the objects.
        package: the id of a package, which is then an object as well, made of the files.
        events: in the order of time; what they name is among the objects and agents.
        agents: who or what did it.
    """
    root = etree.Element(f"{{{PREMIS}}}premis", nsmap={"premis": PREMIS, "xsi": XSI}, version="3.0")
    dress(root, {"xsi_schemaLocation": _SCHEMA})
    events = tuple(events)
    if package is not None:
        _package(root, package, events)
    for file in files:
        _file(root, file, events)
    for event in events:
        _event(root, event)
    for agent in agents:
        _agent(root, agent)
    return written(root)


def _package(root: etree._Element, package: str, events: Sequence[Event]) -> None:
    element = child(root, "object", xsi_type="premis:representation")
    _identifier(element, "object", package)
    _events(element, package, events)


def _file(root: etree._Element, file: File, events: Sequence[Event]) -> None:
    element = child(root, "object", xsi_type="premis:file")
    _identifier(element, "object", file.id)
    facts = child(element, "objectCharacteristics")
    child(facts, "compositionLevel", "0")
    fixity = child(facts, "fixity")
    child(fixity, "messageDigestAlgorithm", "SHA-256")
    child(fixity, "messageDigest", file.sha256)
    child(facts, "size", str(file.size))
    _format(facts, file.format)
    if file.name is not None:
        child(element, "originalName", file.name)
    place = child(child(element, "storage"), "contentLocation")
    child(place, "contentLocationType", "relative path")
    child(place, "contentLocationValue", file.path)
    if file.source is not None:
        relationship = child(element, "relationship")
        child(relationship, "relationshipType", "derivation")
        child(relationship, "relationshipSubType", "has source")
        _identifier(relationship, "relatedObject", file.source)
    _events(element, file.id, events)


def _format(facts: etree._Element, told: Format) -> None:
    element = child(facts, "format")
    designation = child(element, "formatDesignation")
    child(designation, "formatName", told.name)
    if told.version is not None:
        child(designation, "formatVersion", told.version)
    if told.key is not None:
        registry = child(element, "formatRegistry")
        child(registry, "formatRegistryName", "PRONOM")
        child(registry, "formatRegistryKey", told.key)
        child(registry, "formatRegistryRole", "specification")


def _events(element: etree._Element, object_id: str, events: Iterable[Event]) -> None:
    for event in events:
        if object_id in event.objects:
            _identifier(element, "linkingEvent", event.id)


def _event(root: etree._Element, event: Event) -> None:
    element = child(root, "event")
    _identifier(element, "event", event.id)
    child(element, "eventType", event.kind)
    child(element, "eventDateTime", event.at)
    child(child(element, "eventDetailInformation"), "eventDetail", event.detail)
    child(child(element, "eventOutcomeInformation"), "eventOutcome", event.outcome)
    for agent in event.agents:
        _identifier(element, "linkingAgent", agent)
    for each in event.objects:
        _identifier(element, "linkingObject", each)


def _agent(root: etree._Element, agent: Agent) -> None:
    element = child(root, "agent")
    _identifier(element, "agent", agent.id)
    child(element, "agentName", agent.name)
    child(element, "agentType", agent.kind)
    if agent.version is not None:
        child(element, "agentVersion", agent.version)


def _identifier(parent: etree._Element, of: str, value: str) -> None:
    element = child(parent, f"{of}Identifier")
    child(element, f"{of}IdentifierType", "local")
    child(element, f"{of}IdentifierValue", value)
