"""The splitter: the documents in a file, each with its type and its parts.

A file may hold one document or a volume of several minutes; a document of minutes may have a letter before it, and a
certificate of signatures and attachments after it. What a document is, is decided here, before anything is extracted: an
agenda, a report with ``Förslag till beslut`` and a memo full of §§ give no adopted decisions.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractors import dates
from extractors.language import DocumentWords, Language, alternatives
from extractors.segments import segment
from schemas.record import DocumentType, Part, PartKind
from schemas.text import Span, Text

# The title of a document stands among its first lines.
TITLE_LINES = 15
TITLE_REACH = 1500
# The labels of a cover page stand within so many characters.
HEAD_REACH = 2500


@dataclass(frozen=True)
class Document:
    """One document of a file: its own text (offsets from 0), its type, its parts in order."""

    text: Text
    type: DocumentType
    parts: tuple[Part, ...]


class _Line(NamedTuple):
    start: int
    content: str


def split(text: Text, language: Language) -> list[Document]:
    """The documents in *text*, in order; their texts together are the whole of it."""
    starts = [0, *_later_minutes(text, language), len(text.content)]
    documents = []
    for start, end in itertools.pairwise(starts):
        own = text.part(start, end) if len(starts) > 2 else text
        kind = _type(own, language)
        documents.append(Document(own, kind, tuple(_parts(own, kind, language.documents))))
    return documents


def _lines(running: str, start: int = 0, end: int | None = None) -> Iterator[_Line]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", running[start:end]):
        lead = len(match[0]) - len(match[0].lstrip())
        yield _Line(start + match.start() + lead, match[0].strip())


# --- what a document is ----------------------------------------------------------------------------------------------


def _type(text: Text, language: Language) -> DocumentType:
    """What the document is, by its title, and by the labels that only some types have."""
    words, running = language.documents, text.running
    title, sure = _title(running, words)
    if title in ("minutes", "notes") and sure:
        return title
    if sure and title == "agenda" and not _label(words.signs["adjusters"]).search(running):
        return title
    met = bool(_label(words.signs["attendance"]).search(running))
    adjusted = bool(_label(words.signs["adjusters"]).search(running))
    if met and adjusted:
        return "minutes"
    items = segment(text, Span(0, len(text.content)), language)
    decided = sum(any(section.kind == "decision" for section in item.sections) for item in items)
    if len(items) >= 3 and (adjusted or 2 * decided >= len(items)):
        return "minutes"
    if title is not None:
        return title
    if _label(words.signs["proposal"]).search(running) and _label(words.signs["report"]).search(running):
        return "report"
    if met:
        return "minutes" if items or decided else "notes"
    lines = [line.content for line in _lines(running)]
    bullets = sum(line.startswith(("-", "•", "–", "*")) for line in lines)
    # A slide show or a memorandum is a list of points.
    return "memo" if len(lines) >= 5 and bullets > len(lines) / 3 else "other"


def _title(running: str, words: DocumentWords) -> tuple[DocumentType | None, bool]:
    """The type that the first lines name, and whether it is sure: a line's first word is, its last one may be part of a heading."""
    last_word: DocumentType | None = None
    for number, line in enumerate(_lines(running, 0, TITLE_REACH)):
        if number >= TITLE_LINES:
            break
        tokens = [token.strip(".,:;()–-#*").casefold() for token in line.content.split()]
        # "NORRÅNS KOMMUN | SAMMANTRÄDESPROTOKOLL | Sida 3 (9)" over the first page of an extract.
        if any(
            cell.isupper() and _named(cell.casefold(), words.titles["minutes"]) for cell in line.content.split("\t")
        ):
            return "minutes", True
        # A page that a viewer flattened is one line: its first words are the title.
        tokens = [token for token in tokens if token][: 8 if len(line.content) > 400 else None]
        if tokens and tokens[0].isdigit():
            tokens = tokens[1:]
        for kind, titles in words.titles.items():
            if any(_named(" ".join(tokens[:size]), titles) for size in (1, 2, 3)):
                return kind, True
        # "Styrelsens protokoll" names the document, "Godkännande av dagordning" does not.
        governed = len(tokens) > 1 and tokens[-2] in words.governors
        if last_word is None and tokens and len(line.content) <= 100 and not governed:
            last_word = next(
                (kind for kind in ("minutes", "notes", "agenda") if _named(tokens[-1], words.titles[kind])), None
            )
    return last_word, False


