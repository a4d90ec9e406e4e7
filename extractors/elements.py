"""The elements of minutes that an act may ask for, and how one sees in a finished record that they are there.

Each gives its answers: ``found`` with what and where, ``missing`` in words that a registrar can use, or
``not_applicable`` where the meeting had nothing of it (no vote) or the file cannot tell (no date of adjustment).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

from extractors.deadlines import working_day
from extractors.language import Demand, LawPhrases, whole_words
from schemas.attendee import Attendee, MeetingRole
from schemas.item import Item
from schemas.meeting import Evidence
from schemas.paragraph import Paragraph
from schemas.record import Record
from schemas.text import Quote

State = Literal["found", "missing", "not_applicable"]


class Answer(NamedTuple):
    """What a record has of one element: its state, that in words, and where it stands."""

    state: State
    said: str
    evidence: tuple[Quote, ...] = ()
    paragraph_id: str | None = None


class Element(NamedTuple):
    """One element: what it is called, how a record answers, and the code of the problem where it can lack."""

    title: str
    answers: Callable[[Record, Demand, LawPhrases], Iterator[Answer]]
    code: str | None = None


@cache
def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of *phrases* as whole words."""
    return re.compile(whole_words(phrases), re.I)


def deciding(record: Record) -> list[Attendee]:
    """Those of whom the minutes say that they served; where they have one undivided list, those on it."""
    return [person for person in record.attendees if person.attendance in ("deciding", "present")]


def _spread(evidence: Evidence, *keys: str) -> tuple[Quote, ...]:
    return tuple(quote for key in keys for quote in evidence.get(key, ()))


