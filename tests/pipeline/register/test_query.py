"""The language of search: what each thing typed means."""

from __future__ import annotations

import pytest

from pipeline.register.query import LONGEST, Query, Term, parse
from schemas.errors import UsageError

MEANS = {
    "words": ("snöröjning skola", Query(terms=(Term(("snöröjning",)), Term(("skola",))))),
    "a phrase": ('"östra skolan"', Query(terms=(Term(("östra", "skolan"), is_phrase=True),))),
    "a phrase that is not closed": ('"östra skolan', Query(terms=(Term(("östra", "skolan"), is_phrase=True),))),
    "without": ("-avgift", Query(terms=(Term(("avgift",), is_excluded=True),))),
    "a beginning": ("snö*", Query(terms=(Term(("snö",), is_prefix=True),))),
    "a case number is one thing": ("2022/123", Query(terms=(Term(("2022", "123"), is_phrase=True),))),
    "a sum in words": ("bidrag över 500 000", Query(terms=(Term(("bidrag",)),), amount_least=500_000)),
    "a sum with a unit": ("högst 2 mnkr", Query(amount_most=2_000_000)),
    "a field": ("organ:Kommunstyrelsen", Query(facets=(("body", ("Kommunstyrelsen",)),))),
    "a field in English": ("body:Kommunstyrelsen", Query(facets=(("body", ("Kommunstyrelsen",)),))),
    "one of several": ("utfall:approved|rejected", Query(facets=(("outcome", ("approved", "rejected")),))),
    "an outcome in Swedish": ("utfall:Avslag", Query(facets=(("outcome", ("rejected",)),))),
    "a party": ("parti:S", Query(facets=(("party", ("S",)),))),
    "not a body": ("-organ:Kommunstyrelsen", Query(excluded=(("body", ("Kommunstyrelsen",)),))),
    "a field that is none": ("kl:18", Query(terms=(Term(("kl", "18"), is_phrase=True),))),
    "letters in two characters": ("a\u030arsredovisning", Query(terms=(Term(("årsredovisning",)),))),
    "a null character": ('person:"Anna\0Ek"', Query(people=("Anna Ek",))),
    "a person": ('person:"Anna Ek"', Query(people=("Anna Ek",))),
    "a year": ("datum:2022", Query(first="2022-01-01", last="2022-12-31")),
    "a month": ("datum:2024-02", Query(first="2024-02-01", last="2024-02-29")),
    "a range of days": ("datum:2022-03-24..2023", Query(first="2022-03-24", last="2023-12-31")),
    "from a year on": ("datum:2022..", Query(first="2022-01-01")),
    "more than": ("belopp:>500000", Query(amount_least=500_000)),
    "more than, with blanks": ("belopp:>500 000 skola", Query(terms=(Term(("skola",)),), amount_least=500_000)),
    "less than, with a blank before": ("belopp:< 20 000", Query(amount_most=20_000)),
    "a range of sums": ("belopp:100000..500000", Query(amount_least=100_000, amount_most=500_000)),
    "an item": ("§:12", Query(item_numbers=("12",))),
    "an item with its sign": ('paragraf:"§ 12"', Query(item_numbers=("12",))),
    "nothing": ("", Query()),
    "signs alone": ("&& ** ()", Query()),
}
NO_SUM = {
    "a year is none": "över 2022",
    "a few is none": "över 18",
}
REFUSED = {
    "a month that is none": "datum:2022-13",
    "a day that is none": "datum:2023-02-29",
    "a date in words": "datum:igår",
    "a sum in words": "belopp:mycket",
    "a field that cannot be left out": "-datum:2022",
    "a search of a book's length": "ord " * LONGEST,
    "too many words": " ".join(f"ord{number}" for number in range(60)),
}


@pytest.mark.parametrize(("typed", "query"), MEANS.values(), ids=MEANS)
def test_means(typed: str, query: Query) -> None:
    found = parse(typed)

    assert {**vars(found), "typed": "", "words": ()} == {**vars(query), "words": ()}


@pytest.mark.parametrize("typed", NO_SUM.values(), ids=NO_SUM)
def test_is_no_sum(typed: str) -> None:
    assert parse(typed).amount_least is None


@pytest.mark.parametrize("typed", REFUSED.values(), ids=REFUSED)
def test_refuses_with_the_place(typed: str) -> None:
    with pytest.raises(UsageError, match=typed[:5]):
        parse(typed)
