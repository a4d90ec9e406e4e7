"""A record as a person checks it: its text with every fact marked where it stands.

``spans`` cuts the text where a mark begins or ends, so that marks may overlap (an amount in a decision in an item)::

    "anslå 500 kr till"  ->  ("anslå ", [decision]) ("500 kr", [decision, amount]) (" till", [decision])
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import pairwise
from string import Template
from typing import NamedTuple

from rich.console import Group
from rich.rule import Rule
from rich.text import Text as Styled

from schemas.item import Item
from schemas.meeting import Adjustment, Meeting, Notice
from schemas.record import Record
from schemas.text import Quote


class Look(NamedTuple):
    """How one kind of fact is shown: its name, its colour in HTML (a hue, 0 to 359) and in the terminal."""

    title: str
    hue: int
    terminal: str


# Field of the record, and its look. Where marks of the same length overlap, the later kind lies on top.
LOOKS = {
    "meeting": Look("Meeting", 200, "cyan"),
    "adjustment": Look("Adjustment", 185, "cyan"),
    "notice": Look("Notice", 170, "cyan"),
    "paragraphs": Look("Items (§)", 225, "bold blue"),
    "attendees": Look("Attendees", 275, "magenta"),
    "tables": Look("Tables", 60, "yellow"),
    "proposals": Look("Proposals", 25, "dark_orange"),
    "decisions": Look("Decisions", 140, "green"),
    "votes": Look("Votes", 310, "bright_magenta"),
    "reservations": Look("Reservations", 0, "red"),
    "recusals": Look("Recusals", 345, "red"),
    "movements": Look("Comings and goings", 330, "bright_red"),
    "amounts": Look("Amounts", 48, "bold yellow"),
    "references": Look("References", 250, "blue"),
    "signatures": Look("Signatures", 290, "magenta"),
}


class Fact(NamedTuple):
    """A fact of the record, in words, with the passages that bear it out."""

    kind: str
    label: str
    confidence: float
    evidence: tuple[Quote, ...]


class Piece(NamedTuple):
    """A run of the text under the same marks: the indexes of the facts, the innermost last."""

    start: int
    end: int
    facts: tuple[int, ...]
    furniture: bool


def facts(record: Record) -> list[Fact]:
    """Everything in *record* that quotes the text, kind by kind."""
    found = []
    for kind in LOOKS:
        value = getattr(record, kind)
        if isinstance(value, Meeting | Adjustment | Notice):
            for name, evidence in value.evidence.items():
                label = f"{name.replace('_', ' ')}: {_stated(getattr(value, name))}"
                found.append(Fact(kind, label, value.confidence, evidence))
        else:
            found += [Fact(kind, _label(item), item.confidence, item.evidence) for item in value or ()]
    return found


def _stated(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_stated, value))
    return str(getattr(value, "name", value))


def _label(item: Item) -> str:
    """What the item says, field by field, without the places and what is null."""
    aside = {"evidence", "rule", "confidence", "id", "paragraph_id", "start", "end", "sections", "present_at", "rows"}
    stated = item.model_dump(exclude=aside, exclude_none=True, exclude_defaults=True)
    number = stated.pop("number", None) or stated.pop("paragraph", None)
    values = [f"§ {number}"] if number else []
    for name, value in stated.items():
        values.append(str(len(value)) + " voters" if name == "roll" else _plain(value))
    return " · ".join(value for value in values if value)


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def pieces(record: Record, marks: Iterable[Fact]) -> Iterator[Piece]:
    """The text from start to end, cut wherever a mark or furniture begins or ends."""
    order = {kind: number for number, kind in enumerate(LOOKS)}
    opening: dict[int, list[tuple[int, int, int]]] = {}
    cuts = {0, len(record.text)}
    for index, fact in enumerate(marks):
        for quote in fact.evidence:
            # Longer marks lie under shorter ones.
            opening.setdefault(quote.start, []).append((quote.start - quote.end, order.get(fact.kind, 0), index))
            cuts |= {quote.start, quote.end}
    furniture = [piece for page in record.pages for piece in page.furniture]
    cuts |= {offset for piece in furniture for offset in (piece.start, piece.end)}
    cuts |= {page.start for page in record.pages}
    grey = {piece.start: piece.end for piece in furniture}
    active: list[tuple[int, int, int, int]] = []
    grey_until = 0
    places = sorted(cuts)
    for start, end in pairwise(places):
        grey_until = max(grey_until, grey.get(start, 0))
        active = [mark for mark in active if mark[3] > start]
        active += [(*mark, start - mark[0]) for mark in opening.get(start, ())]
        yield Piece(start, end, tuple(mark[2] for mark in sorted(active)), start < grey_until)


def in_terminal(record: Record) -> Group:
    """The marked text for a terminal, page by page, under a legend and above the list of problems."""
    marks = facts(record)
    counts = {kind: sum(fact.kind == kind for fact in marks) for kind in LOOKS}
    legend = Styled("  ").join(
        Styled(f"{LOOKS[kind].title} {count}", f"{LOOKS[kind].terminal} reverse")
        for kind, count in counts.items()
        if count
    )
    parts: list[Rule | Styled] = [Rule(f"{record.source.name}: {record.document_type}"), legend]
    pages = {page.start: page.number for page in record.pages}
    page = Styled()
    for piece in pieces(record, marks):
        if piece.start in pages:
            parts += [page, Rule(f"page {pages[piece.start]}", style="dim")]
            page = Styled()
        style = (
            f"{LOOKS[marks[piece.facts[-1]].kind].terminal} reverse"
            if piece.facts
            else "dim"
            if piece.furniture
            else ""
        )
        page.append(record.text[piece.start : piece.end], style)
    parts.append(page)
    parts += [Styled(f"{problem.severity}: {problem.message}", "red") for problem in record.problems]
    return Group(*parts)


def in_html(records: list[Record]) -> str:
    """One self-contained HTML page: the marked text of every record beside the list of its facts."""
    template = Template((resources.files("pipeline") / "templates" / "show.html").read_text("utf-8"))
    return template.substitute(
        title=html.escape(records[0].source.name),
        colours="\n".join(f".k-{kind} {{ --hue: {look.hue}; }}" for kind, look in LOOKS.items()),
        records="\n".join(_section(record, ordinal) for ordinal, record in enumerate(records, 1)),
    )


def _section(record: Record, ordinal: int) -> str:
    marks = facts(record)
    meeting = record.meeting or Meeting()
    about = (record.document_type, meeting.body, meeting.date, meeting.place, f"{len(record.pages)} pages")
    problems = "".join(
        f'<li class="{problem.severity}">{html.escape(problem.message)}</li>' for problem in record.problems
    )
    return (
        f"<section><h1>{html.escape(record.source.name)}</h1>"
        f'<p class="about">{html.escape(" · ".join(value for value in about if value))}</p>'
        f'<ul class="problems">{problems}</ul>'
        f'<div class="columns"><nav>{_side(marks, ordinal)}</nav>'
        f"<main>{_document(record, marks, ordinal)}</main></div></section>"
    )


def _side(marks: list[Fact], ordinal: int) -> str:
    """The facts by kind, each a link to the first place that bears it out."""
    groups = []
    for kind, look in LOOKS.items():
        lines = [
            f'<li><a href="#f{ordinal}-{index}">{html.escape(fact.label)}</a></li>'
            for index, fact in enumerate(marks)
            if fact.kind == kind
        ]
        if lines:
            head = f'<summary><span class="key k-{kind}">{look.title}</span> {len(lines)}</summary>'
            groups.append(f"<details open>{head}<ol>{''.join(lines)}</ol></details>")
    return "".join(groups)


def _document(record: Record, marks: list[Fact], ordinal: int) -> str:
    pages = {page.start: page.number for page in record.pages}
    placed: set[int] = set()
    written = []
    for piece in pieces(record, marks):
        if piece.start in pages:
            written.append(f'<hr data-page="{pages[piece.start]}">')
        shown = html.escape(record.text[piece.start : piece.end])
        if piece.facts:
            # The first piece of a fact is where its link leads.
            anchors = "".join(f'<i id="f{ordinal}-{fact}"></i>' for fact in piece.facts if fact not in placed)
            placed.update(piece.facts)
            said = html.escape(
                "\n".join(f"{LOOKS[marks[fact].kind].title}: {marks[fact].label}" for fact in piece.facts)
            )
            names = " ".join(f"f{ordinal}-{fact}" for fact in piece.facts)
            kind = marks[piece.facts[-1]].kind
            shown = f'{anchors}<mark class="k-{kind}" data-facts="{names}" title="{said}">{shown}</mark>'
        elif piece.furniture:
            shown = f'<span class="furniture">{shown}</span>'
        written.append(shown)
    return "".join(written)


def _said(fact: Fact) -> str:
    return f"{LOOKS[fact.kind].title}: {fact.label} (confidence {fact.confidence:.2f})"
