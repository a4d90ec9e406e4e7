"""Rich Text Format (.rtf, and what is named .doc and is RTF): text, tables, headings, list labels, heads and feet.

The format is a stream of groups, control words and text. Its writers put the labels of lists (``1.``) and the results of
fields into it as text, so that nothing has to be counted. Pictures, field codes, hidden and deleted text are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.readers.base import Limits, Reader
from pipeline.readers.blocks import (
    MOST_COLUMNS,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Story,
    Table,
    footnote,
    lines_in,
    lines_of,
    written,
)
from pipeline.readers.labels import bullet
from schemas.errors import UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text

MEDIA_TYPE = "application/rtf"

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.I | re.S
)
_CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "softline": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
}
_SYMBOLS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n", "\t": "\t"}
# Groups that hold no text of the document.
_LEFT_OUT = {
    *(
        "fonttbl",
        "colortbl",
        "info",
        "pict",
        "object",
        "fldinst",
        "datafield",
        "xe",
        "tc",
        "rxe",
        "bkmkstart",
        "bkmkend",
    ),
    *("themedata", "colorschememapping", "latentstyles", "datastore", "generator", "listtable", "listoverridetable"),
    *("nonshppict", "sp", "shprslt", "annotation", "atnid", "atnauthor", "template", "revtbl", "rsidtbl", "mmath"),
    *("pntxta", "pntxtb", "pgdsctbl", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "nesttableprops"),
}
_HEADS = {"headerf": 0, "header": 1, "headerl": 2, "headerr": 3}
_FEET = {"footerf": 0, "footer": 1, "footerl": 2, "footerr": 3}
_LABELS = {"listtext", "pntext"}
_NOTES = {"footnote"}
# Groups that are put aside by \\* from readers of old, and are text.
_STARRED = {"shpinst", "shptxt"}
_CODE_PAGES = {
    437: "cp437",
    850: "cp850",
    1250: "cp1250",
    1251: "cp1251",
    1252: "cp1252",
    1257: "cp1257",
    10000: "mac_roman",
}
_CHARSETS = {
    0: "cp1252",
    1: "cp1252",
    77: "mac_roman",
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_SYMBOL_CHARSET = 2
_MOST_GROUPS = 500
# Of tables in each other.
_MOST_DEPTH = 20
# Space above a paragraph that a reader sees as a gap: a line of 12 points, in twentieths of a point.
_GAP = 240
_NO_LEVEL = 9
# Edges of cells so near to each other, in twentieths of a point, are one.
_SAME_EDGE = 60


@dataclass(frozen=True)
class _State:
    """What holds inside a group."""

    skip: bool = False
    # The group is the label of a point in a list, or the sheet of styles.
    is_label: bool = False
    is_styles: bool = False
    bold: bool = False
    hidden: bool = False
    font: int = 0
    # How many characters follow a Unicode one for those who cannot read it.
    fallbacks: int = 1


@dataclass(frozen=True)
class _Format:
    """What holds for a paragraph, until it is reset."""

    in_table: bool = False
    depth: int = 1
    heading: int | None = None
    gap: bool = False
    begins_page: bool = False
    style: int = 0


# The cells of a row, and the right edges that its definition gives them.
_Row = tuple[list[Cell], tuple[int, ...]]


@dataclass
class _Flow:
    """Blocks in the making: paragraphs, and at each depth of tables the rows and cells so far."""

    blocks: list[Block] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)
    bold: int = 0
    label: str = ""
    notes: list[str] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    # By depth of nesting: the rows of the table, the cells of the row, the blocks of the cell.
    rows: dict[int, list[_Row]] = field(default_factory=dict)
    cells: dict[int, list[Cell]] = field(default_factory=dict)
    inside: dict[int, list[Block]] = field(default_factory=dict)
    # Where the cells of the row end, as its definition says.
    edges: list[int] = field(default_factory=list)

    def end_paragraph(self, form: _Format) -> None:
        """The paragraph ends; it goes to the cell in which it stands, or to the document."""
        content = _paired("".join(self.characters))
        label = " ".join(self.label.split())
        if label:
            label = f"{label} " if re.search(r"\w", label) else bullet(label)
        lines = lines_in(label + content.lstrip() if content.strip() else "")
        is_bold = 0 < len("".join(content.split())) == self.bold
        paragraph = Paragraph(lines, form.heading, form.heading is not None or form.gap, is_bold, tuple(self.notes))
        place = self.place(form)
        if form.begins_page and place is self.blocks:
            place.append(PageBreak())
        place += [paragraph, *self.boxes]
        self.characters, self.bold, self.label, self.notes, self.boxes = [], 0, "", [], []

    def place(self, form: _Format) -> list[Block]:
        """Where a block of this form goes; a table that ended before it is put there first."""
        if not form.in_table:
            self.end_tables(1)
            return self.blocks
        self.end_tables(form.depth + 1)
        return self.inside.setdefault(form.depth, [])

    def end_cell(self, form: _Format) -> None:
        """The cell ends with its last paragraph."""
        form = replace(form, in_table=True)
        if self.characters or form.depth not in self.inside:
            self.end_paragraph(form)
        self.end_tables(form.depth + 1)
        self.cells.setdefault(form.depth, []).append(Cell(tuple(self.inside.pop(form.depth, ()))))

    def end_row(self, depth: int) -> None:
        """The row ends with its last cell."""
        if cells := self.cells.pop(depth, None):
            self.rows.setdefault(depth, []).append((cells, tuple(self.edges)))

    def end_tables(self, depth: int) -> None:
        """Tables at *depth* and deeper end: each goes to the cell that it stands in, or to the document."""
        for each in sorted(
            (level for level in {*self.rows, *self.cells, *self.inside} if level >= depth), reverse=True
        ):
            if each in self.inside:
                self.cells.setdefault(each, []).append(Cell(tuple(self.inside.pop(each))))
            self.end_row(each)
            if rows := self.rows.pop(each, None):
                (self.blocks if each == 1 else self.inside.setdefault(each - 1, [])).append(_table(rows))

    def end(self, form: _Format) -> tuple[Block, ...]:
        """All blocks."""
        if self.characters:
            self.end_paragraph(form)
        self.end_tables(1)
        return tuple(self.blocks)


class _Parser:
    """Reads the stream once, from one end to the other."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._stack: list[tuple[_State, Callable[[], None] | None]] = []
        self._state = _State()
        self._form = _Format()
        self._code_page = "cp1252"
        self._fonts: dict[int, int] = {}
        self._headings: dict[int, int | None] = {}
        self._flow = _Flow()
        self._flows: list[tuple[_Flow, _Format]] = []
        self._raw = bytearray()
        self._to_skip = 0
        self._starred = False
        self._first_in_group = False
        self._in_fonts = False
        self._footnotes = 0
        self.heads: list[tuple[int, tuple[Block, ...]]] = []
        self.feet: list[tuple[int, tuple[Block, ...]]] = []

    def blocks(self) -> tuple[Block, ...]:
        """The document's blocks; its heads and feet are found on the way.

        Raises:
            ValueError: groups in each other without end.
        """
        position = 0
        while match := _TOKEN.match(self._content, position):
            position = match.end()
            word, number, code, symbol, brace, characters = match.groups()
            if word:
                position += self._control(word.decode("ascii"), int(number) if number else None)
            elif code:
                self._byte(int(code, 16))
            elif symbol:
                self._symbol(symbol.decode("latin-1"))
            elif brace == b"{":
                self._open()
            elif brace:
                if not self._close():
                    break
            elif characters:
                self._characters(characters)
        self._flush()
        return self._flow.end(self._form)

    # --- groups -----------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._flush()
        if len(self._stack) >= _MOST_GROUPS:
            raise ValueError(f"more than {_MOST_GROUPS} groups in each other")
        self._stack.append((self._state, None))
        self._first_in_group, self._to_skip = True, 0

    def _close(self) -> bool:
        """A group ends; False where it is the last."""
        self._flush()
        if not self._stack:
            return False
        self._state, done = self._stack.pop()
        if done:
            done()
        self._first_in_group = self._starred = False
        return bool(self._stack)

    def _at_end(self, done: Callable[[], None]) -> None:
        state, _ = self._stack[-1]
        self._stack[-1] = (state, done)

    def _destination(self, word: str) -> bool:
        """What kind of group it is, told by its first word; False where that is an ordinary word."""
        starred, self._starred = self._starred, False
        if word in _LEFT_OUT:
            self._state = replace(self._state, skip=True)
        elif word == "stylesheet":
            self._state = replace(self._state, is_styles=True, skip=True)
            self._at_end(lambda: self._declare("pard", None))
        elif word in _LABELS:
            self._state = replace(self._state, is_label=True)
        elif word in _NOTES or word in _HEADS or word in _FEET or word == "shptxt":
            self._begin_flow(word)
        elif starred and word not in _STARRED:
            self._state = replace(self._state, skip=True)
        else:
            return word in _STARRED
        return True

    def _begin_flow(self, word: str) -> None:
        """Text that stands elsewhere: a page head, a note, a text box."""
        outer = (self._flow, self._form)
        self._flow, self._form = _Flow(), _Format()

        def done() -> None:
            blocks = self._flow.end(self._form)
            self._flow, self._form = outer
            if word in _HEADS:
                self.heads.append((_HEADS[word], blocks))
            elif word in _FEET:
                self.feet.append((_FEET[word], blocks))
            elif word == "shptxt":
                self._flow.boxes += [Paragraph(), *blocks, Paragraph()]
            elif content := " ".join(lines_of(blocks)):
                self._footnotes += 1
                self._flow.notes.append(footnote(self._footnotes, content))

        self._at_end(done)

    # --- words ------------------------------------------------------------------------------------------------------

    def _control(self, word: str, number: int | None) -> int:
        """Obey a control word; how many bytes after it are to be passed over."""
        if word == "bin":
            return max(number or 0, 0)
        if word == "u" and number is not None:
            self._unicode(number)
            return 0
        self._flush()
        first, self._first_in_group = self._first_in_group, False
        if (first or self._starred) and self._destination(word):
            return 0
        self._declare(word, number)
        if not self._state.skip and not self._character(word, number):
            self._structure(word, number)
        return 0

    def _declare(self, word: str, number: int | None) -> None:
        """What holds from here on: code page, fonts, styles, bold letters."""
        on = number != 0
        if word == "ansicpg":
            self._code_page = _CODE_PAGES.get(number or 0, "cp1252")
        elif word in ("mac", "pc", "pca"):
            self._code_page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "f":
            self._state = replace(self._state, font=number or 0)
        elif word == "fcharset":
            self._fonts[self._state.font] = number or 0
        elif word == "uc":
            self._state = replace(self._state, fallbacks=max(number or 0, 0))
        elif word == "b":
            self._state = replace(self._state, bold=on)
        elif word in ("v", "deleted"):
            self._state = replace(self._state, hidden=on)
        elif word == "plain":
            self._state = replace(self._state, bold=False, hidden=False)
        elif word == "s":
            self._form = replace(self._form, style=number or 0, heading=self._headings.get(number or 0))
        elif word == "outlinelevel":
            self._form = replace(self._form, heading=_level(number))
            if self._state.is_styles:
                self._headings[self._form.style] = _level(number)
        elif word == "pard":
            self._form = _Format()

    def _character(self, word: str, number: int | None) -> bool:
        if word not in _CHARACTERS:
            return False
        self._add(_CHARACTERS[word])
        return True

    def _structure(self, word: str, number: int | None) -> None:
        """Paragraphs, tables, pages."""
        flow = self._flow
        if word in ("par", "sect"):
            flow.end_paragraph(self._form)
        if word in ("page", "sect"):
            if flow.characters:
                flow.end_paragraph(self._form)
            flow.place(self._form).append(PageBreak())
        elif word == "sbknone" and flow.blocks and isinstance(flow.blocks[-1], PageBreak):
            flow.blocks.pop()
        elif word == "intbl":
            self._form = replace(self._form, in_table=True)
        elif word == "itap":
            self._form = replace(self._form, depth=min(max(number or 0, 1), _MOST_DEPTH), in_table=bool(number))
        elif word == "sb":
            self._form = replace(self._form, gap=(number or 0) >= _GAP)
        elif word == "pagebb":
            self._form = replace(self._form, begins_page=number != 0)
        elif word in ("cell", "nestcell"):
            flow.end_cell(replace(self._form, depth=1) if word == "cell" else self._form)
        elif word == "row":
            flow.end_tables(2)
            flow.end_row(1)
        elif word == "nestrow":
            flow.end_row(self._form.depth)
        elif word == "trowd":
            flow.edges = []
        elif word == "cellx":
            flow.edges.append(number or 0)

    # --- characters -------------------------------------------------------------------------------------------------

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
            return
        self._flush()
        if symbol in "\n\r":
            self._control("par", None)
        elif symbol in _SYMBOLS and not self._fell_back():
            self._add(_SYMBOLS[symbol])

    def _byte(self, code: int) -> None:
        self._first_in_group = False
        if not self._fell_back():
            self._raw.append(code)

    def _characters(self, characters: bytes) -> None:
        self._first_in_group = False
        passed = min(self._to_skip, len(characters))
        self._to_skip -= passed
        self._raw += characters[passed:]

    def _fell_back(self) -> bool:
        """Whether a character only stands there for those who could not read the one before."""
        if self._to_skip:
            self._to_skip -= 1
            return True
        return False

    def _unicode(self, number: int) -> None:
        self._flush()
        self._first_in_group = False
        number %= 0x10000
        # From F000 on are the places of a font of symbols; a pair of surrogates makes one character.
        self._add("•" if 0xF000 <= number < 0xF100 else chr(number))
        self._to_skip = self._state.fallbacks

    def _flush(self) -> None:
        """Decode the bytes that have come together."""
        if not self._raw:
            return
        raw, charset = bytes(self._raw), self._fonts.get(self._state.font)
        self._raw.clear()
        if charset == _SYMBOL_CHARSET and any(byte > 0x7F for byte in raw):
            self._add("•")
        else:
            self._add(
                raw.decode(_CHARSETS.get(charset or 0, self._code_page) if charset else self._code_page, "replace")
            )

    def _add(self, characters: str) -> None:
        if self._state.skip or self._state.hidden:
            return
        if self._state.is_label:
            self._flow.label += characters
            return
        self._flow.characters.append(characters)
        self._flow.bold += self._state.bold * len("".join(characters.split()))


