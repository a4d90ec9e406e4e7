"""Every way of stating a division that we have met, and the counts that are none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from extractors import votes
from extractors.reading import Reading
from schemas.text import Text, TextBuilder, Word

Swedish = Callable[[str | Text], Reading]
Counts = tuple[int | None, int | None, int | None]

# Text, and the divisions in it: yes, no, abstain.
FOUND: dict[str, tuple[str, list[Counts]]] = {
    "by a machine": (
        "Omröstningen utföll med 17 Nej mot 38 Ja. 6 ledamöter avstod från att rösta.",
        [(38, 17, 6)],
    ),
    "yes and no votes": ("Med 10 ja-röster och 3 nej-röster beslutar nämnden enligt förslaget.", [(10, 3, None)]),
    "with those who abstain": ("Omröstningen gav 5 ja-röster, 4 nej-röster och 1 ledamot som avstår.", [(5, 4, 1)]),
    "for one proposal and another": (
        "Med 6 röster för arbetsutskottets förslag och 2 röster för Signe Rydells yrkande bifalls förslaget.",
        [(6, 2, None)],
    ),
    "votes for both sides and a proposal": (
        "Vid votering avgavs 5 ja-röster för styrelsens förslag och 2 nej-röster för motförslaget.",
        [(5, 2, None)],
    ),
    "in words, with digits": ("Omröstning begärs. Utfall: sex (6) ja, fyra (4) nej.", [(6, 4, None)]),
    "in words alone": ("Vid omröstningen avgavs sju ja-röster och fyra nej-röster.", [(7, 4, None)]),
    "members": ("Vid omröstningen röstar 4 ledamöter ja och 6 ledamöter nej.", [(4, 6, None)]),
    "against first": ("2 röster emot, 8 röster för.", [(8, 2, None)]),
    "for yes": ("Det blev 23 röster för ja, 17 nej.", [(23, 17, None)]),
    "pieces": ("Efter rösträkning: 31 st JA och 12 st NEJ.", [(31, 12, None)]),
    "a bare pair": ("Rösterna föll 4 mot 3.", [(4, 3, None)]),
    "a bare pair with votes": ("Förslaget bifölls med 7 röster mot 4.", [(7, 4, None)]),
    "a bare pair with a hyphen": ("Motionen bifölls med röstsiffrorna 7-4.", [(7, 4, None)]),
    "a bare pair with a dash": ("Röstsiffrorna blev 7–4.", [(7, 4, None)]),
    "for and against": ("Omröstning: 8 röster för och 2 emot.", [(8, 2, None)]),
    "counts behind": ("Omröstningsresultat\nJa: 8\nNej: 5\nAvstår: 2", [(8, 5, 2)]),
    "a count of blanks": ("Sluten omröstning gav 12 ja-röster, 9 nej-röster och 2 blanka röster.", [(12, 9, 2)]),
    "by name, counted": (
        "Omröstning\nSigne Rydell (S) och Leila Nouri (V) röstar Ja (2).\nUlf Brandel (M) röstar Nej (1).\n"
        "Bo Ekdal (C) avstår från att rösta (1).",
        [(2, 1, 1)],
    ),
    "by name, not counted": (
        "Votering begärs. Ja röstar Signe Rydell (S), Leila Nouri (V). Nej röstar Ulf Brandel (M).",
        [(2, 1, None)],
    ),
    "told twice": (
        "Nämnden beslutar med 7 ja-röster mot 4 nej-röster att avslå ansökan.\n\nOmröstning: 7 ja-röster, 4 nej-röster.",
        [(7, 4, None)],
    ),
    "two rounds": (
        "Vid den första omröstningen avges 7 ja-röster och 4 nej-röster.\nVid den andra avges 6 ja-röster och 5 nej-röster.",
        [(7, 4, None), (6, 5, None)],
    ),
    "counts in a table of two rows": ("Omröstningsresultat:\nJa\t25\nNej\t16", [(25, 16, None)]),
    "absent too": (
        "Vid omröstningen avges 27 JA-röster och 18 NEJ-röster, 2 avstår och 2 är frånvarande.",
        [(27, 18, 2)],
    ),
    "figures and words": ("Med röstsiffrorna 25 ja och 16 nej bifalls förslaget.", [(25, 16, None)]),
    "for what, at length": (
        "Nämnden beslutar med 9 ja-röster för bifall till utskottets förslag och 6 nej-röster för Signe Rydells yrkande vid votering.",
        [(9, 6, None)],
    ),
    "in words above twenty": ("Omröstningen utfaller med trettiotvå Ja mot tjugofyra Nej.", [(32, 24, None)]),
    "by whom, in brackets": (
        "Vid omröstningen avgavs 2 ja-röster (Signe Rydell och Leila Nouri), 1 nej-röst\n(Ulf Brandel) samt 1 blank röst.",
        [(2, 1, 1)],
    ),
    "the rounds numbered in headings": (
        "Omröstning 1\n\nJa-röst: bifall. Nej-röst: avslag.\n\nMed 9 ja-röster mot 2 nej-röster avslås yrkandet.",
        [(9, 2, None)],
    ),
    "what is voted on has a number": (
        "Omröstning begärs. De som vill anta alternativ 1 röstar ja, de som vill anta alternativ 2 röstar nej.\n\n"
        "Ja: 5. Nej: 2.",
        [(5, 2, None)],
    ),
    "owners of property": (
        "Efter omröstning fastställdes att 22 fastigheter röstade ja och 14 nej. En fastighet avstod.",
        [(22, 14, 1)],
    ),
    "a bare pair of votes": ("Omröstning genomförs. 5 röster mot 5, varvid ordförandens röst avgör.", [(5, 5, None)]),
    "a bare pair of votes behind a verb": ("Propositionen antas med 12 röster mot 3.", [(12, 3, None)]),
    "who voted for and against": (
        "Sluten omröstning: 21 röstade för förslaget, 12 röstade emot och 3 avstod.",
        [(21, 12, 3)],
    ),
    "for and against alone": ("Omröstning genomfördes med resultatet 7 för och 4 emot.", [(7, 4, None)]),
    "in a round number of words": ("Omröstningen utfaller med trettio Ja mot tjugofyra Nej.", [(30, 24, None)]),
    "a verb before": ("Vid omröstning röstade 3 för att laga taket nu och 1 emot.", [(3, 1, None)]),
    "a comma between": ("Votering: 5 röster för bifall, 2 emot, 1 nedlagd.", [(5, 2, 1)]),
    "for two proposals, a comma between": (
        "Röstning: 4 röster för Signe Rydells förslag, 1 röst för Ulf Brandels förslag.",
        [(4, 1, None)],
    ),
    "one round counted, the next by name": (
        "Omröstningen gav 5 ja-röster mot 1 nej-röst.\n\nJa röstar: Signe Rydell (S) och Leila Nouri (V).\n\n"
        "Nej röstar: Ulf Brandel (M).",
        [(5, 1, None), (2, 1, None)],
    ),
    "a yes alone": ("Omröstning: 17 ja-röster.", [(17, None, None)]),
    "what each proposal got": (
        "Efter omröstning fick Rydells yrkande 21 röster och Brandels yrkande 25 röster.",
        [(21, 25, None)],
    ),
    "what each proposal got, once": ("Omröstning. Leila Nouris (V) förslag 3 röster, Ulf Brandels 2.", [(3, 2, None)]),
    "what each proposal got, a line each": (
        "Omröstningsresultat\nNämndens förslag: 7 röster\nUlf Brandels förslag: 4 röster",
        [(7, 4, None)],
    ),
    "votes cast for and for": (
        "12 röster avgavs för bifall, 4 för avslag och 1 valsedel var blank.",
        [(12, 4, 1)],
    ),
    "who had voted for and for": (
        "Alltså hade 15 ledamöter röstat för utskottets förslag och 12 ledamöter för Ulf Brandels yrkande.",
        [(15, 12, None)],
    ),
    "half a word": ("Vid omröstning med namnupprop avgavs 12 ja- och 4 nejröster. 1 ledamot avstod.", [(12, 4, 1)]),
    "the side in brackets": ("Resultatet av voteringen: 6 (ja) mot 5 (nej).", [(6, 5, None)]),
    "none voted blank": ("I omröstningen gavs 19 JA-röster och 8 NEJ-röster. 0 röstade blankt.", [(19, 8, 0)]),
    "none against": ("Omröstning: 11 ja-röster, inga nej-röster.", [(11, 0, None)]),
}
NOT_FOUND = {
    "three proposals have no yes and no": (
        "Omröstning: Rydells förslag får 5 röster, Nouris förslag 3 röster och Brandels förslag 2 röster."
    ),
    "by acclamation after a vote was asked for": "Votering begärs men begäran återtas. Förslaget bifalls med acklamation.",
    "for and against as words": "Omröstning begärs inte. Argument för och emot redovisas på sidorna 3 och 4.",
    "a share of municipalities": "I omröstningen om namnet svarade 3 av 5 kommuner. Röstlängden har 45 namn.",
    "by acclamation": "Ordföranden finner att förslaget bifallits. Omröstning begärs inte.",
    "an election": "Vid sluten omröstning fick Signe Rydell 12 röster och Ulf Brandel 9 röster.",
    "an election for persons": "Det avgavs 12 röster för Signe Rydell och 9 röster för Ulf Brandel.",
    "an election of two": "Vid sluten omröstning valdes Signe Rydell med 12 röster mot 9.",
    "shares": "Rösterna fördelade sig: Ja 45 %, Nej 55 %.",
    "no vote at all": "Priserna steg från 7 till 4 mot 3 i fjol. 12 ja och 4 nej i enkäten.",
    "a range": "Efter omröstning beslutade mötet att köpa 3–4 stolar och 10-12 bord.",
    "a date": "Efter omröstning antogs planen 21-03-04.",
    "a roll of voters": "Röstlängden omfattar 45 röster. 31 medlemmar är närvarande.",
    "a statute": "Omröstning enligt 5 kap. 42 § kommunallagen. Ja 7 § gäller.",
}


@pytest.mark.parametrize(("content", "expected"), FOUND.values(), ids=FOUND)
def test_finds(content: str, expected: list[Counts], swedish: Swedish) -> None:
    found = list(votes.extract(swedish(content)))

    assert [(vote.yes, vote.no, vote.abstain) for vote in found] == expected


@pytest.mark.parametrize("content", NOT_FOUND.values(), ids=NOT_FOUND)
def test_passes_over(content: str, swedish: Swedish) -> None:
    assert list(votes.extract(swedish(content))) == []


# Text, and what a yes and a no mean.
MEANINGS = {
    "for and for": (
        'Följande voteringsproposition godkänns: "Ja för bifall till förslaget och Nej för återremiss till nämnden."',
        "bifall till förslaget",
        "återremiss till nämnden",
    ),
    "with equal signs": (
        "JA = kommunstyrelsens förslag\nNEJ = Signe Rydells (S) förslag\n",
        "kommunstyrelsens förslag",
        "Signe Rydells (S) förslag",
    ),
    "with colons": (
        "Ja: bifall till förvaltningens förslag. Nej: bifall till Ulf Brandels yrkande.",
        "bifall till förvaltningens förslag",
        "bifall till Ulf Brandels yrkande",
    ),
    "for somebody and others": (
        'Proposition: "Ja för bifall till utskottets förslag. Nej för bifall till yrkandet från Ulf Brandel m.fl."',
        "bifall till utskottets förslag",
        "bifall till yrkandet från Ulf Brandel m.fl.",
    ),
    "votes for": (
        "Ja-röst för utskottets förslag, nej-röst för Ulf Brandels yrkande.",
        "utskottets förslag",
        "Ulf Brandels yrkande",
    ),
    "whoever": (
        "Den som bifaller utskottets förslag röstar ja, den som bifaller Ulf Brandels yrkande röstar nej.",
        "bifaller utskottets förslag",
        "bifaller Ulf Brandels yrkande",
    ),
    "a sentence each, one without a proposal": (
        "Ja-röst för att ärendet ska avgöras i dag. Nej-röst för Ulf Brandels yrkande om återremiss.",
        "att ärendet ska avgöras i dag",
        "Ulf Brandels yrkande om återremiss",
    ),
    "dashes": (
        "Ja – Signe Rydells yrkande\nNej – Ulf Brandels yrkande\n",
        "Signe Rydells yrkande",
        "Ulf Brandels yrkande",
    ),
    "whoever votes": (
        "Den som röstar ja bifaller utskottets förslag. Den som röstar nej bifaller Ulf Brandels yrkande.",
        "bifaller utskottets förslag",
        "bifaller Ulf Brandels yrkande",
    ),
    "whoever will not": (
        "Den som vill bifalla utskottets förslag röstar ja. Den det ej vill röstar nej. Vinner nej har nämnden avslagit motionen.",
        "vill bifalla utskottets förslag",
        "nämnden avslagit motionen",
    ),
    "voters are no meaning": ("Ja: Signe Rydell, Leila Nouri. Nej: Ulf Brandel.", None, None),
    "not stated": ("Omröstning begärs.", None, None),
}


@pytest.mark.parametrize(("content", "yes", "no"), MEANINGS.values(), ids=MEANINGS)
def test_meanings(content: str, yes: str | None, no: str | None, swedish: Swedish) -> None:
    vote, *_ = votes.extract(swedish(content + "\nOmröstningen utfaller med 7 ja-röster och 4 nej-röster."))

    assert (vote.yes_means, vote.no_means) == (yes, no)


# Text, and what the two counts are said to be for.
COUNTED_FOR = {
    "for and for": (
        "Med 6 röster för utskottets förslag och 2 röster för Ulf Brandels yrkande bifalls förslaget.",
        "utskottets förslag",
        "Ulf Brandels yrkande",
    ),
    "what each got": (
        "Utskottets förslag får 6 röster och Ulf Brandels yrkande 2 röster.",
        "Utskottets förslag",
        "Ulf Brandels yrkande",
    ),
    "for and against": (
        "Med 6 röster för utskottets förslag och 2 emot bifalls förslaget.",
        "utskottets förslag",
        None,
    ),
    "the proposition goes before": (
        "Ja för bifall, nej för avslag. 6 röster för utskottets förslag och 2 emot.",
        "bifall",
        "avslag",
    ),
}


@pytest.mark.parametrize(("content", "yes", "no"), COUNTED_FOR.values(), ids=COUNTED_FOR)
def test_what_is_counted(content: str, yes: str | None, no: str | None, swedish: Swedish) -> None:
    (vote,) = votes.extract(swedish("Omröstning begärs. " + content))

    assert (vote.yes_means, vote.no_means) == (yes, no)


CASTING = {
    "the chair's vote": ("5 ja-röster, 5 nej-röster. Ordföranden har utslagsröst.", True),
    "not needed": ("6 ja-röster, 5 nej-röster. Ordföranden har utslagsröst vid lika röstetal.", False),
    "a lot": ("5 ja-röster, 5 nej-röster. Lotten avgör.", False),
}


@pytest.mark.parametrize(("content", "cast"), CASTING.values(), ids=CASTING)
def test_the_casting_vote(content: str, cast: bool, swedish: Swedish) -> None:
    (vote,) = votes.extract(swedish("Omröstning: " + content))

    assert vote.casting_vote is cast


METHODS = {
    "open": ("Omröstning: 7 ja-röster, 4 nej-röster.", "open"),
    "secret": ("Sluten omröstning genomförs: 7 ja-röster, 4 nej-röster.", "secret"),
    "lot": ("Omröstning: 5 ja-röster, 5 nej-röster. Lottning avgör.", "lot"),
    "a lot in something else": ("Omröstning: 6 ja-röster, 5 nej-röster. Lottning av platserna sker senare.", "open"),
}


@pytest.mark.parametrize(("content", "method"), METHODS.values(), ids=METHODS)
def test_methods(content: str, method: str, swedish: Swedish) -> None:
    (vote,) = votes.extract(swedish(content))

    assert vote.method == method


# Prose, and who voted how, in short: y, n, a(bstain).
ROLLS = {
    "names before": (
        "Signe Rydell (S) och tjänstgörande ersättaren Leila Nouri (V) röstar Ja (2).\nUlf Brandel (M) röstar Nej (1).",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "names behind": (
        "Följande ledamöter röstar JA: Signe Rydell (S) och Leila Nouri (V).\nFöljande ledamöter röstar NEJ: Ulf Brandel (M).\n"
        "Följande ledamot AVSTÅR: Bo Ekdal (C).",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no", "Bo Ekdal": "abstain"},
    ),
    "a verb between": (
        "Ja röstade Signe Rydell, Leila Nouri. Nej röstade Ulf Brandel. Avstår gör Bo Ekdal.",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no", "Bo Ekdal": "abstain"},
    ),
    "given by": (
        "Ja-röster avges av Signe Rydell (S) och Leila Nouri (V). Nej-röst avges av Ulf Brandel (M).",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "names between the verb and the side": (
        "Vid omröstningen röstade Signe Rydell (S) och Leila Nouri (V) ja, medan Ulf Brandel (M) röstade nej och Bo Ekdal (C) avstod.",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no", "Bo Ekdal": "abstain"},
    ),
    "a line a person": (
        "Signe Rydell (S), ordförande: ja\nLeila Nouri (V): ja\nUlf Brandel (M): nej",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "a line a person, without a colon": (
        "Signe Rydell (S) Ja\nLeila Nouri (V) Ja\nUlf Brandel (M) Nej\nBo Ekdal (C) Avstår\n\n2 ja-röster mot 1 nej-röst.",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no", "Bo Ekdal": "abstain"},
    ),
    "a numbered line a person": (
        "1\tSigne Rydell\tS\tJa\n2\tUlf Brandel\tM\tNej\n3\tLeila Nouri\tV\tJa",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "a colon, a count and brackets": (
        "Ja: 2 st (Signe Rydell, Leila Nouri)\nNej: 1 st (Ulf Brandel)",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "what they say yes to": (
        "Följande röstar ja till höjd avgift med 3 procent: Signe Rydell och Leila Nouri. Följande röstar nej: Ulf Brandel.",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "in lists": (
        "Ja\nSigne Rydell (S)\nLeila Nouri (V)\nNej\nUlf Brandel (M)",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "a count and a colon": (
        "Ja-röster (2): Signe Rydell (S), Leila Nouri (V)\nNej-röster (1): Ulf Brandel (M)",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "in brackets": (
        "Ja 2 (Signe Rydell, Leila Nouri), nej 1 (Ulf Brandel).",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "what a no stands for": (
        "Ja-röst: utskottets förslag. Nej-röst: Ulf Brandels m.fl. yrkande.\n\n"
        "Ja röstar: Signe Rydell (S). Nej röstar: Leila Nouri (V).",
        {"Signe Rydell": "yes", "Leila Nouri": "no"},
    ),
    "by the proposal they vote for": (
        "För Signe Rydells förslag röstar Signe Rydell (S) och Leila Nouri (V). För avslag röstar Ulf Brandel (M).",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "the proposal behind": (
        "Signe Rydell (S) och Leila Nouri (V) röstar för Signe Rydells förslag. Ulf Brandel (M) röstar för återremiss.",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "a list a side": (
        "Följande ledamöter röstade för förslaget: Signe Rydell (S), Leila Nouri (V). Emot röstade: Ulf Brandel (M).",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "against first": (
        "Mot förslaget röstar Ulf Brandel (M). För förslaget röstar Signe Rydell (S) och Leila Nouri (V).",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
    ),
    "the proposal that the first count is for is the yes": (
        "Ulf Brandels förslag får 1 röst och utskottets förslag 2 röster. För utskottets förslag röstar Signe Rydell och Leila Nouri. "
        "För Ulf Brandels förslag röstar Ulf Brandel.",
        {"Ulf Brandel": "yes", "Signe Rydell": "no", "Leila Nouri": "no"},
    ),
    "one side of two is counted, the other told by proposal": (
        "Signe Rydell (S) röstar för förslaget. Ulf Brandel (M) röstar emot.",
        {"Signe Rydell": "yes", "Ulf Brandel": "no"},
    ),
    "a line a side": (
        "Ja: Signe Rydell, Leila Nouri\nNej: Ulf Brandel\nAvstår: Bo Ekdal",
        {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no", "Bo Ekdal": "abstain"},
    ),
    "who takes no part is not on the roll": (
        "Ja röstar Signe Rydell (S). Nej röstar Ulf Brandel (M). Bo Ekdal (C) avstår från att delta i beslutet.",
        {"Signe Rydell": "yes", "Ulf Brandel": "no"},
    ),
}


@pytest.mark.parametrize(("content", "roll"), ROLLS.values(), ids=ROLLS)
def test_rolls(content: str, roll: dict[str, str], swedish: Swedish) -> None:
    (vote,) = votes.extract(swedish("Omröstning begärs.\n\n" + content))

    assert {ballot.name: ballot.vote for ballot in vote.roll} == roll


HEADER = ["Ledamot", "Ja", "Nej", "Avstår"]
FIRST = [["Signe Rydell (S)", "X", "", ""], ["Ulf Brandel (M)", "", "X", ""]]
SECOND = [["Leila Nouri (V)", "X", "", ""], ["Bo Ekdal (C)", "", "", "X"]]
ROLL = {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no", "Bo Ekdal": "abstain"}
TWICE = [
    ["Ledamot", "Ja", "Nej", "Ja", "Nej"],
    ["Signe Rydell (S)", "x", "", "", "x"],
    ["Leila Nouri (V)", "x", "", "x", ""],
    ["Ulf Brandel (M)", "", "x", "x", ""],
]
# Text before, tables, and the rolls.
TABLES = {
    "one table": ("2 ja-röster, 1 nej-röst, 1 avstår.", [[HEADER, *FIRST, *SECOND]], [ROLL]),
    "over a page break, the header again": ("2 ja-röster, 1 nej-röst.", [[HEADER, *FIRST], [HEADER, *SECOND]], [ROLL]),
    "over a page break, without a header": ("2 ja-röster, 1 nej-röst.", [[HEADER, *FIRST], SECOND], [ROLL]),
    "not counted in the text": ("Se lista.", [[HEADER, *FIRST, *SECOND]], [ROLL]),
    "party in a column of its own": (
        "Se lista.",
        [[["Namn", "Parti", "Ja", "Nej"], ["Signe Rydell", "S", "X", ""], ["Ulf Brandel", "M", "", "X"]]],
        [{"Signe Rydell": "yes", "Ulf Brandel": "no"}],
    ),
    "the vote in words": (
        "1 ja-röst, 1 nej-röst.",
        [[["Namn", "Parti", "Röst"], ["Signe Rydell", "S", "Ja"], ["Ulf Brandel", "M", "Nej"]]],
        [{"Signe Rydell": "yes", "Ulf Brandel": "no"}],
    ),
    "two rounds side by side": (
        "Första omröstningen: 2 ja-röster, 1 nej-röst. Andra omröstningen: 2 ja-röster, 1 nej-röst.",
        [TWICE],
        [
            {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"},
            {"Signe Rydell": "no", "Leila Nouri": "yes", "Ulf Brandel": "yes"},
        ],
    ),
    "crosses that have lost their columns": (
        "2 ja-röster, 1 nej-röst.",
        [[HEADER, ["Signe Rydell (S)", "X"], ["Leila Nouri (V)", "X"], ["Ulf Brandel (M)", "X"]]],
        [{}],
    ),
    "sums below": (
        "Se lista.",
        [[HEADER, *FIRST, ["Summa", "1", "1", "0"]]],
        [{"Signe Rydell": "yes", "Ulf Brandel": "no"}],
    ),
    "a table of figures": ("2 ja-röster, 1 nej-röst.", [[["Post", "2021", "2022"], ["Ja", "1", "2"]]], [{}]),
}


def with_tables(content: str, tables: list[list[list[str]]]) -> Text:
    builder = TextBuilder()
    for number, rows in enumerate(tables):
        builder.start_page()
        if number == 0:
            builder.add_line("Omröstning")
            builder.add_line(content)
        builder.add_blank()
        builder.add_grid([builder.add_row(row) for row in rows])
    return builder.build()


@pytest.mark.parametrize(("content", "tables", "rolls"), TABLES.values(), ids=TABLES)
def test_tables(content: str, tables: list[list[list[str]]], rolls: list[dict[str, str]], swedish: Swedish) -> None:
    found = list(votes.extract(swedish(with_tables(content, tables))))

    assert [{ballot.name: ballot.vote for ballot in vote.roll} for vote in found] == rolls


def test_the_party_of_a_ballot(swedish: Swedish) -> None:
    (vote,) = votes.extract(swedish("Omröstning. Ja röstar Signe Rydell (S). Nej röstar Ulf Brandel (M)."))

    assert [ballot.party for ballot in vote.roll] == ["S", "M"]


LIST = """§ 7 Ny lekplats i Norrbyn
Omröstningen utfaller med {counts}. Hur var och en röstar framgår av bilaga 2.

