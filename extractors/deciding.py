"""What a sentence of minutes decides, proposes or tells, by its verbs and its subject.

``Styrelsen beslutade att``, ``beslutar mötet att``, ``Det beslutades att``, ``föreslår fullmäktige besluta``, ``Beslut att``,
``har beslutat`` and ``beslutade den 3 maj`` open clauses; a body before an active verb (``Mötet väljer``) or a passive one
(``Dagordningen godkänns``) makes the sentence itself a decision, unless the verb stands in a subordinate clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractors import dates
from extractors.headings import is_finite
from extractors.language import DecisionWords, Language, alternatives, phrase
from extractors.reading import Reading
from schemas.decision import Outcome, Status
from schemas.text import Span

# A party in brackets behind a name: a member speaks.
PARTY = re.compile(r"\([A-ZÅÄÖ]{1,4}\)")
# Words of the shortest statements: "Rapporterna noteras till protokollet."
BRIEF = 5


class Preamble(NamedTuple):
    """What opens a decision: who decides, in what sense, and where the clauses begin."""

    rest: int
    status: Status | None
    by: str | None
    date: str | None = None
    whole: bool = False
    told: bool = False


class SentenceReader:
    """Reads the sentences of one reading; places are offsets in its running text."""

    def __init__(self, reading: Reading) -> None:
        self._running = reading.running
        self._language = reading.language
        self._words = reading.language.decisions
        self._grammar = grammar(self._language)
        head = self._running[reading.head.start : min(reading.head.end, reading.head.start + 1500)]
        self._assembly = bool(self._grammar.assembly.search(head))

    def preamble(self, unit: Span) -> Preamble | None:
        """What a sentence opens with, if somebody decides, proposes or has decided in it; None otherwise."""
        content = self._running[unit.start : unit.end]
        for read in (self._proposing, self._owned_noun, self._noun, self._taken, self._deciding_verb):
            if found := read(content, unit.start):
                return found
        return None

    def _proposing(self, content: str, start: int) -> Preamble | None:
        """``föreslår kommunfullmäktige besluta``, ``föreslår fullmäktige att avslå``, ``nämnden föreslås anta``."""
        proposer = self._grammar.proposer.search(content)
        if proposer and PARTY.search(content[: proposer.start()]):
            return None  # members propose
        if match := self._grammar.proposing_list.search(content):
            target = self.last_target(match["body"])
            if self.is_body(target):
                return Preamble(start + len(content), "proposed", folded(target))
        if (match := self._grammar.proposing.search(content)) and self.is_body(content[: match.start()], near=True):
            target = self.last_target(match["body"])
            if self.is_body(target):
                return Preamble(start + self._clause_start(content, match.end()), "proposed", folded(target))
        if (match := self._grammar.proposing_that.search(content)) and self.is_body(match["body"]):
            return Preamble(start, "proposed", folded(match["body"]), whole=True)
        if match := self._grammar.proposed.match(content):
            body = match["body"].strip()
            if self.is_body(body):
                return Preamble(start + self._clause_start(content, match.end()), "proposed", folded(body))
        return None

    def last_target(self, bodies: str) -> str:
        """``föreslår regionstyrelsen föreslå regionfullmäktige besluta``: the last one decides."""
        return re.split(rf"\s+{self._grammar.propose}\s+", bodies.strip())[-1]

    def _noun(self, content: str, start: int) -> Preamble | None:
        """``Beslut att köpa``, ``Beslut om avgift``, ``Beslut togs 310312 till``."""
        if self._grammar.elections.match(content):
            return Preamble(start, "adopted", None, whole=True)
        if not (match := re.match(r"Beslut(?:et)?\b\s*", content)):
            return None
        rest = content[match.end() :]
        if self._grammar.taken_noun.match(rest):
            opening = content[:60]
            return Preamble(start, "adopted", None, self.day(opening), whole=True, told=self._has_date(opening))
        if rest.startswith("att "):
            return Preamble(start + match.end(), "adopted", None)
        if match[0].startswith("Beslutet ") or not rest or rest[0].isupper() or rest[0] in ":.,–-":
            return None
        if rest.split()[0] in self._language.segments.verbs:
            return None
        # "Beslut om köp av bil" is a heading unless it ends as a sentence does.
        if re.match(r"(?:om|enligt|i)\b", rest) and not (
            content.endswith(".") or self._ends_block(start + len(content))
        ):
            return None
        return Preamble(start, "adopted", None, whole=True)

    def _owned_noun(self, content: str, start: int) -> Preamble | None:
        """``Försäkringskassans beslut den 2 maj att avsätta``: told of, with its day."""
        owned = re.match(r"(?P<body>[A-ZÅÄÖ][\w-]+)s\s+beslut\s+(?=(?:den\s+)?\d)", content)
        clause = re.compile(r"\s+att\s+").search(content, owned.end()) if owned else None
        if not owned or not clause or not self.is_body(owned["body"]):
            return None
        day = self.day(content[owned.end() : clause.start()])
        return Preamble(start + clause.start() + 1, "adopted", owned["body"], day, told=True)

    def _taken(self, content: str, start: int) -> Preamble | None:
        """``Kommunstyrelsen har tagit beslut om``, ``tog den 3 maj beslut om``: taken before."""
        match = self._grammar.taken.search(content)
        if not match or self._subordinate(content[: match.start()]):
            return None
        one = re.match(r"[A-ZÅÄÖ][\w-]+(?= har\b)", content)
        by = self.subject_body(content) or (one[0] if one else None)
        return Preamble(start, "adopted", by, self.day(content), whole=True, told=True)

    def _ends_block(self, end: int) -> bool:
        return bool(re.match(r"[ \t]*[.]?[ \t]*(?:\n[ \t]*(?:\n|$)|$)", self._running[end : end + 40]))

    def _deciding_verb(self, content: str, start: int) -> Preamble | None:
        """``Styrelsen beslutade att``, ``Det beslutades att``, ``beslutar mötet att``, ``har beslutat``."""
        match = self._grammar.decide.search(content)
        if not match:
            return None
        before, after = content[: match.start()], content[match.end() :]
        verb = match[0].casefold()
        if self._grammar.undecided.search(before) and not self._grammar.telling.search(before):
            return None
        agent = re.match(r"\s+av\s+([\w-]+)", after)
        if verb in self._words.decide["passive"] and agent and not self.is_body(agent[1]):
            return None
        supine = verb in self._words.decide["supine"]
        body = self.subject_body(before) if before.strip() else None
        clause = re.compile(r"\batt\b").search(after)
        between = after[: clause.start()] if clause else after
        named = self._grammar.as_proposed.match(between)
        if clause and (len(between.split()) > 14 or (not named and self._grammar.infinitive.match(after.lstrip()))):
            clause = None
        inverted = self._inverted(between)
        if body is None and inverted:
            body, between = inverted, between.replace(inverted, "", 1)
        if supine and self._grammar.concluding.search(before):
            # "Fullmäktige hade alltså beslutat": what has just been voted on.
            supine = False
        told = supine or self._has_date(before[-40:] + verb + between[:40])
        told = told and not (clause is None and not supine and not self._has_date(between[:25]))
        day = self.day(before + verb + between[:60]) if told else None
        if told and body is None and " att " in before:
            body = self._last_body(before)  # "Sjö har meddelat att kulturnämnden beslutade den 14 april"
        if supine and body is None:
            officer = re.match(r"\s*(?P<officer>[A-ZÅÄÖ][a-zåäö-]{4,}(?:n|t|na)|[A-ZÅÄÖ]{2,6})\s", before)
            body = self._last_body(before) or (officer["officer"] if officer else None)
        impersonal = verb in self._words.decide["passive"] or re.search(r"\b[Dd]et\s*$", before)
        if not told and not body and before.strip() and not impersonal:
            # "Anna beslutade att": a person's resolve is no decision of the meeting, unless the sentence only goes on ("och beslutade att").
            organ = re.fullmatch(r"\s*(?P<organ>[A-ZÅÄÖ][a-zåäö-]{4,}(?:n|t|na))\s*", before)
            if (
                before.strip() != "Vi"
                and not organ
                and (not re.search(r"\b(?:och|men|samt)\s*$", before) or self._grammar.person.match(before))
            ):
                return None
            body = organ["organ"] if organ else self.subject_body(before.split(" ", 3)[0] if before else "")
        if clause:
            return Preamble(start + match.end() + clause.start(), "adopted", body, day, told=told)
        rest = between.strip(" :\n.")
        if not rest or set(rest.casefold().split()) <= {
            word for adverb in self._words.adverbs for word in adverb.split()
        }:
            return Preamble(start + len(content), "adopted", body, day, told=False)
        if between.lstrip().startswith(":"):
            return Preamble(start + match.end() + between.index(":") + 1, "adopted", body, day, told=told)
        # "beslöt bevilja", "beslöt nämnden enhälligt bevilja"
        said = self._grammar.actor_after.match(after)
        inner = said.end() if said and inverted and said["actor"] == inverted else len(after) - len(after.lstrip())
        if not told and self._grammar.infinitive.match(after, inner):
            return Preamble(start + match.end() + inner, "adopted", body)
        return Preamble(start, "adopted", body, day, whole=True, told=told)

    def _clause_start(self, content: str, at: int) -> int:
        """Where the clause begins after a preamble: at its "att", where one stands right before."""
        back = re.search(r"\batt\s*:?\s*$", content[:at])
        return back.start() if back and not content[back.start() : at].rstrip().endswith(":") else at

    def _inverted(self, after: str) -> str | None:
        """The body right after a verb: ``beslutar mötet att``, ``valde byggnadsnämndens arbetsutskott``."""
        words = re.match(r"\s*(?P<words>(?:\w+- och )?[\w-]+(?: [\w-]+)?)", after)
        if words and (pair := re.match(r"\w+- och [\w-]+", words["words"])):
            return pair[0] if self.is_body(pair[0]) else None
        first, _, second = words["words"].partition(" ") if words else ("", "", "")
        if second and first.endswith("s") and self.is_body(second):
            return f"{first} {second}"
        return first if first and self.is_body(first) else None

    def deciding(self, unit: Span, headed: bool) -> str | None:
        """The rule by which a sentence decides without "besluta": a body's active verb, or a passive."""
        content = self._running[unit.start : unit.end]
        for match in self._grammar.active.finditer(content):
            before = content[: match.start()]
            if not before.strip() and self._grammar.verb_first.match(content):
                return "verb_first"
            if self._subordinate(before):
                continue
            if self._assembly and before.strip() == "Styrelsen" and not self.cited(content):
                continue
            if (
                self.subject_body(before)
                or self._coordinated(before)
                or (before.strip() and self._inverted(content[match.end() :]))
            ):
                return "body_verb"
        for match in self._grammar.passive.finditer(content):
            if (
                not headed
                and folded(match[0]).casefold() in self._words.weak
                and not (folded(match[0]).casefold() in self._words.brief and self._brief(content))
            ):
                continue
            if not self._subordinate(content[: match.start()], match[0]):
                return "passive"
        return None

    def _brief(self, content: str) -> bool:
        """``Informationen noteras.``: so short a sentence says nothing else."""
        return len(content.split()) <= BRIEF and content.split()[0].endswith(("en", "n", "na", "et"))

    def _coordinated(self, before: str) -> bool:
        """``Mötet föreslår och väljer``, ``Kaj föreslår A och B, mötet väljer``."""
        clause = re.split(r"[,;]\s*(?:och\s+)?", before)[-1]
        subject = re.sub(r"\s+\w+(?:ar|er|r|de|te)\s+och\s*$", "", clause).strip()
        return bool(subject) and self.is_body(subject)

    def _subordinate(self, before: str, verb: str = "") -> bool:
        """Whether the verb stands in a subordinate clause, or is only to be done: then the sentence decides nothing by it.

        A clause that has a verb of its own is over: "Frågan om klubben får hyra hallen hänskjuts".
        """
        clause = re.split(r"[,;:]", before)[-1]
        tokens = re.findall(r"[\w-]+", clause)
        openers = [
            index
            for index, token in enumerate(tokens)
            if token in self._words.subordinators
            # Before an infinitive "att" opens no clause.
            and not (token == "att" and self._infinitive(tokens[index + 1 : index + 2]))
        ]
        filed = (
            tokens[openers[-1] :][:1] == ["som"] and verb.casefold().endswith(self._words.filed) if openers else False
        )

        def finite(words: list[str]) -> bool:
            return any(is_finite(word, self._language) for word in words)

        if openers and not filed and not finite(tokens[openers[-1] + 1 :]):
            # "Frågan om ny lokal tas upp": without another verb in the sentence, this one is its own.
            earlier = re.findall(r"[\w-]+", before[: before.rfind(clause)]) + tokens[: openers[-1]]
            if not earlier or finite(earlier) or tokens[openers[-1]] in ("har", "hade", "inte"):
                return True
        near = tokens[-4:]
        # "ska antas", "kan utses": a form that is an infinitive too, after an auxiliary.
        return bool(re.match(r"\w+as\b", verb)) and any(token in self._words.auxiliaries for token in near)

    def _infinitive(self, following: list[str]) -> bool:
        if not following or following[0] in self._words.determiners:
            return False
        # "Till att jämte ordföranden justera protokollet utsågs".
        return following[0].endswith("a") or following[0] in self._words.adjusting

    # --- bodies and dates ----------------------------------------------------------------------------------------

    def is_body(self, words: str, near: bool = False) -> bool:
        """Whether the last word of a phrase (or, with *near*, one of its words) is a deciding body's."""
        tokens = re.findall(r"[\w-]+", words)
        if not tokens or len(tokens) > 14:
            return False
        chosen = tokens if near else tokens[-1:]
        return any(self._grammar.body.fullmatch(token.casefold()) for token in chosen)

    def subject_body(self, before: str) -> str | None:
        """The body with which a sentence begins, before its verb: ``Kommunerna i Sjö och Dal``, ``Byggnadsnämndens arbetsutskott``."""
        lead = re.match(r"\s*(?P<subject>[A-ZÅÄÖ][\w-]*(?:\s+(?!\d)[\w-]+)*)", before)
        if not lead:
            return None
        best, size = None, 0
        for size, word in enumerate(lead["subject"].split()[:9], 1):
            body = self._grammar.body.fullmatch(word.casefold())
            if word in self._language.segments.verbs:
                break
            # A subject's words: names, genitives, adjectives, and what joins two of them.
            if not (
                word[0].isupper() or body or word.endswith(("s", "a")) or word in ("och", "samt", "i", "för", "vice")
            ):
                break
            if body:
                best = size
        words = lead["subject"].split()
        rest = words[best or 0 :]
        if (
            best
            and rest
            and len(words) <= 5
            and before.strip() == lead["subject"]
            and all(w.islower() and len(w) > 3 and not is_finite(w, self._language) for w in rest)
        ):
            best = len(words)  # "Programnämnd social välfärd"
        named = " ".join(words[: best or 0])
        members = self._grammar.members.match(before.strip())
        if members and (not best or len(members[0]) > len(named)):
            named = members[0]
        return named if named and named.casefold() not in ("vi", "närvarande") else None

    def _last_body(self, before: str) -> str | None:
        bodies = [
            match[0]
            for match in re.finditer(r"(?:\w+- och )?[\w-]+", before)
            if self._grammar.body.fullmatch(match[0].split()[-1].casefold())
        ]
        return bodies[-1] if bodies else None

    def subject_acts(self, content: str) -> str | None:
        """The body with which a sentence begins, where a verb in the present or past stands right behind it."""
        body = self.subject_body(content)
        verb = re.match(r"\s+([a-zåäö]+(?:r|de|te))\b", content.lstrip()[len(body) :]) if body else None
        acts = verb and is_finite(verb[1], self._language) and verb[1] not in self._words.auxiliaries
        return body if acts else None

    def decider(self, content: str) -> str | None:
        """The body that decides in a sentence: its subject, before or after the verb, or its agent."""
        for match in self._grammar.active.finditer(content):
            clause = re.split(r"[,;]\s*(?:och\s+)?", content[: match.start()])[-1].strip()
            if body := self.subject_body(clause[:1].upper() + clause[1:]) or self._inverted(content[match.end() :]):
                return body
        return self.subject_body(content) or self.agent(content)

    def ordered(self, content: str) -> bool:
        """``Nämnden ålades av fullmäktige``: a body is told of what another has laid on it."""
        return bool(self._grammar.ordered.search(content)) and self.agent(content) is not None

    def says(self, content: str) -> bool:
        """Whether a piece of text is a sentence: it has a finite verb."""
        return any(is_finite(word.casefold(), self._language) for word in re.findall(r"[\w-]+", content))

    def agent(self, content: str) -> str | None:
        """``godkänns av mötet``: the body after "av"."""
        # "för återstoden av mötet": after a noun in its definite form the body does nothing.
        # "ledamöter av styrelsen": before its verb it does nothing either.
        acts = self._grammar.passive.search(content) or self._grammar.ordered.search(content)
        act = acts.end() if acts else 0
        match = re.compile(r"(?<!en)(?<!et)(?<!na)\s+av\s+(?P<body>[\w-]+)").search(content, act)
        # "val av styrelse", "av valberedning": without its definite ending a body is only spoken of.
        named = match and self.is_body(match["body"]) and not match["body"].endswith(self._words.indefinite)
        return match["body"] if match and named else None

    def _has_date(self, piece: str) -> bool:
        return bool(dates.find(piece, self._language) or self._grammar.month.search(piece))

    def day(self, piece: str) -> str | None:
        """The first full date in a piece of text, as YYYY-MM-DD."""
        return next((found.date.isoformat() for found in dates.find(piece, self._language) if found.date), None)

    def dated(self, unit: Span) -> str | None:
        """The day right after a deciding verb, or before it: ``godkände den 9 oktober 2031``; the decision was taken then."""
        content = self._running[unit.start : unit.end]
        if (
            (first := next(iter(dates.find(content, self._language, 0, 40)), None))
            and first.span.start <= 4
            and first.date
        ):
            return first.date.isoformat()
        if cited := self.cited(content):
            return cited
        for pattern in (self._grammar.active, self._grammar.passive):
            for match in pattern.finditer(content):
                for found in dates.find(content, self._language, match.end(), match.end() + 40):
                    gap = content[match.end() : found.span.start].strip()
                    if gap in ("", "den") and found.date:
                        return found.date.isoformat()
        return None

    def cited(self, content: str) -> str | None:
        """The day of a decision that is named with its item: ``den 4 maj 2021, § 117``."""
        for found in dates.find(content, self._language):
            if re.search(r"\bsom\b[^,]*$", content[: found.span.start]):
                continue  # "nämnden, som yttrade sig den 18 maj 2031, § 77, beräknar"
            if found.date and re.match(r"[ ,]*\(?§\s?\d", content[found.span.end : found.span.end + 8]):
                return found.date.isoformat()
        return None


