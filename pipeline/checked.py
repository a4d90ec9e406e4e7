"""A record held against the law, for people and for scripts: what is asked for and what is there, then what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractors import language, law
from extractors.elements import ELEMENTS
from schemas.problem import Problem
from schemas.record import Record
from schemas.text import Quote

# What is longer than this is quoted by its beginning.
_LONGEST_QUOTE = 60
_MARKS: Final = {"found": "✓", "missing": "✗", "not_applicable": "–"}
# An element that may stand elsewhere, or that an act not verified asks for.
_UNSURE = "?"
_STYLES: Final = {"✓": "green", "✗": "bold red", _UNSURE: "yellow", "–": "dim"}
_SEVERE = ("warning", "error")


@dataclass(frozen=True)
class Checked:
    """A record, the act it was held against, and what came of it."""

    record: Record
    choice: law.Choice
    findings: list[law.Finding]

    @property
    def contradictions(self) -> list[Problem]:
        """The record's problems that no act asks about."""
        asked = {element.code for element in ELEMENTS.values()}
        return [problem for problem in self.record.problems if problem.code not in asked]

    @property
    def sound(self) -> bool:
        """Whether a person need not look: no warning and no error."""
        return not any(problem.severity in _SEVERE for problem in self.record.problems)


def checked(record: Record) -> Checked:
    """*record* held against the act that applies to it."""
    words = language.load(record.language)
    choice = law.chosen(record, words)
    return Checked(record, choice, law.findings(record, choice, words))


def as_json(result: Checked) -> dict[str, Any]:
    """The result as an object: names are those of the record where it has them."""
    return {
        "id": result.record.id,
        "source": result.record.source.name,
        "document_type": result.record.document_type,
        "act": result.choice.act.name if result.choice.act else None,
        "reason": result.choice.reason,
        "elements": [
            {
                "element": finding.element,
                "section": finding.section,
                "severity": finding.severity,
                "state": finding.answer.state,
                "said": finding.answer.said,
                "paragraph_id": finding.answer.paragraph_id,
                "evidence": [quote.model_dump(mode="json") for quote in finding.answer.evidence],
            }
            for finding in result.findings
        ],
        "contradictions": [problem.model_dump(mode="json") for problem in result.contradictions],
        "sound": result.sound,
    }


def in_lines(result: Checked) -> Iterator[str]:
    """The result as plain lines, for a file or a pipe."""
    yield _head(result)
    yield _law(result)
    for mark, title, said, where, section in _rows(result):
        yield f"{mark} {title}: {said}{_aside(where)}{f' ({section})' if section else ''}"
    for problem in result.contradictions:
        yield f"{problem.severity}: {problem.message}{_aside(_place(problem.evidence))} ({problem.code})"


def in_terminal(result: Checked) -> Group:
    """The result as a table of what is asked for, and below it what contradicts itself."""
    parts: list[RenderableType] = [Text(_head(result), style="bold"), Text(_law(result), style="dim")]
    if result.findings:
        asked = Table(box=None, padding=(0, 1))
        for heading in ("", "asked for", "found", "where", "section"):
            asked.add_column(heading, header_style="dim", overflow="fold")
        for mark, *cells in _rows(result):
            asked.add_row(Text(mark, style=_STYLES[mark]), *map(Text, cells))
        parts.append(asked)
    for problem in result.contradictions:
        style = "bold red" if problem.severity in _SEVERE else "yellow"
        parts.append(
            Text.assemble((problem.severity, style), f" {problem.message} ", (_place(problem.evidence), "dim"))
        )
    return Group(*parts, Text())


def _head(result: Checked) -> str:
    record, meeting = result.record, result.record.meeting
    who = [organisation.name for organisation in meeting.organisations] if meeting else []
    what = [*who, meeting.body, meeting.date] if meeting else []
    return f"{record.source.name}: {', '.join(part for part in what if part) or record.document_type}"


def _law(result: Checked) -> str:
    act = result.choice.act
    if act is None:
        return f"held against no act: {result.choice.reason}"
    return f"held against {act.name}{'' if act.verified else ', not verified'}: {result.choice.reason}"


def _rows(result: Checked) -> Iterator[tuple[str, str, str, str, str]]:
    """Mark, element, what is said of it, where, and who asks for it."""
    for finding in result.findings:
        answer = finding.answer
        unsure = answer.state == "missing" and finding.severity == "info"
        mark = _UNSURE if unsure else _MARKS[answer.state]
        yield mark, ELEMENTS[finding.element].title, answer.said, _place(answer.evidence), finding.section or ""


def _aside(place: str) -> str:
    return f", {place}" if place else ""


def _place(evidence: tuple[Quote, ...]) -> str:
    """The page and the words of the first passage."""
    if not evidence:
        return ""
    quote = " ".join(evidence[0].quote.split())
    short = quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE].rstrip()}…"
    return f"page {evidence[0].page}: “{short}”"