§ 8 Övrigt
Inget fanns att ta upp.

Ordförande
Signe Rydell

Bilaga 1
Leila Nouri\tV\tLedamot

Bilaga 2
Namn\tParti\tPlats\tResultat
Signe Rydell\tS\t1\tJa
Ulf Brandel\tM\t2\tNej
Leila Maria
Nouri

ÖP

3

Ledamot

Ja

Bilaga 3
Bo Ekdal\tC\t4\tNej
"""
LISTED = [("Signe Rydell", "S", "yes"), ("Leila Maria Nouri", "ÖP", "yes"), ("Ulf Brandel", "M", "no")]
ATTACHMENTS = {
    "adds up": ("2 Ja mot 1 Nej", LISTED),
    "does not add up": ("5 Ja mot 4 Nej", []),
}


@pytest.mark.parametrize(("counts", "roll"), ATTACHMENTS.values(), ids=ATTACHMENTS)
def test_attachments(counts: str, roll: list[tuple[str, str, str]], swedish_items: Swedish) -> None:
    (vote,) = votes.extract(swedish_items(LIST.format(counts=counts)))

    assert [(ballot.name, ballot.party, ballot.vote) for ballot in vote.roll] == roll


LISTS = """§ 7 Ny lekplats i Norrbyn
Omröstningen utfaller med 2 ja-röster mot 1 nej-röst.{pointer}

