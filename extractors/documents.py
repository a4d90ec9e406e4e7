"""The splitter: the documents in a file, each with its type and its parts."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.language import Language
from schemas.record import DocumentType, Part
from schemas.text import Text


@dataclass(frozen=True)
class Document:
    """One document of a file: its own text (offsets from 0), its type, its parts in order."""

    text: Text
    type: DocumentType
    parts: tuple[Part, ...]


def split(text: Text, language: Language) -> list[Document]:
    """The documents in *text*, in order; their texts together are the whole of it."""
    return [Document(text, "minutes", (Part(kind="minutes", start=0, end=len(text.content)),))]
