"""Sums of money: ``12 500 kr``, ``1,2 mnkr``, ``ca 3 miljoner kronor per år``, ``100:-/månad``, ``sex miljoner``.

Several numbers may share a unit: ``från 2,4 till 6,1 milj`` and ``15, 45 och 90 kronor`` are sums of their own,
``5-6 mkr`` and ``mellan 61 och 64 kr`` are ranges. A number without a unit is a sum only where the text leaves no
doubt: ``10 miljoner till drift``, ``300 000 i kassan``, the last line of a list of sums. Bare figures of a table are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from extractors.language import AmountWords, alternatives, phrase
from extractors.reading import Reading
from schemas.amount import Amount, Bound, Period
from schemas.text import Span


@dataclass(frozen=True)
class _Sum:
    """A sum as it stands: the place of its number and unit, and its worth. ``currency`` is None where only implied."""

    start: int
    end: int
    value: Decimal
    currency: str | None
    rule: str
    value_max: Decimal | None = None


def extract(reading: Reading) -> Iterator[Amount]:
    """Yield every sum of money in the document, all parts of it, in reading order."""
    grammar = _grammar(reading.language.amounts)
    content = reading.running
    sums = grammar.sums(content, reading.text.soft_breaks)
    stated = {found.currency for found in sums if found.currency}
    implied = stated.pop() if len(stated) == 1 else reading.language.amounts.usual
    for index, found in enumerate(sums):
        bound, start = grammar.bound(content, sums[index - 1].end if index else 0, found)
        period, end = grammar.period(content, found, sums[index + 1].start if index + 1 < len(sums) else len(content))
        segment = reading.segment_at(found.start)
        if segment and content[found.start] == "$" and found.start < segment.body:
            continue  # "$ 4" that heads an item: a paragraph sign misread
        yield Amount(
            evidence=reading.evidence(start, end),
            rule=found.rule,
            text=reading.folded(found.start, found.end),
            value=_plain(found.value),
            value_max=None if found.value_max is None else _plain(found.value_max),
            currency=found.currency or implied,
            bound=bound,
            period=period,
            paragraph=segment.number if segment else None,
            paragraph_id=segment.id if segment else None,
        )


def _plain(value: Decimal) -> str:
    """The value without exponent and without zeros at its end.

    >>> _plain(Decimal("1.20E+6"))
    '1200000'
    """
    return format(value.normalize(), "f") if value else "0"


# Thousands parted by blanks (or a line break that only the column made), full stops or apostrophes; then decimals, or öre after a colon.
_NUMBER = r"(?:\d{1,3}(?:[ \n]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?:['’]\d{3})+(?!\d)|\d+)(?:[,.]\d+|:\d\d(?!\d))?"
_GAP = r"[ ]?\n?[ ]?"
# What stands before a number that is only the end of something longer: "1234 500", "KS 2031/914", "070-123".
_INSIDE = re.compile(r"(?:[^\W\d_]|_|\d[.,:/]|\d[ ]|\d-)\Z")
_TIMES = re.compile(r"\d[ ]?[x×]\Z", re.I)
_SIGN = re.compile(r"(?:^|(?<=[\s(]))(?<!\d[ ])[-−–]\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
# Thousands and öre need no unit: "23 415:50".
_WHOLE_AND_CENTS = re.compile(r"\d{1,3}(?:[ .]\d{3})+:\d\d")
_REACH = 80
# Two numbers parted by a spaced dash or by "och" are of one kind only if they are of one size ("§ 3 - 500 kr" is no
# range): 17 and 217 kronor share a unit, 5 and 200 hardly do.
_MOST_APART = 20


class _Grammar:
    """The patterns of one language's sums of money."""

    def __init__(self, words: AmountWords) -> None:
        self._words = words
        self._currencies = {word.casefold(): code for code, forms in words.currencies.items() for word in forms}
        self._in_capitals = {word.casefold() for forms in words.currencies.values() for word in forms if word.isupper()}
        self._magnitudes = {word: Decimal(unit.factor) for unit in words.magnitudes for word in unit.words}
        self._units = {word: unit for unit in words.units for word in unit.words}
        self._numerals = words.numerals
        currency = rf"(?P<currency>{alternatives(word for forms in words.currencies.values() for word in forms)})"
        mark = rf"(?P<mark>{alternatives(words.marks)})(?:[ ]?{alternatives(words.currencies[words.mark_currency])}(?!\w))?"
        cents = alternatives(words.cents)
        self._unit = (
            rf"(?:(?P<whole>{mark})|(?:(?P<unit>{alternatives(self._units)})"
            rf"|(?P<magnitude>{alternatives(self._magnitudes)})(?:\.?{_GAP}{currency.replace('currency', 'currency_after')})?"
            rf"|{currency}(?:\.?[ ](?:{alternatives(words.cents_joined_by)}[ ])?(?P<cents>\d\d?)[ ]{cents})?"
            rf"|(?P<cents_alone>{cents}))(?!\w))"
        )
        self._to = re.compile(rf"\s+{alternatives(words.up_to)}\s+", re.I)
        self._and = re.compile(rf"\s+{alternatives(words.joined_by)}\s+", re.I)
        self._dash = re.compile(r"[ ]?[-–—][ ]?")
        about = alternatives(words.bounds["about"])
        separator = (
            rf"(?:[ ]?[-–—][ ]?|(?:\s+(?:{alternatives((*words.up_to, *words.joined_by))})|,)\s+(?:{about}\s+)?)"
        )
        self._with_unit = re.compile(
            rf"(?P<numbers>{_NUMBER}(?:{separator}{_NUMBER}){{0,8}})(?P<close>\))?{_GAP}{self._unit}", re.I
        )
        self._number = re.compile(_NUMBER)
        self._currency_before = re.compile(
            rf"(?<![^\W_])(?P<currency>{alternatives(words.before_sum)})\.?:?[ ]?\Z", re.I
        )
        self._minus = re.compile(rf"(?<!\w){alternatives(words.minus)}\s+\Z", re.I)
        self._change = re.compile(rf"(?<!\w){alternatives(words.change)}(?:\s+[^\W\d]+){{0,2}}\s+\Z", re.I)
        self._between_two = re.compile(rf"(?<!\w){alternatives(words.between_two)}(?:\s+{about})?\s+\Z", re.I)
        self._followed = re.compile(rf"\.?\s*(?:[^\w\s]|\Z|{alternatives(words.followers)}(?!\w))|\t|\s*\n\s*\n", re.I)
        self._held = re.compile(rf"\s+{alternatives(words.held_in)}(?!\w)", re.I)
        self._balance = re.compile(rf"{alternatives(words.balances)}(?:[ ][^\W\d]+){{0,2}}[ ]?:?[ ]", re.I)
        numeral = rf"(?:{alternatives(self._numerals)})+"
        self._numeral = re.compile(alternatives(self._numerals), re.I)
        worded_units = [word for word in (*self._magnitudes, *self._currencies, *words.cents) if word[0].isalpha()]
        self._worded_unit = re.compile(rf"(?<=[^\W\d_]\s)(?=(?:{alternatives(worded_units)})(?!\w)){self._unit}", re.I)
        self._worded = re.compile(
            rf"(?<!\w)(?:(?:(?P<wholes>{numeral})\s+{alternatives(words.cents_joined_by)}\s+)?(?P<half>{alternatives(words.halves)})"
            rf"|(?P<number>{numeral}(?:\s{numeral})*))\s\Z",
            re.I,
        )
        bounds: dict[str, Bound] = {word: bound for bound, forms in words.bounds.items() for word in forms}
        self._bounds = bounds
        filler = (
            rf"(?:\s+(?:{alternatives(words.between)}|\w*{alternatives(words.between_endings)}|{alternatives(bounds)}))"
        )
        self._bound = re.compile(
            rf"(?<![\w-])(?P<word>{alternatives(bounds)})\.?(?P<fillers>{filler}{{0,5}})\s*\Z", re.I
        )
        self._particle_verb = re.compile(rf"(?<!\w){alternatives(words.particle_verbs)}\s+\Z", re.I)
        self._bounds_after: tuple[tuple[Bound, re.Pattern[str]], ...] = tuple(
            (bound, re.compile(rf"\s+{alternatives(forms)}(?!\w)", re.I)) for bound, forms in words.bounds_after.items()
        )
        self._periods: tuple[tuple[Period, re.Pattern[str], re.Pattern[str]], ...] = tuple(
            (period, _period_after(forms.per, forms.phrases), _period_before(forms.before))
            for period, forms in words.periods.items()
        )

    def sums(self, content: str, soft_breaks: frozenset[int]) -> list[_Sum]:
        """The sums in *content*, in order; none overlaps another."""
        found: list[_Sum] = []
        position = 0
        for digit in re.finditer(r"\d+", content):
            if digit.start() >= position:
                here = self._sums_at(content, digit.start(), position, soft_breaks)
                here = here or self._balance_at(content, digit.start(), found)
                if here:
                    found.extend(here)
                    position = here[-1].end
        figures = {offset for known in found for offset in range(known.start, known.end)}
        found.extend(
            worded
            for worded in self._in_words(content)
            if worded.start not in figures and worded.end - 1 not in figures
        )
        return self._ranges_joined(content, sorted(found, key=lambda known: known.start))

    def _sums_at(self, content: str, position: int, after: int, soft_breaks: frozenset[int]) -> list[_Sum]:
        """The sums whose first number begins at *position*."""
        lead = content[max(0, position - _REACH) : position]
        before = self._currency_before.search(lead)
        if before and position - len(lead) + before.start() < after:
            before = None
        if _INSIDE.search(lead[-2:]) and not _TIMES.search(lead) and not before:
            return []
        match = self._with_unit.match(content, position)
        # A line may end in a number and the next begin with one: only a break that the column made joins them.
        if match and any(
            offset not in soft_breaks
            for offset in range(*match.span("numbers"))
            if content[offset] == "\n" and content[offset - 1].isdigit() and content[offset + 1].isdigit()
        ):
            match = None
        # The bracket belongs to a number that is written out before it: "femtusen (5 000) kronor".
        if match and match["close"] and not lead.endswith("("):
            match = None
        if match and not (before and match["mark"]):
            return self._shared(match, lead, before)
        if before:
            return self._after_currency(content, position, lead, before, match)
        return self._held_at(content, position)

    def _shared(self, match: re.Match[str], lead: str, before: re.Match[str] | None) -> list[_Sum]:
        """The sums of the numbers in *match*, which share its unit."""
        unit = self._worth(match)
        numbers = list(self._number.finditer(match.string, *match.span("numbers")))
        if unit is None or (not unit[1] and not self._is_money(match)):
            return []
        factor, currency = unit
        if before and not currency:
            currency = self._currencies[before["currency"].casefold()]
        values = [_value(number[0], factor) for number in numbers]
        if any(value is None for value in values) or not _of_one_kind(match.string, numbers, values):
            return []
        worths = [value * factor for value in values if value is not None]
        worths[-1] += Decimal(match["cents"] or 0) / 100
        # "300 000 sek" are kronor, "30 sek" are seconds.
        if match["currency"] and match["currency"] in self._in_capitals and max(worths) < 1000:
            return []
        starts = [number.start() for number in numbers]
        if _SIGN.search(lead):
            starts[0], worths[0] = starts[0] - 1, -worths[0]
        elif minus := self._minus.search(lead):
            starts[0], worths[0] = starts[0] - len(minus[0]), -worths[0]
        rule = "number_and_unit" if currency else "implied_currency"
        if len(numbers) == 1:
            return [_Sum(starts[0], match.end(), worths[0], currency, rule)]
        gap = Span(numbers[-2].end(), numbers[-1].start())
        if len(numbers) == 2 and self._is_range(match.string, gap, lead):
            low, high = worths
            # "10-15 000 kr" counts in thousands on both sides.
            thousands = re.search(r"[ .]000\Z", numbers[1][0])
            if thousands and self._dash.fullmatch(match.string, *gap) and low < 1000 and low * 1000 < high:
                low *= 1000
            if low < high:
                return [_Sum(starts[0], match.end(), low, currency, "range", high)]
            return []
        if self._dash.fullmatch(match.string, *gap):
            return []
        return [
            _Sum(start, match.end(), worth, currency, "shared_unit")
            for start, worth in zip(starts, worths, strict=True)
        ]

    def _is_range(self, content: str, gap: Span, lead: str) -> bool:
        if self._dash.fullmatch(content, *gap):
            return True
        if self._to.match(content, *gap):
            return not self._change.search(lead)
        return bool(self._between_two.search(lead) and self._and.match(content, *gap))

    def _worth(self, match: re.Match[str]) -> tuple[Decimal, str | None] | None:
        """The factor and the currency of the unit in *match*."""
        if match["whole"]:
            return Decimal(1), self._words.mark_currency
        if match["unit"]:
            unit = self._units[_folded(match["unit"])]
            return Decimal(unit.factor), unit.currency
        if match["cents_alone"]:
            return Decimal("0.01"), self._words.cents_currency
        factor = self._magnitudes[_folded(match["magnitude"])] if match["magnitude"] else Decimal(1)
        currency = match["currency_after"] or match["currency"]
        return factor, self._currencies[_folded(currency)] if currency else None

    def _is_money(self, match: re.Match[str]) -> bool:
        """Whether a magnitude without a currency counts money: what follows is no noun."""
        return _folded(match["magnitude"]) in self._words.alone and bool(
            self._followed.match(match.string, match.end())
        )

    def _after_currency(
        self, content: str, position: int, lead: str, before: re.Match[str], marked: re.Match[str] | None
    ) -> list[_Sum]:
        """``SEK 12 500``, ``kr. 1:50``, ``kronor 12.500:-``."""
        number = self._number.match(content, position)
        assert number is not None  # a digit stands there
        value = _value(number[0], Decimal(1))
        end = marked.end() if marked else number.end()
        if value is None or (
            not marked and (_YEAR.match(number[0]) or re.match(r"\w|[-/:%]\d|[ ]?%", content[end : end + 3]))
        ):
            return []
        start = position - len(lead) + before.start()
        return [_Sum(start, end, value, self._currencies[_folded(before["currency"])], "unit_before_number")]

    def _held_at(self, content: str, position: int) -> list[_Sum]:
        """``300 000 i kassan``, ``23 415:50``."""
        number = self._number.match(content, position)
        if number and _WHOLE_AND_CENTS.fullmatch(number[0]) and (value := _value(number[0], Decimal(1))) is not None:
            return [_Sum(position, number.end(), value, self._words.mark_currency, "whole_and_cents")]
        if number and self._held.match(content, number.end()) and (value := _unlabelled(number[0])) is not None:
            return [_Sum(position, number.end(), value, None, "held_in")]
        return []

    def _balance_at(self, content: str, position: int, before: list[_Sum]) -> list[_Sum]:
        """``Behållning totalt 391 104``: a line of its own, close after a sum that has its unit."""
        if not before or position - before[-1].end > 3 * _REACH:
            return []
        line_start = content.rfind("\n", 0, position) + 1
        if not self._balance.fullmatch(content[line_start:position].lstrip(" ")):
            return []
        number = self._number.match(content, position)
        if number and re.match(r"[ ]?\.?[ ]*(?:\n|\Z)", content[number.end() :][:_REACH]):
            value = _unlabelled(number[0])
            if value is not None:
                return [_Sum(position, number.end(), value, None, "balance_line")]
        return []

    def _in_words(self, content: str) -> Iterator[_Sum]:
        """``sex miljoner kronor``, ``en och en halv miljon``, ``femtio kronor``."""
        for unit in self._worded_unit.finditer(content):
            number = self._worded.search(content, max(0, unit.start() - _REACH), unit.start())
            worth = self._worth(unit)
            # Names are written with capitals: "Tre Kronor".
            if number is None or worth is None or (unit[0][0].isupper() and not unit[0].isupper()):
                continue
            factor, currency = worth
            if not currency and not self._is_money(unit):
                continue
            if number["half"]:
                value = Decimal("0.5") + (self._counted(number["wholes"]) if number["wholes"] else 0)
            else:
                value = self._counted(number["number"])
            rule = "number_in_words" if currency else "implied_currency"
            yield _Sum(number.start(), unit.end(), value * factor + Decimal(unit["cents"] or 0) / 100, currency, rule)

    def _counted(self, written: str) -> Decimal:
        """The number that words write: ``tvåhundratusen``, ``tjugo fem``."""
        total = current = 0
        for word in self._numeral.findall(written):
            value = self._numerals[word.casefold()]
            if value == 1000:
                total, current = total + max(current, 1) * value, 0
            elif value == 100:
                current = max(current, 1) * value
            else:
                current += value
        return Decimal(total + current)

    def _ranges_joined(self, content: str, found: list[_Sum]) -> list[_Sum]:
        """``500 kr–600 kr`` and ``mellan 61 kr och 64 kr`` made one."""
        joined: list[_Sum] = found[:1]
        for first, second in pairwise(found):
            gap = Span(first.end, second.start)
            lead = content[max(0, first.start - _REACH) : first.start]
            if (
                gap.start < gap.end <= gap.start + 10
                and first.currency == second.currency
                and first.value_max is second.value_max is None
                and 0 < first.value < second.value <= first.value * _MOST_APART
                and joined[-1] is first
                and (
                    re.fullmatch(r"[ ]?[-–—][ ]?", content[slice(*gap)])
                    or (self._and.fullmatch(content, *gap) and self._between_two.search(lead))
                )
            ):
                joined[-1] = replace(first, end=second.end, value_max=second.value, rule="range")
            else:
                joined.append(second)
        return joined

    def bound(self, content: str, after: int, found: _Sum) -> tuple[Bound, int]:
        """The bound that the words around a sum set, and where the passage that says it begins."""
        reach = max(after, found.start - _REACH)
        while match := self._bound.search(content, reach, found.start):
            word = _folded(match["word"])
            spoken_for = match["fillers"].strip() or self._particle_verb.search(content, reach, match.start())
            if word not in self._words.close or not spoken_for:
                bound = self._bounds[word]
                if bound == "exact" and self._bound.search(content, match.end("word"), found.start):
                    # "det lägsta på knappt 5 mkr": the nearer word says it.
                    reach = match.end("word")
                    continue
                return bound, found.start if bound == "exact" else match.start()
            reach = match.end("word")
        for bound, pattern in self._bounds_after:
            if pattern.match(content, found.end):
                return bound, found.start
        return "exact", found.start

    def period(self, content: str, found: _Sum, before: int) -> tuple[Period | None, int]:
        """The period that a sum is stated for, and where the passage that says it ends."""
        for period, after, lead in self._periods:
            match = after.match(content, found.end, before)
            if match:
                return period, match.end() if not match["between"] else found.end
            if lead.search(content, max(0, found.start - _REACH), found.start):
                return period, found.end
        return None, found.end


