"""Decisions, clause by clause: ``att`` clauses, numbered points, deciding sentences; drafts; decisions told of.

``Styrelsen beslutade att fastställa budgeten samt att ...`` gives one decision a clause, ``Dagordningen godkändes.`` the sentence.
Under a heading ``Beslut`` every sentence decides; elsewhere only those with a deciding verb: active with a body before it
(``Mötet väljer``), passive (``valdes``), or ``Beslut att``. ``Förslag till beslut`` and ``föreslår fullmäktige besluta`` give
proposed decisions; a date at the verb, or ``har beslutat``, one that was taken elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from extractors import dates
from extractors.language import DecisionWords, Language, alternatives, phrase
from extractors.nlp import sentences
from extractors.reading import Reading
from extractors.segments import SectionSpan, Segment, is_finite, is_flat, section_kind, sections, treatment_heading
from schemas.decision import Decision, Outcome, Status
from schemas.text import Span

# Sections in which nothing is decided: what was proposed, how it was put, who dissented, who is told.
SILENT = {"proposals", "reservation", "note", "opinion", "documents", "recipients"}
# Sections that tell how the meeting came to its decision: only an outright "X beslutar att" counts there.
PROCEDURE = {"propositions", "vote"}
_PARTY = re.compile(r"\([A-ZÅÄÖ]{1,4}\)")
# Words of the shortest statements: "Rapporterna noteras till protokollet."
BRIEF = 5


@dataclass(frozen=True)
class _Clause:
    """One clause found: its place, and what is known of it."""

    start: int
    end: int
    status: Status
    rule: str
    by: str | None = None
    date: str | None = None


class _Preamble(NamedTuple):
    """What opens a decision: who decides, in what sense, and where the clauses begin."""

    rest: int
    status: Status | None
    by: str | None
    date: str | None = None
    whole: bool = False
    told: bool = False


def extract(reading: Reading) -> Iterator[Decision]:
    """Yield every decided, proposed or reported clause, in reading order."""
    finder = _Finder(reading)
    for clause, segment in finder.clauses():
        text = reading.folded(clause.start, clause.end).strip(" .;,:–-")
        if not text:
            continue
        yield Decision(
            evidence=reading.evidence(clause.start, clause.end),
            rule=clause.rule,
            paragraph=segment.number if segment else None,
            paragraph_id=segment.id if segment else None,
            text=text,
            status=clause.status,
            outcome=_outcome(text, reading.language.decisions),
            decided_by=clause.by,
            date=clause.date,
            recipients=finder.recipients(segment) if segment and clause.status == "adopted" else (),
            deadline=finder.deadline(clause),
        )


class _Finder:
    """Looks for clauses in the items of one reading, or in its drafts where it has no items."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._running = reading.running
        self._language = reading.language
        self._words = reading.language.decisions
        self._grammar = _grammar(self._words)
        head = self._running[reading.head.start : min(reading.head.end, reading.head.start + 1500)]
        self._assembly = bool(self._grammar.assembly.search(head))

    def clauses(self) -> Iterator[tuple[_Clause, Segment | None]]:
        """All clauses with the item in which they stand."""
        if self._reading.segments:
            for segment in self._reading.segments:
                for clause in self._of_item(segment):
                    yield clause, segment
        elif self._reading.document_type in ("agenda", "report", "minutes", "notes"):
            for clause in self._of_drafts():
                yield clause, None

    # --- regions -------------------------------------------------------------------------------------------------

    def _of_item(self, segment: Segment) -> Iterator[_Clause]:
        """The clauses of one item, section by section."""
        first = segment.sections[0].start if segment.sections else segment.end
        headed = any(section.kind == "decision" and self._says(section) for section in segment.sections)
        yield from self._prose(segment.body, first, told_only=headed)
        elsewhere: str | None = None
        own = self._own_treatment(segment)
        for section in segment.sections:
            elsewhere = self._treated(section, elsewhere) if section.start < own else None
            if elsewhere and section.kind in ("decision", "background"):
                for clause in self._prose(section.body, min(section.end, own), told_only=False):
                    # What another body decided when it treated the matter.
                    told = clause.status == "adopted"
                    yield replace(clause, status="reported", date=elsewhere, rule="treatment") if told else clause
            elif section.kind == "decision":
                yield from self._stated(section.body, section.end, "adopted", self._owner(section), "decision_section")
            elif section.kind == "draft":
                yield from self._draft(section, headed)
            elif section.kind in PROCEDURE:
                if not headed:
                    yield from self._outright(section.body, section.end)
            elif section.kind not in SILENT:
                yield from self._prose(section.body, section.end, told_only=headed)

    def _treated(self, section: SectionSpan, elsewhere: str | None) -> str | None:
        """The day on which another body treated the matter (Finland), where the section stands under its heading."""
        heading = self._running[section.start : section.body]
        if not treatment_heading(self._language.segments).fullmatch(heading):
            return elsewhere
        return self._day(re.split(r"[\s/]", heading)[-1]) or self._day(heading)

    def _own_treatment(self, segment: Segment) -> int:
        """Where the meeting's own treatment begins, ``STST § 74`` after ``TEKN 21.02.2031 § 19``; the item's end if it is not headed."""
        number = rf"(?:§\s?)?{re.escape(segment.number or '-')}(?!\d)"
        own = re.compile(rf"(?<![\w.])[A-ZÅÄÖ]\w{{1,9}}\.?\s{number}").search(self._running, segment.body, segment.end)
        return own.start() if own else segment.end

    def _of_drafts(self) -> Iterator[_Clause]:
        """The drafts of a document without items: an agenda's column of them, or sections headed so."""
        place = self._reading.minutes
        columns = list(self._draft_cells(place))
        for cell in columns:
            yield from self._stated(cell.start, cell.end, "proposed", None, "draft")
        flat = is_flat(self._running, place)
        for section in sections(self._running, place.start, place.end, self._language.segments, flat):
            if section.kind != "draft" or any(cell.start <= section.body <= cell.end for cell in columns):
                continue
            end = section.end
            # In a list of matters, the next one ends the draft.
            following = re.compile(r"\n[ \t]*\n[ \t]*(?:§[ \t]*)?\d{1,3}[.)]?[ \t]+[A-ZÅÄÖ]").search(
                self._running, section.body, end
            )
            end = following.start() if following and self._reading.document_type == "agenda" else end
            yield from self._stated(section.body, end, "proposed", None, "draft")
        if self._reading.document_type == "report":
            for section in sections(self._running, place.start, place.end, self._language.segments, flat):
                if section.kind == "background":
                    yield from self._prose(section.body, section.end, told_only=True)

    def _draft_cells(self, place: Span) -> Iterator[Span]:
        """The cells of a column that is headed as a draft, without a heading of their own."""
        for grid in self._reading.text.grids:
            if not grid.rows or not place.start <= grid.rows[0][0].start < place.end:
                continue
            head = [
                section_kind(self._running[cell.start : cell.end].strip(), self._language.segments)
                for cell in grid.rows[0]
            ]
            if "draft" not in head:
                continue
            column = head.index("draft")
            for row in grid.rows:
                if column >= len(row) or not (content := self._running[row[column].start : row[column].end]).strip():
                    continue
                first = content.strip().split("\n", 1)[0]
                heading = content.index(first) + len(first) if section_kind(first, self._language.segments) else 0
                yield Span(row[column].start + heading, row[column].end)

    def _draft(self, section: SectionSpan, headed: bool) -> Iterator[_Clause]:
        """A draft; where the item has no heading "Beslut", a body's own "X beslutar" on a line of its own ends it."""
        end = section.end
        if not headed:
            for line in self._reading.lines(section.body, section.end):
                mark = re.match(r"[-–—•*·▪]\s+", line.content)
                opening = self._preamble(Span(line.start + (mark.end() if mark else 0), line.end))
                # A draft does not say what was decided: "Årsmötet beslutade" has left it.
                past = bool(self._grammar.decided.search(line.content))
                ends = opening and opening.status == "adopted" and (opening.rest >= line.end or past)
                if ends and self._running[section.body : line.start].strip():
                    end = line.start
                    break
        owner = self._owner(section)
        target = owner if owner and not self._running[section.start : section.body].startswith(owner) else None
        yield from self._stated(section.body, end, "proposed", target, "draft")
        if end < section.end:
            yield from self._stated(end, section.end, "adopted", None, "decision_section")

    def _says(self, section: SectionSpan) -> bool:
        return bool(self._running[section.body : section.end].strip(" \n\t-–•."))

    def _owner(self, section: SectionSpan) -> str | None:
        """The body in a heading: ``Kommunfullmäktiges beslut`` gives ``Kommunfullmäktige``."""
        heading = " ".join(self._running[section.start : section.body].split()).rstrip(" :")
        if target := re.search(r"förslag till (?P<body>[\w-]+)$", heading):
            # "Kommunstyrelsens förslag till kommunfullmäktige": who is to decide.
            return target["body"] if self._is_body(target["body"]) else None
        found = re.match(r"(?P<body>.+?)s (?:beslut|förslag)", heading)
        return (
            found["body"]
            if found and (self._is_body(found["body"]) or self._is_body(found["body"].split()[0]))
            else None
        )

    # --- lists and sentences ------------------------------------------------------------------------------------

    def _units(self, start: int, end: int) -> Iterator[tuple[Span, bool]]:
        """The points of numbered lists, whole, and the sentences between them; True for a point."""
        expected, point = 1, None
        for sentence in sentences(self._reading, start, end):
            content = self._running[sentence.start : sentence.end]
            mark = re.match(r"\(?(\d{1,2})[.)]\s*", content)
            begins = bool(mark) and self._line_starts(sentence.start) and int(mark[1]) in (1, expected)  # type: ignore[index]
            if begins and mark:
                if point:
                    yield point, True
                expected = int(mark[1]) + 1
                # The mark may be a sentence of its own.
                point = Span(sentence.start + mark.end(), sentence.end)
                continue
            opening = self._preamble(sentence) if point else None
            if point and not (opening and not opening.told) and self._belongs(point, sentence):
                point = Span(point.start, sentence.end)
                continue
            if point:
                yield point, True
                point = None
            lead = re.match(r"(?:[-–—•*·▪]|\(?[a-z]\))\s+", content)
            yield Span(sentence.start + (lead.end() if lead else 0), sentence.end), bool(lead)
        if point:
            yield point, True

    def _gathered(self, units: list[tuple[Span, bool]]) -> list[tuple[Span, bool]]:
        """The units, where a decision that ends in a colon takes in the list below it: ``Taxan antas enligt följande: – ...``."""
        gathered: list[tuple[Span, bool]] = []
        open_list = False
        for unit, point in units:
            content = self._said(unit)
            if open_list and self._dashed(unit) and not re.match(r"[Aa]tt\b", content):
                gathered[-1] = (Span(gathered[-1][0].start, unit.end), False)
                continue
            gathered.append((unit, point))
            open_list = (
                content.endswith(":")
                and self._deciding(unit, headed=True) is not None
                and not self._preamble(unit)
                and _outcome(content, self._words) != "elected"
            )
        return gathered

    def _dashed(self, unit: Span) -> bool:
        return bool(re.search(r"[-–—•*·▪][ \t]+$", self._running[max(unit.start - 4, 0) : unit.start]))

    def _belongs(self, point: Span, sentence: Span) -> bool:
        """Whether a sentence goes on with the numbered point before it: no empty line between."""
        return (
            not re.search(r"\n[ \t]*\n", self._running[point.end : sentence.start])
            or not self._running[point.start : point.end].strip()
        )

    def _line_starts(self, offset: int) -> bool:
        return (
            self._running[self._running.rfind("\n", 0, offset) + 1 : offset].strip() == ""
            or self._running[:offset].rstrip()[-1:] in ".:"
        )

    def _stated(self, start: int, end: int, status: Status, by: str | None, rule: str) -> Iterator[_Clause]:
        """A region in which every sentence decides (or proposes)."""
        now, who = status, by
        first, listed, elected = True, False, False
        units = self._gathered(list(self._units(start, end)))
        for number, (unit, point) in enumerate(units):
            content = self._running[unit.start : unit.end]
            said_apart = _matches_start(self._grammar.not_decided, content) and not point
            if said_apart or _matches_start(self._grammar.finding, content):
                continue
            if (member := self._grammar.member.search(content)) and _PARTY.search(content[: member.start()]):
                continue  # a member's proposal
            opening = self._preamble(unit)
            if opening and opening.whole and number + 1 < len(units) and self._lists(units[number + 1]):
                # "Fullmäktige beslutar enligt förslaget", and what that is follows clause by clause.
                opening = opening._replace(whole=False, rest=unit.end)
            if opening:
                if status == "proposed":
                    now, who = "proposed", opening.by or who
                elif opening.told:
                    yield _Clause(unit.start, unit.end, "reported", "reported", opening.by, opening.date)
                    continue
                elif point and now == "proposed" and opening.status == "adopted":
                    pass  # a point of a list that another body is to decide
                else:
                    now, who = opening.status or now, opening.by
                listed = elected = False
                if opening.whole:
                    yield _Clause(unit.start, unit.end, now, rule, who)
                    first = False
                    continue
                rest = Span(opening.rest, unit.end)
                if not re.sub(r"^[Aa]tt\b", "", self._running[rest.start : rest.end].strip(" :.\n")).strip(" :"):
                    first = True
                    continue
                yield from self._split(rest, now, who, rule)
                first = False
                continue
            if self._introduces(content):
                listed = bool(self._grammar.listed.search(content))
                elected = not listed and bool(self._grammar.electing.search(content))
                target = self._grammar.proposal_to.search(content)
                if now == "proposed" and target and self._is_body(target["body"], near=True):
                    who = _folded(target["body"])
                first = not (listed or elected)
                continue
            if listed or (elected and not self._grammar.office.match(content)):
                continue
            if elected:
                yield _Clause(unit.start, unit.end, now, rule, who)
                continue
            if (
                number + 1 < len(units)
                and self._grammar.electing.search(content)
                and self._grammar.office.match(self._said(units[number + 1][0]))
            ):
                # "Kommunfullmäktige väljer för tiden till 2031:", and office by office who.
                elected, who = True, self._subject_body(content) or who
                continue
            begins_clause = bool(re.match(r"[Aa]tt\b", content))
            if not (first or point or begins_clause or self._deciding(unit, headed=True)):
                continue
            subject = (
                self._decider(content) if self._deciding(unit, headed=True) == "body_verb" else self._agent(content)
            )
            if now == "proposed":
                subject = who or self._subject_body(content)
            elif begins_clause:
                subject = who
            yield from self._split(unit, now, subject or (who if point or by else None), rule)
            first = False

    def _lists(self, unit: tuple[Span, bool]) -> bool:
        """Whether a unit is a clause of a list: a numbered point, or one that begins with "att"."""
        place, point = unit
        return point or bool(re.match(r"[Aa]tt\b", self._running[place.start : place.end]))

    def _said(self, place: Span) -> str:
        return self._running[place.start : place.end]

    def _introduces(self, content: str) -> bool:
        """``Enligt kommunstyrelsens förslag:`` only brings in what follows."""
        return content.rstrip().endswith(":") or bool(re.match(r"[\w ]{0,40}:$", content.strip()))

    def _outright(self, start: int, end: int) -> Iterator[_Clause]:
        """Where procedure is told: only ``X beslutar att`` that no chair's finding brings in, and the last of them."""
        decided = None
        for sentence in sentences(self._reading, start, end):
            opening = self._preamble(sentence)
            if opening and opening.by and not opening.told and not (opening.whole and opening.status == "adopted"):
                decided = sentence.start
            elif decided is None and self._last(sentence, end) and self._deciding(sentence, headed=False) == "passive":
                decided = sentence.start
        if decided is not None:
            yield from self._stated(decided, end, "adopted", None, "procedure")

    def _last(self, sentence: Span, end: int) -> bool:
        return not self._running[sentence.end : end].strip(" .\n")

    def _prose(self, start: int, end: int, told_only: bool) -> Iterator[_Clause]:
        """Running text: the sentences with a deciding verb."""
        pending: tuple[Status, str | None] | None = None
        for sentence in sentences(self._reading, start, end):
            lead = re.match(r"(?:[-–—•*·▪]|\(?[a-z]\)|\d{1,2}[.)])\s+", self._running[sentence.start : sentence.end])
            unit = Span(sentence.start + (lead.end() if lead else 0), sentence.end)
            content = self._running[unit.start : unit.end]
            if _matches_start(self._grammar.not_decided, content) or _matches_start(self._grammar.finding, content):
                continue
            if pending and re.match(r"[Aa]tt\b", content):
                yield from self._split(unit, pending[0], pending[1], "att_list")
                continue
            if pending and (joined := re.match(r"[Ss]amt\s+(?=att\b)", content)):
                yield from self._split(Span(unit.start + joined.end(), unit.end), pending[0], pending[1], "att_list")
                continue
            opening = self._preamble(unit)
            if opening and opening.told:
                yield _Clause(
                    opening.rest if not opening.whole else unit.start,
                    unit.end,
                    "reported",
                    "reported",
                    opening.by,
                    opening.date,
                )
                continue
            if told_only:
                # "Kommunstyrelsen lämnade positivt planbesked den 4 maj 2021, § 117": what a body did at an item is a decision.
                acted = self._deciding(unit, headed=False) or (self._cited(content) and self._subject_body(content))
                if acted and (told := self._dated(unit)):
                    yield _Clause(unit.start, unit.end, "reported", "reported", self._decider(content), told)
                continue
            if opening:
                status = opening.status or "adopted"
                pending = (status, opening.by)
                if opening.whole:
                    yield _Clause(unit.start, unit.end, status, "body_verb", opening.by)
                elif self._running[opening.rest : unit.end].strip(" :.\n"):
                    yield from self._split(Span(opening.rest, unit.end), status, opening.by, "att_clause")
                continue
            pending = None
            if kind := self._deciding(unit, headed=False):
                told = self._dated(unit)
                status: Status = "reported" if told or self._ordered(content) else "adopted"
                by = self._agent(content) if kind == "passive" else self._decider(content)
                yield _Clause(unit.start, unit.end, status, "reported" if status == "reported" else kind, by, told)

    # --- clauses -------------------------------------------------------------------------------------------------

    def _split(self, place: Span, status: Status, by: str | None, rule: str) -> Iterator[_Clause]:
        """The clauses of a passage: parted where an "att" begins one of its own."""
        content = self._running[place.start : place.end]
        cuts = [0]
        if re.match(r"\s*[Aa]tt\b", content):
            cuts += [
                match.end("join")
                for match in self._grammar.next_clause.finditer(content)
                if self._parts(content, match, cuts[-1], place.start)
            ]
        for begin, stop in zip(cuts, [*cuts[1:], len(content)], strict=True):
            piece = re.sub(r"[\s,;]*(?:\b(?:samt|och|dels)\b)?[\s,;.:]*$", "", content[begin:stop])
            lead = len(piece) - len(piece.lstrip())
            if not piece.strip():
                continue
            asked = self._grammar.asking.match(piece)
            if asked and status == "adopted" and self._is_body(asked["body"], near=True):
                # "att föreslå fullmäktige att anta": what is decided is a proposal to the higher body.
                status, by = "proposed", _folded(asked["body"])
            yield _Clause(place.start + begin + lead, place.start + begin + len(piece), status, rule, by)

    def _parts(self, content: str, match: re.Match[str], begin: int, start: int) -> bool:
        """Whether this "att" begins a new clause: after "samt", on a new line, or run together with a deciding verb."""
        join, before = match["join"], content[begin : match.start()]
        if len(before.split()) < 3:
            return False
        if "samt" in join or "dels" in join:
            return True
        following = content[match.end() :].split(maxsplit=1)[:1]
        if following and following[0] in self._words.continuations:
            return False
        asks, told = self._grammar.takes_att.match(before), re.search(r"\S\s+att\b", before.lstrip()[3:])
        if self._governed(before):
            return False
        line_break = match.start("join") + join.index("\n") + start if "\n" in join else None
        if line_break is not None and line_break not in self._reading.text.soft_breaks:
            return not asks or bool(told)
        if join.startswith(","):
            return not asks or bool(told)
        if "och" in join:
            # "att ge X i uppdrag att utreda och att återkomma" is one clause.
            return not (asks and told)
        return bool(self._grammar.infinitive.match(content, match.end())) and (not asks or bool(told))

    def _governed(self, before: str) -> bool:
        last = re.findall(r"[\w-]+", before)[-1:]
        return bool(last) and last[0].casefold() in self._words.governors

    # --- sentences -----------------------------------------------------------------------------------------------

    def _preamble(self, unit: Span) -> _Preamble | None:
        """What a sentence opens with, if somebody decides, proposes or has decided in it; None otherwise."""
        content = self._running[unit.start : unit.end]
        for read in (self._proposing, self._noun, self._taken, self._deciding_verb):
            if found := read(content, unit.start):
                return found
        return None

    def _proposing(self, content: str, start: int) -> _Preamble | None:
        """``föreslår kommunfullmäktige besluta``, ``föreslår fullmäktige att avslå``, ``nämnden föreslås anta``."""
        proposer = self._grammar.proposer.search(content)
        if proposer and _PARTY.search(content[: proposer.start()]):
            return None  # members propose
        if match := self._grammar.proposing_list.search(content):
            target = self._last_target(match["body"])
            if self._is_body(target):
                return _Preamble(start + len(content), "proposed", _folded(target))
        if (match := self._grammar.proposing.search(content)) and self._is_body(content[: match.start()], near=True):
            target = self._last_target(match["body"])
            if self._is_body(target):
                return _Preamble(start + self._clause_start(content, match.end()), "proposed", _folded(target))
        if match := self._grammar.proposed.match(content):
            body = match["body"].strip()
            if self._is_body(body):
                return _Preamble(start + self._clause_start(content, match.end()), "proposed", _folded(body))
        return None

    def _last_target(self, bodies: str) -> str:
        """``föreslår regionstyrelsen föreslå regionfullmäktige besluta``: the last one decides."""
        return re.split(rf"\s+{self._grammar.propose}\s+", bodies.strip())[-1]

    def _noun(self, content: str, start: int) -> _Preamble | None:
        """``Beslut att köpa``, ``Beslut om avgift``, ``Beslut togs 220502 till``."""
        if self._grammar.elections.match(content):
            return _Preamble(start, "adopted", None, whole=True)
        if found := self._owned_noun(content, start):
            return found
        if not (match := re.match(r"Beslut(?:et)?\b\s*", content)):
            return None
        rest = content[match.end() :]
        if re.match(r"(?:togs|fattades|tagits|har tagits|har fattats)\b", rest):
            found = dates.find(content, self._language, 0, 60)
            day = next((date.date for date in found if date.date), None)
            return _Preamble(start, "adopted", None, day.isoformat() if day else None, whole=True, told=bool(found))
        if rest.startswith("att "):
            return _Preamble(start + match.end(), "adopted", None)
        if match[0].startswith("Beslutet ") or not rest or rest[0].isupper() or rest[0] in ":.,–-":
            return None
        if rest.split()[0] in self._language.segments.verbs:
            return None
        # "Beslut om köp av bil" is a heading unless it ends as a sentence does.
        if re.match(r"(?:om|enligt|i)\b", rest) and not (
            content.endswith(".") or self._ends_block(start + len(content))
        ):
            return None
        return _Preamble(start, "adopted", None, whole=True)

    def _owned_noun(self, content: str, start: int) -> _Preamble | None:
        """``Försäkringskassans beslut den 2 maj att avsätta``: told of, with its day."""
        owned = re.match(r"(?P<body>[A-ZÅÄÖ][\w-]+)s\s+beslut\s+(?=(?:den\s+)?\d)", content)
        clause = re.compile(r"\s+att\s+").search(content, owned.end()) if owned else None
        if not owned or not clause or not self._is_body(owned["body"]):
            return None
        day = self._day(content[owned.end() : clause.start()])
        return _Preamble(start + clause.start() + 1, "adopted", owned["body"], day, told=True)

    def _taken(self, content: str, start: int) -> _Preamble | None:
        """``Kommunstyrelsen har tagit beslut om``, ``tog den 3 maj beslut om``: taken before."""
        match = self._grammar.taken.search(content)
        if not match or self._subordinate(content[: match.start()]):
            return None
        return _Preamble(start, "adopted", self._subject_body(content), self._day(content), whole=True, told=True)

    def _ends_block(self, end: int) -> bool:
        return bool(re.match(r"[ \t]*[.]?[ \t]*(?:\n[ \t]*(?:\n|$)|$)", self._running[end : end + 40]))

    def _deciding_verb(self, content: str, start: int) -> _Preamble | None:
        """``Styrelsen beslutade att``, ``Det beslutades att``, ``beslutar mötet att``, ``har beslutat``."""
        match = self._grammar.decide.search(content)
        if not match:
            return None
        before, after = content[: match.start()], content[match.end() :]
        verb = match[0].casefold()
        if re.search(
            r"\b(?:att|som|när|innan|om|vilka|vilket|ska|skall|kan|kommer|får|måste|bör|skulle|inte)\b[^,.;:]{0,60}$",
            before,
        ) and not re.search(
            r"\b(?:berättade|informerade|meddelade|meddelat|informerat|informerar|berättar|meddelar|påminde)\b", before
        ):
            return None
        if verb in self._words.decide["passive"] and re.match(r"\s+av\s+(?!mötet|styrelsen|stämman|nämnden)", after):
            return None
        supine = verb == "beslutat"
        body = self._subject_body(before) if before.strip() else None
        clause = re.compile(r"\batt\b").search(after)
        between = after[: clause.start()] if clause else after
        if clause and (len(between.split()) > 14 or self._grammar.infinitive.match(after.lstrip())):
            clause = None
        inverted = self._inverted(between)
        if body is None and inverted:
            body, between = inverted, between.replace(inverted, "", 1)
        told = supine or self._has_date(before[-40:] + verb + between[:40], keep_from_to=True)
        told = told and not (clause is None and not supine and not self._has_date(between[:25]))
        day = self._day(before + verb + between[:60]) if told else None
        if told and body is None and " att " in before:
            body = self._last_body(before)  # "Sjö har meddelat att kulturnämnden beslutade den 14 april"
        if supine and body is None:
            officer = re.match(r"\s*(?P<officer>[A-ZÅÄÖ][a-zåäö-]{4,}(?:n|t|na))\s", before)
            body = self._last_body(before) or (officer["officer"] if officer else None)
        impersonal = verb in self._words.decide["passive"] or re.search(r"\b[Dd]et\s*$", before)
        if not told and not body and before.strip() and not impersonal:
            # "Anna beslutade att": a person's resolve is no decision of the meeting, unless the sentence only goes on ("och beslutade att").
            organ = re.fullmatch(r"\s*(?P<organ>[A-ZÅÄÖ][a-zåäö-]{4,}(?:n|t|na))\s*", before)
            if before.strip() != "Vi" and not organ and (not re.search(r"\b(?:och|men|samt)\s*$", before) or self._grammar.person.match(before)):
                return None
            body = organ["organ"] if organ else self._subject_body(before.split(" ", 3)[0] if before else "")
        if clause:
            return _Preamble(start + match.end() + clause.start(), "adopted", body, day, told=told)
        rest = between.strip(" :\n.")
        if not rest or set(rest.casefold().split()) <= {
            word for adverb in self._words.adverbs for word in adverb.split()
        }:
            return _Preamble(start + len(content), "adopted", body, day, told=False)
        if between.lstrip().startswith(":"):
            return _Preamble(start + match.end() + between.index(":") + 1, "adopted", body, day, told=told)
        if not told and self._grammar.infinitive.match(after.lstrip()):
            return _Preamble(start + match.end() + len(after) - len(after.lstrip()), "adopted", body)
        return _Preamble(start, "adopted", body, day, whole=True, told=told)

    def _clause_start(self, content: str, at: int) -> int:
        """Where the clause begins after a preamble: at its "att", where one stands right before."""
        back = re.search(r"\batt\s*:?\s*$", content[:at])
        return back.start() if back and not content[back.start() : at].rstrip().endswith(":") else at

    def _inverted(self, after: str) -> str | None:
        """The body right after a verb: ``beslutar mötet att``, ``valde byggnadsnämndens arbetsutskott``."""
        words = re.match(r"\s*(?P<words>[\w-]+(?: [\w-]+)?)", after)
        first, _, second = words["words"].partition(" ") if words else ("", "", "")
        if second and first.endswith("s") and self._is_body(second):
            return f"{first} {second}"
        return first if first and self._is_body(first) else None

    def _deciding(self, unit: Span, headed: bool) -> str | None:
        """The rule by which a sentence decides without "besluta": a body's active verb, or a passive."""
        content = self._running[unit.start : unit.end]
        for match in self._grammar.active.finditer(content):
            before = content[: match.start()]
            if not before.strip() and self._grammar.verb_first.match(content):
                return "verb_first"
            if self._subordinate(before):
                continue
            if self._assembly and before.strip() == "Styrelsen" and not self._cited(content):
                continue
            if (
                self._subject_body(before)
                or self._coordinated(before)
                or (before.strip() and self._inverted(content[match.end() :]))
            ):
                return "body_verb"
        for match in self._grammar.passive.finditer(content):
            if (
                not headed
                and _folded(match[0]).casefold() in self._words.weak
                and not (_folded(match[0]).casefold() in self._words.brief and self._brief(content))
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
        return bool(subject) and self._is_body(subject)

    def _subordinate(self, before: str, verb: str = "") -> bool:
        """Whether the verb stands in a subordinate clause, or is only to be done: then the sentence decides nothing by it.

        A clause that has a verb of its own is over: "Frågan om föreningen kan köpa huset hänskjuts".
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
            tokens[openers[-1] :][:1] == ["som"] and verb.casefold().endswith(("handlingarna", "akten"))
            if openers
            else False
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
        return bool(following) and following[0].endswith("a") and following[0] not in self._words.determiners

    # --- bodies and dates ----------------------------------------------------------------------------------------

    def _is_body(self, words: str, near: bool = False) -> bool:
        """Whether the last word of a phrase (or, with *near*, one of its words) is a deciding body's."""
        tokens = re.findall(r"[\w-]+", words)
        if not tokens or len(tokens) > 14:
            return False
        chosen = tokens if near else tokens[-1:]
        return any(self._grammar.body.fullmatch(token.casefold()) for token in chosen)

    def _subject_body(self, before: str) -> str | None:
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
        members = re.match(r"(?:Kommunerna|Medlemmarna|Parterna)(?: i [A-ZÅÄÖ]\w+)?(?: och [\w-]+)?", before.strip())
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

    def _decider(self, content: str) -> str | None:
        """The body that decides in a sentence: its subject, before or after the verb, or its agent."""
        for match in self._grammar.active.finditer(content):
            clause = re.split(r"[,;]\s*(?:och\s+)?", content[: match.start()])[-1].strip()
            if body := self._subject_body(clause[:1].upper() + clause[1:]) or self._inverted(content[match.end() :]):
                return body
        return self._subject_body(content) or self._agent(content)

    def _ordered(self, content: str) -> bool:
        """``Styrelsen ålades av årsmötet``: a body is told of what another has laid on it."""
        return bool(self._grammar.ordered.search(content)) and self._agent(content) is not None

    def _agent(self, content: str) -> str | None:
        """``godkänns av mötet``: the body after "av"."""
        match = re.search(r"\bav\s+(?P<body>[\w-]+)", content)
        # "val av styrelse", "av valberedning": without its definite ending a body is only spoken of.
        named = (
            match
            and self._is_body(match["body"])
            and not re.search(r"(?:ning|nämnd|else|skott|möte|råd|mma)$", match["body"])
        )
        return match["body"] if match and named else None

    def _has_date(self, piece: str, keep_from_to: bool = False) -> bool:
        found = dates.find(piece, self._language)
        if found:
            return True
        del keep_from_to
        return bool(self._grammar.month.search(piece))

    def _day(self, piece: str) -> str | None:
        return next((found.date.isoformat() for found in dates.find(piece, self._language) if found.date), None)

    def _dated(self, unit: Span) -> str | None:
        """The day right after a deciding verb, or before it: ``godkände den 17 februari 2026``; the decision was taken then."""
        content = self._running[unit.start : unit.end]
        if (
            (first := next(iter(dates.find(content, self._language, 0, 40)), None))
            and first.span.start <= 4
            and first.date
        ):
            return first.date.isoformat()
        if cited := self._cited(content):
            return cited
        for pattern in (self._grammar.active, self._grammar.passive):
            for match in pattern.finditer(content):
                for found in dates.find(content, self._language, match.end(), match.end() + 40):
                    gap = content[match.end() : found.span.start].strip()
                    if gap in ("", "den") and found.date:
                        return found.date.isoformat()
        return None

    def _cited(self, content: str) -> str | None:
        """The day of a decision that is named with its item: ``den 4 maj 2021, § 117``."""
        for found in dates.find(content, self._language):
            if re.search(r"\bsom\b[^,]*$", content[: found.span.start]):
                continue  # "nämnden, som yttrade sig den 18 maj 2031, § 77, beräknar"
            if found.date and re.match(r"[ ,]*\(?§\s?\d", content[found.span.end : found.span.end + 8]):
                return found.date.isoformat()
        return None

    # --- what belongs to a decision ------------------------------------------------------------------------------

    def recipients(self, segment: Segment) -> tuple[str, ...]:
        """Those to whom the item's decision is sent, a line or a comma each."""
        lines = [
            line.content
            for section in segment.sections
            if section.kind == "recipients"
            for line in self._reading.lines(section.body, section.end)
        ]
        names = [name.strip(" .-–•\t") for line in lines for name in re.split(r",\s+|;\s*", line)]
        return tuple(dict.fromkeys(name for name in names if name and len(name) < 100))

    def deadline(self, clause: _Clause) -> str | None:
        """The day by which the clause is to be done: ``senast den 30 november 2022``."""
        for match in self._grammar.deadline.finditer(self._running, clause.start, clause.end):
            for found in dates.find(self._running, self._language, match.end(), min(match.end() + 40, clause.end)):
                if found.span.start - match.end() <= 5 and found.date:
                    return found.date.isoformat()
        return None


def _folded(words: str) -> str:
    return " ".join(words.split())


def _matches_start(pattern: re.Pattern[str], content: str) -> bool:
    return bool(pattern.match(content))


# --- patterns --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Grammar:
    """The patterns made of the words, once."""

    body: re.Pattern[str]
    decide: re.Pattern[str]
    decided: re.Pattern[str]
    propose: str
    proposer: re.Pattern[str]
    proposing: re.Pattern[str]
    proposing_list: re.Pattern[str]
    proposed: re.Pattern[str]
    active: re.Pattern[str]
    passive: re.Pattern[str]
    ordered: re.Pattern[str]
    taken: re.Pattern[str]
    verb_first: re.Pattern[str]
    infinitive: re.Pattern[str]
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
    month: re.Pattern[str]
    person: re.Pattern[str]


@cache
def _grammar(words: DecisionWords) -> _Grammar:
    forms = {form: alternatives(words.decide[form]) for form in ("present", "past", "passive")}
    decide = rf"\b(?i:{forms['present']}|{forms['past']}|{forms['passive']})\b"
    propose = alternatives(words.propose["active"])
    besluta = alternatives(words.propose["decide"])
    verbs = words.outcomes.values()
    return _Grammar(
        body=re.compile(rf"(?:[\w-]*{alternatives(words.bodies)}|{alternatives(words.short_bodies)})"),
        decide=re.compile(decide),
        decided=re.compile(rf"\b{alternatives(form for form in words.decide['past'] if form != 'beslutat')}\b"),
        propose=propose,
        proposer=re.compile(rf"\b{propose}\b"),
        proposing=re.compile(
            rf"\b(?:{propose}),?\s+(?:att\s+)?(?P<body>(?:[\w-]+\s+){{0,5}}?[\w-]+?)\s+(?:(?:att\s+)?{besluta}\b(?:\s+att\b)?\s*:?|att\b)"
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
            rf"\bhar\s+(?:den\s+)?\d[^\s.;:]*(?:\s+[^\s.;:]+){{0,2}}?\s+{alternatives(form for outcome in verbs for form in outcome.supine)}\b"
            rf"|\b(?:har|hade)\s+(?:[^\s.;:]+\s+){{0,5}}?(?:tagit|fattat)\s+{alternatives(words.decide['noun'])}\b"
            rf"|\b(?:tog|fattade)\s+(?:[^\s.;:]+\s+){{1,5}}?{alternatives(words.decide['noun'])}\b"
        ),
        verb_first=_verbs(form for outcome in verbs for form in outcome.active if form not in words.weak),
        infinitive=_verbs(form for outcome in verbs for form in outcome.infinitive),
        takes_att=re.compile(rf"\s*[Aa]tt\s+(?i:{alternatives(words.takes_att)})\b"),
        next_clause=re.compile(
            r"(?P<join>(?:[,;.]?\s+(?:samt|och|dels)\s+|[,;]?\s*\n\s*|[,;]\s+|\s+))(?=[Aa]tt\s)(?:[Aa]tt\s+)"
        ),
        electing=re.compile(
            rf"\b(?:val|valen|{'|'.join(form for form in words.outcomes['elected'].active if ' ' not in form)})\b"
        ),
        office=re.compile(rf"(?i:{alternatives(words.offices)})[ \t]*:\s*(?=[A-ZÅÄÖ])"),
        listed=re.compile(rf"(?i:{alternatives(words.listed)})"),
        proposal_to=re.compile(r"förslag till (?P<body>[\w -]+?)\s*:\s*\Z"),
        assembly=re.compile(rf"(?i)\b\w*{alternatives(words.assemblies)}"),
        elections=re.compile(rf"{alternatives(words.elections)}\s+(?=[A-ZÅÄÖ])"),
        not_decided=re.compile(rf"(?i:{alternatives(words.not_decided)})"),
        finding=re.compile(
            rf"(?i:{alternatives(words.findings['chair'])})\b[^.]{{0,60}}?\b(?i:{alternatives(words.findings['verbs'])})\b"
        ),
        member=re.compile(rf"\b{alternatives(words.member_verbs)}\b"),
        asking=re.compile(rf"\s*[Aa]tt\s+{propose}\s+(?P<body>[^.;:]{{3,100}}?)\s+(?:att|besluta)\b"),
        deadline=re.compile(rf"\b(?i:{alternatives(words.deadlines)})\b"),
        month=re.compile(
            r"\bi\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
        ),
        person=re.compile(r"\s*[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+\b"),
    )


def _verbs(forms: Iterator[str]) -> re.Pattern[str]:
    """Any of the verbs; three dots in one stand for up to twenty words of the same sentence."""
    return re.compile(
        rf"(?<![\w-])(?i:{'|'.join(sorted((_verb(form) for form in forms), key=lambda f: (-len(f), f)))})(?![\w-])"
    )


def _verb(form: str) -> str:
    return r"(?:\s+[^\s.;:]+){0,20}?\s+".join(phrase(part) for part in form.split(" … "))


@cache
def _outcome_patterns(words: DecisionWords) -> list[tuple[Outcome, re.Pattern[str]]]:
    return [
        (outcome, _verbs(form for form in (*verbs.active, *verbs.passive, *verbs.infinitive, *verbs.supine)))
        for outcome, verbs in words.outcomes.items()
    ]


def _outcome(text: str, words: DecisionWords) -> Outcome:
    """What comes of a clause: the outcome of its first deciding verb; of two that begin together, the first in the file's order."""
    found: list[tuple[int, int, Outcome]] = []
    for rank, (outcome, pattern) in enumerate(_outcome_patterns(words)):
        for match in pattern.finditer(text):
            # "Mötet väljer att inte läsa": to choose to do is no election.
            if (
                outcome == "elected"
                and re.fullmatch(r"(?i:väljer|välja|valde)", match[0])
                and re.match(r"\s+att\s+(?!justera|jämte)", text[match.end() :])
            ):
                continue
            found.append((match.start(), rank, outcome))
            break
    if _grammar(words).office.match(text):
        return "elected"
    if found:
        at, _, outcome = min(found)
        refused = outcome in ("approved", "granted", "discharged") and re.search(
            r"\b(?:inte|ej|icke)\b", text[max(at - 6, 0) : at + 24]
        )
        return "rejected" if refused else outcome
    # A decision on an application that names a sum grants it.
    return (
        "granted" if re.search(r"(?i)\bansök(?:an|ningen|ningar)\b.*\d\s*(?:t?kr|mkr|kronor|milj)", text) else "other"
    )
