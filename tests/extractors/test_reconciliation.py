"""Where the list, the votes and those who act contradict each other, and where they only seem to."""

from __future__ import annotations

import pytest

from pipeline.process import process
from schemas.source import SourceFile

CODES = ("attendance", "attendance_count", "chairs", "presence", "substitution", "vote_count", "vote_roll")
HEAD = """Lingsala kommun
Kommunstyrelsen
Protokoll

Plats och tid: Kommunhuset, tisdagen den 9 maj 2023, kl. 13.00-16.30

Beslutande
Edit Granvik (S), ordförande
Torsten Almby (M)
Sonja Hedin (C)
Ulla Forsell (S)
{more}
Frånvarande
Helge Frost (M)

§ 31 Dagordning

{opening}
Kommunstyrelsens beslut
Dagordningen godkänns.

§ 32 Budget

{said}
Kommunstyrelsens beslut
Budgeten godkänns.
{after}
§ 33 Taxa

Kommunstyrelsens beslut
Taxan fastställs.
"""
ROLL = "Ja: Edit Granvik (S), Ulla Forsell (S), {third}. Nej: Torsten Almby (M)."

# Reason -> what is put into the minutes, codes and messages.
PROBLEMS: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing": ({}, []),
    "votes as many as there are members": ({"said": "Omröstningen utfaller med 3 ja-röster mot 1 nej-röst."}, []),
    "more votes than members": (
        {"said": "Omröstningen utfaller med 4 ja-röster mot 1 nej-röst."},
        ["vote_count: 5 votes at § 32, and by the list 4 decide there"],
    ),
    "more votes than members after one has left": (
        {"opening": "Sonja Hedin (C) lämnar mötet.\n", "said": "Omröstningen utfaller med 3 ja-röster mot 1 nej-röst."},
        ["vote_count: 4 votes at § 32, and by the list 3 decide there"],
    ),
    "as many votes as members after one has come for another": (
        {
            "more": "\nErsättare\nAlva Lindblad (C)\n",
            "opening": "Sonja Hedin (C) lämnar mötet och Alva Lindblad (C) inträder i stället för henne.\n",
            "said": "Omröstningen utfaller med 3 ja-röster mot 1 nej-röst.",
        },
        [],
    ),
    "so many more that the list is no whole one": (
        {"said": "Omröstningen utfaller med 24 ja-röster mot 11 nej-röster."},
        [],
    ),
    "a voter who has left": (
        {
            "opening": "Sonja Hedin (C) lämnar mötet.\n",
            "said": "Omröstning\n\n" + ROLL.format(third="Sonja Hedin (C)"),
        },
        [
            "vote_count: 4 votes at § 32, and by the list 3 decide there",
            "presence: Sonja Hedin votes at § 32, and was not there then",
        ],
    ),
    "a voter who is a substitute without a vote": (
        {
            "more": "\nErsättare\nAlva Lindblad (C)\n",
            "said": "Omröstning\n\n" + ROLL.format(third="Alva Lindblad (C)"),
        },
        ["presence: Alva Lindblad votes at § 32, and does not decide by the list"],
    ),
    "a voter who is on no list": (
        {"said": "Omröstning\n\n" + ROLL.format(third="Inga Dahlberg (C)")},
        ["presence: Inga Dahlberg votes at § 32, and is on no list"],
    ),
    "a voter under another spelling": ({"said": "Omröstning\n\n" + ROLL.format(third="Sonia Hedin (C)")}, []),
    "who is absent reserves": (
        {"after": "\nReservation\nHelge Frost (M) reserverar sig mot beslutet.\n"},
        ["presence: Helge Frost reserves at § 32, and is listed as absent"],
    ),
    "who is on no list moves": (
        {"said": "Inga Dahlberg (C) yrkar avslag.\n"},
        ["presence: Inga Dahlberg moves a proposal at § 32, and is on no list"],
    ),
    "who was recused moves": (
        {"said": "Sonja Hedin (C) anmäler jäv och lämnar lokalen.\n\nSonja Hedin (C) yrkar avslag.\n"},
        ["presence: Sonja Hedin moves a proposal at § 32, and was not there when it was decided"],
    ),
    "a group reserves": ({"after": "\nReservation\nLedamöterna från M reserverar sig mot beslutet.\n"}, []),
    "a substitute for a member who is there": (
        {"more": "Alva Lindblad (C), ersättare för Sonja Hedin (C)\n"},
        ["substitution: Alva Lindblad serves for Sonja Hedin, who is listed as there all the time"],
    ),
    "a substitute for a member who is absent": ({"more": "Alva Lindblad (M), ersättare för Helge Frost (M)\n"}, []),
    "a substitute for a member who leaves": (
        {
            "more": "Alva Lindblad (C), ersättare för Sonja Hedin (C)\n",
            "after": "\nSonja Hedin (C) lämnar mötet.\n",
        },
        [],
    ),
    "two chairs": (
        {"more": "Alva Lindblad (C), ordförande\n"},
        ["chairs: Edit Granvik and Alva Lindblad both chair"],
    ),
    "a chair and a vice chair": ({"more": "Alva Lindblad (C), vice ordförande\n"}, []),
    "a chair for each part": ({"more": "Alva Lindblad (C), ordförande § 33\n"}, []),
    "present and absent": (
        {"more": "Helge Frost (M)\n"},
        ["attendance: Helge Frost is listed as present and as absent"],
    ),
    "two of one name, one of them absent": ({"more": "Helge Frost (S)\n"}, []),
    "another number by the roll call": (
        {"opening": "Upprop förrättas. 5 ledamöter är närvarande.\n"},
        ["attendance_count: 5 present by the text, 4 by the list"],
    ),
    "the number of the list": ({"opening": "Upprop förrättas. 4 ledamöter är närvarande.\n"}, []),
    "a number of something else": (
        {"opening": "Nämnden har 9 ledamöter. 120 personer är närvarande i publiken.\n"},
        [],
    ),
}


def record_of(parts):
    content = HEAD.format(**{"more": "", "opening": "", "said": "", "after": "", **parts})
    (record,) = process(SourceFile("protokoll.txt", content.encode()))
    return record


@pytest.mark.parametrize(("parts", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_says_what_does_not_agree(parts, expected):
    # What the law asks besides is another subject.
    found = [problem for problem in record_of(parts).problems if problem.code in CODES]

    assert [f"{problem.code}: {problem.message}" for problem in found] == expected
    assert all(problem.evidence for problem in found)