@cache
def _grammar(words: AmountWords) -> _Grammar:
    return _Grammar(words)


def _folded(written: str) -> str:
    return " ".join(written.casefold().split())


def _period_after(per: tuple[str, ...], phrases: tuple[str, ...]) -> re.Pattern[str]:
    """``/år``, ``per barn och år``, and ``varje år`` a few words later in the sentence."""
    unit = rf"{alternatives(per)}(?!\w)"
    word = r"[^\W\d]+"
    other = rf"(?:/{word}|\s+per\s+{word}(?:\s+eller\s+{word})?)"
    few = rf"(?P<between>(?:\s+(?!{phrase('gånger')}|{phrase('gång')}){word}){{0,3}})"
    return re.compile(
        rf"\.?(?:{other}?(?:[ ]?/[ ]?|\s+per\s+|\s+och\s+){unit}|{few}(?:\s+per\s+{unit}|\s+{alternatives(phrases)}(?!\w)))",
        re.I,
    )


def _period_before(adjectives: tuple[str, ...]) -> re.Pattern[str]:
    """``en årlig kostnad på``; a pattern that never matches where the language has no such word."""
    if not adjectives:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w){alternatives(adjectives)}(?:\s+[^\W\d]+){{0,4}}\s+\Z", re.I)


def _value(written: str, factor: Decimal) -> Decimal | None:
    """The number as written, or None where it can be read in two ways (``1,250 kr``).

    >>> _value("1 207 300", Decimal(1)), _value("12.500", Decimal(1)), _value("1:50", Decimal(1))
    (Decimal('1207300'), Decimal('12500'), Decimal('1.50'))
    """
    digits = re.sub(r"[ \n'’]", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:[,:]\d+)?", digits):
        digits = digits.replace(".", "")
    number, mark, decimals = re.split(r"([,.:]|\Z)", digits, maxsplit=1)
    # Three decimals are thousands in English; öre and cents are two; ":" goes with whole kronor only.
    if (factor == 1 and len(decimals) > 2) or (mark == ":" and factor != 1):
        return None
    return Decimal(f"{number}.{decimals or 0}") if decimals else Decimal(number)


def _unlabelled(written: str) -> Decimal | None:
    """The number if it looks like money without a unit: thousands or öre, and no year."""
    value = _value(written, Decimal(1))
    if value is None or (value < 1000 and "," not in written) or _YEAR.match(written):
        return None
    return value


def _of_one_kind(content: str, numbers: list[re.Match[str]], values: list[Decimal | None]) -> bool:
    """Whether numbers that precede one unit all count it: ``§ 3 - 500 kr`` and ``2020 och 500 kr`` are two things."""
    if len(numbers) == 1:
        return True
    gaps = [content[first.end() : second.start()] for first, second in pairwise(numbers)]
    # A list needs its "och": "2020, 500 kr" is none.
    if "," in (gaps[-1].strip()[:1]):
        return False
    close = [
        gap in "-–—" or (min(first, second) > 0 and max(first, second) <= min(first, second) * _MOST_APART)
        for gap, first, second in zip(gaps, values[:-1], values[1:], strict=True)
        if first is not None and second is not None
    ]
    years = [bool(_YEAR.match(number[0])) for number in numbers]
    return all(close) and (all(years) or not any(years))
