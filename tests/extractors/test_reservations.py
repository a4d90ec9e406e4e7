"""Every way of dissenting and of standing aside that we have met, and what looks like it and is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors import reservations
from extractors.reading import Reading

Swedish = Callable[[str], Reading]

# Text, and the dissent in it: kind, who.
FOUND: dict[str, tuple[str, list[tuple[str, list[str]]]]] = {
    "against the decision": ("Signe Rydell (S) reserverar sig mot beslutet.", [("reservation", ["Signe Rydell"])]),
    "a reservation that is noted": (
        "Signe Rydell lät anteckna sin reservation mot beslutet.",
        [("reservation", ["Signe Rydell"])],
    ),
    "handed in by somebody behind": (
        "Mot beslutet anmäldes reservation av Signe Rydell (S).",
        [("reservation", ["Signe Rydell"])],
    ),
    "a decision with a reservation": (
        "Beslutet fattas med reservation från Signe Rydell (S).",
        [("reservation", ["Signe Rydell"])],
    ),
    "gentlemen and a lady": (
        "Mot beslutet reserverade sig herrar Rydell och Brandel samt fru Nouri.",
        [("reservation", ["Rydell", "Brandel", "Nouri"])],
    ),
    "asks to note": (
        "Signe Rydell (S) begär att få anteckna till protokollet att ärendet brådskar.",
        [("note", ["Signe Rydell"])],
    ),
    "several": (
        "Signe Rydell (S), Ulf Brandel (V) och tjänstgörande ersättaren Leila Nouri (MP) reserverar sig mot beslutet.",
        [("reservation", ["Signe Rydell", "Ulf Brandel", "Leila Nouri"])],
    ),
    "names that nobody knows among others": (
        "Signe Rydell, Qvintilia Brodd och Örnulf Tjäder reserverar sig mot beslutet.",
        [("reservation", ["Signe Rydell", "Qvintilia Brodd", "Örnulf Tjäder"])],
    ),
    "names that nobody knows behind the verb": (
        "Mot beslutet reserverade sig Qvintilia Brodd och Ulf Brandel.",
        [("reservation", ["Qvintilia Brodd", "Ulf Brandel"])],
    ),
    "verb first": ("Mot beslutet reserverar sig Signe Rydell (S).", [("reservation", ["Signe Rydell"])]),
    "verb first, several, for a proposal of their own": (
        "Mot beslutet reserverade sig Signe Rydell (S) och Ulf Brandel (V) till förmån för eget yrkande.",
        [("reservation", ["Signe Rydell", "Ulf Brandel"])],
    ),
    "for somebody else's proposal": (
        "Till förmån för Leila Nouris yrkande reserverar sig Signe Rydell (S).",
        [("reservation", ["Signe Rydell"])],
    ),
    "the verb parted": ("Mot detta reserverade Ulf Brandel sig.", [("reservation", ["Ulf Brandel"])]),
    "in writing": ("Ulf Brandel (M) reserverar sig skriftligt mot beslutet.", [("reservation", ["Ulf Brandel"])]),
    "handed in": ("Ulf Brandel (M) lämnar en skriftlig reservation.", [("reservation", ["Ulf Brandel"])]),
    "announced": (
        "Ulf Brandel (M) och Leila Nouri (L) anmäler reservation.",
        [("reservation", ["Ulf Brandel", "Leila Nouri"])],
    ),
    "handed in by": ("Reservation har inkommit från Ulf Brandel (M), se bilaga 2.", [("reservation", ["Ulf Brandel"])]),
    "blank": ("Ulf Brandel (M) anmäler blank reservation.", [("reservation", ["Ulf Brandel"])]),
    "a given name alone": ("Beslutet blev ja, Signe reserverade sig mot det.", [("reservation", ["Signe"])]),
    "a group": (
        "Ledamöterna från C och L reserverar sig till förmån för sitt återremissyrkande.",
        [("reservation", ["Ledamöterna från C och L"])],
    ),
    "a group behind the verb": (
        "Mot beslutet reserverar sig ledamöterna från M och KD till förmån för eget yrkande.",
        [("reservation", ["ledamöterna från M och KD"])],
    ),
    "a party's group": ("M-gruppen reserverar sig mot beslutet.", [("reservation", ["M-gruppen"])]),
    "a party": ("Vänsterpartiet reserverar sig mot beslutet.", [("reservation", ["Vänsterpartiet"])]),
    "behind a colon": (
        "Följande ledamöter reserverar sig mot beslutet: Signe Rydell (S), Ulf Brandel (V) och Leila Nouri (MP).",
        [("reservation", ["Signe Rydell", "Ulf Brandel", "Leila Nouri"])],
    ),
    "in a list behind a colon": (
        "Mot beslutet reserverar sig:\nSigne Rydell (S)\nUlf Brandel (V)\n\nLeila Nouri (MP) lämnar salen.",
        [("reservation", ["Signe Rydell", "Ulf Brandel"])],
    ),
    "all of a party": (
        "Samtliga ledamöter från Moderaterna reserverar sig mot beslutet.",
        [("reservation", ["Samtliga ledamöter från Moderaterna"])],
    ),
    "with an attachment": (
        "Ulf Brandel (M) reserverar sig mot beslutet enligt bilaga 1.",
        [("reservation", ["Ulf Brandel"])],
    ),
    "together": (
        "Signe Rydell (V) och Ulf Brandel (V) lämnar in en gemensam reservation.",
        [("reservation", ["Signe Rydell", "Ulf Brandel"])],
    ),
    "that will be put in writing, and was not": (
        "Ulf Brandel (M) reserverar sig mot beslutet och säger att en skriftlig reservation kommer senare. "
        "När protokollet justeras saknas den skriftliga reservationen.",
        [("reservation", ["Ulf Brandel"])],
    ),
    "two in one passage": (
        "Signe Rydell (S) reserverar sig. Ulf Brandel (M) reserverar sig till förmån för eget förslag.",
        [("reservation", ["Signe Rydell"]), ("reservation", ["Ulf Brandel"])],
    ),
    "takes no part in the decision": (
        "Signe Rydell (S) och Ulf Brandel (V) deltar inte i beslutet.",
        [("note", ["Signe Rydell", "Ulf Brandel"])],
    ),
    "takes no part, verb first": ("I beslutet deltar ej Ulf Brandel (V).", [("note", ["Ulf Brandel"])]),
    "abstains from the decision": ("Signe Rydell (MP) avstår från att delta i beslutet.", [("note", ["Signe Rydell"])]),
    "a note, quoted": (
        "Signe Rydell (V) lämnar följande protokollsanteckning: ”Skolan är liten. Den bör få växa.”",
        [("note", ["Signe Rydell"])],
    ),
    "a paper taken as a note": (
        "Representanterna från V och MP antecknar som yttrande ett brev av den 12 mars 2019.",
        [("note", ["Representanterna från V och MP"])],
    ),
    "wants it in the minutes": (
        "Ulf Brandel (M) vill till protokollet anteckna att handlingarna kom sent.",
        [("note", ["Ulf Brandel"])],
    ),
    "a dissenting opinion, in Finland": (
        "Ulf Brandel anmälde avvikande åsikt.",
        [("reservation", ["Ulf Brandel"])],
    ),
    "with the way of addressing of old": (
        "Mot beslutet anmälde fru Rydell och herr Brandel reservation.",
        [("reservation", ["Rydell", "Brandel"])],
    ),
    "a list's members": ("Norrbylistans ledamöter reserverar sig.", [("reservation", ["Norrbylistans ledamöter"])]),
    "a note, by its shorter name": (
        "Signe Rydell (V) lämnar följande anteckning: ”Skolan är liten.”",
        [("note", ["Signe Rydell"])],
    ),
    "wishes a note": (
        "Signe Rydell (V) önskar följande antecknat: ”Skolan är liten.”",
        [("note", ["Signe Rydell"])],
    ),
    "may hand in a note": (
        "Signe Rydell (S) medges lämna en protokollsanteckning: ”Skolan är liten.”",
        [("note", ["Signe Rydell"])],
    ),
    "asks for it in the minutes": (
        "Ledamoten Signe Rydell (M) begär att få till protokollet antecknat att tiden var kort.",
        [("note", ["Signe Rydell"])],
    ),
    "a party's paper that is attached": (
        "Skriftlig reservation från Moderaterna bifogas protokollet.",
        [("reservation", ["Moderaterna"])],
    ),
    "a party in a clause": (
        "Till protokollet noteras att Vänsterpartiet reserverar sig mot beslutet.",
        [("reservation", ["Vänsterpartiet"])],
    ),
    "giving it in": (
        "Ulf Brandel (M) ger in följande reservation: Den bör byggas.",
        [("reservation", ["Ulf Brandel"])],
    ),
    "a special statement": (
        "Ulf Brandel (KD) lämnar ett särskilt uttalande enligt bilaga 2.",
        [("special_opinion", ["Ulf Brandel"])],
    ),
    "a special opinion": ("Ulf Brandel (KD) lämnar ett särskilt yttrande.", [("special_opinion", ["Ulf Brandel"])]),
    "a special opinion by": (
        "Särskilt yttrande från Ulf Brandel (KD) bifogas.",
        [("special_opinion", ["Ulf Brandel"])],
    ),
}
NOT_FOUND = {
    "at another meeting": "Möte den 2 mars 2022.\n\nSigne Rydell (S) reserverade sig i nämnden den 3 maj 2021.",
    "no reservation": "Ulf Brandel (M) reserverar sig inte mot beslutet.",
    "auditors about vouchers": "Revisionen har gått bra, skriver revisorerna. De har dock reserverat sig för två kvitton.",
    "a reservation in the accounts": "Reservationen av medel uppgår till 40 000 kronor.",
    "a note that never came": "Ulf Brandel (M) anmäler att han avser lämna en protokollsanteckning. Ingen protokollsanteckning har inkommit.",
    "a conflict of interest": "Ulf Brandel (M) deltar inte i beslutet på grund av jäv.",
    "somebody away": "Ulf Brandel (M) deltar inte i sammanträdet efter lunch.",
    "a statement on a referral": "Kommunstyrelsen lämnar yttrande över remissen.",
}


@pytest.mark.parametrize(("content", "expected"), FOUND.values(), ids=FOUND)
def test_finds(content: str, expected: list[tuple[str, list[str]]], swedish: Swedish) -> None:
    found = list(reservations.extract(swedish(content)))

    assert [(dissent.kind, list(dissent.names)) for dissent in found] == expected


@pytest.mark.parametrize("content", NOT_FOUND.values(), ids=NOT_FOUND)
def test_passes_over(content: str, swedish: Swedish) -> None:
    assert list(reservations.extract(swedish(content))) == []


ITEM = """§ 7 Ny lekplats i Norrbyn
Beslut
Nämnden avslår ansökan.