def folded(words: str) -> str:
    """The words with white space folded."""
    return " ".join(words.split())


@dataclass(frozen=True)
class Grammar:
    """The patterns made of the words, once."""

    body: re.Pattern[str]
    decide: re.Pattern[str]
    decided: re.Pattern[str]
    propose: str
    proposer: re.Pattern[str]
    proposing: re.Pattern[str]
    proposing_list: re.Pattern[str]
    proposing_that: re.Pattern[str]
    proposed: re.Pattern[str]
    active: re.Pattern[str]
    passive: re.Pattern[str]
    ordered: re.Pattern[str]
    as_proposed: re.Pattern[str]
    concluding: re.Pattern[str]
    taken: re.Pattern[str]
    taken_noun: re.Pattern[str]
    members: re.Pattern[str]
    refused: re.Pattern[str]
    applied: re.Pattern[str]
    chosen: re.Pattern[str]
    verb_first: re.Pattern[str]
    infinitive: re.Pattern[str]
    actor_after: re.Pattern[str]
    takes_att: re.Pattern[str]
    next_clause: re.Pattern[str]
    elections: re.Pattern[str]
    electing: re.Pattern[str]
    office: re.Pattern[str]
    listed: re.Pattern[str]
    proposal_to: re.Pattern[str]
    assembly: re.Pattern[str]
    not_decided: re.Pattern[str]
    finding: re.Pattern[str]
    member: re.Pattern[str]
    asking: re.Pattern[str]
    deadline: re.Pattern[str]
    undecided: re.Pattern[str]
    telling: re.Pattern[str]
    month: re.Pattern[str]
    person: re.Pattern[str]


