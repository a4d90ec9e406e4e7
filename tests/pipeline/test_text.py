"""What text files and Markdown look like when systems, converters and web viewers have had them."""

import codecs

import pytest

from pipeline.readers import text as reader
from pipeline.readers.base import Limits
from schemas.errors import LimitExceededError, UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text


def read(content: str | bytes, media_type: str = reader.PLAIN) -> Text:
    raw = content.encode() if isinstance(content, str) else content
    return reader.read(SourceFile("test.txt", raw, media_type), Limits())


def shown(text: Text) -> str:
    """The text with furniture in ⟦ ⟧, a soft break as ↩ and a page's start as ¶."""
    marks: dict[int, str] = {}
    for page in text.pages[1:]:
        marks[page.start] = "¶"
    for piece in text.furniture:
        marks[piece.start] = marks.get(piece.start, "") + "⟦"
        marks[piece.end] = "⟧" + marks.get(piece.end, "")
    for offset in text.soft_breaks:
        marks[offset] = marks.get(offset, "") + "↩"
    return "".join(marks.get(at, "") + character for at, character in enumerate(text.content)).strip("\n")


SWEDISH = "Mötet öppnas på Åsgården – § 4"
ENCODED = {
    "UTF-8": (SWEDISH.encode(), []),
    "UTF-8 with its mark": (codecs.BOM_UTF8 + SWEDISH.encode(), []),
    "Windows": (SWEDISH.encode("cp1252"), ["encoding_guessed"]),
    "UTF-16 with its mark": (SWEDISH.encode("utf-16"), []),
    "UTF-16, small end first": (SWEDISH.encode("utf-16-le"), []),
    "UTF-16, big end first": (SWEDISH.encode("utf-16-be"), []),
    "UTF-8 with a stray NUL": (SWEDISH.encode().replace(b" ", b" \0", 1), ["characters_lost"]),
    "Windows with a stray NUL": (
        SWEDISH.encode("cp1252").replace(b" ", b" \0", 1),
        ["encoding_guessed", "characters_lost"],
    ),
}


@pytest.mark.parametrize(("raw", "remarks"), ENCODED.values(), ids=ENCODED)
def test_decodes(raw: bytes, remarks: list[str]) -> None:
    text = read(raw)

    assert text.content == SWEDISH + "\n"
    assert [code for code, _ in text.remarks] == remarks


def test_text_cut_in_a_character_is_not_taken_for_windows() -> None:
    text = read("Mötet öppnas på Åsgården, ordförande hälsar alla välkomna till å".encode()[:-1])

    assert text.content == "Mötet öppnas på Åsgården, ordförande hälsar alla välkomna till \ufffd\n"
    assert [code for code, _ in text.remarks] == ["characters_lost"]


RUBBISH = {
    "random bytes": bytes((7 * number * number + 13) % 256 for number in range(4000)),
    "zeros in an odd number of bytes": b"abc\0\0def\xff\xd8\0",
    "control characters": b"\x01\x02\x03 text",
}


@pytest.mark.parametrize("raw", RUBBISH.values(), ids=RUBBISH)
def test_refuses_what_is_no_text(raw: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match=r"^test\.txt: "):
        read(raw)


def test_counts_pages() -> None:
    with pytest.raises(LimitExceededError, match="3 pages; the limit is 2"):
        reader.read(SourceFile("test.txt", b"a\fb\fc", reader.PLAIN), Limits(pages=2))


