"""What contradicts itself or lacks something, asked of the finished facts: said as problems, never mended.

``§ 14`` followed by ``§ 16`` · ``torsdag 24 mars 2023``, a Friday · a roll of 12 yes where 13 were counted · minutes
announced before they were adjusted. docs/problems.md has a line for every code.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, Literal

from extractors import dates, law, organisations
from extractors.language import DateWords, alternatives
from extractors.reading import Reading
from extractors.reconciliation import contradictions
from schemas.problem import Problem
from schemas.record import Record
from schemas.text import Quote, Span

Severity = Literal["info", "warning", "error"]

# All codes, those of the readers' remarks too, and how grave each is.
SEVERITY: Final[dict[str, Severity]] = {
    "paragraph_numbers": "warning",
    "weekday": "warning",
    "meeting_date": "info",
    "meeting_times": "warning",
    "attendance": "warning",
    "attendance_count": "warning",
    "chairs": "info",
    "substitution": "warning",
    "presence": "warning",
    "decision_missing": "info",
    "decision_outside": "info",
    "name_unlisted": "info",
    "vote_roll": "warning",
    "vote_count": "warning",
    "adjustment_date": "warning",
    "notice_date": "warning",
    "appeal_date": "warning",
    "org_number": "warning",
    "duplicate_in_file": "warning",
    "encoding_guessed": "info",
    "characters_repaired": "info",
    "characters_lost": "warning",
    "labels_lost": "warning",
    "page_damaged": "error",
    "page_without_text": "error",
    "text_layer_unreadable": "error",
    "ocr_failed": "error",
}


def problems(record: Record, reading: Reading) -> tuple[Problem, ...]:
    """The problems of a finished record: what the reader remarked, then what the facts show, in this order."""
    found = [_problem(code, message) for code, message in reading.text.remarks]
    if record.document_type in ("minutes", "notes"):
        found += _numbers(record)
        found += _decisions(record)
        found += [_problem(*contradiction) for contradiction in contradictions(record, reading)]
        found += _meeting(record)
    found += _weekdays(reading)
    found += _adjustment(record)
    found += _notice(record)
    found += _numbers_of_organisations(reading)
    found += law.problems(record, reading.language)
    return tuple(found)


def with_duplicates(records: Sequence[Record]) -> list[Record]:
    """The records of one file; minutes that a volume holds twice have a problem the second time, which names the first."""
    first: dict[tuple[object, ...], Record] = {}
    checked = []
    for record in records:
        about = _identity(record)
        if about and first.setdefault(about, record) is not record:
            message = f"the minutes of record {first[about].id} once more"
            problem = _problem("duplicate_in_file", message, record.paragraphs[0].evidence)
            record = record.model_copy(update={"problems": (*record.problems, problem)})
        checked.append(record)
    return checked


def _identity(record: Record) -> tuple[object, ...] | None:
    """What tells minutes from all others: body, date, and what their items are called and decide; None where they do not say."""
    meeting = record.meeting
    if meeting is None or meeting.date is None or not record.paragraphs:
        return None
    items = tuple((item.number, item.title) for item in record.paragraphs)
    return meeting.body, meeting.date, items, tuple(decision.text for decision in record.decisions)


def unlisted(record: Record, reading: Reading, seen: Iterable[Span]) -> tuple[Problem, ...]:
    """A problem for each name in *seen* (a trained model's second opinion) of which no attendee has the last word."""
    known = {word.casefold() for attendee in record.attendees for word in attendee.name.split()}
    return tuple(
        _problem("name_unlisted", f"a trained model sees a person, {name}, whom the list does not have", quotes)
        for span in seen
        if (name := reading.folded(span.start, span.end)) and name.split()[-1].casefold() not in known
        if (quotes := reading.evidence(span.start, span.end))
    )


def _problem(code: str, message: str, evidence: Sequence[Quote] = (), paragraph_id: str | None = None) -> Problem:
    return Problem(
        code=code,
        severity=SEVERITY[code],
        message=message,
        evidence=tuple(evidence),
        paragraph_id=paragraph_id,
    )


def _numbers(record: Record) -> Iterator[Problem]:
    """Whole numbers of items that do not follow each other, each place where they do not."""
    numbered = [item for item in record.paragraphs if item.number and item.number.isdecimal()]
    for before, item in pairwise(numbered):
        step = int(item.number or 0) - int(before.number or 0)
        if step == 0:
            yield _problem("paragraph_numbers", f"§ {item.number} stands twice", item.evidence, item.id)
        elif step != 1:
            message = f"§ {before.number} is followed by § {item.number}"
            yield _problem("paragraph_numbers", message, item.evidence, item.id)


def _decisions(record: Record) -> Iterator[Problem]:
    """Items with a heading for the decision and nothing under it that is one."""
    decided = {decision.paragraph_id for decision in record.decisions}
    for item in record.paragraphs:
        if item.id not in decided and any(section.kind == "decision" for section in item.sections):
            said = f"§ {item.number}" if item.number else "an item"
            yield _problem(
                "decision_missing", f"{said} has a heading for a decision, and none was found", item.evidence, item.id
            )
    # Where there are items, what is decided here belongs to one of them.
    for decision in record.decisions if record.paragraphs else ():
        if decision.status == "adopted" and decision.paragraph_id is None:
            yield _problem("decision_outside", "a decision stands outside the items", decision.evidence)


def _meeting(record: Record) -> Iterator[Problem]:
    meeting = record.meeting
    if meeting is None or meeting.date is None:
        yield _problem("meeting_date", "no date of the meeting was found")
    if meeting and meeting.start_time and meeting.end_time and _is_backwards(meeting.start_time, meeting.end_time):
        message = f"the meeting ends at {meeting.end_time} and begins at {meeting.start_time}"
        yield _problem("meeting_times", message, meeting.evidence.get("end_time", ()))


def _is_backwards(start: str, end: str) -> bool:
    """Whether a meeting ends before it begins; one that begins in the afternoon may go on past midnight."""
    return end <= start and not (start >= "12:00" and end < "06:00")


@cache
def _weekday(words: DateWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(form for forms in words.weekdays for form in forms)}\b", re.I)


def _weekdays(reading: Reading) -> Iterator[Problem]:
    """Dates whose weekday is another one."""
    running = reading.running
    position = reading.minutes.start
    for word in _weekday(reading.language.dates).finditer(running, *reading.minutes):
        if word.start() < position:
            continue
        for date in dates.find(running, reading.language, word.start(), min(word.end() + 40, reading.minutes.end))[:1]:
            position = date.span.end
            if date.date and date.weekday is not None and date.weekday != date.date.weekday():
                item = reading.segment_at(date.span.start)
                right = reading.language.dates.weekdays[date.date.weekday()][0]
                yield _problem(
                    "weekday",
                    f"“{reading.folded(*date.span)}” is a {right}",
                    reading.evidence(*date.span),
                    item.id if item else None,
                )


def _day(stated: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(stated) if stated else None


def _adjustment(record: Record) -> Iterator[Problem]:
    met = _day(record.meeting.date) if record.meeting else None
    adjustment = record.adjustment
    adjusted = _day(adjustment.date) if adjustment else None
    if adjustment is None or met is None or adjusted is None:
        return
    if adjusted < met:
        message = f"adjusted on {adjusted}, before the meeting of {met}"
        yield _problem("adjustment_date", message, adjustment.evidence.get("date", ()))


def _notice(record: Record) -> Iterator[Problem]:
    notice = record.notice
    posted = _day(notice.posted) if notice else None
    if notice is None or posted is None:
        return
    evidence = notice.evidence.get("posted", ())
    adjusted = _day(record.adjustment.date) if record.adjustment else None
    if adjusted and posted < adjusted:
        yield _problem("notice_date", f"announced on {posted}, before the adjustment of {adjusted}", evidence)
    if notice.appeal_until and notice.appeal_stated and notice.appeal_until != notice.appeal_stated:
        message = (
            f"{notice.appeal_stated} is given as the last day for an appeal; three weeks end on {notice.appeal_until}"
        )
        yield _problem("appeal_date", message, notice.evidence.get("appeal_stated", ()))


def _numbers_of_organisations(reading: Reading) -> Iterator[Problem]:
    """Organisation numbers with a wrong check digit, on the cover."""
    for span, right in organisations.numbers(reading.text.content, *reading.head, reading.language):
        if not right:
            number = reading.text.content[span.start : span.end]
            message = f"{number} is no organisation number: its check digit is wrong"
            yield _problem("org_number", message, (reading.text.quote(*span),))
