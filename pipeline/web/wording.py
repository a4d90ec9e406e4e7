"""What the pages say, in Swedish or English: all strings stand in ``wording.toml``, the two languages side by side.

>>> Wording("sv")("search.found", count=3), Wording("en")("search.found", count=3)
('3 träffar', '3 found')
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Final, Literal, get_args

Language = Literal["sv", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_MILLION = 1_000_000


@dataclass(frozen=True)
class Wording:
    """The strings of one language, and how it writes dates, numbers and sums."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """The string of a key, ``section.name``, with *values* in the places of their names."""
        return _catalogue()[key][LANGUAGES.index(self.language)].format(**values)

    def of(self, section: str, name: str | None) -> str:
        """The word for a value of a record's field; the value itself where it has none.

        >>> Wording("sv").of("outcome", "rejected")
        'Avslag'
        """
        return self(f"{section}.{name}") if f"{section}.{name}" in _catalogue() else name or ""

    def counted(self, key: str, count: int) -> str:
        """The string of *key* with a count; of ``key_one`` where there is one.

        >>> Wording("en").counted("meeting.pages", 1000)
        '1,000 pages'
        """
        return self(f"{key}_one") if count == 1 else self(key, count=self.number(count))

    def date(self, iso: str | None) -> str:
        """A day in words; what is none as it is.

        >>> Wording("sv").date("2022-03-07")
        '7 mars 2022'
        """
        year, _, rest = (iso or "").partition("-")
        month, _, day = rest.partition("-")
        if not (year.isdecimal() and month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12):
            return iso or ""
        return self("date.written", day=int(day), month=self("date.months").split()[int(month) - 1], year=year)

    def number(self, value: Decimal | float | str) -> str:
        """A number with its thousands apart, and no more decimals than it has.

        >>> Wording("en").number("41206.55"), Wording("en").number(3.0)
        ('41,206.55', '3')
        """
        exact = Decimal(str(value))
        if exact == exact.to_integral_value():
            exact = exact.to_integral_value()
        written = f"{exact:,f}"
        marks = {",": self("number.group"), ".": self("number.decimal")}
        return "".join(marks.get(character, character) for character in written)

    def money(self, value: float | str, currency: str = "SEK", most: float | str | None = None) -> str:
        """A sum, or two that are the ends of a range.

        >>> Wording("sv").money("750000").replace("\\xa0", " ")
        '750 000 kr'
        """
        number = self.number(value)
        if most is not None:
            number = self("number.between", least=number, most=self.number(most))
        return self("number.kronor" if currency == "SEK" else "number.other", number=number, currency=currency)

    def short_money(self, value: float) -> str:
        """A sum as a chart has room for it: millions from a million on.

        >>> Wording("en").short_money(12_340_000)
        'SEK 12.3 M'
        """
        if value < _MILLION:
            return self.money(round(value))
        return self("number.million", number=self.number(round(Decimal(value) / _MILLION, 1)))


@cache
def _catalogue() -> dict[str, tuple[str, str]]:
    """All strings by their keys.

    Raises:
        ValueError: one of them has not as many languages as there are.
    """
    written = tomllib.loads(resources.files("pipeline.web").joinpath("wording.toml").read_text("utf-8"))
    found = {}
    for section, strings in written.items():
        for name, (swedish, english) in strings.items():
            found[f"{section}.{name}"] = (swedish, english)
    return found
