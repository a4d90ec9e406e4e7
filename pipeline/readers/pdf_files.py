"""Files in a PDF: those of a portfolio, and what is attached to its pages or to the document."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from schemas.errors import UnreadableSourceError
from schemas.source import SourceFile

# A stream that holds a file says so in words that are never packed.
_SIGN = b"EmbeddedFile"


def embedded(source: SourceFile) -> Iterator[tuple[str, bytes | UnreadableSourceError]]:
    """The names of the files in a PDF and what is in them, or why that does not come out."""
    if _SIGN not in source.content:
        return
    try:
        document = pypdfium2.PdfDocument(source.content)
    except pypdfium2.PdfiumError:
        # Whoever reads its pages meets the same, and says so.
        return
    try:
        for number in range(document.count_attachments()):
            attachment = document.get_attachment(number)
            name = attachment.get_name() or f"attachment-{number + 1}"
            try:
                yield name, bytes(attachment.get_data())
            except pypdfium2.PdfiumError as error:
                yield name, UnreadableSourceError(f"{source.name}/{name}", f"does not come out of the PDF ({error})")
    finally:
        document.close()
