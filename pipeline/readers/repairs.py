"""Text that was destroyed before it came here: mended where only one reading is possible, counted where not.

``MÃ¶tet`` (UTF-8 read as Windows-1252) · ``M|tet`` (the Swedish ASCII of old systems) · ``M\ufffdtet`` beside ``Mötet`` or a word of
the language · ``\ufffd 12`` and ``\ufffd 13`` at the start of lines (§) · ``P R O T O K O L L``.

Evidence is the whole document: one odd word is left as it stands. Words are those of the language files and, for characters that
were lost here and there, the document's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from extractors import language

# Bytes that no Windows-1252 character stands for, as Latin-1 has them.
_WINDOWS = {
    character: bytes([code]) for code in range(0x80, 0x100) if (character := bytes([code]).decode("cp1252", "ignore"))
}
_WINDOWS |= {chr(code): bytes([code]) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
# How the first byte of a Swedish letter, a sign or a dash of UTF-8 looks in Windows-1252, and those that may follow it.
_LATER = f"[{''.join(map(re.escape, _WINDOWS))}]"
_TWICE = re.compile(rf"[ÃÂ]{_LATER}|â{_LATER}{{2}}")
# SEN 850200 B, the Swedish variant of ISO 646.
_SEN = str.maketrans("}{|][\\", "åäöÅÄÖ")
_SEN_WORD = re.compile(
    r"(?<![^\s(\"'«»-])[A-Za-z}{|\]\[\\]*(?:[A-Za-z][}{|\]\[\\]|[}{|\]\[\\][A-Za-z])[A-Za-z}{|\]\[\\]*|(?<=[ \t])}(?=[ \t])"
)
_WORD = re.compile(r"[^\W\d_]+")
_DAMAGED = re.compile(r"[^\W\d_]*\ufffd(?:\ufffd|[^\W\d_])*")
_LOST_SIGN = re.compile(r"(?m)^([ \t]*)\ufffd([ \t]*)(?=(\d{1,4})\b)")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
# With more letters lost in one word there are more readings than words tell apart.
_MOST_LOST = 3
# So many words of the language show an encoding.
_FEWEST_WORDS = 3
_LETTERS = "åäöÅÄÖ"


class Repaired(NamedTuple):
    """The mended text, and how many characters were mended by which repair."""

    content: str
    mended: dict[str, int]


def repaired(content: str) -> Repaired:
    """*content* with the damage mended that admits of one reading only.

    >>> repaired("MÃ¶tet Ã¶ppnades pÃ¥ BÃ¤ckgÃ¥rden.").content
    'Mötet öppnades på Bäckgården.'
    """
    mended: dict[str, int] = {}
    for name, mend in _REPAIRS:
        content, count = mend(content)
        if count:
            mended[name] = count
    return Repaired(content, mended)


def _encoded_once(content: str) -> tuple[str, int]:
    """UTF-8 that was read as Windows-1252, where all of it that looks so turns into characters."""
    count = failed = 0

    def decoded(match: re.Match[str]) -> str:
        nonlocal count, failed
        try:
            once = b"".join(_WINDOWS[character] for character in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            failed += 1
            return match[0]
        count += 1
        return once

    whole = _TWICE.sub(decoded, content)
    # "Château" has a vowel of its own: one word says nothing about the file.
    return (whole, count) if count > 9 * failed and count >= _FEWEST_WORDS else (content, 0)


def _national(content: str) -> tuple[str, int]:
    """The Swedish letters in the places of brackets and braces, in a text that has no other."""
    if not content.isascii() or not any(sign in content for sign in "}{|"):
        return content, 0
    found = [match[0] for match in _SEN_WORD.finditer(content)]
    known = {word for word in found if word.translate(_SEN).casefold() in _vocabulary()}
    within = sum(sign in "}{|" for word in found for sign in word)
    if len(known) < _FEWEST_WORDS or within < 0.9 * sum(content.count(sign) for sign in "}{|"):
        return content, 0
    count = sum(sign in "}{|][\\" for word in found for sign in word)
    return _SEN_WORD.sub(lambda match: match[0].translate(_SEN), content), count


def _lost_letters(content: str) -> tuple[str, int]:
    """Letters in words of which one reading only is a word of the language or of the document."""
    if "\ufffd" not in content:
        return content, 0
    known = language.vocabulary("sv") | set(_WORD.findall(content))
    folded = {word.casefold() for word in known}
    count = 0

    def read(match: re.Match[str]) -> str:
        nonlocal count
        word = match[0]
        lost = word.count("\ufffd")
        if lost > _MOST_LOST or lost == len(word):
            return word
        # A lost first letter may have been a capital: then the very word must be known.
        first = word[0] == "\ufffd"
        fillings = product(*(_LETTERS if first and not place else _LETTERS[:3] for place in range(lost)))
        readings = {_filled(word, filling) for filling in fillings}
        readings = {reading for reading in readings if (reading in known if first else reading.casefold() in folded)}
        if len(readings) != 1:
            return word
        count += lost
        return readings.pop()

    return _DAMAGED.sub(read, content), count


def _filled(word: str, letters: tuple[str, ...]) -> str:
    """*word* with *letters* in the places of those lost: capitals where all others are."""
    pieces = word.split("\ufffd")
    rest = "".join(pieces)
    capitals = len(rest) > 1 and rest.isupper()
    filled = (letter.upper() if capitals else letter for letter in letters)
    return "".join(letter + piece for letter, piece in zip(("", *filled), pieces, strict=True))


def _lost_signs(content: str) -> tuple[str, int]:
    """The § before numbers that rise from line to line."""
    numbers = [int(match[3]) for match in _LOST_SIGN.finditer(content)]
    rising = sum(after == before + 1 for before, after in pairwise(numbers))
    if rising < 1 or rising < 0.6 * (len(numbers) - 1):
        return content, 0
    return _LOST_SIGN.sub(r"\1§\2", content), len(numbers)


def _spaced(content: str) -> tuple[str, int]:
    """Headings with a blank after every letter, where the letters make a word."""
    count = 0

    def joined(match: re.Match[str]) -> str:
        nonlocal count
        word = match[0].replace(" ", "")
        if word.casefold() not in _vocabulary():
            return match[0]
        count += 1
        return word

    return _SPACED.sub(joined, content), count


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word.casefold() for word in language.vocabulary("sv"))


_REPAIRS: tuple[tuple[str, Callable[[str], tuple[str, int]]], ...] = (
    ("UTF-8 read as Windows-1252", _encoded_once),
    ("Swedish ISO 646", _national),
    ("lost §", _lost_signs),
    ("lost letters", _lost_letters),
    ("letter-spaced words", _spaced),
)
