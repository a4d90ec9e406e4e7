"""Plain text and Markdown, in UTF-8, UTF-16 or an encoding that older case systems export (Windows, Mac, DOS).

What converters leave behind is taken away here, before the first offset: tags (``<p>``, ``<i>``), Markdown's emphasis
and heading marks, table pipes (cells are parted by tabs instead). What stands around the document stays in the text,
marked as furniture: front matter on top, a web viewer's own lines (``Storlek: px``), repeated page heads, and
``Justerandes sign`` in the middle of a line. Pages are told by form feeds and by the marks that converters and viewers
leave (``<!-- sida 3 -->``, ``Page 3: …``, ``(3)``).
"""

from __future__ import annotations

import codecs
import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.layout import joined_hyphen
from pipeline.readers import text_columns, text_pages
from pipeline.readers.base import Limits, Reader
from pipeline.readers.lines import cells_of
from pipeline.readers.repairs import repaired
from pipeline.readers.text_pages import Line, wraps
from schemas.errors import UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import BOLD_LEVEL, Text, TextBuilder, normalised

PLAIN, MARKDOWN = "text/plain", "text/markdown"

# What a text that is not UTF-8 may be in; DOS's code page 437 has the letters where 850 has them.
_SINGLE_BYTE = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman", "cp850": "DOS code page 850"}
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(
    r"</?(p|i|b|u|em|strong|span|div|sup|sub|h[1-6]|li|ul|ol|table|tr|td|th|tbody|thead|a)\b[^<>\n]{0,200}>", re.I
)
_BLOCK_TAGS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
# Up to the next one at most: of openings without an end each would search the rest of the file.
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.S)
_COMMENT_PAGE = re.compile(r"^<!--\s*(?:sida|page)\s+\d+\s*-->[ \t]*$", re.I | re.M)
# A line that is bold from end to end heads what stands below it.
_BOLD = re.compile(r"\*\*[^*\n:]{2,80}\*\*")
_EMPHASIS = re.compile(r"(\*{2,3}|(?<!\w)\*|(?<!\w)_{1,3}(?=\w))(?=\S)(.{1,1000}?)(?<=\S)(?:\1|(?<=\w)_{1,3}(?!\w))")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_FIGURE_CELL = re.compile(r"\t\s*[-−–+]?\d")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|§])")


def read(source: SourceFile, limits: Limits) -> Text:
    """Decode *source* into lines, on the pages that it marks.

    Raises:
        UnreadableSourceError: the bytes are no text in any encoding we know.
        LimitExceededError: more pages than the limits allow.
    """
    decoded, encoding = _decoded(source)
    builder = TextBuilder()
    if encoding in _SINGLE_BYTE:
        builder.remark("encoding_guessed", f"not UTF-8: read as {_SINGLE_BYTE[encoding]}")
    decoded, mended = repaired(decoded)
    if mended:
        kinds = ", ".join(f"{count} × {kind}" for kind, count in mended.items())
        builder.remark("characters_repaired", f"damaged at the source and mended: {kinds}")
    if lost := decoded.count("\ufffd") + decoded.count("\0"):
        builder.remark("characters_lost", f"{lost} characters were destroyed at the source (U+FFFD or NUL)")
    front, body = _front_matter(re.sub("\r\n?|[\u2028\u2029\x85]", "\n", decoded))
    markdown = source.media_type == MARKDOWN
    marked = re.split("\f", _COMMENT_PAGE.sub("\f", body))
    # A page mark on top opens the first page, it does not end one before it.
    if not marked[0].strip() and len(marked) > 1:
        marked = marked[1:]
    pages = text_pages.arranged([list(_cleaned(page.removesuffix("\n"), markdown)) for page in marked])
    limits.check_pages(source, len(pages))
    for number, page in enumerate(pages):
        builder.start_page()
        if number == 0:
            for line in front:
                builder.add_line(normalised(line).strip(), furniture="front_matter")
        _write(builder, page)
    return builder.build()


