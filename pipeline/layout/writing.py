"""Lines and tables written into a text: pages, blank lines between blocks, soft breaks, words cut in two joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from pipeline.layout.blocks import Block, Line, Table, plain_line
from pipeline.layout.furniture import placed_furniture
from pipeline.layout.hyphens import joined_hyphen
from pipeline.layout.margins import without_margin
from pipeline.layout.order import head_over, in_order
from pipeline.layout.rows import LEADER, MARKER, Placed, PlacedPage, right_margin, rows_of, tabulated, usual_gap
from pipeline.layout.spreads import halves
from schemas.text import FurnitureKind, TextBuilder, Word

# A column narrower than this holds lists rather than prose.
_NARROW = 24
_SMALL_WORDS = {"av", "för", "från", "hos", "i", "och", "på", "samt", "till", "vid", "ersätter"}
# A line so full that goes on in lower case goes on, whatever word follows; save those that begin clauses of a decision.
_MOSTLY_FULL = 0.8
# In a narrow column, where an entry begins with a name, half is enough.
_HALF_FULL = 0.5
_CLAUSES = {"att", "samt", "dels"}
# A line distance larger than the usual one by this parts blocks.
_BLOCK_GAP = 0.4

_ITEM = re.compile(r"§|\d{1,3}\s?§")


def compose(builder: TextBuilder, pages: Sequence[PlacedPage]) -> None:
    """Add *pages* to *builder* in reading order, their tables as grids, their heads and feet as furniture.

    Of a sheet with two pages side by side the left one comes wholly before the right one.
    """
    pages = [half for page in pages for half in halves(without_margin(page))]
    split = [tabulated(page) for page in pages]
    rows = [rows_of(words) for _, words in split]
    margin = right_margin(rows, pages)
    furniture = placed_furniture(rows, pages)
    for (tables, _), page_rows, kinds in zip(split, rows, furniture, strict=True):
        # The header of a table that goes on comes back from page to page, and is no page head.
        for index in [index for index in kinds if any(head_over(page_rows[index], table) for table in tables)]:
            del kinds[index]
    usual = usual_gap(rows)
    flows: list[tuple[list[Line], list[Block], list[Line]]] = []
    for page, (tables, _), page_rows, kinds in zip(pages, split, rows, furniture, strict=True):
        heads = [plain_line(row, margin, kinds[i]) for i, row in enumerate(page_rows) if kinds.get(i) == "head"]
        feet = [
            plain_line(row, margin, kinds[i]) for i, row in enumerate(page_rows) if kinds.get(i) in ("foot", "stamp")
        ]
        feet += [Line([line], margin, "stamp") for line in page.stamps]
        body = [row for i, row in enumerate(page_rows) if i not in kinds]
        flows.append((heads, in_order(tables, body, margin), feet))
    for index, (page, (heads, body_items, feet)) in enumerate(zip(pages, flows, strict=True)):
        if not page.left:
            builder.start_page(page.width, page.height, page.text_origin, page.ocr_confidence)
        following = next((items[0] for _, items, _ in flows[index + 1 :] if items), None)
        writer = _Writer(builder, page, usual)
        writer.write_furniture(heads)
        goes_on = writer.write(body_items, following)
        if not goes_on and feet:
            builder.add_blank()
        writer.write_furniture(feet)


class _Writer:
    """Adds the items of a page to the text: blank lines between blocks, soft breaks, words cut in two joined."""

    def __init__(self, builder: TextBuilder, page: PlacedPage, usual_gap: float) -> None:
        self._builder = builder
        self._page = page
        self._usual_gap = usual_gap

    def write(self, items: Sequence[Block], following: Block | None) -> bool:
        """Add *items*; whether the last one goes on in *following*, which stands on the next page."""
        carried: Placed | None = None
        soft = False
        for index, item in enumerate(items):
            if index and not soft and self._apart(items[index - 1], item):
                self._builder.add_blank()
            if isinstance(item, Table):
                self._add_table(item)
                soft = False
                continue
            after = items[index + 1] if index + 1 < len(items) else following
            last = index + 1 == len(items)
            soft = (
                isinstance(after, Line)
                and (last or not self._apart(item, after))
                and _goes_on(item, after, over_page=last)
            )
            cells = item.cells
            if carried:
                cells = [*cells[:-1], cells[-1][1:]] if len(cells) == 1 else cells
            carried = None
            if soft and not last and isinstance(after, Line):
                carried = _tail(cells, after)
            if cells[-1]:
                self._add_line(cells, carried, soft, item.furniture)
        return soft

    def write_furniture(self, lines: Sequence[Line]) -> None:
        """Add page heads or feet: no empty line between them, or it would part the text that goes on after them."""
        for line in lines:
            self._add_line(line.cells, None, False, line.furniture)

    def _apart(self, above: Block, below: Block) -> bool:
        if isinstance(above, Table) or isinstance(below, Table):
            return True
        gap = below.top - above.bottom
        return gap > (self._usual_gap + _BLOCK_GAP) * below.height or below.bottom < above.top

    def _add_line(
        self, cells: list[list[Placed]], tail: Placed | None, soft: bool, furniture: FurnitureKind | None
    ) -> None:
        texts = []
        offset = self._builder.offset
        for cell in cells:
            piece, placed = self._cell(cell, offset, tail if cell is cells[-1] else None)
            texts.append(piece)
            self._builder.add_words(placed)
            offset += len(piece) + 1
        bold = not soft and furniture is None and all(word.bold for cell in cells for word in cell)
        self._builder.add_line("\t".join(texts), soft=soft, bold=bold, furniture=furniture)

    def _cell(self, cell: list[Placed], offset: int, tail: Placed | None = None) -> tuple[str, list[Word]]:
        texts, words = [], []
        moved = self._page.turned or self._page.left or self._page.skew
        for word in cell:
            text = word[4]
            texts.append(text)
            words.append(Word(offset, offset + len(text), *(self._page.as_seen(word) if moved else word[:4])))
            offset += len(text) + 1
        if tail and (joined := joined_hyphen(cell[-1].text, tail.text)):
            whole, rest = joined
            texts[-1] = whole + rest
            start = words[-1].start
            cut = start + len(cell[-1].text.rstrip("-\u00ad\u2010")) + (whole[len(cell[-1].text) - 1] == "-")
            words[-1] = words[-1]._replace(end=cut)
            words.append(Word(cut, start + len(texts[-1]), *self._page.as_seen(tail)))
        return " ".join(texts), words

    def _add_table(self, table: Table) -> None:
        grid = []
        for row in table.rows:
            cells = [self._table_cell(lines) for lines in row]
            spans = self._builder.add_row([text for text, _, _ in cells])
            for span, (_, words, breaks) in zip(spans, cells, strict=True):
                self._builder.add_words(Word(span.start + w.start, span.start + w.end, *w[2:]) for w in words)
                for offset in breaks:
                    self._builder.mark_soft(span.start + offset)
            grid.append(spans)
        self._builder.add_grid(grid)

    def _table_cell(self, lines: list[Line]) -> tuple[str, list[Word], list[int]]:
        """A cell's text, its words, and where in it the breaks are only layout."""
        texts: list[str] = []
        placed: list[Word] = []
        breaks = []
        offset = 0
        tail: Placed | None = None
        for line, after in zip_longest(lines, lines[1:]):
            words = line.cells[0][1:] if tail else line.cells[0]
            soft = after is not None and _goes_on(line, after, over_page=False)
            tail = _tail([words], after) if after and soft and words else None
            if not words:
                continue
            text, found = self._cell(words, offset, tail)
            texts.append(text)
            placed += found
            offset += len(text) + 1
            if soft:
                breaks.append(offset - 1)
        text = "\n".join(texts)
        return text, placed, [offset for offset in breaks if offset < len(text)]


