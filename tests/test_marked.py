"""The marked document: every character once, every fact where it stands."""

from __future__ import annotations

import html
import io
import re

from rich.console import Console

from pipeline import marked
from schemas.amount import Amount
from schemas.decision import Decision
from schemas.problem import Problem
from schemas.record import Part, Record
from schemas.source import Software, Source
from schemas.text import Furniture, Page, Quote

CONTENT = "Sida 1\nStyrelsen beslutade att anslå 500 kr till <festen>.\n"


def quote(words):
    start = CONTENT.index(words)
    return (Quote(start=start, end=start + len(words), page=1, quote=words),)


def record():
    clause = "att anslå 500 kr till <festen>"
    decision = Decision(
        evidence=quote(clause),
        rule="clause",
        paragraph="4",
        paragraph_id=None,
        text=clause,
        status="adopted",
        outcome="granted",
    )
    return Record(
        id="0123456789abcdef-1",
        document_type="minutes",
        language="sv",
        source=Source(
            name="mote.txt",
            sha256="0" * 64,
            media_type="text/plain",
            size=len(CONTENT.encode()),
            page_count=1,
            reader="text",
            text_origin="embedded",
        ),
        software=Software(name="paragraf", version="0", engines={}),
        text=CONTENT,
        pages=(Page(number=1, start=0, end=len(CONTENT), furniture=(Furniture(start=0, end=6, kind="head"),)),),
        parts=(Part(kind="minutes", start=0, end=len(CONTENT)),),
        decisions=(decision,),
        amounts=(Amount(evidence=quote("500 kr"), rule="sum", text="500 kr", value="500", currency="SEK"),),
        problems=(Problem(code="gap", severity="warning", message="§ 3 saknas & söks"),),
    )


def test_pieces_are_the_whole_text_and_the_innermost_mark_is_last():
    shown = record()
    marks = marked.facts(shown)

    pieces = list(marked.pieces(shown, marks))

    assert "".join(CONTENT[piece.start : piece.end] for piece in pieces) == CONTENT
    kinds = {CONTENT[piece.start : piece.end]: [marks[fact].kind for fact in piece.facts] for piece in pieces}
    assert kinds["att anslå "] == ["decisions"]
    assert kinds["500 kr"] == ["decisions", "amounts"]
    assert [piece.furniture for piece in pieces] == [True, *[False] * (len(pieces) - 1)]


def test_the_page_says_everything_once_and_escaped():
    page = marked.in_html([record()])

    document = page[page.index("<main>") : page.index("</main>")]
    assert html.unescape(re.sub(r"<[^>]*>", "", document)) == CONTENT
    assert "§ 3 saknas &amp; söks" in page
    # Each link of the list leads to a place.
    links = set(re.findall(r'href="#(f[^"]+)"', page))
    assert links == set(re.findall(r'<i id="([^"]+)"', page))
    assert len(links) == 2


def test_the_terminal_says_everything():
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(marked.in_terminal(record()))

    shown = console.export_text()
    assert "Styrelsen beslutade att anslå 500 kr till <festen>." in shown
    assert "Decisions 1" in shown
    assert "§ 3 saknas & söks" in shown
