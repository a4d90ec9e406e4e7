"""At which items each attendee was there: invented meetings rich in comings and goings, each with what a registrar would say.

Of each document the items are told by number: ``31-33``; ``all``; ``none``; ``None`` where it does not follow.
"""

from __future__ import annotations

from textwrap import dedent

import pytest

from extractors import language, presence
from extractors.movements import items_named
from pipeline.process import process
from schemas.source import SourceFile

SWEDISH = language.load("sv")

# --- whole meetings: reason -> document, who was there when -----------------------------------------------------------

MEETINGS = {
    "a board whose members come, go and are replaced, with times": (
        """
        Lingsala kommun
        Kommunstyrelsen
        Protokoll

        Plats och tid: Kommunhuset, tisdagen den 9 maj 2023, kl. 13.00-16.30

        Beslutande
        Edit Granvik (S), ordförande
        Torsten Almby (M)
        Sonja Hedin (C)
        Ulla Forsell (S)
        Ejnar Skoglund (M), ersättare för Torsten Almby (M)

        Ej tjänstgörande ersättare
        Alva Lindblad (S)

        Övriga närvarande
        Rune Öberg, kommunchef
        Pia Sandell, ekonom, § 32

        § 31 Dagordning

        Kommunstyrelsens beslut
        Dagordningen godkänns.

        § 32 Budget

        Torsten Almby (M) lämnar sammanträdet kl. 14.10.

        Kommunstyrelsens beslut
        Budgeten godkänns.

        § 33 Taxa

        Kommunstyrelsens beslut
        Taxan fastställs.

        Ulla Forsell (S) lämnar sammanträdet kl. 15.20 och Alva Lindblad (S) inträder i stället för henne.

        § 34 Lån

        Kommunstyrelsens beslut
        Lånet godkänns.
        """,
        {
            "Edit Granvik": "all",
            "Torsten Almby": "31",
            "Sonja Hedin": "all",
            "Ejnar Skoglund": "32-34",
            "Ulla Forsell": "31-33",
            "Alva Lindblad": "all",
            "Rune Öberg": "all",
            "Pia Sandell": "32",
        },
    ),
    "edges and exceptions on the list": (
        """
        Norrskog kommun
        Socialnämnden
        Protokoll

        Plats och tid: Stadshuset, torsdagen den 11 maj 2023, kl. 09.00-12.00

        Beslutande
        Astrid Hellberg (S), ordförande
        Gösta Mattson (M), t.o.m. § 42
        Irma Dahlin (C), ej § 41
        Nils Wester (V), fr o m § 42
        Maja Sjölin (L), §§ 40-del av 42
        Olof Brandt (KD), anlände kl. 09.40, § 41
        Karl Ström (MP), lämnar mötet efter § 42

        § 40 Dagordning

        Beslut
        Dagordningen godkänns.

        § 41 Bidrag

        Beslut
        Bidraget beviljas.

        § 42 Taxa

        Beslut
        Taxan fastställs.

        § 43 Lån

        Beslut
        Lånet godkänns.
        """,
        {
            "Astrid Hellberg": "all",
            "Gösta Mattson": "40-42",
            "Irma Dahlin": "40, 42-43",
            "Nils Wester": "42-43",
            "Maja Sjölin": "40-41",
            "Olof Brandt": "42-43",
            "Karl Ström": "40-42",
        },
    ),
    "times on the list that the text ties to items, and one that nothing ties": (
        """
        Region Fjällmark
        Kulturnämnden
        Protokoll

        Plats och tid: Regionens hus, onsdagen den 10 maj 2023, kl. 09.00-15.00

        Beslutande
        Barbro Nyman (S), ordförande
        Ivar Lundin (M), kl. 09.00-11.30
        Stina Ekdahl (C), kl. 13.15-15.00
        Sven Hallin (V), kl. 10.30-15.00

        § 51 Dagordning

        Beslut
        Dagordningen godkänns.

        § 52 Budget

        Beslut
        Budgeten godkänns.

        Ivar Lundin (M) lämnar mötet kl. 11.30.

        § 53 Bidrag

        Stina Ekdahl (C) anländer kl. 13.15.

        Beslut
        Bidraget beviljas.

        § 54 Taxa

        Beslut
        Taxan fastställs.
        """,
        {
            "Barbro Nyman": "all",
            "Ivar Lundin": "51-52",
            "Stina Ekdahl": "53-54",
            "Sven Hallin": "53-54",
        },
    ),
    "an association whose list tells it in words": (
        """
        Hällsjö Hembygdsförening
        Styrelsemöte
        Protokoll

        Tid: onsdagen den 3 maj 2023, kl. 18.00-20.00

        Närvarande
        Sigrid Palm, ordförande
        Gunnar Sten (deltog t.o.m. § 2)
        Ragnhild Ström (fr.o.m. § 3)
        Einar Lövgren (sen ankomst kl. 18.20)
        Viola Strand (gick vid § 3)

        § 1 Öppning
        Mötet öppnas.

        § 2 Ekonomi
        Styrelsen beslutar att godkänna rapporten.

        § 3 Hembygdsdagen
        Styrelsen beslutar att hålla hembygdsdagen i juni.

        § 4 Avslutning
        Mötet avslutas.
        """,
        {
            "Sigrid Palm": "all",
            "Gunnar Sten": "1-2",
            "Ragnhild Ström": "3-4",
            "Einar Lövgren": None,
            "Viola Strand": "1-2",
        },
    ),
    "a recusal, and a substitute for it": (
        """
        Granboda kommun
        Byggnadsnämnden
        Protokoll

        Plats och tid: Kommunhuset, måndagen den 8 maj 2023, kl. 13.00-14.00

        Beslutande
        Elsa Rask (S), ordförande
        Birger Lindahl (M)
        Rut Ekman (C)

        Ersättare
        Signe Holm (M)

        § 61 Dagordning

        Beslut
        Dagordningen godkänns.

        § 62 Bygglov

        Birger Lindahl (M) anmäler jäv och lämnar lokalen under ärendet. Signe Holm (M) tjänstgör i hans ställe.

        Beslut
        Bygglov beviljas.

        § 63 Strandskydd

        Beslut
        Dispens ges.
        """,
        {"Elsa Rask": "all", "Birger Lindahl": "61, 63", "Rut Ekman": "all", "Signe Holm": "all"},
    ),
    "somebody goes and comes back": (
        """
        Förvaltnings AB Klippan i Hägerby
        Styrelsemöte
        Protokoll

        Tid: torsdagen den 4 maj 2023, kl. 17.00-19.00

        Närvarande: Vera Olofsson, ordförande, Tage Nordin, Lilly Berglund, Sixten Hedlund

        § 1 Öppning
        Mötet öppnas.

        § 2 Ekonomi
        Styrelsen beslutar att godkänna rapporten.
        Tage Nordin lämnar mötet.

        § 3 Avtal
        Styrelsen beslutar att teckna avtalet.

        § 4 Personal
        Tage Nordin återkommer till mötet kl. 18.20.
        Styrelsen beslutar att anställa en vaktmästare.

        § 5 Avslutning
        Mötet avslutas.
        """,
        {"Vera Olofsson": "all", "Tage Nordin": "1-2, 4-5", "Lilly Berglund": "all", "Sixten Hedlund": "all"},
    ),
    "one relieves another": (
        """
        Samordningsförbundet Tallbygden
        Styrelsen
        Protokoll

        Plats och tid: Folkets hus, fredagen den 5 maj 2023, kl. 09.00-11.00

        Beslutande
        Berit Åström, Tallby kommun, ordförande
        Jan Westling, Region Fjällmark
        Margareta Frid, Arbetsförmedlingen

        Ersättare
        Henrik Stenlund, Region Fjällmark

        § 11 Dagordning

        Beslut
        Dagordningen godkänns.

        § 12 Årsredovisning

        Beslut
        Årsredovisningen godkänns.

        Jan Westling avlöses av Henrik Stenlund.

        § 13 Insatser

        Beslut
        Insatsen beviljas.
        """,
        {"Berit Åström": "all", "Jan Westling": "11-12", "Margareta Frid": "all", "Henrik Stenlund": "all"},
    ),
    "the decision is printed before what was said: only what stands above it is told": (
        """
        Strandby kommun
        Kommunstyrelsen
        Protokoll

        Plats och tid: Kommunhuset, tisdagen den 2 maj 2023, kl. 13.00-15.00

        Beslutande
        Agda Roos (S), ordförande
        Folke Berg (M)
        Inez Dahl (C)

        § 21 Dagordning

        Beslut
        Dagordningen godkänns.

        § 22 Budget

        Beslut
        Budgeten godkänns.

        Bakgrund
        Budgeten har beretts av utskottet. Folke Berg (M) lämnar mötet.

        § 23 Taxa

        Beslut
        Taxan fastställs.
        """,
        {"Agda Roos": "all", "Folke Berg": "21", "Inez Dahl": "all"},
    ),
    "who is there cannot be told where the minutes contradict themselves": (
        """
        Brf Tornet
        Styrelsemöte
        Protokoll

        Tid: tisdagen den 2 maj 2023, kl. 18.00-19.00

        Närvarande: Siri Holmqvist, ordförande, Arne Blomgren, Dagny Eklund
        Frånvarande: Gunvor Lindell

        § 1 Öppning
        Mötet öppnas.

        § 2 Ekonomi
        Arne Blomgren anländer till mötet.
        Styrelsen beslutar att godkänna rapporten.
        Gunvor Lindell ansluter till mötet kl. 18.20.

        § 3 Underhåll
        Styrelsen beslutar att måla taket.
        Arne Blomgren anländer till mötet.

        § 4 Avslutning
        Mötet avslutas.
        """,
        {"Siri Holmqvist": "all", "Arne Blomgren": None, "Dagny Eklund": "all", "Gunvor Lindell": None},
    ),
    "two of one name, told apart by the party": (
        """
        Lundsjö kommun
        Kommunfullmäktige
        Protokoll

        Plats och tid: Folkets hus, måndagen den 15 maj 2023, kl. 18.00-20.00

        Beslutande
        Olle Rydberg (S), ordförande
        Anna Berg (S)
        Anna Berg (M)
        Karl Ek (C)
        Karl-Erik Ek (C)

        § 71 Upprop

        Beslut
        Uppropet godkänns.

        § 72 Budget

        Beslut
        Budgeten godkänns.

        Anna Berg (M) lämnar sammanträdet. Karl-Erik Ek (C) lämnar sammanträdet.

        § 73 Motion

        Beslut
        Motionen avslås.
        """,
        {
            "Olle Rydberg": "all",
            "Anna Berg (S)": "all",
            "Anna Berg (M)": "71-72",
            "Karl Ek": "all",
            "Karl-Erik Ek": "71-72",
        },
    ),
    "one person under two spellings": (
        """
        Lundsjö kommun
        Tekniska nämnden
        Protokoll

        Plats och tid: Kommunhuset, onsdagen den 17 maj 2023, kl. 13.00-15.00

        Beslutande
        Kristina Lindqvist (S), ordförande
        Maria Lind Berg (M)
        Anders Holm (C)

        § 81 Dagordning

        Beslut
        Dagordningen godkänns.

        § 82 Gator

        Beslut
        Planen godkänns.

        Christina Lindquist (S) lämnar mötet. Maria Lind-Berg (M) lämnar mötet efter § 83.

        § 83 Parker

        Beslut
        Planen godkänns.

        A. Holm lämnar mötet kl. 14.40.

        § 84 Vatten

        Beslut
        Planen godkänns.
        """,
        {"Kristina Lindqvist": "81-82", "Maria Lind Berg": "81-83", "Anders Holm": "81-83"},
    ),
    "a group goes: nobody knows who": (
        """
        Ekåsa kommun
        Kommunfullmäktige
        Protokoll

        Plats och tid: Folkets hus, måndagen den 22 maj 2023, kl. 18.00-20.00

        Beslutande
        Lars Modig (S), ordförande
        Ester Kvist (S)
        Helge Frost (M)

        § 91 Upprop

        Beslut
        Uppropet godkänns.

        Moderaterna lämnar salen.

        § 92 Budget

        Beslut
        Budgeten godkänns.
        """,
        {"Lars Modig": None, "Ester Kvist": None, "Helge Frost": None},
    ),
    "a parish, its officials each for an item": (
        """
        Ljunga församling
        Kyrkorådet
        Protokoll

        Plats och tid: Församlingshemmet, torsdagen den 25 maj 2023, kl. 18.00-20.00

        Beslutande
        Sven-Olof Nyberg, ordförande
        Karin Ljung, kyrkoherde
        Alma Rosén

        Övriga närvarande
        Jonas Ahlin, kamrer

        § 101 Öppning

        Beslut
        Dagordningen godkänns.

        § 102 Bokslut

        Beslut
        Bokslutet godkänns.
        """,
        {"Sven-Olof Nyberg": "all", "Karin Ljung": "all", "Alma Rosén": "all", "Jonas Ahlin": None},
    ),
}


