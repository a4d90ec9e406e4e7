"""What LibreOffice shows and how it is stored: each row is a piece of a document's XML and the text that a reader sees."""

import io
import zipfile

import pytest

from pipeline.readers import odt
from pipeline.readers.base import Limits
from schemas.errors import EncryptedSourceError, UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        **{name: name for name in ("office", "text", "table", "style")},
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)
LISTS = """
<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
  <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
  <text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/></text:list-style>
<text:list-style style:name="P"><text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="§ "
  text:start-value="40"/></text:list-style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
"""
STYLES = """
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="BoldP" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Child" style:family="paragraph" style:parent-style-name="BoldP"/>
<style:style style:name="Gap" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.5cm"/></style:style>
<style:style style:name="New" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="First" style:family="paragraph" style:master-page-name="Cover"/>
"""


def source(body: str, more: str = "", parts: dict[str, str] | None = None) -> SourceFile:
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{STYLES}{LISTS}{more}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in {"mimetype": odt.MEDIA_TYPE, "content.xml": content, **(parts or {})}.items():
            archive.writestr(name, part)
    return SourceFile("test.odt", stream.getvalue(), odt.MEDIA_TYPE)


def read(body: str, parts: dict[str, str] | None = None, more: str = "") -> Text:
    return odt.read(source(body, more, parts), Limits())


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def item(*texts: str) -> str:
    return f"<text:list-item>{''.join(text if text.startswith('<') else p(text) for text in texts)}</text:list-item>"


def lists(style: str, *items: str, more: str = "") -> str:
    return f'<text:list text:style-name="{style}" {more}>{"".join(items)}</text:list>'


SEEN = {
    "paragraphs are lines": (p("Mötet öppnas") + p("Eva hälsar"), "Mötet öppnas\nEva hälsar"),
    "an empty paragraph parts blocks": (p("Ett") + p("") + p("Två"), "Ett\n\nTvå"),
    "a heading stands apart": (p("Ett") + '<text:h text:outline-level="2">Två</text:h>' + p("Tre"), "Ett\n\nTvå\nTre"),
    "so does what has space above it": (p("Ett") + p("Två", "Gap"), "Ett\n\nTvå"),
    "so does a line in bold": (p("Ett") + p('<text:span text:style-name="Bold">Två</text:span>'), "Ett\n\nTvå"),
    "bold by the style that its own is based on": (p("Ett") + p("Två", "Child"), "Ett\n\nTvå"),
    "tabs, breaks and blanks": (
        p('Tid<text:tab/>kl.<text:s text:c="2"/>9<text:line-break/>Plats<text:s text:c="5"/>Åsen'),
        "Tid\tkl. 9\nPlats\tÅsen",
    ),
    "white space of the file is one blank": (p("Mötet\n    öppnas"), "Mötet öppnas"),
    "links, fields and bookmarks": (
        p("Se <text:a>bilaga</text:a> <text:bookmark/><text:page-number>3</text:page-number>"),
        "Se bilaga 3",
    ),
    "deletions, comments and hidden text are gone": (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        + p("Nej")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        + p("Ja<office:annotation><text:p>Nej</text:p></office:annotation><text:hidden-text>Nej</text:hidden-text>"),
        "Ja",
    ),
    "sections": (f"<text:section>{p('Ett')}</text:section>{p('Två')}", "Ett\nTvå"),
    "points": (lists("B", item("att anta"), item("att avslå")), "- att anta\n- att avslå"),
    "numbers": (lists("N", item("Val", "Eva Ek väljs."), item("Budget")), "1. Val\nEva Ek väljs.\n2. Budget"),
    "levels": (
        lists("N", item("Val", lists("", item("Ordförande"), item("Kassör", lists("", item("A")))))),
        "1. Val\na) Ordförande\nb) Kassör\n1.b.1 A",
    ),
    "a list counts on": (
        lists("P", item("Val")) + p("Text") + lists("P", item("Budget"), more='text:continue-numbering="true"'),
        "§ 40 Val\nText\n§ 41 Budget",
    ),
    "or anew": (lists("N", item("A"), item("B")) + p("Text") + lists("N", item("C")), "1. A\n2. B\nText\n1. C"),
    "or from a number of its own": (
        lists("N", item("A")) + lists("N", item("B").replace("list-item>", 'list-item text:start-value="5">', 1)),
        "1. A\n5. B",
    ),
    "a table": (
        "<table:table><table:table-header-rows><table:table-row>"
        f"<table:table-cell>{p('År')}</table:table-cell><table:table-cell>{p('2024')}</table:table-cell></table:table-row>"
        f"</table:table-header-rows><table:table-row><table:table-cell>{p('Hyra')}</table:table-cell>"
        f"<table:table-cell>{p('10')}</table:table-cell></table:table-row></table:table>",
        "År\t2024\nHyra\t10",
    ),
    "a text box follows its paragraph": (
        p(f"Ett<draw:frame><draw:text-box>{p('Ruta')}</draw:text-box></draw:frame>") + p("Två"),
        "Ett\n\nRuta\n\nTvå",
    ),
    "a footnote ends the page": (
        p(
            'Kostnad<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
            f"{p('Utan moms.')}</text:note-body></text:note> 9 kr"
        )
        + p("Slut"),
        "Kostnad 9 kr\nSlut\n\n¹ Utan moms.",
    ),
}


