"""From a source to its records: the twenty lines that are the product."""

from __future__ import annotations

from typing import Any

from extractors import checks, documents, language, meeting, references, segments
from extractors.confidence import calibrated
from extractors.reading import Reading
from extractors.registry import EXTRACTORS
from pipeline import __version__
from pipeline.readers import registry
from pipeline.readers.base import Limits
from schemas.record import Record
from schemas.source import Software, Source, SourceFile
from schemas.text import Span


def process(source: SourceFile, limits: Limits | None = None) -> list[Record]:
    """The records of *source*, in the order in which its documents stand in it.

    Raises:
        ParagrafError: the source cannot be read; what is odd in a readable one is a problem of its record.
    """
    typed, reader, text = registry.read(source, limits or Limits())
    swedish = language.load("sv")
    origins = {page.text_origin for page in text.pages}
    about = Source(
        name=typed.name,
        sha256=typed.sha256,
        media_type=typed.media_type,
        size=len(typed.content),
        page_count=len(text.pages),
        reader=reader.name,
        text_origin=origins.pop() if len(origins) == 1 else "mixed",
    )
    records = []
    for ordinal, document in enumerate(documents.split(text, swedish), 1):
        minutes = next((p for p in document.parts if p.kind in ("minutes", "agenda")), document.parts[0])
        met = document.type in ("minutes", "notes")
        items = segments.segment(document.text, Span(minutes.start, minutes.end), swedish) if met else ()
        reading = Reading(document.text, swedish, document.type, document.parts, items)
        facts: dict[str, Any] = {kind: calibrated(kind, extract(reading)) for kind, extract in EXTRACTORS}
        record = Record(
            id=f"{about.sha256[:16]}-{ordinal}",
            document_type=document.type,
            language=swedish.code,
            source=about,
            software=Software(name="paragraf", version=__version__, engines={}),
            text=document.text.content,
            pages=document.text.pages,
            parts=document.parts,
            meeting=meeting.meeting(reading),
            adjustment=meeting.adjustment(reading),
            notice=meeting.notice(reading),
            case_numbers=references.case_numbers(reading),
            **facts,
        )
        records.append(record.model_copy(update={"problems": checks.problems(record, reading)}))
    return records
