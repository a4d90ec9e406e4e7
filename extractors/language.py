"""A language as data: the words that minutes are written with.

One folder a language, one TOML file a subject: ``lang/sv/dates.toml`` fills ``Language.dates``. Words only, no
regular expressions: ``phrase`` and ``alternatives`` make patterns of them, here and nowhere else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict


class Words(BaseModel):
    """A subject's words: closed, so that a misspelt key fails at load."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Language(Words):
    """All the words of one language, subject by subject."""

    code: str


@cache
def load(code: str) -> Language:
    """The language *code* (BCP 47, ``sv``), validated.

    Raises:
        FileNotFoundError: there is no folder for it.
        pydantic.ValidationError: a file lacks a key or has one that nobody reads.
    """
    folder = resources.files("extractors") / "lang" / code
    subjects: dict[str, object] = {"code": code}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            subjects[file.name.removesuffix(".toml")] = tomllib.loads(file.read_text("utf-8"))
    return Language.model_validate(subjects)


def phrase(words: str) -> str:
    """A pattern for *words* as data: escaped, any white space between them.

    >>> phrase("miljoner kr.")
    'miljoner\\\\s+kr\\\\.'
    """
    return r"\s+".join(re.escape(word) for word in words.split())


def alternatives(phrases: Iterable[str]) -> str:
    """A pattern for any of *phrases*, the longest first, so that one which begins with another is read whole.

    >>> alternatives(["kr", "kronor"])
    '(?:kronor|kr)'
    """
    return f"(?:{'|'.join(phrase(words) for words in sorted(phrases, key=lambda w: (-len(w), w)))})"
