"""What the law asks of minutes, and what a finished record has of it.

Which act applies follows from the country, the kind of organisation and the day of the meeting: ``kommunallagen
(2017:725)`` for a municipality's board in 2023, its by-laws for an association. The acts and what each asks for are data
(lang/sv/law.toml); how one sees in a record that an element is there stands in elements.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from extractors.elements import ELEMENTS, Answer, any_of, deciding
from extractors.language import Act, Language, LawPhrases
from schemas.meeting import BodyKind, Country, OrganisationKind
from schemas.problem import Problem
from schemas.record import Record

# What an extract is called stands in the first lines; a line of a page head is not longer than this.
_TITLE = 400
_LINE = 80


@dataclass(frozen=True)
class Choice:
    """The act that a record is held against, if one is known, and why just that one."""

    act: Act | None
    reason: str
    # Only a part of the minutes: what it lacks may stand in the rest of them.
    part: bool = False


@dataclass(frozen=True)
class Finding:
    """One element that an act asks for, and the record's answer."""

    element: str
    section: str | None
    severity: Literal["info", "warning"]
    answer: Answer


def problems(record: Record, language: Language) -> Iterator[Problem]:
    """A problem for each element that the applying act asks for and the record lacks."""
    choice = chosen(record, language)
    for finding in findings(record, choice, language):
        code = ELEMENTS[finding.element].code
        if choice.act and code and finding.answer.state == "missing":
            asked_by = " ".join(filter(None, (choice.act.name, finding.section)))
            yield Problem(
                code=code,
                severity=finding.severity,
                message=f"{finding.answer.said} ({asked_by})",
                evidence=finding.answer.evidence,
                paragraph_id=finding.answer.paragraph_id,
            )


def findings(record: Record, choice: Choice, language: Language) -> list[Finding]:
    """What the chosen act asks for, in its order, each with what *record* has of it."""
    act = choice.act
    if act is None:
        return []
    body: BodyKind | None = record.meeting.body_kind if record.meeting else None
    found: list[Finding] = []
    for demand in act.demands:
        if demand.bodies and body not in demand.bodies:
            continue
        eased = choice.part or not act.verified or body is None or body in act.eased
        for answer in ELEMENTS[demand.element].answers(record, demand, language.law.words):
            # An act may ask for the same in two degrees: what lacks wholly is said once.
            if not any(f.element == demand.element and f.answer == answer for f in found):
                found.append(Finding(demand.element, demand.section, "info" if eased else demand.severity, answer))
    return found


# --- which act -------------------------------------------------------------------------------------------------------


def chosen(record: Record, language: Language) -> Choice:
    """The act that applies to the minutes in *record*."""
    if record.document_type != "minutes":
        return Choice(None, "no minutes")
    kind, why = _kind(record, language)
    if kind is None:
        return Choice(None, why)
    meeting = record.meeting
    country: Country = (meeting and meeting.country) or "SE"
    day = datetime.date.fromisoformat(meeting.date) if meeting and meeting.date else None
    where = "" if meeting and meeting.country else ", Sweden assumed"
    if day is None:
        return Choice(None, f"{why}{where}, no date of the meeting")
    act = next((act for act in language.law.acts if _applies(act, country, kind, day)), None)
    reason = f"{why}, {country}{where}, {day}"
    if act is None:
        return Choice(None, f"{reason}: no act is known")
    part = _part(record, language.law.words)
    return Choice(act, f"{reason}; {part}" if part else reason, part is not None)


def _applies(act: Act, country: Country, kind: OrganisationKind, day: datetime.date) -> bool:
    return (
        country in act.countries
        and kind in act.kinds
        and (act.since is None or act.since <= day)
        and (act.until is None or day <= act.until)
    )


def _kind(record: Record, language: Language) -> tuple[OrganisationKind | None, str]:
    """What kind of organisation met, and what shows it."""
    meeting = record.meeting
    named = meeting.organisations if meeting else ()
    if named and named[0].kind:
        return named[0].kind, f"{named[0].name} is a {_SAID.get(named[0].kind, named[0].kind)}"
    body = meeting.body if meeting else None
    if body is None or named:
        return None, f"what {named[0].name} is cannot be told" if named else "neither organisation nor body was found"
    for kind, beginnings in language.law.words.belongs.items():
        if body.casefold().startswith(beginnings):
            return kind, f"{body} is a {_SAID.get(kind, kind)}'s"
    parties = any(person.party for person in record.attendees if person.attendance == "deciding")
    if parties and meeting and meeting.body_kind in ("council", "board", "committee"):
        return "municipality", f"{body} has members of parties"
    return None, f"whose {body} met cannot be told"


_SAID: Final[dict[OrganisationKind, str]] = {
    "federation": "federation of municipalities",
    "coordination": "coordination association",
    "housing": "housing co-operative",
}


def _part(record: Record, words: LawPhrases) -> str | None:
    """What shows that the document is only a part of the minutes."""
    if any_of(words.extracts).search(record.text, 0, _TITLE):
        return "an extract"
    if record.paragraphs and record.paragraphs[0].start < _LINE and not deciding(record):
        return "it begins with its first item"
    return None