{heading}
{text}

§ 8 Övrigt
Inget fanns att ta upp.
"""
HEADED = {
    "a name and its reason": (
        "Reservation mot beslutet",
        "Signe Rydell (S) med motiveringen att avgiften är för hög.\nUlf Brandel (M) till förmån för eget yrkande.",
        [("reservation", ["Signe Rydell"]), ("reservation", ["Ulf Brandel"])],
    ),
    "a name and its words": (
        "Särskilt yttrande",
        "Signe Rydell (S): Avgiften är för hög.",
        [("special_opinion", ["Signe Rydell"])],
    ),
    "a name that does something else": ("Reservation", "Signe Rydell (S) lämnar sammanträdet.", []),
    "names alone below a reservation": (
        "Reservation",
        "Signe Rydell (S) och Ulf Brandel (V)",
        [("reservation", ["Signe Rydell", "Ulf Brandel"])],
    ),
    "names alone below an opinion": ("Särskilt yttrande", "Ulf Brandel (KD)", [("special_opinion", ["Ulf Brandel"])]),
    "names alone below those who take no part": (
        "Deltar inte i beslutet",
        "Ulf Brandel (KD)",
        [("note", ["Ulf Brandel"])],
    ),
    "a group that nobody knows": (
        "Reservation",
        "Bygdens väl reserverar sig mot beslutet.",
        [("reservation", ["Bygdens väl"])],
    ),
    "dissent in another body": ("Ärendet", "I nämnden reserverade sig Ulf Brandel (KD) mot beslutet.", []),
    "a conflict of interest": ("Jäv", "Ulf Brandel (KD) deltar inte i beslutet.", []),
}


@pytest.mark.parametrize(("heading", "text", "expected"), HEADED.values(), ids=HEADED)
def test_headings(heading: str, text: str, expected: list[tuple[str, list[str]]], swedish_items: Swedish) -> None:
    found = list(reservations.extract(swedish_items(ITEM.format(heading=heading, text=text))))

    assert [(dissent.kind, list(dissent.names)) for dissent in found] == expected
    assert all(dissent.paragraph == "7" for dissent in found)


def test_the_words_of_a_note_are_its_text(swedish: Swedish) -> None:
    said = "Signe Rydell (V) lämnar följande protokollsanteckning: ”Skolan är liten. Den bör få växa.”"
    (note,) = reservations.extract(swedish(said + "\n\nMötet avslutas."))

    assert note.text == said


def test_a_quotation_ends_where_it_closes(swedish: Swedish) -> None:
    said = "Signe Rydell (V) lämnar följande protokollsanteckning: “Skolan är liten.”"
    (note,) = reservations.extract(swedish(said + " Mötet fortsätter. “Ja”, säger hon."))

    assert note.text == said


def test_a_reservation_told_twice_is_one(swedish_items: Swedish) -> None:
    twice = ITEM.format(
        heading="Reservation", text="Ulf Brandel (M) reserverar sig.\n\nMot beslutet reserverar sig Ulf Brandel (M)."
    )
    (dissent,) = reservations.extract(swedish_items(twice))

    assert len(dissent.evidence) == 2


# --- conflicts of interest -------------------------------------------------------------------------------------------

MEETING = """Beslutande
Signe Rydell (S), ordförande{listed}
Ulf Brandel (M)
Leila Nouri (V)