§ 8 Övrigt
Inget fanns att ta upp.

Omröstningslista 1{head}
"""
VOTED = {"Signe Rydell": "yes", "Leila Nouri": "yes", "Ulf Brandel": "no"}
POINTERS = {
    "the item points at the list": (" Se omröstningslista 1.", "", VOTED),
    "the list names the item": ("", "\nÄrende: § 7 Ny lekplats", VOTED),
    "the list's heading names the item": ("", ", § 7", VOTED),
    "nothing ties them": ("", "", {}),
    "the list is of another item": ("", ", § 9", {}),
    "the item points at another list": (" Se omröstningslista 2.", "", {}),
}


@pytest.mark.parametrize(("pointer", "head", "roll"), POINTERS.values(), ids=POINTERS)
def test_lists_of_votes_behind_the_minutes(
    pointer: str, head: str, roll: dict[str, str], swedish_items: Swedish
) -> None:
    rows = [["Namn", "Parti", "Ja", "Nej"], ["Signe Rydell", "S", "X", ""], ["Leila Nouri", "V", "X", ""]]
    text = with_tables(LISTS.format(pointer=pointer, head=head), [[*rows, ["Ulf Brandel", "M", "", "X"]]])
    (vote,) = votes.extract(swedish_items(text))

    assert (vote.paragraph, {ballot.name: ballot.vote for ballot in vote.roll}) == ("7", roll)


def test_crosses_stand_below_their_side_on_a_page(swedish_items: Swedish) -> None:
    builder = TextBuilder()
    builder.start_page(width=595, height=842)
    for line in LISTS.format(pointer=" Se omröstningslista 1.", head="").strip().split("\n"):
        builder.add_line(line)
    places = {"Ja": 300, "Nej": 340, "X": 302}
    for number, (line, cross) in enumerate(
        [("Namn\tParti\tJa\tNej", 0), ("Signe Rydell\tS\tX", 0), ("Leila Nouri\tV\tX", 3), ("Ulf Brandel\tM\tX", 40)]
    ):
        words = [
            Word(
                word.start(),
                word.end(),
                x := places.get(word[0], word.start()) + cross,
                9.0 * number,
                x + 8,
                9.0 * number + 8,
            )
            for word in re.finditer(r"\S+", line)
        ]
        builder.add_line(line, words)
    (vote,) = votes.extract(swedish_items(builder.build()))

    assert {ballot.name: ballot.vote for ballot in vote.roll} == VOTED


def test_crosses_in_the_list_of_those_present(swedish_items: Swedish) -> None:
    builder = TextBuilder()
    builder.start_page()
    builder.add_line("Närvarolista")
    present = [
        ["Namn", "Närvarande", "Ja", "Nej"],
        ["Signe Rydell (S)", "x", "x", ""],
        ["Ulf Brandel (M)", "x", "", "x"],
    ]
    builder.add_grid([builder.add_row(row) for row in [*present, ["Leila Nouri (V)", "x", "x", ""]]])
    for line in TWO_ITEMS.format(heading="Omröstning").replace("7 ja", "2 ja").replace("4 nej", "1 nej").split("\n"):
        builder.add_line(line)
    (vote,) = votes.extract(swedish_items(builder.build()))

    assert [(ballot.name, ballot.vote) for ballot in vote.roll] == [
        ("Signe Rydell", "yes"),
        ("Leila Nouri", "yes"),
        ("Ulf Brandel", "no"),
    ]


def test_crosses_by_item_behind_the_minutes(swedish_items: Swedish) -> None:
    builder = TextBuilder()
    builder.start_page()
    content = TWO_ITEMS.format(heading="Omröstning").replace("7 ja", "1 ja").replace("4 nej", "1 nej")
    for line in content.split("\n"):
        builder.add_line(line)
    builder.add_line("Omröstningslista")
    rows = [
        ["Namn", "§ 7\nJa", "Nej", "§ 9\nJa", "Nej"],
        ["Signe Rydell", "X", "", "", "X"],
        ["Leila Nouri Grip", "", "X", "X", ""],
    ]
    builder.add_grid([builder.add_row(row) for row in rows])
    rolls = [
        (vote.paragraph, {ballot.name: ballot.vote for ballot in vote.roll})
        for vote in votes.extract(swedish_items(builder.build()))
    ]

    assert rolls[0] == ("7", {"Signe Rydell": "yes", "Leila Nouri Grip": "no"})
    assert not any(roll for _, roll in rolls[1:])


NAMES_AS_LISTED = """Närvarande
Agneta Nilsson Prönk (S)
Ulf Brandel (M)

