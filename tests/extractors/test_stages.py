"""The sections of an item that its sentences show, and those that its headings say. All rows are invented."""

from __future__ import annotations

import pytest

from extractors import stages
from extractors.registry import EXTRACTORS

# Below "§ 7 Ny lekplats": text, and the sections in it; a heading's in capitals.
SECTIONS = {
    "no heading at all": (
        "Föreningen har ansökt om bidrag till en ny lekplats i Norrbyn.\n\nSigne Rydell (S) yrkar bifall till ansökan.\n\n"
        "Ordföranden ställer proposition på bifall och avslag.\n\nVotering begärs. Med 7 ja-röster mot 4 nej-röster bifalls ansökan.\n\n"
        "Nämnden beslutar att bevilja bidraget.\n\nUlf Brandel (M) reserverar sig mot beslutet.",
        ["background", "proposals", "propositions", "vote", "decision", "reservation"],
    ),
    "the decision first": (
        "Nämnden beslutar att bevilja bidraget.\n\nSigne Rydell (S) yrkar bifall till ansökan.",
        ["decision", "proposals"],
    ),
    "headings alone": ("Bakgrund\nText.\n\nBeslut\nNämnden beviljar bidraget.", ["BACKGROUND", "DECISION"]),
    "below a heading that says nothing of it": (
        "Överläggning\nSigne Rydell (S) yrkar bifall till ansökan. Ordföranden ställer proposition på yrkandet.\n\n"
        "Beslut\nNämnden beviljar bidraget.",
        ["proposals", "propositions", "DECISION"],
    ),
    "below the decision": (
        "Beslut\nNämnden beviljar bidraget.\n\nUlf Brandel (M) reserverar sig mot beslutet.\n\nLeila Nouri (V) lämnar ett särskilt yttrande.\n\n"
        "Bo Ekdal (C) deltar inte i handläggningen på grund av jäv.",
        ["DECISION", "reservation", "opinion", "note"],
    ),
    "below the proposals": (
        "Yrkanden\nSigne Rydell (S) yrkar bifall.\n\nOrdföranden ställer förslagen mot varandra och finner bifall. Omröstning begärs.",
        ["PROPOSALS", "propositions", "vote"],
    ),
    "a vote asked for above its heading": (
        "Propositionsordning\nOrdföranden ställer proposition på yrkandena. Votering begärs.\n\nVotering\n7 ja-röster, 4 nej-röster.",
        ["PROPOSITIONS", "VOTE"],
    ),
    "propositions between two votes": (
        "Omröstning 1\n7 ja-röster, 4 nej-röster. Ärendet ska avgöras i dag.\n\nOrdföranden ställer därefter proposition på yrkandet.\n\n"
        "Omröstning\n6 ja-röster, 5 nej-röster.",
        ["vote", "propositions", "VOTE"],
    ),
    "a vote that is not asked for": ("Omröstning begärs inte. Nämnden beslutar att bevilja bidraget.", ["decision"]),
    "what a body decided before": (
        "Kommunstyrelsen beslutade den 3 maj 2021 att utreda frågan. Utredningen är klar.",
        [],
    ),
    "few words before": ("Text.\n\nNämnden beslutar att bevilja bidraget.", ["decision"]),
    "the clause below its preamble": (
        "Föreningen har ansökt om bidrag till en ny lekplats.\n\nNämnden beslutar\natt bevilja bidraget.",
        ["background", "decision"],
    ),
}


@pytest.mark.parametrize(("said", "expected"), SECTIONS.values(), ids=SECTIONS)
def test_sections(said, expected, swedish_items):
    content = f"Nämnden 2023-02-01\n\n§ 7 Ny lekplats\n{said}\n\n§ 8 Övrigt\nInget fanns att ta upp."
    reading = swedish_items(content)
    facts = {field: tuple(extract(reading)) for field, extract in EXTRACTORS}
    item = stages.completed(facts["paragraphs"], facts, reading)[0]

    assert [section.kind if section.inferred else section.kind.upper() for section in item.sections] == expected
    assert [section.end for section in item.sections[:-1]] == [section.start for section in item.sections[1:]]


def test_a_section_begins_with_the_preamble(swedish_items):
    content = "§ 7 Ny lekplats\nFöreningen har ansökt om bidrag till en ny lekplats.\n\nNämnden beslutar\natt bevilja bidraget.\n\n§ 8 Val\nText."
    reading = swedish_items(content)
    facts = {field: tuple(extract(reading)) for field, extract in EXTRACTORS}
    _, decision = stages.completed(facts["paragraphs"], facts, reading)[0].sections

    assert content[decision.start :].startswith("Nämnden beslutar\natt bevilja")
