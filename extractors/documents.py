"""The splitter: the documents in a file, each with its type and its parts.

A file may hold one document or a volume of several minutes; a document of minutes may have a letter or its agenda before it, and
a certificate of signatures, a notice and attachments after it. An agenda is one document with all that was sent with it, earlier
minutes too. What a document is, is decided here, before anything is extracted: an agenda, a report with ``Förslag till beslut``
and a memo full of §§ give no adopted decisions.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractors.language import DocumentWords, Language, alternatives, drawn_together, whole_words
from extractors.openings import Opening, openings
from extractors.segments import segment
from extractors.titles import heads_attachment, is_title, label, lines, title
from schemas.record import DocumentType, Part, PartKind
from schemas.text import Span, Text

# A letter is one page or two, and the minutes follow it.
_LETTER = 4000
_LETTER_END = 6000


@dataclass(frozen=True)
class Document:
    """One document of a file: its own text (offsets from 0), its type, its parts in order."""

    text: Text
    type: DocumentType
    parts: tuple[Part, ...]


def split(text: Text, language: Language) -> list[Document]:
    """The documents in *text*, in order; their texts together are the whole of it."""
    groups = _grouped(openings(text, language))
    if len(groups) == 1:
        return [_document(text, groups[0], language)]
    starts = [0, *(group[0].start for group in groups[1:]), len(text.content)]
    documents = []
    for group, (start, end) in zip(groups, itertools.pairwise(starts), strict=True):
        own, moved = text.part(start, end), [opening._replace(start=opening.start - start) for opening in group]
        if group[0].kind == "other" and not label(language.documents.signs["adjusters"]).search(own.running):
            # What a volume is called on its first page says nothing about that page; nobody signs a title page or a register.
            documents.append(Document(own, "other", (Part(kind="other", start=0, end=end - start),)))
        else:
            documents.append(_document(own, moved, language))
    return documents


# --- a volume --------------------------------------------------------------------------------------------------------


def _grouped(found: list[Opening]) -> list[list[Opening]]:
    """The openings of each document of the file, in order.

    An agenda belongs to the minutes of its day, other papers to what they follow. Of a volume, what stands before all minutes (a
    title page) and the register are documents of their own.
    """
    minutes = [opening for opening in found if opening.kind == "minutes"]
    if not minutes or (len(minutes) == 1 and found[0].kind in ("attachment", "other")):
        return [found]
    is_volume = len(minutes) > 1
    groups: list[list[Opening]] = []
    front: list[Opening] = []
    if is_volume and found[0].start > 0:
        groups.append([Opening(0, "other")])
    for index, opening in enumerate(found):
        following = next((later for later in found[index:] if later.kind == "minutes"), None)
        if opening.kind == "minutes":
            groups.append([*front, opening])
            front = []
        elif front or _leads(opening, following, begun=bool(groups)):
            front.append(opening)
        elif groups and _follows(opening, groups[-1], is_volume):
            groups[-1].append(opening)
        else:
            groups.append([opening])
    return groups


def _leads(opening: Opening, minutes: Opening | None, *, begun: bool) -> bool:
    """Whether what begins at *opening* stands before the *minutes* that it belongs to."""
    if minutes is None:
        return False
    if opening.kind == "agenda":
        return None in (opening.day, minutes.day) or opening.day == minutes.day
    return opening.kind == "notice" and not begun


def _follows(opening: Opening, group: list[Opening], is_volume: bool) -> bool:
    """Whether what begins at *opening* belongs to the document before it."""
    if opening.kind == "agenda":
        return any(early.kind == "minutes" and opening.day in (None, early.day) for early in group)
    if opening.kind == "other":
        return not is_volume or group[0].kind == "other"
    return True


def _document(text: Text, found: list[Opening], language: Language) -> Document:
    minutes = next((opening for opening in found if opening.kind == "minutes"), None)
    first = found[0] if found else None
    if first and first.kind == "agenda" and (first.start == 0 or minutes):
        # What stands before or after says nothing about the document proper.
        begin = minutes.start if minutes else 0
        end = next((opening.start for opening in found if opening.start > begin), len(text.content))
        kind = "agenda" if not minutes and _calls(first, language.documents) else _type(text.part(begin, end), language)
    else:
        kind = _type(text, language)
    return Document(text, kind, tuple(_parts(text, kind, found, language.documents)))


def _calls(agenda: Opening, words: DocumentWords) -> bool:
    """Whether its title calls to a meeting, which minutes never do, though a list of matters may head them."""
    return re.match(whole_words(words.calls), (agenda.title or "").casefold()) is not None


# --- what a document is ----------------------------------------------------------------------------------------------


def _type(text: Text, language: Language) -> DocumentType:
    """What the document is, by its title, and by the labels that only some types have."""
    words, running = language.documents, drawn_together(text.running)
    named, sure = title(running, words)
    if named in ("minutes", "notes") and sure:
        return named
    if sure and named == "agenda" and not label(words.signs["adjusters"]).search(running):
        return named
    met = bool(label(words.signs["attendance"]).search(running))
    adjusted = bool(label(words.signs["adjusters"]).search(running))
    if met and adjusted:
        return "minutes"
    items = segment(text, Span(0, len(text.content)), language)
    decided = sum(any(section.kind == "decision" for section in item.sections) for item in items)
    if len(items) >= 3 and (adjusted or 2 * decided >= len(items)):
        return "minutes"
    if named is not None:
        return named
    if label(words.signs["proposal"]).search(running) and label(words.signs["report"]).search(running):
        return "report"
    if met:
        return "minutes" if items or decided else "notes"
    contents = [line.content for line in lines(running)]
    bullets = sum(content.startswith(("-", "•", "–", "*")) for content in contents)
    # A slide show or a memorandum is a list of points.
    return "memo" if len(contents) >= 5 and bullets > len(contents) / 3 else "other"


# --- parts -----------------------------------------------------------------------------------------------------------


class _Mark(NamedTuple):
    """Where a part begins."""

    start: int
    kind: PartKind
    title: str | None = None


def _parts(text: Text, kind: DocumentType, found: list[Opening], words: DocumentWords) -> Iterator[Part]:
    """The parts of a document, which together are the whole of it."""
    if kind in ("minutes", "notes"):
        marks = _marks_of_minutes(text, found, words)
    else:
        proper: PartKind = "agenda" if kind == "agenda" else "notice" if kind == "notice" else "other"
        papers = found if kind == "agenda" else []
        marks = [_Mark(0, proper), *(_Mark(*opening[:3]) for opening in papers if opening.start > 0)]
    ends = [*(mark.start for mark in marks[1:]), len(text.content)]
    for mark, end in zip(marks, ends, strict=True):
        yield Part(kind=mark.kind, title=mark.title if mark.kind == "attachment" else None, start=mark.start, end=end)


def _marks_of_minutes(text: Text, found: list[Opening], words: DocumentWords) -> list[_Mark]:
    running = text.running
    minutes = next((opening for opening in found if opening.kind == "minutes"), None)
    front = [_Mark(*opening[:3]) for opening in found if minutes and opening.start < minutes.start]
    if minutes and front:
        begin = minutes.start
        letter = front[0].start > 0 and _letter(words).search(running, 0, front[0].start)
        front = [_Mark(0, "cover_letter"), *front] if letter else [front[0]._replace(start=0), *front[1:]]
    else:
        begin = _end_of_letter(text, minutes, words)
        front = [_Mark(0, "cover_letter")] if begin else []
    behind = [_Mark(*opening[:3]) for opening in found if opening.start > max(begin, minutes.start if minutes else 0)]
    certificate = _certificate(text, begin, words)
    after = certificate or _end_of_signatures(running, begin)
    if after is not None:
        pages = {text.page_at(mark.start).start for mark in behind}
        behind += [mark for mark in _attachments(text, after, words) if text.page_at(mark.start).start not in pages]
    if certificate is not None:
        behind.append(_Mark(certificate, "signatures"))
    return [*front, _Mark(begin, "minutes"), *sorted(behind)]


def _end_of_letter(text: Text, minutes: Opening | None, words: DocumentWords) -> int:
    """Where a letter that sends the minutes ends and they begin; 0 without one."""
    running = text.running
    letter = _letter(words).search(running, 0, _LETTER)
    if not letter:
        return 0
    if minutes and minutes.start > letter.end():
        return minutes.start
    labels = words.signs["attendance"] + words.signs["head"]
    for line in lines(running, letter.end(), letter.end() + _LETTER_END):
        titled = is_title(line.content, "minutes", words) or is_title(line.content, "notes", words)
        if label(labels).match(line.content) or titled:
            return line.start
    return 0


@cache
def _letter(words: DocumentWords) -> re.Pattern[str]:
    return re.compile(alternatives(words.parts["letter"]), re.I)


def _certificate(text: Text, begin: int, words: DocumentWords) -> int | None:
    """Where the certificate of an electronic signature begins: two of its phrases near each other, after the minutes."""
    running = text.running
    low = begin + (len(running) - begin) // 5
    places = [found.start(found.lastgroup or 0) for found in _certifying(words).finditer(running, low)]
    # Where items follow on the page it is they that tell of signatures and vouchers.
    near = next(
        (
            a
            for a, b in itertools.pairwise(places)
            if b - a < 1500 and not _HEADING.search(running, a, text.page_at(a).end)
        ),
        None,
    )
    if near is None:
        return None
    page = text.page_at(near)
    above = list(lines(running, page.start, near + 1))
    start = above[-1].start
    # Names, organisations and a heading stand above the phrase; the minutes' last sentence does not.
    for line in reversed(above[:-1][-8:]):
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


_HEADING = re.compile(r"^[ \t]*§§?[ ]?\d", re.M)


@cache
def _certifying(words: DocumentWords) -> re.Pattern[str]:
    phrase, label = alternatives(words.parts["certificate"]), alternatives(words.parts["certificate_labels"])
    # A label stands alone in its line, or before what it names.
    return re.compile(rf"(?P<phrase>{phrase})|^[ \t]*(?P<label>{label})[ \t]*(?:$|[:#(]|[ ]\d)", re.I | re.M)


def _end_of_signatures(running: str, begin: int) -> int | None:
    """After the last dotted or drawn line for a signature, or the last thing signed; None where nothing is signed."""
    drawn = [found.end() for found in re.compile(r"(?:\.{8}|…{3}|_{5}|-{8})[^\n]*").finditer(running, begin)]
    return drawn[-1] if drawn else None


def _attachments(text: Text, after: int, words: DocumentWords) -> list[_Mark]:
    """What is attached: ``Bilaga 1``, or another document's title, on top of a page or after a gap."""
    running = text.running
    titles = words.titles["plan"] + words.titles["other"]
    found = []
    for line in lines(running, after):
        if len(line.content) > 120 or line.content.endswith((".", ",")):
            continue
        page = text.page_at(line.start).start
        on_top = not running[page : line.start].strip()
        if not on_top and not running[page : line.start].rstrip(" \t").endswith("\n\n"):
            continue
        first = line.content.split()[0].strip(".,:").casefold()
        titled = first in titles and (line.content[: len(first)].isupper() or on_top)
        if titled or heads_attachment(line.content, words):
            found.append(_Mark(page if on_top else line.start, "attachment", " ".join(line.content.split())))
    return found