§ 7 Ny lekplats i Norrbyn
Omröstning begärs.

Ja: Agneta Nilsson Prönk
Nej: Ulf Brandel

§ 8 Övrigt
Inget fanns att ta upp.
"""


def test_names_are_as_long_as_in_the_list_of_those_present(swedish_items: Swedish) -> None:
    (vote,) = votes.extract(swedish_items(NAMES_AS_LISTED))

    assert [ballot.name for ballot in vote.roll] == ["Agneta Nilsson Prönk", "Ulf Brandel"]


TWO_ITEMS = """§ 7 Ny lekplats i Norrbyn
{heading}
Ordföranden frågar om lekplatsen. Med 7 ja-röster mot 4 nej-röster bifalls förslaget.

§ 8 Övrigt
Inget fanns att ta upp.
"""


@pytest.mark.parametrize(("heading", "count"), [("Omröstning", 1), ("Beslut", 1), ("Bakgrund", 0)])
def test_the_background_tells_of_other_votes(heading: str, count: int, swedish_items: Swedish) -> None:
    found = list(votes.extract(swedish_items(TWO_ITEMS.format(heading=heading))))

    assert [vote.paragraph for vote in found] == ["7"] * count


def test_evidence_holds_the_numbers(swedish: Swedish) -> None:
    (vote,) = votes.extract(swedish("Omröstningen utföll med 17 Nej mot 38 Ja. 6 ledamöter avstod."))

    assert [quote.quote for quote in vote.evidence] == ["17 Nej", "38 Ja. 6 ledamöter avstod"]