# What stands in the file, and how it is shown.
PLAIN = {
    "line ends of every kind": ("Ett\r\nTvå\rTre\u2028Fyra", "Ett\nTvå\nTre\nFyra"),
    "many empty lines are one": ("Ett\n\n \n\nTvå", "Ett\n\nTvå"),
    "wide gaps part cells": ("Plats     Åsgården\nTid\t\t18.30", "Plats\tÅsgården\nTid\t18.30"),
    "a blank after a full stop is no gap": ("Kl. 19.  Mötet öppnas", "Kl. 19. Mötet öppnas"),
    "a hyphen at a line end": ("inom kommun-\nstyrelsen beslutas", "inom kommunstyrelsen\nbeslutas"),
    "emphasis that a converter left": ("Dag **Torsdag 24 mars**", "Dag Torsdag 24 mars"),
    "tags that a converter left": ("<p>Ett <i>litet</i></p><p>Två&nbsp;till</p>", "Ett litet\n\nTvå till"),
    "less than and more than are no tags": ("2 < 3 och 5 > 4", "2 < 3 och 5 > 4"),
    "a star and a line under blanks": ("* Ada Alm\n____ Bo Bok", "* Ada Alm\n____ Bo Bok"),
    "form feeds": ("Ett\fTvå", "Ett\n¶Två"),
    "page comments": ("<!-- sida 1 -->\nEtt\n<!-- sida 2 -->\nTvå", "Ett\n¶Två"),
    "front matter": ("---\norgan: ks\nsidor: 2\n---\nProtokoll", "⟦---⟧\n⟦organ: ks⟧\n⟦sidor: 2⟧\n⟦---⟧\nProtokoll"),
    "a rule is no front matter": ("---\nProtokoll\n---\nMötet öppnas", "---\nProtokoll\n---\nMötet öppnas"),
}

FEET = "Justerandes sign  Utdragsbestyrkande"
PAGED = {
    "a page's number, wherever it is": (
        "§ 1 Val\fSida 2 (3)\n§ 2 Budget\f§ 3 Avslut\n3 (3)",
        "§ 1 Val\n¶⟦Sida 2 (3)⟧\n§ 2 Budget\n¶§ 3 Avslut\n⟦3 (3)⟧",
    ),
    "the first head stays": (
        "Almby kommun\nProtokoll 2024-05-02\n§ 1 Val\fAlmby kommun\nProtokoll 2024-05-02\n§ 2 Budget",
        "Almby kommun\nProtokoll 2024-05-02\n§ 1 Val\n¶⟦Almby kommun⟧\n⟦Protokoll 2024-05-02⟧\n§ 2 Budget",
    ),
    "a head with the page's number in it": (
        "Almby kommun    PROTOKOLL\n§ 1 Val\fAlmby kommun    PROTOKOLL    2 (2)\n§ 2 Budget",
        "Almby kommun\tPROTOKOLL\n§ 1 Val\n¶⟦Almby kommun\tPROTOKOLL\t2 (2)⟧\n§ 2 Budget",
    ),
    "the next meeting's head has another date": (
        "Protokoll 2024-05-02\na\fProtokoll 2024-05-02\nb\fProtokoll 2024-09-19\nc\fProtokoll 2024-09-19\nd",
        "Protokoll 2024-05-02\na\n¶⟦Protokoll 2024-05-02⟧\nb\n¶Protokoll 2024-09-19\nc\n¶⟦Protokoll 2024-09-19⟧\nd",
    ),
    "a head without date or number may be the next document's": (
        "Almby bygdeförening\nPROTOKOLL\nmöte i maj\fAlmby bygdeförening\nPROTOKOLL\nmöte i juni",
        "Almby bygdeförening\nPROTOKOLL\nmöte i maj\n¶Almby bygdeförening\nPROTOKOLL\nmöte i juni",
    ),
    "items at the top of pages are no heads": (
        "KF § 12 Dnr 2024.3\nVal\fKF § 13 Dnr 2024.4\nBudget\fKF § 14 Dnr 2024.9\nAvslut",
        "KF § 12 Dnr 2024.3\nVal\n¶KF § 13 Dnr 2024.4\nBudget\n¶KF § 14 Dnr 2024.9\nAvslut",
    ),
    "what most pages end with, if it is the foot": (
        f"§ 1 Val\nBeslut\natt bifalla\n{FEET}\f§ 2 Budget\nBeslut\natt avslå\n{FEET}",
        "§ 1 Val\nBeslut\natt bifalla\n⟦Justerandes sign Utdragsbestyrkande⟧\n"
        "¶§ 2 Budget\nBeslut\natt avslå\n⟦Justerandes sign Utdragsbestyrkande⟧",
    ),
    "the same decision on two pages is none": (
        "§ 1 Val\nBeslut\nAntecknas\f§ 2 Budget\nBeslut\nAntecknas\f§ 3 Taxa\nBeslut\natt avslå",
        "§ 1 Val\nBeslut\nAntecknas\n¶§ 2 Budget\nBeslut\nAntecknas\n¶§ 3 Taxa\nBeslut\natt avslå",
    ),
    "a figure at the top of a page": ("Röster\n31\f44\nSumma", "Röster\n31\n¶44\nSumma"),
    "what a signing service stamps": (
        "Ett\nTransaktionsidentitet: 7A3F\fTvå\nTransaktionsidentitet: 7A3F",
        "Ett\n⟦Transaktionsidentitet: 7A3F⟧\n¶Två\n⟦Transaktionsidentitet: 7A3F⟧",
    ),
    "a head that a converter put in the midst": (
        "\f".join(f"Nämnden 2024-05-02\ntext {number}" for number in "abcd") + "\fe\nNämnden 2024-05-02\nf",
        "Nämnden 2024-05-02\ntext a\n¶⟦Nämnden 2024-05-02⟧\ntext b\n¶⟦Nämnden 2024-05-02⟧\ntext c\n"
        "¶⟦Nämnden 2024-05-02⟧\ntext d\n¶e\n⟦Nämnden 2024-05-02⟧\nf",
    ),
    "a head between the items of text without pages": (
        "Almby kommun Tekniska nämnden, protokoll\n\n".join(["", "§ 1 Val\n\n", "§ 2 Taxa\n\n", "§ 3 Avslut"]),
        "Almby kommun Tekniska nämnden, protokoll\n\n§ 1 Val\n\n⟦Almby kommun Tekniska nämnden, protokoll⟧\n\n§ 2 Taxa\n\n"
        "⟦Almby kommun Tekniska nämnden, protokoll⟧\n\n§ 3 Avslut",
    ),
    "recipients of every item are none": (
        "".join(f"§ {number} Val\n\nSkickas till:\n\nKommunstyrelsen\n\n" for number in (1, 2, 3)),
        "".join(f"§ {number} Val\n\nSkickas till:\n\nKommunstyrelsen\n\n" for number in (1, 2, 3)).strip(),
    ),
    "feet between two sentences, where pages were run together": (
        f"Nämnden beslutar att {FEET} 4",
        "Nämnden beslutar att ⟦Justerandes sign Utdragsbestyrkande 4⟧",
    ),
    "feet before an item's number": (
        "att avslå. Justerandes sign Utdragsbestyrkande 71 Dagordning",
        "att avslå. ⟦Justerandes sign Utdragsbestyrkande⟧ 71 Dagordning",
    ),
    "a person who attests": ("Utdragsbestyrkande görs av Ada Alm", "Utdragsbestyrkande görs av Ada Alm"),
}

