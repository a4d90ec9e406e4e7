"""Word documents (.docx): everything a reader of the page sees, in order."""

from __future__ import annotations

import io

import docx

from pipeline.readers.base import Limits, Reader
from schemas.source import SourceFile
from schemas.text import Text, TextBuilder, normalised

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(source: SourceFile, limits: Limits) -> Text:
    """The document's text, one page."""
    builder = TextBuilder()
    builder.start_page()
    for paragraph in docx.Document(io.BytesIO(source.content)).paragraphs:
        builder.add_line(normalised(paragraph.text).strip())
    return builder.build()


READER = Reader(name="docx", media_types=(MEDIA_TYPE,), read=read)
