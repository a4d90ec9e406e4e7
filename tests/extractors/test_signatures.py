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
