"""Dissent and conflicts of interest: ``Mot beslutet reserverar sig Bo Ek (S)``, ``Eva Ek (V) lämnar ett särskilt yttrande``,
``Ledamöterna från M deltar inte i beslutet``; ``Bo Ek (S) deltar inte i handläggningen på grund av jäv``.

An announcement of a note that never came is none, and who takes no part for jäv is a recusal, not a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from extractors import dates
from extractors.language import Language, alternatives, whole_words
from extractors.nlp import sentences
from extractors.people import persons
from extractors.reading import Reading
from extractors.segments import Segment
from extractors.statements import Actors, Passage, actors, actors_after, passages, people
from schemas.paragraph import SectionKind
from schemas.reservation import Recusal, Reservation
from schemas.text import Quote, Span

Kind = Literal["reservation", "note", "special_opinion"]

# Below these, names alone say who dissents.
_HEADED: dict[SectionKind | None, Kind] = {"reservation": "reservation", "opinion": "special_opinion"}
# Behind the word for a conflict, before names: "Anmälan om jäv: ", "Jäv anmäls av: ".
_LABEL = re.compile(r"(?:\s+\w+){0,2}\s*:\s*")
# In a list of those present: a conflict stands beside the person, on the same line or the next.
_NEAR = 120


class _Found(NamedTuple):
    kind: Kind
    who: Actors
    rule: str


def extract(reading: Reading) -> Iterator[Reservation]:
    """Yield every reservation, note to the minutes and special opinion, in reading order."""
    found: dict[tuple[str | None, Kind, tuple[str, ...]], Reservation] = {}
    for passage in passages(reading):
        if _is_about_conflict(reading, passage) or not _may_dissent(reading, passage):
            continue
        spans = sentences(reading, passage.start, passage.end)
        for index, sentence in enumerate(spans):
            if dissent := _dissent(reading, passage, sentence):
                end = _end_of_quotation(reading, passage, sentence, spans[index + 1 :])
                made = _reservation(reading, passage, Span(sentence.start, end), dissent)
                key = (made.paragraph_id, made.kind, made.names)
                # Who reserves twice in an item does it once; of notes there may be several.
                if made.kind == "reservation" and key in found:
                    made = found[key].model_copy(update={"evidence": found[key].evidence + made.evidence})
                elif key in found:
                    key = (made.paragraph_id, made.kind, (*made.names, made.text))
                found[key] = made
    yield from found.values()


def _may_dissent(reading: Reading, passage: Passage) -> bool:
    """Whether to look at the passage sentence by sentence: few speak of dissent at all."""
    if passage.kind in ("reservation", "opinion", "note"):
        return True
    return bool(_dissents(reading.language).search(reading.running, passage.start, passage.end))


def _reservation(reading: Reading, passage: Passage, place: Span, dissent: _Found) -> Reservation:
    return Reservation(
        evidence=reading.evidence(*place),
        rule=dissent.rule,
        paragraph=passage.segment.number if passage.segment else None,
        paragraph_id=passage.segment.id if passage.segment else None,
        names=dissent.who.names,
        kind=dissent.kind,
        text=reading.folded(*place),
    )


def _dissent(reading: Reading, passage: Passage, sentence: Span) -> _Found | None:
    """What kind of dissent the sentence records, and whose."""
    running, language = reading.running, reading.language
    if _conflict(language).search(running, *sentence):
        return None
    if passage.kind == "background" and _past(language).search(running, *sentence):
        return None
    if verb := _reserves(language).search(running, *sentence):
        if _is_of_another_day(reading, sentence):
            return None
        who = actors(reading, sentence, Span(*verb.span())) or _subject(reading, passage, sentence, verb)
        return _Found("reservation", who, "reserves") if who else None
    if _undone(language).search(running, *sentence):
        return None
    # "Bo Ek lät anteckna sin reservation" is one, and no note.
    if (handed := _handed_in(reading, sentence)) and handed.kind != "note":
        return handed
    # What a proposal says of taking no part is a condition: "deltar inte i beslutet om yrkandet faller".
    if passage.kind != "proposals":
        for pattern, rule in ((_notes(language), "notes"), (_takes_no_part(language), "takes_no_part")):
            if (verb := pattern.search(running, *sentence)) and (who := actors(reading, sentence, Span(*verb.span()))):
                return _Found("note", who, rule)
    return handed or _names_alone(reading, passage, sentence)


def _is_of_another_day(reading: Reading, sentence: Span) -> bool:
    """Whether it tells of another meeting: "Bo Ek reserverade sig i nämnden den 3 maj 2021"."""
    running, language = reading.running, reading.language
    if not _past(language).search(running, *sentence):
        return False
    days = [date.date for date in dates.find(running, language, *sentence) if date.date]
    return bool(days) and days != [date.date for date in dates.find(running, language, *reading.head)][:1]


def _subject(reading: Reading, passage: Passage, sentence: Span, verb: re.Match[str]) -> Actors | None:
    """Below the heading "Reservation", whatever short subject the verb has: "Den borgerliga gruppen reserverar sig"."""
    subject = reading.folded(sentence.start, verb.start())
    if passage.kind != "reservation" or not 1 < len(subject.split()) <= 8 or not subject[0].isupper():
        return None
    return Actors((subject,), Span(sentence.start, verb.start()))


def _handed_in(reading: Reading, sentence: Span) -> _Found | None:
    """ "Bo Ek lämnar en skriftlig reservation", "Reservation från Bo Ek", "Särskilt yttrande anmäls av Bo Ek"."""
    running, language = reading.running, reading.language
    if match := _hands_in(language).search(running, *sentence):
        who = actors(reading, sentence, Span(match.start(), match.end("verb")))
        return _Found(_kind(match["what"], language), who, "hands_in") if who else None
    if match := _by(language).match(running, *sentence) or _handed_in_by(language).search(running, *sentence):
        who = actors_after(reading, match.end(), sentence.end)
        return _Found(_kind(match["what"], language), who, "handed_in_by") if who else None
    return None


def _kind(what: str, language: Language) -> Kind:
    folded = " ".join(what.casefold().split())
    if folded in language.reservations.opinions:
        return "special_opinion"
    return "note" if folded in language.reservations.notes else "reservation"


def _names_alone(reading: Reading, passage: Passage, sentence: Span) -> _Found | None:
    """Below a heading that says what they do, names, and at most why: "Bo Ek (S) till förmån för eget yrkande"."""
    kind = _HEADED.get(passage.kind)
    if passage.kind == "note" and _takes_no_part(reading.language).search(reading.folded(*passage.heading)):
        kind = "note"
    if kind is None:
        return None
    who = actors_after(reading, sentence.start, sentence.end)
    if who is None or not _goes_on(reading.language).match(reading.running, who.span.end, sentence.end):
        return None
    return _Found(kind, who, "names_below_heading")


def _end_of_quotation(reading: Reading, passage: Passage, sentence: Span, following: list[Span]) -> int:
    """Where the words of the dissent end: at the closing quotation mark, or with the passage after a colon."""
    said = reading.running[sentence.start : sentence.end]
    if len(re.findall("[„“”]", said)) % 2 or said.count('"') % 2:
        closing = re.compile(r'[”"]').search(reading.running, sentence.end, passage.end)
        return closing.end() if closing else sentence.end
    if not said.endswith(":"):
        return sentence.end
    end = sentence.end
    for other in following:
        if _dissent(reading, passage, other):
            break
        end = other.end
    return end


# --- conflicts of interest -------------------------------------------------------------------------------------------


def recusals(reading: Reading) -> Iterator[Recusal]:
    """Yield who takes no part in an item for a conflict of interest: once an item, also when announced elsewhere."""
    found: list[Recusal] = []
    for segment, who, evidence, rule in sorted(_conflicts(reading), key=lambda conflict: conflict[2][0].start):
        number, identity = (segment.number, segment.id) if segment else (None, None)
        for index, other in enumerate(found):
            if other.paragraph_id == identity and set(who) & set(other.names):
                names = tuple(dict.fromkeys((*other.names, *who)))
                quotes = other.evidence + tuple(quote for quote in evidence if quote not in other.evidence)
                found[index] = other.model_copy(update={"names": names, "evidence": quotes})
                break
        else:
            found.append(Recusal(evidence=evidence, rule=rule, paragraph=number, paragraph_id=identity, names=who))
    order = {segment.id: index for index, segment in enumerate(reading.segments)}
    yield from sorted(found, key=lambda recusal: order.get(recusal.paragraph_id or "", -1))


_Conflict = tuple[Segment | None, tuple[str, ...], tuple[Quote, ...], str]


def _conflicts(reading: Reading) -> Iterator[_Conflict]:
    yield from _listed(reading)
    for passage in passages(reading):
        headed = _is_about_conflict(reading, passage)
        if not headed and not _conflict(reading.language).search(reading.running, passage.start, passage.end):
            continue
        for sentence in sentences(reading, passage.start, passage.end):
            who = _recused(reading, sentence, headed)
            if who is None:
                continue
            if pairs := _each_with_items(reading, sentence):
                for names, theirs in pairs:
                    for one in theirs:
                        yield one, names, reading.evidence(*sentence), "says_conflict"
                continue
            items = _items(reading, sentence.start, sentence.end) or [passage.segment]
            for item in items:
                yield item, who.names, reading.evidence(*sentence), "says_conflict"


def _is_about_conflict(reading: Reading, passage: Passage) -> bool:
    return bool(_conflict(reading.language).search(reading.running, *passage.heading))


def _recused(reading: Reading, sentence: Span, headed: bool) -> Actors | None:
    """Who has a conflict of interest according to the sentence."""
    running, language = reading.running, reading.language
    if _no_conflict(language).search(running, *sentence):
        return None
    conflict = _conflict(language).search(running, *sentence)
    if conflict is None and not headed:
        return None
    # "Anmälan om jäv: Bo Ek, § 12".
    named = _LABEL.match(running, conflict.end(), sentence.end) if conflict else None
    if named and (who := actors_after(reading, named.end(), sentence.end)):
        return who
    # Who is replaced has the conflict, and not who comes instead.
    replaced = _replaced(language).search(running, *sentence)
    who = actors(reading, sentence, Span(*replaced.span())) if replaced else None
    if who and who.people:
        return who
    for verb in _conflict_verbs(language).finditer(running, *sentence):
        if who := _whose(reading, sentence, verb) or actors(reading, sentence, Span(*verb.span())):
            return who
    if conflict and (by := _conflict_by(language).search(running, conflict.end(), sentence.end)):
        return actors_after(reading, by.end(), sentence.end)
    return actors_after(reading, sentence.start, sentence.end) if headed else None


def _whose(reading: Reading, sentence: Span, verb: re.Match[str]) -> Actors | None:
    """Whom a relative clause is about: "Eva Ek tjänstgör för Bo Ek (S) som är jävig"."""
    relative = _relative(reading.language).search(reading.running, sentence.start, verb.start())
    found = people(reading, sentence.start, relative.start()) if relative else []
    if relative is None or not found or reading.running[found[-1].span.end : relative.start()].strip(" ,"):
        return None
    name = found[-1].name
    return Actors((reading.folded(*name),), Span(name.start, found[-1].span.end), (found[-1],))


def _each_with_items(reading: Reading, sentence: Span) -> list[tuple[tuple[str, ...], list[Segment]]]:
    """Persons with the items that stand behind them, where there are several: "Bo Ek § 2, Eva Ek § 3"."""
    running, language = reading.running, reading.language
    if _replaced(language).search(running, *sentence):
        return []
    pairs: list[tuple[tuple[str, ...], list[Segment]]] = []
    start = sentence.start
    for numbers in _item_numbers(language).finditer(running, *sentence):
        names = tuple(reading.folded(*person.name) for person in people(reading, start, numbers.start()))
        if not names:
            return []
        pairs.append((names, reading.numbered(numbers["numbers"])))
        start = numbers.end()
    return pairs if len(pairs) > 1 else []


def _listed(reading: Reading) -> Iterator[_Conflict]:
    """Those of whom the list of those present says for which items they were away: "Bo Ek (S), ej § 12 p.g.a. jäv"."""
    running, language = reading.running, reading.language
    for conflict in _conflict(language).finditer(running, *reading.head):
        start = max(conflict.start() - _NEAR, reading.head.start)
        # The name must be whole: begin at a line, if it is not one without end.
        start = running.rfind("\n", max(start - _NEAR, reading.head.start), start) + 1 or start
        people = persons(running, start, conflict.start(), language)
        if not people:
            continue
        line = running.find("\n", conflict.end())
        places = list(
            _item_numbers(language).finditer(running, people[-1].span.end, line if line >= 0 else reading.head.end)
        )
        if not places:
            continue
        place = min(
            places, key=lambda found: min(abs(found.start() - conflict.end()), abs(conflict.start() - found.end()))
        )
        name = " ".join(running[people[-1].name.start : people[-1].name.end].split())
        evidence = reading.evidence(people[-1].name.start, max(place.end(), conflict.end()))
        for item in reading.numbered(place["numbers"]):
            yield item, (name,), evidence, "listed_conflict"


def _items(reading: Reading, start: int, end: int) -> list[Segment | None]:
    """The items of this meeting that ``[start, end)`` names by number."""
    found: list[Segment | None] = []
    for match in _item_numbers(reading.language).finditer(reading.running, start, end):
        found += reading.numbered(match["numbers"])
    return found


# --- patterns --------------------------------------------------------------------------------------------------------


@cache
def _dissents(language: Language) -> re.Pattern[str]:
    """The words without which no sentence records dissent."""
    words = language.reservations
    nouns = (*words.reservations, *words.notes, *words.opinions)
    return re.compile(
        whole_words((*words.reserve, *nouns, *words.note_phrases, *words.take_part, *words.abstain)), re.I
    )


@cache
def _reserves(language: Language) -> re.Pattern[str]:
    """ "reserverar sig", and "reserverade Bo Ek sig", but not "reserverar sig inte"."""
    words = language.reservations
    no = alternatives(words.negations)
    return re.compile(
        rf"{whole_words(words.reserve)}(?=(?:[^.]{{0,200}}?\s){alternatives(words.oneself)}(?!\w)(?!\s+{no}\b))"
    )


@cache
def _notes(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.reservations.note_phrases))


@cache
def _goes_on(language: Language) -> re.Pattern[str]:
    """Behind names below a heading: nothing more, their words, or the reason."""
    return re.compile(rf"[\s.,]*(?:\Z|:|{whole_words(language.reservations.goes_on)})")


@cache
def _takes_no_part(language: Language) -> re.Pattern[str]:
    """ "deltar inte i beslutet", "inte deltar i beslutet", "avstår från att delta i beslutet", "i beslutet deltar ej"."""
    words = language.reservations
    no, part, decision = whole_words(words.negations), whole_words(words.take_part), whole_words(words.decisions)
    verb = rf"(?:{part}[^.]{{0,120}}?{no}|{no}\s+{part}|{whole_words(words.abstain)})"
    return re.compile(rf"{decision}\s+(?:{part}\s+{no})|{verb}(?=[^.]{{0,120}}?{decision})", re.I)


@cache
def _hands_in(language: Language) -> re.Pattern[str]:
    words = language.reservations
    what = alternatives((*words.reservations, *words.notes, *words.opinions))
    return re.compile(rf"(?<!\w)(?P<verb>{alternatives(words.hand_in)})\s(?:[^.:]{{0,80}}?\s)?(?P<what>{what})(?!\w)")


@cache
def _by(language: Language) -> re.Pattern[str]:
    words = language.reservations
    what = alternatives((*words.reservations, *words.notes, *words.opinions))
    return re.compile(rf"(?:\w+\s)?(?P<what>(?i:{what}))(?:\s\w+){{0,4}}?\s{alternatives(words.by)}\s+")


@cache
def _handed_in_by(language: Language) -> re.Pattern[str]:
    """ "Mot beslutet anmäldes reservation av ", "med reservation från "."""
    words = language.reservations
    what = alternatives((*words.reservations, *words.notes, *words.opinions))
    return re.compile(
        rf"(?<!\w){alternatives(words.handed_in)}\s+(?:\w+\s+){{0,2}}?(?P<what>(?i:{what}))\s+{alternatives(words.by)}\s+"
    )


@cache
def _past(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.reservations.past))


@cache
def _undone(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.reservations.undone), re.I)


@cache
def _conflict(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.reservations.conflict), re.I)


@cache
def _no_conflict(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.reservations.no_conflict), re.I)


@cache
def _conflict_verbs(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.reservations.conflict_verbs))


@cache
def _replaced(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.reservations.replaced))


@cache
def _relative(language: Language) -> re.Pattern[str]:
    return re.compile(rf"[\s,]+{alternatives(language.reservations.relative)}\s+(?:\w+\s+){{0,2}}\Z")


@cache
def _conflict_by(language: Language) -> re.Pattern[str]:
    return re.compile(rf"[^.]{{0,40}}?{whole_words(language.reservations.by)}\s+")


@cache
def _item_numbers(language: Language) -> re.Pattern[str]:
    number = r"\d{1,4}[a-z]?(?!\w|[.:]\d)"
    join = r"\s*(?:[,;–—-]|och|samt)\s*(?:§{1,2}\s*)?"
    return re.compile(
        rf"(?<!\w){alternatives(language.reservations.items)}\s*(?P<numbers>{number}(?:{join}{number})*)", re.I
    )
