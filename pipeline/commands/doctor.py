"""``paragraf doctor``: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import platform
import re
import shutil
from importlib.metadata import PackageNotFoundError, requires, version
from typing import NamedTuple

import typer

from pipeline import __version__
from schemas.errors import ExitCode


class Program(NamedTuple):
    """A program that Paragraf calls where it is installed, and what goes without it."""

    name: str
    purpose: str
    remedy: str


PROGRAMS = (
    Program("soffice", "Word files before 2007 (.doc), all of them", "apt install libreoffice-writer-nogui"),
    Program("antiword", "the same where LibreOffice is not, without page heads and labels", "apt install antiword"),
)


class Finding(NamedTuple):
    """One line of the examination."""

    name: str
    state: str
    sound: bool


def doctor() -> None:
    """Say what is installed and what is missing.

    And how to get it. The exit status is 1 where something that is needed is missing.

    **Example:** the first thing to send with a question

        paragraf doctor
    """
    findings = [
        Finding("paragraf", __version__, True),
        Finding("Python", platform.python_version(), True),
        *map(_library, _libraries()),
        _language("sv"),
    ]
    for finding in findings:
        typer.echo(f"{'ok     ' if finding.sound else 'MISSING'}  {finding.name:22} {finding.state}")
    for line in _ocr():
        typer.echo(f"optional {line}")
    for program in PROGRAMS:
        path = shutil.which(program.name)
        state = f"{'found' if path else 'not found'}: {program.purpose}" + ("" if path else f"; {program.remedy}")
        typer.echo(f"optional {program.name:22} {state}")
    if not all(finding.sound for finding in findings):
        raise typer.Exit(ExitCode.INTERNAL)


def _ocr() -> list[str]:
    """What reads scanned pages here: the engines that are found, the models, and which of them is used."""
    from pipeline.readers import ocr, rapid, tesseract

    used = ocr.engine()
    purpose = "text of scanned pages"
    if shutil.which("tesseract") is None:
        state = f"not found: {purpose}; apt install {tesseract.PACKAGES}"
    else:
        models = ", ".join(tesseract.installed_models()) or "none"
        state = f"found: {purpose}; version {tesseract.program_version()}, models {models}"
        found = tesseract.engine()
        if found is None or not found.version.endswith(tesseract.BEST_MODEL):
            state += f"; without the model {tesseract.BEST_MODEL} § is misread: apt install {tesseract.PACKAGES}"
        if "osd" not in tesseract.installed_models():
            state += "; without the model osd pages on their side are not turned: apt install tesseract-ocr-osd"
    other = rapid.engine()
    return [
        f"{'tesseract':22} {state}",
        f"{'rapidocr':22} {f'found: {other.version}' if other else 'not found'}: the same without a program to install"
        + ("" if other else "; pip install 'paragraf[ocr-pip]'"),
        f"{'OCR':22} {f'by {used.name} {used.version}' if used else f'none: pages without text are not read; {ocr.REMEDY}'}",
    ]


def _libraries() -> list[str]:
    """The names of what this package says that it requires, without the extras."""
    return [
        name[0]
        for line in requires("paragraf") or ()
        if "extra ==" not in line and (name := re.match(r"[\w.-]+", line))
    ]


def _library(name: str) -> Finding:
    try:
        return Finding(name, version(name), True)
    except PackageNotFoundError:
        return Finding(name, f"not installed; pip install {name}, or make demo", False)


def _language(code: str) -> Finding:
    from extractors import language

    try:
        subjects = language.load(code).model_dump()
    except (OSError, ValueError) as error:
        return Finding(f"language {code}", f"its files do not load: {error}", False)
    return Finding(
        f"language {code}", f"{len(subjects) - 1} subjects: {', '.join(sorted(subjects.keys() - {'code'}))}", True
    )