@cache
def grammar(language: Language) -> Grammar:
    """The patterns of *language*, made once."""
    words = language.decisions
    forms = (form for kind in ("present", "past", "supine", "passive") for form in words.decide[kind])
    decide = rf"\b(?i:{alternatives(forms)})\b"
    propose = alternatives(words.propose["active"])
    besluta = alternatives(words.propose["decide"])
    verbs = words.outcomes.values()
    return Grammar(
        body=re.compile(rf"(?:[\w-]*{alternatives(words.bodies)}|{alternatives(words.short_bodies)})"),
        decide=re.compile(decide),
        decided=re.compile(rf"\b{alternatives(form for form in words.decide['past'])}\b"),
        propose=propose,
        proposer=re.compile(rf"\b{propose}\b"),
        proposing=re.compile(
            rf"\b(?:{propose}),?\s+(?:(?:den\s+)?\d[^§;:]{{5,25}}§\s*\d+,?\s+)?(?:att\s+)?(?P<body>(?:[\w-]+\s+){{0,5}}?[\w-]+?),?\s+(?:(?:att\s+)?{besluta}\b(?:\s+att\b)?\s*:?|att\b)"
        ),
        proposing_that=re.compile(
            rf"\b(?:{propose})\s+att\s+(?P<body>[\w-]+(?:\s+[\w-]+)?)\s+(?={_verbs(form for outcome in verbs for form in outcome.active).pattern})"
        ),
        proposing_list=re.compile(
            rf"\b{propose}\s+(?P<body>[\w-]+(?:\s+[\w-]+){{0,3}}?)(?:\s+(?:att\s+)?besluta)?(?:\s+följande)?\s*[:.]?\s*\Z"
        ),
        proposed=re.compile(
            rf"(?P<body>[A-ZÅÄÖ][\w\s-]{{2,80}}?)\s+{alternatives(words.propose['passive'])}\s+(?:(?:att\s+)?{besluta}\b\s*:?\s*)?(?:att\b)?"
        ),
        active=_verbs(form for outcome in verbs for form in outcome.active),
        passive=_verbs(form for outcome in verbs for form in outcome.passive),
        ordered=re.compile(rf"\b(?i:{alternatives(words.ordered)})\b"),
        taken=re.compile(
            rf"\bhar\s+(?:den\s+)?\d[^\s.;:]*(?:\s+[^\s.;:]+){{0,5}}?\s+{alternatives(form for outcome in verbs for form in outcome.supine)}\b"
            rf"|\b(?:har|hade)\s+(?:[^\s.;:]+\s+){{0,5}}?{alternatives(words.decide['taking'])}\s+{alternatives(words.decide['noun'])}\b"
            rf"|\b{alternatives(words.decide['took'])}\s+(?!del\b)(?:[^\s.;:]+\s+){{1,5}}?{alternatives(words.decide['noun'])}\b"
        ),
        # "i enlighet med styrelsens förslag att": whose it was, and then the clause itself.
        as_proposed=re.compile(
            rf"\s*(?:[\w-]+,?\s+)?{alternatives(words.as_proposed)}\s+[^,;:]*?{alternatives(words.proposals)}[\s,]*\Z"
        ),
        concluding=re.compile(
            rf"\b(?:{alternatives(words.concluding)}\s*$|(?i:{alternatives(words.findings['verbs'])})\s+(?i:{alternatives(words.findings['chair'])})\b)"
        ),
        taken_noun=re.compile(rf"{alternatives(words.decide['taken'])}\b"),
        members=re.compile(rf"{alternatives(words.members)}(?: i [A-ZÅÄÖ]\w+)?(?: och [\w-]+)?"),
        refused=re.compile(rf"\b{alternatives(words.negations)}\b"),
        applied=re.compile(rf"\b{alternatives(words.applications)}\b.*\d\s*{alternatives(words.money)}", re.I),
        chosen=re.compile(rf"\s+att\s+(?!{alternatives(words.adjusting)})"),
        verb_first=_verbs(form for outcome in verbs for form in outcome.active if form not in words.weak),
        infinitive=_verbs(form for outcome in verbs for form in outcome.infinitive),
        actor_after=re.compile(rf"\s+(?P<actor>[\w-]+(?: [\w-]+)??)\s+(?:{alternatives(words.adverbs)}\s+)*"),
        takes_att=re.compile(rf"\s*[Aa]tt\s+(?i:{alternatives(words.takes_att)})\b"),
        next_clause=re.compile(
            r"(?P<join>(?:[,;.]?\s+(?:samt|och|dels)\s+|[,;]?\s*\n\s*|[,;]\s+|\s+))(?=[Aa]tt\s)(?:[Aa]tt\s+)"
        ),
        electing=re.compile(
            rf"\b(?:val|valen|{'|'.join(form for form in words.outcomes['elected'].active if ' ' not in form)})\b"
        ),
        office=re.compile(rf"(?i:{alternatives(words.offices)})[ \t]*:\s*(?=[A-ZÅÄÖ])"),
        listed=re.compile(rf"(?i:{alternatives(words.listed)})"),
        proposal_to=re.compile(rf"{alternatives(words.propose['noun'])} till (?P<body>[\w -]+?)\s*:\s*\Z"),
        assembly=re.compile(rf"(?i)\b\w*{alternatives(words.assemblies)}"),
        elections=re.compile(rf"{alternatives(words.elections)}\s+(?=[A-ZÅÄÖ])"),
        not_decided=re.compile(rf"(?i:{alternatives(words.not_decided)})"),
        finding=re.compile(
            rf"(?i:{alternatives(words.findings['chair'])})\b[^.]{{0,60}}?\b(?i:{alternatives(words.findings['verbs'])})\b"
        ),
        member=re.compile(rf"\b{alternatives(words.member_verbs)}\b"),
        asking=re.compile(rf"\s*[Aa]tt\s+{propose}\s+(?P<body>[^.;:]{{3,100}}?)\s+(?:att|besluta)\b"),
        deadline=re.compile(rf"\b(?i:{alternatives(words.deadlines)})\b"),
        undecided=re.compile(rf"\b{alternatives(words.undecided)}\b[^,.;:]{{0,60}}$"),
        telling=re.compile(rf"\b{alternatives(words.telling)}\b"),
        month=re.compile(rf"\bi\s+{alternatives(month[0] for month in language.dates.months)}\b"),
        person=re.compile(r"\s*[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+\b"),
    )


