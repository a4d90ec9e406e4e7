"""The last day for an appeal, over every kind of day that does not count."""

from __future__ import annotations

import datetime

import pytest

from extractors.deadlines import appeal_until

# Reason -> the day of the notice and the last day for an appeal.
APPEALS = {
    "a working day": ("2018-03-06", "2018-03-27"),
    "a Saturday": ("2023-03-18", "2023-04-11"),
    "Good Friday": ("2023-03-17", "2023-04-11"),
    "Ascension Day, then a working Friday": ("2023-04-27", "2023-05-19"),
    "the National Day": ("2023-05-16", "2023-06-07"),
    "Midsummer's Eve": ("2023-06-02", "2023-06-26"),
    "Christmas Eve to Boxing Day": ("2020-12-03", "2020-12-28"),
    "New Year's Eve": ("2019-12-10", "2020-01-02"),
    "Whit Monday, a holiday until 2004": ("2004-05-10", "2004-06-01"),
    "Whit Monday, a working day since": ("2005-04-25", "2005-05-16"),
}


@pytest.mark.parametrize(("posted", "last"), APPEALS.values(), ids=APPEALS)
def test_an_appeal_may_wait_for_a_working_day(posted, last):
    assert appeal_until(datetime.date.fromisoformat(posted)).isoformat() == last
