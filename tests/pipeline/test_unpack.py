"""What mails, zip files and PDFs hold: each row is a file, and the names and first words of the documents in it."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.base import Limits
from pipeline.unpack import unpacked
from samples.mailed import compound_file, outlook
from schemas.errors import (
    EmptySourceError,
    EncryptedSourceError,
    LimitExceededError,
    ParagrafError,
    UnreadableSourceError,
)
from schemas.source import SourceFile

TEXT = "Åsbo förening\n§ 1 Mötets öppnande\n".encode()


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def renamed(archive: bytes, before: str, after: bytes) -> bytes:
    """A zip file with a member's name in letters that it does not say."""
    assert len(before) == len(after)
    return archive.replace(before.encode("ascii"), after)


def locked(archive: bytes) -> bytes:
    """A zip file whose first member says that it is encrypted."""
    entry = archive.index(b"PK\x01\x02")
    return archive[:6] + b"\x01" + archive[7 : entry + 8] + b"\x01" + archive[entry + 9 :]


def mail(body: str = "Hej!\n", html: str = "", **attachments: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "eva@asbo.example", "bo@asbo.example", "Protokoll från mötet"
    message["MIME-Version"] = "1.0"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in attachments.items():
        message.add_attachment(content, "application", "octet-stream", filename=name.replace("_", "."))
    return message


def pdf_with(**files: bytes) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(50, 700, "Protokoll")
    canvas.save()
    document = pypdfium2.PdfDocument(stream.getvalue())
    for name, content in files.items():
        document.new_attachment(name.replace("_", ".")).set_data(content)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def found(name: str, content: bytes, limits: Limits | None = None) -> list[tuple[str, bytes | type]]:
    """Names of the documents, with what they hold or the kind of error."""
    return [
        (each.source_name, type(each)) if isinstance(each, ParagrafError) else (each.name, each.content)
        for each in unpacked(SourceFile(name, content), limits or Limits())
    ]


def raw_mail(*headers: str, body: str) -> bytes:
    return "\r\n".join(["From: eva@asbo.example", "MIME-Version: 1.0", *headers, "", body]).encode()


def attached(disposition: str) -> bytes:
    """A mail of nothing but an attachment with this header."""
    return raw_mail("Content-Type: application/octet-stream", disposition, body="Ett")


HELD: dict[str, tuple[str, Callable[[], bytes], list[tuple[str, bytes]]]] = {
    "a document holds itself": ("a.txt", lambda: TEXT, [("a.txt", TEXT)]),
    "so does what cannot be read": ("a.docx", lambda: b"PK\x03\x04x", [("a.docx", b"PK\x03\x04x")]),
    "a zip file, in its order": (
        "z.zip",
        lambda: zipped(("b.txt", b"Ett"), ("2024/a.txt", b"Tva"), ("2024/", b"")),
        [("z.zip/b.txt", b"Ett"), ("z.zip/2024/a.txt", b"Tva")],
    ),
    "a zip file by another name": ("z.docx", lambda: zipped(("b.txt", b"Ett")), [("z.docx/b.txt", b"Ett")]),
    "the same bytes twice are two": (
        "z.zip",
        lambda: zipped(("a.txt", b"Ett"), ("b.txt", b"Ett")),
        [("z.zip/a.txt", b"Ett"), ("z.zip/b.txt", b"Ett")],
    ),
    "what systems leave there is left out": (
        "z.zip",
        lambda: zipped(("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("b/Thumbs.db", b"x"), ("a.txt", b"Ett")),
        [("z.zip/a.txt", b"Ett")],
    ),
    "paths lead nowhere": (
        "z.zip",
        lambda: zipped(("../../etc/a.txt", b"Ett"), ("/b.txt", b"Tva"), ("c\\..\\d.txt", b"Tre")),
        [("z.zip/etc/a.txt", b"Ett"), ("z.zip/b.txt", b"Tva"), ("z.zip/c/d.txt", b"Tre")],
    ),
    "names in UTF-8": ("z.zip", lambda: zipped(("Möte.txt", b"Ett")), [("z.zip/Möte.txt", b"Ett")]),
    "names in the letters of DOS": (
        "z.zip",
        lambda: renamed(zipped(("M-te.txt", b"Ett")), "M-te.txt", "Möte.txt".encode("cp437")),
        [("z.zip/Möte.txt", b"Ett")],
    ),
    "names in UTF-8 that do not say so": (
        "z.zip",
        lambda: renamed(zipped(("M--te.txt", b"Ett")), "M--te.txt", "Möte.txt".encode()),
        [("z.zip/Möte.txt", b"Ett")],
    ),
    "a mail and what is attached": (
        "m.eml",
        lambda: mail("Här är det.\n", a_txt=b"Ett").as_bytes(),
        [("m.eml/body.txt", "Här är det.\n".encode()), ("m.eml/a.txt", b"Ett")],
    ),
    "a mail called txt": ("m.txt", lambda: mail().as_bytes(), [("m.txt/body.txt", b"Hej!\n")]),
    "plain text before HTML": ("m.eml", lambda: mail(html="<p>Hej!</p>").as_bytes(), [("m.eml/body.txt", b"Hej!\n")]),
    "HTML where there is no plain text": (
        "m.eml",
        lambda: raw_mail("Content-Type: text/html; charset=iso-8859-1", body="<p>Hej!</p>"),
        [("m.eml/body.html", b"<p>Hej!</p>")],
    ),
    "HTML where the plain text is empty": (
        "m.eml",
        lambda: mail(" \n", html="<p>Hej!</p>").as_bytes(),
        [("m.eml/body.html", b"<p>Hej!</p>\n")],
    ),
    "letters of the mail's own": (
        "m.eml",
        lambda: (
            raw_mail(
                "Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: 8bit", body=""
            ).rstrip()
            + b"\r\n\r\nM\xf6te"
        ),
        [("m.eml/body.txt", "Möte".encode())],
    ),
    "a name in RFC 2231": (
        "m.eml",
        lambda: attached("Content-Disposition: attachment; filename*=utf-8''M%C3%B6te%20%C3%A5r.txt"),
        [("m.eml/Möte år.txt", b"Ett")],
    ),
    "a name in RFC 2047": (
        "m.eml",
        lambda: attached('Content-Disposition: attachment; filename="=?iso-8859-1?Q?M=F6te.txt?="'),
        [("m.eml/Möte.txt", b"Ett")],
    ),
    "a name that is a path": (
        "m.eml",
        lambda: attached('Content-Disposition: attachment; filename="../../a.txt"'),
        [("m.eml/.._.._a.txt", b"Ett")],
    ),
    "a picture in the body and a signature are no documents": (
        "m.eml",
        lambda: raw_mail(
            "Content-Type: multipart/mixed; boundary=x",
            body="--x\r\n\r\nHej!\r\n--x\r\nContent-Type: image/png\r\nContent-ID: <1>\r\n\r\nx\r\n"
            "--x\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx\r\n--x--",
        ),
        [("m.eml/body.txt", b"Hej!")],
    ),
    "an attachment of the richer form": (
        "m.eml",
        lambda: raw_mail(
            "Content-Type: multipart/alternative; boundary=x",
            body="--x\r\n\r\nHej!\r\n--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\nContent-Type: text/html\r\n\r\n"
            "<p>Hej!</p>\r\n--y\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nEtt\r\n--y--\r\n--x--",
        ),
        [("m.eml/body.txt", b"Hej!"), ("m.eml/a.txt", b"Ett")],
    ),
    "a zip file in a mail": (
        "m.eml",
        lambda: mail(z_zip=zipped(("a.txt", b"Ett"))).as_bytes(),
        [("m.eml/body.txt", b"Hej!\n"), ("m.eml/z.zip/a.txt", b"Ett")],
    ),
    "an Outlook mail": (
        "m.msg",
        lambda: compound_file(outlook("Möte", ("Möte år.txt", TEXT * 200), ("In", outlook("Inre", subject="Vb: In")))),
        [
            ("m.msg/body.txt", "Möte".encode()),
            ("m.msg/Möte år.txt", TEXT * 200),
            ("m.msg/Vb: In.msg/body.txt", b"Inre"),
        ],
    ),
    "an Outlook mail in the letters of its machine": (
        "m.msg",
        lambda: compound_file(
            {
                "__properties_version1.0": bytes(32) + b"\x03\x00\xfd\x3f" + bytes(4) + (1250).to_bytes(8, "little"),
                "__substg1.0_1000001E": "łö".encode("cp1250"),
            }
        ),
        [("m.msg/body.txt", "łö".encode())],
    ),
    "an Outlook mail in HTML": (
        "m.msg",
        lambda: compound_file({"__properties_version1.0": bytes(32), "__substg1.0_10130102": b"<p>Hej!</p>"}),
        [("m.msg/body.html", b"<p>Hej!</p>")],
    ),
}


@pytest.mark.parametrize(("name", "build", "expected"), HELD.values(), ids=HELD)
def test_holds(name: str, build: Callable[[], bytes], expected: list[tuple[str, bytes]]) -> None:
    assert found(name, build()) == expected


def test_a_mail_in_a_mail() -> None:
    outer = mail()
    outer.add_attachment(mail("Inre\n", a_txt=b"Ett"))

    assert [name for name, _ in found("m.eml", outer.as_bytes())] == [
        "m.eml/body.txt",
        "m.eml/message.eml/body.txt",
        "m.eml/message.eml/a.txt",
    ]


def test_files_in_a_pdf_come_after_it() -> None:
    content = pdf_with(bilaga_txt=b"Ett", fler_zip=zipped(("a.txt", b"Tva")))

    assert found("p.pdf", content) == [
        ("p.pdf", content),
        ("p.pdf/bilaga.txt", b"Ett"),
        ("p.pdf/fler.zip/a.txt", b"Tva"),
    ]


def test_the_parent_is_what_is_nearest() -> None:
    archive = zipped(("a.txt", b"Ett"))
    inner, outer = SourceFile("z.zip", archive), SourceFile("m.eml", mail(z_zip=archive).as_bytes())

    body, member = unpacked(outer, Limits())

    assert isinstance(body, SourceFile)
    assert isinstance(member, SourceFile)
    assert body.parent is not None
    assert (body.parent.name, body.parent.sha256, body.file_name) == ("m.eml", outer.sha256, "body.txt")
    assert member.parent is not None
    assert (member.parent.name, member.parent.sha256, member.file_name) == ("z.zip", inner.sha256, "a.txt")


def nested(depth: int) -> bytes:
    content = zipped(("a.txt", b"Ett"))
    for _ in range(depth - 1):
        content = zipped(("z.zip", content))
    return content


def damaged() -> bytes:
    archive = zipped(("a.txt", b"Ett" * 99), ("b.txt", b"Tva"), packing=zipfile.ZIP_STORED)
    return archive.replace(b"EttEtt", b"EttEtx", 1)


REFUSED: dict[str, tuple[str, Callable[[], bytes], Limits, list[tuple[str, bytes | type]]]] = {
    "a locked member, the others are read": (
        "z.zip",
        lambda: locked(zipped(("a.txt", b"Ett"), ("b.txt", b"Tva"))),
        Limits(),
        [("z.zip/a.txt", EncryptedSourceError), ("z.zip/b.txt", b"Tva")],
    ),
    "a damaged member, the others are read": (
        "z.zip",
        damaged,
        Limits(),
        [("z.zip/a.txt", UnreadableSourceError), ("z.zip/b.txt", b"Tva")],
    ),
    "an empty zip file": ("z.zip", lambda: zipped(("a/", b"")), Limits(), [("z.zip", EmptySourceError)]),
    "zip files in each other": (
        "z.zip",
        lambda: nested(4),
        Limits(nesting=3),
        [("z.zip/z.zip/z.zip/z.zip", LimitExceededError)],
    ),
    "too many members": (
        "z.zip",
        lambda: zipped(*((f"{number}.txt", b"Ett") for number in range(9))),
        Limits(members=2),
        [("z.zip/0.txt", b"Ett"), ("z.zip/1.txt", b"Ett"), ("z.zip", LimitExceededError)],
    ),
    "a member that is too large": (
        "z.zip",
        lambda: zipped(("a.txt", bytes(5_000)), ("b.txt", b"Tva")),
        Limits(unpacked_bytes=4_000),
        [("z.zip/a.txt", LimitExceededError)],
    ),
    "members that are too large together": (
        "z.zip",
        lambda: zipped(("a.txt", b"a" * 3_000), ("b.txt", b"b" * 3_000)),
        Limits(unpacked_bytes=4_000),
        [("z.zip/a.txt", b"a" * 3_000), ("z.zip/b.txt", LimitExceededError)],
    ),
    "a bomb": (
        "z.zip",
        lambda: zipped(("a.txt", bytes(150_000_000))),
        Limits(),
        [("z.zip/a.txt", LimitExceededError)],
    ),
    "attachments that are too large together": (
        "m.eml",
        lambda: mail(a_txt=b"a" * 3_000, b_txt=b"b" * 3_000).as_bytes(),
        Limits(unpacked_bytes=4_000),
        [("m.eml/body.txt", b"Hej!\n"), ("m.eml/a.txt", b"a" * 3_000), ("m.eml/b.txt", LimitExceededError)],
    ),
}


@pytest.mark.parametrize(("name", "build", "limits", "expected"), REFUSED.values(), ids=REFUSED)
def test_says_what_does_not_come_out(
    name: str, build: Callable[[], bytes], limits: Limits, expected: list[tuple[str, bytes | type]]
) -> None:
    assert found(name, build(), limits) == expected


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    list(unpacked(SourceFile("z.zip", zipped(("../a.txt", b"Ett"), ("b/c.txt", b"Tva"))), Limits()))

    assert list(tmp_path.parent.glob("a.txt")) == list(tmp_path.iterdir()) == []
