"""Every way of writing a decision that we have met, and the look-alikes. All rows are invented.

A row of ``FOUND`` is an item's text with the clauses marked, and for each clause (status, outcome, decided by).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors import decisions
from extractors.reading import Reading
from tests.marking import unmark

ADOPTED, PROPOSED, REPORTED = "adopted", "proposed", "reported"
Facts = list[tuple[str, str, str | None]]

FOUND: dict[str, tuple[str, Facts]] = {
    "att clause": ("Styrelsen beslutade ⟦att fastställa dagordningen⟧.", [(ADOPTED, "approved", "Styrelsen")]),
    "several clauses": (
        "Nämnden beslutar ⟦att anta planen⟧ samt ⟦att uppdra åt förvaltningen att följa upp den⟧.",
        [(ADOPTED, "approved", "Nämnden"), (ADOPTED, "assigned", "Nämnden")],
    ),
    "a list of clauses": (
        "Direktionen beslutar\n\n⟦att godkänna köpet⟧, och\n\n⟦att ge förbundschefen i uppdrag att teckna avtalet⟧.",
        [(ADOPTED, "approved", "Direktionen"), (ADOPTED, "assigned", "Direktionen")],
    ),
    "clauses that run together": (
        "Styrelsen beslutade ⟦att bjuda in gruppen till ett möte i mars 2031⟧ ⟦att ge ordföranden i uppdrag att leda samtalet⟧.",
        [(ADOPTED, "other", "Styrelsen"), (ADOPTED, "assigned", "Styrelsen")],
    ),
    "och joins two clauses": (
        "Styrelsen beslutade ⟦att ordna en fest den 3 juni⟧ och ⟦att avsätta högst 900 kr till fika⟧.",
        [(ADOPTED, "other", "Styrelsen"), (ADOPTED, "granted", "Styrelsen")],
    ),
    "and joins no clauses inside an assignment": (
        "Nämnden beslutar ⟦att ge förvaltningen i uppdrag att utreda frågan och att återkomma i maj⟧.",
        [(ADOPTED, "assigned", "Nämnden")],
    ),
    "the infinitive without att": ("Styrelsen beslutade ⟦ge kassören i uppdrag att betala⟧.", [(ADOPTED, "assigned", "Styrelsen")]),
    "nobody named": ("Det beslutades ⟦att skjuta upp frågan till nästa möte⟧.", [(ADOPTED, "tabled", None)]),
    "verb before the body": ("Efter omröstning beslutar stämman ⟦att Eva Ek väljs till ordförande⟧.", [(ADOPTED, "elected", "stämman")]),
    "verb first": ("⟦Godkändes den föreslagna dagordningen⟧.", [(ADOPTED, "approved", None)]),
    "verb first, old spelling": ("Beslöts ⟦att köpa en begagnad släde⟧.", [(ADOPTED, "other", None)]),
    "a noun": ("Beslut ⟦att låta Nils Ek sköta arkivet⟧.", [(ADOPTED, "other", None)]),
    "passive": ("⟦Protokollet lades till handlingarna⟧.", [(ADOPTED, "noted", None)]),
    "passive with the body that acts": ("⟦Röstlängden godkänns enhälligt av stämman⟧.", [(ADOPTED, "approved", "stämman")]),
    "a body's active verb": ("⟦Mötet väljer Eva Ek till ordförande⟧.", [(ADOPTED, "elected", "Mötet")]),
    "a body's active verb after another": ("⟦Mötet föreslår och väljer Eva Ek⟧.", [(ADOPTED, "elected", "Mötet")]),
    "discharge": ("⟦Årsmötet beviljade styrelsen ansvarsfrihet⟧.", [(ADOPTED, "discharged", "Årsmötet")]),
    "a subject that is over before the verb": (
        "⟦Frågan om klubben får hyra hallen hänskjuts till nästa möte⟧.",
        [(ADOPTED, "tabled", None)],
    ),
    "under a heading every sentence decides": (
        "Beslut\n⟦Avgiften höjs till 300 kr⟧.\n\nBeslutet skickas till\nEkonomi",
        [(ADOPTED, "other", None)],
    ),
    "numbered points": (
        "Kommunstyrelsens beslut\n1. ⟦Planen antas. Den gäller från januari⟧.\n2. ⟦Kansliet får i uppdrag att sprida den⟧.",
        [(ADOPTED, "approved", "Kommunstyrelsen"), (ADOPTED, "assigned", "Kommunstyrelsen")],
    ),
    "an order, its fee, and what both rest on": (
        "Beslut\n⟦Nämnden förelägger ägaren att ta bort bryggan⟧.\n⟦Nämnden tar ut en avgift om 4 200 kr⟧.\n"
        "Beslutet har fattats med stöd av 26 kap. 9 § miljöbalken.\nBeslutet kan överklagas hos länsstyrelsen.",
        [(ADOPTED, "other", "Nämnden"), (ADOPTED, "other", "Nämnden")],
    ),
    "a permit to begin": (
        "Beslut\n⟦Bygglov beviljas⟧.\n⟦Nämnden meddelar startbesked⟧.\n⟦Tomtplatsen avgränsas enligt karta⟧.\nBeslutet delges sökanden.",
        [(ADOPTED, "granted", None), (ADOPTED, "other", "Nämnden"), (ADOPTED, "other", None)],
    ),
    "an introduction is no part": (
        "Beslut\nPå förslag av ordföranden:\n⟦Ärendet bordläggs till mötet den 3 maj 2031⟧.",
        [(ADOPTED, "tabled", None)],
    ),
    "what is proposed to a higher body": (
        "Beslut\nKommunstyrelsen ställer sig bakom taxan och föreslår att kommunfullmäktige beslutar:\n⟦Taxan antas⟧.",
        [(PROPOSED, "approved", "kommunfullmäktige")],
    ),
    "proposed in one sentence": (
        "Beslut\nNämnden föreslår kommunfullmäktige ⟦att avslå motionen⟧.",
        [(PROPOSED, "rejected", "kommunfullmäktige")],
    ),
    "draft and decision": (
        "Förslag till beslut\n⟦Avgiften höjs till 300 kr⟧.\n\nNämnden beslutar\n\n⟦att ärendet bordläggs⟧.",
        [(PROPOSED, "other", None), (ADOPTED, "tabled", "Nämnden")],
    ),
    "a body that is proposed to": (
        "Förslag till beslut\n- Vård- och omsorgsnämnden föreslås ⟦anta planen⟧.",
        [(PROPOSED, "approved", "Vård- och omsorgsnämnden")],
    ),
    "told with its date": (
        "⟦Beslut togs 310312 om halva bidraget, högst 40 tkr⟧. 310409 ändrade nämnden beslutet till ⟦att bevilja 75 tkr⟧.",
        [(REPORTED, "other", None), (REPORTED, "granted", "nämnden")],
    ),
    "told of another body": (
        "Lena berättade att kommunstyrelsen i mars beslutat ⟦att minska anslaget⟧.",
        [(REPORTED, "other", "kommunstyrelsen")],
    ),
    "told in the background of a decision": (
        "Beslut\n⟦Planen antas⟧.\n\nSammanfattning\n⟦Kommunstyrelsen godkände den 9 oktober 2031 direktiven för planen⟧.",
        [(ADOPTED, "approved", None), (REPORTED, "approved", "Kommunstyrelsen")],
    ),
    "laid on the board by another body": (
        "⟦Styrelsen ålades av stämman att söka en kassör⟧.",
        [(REPORTED, "assigned", "stämman")],
    ),
    "the meeting's own words after the chair's finding": (
        "Propositionsordning\nOrdföranden finner att nämnden bifaller förslaget. Nämnden beslutar ⟦att dra in linjen⟧.",
        [(ADOPTED, "other", "Nämnden")],
    ),
    "a list that the decision takes in": (
        "Beslut\n⟦Taxan antas från maj och innebär följande:\n- plats med el: 220 kronor\n- plats utan el: 160 kronor⟧\n",
        [(ADOPTED, "approved", None)],
    ),
    "a list of decisions below who decides": (
        "Beslut\nStyrelsen beslutar:\n- ⟦att godkänna rapporten⟧\n- ⟦att köpa en såg⟧\n",
        [(ADOPTED, "approved", "Styrelsen"), (ADOPTED, "other", "Styrelsen")],
    ),
    "immediate adjustment as a point of its own": (
        "Beslut\n1. ⟦Yttrandet antas⟧.\n2. ⟦Paragrafen förklaras omedelbart justerad⟧.",
        [(ADOPTED, "approved", None), (ADOPTED, "other", None)],
    ),
    "an adjuster elected": (
        "⟦Eva Ek (M) väljs att jämte ordföranden justera protokollet⟧.",
        [(ADOPTED, "elected", None)],
    ),
    "what another body has done on a day": (
        "⟦Länsstyrelsen har den 6 november 2030 utsett Nils Ek till ny ersättare⟧.",
        [(REPORTED, "elected", "Länsstyrelsen")],
    ),
    "another body's decision as a noun": (
        "Försäkringskassans beslut den 2 maj 2031 ⟦att avsätta 4 330 tkr till förbundet⟧.",
        [(REPORTED, "granted", "Försäkringskassan")],
    ),
    "somebody tells of a decision": (
        "Sjöby har meddelat att kulturnämnden beslutade den 14 april 2031 ⟦att ta bort rabatten⟧.",
        [(REPORTED, "other", "kulturnämnden")],
    ),
    "earlier treatment by another body (Finland)": (
        "TEKN 21.02.2031 § 19\n\n⟦Tekniska nämnden godkände utlåtandet⟧.\n\nSTST § 2\n\nBESLUT: ⟦Ärendet bordlades⟧.",
        [(REPORTED, "approved", "Tekniska nämnden"), (ADOPTED, "tabled", None)],
    ),
    "lines below who decides": (
        "Beslut\nTekniska nämnden beslutar\n\n⟦Rapporten godkänns⟧\n⟦Besök på badet kostar 40 kr⟧\n\nEva Ek reserverar sig mot beslutet.",
        [(ADOPTED, "approved", "Tekniska nämnden"), (ADOPTED, "other", "Tekniska nämnden")],
    ),
    "a list of what was noted": (
        "Beslut\n⟦Nämnden lägger anmälningarna till handlingarna⟧.\n\n1. Protokoll från rådet 2031-09-15\n2. Inspektionen för vård, ärende 3.5-22/2031",
        [(ADOPTED, "noted", "Nämnden")],
    ),
    "days below a colon": (
        "Beslut\n⟦Nämnden fastställer följande dagar för 2032:\n\n30 januari, 27 februari och 26 mars⟧.",
        [(ADOPTED, "approved", "Nämnden")],
    ),
    "a body proposes that another propose": (
        "Nämnden beslutar att föreslå kommunstyrelsen föreslå kommunfullmäktige ⟦att anta planen⟧.",
        [(PROPOSED, "approved", "kommunfullmäktige")],
    ),
    "of old, the verb in the plural": (
        "Stadsfullmäktige beslöto ⟦att bifalla drätselkammarens förslag⟧; samt\n⟦att för ändamålet anvisa kronor 4.250:- ur kassan⟧.",
        [(ADOPTED, "approved", "Stadsfullmäktige"), (ADOPTED, "granted", "Stadsfullmäktige")],
    ),
    "of old, an election in the plural": (
        "⟦Att jämte ordföranden justera dagens protokoll utsågos herrar Ek och Lind⟧.",
        [(ADOPTED, "elected", None)],
    ),
    "of old, the election after its purpose": (
        "⟦Till att jämte ordföranden justera protokollet utsågos lantbrukaren Nils Ek i Byn och kantorn Bo Lind⟧.",
        [(ADOPTED, "elected", None)],
    ),
    "of old, an appointment": ("⟦Till övervakare förordnades skräddare Viktor Ek⟧.", [(ADOPTED, "elected", None)]),
    "a body that is only what they are members of": (
        "⟦Till ledamöter av styrelsen återvaldes lantbrukare Ek och byggmästare Lind⟧.",
        [(ADOPTED, "elected", None)],
    ),
    "of old, the infinitive without att": (
        "Beslöts ⟦tillerkänna sökanden ett understöd av kr. 35:- per månad⟧.",
        [(ADOPTED, "granted", None)],
    ),
    "the infinitive behind the body": (
        "Efter proposition på de båda yrkandena beslöt nämnden enhälligt ⟦fastställa arvodet till 3.000 kr. per år⟧.",
        [(ADOPTED, "approved", "nämnden")],
    ),
    "of old, granted, filed, referred, rejected": (
        "⟦Framställningen bifölls⟧. ⟦Skrivelsen lades till handlingarna⟧. ⟦Frågan hänsköts till styrelsen⟧. ⟦Anbudet lämnades utan avseende⟧.",
        [(ADOPTED, "approved", None), (ADOPTED, "noted", None), (ADOPTED, "referred", None), (ADOPTED, "rejected", None)],
    ),
    "as a body proposed": (
        "Stämman beslöt i enlighet\nmed styrelsens förslag ⟦att av överskottet avsätta 10.000 kr. till fonden⟧.",
        [(ADOPTED, "granted", "Stämman")],
    ),
    "what the vote has just decided": (
        "Fullmäktige hade alltså beslutat ⟦att avslå motionen⟧.",
        [(ADOPTED, "rejected", "Fullmäktige")],
    ),
    "what the council decided before": (
        "Fullmäktige hade i mars beslutat ⟦att avslå motionen⟧.",
        [(REPORTED, "rejected", "Fullmäktige")],
    ),
    "a degree with full stops": (
        "Utskottet beslöt ⟦att förordna med.lic. Eva Ek att uppehålla tjänsten t.o.m. den 31 december 1967⟧.",
        [(ADOPTED, "elected", "Utskottet")],
    ),
    "of old, asked of the council after a comma": (
        "Kommunalnämnden beslöt hemställa hos kommunalfullmäktige, ⟦att bidrag måtte beviljas med kr. 1.000:-⟧.",
        [(PROPOSED, "granted", "kommunalfullmäktige")],
    ),
    "members of a savings bank": (
        "Av vinsten beslöto huvudmännen\n\n⟦att till reservfonden överföra kr. 20.000:-⟧, samt\n⟦att till hembygdsföreningen anslå kr. 500:-⟧.",
        [(ADOPTED, "other", "huvudmännen"), (ADOPTED, "granted", "huvudmännen")],
    ),
    "put off to a meeting": ("⟦Valet hänsköts till en extra stämma i höst⟧.", [(ADOPTED, "tabled", None)]),
    "what a council has done under an item on a day": (
        "⟦Sjöby kommunfullmäktige har den 21 maj 2030 § 33 beviljat styrelsen ansvarsfrihet för 2029⟧.",
        [(REPORTED, "discharged", "Sjöby kommunfullmäktige")],
    ),
}  # fmt: skip

NOT_FOUND = {
    "a member moves that something be decided": "Eva Ek yrkar att hela motionen avslås.",
    "an opinion in a relative clause": "Skolnämnden, som yttrade sig den 18 maj 2031, § 77, beräknar kostnaden till 90 000 kronor.",
    "a member's proposal": "Yrkanden\nEva Ek (S) yrkar att nämnden beslutar att avslå förslaget.",
    "the chair's finding": "Beslut\n\nPropositionsordning\nOrdföranden finner att nämnden beslutar att bifalla förslaget.",
    "what is to be decided": "Förvaltningen utreder hur avgiften ska fastställas.",
    "information": "Chefen informerade om att planen antas av fullmäktige i höst.",
    "a promise": "Nils kontaktar kommunen och bokar lokalen.",
    "thanks": "Gullvi tackade för visat intresse och avslutade mötet.",
    "a fact about decisions": "Beslut är fattat utifrån stadgarna.",
    "of old, what was read": "Revisorernas berättelse föredrogs och förklaringen upplästes.",
    "of old, what had been asked": "Lantbrukaren Nils Ek hade anhållit om befrielse från uppdraget.",
    "a fee that is taken every year": "Nämnden tar ut en avgift för tillsyn enligt taxan.",
    "immediate adjustment": "Beslut\nParagrafen justeras omedelbart.",
    "recipients": "Beslutet skickas till\nKommunstyrelsen\nDe valda",
    "earlier treatment": "Handlingar\nBordlagt den 3 maj 2031, § 42.",
}


def items(content: str, swedish_items: Callable[[str], Reading]) -> tuple[Reading, int]:
    """The text as the body of the second of two items, and where it begins."""
    head = "§ 1 Öppnande\nMötet öppnas.\n\n§ 2 Ärendet\n\n"
    return swedish_items(head + content + "\n\n§ 3 Slut\nTack."), len(head)


@pytest.mark.parametrize(("marked", "facts"), FOUND.values(), ids=FOUND)
def test_finds(marked: str, facts: Facts, swedish_items: Callable[[str], Reading]) -> None:
    content, spans = unmark(marked)
    reading, at = items(content, swedish_items)
    found = [decision for decision in decisions.extract(reading) if decision.paragraph == "2"]

    assert [decision.text for decision in found] == [" ".join(content[span.start : span.end].split()) for span in spans]
    assert [decision.evidence[0].start - at for decision in found] == [span.start for span in spans]
    assert [(decision.status, decision.outcome, decision.decided_by) for decision in found] == facts


@pytest.mark.parametrize("content", NOT_FOUND.values(), ids=NOT_FOUND)
def test_passes_over(content: str, swedish_items: Callable[[str], Reading]) -> None:
    reading, _ = items(content, swedish_items)

    assert [decision.text for decision in decisions.extract(reading) if decision.paragraph == "2"] == []


def test_who_is_told_and_by_when(swedish_items: Callable[[str], Reading]) -> None:
    reading, _ = items(
        "Beslut\nKontoret får i uppdrag att rapportera senast den 30 november 2031.\n\nBeslutet skickas till\nEkonomi\nRevisorerna",
        swedish_items,
    )
    (found,) = [decision for decision in decisions.extract(reading) if decision.paragraph == "2"]

    assert found.recipients == ("Ekonomi", "Revisorerna")
    assert found.deadline == "2031-11-30"
