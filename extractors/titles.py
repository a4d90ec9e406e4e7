"""What a line names: ``Sammanträdesprotokoll``, ``Kallelse till årsmöte``, ``Bilaga 2``; and labels such as ``Närvarande:``.

What documents are (``documents``) and where another one begins in a file (``openings``) both stand on this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.language import DocumentWords, alternatives
from schemas.record import DocumentType, PartKind

# The title of a document stands among its first lines.
_TITLE_LINES = 15
_TITLE_REACH = 1500
# A line is a title up to so many words and characters, the sentence that opens old minutes up to more.
_TITLE_WORDS = 14
_LONG_TITLE = 120
_LONGEST_TITLE = 300
# A title on top of a page is no longer, and no cell of a page head has more words.
_TOP_TITLE = 80
_CELL_WORDS = 4


# An item begins: what stands below it names a matter, and no longer the document.
_ITEM = re.compile(r"§|\d{1,4}[ \t]*§|\d{1,3}[.)](?:[ \t]|$)")


class Line(NamedTuple):
    """A line that is not empty: where its first character stands, and its characters without white space around."""

    start: int
    content: str


def lines(running: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of ``running[start:end]`` that are not empty."""
    for match in re.finditer(r"\S[^\n]*", running[start:end]):
        yield Line(start + match.start(), match[0].rstrip())


def title(running: str, words: DocumentWords) -> tuple[DocumentType | None, bool]:
    """The type that the first lines name, and whether it is sure: a line's first word is, its last one may be part of a heading."""
    last_word: DocumentType | None = None
    for number, line in enumerate(lines(running, 0, _TITLE_REACH)):
        if number >= _TITLE_LINES or (last_word and _ITEM.match(line.content)):
            break
        # "NORRÅNS KOMMUN | SAMMANTRÄDESPROTOKOLL | Sida 3 (9)" over the first page of an extract.
        if any(
            cell.isupper() and _named(cell.casefold(), words.titles["minutes"]) for cell in line.content.split("\t")
        ):
            return "minutes", True
        tokens = _tokens(line.content)
        # A page that a viewer flattened is one line: its first words are the title.
        tokens = tokens[: 8 if len(line.content) > 400 else None]
        if tokens and tokens[0].isdigit():
            tokens = tokens[1:]
        for kind in words.titles:
            if _begins_with(tokens, words.titles[kind]):
                return kind, True
        # "Styrelsens protokoll" names the document, "Godkännande av dagordning" does not.
        governed = len(tokens) > 1 and tokens[-2] in words.governors
        if last_word is None and tokens and len(line.content) <= 100 and not governed:
            last_word = next(
                (kind for kind in ("minutes", "notes", "agenda") if _named(tokens[-1], words.titles[kind])), None
            )
    return last_word, False


def is_title(line: str, kind: DocumentType, words: DocumentWords) -> bool:
    """Whether a line names a document of this kind, by its first word or one of its last: ``Protokoll nr 3``, ``Styrelsens protokoll``.

    It is short, or one of its cells is, or it goes on as old minutes do: ``Protokoll, hållet vid sammanträde med … den 4 mars 1931``.
    """
    tokens = _tokens(line)
    # In lower case the line is the second one of a sentence: "… tillsammans med / protokoll från mötet".
    if not tokens or line[0].islower():
        return False
    begins = _named(tokens[0], words.titles[kind])
    if len(tokens) <= _TITLE_WORDS and len(line) <= _LONG_TITLE:
        ends = not line.endswith(".") and any(_named(token, words.titles[kind]) for token in tokens[-4:])
        return begins or ends or any(_named(cell.casefold(), words.titles[kind]) for cell in line.split("\t"))
    return begins and len(line) < _LONGEST_TITLE and tokens[1] in words.held and any(map(str.isdigit, tokens))


def numbers_attachment(line: str, words: DocumentWords) -> bool:
    """Whether a line begins with the number or letter of an attachment: ``Bilaga 1``, ``Bil. A``."""
    return bool(re.match(rf"(?i){alternatives(words.parts['attachment'])}\s*(?:\d|(?-i:[A-Z])\b)", line))