def _level(number: int | None) -> int | None:
    """The level of a heading, 1 the highest, of an outline level from 0; 9 is other text."""
    return None if number is None or not 0 <= number < _NO_LEVEL else number + 1


def _paired(content: str) -> str:
    """Characters beyond the first 65 536, which are written as two, made one."""
    if not re.search("[\ud800-\udfff]", content):
        return content
    return content.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _table(rows: list[_Row]) -> Table:
    """The table of these rows: a cell is as many columns wide as edges of other rows' cells are in it."""
    edges: list[int] = []
    for edge in sorted({edge for _, row in rows for edge in row}):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return Table(tuple(tuple(_wide(cells, row, edges)) for cells, row in rows))


def _wide(cells: list[Cell], own: tuple[int, ...], edges: list[int]) -> Iterator[Cell]:
    if len(own) != len(cells):
        yield from cells
        return
    before = -1
    for cell, edge in zip(cells, own, strict=True):
        last = bisect_right(edges, edge) - 1
        yield replace(cell, columns=min(max(last - before, 1), MOST_COLUMNS))
        before = last


def read(source: SourceFile, limits: Limits) -> Text:
    """The document's text; pages begin where the author began them.

    Raises:
        LimitExceededError: more pages than the limits allow.
        UnreadableSourceError: damaged, or no RTF.
    """
    parser = _Parser(source.content)
    try:
        blocks = parser.blocks()
    except ValueError as error:
        raise UnreadableSourceError(source.name, f"not sound RTF ({error})") from error
    heads, feet = (_wordings(margins) for margins in (parser.heads, parser.feet))
    return written(Story(blocks, heads=heads, feet=feet), source, limits)


def _wordings(margins: list[tuple[int, tuple[Block, ...]]]) -> tuple[tuple[Block, ...], ...]:
    """Page heads (or feet), those of first pages first, each wording once."""
    found: dict[tuple[str, ...], tuple[Block, ...]] = {}
    for _, blocks in sorted(margins, key=lambda margin: margin[0]):
        found.setdefault(tuple(lines_of(blocks)), blocks)
    found.pop((), None)
    return tuple(found.values())


READER = Reader(name="rtf", media_types=(MEDIA_TYPE,), read=read)
