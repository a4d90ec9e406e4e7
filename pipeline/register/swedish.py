"""Swedish words as the register compares them: stems by Snowball, å kept apart from a, figures as they are.

>>> stems("Kommunernas snöröjning, 2022")
['kommun', 'snöröjning', '2022']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Not ``snowballstemmer.stemmer``, which takes PyStemmer where that is installed: its older releases have another Swedish, and
# who searches must stem as who filled the register.
from snowballstemmer.swedish_stemmer import SwedishStemmer

_WORD = re.compile(r"[^\W_]+")
# A longer one is no word. PostgreSQL takes lexemes up to 2,046 bytes.
_LONGEST = 100


def words(text: str) -> Iterator[re.Match[str]]:
    """The words of *text*, each with its place."""
    return _WORD.finditer(text)


def stems(text: str) -> list[str]:
    """The stems of the words of *text*, in order."""
    return [stem(found[0]) for found in _WORD.finditer(text)]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What a word and its forms have in common.

    >>> stem("styrelsens") == stem("Styrelsen")
    True
    """
    # A stemmer works on itself: two threads with one would stem each other's words.
    return str(SwedishStemmer().stemWord(word[:_LONGEST].lower()))
