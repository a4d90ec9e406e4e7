"""What a document is, which documents a file holds, and the parts of one. All documents are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractors import documents, language
from schemas.text import Text, TextBuilder

SWEDISH = language.load("sv")

HEAD = "Protokoll\nStyrelsen för Sjöby byalag\nTid: {date} kl. 19.00\nNärvarande: Eva Ek, Nils Ek\n\n"
ITEMS = "§ 1 Öppnande\nMötet öppnades.\n\n§ 2 Ekonomi\nKassan är god. Rapporten godkändes.\n\n§ 3 Avslutning\nMötet avslutades.\n"


def pages(*contents: str) -> Text:
    """A text with these pages."""
    builder = TextBuilder()
    for content in contents:
        builder.start_page()
        for line in content.split("\n"):
            builder.add_line(line)
    return builder.build()


TYPES = {
    "minutes by their title": ("minutes", HEAD.format(date="2031-03-04") + ITEMS),
    "minutes by a compound": ("minutes", "Sammanträdesprotokoll\nSocialnämnden\n2031-03-04\n\n" + ITEMS),
    "minutes by what they have": (
        "minutes",
        "Styrelsen för Sjöby byalag\n2031-03-04\nNärvarande: Eva Ek\nJusterare: Nils Ek\n\n" + ITEMS,
    ),
    "notes": (
        "notes",
        "Minnesanteckningar\nNätverket för arkiv 2031-03-04\nNärvarande: Eva Ek\n\nVi talade om lokalen.",
    ),
    "an agenda": ("agenda", "Kallelse till styrelsemöte 2031-03-04\n\n1. Öppnande\n2. Ekonomi\n3. Avslutning\n"),
    "a report that proposes": (
        "report",
        "Tjänsteskrivelse\n2031-03-04\nDnr KS 2031/4\n\nFörslag till beslut\nNämnden godkänner taxan.\n\nBakgrund\nTaxan är gammal.",
    ),
    "nothing of the kind": ("other", "Recept på fisksoppa\n\nKoka fisken länge. Salta."),
}


@pytest.mark.parametrize(("kind", "content"), TYPES.values(), ids=TYPES)
def test_what_a_document_is(kind: str, content: str) -> None:
    (document,) = documents.split(pages(content), SWEDISH)
    assert document.type == kind


def test_a_volume_holds_one_document_for_each_meeting() -> None:
    text = pages(HEAD.format(date="2031-03-04") + ITEMS, HEAD.format(date="2031-04-08") + ITEMS)
    found = documents.split(text, SWEDISH)
    assert [document.type for document in found] == ["minutes", "minutes"]
    assert "".join(document.text.content for document in found) == text.content


def test_one_meeting_over_two_pages_is_one_document() -> None:
    head = HEAD.format(date="2031-03-04")
    assert len(documents.split(pages(head + ITEMS, head + "§ 4 Övrigt\nInget.\n"), SWEDISH)) == 1


PARTS = {
    "only minutes": (["minutes"], [HEAD.format(date="2031-03-04") + ITEMS]),
    "a certificate of signatures": (
        ["minutes", "signatures"],
        [
            HEAD.format(date="2031-03-04") + 4 * ITEMS,
            "Signaturer\nDokumentet är elektroniskt undertecknat\nEVA EK\nSignerat med BankID 2031-03-06 12:01\n"
            "NILS EK\nSignerat med BankID 2031-03-06 14:40\n",
        ],
    ),
    "an attachment": (
        ["minutes", "attachment"],
        [
            HEAD.format(date="2031-03-04") + ITEMS + "\nVid protokollet\n\n______________\nEva Ek",
            "Bilaga 1\n\nBudget för 2031\n",
        ],
    ),
}


@pytest.mark.parametrize(("kinds", "contents"), PARTS.values(), ids=PARTS)
def test_parts(kinds: list[str], contents: list[str]) -> None:
    text = pages(*contents)
    (document,) = documents.split(text, SWEDISH)
    assert [part.kind for part in document.parts] == kinds
    # Together they are the whole of it.
    assert document.parts[0].start == 0
    assert document.parts[-1].end == len(text.content)
    for part, following in pairwise(document.parts):
        assert part.end == following.start