VIEWED = {
    "a viewer that runs pages together": (
        'ALMBY Nämnden 2014-03-12\n\nStorlek: px\nStarta visningen från sidan:\n\nDownload "ALMBY Nämnden 2014-03-12"\n\nTranskript\n\n'
        "1 Plats Åsgården 4 Beslut att bifalla\n\n2 31 Taxa Nämnden beslutar",
        "ALMBY Nämnden 2014-03-12\n\n⟦Storlek: px⟧\n⟦Starta visningen från sidan:⟧\n\n"
        '⟦Download "ALMBY Nämnden 2014-03-12"⟧\n\n⟦Transkript⟧\n\n⟦1⟧ Plats Åsgården 4 Beslut att bifalla\n\n¶⟦2⟧ 31 Taxa Nämnden beslutar',
    ),
    "heads run together with what follows": (
        "Transkript\n\n1 Protokoll Sida 1 (9) Plats Åsgården\n\n2 Protokoll Sida 2 (9) 31 Taxa\n\n3 Protokoll Sida 3 (9) 32 Val",
        "⟦Transkript⟧\n\n⟦1⟧ Protokoll Sida 1 (9) Plats Åsgården\n\n¶⟦2 Protokoll Sida 2 (9)⟧ 31 Taxa\n\n¶⟦3 Protokoll Sida 3 (9)⟧ 32 Val",
    ),
    "the name of the body before each item is none": (
        "Transkript\n\n1 Plats Åsgården\n\n2 Ks 31 Taxa\n\n3 Ks 32 Val",
        "⟦Transkript⟧\n\n⟦1⟧ Plats Åsgården\n\n¶⟦2⟧ Ks 31 Taxa\n\n¶⟦3⟧ Ks 32 Val",
    ),
    "a viewer that titles its pages": (
        "9\nNämnden 2021\n\n  • Upload\n    others\n\nCitation preview\n\nPage 1: Protokoll\n\nNämnden 2021\n\nPage 2: Protokoll\n\n§ 2 Val",
        "⟦9⟧\n⟦Nämnden 2021⟧\n\n⟦• Upload⟧\n⟦others⟧\n\n⟦Citation preview⟧\n\n⟦Page 1: Protokoll⟧\n\nNämnden 2021\n\n"
        "¶⟦Page 2: Protokoll⟧\n\n§ 2 Val",
    ),
    "a viewer that numbers its pages in brackets": (
        "• No results found\n\nKF 2018\n\nN/A\nCopied!\n16\n\nFull text\n\n(1)\n\nPlats Åsgården\n\n(2)\n\n§ 2 Val",
        "⟦• No results found⟧\n\nKF 2018\n\n⟦N/A⟧\n⟦Copied!⟧\n⟦16⟧\n\n⟦Full text⟧\n\n⟦(1)⟧\n\nPlats Åsgården\n\n¶⟦(2)⟧\n\n§ 2 Val",
    ),
    "a list is no run of pages": ("Dagordning\n\n1 Öppnande\n\n2 Val", "Dagordning\n\n1 Öppnande\n\n2 Val"),
    "a word of the viewer on the second page": ("a\fCitation preview", "a\n¶Citation preview"),
    "a word of the viewer in the minutes": ("§ 4 Info\n\nDownload av appen ökar", "§ 4 Info\n\nDownload av appen ökar"),
}

