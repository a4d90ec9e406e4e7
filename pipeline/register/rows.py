"""From a record to its rows: pure, the same record gives the same rows.

The key of an entry is made of the meeting's date, the record and the place in it, so that its order is that of a list of news: the latest
meeting first, and in it the decisions in their order.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from extractors.references import case_target
from pipeline.register.swedish import stems, words
from schemas.record import Record

Row = dict[str, Any]
# Where a table has another name than the record's field.
_FIELDS: Final = {"citations": "references"}

# A key of 63 bits: 20 for the day, 30 for the record, which seldom clash and then are moved by the store, 13 for the entry in it.
_LAST_DAY: Final = (1 << 20) - 1
_RECORD_BITS: Final = 30
ENTRY_BITS: Final = 13
DAY_BITS: Final = _RECORD_BITS + ENTRY_BITS

# How the words that stand for facts in the full text begin: no word of a text does.
_TOKEN: Final = "z0"
# A longer word is not offered as a spelling.
_WORD_LENGTH: Final = 60
_STEPS: Final = tuple(digit * 10**power for power in range(13) for digit in (1, 2, 5))


# What is counted of entries, and which of it is their meeting's and which their own: together they would be too many to count fast.
FACET_NAMES: Final = ("organisation", "body", "year", "outcome", "status", "decided_by", "party")
_COMBINED: Final = {"meeting": FACET_NAMES[:3], "own": FACET_NAMES[3:]}


def rows(record: Record, canonical: bytes) -> dict[str, list[Row]]:
    """The rows of *record* by table.

    Args:
        record: the record, of the register's edition.
        canonical: the same as canonical JSON.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    meeting = record.meeting
    organisation = meeting.organisations[0] if meeting and meeting.organisations else None
    document: Row = {
        "id": record.id,
        "hash": hashlib.sha256(canonical).hexdigest(),
        "source_sha256": record.source.sha256,
        "source_name": record.source.name,
        "media_type": record.source.media_type,
        "type": record.document_type,
        "organisation": organisation and organisation.name,
        "code": organisation and organisation.code,
        "body": meeting and meeting.body,
        "date": meeting and meeting.date,
        "number": meeting and meeting.number,
        "page_count": len(record.pages),
        "record": zlib.compress(canonical, 6),
    }
    found["documents"] = [document]
    for position, item in enumerate(record.paragraphs, 1):
        found["items"].append(
            {
                **_place(record, "p", position, None),
                "number": item.number,
                "title": item.title,
                "case_number": item.case_number,
                "case_key": case_key(item.case_number),
                "text": record.text[item.start : item.end],
                "page": _page(item),
            }
        )
    for table, letter, kept in (
        ("decisions", "d", ("text", "status", "outcome", "decided_by", "date", "deadline")),
        ("votes", "v", ("method", "yes", "no", "abstain", "absent", "yes_means", "no_means")),
        ("citations", "r", ("kind", "text", "target")),
        ("problems", "q", ("code", "severity", "message")),
    ):
        facts: Sequence[Any] = getattr(record, _FIELDS.get(table, table))
        for position, fact in enumerate(facts, 1):
            row = {name: getattr(fact, name) for name in kept} | _place(record, letter, position, fact.paragraph_id)
            if table in ("decisions", "problems"):
                row["page"] = _page(fact)
            if table == "citations":
                row["cited"] = cited(fact.target)
            found[table].append(row)
    for position, amount in enumerate(record.amounts, 1):
        found["amounts"].append(
            {
                **_place(record, "m", position, amount.paragraph_id),
                "text": amount.text,
                "value": float(amount.value),
                "value_max": float(amount.value_max) if amount.value_max is not None else None,
                "currency": amount.currency,
                "bound": amount.bound,
                "period": amount.period,
            }
        )
    for position, person in enumerate(record.attendees, 1):
        found["people"].append(
            {
                "id": f"{record.id}/a{position}",
                "document": record.id,
                "position": position,
                "name": person.name,
                "name_key": name_key(person.name),
                "party": person.party,
                "title": person.title,
                "organisation": person.organisation,
                "roles": " ".join(person.meeting_roles),
                "attendance": person.attendance,
            }
        )
    found["entries"] = list(_entries(record, document, found))
    return found


def _movers(record: Record) -> dict[str | None, str]:
    """The parties, single blanks between, of those who moved something at an item, by its paragraph_id."""
    parties = {name_key(person.name): person.party for person in record.attendees if person.party}
    found: dict[str | None, set[str]] = defaultdict(set)
    for proposal in record.proposals:
        found[proposal.paragraph_id] |= {parties[key] for key in map(name_key, proposal.names) if key in parties}
    return {item: " ".join(sorted(moved)) for item, moved in found.items() if moved}


