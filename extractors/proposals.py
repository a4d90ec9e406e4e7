"""Proposals made at the meeting (yrkanden): ``Bo Ek (S) yrkar bifall till motionen``, ``Vidare yrkar Eva Ek (V) att …``,
``Sven föreslår att frågan skjuts upp``.

One entry a sentence, with all who propose it; nominations, drafts of decisions and what letters ask for are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.language import Language, alternatives, whole_words
from extractors.nlp import sentences
from extractors.people import persons
from extractors.reading import Reading
from extractors.statements import Actors, Passage, actors, actors_after, passages, people, supported
from schemas.paragraph import SectionKind
from schemas.proposal import Proposal
from schemas.text import Span

# Below these headings a "yrkar" belongs to the reasons of somebody's dissent.
_QUOTING: frozenset[SectionKind | None] = frozenset({"reservation", "note", "opinion"})
# A suggestion in the background of the matter or in a draft is an official's, not a member's.
_DRAFTING = _QUOTING | {"background", "documents", "draft", "recipients"}


# The title and what stands around it take no more characters.
_TITLE = 400


def extract(reading: Reading) -> Iterator[Proposal]:
    """Yield every proposal made at the meeting, in reading order."""
    for passage in passages(reading):
        if passage.kind not in _QUOTING and (
            passage.kind == "proposals" or _signs(reading.language).search(reading.running, passage.start, passage.end)
        ):
            yield from _of_passage(reading, passage)


def _of_passage(reading: Reading, passage: Passage) -> list[Proposal]:
    found: list[Proposal] = []
    spans = sentences(reading, passage.start, passage.end)
    for index, sentence in enumerate(spans):
        claims = list(_claims(reading, passage, sentence))
        for number, (verb, who) in enumerate(claims):
            stop = claims[number + 1][1].span.start if number + 1 < len(claims) else sentence.end
            if proposal := _proposal(reading, passage, verb, who, stop, spans[index + 1 :]):
                found.append(proposal)
        if not claims and (proposal := _without_verb(reading, passage, sentence)):
            found.append(proposal)
        elif not claims:
            found = _joined(reading, passage, sentence, found)
    return found


def _claims(reading: Reading, passage: Passage, sentence: Span) -> Iterator[tuple[re.Match[str], Actors]]:
    """The verbs of proposing in a sentence, each with a new actor; "yrkar bifall och yrkar avslag" is one proposal."""
    last: Actors | None = None
    running, language = reading.running, reading.language
    verbs = [
        *_verbs(language).finditer(running, *sentence),
        # "Bo Ek yrkar bifall och Eva Ek avslag": the second verb is left out.
        *_links(language).finditer(running, *sentence),
    ]
    for verb in sorted(verbs, key=lambda match: match.start()):
        if verb.re is _links(language):
            other = actors_after(reading, verb.end(), sentence.end) if last else None
            if other and other.span.end < sentence.end and _stand(language).match(running, other.span.end):
                last = other
                yield verb, other
            continue
        # After a proposal in the same sentence, only who stands right beside the verb is another proposer.
        who = actors(reading, Span(last.span.end if last else sentence.start, sentence.end), Span(*verb.span()))
        if who is None or who == last or not _is_made_here(reading, passage, sentence, verb, who):
            continue
        last = who
        yield verb, who


def _is_made_here(reading: Reading, passage: Passage, sentence: Span, verb: re.Match[str], who: Actors) -> bool:
    """Whether the verb tells of a member's proposal at this meeting."""
    running, language = reading.running, reading.language
    if _elsewhere(language).search(running, sentence.start, verb.start()):
        return False
    at = max(verb.end(), who.span.end)
    actor = who.names[0].casefold()
    if actor in language.proposals.movers:
        # What they ask for in their motion is read out, not proposed.
        return bool(_stand(language).match(running, at))
    if verb["claim"]:
        # "Bo Ek yrkar i motionen att" is read out, but to the members it is proposed.
        return not _elsewhere(language).match(running, at + 1) or _is_assembly(reading)
    if actor in language.proposals.bodies:
        return bool(_stand(language).match(running, at)) or (_is_assembly(reading) and passage.kind not in _DRAFTING)
    if passage.kind in _QUOTING or (passage.kind in _DRAFTING and not _are_members(reading, who)):
        return False
    if support := supported(language).match(running, at, sentence.end):
        supporters = actors_after(reading, support.end(), sentence.end)
        at = supporters.span.end if supporters else at
    if _nomination(language).search(running, at, sentence.end):
        return False
    if _clause(language).match(running, at):
        return True
    # "Bo Ek föreslår oförändrade avgifter", but not "valberedningen föreslår Bo Ek" nor "Bo Ek föreslår i en motion".
    is_object = who.span.end <= verb.start() and not _elsewhere(language).match(running, at + 1)
    return is_object and not people(reading, at, sentence.end)


def _is_assembly(reading: Reading) -> bool:
    """Whether it is a meeting of all members, to which the board proposes."""
    title = reading.running[reading.head.start : min(reading.head.end, reading.head.start + _TITLE)].casefold()
    return any(word in title for word in reading.language.decisions.assemblies)


