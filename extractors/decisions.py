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
from itertools import zip_longest

from extractors import dates
from extractors.deciding import PARTY, Preamble, SentenceReader, folded, grammar, outcome_of
from extractors.language import alternatives
from extractors.nlp import sentences
from extractors.reading import Reading
from extractors.sections import SectionSpan, is_flat, section_kind, sections, treatment_heading
from extractors.segments import Segment
from schemas.decision import Decision, Status
from schemas.text import Span

# Sections in which nothing is decided: what was proposed, how it was put, who dissented, who is told.
SILENT = {"proposals", "reservation", "note", "opinion", "documents", "recipients"}
# Sections that tell how the meeting came to its decision: only an outright "X beslutar att" counts there.
PROCEDURE = {"propositions", "vote"}
# The characters of a clause that tell whether another begins in it.
LONG_CLAUSE = 1000
# What stands before a point of a list without numbers.
_MARK = re.compile(r"(?:[-–—•*·▪]|\(?[a-z]\)|[a-h]\.(?=\s+[A-ZÅÄÖ]))\s+")


@dataclass(frozen=True)
class _Clause:
    """One clause found: its place, and what is known of it."""

    start: int
    end: int
    status: Status
    rule: str
    by: str | None = None
    date: str | None = None


@dataclass
class _State:
    """What a region in which everything decides has come to, unit by unit.

    ``status`` and ``by`` are those of the region, ``now`` and ``who`` those of the passage: "Nämnden föreslår fullmäktige:".
    """

    status: Status
    by: str | None
    now: Status
    who: str | None
    first: bool = True  # nothing is decided yet
    listed: bool = False  # papers are listed
    elected: bool = False  # persons are listed, office by office
    noted: bool = False  # the last decision was to note something
    below: int | None = None  # where the passage ends that a bare "Nämnden beslutar" has opened


def extract(reading: Reading) -> Iterator[Decision]:
    """Yield every decided, proposed or reported clause, in reading order."""
    finder = _Finder(reading)
    for clause, segment in finder.clauses():
        text = _trimmed(reading.folded(clause.start, clause.end))
        if not text:
            continue
        yield Decision(
            evidence=reading.evidence(clause.start, clause.end),
            rule=clause.rule,
            paragraph=segment.number if segment else None,
            paragraph_id=segment.id if segment else None,
            text=text,
            status=clause.status,
            outcome=outcome_of(text, reading.language),
            decided_by=clause.by,
            date=clause.date,
            recipients=finder.recipients(segment) if segment and clause.status == "adopted" else (),
            deadline=finder.deadline(clause),
        )


def _trimmed(text: str) -> str:
    """The clause without the punctuation around it; the dash of a sum in whole kronor is none.

    >>> _trimmed("att anslå kr. 500:-, "), _trimmed("att köpa bilen; –")
    ('att anslå kr. 500:-', 'att köpa bilen')
    """
    text = text.strip(" .;,").lstrip(":–-")
    return text.strip(" ") if _WHOLE_KRONOR.search(text) else text.strip(" .;,:–-")


_WHOLE_KRONOR = re.compile(r"\d[:,][-–—]{1,2}$")


