"""PDF with a text layer."""

from __future__ import annotations

import pypdfium2

from pipeline.readers.base import Limits, Reader
from schemas.source import SourceFile
from schemas.text import Text, TextBuilder, normalised

MEDIA_TYPE = "application/pdf"


def read(source: SourceFile, limits: Limits) -> Text:
    """The document's text, page by page."""
    builder = TextBuilder()
    document = pypdfium2.PdfDocument(source.content)
    for page in document:
        builder.start_page(page.get_width(), page.get_height())
        for line in page.get_textpage().get_text_range().splitlines():
            builder.add_line(normalised(line).strip())
    return builder.build()


READER = Reader(name="pdf", media_types=(MEDIA_TYPE,), read=read)