def _are_members(reading: Reading, who: Actors) -> bool:
    """Whether those who act are no officials: they have a party, here or in the list, or nobody at the meeting has one."""
    if any(person.party for person in who.people):
        return True
    listed = persons(reading.running, *reading.head, reading.language)
    members = {reading.folded(*person.name) for person in listed if person.party}
    return bool(who.people) and (not members or set(who.names) <= members)


def _proposal(
    reading: Reading,
    passage: Passage,
    verb: re.Match[str],
    who: Actors,
    stop: int,
    following: list[Span],
) -> Proposal | None:
    running = reading.running
    start = max(verb.end(), who.span.end)
    names = list(who.names)
    pieces = []
    # Those who support the proposal stand behind the verb, or behind what is proposed.
    for support in _supported(reading.language).finditer(running, start, stop):
        supporters = actors_after(reading, support.end(), stop)
        joins = supporters and _joins_behind(reading.language).match(running, supporters.span.end, stop)
        if supporters and (joins or not support["clause"]):
            names += [name for name in supporters.names if name not in names]
            pieces.append(Span(start, support.start()))
            start = joins.end() if joins else supporters.span.end
    pieces.append(Span(start, stop))
    text = _text(" ".join(reading.folded(*piece) for piece in pieces), reading.language)
    end = stop
    if not text or text.endswith((":", "följande", " att")) or text == "att":
        end = _end_of_list(reading, passage, stop, following)
        text = _text(f"{text} {reading.folded(stop, end)}", reading.language)
    if not text:
        return None
    segment = passage.segment
    return Proposal(
        evidence=reading.evidence(min(who.span.start, verb.start()), end),
        rule="claim" if verb["claim"] else "suggestion",
        paragraph=segment.number if segment else None,
        paragraph_id=segment.id if segment else None,
        names=tuple(names),
        text=text,
    )


def _without_verb(reading: Reading, passage: Passage, sentence: Span) -> Proposal | None:
    """ "Avslag yrkas av Bo Ek", "Tilläggsyrkande från Bo Ek: …", and below "Yrkanden" the name before a colon: "Bo Ek: Avslag"."""
    running, language = reading.running, reading.language
    text: Span | None = None
    who: Actors | None = None
    if passive := _passive(language).search(running, *sentence):
        who = actors_after(reading, passive.end(), sentence.end)
        text = Span(sentence.start, passive.start())
    elif noun := _paper(language).match(running, *sentence):
        who = actors_after(reading, noun.end(), sentence.end)
        text = Span(who.span.end, sentence.end) if who and _colon(language).match(running, who.span.end) else None
    elif passage.kind == "proposals":
        who = actors_after(reading, *sentence)
        text = (
            Span(who.span.end, sentence.end) if who and running[who.span.end : sentence.end].startswith(":") else None
        )
    said = _text(reading.folded(*text), language) if text else ""
    if who is None or not said:
        return None
    segment = passage.segment
    return Proposal(
        evidence=reading.evidence(*sentence),
        rule="without_verb",
        paragraph=segment.number if segment else None,
        paragraph_id=segment.id if segment else None,
        names=who.names,
        text=said,
    )


def _text(text: str, language: Language) -> str:
    text = re.sub(rf"(?:[\s,;]|(?<!\w){alternatives(language.proposals.links)}(?!\w))+\Z", "", text.strip(" ,."))
    return text.lstrip(" ,:;–").rstrip(" .")


def _end_of_list(reading: Reading, passage: Passage, stop: int, following: list[Span]) -> int:
    """Where a proposal in points ends: at the next proposal, or where an empty line ends the block."""
    end = stop
    for number, sentence in enumerate(following):
        gap = reading.running[end : sentence.start]
        if (number and gap.count("\n") > 1) or any(_claims(reading, passage, sentence)):
            break
        end = sentence.end
    return end


def _joined(reading: Reading, passage: Passage, sentence: Span, found: list[Proposal]) -> list[Proposal]:
    """The proposals, with those who say in this sentence that they join one: "Eva Ek (V) instämmer i yrkandet"."""
    running = reading.running
    verb = _joining(reading.language).search(running, sentence.start, sentence.end)
    if verb is None:
        return found
    ends = not running[verb.end() : sentence.end].strip(" .")
    if not ends and not _object(reading.language).search(running, sentence.start, sentence.end):
        return found
    who = actors(reading, sentence, Span(*verb.span()))
    if who is None:
        return found
    rest = running[sentence.start : who.span.start] + running[who.span.end : sentence.end]
    named = [proposal for proposal in found if any(name in rest for name in proposal.names)]
    if not named and (told := _told(reading, passage, sentence, verb.end(), who)):
        return [*found, told]
    if not found or (not named and _elses(reading.language).search(rest)):
        return found
    joined = (named or found)[-1]
    names = tuple(dict.fromkeys((*joined.names, *who.names)))
    more = joined.model_copy(update={"names": names, "evidence": joined.evidence + reading.evidence(*sentence)})
    return [more if proposal is joined else proposal for proposal in found]


