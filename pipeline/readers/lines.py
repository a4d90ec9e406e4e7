"""Lines as formats without positions give them (Word, plain text): their cells, told by tabs and wide gaps."""

from __future__ import annotations

import re

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
