"""Web pages (.html, saved pages, .mht): the document, and apart from it what a site puts around it.

Tables are tables, headings headings, lists have their points and numbers; scripts, styles and what a browser does not
show are left out, and nothing that a page refers to is fetched. Menus, search boxes, cookie banners and page feet are in
the text as furniture: told by what the page says of its parts (``<main>``, ``<nav>``, ``role="banner"``, ``class="cookie"``)
and by links that fill them. An item of minutes (``§ 4``) is never in one, however it is marked. The page's title is text
where the document does not say all of it itself, since it may be the only place that names the organisation.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.readers.base import Limits, Reader
from pipeline.readers.blocks import (
    MOST_COLUMNS,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Story,
    Table,
    lines_in,
    lines_of,
    written,
)
from pipeline.readers.labels import formatted
from schemas.errors import UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text

MEDIA_TYPE = "text/html"
ARCHIVE = "multipart/related"

Element = etree._Element
_LEFT_OUT = {
    *("script", "style", "head", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "audio"),
    *("video", "map", "button", "select", "textarea", "input", "datalist", "dialog", "del", "title", "xml"),
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt"),
    *(
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
    ),
    *(
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "legend",
    ),
    *_HEADINGS,
}
# Blocks whose text a browser sets apart from what stands before; the others only begin a line.
_APART = {"p", "pre", "blockquote", "table", "ul", "ol", "dl", "hr", "section", "article", "fieldset", "figure"}
_SITE_TAGS = {"nav", "aside", "footer", "header"}
_SITE_ROLES = {
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
}
_SITE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|kakor|breadcrumbs?|brodsmul\w*|navbar|nav|navigation|navigering|menu|meny|"
    r"sidebar|sidfot|sidhuvud|footer|skip\w*|search|sok|share|dela|toolbar|pagination)(?=$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_PAGE_BREAK = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page)", re.I)
# A part of a page of which links are so much is a menu; of fewer links it may be a list of attachments.
_LINKS = 3
_LINKED_SHARE = 0.6
_TITLE_PARTS = re.compile(r"\s+[|–—•»·-]\s+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{2,40})", re.I)
_SIGN = re.compile(r"(?<=  )([-−–])( {1,5})(?=\d)")
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read(source: SourceFile, limits: Limits) -> Text:
    """The text of the page, with the site around it as furniture.

    Raises:
        UnreadableSourceError: no HTML in it.
        LimitExceededError: more pages than the limits allow.
    """
    content, said = _page_of(source)
    decoded, remarks = _decoded(content, said)
    try:
        # The parser wants bytes in the encoding that it is told, or it believes the page's own word.
        parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(decoded.encode("utf-8"), parser)
        if root is None:
            raise UnreadableSourceError(source.name, "no HTML in it")
        walk = _Walk(_Site(root))
        body = root.find("body")
        blocks = tuple(_trimmed(walk.blocks(root if body is None else body)))
    except (etree.LxmlError, RecursionError, ValueError) as error:
        raise UnreadableSourceError(source.name, f"not sound HTML ({error})") from error
    title = _title(root, blocks)
    story = Story(blocks, endnotes=title, aside=tuple(walk.before), feet=(tuple(walk.after),))
    return written(story, source, limits, remarks)


# --- bytes ----------------------------------------------------------------------------------------------------------


def _page_of(source: SourceFile) -> tuple[bytes, str | None]:
    """The bytes of the page, and the encoding that a web archive says of it."""
    if source.media_type != ARCHIVE:
        return source.content, None
    try:
        message = email.message_from_bytes(source.content, policy=email.policy.compat32)
    except RecursionError as error:
        raise UnreadableSourceError(source.name, "mails in each other without end") from error
    page = next((part for part in message.walk() if part.get_content_type() == MEDIA_TYPE), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise UnreadableSourceError(source.name, "a web archive without a page")
    return content, page.get_content_charset()


def _decoded(content: bytes, said: str | None) -> tuple[str, list[tuple[str, str]]]:
    """The characters of a page, and what is to be remarked about them.

    What decodes as UTF-8 is: no other encoding gives it by chance. Latin-1 means Windows-1252, as browsers read it.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), []
    declared = _CHARSET.search(content[:4096]) or _XML_ENCODING.match(content)
    name = (said or (declared[1].decode("ascii") if declared else "")).lower()
    if not content.isascii():
        try:
            return content.decode("utf-8"), []
        except UnicodeDecodeError:
            pass
    latin = name in ("", "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "latin-1")
    try:
        decoded = content.decode("cp1252" if latin else name, "replace")
    except LookupError:
        latin, decoded = True, content.decode("cp1252", "replace")
    guessed = latin and not content.isascii() and name not in ("iso-8859-1", "latin1", "latin-1")
    return decoded, [("encoding_guessed", "not UTF-8: read as Windows-1252")] if guessed else []


# --- what is the document -------------------------------------------------------------------------------------------


@dataclass
class _Weight:
    """What a part of a page shows: letters, signs of items (§), and how much of both, in how many links."""

    letters: int = 0
    signs: int = 0
    linked_letters: int = 0
    linked_signs: int = 0
    links: int = 0

    def add(self, characters: str | None, is_link: bool) -> None:
        """Count characters that stand directly in it."""
        letters, signs = len("".join((characters or "").split())), (characters or "").count("§")
        self.letters += letters
        self.signs += signs
        self.linked_letters += letters * is_link
        self.linked_signs += signs * is_link

    def take(self, other: _Weight) -> None:
        """Count what stands in a part of it."""
        self.letters += other.letters
        self.signs += other.signs
        self.linked_letters += other.linked_letters
        self.linked_signs += other.linked_signs
        self.links += other.links


class _Site:
    """What of a page belongs to the site around the document."""

    def __init__(self, root: Element) -> None:
        self._weights: dict[Element, _Weight] = {}
        whole = self._weigh(root, False)
        self.document = self._document(root, whole)
        self._around = set() if self.document is None else set(self.document.iterancestors())

    def _weigh(self, element: Element, in_link: bool) -> _Weight:
        weight = self._weights[element] = _Weight()
        if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or _is_hidden(element):
            return weight
        is_link = in_link or _is_link(element)
        weight.links = is_link and not in_link
        weight.add(element.text, is_link)
        for child in element:
            weight.take(self._weigh(child, is_link))
            weight.add(child.tail, is_link)
        return weight

    def _document(self, root: Element, whole: _Weight) -> Element | None:
        """The element that the page itself says to hold its document; None where there is none, or several."""
        for path in (".//main", ".//*[@role='main']", ".//article"):
            # What lies in something hidden has no weight of its own.
            found = [element for element in root.iterfind(path) if self._weights.get(element, _Weight()).letters]
            if len(found) == 1:
                # What is marked so, and yet leaves items outside, is a frame of another kind.
                return found[0] if self._weights[found[0]].signs * 2 >= whole.signs else None
        return None

    def has(self, element: Element, in_document: bool) -> bool:
        """Whether a part of the page is the site's; *in_document*: it stands in what the page says to be its document."""
        if self.document is not None and not in_document:
            return element is not self.document and element not in self._around
        weight = self._weights[element]
        if element.tag in _HEADINGS or weight.signs > weight.linked_signs:
            return False
        if element.tag in _SITE_TAGS and not (in_document and element.tag in ("header", "footer")):
            return True
        named = " ".join((element.get("class", ""), element.get("id", "")))
        if element.get("role", "").lower() in _SITE_ROLES or _SITE_WORDS.search(named):
            return True
        return weight.links >= _LINKS and weight.linked_letters >= weight.letters * _LINKED_SHARE


def _is_link(element: Element) -> bool:
    """Whether an element leads elsewhere; an address of mail is part of what is said."""
    href = element.get("href") if element.tag == "a" else None
    return href is not None and not href.lower().startswith(("mailto:", "tel:"))


def _title(root: Element, blocks: Sequence[Block]) -> tuple[str, ...]:
    """What the page's title says and the document itself does not: the organisation, mostly."""
    title = root.find(".//title")
    words = set(re.findall(r"\w+", " ".join(lines_of(blocks)).casefold()))
    content = " ".join((title.text or "").split()) if title is not None else ""
    return tuple(part for part in _TITLE_PARTS.split(content) if set(re.findall(r"\w+", part.casefold())) - words)


# --- blocks ---------------------------------------------------------------------------------------------------------


@dataclass
class _Pieces:
    """A paragraph while it is put together from what stands inside it."""

    characters: list[str] = field(default_factory=list)
    bold: int = 0
    apart: bool = False
    heading: int | None = None
    label: str = ""

    def add(self, characters: str, is_bold: bool) -> None:
        self.characters.append(characters)
        self.bold += is_bold * len("".join(characters.split()))


class _Walk:
    """Makes blocks of a page's elements, in order; what belongs to the site is kept apart."""

    def __init__(self, site: _Site | None) -> None:
        self._site = site
        self._in_document = False
        self._has_begun = False
        self.before: list[Block] = []
        self.after: list[Block] = []

    def blocks(self, container: Element, label: str = "") -> Iterator[Block]:
        """The paragraphs and tables in an element."""
        pieces = _Pieces(label=label, heading=_HEADINGS.get(container.tag))
        if container.tag in _APART or pieces.heading:
            pieces.apart = True
        yield from self._collect(container, pieces, False, container.tag == "pre")
        yield from self._closed(pieces)

    def _closed(self, pieces: _Pieces) -> Iterator[Block]:
        """The paragraph that is put together, if it has text; the next one is begun."""
        content = "".join(pieces.characters)
        lines = lines_in(content)
        if lines:
            if pieces.label:
                lines = (pieces.label + lines[0], *lines[1:])
                pieces.label = ""
            is_bold = len("".join(content.split())) == pieces.bold
            yield Paragraph(lines, pieces.heading, pieces.apart, is_bold)
            pieces.apart = False
        pieces.characters, pieces.bold = [], 0

    def _collect(self, element: Element, pieces: _Pieces, is_bold: bool, is_preformatted: bool) -> Iterator[Block]:
        """Take what stands in an element; what is whole is yielded."""
        pieces.add(_folded(element.text, is_preformatted), is_bold)
        for child in element:
            yield from self._child(child, pieces, is_bold, is_preformatted)
            pieces.add(_folded(child.tail, is_preformatted), is_bold)

    def _child(self, child: Element, pieces: _Pieces, is_bold: bool, is_preformatted: bool) -> Iterator[Block]:
        tag = child.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT or _is_hidden(child):
            return
        style = child.get("style", "")
        if tag == "br":
            pieces.add("\n", False)
        elif "mso-tab-count" in style:
            pieces.add("\t", False)
        elif tag == "a" and self._is_aside(child):
            return
        elif tag not in _BLOCKS:
            bold = is_bold or tag in ("b", "strong") or bool(_BOLD.search(style))
            yield from self._collect(child, pieces, bold, is_preformatted)
        else:
            yield from self._closed(pieces)
            if _PAGE_BREAK.search(style):
                yield PageBreak()
            yield from self._block(child, pieces)

    def _block(self, element: Element, pieces: _Pieces) -> Iterator[Block]:
        if self._is_aside(element):
            return
        was_in_document = self._in_document
        self._in_document |= self._site is not None and element is self._site.document
        label, pieces.label = pieces.label, ""
        for block in self._of(element, label):
            self._has_begun = True
            yield block
        self._in_document = was_in_document
        pieces.apart = element.tag in _APART or element.tag in _HEADINGS

    def _is_aside(self, element: Element) -> bool:
        """Whether an element is the site's; it is kept apart then."""
        if self._site is None or not self._site.has(element, self._in_document):
            return False
        (self.after if self._has_begun else self.before).extend(_Walk(None).blocks(element))
        return True

    def _of(self, element: Element, label: str) -> Iterator[Block]:
        if element.tag == "table":
            yield from self._table(element)
        elif element.tag in ("ul", "ol", "menu", "dir"):
            yield from self._list(element)
        else:
            yield from self.blocks(element, label)

    def _list(self, element: Element) -> Iterator[Block]:
        number = int(start) if (start := element.get("start", "")).isascii() and start.isdigit() else 1
        for child in element:
            if child.tag == "li":
                said = child.get("value", "")
                number = int(said) if said.isascii() and said.isdigit() else number
                style = _FORMATS.get(element.get("type", "1"), "decimal")
                label = f"{formatted(number, style)}. " if element.tag == "ol" else "- "
                number += 1
                yield from self._child(child, _Pieces(label=label), False, False)
            elif isinstance(child.tag, str):
                yield from self._child(child, _Pieces(), False, False)

    def _table(self, table: Element) -> Iterator[Block]:
        for caption in table.iterfind("caption"):
            yield from self.blocks(caption)
        rows: list[tuple[Cell, ...]] = []
        # Columns that a tall cell of a row above fills, and for how many rows more.
        tall: dict[int, int] = {}
        for row in _rows(table):
            rows.append(tuple(self._cells(row, tall)))
        yield Table(tuple(rows))

    def _cells(self, row: Element, tall: dict[int, int]) -> Iterator[Cell]:
        column = 0

        def covered() -> Iterator[Cell]:
            nonlocal column
            while tall.get(column, 0) > 0:
                tall[column] -= 1
                column += 1
                yield Cell()

        for cell in row:
            if cell.tag not in ("td", "th") or _is_hidden(cell):
                continue
            yield from covered()
            columns, height = (_span(cell, name) for name in ("colspan", "rowspan"))
            yield Cell(tuple(_trimmed(self._block(cell, _Pieces()))), columns)
            # Beyond that no table is a table: a thousand tall cells would fill a thousand columns of each row.
            for each in range(column, min(column + columns, MOST_COLUMNS)):
                tall[each] = height - 1
            column += columns
        yield from covered()


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _span(cell: Element, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(max(int(said), 1), MOST_COLUMNS) if said.isascii() and said.isdigit() else 1


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _trimmed(blocks: Iterator[Block]) -> Iterator[Block]:
    """Blocks without tables that are empty: pictures and spacers."""
    return (
        block
        for block in blocks
        if not isinstance(block, Table) or any(cell.lines for row in block.rows for cell in row)
    )


def _folded(characters: str | None, is_preformatted: bool) -> str:
    """White space as a browser shows it: any run is one blank, unless the page says that it is set as it stands.

    No-break blanks are kept, since a column gap may be made of them.
    """
    if is_preformatted:
        # A sign that stands apart before its figure belongs to it.
        return _SIGN.sub(r"\2\1", characters or "")
    return re.sub(r"[ \t\r\n\f]+", " ", characters or "")


READER = Reader(name="html", media_types=(MEDIA_TYPE, ARCHIVE), read=read, engines=("lxml",))