@pytest.mark.parametrize(("body", "expected"), SEEN.values(), ids=SEEN)
def test_shows_what_a_reader_sees(body: str, expected: str) -> None:
    assert read(body).content.rstrip("\n") == expected


OUTLINE = """<text:outline-style style:name="Outline">
<text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="§ " text:start-value="12"/>
<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>"""


def test_headings_with_numbers() -> None:
    body = "".join(
        f'<text:h text:outline-level="{level}">{title}</text:h>'
        for level, title in ((1, "Val"), (2, "Beslut"), (1, "Budget"))
    )

    assert read(body, more=OUTLINE).content.split("\n")[::2][:3] == ["§ 12 Val", "Beslut", "§ 13 Budget"]


def test_cells_that_are_merged_stand_once() -> None:
    def cell(content: str = "", attributes: str = "") -> str:
        return f"<table:table-cell {attributes}>{p(content)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = (
        cell("A", 'table:number-rows-spanned="2"') + cell("B", 'table:number-columns-spanned="2"') + covered,
        covered + cell("1") + cell("2"),
        cell("", 'table:number-columns-repeated="2"') + cell("3"),
    )
    text = read(
        "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"
    )

    cells = [[text.content[span.start : span.end] for span in row] for row in text.grids[0].rows]
    assert cells == [["A", "B", ""], ["", "1", "2"], ["", "", "3"]]


PAGES = {
    "a break before": (p("Ett") + p("Två", "New"), ["Ett", "Två"]),
    "another kind of page": (p("Ett", "First") + p("Två", "First"), ["Ett", "Två"]),
    "where the page turned": (p("Ett") + "<text:soft-page-break/>" + p("Två"), ["Ett", "Två"]),
    "where it turned in a paragraph": (p("Ett <text:soft-page-break/>ord") + p("Två"), ["Ett ord", "Två"]),
}


@pytest.mark.parametrize(("body", "expected"), PAGES.values(), ids=PAGES)
def test_pages(body: str, expected: list[str]) -> None:
    text = read(body)

    assert [text.content[page.start : page.end].strip() for page in text.pages] == expected


def test_the_first_head_is_text_and_the_rest_furniture() -> None:
    def page(name: str, head: str) -> str:
        return (
            f'<style:master-page style:name="{name}"><style:header>{p(head)}</style:header>'
            f"<style:footer>{p('Justerandes sign')}</style:footer></style:master-page>"
        )

    styles = f"<office:document-styles {NAMESPACES}>{page('Standard', 'Åsbo 2')}{page('Cover', 'Åsbo kommun')}</office:document-styles>"
    text = read(p("Ett", "First"), {"styles.xml": styles})

    assert text.content.split("\n")[:3] == ["Åsbo kommun", "", "Ett"]
    assert [text.content[piece.start : piece.end] for piece in text.furniture] == ["Åsbo 2", "Justerandes sign"]


def test_a_flat_file() -> None:
    flat = f"<?xml version='1.0'?><office:document {NAMESPACES}><office:body><office:text>{p('Ett')}</office:text></office:body></office:document>"

    assert odt.read(SourceFile("test.fodt", flat.encode(), odt.FLAT), Limits()).content.strip() == "Ett"


BROKEN = {
    "entities": (
        source("&x;").content.replace(b"<office:document-content", b"<!DOCTYPE x><office:document-content"),
        UnreadableSourceError,
    ),
    "no content": (source("", parts={"content.xml": "<x/>"}).content, UnreadableSourceError),
    "a word for a number": (
        source(p('a<text:s text:c="x"/>b')).content,
        UnreadableSourceError,
    ),
    "a password": (
        source("", parts={"META-INF/manifest.xml": "<manifest:encryption-data/>"}).content,
        EncryptedSourceError,
    ),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("content", "error"), BROKEN.values(), ids=BROKEN)
def test_refuses(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"test\.odt"):
        odt.read(SourceFile("test.odt", content, odt.MEDIA_TYPE), Limits())