def _named(word: str, titles: tuple[str, ...]) -> bool:
    return word in titles or (" " not in word and any(len(title) > 5 and word.endswith(title) for title in titles))


@cache
def _label(labels: tuple[str, ...]) -> re.Pattern[str]:
    """A label: at the start of a line or a cell, alone there, or before a colon, a tab, a capital letter or dots."""
    any_label = alternatives(labels)
    after = r"(?=[ \t]*(?:[:.…_]|$|\t|[ \t][A-ZÅÄÖ(§\d])|(?:[ \t][a-zåäö]+){1,3}:?[ \t]*$)"
    # In a page that a viewer made one line, a label stands anywhere, with its capital.
    inside = rf"(?<=[ \t])(?=[A-ZÅÄÖ])(?i:{any_label})(?=[ \t]+[A-ZÅÄÖ])"
    return re.compile(rf"(?:^|(?<=\t))[ \t#*]*(?i:{any_label})\b{after}|{inside}", re.M)


# --- a volume --------------------------------------------------------------------------------------------------------


def _later_minutes(text: Text, language: Language) -> list[int]:
    """Where the second and later minutes of a volume begin: at a new title over a new head with another date.

    A page head that repeats the title has no list of those present below it, and an attendance list on a page of its own has the
    same date.
    """
    words = language.documents
    # Page heads are furniture, and the head of the next minutes may look like one: ask the content, not the running text.
    content = text.content
    heads = []
    for found in _minutes_word(words).finditer(content):
        begin = content.rfind("\n", 0, found.start()) + 1
        end = content.find("\n", found.end())
        line = content[begin : end if end >= 0 else len(content)]
        start = begin + len(line) - len(line.lstrip())
        if start in heads or not _is_minutes_title(line.strip(), words):
            continue
        if _label(words.signs["attendance"]).search(content, start, start + HEAD_REACH):
            heads.append(start)
    starts: list[int] = []
    known = _head_date(content, heads[0], language) if heads else None
    for head in heads[1:]:
        date = _head_date(content, head, language)
        if date and known and date != known and _items_between(content, starts[-1] if starts else heads[0], head):
            starts.append(_line_above(content, head, text))
            known = date
    return starts


@cache
def _minutes_word(words: DocumentWords) -> re.Pattern[str]:
    """The words that name minutes, also at the end of a compound."""
    return re.compile(rf"(?i){alternatives(words.titles['minutes'])}\b")


def _is_minutes_title(line: str, words: DocumentWords) -> bool:
    tokens = [token.strip(".,:;()").casefold() for token in line.split()]
    return (
        0 < len(tokens) <= 14
        and len(line) <= 120
        and (
            _named(tokens[0], words.titles["minutes"])
            or any(_named(token, words.titles["minutes"]) for token in tokens[-4:])
        )
    )


def _head_date(content: str, head: int, language: Language) -> tuple[int, int, int] | None:
    """The first full date after the title: the meeting's."""
    for found in dates.find(content, language, max(0, head - 200), head + 900):
        if found.year is not None and found.span.end > head:
            return found.year, found.month, found.day
    return None


def _items_between(content: str, start: int, end: int) -> bool:
    return bool(re.search(r"(?m)^[ \t]*(?:§[ \t]*\d|\d{1,3}[ \t]*§|\d{1,2}[.)][ \t]+[A-ZÅÄÖ])", content[start:end]))


def _line_above(content: str, head: int, text: Text) -> int:
    """Where the new minutes begin: at their page, if only a few short lines (a logotype, a body) stand above the title."""
    page = text.page_at(head)
    above = content[page.start : head]
    if len(above) < 300 and not re.search(r"[.!?]\s*\n", above):
        return page.start
    return content.rfind("\n", 0, head) + 1


