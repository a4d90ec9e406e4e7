"""Lines as formats without positions give them (Word, plain text): their cells, and the numbers of pages."""

from __future__ import annotations

import re
from functools import cache

from extractors import language
from schemas.text import normalised

# A run of three blanks or more is a column gap; two may be a full stop's blank.
_COLUMN_GAP = re.compile(r"[ \u00a0]{3,}|\t")


def cells_of(line: str) -> list[str]:
    """The cells of a line, each ``normalised``; what is empty is left out.

    >>> cells_of("\\t§ 4     Val av\\u00a0 justerare")
    ['§ 4', 'Val av justerare']
    """
    cells = (" ".join(normalised(cell).split()) for cell in _COLUMN_GAP.split(line))
    return [cell for cell in cells if cell]


@cache
def page_number() -> re.Pattern[str]:
    """What a line, or a cell of a page head, is if it is the number of a page: ``Sida 4 av 16``, ``4 (16)``, ``- 4 -``.

    >>> [bool(page_number().match(line)) for line in ("Sida 4 (16)", "4(16)", "4", "4 (16 röster)")]
    [True, True, False, False]
    """
    words = language.load("sv").furniture
    page, of = language.alternatives(words.page), language.alternatives(words.of)
    # A bare number may be a figure.
    return re.compile(
        rf"(?:{page}\s*\d{{1,4}}(?:\s*(?:/|{of})\s*\d{{1,4}}|\s*\(\s*\d{{1,4}}\s*\))?|"
        rf"\d{{1,4}}\s*(?:{of}\s*\d{{1,4}}|\(\s*\d{{1,4}}\s*\))|[-–]\s*\d{{1,4}}\s*[-–])$",
        re.I,
    )
