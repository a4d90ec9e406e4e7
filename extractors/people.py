"""Persons in a string: ``Karin von Essen (C)``, ``Britt-Marie Öst, M``, ``Johan L.``, ``A. Lund``, ``Bo Bergs (S) förslag``.

A run of capitalised words is cut into names where that costs least: a name begins with a given name that we know (or is
followed by a party), has a family name, and is seldom longer than three words. So flattened lists come apart
("Tore Lindahl Mina Karimi"), and "Lundaviks Stad" or "Rektor" is no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.language import Language, alternatives
from schemas.text import Span

UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())

# What a word of a name costs, and what it costs to leave a word out: weighed by hand on invented lists, so that two
# unknown words are no person, and one unknown word before a known name is left out rather than taken in.
_SKIP = 0.8
_UNKNOWN_FIRST = 2.6
_LISTED_FIRST = 1.4
_FAMILY_FIRST = 0.5
_SECOND_NAME = 1.3
_WHOLE_ENTRY = 0.5
_TWO_FAMILY_NAMES = 0.3
# Of a run of names: so many must have the family name first.
_MOST = 0.75
_PARTY_BONUS = 2.2
_LONGEST_NAME = 5
_LENGTH = {2: 0.0, 3: 0.6, 4: 1.7, 5: 2.6}


@dataclass(frozen=True)
class Person:
    """A person's name in a text: its place, and party and place of all that names the person."""

    name: Span
    party: str | None
    span: Span


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    # A line break stands before it in the run.
    broken: bool = False
    # In a list: an entry begins here, or its name ends.
    leading: bool = False
    closing: bool = False
    # In a list: nothing more of the entry's name can follow.
    filling: bool = False


@cache
def _token_pattern(language: Language) -> re.Pattern[str]:
    particle = alternatives(language.people.particles)
    # "Vilgot De Geer", but at the start of a sentence "De" is no part of a name.
    capital = rf"(?<=[^\W\d_{UPPER}] ){alternatives(word.capitalize() for word in language.people.particles)}"
    initials = rf"[{UPPER}]\.(?:[ -]?[{UPPER}]\.)*(?!\w)|[{UPPER}](?![\w'’´\-./&:§])"
    word = rf"[{UPPER}][^\W\d_]*(?:['’´-][^\W\d_]+)*"
    # A name glued to a small letter ("länKarin Ek") begins at its capital.
    return re.compile(
        rf"(?<![{UPPER}\d_])(?<!\w[-'’´])(?:(?:(?<!\w){particle}|{capital})[ \n](?=[{UPPER}]))?(?:{initials}|{word})(?!\d)"
    )


@cache
def party_pattern(language: Language) -> re.Pattern[str]:
    """What follows a name and tells the party: `` (S)``, ``, KD``, `` (-)``, and of lower case only known letters."""
    known = alternatives(language.people.parties)
    lower = alternatives(party.lower() for party in language.people.parties)
    none = alternatives(language.people.no_party)
    bracketed = rf"\(\s?(?P<bracketed>{lower}|[{UPPER}][^\W\d_]{{0,4}}|{none})\s?\)"
    bare = rf",[ \n](?P<bare>{known})(?![\w.:/-])"
    return re.compile(rf"[ \n]?{bracketed}|{bare}")


def party_of(found: re.Match[str], language: Language) -> str | None:
    """The party that a match of ``party_pattern`` names, upper case; None where it says that there is none."""
    letters = found["bracketed"] or found["bare"]
    return None if letters in language.people.no_party else letters.upper()


def persons(content: str, start: int, end: int, language: Language, *, listed: bool = False) -> list[Person]:
    """The persons named in ``content[start:end]``, in order.

    Args:
        listed: the string is a list of persons: names of unknown words count where an entry begins (a line, after a
            title, a semicolon, "och") or before a title, and the family name may stand before the given name.

    >>> from extractors.language import load
    >>> text = "Rektor Sven-Åke Dalman och Maj von Essen (C) i Region Halland"
    >>> [text[p.name.start : p.name.end] for p in persons(text, 0, len(text), load("sv"))]
    ['Sven-Åke Dalman', 'Maj von Essen']
    """
    found: list[Person] = []
    for run in _runs(content, start, end, language):
        if len(run) < 2:
            continue
        party = party_pattern(language).match(content, run[-1].end, end)
        if listed:
            run = _placed(content, start, end, run, language)
        for name in _names(run, party is not None, listed, language):
            last = party is not None and name.end == run[-1].end
            name = name if listed else nominative(content, name)
            found.append(
                Person(
                    name=name,
                    party=party_of(party, language) if party and last else None,
                    span=Span(name.start, party.end() if party and last else name.end),
                )
            )
    return found