§ 11 Val av justerare
Ulf Brandel (M) utses att justera.{announced}

§ 12 Bygglov för Tallen 4
Bygglov beviljas.{said}

§ 13 Bygglov för Granen 2
Bygglov beviljas.

§ 14 Bygglov för Enen 9
Bygglov beviljas.
"""
RECUSALS: dict[str, tuple[dict[str, str], list[tuple[str, list[str]]]]] = {
    "in the item": (
        {"said": "\nPå grund av jäv deltar Signe Rydell (S) inte när ärendet avgörs."},
        [("12", ["Signe Rydell"])],
    ),
    "two in the item": (
        {"said": "\nSigne Rydell (S) och Leila Nouri (V) anmäler jäv och lämnar rummet."},
        [("12", ["Signe Rydell", "Leila Nouri"])],
    ),
    "the reason first": (
        {"said": "\nPå grund av jäv deltar inte Signe Rydell (S) i ärendet."},
        [("12", ["Signe Rydell"])],
    ),
    "the reason in between": (
        {"said": "\nSigne Rydell (S) deltar på grund av jäv inte i beslutet."},
        [("12", ["Signe Rydell"])],
    ),
    "noted in a clause": (
        {"said": "\nDet antecknas att Signe Rydell (S) på grund av jäv inte deltagit i ärendet."},
        [("12", ["Signe Rydell"])],
    ),
    "as an adjective": ({"said": "\nSigne Rydell (S) är jävig och lämnar sammanträdet."}, [("12", ["Signe Rydell"])]),
    "of a person": ({"said": "\nJäv föreligger för Signe Rydell (S)."}, [("12", ["Signe Rydell"])]),
    "announced for other items": (
        {"announced": "\nSigne Rydell (S) anmäler jäv i § 12 och § 14."},
        [("12", ["Signe Rydell"]), ("14", ["Signe Rydell"])],
    ),
    "announced with the item's title": (
        {"announced": "\nSigne Rydell (S) anmäler jäv under paragraf 13: Bygglov för Granen 2."},
        [("13", ["Signe Rydell"])],
    ),
    "announced and said again": (
        {
            "announced": "\nSigne Rydell (S) anmäler jäv i § 12.",
            "said": "\nSigne Rydell (S) deltar inte på grund av jäv.",
        },
        [("12", ["Signe Rydell"])],
    ),
    "in the list of those present": (
        {"listed": " deltar ej §§ 12, 14-15 p.g.a. jäv"},
        [("12", ["Signe Rydell"]), ("14", ["Signe Rydell"])],
    ),
    "in brackets in the list, after the items she is there for": (
        {"listed": " §§ 11-13, ej § 14 (jäv)"},
        [("14", ["Signe Rydell"])],
    ),
    "who is replaced, not who comes instead": (
        {"said": "\nTill följd av jäv ersätts Signe Rydell (S) av Leila Nouri (V)."},
        [("12", ["Signe Rydell"])],
    ),
    "whom a clause is about": (
        {"said": "\nLeila Nouri (V) tjänstgör i stället för Signe Rydell (S) som är jävig."},
        [("12", ["Signe Rydell"])],
    ),
    "behind a label": ({"announced": "\nAnmälan om jäv: Signe Rydell (S), § 12."}, [("12", ["Signe Rydell"])]),
    "each for an item": (
        {"announced": "\nFöljande anmäler jäv: Signe Rydell (S) § 12, Leila Nouri (V) § 14."},
        [("12", ["Signe Rydell"]), ("14", ["Leila Nouri"])],
    ),
    "each for an item, in one sentence": (
        {"announced": "\nSigne Rydell (S) anmäler jäv i § 12 och Leila Nouri (V) i §§ 13-14."},
        [("12", ["Signe Rydell"]), ("13", ["Leila Nouri"]), ("14", ["Leila Nouri"])],
    ),
    "two for one item": (
        {"announced": "\nSigne Rydell (S) och Leila Nouri (V) anmäler jäv i § 12."},
        [("12", ["Signe Rydell", "Leila Nouri"])],
    ),
    "not there": (
        {"said": "\nSigne Rydell (S) inte närvarande under paragrafen på grund av jäv."},
        [("12", ["Signe Rydell"])],
    ),
    "with an office before a rare name": (
        {"said": "\nLedamot Carita Nylund anmälde jäv och avlägsnade sig."},
        [("12", ["Carita Nylund"])],
    ),
    "in old words": ({"said": "\nI ärendet deltog icke herr Rydell på grund av jäv."}, [("12", ["Rydell"])]),
    "no part in the decision alone": ({"said": "\nSigne Rydell (S) deltar inte i beslutet."}, []),
    "nobody": ({"announced": "\nIngen ledamot anmäler jäv."}, []),
    "a question of it": ({"announced": "\nFrågan om jäv ställs av Signe Rydell (S)."}, []),
}


@pytest.mark.parametrize(("pieces", "expected"), RECUSALS.values(), ids=RECUSALS)
def test_recusals(pieces: dict[str, str], expected: list[tuple[str, list[str]]], swedish_items: Swedish) -> None:
    content = MEETING.format(**{"listed": "", "announced": "", "said": ""} | pieces)
    found = list(reservations.recusals(swedish_items(content)))

    assert [(recusal.paragraph, list(recusal.names)) for recusal in found] == expected
