"""What a file holds: the documents in a mail, a zip file or a PDF, and in the mails and zip files in those.

::

    mail.eml                            body.txt, protokoll.pdf
    handlingar.zip                      2024/protokoll.docx, 2024/mail.eml/bilaga.pdf

Nothing is written anywhere: members are bytes in memory, their names are names and no paths. A member's name begins with
those of what it came in, so that a message says which is meant; the record has the file's own name, and its parent.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import MIMEPart

from pipeline.readers import compound, pdf, pdf_files, registry
from pipeline.readers.base import Limits
from schemas.errors import (
    EmptySourceError,
    EncryptedSourceError,
    LimitExceededError,
    ParagrafError,
    UnreadableSourceError,
)
from schemas.source import Parent, SourceFile

# What systems leave in zip files for themselves.
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.I)
# Parts of a mail that are no documents: signatures, and what only mail programs read.
_NO_DOCUMENTS = {
    *(
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/ms-tnef",
    ),
    *(
        "application/pgp-encrypted",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "text/x-amp-html",
        "message/delivery-status",
    ),
}
# A zip file that says its names are not UTF-8 has them in the letters of DOS, whose Swedish ones are these.
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_RATIO_FROM = 100_000_000


def unpacked(source: SourceFile, limits: Limits) -> Iterator[SourceFile | ParagrafError]:
    """The documents that a file holds, in the order in which they stand in it: the file itself, if it holds no others.

    A member that cannot be taken out is an error in its place, and the others follow; beyond the limits nothing does.
    """
    yield from _Unpacking(limits, len(source.content)).of(source, 0)


@dataclass
class _Unpacking:
    """Takes apart one file, and counts what comes out of it on all levels."""

    limits: Limits
    packed: int
    size: int = 0
    members: int = 0
    is_over: bool = False

    def of(self, source: SourceFile, depth: int) -> Iterator[SourceFile | ParagrafError]:
        """What *source* holds, or itself."""
        try:
            open_ = _OPENERS.get(registry.sniff(source))
        except ParagrafError:
            # Whoever reads it meets the same, and says so.
            open_ = None
        if open_ is None:
            yield source
            return
        if depth >= self.limits.nesting:
            yield LimitExceededError(
                source.name, f"files in each other more than {self.limits.nesting} deep, the limit"
            )
            return
        held = 0
        try:
            for member in open_(source, self):
                held += 1
                if isinstance(member, ParagrafError) or member is source:
                    yield member
                else:
                    yield from self.of(member, depth + 1)
                if self.is_over:
                    return
        except LimitExceededError as error:
            self.is_over = True
            yield error
        except ParagrafError as error:
            yield error
        else:
            if not held:
                yield EmptySourceError(source.name, "holds no files")

    def count(self, name: str, size: int) -> None:
        """Count a member that is about to come out, or that has.

        Raises:
            LimitExceededError: it is more than the limits allow, with all that came out before it.
        """
        self.size += size
        limits = self.limits
        if self.size > limits.unpacked_bytes:
            raise LimitExceededError(
                name, f"unpacks to more than {limits.unpacked_bytes} bytes, the limit (--max-unpacked)"
            )
        if self.size > max(_RATIO_FROM, self.packed * limits.ratio):
            raise LimitExceededError(name, f"unpacks to more than {limits.ratio} times its size, the limit")

    def member(self, container: SourceFile, name: str, content: bytes) -> SourceFile:
        """A member, as a source.

        Raises:
            LimitExceededError: there are more than the limits allow.
        """
        self.members += 1
        if self.members > self.limits.members:
            raise LimitExceededError(container.name, f"holds more than {self.limits.members} files, the limit")
        parent = Parent(sha256=container.sha256, name=container.file_name)
        return SourceFile(f"{container.name}/{name}", content, parent=parent)


# --- zip files ------------------------------------------------------------------------------------------------------


def _zip(source: SourceFile, unpacking: _Unpacking) -> Iterator[SourceFile | ParagrafError]:
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            for entry in archive.infolist():
                if not entry.is_dir() and not _LITTER.search(entry.filename):
                    yield _zipped(source, unpacking, archive, entry)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableSourceError(source.name, f"a damaged or truncated zip file ({error})") from error


def _zipped(
    source: SourceFile, unpacking: _Unpacking, archive: zipfile.ZipFile, entry: zipfile.ZipInfo
) -> SourceFile | ParagrafError:
    """A member of a zip file, or why it does not come out."""
    name = _member_name(entry)
    place = f"{source.name}/{name}"
    if entry.flag_bits & _ENCRYPTED:
        return EncryptedSourceError(place, "encrypted in the zip file: it opens only with its password")
    # The size in the directory may lie either way: refused by it, and counted by what comes out.
    unpacking.count(place, entry.file_size)
    unpacking.size -= entry.file_size
    try:
        with archive.open(entry) as packed:
            content = packed.read(unpacking.limits.unpacked_bytes - unpacking.size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        return UnreadableSourceError(place, f"does not come out of the zip file whole ({error})")
    unpacking.count(place, len(content))
    return unpacking.member(source, name, content)


def _member_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member, without what would lead out of a folder.

    Names that are not marked as UTF-8 are read as cp437 by the standard; many programs write UTF-8 all the same.
    """
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            # The Swedish letters are the same in cp437 and cp850.
            name = raw.decode("cp850")
    return "/".join(piece for piece in _plain(name).split("/") if piece not in ("", ".", ".."))


