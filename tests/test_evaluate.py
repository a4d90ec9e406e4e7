"""The evaluator: small invented cases, and the same figures as the referee ``score.py`` where that is at hand."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.evaluation import GoldFile, Judgement, Report, compare, evaluate, read_gold, reliability

EVALUATION = Path(__file__).parents[2] / "shared" / "evaluation"
CORPUS = EVALUATION.parent / "corpus"

# reason -> (gold record, found record, {figure: (hit, miss, false)})
CASES = {
    "a name in other case and spacing is the same": (
        {"attendees": [{"name": "Åsa  Lindvall"}]},
        {"attendees": [{"name": "ÅSA LINDVALL"}]},
        {"attendees": (1, 0, 0)},
    ),
    "a name found with its title is no name": (
        {"attendees": [{"name": "Åsa Lindvall"}]},
        {"attendees": [{"name": "rektor Åsa Lindvall"}]},
        {"attendees": (0, 1, 1)},
    ),
    "an optional item counts neither found nor missed": (
        {"attendees": [{"name": "Åsa Lindvall", "optional": True}, {"name": "Bo Ek", "optional": True}]},
        {"attendees": [{"name": "Åsa Lindvall"}]},
        {"attendees": None},
    ),
    "any of the alternatives is right, and none where one is null": (
        {"meeting": {"place": ["Storgatan 1", None], "form": ["digital", "hybrid"]}},
        {"meeting": {"place": None, "form": "hybrid"}},
        {"meeting.place": None, "meeting.form": (1, 0, 0)},
    ),
    "another value than the stated one is missed and false": (
        {"meeting": {"date": "2024-05-06", "start_time": None}},
        {"meeting": {"date": "2024-05-07", "start_time": "18:00"}},
        {"meeting.date": (0, 1, 1), "meeting.start_time": (0, 0, 1)},
    ),
    "a body with the definite ending is the same, another body is not": (
        {"meeting": {"body": "Kyrkorådets arbetsutskott"}},
        {"meeting": {"body": "kyrkorådets arbetsutskottet"}},
        {"body": (1, 0, 0)},
    ),
    "a short word with an ending is another word": (
        {"meeting": {"body": "Råd"}},
        {"meeting": {"body": "Råden"}},
        {"body": (0, 1, 1)},
    ),
    "roles are a set, and gold may hold several sets": (
        {"attendees": [{"name": "Bo Ek", "meeting_roles": [["chair"], ["chair", "member"]]}]},
        {"attendees": [{"name": "Bo Ek", "meeting_roles": ["member", "chair"]}]},
        {"attendee.meeting_roles": (1, 0, 0)},
    ),
    "draft and decision of one wording go each with its like": (
        {
            "decisions": [
                {"text": "att anta planen", "status": "proposed"},
                {"text": "att anta planen", "status": "adopted"},
            ]
        },
        {
            "decisions": [
                {"text": "att anta planen", "status": "adopted"},
                {"text": "att anta planen", "status": "proposed"},
            ]
        },
        {"decisions": (2, 0, 0), "decision.status": (2, 0, 0)},
    ),
    "a decision in another item is another decision": (
        {"decisions": [{"text": "att anta planen", "paragraph": "4"}]},
        {"decisions": [{"text": "att anta planen", "paragraph": "5"}]},
        {"decisions": (0, 1, 1)},
    ),
    "a sum equals itself with other zeros; a sum in a table is none": (
        {"amounts": [{"value": "12500", "bound": "about"}]},
        {"amounts": [{"value": "12500.00", "currency": "SEK", "bound": "exact"}, {"value": "7", "table": "t1"}]},
        {"amounts": (1, 0, 0), "amount.bound": (0, 1, 1)},
    ),
    "an item without a title in gold may be given one": (
        {"paragraphs": [{"number": "4", "title": None}, {"number": "5", "title": "Budget"}]},
        {"paragraphs": [{"number": "4", "title": "Öppnande"}, {"number": "5", "title": None}]},
        {"paragraphs": (2, 0, 0), "paragraph.title": (0, 1, 0)},
    ),
    "cells are told by row, column and value": (
        {"tables": [{"columns": ["2023", "2024"], "rows": [{"label": "Hyra", "values": ["10", "12"]}]}]},
        {"tables": [{"columns": ["2023", "2024"], "rows": [{"label": "Hyra", "values": ["12.0", "12"]}]}]},
        {"table_cells": (1, 1, 1)},
    ),
    "a list that gold leaves out is not judged": (
        {"document_type": "minutes"},
        {"document_type": "minutes", "attendees": [{"name": "Bo Ek"}]},
        {"document_type": (1, 0, 0), "attendees": None},
    ),
    "a roll is counted voter by voter": (
        {"votes": [{"yes": 1, "no": 1, "roll": [{"name": "Bo Ek", "vote": "yes"}, {"name": "Li Ås", "vote": "no"}]}]},
        {"votes": [{"yes": 1, "no": 1, "roll": [{"name": "Bo Ek", "vote": "yes"}, {"name": "Li Ås", "vote": "yes"}]}]},
        {"votes": (1, 0, 0), "vote.roll": (1, 1, 1)},
    ),
}


@pytest.mark.parametrize(("gold", "found", "expected"), CASES.values(), ids=CASES)
def test_counts(gold, found, expected):
    figures = Report((compare("a/b", [gold], [found]),)).figures

    counted = {name: (f.hit, f.miss, f.false) if (f := figures.get(name)) else None for name in expected}
    assert counted == expected


def test_a_record_too_many_is_false_in_every_list_that_gold_fills():
    gold = [{"meeting": {"date": "2024-05-06"}, "attendees": [{"name": "Bo Ek"}]}]
    found = [
        {"meeting": {"date": "2024-05-06"}, "attendees": [{"name": "Bo Ek"}]},
        {"meeting": {"date": "2024-06-03"}, "attendees": [{"name": "Li Ås"}]},
    ]

    figures = compare("a/b", gold, found).figures

    assert (figures["attendees"].hit, figures["attendees"].false) == (1, 1)
    assert figures["record_count"].hit == 0
    assert figures["whole_document"].notes


def test_evidence_must_stand_at_its_place_and_bear_the_item_out():
    def found(**quote):
        stated = {"start": 0, "end": 5, "page": 1, "quote": "Bo Ek"} | quote
        return {
            "text": "Bo Ek valdes",
            "pages": [{"number": 1, "start": 0, "end": 12}],
            "attendees": [{"name": "Bo Ek", "evidence": [stated]}],
        }

    sound, moved, other = (
        compare("a/b", [{}], [record]).figures["evidence"].hit
        for record in (found(), found(start=1, end=6), found(start=6, end=12, quote="valdes"))
    )

    assert (sound, moved, other) == (1, 0, 0)


def test_organisations_are_the_first_folders():
    gold = [GoldFile("a/1.pdf", [{"document_type": "minutes"}]), GoldFile("b/1.pdf", [{"document_type": "agenda"}])]

    report = evaluate((entry, [{"document_type": "minutes"}]) for entry in gold)

    right = {name: part.figures["document_type"].hit for name, part in report.organisations.items()}
    assert right == {"a": 1, "b": 0}


def test_reliability_sets_confidence_beside_the_share_that_is_right():
    judged = [Judgement("decisions", "clause", 0.92, right) for right in (True, True, True, False)]

    (bucket,) = reliability([*judged])

    assert (bucket.low, bucket.items, bucket.right) == (0.9, 4, 0.75)


# --- agreement with the referee --------------------------------------------------------------------------------------

LISTS = ("attendees", "paragraphs", "decisions", "amounts", "votes", "reservations", "proposals")


@pytest.mark.skipif(not EVALUATION.is_dir(), reason="the shared gold files and score.py are not beside this checkout")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_agrees_with_the_referee_figure_by_figure(seed, tmp_path):
    """Gold with faults of every kind put in: what both count must be the same."""
    chance = random.Random(seed)
    documents = []
    lines = []
    for entry in read_gold(EVALUATION / "gold"):
        sha256 = hashlib.sha256((CORPUS / entry.file).read_bytes()).hexdigest()
        records = [_with_faults(record, chance) for record in entry.records]
        if chance.random() < 0.1:
            records.append(records[0])
        documents.append((entry, records))
        lines += [json.dumps(record | {"source": {"sha256": sha256}}) for record in records]
    (tmp_path / "records.ndjson").write_text("\n".join(lines), "utf-8")

    ours = {name: (f.hit, f.miss, f.false) for name, f in evaluate(documents).figures.items()}
    theirs = _referee(tmp_path / "records.ndjson")

    assert ours == theirs
    assert sum(miss + false for _, miss, false in theirs.values()) > 100


def _referee(records):
    command = [sys.executable, EVALUATION / "score.py", EVALUATION / "gold", CORPUS, "--records", records]
    table = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.splitlines()[2:]
    return {name: (int(hit), int(miss), int(false)) for name, *_, hit, miss, false in map(str.split, table)}


def _with_faults(gold, chance):
    """A found record: gold's first alternatives, some values changed, some items left out, added or without evidence."""
    record = {key: _settled(value, chance) for key, value in gold.items()}
    record["text"] = ""
    for kind in LISTS:
        items = [item for item in record.get(kind) or [] if chance.random() > 0.1]
        items += [dict(chance.choice(items))] if items and chance.random() < 0.1 else []
        if chance.random() < 0.2:
            chance.shuffle(items)
        for item in items:
            item.pop("optional", None)
            quote = " ".join(str(item.get(key) or "") for key in ("number", "title", "name", "names", "text", "value"))
            start = len(record["text"])
            record["text"] += quote + "\n"
            moved = chance.random() < 0.05
            item["evidence"] = [{"start": start + moved, "end": start + len(quote), "page": 1, "quote": quote}]
            if kind == "amounts":
                item["text"], item["currency"] = item["value"], item.get("currency") or "SEK"
        record[kind] = items
    record["pages"] = [{"number": 1, "start": 0, "end": len(record["text"])}]
    return record


def _settled(value, chance):
    match value:
        case [None | str() as first, *_] if chance.random() < 0.97:
            return first
        case dict():
            return {key: _value(key, inner, chance) for key, inner in value.items()}
        case list():
            return [_settled(inner, chance) for inner in value]
    return value


def _value(key, value, chance):
    if key in ("meeting_roles", "names"):
        value = value[0] if value and isinstance(value[0], list) else value
        return value[: chance.choice((1, 9, 9, 9))]
    if key in ("organisations", "columns", "rows", "values", "roll"):
        return [_settled(inner, chance) for inner in value]
    if isinstance(value, list):
        value = chance.choice(value)
    if isinstance(value, str) and chance.random() < 0.08:
        return chance.choice((None, value.upper(), value + "n", value + " och annat", " ".join(value.split()[1:])))
    return value
