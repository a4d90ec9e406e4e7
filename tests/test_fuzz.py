"""Samples harmed by chance: a record whose quotes are true, or a foreseen error; never a fault of ours, a crash or a hang.

A hundred seeded examples are part of the tests. ``make fuzz SECONDS=600`` goes on for so long with others; what it finds,
hypothesis makes small, and it becomes a row of ``test_hostile.py``.
"""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from pipeline.readers.base import MEGABYTE, Limits
from pipeline.worker import Worker
from schemas.errors import CrashedError, LimitExceededError, ParagrafError
from schemas.source import SourceFile

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*/source.*"))
SECONDS = float(os.environ.get("PARAGRAF_FUZZ_SECONDS", 0))
LIMITS = Limits(50 * MEGABYTE, 2_000, 60 * MEGABYTE, 1_500 * MEGABYTE, 60)
# What the formats, and the patterns of minutes, are made of.
TOKENS = [
    *(
        b"<w:p>",
        b"</w:p>",
        b"<w:tbl>",
        b"<w:tr><w:tc/></w:tr>",
        b"<!DOCTYPE a>",
        b"&amp;",
        b"]]>",
        b'w:val="-1"',
        b'"99999999999"',
    ),
    *(
        b"endobj",
        b"stream\n",
        b"/Kids[1 0 R]",
        b"<<",
        b">>",
        b"[",
        b"/Length 0",
        b"1 0 R",
        b" Tj ",
        b" ET BT ",
        b" 0 0 0 0 0 0 Tm ",
    ),
    *(
        b"\0",
        b"\xff",
        b"\xfe\xff",
        b"\f",
        b"\t",
        b"\n\n",
        b"\r",
        b"\xc2\xad",
        b"\xcc\x81",
        b"\xef\xbf\xbd",
        b"\xf0\x9f\x98\x80",
    ),
    *(
        "§ ",
        "§§ 1-9",
        "99999999999999999999",
        "12 500 kr",
        "Ja ",
        "X",
        "den 31 februari 0000",
        "Eva Ek (S)",
        "Beslut\n",
        "att ",
    ),
    *(
        "Närvarande: ",
        "kl. 99.99",
        "Summa\t",
        "|",
        "**",
        "<!--",
        "(",
        "”",
        "-\n",
        "Justerandes sign",
        "0 kap. 0 §",
        "--",
    ),
]

PLACES = st.integers(0, 2**20)
HARMS = st.one_of(
    st.tuples(st.just("cut"), PLACES),
    st.tuples(st.just("turn"), PLACES, st.integers(0, 255)),
    st.tuples(st.just("drop"), PLACES, st.integers(1, 2000)),
    st.tuples(st.just("copy"), PLACES, st.integers(1, 2000), PLACES, st.integers(1, 20)),
    st.tuples(st.just("put"), PLACES, st.sampled_from(TOKENS), st.integers(1, 200)),
)


def harmed(content: bytes, harm: tuple) -> bytes:
    """*content* with one harm done to it."""
    kind, place, *more = harm
    at = place % (len(content) + 1)
    match kind:
        case "cut":
            return content[:at]
        case "turn":
            return content[:at] + bytes(more) + content[at + 1 :]
        case "drop":
            return content[:at] + content[at + more[0] :]
        case "copy":
            length, to, times = more
            to %= len(content) + 1
            return content[:to] + content[at : at + length] * times + content[to:]
        case _:
            token, times = more
            token = token if isinstance(token, bytes) else token.encode()
            return content[:at] + token * times + content[at:]


def harmed_inside(content: bytes, harms: list[tuple], which: int) -> bytes:
    """A zip with one of its parts harmed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))] or old.namelist()
        for name in old.namelist():
            part = old.read(name)
            for harm in harms if name == names[which % len(names)] else ():
                part = harmed(part, harm)
            new.writestr(name, part)
    return made.getvalue()


@st.composite
def sources(draw) -> SourceFile:
    """A sample with some harm done to it, or to what is packed in it."""
    path = draw(st.sampled_from(SAMPLES))
    content, harms = path.read_bytes(), draw(st.lists(HARMS, min_size=1, max_size=6))
    if zipfile.is_zipfile(path) and draw(st.integers(0, 4)):
        return SourceFile(path.name, harmed_inside(content, harms, draw(st.integers(0, 99))))
    for harm in harms:
        content = harmed(content, harm)
    return SourceFile(path.name, content)


def untrue(value: object, text: str) -> Iterator[dict]:
    """The quotes in a record that do not stand where they say."""
    if isinstance(value, dict):
        if {"quote", "start", "end"} <= value.keys() and text[value["start"] : value["end"]] != value["quote"]:
            yield value
        for inner in value.values():
            yield from untrue(inner, text)
    elif isinstance(value, list):
        for inner in value:
            yield from untrue(inner, text)


def check(worker: Worker, source: SourceFile) -> None:
    outcome = worker.process(source, LIMITS, task="unpack and read")

    # A fault of ours has no class of its own.
    assert type(outcome.error) not in (ParagrafError, CrashedError), outcome.error
    assert not (isinstance(outcome.error, LimitExceededError) and "seconds" in outcome.error.reason), outcome.error
    assert outcome.records or outcome.error or outcome.members
    for member in outcome.members:
        if isinstance(member, SourceFile):
            check(worker, member)
    for record in map(json.loads, outcome.records):
        assert list(untrue(record, record["text"])) == []


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


@settings(max_examples=100, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(source=sources())
def test_what_chance_leaves_of_a_sample_is_read_or_refused(source: SourceFile, worker: Worker) -> None:
    check(worker, source)


@pytest.mark.skipif(not SECONDS, reason="make fuzz")
def test_for_long(worker: Worker) -> None:
    until, number = time.monotonic() + SECONDS, time.time_ns()
    ways = settings(max_examples=500, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    while time.monotonic() < until:
        number += 1
        ways(seed(number)(given(source=sources())(lambda source: check(worker, source))))()
