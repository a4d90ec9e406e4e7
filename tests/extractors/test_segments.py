"""How items are headed, what only looks like a heading, and the sections inside an item. All rows are invented."""

from __future__ import annotations

import itertools

import pytest

from extractors import language, segments
from schemas.text import BOLD_LEVEL, Span, TextBuilder

SWEDISH = language.load("sv")


def items(content: str, headings: dict[str, int] | None = None, soft: tuple[str, ...] = ()) -> list[segments.Segment]:
    builder = TextBuilder()
    builder.start_page()
    for line in content.split("\n"):
        builder.add_line(line, heading=(headings or {}).get(line), soft=line.endswith(soft) if soft else False)
    text = builder.build()
    return list(segments.segment(text, Span(0, len(text.content)), SWEDISH))


def told(content: str, **kwargs: object) -> list[tuple[str | None, str | None, str | None]]:
    """Number, title and case number of each item."""

    def said(span: Span | None) -> str | None:
        return " ".join(content[span.start : span.end].split()) if span else None

    return [(item.number, said(item.title), said(item.case_number)) for item in items(content, **kwargs)]  # type: ignore[arg-type]


HEADINGS = {
    "a label over the sign whose title goes on below": (
        "Punkt 1 – Val av funktionärer för mötet, ordförande och två\nprotokollsjusterare\n\n§ 1 Eva Ek väljs.\n\n"
        "Punkt 2 – Lokalen\n\n§ 2 Nycklar delades ut.",
        [("1", "Val av funktionärer för mötet, ordförande och två protokollsjusterare", None), ("2", "Lokalen", None)],
    ),
    "of old, no titles: the verb on the first line or the next": (
        "§ 1.\n\nTill att jämte ordföranden justera protokollet utsågos lantbrukaren\nKarl Ek i Byn och kantorn Bo Lind.\n\n"
        "§ 2.\n\nTill revisorer för granskning av 1957 års räkenskaper valdes Nils\nEk och Eva Lind.\n\n"
        "§ 3. Räkning från Norrby Lanthandel å kr. 112:40\ngodkändes till betalning.\n\n"
        "§ 4. Upplästes skrivelse från länsstyrelsen.",
        [("1", None, None), ("2", None, None), ("3", None, None), ("4", None, None)],
    ),
    "of old, who decides on the line of the number, and clauses below": (
        "§ 5. Av vinsten beslöto huvudmännen\n\natt till fonden överföra 900 kr.\n\n§ 6. Upplästes en skrivelse.\n\n§ 7. Val av revisor\n\nTill revisor valdes Bo Ek.",
        [("5", None, None), ("6", None, None), ("7", "Val av revisor", None)],
    ),
    "of old, titles in capitals": (
        "§ 43\nFÖRSLAG TILL STADSPLAN FÖR KV. SPADEN\n\nArkitekten redogjorde.\n\n§ 44\nMEDDELANDEN\n\nLades till handlingarna.",
        [("43", "FÖRSLAG TILL STADSPLAN FÖR KV. SPADEN", None), ("44", "MEDDELANDEN", None)],
    ),
    "an infinitive makes no sentence of a title": (
        "9. Bemyndigande för styrelsen att besluta om nyemission\nEva Ek yrkade avslag.\n\n10. Avslutning\nTack.\n\n11. Nytt\nInget.",
        [
            ("9", "Bemyndigande för styrelsen att besluta om nyemission", None),
            ("10", "Avslutning", None),
            ("11", "Nytt", None),
        ],
    ),
    "no word behind the number": ("§ 1\t…\tBudget\n§ 2\t…\tTaxa\n", [("1", "Budget", None), ("2", "Taxa", None)]),
    "title and text in cells beside each other": (
        "1. Öppnande\tOrdföranden öppnar mötet\noch hälsar alla.\n\n2. Dagordning\tDagordningen godkänns.\n\n3. Nästa möte\tFredagen den 16 april.",
        [("1", "Öppnande", None), ("2", "Dagordning", None), ("3", "Nästa möte", None)],
    ),
    "a case number under the page's number in a box": (
        "Ks § 4\tTaxa för uthyrning av lokaler\n\nBlad\n3\n\nDnr KS 2031/0152\n\nBakgrund\nText.\n\nKs § 5\tVal\n\nBeslut\nText.",
        [("4", "Taxa för uthyrning av lokaler", "KS 2031/0152"), ("5", "Val", None)],
    ),
    "numbers with the year": (
        "24/31 Inledning\nText.\n\n25/31\tDagordning\nText.\n\n26/31\tEkonomi\nText.",
        [("24/31", "Inledning", None), ("25/31", "Dagordning", None), ("26/31", "Ekonomi", None)],
    ),
    "a usual title and its sentence on one line": (
        "1\tMötet öppnas Styrelsens ordförande Eva Ek öppnar mötet. Alla hälsar.\n2\tEkonomi Kassören redovisar läget.\n3\tÖvrigt Inget.",
        [("1", "Mötet öppnas", None), ("2", "Ekonomi", None), ("3", "Övrigt", None)],
    ),
    "a paragraph sign that recognition of characters misread": (
        "$ 4\tMötet godkände kallelsen.\n\n$ 5\tKassan är god.",
        [("4", None, None), ("5", None, None)],
    ),
    "a body's whole name and the day, the title below": (
        "Stadsstyrelsen   § 69   27.03.2031\n\nBOKSLUT\n\nDnr: SJÖ 214/02.02/2031\n\nSTST § 69\n\nResultatet är gott.\n\n"
        "Stadsstyrelsen   § 70   27.03.2031\n\nBORGEN\n\nSTST § 70\n\nBolaget anhåller om borgen.",
        [("69", "BOKSLUT", "SJÖ 214/02.02/2031"), ("70", "BORGEN", None)],
    ),
    "a case number in brackets after a title below its number": (
        "§ 4\nÅrsplan för kommunen (SKS/2030:300)\n\nBeslut\nPlanen antas.\n\n§ 5\nTaxa (SKS/2030:8)\n\nBeslut\nTaxan antas.",
        [("4", "Årsplan för kommunen", "SKS/2030:300"), ("5", "Taxa", "SKS/2030:8")],
    ),
    "a short title, a whole sentence below": (
        "§ 4\n\nÄrende med sekretess\nSekretess gäller enligt 21 kap. 7 §.\n\n§ 5\n\nLokaler\nText.",
        [("4", "Ärende med sekretess", None), ("5", "Lokaler", None)],
    ),
    "capital headings without numbers": (
        "KÖREN\nStyrelsen\n\nDeltog: Eva Ek, Nils Ek\n\nINSTÄLLD KONSERT\n\nBeslut:\nKonserten ställs in.\n\n"
        "MEDLEMSAVGIFT\n\nBeslut:\nAvgiften sänks.\n\nNÄSTA MÖTE\n\nBeslut:\nNästa möte hålls i maj.",
        [(None, "INSTÄLLD KONSERT", None), (None, "MEDLEMSAVGIFT", None), (None, "NÄSTA MÖTE", None)],
    ),
    "sign and title on a line": (
        "§ 4 Budget 2031\nText.\n\n§ 5 Övriga frågor\nText.",
        [("4", "Budget 2031", None), ("5", "Övriga frågor", None)],
    ),
    "no blank after the sign": (
        "§4 Budget\nText.\n\n§5 Lokaler\nText.",
        [("4", "Budget", None), ("5", "Lokaler", None)],
    ),
    "the sign after the number": (
        "14 § Öppnande\nText.\n\n15 § Lokaler\nText.",
        [("14", "Öppnande", None), ("15", "Lokaler", None)],
    ),
    "case number at the right, title below": (
        "§ 7\tDnr BN 2031/118\nBygglov för carport på\nÄngen 3\n\nBeslut\nBygglov beviljas.\n\n§ 8\tDnr BN 2031/120\nRivningslov\n\nBeslut\nBeviljas.",
        [("7", "Bygglov för carport på Ängen 3", "BN 2031/118"), ("8", "Rivningslov", "BN 2031/120")],
    ),
    "case number between sign and title": (
        "§ 3 Dnr 2031-45 Taxa för vatten\nText.\n\n§ 4 Dnr 2031-46 Taxa för sopor\nText.",
        [("3", "Taxa för vatten", "2031-45"), ("4", "Taxa för sopor", "2031-46")],
    ),
    "case number after the title": (
        "§ 3 Taxa för vatten Diarienummer: 2031/45\nText.\n\n§ 4 Taxa för sopor Diarienummer: 2031/46\nText.",
        [("3", "Taxa för vatten", "2031/45"), ("4", "Taxa för sopor", "2031/46")],
    ),
    "body before the sign": (
        "KF § 9 DNR: LH.2031.7\n\nVal av ombud\n\nKF § 10 DNR: LH.2031.9\n\nAvsägelse",
        [("9", "Val av ombud", "LH.2031.7"), ("10", "Avsägelse", "LH.2031.9")],
    ),
    "numbers without a sign": (
        "1. Mötets öppnande\nMötet öppnades.\n\n2. Val av justerare\nVal.\n\n3. Övrigt\nInget.",
        [("1", "Mötets öppnande", None), ("2", "Val av justerare", None), ("3", "Övrigt", None)],
    ),
    "dotted numbers": (
        "1.1 Öppnande\nText.\n\n1.2 Dagordning\nText.\n\n2.1 Ekonomi\nText.",
        [("1.1", "Öppnande", None), ("1.2", "Dagordning", None), ("2.1", "Ekonomi", None)],
    ),
    "a label over the sign gives the title of its first item": (
        "Punkt 1 – Ekonomi\n§ 1 Kassan redovisades.\n\n§ 2 Avgiften diskuterades.\n\nPunkt 2 – Lokalen\n§ 3 Nycklar delades ut.",
        [("1", "Ekonomi", None), ("2", None, None), ("3", "Lokalen", None)],
    ),
    "text in the place of a title is none": (
        "1. Dagordningen godkändes.\n\n2. Elin valdes till sekreterare.\n\n3. Ekonomi\nKassan är god.",
        [("1", None, None), ("2", None, None), ("3", "Ekonomi", None)],
    ),
    "a title may have a verb when it stands alone": (
        "1. Mötet öppnas\n\nAlla hälsades välkomna.\n\n2. Mötet avslutas\n\nTack.",
        [("1", "Mötet öppnas", None), ("2", "Mötet avslutas", None)],
    ),
    "title and text in one line": (
        "1\tVal av justerare Maja Sandin utses att justera.\n2\tEkonomi Kassören redogör för läget.",
        [("1", "Val av justerare", None), ("2", "Ekonomi", None)],
    ),
    "old minutes give no titles": (
        "§ 1.\n\nAtt justera protokollet utsågs herr Lind.\n\n§ 2.\n\nFöredrogs skrivelse från skolan med anhållan om bidrag.",
        [("1", None, None), ("2", None, None)],
    ),
}


