"""The archive's files: named by content, whole or absent, in a folder and in memory (any fsspec URL)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive.fates import Fate
from pipeline.archive.store import Archive, canonical, whole

BYTES = b"minutes"
SHA256 = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture(params=["folder", "object store"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    return Archive(str(tmp_path / "archive") if request.param == "folder" else f"memory://{tmp_path.name}")


def fate(file: str) -> Fate:
    return Fate(file=file, sha256=SHA256, size=7, state="empty", software="1", at="2024-01-02T03:04:05+00:00")


def test_an_original_keeps_its_bytes_and_a_suffix_that_opens_it(archive: Archive) -> None:
    path = archive.add_original(BYTES, SHA256, "Protokoll 3.PDF")

    assert path == f"originals/{SHA256[:2]}/{SHA256}.pdf"
    assert archive.read(path) == BYTES


@pytest.mark.parametrize("name", ["protokoll", "protokoll.", "a.b c", "x.mycket långt", "../x.p/f"])
def test_a_name_without_a_plain_suffix_gives_none(archive: Archive, name: str) -> None:
    assert archive.add_original(BYTES, SHA256, name) == f"originals/{SHA256[:2]}/{SHA256}"


def test_a_changed_record_lies_beside_the_old_one(archive: Archive) -> None:
    first, own = archive.add_record(canonical({"id": "x", "n": 1}), SHA256, 1)
    second, _ = archive.add_record(canonical({"id": "x", "n": 2}), SHA256, 1)

    assert first != second
    assert list(archive.names(f"records/{SHA256[:2]}/{SHA256}")) == sorted([first, second])
    assert hashlib.sha256(archive.read(first)).hexdigest() == own
    assert json.loads(archive.read(first)) == {"id": "x", "n": 1}


def test_the_journal_is_read_in_the_order_in_which_it_was_written(archive: Archive) -> None:
    for number in range(11):
        archive.add_fates([fate(f"/{number}"), fate(f"/{number}b")])
    again = Archive(archive.url)
    again.add_fates([fate("/last")])

    files = [line.file for line in again.fates()]
    assert files[:3] == ["/0", "/0b", "/1"]
    assert files[-2:] == ["/10b", "/last"]


def test_what_a_killed_run_left_half_written_is_not_there(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    path = archive.add_original(BYTES, SHA256, "a.txt")
    (tmp_path / path).with_name(".tmp-1234").write_bytes(b"min")

    assert list(archive.names("originals")) == [path]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    (tmp_path / "originals" / SHA256[:2]).mkdir(parents=True)
    with pytest.raises(TypeError):
        archive.add_original("no bytes", SHA256, "a.txt")  # type: ignore[arg-type]

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_canonical_json_is_the_same_whatever_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": "å"}) == canonical({"a": "å", "b": 1}) == '{"a":"å","b":1}'.encode()


# Numbers and letters of which Python's JSON and that of RFC 8785 may think differently come more often than by chance.
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(
    [0.0, -0.0, 72.0, 1e-7, 1e-5, 0.0001, 1e15, 1e16, 1e21, 5e-324, 2**53 - 1]
)
WORDS = st.text() | st.sampled_from(["\U0001f600", "\uffff", "12.0, 1e-05}", "\x7f\u2028\x01/"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
)


@given(st.dictionaries(WORDS, VALUES, max_size=4))
def test_canonical_json_is_that_of_the_standard(value: dict[str, Any]) -> None:
    expected = rfc8785.dumps(value)

    assert canonical(value) == expected
    assert canonical(json.loads(json.dumps(value), parse_float=whole)) == expected


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_no_json_can_say_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"a": number})