def name_key(name: str) -> str:
    """A person's name as it is compared: lower case, single blanks."""
    return " ".join(name.lower().split())


def _place(record: Record, letter: str, position: int, paragraph_id: str | None) -> Row:
    """The id of a fact and where it stands."""
    row: Row = {"id": f"{record.id}/{letter}{position}", "document": record.id, "position": position}
    return row if letter == "p" else row | {"item": f"{record.id}/{paragraph_id}" if paragraph_id else None}


def _page(fact: Any) -> int | None:
    return fact.evidence[0].page if fact.evidence else None


def _entries(record: Record, document: Row, found: Mapping[str, list[Row]]) -> Iterator[Row]:
    """What is searched: each decision, and each item that has none."""
    items = {row["id"]: row for row in found["items"]}
    sums: dict[str | None, list[float]] = defaultdict(list)
    for amount in found["amounts"]:
        if amount["currency"] == "SEK":
            sums[amount["item"]] += [value for value in (amount["value"], amount["value_max"]) if value is not None]
    decided: dict[str | None, list[Row]] = defaultdict(list)
    for decision in found["decisions"]:
        decided[decision["item"]].append(decision)
    ordered = [*((item, decided.get(item["id"], [])) for item in items.values())]
    # A document without items may have decisions all the same.
    ordered += [({"id": None}, decisions) for item, decisions in decided.items() if item not in items]
    movers = {f"{record.id}/{item}": moved for item, moved in _movers(record).items() if item}
    number = 0
    for item, decisions in ordered:
        for fact in decisions or [{"id": item["id"], "text": "", "page": item["page"]}]:
            values = sums.get(item["id"], [])
            yield {
                "key": _key(document["date"], record.id, number),
                "id": fact["id"],
                "document": record.id,
                "item": item["id"],
                "kind": "decision" if decisions else "item",
                "organisation": document["organisation"],
                "body": document["body"],
                "date": document["date"],
                "number": item.get("number"),
                "title": item.get("title"),
                "case_number": item.get("case_number"),
                "text": fact["text"],
                "status": fact.get("status"),
                "outcome": fact.get("outcome"),
                "decided_by": fact.get("decided_by"),
                "page": fact["page"],
                "amount_min": min(values, default=None),
                "amount_max": max(values, default=None),
                "parties": movers.get(item["id"]),
            }
            number += 1


def _key(date: str | None, record_id: str, number: int) -> int:
    """The place of an entry among all: newer days have larger keys, and of one record the first entry the largest.

    >>> _key("2024-01-02", "x-1", 0) > _key("2024-01-02", "x-1", 1) > _key("2024-01-01", "y-1", 0)
    True
    """
    own = int.from_bytes(hashlib.sha256(record_id.encode()).digest()[:4], "big") >> (32 - _RECORD_BITS)
    # What a record has above 8,192 entries runs on below, where seldom another one is: the store looks.
    return ((_day(date) << _RECORD_BITS | own) << ENTRY_BITS | ((1 << ENTRY_BITS) - 1)) - number


def _day(date: str | None) -> int:
    """The number of a day; 0 where there is none, and a misread year 9999 is the last one that has a place."""
    return min(datetime.date.fromisoformat(date).toordinal(), _LAST_DAY) if date else 0


def days(first: str | None, last: str | None) -> tuple[int | None, int | None]:
    """The least and the greatest key of meetings from *first* to *last*, both dates included."""
    low = _day(first) << DAY_BITS if first else None
    high = (_day(last) + 1 << DAY_BITS) - 1 if last else None
    return low, high


