"""Links across meetings: the earlier decision that an item refers to, and a case's way through committee, board and council.

    "KS § 187, 2031-12-06"            ->  § 187 of the board's meeting that day, in the same organisation
    Dnr KS 2031/114 in three bodies   ->  one case, in the order of its days

Nothing is stored: links follow from rows (the targets of references, the keys of case numbers) whenever they are asked for, so they are
right after any change, and none has to be taken back. A link that may be another one is not told; each tells its grounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, Select, select

from extractors.language import load
from extractors.references import body_key
from pipeline.register import tables
from pipeline.register.rows import case_key
from pipeline.register.store import Register
from pipeline.register.swedish import stems

# What shows that two items belong together. The value that they share stands with it.
GroundKind = Literal["reference", "organisation", "body", "date", "number", "case_number", "cited_case_number", "title"]
# More rows than these are asked for no link: what so many have in common tells nothing.
_MOST: Final = 500
# Titles are alike where so much of the shorter one stands in the other.
_ALIKE: Final = 0.6


class Ground(NamedTuple):
    """One thing that shows that two items belong together, and the value that they share."""

    kind: GroundKind
    value: str


class Place(NamedTuple):
    """An item in its meeting."""

    item: str
    number: str | None
    title: str | None
    case_number: str | None
    case_key: str | None
    document: str
    organisation: str | None
    body: str | None
    date: str | None


@dataclass(frozen=True)
class Link:
    """An item that refers to an earlier one.

    Args:
        text: the reference as it is written in *source*.
    """

    source: Place
    target: Place
    text: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class Step:
    """An item on the way of a case, and what shows that it is there."""

    place: Place
    grounds: tuple[Ground, ...]


class Named(NamedTuple):
    """A decision as a reference names it; empty where it does not tell."""

    body: str
    day: str
    number: str


# --- what belongs together: pure --------------------------------------------------------------------------------------


def named(target: str | None) -> Named | None:
    """What the target of a reference to a decision tells; None without a day or year.

    >>> named("decision:KS:2031-12-06:187")
    Named(body='KS', day='2031-12-06', number='187')
    """
    parts = [*(target or "").split(":"), "", "", ""]
    return Named(*parts[1:4]) if parts[0] == "decision" and parts[2] else None


def is_body(code: str, body: str) -> bool:
    """Whether *code*, as targets name bodies, is that of *body*.

    >>> is_body("KS", "Kommunstyrelsen"), is_body("BUN", "Barn- och utbildningsnämnden"), is_body("TN", "Socialnämnden")
    (True, True, False)
    """
    key = body_key(body, load("sv"))
    if code == key:
        return True
    # A short name of the house: its letters begin words or parts of them, in order, and the last is that of "nämnd".
    if not re.fullmatch(r"[A-ZÅÄÖ]{2,5}", code) or re.fullmatch(r"[A-ZÅÄÖ]+", key):
        return False
    letters = ".*".join(map(re.escape, code[:-1].casefold()))
    return code.endswith("N") and bool(re.fullmatch(rf"{letters}.*nämnd(?:en)?", key))


def earlier(reference: str, text: str, source: Place, candidates: Iterable[Place]) -> Link | None:
    """The one earlier item among *candidates* that a reference in *source* means; None where it is none or may be several.

    Args:
        reference: the target of the reference, *text* as it is written.
    """
    told = named(reference)
    if told is None:
        return None
    found = [(place, grounds) for place in candidates if (grounds := _meant(told, source, place))]
    if len(found) != 1:
        return None
    ((place, grounds),) = found
    return Link(source, place, text, (Ground("reference", text), *grounds))


def _meant(told: Named, source: Place, place: Place) -> tuple[Ground, ...]:
    """What shows that *place* is the decision that is told in *source*; nothing where it is another."""
    if place.item == source.item or not _is_before(place, source) or not _same(place.organisation, source.organisation):
        return ()
    if not (place.date or "").startswith(told.day) or (told.number and not _same(place.number, told.number)):
        return ()
    if told.body and not (place.body and is_body(told.body, place.body)):
        return ()
    grounds = [Ground("organisation", place.organisation or ""), Ground("date", place.date or "")]
    if told.body or _same(place.body, source.body):
        grounds.append(Ground("body", place.body or ""))
    if told.number:
        grounds.append(Ground("number", place.number or ""))
    alike = _alike(place, source)
    # Without a body it is another one's item by chance, without a number any of the day: the matter must be the same.
    same_body = told.body or (told.number and _same(place.body, source.body))
    if not (told.number and same_body) and not alike:
        return ()
    return (*grounds, *alike)


def _alike(place: Place, other: Place) -> tuple[Ground, ...]:
    """What shows that two items are of one matter: the number of the case, or the title."""
    grounds = []
    if place.case_key and place.case_key == other.case_key:
        grounds.append(Ground("case_number", place.case_number or ""))
    if has_same_title(place.title, other.title):
        grounds.append(Ground("title", place.title or ""))
    return tuple(grounds)


def has_same_title(title: str | None, other: str | None) -> bool:
    """Whether two titles are about the same: most stems of the shorter one stand in the other.

    >>> has_same_title("Snöröjning av skolgårdar", "Ärende om snöröjningen av skolgårdar")
    True
    >>> has_same_title("Information", "Information från förvaltningen")
    False
    """
    one, two = ({stem for stem in stems(words or "") if len(stem) > 3} for words in (title, other))
    shared = len(one & two)
    return shared >= 2 and shared >= _ALIKE * min(len(one), len(two))


def _is_before(place: Place, source: Place) -> bool:
    return bool(place.date and source.date and place.date <= source.date)


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and _folded(one) == _folded(other)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def one_case(places: Sequence[Place], key: str) -> list[list[Step]]:
    """*places*, which have or cite the number of a case, parted into cases.

    A number with the letters of a registry ("KS 2031/114") is one case in an organisation. Figures alone count anew in each
    registry: they are one case within a body, and where the titles are about the same.
    """
    cases: list[list[Step]] = []
    for place in sorted(places, key=lambda one: (one.date or "", one.item)):
        kind: GroundKind = "case_number" if place.case_key == key else "cited_case_number"
        shown = Ground(kind, place.case_number or key.replace(":", " "))
        fitting = [case for case in cases if _same(case[0].place.organisation, place.organisation)]
        if not re.search(r"[^\W\d]", key):
            fitting = [case for case in fitting if any(_of_one_registry(step.place, place) for step in case)]
        if fitting:
            fitting[0].append(Step(place, (shown, Ground("organisation", place.organisation or ""))))
            for other in fitting[1:]:
                fitting[0] += other
                cases.remove(other)
        else:
            cases.append([Step(place, (shown,))])
    return [sorted(case, key=lambda step: (step.place.date or "", step.place.item)) for case in cases]


def _of_one_registry(place: Place, other: Place) -> bool:
    return _same(place.body, other.body) or has_same_title(place.title, other.title)


# --- what the register has --------------------------------------------------------------------------------------------


def links_of(register: Register, item: str) -> list[Link]:
    """The references between an item and earlier ones, and between later ones and it; in the order of their days.

    Args:
        item: the id of an item, ``RECORD/p3``.
    """
    with register.reading() as connection:
        here = _places(connection, _ITEM.where(_I.id == item))
        if not here:
            return []
        found = [*_outgoing(connection, here[0]), *_incoming(connection, here[0])]
    once = {(link.source.item, link.target.item): link for link in found}
    return sorted(once.values(), key=lambda link: (link.source.date or "", link.source.item, link.target.item))


def case(register: Register, number: str, organisation: str | None = None) -> list[list[Step]]:
    """The cases of a number, each with the items that have or cite it, in the order of their days.

    Args:
        number: as it is written, ``KS 2031/114``.
        organisation: whose; all of the register without.
    """
    key = case_key(number)
    if key is None:
        return []
    cited = select(_C.item).where(_C.kind == "case_number", _C.target == f"case:{key}")
    with register.reading() as connection:
        wanted = _ITEM.where((_I.case_key == key) | _I.id.in_(cited))
        if organisation is not None:
            wanted = wanted.where(_D.organisation == organisation)
        return one_case(_places(connection, wanted), key)


def way(register: Register, item: str) -> list[Step]:
    """The way of an item's case: the items of its case number, and those that it refers to or that refer to it."""
    with register.reading() as connection:
        here = _places(connection, _ITEM.where(_I.id == item))
    if not here:
        return []
    steps: dict[str, Step] = {}
    if here[0].case_number:
        for found in case(register, here[0].case_number, here[0].organisation):
            if any(step.place.item == item for step in found):
                steps = {step.place.item: step for step in found}
    for link in links_of(register, item):
        other = link.target if link.source.item == item else link.source
        steps.setdefault(other.item, Step(other, link.grounds))
    steps.setdefault(item, Step(here[0], ()))
    return sorted(steps.values(), key=lambda step: (step.place.date or "", step.place.item))


