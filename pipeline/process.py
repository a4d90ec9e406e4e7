"""From a source to its records: the twenty lines that are the product."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from typing import Any

from extractors import checks, documents, language, meeting, nlp, presence, references, stages
from extractors.confidence import calibrated, calibrated_meeting
from extractors.reading import Reading
from extractors.registry import EXTRACTORS
from pipeline import __version__
from pipeline.readers import registry
from pipeline.readers.base import Limits, Reader
from pipeline.unpack import unpacked
from schemas.amount import Amount
from schemas.errors import ParagrafError
from schemas.item import Item
from schemas.record import Record
from schemas.source import Software, Source, SourceFile
from schemas.table import Table


def process(source: SourceFile, limits: Limits | None = None, model: str | None = None) -> list[Record]:
    """The records of *source*, in the order in which its documents stand in it.

    Args:
        source: the file, by name and bytes.
        limits: what is too large; the usual ones without.
        model: a trained spaCy pipeline that gives a second opinion on the names listed: it adds problems, no facts.

    Raises:
        UsageError: there is no such model.
        ParagrafError: the source cannot be read; what is odd in a readable one is a problem of its record.
    """
    if model:
        nlp.model(model)
    typed, reader, text = registry.read(source, limits or Limits())
    swedish = language.load("sv")
    origins = {page.text_origin for page in text.pages}
    about = Source(
        name=typed.file_name,
        sha256=typed.sha256,
        media_type=typed.media_type,
        size=len(typed.content),
        page_count=len(text.pages),
        reader=reader.name,
        text_origin=origins.pop() if len(origins) == 1 else "mixed",
        parent=typed.parent,
    )
    records = []
    for ordinal, document in enumerate(documents.split(text, swedish), 1):
        reading = Reading.of(document, swedish)
        cover = meeting.Cover(reading)
        facts: dict[str, Any] = {
            kind: calibrated(kind, sorted(extract(reading), key=_place)) for kind, extract in EXTRACTORS
        }
        facts["amounts"] = _in_tables(facts["amounts"], facts["tables"])
        facts["paragraphs"] = stages.completed(facts["paragraphs"], facts, reading)
        record = Record(
            id=f"{about.sha256[:16]}-{ordinal}",
            document_type=document.type,
            language=swedish.code,
            source=about,
            software=Software(
                name="paragraf", version=__version__, engines=_engines(reader, model) | dict(text.engines)
            ),
            text=document.text.content,
            pages=document.text.pages,
            parts=document.parts,
            meeting=calibrated_meeting(meeting.meeting(cover)),
            adjustment=meeting.adjustment(cover),
            notice=meeting.notice(cover),
            case_numbers=references.case_numbers(facts["references"]),
            **facts,
        )
        record = record.model_copy(update={"attendees": presence.present_at(record, swedish)})
        problems = checks.problems(record, reading)
        if model:
            problems += checks.unlisted(record, reading, nlp.people_seen(model, reading))
        records.append(record.model_copy(update={"problems": problems}))
    return checks.with_duplicates(records)


def process_all(source: SourceFile, limits: Limits | None = None) -> list[Record]:
    """The records of *source*, or of all that it holds where it is a mail or an archive, in their order.

    Raises:
        ParagrafError: something in it cannot be read.
    """
    limits = limits or Limits()
    records: list[Record] = []
    for held in unpacked(source, limits):
        if isinstance(held, ParagrafError):
            raise held
        records += process(held, limits)
    return records


def _place(item: Item) -> int:
    """Where its evidence begins: all facts of a record stand in reading order."""
    return item.evidence[0].start


def _in_tables(amounts: Iterable[Amount], tables: Iterable[Table]) -> tuple[Amount, ...]:
    """The sums, each with the table in whose place it stands."""
    places = [(quote.start, quote.end, table.id) for table in tables for quote in table.evidence]

    def linked(amount: Amount) -> Amount:
        at = amount.evidence[0].start
        table = next((table for start, end, table in places if start <= at < end), None)
        return amount.model_copy(update={"table": table}) if table else amount

    return tuple(map(linked, amounts))


@cache
def _engines(reader: Reader, model: str | None) -> dict[str, str]:
    """The libraries that read this kind of file and its language, and the trained model, with their versions."""
    engines = {name: version(name) for name in sorted({*reader.engines, "spacy", "dateparser"})}
    if model:
        about = nlp.model(model).meta
        engines[f"{about['lang']}_{about['name']}"] = str(about["version"])
    return engines
