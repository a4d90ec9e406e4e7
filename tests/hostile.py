"""Documents that want to do harm, or were harmed: made here, none is kept as a file."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Iterable

import docx
from reportlab.pdfgen.canvas import Canvas

from samples.mailed import compound_file

MINUTES = "Vretens byförening\nProtokoll den 6 maj 2024\n\n§ 1 Mötets öppnande\nMötet öppnades av Eva Ek.\n"

# --- harm to any bytes ----------------------------------------------------------------------------------------------


def cut(content: bytes, tenths: int) -> bytes:
    """What a broken download leaves: so many tenths of it."""
    return content[: len(content) * tenths // 10]


def flipped(content: bytes, seed: int, bits: int = 40) -> bytes:
    """Some bits of it turned over."""
    chance, harmed = random.Random(seed), bytearray(content)
    for _ in range(bits):
        harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
    return bytes(harmed)


def shuffled(content: bytes, seed: int) -> bytes:
    """Pieces of it in another order, some of them missing."""
    chance = random.Random(seed)
    places = sorted(chance.randrange(len(content)) for _ in range(8))
    pieces = [content[a:b] for a, b in zip([0, *places], [*places, len(content)], strict=True)]
    return pieces[0] + b"".join(chance.sample(pieces[1:], 6))


# --- PDF ------------------------------------------------------------------------------------------------------------


def printed(pages: int = 2, **options: str) -> bytes:
    """A sound PDF of minutes."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True, **options)
    for _ in range(pages):
        for number, line in enumerate(MINUTES.splitlines()):
            canvas.drawString(70, 770 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def pdf(objects: Iterable[bytes], trailer: bytes = b"", *, lie: int = 0) -> bytes:
    """A PDF of these objects, numbered from 1, the first its catalogue; its table of places lies by so many bytes."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body) + lie)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, trailer, len(body) + lie)
    return body + table + end


CATALOGUE, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SHOWN = b"BT /F 12 Tf 70 700 Td (Protokoll den 6 maj 2024) Tj ET\n"


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        content, entries = zlib.compress(content, 9), entries + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def page(
    content: bytes, *more: bytes, entries: bytes = b"", resources: bytes = b"", packed: bool = False, **options: int
) -> bytes:
    """A PDF of one page with this content; *more* objects are numbered from 6."""
    box = b"" if b"MediaBox" in entries else b"/MediaBox[0 0 595 842]"
    about = b"<</Type/Page/Parent 2 0 R%s%s/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
    return pdf(
        [CATALOGUE, PAGES, about % (box, entries, resources), stream(content, packed=packed), FONT, *more], **options
    )


def endless_tree(depth: int) -> bytes:
    """Page trees in each other, a page at the bottom."""
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 3) for number in range(depth)]
    return pdf([CATALOGUE, *nodes, b"<</Type/Page/MediaBox[0 0 595 842]>>"])


def same_page(times: int) -> bytes:
    """A PDF that has one page many times."""
    kids = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * times, times)
    return pdf([CATALOGUE, kids, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"])


# --- Word -----------------------------------------------------------------------------------------------------------


def word(change: tuple[bytes, bytes] = (b"", b""), /, part: str = "word/document.xml", **more: bytes) -> bytes:
    """A Word document of minutes with something changed in the XML of a part, and parts added under word/."""
    whole, made = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    for line in MINUTES.splitlines():
        document.add_paragraph(line)
    document.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(*change, 1) if name == part and change[0] else content)
        for name, content in more.items():
            new.writestr(f"word/{name}", content)
    return made.getvalue()


def inside(content: bytes) -> bytes:
    """A Word document with this at the beginning of its body."""
    return word((b"<w:body>", b"<w:body>" + content))


def paragraphs(text: bytes, times: int = 1) -> bytes:
    return b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text * times


def nested(tag: bytes, depth: int, inner: bytes) -> bytes:
    return b"<w:%s>" % tag * depth + inner + b"</w:%s>" % tag * depth


def tables_in_tables(depth: int) -> bytes:
    inner = paragraphs(b"innerst")
    return b"<w:tbl><w:tr><w:tc>" * depth + inner + b"</w:tc></w:tr></w:tbl>" * depth


def table(rows: int, columns: int) -> bytes:
    row = b"<w:tr>" + b"<w:tc>%s</w:tc>" % paragraphs(b"1") * columns + b"</w:tr>"
    return b"<w:tbl>" + row * rows + b"</w:tbl>"


def entity(system: str) -> bytes:
    """A Word document that asks for a file or an address by an entity."""
    kind = b'<!DOCTYPE w [<!ENTITY x SYSTEM "%s">]>' % system.encode()
    return word((b"<w:document", kind + b"<w:document"))


LAUGHS = (
    b"<!DOCTYPE w [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
) + b"]>"


# --- OpenDocument, web pages, RTF, mails ----------------------------------------------------------------------------


def opendocument(body: bytes, kind: bytes = b"") -> bytes:
    """An OpenDocument text with this in its body."""
    spaces = b"".join(
        b' xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name)
        for name in (b"office", b"text", b"table")
    )
    content = b"%s<office:document-content%s><office:body><office:text>%s</office:text></office:body></office:document-content>"
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content % (kind, spaces, body)}
    )


def web_page(content: bytes) -> bytes:
    """A web page of minutes, with this behind them."""
    return b"<html><body><h1>Protokoll</h1><pre>%s</pre>%s</body></html>" % (MINUTES.encode(), content)


def mail(content: bytes) -> bytes:
    """A mail: its head, and what follows (more of the head, the body)."""
    return b"From: a@example.org\nTo: b@example.org\nSubject: Protokoll\nMIME-Version: 1.0\n" + content


def mails_in_mails(depth: int) -> bytes:
    inner = mail(b"Content-Type: text/plain\n\nProtokoll\n")
    for _ in range(depth):
        inner = mail(b"Content-Type: message/rfc822\n\n" + inner)
    return inner


def parts_in_parts(depth: int) -> bytes:
    inner = b"Content-Type: text/plain\n\nProtokoll\n"
    for level in range(depth):
        inner = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n%s\n--b%d--\n' % (level, level, inner, level)
    return mail(inner)


# --- images ---------------------------------------------------------------------------------------------------------


def png(width: int, height: int, rows: bytes) -> bytes:
    """A grey PNG that says it is so large, with these bytes of rows in it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def endless_tiff() -> bytes:
    """A TIFF whose only page is followed by itself."""
    fields = (
        (256, 4, 1, 8),
        (257, 4, 1, 8),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (279, 4, 1, 64),
    )
    entries = b"".join(
        tag.to_bytes(2, "little")
        + kind.to_bytes(2, "little")
        + count.to_bytes(4, "little")
        + value.to_bytes(4, "little")
        for tag, kind, count, value in fields
    )
    page = len(fields).to_bytes(2, "little") + entries + (72).to_bytes(4, "little")
    return b"II*\0" + (72).to_bytes(4, "little") + bytes(64) + page


# --- zip ------------------------------------------------------------------------------------------------------------


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def zips_in_zips(depth: int) -> bytes:
    content = MINUTES.encode()
    for level in range(depth):
        content = zipped({f"{level}.zip" if level else "protokoll.txt": content})
    return content


def bomb_of_bombs(width: int) -> bytes:
    """Zips of zips that unpack to some gigabytes."""
    inner = zipped({f"{number}.txt": bytes(10_000_000) for number in range(width)})
    return zipped({f"{number}.zip": inner for number in range(width)})


def with_password(packed: bytes) -> bytes:
    """A zip that says its parts are encrypted, in their heads and in its directory."""
    harmed = bytearray(packed)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = harmed.find(mark)
        while at >= 0:
            harmed[at + place] |= 1
            at = harmed.find(mark, at + 4)
    return bytes(harmed)


def ole(*streams: str) -> bytes:
    """An Office file of old with these streams."""
    return compound_file(dict.fromkeys(streams, b"x"))
