"""Whether what an engine read says something: ``Öberg``, ``§``, ``-12,5`` and ``(S)`` do, ``=1A`` and ``ıl'`` do not."""

from __future__ import annotations

import re

_WORD = re.compile(r"\W*[^\W\d_]*[aeiouyåäöéüAEIOUYÅÄÖÉ][^\W\d_]*\W*$")
_NUMBER = re.compile(r"[(§–—−-]?\d[\d.,:/§-]*[)%]?[.,:;]?$")
_SIGN = re.compile(r"(?:§+|[-–—•*]|[A-ZÅÄÖ]\.?|\([A-ZÅÄÖ]{1,3}\)|[A-Za-zåäö]\)|[A-ZÅÄÖ]{2,6})[,;.:]?$")


def says_something(text: str) -> bool:
    """Whether *text* is a word, a number or one of the signs that stand alone in minutes.

    >>> [says_something(text) for text in ("föll,", "(M)", "§", "2031/14", "rtx", "=1A")]
    [True, True, True, True, False, False]
    """
    # What is typed over an underline has it between its words.
    text = text.replace("_", "")
    return any(pattern.match(text) for pattern in (_WORD, _NUMBER, _SIGN))
