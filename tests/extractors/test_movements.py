"""How minutes tell that people come, go and serve for each other, and what looks alike."""

from __future__ import annotations

import pytest

from extractors import movements

HEAD = "Närvarande: Bo Ek (S), Eva Lind (S), Anna Berg (S), Ove Öst (M), Karin Nyström (M)\n\n"

# Reason -> sentence, told in § 6; kind, who, item and when, time, for whom. Items: § 5 to § 8.
FOUND = {
    "arrives at a time": ("Anna Berg (S) anländer kl. 14.20.", ["arrives Anna Berg 6 14:20"]),
    "the time first, and the verb before the name": ("Kl. 14.20 anlände Anna Berg (S).", ["arrives Anna Berg 6 14:20"]),
    "arrives and replaces": (
        "Anna Berg (S) anländer till sammanträdet kl. 14.20 och ersätter Bo Ek (S).",
        ["arrives Anna Berg 6 14:20", "serves Anna Berg 6 14:20 for Bo Ek"],
    ),
    "joins": ("Ove Öst ansluter till mötet.", ["arrives Ove Öst 6"]),
    "comes back": ("Bo Ek (S) återkommer till mötet kl 15.30.", ["arrives Bo Ek 6 15:30"]),
    "comes back at an item": ("Bo Ek återkommer § 8.", ["arrives Bo Ek 8"]),
    "enters": ("Anna Berg inträder kl. 15.", ["arrives Anna Berg 6 15:00"]),
    "comes from an item on": ("Anna Berg (S) anländer inför § 7.", ["arrives Anna Berg 7 before"]),
    "leaves": ("Anna Berg (S) lämnar mötet.", ["leaves Anna Berg 6"]),
    "the verb before the name and the meeting": ("Därefter lämnar Bo Ek (S) sammanträdet.", ["leaves Bo Ek 6"]),
    "leaves after an item": ("Bo Ek (S) lämnar sammanträdet efter § 6.", ["leaves Bo Ek 6 after"]),
    "leaves before an item": ("Bo Ek lämnade mötet före § 7.", ["leaves Bo Ek 7 before"]),
    "leaves at an item, early or late nobody says": ("Bo Ek lämnar mötet under § 7.", ["leaves Bo Ek 7"]),
    "goes": ("Bo Ek (S) avviker kl 15.10.", ["leaves Bo Ek 6 15:10"]),
    "goes, and no more": ("Bo Ek (S) utgår.", ["leaves Bo Ek 6"]),
    "several": ("Bo Ek (S) och Ove Öst (M) lämnar mötet.", ["leaves Bo Ek, Ove Öst 6"]),
    "the meeting is left": ("Mötet lämnas av Bo Ek.", ["leaves Bo Ek 6"]),
    "the chair": ("Ordföranden lämnar mötet kl 16.", ["leaves Ordföranden 6 16:00"]),
    "leaves the room for the item": ("Bo Ek (S) lämnar lokalen under ärendet.", ["leaves Bo Ek 6 only"]),
    "leaves the room for another item": ("Bo Ek lämnar lokalen under § 7.", ["leaves Bo Ek 7 only"]),
    "leaves for a conflict of interest": (
        "Bo Ek (S) anmäler jäv och lämnar sammanträdet.",
        ["leaves Bo Ek 6 only"],
    ),
    "one goes and another enters for him": (
        "Kl. 15.10 lämnar Bo Ek (S) sammanträdet och Eva Lind (S) inträder i stället för honom.",
        ["leaves Bo Ek 6 15:10", "serves Eva Lind 6 15:10 for Bo Ek"],
    ),
    "serves at an item": (
        "Karin Nyström (M) tjänstgör i stället för Ove Öst (M) under § 7.",
        ["serves Karin Nyström 7 only for Ove Öst"],
    ),
    "serves at several": (
        "Eva Lind (S) tjänstgör för Bo Ek (S) §§ 7-8.",
        ["serves Eva Lind 7 only for Bo Ek", "serves Eva Lind 8 only for Bo Ek"],
    ),
    "serves from an item on": (
        "Eva Lind (S) inträder som tjänstgörande ersättare för Bo Ek (S) från och med § 7.",
        ["serves Eva Lind 7 before for Bo Ek"],
    ),
    "goes in": ("Eva Lind går in som ersättare för Bo Ek.", ["serves Eva Lind 6 for Bo Ek"]),
    "in somebody's place": ("Eva Lind (S) tjänstgör i Bo Eks ställe.", ["serves Eva Lind 6 for Bo Ek"]),
    "is relieved": ("Bo Ek avlöses av Eva Lind (S).", ["leaves Bo Ek 6", "serves Eva Lind 6 for Bo Ek"]),
    "is replaced for the item": (
        "Bo Ek (S) ersätts av Eva Lind (S) under punkten.",
        ["leaves Bo Ek 6 only", "serves Eva Lind 6 only for Bo Ek"],
    ),
    "in whose place, before the verb": (
        "Bo Ek avlägsnade sig kl. 19.10 och i hans ställe inträdde Eva Lind.",
        ["leaves Bo Ek 6 19:10", "serves Eva Lind 6 19:10 for Bo Ek"],
    ),
    "for those of the sentence before": (
        "Bo Ek och Ove Öst lämnar mötet. Eva Lind och Karin Nyström inträder i deras ställe.",
        ["leaves Bo Ek, Ove Öst 6", "serves Eva Lind, Karin Nyström 6 for Bo Ek, Ove Öst"],
    ),
    "after this item": ("Efter denna paragraf lämnar Bo Ek (S) mötet.", ["leaves Bo Ek 6 after"]),
    "takes part from this item on": ("Bo Ek deltar fr.o.m. denna punkt.", ["arrives Bo Ek 6 before"]),
    "takes part up to an item": ("Bo Ek deltog t.o.m. § 7.", ["leaves Bo Ek 7 after"]),
    "is not there for the item": ("Bo Ek (S) är inte närvarande under ärendet.", ["leaves Bo Ek 6 only"]),
    "goes here": ("Här avviker Bo Ek.", ["leaves Bo Ek 6"]),
    "joins by video": ("Bo Ek ansluter via Teams kl 14.20.", ["arrives Bo Ek 6 14:20"]),
    "each with a time of its own": (
        "Bo Ek anlände kl 14.20 och Eva Lind lämnade mötet kl 14.30.",
        ["arrives Bo Ek 6 14:20", "leaves Eva Lind 6 14:30"],
    ),
}