def _day(stated: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(stated) if stated else None


def _named(people: Iterable[Item], said: str, missing: str) -> Iterator[Answer]:
    """Whether there is one of *people*, shown by the first."""
    first = next(iter(people), None)
    yield Answer("found", said, first.evidence[:1]) if first else Answer("missing", missing)


def _in_role(record: Record, role: MeetingRole, missing: str) -> Iterator[Answer]:
    people = [person for person in record.attendees if role in person.meeting_roles]
    yield from _named(people, ", ".join(person.name for person in people), missing)


def _chair(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    yield from _in_role(record, "chair", "no chair of the meeting was found")


def _secretary(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    yield from _in_role(record, "secretary", "nobody was found who kept the minutes")


def _served(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    people = deciding(record)
    cover = record.paragraphs[0].start if record.paragraphs else len(record.text)
    if not people and any_of(words.elsewhere).search(record.text, 0, cover):
        yield Answer("not_applicable", "in an attachment")
        return
    yield from _named(people, f"{len(people)} named", "no list of the members and substitutes who served was found")


def _items(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    yield from _named(record.paragraphs, f"{len(record.paragraphs)}", "no items were found")


def _decisions(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    taken = [decision for decision in record.decisions if decision.status != "reported"]
    yield from _named(taken, f"{len(taken)}", "no decisions were found")


def _told(items: tuple[Item, ...], none: str) -> Iterator[Answer]:
    """Something that minutes have only where it happened."""
    yield Answer("found", f"{len(items)}", items[0].evidence[:1]) if items else Answer("not_applicable", none)


def _proposals(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    yield from _told(record.proposals, "no proposals are told of")


def _reservations(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    yield from _told(record.reservations, "no reservations are told of")


def _votes(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    yield from _told(record.votes, "no votes are told of")


def _ballots(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    """How each member voted, vote for vote."""
    open_votes = [vote for vote in record.votes if vote.method == "open"]
    listed = [vote for vote in open_votes if vote.roll]
    if not open_votes:
        yield Answer("not_applicable", "no open votes")
    if listed:
        yield Answer("found", f"in {len(listed)} of {len(open_votes)} open votes", listed[0].evidence[:1])
    items = {item.id: item for item in record.paragraphs}
    for vote in open_votes:
        item = items.get(vote.paragraph_id or "")
        if vote.roll or (item and _elsewhere(record, item, words)):
            continue
        where = f" in § {vote.paragraph}" if vote.paragraph else ""
        yield Answer("missing", f"an open vote{where} does not tell how each voted", vote.evidence, vote.paragraph_id)


def _elsewhere(record: Record, item: Paragraph, words: LawPhrases) -> bool:
    """Whether an item with a vote refers to a list of the ballots."""
    return bool(any_of(words.elsewhere).search(record.text, item.start, item.end))


def _adjusters(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    chairs = {person.name.casefold() for person in record.attendees if "chair" in person.meeting_roles}
    people = [p for p in record.attendees if "adjuster" in p.meeting_roles and p.name.casefold() not in chairs]
    if record.adjustment and len(record.adjustment.adjusters) > len(people):
        names, evidence = list(record.adjustment.adjusters), _spread(record.adjustment.evidence, "adjusters")
    else:
        names, evidence = [p.name for p in people], tuple(quote for p in people for quote in p.evidence[:1])
    names = [name for name in names if name.casefold() not in chairs]
    if not names:
        yield Answer("missing", "nobody was found who adjusts the minutes beside the chair")
    elif len(names) < demand.count:
        yield Answer("missing", f"one adjuster beside the chair was found, {demand.count} are usual", evidence)
    else:
        yield Answer("found", ", ".join(names), evidence)


def _adjustment(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    adjustment = record.adjustment
    if adjustment and adjustment.date:
        yield Answer("found", adjustment.date, _spread(adjustment.evidence, "date"))
    elif adjustment and adjustment.method == "immediate":
        yield Answer("found", "at the meeting itself", _spread(adjustment.evidence, "method"))
    else:
        signed = max((s.signed_at[:10] for s in record.signatures if s.signed_at), default=None)
        quotes = tuple(quote for s in record.signatures if s.signed_at for quote in s.evidence[:1])
        yield (
            Answer("found", f"signed {signed}", quotes)
            if signed
            else Answer("missing", "no date of the adjustment was found")
        )


def _adjusted_in_time(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    met = _day(record.meeting.date) if record.meeting else None
    adjusted = _day(record.adjustment.date) if record.adjustment else None
    if record.adjustment is None or met is None or adjusted is None or adjusted < met:
        yield Answer("not_applicable", "not to be told without both dates")
        return
    evidence = _spread(record.adjustment.evidence, "date")
    last = working_day(met + datetime.timedelta(days=demand.days))
    if adjusted > last:
        said = f"adjusted on {adjusted}, {(adjusted - met).days} days after the meeting; the last day was {last}"
        yield Answer("missing", said, evidence)
    else:
        yield Answer("found", f"{(adjusted - met).days} days after the meeting; the last day was {last}", evidence)


def _notice(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    if record.notice and record.notice.posted:
        yield Answer("found", record.notice.posted, _spread(record.notice.evidence, "posted"))
    else:
        # The notice is on a board, and need not be told of in the minutes.
        yield Answer("not_applicable", "this file tells of no notice")


def _announced_in_time(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    posted = _day(record.notice.posted) if record.notice else None
    adjusted = _day(record.adjustment.date) if record.adjustment else None
    if record.notice is None or posted is None or adjusted is None or posted < adjusted:
        yield Answer("not_applicable", "not to be told without both dates")
        return
    evidence = _spread(record.notice.evidence, "posted")
    last = working_day(adjusted + datetime.timedelta(days=demand.days))
    if posted > last:
        said = f"announced on {posted}, {(posted - adjusted).days} days after the adjustment; the last day was {last}"
        yield Answer("missing", said, evidence)
    else:
        yield Answer(
            "found", f"{(posted - adjusted).days} days after the adjustment; the last day was {last}", evidence
        )


def _announced_long_enough(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    notice = record.notice
    posted, removed = (_day(notice.posted), _day(notice.removed)) if notice else (None, None)
    if notice is None or posted is None or removed is None or removed < posted:
        yield Answer("not_applicable", "not to be told without both dates")
        return
    evidence = _spread(notice.evidence, "removed")
    if (removed - posted).days < demand.days:
        said = f"the notice was up for {(removed - posted).days} days, fewer than {demand.days}"
        yield Answer("missing", said, evidence)
    else:
        yield Answer("found", f"{(removed - posted).days} days, at least {demand.days}", evidence)


def _storage(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    notice = record.notice
    if notice and notice.stored_at:
        yield Answer("found", notice.stored_at, _spread(notice.evidence, "stored_at"))
    elif notice and notice.posted:
        said = "the notice does not say where the minutes are kept"
        yield Answer("missing", said, _spread(notice.evidence, "posted"))
    else:
        yield Answer("not_applicable", "this file tells of no notice")


def _quorum(record: Record, demand: Demand, words: LawPhrases) -> Iterator[Answer]:
    said = any_of(words.quorum).search(record.text)
    if said is None:
        yield Answer("missing", "it is not said that the meeting was lawfully called and could decide")
        return
    page = next((page.number for page in record.pages if page.start <= said.start() < page.end), 1)
    quote = Quote(start=said.start(), end=said.end(), page=page, quote=said[0])
    yield Answer("found", said[0], (quote,))


ELEMENTS: Final[dict[str, Element]] = {
    "chair": Element("who chaired", _chair, "chair_missing"),
    "secretary": Element("who kept the minutes", _secretary, "secretary_missing"),
    "served": Element("who served", _served, "served_missing"),
    "quorum": Element("that the meeting could decide", _quorum, "quorum_missing"),
    "items": Element("the matters", _items, "items_missing"),
    "proposals": Element("proposals", _proposals),
    "decisions": Element("decisions", _decisions, "decisions_missing"),
    "votes": Element("votes and results", _votes),
    "ballots": Element("how each voted", _ballots, "ballots_missing"),
    "reservations": Element("reservations", _reservations),
    "adjusters": Element("who adjusts", _adjusters, "adjuster_missing"),
    "adjustment": Element("when adjusted", _adjustment, "adjustment_undated"),
    "adjusted_in_time": Element("adjusted in time", _adjusted_in_time, "adjustment_late"),
    "notice": Element("when announced", _notice),
    "announced_in_time": Element("announced in time", _announced_in_time, "notice_late"),
    "announced_long_enough": Element("announced long enough", _announced_long_enough, "notice_period"),
    "storage": Element("where the minutes are", _storage, "storage_missing"),
}
