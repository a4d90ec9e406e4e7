"""Statutes, case numbers, decisions and documents as minutes name them, and the look-alikes."""

from __future__ import annotations

import pytest

from extractors import references
from extractors.reading import Reading
from schemas.text import Grid, Span, TextBuilder
from tests.marking import unmark

# Marked text, and the target of each mark.
LAWS = {
    "place before": ("enligt ⟦6 kap. 24 § kommunallagen⟧ den 3 maj 2021", ["sfs:2017:725:6:24"]),
    "place behind": ("2021-05-03 ⟦Kommunallagen 5 kap. 22 §⟧", ["sfs:2017:725:5:22"]),
    "abbreviation": ("2021-05-03 med stöd av ⟦6 kap 24 § KL⟧", ["sfs:2017:725:6:24"]),
    "in the statute": ("⟦9 kap. 17 § i plan- och bygglagen⟧, 2021-05-03", ["sfs:2010:900:9:17"]),
    "section alone": ("insatser enligt ⟦7 § LSS⟧", ["sfs:1993:387::7"]),
    "sign before": ("⟦lagen (1993:387) § 9⟧", ["sfs:1993:387::9"]),
    "number": ("⟦lag (2003:1210)⟧ om finansiell samordning", ["sfs:2003:1210"]),
    "compound and number": ("⟦djurskyddslagen (2018:1192)⟧", ["sfs:2018:1192"]),
    "name and number": ("⟦skollagen (2010:800) 4 kap. 3 §⟧", ["sfs:2010:800:4:3"]),
    "collection": ("se ⟦SFS 2017:725⟧", ["sfs:2017:725"]),
    "over a line break": ("⟦5 kap.\n9 a § kommunallagen⟧ 2021-05-03", ["sfs:2017:725:5:9a"]),
    "several sections": ("⟦5 kap. 22, 23 §§ kommunallagen⟧ 2021-05-03", ["sfs:2017:725:5"]),
    "the statute of its time": ("Den 3 maj 2011 ⟦6 kap. 24 § kommunallagen⟧", ["sfs:1991:900:6:24"]),
    "no day, so none of two": ("⟦6 kap. 24 § kommunallagen⟧", [None]),
    "a paragraph of it": ("2021-05-03 ⟦4 kap. 1 § första stycket kommunallagen⟧", ["sfs:2017:725:4:1"]),
    "a point of it": ("insatser enligt ⟦9 § 2 LSS⟧", ["sfs:1993:387::9"]),
    "a point, shortened": ("vård enligt ⟦3 § 1 st. 2 p. LVU⟧", ["sfs:1990:52::3"]),
    "the abbreviation first": ("2012-05-03 enligt ⟦SoL 4 kap 1 §⟧", ["sfs:2001:453:4:1"]),
    "chapter and section with a colon": ("sekretess, ⟦OSL 19:3⟧.", ["sfs:2009:400:19:3"]),
    "chapter and sign first": ("2021-05-03 ⟦kap 5 § 22 KL⟧ gäller", ["sfs:2017:725:5:22"]),
    "abbreviation and number": ("⟦PBL (2010:900) 9 kap. 31 b §⟧", ["sfs:2010:900:9:31b"]),
    "name and abbreviation": ("2021-05-03 ⟦9 kap. 30 § plan- och bygglagen (PBL)⟧", ["sfs:2010:900:9:30"]),
    "several, one with a letter": ("2021-05-03 ⟦9 kap. 31 b, 33 §§ PBL⟧", ["sfs:2010:900:9"]),
    "regulation": ("enligt ⟦förordning (1998:899)⟧ om miljöfarlig verksamhet", ["sfs:1998:899"]),
    "regulation of an authority": ("⟦HSLF-FS 2017:40⟧ och ⟦AFS 2015:4⟧", ["hslf-fs:2017:40", "afs:2015:4"]),
    "of the union": ("⟦förordning (EU) 2016/679⟧, ⟦direktiv 2000/60/EG⟧", ["eu:2016/679", "eu:2000/60"]),
    "the one before": ("Den 3 mars 1985 ⟦6 kap. 3 § kommunallagen⟧", ["sfs:1977:179:6:3"]),
    "older than those listed": ("Den 3 mars 1974 enligt ⟦kommunallagen⟧", [None]),
    "the first day of the new one": ("2018-01-01 ⟦5 kap. 1 § KL⟧", ["sfs:2017:725:5:1"]),
    "the last day of the old one": ("2017-12-31 ⟦5 kap. 1 § KL⟧", ["sfs:1991:900:5:1"]),
    "of another country": ("2021-05-03 avgift 7 euro, ⟦kommunallagen⟧", [None]),
}
NO_LAWS = {
    "an item": "§ 24 Delegationsordning",
    "two letters": "FL meddelade förhinder, TF ordförande",
    "time of day": "KL 14:30 ajourneras mötet",
    "other rules": "2 § reglementet, 14 § förbundsordningen och 5 § i stadgarna",
    "an item in other rules": "enligt § 5 i reglementet",
    "telephone, sums and dates": "08-123 45 67, 12 500 kr, 2017-07-25, 14.30-15.30",
    "what is no series": "OFFS 12 och lista 2017:725",
    "part of a word": "lagens bokstav och ett skolagarbete",
}
# Marked text; decisions named by day and item.
DECISIONS = {
    "short name": ("beslut ⟦KF 2022-12-08 § 29⟧.", ["decision:KF:2022-12-08:29"]),
    "short name in small letters": ("enligt ⟦Ksau 2021-10-18, § 144⟧", ["decision:KSAU:2021-10-18:144"]),
    "short name of two words": ("enligt ⟦KS AU 2021-10-18, § 144⟧", ["decision:KSAU:2021-10-18:144"]),
    "another short name": ("i ⟦MBN § 44, 2020-05-13⟧", ["decision:MBN:2020-05-13:44"]),
    "full name": ("⟦Kommunstyrelsens arbetsutskott 2021-08-11, § 239⟧", ["decision:KSAU:2021-08-11:239"]),
    "a name without a short one": (
        "antogs av ⟦barn- och utbildningsnämnden 2007-04-25, § 41⟧.",
        ["decision:barn-och-utbildningsnämnden:2007-04-25:41"],
    ),
    "in the genitive": ("⟦kommunstyrelsens beslut den 3 maj 2021, § 87⟧", ["decision:KS:2021-05-03:87"]),
    "what the body did": (
        "⟦Regionstyrelsen behandlade ärendet den 24 maj 2022, § 112⟧.",
        ["decision:RS:2022-05-24:112"],
    ),
    "day in words": ("bordlades ⟦den 24 januari 2023, § 44⟧ av nämnden", ["decision::2023-01-24:44"]),
    "item first": ("beslut i ⟦Kommunfullmäktige § 12, 2020-03-04⟧", ["decision:KF:2020-03-04:12"]),
    "item in brackets": ("⟦kommunfullmäktige den 20 juni 2016 (§ 95⟧)", ["decision:KF:2016-06-20:95"]),
    "day without marks": ("⟦KF 220425 § 58⟧", ["decision:KF:2022-04-25:58"]),
    "item and year": ("⟦Regionstyrelsens beslut § 118/2022⟧", ["decision:RS:2022:118"]),
    "two of one body": (
        "⟦KF 2019-06-17 § 89⟧ och ⟦2020-11-23 § 141⟧",
        ["decision:KF:2019-06-17:89", "decision:KF:2020-11-23:141"],
    ),
    "day alone": ("Möte 2023-01-02. ⟦Beslut togs 220502⟧.", ["decision::2022-05-02"]),
    "body and day alone": (
        "Möte 2023-01-02. ⟦Kommunfullmäktige beslutade den 3 maj 2021⟧ att anta planen.",
        ["decision:KF:2021-05-03"],
    ),
    "an extract": ("protokollsutdrag från ⟦KSAU 2021-10-18 § 144⟧", ["decision:KSAU:2021-10-18:144"]),
}
NO_DECISIONS = {
    "no item": "den 24 januari 2023 av nämnden",
    "no day": "enligt § 44 i stadgarna",
    "items": "§§ 12-14 den 3 maj 2021",
    "this meeting": "Möte 2021-05-03. Nämnden beslutade den 3 maj 2021 att ajournera sig.",
    "an agreement's day": "Möte 2023-01-02. Avtal daterat 2021-03-02. Beslutet vann laga kraft 2021-03-02.",
    "another number": "§ 12/34 och § 4:2",
}


