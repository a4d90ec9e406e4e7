"""The heading of one item: its case number, its title, and where its text begins.

``§ 12 Dnr KS 2031/158 Budget för 2032``, the title on the line below, the case number behind it in brackets, or a flattened line
in which title and text run together: there the first sentence, or a section's heading, ends the title.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest

from extractors.language import Language, SegmentWords, alternatives
from extractors.numbering import LONGEST_TITLE, Candidate, Scheme, case_label
from extractors.sections import LONG_LINE, inline_heading, section_kind, treatment_heading
from schemas.text import Span, Text

# A title that ends with a full stop, as a sentence does, is short.
LONG_LABEL = 100
# A title's line that its column broke is no shorter than this.
SHORT_LINE = 40

_CODE = r"[A-ZÅÄÖa-zåäö]{0,8}\d[\w]*(?:\s?[-–/.:]\s?[\w]*\d[\w]*)*"
# "Sökt belopp: 12 000 kr": a label and its value are no part of a title.
_LABEL = re.compile(r"[A-ZÅÄÖ]\w+(?: \w+)?:\s")
# The day of the meeting behind the number: the title stands below.
# A point of a list: no part of the title above it.
_POINT = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[-–•*])[ \t]")
_DATE_ALONE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d")
_CODE_ALONE = re.compile(r"(?:19|20)?\d\d[-/:.]\d{2,6}(?:[-/:.]\d+)*")
_BARE_CASE = re.compile(
    r"\b[A-ZÅÄÖ]{2,6}(?!\s\d{1,2}\.\d{1,2}\.\d{4})[ \t]?[-/.]?\d{2,4}[-/.:](?:[A-ZÅÄÖ]{1,5}[-/:]?)?\d{1,6}(?:[-:/.]\d+)*|\b[A-ZÅÄÖ]{2,6}\d{5,8}"
)


@cache
def _labelled_case(words: SegmentWords) -> re.Pattern[str]:
    """``Dnr KS 2031/914``: a label, then a code with digits, which letters may open and a blank part."""
    prefix = r"(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,8}(?:[ \t]?[./-]|[ \t]))?"
    return re.compile(
        rf"\(?(?<![\w]){case_label(words)}[ \t]*[.:]?[ \t]*\n?[ \t]*(?P<code>{prefix}{_CODE}(?:[ \t]\d{{3}}(?=[ \t]*(?:\n|$)))?)\)?[ \t]*,?"
    )


def _code(case: re.Match[str]) -> Span:
    """The case number itself, without its label."""
    return Span(*case.span("code" if "code" in case.re.groupindex else 0))


def is_finite(token: str, language: Language) -> bool:
    """Whether a word is a finite verb: one of the listed, one that decides, or a past tense by its ending."""
    return token in _finite(language) or bool(re.fullmatch(r"[a-zåäö]{3,}(?:ades?|tes|kte)", token))


@cache
def _usual_title(words: SegmentWords) -> re.Pattern[str]:
    """A title that items have everywhere, with its sentence behind it: ``Mötet öppnas Ordföranden hälsar``."""
    return re.compile(rf"(?i:{alternatives(words.item_titles)}) (?=[A-ZÅÄÖ][a-zåäö])")


@cache
def _finite(language: Language) -> frozenset[str]:
    decisions = language.decisions
    forms = [form for verbs in decisions.outcomes.values() for form in (*verbs.active, *verbs.passive)]
    forms += [form for kind, verbs in decisions.decide.items() if kind != "noun" for form in verbs]
    return language.segments.verbs | {form for form in forms if " " not in form}


class Heading:
    """Reads what follows an item's number: the case number, the title, and where the body begins."""

    def __init__(
        self,
        text: Text,
        candidate: Candidate,
        end: int,
        above: Candidate | None,
        labelled: bool,
        language: Language,
    ) -> None:
        running = text.running
        self._text, self._running, self._language, self._words = text, running, language, language.segments
        self.title: Span | None = None
        self.case_number: Span | None = None
        self.body = candidate.rest
        stop = min(candidate.stop, end)
        if case := self._case(candidate.rest, min(stop + 80, end)):
            self.case_number = _code(case)
        self._labelled = labelled
        rest = self._title_of_line(candidate.rest, stop, end, case, candidate.scheme)
        if self.title and self.case_number is None:
            self._case_in_title(self.title)
        if (
            self.title
            and self.case_number is None
            and (below := self._case_under_scraps(self.body if above else rest, end))
        ):
            rest = self._case_below(below, end)
        if above:
            self.title = self._title_above(above, candidate.start)
        # A heading without a number and without a title is its line: a case number alone.
        untitled = stop if candidate.scheme == "heading" else candidate.rest
        self.body = untitled if self.title is None or above else rest
        # The bracket that closed a case number heads nothing.
        self.body += len(closing[0]) if (closing := re.match(r"\)\s*", running[self.body : self.body + 3])) else 0

    def _title_above(self, above: Candidate, end: int) -> Span | None:
        """The title in a label's heading over the number, with the lines that it goes on in."""
        stop = above.stop
        while stop in self._text.soft_breaks or self._flows(Span(above.rest, stop), stop + 1):
            following = self._running.find("\n", stop + 1, end)
            if following < 0:
                break
            stop = following
        return self._stripped(above.rest, stop)

    def _case(self, start: int, end: int) -> re.Match[str] | None:
        """The case number on the heading's line, or right below it."""
        line_end = self._running.find("\n", start)
        line_end = end if line_end < 0 else line_end
        window = min(end, max(line_end, start), start + 400)
        labelled = _labelled_case(self._words).search(self._running, start, min(end, window + 60))
        if labelled and (labelled.start() <= window + 1 or not self._running[start : labelled.start()].strip()):
            return labelled
        bare = _BARE_CASE.search(self._running, start, min(window, start + LONGEST_TITLE))
        return None if bare and bare[0].startswith(self._words.print_series) else bare

    def _case_in_title(self, title: Span) -> None:
        """Part a title that stands below its number from the case number that ends it: ``Budget 2031 (KS/2030:12)``."""
        for pattern in (_labelled_case(self._words), _BARE_CASE):
            for match in pattern.finditer(self._running, title.start, title.end):
                opens = self._running[match.start() - 1 : match.start()] == "("
                shorter = self._stripped(title.start, match.start() - opens)
                if match.end() >= title.end - 1 and shorter and not match[0].startswith(self._words.print_series):
                    self.title = shorter
                    self.case_number = _code(match)
                    return

    def _case_under_scraps(self, start: int, end: int) -> re.Match[str] | None:
        """A case number with its label under a few short lines, the page's number in a box: ``Blad`` / ``4`` / ``Dnr KS 2031/12``."""
        scraps = re.compile(r"(?:[ \t]*[^\n]{0,12}\n){0,5}[ \t]*").match(self._running, start, end)
        places = [m.end() for m in re.finditer(r"\n[ \t]*", scraps[0])] if scraps else []
        cases = (_labelled_case(self._words).match(self._running, start + place, end) for place in places)
        return next((case for case in cases if case), None)

    def _title_of_line(self, start: int, stop: int, end: int, case: re.Match[str] | None, scheme: Scheme) -> int:
        """Set the title from the heading's line or the lines below; where the body begins comes back."""
        running = self._running
        if case and running[start : case.start()].strip(" \t\n.:–-").casefold() in ("", *self._words.number_labels):
            start = max(case.end(), start)
            case = None
        elif case and case.end() > stop:
            stop = case.start()
        if case is None and self.case_number is None and (cells := self._cells(start, stop)):
            return self._title_of_cells(cells, stop, end, scheme)
        first = self._stripped(start, min(stop, case.start()) if case and case.start() < stop else stop)
        if first and _DATE_ALONE.fullmatch(running, first.start, first.end):
            first = None
            start = stop
        if first is None:
            below = self._skip_blank(max(start, stop if not case else case.end()), end)
            return self._lines_below(below, end)
        if stop - first.start > LONG_LINE or (case and case.end() < stop and stop - case.end() > 40):
            return self._cut(first, stop, case)
        if case is None and (label := self._label(Span(first.start, stop))):
            # "§ 4. Val av två justerare. Till justerare utsågs": a full stop alone parts the title from the text.
            self.title = label
            return label.end + 1
        cut = self._sentence_start(first)
        if cut is not None and cut > first.start:
            return self._cut(first, stop, case)
        return self._own_line(first, stop, end, case, scheme)

    def _cells(self, start: int, stop: int) -> list[Span]:
        """The cells of a heading's line that has several; what is only a page number does not count."""
        cells, at = [], start
        for cell in self._running[start:stop].split("\t"):
            if (place := self._stripped(at, at + len(cell))) and re.search(r"\w", cell):
                cells.append(place)
            at += len(cell) + 1
        last = self._running[cells[-1].start : cells[-1].end] if cells else ""
        several = len(cells) > 1 or (cells and cells[0].start > start + 1)
        return cells if several and not last.isdigit() else []

    def _title_of_cells(self, cells: list[Span], stop: int, end: int, scheme: Scheme) -> int:
        """The title in the first cell, and beside it the case number without a label (``2031-0211``), or the item's text."""
        title, beside = cells[0], cells[-1]
        if len(cells) == 2 and _CODE_ALONE.fullmatch(self._running, beside.start, beside.end):
            self.case_number = beside
            return self._own_line(title, stop, end, None, scheme)
        if len(cells) == 1:
            return self._own_line(title, stop, end, None, scheme)
        if title.end - title.start > LONG_LABEL or self._has_verb(
            self._running[title.start : title.end], sentence=True
        ):
            return title.start
        self.title = title
        return cells[1].start

    def _label(self, line: Span) -> Span | None:
        """The title that a full stop parts from the sentences after it: short, without a verb, and no abbreviation at its end."""
        label, _, rest = self._running[line.start : line.end].partition(". ")
        last = label.split()[-1].casefold() if label.split() else ""
        if (
            not rest.strip()
            or len(label) > LONG_LABEL
            or last in self._language.sentences.abbreviations
            or len(last) < 3
        ):
            return None
        if not rest.lstrip()[:1].isupper() or self._has_verb(label):
            return None
        span = Span(line.start, line.start + len(label))
        return span if self._sentence_start(span) is None else None

    def _own_line(self, first: Span, stop: int, end: int, case: re.Match[str] | None, scheme: Scheme) -> int:
        """The title has the line for itself, goes on below it, or is no title but the item's first sentence."""
        running = self._running
        soft = stop in self._text.soft_breaks
        line = running[first.start : first.end]
        ends_sentence = running[first.start : stop].rstrip().endswith((".", "!", "?", ";")) and not line.endswith("..")
        verb = self._has_verb(line, ends_sentence)
        if scheme != "heading" and (
            (verb and (ends_sentence or soft or self._labelled)) or (ends_sentence and len(line) > LONG_LABEL)
        ):
            return first.start
        clauses = running.startswith("att ", self._skip_blank(stop, end))
        if scheme != "heading" and (self._is_prose(first, end) or (verb and clauses)):
            # "Av vinsten beslöto huvudmännen", and clause by clause what.
            return first.start
        self.title = first
        if case and case.start() >= first.end:
            return min(max(case.end(), stop), end)
        following = stop + 1
        while soft or self._unfinished(running[first.start : following]) or self._flows(first, following):
            next_stop = running.find("\n", following)
            next_stop = end if next_stop < 0 else min(next_stop, end)
            more = self._stripped(following, next_stop)
            if more and (below := self._case_line(more.start, end)):
                return self._case_below(below, end)
            if more is None or self._opens_section(more) or next_stop - first.start > LONGEST_TITLE:
                break
            self.title = Span(first.start, more.end)
            soft = next_stop in self._text.soft_breaks
            following = next_stop + 1
        whole = running[first.start : min(following, end)].rstrip()
        if scheme != "heading" and "\n" in whole and whole.endswith(".") and self._has_verb(whole, sentence=True):
            # The verb stands in the second line: a bill of so much "was passed for payment".
            self.title = None
            return first.start
        below = self._case_line(self._skip_blank(following, min(following + 4, end)), end)
        return self._case_below(below, end) if below and self.case_number is None else min(following, end)

    def _is_prose(self, first: Span, end: int) -> bool:
        """Whether a line opens a paragraph of sentences that its column breaks: old minutes give no titles."""
        paragraph = self._first_paragraph(first.start, end)
        content = self._running[first.start : paragraph.end]
        line = self._running[first.start : first.end]
        goes_on = re.compile(r"[^\n]*\n[ \t]*\S").match(self._running, first.end, end) is not None
        broken = "\n" in content or (len(line) >= SHORT_LINE and goes_on)
        whole = self._running[first.start : end].split("\n\n", 1)[0].rstrip()
        return broken and whole.endswith(".") and (line.startswith("Att ") or self._has_verb(line, sentence=True))

    def _flows(self, first: Span, following: int) -> bool:
        """Whether a long title goes on in small letters below."""
        word = re.compile(r"[a-zåäö]+").match(self._running, following)
        clause = word is not None and word[0] in self._language.viewers.clauses
        return word is not None and not clause and first.end - first.start >= SHORT_LINE

    def _case_line(self, start: int, end: int) -> re.Match[str] | None:
        """The case number that has the line at *start* for itself."""
        if labelled := _labelled_case(self._words).match(self._running, start, end):
            return labelled
        bare = _BARE_CASE.match(self._running, start, end)
        return bare if bare and self._running[bare.end() : bare.end() + 1] in ("", "\n") else None

    def _case_below(self, case: re.Match[str], end: int) -> int:
        """The case number has the line below the title."""
        self.case_number = _code(case)
        return min(case.end(), end)

    def _lines_below(self, start: int, end: int) -> int:
        """The title stands below the number: its lines up to an empty one, a section's heading, or a sentence."""
        running = self._running
        if self.case_number is None and (case := self._case_line(start, end)):
            # The case number stands between the number and the title.
            self.case_number = _code(case)
            start = self._skip_blank(case.end(), end)
        paragraph = self._first_paragraph(start, end)
        content = running[paragraph.start : paragraph.end]
        if label := self._label(paragraph):
            self.title = label
            return label.end + 1
        cut = self._sentence_start(paragraph)
        if content.startswith("Att ") or (
            content.endswith(".")
            and (len(content) > LONG_LABEL // 2 or self._has_verb(content))
            and (cut is None or cut == paragraph.start or ". " in content)
        ):
            # Old minutes give no titles: what stands below the number is the first paragraph.
            return start
        line_end = running.find("\n", start, end)
        if self._is_prose(Span(start, line_end if line_end >= 0 else end), end):
            return start
        at, first = start, None
        while at < end:
            stop = running.find("\n", at)
            stop = end if stop < 0 else min(stop, end)
            line = self._stripped(at, stop)
            if first is not None and _POINT.match(running, at):
                break
            if line and first is not None and (below := self._case_line(line.start, end)):
                return self._case_below(below, end)
            if line is None or (
                self._opens_section(line) and not (first is None and self._may_be_title(line, stop, end))
            ):
                break
            content = running[line.start : line.end]
            begins = first is not None and content[:1].isupper() and not self._unfinished(running[first:at])
            if begins and (self._has_verb(content) or self._was_whole(at)):
                break
            if first is None and (cut := self._sentence_start(line)) is not None and cut > line.start:
                return self._cut(line, stop, None)
            first = line.start if first is None else first
            self.title = Span(first, line.end)
            at = stop + 1
            if line.end - first > LONGEST_TITLE:
                break
        below = self._case_line(self._skip_blank(min(at, end), min(at + 4, end)), end) if first is not None else None
        return self._case_below(below, end) if below and self.case_number is None else min(at, end)

    def _was_whole(self, at: int) -> bool:
        """Whether the line that ends at *at* is whole: shorter than a column's, and not broken by one."""
        line = self._running[self._running.rfind("\n", 0, at - 1) + 1 : at - 1]
        return at - 1 not in self._text.soft_breaks and len(line.strip()) < SHORT_LINE

    def _first_paragraph(self, start: int, end: int) -> Span:
        """The first line, with those that it goes on in: after a soft break, a word that asks for more, or in small letters."""
        running = self._running
        stop = running.find("\n", start, end)
        while stop >= 0:
            following = running[stop + 1 : stop + 2]
            if not (following.islower() or stop in self._text.soft_breaks or self._unfinished(running[start:stop])):
                break
            stop = running.find("\n", stop + 1, end)
        stop = end if stop < 0 else stop
        return Span(start, start + len(running[start:stop].rstrip()))

    def _may_be_title(self, line: Span, stop: int, end: int) -> bool:
        """Whether a line that looks like a section's heading is the title: "Meddelanden", or one right above another heading."""
        if section_kind(self._running[line.start : line.end], self._words) in ("other", "background", "documents"):
            return True
        following = self._skip_blank(stop, end)
        line_end = self._running.find("\n", following, end)
        below = self._stripped(following, line_end if line_end >= 0 else end)
        return below is not None and section_kind(self._running[below.start : below.end], self._words) is not None

    def _cut(self, first: Span, stop: int, case: re.Match[str] | None) -> int:
        """The title and the body share a line: part them at the case number, a section's heading or a sentence."""
        if case and case.start() > first.start:
            self.title = self._stripped(first.start, min(case.start(), first.start + LONGEST_TITLE))
            inner = self._sentence_start(self.title) if self.title else None
            if inner is None or self.title is None:
                return case.end()
        cut = self._sentence_start(Span(first.start, min(stop, first.start + LONGEST_TITLE)))
        if cut is None or cut == first.start:
            return first.start
        self.title = self._stripped(first.start, cut)
        return cut

    def _sentence_start(self, span: Span) -> int | None:
        """Where a line that began as a title goes over into a section's heading or a sentence; None where it does not."""
        content = self._running[span.start : span.end]
        usual = _usual_title(self._words).match(content)
        if usual and self._has_verb(content[usual.end() :]):
            return span.start + usual.end()
        for match in re.finditer(r"(?<=[\w)] )[A-ZÅÄÖ]", content):
            at = match.start()
            if len(content) > LONG_LABEL and _LABEL.match(content, at):
                limit = at
                break
            if inline_heading(self._words).match(content, at) or treatment_heading(self._words).match(content, at):
                limit = match.start()
                break
        else:
            limit = len(content)
        tokens = list(re.finditer(r"[\w/-]+|[.,;:!?()]", content[:limit]))
        for index, token in enumerate(tokens):
            if token[0] in self._words.openers and index:
                return span.start + token.start()
            after_preposition = index > 0 and tokens[index - 1][0] in self._words.prepositions
            if (
                is_finite(token[0], self._language)
                and not after_preposition
                and (start := self._subject(tokens, index)) is not None
            ):
                return span.start + tokens[start].start()
        return span.start + limit if limit < len(content) else None

    def _subject(self, tokens: list[re.Match[str]], verb: int) -> int | None:
        """The token with which the subject of a verb begins: ``Gatuenheten begär``, ``Rektor Per Hell informerar``."""
        at = verb - 1
        while at >= 0 and verb - at <= 5 and tokens[at][0][0].islower():
            at -= 1
        if at < 0 or verb - at > 5 or not tokens[at][0][0].isupper():
            return None
        first = at
        while first > 0 and tokens[first - 1][0][0].isupper():
            first -= 1
        while first > 1 and tokens[first - 1][0] in ("och", "samt", ",") and tokens[first - 2][0][0].isupper():
            first -= 2
        if first and tokens[first - 1][0] in self._words.subordinators:
            return None
        # A noun in the definite form is a subject of its own; capitals before it belong to the title.
        return (
            at
            if re.search(r"(?:en|et|an|na)$", tokens[at][0]) and len(tokens[at][0]) > 5 and tokens[at - 1][0] != "och"
            else first
        )

    def _has_verb(self, line: str, sentence: bool = False) -> bool:
        """Whether the line is a sentence: a finite verb that no subordinate clause holds, or a decision without one."""
        if line.startswith(self._words.statements):
            return True
        # "Frågan om lastbil bordlades.": before a noun "om" opens no clause, and a full stop tells of a sentence.
        clause_openers = self._words.subordinators - ({"om"} if sentence or line.endswith(".") else set())
        tokens = re.findall(r"[\w-]+", line)
        for before, token, following in zip_longest(["", *tokens], tokens, tokens[1:], fillvalue=""):
            # "Till att jämte ordföranden justera protokollet utsågs": an infinitive, however far.
            infinitive = following.endswith("a") or following in self._language.decisions.adjusting
            if token in clause_openers and not (token == "att" and infinitive):
                return False
            # "Bemyndigande att besluta om lån" is no sentence.
            if is_finite(token.lower(), self._language) and not (before == "att" and token.endswith("a")):
                return True
        return False

    def _unfinished(self, line: str) -> bool:
        """Whether a title so far must go on: it ends in a comma, a hyphen or a little word."""
        last = line.split()[-1:]
        return bool(last) and (last[0].endswith((",", "-")) or last[0] in self._language.sentences.open_words)

    def _opens_section(self, line: Span) -> bool:
        content = self._running[line.start : line.end]
        # "FÖRSLAG TILL NY TAXA" is a title in capitals.
        inline = None if content.isupper() else inline_heading(self._words).match(content)
        return bool(section_kind(content, self._words) or inline)

    def _stripped(self, start: int, end: int) -> Span | None:
        piece = self._running[start:end]
        inner = piece.strip(" \t\n.:;–—-_*")
        if not inner:
            return None
        lead = piece.index(inner)
        # A full stop that belongs to an abbreviation or closes a bracket stays out too: titles are compared without.
        return Span(start + lead, start + lead + len(inner))

    def _skip_blank(self, start: int, end: int) -> int:
        match = re.compile(r"\s*").match(self._running, start, end)
        return match.end() if match else start
