"""Whom a name means: one person under two spellings, and two persons of like names."""

from __future__ import annotations

import pytest

from extractors import identity, language

SWEDISH = language.load("sv")

# Reason -> name and party of the mention, those known.
ONE = {
    "the same words in another order": ("Berg Anna", None, ["Anna Berg", "Bo Ek"]),
    "an initial": ("A. Berg", None, ["Anna Berg", "Eva Berg"]),
    "two initials": ("A-K Berg", None, ["Anna-Karin Berg", "Anna Berg"]),
    "a family name cut short": ("Anna B.", None, ["Anna Berg", "Anna Lind"]),
    "a given name alone": ("Anna", None, ["Anna Berg", "Bo Ek"]),
    "Ch and K": ("Christina Ek", None, ["Kristina Ek", "Bo Ek"]),
    "C and K, ks and x": ("Carl Axelsson", None, ["Karl Akselsson", "Bo Ek"]),
    "q and k, th and t": ("Marta Lindkvist", None, ["Martha Lindqvist", "Bo Ek"]),
    "w and v, double letters": ("Gustaf Wahlin", None, ["Gustav Vahlin", "Bo Ek"]),
    "a hyphen for a blank": ("Anna Lind-Berg", None, ["Anna Lind Berg", "Anna Lind"]),
    "one of two family names left out": ("Anna Berg", None, ["Anna Lind Berg", "Eva Berg"]),
    "a given name that nobody knows left out": ("Zaqar Anna Berg", None, ["Anna Berg", "Bo Ek"]),
    "a middle name left out": ("Anna Berg", None, ["Anna Karin Berg", "Bo Ek"]),
    "a misspelling": ("Anna Hallgrensson", None, ["Anna Halgrensson", "Bo Ek"]),
    "told apart by the party": ("Anna Berg", "M", [("Anna Berg", "M"), ("Anna Berg", "S")]),
}

SEVERAL_OR_NONE = {
    "two of one name": ("Anna Berg", None, [("Anna Berg", "M"), ("Anna Berg", "S")], [0, 1]),
    "the same name in another party": ("Anna Berg", "M", [("Anna Berg", "S")], []),
    "father and son": ("Karl Ek", None, [("Karl-Erik Ek", None)], []),
    "a given name that begins another": ("Anna", None, [("Anna-Karin Berg", None)], []),
    "an initial of two": ("A. Berg", None, [("Anna Berg", None), ("Arne Berg", None)], [0, 1]),
    "another family name": ("Eva Jonsson", None, [("Eva Jönsson", None)], []),
    "another given name": ("Eva Lind", None, [("Ewald Lind", None)], []),
}


def known(people):
    return [((person,), None) if isinstance(person, str) else ((person[0],), person[1]) for person in people]


@pytest.mark.parametrize(("name", "party", "people"), ONE.values(), ids=ONE)
def test_means_the_first(name, party, people):
    assert identity.meant((name,), party, known(people), SWEDISH, listed=False) == [0]


@pytest.mark.parametrize(("name", "party", "people", "expected"), SEVERAL_OR_NONE.values(), ids=SEVERAL_OR_NONE)
def test_means_several_or_nobody(name, party, people, expected):
    assert identity.meant((name,), party, known(people), SWEDISH, listed=False) == expected


# On a list names are written with care: two spellings are two persons, unless all but the given name's letters agrees.
LISTED = {
    "another spelling in the same party": ("Christina Ek", "S", ("Kristina Ek", "S"), [0]),
    "another spelling, and no party": ("Christina Ek", None, ("Kristina Ek", None), []),
    "a family name spelt otherwise": ("Anna Petersson", "S", ("Anna Pettersson", "S"), []),
    "a letter more": ("Anna Hallgrensson", "S", ("Anna Halgrensson", "S"), []),
}


@pytest.mark.parametrize(("name", "party", "other", "expected"), LISTED.values(), ids=LISTED)
def test_on_a_list(name, party, other, expected):
    assert identity.meant((name,), party, known([other]), SWEDISH, listed=True) == expected
