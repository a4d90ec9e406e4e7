"""Compound files: the container of Outlook's mails (.msg) and of Office files of old (.doc), with streams in storages.

A mail's properties are streams named by their number: ``__substg1.0_1000001F`` is the body (1000) as Unicode (001F).
Attachments are storages beside them; a mail attached to a mail is a storage with the same streams in it.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from schemas.errors import UnreadableSourceError
from schemas.source import SourceFile

# olefile has no error of its own for much that may be wrong in a damaged file. It is given streams: it takes few bytes for a path.
DAMAGED = (OSError, ValueError, IndexError, TypeError, AttributeError, KeyError, struct.error, RecursionError)

# The types of a property: Unicode, letters in the code page of the mail, bytes, a storage.
_UNICODE, _LETTERS, _BYTES, _STORAGE = "001F", "001E", "0102", "000D"
# The numbers of the properties that are asked for.
_BODY, _HTML, _SUBJECT = "1000", "1013", "0037"
_DATA, _LONG_NAME, _SHORT_NAME, _KIND, _CONTENT_ID = "3701", "3707", "3704", "370E", "3712"
_CODE_PAGE = struct.pack("<HH", 3, 0x3FFD)
_ATTACHMENT = "__attach_version1.0_"


def streams(source: SourceFile) -> set[str]:
    """The names of the streams at the root: what tells the kind of file.

    Raises:
        UnreadableSourceError: damaged or truncated.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(source.content)) as file:
            return {path[0] for path in file.listdir(streams=True, storages=False) if len(path) == 1}
    except DAMAGED as error:
        raise UnreadableSourceError(source.name, f"a damaged or truncated Office file ({error})") from error


def message_parts(source: SourceFile) -> Iterator[tuple[str, bytes]]:
    """The body and the attachments of an Outlook mail, each with its name; of a mail in it as ``subject.msg/body.txt``.

    Raises:
        UnreadableSourceError: damaged or truncated.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(source.content)) as file:
            yield from _Mail(file).parts([])
    except DAMAGED as error:
        raise UnreadableSourceError(source.name, f"a damaged or truncated Outlook mail ({error})") from error


class _Mail:
    """The properties of a mail and of the mails in it."""

    def __init__(self, file: olefile.OleFileIO) -> None:
        self._file = file
        self._encoding = "cp1252"
        properties = file.openstream("__properties_version1.0").read()
        if (at := properties.find(_CODE_PAGE)) >= 0:
            (code_page,) = struct.unpack_from("<I", properties, at + 8)
            self._encoding = "utf-8" if code_page == 65001 else f"cp{code_page}"

    def parts(self, place: list[str]) -> Iterator[tuple[str, bytes]]:
        """The body and the attachments of the mail in this storage."""
        body = self._letters(place, _BODY)
        if body.strip():
            yield "body.txt", body.encode("utf-8", "replace")
        elif page := self._bytes(place, _HTML, _BYTES):
            yield "body.html", page
        attachments = sorted({path[len(place)] for path in self._file.listdir() if path[: len(place)] == place})
        for number, storage in enumerate((name for name in attachments if name.startswith(_ATTACHMENT)), 1):
            yield from self._attachment([*place, storage], number)

    def _attachment(self, place: list[str], number: int) -> Iterator[tuple[str, bytes]]:
        inner = [*place, f"__substg1.0_{_DATA}{_STORAGE}"]
        if self._file.exists("/".join(inner)):
            subject = self._letters(inner, _SUBJECT).replace("/", "_") or f"message-{number}"
            yield from ((f"{subject}.msg/{name}", content) for name, content in self.parts(inner))
            return
        # A picture that the body shows is no document.
        if self._letters(place, _CONTENT_ID) and self._letters(place, _KIND).startswith("image/"):
            return
        name = self._letters(place, _LONG_NAME) or self._letters(place, _SHORT_NAME) or f"attachment-{number}"
        yield name.replace("/", "_"), self._bytes(place, _DATA, _BYTES)

    def _letters(self, place: list[str], number: str) -> str:
        if found := self._bytes(place, number, _UNICODE):
            return found.decode("utf-16-le", "replace").rstrip("\0")
        try:
            return self._bytes(place, number, _LETTERS).decode(self._encoding, "replace").rstrip("\0")
        except LookupError:
            return self._bytes(place, number, _LETTERS).decode("cp1252", "replace").rstrip("\0")

    def _bytes(self, place: list[str], number: str, kind: str) -> bytes:
        path = "/".join([*place, f"__substg1.0_{number}{kind}"])
        return bytes(self._file.openstream(path).read()) if self._file.exists(path) else b""
