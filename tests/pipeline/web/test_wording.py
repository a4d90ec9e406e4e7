"""The strings of the pages: none is missing, and both languages put in the same things."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from pipeline.web.wording import LANGUAGES, Wording, _catalogue

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "pipeline" / "web" / "templates"


def _put_in(written: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(written) if name}


@pytest.mark.parametrize("key", _catalogue())
def test_both_languages_put_in_the_same(key: str) -> None:
    swedish, english = _catalogue()[key]

    assert swedish
    assert english
    assert _put_in(swedish) == _put_in(english)


def test_every_string_that_a_template_names_is_there() -> None:
    named = {
        key
        for page in TEMPLATES.glob("*.html")
        for key in re.findall(r'say\("([a-z_]+\.[a-z_0-9]+)"', page.read_text("utf-8"))
    }

    assert named
    assert named <= set(_catalogue())


def test_every_problem_has_a_string() -> None:
    codes = re.findall(
        r"^\| `([a-z_]+)` \| (?:info|warning|error) ", (ROOT / "docs" / "problems.md").read_text("utf-8"), re.MULTILINE
    )

    assert codes
    assert [code for code in codes if f"problem.{code}" not in _catalogue()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_day_stays_as_it_is(language: str) -> None:
    say = Wording("sv" if language == "sv" else "en")

    assert [say.date(one) for one in ("2022", "2022-13-01", "", None)] == ["2022", "2022-13-01", "", ""]