CUT = (
    "Nämnden har i uppdrag att se över taxan för tillsyn enligt den nya\n"
    "lagen och att ta fram ett förslag. Förslaget har sänts på remiss till\n"
    "alla kommunens nämnder, som har svarat. Det innebär att timpriset i\n"
    "taxan höjs.\n"
)
WRAPPED = {
    "a paragraph": (CUT, CUT.replace("\n", "↩\n").removesuffix("↩\n")),
    "a short line ends": (
        CUT + "Beslut\nnämnden avslår",
        CUT.replace("\n", "↩\n").replace("höjs.↩", "höjs.") + "Beslut\nnämnden avslår",
    ),
    "a clause and a list item begin lines": (
        CUT + "Nämnden beslutar att sända förslaget till kommunstyrelsen och att\natt bifalla\n- Ada Alm",
        CUT.replace("\n", "↩\n").replace("höjs.↩", "höjs.")
        + "Nämnden beslutar att sända förslaget till kommunstyrelsen och att↩\natt bifalla\n- Ada Alm",
    ),
    "names are no paragraph": (
        "Ada Alm (S), ordförande\nBo Bok (M)\nCaj Dal (C)",
        "Ada Alm (S), ordförande\nBo Bok (M)\nCaj Dal (C)",
    ),
    "a paragraph a line": ("Ett ord. " * 30 + "\nTvå ord.", ("Ett ord. " * 30).strip() + "\nTvå ord."),
}


@pytest.mark.parametrize(
    ("content", "expected"),
    [row for table in (PLAIN, PAGED, VIEWED, WRAPPED) for row in table.values()],
    ids=[reason for table in (PLAIN, PAGED, VIEWED, WRAPPED) for reason in table],
)
def test_shows_the_document_and_marks_the_rest(content: str, expected: str) -> None:
    assert shown(read(content)) == expected.strip("\n")


MARKDOWN = {
    "headings": ("# Möte\n\n### Val\nAda väljs", "Möte\n\nVal\nAda väljs", [("Möte", 1), ("Val", 3)]),
    "emphasis, links, escapes": (r"**Datum:** [9 maj](x.html) *kl* 19\.30", "Datum: 9 maj kl 19.30", []),
    "words with lines in them": ("snake_case_name och 2*3*4", "snake_case_name och 2*3*4", []),
}


@pytest.mark.parametrize(("content", "expected", "headings"), MARKDOWN.values(), ids=MARKDOWN)
def test_reads_markdown(content: str, expected: str, headings: list[tuple[str, int]]) -> None:
    text = read(content, reader.MARKDOWN)

    assert text.content.strip() == expected
    assert [(text.content[start:].split("\n")[0], level) for start, level in text.headings] == headings