def _told(reading: Reading, passage: Passage, sentence: Span, start: int, who: Actors) -> Proposal | None:
    """A proposal that is told only by who joins it: "Eva Ek understödde Bo Eks förslag att dörren målas"."""
    for person in people(reading, start, sentence.end):
        if what := _of_another(reading.language).match(reading.running, person.span.end, sentence.end):
            text = _text(reading.folded(what.end(), sentence.end), reading.language)
            segment = passage.segment
            return Proposal(
                evidence=reading.evidence(*sentence),
                rule="joined",
                paragraph=segment.number if segment else None,
                paragraph_id=segment.id if segment else None,
                names=(reading.folded(*person.name), *who.names),
                text=text,
            )
    return None


# --- patterns --------------------------------------------------------------------------------------------------------


@cache
def _verbs(language: Language) -> re.Pattern[str]:
    words = language.proposals
    on = alternatives(words.moves_on)
    move = (
        rf"{alternatives(words.moves)}\s+(?:\w+\s+){{0,3}}?[\w-]*{alternatives(words.moved)}(?=\s*{on})(?:\s+om(?!\w))?"
    )
    request = rf"{alternatives(words.requests)}(?=\s+{alternatives(words.requested)}(?!\w))"
    return re.compile(
        rf"(?<!\w)(?:(?P<claim>{alternatives(words.claims)}|{move}|{request})|{alternatives(words.suggestions)})(?!\w)"
    )


@cache
def _links(language: Language) -> re.Pattern[str]:
    """Between two proposals in one sentence; a claim as much as the verb that is left out."""
    return re.compile(rf"(?<!\w)(?P<claim>{alternatives(language.proposals.links)})(?!\w)")


@cache
def _signs(language: Language) -> re.Pattern[str]:
    """What every proposal has, but those below a heading of their own."""
    words = language.proposals
    return re.compile(rf"{_verbs(language).pattern}|{_passive(language).pattern}|(?i:{alternatives(words.papers)})")


@cache
def _passive(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s{alternatives(language.proposals.passives)}\s+")


@cache
def _paper(language: Language) -> re.Pattern[str]:
    """ "Tilläggsyrkande från ", before who hands it in."""
    words = language.proposals
    return re.compile(rf"\w*{alternatives(words.papers)}\s+{alternatives(words.papers_by)}\s+", re.I)


@cache
def _colon(language: Language) -> re.Pattern[str]:
    """Behind who hands it in, before what it says."""
    return re.compile(rf"\s*:|\s+(?:{alternatives(language.proposals.moves_on)})?(?=\s*att\s)")


@cache
def _clause(language: Language) -> re.Pattern[str]:
    adverb = alternatives(language.statements.adverbs)
    return re.compile(rf"[\s,:]*(?:{adverb}[\s,]+)*{alternatives(language.proposals.clauses)}(?!\w)", re.I)


@cache
def _stand(language: Language) -> re.Pattern[str]:
    """What a body says of others' proposals: "avslag"."""
    return re.compile(rf"\s*{alternatives(language.proposals.stands)}(?!\w)", re.I)


@cache
def _nomination(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.proposals.nominations))


@cache
def _elsewhere(language: Language) -> re.Pattern[str]:
    """In a motion, by a letter: with up to two words between."""
    return re.compile(
        rf"(?<!\w)(?:[Ii]|[Gg]enom)\s+(?:\w+\s+){{0,2}}{alternatives(language.proposals.elsewhere)}(?!\w)"
    )


@cache
def _joining(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.proposals.joining))


@cache
def _supported(language: Language) -> re.Pattern[str]:
    """Before those who support a proposal: ``, med instämmande av ``, or a clause: ``, i vilket ``."""
    clause = rf"[\s,]*(?<!\w)(?P<clause>{alternatives(language.proposals.clause_openers)})\s+"
    return re.compile(rf"{supported(language).pattern}|{clause}")


@cache
def _joins_behind(language: Language) -> re.Pattern[str]:
    """The verb of such a clause: `` instämmer``."""
    return re.compile(rf"\s+{whole_words(language.proposals.joining)}")


@cache
def _of_another(language: Language) -> re.Pattern[str]:
    """Behind a name, what that person proposed: ``s (S) förslag om ``, before "att"."""
    return re.compile(rf"s?(?:\s+\([^()]{{1,6}}\))?\s+{alternatives(language.proposals.joined)}(?:\s+om)?\s+(?=att\s)")


@cache
def _elses(language: Language) -> re.Pattern[str]:
    """What somebody else proposed: "kommundirektörens förslag", but not "hennes förslag"."""
    words = language.proposals
    return re.compile(rf"(?<!\w)(?!{alternatives(words.pronouns)}\s)\w+s\s+{alternatives(words.joined)}(?!\w)", re.I)


@cache
def _object(language: Language) -> re.Pattern[str]:
    return re.compile(rf"{alternatives(language.proposals.joined)}(?!\w)", re.I)
