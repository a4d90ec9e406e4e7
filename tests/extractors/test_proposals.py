"""Every way of proposing at a meeting that we have met, and what looks like it and is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors import proposals
from extractors.reading import Reading

Swedish = Callable[[str], Reading]

# Text, and the proposals in it: who, what.
FOUND: dict[str, tuple[str, list[tuple[list[str], str]]]] = {
    "one person": ("Signe Rydell (S) yrkar bifall till motionen.", [(["Signe Rydell"], "bifall till motionen")]),
    "a supporter in a clause": (
        "Signe Rydell (S) yrkar bifall till motionen, i vilket Ulf Brandel (V) instämmer.",
        [(["Signe Rydell", "Ulf Brandel"], "bifall till motionen")],
    ),
    "a clause that supports nothing": (
        "Signe Rydell (S) yrkar avslag på motionen, vilket Ulf Brandel (V) finner rimligt.",
        [(["Signe Rydell"], "avslag på motionen, vilket Ulf Brandel (V) finner rimligt")],
    ),
    "a supporter behind what is proposed": (
        "Signe Rydell (S) yrkar att taxan höjs, med bifall från Ulf Brandel (V).",
        [(["Signe Rydell", "Ulf Brandel"], "att taxan höjs")],
    ),
    "a supporter in old words": (
        "Herr Rydell yrkade, under instämmande av fru Nouri, avslag å motionen.",
        [(["Rydell", "Nouri"], "avslag å motionen")],
    ),
    "one verb for two": (
        "Signe Rydell (S) yrkar bifall och Ulf Brandel (V) avslag på motionen.",
        [(["Signe Rydell"], "bifall"), (["Ulf Brandel"], "avslag på motionen")],
    ),
    "a board": ("Förbundsstyrelsen yrkade avslag på motionen.", [(["Förbundsstyrelsen"], "avslag på motionen")]),
    "several together": (
        "Signe Rydell (S), Ulf Brandel (V) och Leila Nouri (MP) yrkar att ärendet återremitteras.",
        [(["Signe Rydell", "Ulf Brandel", "Leila Nouri"], "att ärendet återremitteras")],
    ),
    "with an office before the name": (
        "Tjänstgörande ordföranden Ulf Brandel (M) yrkar avslag på motionen.",
        [(["Ulf Brandel"], "avslag på motionen")],
    ),
    "with a supporter before the verb": (
        "Signe Rydell (C), med instämmande av Ulf Brandel (KD), yrkar avslag på förslaget.",
        [(["Signe Rydell", "Ulf Brandel"], "avslag på förslaget")],
    ),
    "with a supporter after the verb": (
        "Signe Rydell föreslog, understödd av Ulf Brandel, att avgiften sänks.",
        [(["Signe Rydell", "Ulf Brandel"], "att avgiften sänks")],
    ),
    "with a supporter at the end": (
        "Signe Rydell (C) yrkar bifall till förslaget med instämmande av Ulf Brandel (KD).",
        [(["Signe Rydell", "Ulf Brandel"], "bifall till förslaget")],
    ),
    "with a supporter in the next sentence": (
        "Signe Rydell (C) yrkar avslag på förslaget. Ulf Brandel (KD) instämmer i yrkandet.",
        [(["Signe Rydell", "Ulf Brandel"], "avslag på förslaget")],
    ),
    "joining the one that is named": (
        "Signe Rydell (C) yrkar avslag. Leila Nouri (V) yrkar bifall. Ulf Brandel (KD) instämmer i Signe Rydells yrkande.",
        [(["Signe Rydell", "Ulf Brandel"], "avslag"), (["Leila Nouri"], "bifall")],
    ),
    "verb first": (
        "Vidare yrkar Signe Rydell (V) avslag på tilläggsyrkandet från M.",
        [(["Signe Rydell"], "avslag på tilläggsyrkandet från M")],
    ),
    "two aims in one sentence": (
        "Ulf Brandel (M) yrkar bifall till utskottets förslag och avslag på Signe Rydells yrkande.",
        [(["Ulf Brandel"], "bifall till utskottets förslag och avslag på Signe Rydells yrkande")],
    ),
    "first this, else that": (
        "Ulf Brandel (M) yrkar i första hand återremiss och i andra hand avslag.",
        [(["Ulf Brandel"], "i första hand återremiss och i andra hand avslag")],
    ),
    "two persons in one sentence": (
        "Ulf Brandel (M) yrkar bifall till förslaget och Signe Rydell (S) yrkar avslag.",
        [(["Ulf Brandel"], "bifall till förslaget"), (["Signe Rydell"], "avslag")],
    ),
    "the same person twice in one sentence": (
        "Ulf Brandel (M) yrkar bifall till punkt 1 och yrkar avslag på punkt 2.",
        [(["Ulf Brandel"], "bifall till punkt 1 och yrkar avslag på punkt 2")],
    ),
    "after something else": (
        "Ulf Brandel (M) instämmer i anförandet och yrkar bifall till förslaget.",
        [(["Ulf Brandel"], "bifall till förslaget")],
    ),
    "in points": (
        "Signe Rydell (S) yrkar:\n- att taket läggs om\n- att kostnaden tas ur fonden\n\nUlf Brandel (M) yrkar avslag.",
        [(["Signe Rydell"], "- att taket läggs om - att kostnaden tas ur fonden"), (["Ulf Brandel"], "avslag")],
    ),
    "over line ends": (
        "Signe Rydell (S) och Ulf Brandel (V) yrkar att\nnämnden avslår ansökan.",
        [(["Signe Rydell", "Ulf Brandel"], "att nämnden avslår ansökan")],
    ),
    "a group": ("Ledamöterna från M och L yrkar återremiss.", [(["Ledamöterna från M och L"], "återremiss")]),
    "a party's group": ("M-gruppen yrkar avslag på förslaget.", [(["M-gruppen"], "avslag på förslaget")]),
    "a party": (
        "Socialdemokraterna yrkar bifall till eget förslag.",
        [(["Socialdemokraterna"], "bifall till eget förslag")],
    ),
    "parties by letter": ("S, V och MP yrkar bifall till motionen.", [(["S, V och MP"], "bifall till motionen")]),
    "the chair by office": (
        "Ordföranden yrkar bifall till liggande förslag.",
        [(["Ordföranden"], "bifall till liggande förslag")],
    ),
    "the board of an association": ("Styrelsen yrkar avslag på motionen.", [(["Styrelsen"], "avslag på motionen")]),
    "a given name alone": (
        "Signe föreslog att städdagen flyttas till maj.",
        [(["Signe"], "att städdagen flyttas till maj")],
    ),
    "the chair suggests": (
        "Ordföranden föreslår att frågan tas upp senare.",
        [(["Ordföranden"], "att frågan tas upp senare")],
    ),
    "a name that nobody knows": (
        "Qvintilia Brodd yrkar bifall till förslaget.",
        [(["Qvintilia Brodd"], "bifall till förslaget")],
    ),
    "in the past, with the comma of old": (
        "Ulf Brandel yrkade, att hyran skulle höjas med 5 kronor.",
        [(["Ulf Brandel"], "att hyran skulle höjas med 5 kronor")],
    ),
    "handing in a paper": (
        "Signe Rydell (V) lämnar följande tilläggsyrkande: Belysningen byts.",
        [(["Signe Rydell"], "Belysningen byts")],
    ),
    "moving": (
        "Signe Rydell (V) lägger ett ändringsyrkande om att belysningen byts.",
        [(["Signe Rydell"], "att belysningen byts")],
    ),
    "for a group": (
        "Signe Rydell yrkar för V-gruppen avslag på förslaget.",
        [(["Signe Rydell"], "för V-gruppen avslag på förslaget")],
    ),
    "with an office that is shortened": ("Ordf. Signe Rydell (S) yrkar bifall.", [(["Signe Rydell"], "bifall")]),
    "in the passive": ("Avslag yrkas av Ulf Brandel (M).", [(["Ulf Brandel"], "Avslag")]),
    "asking for a referral": ("Ulf Brandel (M) begär återremiss.", [(["Ulf Brandel"], "återremiss")]),
    "a paper and what it says": (
        "Tilläggsyrkande från Signe Rydell (C): att skolan byggs i trä.",
        [(["Signe Rydell"], "att skolan byggs i trä")],
    ),
    "a party joins with one word": (
        "Moderaterna yrkar avslag. Liberalerna instämmer.",
        [(["Moderaterna", "Liberalerna"], "avslag")],
    ),
    "with others who are not named": (
        "Ordföranden Signe Rydell m.fl. (M), Leila Nouri (L) och Ulf Brandel (C) föreslår att nämnden avslår ansökan.",
        [(["Signe Rydell", "Leila Nouri", "Ulf Brandel"], "att nämnden avslår ansökan")],
    ),
    "an object instead of a clause": (
        "Signe Rydell föreslår oförändrade arvoden.",
        [(["Signe Rydell"], "oförändrade arvoden")],
    ),
    "the board on somebody's motion": (
        "Styrelsen föreslog avslag eftersom kostnaden är för hög.",
        [(["Styrelsen"], "avslag eftersom kostnaden är för hög")],
    ),
    "with the way of addressing of old": (
        "Herr Rydell yrkade, att bidrag skulle beviljas. Fru Brandel yrkade avslag å ansökningen.",
        [(["Rydell"], "att bidrag skulle beviljas"), (["Brandel"], "avslag å ansökningen")],
    ),
    "a double given name alone": (
        "Inga-Lill föreslog att städdagen flyttas till maj.",
        [(["Inga-Lill"], "att städdagen flyttas till maj")],
    ),
    "supported in the next sentence": (
        "Signe Rydell föreslår att badet är avgiftsfritt. Förslaget understöds av Ulf Brandel.",
        [(["Signe Rydell", "Ulf Brandel"], "att badet är avgiftsfritt")],
    ),
    "asking that it be referred back": (
        "Signe Rydell (V) begär att ärendet ska återremitteras.",
        [(["Signe Rydell"], "att ärendet ska återremitteras")],
    ),
    "with those who stand behind it": (
        "Signe Rydell (V) yrkar återremiss. Ulf Brandel (S) ställer sig bakom Signe Rydells förslag.",
        [(["Signe Rydell", "Ulf Brandel"], "återremiss")],
    ),
    "told by who supports it": (
        "Leila Nouri talade. Signe Rydell föreslog att dörren målas. Ulf Brandel understödde Leila Nouris förslag att den byts ut.",
        [(["Signe Rydell"], "att dörren målas"), (["Leila Nouri", "Ulf Brandel"], "att den byts ut")],
    ),
    "others support an official's draft": (
        "Signe Rydell föreslog att ärendet bordläggs. Ulf Brandel understödde kommundirektörens förslag.",
        [(["Signe Rydell"], "att ärendet bordläggs")],
    ),
    "a parish's or a list's members": (
        "Norrbylistans ledamöter yrkar avslag på förslaget.",
        [(["Norrbylistans ledamöter"], "avslag på förslaget")],
    ),
    "a unit's abbreviation before the next sentence": (
        "Signe Rydell (V) yrkar att avgiften är 240 kr/mån. Ulf Brandel (S) instämmer i yrkandet.",
        [(["Signe Rydell", "Ulf Brandel"], "att avgiften är 240 kr/mån")],
    ),
    "because of a motion": (
        "Med anledning av motionen yrkar Signe Rydell (S) att belysningen byts.",
        [(["Signe Rydell"], "att belysningen byts")],
    ),
}
NOT_FOUND = {
    "a board that does something else before": "Styrelsen överlämnar rapporten till medlemmarna och föreslår att de beviljar bidraget.",
    "what the motion says": "Signe Rydell (S) yrkar i motionen att bussarna ska vara gratis.",
    "the wish of a motion": "I en motion föreslår Signe Rydell (S) att belysningen byts.",
    "a motion's claim": "I motionen yrkar Signe Rydell (S) att belysningen byts.",
    "a nomination": "Signe Rydell föreslår att Ulf Brandel väljs till ordförande.",
    "a nomination without a clause": "Valberedningen föreslår Ulf Brandel till kassör.",
    "a body's draft": "Arbetsutskottet föreslår att nämnden avslår ansökan.",
    "a proposal to a higher body": "Kommunstyrelsen föreslår kommunfullmäktige att anta planen.",
    "the chair's proposition": "Ordföranden ställer proposition på Signe Rydells yrkande och finner att det avslagits.",
    "an announcement": "Signe Rydell (S) anmäler att ledamöterna från S inte deltar i beslutet om yrkandet faller.",
    "a paper": "Yrkande från S och V den 4 maj 2021.",
    "the board's draft at a members' meeting": "Styrelsen föreslår att årsavgiften höjs.",
    "an official's draft": "Rektor Signe Rydell lämnar förslag till budget.",
    "what a motion asks for": "Motionärerna yrkar\n- att klubben köper en vävstol\n- att den ställs i hallen",
    "asking for a vote": "Ulf Brandel (M) begär omröstning. Leila Nouri (V) begär ordet.",
    "what is decided on somebody's proposal": "På yrkande av Signe Rydell (S) avslår nämnden ansökan.",
    "a motion told of": "Signe Rydell (S) föreslår i en motion att belysningen byts.",
    "whoever is proposed": "Valberedningen föreslog Signe Rydell. Ulf Brandel nominerades från golvet.",
    "nobody": "Det yrkas att ärendet bordläggs.",
}


@pytest.mark.parametrize(("content", "expected"), FOUND.values(), ids=FOUND)
def test_finds(content: str, expected: list[tuple[list[str], str]], swedish: Swedish) -> None:
    found = list(proposals.extract(swedish(content)))

    assert [(list(proposal.names), proposal.text) for proposal in found] == expected


@pytest.mark.parametrize("content", NOT_FOUND.values(), ids=NOT_FOUND)
def test_passes_over(content: str, swedish: Swedish) -> None:
    assert list(proposals.extract(swedish(content))) == []


ASSEMBLIES = {"a members' meeting": ("Protokoll från årsmöte", 1), "a board's meeting": ("Styrelseprotokoll", 0)}


@pytest.mark.parametrize(("title", "count"), ASSEMBLIES.values(), ids=ASSEMBLIES)
def test_the_board_proposes_to_the_members(title: str, count: int, swedish: Swedish) -> None:
    found = list(proposals.extract(swedish(f"{title}\n\nAvgifter\nStyrelsen föreslår att årsavgiften höjs.")))

    assert len(found) == count


DRAFTS = {
    "a member with a party": ("Signe Rydell (S) föreslår att planen avslås.", 1),
    "a member whose party the list tells": ("Signe Rydell föreslår att planen avslås.", 1),
    "an official": ("Stadsarkitekt Leila Nouri föreslår att planen antas.", 0),
}


@pytest.mark.parametrize(("content", "count"), DRAFTS.values(), ids=DRAFTS)
def test_members_propose_in_a_draft(content: str, count: int, swedish_items: Swedish) -> None:
    item = f"Beslutande\nSigne Rydell (S)\n\n§ 7 Ny lekplats i Norrbyn\nFörslag till beslut\n{content}\n"
    found = list(proposals.extract(swedish_items(item + "\n§ 8 Övrigt\nInget fanns att ta upp.\n")))

    assert len(found) == count


ITEM = """§ 7 Ny lekplats i Norrbyn
{heading}
Signe Rydell (S) yrkar att lekplatsen byggs i år.