def whole_name(content: str, start: int, end: int, language: Language) -> Span | None:
    """The name with which a cell of a column of names begins, also one of words that nobody knows as names.

    >>> from extractors.language import load
    >>> whole_name("Ravistan Qvyl (S)", 0, 17, load("sv")), whole_name("Kommunens revisorer", 0, 19, load("sv"))
    (Span(start=0, end=13), None)
    """
    run: list[re.Match[str]] = []
    for match in _token_pattern(language).finditer(content, start, end):
        if content[run[-1].end() if run else start : match.start()].strip() or len(run) == _LONGEST_NAME:
            break
        if _kind(match[0], language) not in ("name", "ending"):
            return None
        run.append(match)
    if len(run) < 2 or not _ENTRY_OVER.match(content, run[-1].end(), end):
        return None
    return Span(run[0].start(), run[-1].end())


def name_list(content: str, start: int, end: int, language: Language) -> list[Person]:
    """The persons of the first list of names in ``content[start:end]``: those parted by commas, "och", "samt" alone.

    >>> from extractors.language import load
    >>> text = "Bo Ek (M), Lars Ek (S) samt ersättaren Eva Ek reserverar sig mot Ove Ek"
    >>> [text[p.name.start : p.name.end] for p in name_list(text, 0, len(text), load("sv"))]
    ['Bo Ek', 'Lars Ek', 'Eva Ek']
    """
    joined: list[Person] = []
    for person in persons(content, start, end, language):
        if joined and not _joint_pattern(language).fullmatch(content, joined[-1].span.end, person.span.start):
            break
        joined.append(person)
    return joined


@cache
def _joint_pattern(language: Language) -> re.Pattern[str]:
    words = alternatives((*language.people.joiners, *language.people.list_words))
    return re.compile(rf"(?:\s|[,;•–-]|(?<!\w){words}(?!\w))*", re.I)


def nominative(content: str, name: Span) -> Span:
    """The name without its genitive s, where the text has it without elsewhere: "Bo Bergs yrkande", "Bo Berg"."""
    written = content[name.start : name.end]
    if not written.endswith("s"):
        return name
    base, position = written[:-1], -1
    while (position := content.find(base, position + 1)) >= 0:
        after = content[position + len(base) : position + len(base) + 1]
        if not after.isalpha():
            return Span(name.start, name.end - 1)
    return name


def _runs(content: str, start: int, end: int, language: Language) -> Iterator[list[_Token]]:
    """Capitalised words with nothing but a blank, one line break or a nickname between, cut at words that are no name's."""
    run: list[_Token] = []
    for match in _token_pattern(language).finditer(content, start, end):
        gap = content[run[-1].end : match.start()] if run else ""
        token = _Token(match.start(), match.end(), match[0], "\n" in gap)
        if run and gap not in (" ", "\n", " \n"):
            nickname = _NICKNAME.match(content, run[-1].end, end)
            if nickname and token.start <= nickname.end():
                if token.start == nickname.end():
                    run.append(token)
                continue
            yield run
            run = []
        kind = _kind(token.word, language)
        # "Kirsten Bertelsen": after a given name, a word is a family name though it ends like "styrelsen".
        after_first = bool(run) and all(is_given_name(t.word, language) for t in run)
        if kind == "capitals" and after_first and run[-1].word.isupper():
            kind = "name"
        if kind == "name" or (kind == "ending" and after_first):
            run.append(token)
        elif run and kind == "entity_last":
            # "Anna Lunds Stiftelse", "Per Ek AB": all of it names something else.
            run = run[:-1] if len(run) > 2 else []
            if run:
                yield run
            run = []
        elif run:
            yield run
            run = []
    if run:
        yield run


# Between a given and a family name.
_NICKNAME = re.compile(r""" ["”“'’][\w-]+["”“'’] """)


@cache
def _entry_start(language: Language) -> re.Pattern[str]:
    """Before the name of a list's entry, in the middle of a line."""
    people = language.people
    words = alternatives((*people.and_, *language.attendees.words.replaces, *people.parties))
    address = alternatives(people.address)
    bodies = alternatives(word for word in people.entity_last if word.islower())
    titles = "|".join(people.title_endings)
    return re.compile(
        rf"(?:[;):]|(?<!\w){words}|(?<!\w)(?i:{bodies})|(?:{titles})|(?<!\w)(?i:{address})|(?<!\w)[xX–-])\s$"
    )


@cache
def _entry_end(language: Language) -> re.Pattern[str]:
    """After the name of a list's entry: a comma, and a title or an organisation."""
    endings = (*language.people.title_endings, *language.attendees.words.organisation_endings)
    first = alternatives(language.people.entity_first)
    return re.compile(rf",\s(?:{first}|[^,;()\n]{{0,30}}?(?:{'|'.join(endings)}))(?!\w)")


def _placed(content: str, start: int, end: int, run: list[_Token], language: Language) -> list[_Token]:
    """The run with the places noted where an entry of a list may begin or its name end."""
    placed = [token._replace(leading=_leads(content, start, token.start)) for token in run]
    before = content[max(start, run[0].start - 40) : run[0].start]
    placed[0] = placed[0]._replace(leading=placed[0].leading or bool(_entry_start(language).search(before)))
    closing = bool(_entry_end(language).match(content, run[-1].end, end))
    placed[-1] = placed[-1]._replace(closing=closing, filling=bool(_ENTRY_OVER.match(content, run[-1].end, end)))
    return placed