def record_of(content):
    (record,) = process(SourceFile("protokoll.txt", dedent(content).encode()))
    return record


def items(record, told):
    """The ids that *told* means, as gold writes them."""
    if told is None:
        return None
    numbers = [item.number for item in record.paragraphs]
    places = range(len(numbers)) if told == "all" else sorted(items_named(told, numbers, SWEDISH).whole)
    return tuple(record.paragraphs[place].id for place in places)


@pytest.mark.parametrize(("content", "there"), MEETINGS.values(), ids=MEETINGS)
def test_who_was_there_when(content, there):
    record = record_of(content)
    names = [person.name for person in record.attendees]
    found = {
        person.name if names.count(person.name) == 1 else f"{person.name} ({person.party})": person.present_at
        for person in record.attendees
    }

    assert found == {name: items(record, told) for name, told in there.items()}


@pytest.mark.parametrize("content", [content for content, _ in MEETINGS.values()], ids=MEETINGS)
def test_what_is_derived_changes_nothing_stated(content):
    record = record_of(content)
    without = [person.model_copy(update={"present_at": None}) for person in record.attendees]
    again = presence.present_at(record.model_copy(update={"attendees": tuple(without)}), SWEDISH)

    assert again == record.attendees
    assert [person.model_copy(update={"present_at": None}) for person in again] == without


