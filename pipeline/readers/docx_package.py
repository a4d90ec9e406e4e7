"""Opens a Word file that nobody vouches for.

A .docx is a zip of XML parts. Before python-docx sees it, a plain copy is made: the XML parts alone (pictures and
fonts stay packed), counted while they unpack, without a document type declaration (the door to entity bombs), and with
the relationships to what is not there taken out. Macro-enabled files, templates and the "strict" dialect of the format
become plain documents on the way.
"""

from __future__ import annotations

import io
import posixpath
import zipfile

import docx
from docx.document import Document
from lxml import etree

from pipeline.readers import packages
from pipeline.readers.base import Limits
from schemas.errors import UnreadableSourceError
from schemas.source import SourceFile

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SAME = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", _DOCUMENT_TYPE),
    (b"application/vnd.ms-word.document.macroEnabled.main+xml", _DOCUMENT_TYPE),
    (b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", _DOCUMENT_TYPE),
)


def opened(source: SourceFile, limits: Limits) -> Document:
    """The document, ready to be walked.

    Raises:
        EncryptedSourceError: the zip is encrypted.
        LimitExceededError: it unpacks to more than the limits allow.
        UnreadableSourceError: damaged, truncated, or not what Word writes.
    """
    parts = _parts(source, limits)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    try:
        return docx.Document(copy)
    # python-docx has no error of its own for a part or an attribute that lacks.
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, etree.LxmlError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise UnreadableSourceError(source.name, f"not a sound Word document ({error})") from error


def _parts(source: SourceFile, limits: Limits) -> dict[str, bytes]:
    parts = packages.parts(source, limits, lambda name: name.endswith((".xml", ".rels")))
    for name, content in parts.items():
        for other, same in _SAME:
            parts[name] = content = content.replace(other, same)
    for name in parts:
        if name.endswith(".rels"):
            parts[name] = _without_dangling(source, name, parts)
    return parts


def _without_dangling(source: SourceFile, name: str, parts: dict[str, bytes]) -> bytes:
    """The relationships of a part without those to parts that are not in the copy: pictures, fonts, what is lost."""
    folder = posixpath.dirname(posixpath.dirname(name))
    try:
        root = packages.parsed(parts[name])
    except etree.LxmlError as error:
        raise UnreadableSourceError(source.name, f"{name} is damaged ({error})") from error
    for relationship in root.findall(_RELATIONSHIP):
        target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
        if relationship.get("TargetMode") != "External" and target.lstrip("/") not in parts:
            root.remove(relationship)
    return etree.tostring(root)
