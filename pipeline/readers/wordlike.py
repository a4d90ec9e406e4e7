"""Whether what an engine read says something: ``Öberg``, ``§``, ``-12,5`` and ``(S)`` do, ``=1A`` and ``ıl'`` do not.

And whether it may be the § and number of an item, however misread: ``$ 12``, ``S 3.``, ``812``.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"\W*[^\W\d_]*[aeiouyåäöéüAEIOUYÅÄÖÉ][^\W\d_]*\W*$")
_NUMBER = re.compile(r"[(§–—−-]?\d[\d.,:/§-]*[)%]?[.,:;]?$")
_SIGN = re.compile(r"(?:§+|[-–—•*]|[A-ZÅÄÖ]\.?|\([A-ZÅÄÖ]{1,3}\)|[A-Za-zåäö]\)|[A-ZÅÄÖ]{2,6})[,;.:]?$")
_ITEM = re.compile(r"(?:[§$&]{1,2}|[8Ss5]) ?\d{1,3}(?:/\d{2}(?:\d{2})?)?[.,:]?$")


def says_something(text: str) -> bool:
    """Whether *text* is a word, a number or one of the signs that stand alone in minutes.

    >>> [says_something(text) for text in ("föll,", "(M)", "§", "2031/14", "rtx", "=1A")]
    [True, True, True, True, False, False]
    """
    # What is typed over an underline has it between its words.
    text = text.replace("_", "")
    return any(pattern.match(text) for pattern in (_WORD, _NUMBER, _SIGN))


def may_be_item(first: str, second: str) -> bool:
    """Whether the first words of a line may be § and the number of an item: together, or in the first alone.

    >>> [may_be_item(*words) for words in (("§", "12"), ("S", "3."), ("812", "Val"), ("Val", "12"), ("8", "kronor"))]
    [True, True, True, False, False]
    """
    return bool(_ITEM.match(f"{first} {second}") or _ITEM.match(first))