def of_kind(reading: Reading, kind: str) -> list:
    return [reference for reference in references.extract(reading) if reference.kind == kind]


@pytest.mark.parametrize(("marked", "targets"), LAWS.values(), ids=LAWS)
def test_finds_statutes(marked, targets, swedish):
    content, spans = unmark(marked)
    found = of_kind(swedish(content), "law")

    assert [(law.evidence[0].start, law.evidence[0].end) for law in found] == spans
    assert [law.target for law in found] == targets


@pytest.mark.parametrize("content", NO_LAWS.values(), ids=NO_LAWS)
def test_passes_over_what_is_no_statute(content, swedish):
    assert of_kind(swedish(content), "law") == []


@pytest.mark.parametrize(("marked", "targets"), DECISIONS.values(), ids=DECISIONS)
def test_finds_decisions(marked, targets, swedish):
    content, spans = unmark(marked)
    found = of_kind(swedish(content), "decision")

    assert [(each.evidence[0].start, each.evidence[0].end) for each in found] == spans
    assert [each.target for each in found] == targets


@pytest.mark.parametrize("content", NO_DECISIONS.values(), ids=NO_DECISIONS)
def test_passes_over_what_is_no_decision(content, swedish):
    assert of_kind(swedish(content), "decision") == []


def test_finds_documents_by_their_day_below_the_title(swedish_items):
    content = "Protokoll 2021-03-02\n\n§ 1 Budget\n\nFörvaltningens tjänsteskrivelse den 22 januari 2021 lades fram.\n\n§ 2 Övrigt\n\nInget."

    assert [each.text for each in of_kind(swedish_items(content), "document")] == [
        "Förvaltningens tjänsteskrivelse den 22 januari 2021"
    ]