# After a name that is all of an entry, or all before a comma, a tab, a parenthesis.
_ENTRY_OVER = re.compile(r"[ ]?(?:[,;(\t\n§]|\Z)")


_MARGIN = re.compile(r"[\s•*·✓_.)§\d–—-]*(?:[xX]\s+)?")


def _leads(content: str, start: int, position: int) -> bool:
    """Whether nothing but a cross, a bullet or a number stands before *position* in its line."""
    line = max(content.rfind("\n", start, position) + 1, start)
    return position - line < 12 and _MARGIN.fullmatch(content, line, position) is not None


@lru_cache(maxsize=50_000)
def _kind(word: str, language: Language) -> str:
    """Whether a capitalised word may be part of a name ("name"), ends like another word ("ending"), or is one."""
    people = language.people
    if is_given_name(word, language) or _known_last(word, language):
        return "name"
    if word in people.entity_last or word.lower() in people.entity_last:
        return "entity_last"
    lower = word.lower()
    if people.words & {word, word.capitalize()} or word in people.entity_first or word in people.parties:
        return "word"
    # A cross before the name of one who is present.
    if word == "X":
        return "word"
    # A short word in capitals is an abbreviation, unless it goes on with a name in capitals.
    if 1 < len(word) < 5 and word.isupper() and "." not in word:
        return "capitals"
    if lower.endswith(people.title_endings):
        return "word"
    if lower.endswith(people.word_endings):
        return "entity_last" if len(word) <= 7 else "ending"
    return "name"


@lru_cache(maxsize=50_000)
def is_given_name(word: str, language: Language) -> bool:
    """Whether the word, or the first part of a double one, is a given name that we know."""
    name = word.capitalize() if word.isupper() else word
    return name in language.names.first or ("-" in name and name.split("-")[0].capitalize() in language.names.first)


@lru_cache(maxsize=50_000)
def _known_last(word: str, language: Language) -> bool:
    """Whether the word is a family name that we know."""
    return (word.capitalize() if word.isupper() else word) in language.names.last


def _names(run: list[_Token], party: bool, listed: bool, language: Language) -> list[Span]:
    """The cheapest way to cut a run into names and words left out."""
    count = len(run)
    if listed and (pairs := _family_first(run, language)):
        return pairs
    best: list[tuple[float, list[Span]]] = [(0.0, [])]
    for end in range(1, count + 1):
        options = [(best[end - 1][0] + _SKIP, best[end - 1][1])]
        for length in _LENGTH:
            if length > end:
                break
            tokens = run[end - length : end]
            cost = _cost(tokens, language)
            if listed and length == count and is_given_name(tokens[-1].word, language):
                # "Strandell Greta": the family name stands first.
                cost = min(cost, _LENGTH[length] + _FAMILY_FIRST)
            if party and end == count:
                cost -= _PARTY_BONUS
            elif tokens[0].leading or tokens[-1].closing:
                cost -= _LISTED_FIRST
                if length == count and tokens[0].leading and tokens[-1].filling:
                    cost -= _WHOLE_ENTRY
            elif (
                listed
                and (length == 2 or (length == 3 and is_given_name(tokens[1].word, language)))
                and best[end - length][1]
                and best[end - length][1][-1].end == run[end - length - 1].end
                and (end == count or is_given_name(run[end].word, language))
            ):
                # Two words left over between names are rather another name than more of the first.
                cost -= _SECOND_NAME
            options.append(
                (best[end - length][0] + cost, [*best[end - length][1], Span(tokens[0].start, tokens[-1].end)])
            )
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def _family_first(run: list[_Token], language: Language) -> list[Span]:
    """The names of a run that has every family name before its given name: "Ek Anna Lind Bo"."""
    pairs = list(zip(run[::2], run[1::2], strict=False))
    if len(run) < 4 or len(run) % 2:
        return []
    if is_given_name(run[0].word, language) or not is_given_name(run[-1].word, language):
        return []
    turned = sum(is_given_name(first.word, language) for _, first in pairs)
    straight = sum(is_given_name(last.word, language) for last, _ in pairs)
    if turned < _MOST * len(pairs) or straight > (1 - _MOST) * len(pairs):
        return []
    return [Span(last.start, first.end) for last, first in pairs]


def _cost(tokens: list[_Token], language: Language) -> float:
    words = [token.word for token in tokens]
    cost = _LENGTH[len(tokens)]
    if not is_given_name(words[0], language):
        cost += 0.5 if words[0].endswith(".") else _UNKNOWN_FIRST
        if words[-1].endswith(language.people.last_endings) and not is_given_name(words[1], language):
            cost -= 0.5
    if is_given_name(words[1], language) and len(words) > 2:
        cost -= 0.2
    elif len(words) == 3 and _known_last(words[1], language) and not is_given_name(words[2], language):
        cost -= _TWO_FAMILY_NAMES
    if _known_last(words[-1], language):
        cost -= 0.4
    elif is_given_name(words[-1], language) or len(words[-1].rstrip(".")) == 1:
        cost += 0.8
    cost += sum(0.8 for word in words[2:-1] if is_given_name(word, language))
    cost += sum(0.5 for token in tokens[1:] if token.broken)
    return cost
