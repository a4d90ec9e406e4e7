"""Every way of writing a sum of money that we have met, and the look-alikes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import amounts
from tests.marking import unmark

# Reason -> text (a mark for the evidence of each sum), and the values.
FOUND = {
    "grouped": ("hyran är ⟦12 500 kr⟧ nu", ["12500"]),
    "glued to its unit": ("⟦12 000kr⟧, ⟦30 000kr⟧ (4st)", ["12000", "30000"]),
    "thousands with full stops": ("⟦1.234.567,50 kr⟧", ["1234567.5"]),
    "old style": ("beviljas ⟦kronor 12.500:-⟧ till fanan", ["12500"]),
    "öre after a colon": ("biljetten ⟦kr. 1:50⟧", ["1.5"]),
    "thousands and öre after a colon": ("anbudet å ⟦kr. 4.275:50⟧ antogs", ["4275.5"]),
    "thousands and öre without a unit": ("Behållningen var ⟦23 415:50⟧.", ["23415.5"]),
    "in words, with figures in brackets": ("en avgift på femtusen (⟦5 000) kronor⟧", ["5000"]),
    "öre in words": ("⟦1 200 kr och 20 öre⟧", ["1200.2"]),
    "kronor and öre, abbreviated": ("överskottet ⟦12.804 kr. 33 öre⟧ fonderas", ["12804.33"]),
    "old style, and the word": ("arvode ⟦150:- kr⟧ och ⟦4:25 kr per timme⟧", ["150", "4.25"]),
    "old style, at a price": ("två par å ⟦kr. 12:50⟧ och ett å ⟦9:-⟧", ["12.5", "9"]),
    "old style, a printed dash": ("avgiften ⟦kr. 75:—⟧ erlades", ["75"]),
    "whole kronor": ("löpband för ⟦5 000:-⟧ till gymmet", ["5000"]),
    "tkr": ("underskott ⟦300tkr⟧", ["300000"]),
    "mnkr": ("ramen är ⟦412,5 mnkr⟧", ["412500000"]),
    "milj": ("av dem ⟦1,2 milj. kr⟧", ["1200000"]),
    "unit over a line break": ("med ⟦3 miljoner\nkronor⟧", ["3000000"]),
    "currency first": ("beloppet ⟦SEK 12 500⟧ betalas", ["12500"]),
    "currency in small letters": ("det finns ⟦300 000sek⟧", ["300000"]),
    "old style without mark": ("priset skall vara ⟦kr 5:25⟧ per portion", ["5.25"]),
    "nothing": ("avgiften är ⟦0kr⟧", ["0"]),
    "negative": ("resultat ⟦-412 600 kr⟧", ["-412600"]),
    "two in one sentence": ("från ⟦10 kr⟧ till ⟦20 kr⟧", ["10", "20"]),
    "in words": ("⟦sex miljoner kronor⟧ eller ⟦tvåhundratusen kronor⟧", ["6000000", "200000"]),
    "halves": ("⟦en halv miljon kronor⟧, ⟦två och en halv miljoner⟧", ["500000", "2500000"]),
    "kronor understood": ("satsar ⟦10 miljoner⟧ på skolan, ⟦1,1 miljon⟧.", ["10000000", "1100000"]),
    "money in the till": ("vi har ⟦drygt 30 000⟧ i kassan", ["30000"]),
    "last of a list": ("Sparkonto ⟦1 200 kr⟧\nKassa ⟦300 kr⟧\nSumma ⟦1 500⟧.", ["1200", "300", "1500"]),
    "a number before it is another thing": ("§ 3 - ⟦500 kr⟧, för 2020 och ⟦700 kr⟧", ["500", "700"]),
    "a year before it": ("under 2020, ⟦500 kr⟧", ["500"]),
    "line break of the document": ("Punkt 12\n⟦500 kr⟧", ["500"]),
}
NOT_FOUND = {
    "number that may be two": "1234 500 kr",
    "thousands or decimals": "1,250 kr",
    "counted things": "10 miljoner invånare och 2 miljoner resor",
    "item": "§ 12 Krisplan antas",
    "header of a table": "Belopp i kronor 2021",
    "percentage": "höjs med 25 %",
    "telephone": "tel 070-123 45 67",
    "organisation and postal number": "222000-0000, 123 45 Storstad",
    "case number": "KS 2031/914",
    "seconds": "30 sek tystnad",
    "a name": "hotell Tre Kronor",
    "year in the till": "2019 i kassan",
    "a time": "kl. 10:50",
    "a scale": "ritad i skala 1:50 och 1:400",
    "a statute": "lagen 1954:579 om nykterhetsvård, 5 § 1 mom.",
    "a day": "den 3/4 1954 och den 1/5",
    "an estate": "fastigheten Backen 12:50",
    "a bare sum of a line": "Summa 1 500",
}
RANGES = {
    "dash": ("⟦5-6 mkr⟧", ("5000000", "6000000")),
    "spaced dash": ("⟦750 000 – 800 000 kr⟧", ("750000", "800000")),
    "both with unit": ("⟦500 kr–600 kr⟧", ("500", "600")),
    "mellan": ("mellan ⟦61 och 64 kr⟧", ("61", "64")),
    "mellan, both with unit": ("mellan ⟦61 kr och 64 kr⟧", ("61", "64")),
    "till": ("kostar ⟦5 till 6 miljoner kronor⟧", ("5000000", "6000000")),
    "thousands said once": ("⟦10-15 000 kr⟧", ("10000", "15000")),
}
SHARED = {
    "change": ("från 2,4 till 6,1 milj", ["2400000", "6100000"]),
    "list": ("avgifter om 15, 45 och 90 kronor", ["15", "45", "90"]),
}
BOUNDS = {
    "about": ("⟦ca 4 000 kr⟧", "about"),
    "about, after the highest of several": ("det högsta på ⟦drygt 8 mkr⟧", "about"),
    "about, old": ("⟦c:a 4.000:-⟧", "about"),
    "about, words between": ("⟦Ca pris för denna 1250 kr⟧/cykel", "about"),
    "max": ("⟦högst 60 miljoner kronor⟧", "max"),
    "min, for a price of": ("säljs ⟦lägst för en köpeskilling av 18.000 kronor⟧", "min"),
    "the lowest of several": ("det lägsta är ⟦500 kr⟧", "exact"),
    "the lowest of several, at its price": ("tre anbud, det lägsta på ⟦1 275 000 kr⟧", "exact"),
    "max, words between": ("⟦upp till ett högsta belopp av 40 000 000 kronor⟧", "max"),
    "max of an about": ("⟦högst ca 5 mkr⟧", "max"),
    "min": ("⟦minst 1,2 miljoner kronor⟧", "min"),
    "över": ("⟦över 2 mkr⟧", "min"),
    "över of a verb": ("får föra över ⟦3 100 tkr⟧", "exact"),
    "över, of another word": ("översikt över en kostnad på ⟦500 kr⟧", "exact"),
    "none": ("⟦500 kr⟧", "exact"),
}
PERIODS = {
    "per år": ("⟦500 kr per år⟧", "year"),
    "slash": ("⟦140 euro/år⟧", "year"),
    "slash and blank": ("⟦100:-/ månad⟧", "month"),
    "per something and year": ("⟦2 300 kronor\nper barn och år⟧", "year"),
    "words between": ("⟦500 kr⟧ i bidrag varje år", "year"),
    "adjective before": ("en årlig kostnad på ⟦500 kr⟧", "year"),
    "hour": ("⟦1 150 kr per timme⟧", "hour"),
    "day": ("⟦900 kr om dagen⟧", "day"),
    "how often, not for how long": ("⟦500 kr⟧ två gånger per år", None),
    "piece": ("⟦500 kr⟧ per bänk", None),
}
CURRENCIES = {
    "euro": ("41 206,55 euro", "EUR"),
    "sign": ("€ 500", "EUR"),
    "Norwegian": ("500 norska kronor", "NOK"),
    "understood where euro is used": ("500 euro av 2 miljoner.", "EUR"),
}


@pytest.mark.parametrize(("marked", "values"), FOUND.values(), ids=FOUND)
def test_finds(marked, values, swedish):
    content, spans = unmark(marked)
    found = list(amounts.extract(swedish(content)))

    assert [(a.evidence[0].start, a.evidence[0].end) for a in found] == spans
    assert [a.value for a in found] == values
    assert {(a.currency, a.value_max) for a in found} == {("SEK", None)}


@pytest.mark.parametrize("content", NOT_FOUND.values(), ids=NOT_FOUND)
def test_passes_over(content, swedish):
    assert list(amounts.extract(swedish(content))) == []


@pytest.mark.parametrize(("marked", "ends"), RANGES.values(), ids=RANGES)
def test_finds_a_range_as_one(marked, ends, swedish):
    content, spans = unmark(marked)
    (found,) = amounts.extract(swedish(content))

    assert (found.evidence[0].start, found.evidence[0].end) == spans[0]
    assert (found.value, found.value_max) == ends


@pytest.mark.parametrize(("content", "values"), SHARED.values(), ids=SHARED)
def test_finds_each_of_those_that_share_a_unit(content, values, swedish):
    assert [a.value for a in amounts.extract(swedish(content))] == values


@pytest.mark.parametrize(("marked", "bound"), BOUNDS.values(), ids=BOUNDS)
def test_tells_the_bound(marked, bound, swedish):
    content, spans = unmark(marked)
    (found,) = amounts.extract(swedish(content))

    assert (found.bound, (found.evidence[0].start, found.evidence[0].end)) == (bound, spans[0])


@pytest.mark.parametrize(("marked", "period"), PERIODS.values(), ids=PERIODS)
def test_tells_the_period(marked, period, swedish):
    content, spans = unmark(marked)
    (found,) = amounts.extract(swedish(content))

    assert (found.period, (found.evidence[0].start, found.evidence[0].end)) == (period, spans[0])


@pytest.mark.parametrize(("content", "currency"), CURRENCIES.values(), ids=CURRENCIES)
def test_tells_the_currency(content, currency, swedish):
    assert {a.currency for a in amounts.extract(swedish(content))} == {currency}


def test_text_is_the_sum_as_written(swedish):
    (found,) = amounts.extract(swedish("ca 3 miljoner\nkronor per år"))

    assert found.text == "3 miljoner kronor"


def grouped(value: Decimal, mark: str) -> str:
    return f"{value:,}".replace(",", "_").replace(".", ",").replace("_", mark)


WRITINGS = {
    "blanks": lambda value: f"{grouped(value, ' ')} kr",
    "full stops": lambda value: f"{grouped(value, '.')} kronor",
    "glued": lambda value: f"{value}kr".replace(".", ","),
    "currency first": lambda value: f"SEK {grouped(value, ' ')},00",
    "whole": lambda value: f"{grouped(value, '.')}:-",
    "thousands": lambda value: f"{grouped(value / 1000, ' ')} tkr",
    "millions": lambda value: f"{grouped(value / 1_000_000, ' ')} miljoner kronor",
}


@pytest.mark.parametrize("write", WRITINGS.values(), ids=WRITINGS)
@given(value=st.integers(1, 999_999_999).map(Decimal))
def test_reads_back_what_is_written(write, value, swedish):
    content = f"Nämnden beviljar {write(value)} till vägen."
    (found,) = amounts.extract(swedish(content))

    assert Decimal(found.value) == value
    assert content[found.evidence[0].start : found.evidence[0].end] == write(value)