@pytest.mark.parametrize(("content", "expected"), HEADINGS.values(), ids=HEADINGS)
def test_heads_items(content: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert told(content) == expected


NUMBERS = {
    "a table of contents repeats the items": (
        "Innehåll\n§ 11 Budget ............ 2\n§ 12 Lokaler ........... 3\n\n§ 11 Budget\nEn lång text om budgeten.\n\n§ 12 Lokaler\nEn text om lokaler.",
        ["11", "12"],
    ),
    "a quoted statute breaks the sequence": (
        "§ 41 Delegation\nNämnden beslutar med stöd av\n§ 6 i reglementet att delegera.\n\n§ 42 Övrigt\nInget.",
        ["41", "42"],
    ),
    "a numbered list inside an item is none": (
        "§ 8 Budget\nBeslut\n1. Ramen fastställs.\n2. Taxan höjs.\n\n§ 9 Övrigt\nBeslut\n1. Inget.",
        ["8", "9"],
    ),
    "a range of items heads none": ("§§ 1-8\n\n§ 1 Öppnande\nText.\n\n§ 2 Avslutning\nText.", ["1", "2"]),
    "an excerpt has gaps": ("§ 137 Plan\nText.\n\n§ 163 Vite\nText.\n\n§ 164 Staket\nText.", ["137", "163", "164"]),
    "a letter after the number": ("§ 4 Val\nText.\n\n§ 4a Tillägg\nText.\n\n§ 5 Slut\nText.", ["4", "4a", "5"]),
    "signatures end the last item": (
        "§ 1 Öppnande\nText.\n\n§ 2 Slut\nMötet avslutades.\n\nVid protokollet:\n\n1. Eva Ek",
        ["1", "2"],
    ),
    "no items at all": ("Ett brev om § 3 och § 7 i stadgarna, utan rubriker.", []),
}


@pytest.mark.parametrize(("content", "numbers"), NUMBERS.values(), ids=NUMBERS)
def test_numbers(content: str, numbers: list[str]) -> None:
    assert [item.number for item in items(content)] == numbers


def test_pages_that_a_viewer_flattened() -> None:
    page = (
        "2 Lövköpings kommun Sida 2(3) Ks 31 Dnr 2031-KS0041 Tilläggsanslag till vägar Gatuenheten begär medel. " + "Ärendet har beretts. " * 20 +
        "Kommunstyrelsens beslut Kommunstyrelsen beslutar att bevilja 650 tkr. Ks 32 Månadsrapport Ekonomichefen redogör. "
        "Kommunstyrelsens beslut Rapporten läggs till handlingarna."
    )  # fmt: skip
    found = items(page)

    assert [(item.number, page[item.title.start : item.title.end]) for item in found if item.title] == [
        ("31", "Tilläggsanslag till vägar"),
        ("32", "Månadsrapport"),
    ]
    assert [[section.kind for section in item.sections] for item in found] == [["decision"], ["decision"]]


def test_headings_over_the_labels_of_the_cover_head_no_items() -> None:
    content = (
        "Styrelsemöte\n\nSjöby byalag\nDatum: 4 mars 2031\nPlats: Bygdegården\n\nNärvarande\nEva Ek\n\nÖppnande\nText.\n\n"
        "Ekonomi\nText.\n\nBeslut\nText.\n\nÖvrigt\nText."
    )
    lines = ("Styrelsemöte", "Sjöby byalag", "Närvarande", "Öppnande", "Ekonomi", "Beslut", "Övrigt")

    assert [title for _, title, _ in told(content, headings=dict.fromkeys(lines, BOLD_LEVEL))] == [
        "Öppnande",
        "Ekonomi",
        "Övrigt",
    ]


def test_headings_that_the_format_marks_stand_in_for_numbers() -> None:
    content = "Styrelsemöte\n\nÖppnande\nText.\n\nEkonomi\nText.\n\nÖvriga frågor\nText."
    levels = {"Styrelsemöte": 1, "Öppnande": 3, "Ekonomi": 3, "Övriga frågor": 3}

    assert told(content, headings=levels) == [
        (None, "Öppnande", None),
        (None, "Ekonomi", None),
        (None, "Övriga frågor", None),
    ]


SECTIONS = {
    "headings on lines of their own": (
        "Sammanfattning\nA.\n\nFörvaltningens förslag till beslut\nB.\n\nYrkanden\nC.\n\nBeslut\nD.\n\nBeslutet skickas till\nE.",
        ["background", "draft", "proposals", "decision", "recipients"],
    ),
    "a body in the genitive": (
        "Tekniska utskottets beslut\nA.\n\nBygg- och miljönämndens förslag\nB.",
        ["decision", "draft"],
    ),
    "heading and text on a line": ("Förslag: Att köpa en båt. Beslut: Att bifalla förslaget.", ["draft", "decision"]),
    "a sentence that begins so is no heading": ("Beslut om båten tas senare.\nBeslutet var enhälligt.", []),
    "a cell that a heading opens": ("4\tTaxa\tKS 2031/7\tFörslag till beslut\nTaxan antas.", ["draft"]),
}


@pytest.mark.parametrize(("content", "kinds"), SECTIONS.values(), ids=SECTIONS)
def test_sections(content: str, kinds: list[str]) -> None:
    found = list(segments.sections(content, 0, len(content), SWEDISH.segments, flat=False))

    assert [section.kind for section in found] == kinds
    assert all(before.end == after.start for before, after in itertools.pairwise(found))