# --- parts -----------------------------------------------------------------------------------------------------------


def _parts(text: Text, kind: DocumentType, words: DocumentWords) -> Iterator[Part]:
    """The parts of a document, which together are the whole of it."""
    running, end = text.running, len(text.content)
    if kind not in ("minutes", "notes"):
        proper: PartKind = "agenda" if kind == "agenda" else "notice" if kind == "notice" else "other"
        yield Part(kind=proper, start=0, end=end)
        return
    begin = _end_of_letter(running, words)
    if begin:
        yield Part(kind="cover_letter", start=0, end=begin)
    certificate = _certificate(text, begin, words)
    after = certificate or _end_of_signatures(running, begin)
    attachments = _attachments(text, after, words) if after is not None else []
    close = certificate if certificate is not None else attachments[0].start if attachments else end
    yield Part(kind="minutes", start=begin, end=close)
    if certificate is not None:
        yield Part(kind="signatures", start=certificate, end=attachments[0].start if attachments else end)
    for index, line in enumerate(attachments):
        stop = attachments[index + 1].start if index + 1 < len(attachments) else end
        yield Part(kind="attachment", title=" ".join(line.content.split()), start=line.start, end=stop)


def _end_of_letter(running: str, words: DocumentWords) -> int:
    """Where a letter that sends the minutes ends and they begin; 0 without one."""
    letter = re.search(rf"(?i){alternatives(words.parts['letter'])}", running[:4000])
    if not letter:
        return 0
    labels = words.signs["attendance"] + words.signs["head"]
    for line in _lines(running, letter.end(), letter.end() + 6000):
        if _label(labels).match(line.content) or _is_minutes_title(line.content, words):
            return line.start
    return 0


def _certificate(text: Text, begin: int, words: DocumentWords) -> int | None:
    """Where the certificate of an electronic signature begins: two of its phrases near each other, after the minutes."""
    running = text.running
    low = begin + (len(running) - begin) // 5
    phrases = re.compile(alternatives(words.parts["certificate"]), re.I)
    places = [found.start() for found in phrases.finditer(running, low)]
    near = next((a for a, b in itertools.pairwise(places) if b - a < 1500), None)
    if near is None:
        return None
    page = text.page_at(near)
    lines = list(_lines(running, page.start, near + 1))
    start = lines[-1].start
    # Names, organisations and a heading stand above the phrase; the minutes' last sentence does not.
    for line in reversed(lines[:-1][-8:]):
        if (
            len(line.content) > 90
            or line.content.endswith((".", "!"))
            or re.match(r"§|…|_{3}|\.{4}|-{4}", line.content)
        ):
            break
        start = line.start
        if line.content.casefold().rstrip(":") in words.parts["certificate_heads"]:
            break
    return start if start > begin else None


def _end_of_signatures(running: str, begin: int) -> int | None:
    """After the last dotted or drawn line for a signature, or the last thing signed; None where nothing is signed."""
    drawn = [found.end() for found in re.compile(r"(?:\.{8}|…{3}|_{5}|-{8})[^\n]*").finditer(running, begin)]
    return drawn[-1] if drawn else None


def _attachments(text: Text, after: int, words: DocumentWords) -> list[_Line]:
    """The headings of what is attached: ``Bilaga 1``, or another document's title, on top of a page or after a gap."""
    running = text.running
    titles = words.titles["plan"] + words.titles["other"]
    found = []
    for line in _lines(running, after):
        first = line.content.split()[0].strip(".,:").casefold()
        on_top = not running[text.page_at(line.start).start : line.start].strip()
        alone = running[: line.start].rstrip(" \t").endswith("\n\n") or on_top
        if len(line.content) > 120 or not alone or line.content.endswith((".", ",")):
            continue
        numbered = re.match(rf"(?i){alternatives(words.parts['attachment'])}\s*(?:\d|[A-Z]\b|$|:)", line.content)
        if numbered or (first in titles and (line.content[: len(first)].isupper() or on_top)):
            found.append(line)
    return found
