"""A Swedish document made of nothing but its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors import language, segments
from extractors.reading import Reading
from schemas.record import Part
from schemas.text import Text, TextBuilder


@pytest.fixture(scope="session")
def swedish() -> Callable[[str | Text], Reading]:
    """Minutes with this content (or text) on one page, without items."""

    def reading(content: str | Text) -> Reading:
        text = content if isinstance(content, Text) else _one_page(content)
        minutes = Part(kind="minutes", start=0, end=len(text.content))
        return Reading(text, language.load("sv"), "minutes", (minutes,), ())

    return reading


@pytest.fixture(scope="session")
def swedish_items(swedish: Callable[[str | Text], Reading]) -> Callable[[str | Text], Reading]:
    """The same, cut into its items."""

    def reading(content: str | Text) -> Reading:
        whole = swedish(content)
        return replace(whole, segments=segments.segment(whole.text, whole.minutes, whole.language))

    return reading


def _one_page(content: str) -> Text:
    builder = TextBuilder()
    builder.start_page()
    for line in content.split("\n"):
        builder.add_line(line)
    return builder.build()