TABLES = {
    "a table of Markdown": (
        "| Post | Budget |\n|---|---:|\n| Avgifter<br>och hyra | 24 000 |\n",
        reader.MARKDOWN,
        [["Post", "Budget"], ["Avgifter\noch hyra", "24 000"]],
    ),
    "an empty cell keeps its column": ("| A |  | 2 |\n| --- | --- | --- |\n", reader.MARKDOWN, [["A", "", "2"]]),
    "a case number cut in a cell": ("| VN-2031-<br>00047 | Val |", reader.MARKDOWN, [["VN-2031-00047", "Val"]]),
    "lines of cells": ("Text\nPost\tBudget\nHyra\t300\nText", reader.PLAIN, [["Post", "Budget"], ["Hyra", "300"]]),
    "tabs of a spreadsheet: empty cells keep their places": (
        "\tBudget\tUtfall\nIntäkter\t\t\nHyror\t1 200\t900\nNytt\t\t50",
        reader.PLAIN,
        [["", "Budget", "Utfall"], ["Intäkter", "", ""], ["Hyror", "1 200", "900"], ["Nytt", "", "50"]],
    ),
}


@pytest.mark.parametrize(("content", "media_type", "cells"), TABLES.values(), ids=TABLES)
def test_notes_tables_as_grids(content: str, media_type: str, cells: list[list[str]]) -> None:
    text = read(content, media_type)

    (grid,) = text.grids
    assert [[text.content[cell.start : cell.end] for cell in row] for row in grid.rows] == cells


def test_a_label_before_its_value_is_no_table() -> None:
    assert read("Plats\tÅsgården\nMötet öppnas").grids == ()


COLUMNS = {
    "crosses below ja and nej": (
        "Ledamot             Parti   Ja  Nej  Avstår\n"
        "Signe Rydell        S       X\n"
        "Ulf Brandel         M           X\n"
        "Leila Nouri         V                X\n",
        [["Signe Rydell", "S", "X"], ["Ulf Brandel", "M", "", "X"], ["Leila Nouri", "V", "", "", "X"]],
    ),
    "nothing over the names": (
        "                    Ja  Nej\nSigne Rydell        X\nUlf Brandel             X\n",
        [["Signe Rydell", "X"], ["Ulf Brandel", "", "X"]],
    ),
    "crosses behind tabs": (
        "Ledamot\tJa\tNej\tAvstår\nSigne Rydell\tX\nUlf Brandel\t\tX\nLeila Nouri\t\t\tX\n",
        [["Signe Rydell", "X"], ["Ulf Brandel", "", "X"], ["Leila Nouri", "", "", "X"]],
    ),
    "items over their columns, a line drawn below": (
        "                        § 7        § 9\n"
        "Ledamot                 Ja Nej     Ja Nej\n"
        "-----------------------------------------\n"
        "Signe Rydell            X             X\n"
        "Ulf Brandel                X       X\n",
        [["Signe Rydell", "X", "", "", "X"], ["Ulf Brandel", "", "X", "X"]],
    ),
    "figures, some left out": (
        "Post                  2021      2022      2023\n"
        "Hyror               12 500              13 100\n"
        "Avgifter             1 400     1 500     1 600\n"
        "Gåvor                            900\n",
        [["Hyror", "12 500", "", "13 100"], ["Avgifter", "1 400", "1 500", "1 600"], ["Gåvor", "", "900"]],
    ),
    "a cell that stands under no head": (
        "Ledamot             Ja      Nej\nSigne Rydell            X\nUlf Brandel         X\n",
        [["Signe Rydell", "X"], ["Ulf Brandel", "X"]],
    ),
    "persons in two columns": (
        "Beslutande               Ersättare\nSigne Rydell (S)         Leila Nouri (V)\nUlf Brandel (M)\n",
        [["Signe Rydell (S)", "Leila Nouri (V)"]],
    ),
}


@pytest.mark.parametrize(("content", "rows"), COLUMNS.values(), ids=COLUMNS)
def test_columns_set_with_blanks(content: str, rows: list[list[str]]) -> None:
    text = read(content)
    (grid,) = text.grids

    found = ["|".join(text.content[slice(*cell)] for cell in row).rstrip("|") for row in grid.rows[-len(rows) :]]
    assert found == ["|".join(row) for row in rows]