# In an item: text, and what is referred to.
DOCUMENTS = {
    "a bill": ("Se prop. 2016/17:171.", [("prop. 2016/17:171", "prop:2016/17:171")]),
    "an inquiry and a committee": (
        "SOU 2031:4 samt bet. 2030/31:KU30 lästes.",
        [("SOU 2031:4", "sou:2031:4"), ("bet. 2030/31:KU30", "bet:2030/31:KU30")],
    ),
    "what is attached, once": (
        "Planen antas enligt bilaga 2. Se bilaga 2 och Bil. B.",
        [("bilaga 2", None), ("Bil. B", None)],
    ),
    "no number": ("Bilaga läggs till. Bilaga 2.1 och SOU 4.", []),
    "an extract is the decision": ("Protokollsutdrag 2021-01-19 § 12", []),
}


@pytest.mark.parametrize(("said", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_finds_documents(said, expected, swedish_items):
    content = f"Protokoll 2021-03-02\n\n§ 1 Budget\n\n{said}\n\n§ 2 Övrigt\n\nInget."

    assert [(each.text, each.target) for each in of_kind(swedish_items(content), "document")] == expected


def test_a_case_number_has_one_target_however_it_is_written(swedish_items):
    content = "Nämnden 2021-03-02\n\n§ 1 Budget\nDnr KS 2031/0914\n\nSe dnr KS2031-914.\n\n§ 2 Övrigt\n\nInget."

    assert {each.target for each in of_kind(swedish_items(content), "case_number")} == {"case:KS:2031:914"}


def test_case_numbers_are_those_of_the_items_each_once(swedish_items):
    content = (
        "Kommunstyrelsen 2021-03-02\n\n§ 12 Budget\nDnr KS 2031/914\n\nSe även dnr KS 2019/7.\n\n§ 13 Taxor\nDnr KS 2031/914\n\nBordläggs.\n\n"
        "§ 14 Val\nDnr KS 2021/3\n\nBo Ek väljs."
    )

    assert references.case_numbers(references.extract(swedish_items(content))) == ("KS 2031/914", "KS 2021/3")


def test_what_an_item_says_of_its_own_number(swedish_items):
    content = "§ 12 Ny lekplats\nÄrendet har dnr KR 2022-114. Jämför dnr KR 2019-7.\n\n§ 13 Övrigt\nInget.\n"
    assert references.case_numbers(references.extract(swedish_items(content))) == ("KR 2022-114",)


def test_a_case_number_only_cited_is_a_reference_alone(swedish_items):
    content = "Kommunstyrelsen\n\n§ 12 Budget\nDnr KS 2031/914\n\nSe även dnr KS 2019/7.\n\n§ 13 Val\n\nBo Ek väljs."
    found = of_kind(swedish_items(content), "case_number")

    assert [(each.text, each.paragraph, each.rule) for each in found] == [
        ("KS 2031/914", "12", "own_case_number"),
        ("KS 2019/7", "12", "cited_case_number"),
    ]


# Reason -> type, text, and the document's own case numbers.
LETTERS = {
    "a label": ("report", "TJÄNSTESKRIVELSE\nDnr KS 2031/914\n\nTill kommunstyrelsen", ("KS 2031/914",)),
    "a row of labels": (
        "report",
        "Handläggare\tDatum\tDiarienummer\nBo Ek\t2021-04-11\tKFN 2021/55\n\nTill nämnden",
        ("KFN 2021/55",),
    ),
    "a lengthy number": ("report", "Dnr: ABC-2031-00417:3\n\nTjänsteutlåtande", ("ABC-2031-00417:3",)),
    "a label without a number": ("report", "Dnr\n\nDen 3 maj 2021 beslutade nämnden", ()),
    "an agenda names them at the end of its items": (
        "agenda",
        "Kallelse\n\n1. Val av justerare\n2. Budget 2025\tTN 2024/018\n3. Taxa (BUN-2024.7)",
        ("TN 2024/018", "BUN-2024.7"),
    ),
    "an agenda names them anywhere": (
        "agenda",
        "Kallelse\n\n1. Budget, dnr 2021-45\n2. Val, dnr 2021-51",
        ("2021-45", "2021-51"),
    ),
}


@pytest.mark.parametrize(("kind", "content", "expected"), LETTERS.values(), ids=LETTERS)
def test_a_letter_names_its_own(kind, content, expected, swedish):
    plain = swedish(content)

    reading = Reading(plain.text, plain.language, kind, plain.parts, ())
    assert references.case_numbers(references.extract(reading)) == expected


def test_a_column_of_an_agenda_joins_what_its_width_broke(swedish):
    builder = TextBuilder()
    builder.start_page()
    rows = []
    for cells in (("Ärende", "Beteckning"), ("Budget", "KN-2031-\n00417"), ("Val", "")):
        start = builder.offset
        builder.add_line("\t".join(cells))
        rows.append(
            (Span(start, start + len(cells[0])), Span(start + len(cells[0]) + 1, start + len("\t".join(cells))))
        )
    builder.add_grid(rows)
    plain = swedish(builder.build())

    assert plain.text.grids == (Grid(tuple(rows)),)
    reading = Reading(plain.text, plain.language, "agenda", plain.parts, ())
    assert references.case_numbers(references.extract(reading)) == ("KN-2031-00417",)
