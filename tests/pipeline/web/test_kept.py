"""What is counted once, and when it is counted again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest

from pipeline.archive.store import canonical
from pipeline.register.store import Register
from pipeline.web import kept
from pipeline.web.kept import Kept
from schemas.errors import LimitExceededError
from schemas.record import Record


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = Register(f"sqlite:///{tmp_path}/register.db")
    yield opened
    opened.close()


def test_it_is_counted_once_until_the_register_changes(register: Register, records: list[Record]) -> None:
    counted, number = Kept(register), count(1)

    assert [counted.of("a", number.__next__) for _ in range(3)] == [1, 1, 1]
    assert counted.of("b", number.__next__) == 2
    register.add(records[:1], canonical)
    assert counted.of("a", number.__next__) == 3


def test_those_who_ask_at_once_share_one_count(register: Register) -> None:
    counted, number, together = Kept(register), count(1), Barrier(8)

    def ask(_: int) -> int:
        together.wait()
        return counted.of("a", number.__next__)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(ask, range(8))) == {1}


def test_what_failed_is_tried_again(register: Register) -> None:
    counted = Kept(register)

    def fails() -> int:
        raise LimitExceededError("search", "took too long")

    with pytest.raises(LimitExceededError):
        counted.of("a", fails)
    assert counted.of("a", lambda: 1) == 1


def test_no_more_is_kept_than_so_much(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 2)
    counted, number = Kept(register), count(1)

    assert [counted.of(name, number.__next__) for name in "abcac"] == [1, 2, 3, 4, 3]
