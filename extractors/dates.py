"""Dates and times of day, in every way that minutes write them; dateparser, here only, for other languages' dates.

``den 15 november 2021``, ``Fredagen 19 augusti``, ``12–13 maj 2022``, ``den första maj``, ``tisd. 12 jan. -21``,
``2021 -11- 18``, ``16.5.2013``, ``22/4 2014``, ``13/5-14``, ``20211115``, ``211103``;
``kl 9.15-11.45``, ``klockan 10.15 – 11.45``, ``kl 19``, ``08:30–12:05``, and ``19.00`` right after a date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from extractors.language import DateWords, Language, alternatives
from schemas.text import Span


@dataclass(frozen=True)
class FoundDate:
    """A day as the text states it.

    ``weekday`` counts from Monday, 0. ``end_day`` is the last day where several of one month are named (``12–13 maj``).
    ``bare``: nothing but its figures says that it is a date (``211103``, ``13/5``): take it only where a date is due.
    """

    span: Span
    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    end_day: int | None = None
    bare: bool = False

    @property
    def date(self) -> datetime.date | None:
        """The calendar day, where the year is stated."""
        return None if self.year is None else datetime.date(self.year, self.month, self.day)


@dataclass(frozen=True)
class FoundTime:
    """A time of day, or from when to when: ``start`` and ``end`` are HH:MM. ``bare`` as in ``FoundDate``."""

    span: Span
    start: str
    end: str | None = None
    bare: bool = False


def find(content: str, language: Language, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """The dates in ``content[start:end]``, in order; a month without a day is none.

    >>> from extractors.language import load
    >>> find("Torsdag den 24 mars 2022", load("sv"))
    [FoundDate(span=Span(start=0, end=24), month=3, day=24, year=2022, weekday=3, end_day=None, bare=False)]
    """
    grammar = _grammar(language)
    end = len(content) if end is None else end
    found: list[FoundDate] = []
    position = start
    for candidate in grammar.candidate.finditer(content, start, end):
        if candidate.start() < position:
            continue
        date = grammar.date_at(content, candidate.start(), position, end)
        if date is not None:
            found.append(date)
            position = date.span.end
    return _with_shared_years(content, found, grammar)


def find_times(content: str, language: Language, start: int = 0, end: int | None = None) -> list[FoundTime]:
    """The times of day in ``content[start:end]``, in order.

    >>> from extractors.language import load
    >>> find_times("kl 9.15-11.45", load("sv"))
    [FoundTime(span=Span(start=0, end=13), start='09:15', end='11:45', bare=False)]
    """
    grammar = _grammar(language)
    end = len(content) if end is None else end
    dates = find(content, language, start, end)
    taken = {offset for date in dates for offset in range(*date.span)}
    ends = {date.span.end for date in dates}
    return [
        time
        for match in grammar.time.finditer(content, start, end)
        if match.start("hour") not in taken and (time := grammar.time_of(match, ends, start)) is not None
    ]


def resolved(
    found: FoundDate, others: Iterable[FoundDate] = (), default_year: int | None = None
) -> datetime.date | None:
    """The calendar day of *found*, or None where its year cannot be told.

    A year that is not stated is *default_year*, if the weekday agrees. Without one it follows from the weekday: among
    the years that *others* state or, if none of them will do, those next to them, exactly one must have that weekday.
    """
    if found.year is not None:
        return found.date
    if default_year is not None:
        days = _days_in(found, {default_year})
        return days[0] if days else None
    if found.weekday is None:
        return None
    stated = {other.year for other in others if other.year is not None}
    # A weekday comes back after five or six years, so the first ring of years that has it is the one meant.
    for distance in range(3):
        days = _days_in(found, {year + side for year in stated for side in (-distance, distance)})
        if days:
            return days[0] if len(days) == 1 else None
    return None


def _days_in(found: FoundDate, years: Iterable[int]) -> list[datetime.date]:
    days = [day for year in years if (day := _calendar(year, found.month, found.day)) is not None]
    return [day for day in days if found.weekday is None or day.weekday() == found.weekday]


def _calendar(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


# A blank, or a line break that is not the end of a block; never a tab, which parts an item's number from its title.
_BLANK = r"(?:[ ]+\n?|\n)[ ]*"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:18|19|20)\d\d"
# Two figures for a year: up to here in this century (the program has no clock), else in the last one.
_CENTURY_TURN = 49
# What stands before a date's figures when they belong to a longer number, a case number, a telephone number, an item.
_IN_FIGURES = re.compile(r"(?:[\w/.:+]|\d[ ]?-|§[ ]*)\Z")
_IN_NAMED = re.compile(r"(?:\w|\d[.,:/]|§[ ]*)\Z")
_REACH_BEFORE = 48


class _Grammar:
    """The patterns of one language's dates and times."""

    def __init__(self, words: DateWords, code: str) -> None:
        self._languages = (code, *words.other_languages)
        self._months = _numbered(words.months, 1)
        self._weekdays = _numbered(words.weekdays, 0)
        self._days = _numbered(words.days, 1)
        month = alternatives(self._months)
        year_word = rf"(?:{alternatives(words.year)}{_BLANK})?"
        until = rf"(?:[ ]?[-–][ ]?|{_BLANK}{alternatives(words.until)}{_BLANK})"
        ending = rf"(?::?{alternatives(words.day_endings)}(?!\w)|\.)?"
        day_word = alternatives(self._days)
        # After a month: "2022", ", 2022", "år 2022", " -21", "-13", "'13"; but in "1 maj-13 juni" 13 is a day.
        year = (
            rf"(?:(?:,?{_BLANK}|[ ]?[-–/][ ]?){year_word}(?P<year>{_YEAR})(?!\w|[.:]\d|-\d\d-)"
            rf"|[ ]?[-'’](?P<short>\d\d)(?!\w|[./:–-]\d|:|[.]?{_BLANK}{month}))?"
        )
        self.candidate = re.compile(rf"(?<!\d)\d|(?<!\w)(?={day_word}[ ])", re.I)
        named = rf"(?:(?P<day>{_DAY}){ending}|(?P<day_word>{day_word}))"
        listed = rf"(?:,[ ]{_DAY}{ending})*{until}(?P<last>{_DAY}){ending}"
        forms = (
            rf"{named}(?:{listed})?{_BLANK}(?P<month_word>{month})(?!\w|-[^\W\d])\.?{year}",
            rf"(?P<year>{_YEAR})[ ]?(?P<mark>[-–./])[ ]?(?P<month>{_MONTH})[ ]?(?P=mark)[ ]?(?P<day>{_DAY})"
            rf"(?:[ ]?--?(?P<last>{_DAY})|[ ]?–[ ]?(?P<last_day>{_DAY}))?(?!\w|[-/.–]\d)",
            rf"(?P<day>{_DAY})(?:[-–](?P<last>{_DAY}))?(?P<mark>[.-])[ ]?(?P<month>{_MONTH})(?P=mark)[ ]?(?P<year>{_YEAR})(?!\w)",
            rf"(?P<day>{_DAY})(?:[ ]?[-–][ ]?(?P<last>{_DAY}))?/(?P<month>{_MONTH})(?!\d){year}(?!\w|[/%]|[.,:]\d)",
            r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\w|[-/.,:]\d)",
            r"(?P<short>\d\d)(?P<dash>-?)(?P<month>0[1-9]|1[0-2])(?P=dash)(?P<day>0[1-9]|[12]\d|3[01])"
            r"(?!\w|[-–/.,:]\d|[ ]\d)",
            # Only where a weekday or "den" says that it is a date: "den 16.5.", "16.5.13".
            rf"(?P<day>{_DAY})(?P<dotted>\.)(?P<month>{_MONTH})\.(?P<short>\d\d)?(?!\w)",
        )
        self._forms = tuple(re.compile(form, re.I) for form in forms)
        # Another language's date: dateparser says whether it is one.
        self._foreign = re.compile(
            rf"{_DAY}(?:\.|[a-z]{{2}})?[ ](?:[a-z]{{2}}[ ])?[^\W\d_]{{3,14}}\.?,?[ ](?P<year>{_YEAR})(?!\w)", re.I
        )
        weekday = alternatives(self._weekdays)
        self._before = re.compile(
            rf"(?:(?<!\w){alternatives(words.year)}\s+(?P<year>{_YEAR}),?\s+)?"
            rf"(?:(?<!\w)(?P<weekday>{weekday})\b\.?,?\s+)?(?:(?<!\w)(?P<article>{alternatives(words.article)})\.?\s+)?\Z",
            re.I,
        )
        self._date_word = re.compile(
            rf"(?:(?<!\w){alternatives(words.date_words)}|{alternatives(words.date_word_endings)}):?\s+\Z", re.I
        )
        clock = rf"(?:(?<!\w){alternatives(words.clock)}[.:]?)"
        self._clock_before = re.compile(rf"{clock}\s*\Z", re.I)
        self._clock_after = re.compile(rf",?\s*{clock}\s*\d", re.I)
        self._range_between = re.compile(rf"{until}(?:{alternatives(words.article)}{_BLANK})?", re.I)
        gap = r"[ \t]*\n?[ \t]*"
        self.time = re.compile(
            rf"(?:(?P<clock>{clock}){gap}|(?<![\w.,:/§+-])(?=\d\d?[.:]\d\d(?!\d)))"
            r"(?P<hour>2[0-4]|[01]?\d)(?:(?P<mark>[.:,]?)(?P<minute>[0-5]\d)(?::[0-5]\d)?)?(?!\d)"
            rf"(?:[ ]?(?P<half>{alternatives(words.afternoon)})(?!\w))?"
            rf"(?:(?:{gap}[-–—]{{1,2}}{gap}|\s+{alternatives(words.time_until)}\s+)(?P<again>{clock}\s*)?"
            rf"(?P<end_hour>2[0-4]|[01]?\d)(?:(?P<end_mark>[.:,]?)(?P<end_minute>[0-5]\d))?(?![\w/]|[.:,]\d|[ ]?%|[. ]+{month})"
            rf"(?:[ ]?(?P<end_half>{alternatives(words.afternoon)})(?!\w))?)?(?!\w|[/:]|[.,]\d|[ ]?%)",
            re.I,
        )
        self._time_word = re.compile(rf"(?<!\w){alternatives(words.time_words)}\s*:?\s*\Z", re.I)

    def date_at(self, content: str, position: int, after: int, end: int) -> FoundDate | None:
        """The date that begins at *position* (a weekday and an article may stand before, down to *after*), if any."""
        for form in self._forms:
            match = form.match(content, position, end)
            if match and (found := self._date(match, after)):
                return found
        return self._foreign_date(content, position, end)

    def _date(self, match: re.Match[str], after: int) -> FoundDate | None:
        groups = match.groupdict()
        content, position = match.string, match.start()
        month_word = groups.get("month_word")
        lead = content[max(0, position - _REACH_BEFORE) : position]
        if (_IN_NAMED if month_word else _IN_FIGURES).search(lead) or self._clock_before.search(lead):
            return None
        before = self._before.search(content, max(after, position - _REACH_BEFORE), position)
        assert before is not None  # the pattern matches the empty string
        announced = bool(before["weekday"] or before["article"])
        if groups.get("dotted") and not announced:
            return None
        day_word = groups.get("day_word")
        day = self._days[day_word.casefold()] if day_word else int(groups["day"])
        month = self._months[month_word.casefold()] if month_word else int(groups["month"])
        year = _year(groups.get("year") or before["year"], groups.get("short"))
        last = groups.get("last") or groups.get("last_day")
        # 2020 has a 29th of February: a day that no year has is no date.
        if _calendar(year or 2020, month, day) is None or (last and not day < int(last) <= 31):
            return None
        figures = not month_word and (
            year is None or (groups.get("short") is not None and groups.get("dash") is not None)
        )
        return FoundDate(
            span=Span(before.start(), match.end()),
            month=month,
            day=day,
            year=year,
            weekday=self._weekdays[before["weekday"].casefold()] if before["weekday"] else None,
            end_day=int(last) if last else None,
            bare=figures and not announced and not self._is_announced(content, before.start(), match.end()),
        )

    def _is_announced(self, content: str, start: int, end: int) -> bool:
        """Whether a word before, or a time of day after, says that the figures are a date."""
        return bool(
            self._date_word.search(content, max(0, start - _REACH_BEFORE), start)
            or self._clock_after.match(content, end)
        )

    def _foreign_date(self, content: str, position: int, end: int) -> FoundDate | None:
        match = self._foreign.match(content, position, end)
        if match is None or re.search(r"[\w§]\Z", content[max(0, position - 1) : position]):
            return None
        date = _parsed(match[0], self._languages)
        if date is None or date.year != int(match["year"]):
            return None
        return FoundDate(Span(*match.span()), date.month, date.day, date.year)

    def time_of(self, match: re.Match[str], date_ends: set[int], start: int) -> FoundTime | None:
        """The time of day in *match*, if it is one."""
        begin = _clock_time(match["hour"], match["minute"], match["half"] or match["end_half"])
        end = _clock_time(match["end_hour"], match["end_minute"], match["end_half"]) if match["end_hour"] else None
        if begin is None or (match["end_hour"] and end is None):
            return None
        # "kl 1930" is read; "9–11" or "1930" alone is any number.
        certain = bool(match["clock"]) or self._is_due(match, date_ends, start)
        colons = (match["mark"], match["end_mark"]).count(":")
        if not certain and not (colons and (match["end_minute"] or len(match["hour"]) == 2)):
            return None
        if not match["clock"] and match["end_hour"] and not match["end_minute"]:
            return None
        return FoundTime(Span(*match.span()), begin, end, bare=not certain and end is None)

    def _is_due(self, match: re.Match[str], date_ends: set[int], start: int) -> bool:
        content, position = match.string, match.start()
        lead = content[max(start, position - _REACH_BEFORE) : position]
        if self._time_word.search(lead):
            return True
        gap = len(lead) - len(lead.rstrip(" \t,;("))
        return gap > 0 and position - gap in date_ends

    def is_range(self, content: str, start: int, end: int) -> bool:
        """Whether what stands between two dates makes them the ends of one period."""
        return bool(self._range_between.fullmatch(content, start, end))