# --- mails ----------------------------------------------------------------------------------------------------------


def _mail(source: SourceFile, unpacking: _Unpacking) -> Iterator[SourceFile | ParagrafError]:
    try:
        message = email.message_from_bytes(source.content, policy=email.policy.default)
        yield from _parts(source, unpacking, message)
    # What the standard library does not expect in a damaged header.
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise UnreadableSourceError(source.name, f"a damaged mail ({error})") from error


def _parts(source: SourceFile, unpacking: _Unpacking, message: MIMEPart) -> Iterator[SourceFile]:
    """The body, and what is attached, in the order of the mail."""
    numbers: dict[str, int] = {}
    for part in _leaves(message):
        kind, name = part.get_content_type(), part.get_filename()
        # Signatures, and pictures that the body shows.
        if kind in _NO_DOCUMENTS or (part.get("Content-ID") and part.get_content_maintype() == "image"):
            continue
        content = _content(part)
        unpacking.count(f"{source.name}/{name or kind}", len(content))
        if content.strip():
            yield unpacking.member(source, _plain(name or _unnamed(kind, numbers)).replace("/", "_"), content)


def _leaves(part: MIMEPart) -> Iterator[MIMEPart]:
    """The parts of a mail that hold something; a mail in it is one of them. Of the same in several forms plain text is taken."""
    if not part.is_multipart() or part.get_content_maintype() == "message":
        yield part
        return
    parts = [each for each in part.iter_parts() if isinstance(each, MIMEPart)]
    if part.get_content_subtype() == "alternative":
        plain = next(
            (each for each in parts if each.get_content_type() == "text/plain" and _content(each).strip()), None
        )
        # What is attached to the richer form only, as some programs do, comes along.
        others = [leaf for each in parts if each is not plain for leaf in _leaves(each)]
        bodies = [leaf for leaf in others if leaf.get_content_maintype() == "text" and not leaf.get_filename()]
        yield from bodies[-1:] if plain is None else [plain]
        yield from (leaf for leaf in others if leaf not in bodies)
        return
    for each in parts:
        yield from _leaves(each)


def _content(part: MIMEPart) -> bytes:
    """The bytes of a part; of text those of UTF-8."""
    if part.get_content_maintype() == "message" and part.is_multipart():
        return b"".join(each.as_bytes() for each in part.iter_parts())
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    charset = part.get_content_charset()
    if part.get_content_type() != "text/plain" or not charset:
        return content
    try:
        return content.decode(charset, "replace").encode("utf-8")
    except LookupError:
        return content


def _unnamed(kind: str, numbers: dict[str, int]) -> str:
    """A name for a part that has none: ``body.txt``, ``body-2.txt``, ``message.eml``."""
    kinds = {"text/plain": "body.txt", "text/html": "body.html", "message/rfc822": "message.eml"}
    name = kinds.get(kind, f"attachment.{kind.partition('/')[2]}")
    numbers[name] = numbers.get(name, 0) + 1
    stem, dot, suffix = name.rpartition(".")
    return name if numbers[name] == 1 else f"{stem}-{numbers[name]}{dot}{suffix}"


def _outlook(source: SourceFile, unpacking: _Unpacking) -> Iterator[SourceFile | ParagrafError]:
    for name, content in compound.message_parts(source):
        unpacking.count(f"{source.name}/{name}", len(content))
        yield unpacking.member(source, _plain(name), content)


# --- PDF ------------------------------------------------------------------------------------------------------------


def _pdf(source: SourceFile, unpacking: _Unpacking) -> Iterator[SourceFile | ParagrafError]:
    yield source
    for name, content in pdf_files.embedded(source):
        if isinstance(content, ParagrafError):
            yield content
        else:
            unpacking.count(f"{source.name}/{name}", len(content))
            yield unpacking.member(source, _plain(name).replace("/", "_"), content)


def _plain(name: str) -> str:
    """A name without what no name has: control characters, backslashes, halves of characters."""
    return re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/")).encode("utf-8", "replace").decode().strip()


_OPENERS = {registry.ZIP: _zip, registry.MAIL: _mail, registry.OUTLOOK: _outlook, pdf.MEDIA_TYPE: _pdf}
