"""The language of search: words, "phrases", -without, beginning*, and fields.

::

    snöröjning "östra skolan" -avgift
    bidrag över 500 000                        a sum after över, under, minst, högst
    organ:kommunstyrelsen utfall:avslag        a field, with its value in quotes if it has blanks; | between several values
    datum:2022..2023 belopp:>500000 person:"Anna Berg" dnr:2022/123 §:12 -parti:X

English names of fields and values are known too (docs/howto/search.md).
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.register.fulltext import Lexemes, Match
from pipeline.register.rows import mark, name_key, steps
from pipeline.register.swedish import stem, words
from schemas.errors import UsageError

# Fields whose values are marks of the full text: what they are called in the query, and the column.
_FACETS: Final = {
    "organisation": "organisation",
    "organ": "body",
    "body": "body",
    "utfall": "outcome",
    "outcome": "outcome",
    "status": "status",
    "beslutad_av": "decided_by",
    "decided_by": "decided_by",
    "år": "year",
    "year": "year",
    "slag": "kind",
    "kind": "kind",
    "parti": "party",
    "party": "party",
}
# What the values of fields are called in Swedish.
_VALUES: Final = {
    "outcome": {
        "bifall": "approved",
        "godkänd": "approved",
        "avslag": "rejected",
        "bordlagd": "tabled",
        "återremiss": "referred",
        "noterad": "noted",
        "vald": "elected",
        "val": "elected",
        "uppdrag": "assigned",
        "beviljad": "granted",
        "ansvarsfrihet": "discharged",
        "annat": "other",
    },
    "status": {"beslutad": "adopted", "beslut": "adopted", "förslag": "proposed", "redovisad": "reported"},
    "kind": {"beslut": "decision", "ärende": "item"},
}
_PERSON: Final = ("person", "namn", "name")
_DATE: Final = ("datum", "date")
_AMOUNT: Final = ("belopp", "amount")
_CASE: Final = ("dnr", "diarienummer", "case")
_NUMBER: Final = ("§", "paragraf", "item")
FIELDS: Final = (*_FACETS, *_PERSON, *_DATE, *_AMOUNT, *_CASE, *_NUMBER)

# A longer query is no question. Each word is asked of the full text, and SQLite nests no deeper than a thousand.
LONGEST: Final = 1_000
_TERMS: Final = 50

# A sum said in words, "över 500 000": at least so much, or at most.
_LEAST: Final = ("över", "minst", "mer än", "från", "over")
_MOST: Final = ("under", "högst", "mindre än", "upp till")

_SUM = r"\d{1,3}(?:[ \u00a0.]\d{3})+(?!\d)|\d{1,15}"
_UNITS: Final = {
    "tkr": 1_000,
    "tusen": 1_000,
    "mnkr": 1_000_000,
    "mkr": 1_000_000,
    "miljoner": 1_000_000,
    "kr": 1,
    "kronor": 1,
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SPOKEN = re.compile(
    rf"(?i)(?<!\S)(?P<bound>{'|'.join(map(re.escape, sorted(_LEAST + _MOST, key=len, reverse=True)))})\s+"
    rf"(?P<sum>{_SUM})(?:\s*(?P<unit>{_UNIT}))?(?!\S)"
)
# A sum after < or > may have blanks between its figures; other values that have blanks are quoted.
_PART = re.compile(
    r"(?P<minus>-)?(?:(?P<field>[^\W\d]+|§):)?"
    rf'(?:"(?P<quoted>[^"]*)"?|(?P<sum>[<>]=?\s*(?:{_SUM})(?!\S))|(?P<plain>[^\s"]+))'
)
_RANGE = re.compile(rf"(?:(?P<bound>[<>]=?)\s*)?(?P<low>{_SUM})?(?P<dots>\.\.)?(?P<high>{_SUM})?")
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True)
class Term:
    """A word, or the words of a phrase, that must (or must not) be there."""

    words: tuple[str, ...]
    is_phrase: bool = False
    is_prefix: bool = False
    is_excluded: bool = False

    @property
    def begins(self) -> str | None:
        """How the words begin that it finds besides the forms of its own: compounds, or any after ``*``.

        A beginning of four letters has too many words to be a part of a compound: "vall" is not "vallag".
        """
        word = self.words[0].lower()
        compounds = len(self.words) == 1 and not self.is_phrase and len(word) > 4 and word.isalpha()
        return word if self.is_prefix or compounds else None

    @property
    def stems(self) -> Lexemes:
        """The stems of its words."""
        return tuple(stem(word) for word in self.words)


@dataclass(frozen=True)
class Query:
    """What is searched for."""

    typed: str = ""
    terms: tuple[Term, ...] = ()
    # Column of a facet and the values of which one must be, or none may be.
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    excluded: tuple[tuple[str, tuple[str, ...]], ...] = ()
    people: tuple[str, ...] = ()
    case_numbers: tuple[str, ...] = ()
    item_numbers: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    amount_least: float | None = None
    amount_most: float | None = None
    words: tuple[str, ...] = field(default=(), compare=False)

    def match(self, beginning: Callable[[str], Iterable[str]]) -> Match:
        """What the full text is asked.

        Args:
            beginning: the words of the register that begin so.
        """
        wanted = [_forms(term, beginning) for term in self.terms if not term.is_excluded]
        groups = [[mark(name, value) for value in values] for name, values in self.facets]
        groups += [[mark("person", name_key(name))] for name in self.people]
        groups += [[mark("case", re.sub(r"\s", "", case))] for case in self.case_numbers]
        groups += [[mark("number", number)] for number in self.item_numbers]
        # The largest sum must reach the least that is asked, the smallest must not pass the most.
        if self.amount_least is not None:
            groups.append([mark("most", str(one)) for one in steps(self.amount_least, None)])
        if self.amount_most is not None:
            groups.append([mark("least", str(one)) for one in steps(None, self.amount_most)])
        wanted += [tuple((one,) for one in group) for group in groups]
        unwanted = [one for term in self.terms if term.is_excluded for one in _forms(term, beginning)]
        unwanted += [(mark(name, value),) for name, values in self.excluded for value in values]
        return Match(tuple(wanted), tuple(unwanted))


def _forms(term: Term, beginning: Callable[[str], Iterable[str]]) -> tuple[Lexemes, ...]:
    """What stands for a term in the full text. What is left out is left out as it is written: "-skola" keeps "skolgård"."""
    compounds = beginning(term.begins) if term.begins and (term.is_prefix or not term.is_excluded) else ()
    return tuple(dict.fromkeys([term.stems, *((stem(word),) for word in compounds)]))


def parse(typed: str) -> Query:
    """The query that *typed* means.

    Raises:
        UsageError: a field has a value that it cannot have, or it is too long; the message says where.

    >>> parse("bidrag över 500 000 -skola").amount_least
    500000.0
    """
    if len(typed) > LONGEST:
        raise UsageError(f"{typed[:20]}…", f"a search has at most {LONGEST:,} characters")
    # As the text of records is: å in one character. PostgreSQL takes no null characters.
    typed = unicodedata.normalize("NFC", typed).replace("\0", " ")
    rest, least, most = _spoken_sums(typed)
    query = Query(typed=typed, amount_least=least, amount_most=most)
    for part in _PART.finditer(rest):
        value = next(value for value in part.group("quoted", "sum", "plain") if value is not None)
        is_quoted = part["quoted"] is not None
        name = (part["field"] or "").casefold()
        if name in FIELDS:
            query = _with_field(query, name, value, bool(part["minus"]))
        else:
            query = _with_words(query, f"{name}:{value}" if name else value, is_quoted, bool(part["minus"]))
    if len(query.terms) + len(query.facets) > _TERMS:
        raise UsageError(f"{typed[:20]}…", f"a search has at most {_TERMS} words")
    return query


def _spoken_sums(typed: str) -> tuple[str, float | None, float | None]:
    """The query without the sums that it says in words, and the least and the most that they ask.

    A year or a § is no sum: four figures or a unit make one.
    """
    bounds: dict[bool, float] = {}

    def taken(found: re.Match[str]) -> str:
        figures = re.sub(r"\D", "", found["sum"])
        if not found["unit"] and (len(figures) < 4 or 1900 <= int(figures) <= 2100):
            return found[0]
        bounds[found["bound"].casefold() in _LEAST] = float(int(figures) * _UNITS[(found["unit"] or "kr").casefold()])
        return " "

    rest = _SPOKEN.sub(taken, typed)
    return rest, bounds.get(True), bounds.get(False)


def _with_words(query: Query, value: str, is_phrase: bool, is_excluded: bool) -> Query:
    found = tuple(word[0] for word in words(value))
    if not found:
        return query
    # "2022/123" is one thing, whoever wrote it without quotes.
    is_phrase = is_phrase or len(found) > 1
    is_prefix = value.endswith("*") and not is_phrase
    term = Term(found, is_phrase, is_prefix, is_excluded)
    spoken = query.words if is_excluded else (*query.words, *found)
    return replace(query, terms=(*query.terms, term), words=spoken)


def _with_field(query: Query, name: str, value: str, is_excluded: bool) -> Query:
    if name in _FACETS:
        column = _FACETS[name]
        names = _VALUES.get(column, {})
        facet = (column, tuple(names.get(one.casefold(), one) for one in value.split("|")))
        if is_excluded:
            return replace(query, excluded=(*query.excluded, facet))
        return replace(query, facets=(*query.facets, facet))
    if is_excluded:
        raise UsageError(f"-{name}:{value}", f"only words and these fields can be left out: {', '.join(_FACETS)}")
    if name in _PERSON:
        return replace(query, people=(*query.people, value))
    if name in _CASE:
        return replace(query, case_numbers=(*query.case_numbers, value))
    if name in _NUMBER:
        return replace(query, item_numbers=(*query.item_numbers, value.removeprefix("§").strip()))
    if name in _DATE:
        return _with_dates(query, value)
    return _with_amount(query, value)


def _with_dates(query: Query, value: str) -> Query:
    first, dots, last = value.partition("..")
    begin = _day(first, False, value) if first else None
    end = _day(last if dots else first, True, value) if (last or not dots) else None
    return replace(query, first=begin, last=end)


def _day(written: str, is_last: bool, value: str) -> str:
    found = _DAY.fullmatch(written)
    try:
        if not found:
            raise ValueError
        year, month, day = int(found[1]), int(found[2] or (12 if is_last else 1)), found[3]
        if day:
            return datetime.date(year, month, int(day)).isoformat()
        if not is_last:
            return datetime.date(year, month, 1).isoformat()
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        return (after - datetime.timedelta(days=1)).isoformat()
    except ValueError:
        raise UsageError(f"datum:{value}", "a date is 2022, 2022-03 or 2022-03-24, a range 2022..2023") from None


def _with_amount(query: Query, value: str) -> Query:
    found = _RANGE.fullmatch(value)
    if not found or not (found["low"] or found["high"]) or (found["bound"] and found["dots"]):
        raise UsageError(f"belopp:{value}", "a sum is 500000, >500000, <500000 or 100000..500000, in kronor")
    low, high = (float(re.sub(r"\D", "", found[end])) if found[end] else None for end in ("low", "high"))
    if found["dots"]:
        return replace(query, amount_least=low, amount_most=high)
    bound = found["bound"] or ""
    return replace(
        query,
        amount_least=None if bound.startswith("<") else low,
        amount_most=None if bound.startswith(">") else low,
    )


def terms_of(query: Query) -> Iterator[Term]:
    """The terms that must be there: what is marked in a hit."""
    return (term for term in query.terms if not term.is_excluded)
