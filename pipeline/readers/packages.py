"""Zips of XML parts, as Word and OpenDocument files are, opened as if nobody vouched for them.

Only the parts that are asked for are unpacked, and counted while they are; a document type declaration, the door to
entity bombs, is refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree

from pipeline.readers.base import Limits
from schemas.errors import EncryptedSourceError, LimitExceededError, UnreadableSourceError
from schemas.source import SourceFile


def parts(source: SourceFile, limits: Limits, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The parts whose names are *wanted*, by name.

    Raises:
        EncryptedSourceError: the zip is encrypted.
        LimitExceededError: it unpacks to more than the limits allow.
        UnreadableSourceError: damaged or truncated, or a part declares a document type.
    """
    left = limits.unpacked_bytes
    beyond = LimitExceededError(source.name, f"unpacks to more than {left} bytes, the limit (--max-unpacked)")
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > left:
                raise beyond
            if any(member.flag_bits & 1 for member in members):
                raise EncryptedSourceError(source.name, "encrypted zip: it opens only with its password")
            for member in members:
                if not wanted(member.filename):
                    continue
                # The sizes in the directory may lie: what counts is what comes out.
                with archive.open(member) as packed:
                    content = packed.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise beyond
                found[member.filename] = plain(source, member.filename, content)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableSourceError(source.name, f"a damaged or truncated document ({error})") from error
    return found


def plain(source: SourceFile, name: str, content: bytes) -> bytes:
    """The bytes of a part, if they declare no document type.

    Raises:
        UnreadableSourceError: they do.
    """
    if b"<!DOCTYPE" in content or b"<!DOCTYPE" in content.replace(b"\0", b""):
        reason = f"{name} declares a document type (entities), which no Office program does"
        raise UnreadableSourceError(source.name, reason)
    return content


def parsed(content: bytes) -> etree._Element:
    """The XML of a part."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