# --- items by their numbers: reason -> what is named, the items there are, those wholly and partly meant ---------------

NAMED = {
    "a range": ("2-4", "1 2 3 4 5", "2 3 4", ""),
    "a dash that is none, and a list": ("1–2, 4", "1 2 3 4 5", "1 2 4", ""),
    "words": ("2 till 4", "1 2 3 4 5", "2 3 4", ""),
    "a letter": ("1-4a", "1 2 4 4a 4b", "1 2 4 4a", ""),
    "an item that has lettered ones": ("4", "4 4a 4b 5", "4 4a 4b", ""),
    "a part at the end": ("31-del av 33", "31 32 33 34", "31 32", "33"),
    "a part alone": ("del av 33", "31 32 33 34", "", "33"),
    "with the year": ("59/21–61/21", "58/21 59/21 60/21 61/21 62/21", "59/21 60/21 61/21", ""),
    "dotted": ("6.1-6.3", "5 6.1 6.2 6.3 7", "6.1 6.2 6.3", ""),
    "of no item": ("40-42", "1 2 3", "", ""),
    "of a number that stands twice": ("1-2", "1 2 1 2", "", ""),
}


@pytest.mark.parametrize(("numbers", "known", "whole", "partly"), NAMED.values(), ids=NAMED)
def test_items_named(numbers, known, whole, partly):
    known = known.split()
    found = items_named(numbers, known, SWEDISH)

    assert [known[place] for place in sorted(found.whole)] == whole.split()
    assert [known[place] for place in sorted(found.partly)] == partly.split()


def test_without_items_nothing_is_derived():
    record = record_of(
        "Brf Tornet\nStyrelsemöte\nProtokoll\n\nNärvarande: Siri Holmqvist, Arne Blomgren\n\nMötet pratade.\n"
    )

    assert not record.paragraphs
    assert {person.present_at for person in record.attendees} == {None}