§ 8 Övrigt
Inget fanns att ta upp.
"""
HEADINGS = {
    "proposals": ("Yrkanden", 1),
    "background": ("Ärendet", 1),
    "an unknown heading below another's": ("Beslutsunderlag\nBrev den 3 maj 2021.\nSammanträdets gång", 1),
    "the reasons of a reservation": ("Reservation", 0),
    "a note": ("Protokollsanteckning", 0),
}


@pytest.mark.parametrize(("heading", "count"), HEADINGS.values(), ids=HEADINGS)
def test_headings_tell_whether_it_is_said_here(heading: str, count: int, swedish_items: Swedish) -> None:
    found = list(proposals.extract(swedish_items(ITEM.format(heading=heading))))

    assert [proposal.paragraph for proposal in found] == ["7"] * count


def test_names_before_a_colon_below_the_heading(swedish_items: Swedish) -> None:
    item = ITEM.format(heading="Yrkanden\nLeila Nouri (V): Bifall till förslaget.\nUlf Brandel (M): Avslag.\n\nÄrendet")
    found = list(proposals.extract(swedish_items(item)))

    assert [(list(each.names), each.text) for each in found[:2]] == [
        (["Leila Nouri"], "Bifall till förslaget"),
        (["Ulf Brandel"], "Avslag"),
    ]


def test_a_name_that_ends_like_another_word_stands_in_the_list(swedish_items: Swedish) -> None:
    listed = "Beslutande\nErlande Aydin\tS\nSigne Rydell\tS\n\n"
    claim = "Erlande Aydin (S) och Signe Rydell (S) yrkar avslag på förslaget. Ekande Salen (S) yrkar bifall."
    item = ITEM.format(heading=f"Yrkanden\n{claim}\n\nÄrendet")
    found = list(proposals.extract(swedish_items(listed + item)))

    assert [list(each.names) for each in found] == [["Erlande Aydin", "Signe Rydell"], ["Signe Rydell"]]


def test_a_report_tells_of_other_meetings(swedish: Swedish) -> None:
    report = replace(swedish("Signe Rydell (S) yrkar bifall till motionen."), document_type="report")

    assert list(proposals.extract(report)) == []


def test_evidence_is_the_sentence(swedish: Swedish) -> None:
    (found,) = proposals.extract(swedish("Mötet öppnas. Vidare yrkar Signe Rydell (S) avslag på förslaget. Slut."))

    assert [quote.quote for quote in found.evidence] == ["yrkar Signe Rydell (S) avslag på förslaget."]
