"""Samples cut to pieces and strewn with what converters leave behind: a record or a plain error, never a fault of ours."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.process import process
from schemas.errors import ParagrafError
from schemas.source import SourceFile

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*/source.txt"))
SCRAPS = (
    "§",
    "§ 7",
    "\t",
    "…",
    "(",
    "\f",
    "|",
    "$ 3",
    "\n\n",
    "att ",
    "Beslut\n",
    ": ",
    "\u00ad",
    "\x00",
    "kr",
    "den 31 februari",
)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_left_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    sample = chance.choice(SAMPLES)
    text = process(SourceFile(sample.name, sample.read_bytes()))[0].text
    start = chance.randrange(len(text))
    pieces = list(text[start : start + chance.randrange(1, 4000)])
    for _ in range(chance.randrange(30)):
        pieces.insert(chance.randrange(len(pieces) + 1), chance.choice(SCRAPS))
    try:
        records = process(SourceFile("scraps.txt", "".join(pieces).encode()))
    except ParagrafError:
        # Only what looks binary, or has nothing to read.
        assert "\x00" in pieces or not any(piece.isalnum() for piece in pieces)
        return
    for record in records:
        for fact in (*record.paragraphs, *record.decisions, *record.amounts, *record.attendees):
            assert fact.evidence
            assert all(record.text[quote.start : quote.end] == quote.quote for quote in fact.evidence)