def _verbs(forms: Iterator[str]) -> re.Pattern[str]:
    """Any of the verbs, those in two parts first; three dots in one stand for up to twenty words of the same sentence."""
    known = {*forms}
    parted = {form for form in known if "…" in form}
    any_form = alternatives(known - parted)
    if parted:
        # Looked at first is whether any of their first parts stands there, which is seldom so.
        begun = alternatives(form.partition(" …")[0] for form in parted)
        any_form = rf"(?={begun})(?:{'|'.join(sorted(map(_verb, parted), key=lambda f: (-len(f), f)))})|{any_form}"
    return re.compile(rf"(?<![\w-])(?i:{any_form})(?![\w-])")


def _verb(form: str) -> str:
    return r"(?:\s+[^\s.;:]+){0,20}?\s+".join(phrase(part) for part in form.split(" … "))


@cache
def _outcome_patterns(words: DecisionWords) -> list[tuple[Outcome, re.Pattern[str]]]:
    return [
        (outcome, _verbs(form for form in (*verbs.active, *verbs.passive, *verbs.infinitive, *verbs.supine)))
        for outcome, verbs in words.outcomes.items()
    ]


def outcome_of(text: str, language: Language) -> Outcome:
    """What comes of a clause: the outcome of its first deciding verb; of two that begin together, the first in the file's order."""
    words, patterns = language.decisions, grammar(language)
    found: list[tuple[int, int, Outcome]] = []
    for rank, (outcome, pattern) in enumerate(_outcome_patterns(words)):
        for match in pattern.finditer(text):
            # "Stämman väljer att avvakta": to choose to do is no election.
            chooses = outcome == "elected" and match[0].casefold() in words.choosing
            if chooses and patterns.chosen.match(text, match.end()):
                continue
            found.append((match.start(), rank, outcome))
            break
    if patterns.office.match(text):
        return "elected"
    if found:
        at, _, outcome = min(found)
        near = text[max(at - 6, 0) : at + 24]
        refused = outcome in ("approved", "granted", "discharged") and patterns.refused.search(near)
        return "rejected" if refused else outcome
    # A decision on an application that names a sum grants it.
    return "granted" if patterns.applied.search(text) else "other"
