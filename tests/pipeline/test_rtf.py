r"""What Word shows of an RTF file: each row is a piece of the stream and the text that a reader sees."""

import pytest

from pipeline.readers import rtf
from pipeline.readers.base import Limits
from schemas.errors import UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset2 Symbol;}"
    rb"{\f2\fnil\fcharset238 Arial CE;}}{\colortbl;\red0\green0\blue0;}"
    rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\*\cs2 Standard;}}{\info{\title Nej}}"
)


def read(body: bytes, head: bytes = HEAD) -> Text:
    return rtf.read(SourceFile("test.rtf", head + b"\r\n" + body + b"}\0", rtf.MEDIA_TYPE), Limits())


def row(*cells: bytes, edges: tuple[int, ...] = ()) -> bytes:
    ends = edges or tuple(2000 * number for number in range(1, len(cells) + 1))
    return (
        rb"\trowd"
        + b"".join(rb"\cellx%d" % end for end in ends)
        + rb"\pard\intbl "
        + b"".join(cell + rb"\cell " for cell in cells)
        + rb"\row "
    )


SEEN = {
    "paragraphs are lines": (rb"\pard M\'f6tet \'f6ppnas\par Eva h\'e4lsar\par", "Mötet öppnas\nEva hälsar"),
    "an empty paragraph parts blocks": (rb"Ett\par\par\par Tv\'e5\par", "Ett\n\nTvå"),
    "line ends of the file are nothing": (b"Kom\r\nmun\\par", "Kommun"),
    "Unicode with its fall-back": (rb"\u167?\~4 \u8211\'96 \uc0\u197 s\par", "§ 4 – Ås"),
    "a character of two halves": (rb"\u-10179?\u-8704?\par", "😀"),
    "code page of a font": (rb"{\f2 \'b3}\par", "ł"),
    "code page of the machine": (rb"\par", ""),
    "named characters": (rb"Tid\tab 9\emdash 11\line Plats\tab\'c5sen\par", "Tid\t9—11\nPlats\tÅsen"),
    "escaped": (rb"\{a\}\\\par", "{a}\\"),
    "a heading by its style": (rb"Ett\par\pard\s1 Tv\'e5\par\pard Tre\par", "Ett\n\nTvå\nTre"),
    "a heading by its level": (rb"Ett\par\pard\outlinelevel1 Tv\'e5\par", "Ett\n\nTvå"),
    "a line in bold stands apart": (rb"Ett\par{\b Tv\'e5}\par", "Ett\n\nTvå"),
    "bold switched off": (rb"Ett\par\b Tv\b0 \'e5\par", "Ett\nTvå"),
    "space above": (rb"Ett\par\pard\sb360 Tv\'e5\par", "Ett\n\nTvå"),
    "labels of lists": (
        rb"{\listtext\pard\plain 4.\tab}Val\par{\pntext\f1\'b7\tab}att anta\par{\listtext\u61623\'3f\tab}att avsl\'e5\par",
        "4. Val\n- att anta\n- att avslå",
    ),
    "fields: results in, codes out": (rb'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt bilaga 1}}\par', "bilaga 1"),
    "hidden, deleted, unknown and pictures": (
        rb"{\v Nej}{\deleted Nej}{\*\unknown Nej}{\pict\wmetafile8 00ff}{\object{\*\objdata 00}}{\bin3 abcJa}\par",
        "Ja",
    ),
    "a table": (row(b"Plats", rb"\'c5sen") + row(b"Tid", b"9") + rb"\pard Text\par", "Plats\tÅsen\nTid\t9\n\nText"),
    "lines in a cell": (row(b"N\\'e4rvarande", rb"Eva\line Bo\par Ek") + rb"\pard", "Närvarande\tEva\nBo\nEk"),
    "a table in a cell": (
        rb"\trowd\cellx5000\pard\intbl Ett\par\pard\intbl\itap2 A\nestcell B\nestcell{\*\nesttableprops\trowd\cellx1\cellx2"
        rb"\nestrow}\pard\intbl\itap1 Tv\'e5\cell\row\pard",
        "Ett\n\nA\tB\n\nTvå",
    ),
    "a text box follows its paragraph": (
        rb"Ett{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv 1}}{\shptxt Ruta\par}}{\shprslt Nej}}\par Tv\'e5\par",
        "Ett\n\nRuta\n\nTvå",
    ),
    "a footnote ends the page": (
        rb"Kostnad{\super\chftn}{\footnote\pard Utan moms.} 9 kr\par Slut\par",
        "Kostnad 9 kr\nSlut\n\n¹ Utan moms.",
    ),
    "the last paragraph without its end": (rb"Ett\par Tv\'e5", "Ett\nTvå"),
}


@pytest.mark.parametrize(("body", "expected"), SEEN.values(), ids=SEEN)
def test_shows_what_a_reader_sees(body: bytes, expected: str) -> None:
    assert read(body).content.rstrip("\n") == expected


CODE_PAGES = {
    rb"{\rtf1\mac ": b"\\'8c",
    rb"{\rtf1\pc ": b"\\'86",
    rb"{\rtf1\ansi\ansicpg850 ": b"\\'86",
    rb"{\rtf1 ": b"\\'e5",
}


@pytest.mark.parametrize(("head", "letter"), CODE_PAGES.items(), ids=[head.decode() for head in CODE_PAGES])
def test_code_pages(head: bytes, letter: bytes) -> None:
    assert read(letter, head).content.strip() == "å"


PAGES = {
    "a page": (rb"Ett\par\page Tv\'e5\par", ["Ett", "Två"]),
    "a page in a paragraph": (rb"Ett\page Tv\'e5\par", ["Ett", "Två"]),
    "a page before": (rb"Ett\par\pard\pagebb Tv\'e5\par", ["Ett", "Två"]),
    "a section": (rb"Ett\sect\sectd Tv\'e5\par", ["Ett", "Två"]),
    "a section on the same page": (rb"Ett\sect\sectd\sbknone Tv\'e5\par", ["Ett\nTvå"]),
}


@pytest.mark.parametrize(("body", "expected"), PAGES.values(), ids=PAGES)
def test_pages(body: bytes, expected: list[str]) -> None:
    text = read(body)

    assert [text.content[page.start : page.end].strip() for page in text.pages] == expected


def test_the_first_head_is_text_and_the_rest_furniture() -> None:
    text = read(rb"{\header \'c5sbo 2\par}{\headerf \'c5sbo kommun\par}{\footer Justerandes sign\par}Ett\par")

    assert text.content.split("\n")[:3] == ["Åsbo kommun", "", "Ett"]
    assert [text.content[piece.start : piece.end] for piece in text.furniture] == ["Åsbo 2", "Justerandes sign"]


def test_a_wide_cell_fills_the_columns_of_other_rows() -> None:
    text = read(
        row(b"Post", b"Kronor", edges=(2000, 6020))
        + row(b"", b"2023", b"2024", edges=(2010, 4000, 6000))
        + row(b"Hyra", b"1", b"2")
    )

    rows = [[text.content[span.start : span.end] for span in row] for row in text.grids[0].rows]
    assert rows == [["Post", "Kronor", ""], ["", "2023", "2024"], ["Hyra", "1", "2"]]


def test_groups_without_end() -> None:
    with pytest.raises(UnreadableSourceError, match=r"test\.rtf: .*groups"):
        read(b"{" * 5000)
