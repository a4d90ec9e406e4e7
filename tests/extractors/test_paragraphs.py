"""Items as facts: what their titles say, and where they are quoted. The items themselves: test_segments.py."""

from __future__ import annotations

from collections.abc import Callable

from extractors import paragraphs
from extractors.reading import Reading


def test_a_case_number_at_the_right_of_a_title_of_two_lines_is_no_part_of_it(
    swedish_items: Callable[[str], Reading],
) -> None:
    content = (
        "TU § 6 Hastighetsgränser i Sjöby tätort, svar på\t2031-0187\nremiss från länsstyrelsen\n\nBakgrund\nText.\n\n"
        "TU § 7 Taxa 2032\t2031-0229\n\nBakgrund\nText."
    )
    found = list(paragraphs.extract(swedish_items(content)))
    assert [(item.number, item.title, item.case_number) for item in found] == [
        ("6", "Hastighetsgränser i Sjöby tätort, svar på remiss från länsstyrelsen", "2031-0187"),
        ("7", "Taxa 2032", "2031-0229"),
    ]


def test_a_title_above_the_number_is_quoted_with_it(swedish_items: Callable[[str], Reading]) -> None:
    content = "Punkt 1 – Ekonomi\n§ 1 Kassan redovisades.\n\n§ 2 Avgiften diskuterades.\n\nPunkt 2 – Lokalen\n§ 3 Nycklar delades ut."
    first, _, last = paragraphs.extract(swedish_items(content))
    assert (first.title, last.title) == ("Ekonomi", "Lokalen")
    assert "Punkt 2 – Lokalen" in " ".join(quote.quote for quote in last.evidence)
    assert "§ 3" in " ".join(quote.quote for quote in last.evidence)
