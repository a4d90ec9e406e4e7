"""How good the records are: found against gold, figure by figure.

A gold file holds what a careful registrar would write down after reading a document::

    {"file": "vreten/styrelse-2024-05-06.pdf", "records": [{"meeting": {"date": "2024-05-06"}, "attendees": [...]}]}

A string of gold may be a list: any of its members is right. An item with ``"optional": true`` counts neither for nor
against. A field or a list that gold leaves out is not judged.
"""

from __future__ import annotations

import json
import operator
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

Json = dict[str, Any]
Equal = Callable[[Any, Any], bool]

# Least token F1 of two texts that are to be the same decision, proposal or title.
SIMILAR = 0.85
# Lower ends of the rows of the reliability table.
BUCKETS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)
# The lists of a record whose items must quote the text.
EVIDENT = (
    "attendees",
    "paragraphs",
    "proposals",
    "decisions",
    "votes",
    "reservations",
    "recusals",
    "movements",
    "amounts",
    "tables",
    "references",
    "signatures",
)


# --- the report ------------------------------------------------------------------------------------------------------


@dataclass
class Figure:
    """How often one thing was right, missing or false, and a note on each time it was not right."""

    hit: int = 0
    miss: int = 0
    false: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Of what was found, the share that is right; None where nothing was found."""
        return self.hit / (self.hit + self.false) if self.hit + self.false else None

    @property
    def recall(self) -> float | None:
        """Of what there is, the share that was found; None where there is nothing."""
        return self.hit / (self.hit + self.miss) if self.hit + self.miss else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where there is nothing to find and nothing was found."""
        total = 2 * self.hit + self.miss + self.false
        return 2 * self.hit / total if total else None

    def add(self, other: Figure) -> None:
        """Count *other* in."""
        self.hit += other.hit
        self.miss += other.miss
        self.false += other.false
        self.notes += other.notes


class Judgement(NamedTuple):
    """Whether one found item was right, beside the confidence it was given."""

    kind: str
    rule: str
    confidence: float
    right: bool


class Bucket(NamedTuple):
    """The found items of about one confidence: how many, their mean confidence, the share that is right."""

    low: float
    items: int
    confidence: float
    right: float


@dataclass(frozen=True)
class GoldFile:
    """What gold says of one file of a corpus."""

    file: str
    records: list[Json]

    @property
    def organisation(self) -> str:
        """Whose document it is: the first folder of its path."""
        return PurePosixPath(self.file).parts[0]


@dataclass(frozen=True)
class Comparison:
    """One document's records against gold."""

    document: str
    figures: Mapping[str, Figure]
    judgements: Sequence[Judgement]


@dataclass(frozen=True)
class Report:
    """The comparisons of many documents."""

    comparisons: tuple[Comparison, ...]

    @property
    def figures(self) -> dict[str, Figure]:
        """All documents together; a figure with nothing to find and nothing found is left out."""
        total: dict[str, Figure] = defaultdict(Figure)
        for comparison in self.comparisons:
            for name, figure in comparison.figures.items():
                total[name].add(figure)
        return {name: figure for name, figure in total.items() if figure.f1 is not None}

    @property
    def judgements(self) -> list[Judgement]:
        """Every found item that gold judges."""
        return [judgement for comparison in self.comparisons for judgement in comparison.judgements]

    @property
    def organisations(self) -> dict[str, Report]:
        """A report for each first folder of the documents' paths."""
        groups: dict[str, list[Comparison]] = defaultdict(list)
        for comparison in self.comparisons:
            groups[PurePosixPath(comparison.document).parts[0]].append(comparison)
        return {name: Report(tuple(group)) for name, group in sorted(groups.items())}


