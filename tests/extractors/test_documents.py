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
    "minutes by their last word, over a matter that is called as other documents are": (
        "minutes",
        "Styrelsens protokoll\n4/3 2031\nNärvarande: Eva Ek\n\n1. Budget\nBudgeten antas.\n\n2. Slut\nHej.\n",
    ),
    "an agenda": ("agenda", "Kallelse till styrelsemöte 2031-03-04\n\n1. Öppnande\n2. Ekonomi\n3. Avslutning\n"),
    "an agenda that says who is to adjust": (
        "agenda",
        "Kallelse\nStyrelsen 2031-03-04\nLedamöter\tEva Ek\nJusterare: Nils Ek\n\n1. Öppnande\n2. Ekonomi\n3. Avslutning\n",
    ),
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


AGENDA = "Kallelse\nStyrelsen för Sjöby byalag\nTid: {date} kl. 19.00\n\n1. Öppnande\n2. Ekonomi\n3. Avslutning\n"
SIGNED = "\nVid protokollet\n\n______________\nEva Ek\n"
REPORT = "Tjänsteskrivelse\n2031-02-20\nDnr SB 2031/7\n\nFörslag till beslut\nStyrelsen köper en båt för 40 000 kr.\n"


def minutes(date: str, items: str = ITEMS, title: str = "Protokoll") -> str:
    return HEAD.format(date=date).replace("Protokoll", title) + items + SIGNED


ONWARD = ITEMS.replace("§ 3", "§ 6").replace("§ 2", "§ 5").replace("§ 1", "§ 4")
MARCH, APRIL = minutes("2031-03-04"), minutes("2031-04-08")
# reason -> what each record is and the kinds of its parts, the pages of the file.
BUNDLES = {
    "numbers begin anew": (["minutes: minutes", "minutes: minutes"], [MARCH, APRIL]),
    "numbers run on": (["minutes: minutes", "minutes: minutes"], [MARCH, minutes("2031-04-08", ONWARD)]),
    "numbers run on, nobody signed, and the next begin in the middle of a page": (
        ["minutes: minutes", "minutes: minutes"],
        [HEAD.format(date="2031-03-04") + ITEMS + "\n" + HEAD.format(date="2031-04-08") + ONWARD],
    ),
    "a day that looks like the number of a page": (
        ["minutes: minutes", "minutes: minutes"],
        [minutes("4/3 2031"), minutes("8/4 2031")],
    ),
    "the last item names minutes, in its heading and in a sentence": (
        ["minutes: minutes", "minutes: minutes"],
        [
            minutes(
                "2031-03-04",
                ITEMS + "§ 4\nFöregående protokoll\nProtokoll från valberedningen den 1 mars 2031 anmäls.\n",
            )
            + "\n"
            + APRIL
        ],
    ),
    "a matter that is called as an agenda is, on top of a page": (
        ["minutes: minutes", "minutes: minutes"],
        [HEAD.format(date="2031-03-04") + ITEMS + "§ 4 Övrigt\n", "Kallelse\nEva kallar till fest.\n" + SIGNED, APRIL],
    ),
    "the board elected meets on the same day, its name above the title": (
        ["minutes: minutes", "minutes: minutes"],
        [
            "Årsmötet\n" + minutes("2031-03-04").replace("Styrelsen för Sjöby byalag\n", ""),
            "Den nya styrelsen\n" + minutes("2031-03-04").replace("Styrelsen för Sjöby byalag\n", ""),
        ],
    ),
    "two bodies on one day": (
        ["minutes: minutes", "minutes: minutes"],
        [MARCH, minutes("2031-03-04", title="Protokoll från årsmöte")],
    ),
    "the same minutes bound twice": (["minutes: minutes", "minutes: minutes"], [MARCH, MARCH]),
    "minutes that begin in the middle of a page": (["minutes: minutes", "minutes: minutes"], [MARCH + "\n" + APRIL]),
    "a title page and a list of contents before them": (
        ["other: other", "minutes: minutes", "minutes: minutes"],
        ["Sjöby byalag\nProtokollsbok 2031\n", "Innehåll\nProtokoll 2031-03-04\nProtokoll 2031-04-08\n", MARCH, APRIL],
    ),
    "a register after them": (
        ["minutes: minutes", "minutes: minutes", "other: other"],
        [MARCH, APRIL, "Register\nBåt, köp av\nKassa\n"],
    ),
    "each with its agenda": (
        ["minutes: agenda minutes", "minutes: agenda minutes"],
        [AGENDA.format(date="2031-03-04"), MARCH, AGENDA.format(date="2031-04-08"), APRIL],
    ),
    "an agenda in front": (["minutes: agenda minutes"], [AGENDA.format(date="2031-03-04"), MARCH]),
    "an agenda behind": (["minutes: minutes agenda"], [MARCH, AGENDA.format(date="2031-03-04")]),
    "an agenda of another meeting behind": (
        ["minutes: minutes", "agenda: agenda"],
        [MARCH, AGENDA.format(date="2031-04-08")],
    ),
    "an agenda without a date in front": (
        ["minutes: agenda minutes"],
        ["Dagordning\n\n1. Öppnande\n2. Ekonomi\n", MARCH],
    ),
    "an agenda with its documents, earlier minutes among them": (
        ["agenda: agenda attachment attachment"],
        [AGENDA.format(date="2031-04-08"), REPORT, MARCH],
    ),
    "a letter, an agenda and the minutes": (
        ["minutes: cover_letter agenda minutes"],
        ["Till byalagets medlemmar\nHärmed översänds protokoll.\n", AGENDA.format(date="2031-03-04"), MARCH],
    ),
    "a notice behind": (["minutes: minutes notice"], [MARCH, "Anslag/bevis\nProtokollet anslogs 2031-03-10.\n"]),
    "reports behind": (["minutes: minutes attachment attachment"], [MARCH, REPORT, REPORT]),
    "minutes of others attached": (
        ["minutes: minutes attachment"],
        [MARCH, "Bilaga 1\n" + minutes("2031-02-01")],
    ),
    "a list of matters inside, between the cover and the items": (
        ["minutes: minutes"],
        [HEAD.format(date="2031-03-04"), "Föredragningslista\n§ 1 Öppnande\n§ 2 Ekonomi\n§ 3 Avslutning\n", ITEMS],
    ),
    "a heading in an item that goes on is no attachment": (
        ["minutes: minutes"],
        [
            HEAD.format(date="2031-03-04") + "§ 1 Öppnande\nMötet öppnades.\n\n§ 2 Budget\n",
            "Budget 2032\n300 kr\n\n§ 3 Slut\nHej.\n",
        ],
    ),
    "minutes named in an item are no others": (
        ["minutes: minutes"],
        [
            HEAD.format(date="2031-03-04")
            + "§ 1 Anmälan\n\nProtokoll från valberedningen 2031-02-01\nNärvarande: Nils Ek\n\n§ 2 Slut\nHej.\n"
        ],
    ),
    "a page head with the number of a later page": (
        ["minutes: minutes"],
        [
            HEAD.format(date="2031-03-04") + ITEMS,
            "Protokoll\t2 (3)\n2031-03-05\nNärvarande: Eva Ek\n§ 1 a Tillägg\nInget.\n",
        ],
    ),
}