def _tail(cells: list[list[Placed]], after: Line) -> Placed | None:
    """The first word of the next line, where it is the second half of this line's last word."""
    if not cells[-1] or len(after.cells) != 1:
        return None
    return after.cells[0][0] if joined_hyphen(cells[-1][-1].text, after.cells[0][0].text) else None


def _goes_on(line: Line, after: Line, *, over_page: bool) -> bool:
    """Whether only the width of the column broke the text between the two lines."""
    if len(after.cells) != 1 or line.furniture or after.furniture:
        return False
    words, following = line.cells[-1], after.cells[0]
    last, first = words[-1], following[0]
    width, filled = line.limit - words[0].x0, last.x1 - words[0].x0
    narrow = width < _NARROW * last.height
    if MARKER.match(first.text) or LEADER.match(last.text) or LEADER.match(first.text):
        return False
    if last.text[-1] in "-\u00ad\u2010" and last.text != "-" and first.text[0].islower():
        return True
    if _ITEM.match(first.text):
        # In a column of names those who were there for some of the items; elsewhere the next item.
        return narrow and filled + 0.25 * last.height + (following[:2][-1].x1 - first.x0) > width
    if abs(last.height - first.height) > 0.15 * last.height:
        return False
    if last.bold != first.bold and first.text[0].isupper():
        return False
    indent = first.x0 - words[0].x0
    if not over_page and indent > 0.8 * first.height and not MARKER.match(words[0].text):
        return False
    if over_page and (last.text[-1] in ".:!?" or not first.text[0].islower() or abs(indent) > 3 * first.height):
        return False
    if _breaks_name(words) and first.text[0].isupper():
        return True
    ends_entry = last.text[0].islower() and last.text not in _SMALL_WORDS and last.text[-1] not in ",.:;"
    if narrow and first.text[0].isupper() and ends_entry:
        # In a list of names, one a line, only a name or a small word lets the next name belong to the same entry.
        return False
    if filled + 0.25 * last.height + (first.x1 - first.x0) > width:
        return True
    # The next words may be tied by a blank that does not break ("kl 17.30"): in lower case they go on all the same.
    lower = first.text[0].islower() and first.text not in _CLAUSES and last.text[-1] not in ".:;!?"
    return lower and filled > (_HALF_FULL if narrow else _MOSTLY_FULL) * width


def _breaks_name(words: list[Placed]) -> bool:
    """Whether a line of names parted by commas ends within one: ``Eva Ek, Ulf Dahl, Gun`` before ``Alm``."""
    *names, last = " ".join(word.text for word in words).split(",")
    whole = all(len(name.split()) > 1 and name.strip()[:1].isupper() for name in names)
    return len(names) > 1 and whole and len(last.split()) == 1 and last.strip()[0].isupper()