def reliability(judgements: Iterable[Judgement]) -> list[Bucket]:
    """Whether confidence means what it says: of items at 0.9, nine in ten should be right."""
    buckets: dict[float, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        buckets[max(low for low in BUCKETS if low <= judgement.confidence)].append(judgement)
    return [
        Bucket(
            low,
            items=len(group),
            confidence=sum(judgement.confidence for judgement in group) / len(group),
            right=sum(judgement.right for judgement in group) / len(group),
        )
        for low, group in sorted(buckets.items())
    ]


# --- the comparison --------------------------------------------------------------------------------------------------


def read_gold(folder: Path) -> list[GoldFile]:
    """The gold files below *folder*, in the order of their paths.

    Raises:
        ValueError: a file is no JSON, or lacks `file` or `records`.
    """
    gold = []
    for path in sorted(folder.rglob("*.json")):
        try:
            entry = json.loads(path.read_text("utf-8"))
            gold.append(GoldFile(entry["file"], entry["records"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}: no gold file ({error!r})") from error
    return gold


def evaluate(documents: Iterable[tuple[GoldFile, Sequence[Json]]]) -> Report:
    """The figures for *documents*: what gold says of each, and the records found in it, as JSON values."""
    return Report(tuple(compare(gold.file, gold.records, records) for gold, records in documents))


def compare(document: str, gold: Sequence[Json], records: Sequence[Json]) -> Comparison:
    """The figures for one document.

    Args:
        document: its name, for the notes.
        gold: the records that it should give.
        records: those that were found, as JSON values (``record.model_dump(mode="json")``).
    """
    board = _Board()
    board.field("record_count", len(gold), len(records), document, operator.eq)
    # A record that gold does not know is judged against nothing, in the lists that gold fills for its neighbours.
    nothing: Json = {key: [] for entry in gold for key, value in entry.items() if isinstance(value, list)}
    for index, (expected, found) in enumerate(_aligned(gold, records)):
        _compare_record(board, nothing if expected is None else expected, found or {}, f"{document}#{index}")
    for record in records:
        _check_evidence(board, record, document)
    wrong = sum(figure.miss + figure.false for figure in board.figures.values())
    board.field("whole_document", 0, wrong, document, operator.eq)
    return Comparison(document, dict(board.figures), board.judgements)


class _Board:
    """Where the figures of one document are counted."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = defaultdict(Figure)
        self.judgements: list[Judgement] = []

    def field(self, name: str, gold: Any, found: Any, where: str, equal: Equal) -> None:
        """Count one value: right, missing, false, or both where it is another; nothing where none is stated nor found."""
        figure = self.figures[name]
        right = equal(gold, found)
        if right:
            figure.hit += found is not None
            return
        figure.miss += found is None or any(option is not None for option in _options(gold))
        figure.false += found is not None
        figure.notes.append(f"{where}: {name} should be {gold!r}, is {found!r}")

    def pairs(self, kind: Kind, gold: Sequence[Json], found: Sequence[Json], where: str) -> list[tuple[Json, Json]]:
        """Count two lists matched one to one, the most alike first; the pairs that count come back."""
        candidates = sorted(
            (-score, bool(g.get("optional")), gold_index, found_index)
            for gold_index, g in enumerate(gold)
            for found_index, f in enumerate(found)
            if (score := kind.alike(g, f)) > 0
        )
        partner: dict[int, int] = {}
        matched: set[int] = set()
        for _, _, gold_index, found_index in candidates:
            if gold_index not in matched and found_index not in partner:
                matched.add(gold_index)
                partner[found_index] = gold_index
        figure = self.figures[kind.name]
        for index, item in enumerate(gold):
            if item.get("optional"):
                continue
            figure.hit += index in matched
            if index not in matched:
                figure.miss += 1
                figure.notes.append(f"{where}: missed {kind.show(item)}")
        for index, item in enumerate(found):
            if index not in partner:
                figure.false += 1
                figure.notes.append(f"{where}: false {kind.show(item)}")
            if "confidence" in item:
                judgement = Judgement(kind.facts or kind.name, item["rule"], item["confidence"], index in partner)
                self.judgements.append(judgement)
        return [(gold[g], found[f]) for f, g in partner.items() if not gold[g].get("optional")]


def _compare_record(board: _Board, gold: Json, found: Json, where: str) -> None:
    if "document_type" in gold:
        board.field("document_type", gold["document_type"], found.get("document_type"), where, _same)
    if "case_numbers" in gold:
        board.pairs(CASE_NUMBERS, _named(gold["case_numbers"]), _named(found.get("case_numbers")), where)
    if gold.get("meeting"):
        _compare_meeting(board, gold["meeting"], found.get("meeting") or {}, where)
    for kind in KINDS:
        if kind.name not in gold:
            continue
        for g, f in board.pairs(kind, gold[kind.name], kind.items(found.get(kind.name) or []), where):
            _compare_fields(board, kind, g, f, where)
            if g.get("roll"):
                board.pairs(ROLL, g["roll"], f.get("roll") or [], where)
    if "tables" in gold:
        board.pairs(CELLS, _cells(gold["tables"]), _cells(found.get("tables") or []), where)


def _compare_meeting(board: _Board, gold: Json, found: Json, where: str) -> None:
    if "organisations" in gold:
        board.pairs(ORGANISATIONS, _named(gold["organisations"]), found.get("organisations") or [], where)
    if "body" in gold:
        board.field("body", gold["body"], found.get("body"), where, _same_body)
    for key in ("date", "start_time", "end_time", "place", "form"):
        if key in gold:
            board.field(f"meeting.{key}", gold[key], found.get(key), where, _same)
    for key in ("body", "date", "start_time", "end_time", "place", "form"):
        if key in gold and found.get(key) is not None and "confidence" in found:
            # A meeting has no rule: its confidence is the share of its fields that are right.
            right = (_same_body if key == "body" else _same)(gold[key], found[key])
            board.judgements.append(Judgement("meeting", "*", found["confidence"], right))


def _compare_fields(board: _Board, kind: Kind, gold: Json, found: Json, where: str) -> None:
    for name, equal in kind.fields.items():
        key = name.partition(".")[2]
        # An item without a title may be given one: a heading is not always set apart from what follows it.
        if key in gold and (gold[key] or name != "paragraph.title"):
            board.field(name, gold[key], found.get(key), f"{where}: {kind.show(found)}", equal)


def _check_evidence(board: _Board, record: Json, where: str) -> None:
    """Count the items that quote the text at the place they name, with quotes that bear them out."""
    text = record.get("text") or ""
    pages = {page["number"]: page for page in record.get("pages") or []}
    figure = board.figures["evidence"]
    for key in EVIDENT:
        for item in record.get(key) or []:
            quotes = item.get("evidence") or []
            if quotes and all(_stands(quote, text, pages) for quote in quotes) and _borne_out(key, item, quotes):
                figure.hit += 1
                continue
            figure.miss += 1
            figure.false += 1
            shown = item.get("name") or item.get("text") or item.get("number") or item.get("names")
            figure.notes.append(f"{where}: no sound evidence for {key}: {str(shown)[:80]!r}")


def _stands(quote: Json, text: str, pages: Mapping[int, Json]) -> bool:
    start, end, page = quote["start"], quote["end"], pages.get(quote["page"])
    if page is None or not page["start"] <= start < page["end"]:
        return False
    return 0 <= start < end <= len(text) and bool(text[start:end] == quote["quote"])


def _borne_out(key: str, item: Json, quotes: Sequence[Json]) -> bool:
    quoted = " ".join(quote["quote"] for quote in quotes)
    words = set(_words(quoted))

    def says(*stated: str | None) -> bool:
        return all(words.issuperset(_words(phrase or "")) for phrase in stated)

    match key:
        case "attendees":
            return says(item.get("name")) and len(quoted) <= 2000
        case "decisions":
            return says(item.get("text")) and _likeness(item.get("text") or "", quoted) >= 0.6
        case "amounts":
            digits = re.sub(r"\D", "", item.get("text") or "")
            return digits in re.sub(r"\D", "", quoted) and len(quoted) <= 300
        case "paragraphs":
            return says(item.get("number"), item.get("title"))
        case "votes":
            return bool(item.get("roll")) or all(
                str(n) in words for n in (item.get("yes"), item.get("no")) if n is not None
            )
        case "reservations" | "proposals" | "recusals":
            return says(*item.get("names") or [])
    return True


def _aligned(gold: Sequence[Json], found: Sequence[Json]) -> list[tuple[Json | None, Json | None]]:
    """A file's records paired in order, the most alike in total; those without a partner stay alone."""
    best: dict[tuple[int, int], tuple[float, list[tuple[Json | None, Json | None]]]] = {(0, 0): (0.0, [])}
    for i in range(len(gold) + 1):
        for j in range(len(found) + 1):
            options = []
            if i:
                score, pairs = best[i - 1, j]
                options.append((score, [*pairs, (gold[i - 1], None)]))
            if j:
                score, pairs = best[i, j - 1]
                options.append((score, [*pairs, (None, found[j - 1])]))
            if i and j:
                score, pairs = best[i - 1, j - 1]
                options.append((score + _same_record(gold[i - 1], found[j - 1]), [*pairs, (gold[i - 1], found[j - 1])]))
            if options:
                best[i, j] = max(options, key=lambda option: (option[0], len(option[1])))
    return best[len(gold), len(found)][1]


def _same_record(gold: Json, found: Json) -> float:
    score = 0.1 + (gold.get("document_type") == found.get("document_type"))
    score += 2 * _same((gold.get("meeting") or {}).get("date"), (found.get("meeting") or {}).get("date"))
    numbers, others = (
        {_folded(item.get("number") or "") for item in record.get("paragraphs") or []} for record in (gold, found)
    )
    return score + (2 * len(numbers & others) / len(numbers) if numbers else 0)


# --- when two values are the same ------------------------------------------------------------------------------------


@cache
def _folded(text: str) -> str:
    text = unicodedata.normalize("NFC", text).casefold().replace("–", "-").replace("—", "-")
    return " ".join(text.split()).strip(" .,;:*_")


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", _folded(text)))


@cache
def _counted(text: str) -> Counter[str]:
    return Counter(_words(text))


def _likeness(left: str, right: str) -> float:
    """Token F1: the share of words that two texts have in common."""
    ours, theirs = _counted(left), _counted(right)
    if not ours or not theirs:
        return float(ours == theirs)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _options(gold: Any) -> list[Any]:
    return gold if isinstance(gold, list) else [gold]


def _same(gold: Any, found: Any) -> bool:
    """Equal but for case, white space, dashes and the punctuation around; None means that nothing is to be found."""
    if not found and None in _options(gold):
        return True
    return found is not None and _folded(str(found)) in {_folded(str(o)) for o in _options(gold) if o is not None}


def _same_set(gold: Any, found: Any) -> bool:
    options = gold if gold and isinstance(gold[0], list) else [gold]
    return any(set(option) == set(found or ()) for option in options)


def _same_body(gold: Any, found: Any) -> bool:
    """Equal also with the definite ending: styrelse, styrelsen."""

    def alike(one: str, other: str) -> bool:
        ours, theirs = _words(one), _words(other)
        return len(ours) == len(theirs) and all(map(_same_noun, ours, theirs))

    return _same(gold, found) or any(option and found and alike(option, found) for option in _options(gold))


def _same_noun(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    endings = ("", "n", "en", "t", "et", "s", "ns", "ens", "ts", "ets")
    return short == long or (len(short) >= 4 and long in {short + ending for ending in endings})


def _most_alike(gold: Any, found: Any) -> float:
    return max(_likeness(option or "", found or "") for option in _options(gold))


def _similar(gold: Any, found: Any) -> bool:
    return _most_alike(gold, found) >= SIMILAR


def _number(value: Any) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value)).normalize()
    except InvalidOperation:
        return None


def _same_item(gold: Json, found: Json) -> bool:
    """Whether both stand in the same item (paragraph); gold may leave it open."""
    return "paragraph" not in gold or _same(gold["paragraph"], found.get("paragraph"))


# --- what the lists of a record are ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A list that is matched item by item: how alike two items are (0: not the same), and the figures of a pair."""

    name: str
    alike: Callable[[Json, Json], float]
    show: Callable[[Json], str]
    fields: Mapping[str, Equal] = field(default_factory=dict)
    counts: Callable[[Json], bool] = lambda item: True
    # The list of the record whose confidence is judged here, where the figure is called otherwise.
    facts: str = ""

    def items(self, found: Sequence[Json]) -> list[Json]:
        """Those of the found items that this list counts."""
        return [item for item in found if self.counts(item)]


def _named(entries: Sequence[Any] | None) -> list[Json]:
    return [entry if isinstance(entry, dict) else {"name": entry} for entry in entries or []]


def _cells(tables: Sequence[Json]) -> list[Json]:
    """The filled cells; each is as sure as its table."""
    return [
        {"row": row.get("label") or "", "column": column or "", "value": _number(value)}
        | {key: table[key] for key in ("rule", "confidence") if key in table}
        for table in tables
        for row in table.get("rows") or []
        for column, value in zip(table.get("columns") or [], row.get("values") or [], strict=False)
        if value is not None
    ]


def _alike_names(gold: Json, found: Json) -> float:
    return float(any(_words(option) == _words(found.get("name") or "") for option in _options(gold["name"])))


def _alike_paragraphs(gold: Json, found: Json) -> float:
    score = _most_alike(gold.get("title"), found.get("title"))
    if gold.get("number") is None and found.get("number") is None:
        return score if score >= SIMILAR else 0
    return 1 + score if _folded(gold.get("number") or "") == _folded(found.get("number") or "") else 0


def _alike_decisions(gold: Json, found: Json) -> float:
    if not _same_item(gold, found) or (score := _most_alike(gold["text"], found.get("text"))) < SIMILAR:
        return 0
    # A draft and the decision that follows it often have one wording: each goes with its like.
    return score + 0.1 * _same(gold.get("status"), found.get("status"))


def _alike_amounts(gold: Json, found: Json) -> float:
    same_sum = (
        _number(found.get("value")) in map(_number, _options(gold["value"]))
        and _number(gold.get("value_max")) == _number(found.get("value_max"))
        and (gold.get("currency") or "SEK") == found.get("currency")
    )
    if not same_sum or not _same_item(gold, found):
        return 0
    return 1 + sum(0.1 for key in ("bound", "period") if key in gold and _same(gold[key], found.get(key)))


def _alike_votes(gold: Json, found: Json) -> float:
    counts = (gold[key] == found.get(key) for key in ("yes", "no", "abstain") if key in gold)
    return float(all(counts) and _same_item(gold, found))


def _same_people(gold: Json, found: Json) -> bool:
    options = gold["names"] if gold["names"] and isinstance(gold["names"][0], list) else [gold["names"]]
    names = set(map(_folded, found.get("names") or []))
    return _same_item(gold, found) and any(set(map(_folded, option)) == names for option in options)


def _alike_reservations(gold: Json, found: Json) -> float:
    return float(_same_people(gold, found) and gold.get("kind", "reservation") == found.get("kind", "reservation"))


def _alike_proposals(gold: Json, found: Json) -> float:
    return float(_same_people(gold, found) and _similar(gold["text"], found.get("text")))


def _alike_ballots(gold: Json, found: Json) -> float:
    return float(_words(gold["name"]) == _words(found.get("name") or "") and gold["vote"] == found.get("vote"))


def _alike_cells(gold: Json, found: Json) -> float:
    return float(
        gold["value"] == found["value"] and all(_folded(gold[key]) == _folded(found[key]) for key in ("row", "column"))
    )


def _show_people(item: Json) -> str:
    return f"§ {item.get('paragraph')} {item.get('names')} {str(item.get('text') or '')[:80]!r}"


ORGANISATIONS = Kind("organisation", _alike_names, lambda item: repr(item.get("name")))
CASE_NUMBERS = Kind("case_numbers", lambda g, f: float(_same(g["name"], f["name"])), lambda item: repr(item["name"]))
ROLL = Kind("vote.roll", _alike_ballots, lambda item: f"{item.get('name')} {item.get('vote')}")
CELLS = Kind(
    "table_cells", _alike_cells, lambda item: f"{item['row']} | {item['column']} | {item['value']}", facts="tables"
)

# The lists whose name in the record is the name of their figure.
KINDS = (
    Kind(
        "attendees",
        _alike_names,
        lambda item: repr(item.get("name")),
        {
            "attendee.meeting_roles": _same_set,
            "attendee.title": _same,
            "attendee.organisation": _same,
            "attendee.party": _same,
            "attendee.attendance": _same,
            "attendee.paragraphs": _same,
        },
    ),
    Kind(
        "paragraphs",
        _alike_paragraphs,
        lambda item: f"§ {item.get('number')} {item.get('title')!r}",
        {"paragraph.title": _similar, "paragraph.case_number": _same},
    ),
    Kind(
        "decisions",
        _alike_decisions,
        lambda item: f"§ {item.get('paragraph')} [{item.get('status')}] {str(item.get('text'))[:110]!r}",
        {"decision.status": _same, "decision.outcome": _same, "decision.decided_by": _same},
    ),
    Kind(
        "amounts",
        _alike_amounts,
        lambda item: f"§ {item.get('paragraph')} {item.get('value')} {item.get('currency', 'SEK')}",
        {"amount.bound": _same, "amount.period": _same},
        counts=lambda item: item.get("table") is None,
    ),
    Kind("votes", _alike_votes, lambda item: f"§ {item.get('paragraph')} {item.get('yes')}-{item.get('no')}"),
    Kind("reservations", _alike_reservations, _show_people),
    Kind("proposals", _alike_proposals, _show_people),
)
