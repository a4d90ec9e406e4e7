"""Last days: a municipal decision may be appealed for three weeks from the notice; no last day is a Sunday or a holiday."""

from __future__ import annotations

import datetime
from functools import cache

# Kommunallagen 13 kap. 5 §.
_APPEAL = datetime.timedelta(weeks=3)


def appeal_until(posted: datetime.date) -> datetime.date:
    """The last day for an appeal: three weeks after *posted*, or the next working day (lag 1930:173).

    >>> appeal_until(datetime.date(2023, 5, 18)), appeal_until(datetime.date(2023, 6, 2))
    (datetime.date(2023, 6, 8), datetime.date(2023, 6, 26))
    """
    return working_day(posted + _APPEAL)


def working_day(day: datetime.date) -> datetime.date:
    """*day*, if it is none on which nothing needs to be done; else the next that is not (lag 1930:173).

    >>> working_day(datetime.date(2023, 6, 24))
    datetime.date(2023, 6, 26)
    """
    while day.weekday() >= 5 or day in holidays(day.year):
        day += datetime.timedelta(days=1)
    return day


@cache
def holidays(year: int) -> frozenset[datetime.date]:
    """Swedish public holidays of *year* (lag 1989:253) that are no Sundays, and the eves that lag 1930:173 adds."""
    easter = _easter(year)
    fixed = [(1, 1), (1, 6), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)]
    days = {datetime.date(year, month, day) for month, day in fixed}
    days |= {easter + datetime.timedelta(days=after) for after in (-2, 1, 39)}
    # The National Day took the place of Whit Monday in 2005.
    days.add(datetime.date(year, 6, 6) if year >= 2005 else easter + datetime.timedelta(days=50))
    # Midsummer's Eve: the Friday of 19 to 25 June.
    days.add(next(day for n in range(19, 26) if (day := datetime.date(year, 6, n)).weekday() == 4))
    return frozenset(days)


def _easter(year: int) -> datetime.date:
    """Easter Sunday, Gregorian calendar: the anonymous algorithm (Meeus, Astronomical Algorithms, 1991, p. 67)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return datetime.date(year, month, (h - m + r + month + 19) % 32)
