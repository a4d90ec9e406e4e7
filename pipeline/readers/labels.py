"""The labels of lists, which formats count but do not write: ``4``, ``aa``, ``IX``, ``-`` for a bullet."""

from __future__ import annotations

import re


def bullet(character: str) -> str:
    """The label of a point in a list without numbers, with the blank after it.

    >>> bullet("\\u2022"), bullet("§"), bullet("att")
    ('- ', '- ', 'att ')
    """
    # A bullet's character means nothing ("§" is a square in Wingdings); "att" as a bullet is a word.
    return character + " " if re.search(r"[^\W\d_]{2}", character) else "- "


def formatted(number: int, style: str) -> str:
    """A number as a list shows it.

    >>> [formatted(n, f) for n, f in [(4, "decimal"), (27, "lowerLetter"), (9, "upperRoman"), (3, "decimalZero")]]
    ['4', 'aa', 'IX', '03']
    """
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{number:02}"
    if style == "ordinal":
        return f"{number}:{'a' if number % 10 in (1, 2) and number % 100 not in (11, 12) else 'e'}"
    # Beyond these numbers neither Word nor a reader goes on with letters.
    if style in ("lowerLetter", "upperLetter") and 0 < number <= 780:
        # After z come aa, bb, cc: the letter is repeated.
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if style == "upperLetter" else letters
    if style in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if style == "upperRoman" else roman.lower()
    return str(number)


def _roman(number: int) -> str:
    symbols = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    roman = ""
    for size, symbol in symbols:
        roman += symbol * (number // size)
        number %= size
    return roman
