"""Plain text and Markdown, in UTF-8, UTF-16 or the Windows encoding older case systems export.

What converters leave behind is taken away here, before the first offset: tags (``<p>``, ``<i>``), Markdown's
emphasis and heading marks, table pipes (cells are parted by tabs instead). Front matter that a converter put on
top and marks of extraction ("Page 3: …" of viewers) stay in the text, marked as furniture where they say nothing.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator

from pipeline.layout import joined_hyphen
from pipeline.readers.base import Limits, Reader
from schemas.errors import UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text, TextBuilder, normalised

PLAIN, MARKDOWN = "text/plain", "text/markdown"

# A run of three blanks or more is a column gap; two may be a full stop's blank.
_COLUMN_GAP = re.compile(r"[ \u00a0]{3,}")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(r"</?(?:p|i|b|u|em|strong|span|div|sup|sub|h[1-6]|li|ul|ol|table|tr|td|th|tbody|thead|a)\b[^<>\n]{0,200}>", re.I)
_COMMENT_PAGE = re.compile(r"^<!--\s*(?:sida|page)\s+\d+\s*-->\s*$", re.I)
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}(?=\w))(?=\S)(.+?)(?<=\S)(?:\1|(?<=\w)_{1,3}(?!\w))")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")


def read(source: SourceFile, limits: Limits) -> Text:
    """Decode *source* into lines; a form feed, or a converter's page comment, starts a new page.

    Raises:
        UnreadableSourceError: the bytes are no text in any encoding we know.
        LimitExceededError: more pages than the limits allow.
    """
    decoded, encoding = _decoded(source)
    builder = TextBuilder()
    if encoding == "cp1252":
        builder.remark("encoding_guessed", "not UTF-8: read as Windows-1252")
    if "\ufffd" in decoded:
        builder.remark(
            "characters_lost", f"{decoded.count(chr(0xFFFD))} characters were destroyed at the source (U+FFFD)"
        )
    lines = decoded.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    front, body = _front_matter(lines)
    markdown = source.media_type == MARKDOWN
    pages = list(_pages(body))
    limits.check_pages(source, len(pages))
    for number, page in enumerate(pages):
        builder.start_page()
        if number == 0:
            for line in front:
                builder.add_line(normalised(line).strip(), furniture="front_matter")
        _add_page(builder, page, markdown)
    return builder.build()


def _decoded(source: SourceFile) -> tuple[str, str]:
    raw = source.content
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in raw:
        # Without a byte order mark: Latin letters leave every other byte empty.
        encodings = ["utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(decoded):
            return decoded, encoding
    raise UnreadableSourceError(source.name, "not text in UTF-8, UTF-16 or Windows-1252")


def _is_text(decoded: str) -> bool:
    odd = sum(1 for character in decoded if character < " " and character not in "\t\n\r\f\x0b\x1a")
    return odd <= len(decoded) / 200


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


def _pages(body: str) -> Iterator[str]:
    page: list[str] = []
    for line in body.split("\n"):
        head, *rest = line.split("\f")
        if _COMMENT_PAGE.match(line):
            if any(kept.strip() for kept in page):
                yield "\n".join(page)
            page = []
            continue
        page.append(head)
        for piece in rest:
            yield "\n".join(page)
            page = [piece]
    if any(line.strip() for line in page):
        yield "\n".join(page)


def _add_page(builder: TextBuilder, page: str, markdown: bool) -> None:
    rows: list[tuple[str, ...]] = []

    def close_table() -> None:
        if rows:
            builder.add_grid([builder.add_row(row) for row in rows])
            rows.clear()

    lines = _joined_hyphens(re.sub(r"<!--.*?-->", "", page, flags=re.S).split("\n"))
    for line in lines:
        cleaned = _TAG.sub(lambda tag: "\n" if re.match(r"</(?:p|div|li|tr|h\d)", tag[0], re.I) else " ", line)
        if markdown and (line.count("|") >= 2 or (rows and _RULE.match(line))) and line.strip().startswith("|"):
            if not _RULE.match(line):
                rows.append(tuple(_cell(cell) for cell in line.strip().strip("|").split("|")))
            continue
        close_table()
        if _RULE.match(line) and "|" in line:
            continue
        for piece in cleaned.split("\n"):
            _add_line(builder, _plain(_BREAK.sub(" ", piece), markdown))
    close_table()


def _cell(cell: str) -> str:
    lines = (_plain(_TAG.sub(" ", piece), True).strip() for piece in _BREAK.split(cell))
    return "\n".join(_joined_hyphens([line for line in lines if line]))


def _plain(line: str, markdown: bool) -> str:
    if markdown and (heading := _HEADING.match(line)):
        line = heading[1]
    if "**" in line or markdown:
        line = _EMPHASIS.sub(r"\2", line)
        line = _EMPHASIS.sub(r"\2", line).replace("**", "")
    if markdown:
        line = _LINK.sub(r"\1", line)
        line = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|§])", r"\1", line)
    return html.unescape(line) if "&" in line and ";" in line else line


def _add_line(builder: TextBuilder, line: str) -> None:
    cells = [normalised(cell).strip() for cell in _COLUMN_GAP.sub("\t", line.strip()).split("\t")]
    cells = [re.sub(r" {2,}", " ", cell) for cell in cells if cell]
    if cells:
        builder.add_line("\t".join(cells))
    else:
        builder.add_blank()


def _joined_hyphens(lines: list[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        tail = joined_hyphen(joined[-1], line) if joined else None
        if tail is None:
            joined.append(line)
        else:
            joined[-1], rest = tail
            joined.append(rest)
    return joined


READER = Reader(name="text", media_types=(PLAIN, MARKDOWN), read=read)
