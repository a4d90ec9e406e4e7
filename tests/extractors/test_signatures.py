"""Blocks of signatures and certificates, and names that sign nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors import signatures
from extractors.reading import Reading
from schemas.record import Part

ITEM = "§ 1 Öppnande\n\nMötet öppnades.\n\n§ 2 Avslutning\n\nMötet avslutades.\n\n"

# Reason -> what follows the last item, and name and office of those who sign.
BLOCKS = {
    "under each other": (
        "Sekreterare\t……………………\nBo Ek\n\nOrdförande\t……………………\nEva Lind\n",
        [("Bo Ek", "Sekreterare"), ("Eva Lind", "Ordförande")],
    ),
    "offices over names": (
        "Vid protokollet\tJusteras\n____________\t____________\nBo Ek\tEva Lind\n",
        [("Bo Ek", "Vid protokollet"), ("Eva Lind", "Justeras")],
    ),
    "names over offices": (
        "Underskrifter\n\n___________\t___________\nEva Lind\tKarin Berg\nordförande\tjusterare\n",
        [("Eva Lind", "ordförande"), ("Karin Berg", "justerare")],
    ),
    "on one line": (
        "Vid protokollet: Bo Ek\n\nJusteras: Eva Lind\n",
        [("Bo Ek", "Vid protokollet"), ("Eva Lind", "Justeras")],
    ),
    "two under one office": (
        "Justeras:\n\nEva Lind\tKarin Berg\n",
        [("Eva Lind", "Justeras"), ("Karin Berg", "Justeras")],
    ),
    "names over offices, one below the other": (
        "Bo Ek (S)\nOrdförande\n\nEva Lind (M)\nJusterare\n",
        [("Bo Ek", "Ordförande"), ("Eva Lind", "Justerare")],
    ),
    "names over offices in columns, without a line": (
        "Per Ask\tBo Ek\tEva Lind\nsekreterare\tordförande\tjusterare\n",
        [("Per Ask", "sekreterare"), ("Bo Ek", "ordförande"), ("Eva Lind", "justerare")],
    ),
    "name and office together under a line": (
        "______________\t______________\nBo Ek, ordförande\tEva Lind (justerare)\n",
        [("Bo Ek", "ordförande"), ("Eva Lind", "justerare")],
    ),
    "the line is in the original": (
        "Sekreterare: Per Ask (sign.)\nOrdförande: Bo Ek (sign.)\nJusterare: Eva Lind (sign.)\n",
        [("Per Ask", "Sekreterare"), ("Bo Ek", "Ordförande"), ("Eva Lind", "Justerare")],
    ),
    "between strokes": (
        "Vid protokollet\n/Per Ask/\n\nJusteras\n/Bo Ek/\t/Eva Lind/\n",
        [("Per Ask", "Vid protokollet"), ("Bo Ek", "Justeras"), ("Eva Lind", "Justeras")],
    ),
    "the old closing": (
        "Som ovan\nPer Ask\n\nJusterat: 12/5 1958\nBo Ek\tEva Lind\n",
        [("Per Ask", "Som ovan"), ("Bo Ek", "Justerat"), ("Eva Lind", "Justerat")],
    ),
    "names of whom the last item speaks": ("Närvarande var även\n\nKarin Berg\nOve Öst\n", []),
    "nobody": ("Vid protokollet\n\n___________\n\nJusteras\n\n___________\n", []),
}


@pytest.mark.parametrize(("block", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_pairs_names_with_offices(block, expected, swedish_items):
    found = list(signatures.extract(swedish_items(ITEM + block)))

    assert [(each.name, each.role) for each in found] == expected
    assert {each.method for each in found} <= {None}


def test_those_who_only_attend_sign_nothing(swedish_items):
    content = "Styrelsen\n\nNärvarande\nBo Ek, ordförande\nEva Lind, sekreterare\n\n" + ITEM

    assert list(signatures.extract(swedish_items(content))) == []


# Reason -> a certificate, and who signed when.
CERTIFICATES = {
    "moments behind names": (
        "Signerat med BankID\n\nBo Ek\nJusterare\nbo@exempel.se\n2021-03-05 08:14:27 UTC\n\nEva Lind\n2021-03-05 09:00:01 UTC",
        [("Bo Ek", "2021-03-05T08:14:27Z"), ("Eva Lind", "2021-03-05T09:00:01Z")],
    ),
    "moments before names": (
        "Signerat med SMS\n2021-03-05 07:33 CET\nBo Ek\n\nSignerat med SMS\n2021-03-05 09:00 CET\nEva Lind",
        [("Bo Ek", "2021-03-05T07:33+01:00"), ("Eva Lind", "2021-03-05T09:00+01:00")],
    ),
    "behind the service's words": (
        "Signerat av: EVA LIND (EL)\n2021-03-05 kl. 08:14 (CET)\nSignerat av: BO EK (BE)\n2021-03-05 kl. 09:00 (CET)\nBankID",
        [("EVA LIND", "2021-03-05T08:14+01:00"), ("BO EK", "2021-03-05T09:00+01:00")],
    ),
    "as typed and as the bank has it": (
        "Signerat med BankID\nNamn returnerat från svenskt BankID: EVA LIND\nEva Lind\n2021-03-05 08:14:27 UTC",
        [("EVA LIND", "2021-03-05T08:14:27Z")],
    ),
    "hours from Greenwich": (
        "E-signering\nEva Lind\n2021-07-05 08:14:27 UTC+02:00",
        [("Eva Lind", "2021-07-05T08:14:27+02:00")],
    ),
    "a moment too few: none can be told": (
        "Signerat med BankID\n\nBo Ek\n2021-03-05 08:14:27\n\nEva Lind",
        [("Bo Ek", None), ("Eva Lind", None)],
    ),
}


@pytest.mark.parametrize(("certificate", "expected"), CERTIFICATES.values(), ids=CERTIFICATES)
def test_a_certificate_tells_when(certificate, expected, swedish):
    plain = swedish("Styrelsen\n\n" + certificate)
    parts = (
        Part(kind="minutes", start=0, end=11),
        Part(kind="signatures", start=11, end=len(plain.text.content)),
    )

    found = list(signatures.extract(Reading(plain.text, plain.language, "minutes", parts, ())))

    assert [(each.name, each.signed_at) for each in found] == expected
    assert {each.method for each in found} == {"electronic"}


def test_a_service_writes_in_capitals_who_signed_the_block(swedish_items):
    block, certificate = "Vid protokollet\nBo Ek\n\n", "Signerat med BankID\nBO EK\n2021-03-05 08:14:27 UTC\n"
    whole = swedish_items(ITEM + block + certificate)
    cut = len(ITEM + block)
    parts = (Part(kind="minutes", start=0, end=cut), Part(kind="signatures", start=cut, end=len(whole.text.content)))

    (found,) = signatures.extract(replace(whole, parts=parts))

    assert (found.name, found.role, found.signed_at) == ("Bo Ek", "Vid protokollet", "2021-03-05T08:14:27Z")
    assert [quote.quote for quote in found.evidence] == ["Vid protokollet", "Bo Ek", "BO EK", "2021-03-05 08:14:27 UTC"]
