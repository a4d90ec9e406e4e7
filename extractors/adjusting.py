"""What is told of adjustment and notice in sentences, beside the labels of a cover page.

``Protokollet är justerat digitalt 2023-05-12`` · ``Justerat den 12 maj 2023`` · ``Paragrafen justeras omedelbart`` ·
``Justeringen har tillkännagivits på kommunens anslagstavla den 15 maj 2023``. A fee that is adjusted at once is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors import dates
from extractors.language import AdjustmentWords, Language, alternatives, whole_words
from extractors.reading import Line, Reading
from extractors.segments import Segment
from schemas.text import Span

# What is told stands in the last lines of the last item where nothing marks its end.
_CLOSING = 1500
# Between a verb and the day or the way of adjusting: "Justerat den", "Justeras: ".
_NEAR = 12


@dataclass(frozen=True)
class Told:
    """A line about the adjustment: where it says the day, and where that it is done electronically."""

    day: dates.FoundDate | None
    electronic: Span | None


def told(reading: Reading) -> Iterator[Told]:
    """The lines on the cover and after the items that tell of the adjustment of the whole minutes."""
    words = reading.language.meeting.adjustment
    electronic = _any(words.electronic)
    for line, following in pairwise([*_around(reading), None]):
        verb = _telling(words).match(line.content) if line else None
        if line is None or verb is None:
            continue
        # "Justerat" over the day, in a form.
        alone = verb.end() == len(line.content) and following is not None
        after = Span(line.start + verb.end(), following.end if alone and following else line.end)
        day = next(iter(dates.find(reading.running, reading.language, *after)), None)
        way = electronic.search(reading.running, line.start if verb["whole"] else after.start, after.end)
        starts = ([day.span.start] if day else []) + ([way.start()] if way else [])
        if not starts or not (verb["whole"] or min(starts) - after.start < _NEAR):
            continue
        # "Justeras senast den 12 maj" is no day of it.
        if day and _any(words.not_later).search(reading.running, after.start, day.span.start):
            day = None
        yield Told(day, Span(*way.span()) if way else None)


def announced(reading: Reading) -> list[dates.FoundDate]:
    """The days of which a sentence says that the adjustment is announced, or from when till when."""
    words = reading.language.meeting.adjustment
    boards = reading.language.organisations.boards
    for line in _around(reading):
        if _any(words.announced).search(line.content) and _board(boards).search(line.content):
            days = dates.find(reading.running, reading.language, line.start, line.end)
            if days:
                return days[:2]
    return []


def immediate(reading: Reading) -> list[tuple[str, Span]]:
    """The ids of the items that are declared adjusted at the meeting itself, each with the words that say so."""
    words = reading.language.meeting.adjustment
    found: dict[str, Span] = {}
    for match in _at_once(words).finditer(reading.running, *reading.minutes):
        item = reading.segment_at(match.start())
        for each in _named(reading, match) or ([item] if item else []):
            found.setdefault(each.id, Span(*match.span()))
    return [(segment.id, found[segment.id]) for segment in reading.segments if segment.id in found]


def names_items(said: str, language: Language) -> bool:
    """Whether what is *said* begins with the numbers of items: ``Paragraferna 40–48`` is no place."""
    return bool(_numbers(language.meeting.adjustment).match(said))


def _around(reading: Reading) -> Iterator[Line]:
    """The lines of the cover and of what follows the items."""
    last = reading.segments[-1] if reading.segments else None
    begin = max(last.body, last.end - _CLOSING) if last else reading.minutes.end
    zones = [reading.head, Span(begin, reading.minutes.end)]
    zones += [Span(part.start, part.end) for part in reading.parts if part.kind in ("signatures", "notice")]
    for zone in zones:
        yield from reading.lines(*zone)


def _named(reading: Reading, match: re.Match[str]) -> list[Segment]:
    """The items that a sentence names by number: ``§ 12``, ``§§ 12–14``, ``Paragraferna 12 och 14``."""
    stop = re.compile(r"\.\s|\n|\Z").search(reading.running, match.end(), reading.minutes.end)
    sentence = reading.running[match.start() : stop.start() if stop else match.end()]
    runs = _numbers(reading.language.meeting.adjustment).finditer(sentence)
    return [item for run in runs for item in reading.numbered(run["numbers"])]


@cache
def _numbers(words: AdjustmentWords) -> re.Pattern[str]:
    sign = rf"(?:§+|{whole_words(words.items)})"
    one = r"\d+[a-z]?(?!\w)"
    return re.compile(rf"{sign}\s*(?P<numbers>{one}(?:\s*(?:[-–,]|och|samt)\s*§*\s*{one})*)", re.I)


@cache
def _at_once(words: AdjustmentWords) -> re.Pattern[str]:
    verb, once = alternatives(words.verbs), alternatives(words.at_once)
    subject = rf"(?:§|{whole_words((*words.items, *words.subjects))})"
    said = rf"(?:{once}\s+{verb}|{verb}\s+{once})(?!\w)(?!\s+{alternatives(words.not_at_once)})"
    # "Omedelbart justerad", a line of its own or with its numbers, needs no subject.
    return re.compile(
        rf"{subject}[^.\n]{{0,80}}?(?<!\w){said}|^[ \t]*{said}(?=(?:[ \t]+{alternatives(words.items)})?[ \t]*(?:[.:§]|$))|^[ \t]*{once}\s+{alternatives(words.nouns)}(?!\w)",
        re.I | re.M,
    )


@cache
def _telling(words: AdjustmentWords) -> re.Pattern[str]:
    whole, verb = alternatives(words.whole), alternatives(words.verbs)
    return re.compile(rf"\s*(?:(?P<whole>{whole})|{verb})(?!\w)", re.I)


@cache
def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(whole_words(phrases), re.I)


@cache
def _board(boards: tuple[str, ...]) -> re.Pattern[str]:
    # "anslagstavlan", "webbplatsen": what it is called, in any form.
    return re.compile(rf"(?<!\w){alternatives(boards)}\w*", re.I)