class _Finder:
    """Looks for clauses in the items of one reading, or in its drafts where it has no items."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._running = reading.running
        self._language = reading.language
        self._words = reading.language.decisions
        self._grammar = grammar(self._language)
        self._sentence = SentenceReader(reading)

    def clauses(self) -> Iterator[tuple[_Clause, Segment | None]]:
        """All clauses with the item in which they stand."""
        if self._reading.segments:
            for segment in self._reading.segments:
                for clause in self._of_item(segment):
                    yield clause, segment
        elif self._reading.document_type in ("agenda", "report", "minutes", "notes"):
            for clause in self._of_drafts():
                yield clause, None
        elif self._reading.document_type == "memo":
            for clause in self._prose(self._reading.minutes.start, self._reading.minutes.end, told_only=True):
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
                    if clause.status == "adopted":  # by another body, when it treated the matter
                        clause = replace(clause, status="reported", date=elsewhere, rule="treatment")
                    yield clause
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
        return self._sentence.day(re.split(r"[\s/]", heading)[-1]) or self._sentence.day(heading)

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
                mark = _MARK.match(line.content)
                opening = self._sentence.preamble(Span(line.start + (mark.end() if mark else 0), line.end))
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
        proposal, noun = (alternatives(words["noun"]) for words in (self._words.propose, self._words.decide))
        if target := re.search(rf"{proposal} till (?P<body>[\w-]+)$", heading):
            # "Kommunstyrelsens förslag till kommunfullmäktige": who is to decide.
            return target["body"] if self._sentence.is_body(target["body"]) else None
        found = re.match(rf"(?P<body>.+?)s (?:{noun}|{proposal})", heading)
        return (
            found["body"]
            if found and (self._sentence.is_body(found["body"]) or self._sentence.is_body(found["body"].split()[0]))
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
            opening = self._sentence.preamble(sentence) if point else None
            if point and not (opening and not opening.told) and self._belongs(point, sentence):
                point = Span(point.start, sentence.end)
                continue
            if point:
                yield point, True
                point = None
            lead = _MARK.match(content)
            yield Span(sentence.start + (lead.end() if lead else 0), sentence.end), bool(lead)
        if point:
            yield point, True

    def _gathered(self, units: list[tuple[Span, bool]]) -> list[tuple[Span, bool]]:
        """The units, where a decision that ends in a colon takes in the list below it: ``Taxan antas enligt följande: – ...``."""
        gathered: list[tuple[Span, bool]] = []
        opens = False
        for unit, point in units:
            content = self._said(unit)
            if opens and not re.match(r"[Aa]tt\b", content):
                above = gathered[-1][0]
                # Dashes, or right below the colon what is no sentence: days, names of places.
                if self._dashed(unit) or (self._said(above).endswith(":") and not self._sentence.says(content)):
                    gathered[-1] = (Span(above.start, unit.end), False)
                    continue
            gathered.append((unit, point))
            opens = (
                content.endswith(":")
                and self._sentence.deciding(unit, headed=True) is not None
                and not self._sentence.preamble(unit)
                and outcome_of(content, self._language) != "elected"
            )
        return gathered

    def _dashed(self, unit: Span) -> bool:
        return bool(re.search(r"[-–—•*·▪][ \t]+$", self._running[max(unit.start - 4, 0) : unit.start]))

    def _belongs(self, point: Span, sentence: Span) -> bool:
        """Whether a sentence goes on with the numbered point before it: no empty line between."""
        return not self._parted(point.end, sentence.start) or not self._running[point.start : point.end].strip()

    def _line_starts(self, offset: int) -> bool:
        return (
            self._running[self._running.rfind("\n", 0, offset) + 1 : offset].strip() == ""
            or self._running[max(offset - 80, 0) : offset].rstrip()[-1:] in ".:"
        )

    def _stated(self, start: int, end: int, status: Status, by: str | None, rule: str) -> Iterator[_Clause]:
        """A region in which every sentence decides (or proposes)."""
        state = _State(status, by, now=status, who=by)
        units = self._gathered(list(self._units(start, end)))
        for (unit, point), following in zip_longest(units, units[1:]):
            content = self._said(unit)
            if self._decides_nothing(content, point):
                continue
            opening = self._sentence.preamble(unit)
            if opening and opening.whole and not point and following and self._lists(following):
                # "Fullmäktige beslutar enligt förslaget", and what that is follows clause by clause.
                opening = opening._replace(whole=False, rest=unit.end)
            if opening:
                yield from self._opened(unit, point, opening, state, rule)
            elif self._introduces(content):
                self._introduced(content, state)
            elif state.listed or (state.elected and not self._grammar.office.match(content)):
                continue
            elif state.elected:
                yield _Clause(unit.start, unit.end, state.now, rule, state.who)
            elif following and self._elects_by_office(content, self._said(following[0])):
                state.elected, state.who = True, self._sentence.subject_body(content) or state.who
            else:
                yield from self._plain(unit, point, state, rule)

    def _decides_nothing(self, content: str, point: bool) -> bool:
        """Whether a unit is no part of what is decided: said beside it, the chair's finding, a member's proposal."""
        if (self._grammar.not_decided.match(content) and not point) or self._grammar.finding.match(content):
            return True
        member = self._grammar.member.search(content)
        return member is not None and PARTY.search(content[: member.start()]) is not None

    def _opened(self, unit: Span, point: bool, opening: Preamble, state: _State, rule: str) -> Iterator[_Clause]:
        """A unit that says who decides: its own clauses, or what the units below it then are."""
        if state.status == "proposed":
            state.now, state.who = "proposed", opening.by or state.who
        elif opening.told:
            yield _Clause(unit.start, unit.end, "reported", "reported", opening.by, opening.date)
            return
        elif not (point and state.now == "proposed" and opening.status == "adopted"):
            # Else it is a point of a list that another body is to decide.
            state.now, state.who = opening.status or state.now, opening.by
        state.listed = state.elected = False
        if opening.whole:
            yield _Clause(unit.start, unit.end, state.now, rule, state.who)
            # The sentence is over: the next one is the meeting's own again.
            state.now, state.who, state.first = state.status, state.by, False
        elif not re.sub(r"^[Aa]tt\b", "", self._running[opening.rest : unit.end].strip(" :.\n")).strip(" :"):
            # "Nämnden beslutar" alone: what stands right below, line by line, it decides.
            state.first, state.below = True, unit.end
        else:
            yield from self._split(Span(opening.rest, unit.end), state.now, state.who, rule)
            state.first = False

    def _introduced(self, content: str, state: _State) -> None:
        """A unit that only brings in what follows: papers, elections, or decisions."""
        state.listed = bool(self._grammar.listed.search(content))
        state.elected = not state.listed and bool(self._grammar.electing.search(content))
        state.first = not (state.listed or state.elected)
        target = self._grammar.proposal_to.search(content)
        if state.now == "proposed" and target and self._sentence.is_body(target["body"], near=True):
            state.who = folded(target["body"])

    def _elects_by_office(self, content: str, following: str) -> bool:
        """``Kommunfullmäktige väljer för tiden till 2031:``, and office by office who."""
        return bool(self._grammar.electing.search(content) and self._grammar.office.match(following))

    def _plain(self, unit: Span, point: bool, state: _State, rule: str) -> Iterator[_Clause]:
        """A unit that does not say who decides: the first one, a point, a clause, or a sentence with a deciding verb."""
        content = self._said(unit)
        begins_clause = bool(re.match(r"[Aa]tt\b", content))
        opened = (
            state.below is not None
            and (state.first or not self._parted(state.below, unit.start))
            and not self._grammar.member.search(content)
        )
        kind = self._sentence.deciding(unit, headed=True)
        if not (state.first or point or begins_clause or opened or kind):
            return
        if point and state.noted and not begins_clause and not self._sentence.says(content):
            return  # the list of what was noted
        state.below = unit.end if opened else None
        if state.now == "proposed":
            subject = state.who or (None if begins_clause else self._sentence.subject_body(content))
        elif begins_clause:
            subject = state.who
        elif kind == "body_verb":
            subject = self._sentence.decider(content)
        else:
            subject = self._sentence.agent(content) or self._sentence.subject_acts(content)
        known = state.who if point or state.by or opened else None
        yield from self._split(unit, state.now, subject or known, rule)
        state.noted = not point and outcome_of(content, self._language) == "noted"
        state.first = False

    def _lists(self, unit: tuple[Span, bool]) -> bool:
        """Whether a unit is a clause of a list: a numbered point, or one that begins with "att"."""
        place, point = unit
        return point or bool(re.match(r"[Aa]tt\b", self._running[place.start : place.end]))

    def _parted(self, end: int, start: int) -> bool:
        """Whether an empty line stands between two places."""
        return bool(re.search(r"\n[ \t]*\n", self._running[end:start]))

    def _said(self, place: Span) -> str:
        return self._running[place.start : place.end]

    def _introduces(self, content: str) -> bool:
        """``Enligt kommunstyrelsens förslag:`` only brings in what follows."""
        return content.rstrip().endswith(":") or bool(re.match(r"[\w ]{0,40}:$", content.strip()))

    def _outright(self, start: int, end: int) -> Iterator[_Clause]:
        """Where procedure is told: only ``X beslutar att`` that no chair's finding brings in, and the last of them."""
        decided = None
        for sentence in sentences(self._reading, start, end):
            opening = self._sentence.preamble(sentence)
            if (
                opening and opening.by and not opening.told and not (opening.whole and opening.status == "adopted")
            ) or (
                decided is None
                and self._last(sentence, end)
                and self._sentence.deciding(sentence, headed=False) == "passive"
            ):
                decided = sentence.start
        if decided is not None:
            yield from self._stated(decided, end, "adopted", None, "procedure")

    def _last(self, sentence: Span, end: int) -> bool:
        return not self._running[sentence.end : end].strip(" .\n")

    def _prose(self, start: int, end: int, told_only: bool) -> Iterator[_Clause]:
        """Running text: the sentences with a deciding verb."""
        pending: tuple[Status, str | None] | None = None
        for sentence in sentences(self._reading, start, end):
            lead = re.match(rf"(?:\d{{1,2}}[.)]\s+|{_MARK.pattern})", self._running[sentence.start : sentence.end])
            unit = Span(sentence.start + (lead.end() if lead else 0), sentence.end)
            content = self._running[unit.start : unit.end]
            if self._grammar.not_decided.match(content) or self._grammar.finding.match(content):
                continue
            if pending and re.match(r"[Aa]tt\b", content):
                yield from self._split(unit, pending[0], pending[1], "att_list")
                continue
            if pending and (joined := re.match(r"[Ss]amt\s+(?=att\b)", content)):
                yield from self._split(Span(unit.start + joined.end(), unit.end), pending[0], pending[1], "att_list")
                continue
            opening = self._sentence.preamble(unit)
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
                acted = self._sentence.deciding(unit, headed=False) or (
                    self._sentence.cited(content) and self._sentence.subject_body(content)
                )
                if acted and not (opening and opening.status == "proposed") and (told := self._sentence.dated(unit)):
                    yield _Clause(unit.start, unit.end, "reported", "reported", self._sentence.decider(content), told)
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
            if kind := self._sentence.deciding(unit, headed=False):
                told = self._sentence.dated(unit)
                elsewhere = told or self._sentence.ordered(content)
                agent = self._sentence.agent(content) or self._sentence.subject_acts(content)
                by = agent if kind == "passive" else self._sentence.decider(content)
                if elsewhere:
                    yield _Clause(unit.start, unit.end, "reported", "reported", by, told)
                else:
                    yield _Clause(unit.start, unit.end, "adopted", kind, by)

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
            span = Span(place.start + begin + lead, place.start + begin + len(piece))
            asked = self._grammar.asking.match(piece)
            if asked and status == "adopted" and self._sentence.is_body(asked["body"], near=True):
                # "att föreslå fullmäktige att anta": what is decided is a proposal to the higher body.
                yield _Clause(*span, "proposed", rule, folded(self._sentence.last_target(asked["body"])))
            else:
                yield _Clause(*span, status, rule, by)

    def _parts(self, content: str, match: re.Match[str], begin: int, start: int) -> bool:
        """Whether this "att" begins a new clause: after "samt", on a new line, or run together with a deciding verb."""
        # What the clause so far opens with: enough of it, however long a text without full stops is.
        join, before = match["join"], content[begin : min(match.start(), begin + LONG_CLAUSE)]
        if len(before.split()) < 3:
            return False
        if "samt" in join or "dels" in join:
            return True
        following = content[match.end() : match.end() + 80].split(maxsplit=1)[:1]
        if following and following[0] in self._words.continuations:
            return False
        asks, told = self._grammar.takes_att.match(before), re.search(r"\S\s+att\b", before.lstrip()[3:])
        if self._governed(content[max(match.start() - 80, 0) : match.start()]):
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
