"""Sentences in which somebody acts: ``Bo Ek (S), med instämmande av Eva Ek (V), yrkar``, ``Mot beslutet reserverar sig
ledamöterna från M och L``, ``Ordföranden föreslår``.

Finds who does what a verb says: those before it or after it, persons by name or a group as the document names it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from extractors.language import Language, alternatives, phrase
from extractors.people import UPPER, Person, party_of, party_pattern, persons
from extractors.reading import Reading
from extractors.segments import Segment
from schemas.paragraph import SectionKind
from schemas.record import DocumentType
from schemas.text import Span

# What a report or a memo says of proposals and votes is told of other meetings.
MINUTES: frozenset[DocumentType] = frozenset({"minutes", "notes", "other"})
# "Bo Ek (S), ordförande i den beredning som …, yrkar": what stands between commas is seldom longer.
_LONGEST_APPOSITION = 60
# A group is named in fewer characters: "Samtliga ledamöter från Moderaterna, Liberalerna och Kristdemokraterna".
_LONGEST_GROUP = 140
_CAPITAL_BEHIND = re.compile(rf"[ \n][{UPPER}][\w'’-]+(?!\w)")
_CAPITAL_BEFORE = re.compile(rf"(?<![\w.-])[{UPPER}][\w'’-]+[ \n]\Z")


class Actors(NamedTuple):
    """Who acts: persons by name, or a group as the document names it; and the place of all that names them."""

    names: tuple[str, ...]
    span: Span
    people: tuple[Person, ...] = ()


class Passage(NamedTuple):
    """A part of an item below one heading; ``kind`` is None above the first one, ``segment`` where there are no items."""

    segment: Segment | None
    kind: SectionKind | None
    heading: Span
    start: int
    end: int


def passages(reading: Reading) -> Iterator[Passage]:
    """The passages of the items, in reading order; minutes without items are one passage, and what is no minutes has none."""
    if reading.document_type not in MINUTES:
        return
    if not reading.segments:
        start, end = reading.minutes
        yield Passage(None, None, Span(start, start), start, end)
    for segment in reading.segments:
        first = segment.sections[0].start if segment.sections else segment.end
        yield Passage(segment, None, Span(segment.body, segment.body), segment.body, first)
        for section in segment.sections:
            yield Passage(segment, section.kind, Span(section.start, section.body), section.body, section.end)


def actors(reading: Reading, sentence: Span, verb: Span) -> Actors | None:
    """Who does what the verb says: those right before it, right after it, or at the start of the sentence; else None."""
    found = people(reading, sentence.start, verb.start)
    before = _before(reading, sentence, verb, found)
    after = (
        None if before and before.span.start <= sentence.start + 1 else actors_after(reading, verb.end, sentence.end)
    )
    return after or before or _first(reading, sentence, verb, found) or _listed(reading, sentence, verb)


def actors_after(reading: Reading, start: int, end: int) -> Actors | None:
    """Those who are named right at *start*: persons, an officer, or a group."""
    running, language = reading.running, reading.language
    lead = _lead(language).match(running, start, end)
    at = lead.end() if lead else start
    found = people(reading, start, end)
    if found and not running[at : found[0].span.start].strip():
        return _named(running, _chain(reading, found))
    if match := _officer(language).match(running, start, end):
        return Actors((match["officer"],), Span(*match.span("officer")))
    if match := _group_after(language).match(running, start, end):
        return Actors((reading.folded(*match.span("group")),), Span(*match.span("group")))
    return None


def people(reading: Reading, start: int, end: int) -> list[Person]:
    """The persons named in ``[start, end)``; where people act, two unknown words with capitals are a name too.

    So is a family name after the way of addressing somebody: "herr Ek", "fru Berg", "herrar Ek och Berg".
    """
    running, language = reading.running, reading.language
    known = persons(running, start, end, language)
    begins = [person.span.start for person in known]

    def is_known(place: Span) -> bool:
        before = bisect_left(begins, place.end) - 1
        return before >= 0 and known[before].span.end > place.start

    found = list(known)
    for name in _after_address(running, start, end, language):
        if not is_known(name):
            found.append(Person(name, None, name))
    for match in _capitals(language).finditer(running, start, end):
        if is_known(Span(*match.span())):
            continue
        unknown = persons(running, *match.span(), language, listed=True)
        # A body, an office or a heading among the words, and they are no name.
        if len(unknown) == 1 and unknown[0].name == match.span():
            found.append(unknown[0])
        elif (party := party_pattern(language).match(running, match.end(), end)) and _is_listed(
            reading, name := Span(*match.span())
        ):
            # A name that ends like another word: the list shows that it is one.
            found.append(Person(name, party_of(party, language), Span(name.start, party.end())))
    return [_whole(reading, person) for person in sorted(found, key=lambda person: person.span)]


def _after_address(running: str, start: int, end: int, language: Language) -> Iterator[Span]:
    """The family names after "herr", and all of them after "herrar"."""
    for match in _addressed(language).finditer(running, start, end):
        yield Span(*match.span("name"))
        following = _another_name(language).match(running, match.end(), end) if match["several"] else None
        while following:
            yield Span(*following.span("name"))
            following = _another_name(language).match(running, following.end(), end)


def _whole(reading: Reading, person: Person) -> Person:
    """The person with the words beside the name that belong to it where those present are listed."""
    name = person.name
    while not person.party:
        wider = next((span for span in _wider(reading.running, name) if _is_listed(reading, span)), None)
        if wider is None:
            break
        name = wider
    return person if name == person.name else replace(person, name=name, span=name)


def _wider(running: str, name: Span) -> Iterator[Span]:
    """The name with the capitalised word behind it, and with the one before it."""
    if behind := _CAPITAL_BEHIND.match(running, name.end):
        yield Span(name.start, behind.end())
    if before := _CAPITAL_BEFORE.search(running, max(name.start - 30, 0), name.start):
        yield Span(before.start(), name.end)


def _is_listed(reading: Reading, name: Span) -> bool:
    """Whether those words stand together before the first item, too."""
    said = re.escape(reading.folded(*name)).replace(r"\ ", r"\s+")
    found = re.finditer(rf"(?<!\w){said}(?!\w)", reading.running[: reading.head.end])
    return any(match.start() != name.start for match in found)


def _chain(reading: Reading, found: list[Person]) -> list[Person]:
    """The first of those found, and who is joined to them."""
    chain = found[:1]
    for person in found[1:]:
        if not _joint(reading.language).fullmatch(reading.running, chain[-1].span.end, person.span.start):
            break
        chain.append(person)
    return chain


def _before(reading: Reading, sentence: Span, verb: Span, found: list[Person]) -> Actors | None:
    """Those who stand right before the verb."""
    running, language = reading.running, reading.language
    if found and _gap(language).fullmatch(running, found[-1].span.end, verb.start):
        chain = [found[-1]]
        for person in reversed(found[:-1]):
            if not _joint(language).fullmatch(running, person.span.end, chain[0].span.start):
                break
            chain.insert(0, person)
        return _named(running, chain)
    return _unnamed(reading, sentence, verb)


def _unnamed(reading: Reading, sentence: Span, verb: Span) -> Actors | None:
    """A group, an officer or a given name alone, right before the verb."""
    running, language = reading.running, reading.language
    start = sentence.start
    # "Det antecknas att Moderaterna reserverar sig": the group may begin a clause.
    clause = running.rfind(" att ", start, verb.start)
    for begin in (start, clause + len(" att ") if clause >= 0 else start):
        if match := _group_before(language).fullmatch(running, begin, verb.start):
            group = reading.folded(*match.span("group"))
            # "Styrelsen överlämnar rapporten och": a clause of its own, and no group.
            if language.segments.verbs.isdisjoint(group.split()):
                return Actors((group,), Span(*match.span("group")))
    match = _last_word(language).search(running, max(start, verb.start - _LONGEST_GROUP), verb.start)
    if match is None:
        return None
    if match["name"].casefold() in language.statements.officers:
        officer = _officer_before(language).search(running, start, match.end("name"))
        return Actors((reading.folded(*officer.span()),), Span(*officer.span())) if officer else None
    if match["name"].split("-")[0] in language.names.first:
        return Actors((match["name"],), Span(*match.span("name")))
    return None


def _first(reading: Reading, sentence: Span, verb: Span, found: list[Person]) -> Actors | None:
    """Those with whom the sentence begins, some words before the verb: "Bo Ek instämmer i det och yrkar"."""
    running, language = reading.running, reading.language
    lead = _lead(language).match(running, sentence.start, verb.start)
    at = lead.end() if lead else sentence.start
    if not found or running[at : found[0].span.start].strip():
        return None
    chain = _chain(reading, found)
    # "Bo Eks förslag": a genitive acts not.
    return None if running[chain[-1].name.end : chain[-1].name.end + 1].isalpha() else _named(running, chain)


def _listed(reading: Reading, sentence: Span, verb: Span) -> Actors | None:
    """Those who stand behind a colon, one a line or in one: "Följande ledamöter reserverar sig mot beslutet: Bo Ek"."""
    running, language = reading.running, reading.language
    colon = running.find(":", verb.end, sentence.end)
    if colon < 0:
        return None
    end = running.find("\n\n", colon + 3)
    chain: list[Person] = []
    for person in persons(running, colon, end if end >= 0 else reading.minutes.end, language):
        last = chain[-1].span.end if chain else colon + 1
        gap = running[last : person.span.start]
        if not (_list_gap(language).fullmatch(gap) or (chain and _joint(language).fullmatch(gap))):
            break
        if "\n" in gap and not _line_end(language).match(running, person.span.end):
            break
        chain.append(person)
    return _named(running, chain) if chain else None


def _named(running: str, chain: list[Person]) -> Actors:
    names = tuple(" ".join(running[person.name.start : person.name.end].split()) for person in chain)
    return Actors(names, Span(chain[0].span.start, chain[-1].span.end), tuple(chain))


# --- patterns --------------------------------------------------------------------------------------------------------


@cache
def supported(language: Language) -> re.Pattern[str]:
    """What stands before those who support a proposal: ``, med instämmande av ``."""
    return re.compile(rf"[\s,]*(?<!\w){alternatives(language.statements.supports)}\s+")


def _adverb(language: Language) -> str:
    return rf"(?i:{alternatives(language.statements.adverbs)})(?!\w)"


def _others(language: Language) -> str:
    """Behind a name, that there are more: `` m.fl. (S)``."""
    return rf"(?:\s+{alternatives(language.statements.others)}(?!\w)(?:\s*\([^()]{{1,6}}\))?)?"


_CAPITAL = rf"[{UPPER}][^\W\d_]+(?:-[^\W\d_]+)?"


@cache
def _capitals(language: Language) -> re.Pattern[str]:
    """Two or three words with capitals, behind a title that begins the sentence."""
    title = rf"(?i:{alternatives(language.statements.titles)})(?!\w)"
    return re.compile(rf"(?<![\w.-])(?!{title}){_CAPITAL}(?:[ \n]{_CAPITAL}){{1,2}}(?![\w-])")


@cache
def _addressed(language: Language) -> re.Pattern[str]:
    """A family name after "herr", "fru"."""
    several = rf"(?P<several>{alternatives(language.statements.addresses)})"
    return re.compile(rf"(?<!\w)(?i:{several}|{alternatives(language.people.address)})\.?\s+(?P<name>{_CAPITAL})(?!\w)")


@cache
def _another_name(language: Language) -> re.Pattern[str]:
    """A comma or "och", and the next of several family names."""
    joint = alternatives(language.statements.joints)
    return re.compile(
        rf"(?:,|\s+{joint})\s+(?!(?i:{alternatives(language.people.address)})(?!\w))(?P<name>{_CAPITAL})(?!\w)"
    )


@cache
def _last_word(language: Language) -> re.Pattern[str]:
    """A capitalised word before a verb."""
    return re.compile(rf"(?<![\w.-])(?P<name>[{UPPER}][\w-]+)\s+(?:{_adverb(language)}\s+)*\Z")


@cache
def _lead(language: Language) -> re.Pattern[str]:
    """Adverbs and titles before a name."""
    title = rf"(?i:{alternatives(language.statements.titles)})(?![\w:])"
    return re.compile(rf"\s*(?:(?:{_adverb(language)}|{title})\s+)*")


@cache
def _joint(language: Language) -> re.Pattern[str]:
    """Between two who act together: a comma or "och", and titles."""
    statements = language.statements
    words = alternatives((*statements.joints, *statements.supports, *statements.titles))
    return re.compile(rf"{_others(language)}\s*(?:,|;|\b(?i:{words})(?!\w))(?:\s|,|(?i:{words})(?!\w))*")


@cache
def _list_gap(language: Language) -> re.Pattern[str]:
    """Between the names of a list in lines."""
    title = rf"(?i:{alternatives(language.statements.titles)})(?![\w:])"
    return re.compile(rf"[\s,;•–-]*(?:{title}\s+)*")


@cache
def _line_end(language: Language) -> re.Pattern[str]:
    """Behind a name that has its line for itself, or shares it with the next."""
    return re.compile(
        rf"[ \t]*(?:[,;.]|{alternatives(language.statements.joints)}(?!\w))?[ \t]*(?:\n|\Z|(?<=[,;h])[ \t]+)"
    )


@cache
def _gap(language: Language) -> re.Pattern[str]:
    """Between the one who acts and the verb: adverbs, or an apposition between commas."""
    apposition = rf"(?:,[^.!?,\n]{{1,{_LONGEST_APPOSITION}}},)?"
    return re.compile(rf"{_others(language)}{apposition}[\s,]*(?:{_adverb(language)}[\s,]*)*")


def _officers(language: Language) -> str:
    return rf"(?i:{alternatives(language.statements.officers)})(?!\w)"


@cache
def _officer(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_adverb(language)}\s+)*(?P<officer>{_officers(language)})")


@cache
def _officer_before(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_officers(language)}\Z")


def _group(language: Language) -> str:
    """How a group's name begins: "Ledamöterna", "Moderaterna", "M-gruppen", "(S)-gruppen"."""
    words = language.statements
    letters = rf"\(?[{UPPER}]{{1,4}}\)?-(?:{'|'.join(map(re.escape, words.group_endings))})"
    named = rf"(?:[{UPPER}][\w:-]*\s+){{0,3}}[{UPPER}][\w:-]*s\s+{alternatives(words.group_nouns)}(?!\w)"
    return rf"(?:(?i:{alternatives(words.groups)})(?!\w)|{letters}|{named})"


def _parties(language: Language) -> str:
    """Party letters alone: "S, V och MP", "(M)"."""
    letter = rf"\(?{alternatives(language.people.parties)}\)?(?![\w.])"
    return rf"{letter}(?:(?:,|\s+(?:{'|'.join(map(phrase, language.statements.joints))}))\s*{letter})*"


@cache
def _group_before(language: Language) -> re.Pattern[str]:
    group = rf"(?:{_group(language)}[^.!?:;]{{0,{_LONGEST_GROUP}}}?|{_parties(language)})"
    return re.compile(rf"\s*(?P<group>{group}),?\s+(?:{_adverb(language)}[\s,]*)*")


@cache
def _group_after(language: Language) -> re.Pattern[str]:
    stop = rf"(?=\s+{alternatives(language.statements.group_ends)}(?!\w)|[.:;,]?\s*\Z|[.:;])"
    group = rf"(?:{_group(language)}[^.!?:;]{{0,{_LONGEST_GROUP}}}?|{_parties(language)})"
    return re.compile(rf"\s*(?:{_adverb(language)}\s+)*(?P<group>{group}){stop}")
