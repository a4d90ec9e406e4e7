"""Every way of writing a date or a time of day that we have met, and the look-alikes."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import dates, language
from tests.marking import unmark

SWEDISH = language.load("sv")

# Reason -> text, and for each mark the date: year (or None), month, day.
FOUND = {
    "ISO": ("Datum ⟦2021-11-15⟧", [(2021, 11, 15)]),
    "ISO, spaced by a form": ("⟦2021 -11- 18⟧", [(2021, 11, 18)]),
    "ISO with full stops": ("mötet ⟦2014.03.12⟧ godkändes", [(2014, 3, 12)]),
    "eight figures": ("protokoll ⟦20211115⟧", [(2021, 11, 15)]),
    "weekday, den, year": ("⟦måndagen den 15 november 2021⟧, kl 9", [(2021, 11, 15)]),
    "weekday without den": ("⟦Fredagen 19 augusti⟧ kl 9", [(None, 8, 19)]),
    "abbreviations, two-figure year": ("⟦Tisd. 12 jan. -21⟧", [(2021, 1, 12)]),
    "ordinal ending": ("⟦den 17:e mars 2022⟧", [(2022, 3, 17)]),
    "ordinal without den": ("årsmöte ⟦22:a mars⟧", [(None, 3, 22)]),
    "day in words": ("från ⟦den första maj⟧", [(None, 5, 1)]),
    "year before": ("⟦År 1954 den 3 april⟧ sammanträdde", [(1954, 4, 3)]),
    "year after a line break": ("⟦den 3 april\n1954⟧", [(1954, 4, 3)]),
    "slash and year": ("⟦tisdag 22/4 2014⟧", [(2014, 4, 22)]),
    "of old, den and a slash": ("stämman ⟦den 3/4 1954⟧, justerat ⟦den 6/4⟧", [(1954, 4, 3), (None, 4, 6)]),
    "broken after the day": ("⟦onsdagen den 24\nmars 1954⟧.", [(1954, 3, 24)]),
    "slash and two-figure year": ("Stämma ⟦13/5-14⟧ i salen", [(2014, 5, 13)]),
    "day first with full stops": ("Kfge 33 / ⟦16.5.2013⟧", [(2013, 5, 16)]),
    "without year, announced": ("senast ⟦den 16.5.⟧", [(None, 5, 16)]),
    "dates of a period share the year": ("⟦1 maj⟧–⟦30 juni 2022⟧", [(2022, 5, 1), (2022, 6, 30)]),
    "a hyphen before a day is no year": ("⟦1 maj⟧-⟦13 juni⟧", [(None, 5, 1), (None, 6, 13)]),
    "figures after a word for a meeting": ("från husmötet ⟦211103⟧", [(2021, 11, 3)]),
    "figures before a time": ("⟦13/5⟧ kl 19.00", [(None, 5, 13)]),
    "signed in English": ("signed ⟦18 Oct 2020⟧", [(2020, 10, 18)]),
    "Finnish": ("⟦15. marraskuuta 2021⟧", [(2021, 11, 15)]),
}
NOT_FOUND = {
    "month alone": "under mars 2022",
    "item number before its title": "12\tMajblommans ansökan",
    "item sign": "§ 12 maj",
    "a word that begins with a month": "5 majblommor och 2 junibord",
    "31st of February": "den 31 februari",
    "law": "lagen (2003:1210) och 2017:725",
    "case numbers": "KS 2031/914, dnr 2031:12 / 7, ON-2021-0034",
    "organisation number": "200000-0000",
    "a scale and an estate": "skala 1:50, Backen 2:14",
    "personal number": "19800102-1234",
    "telephone": "+46701740605, 036-10 11 12, 08-121 21 21",
    "counted things of a year": "12 ledamöter 2021, 3 dagar 2022",
    "sum": "20 211 115 kr",
}
BARE = {
    "six figures": ("⟦220714⟧ ändrades beslutet", [(2022, 7, 14)]),
    "a fraction": ("⟦3/4⟧ av kostnaden", [(None, 4, 3)]),
    "slash": ("⟦1/5⟧ h", [(None, 5, 1)]),
}
RANGES = {
    "dash": ("⟦12–13 maj 2022⟧", (12, 13)),
    "och": ("⟦den 12 och 13 maj⟧", (12, 13)),
    "list": ("⟦12, 13 och 14 maj 2022⟧", (12, 14)),
    "slash": ("⟦12-13/5 2022⟧", (12, 13)),
    "ISO": ("⟦2022-05-12–13⟧", (12, 13)),
}
# Text -> for each mark start and end.
TIMES = {
    "from, to": ("⟦kl 9.00-11.00⟧", [("09:00", "11:00")]),
    "colons, spaced dash": ("⟦kl. 18:00 – 20:45⟧", [("18:00", "20:45")]),
    "hour alone": ("öppnades ⟦kl 19⟧ i salen", [("19:00", None)]),
    "hours with till": ("⟦klockan 9 till 11⟧", [("09:00", "11:00")]),
    "no word": ("⟦08:30–12:05⟧", [("08:30", "12:05")]),
    "mixed marks": ("⟦13:15-15.40⟧", [("13:15", "15:40")]),
    "after a date": ("2025-03-13 ⟦19.00⟧", [("19:00", None)]),
    "after a label": ("Tid:\t⟦19.00 - 21.00⟧", [("19:00", "21:00")]),
    "four figures": ("⟦kl 1930⟧", [("19:30", None)]),
    "in the evening": ("⟦kl. 7 på kvällen⟧", [("19:00", None)]),
    "a comma": ("⟦klockan 19,30⟧", [("19:30", None)]),
    "afternoon": ("⟦kl. 7 e.m.⟧", [("19:00", None)]),
    "the hour is not that of a day": ("⟦kl 19⟧ - 20 maj", [("19:00", None)]),
}
NO_TIMES = {
    "item numbers": "6.10 och 7.30 samt 6.10–6.12",
    "sum": "timlön 18.30 kr",
    "date": "16.5.2013",
    "law": "2017:725",
    "percentage": "10.30 %",
    "hour 25": "kl 25.00",
}


def states(found: dates.FoundDate) -> tuple[int | None, int, int]:
    return found.year, found.month, found.day


@pytest.mark.parametrize(("marked", "expected"), FOUND.values(), ids=FOUND)
def test_finds(marked, expected):
    content, spans = unmark(marked)
    found = dates.find(content, SWEDISH)

    assert [date.span for date in found] == spans
    assert [states(date) for date in found] == expected
    assert not any(date.bare for date in found)


@pytest.mark.parametrize("content", NOT_FOUND.values(), ids=NOT_FOUND)
def test_passes_over(content):
    assert dates.find(content, SWEDISH) == []


@pytest.mark.parametrize(("marked", "expected"), BARE.values(), ids=BARE)
def test_says_that_only_figures_speak_for_it(marked, expected):
    content, spans = unmark(marked)
    found = dates.find(content, SWEDISH)

    assert [(date.span, states(date), date.bare) for date in found] == [(spans[0], expected[0], True)]


@pytest.mark.parametrize(("marked", "days"), RANGES.values(), ids=RANGES)
def test_finds_days_of_one_month(marked, days):
    content, spans = unmark(marked)
    found = dates.find(content, SWEDISH)

    assert [(date.span, date.day, date.end_day) for date in found] == [(spans[0], *days)]


@pytest.mark.parametrize(("marked", "expected"), TIMES.values(), ids=TIMES)
def test_finds_times(marked, expected):
    content, spans = unmark(marked)
    found = dates.find_times(content, SWEDISH)

    assert [time.span for time in found] == spans
    assert [(time.start, time.end) for time in found] == expected
    assert not any(time.bare for time in found)


@pytest.mark.parametrize("content", NO_TIMES.values(), ids=NO_TIMES)
def test_passes_over_what_is_no_time(content):
    assert dates.find_times(content, SWEDISH) == []


def test_searches_only_where_asked():
    content = "2021-11-15, 2021-11-16, 2021-11-17"

    assert [date.day for date in dates.find(content, SWEDISH, 11, 24)] == [16]


# Text whose first date lacks the year -> that day, or None where the rest leaves no or several candidates.
YEARS = {
    "the weekday fits one of the years": ("fredagen 26 augusti, 2022-06-20", "2022-08-26"),
    "the weekday fits the year before": ("fredagen 26 augusti, 2023-06-20", "2022-08-26"),
    "two stated years would do": ("fredagen 26 augusti, 2022-06-20, 2016-01-01", None),
    "no year near": ("fredagen 26 augusti, 2019-06-20", None),
    "no weekday": ("26 augusti, 2022-06-20", None),
    "no other date": ("fredagen 26 augusti", None),
}


@pytest.mark.parametrize(("content", "day"), YEARS.values(), ids=YEARS)
def test_tells_the_year_only_where_one_is_left(content, day):
    first, *others = dates.find(content, SWEDISH)

    assert dates.resolved(first, others) == (day and datetime.date.fromisoformat(day))


def test_takes_the_year_it_is_given_unless_the_weekday_denies_it():
    (date,) = dates.find("fredagen 26 augusti", SWEDISH)

    assert dates.resolved(date, default_year=2022) == datetime.date(2022, 8, 26)
    assert dates.resolved(date, default_year=2021) is None


MONTHS = [forms[0] for forms in SWEDISH.dates.months]
WEEKDAYS = [forms[1] for forms in SWEDISH.dates.weekdays]
WRITINGS = {
    "ISO": lambda d: d.isoformat(),
    "ISO with blanks": lambda d: f"{d:%Y -%m- %d}",
    "eight figures": lambda d: f"{d:%Y%m%d}",
    "six figures": lambda d: f"den {d:%y%m%d}",
    "full stops": lambda d: f"{d.day}.{d.month}.{d.year}",
    "slash": lambda d: f"{d.day}/{d.month} {d.year}",
    "slash, short year": lambda d: f"{d.day}/{d.month}-{d:%y}",
    "month": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "weekday": lambda d: f"{WEEKDAYS[d.weekday()]} den {d.day} {MONTHS[d.month - 1]} {d.year}",
    "ordinal": lambda d: f"den {d.day}:e {MONTHS[d.month - 1]} {d.year}",
}


@pytest.mark.parametrize("write", WRITINGS.values(), ids=WRITINGS)
@given(day=st.dates(datetime.date(1950, 1, 1), datetime.date(2049, 12, 31)))
def test_reads_back_what_is_written(write, day):
    written = write(day)
    content = f"Mötet hölls {written}, i salen."
    (found,) = dates.find(content, SWEDISH)

    assert dates.resolved(found) == day
    assert content[found.span.start : found.span.end] == written
