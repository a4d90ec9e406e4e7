"""Whether the list of those present, the votes and who acts at an item agree: each contradiction, with its place.

``14 votes, and 11 decide § 7`` · ``Bo Ek votes at § 9, and is listed as absent`` · ``Eva Lind serves for Ove Öst, who is there`` ·
``27 members present by the text, 24 by the list``. Asked only where the list is whole enough to say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.attendees import PRESENT_AND_ABSENT
from extractors.identity import meant
from extractors.language import Language, alternatives, whole_words
from extractors.people import persons
from extractors.presence import Course, replay, who
from extractors.reading import Reading
from schemas.attendee import Attendee
from schemas.item import Item
from schemas.record import Record
from schemas.text import Quote
from schemas.vote import Vote

# A list that has fewer of those who decide is none, and one that has a smaller share of those who act is not whole.
_FEWEST = 3
_WHOLE = 0.7
# Where the roll is called: among the first items.
_ROLL_CALL = 4


class Contradiction(NamedTuple):
    """What does not agree: a code of ``checks``, and what there is to say."""

    code: str
    message: str
    evidence: Sequence[Quote] = ()
    paragraph_id: str | None = None


def contradictions(record: Record, reading: Reading) -> Iterator[Contradiction]:
    """What the list, the votes and the acts of a record contradict in each other."""
    courses = replay(record, reading.language)
    yield from _twice(record)
    yield from _chairs(record, courses, reading.language)
    yield from _substitutions(record, courses, reading.language)
    places = {item.id: index for index, item in enumerate(record.paragraphs)}
    for vote in record.votes:
        yield from _roll(vote)
        if (place := places.get(vote.paragraph_id or "")) is not None:
            yield from _counts(vote, place, courses)
            yield from _voters(vote, place, record, courses, reading.language)
    if sum(attendee.attendance == "deciding" for attendee in record.attendees) >= _FEWEST:
        yield from _acts(record, places, courses, reading.language)
        yield from _stated(record, courses, reading)


def _at(number: str | None) -> str:
    return f"§ {number}" if number else "an item"


# --- the list alone ---------------------------------------------------------------------------------------------------


def _twice(record: Record) -> Iterator[Contradiction]:
    """Persons listed as absent and as present."""
    for person in record.attendees:
        if person.rule == PRESENT_AND_ABSENT:
            yield Contradiction("attendance", f"{person.name} is listed as present and as absent", person.evidence)


def _chairs(record: Record, courses: Sequence[Course], language: Language) -> Iterator[Contradiction]:
    """Two whom the list calls chair, and who are there at the same item, where nothing tells who chairs when."""
    chairs = [
        (attendee, course)
        for attendee, course in zip(record.attendees, courses, strict=True)
        if "chair" in attendee.meeting_roles and not attendee.paragraphs and _is_called_chair(attendee, language)
    ]
    for index, (one, course) in enumerate(chairs):
        for other, beside in chairs[index + 1 :]:
            both = [place for place, there in enumerate(course.decides) if there and beside.decides[place]]
            if both:
                yield Contradiction("chairs", f"{one.name} and {other.name} both chair", one.evidence + other.evidence)


def _is_called_chair(attendee: Attendee, language: Language) -> bool:
    return attendee.attendance == "deciding" and bool(_chair(language).search(attendee.evidence[0].quote))


def _substitutions(record: Record, courses: Sequence[Course], language: Language) -> Iterator[Contradiction]:
    """Substitutes who serve for a member at items at which the member is there with a vote of their own."""
    for person, attendee in enumerate(record.attendees):
        if not attendee.substitutes_for or attendee.attendance != "deciding":
            continue
        found = [i for i in who(attendee.substitutes_for, attendee.evidence, record, language) if i != person]
        if len(found) != 1 or record.attendees[found[0]].attendance != "deciding":
            continue
        member = record.attendees[found[0]]
        if all(courses[found[0]].there) and record.paragraphs:
            message = f"{attendee.name} serves for {member.name}, who is listed as there all the time"
            yield Contradiction("substitution", message, attendee.evidence + member.evidence)


# --- votes ------------------------------------------------------------------------------------------------------------


def _roll(vote: Vote) -> Iterator[Contradiction]:
    listed: list[str] = [ballot.vote for ballot in vote.roll]
    counts = {"yes": vote.yes, "no": vote.no, "abstain": vote.abstain}
    differing = [
        f"{listed.count(kind)} of {count} {kind}"
        for kind, count in counts.items()
        # Minutes may name those of one side alone.
        if kind in listed and count is not None and listed.count(kind) != count
    ]
    if differing:
        message = f"the roll does not add up to the count: {', '.join(differing)}"
        yield Contradiction("vote_roll", message, vote.evidence, vote.paragraph_id)


def _counts(vote: Vote, place: int, courses: Sequence[Course]) -> Iterator[Contradiction]:
    """More votes than there are members to give them."""
    given = sum(count or 0 for count in (vote.yes, vote.no, vote.abstain))
    sure = sum(course.decides[place] is True for course in courses)
    most = sum(course.decides[place] is not False for course in courses)
    if given > most and sure >= max(_FEWEST, _WHOLE * given):
        message = f"{given} votes at {_at(vote.paragraph)}, and by the list {most} decide there"
        yield Contradiction("vote_count", message, vote.evidence, vote.paragraph_id)


def _voters(
    vote: Vote, place: int, record: Record, courses: Sequence[Course], language: Language
) -> Iterator[Contradiction]:
    """Voters whom the list does not have there with a vote, where it has most of them."""
    known = [((attendee.name,), attendee.party) for attendee in record.attendees]
    voters = [ballot for ballot in vote.roll if ballot.vote != "absent"]
    found = [meant((ballot.name,), ballot.party, known, language, listed=False) for ballot in voters]
    if sum(map(bool, found)) < max(_FEWEST, _WHOLE * len(voters)):
        return
    for ballot, people in zip(voters, found, strict=True):
        why = None
        if not people:
            why = "is on no list"
        elif len(people) == 1:
            why = _why_not(record.attendees[people[0]], courses[people[0]], place)
        if why:
            message = f"{ballot.name} votes at {_at(vote.paragraph)}, and {why}"
            yield Contradiction("presence", message, vote.evidence, vote.paragraph_id)


def _why_not(attendee: Attendee, course: Course, place: int) -> str | None:
    """Why somebody does not decide an item; None where it may be."""
    if attendee.attendance == "absent":
        return "is listed as absent"
    if course.there[place] is False:
        return "was not there then"
    return "does not decide by the list" if course.decides[place] is False else None


# --- who acts ---------------------------------------------------------------------------------------------------------


def _acts(
    record: Record, places: dict[str, int], courses: Sequence[Course], language: Language
) -> Iterator[Contradiction]:
    """Persons who reserve or move something and are on no list, or were not there."""
    acts: list[tuple[Item, str, str | None, tuple[str, ...]]] = [
        (proposal, "moves a proposal", proposal.paragraph_id, proposal.names) for proposal in record.proposals
    ]
    acts += [
        (reservation, "reserves", reservation.paragraph_id, reservation.names)
        for reservation in record.reservations
        if reservation.kind == "reservation"
    ]
    told: set[tuple[str, str]] = set()
    for act, does, paragraph_id, names in acts:
        place = places.get(paragraph_id or "")
        for name in names:
            people = who(name, act.evidence, record, language)
            why = None
            if not people and _is_person(name, language):
                why = "is on no list"
            elif len(people) == 1 and place is not None and courses[people[0]].there[place] is False:
                absent = record.attendees[people[0]].attendance == "absent"
                why = "is listed as absent" if absent else "was not there when it was decided"
            if why and (name, why) not in told:
                told.add((name, why))
                number = record.paragraphs[place].number if place is not None else None
                yield Contradiction(
                    "presence", f"{name} {does} at {_at(number)}, and {why}", act.evidence, paragraph_id
                )


def _is_person(name: str, language: Language) -> bool:
    """Whether the words are a person's full name, and no group's."""
    found = persons(name, 0, len(name), language)
    return len(found) == 1 and found[0].name == (0, len(name))


# --- numbers stated ---------------------------------------------------------------------------------------------------


def _stated(record: Record, courses: Sequence[Course], reading: Reading) -> Iterator[Contradiction]:
    """A number of members present that is not that of the list."""
    end = reading.segments[:_ROLL_CALL][-1].end if reading.segments else reading.minutes.end
    listed = sum(attendee.attendance == "deciding" for attendee in record.attendees)
    at_once = [sum(course.decides[place] is True for course in courses) for place in range(len(record.paragraphs))]
    at_most = [sum(course.decides[place] is not False for course in courses) for place in range(len(record.paragraphs))]
    for match in _numbers(reading.language).finditer(reading.running, reading.minutes.start, end):
        stated = int(match["before"] or match["behind"])
        low, high = min([listed, *at_once]), max([listed, *at_most])
        if stated < _FEWEST or low <= stated <= high or listed < _WHOLE * stated:
            continue
        message = f"{stated} present by the text, {listed} by the list"
        item = reading.segment_at(match.start())
        yield Contradiction("attendance_count", message, reading.evidence(*match.span()), item.id if item else None)


@cache
def _numbers(language: Language) -> re.Pattern[str]:
    """A number of those who decide: "27 ledamöter närvarande", "Antal beslutande: 12"."""
    words = language.movements
    members, there = whole_words(words.members), whole_words(words.there)
    number = r"(?<![\w.,:/-])\d{1,3}(?![\w:/]|[.,]\d)"
    return re.compile(
        rf"(?P<before>{number})\s+(?:\w+\s+)?{members}(?:\s+\w+)?\s+{there}"
        rf"|(?:{whole_words(words.number_of)})\s+(?:{there}\s+)?(?:{members}|{there}):?\s*(?P<behind>{number})",
        re.I,
    )


@cache
def _chair(language: Language) -> re.Pattern[str]:
    # "vice ordförande" chairs in the other's place.
    return re.compile(rf"(?<!vice )(?<!\w){alternatives(language.attendees.roles['chair'])}(?!\w)", re.I)