def combined(entries: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of ``facets`` of some entries, and those of ``combinations`` that they name, with how many times they do."""
    facets: list[Row] = []
    combinations: dict[int, Row] = {}
    for entry in entries:
        values = entry | {"year": entry["date"] and entry["date"][:4], "party": entry["parties"]}
        facet = {name: entry[name] for name in ("key", "amount_min", "amount_max")}
        for part, names in _COMBINED.items():
            combination = {name: values[name] if name in names else None for name in FACET_NAMES}
            own = hashlib.sha256(json.dumps(combination).encode()).digest()
            # Of 63 bits: among a million combinations two are alike with a chance of one in twenty million.
            facet[part] = int.from_bytes(own[:8], "big") >> 1
            kept = combinations.setdefault(facet[part], {"id": facet[part], **combination, "entries": 0})
            kept["entries"] += 1
        facets.append(facet)
    return facets, list(combinations.values())


# --- the full text ----------------------------------------------------------------------------------------------------


# So many bytes of a decision and of an item's text are searched: PostgreSQL's tsvector holds one megabyte, and takes with its pairs at
# worst four times the bytes of the text. An item of 150,000 is forty pages.
_TITLE_BYTES: Final = 2_000
_TEXT_BYTES: Final = 60_000
_CONTEXT_BYTES: Final = 150_000


class Searched(NamedTuple):
    """What the full text has of an entry: stems in their order, and the marks of its facts."""

    key: int
    title: Sequence[str]
    text: Sequence[str]
    context: Sequence[str]
    marks: tuple[str, ...]


def searched(found: Mapping[str, list[Row]]) -> Iterator[Searched]:
    """What the full text has of a document's entries. The text of an item goes with its first entry: it is found once."""
    texts = {item["id"]: item["text"] for item in found["items"]}
    people = tuple(sorted({mark("person", person["name_key"]) for person in found["people"]}))
    for entry in found["entries"]:
        yield Searched(
            entry["key"],
            stems(_cut(_title(entry), _TITLE_BYTES)),
            stems(_cut(entry["text"], _TEXT_BYTES)),
            stems(_cut(texts.pop(entry["item"], ""), _CONTEXT_BYTES)),
            (*dict.fromkeys(facts(entry)), *people),
        )


def _title(entry: Row) -> str:
    return f"{entry['number'] or ''} {entry['title'] or ''} {entry['case_number'] or ''}"


def _cut(text: str, size: int) -> str:
    return text if len(text) * 4 <= size else text.encode()[:size].decode(errors="ignore")


def facts(entry: Row) -> Iterator[str]:
    """The marks of an entry's facts, so that a filter is a word of the full text like any other."""
    for name in ("organisation", "body", "status", "outcome", "decided_by", "kind", "number"):
        if entry[name]:
            yield mark(name, entry[name])
    if entry["date"]:
        yield mark("year", entry["date"][:4])
    for party in (entry["parties"] or "").split():
        yield mark("party", party)
    for key in case_keys(entry["case_number"] or ""):
        yield mark("case", key)
    if entry["amount_max"] is not None:
        yield mark("most", str(step(entry["amount_max"])))
        yield mark("least", str(step(entry["amount_min"])))


@lru_cache(maxsize=100_000)
def mark(name: str, value: str) -> str:
    """The word in the full text that stands for a fact.

    >>> mark("year", "2024") == mark("year", "2024") != mark("year", "2023")
    True
    """
    digest = hashlib.sha256(f"{name}={value.casefold()}".encode()).digest()
    # 48 bits, in letters and figures of one case.
    return _TOKEN + base64.b32hexencode(digest[:6]).decode().rstrip("=").lower()


def case_key(case_number: str | None) -> str | None:
    """What all ways to write a case number have in common.

    >>> case_key("KS 2031/0114"), case_key("KS2031-114"), case_key(None)
    ('KS:2031:114', 'KS:2031:114', None)
    """
    return case_target(case_number).partition(":")[2] or None if case_number else None


def cited(target: str | None) -> str | None:
    """What the target of a reference to a decision tells besides the body; None of other references.

    >>> cited("decision:KS:2031-12-06:187"), cited("decision::2031-05-02"), cited("sfs:2017:725")
    ('2031-12-06:187', '2031-05-02', None)
    """
    return target.split(":", 2)[2] if target and target.startswith("decision:") else None


_FIGURES: Final = re.compile(r"\d+(?:[/:.-]\d+)+")


def case_keys(case_number: str) -> tuple[str, ...]:
    """What a case number is found by: as a whole without blanks, and its figures alone.

    >>> case_keys("KS 2022/114")
    ('ks2022/114', '2022/114')
    """
    whole = re.sub(r"\s", "", case_number).casefold()
    return tuple(dict.fromkeys(key for key in (whole, *_FIGURES.findall(whole)) if key))


def step(value: float) -> int:
    """The largest of 1, 2, 5, 10, 20 … that is not above *value*; 0 below 1: sums are filtered by such steps, then one by one.

    >>> step(730_000), step(0.5)
    (500000, 0)
    """
    return max((one for one in _STEPS if one <= value), default=0)


def steps(least: float | None, most: float | None) -> list[int]:
    """The steps on which sums between *least* and *most* stand."""
    low, high = step(least or 0), step(most) if most is not None else _STEPS[-1]
    return [one for one in (0, *_STEPS) if low <= one <= high]


def spoken(found: Mapping[str, list[Row]]) -> Counter[str]:
    """The words of a document's entries as they are written, in lower case, and how many entries have them.

    They tell what a misspelling may have meant, and which compounds a word begins.
    """
    counts: Counter[str] = Counter()
    texts = {item["id"]: item["text"] for item in found["items"]}
    for entry in found["entries"]:
        spoken_here = f"{entry['title'] or ''} {entry['text']} {texts.pop(entry['item'], '')}"
        counts.update({word[0].lower() for word in words(spoken_here) if 3 < len(word[0]) <= _WORD_LENGTH})
    return counts
