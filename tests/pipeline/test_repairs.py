"""Damaged text: what is mended, what it costs in look-alikes, and what is left as it came."""

from __future__ import annotations

import pytest

from pipeline.readers import text
from pipeline.readers.base import Limits
from pipeline.readers.repairs import repaired
from schemas.source import SourceFile

MENDED = {
    "UTF-8 read as Windows-1252": (
        "MÃ¶tet Ã¶ppnades pÃ¥ Ã…sgÃ¥rden. Â§ 4 â€“ KÃ¶p",
        "Mötet öppnades på Åsgården. § 4 – Köp",
    ),
    "the Swedish ASCII of old systems": (
        "Ordf|rande h{lsade alla. M|tet |ppnades p} g}rden. [rendet f|rklarades beh|rigt utlyst.",
        "Ordförande hälsade alla. Mötet öppnades på gården. Ärendet förklarades behörigt utlyst.",
    ),
    "letters lost in words of the language": (
        "M\ufffdtet beslutade att godk\ufffdnna f\ufffdrslaget.",
        "Mötet beslutade att godkänna förslaget.",
    ),
    "letters lost in a word that the document has elsewhere": (
        "Björkvrå by, Bj\ufffdrkvr\ufffd by",
        "Björkvrå by, Björkvrå by",
    ),
    "capitals among capitals": ("N\ufffdRVARANDE", "NÄRVARANDE"),
    "the sign before numbers that rise": ("\ufffd 12 Val\nNils Ek\n\ufffd 13 Slut", "§ 12 Val\nNils Ek\n§ 13 Slut"),
    "a heading with blanks between the letters": ("P R O T O K O L L  fört av", "PROTOKOLL  fört av"),
}
LEFT = {
    "a foreign name": "Château Margaux, São Paulo",
    "one odd word in a whole text": "Filen heter MÃ¶te.txt",
    "a table of Markdown": "| Namn | Roll |\n| --- | --- |\n| Eva Ek | ledamot |",
    "a program's text": 'if (a) { b[1] = "x"; } else { c = {}; }',
    "a word that may be two": "hår, här, h\ufffdr",
    "a name nobody knows": "K\ufffdnsta",
    "a number that stands alone": "\ufffd 12 Val\nNils Ek",
    "a list of letters": "A B C D E",
}


@pytest.mark.parametrize(("damaged", "whole"), MENDED.values(), ids=MENDED)
def test_mends(damaged: str, whole: str) -> None:
    assert repaired(damaged).content == whole
    assert sum(repaired(damaged).mended.values()) > 0


@pytest.mark.parametrize("content", LEFT.values(), ids=LEFT)
def test_leaves(content: str) -> None:
    assert repaired(content) == (content, {})


@pytest.mark.parametrize("whole", [whole for _, whole in MENDED.values()])
def test_what_is_whole_stays(whole: str) -> None:
    assert repaired(whole) == (whole, {})


ENCODED = {
    "Windows": ("cp1252", "Windows-1252"),
    "an old Mac": ("mac_roman", "Mac OS Roman"),
    "DOS": ("cp850", "DOS code page 850"),
    "DOS in America": ("cp437", "DOS code page 850"),
}


@pytest.mark.parametrize(("encoding", "name"), ENCODED.values(), ids=ENCODED)
def test_tells_an_encoding_by_the_swedish_letters(encoding: str, name: str) -> None:
    content = "Mötet öppnades på Åsgården av Örjan Äng."
    found = text.read(SourceFile("möte.txt", content.encode(encoding), text.PLAIN), Limits())

    assert found.content == content + "\n"
    assert found.remarks == (("encoding_guessed", f"not UTF-8: read as {name}"),)


def test_says_how_many_were_mended_and_how_many_are_lost() -> None:
    content = "M\ufffdtet \ufffdppnades av Bj\ufffdrg\ufffd."
    found = text.read(SourceFile("möte.txt", content.encode(), text.PLAIN), Limits())

    assert found.content == "Mötet öppnades av Bj\ufffdrg\ufffd.\n"
    assert [(code, message.split()[0]) for code, message in found.remarks] == [
        ("characters_repaired", "damaged"),
        ("characters_lost", "2"),
    ]
