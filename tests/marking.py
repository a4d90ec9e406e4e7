"""Expected places as marks in the text, ⟦so⟧, never as numbers."""

from __future__ import annotations

from schemas.text import Span


def unmark(marked: str) -> tuple[str, list[Span]]:
    """The text without its marks, and the places that they enclosed.

    >>> unmark("höjs till ⟦58 kr⟧")
    ('höjs till 58 kr', [Span(start=10, end=15)])
    """
    content, spans, start = "", [], 0
    for character in marked:
        if character == "⟦":
            start = len(content)
        elif character == "⟧":
            spans.append(Span(start, len(content)))
        else:
            content += character
    return content, spans