@pytest.mark.parametrize(("kinds", "contents"), BUNDLES.values(), ids=BUNDLES)
def test_bundles(kinds: list[str], contents: list[str]) -> None:
    text = pages(*contents)
    found = documents.split(text, SWEDISH)
    assert [f"{document.type}: {' '.join(part.kind for part in document.parts)}" for document in found] == kinds
    # Nothing is lost between them.
    assert "".join(document.text.content for document in found) == text.content
    for document in found:
        assert document.parts[0].start == 0
        assert document.parts[-1].end == len(document.text.content)
        assert all(part.end == following.start for part, following in pairwise(document.parts))


def test_documents_keep_the_numbers_of_their_pages_in_the_file() -> None:
    found = documents.split(pages("Sjöby byalag\nProtokollsbok 2031\n", MARCH, APRIL, "Register\nBåt\n"), SWEDISH)
    assert [[page.number for page in document.text.pages] for document in found] == [[1], [2], [3], [4]]


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
    "a certificate that names persons by serial numbers": (
        ["minutes", "signatures"],
        [
            HEAD.format(date="2031-03-04") + 4 * ITEMS,
            "Signaturerna i detta dokument gäller som skrivna för hand.\nTecknarnas identitet visas här.\n"
            "EVA EK\nOrdförande\nSerienummer: 5b7c0d9e21\nIP: 192.0.2.7\n2031-03-06 12:01:44 UTC\n",
        ],
    ),
    "vouchers and signatures that items tell of": (
        ["minutes"],
        [
            HEAD.format(date="2031-03-04")
            + 4 * ITEMS
            + "\n§ 7 Kassan\nKassören visade verifikat 12 till 40.\nEtt verifikat saknas.\n"
            "§ 8 BankID\nAvtalet med banken är elektroniskt undertecknat.\nKonto: BankID\n§ 9 Avslutning\nMötet slutade.\n",
        ],
    ),
    "such items on a page of their own": (
        ["minutes"],
        [
            HEAD.format(date="2031-03-04") + 4 * ITEMS,
            "Kassören visade verifikat 12 till 40.\nFöreningen behöver BankID, och ett verifikat saknas.\n",
        ],
    ),
    "a certificate in English": (
        ["minutes", "signatures"],
        [
            HEAD.format(date="2031-03-04") + 4 * ITEMS,
            "Certificate of Completion\nSigner Events\tSignature\tTimestamp\nEva Ek\nSent: 3/5/2031 9:10:00 AM\nSigned: 3/6/2031 12:01:44 PM\n",
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