def _decoded(source: SourceFile) -> tuple[str, str]:
    raw = source.content
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif raw.count(0) * 4 >= len(raw):
        # Without a byte order mark: Latin letters leave every other byte empty. A stray NUL is damage, and no sign of it.
        encodings = ["utf-16-le" if raw[1::2].count(0) > raw[::2].count(0) else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", _single_byte(raw)]
    for encoding in encodings:
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            if encoding != "utf-8-sig" or not _is_damaged_utf8(decoded := raw.decode(encoding, "replace")):
                continue
        if _is_text(decoded):
            return decoded, encoding
    raise UnreadableSourceError(source.name, "not text in UTF-8, UTF-16 or an encoding of Windows, Mac OS or DOS")


def _single_byte(raw: bytes) -> str:
    """The encoding of one byte a letter in which most of what is beyond ASCII are Swedish letters; Windows-1252 if none is better.

    Old Macs and DOS have å, ä and ö where Windows has signs that hardly any text holds.
    """
    beyond = Counter(raw.translate(None, bytes(range(128))))

    def swedish(encoding: str) -> int:
        letters = set("åäöÅÄÖ".encode(encoding))
        return sum(count if code in letters else -count for code, count in beyond.items())

    return max(_SINGLE_BYTE, key=swedish)


def _is_damaged_utf8(decoded: str) -> bool:
    """Whether most of what is beyond ASCII came out: text cut in the middle of a character, or patched with another."""
    lost = decoded.count("\ufffd")
    return lost * 4 < sum(1 for character in decoded if character > "\x7f") - lost


def _is_text(decoded: str) -> bool:
    odd = sum(1 for character in decoded if character < " " and character not in "\t\n\r\f\x0b\x1a")
    return odd <= max(1, len(decoded) / 200)


def _front_matter(lines: str) -> tuple[list[str], str]:
    """The lines of YAML between two ``---`` on top, or of an HTML comment that opens the file, and the rest."""
    stripped = lines.lstrip("\n \ufeff")
    found = re.match(r"---[ \t]*\n(?:[^\n]*\n){0,80}?---[ \t]*(?:\n|$)", stripped)
    if found and ":" in found[0]:
        return found[0].rstrip("\n").split("\n"), stripped[found.end() :]
    found = re.match(r"<!--[ \t]*\n(?:(?!-->)[^\n]*\n){1,80}?[ \t]*-->[ \t]*(?:\n|$)", stripped)
    if found:
        return found[0].rstrip("\n").split("\n"), stripped[found.end() :]
    return [], lines


def _cleaned(page: str, markdown: bool) -> Iterator[Line]:
    """The lines of a page without what converters leave in them; an empty one is kept."""
    in_table = False
    lines = _joined_hyphens(_COMMENT.sub("", page).split("\n"))
    tabbed = _tabbed_figures(lines)
    columned = {} if markdown else text_columns.columned(lines)
    for number, line in enumerate(lines):
        if number in columned:
            if columned[number]:
                yield Line(tuple(_cell(cell) for cell in columned[number]), is_row=True)
            continue
        if number in tabbed:
            yield Line(tuple(_cell(cell) for cell in line.split("\t")), is_row=True)
            continue
        is_row = markdown and line.lstrip().startswith("|") and line.count("|") >= 2
        if (is_row or in_table) and _RULE.match(line):
            continue
        in_table = is_row
        if is_row:
            yield Line(tuple(_cell(cell) for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]), is_row=True)
            continue
        for piece in _TAG.sub(lambda tag: "\n" if tag[1].lower() in _BLOCK_TAGS else " ", line).split("\n"):
            # Two signs or more mark a heading in any file: converters write Markdown into .txt.
            heading = _HEADING.match(piece) if markdown or piece.startswith("##") else None
            content = _plain(_BREAK.sub(" ", heading[2] if heading else piece), markdown)
            level = len(heading[1]) if heading else BOLD_LEVEL if _BOLD.fullmatch(piece.strip()) else None
            yield Line(tuple(cells_of(content)), heading=level)


def _tabbed_figures(lines: Sequence[str]) -> set[int]:
    """The lines of tables of figures as spreadsheets give them: equally many tabs, so that empty cells keep their places."""
    tabs = [line.count("\t") for line in lines]
    rows: set[int] = set()
    for width, group in groupby(range(len(lines)), tabs.__getitem__):
        numbers = list(group)
        if width > 1 and len(numbers) > 2 and any(len(_FIGURE_CELL.findall(lines[number])) > 1 for number in numbers):
            rows.update(numbers)
    return rows


def _cell(cell: str) -> str:
    lines = (" ".join(cells_of(_plain(_TAG.sub(" ", piece), True))) for piece in _BREAK.split(cell))
    return "\n".join(_joined_hyphens([line for line in lines if line]))


def _plain(line: str, markdown: bool) -> str:
    if "**" in line or markdown:
        line = _EMPHASIS.sub(r"\2", line)
        line = _EMPHASIS.sub(r"\2", line).replace("**", "")
    if markdown:
        line = _ESCAPED.sub(r"\1", _LINK.sub(r"\1", line))
    return html.unescape(line) if "&" in line and ";" in line else line


def _joined_hyphens(lines: list[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        tail = joined_hyphen(joined[-1], line) if joined else None
        if tail is None:
            joined.append(line)
        else:
            joined[-1], rest = tail
            # Nothing left of the line: the word was all of it, and no empty line parts what follows.
            if rest.strip():
                joined.append(rest)
    return joined


def _write(builder: TextBuilder, page: Sequence[Line]) -> None:
    """Write the lines of a page; lines of cells that follow each other are a table."""
    start = 0
    while start < len(page):
        end = start
        while end < len(page) and len(page[end].cells) > 1 and page[end].furniture is None:
            end += 1
        if end - start > 1 or (end > start and page[start].is_row):
            rows = [builder.add_row(line.cells) for line in page[start:end]]
            builder.add_grid(rows)
            for line, row in zip(page[start:end], rows, strict=True):
                for cell, place in zip(line.cells, row, strict=True):
                    for offset in wraps(cell):
                        builder.mark_soft(place.start + offset)
        else:
            end = start + 1
            _write_line(builder, page[start])
        start = end


def _write_line(builder: TextBuilder, line: Line) -> None:
    if not line.cells or line.heading is not None:
        builder.add_blank()
    if line.cells:
        place = builder.add_line(line.content, soft=line.soft, heading=line.heading, furniture=line.furniture)
        for start, end, kind in line.inside:
            builder.mark_furniture(place.start + start, place.start + end, kind)


READER = Reader(name="text", media_types=(PLAIN, MARKDOWN), read=read)
