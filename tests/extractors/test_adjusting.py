"""Sentences that tell of adjustment and notice, and those about something else that is adjusted or announced."""

from __future__ import annotations

import pytest

from extractors import adjusting, meeting
from extractors.meeting import Cover

# Reason -> what stands between cover and items, in the first item, after the items; and day and method of the adjustment.
TOLD = {
    "digitally, on a day": ("Protokollet justeras digitalt den 12 maj 2023", "", "", ("2023-05-12", "electronic")),
    "digitally, no more": ("Justeras: Digitalt", "", "", (None, "electronic")),
    "after the items": ("", "", "Protokollet är justerat digitalt 2023-05-12", ("2023-05-12", "electronic")),
    "signed, not adjusted": ("", "", "Detta protokoll är elektroniskt undertecknat.", (None, "electronic")),
    "with a service": ("", "", "Protokollet har signerats med BankID.", (None, "electronic")),
    "a day": ("", "", "Justerat den 12 maj 2023", ("2023-05-12", None)),
    "a day in figures": ("", "", "Justerat: 12/5 2023", ("2023-05-12", None)),
    "a form, the day below": ("", "", "Justerat\n2023-05-12", ("2023-05-12", None)),
    "not later than a day": ("Justeringen sker digitalt senast den 12 maj 2023.", "", "", (None, "electronic")),
    "something else is done digitally": ("", "Taxan justeras och redovisas digitalt den 12 maj 2023.", "", None),
    "something else was adjusted": ("", "", "Justerat belopp redovisas den 12 maj 2023.", None),
}


def minutes(cover, item, after):
    head = f"Lundaviks kommun\nKommunstyrelsen 2023-05-09\n{cover}\n\n"
    return f"{head}§ 12 Budget\n\nBudgeten diskuterades.\n{item}\n\n§ 13 Övrigt\n\nInget fanns att ta upp.\n\n{after}\n"


@pytest.mark.parametrize(("cover", "item", "after", "expected"), TOLD.values(), ids=TOLD)
def test_tells_when_and_how(cover, item, after, expected, swedish_items):
    found = meeting.adjustment(Cover(swedish_items(minutes(cover, item, after))))

    assert (found and (found.date, found.method)) == expected


# Reason -> a sentence in § 12 (or, before a bar, on the cover), and the items adjusted at once.
AT_ONCE = {
    "the item": ("Paragrafen justeras omedelbart.", ["p1"]),
    "declared": ("Denna paragraf förklaras omedelbart justerad.", ["p1"]),
    "the minutes of it": ("Protokollet under denna paragraf förklaras omedelbart justerat.", ["p1"]),
    "decided": ("Kommunstyrelsen beslutar att paragrafen ska justeras omedelbart.", ["p1"]),
    "no verb": ("Omedelbar justering.", ["p1"]),
    "a line with the number": ("Omedelbart justerad § 12.", ["p1"]),
    "another item": ("§ 13 justeras omedelbart.", ["p2"]),
    "a range, on the cover": ("Paragraferna 12–13 justeras omedelbart|", ["p1", "p2"]),
    "a list, on the cover": ("Omedelbart justerade paragrafer: § 12, 13|", ["p1", "p2"]),
    "a fee is adjusted": ("Avgiften justeras omedelbart för samtliga.", []),
    "the ordinary adjustment": ("Protokollet justeras omedelbart efter sammanträdet.", []),
}


@pytest.mark.parametrize(("sentence", "expected"), AT_ONCE.values(), ids=AT_ONCE)
def test_items_may_be_adjusted_at_once(sentence, expected, swedish_items):
    cover, bar, item = sentence.partition("|")
    reading = swedish_items(minutes(cover, item, "") if bar else minutes("", sentence, ""))

    assert [each for each, _ in adjusting.immediate(reading)] == expected


# Reason -> what stands after the items, and when it was posted and taken down.
ANNOUNCED = {
    "from, to": ("Protokollet anslås på kommunens anslagstavla 2023-05-15 – 2023-06-07", ["2023-05-15", "2023-06-07"]),
    "from": ("Justeringen har tillkännagivits på kommunens anslagstavla den 15 maj 2023.", ["2023-05-15"]),
    "no board": ("Bidraget tillkännages den 15 maj 2023.", []),
    "no day": ("Protokollet anslås på kommunens anslagstavla.", []),
}


@pytest.mark.parametrize(("after", "days"), ANNOUNCED.values(), ids=ANNOUNCED)
def test_tells_when_it_is_announced(after, days, swedish_items):
    found = adjusting.announced(swedish_items(minutes("", "", after)))

    assert [day.date.isoformat() for day in found] == days
