"""The labels of a cover page and what stands after them.

``Plats och tid: Rådhuset, kl 13.15–16.00``, ``Datum<tab>2023-03-08``, a label with its value on the next line, a row of
labels over a row of values, and a whole page that a viewer flattened into one line:
``Plats och tid Rådhuset, kl 13.15-16.00 Beslutande Per Ek (S) Utses att justera Bo Ek Paragrafer 12-17``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extractors.language import MeetingWords, alternatives
from schemas.text import Span

# A value goes on over this many lines at most, unless a label ends it before.
_LINES = 4
_LONGEST_VALUE = 400
# A label this long, or of two words, is one also in the middle of a line.
_TELLING = 9


@dataclass(frozen=True)
class Field:
    """A label and its value: ``kind`` is the key of the label in the language's ``meeting.labels``."""

    kind: str
    label: Span
    value: Span


def fields(content: str, zones: Iterable[Span], words: MeetingWords) -> list[Field]:
    """The labelled values in the *zones* of *content*, in order; labels without a value are left out."""
    found: list[Field] = []
    for zone in zones:
        heads = list(labels(content, zone, words))
        for index, (kind, label) in enumerate(heads):
            limit = heads[index + 1][1].start if index + 1 < len(heads) else zone.end
            value = _value(content, label.end, limit) or _below(content, heads, index, zone.end)
            if value:
                found.append(Field(kind, label, value))
    return found


@cache
def _kinds(words: MeetingWords) -> dict[str, str]:
    return {label: kind for kind, alike in words.labels.items() for label in alike}


@cache
def _pattern(words: MeetingWords) -> re.Pattern[str]:
    label = alternatives(_kinds(words))
    # Only upper case begins a label; "Justerande" is none in "Justerandes sign".
    return re.compile(rf"(?<![\w-])(?=[A-ZÅÄÖ])(?i:{label})(?![\w/-])")


def labels(content: str, zone: Span, words: MeetingWords) -> Iterator[tuple[str, Span]]:
    """The labels in *zone*, in order: kind and place, with or without a value."""
    kinds = _kinds(words)
    for match in _pattern(words).finditer(content, zone.start, zone.end):
        label = " ".join(match[0].casefold().split())
        before = content[max(zone.start, match.start() - 3) : match.start()]
        after = content[match.end() : match.end() + 2]
        heads = not before or bool(re.search(r"(?:[\n\t|]|[•*–-] ?)[ *]*\Z", before)) or match.start() == zone.start
        telling = " " in label or len(label) >= _TELLING
        ends = after[:1] in (":", "\t", "\n", "")
        if (heads and (ends or telling or re.match(r"\.?:? ?[A-ZÅÄÖ\d(•§]", after))) or (
            not heads and (after[:1] == ":" or (telling and not before.endswith((",", ", "))))
        ):
            yield kinds.get(label, "other"), Span(match.start(), match.end())


def _value(content: str, start: int, limit: int) -> Span | None:
    """What stands after a label: to the end of the block, the next label, or the fourth line."""
    lead = re.compile(r"[ \t]*[:;.|]?\**[ \t]*(?:\n(?:[ \t]*\n)?[ \t]*(?=\S))?(?:[ \t|]*)").match(content, start, limit)
    begin = lead.end() if lead else start
    lines = 0
    end = begin
    while end < limit and lines < _LINES:
        stop = content.find("\n", end)
        stop = limit if stop < 0 else min(stop, limit)
        if not content[end:stop].strip():
            break
        lines += 1
        end = min(stop + 1, limit)
    piece = content[begin : min(end, begin + _LONGEST_VALUE)]
    inner = piece.strip(" \t\n|*_")
    if not re.search(r"\w", inner):
        return None
    begin += piece.index(inner)
    return Span(begin, begin + len(inner))


def _below(content: str, heads: list[tuple[str, Span]], index: int, end: int) -> Span | None:
    """The cell under a label, where a line holds nothing but labels: ``Datum<tab>Tid`` over ``2023-03-08<tab>kl 18``."""
    label = heads[index][1]
    start = content.rfind("\n", 0, label.start) + 1
    stop = content.find("\n", label.start)
    if stop < 0 or stop >= end or "\t" not in content[start:stop]:
        return None
    columns = content[start:stop].split("\t")
    named = sum(1 for _, other in heads if start <= other.start < stop)
    below = content[stop + 1 : (content + "\n").find("\n", stop + 1)]
    cells = below.split("\t")
    if named < 2 or len(cells) != len(columns):
        return None
    column = content.count("\t", start, label.start)
    begin = stop + 1 + sum(len(cell) + 1 for cell in cells[:column])
    return Span(begin, begin + len(cells[column])) if cells[column].strip() else None
