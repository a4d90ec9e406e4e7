"""What Word shows and how it is stored: each row is a piece of a document's XML and the text that a reader sees."""

import io
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from lxml import etree

from pipeline.readers import docx as word
from pipeline.readers.base import Limits
from schemas.errors import LimitExceededError, UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text, normalised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W[1:-1],
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def built(body: str, numbering: str = "", styles: str = "", head: str = "", foot: str = "") -> SourceFile:
    """A document of these pieces of XML, in python-docx's empty one."""
    document = docx.Document()
    parts = [
        (document.element.body, body, 0),
        (document.part.numbering_part.element, numbering, 0),
        (document.styles.element, styles, -1),
    ]
    section = document.sections[0]
    for story, xml in ((section.header, head), (section.footer, foot)):
        if xml:
            story.is_linked_to_previous = False
            parts.append((story.part.element, xml, 0))
    for parent, xml, place in parts:
        for number, element in enumerate(parse_xml(f"<w:x {NAMESPACES}>{xml}</w:x>")):
            parent.insert(len(parent) if place else number, element)
    stream = io.BytesIO()
    document.save(stream)
    return SourceFile("test.docx", stream.getvalue())


def read(source: SourceFile) -> Text:
    return word.read(source, Limits())


def p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, list_id: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell if '<' in cell else p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def level(number: int, style: str, label: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{label}"/></w:lvl>'


def lists(levels: str, overrides: str = "") -> str:
    """List 71, and 72 of the same definition with *overrides*."""
    return (
        f'<w:abstractNum w:abstractNumId="70">{levels}</w:abstractNum>'
        '<w:num w:numId="71"><w:abstractNumId w:val="70"/></w:num>'
        f'<w:num w:numId="72"><w:abstractNumId w:val="70"/>{overrides}</w:num>'
    )


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def bold(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = (
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent>"
).format(p("PROTOKOLL"))

SEEN = {
    "paragraphs are lines": (p("Mötet öppnas") + p("Ordföranden hälsar"), "Mötet öppnas\nOrdföranden hälsar"),
    "an empty paragraph parts blocks, many are one": (p("Ett") + "<w:p/><w:p/>" + p("Två"), "Ett\n\nTvå"),
    "a heading stands apart": (p("Ett") + p("Två", '<w:outlineLvl w:val="0"/>'), "Ett\n\nTvå"),
    "so does what has space above it": (p("Ett") + p("Två", '<w:spacing w:before="320"/>'), "Ett\n\nTvå"),
    "so does a line in bold": (
        p("Ett") + f"<w:p>{bold('Två')}{bold(' till')}</w:p>" + p("Tre"),
        "Ett\n\nTvå till\nTre",
    ),
    "but not a list of them": (p("Ett") + f"<w:p>{bold('Två')}</w:p><w:p>{bold('Tre')}</w:p>", "Ett\n\nTvå\nTre"),
    "nor a line with a word in bold": (
        p("Ett") + f"<w:p>{bold('Plats:')}{t(' Åsgården')}</w:p>",
        "Ett\nPlats: Åsgården",
    ),
    "body text by its outline level": (p("Ett") + p("Två", '<w:outlineLvl w:val="9"/>'), "Ett\nTvå"),
    "runs are one word": (f"<w:p>{t('Kommun')}<w:proofErr/>{t('styrelsen')}</w:p>", "Kommunstyrelsen"),
    "a blank between runs stays": (f"<w:p>{t('Val')}{t(' ')}{t('av')}</w:p>", "Val av"),
    "content control in a line": (
        f"<w:p>{t('Datum: ')}<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{t('9 maj')}</w:sdtContent></w:sdt></w:p>",
        "Datum: 9 maj",
    ),
    "content control around paragraphs": (
        f"<w:sdt><w:sdtContent>{p('Ett')}{p('Två')}</w:sdtContent></w:sdt>",
        "Ett\nTvå",
    ),
    "content control around rows and cells": (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{p('Tid')}</w:tc><w:sdt><w:sdtContent><w:tc>{p('18.30')}</w:tc></w:sdtContent>"
        "</w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>",
        "Tid\t18.30",
    ),
    "smart tags, links and insertions": (
        f"<w:p><w:smartTag>{t('Asp')}</w:smartTag><w:hyperlink>{t('-by')}</w:hyperlink><w:ins>{t('dal')}</w:ins></w:p>",
        "Asp-bydal",
    ),
    "deletions are gone": (
        f"<w:p>{t('10')}<w:del>{run('<w:delText>0</w:delText>')}</w:del><w:moveFrom>{t('1')}</w:moveFrom>{t(' kr')}</w:p>",
        "10 kr",
    ),
    "a deleted paragraph mark joins paragraphs": (
        p("Nämnden ", "<w:rPr><w:del/></w:rPr>") + p("beslutar"),
        "Nämnden beslutar",
    ),
    "a deleted row is gone": (
        f"<w:tbl>{row('A', '1')}<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:del>{t('B')}</w:del></w:p></w:tc></w:tr></w:tbl>",
        "A\t1",
    ),
    "field codes out, results in": (
        f"<w:p>{t('Sida ')}{run('<w:fldChar/><w:instrText>PAGE</w:instrText>')}{t('3')}<w:fldSimple>{t(' av 4')}</w:fldSimple></w:p>",
        "Sida 3 av 4",
    ),
    "tabs: indents out, several one": (
        f"<w:p>{run('<w:tab/><w:t>Beslut</w:t><w:tab/><w:tab/><w:t>att bifalla</w:t>')}</w:p>",
        "Beslut\tatt bifalla",
    ),
    "a tab stop is no tab": (p("Beslut", '<w:tabs><w:tab w:val="left" w:pos="700"/></w:tabs>'), "Beslut"),
    "breaks": (f"<w:p>{run('<w:t>Ett</w:t><w:br/><w:t>två</w:t><w:cr/><w:t>tre</w:t>')}</w:p>", "Ett\ntvå\ntre"),
    "hyphens": (
        f"<w:p>{run('<w:t>EU</w:t><w:noBreakHyphen/><w:t>stöd till för</w:t><w:softHyphen/><w:t>ening­en</w:t>')}</w:p>",
        "EU-stöd till föreningen",
    ),
    "ticked boxes": (
        f"<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>{t(' Ja')}</w:p>",
        "☑ Ja",
    ),
    "boxes and lists of a form": (
        "<w:p><w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData></w:fldChar>"
        "<w:t> Ja, </w:t><w:fldChar><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='öppen'/><w:listEntry w:val='sluten'/>"
        "</w:ddList></w:ffData></w:fldChar></w:r></w:p>",
        "☒ Ja, sluten",
    ),
    "a text box once, after its paragraph": (
        f"<w:p>{run(BOX)}{t('Datum')}</w:p>{p('Plats')}",
        "Datum\n\nPROTOKOLL\n\nPlats",
    ),
    "the alternative that has text": (
        f"<w:p><mc:AlternateContent><mc:Choice Requires='w16se'/><mc:Fallback>{t('✓')}</mc:Fallback></mc:AlternateContent></w:p>",
        "✓",
    ),
    "formulas": (f"<w:p>{t('Andel ')}<m:oMath><m:r><m:t>1/3</m:t></m:r></m:oMath></w:p>", "Andel 1/3"),
    "rows": (f"<w:tbl>{row('Post', 'Budget')}{row('Avgifter', '24 000')}</w:tbl>", "Post\tBudget\nAvgifter\t24 000"),
    "a table stands apart": (p("Före") + f"<w:tbl>{row('A', '1')}</w:tbl>" + p("Efter"), "Före\n\nA\t1\n\nEfter"),
    "a value of several lines": (
        f"<w:tbl>{row('Närvarande', p('Ada Alm') + p('Bo Bok'))}</w:tbl>",
        "Närvarande\tAda Alm\nBo Bok",
    ),
    "lists beside each other, one after the other": (
        f"<w:tbl>{row(p('Ledamöter') + p('Ada Alm'), p('Ersättare') + p('Bo Bok'))}</w:tbl>",
        "Ledamöter\nAda Alm\nErsättare\nBo Bok",
    ),
    "an empty cell between others keeps its place": (f"<w:tbl>{row('Ada Alm', '', 'X')}</w:tbl>", "Ada Alm\t\tX"),
    "empty cells at the ends leave nothing": (f"<w:tbl>{row('', 'X', '')}</w:tbl>", "X"),
    "merged cells once": (
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('Summa')}</w:tc><w:tc>{p('7')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{p('A')}</w:tc><w:tc>{p('1')}</w:tc><w:tc>{p('2')}</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
        + f"<w:tc>{p('3')}</w:tc><w:tc>{p('4')}</w:tc></w:tr></w:tbl>",
        "Summa\t7\nA\t1\t2\n3\t4",
    ),
    "a table that only frames": (f"<w:tbl>{row(p('Ett') + '<w:p/>' + p('Två'))}</w:tbl>", "Ett\n\nTvå"),
    "a table in a table": (
        f"<w:tbl>{row(p('Ekonomi'), '<w:tbl>' + row('A', '1') + '</w:tbl><w:p/>')}</w:tbl>",
        "Ekonomi\n\nA\t1",
    ),
}

NUMBERED = {
    "decimal": (
        lists(level(0, "decimal", "%1.")),
        numbered("Öppnande", 71) + p("Text") + numbered("Val", 71),
        "1. Öppnande\nText\n2. Val",
    ),
    "paragraph signs": (
        lists(level(0, "decimal", "§ %1")),
        numbered("Öppnande", 71) + numbered("Val", 71),
        "§ 1 Öppnande\n§ 2 Val",
    ),
    "levels, and the lower ones start anew": (
        lists(level(0, "decimal", "%1") + level(1, "lowerLetter", "%2)") + level(2, "upperRoman", "%1.%3")),
        "".join(numbered("x", 71, each) for each in (0, 1, 1, 2, 0, 1, 2)),
        "1 x\na) x\nb) x\n1.I x\n2 x\na) x\n2.I x",
    ),
    "a level that never starts anew": (
        lists(level(0, "decimal", "%1.") + level(1, "decimal", "§ %2", '<w:lvlRestart w:val="0"/>')),
        "".join(numbered("x", 71, each) for each in (0, 1, 0, 1)),
        "1. x\n§ 1 x\n2. x\n§ 2 x",
    ),
    "lists of one definition count on": (
        lists(level(0, "decimal", "%1.")),
        numbered("A", 71) + numbered("B", 72),
        "1. A\n2. B",
    ),
    "unless the second starts itself": (
        lists(level(0, "decimal", "§ %1"), '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="45"/></w:lvlOverride>'),
        numbered("A", 71) + numbered("B", 72) + numbered("C", 72),
        "§ 1 A\n§ 45 B\n§ 46 C",
    ),
    "a level of the list's own": (
        lists(
            level(0, "decimal", "%1."), f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
        ),
        numbered("A", 72),
        "A) A",
    ),
    "bullets, whatever their character": (
        lists(level(0, "bullet", "\uf0b7") + level(1, "bullet", "§")),
        numbered("ett", 71) + numbered("två", 71, 1),
        "- ett\n- två",
    ),
    "a bullet that is a word": (
        lists(level(0, "bullet", "att")),
        numbered("bifalla motionen", 71),
        "att bifalla motionen",
    ),
    "no bullet for an empty paragraph": (
        lists(level(0, "bullet", "•")),
        p("Ett") + numbered("", 71) + p("Två"),
        "Ett\n\nTvå",
    ),
    "a number without text is shown": (
        lists(level(0, "decimal", "%1.")),
        f"<w:tbl>{row(numbered('', 71), 'Val')}</w:tbl>",
        "1.\tVal",
    ),
    "list zero is none": (lists(level(0, "decimal", "%1.")), numbered("Text", 0), "Text"),
    "legal numbering": (
        lists(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")),
        numbered("A", 71) + numbered("B", 71, 1),
        "I. A\n1.1 B",
    ),
    "a deleted paragraph does not count": (
        lists(level(0, "decimal", "%1.")),
        numbered("A", 71)
        + '<w:p><w:pPr><w:numPr><w:numId w:val="71"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>B</w:delText></w:r></w:del></w:p>'
        + numbered("C", 71),
        "1. A\n2. C",
    ),
}


@pytest.mark.parametrize(("body", "content"), SEEN.values(), ids=SEEN)
def test_shows_what_a_reader_sees(body: str, content: str) -> None:
    assert read(built(body)).content.strip("\n") == content


@pytest.mark.parametrize(("numbering", "body", "content"), NUMBERED.values(), ids=NUMBERED)
def test_labels_paragraphs_as_word_does(numbering: str, body: str, content: str) -> None:
    assert read(built(body, numbering=numbering)).content.strip("\n") == content


def test_numbers_by_style() -> None:
    """A style has a list, the list's levels name their styles, and a style that is based on one inherits."""
    levels = level(0, "decimal", "%1", '<w:pStyle w:val="Punkt"/>') + level(
        1, "decimal", "%1.%2", '<w:pStyle w:val="Underpunkt"/>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{more}</w:style>'
        for name, more in {
            "Punkt": '<w:pPr><w:numPr><w:numId w:val="71"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>',
            "Underpunkt": '<w:pPr><w:numPr><w:numId w:val="71"/></w:numPr></w:pPr>',
            "Egen": '<w:basedOn w:val="Punkt"/>',
        }.items()
    )
    body = "".join(p("x", f'<w:pStyle w:val="{style}"/>') for style in ("Punkt", "Underpunkt", "Egen"))

    text = read(built(body, lists(levels), styles))

    assert text.content.split() == ["1", "x", "1.1", "x", "2", "x"]
    assert [(text.content[start:].split("\n")[0], depth) for start, depth in text.headings] == [("1 x", 2), ("2 x", 2)]


def test_notes_tables_as_grids() -> None:
    spanning = f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('Summa')}</w:tc><w:tc>{p('7')}</w:tc></w:tr>"
    text = read(built(f"<w:tbl>{row('', 'Ja', 'Nej')}{row('Ada', 'X', '')}{spanning}</w:tbl>"))

    (grid,) = text.grids
    cells = [[text.content[cell.start : cell.end] for cell in row] for row in grid.rows]
    assert cells == [["", "Ja", "Nej"], ["Ada", "X", ""], ["Summa", "", "7"]]


def test_turns_pages_where_they_turn() -> None:
    hard, shown = '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = (
        f"<w:p>{t('Ett')}</w:p><w:p>{hard}</w:p><w:p>{shown}{t('Två')}</w:p><w:p>{t('Lång ')}{shown}{t('mening')}</w:p>"
        + p("Tre")
        + p("Fyra", "<w:pageBreakBefore/>")
    )
    text = read(built(body))

    assert [text.content[page.start : page.end].split() for page in text.pages] == [
        ["Ett"],
        ["Två", "Lång", "mening"],
        ["Tre"],
        ["Fyra"],
    ]


def test_first_head_is_text_and_feet_are_furniture() -> None:
    head = f"<w:p>{t('Almby bygdeförening')}{run('<w:tab/>')}{t('1 (2)')}</w:p>"
    text = read(built(p("Mötet öppnas"), head=head, foot=p("Org.nr 800000-1234")))

    assert text.content == "Almby bygdeförening\t1 (2)\n\nMötet öppnas\n\nOrg.nr 800000-1234\n"
    assert [text.content[piece.start : piece.end] for piece in text.furniture] == ["1 (2)", "Org.nr 800000-1234"]


def with_part(source: SourceFile, name: str, content: bytes, kind: str) -> SourceFile:
    """The document with one part more, related to the main one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source.content)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            part = old.read(member)
            if member == "word/_rels/document.xml.rels":
                relation = (
                    f'<Relationship Id="x9" Target="{name}" '
                    f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
                )
                part = part.replace(b"</Relationships>", relation.encode())
            new.writestr(member, part)
        if content:
            new.writestr(f"word/{name}", content)
    return SourceFile(source.name, stream.getvalue())


def test_footnotes_stand_at_the_end_of_their_page() -> None:
    source = built(f'<w:p>{t("12 500 kr")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>{p("Mera")}')
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{p("Exklusive moms")}</w:footnote></w:footnotes>'
    text = read(with_part(source, "footnotes.xml", notes.encode(), "footnotes"))

    assert text.content.strip() == "12 500 kr\nMera\n\n¹ Exklusive moms"


def test_a_lost_picture_harms_nothing() -> None:
    assert read(with_part(built(p("Mötet öppnas")), "NULL", b"", "image")).content.strip() == "Mötet öppnas"


def replaced(source: SourceFile, old: bytes, new: bytes) -> SourceFile:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source.content)) as before, zipfile.ZipFile(stream, "w") as after:
        for member in before.namelist():
            after.writestr(member, before.read(member).replace(old, new))
    return SourceFile(source.name, stream.getvalue())


DIALECTS = {
    "strict": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    "macro-enabled": (
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    ),
    "template": (b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"),
}


@pytest.mark.parametrize(("usual", "other"), DIALECTS.values(), ids=DIALECTS)
def test_reads_every_dialect(usual: bytes, other: bytes) -> None:
    assert read(replaced(built(p("Mötet öppnas")), usual, other)).content.strip() == "Mötet öppnas"


BAD = {
    "entities": (b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document'),
    "malformed": (b"</w:document>", b""),
    "a word for a number": (b"<w:pPr/>", b'<w:pPr><w:outlineLvl w:val="high"/></w:pPr>'),
    "elements in each other without end": (b"<w:pPr/>", b"<w:p>" * 2000),
    "without a main part": (b"officeDocument/2006/relationships/officeDocument", b"nothing"),
}


@pytest.mark.parametrize(("old", "new"), BAD.values(), ids=BAD)
def test_refuses_what_is_no_sound_document(old: bytes, new: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match=r"^test\.docx: "):
        read(replaced(built(p("Mötet öppnas")), old, new))


def test_counts_what_it_unpacks() -> None:
    with pytest.raises(LimitExceededError, match="unpacks to more than 1000 bytes"):
        word.read(built(p("Mötet öppnas")), Limits(unpacked_bytes=1000))


def characters(source: SourceFile) -> Counter[str]:
    """Every character that the XML of a document shows, white space left out, what is deleted or shown twice too."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        for name in archive.namelist():
            if not name.startswith(("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")):
                continue
            for text in etree.fromstring(archive.read(name)).iter(W + "t"):
                around = {etree.QName(element).localname for element in text.iterancestors()}
                if not around & {"del", "moveFrom", "Fallback"}:
                    found.update("".join(normalised(text.text or "").split()))
    return found


WHOLE = {
    "all invented pieces": built("".join(body for body, _ in SEEN.values()), head=p("Huvud"), foot=p("Fot")),
    **{path.name: SourceFile(path.name, path.read_bytes()) for path in sorted(CORPUS.glob("*/*.docx"))},
}


@pytest.mark.parametrize("source", WHOLE.values(), ids=WHOLE)
def test_loses_no_character(source: SourceFile) -> None:
    assert not characters(source) - Counter("".join(read(source).content.split()))
