"""Which of several persons a name means: ``A. Berg`` is ``Anna Berg``, ``Christina Ek`` is ``Kristina Ek``, ``Bo Lind Öst``
is ``Bo Lind-Öst``; but ``Karl Ek`` is not ``Karl-Erik Ek``, nor ``Anna Berg (S)`` ``Anna Berg (M)``.

The likenesses are tried from the surest on, and the first that fits anybody is the one: whoever asks learns by the number of
those found whether the name is sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from extractors.language import Language

# Spellings of one name differ by so many letters at most ("Halgren", "Hallgren").
_TYPING_ERRORS = 2
# A shorter name is too easily another one.
_SHORTEST_MISSPELT = 9


def meant(
    names: Sequence[str],
    party: str | None,
    known: Sequence[tuple[Iterable[str], str | None]],
    language: Language,
    *,
    listed: bool,
) -> list[int]:
    """The indexes of those in *known* (their names, their party) whom a mention may mean.

    Args:
        names: the name as the mention has it, and perhaps a nickname.
        listed: the mention is an entry of a list: there, names that differ by a letter are two persons.

    >>> from extractors.language import load
    >>> people = [(["Kristina Ek"], "S"), (["Karl-Erik Ek"], "M")]
    >>> meant(["Christina Ek"], None, people, load("sv"), listed=False), meant(["Karl Ek"], None, people, load("sv"), listed=False)
    ([0], [])
    """
    written, *nicknames = names
    likenesses: list[Callable[[str, str | None], bool]] = [
        lambda name, _: _same(name, written),
        lambda name, _: name in nicknames,
        lambda name, _: _short_for(name, written),
        lambda name, _: _initialled(name, written),
        # On a list the family name must be the same, and the party too.
        lambda name, other: (
            _spelt_alike(name, written)
            and (not listed or (party is not None and party == other and name.split()[-1] == written.split()[-1]))
        ),
    ]
    if not listed:
        likenesses += [
            # In a sentence, or in the list, a given name that nobody knows is left out.
            lambda name, _: " " in written and name.endswith(" " + written),
            lambda name, _: " " in name and written.endswith(" " + name),
            lambda name, _: _misspelt(name, written, language),
        ]
    # Two of one name in two parties are two persons.
    possible = [
        (index, spellings, other)
        for index, (spellings, other) in enumerate(known)
        if party is None or other is None or party == other
    ]
    for alike in likenesses:
        if same := [index for index, spellings, other in possible if any(alike(name, other) for name in spellings)]:
            return same
    return []


@lru_cache(maxsize=10_000)
def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.lower())


def _same(one: str, other: str) -> bool:
    """The same words, in whatever order: "Strandell Greta"."""
    return _sorted_words(one) == _sorted_words(other)


@lru_cache(maxsize=10_000)
def _sorted_words(name: str) -> list[str]:
    return sorted(_words(name))


def _short_for(one: str, other: str) -> bool:
    """A given name alone, a family name cut to its initial, or one of several names left out.

    >>> _short_for("My", "My Lundgren"), _short_for("Johan L.", "Johan Lind"), _short_for("Eva Ek", "Eva Lind")
    (True, True, False)
    >>> _short_for("Eva Öst", "Eva Lind-Öst"), _short_for("Eva Öst", "Eva-Lena Öst")
    (True, False)
    """
    short, long = sorted((_words(one), _words(other)), key=len)
    if not short or not long or short[0] != long[0]:
        return False
    first, other_first = (_given(name) for name in sorted((one, other), key=lambda name: len(_words(name))))
    if len(short) == 1:
        # "Per" is not "Per-Erik".
        return first == other_first
    if len(short) == len(long) == 2:
        shorter, longer = sorted((short[1], long[1]), key=len)
        return len(shorter) == 1 and longer.startswith(shorter)
    # Nor is "Per Ek" "Per-Erik Ek", though "Per Erik Ek" may be.
    return first == other_first and short[-1] == long[-1] and set(short) < set(long)


@lru_cache(maxsize=10_000)
def _given(name: str) -> str:
    return name.split()[0].lower()


def _initialled(one: str, other: str) -> bool:
    """The given names cut to initials, and the same family name.

    >>> _initialled("A. Berg", "Anna Berg"), _initialled("A-K Berg", "Anna-Karin Berg"), _initialled("A. Berg", "Eva Berg")
    (True, True, False)
    """
    short, long = sorted((_words(one), _words(other)), key=lambda words: len("".join(words)))
    if len(short) < 2 or short[-1] != long[-1] or len(short) > len(long) or any(len(word) > 1 for word in short[:-1]):
        return False
    return all(name.startswith(letter) for letter, name in zip(short[:-1], long, strict=False))


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two names sound the same.

    >>> _spelt_alike("Christina Lindquist", "Kristina Lindqvist"), _spelt_alike("Carl Ericsson", "Karl Eriksson")
    (True, True)
    >>> _spelt_alike("Karl Ek", "Karl Ekh"), _spelt_alike("Eva Jonsson", "Eva Jönsson")
    (False, False)
    """
    return _sound(one) == _sound(other)


# How Swedish names are spelt in more than one way.
_SOUNDS = (
    (r"^ch(?=r)", "k"),
    (r"ck|q(?=[uv])|c(?=[aouåcklmrst]|$)", "k"),
    (r"(?<=k)[uw](?=[aei])", "v"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"w", "v"),
    (r"z", "s"),
    (r"x", "ks"),
    (r"fv|f(?=s|$)", "v"),
    (r"[éè]", "e"),
    (r"(\w)\1", r"\1"),
)


@lru_cache(maxsize=10_000)
def _sound(name: str) -> list[str]:
    """The words of a name in one spelling."""
    words = []
    for word in _words(name):
        for pattern, letters in _SOUNDS:
            word = re.sub(pattern, letters, word)
        words.append(word)
    return words


def _misspelt(one: str, other: str, language: Language) -> bool:
    """Whether two spellings may be one name: a letter or two differ, and they are not two common family names."""
    left, right = ("".join(_words(name)) for name in (one, other))
    if left[0] != right[0] or min(len(left), len(right)) < _SHORTEST_MISSPELT:
        return False
    if one.split()[-1] != other.split()[-1] and {one.split()[-1], other.split()[-1]} <= language.names.last:
        return False
    if one.split()[0] != other.split()[0] and one.split()[-1] != other.split()[-1]:
        return False
    return _distance(left, right) <= _TYPING_ERRORS


def _distance(left: str, right: str) -> int:
    """How many letters to change, add or leave out between two strings (Levenshtein)."""
    row = list(range(len(right) + 1))
    for index, letter in enumerate(left, 1):
        above, row = row, [index]
        for position, other in enumerate(right, 1):
            row.append(min(above[position] + 1, row[-1] + 1, above[position - 1] + (letter != other)))
    return row[-1]