NOT_FOUND = {
    "will say more": "Bo Ek återkommer med ett förslag till nästa möte.",
    "parts from a proposal": "Bo Ek avviker från förslaget.",
    "parts from it, the verb first": "Kl. 15 avviker Bo Ek från förslaget.",
    "is not there, nobody says when": "Bo Ek är inte närvarande.",
    "takes part in something": "Bo Ek deltar i arbetsgruppen från den 5 maj.",
    "gives the meeting something": "Bo Ek lämnar mötet en redogörelse för budgeten.",
    "gives in a proposal": "Bo Ek lämnar ett förslag.",
    "leaves an office": "Bo Ek lämnar sitt uppdrag i styrelsen.",
    "leaves the association": "Bo Ek lämnar föreningen.",
    "does not leave": "Bo Ek lämnar inte mötet.",
    "only if": "Om Bo Ek lämnar mötet avbryts behandlingen.",
    "enters upon an office": "Bo Ek inträder i styrelsen.",
    "an invoice": "Fakturan anlände kl. 14.20.",
    "keeps the minutes": "Eva Lind tjänstgör som sekreterare.",
    "chairs": "Eva Lind går in som ordförande.",
    "for years": "Eva Lind ersätter Bo Ek som revisor.",
    "takes no part": "Bo Ek deltar inte i beslutet.",
    "a bus": "Bussen ersätter tåget.",
    "an item is withdrawn": "Punkten utgår.",
}


def told(movement):
    words = [movement.kind, ", ".join(movement.names), movement.paragraph, movement.when, movement.time]
    replaced = f"for {movement.substitutes_for}" if movement.substitutes_for else None
    return " ".join(word for word in (*words, replaced) if word)


def meeting(sentence):
    return f"{HEAD}§ 5 Öppning\nMötet öppnas.\n\n§ 6 Budget\nRapporten gås igenom. {sentence}\n\n§ 7 Taxa\nAntas.\n\n§ 8 Lån\nAntas."


@pytest.mark.parametrize(("sentence", "expected"), FOUND.values(), ids=FOUND)
def test_finds(sentence, expected, swedish_items):
    assert [told(movement) for movement in movements.extract(swedish_items(meeting(sentence)))] == expected


@pytest.mark.parametrize("sentence", NOT_FOUND.values(), ids=NOT_FOUND)
def test_passes_over(sentence, swedish_items):
    assert list(movements.extract(swedish_items(meeting(sentence)))) == []


def test_who_replaces_whom_in_an_election_is_of_another_time(swedish_items):
    content = meeting("Rapporten antas.").replace(
        "§ 7 Taxa\nAntas.", "§ 7 Val av revisor\nBo Ek ersätts av Eva Lind från § 8."
    )

    assert list(movements.extract(swedish_items(content))) == []


def test_evidence_is_what_tells_it_and_no_more(swedish_items):
    (movement,) = movements.extract(
        swedish_items(meeting("Som nämnts lämnar Bo Ek (S) mötet kl. 15.10 för ett annat möte."))
    )

    assert [quote.quote for quote in movement.evidence] == ["lämnar Bo Ek (S) mötet kl. 15.10"]