def heads_attachment(line: str, words: DocumentWords) -> bool:
    """Whether a line says that an attachment follows: ``Bilaga 1``, ``Bilaga § 12``, ``Bilaga: Budget``.

    >>> from extractors.language import load
    >>> [heads_attachment(line, load("sv").documents) for line in ("Bilaga 2 § 14", "Bilaga läggs till protokollet.")]
    [True, False]
    """
    alone = re.match(rf"(?i){alternatives(words.parts['attachment'])}\s*(?:§|$|:)", line)
    return bool(alone) or numbers_attachment(line, words)


def opens(line: str, words: DocumentWords) -> PartKind | None:
    """What begins with this line, standing on top of a page: another document of the file, if its title is one we know.

    >>> from extractors.language import load
    >>> words = load("sv").documents
    >>> [opens(line, words) for line in ("Kallelse till årsmöte", "Anslag/bevis", "Bilaga 1", "Kallelsen godkänns.")]
    ['agenda', 'notice', 'attachment', None]
    """
    if len(line) > _TOP_TITLE or line.endswith((".", ",")) or not line[0].isupper():
        return None
    if heads_attachment(line, words):
        return "attachment"
    tokens = _tokens(line)
    whole = " ".join(tokens)
    if whole in words.titles["notice"]:
        return "notice"
    if whole in words.parts["register"]:
        return "other"
    if _begins_with(tokens, words.titles["agenda"]):
        return "agenda"
    papers = (*words.titles["report"], *words.titles["memo"], *words.titles["other"], *words.parts["papers"])
    # A budget's name begins a heading in the minutes as well: alone, or with its year, it is the document.
    plan = [token for token in tokens if not token.isdigit()]
    if _begins_with(tokens, papers) or " ".join(plan) in words.titles["plan"]:
        return "attachment"
    return None


def head_opens(line: str, words: DocumentWords) -> PartKind | None:
    """What a page head says the page is part of: one of its cells is the title, alone or with the number of the page."""
    for cell in line.split("\t"):
        tokens = [token for token in _tokens(cell) if not token.isdigit()]
        if 0 < len(tokens) <= _CELL_WORDS and cell[0].isupper():
            name = " ".join(tokens)
            if name in words.titles["minutes"]:
                return "minutes"
            if name in words.titles["agenda"]:
                return "agenda"
            if name in words.titles["report"]:
                return "attachment"
    return None


@cache
def minutes_word(words: DocumentWords) -> re.Pattern[str]:
    """The words that name minutes, also at the end of a compound."""
    return re.compile(rf"(?i){alternatives(words.titles['minutes'])}\b")


@cache
def label(labels: tuple[str, ...]) -> re.Pattern[str]:
    """A label: at the start of a line or a cell, alone there, or before a colon, a tab, a capital letter or dots."""
    any_label = alternatives(labels)
    after = r"(?=[ \t]*(?:[:.…_]|$|\t|[ \t][A-ZÅÄÖ(§\d])|(?:[ \t][a-zåäö]+){1,3}:?[ \t]*$)"
    # In a page that a viewer made one line, a label stands anywhere, with its capital.
    inside = rf"(?<=[ \t])(?=[A-ZÅÄÖ])(?i:{any_label})(?=[ \t]+[A-ZÅÄÖ])"
    return re.compile(rf"(?:^|(?<=\t))[ \t#*]*(?i:{any_label})\b{after}|{inside}", re.M)


def _tokens(line: str) -> list[str]:
    tokens = (token.strip(".,:;()–-#*").casefold() for token in line.split())
    return [token for token in tokens if token]


def _begins_with(tokens: list[str], titles: tuple[str, ...]) -> bool:
    return any(_named(" ".join(tokens[:size]), titles) for size in (1, 2, 3))


def _named(word: str, titles: tuple[str, ...]) -> bool:
    return word in titles or (" " not in word and any(len(title) > 5 and word.endswith(title) for title in titles))