@cache
def _grammar_of(words: DateWords, code: str) -> _Grammar:
    return _Grammar(words, code)


def _grammar(language: Language) -> _Grammar:
    return _grammar_of(language.dates, language.code)


def _numbered(forms: Iterable[Iterable[str]], first: int) -> dict[str, int]:
    return {form: number for number, alike in enumerate(forms, first) for form in alike}


def _year(full: str | None, short: str | None) -> int | None:
    if full:
        return int(full)
    if short:
        return int(short) + (2000 if int(short) <= _CENTURY_TURN else 1900)
    return None


def _clock_time(hour: str, minute: str | None, half: str | None) -> str | None:
    hours, minutes = int(hour) + (12 if half and int(hour) < 12 else 0), int(minute or 0)
    return None if hours * 60 + minutes > 24 * 60 else f"{hours:02}:{minutes:02}"


def _with_shared_years(content: str, found: list[FoundDate], grammar: _Grammar) -> list[FoundDate]:
    """In ``1 maj–30 juni 2022`` the year is that of both days."""
    shared = list(found)
    for index in range(len(found) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        if (
            first.year is None
            and second.year is not None
            and (first.month, first.day) < (second.month, second.day)
            and grammar.is_range(content, first.span.end, second.span.start)
            and _calendar(second.year, first.month, first.day)
        ):
            shared[index] = replace(first, year=second.year, bare=False)
    return shared


@lru_cache(maxsize=4096)
def _parsed(written: str, languages: tuple[str, ...]) -> datetime.date | None:
    import dateparser  # 0.2 s: only for documents that have such a date

    # Without these settings dateparser reads "26 augusti" as the year 2026, and "3 dagar 2022" as three days ago.
    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    moment = dateparser.parse(written, languages=list(languages), settings=settings)
    return moment.date() if moment else None
