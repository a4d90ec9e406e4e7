"""Stems, asked by many at once."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.register import swedish

WORDS = [
    "".join(parts)
    for parts in itertools.product(("kommun", "skol", "vägar"), ("nämnd", "bidrag", "plan"), ("ernas", "ens", "et", ""))
]


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads that give way to each other all the time."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hurried")
def test_readers_do_not_disturb_each_other() -> None:
    asked = WORDS * 200
    alone = list(map(swedish.stem.__wrapped__, asked))

    with ThreadPoolExecutor(16) as readers:
        together = list(readers.map(swedish.stem.__wrapped__, asked))

    assert together == alone