_I, _D, _C = tables.ITEMS.c, tables.DOCUMENTS.c, tables.CITATIONS.c
_ITEM: Final[Select[Any]] = select(
    _I.id, _I.number, _I.title, _I.case_number, _I.case_key, _I.document, _D.organisation, _D.body, _D.date
).join_from(tables.ITEMS, tables.DOCUMENTS, _I.document == _D.id)


def _places(connection: Connection, wanted: Select[Any]) -> list[Place]:
    return [Place(*row) for row in connection.execute(wanted.order_by(_I.id).limit(_MOST))]


def _outgoing(connection: Connection, here: Place) -> list[Link]:
    wanted = select(_C.target, _C.text).where(_C.item == here.item, _C.kind == "decision").order_by(_C.position)
    rows = connection.execute(wanted.limit(_MOST)).all()
    found = [earlier(target, text, here, _candidates(connection, target, here)) for target, text in rows]
    return [link for link in found if link]


def _incoming(connection: Connection, here: Place) -> list[Link]:
    """References of later items: those that can mean this one, each followed as from there."""
    if not here.date:
        return []
    cited = [here.date, *(f"{day}:{here.number}" for day in (here.date, here.date[:4]))]
    citing = (
        select(_C.target, _C.text, *_ITEM.selected_columns)
        .join_from(tables.CITATIONS, tables.ITEMS, _C.item == _I.id)
        .join(tables.DOCUMENTS, _I.document == _D.id)
        .where(_C.cited.in_(cited), _D.organisation == here.organisation)
        .order_by(_C.id)
    )
    found = []
    for target, text, *row in connection.execute(citing.limit(_MOST)).all():
        source = Place(*row)
        link = earlier(target, text, source, _candidates(connection, target, source))
        if link and link.target.item == here.item:
            found.append(link)
    return found


def _candidates(connection: Connection, target: str, source: Place) -> list[Place]:
    """The items that may be meant: of the organisation, the day or year, and the number."""
    told = named(target)
    if told is None:
        return []
    wanted = _ITEM.where(_D.organisation == source.organisation, _D.date >= told.day, _D.date <= f"{told.day}~")
    return _places(connection, wanted.where(_I.number == told.number) if told.number else wanted)
