"""Tables of figures as formats give them, and what looks like them."""

from __future__ import annotations

import pytest

from extractors import tables
from schemas.text import Text, TextBuilder

HEAD = ["", "Budget 2024", "Utfall"]


def document(*parts: list[list[str]] | str | None) -> Text:
    """Tables (rows of cells), lines of text, and page breaks (None), one after the other."""
    builder = TextBuilder()
    builder.start_page()
    for part in parts:
        if part is None:
            builder.start_page()
        elif isinstance(part, str):
            builder.add_line(part)
        else:
            builder.add_grid([builder.add_row(row) for row in part])
    return builder.build()


# Reason -> cell, and its value.
VALUES = {
    "grouped": ("1 207 300", "1207300"),
    "full stops": ("1.207.300", "1207300"),
    "negative": ("-412 600", "-412600"),
    "negative, dash and blank": ("– 20000", "-20000"),
    "negative in brackets": ("(120)", "-120"),
    "plus": ("+5000", "5000"),
    "decimals": ("12,50", "12.5"),
    "percentage": ("35 %", "35"),
    "unit": ("1 500 kr", "1500"),
    "footnote": ("1 500 a)", "1500"),
    "nought": ("0", "0"),
    "blank": ("", None),
    "dash": ("–", None),
    "words": ("ej klart", None),
}


@pytest.mark.parametrize(("cell", "value"), VALUES.values(), ids=VALUES)
def test_reads_a_cell(cell, value, swedish):
    (found,) = tables.extract(swedish(document([HEAD, ["Hyror", "1", cell], ["Bidrag", "2", "3"], ["El", "4", "5"]])))

    assert found.rows[0].values == ("1", value)


# Reason -> rows of cells, columns, and label and values of each row.
READ = {
    "sections have no figures": (
        [HEAD, ["Intäkter", "", ""], ["Hyror", "1 200", "900"], ["Bidrag", "300", "400"]],
        ("Budget 2024", "Utfall"),
        [("Hyror", "1200", "900"), ("Bidrag", "300", "400")],
    ),
    "years head columns": (
        [["", "1974", "1975"], ["Löner", "2 310 000", "2 498 000"], ["Lokaler", "715 500", "793 000"]],
        ("1974", "1975"),
        [("Löner", "2310000", "2498000"), ("Lokaler", "715500", "793000")],
    ),
    "dates head columns": (
        [["Hus", "2024-05-31", "2024-11-30"], ["Ekvägen 1", "4 921", "4 921"], ["Ekvägen 3", "6 118", "6 117"]],
        ("2024-05-31", "2024-11-30"),
        [("Ekvägen 1", "4921", "4921"), ("Ekvägen 3", "6118", "6117")],
    ),
    "a head of two lines": (
        [["", "Budget", "Utfall"], ["", "2024", "2023"], ["Hyror", "1 200", "900"], ["El", "300", "400"]],
        ("Budget 2024", "Utfall 2023"),
        [("Hyror", "1200", "900"), ("El", "300", "400")],
    ),
    "a head without the empty cell over the labels": (
        [["Budget", "Utfall"], ["Hyror", "1 200", "900"], ["El", "300", "400"]],
        ("Budget", "Utfall"),
        [("Hyror", "1200", "900"), ("El", "300", "400")],
    ),
    "notes are no figures": (
        [["", "Budget", "Not"], ["Hyror", "1 200", "a)"], ["El", "300", ""]],
        ("Budget",),
        [("Hyror", "1200"), ("El", "300")],
    ),
    "account numbers before the labels": (
        [["Konto", "Namn", "Belopp"], ["3010", "Hyror", "1 200"], ["5020", "El", "300"]],
        ("Belopp",),
        [("Hyror", "1200"), ("El", "300")],
    ),
    "a column in one cell": (
        [["", "Budget"], ["Hyror\nEl", "1 200\n300"]],
        ("Budget",),
        [("Hyror", "1200"), ("El", "300")],
    ),
    "a short row that may belong to any column is left out": (
        [["", "Budget", "Utfall"], ["Hyror", "1 200", "900"], ["Nytt", "50"], ["El", "300", "400"]],
        ("Budget", "Utfall"),
        [("Hyror", "1200", "900"), ("El", "300", "400")],
    ),
    "no head": (
        [["Medlemsavgifter", "+5000"], ["Evenemang", "-8000"]],
        ("",),
        [("Medlemsavgifter", "5000"), ("Evenemang", "-8000")],
    ),
}


@pytest.mark.parametrize(("rows", "columns", "expected"), READ.values(), ids=READ)
def test_reads_a_table(rows, columns, expected, swedish):
    (found,) = tables.extract(swedish(document("Ekonomi", rows, "Slut")))

    assert found.columns == columns
    assert [(row.label, *row.values) for row in found.rows] == expected
    assert found.evidence[0].quote.startswith(next(cell for cell in rows[0] if cell))
    assert found.evidence[0].quote.endswith(next(cell for cell in reversed(rows[-1]) if cell))


NOT_FOUND = {
    "crosses": [["Ledamot", "Ja", "Nej"], ["Eva Alm", "X", ""], ["Bo Ek", "", "X"]],
    "counted votes": [["Parti", "Ja", "Nej"], ["S", "10", "0"], ["M", "0", "7"]],
    "voters and their votes": [["Nr", "Namn", "Röster"], ["12", "Eva Alm", "1"], ["14", "Bo Ek", "2"]],
    "persons": [["Ledamöter", "Ersättare"], ["Eva Alm (S)", "Bo Ek (S)"], ["Ulf By (M)", "Siv Dal (M)"]],
    "items and their pages": [["Val av justerare", "3"], ["Ekonomi", "4"], ["Övrigt", "12"]],
    "items and their numbers": [["Ärende", "Nr"], ["Val av justerare", "31"], ["Ekonomi", "32"]],
    "terms of office": [["Namn", "Vald till"], ["Eva Alm", "2025"], ["Bo Ek", "2026"]],
    "place and time": [["Datum", "2024-05-09"], ["Tid", "18.30"], ["Slut", "20.50"]],
    "telephones": [["Eva Alm", "070-123 45 67"], ["Bo Ek", "036 10 50 60"]],
    "sums with their unit": [["Sparkonto", "292 246 kr"], ["Handkassa", "4 670 kr"]],
    "one row": [["", "Budget"], ["Hyror", "1 200"]],
}


