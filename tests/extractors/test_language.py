"""The files of words: each loads, and no list says a word twice."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors import language

LANGUAGES = sorted(Path(language.__file__).parent.glob("lang/*"))
FILES = sorted(file for folder in LANGUAGES for file in folder.glob("*.toml"))


def lists(value: object, name: str) -> Iterator[tuple[str, list[object]]]:
    """Every list in *value*, those inside tables and lists too, with its name."""
    if isinstance(value, list):
        yield name, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from lists(part, f"{name}.{key}")


@pytest.mark.parametrize("folder", LANGUAGES, ids=lambda folder: folder.name)
def test_every_file_is_a_subject_of_its_language(folder):
    assert language.load(folder.name).model_dump().keys() == {"code", *(file.stem for file in folder.glob("*.toml"))}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_no_list_repeats_a_word(file):
    found = list(lists(tomllib.loads(file.read_text("utf-8")), file.stem))
    repeated = {name: [word for word, times in Counter(map(str, words)).items() if times > 1] for name, words in found}

    assert found
    assert {name: words for name, words in repeated.items() if words} == {}
