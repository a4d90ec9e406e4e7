"""What the code imports is what ``pyproject.toml`` asks for: a library that only happens to be installed is not enough."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("schemas", "extractors", "pipeline")


def imported():
    """The top-level names that any module imports, also inside a function."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (alias.name.partition(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    yield node.module.partition(".")[0]


def test_every_import_is_a_declared_dependency_and_each_dependency_is_used():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [each for name, extra in project["optional-dependencies"].items() if name != "dev" for each in extra]
    declared = {re.match(r"[\w-]+", requirement)[0].lower() for requirement in [*project["dependencies"], *extras]}
    installed = packages_distributions()

    foreign = {name for name in imported() if name not in {*PACKAGES, *sys.stdlib_module_names}}
    used = {distribution.lower() for name in foreign for distribution in installed[name]}

    # setuptools builds the project, SQLAlchemy imports psycopg by the database's URL, and OCR asks by name whether RapidOCR is there.
    assert used | {"setuptools", "psycopg", "rapidocr", "onnxruntime"} == declared