@pytest.mark.parametrize("rows", NOT_FOUND.values(), ids=NOT_FOUND)
def test_passes_over(rows, swedish):
    assert list(tables.extract(swedish(document(rows)))) == []


def test_tells_totals_from_rows(swedish):
    labels = ["Hyror", "Delsumma", "Årets resultat", "El", "Summa kostnader", "Resultat"]
    (found,) = tables.extract(swedish(document([HEAD, *([label, "1 000", "2 000"] for label in labels)])))

    assert [row.kind for row in found.rows] == ["row", "subtotal", "row", "row", "total", "total"]


UNITS = {
    "in the head of the labels": ("", "Verksamhet (tkr)", "tkr"),
    "alone over the labels": ("", "Mnkr", "Mnkr"),
    "right before": ("Momsen ingår. Belopp i kronor per barn och år.", "Skolform", "kronor"),
    "nowhere": ("Kommunen avsatte 3 mnkr.", "Skolform", None),
}


@pytest.mark.parametrize(("before", "label", "unit"), UNITS.values(), ids=UNITS)
def test_tells_the_unit(before, label, unit, swedish):
    rows = [[label, "2024", "2025"], ["Förskola", "1 000", "2 000"], ["Skola", "3 000", "4 000"]]
    (found,) = tables.extract(swedish(document(before, rows)))

    assert found.unit == unit


def test_takes_the_line_above_only_where_it_names_the_table(swedish):
    rows = [HEAD, ["Hyror", "1 000", "2 000"], ["El", "3 000", "4 000"]]
    named, unnamed = tables.extract(swedish(document("Tabell 1. Driften i år", rows, "Nämnden fortsätter.", rows)))

    assert (named.caption, unnamed.caption) == ("Tabell 1. Driften i år", None)
    assert (named.id, unnamed.id) == ("t1", "t2")


FIRST = [HEAD, ["Hyror", "1 000", "2 000"], ["El", "3 000", "4 000"]]
ENDED = [*FIRST, ["Summa", "4 000", "6 000"]]
SECOND = [HEAD, ["Löner", "5 000", "6 000"], ["Resor", "7 000", "8 000"]]
# Reason -> the document, and how many rows each table has.
PAGES = {
    "the same head again": ((FIRST, None, SECOND), [4]),
    "without a head again": ((FIRST, None, SECOND[1:]), [4]),
    "one row before the break": ((FIRST[:2], None, SECOND[1:]), [3]),
    "one row behind it, of small figures": ((FIRST, None, [["El", "12", "7"]]), [3]),
    "one figure behind it": (([row[:2] for row in FIRST], None, [["Sida", "3"]]), [2]),
    "one row before text": ((FIRST[:2], None, "Kostnaderna är dessa.", SECOND), [2]),
    "other columns": ((FIRST, None, [["", "Plan", "Utfall"], *SECOND[1:]]), [2, 2]),
    "the first has its sum": ((ENDED, None, SECOND), [3, 2]),
    "text between": ((FIRST, None, "Kostnaderna är dessa.", SECOND), [2, 2]),
}


@pytest.mark.parametrize(("parts", "rows"), PAGES.values(), ids=PAGES)
def test_joins_what_a_page_break_cut(parts, rows, swedish):
    found = list(tables.extract(swedish(document(*parts))))

    assert [len(table.rows) for table in found] == rows


def test_reads_lines_whose_cells_tabs_part(swedish):
    (found,) = tables.extract(swedish("Budgeten:\n\tBudget\tUtfall\nHyror\t1 200\t\nEl\t300\t400\nSlut"))

    assert [(row.label, *row.values) for row in found.rows] == [("Hyror", "1200", None), ("El", "300", "400")]


# Lines that a converter ran together, and the rows: none where a line can be read in several ways.
RUN_TOGETHER = {
    "the last figure is the difference": (
        "Nämnd (tkr) Budget Prognos Avvikelse\nSocialnämnden 231 750 238 150 -6 400\nSumma 549 650 560 100 -10 450",
        [("Socialnämnden", ("231750", "238150", "-6400")), ("Summa", ("549650", "560100", "-10450"))],
    ),
    "an empty line after each": (
        "Post Budget Utfall\n\nHyror 12 500 13 100\n\nAvgifter 1 400 1 300\n",
        [("Hyror", ("12500", "13100")), ("Avgifter", ("1400", "1300"))],
    ),
    "that can be read in two ways": ("Post Budget Utfall\nHyror 12 500 100\nAvgifter 1 400 900", []),
    "sentences with figures at their end": ("Mötet började i sal\nVi är 12 500\nDet var fler 2023", []),
    "a list without a head": ("Kontantkassan\nHyror 12 500\nAvgifter 1 400", []),
}


@pytest.mark.parametrize(("content", "rows"), RUN_TOGETHER.values(), ids=RUN_TOGETHER)
def test_columns_run_together(content, rows, swedish):
    found = [row for table in tables.extract(swedish(content)) for row in table.rows]

    assert [(row.label, row.values) for row in found] == rows
