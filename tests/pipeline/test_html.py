"""What a browser shows, and what of it is the document: each row is a piece of a page and the text that is read."""

import pytest

from pipeline.readers import html
from pipeline.readers.base import Limits
from schemas.errors import UnreadableSourceError
from schemas.source import SourceFile
from schemas.text import Text


def read(page: str | bytes, media_type: str = html.MEDIA_TYPE) -> Text:
    content = page.encode() if isinstance(page, str) else page
    return html.read(SourceFile("sida.html", content, media_type), Limits())


def shown(text: Text) -> str:
    """What is no furniture."""
    return "\n".join(line.rstrip() for line in text.running.split("\n")).strip()


SEEN = {
    "paragraphs stand apart": ("<p>Ett</p><p>Två</p>", "Ett\n\nTvå"),
    "divisions do not": ("<div>Ett</div><div>Två</div>", "Ett\nTvå"),
    "white space is one blank": ("<p>Mötet\n   <b>öppnas</b> \n nu</p>", "Mötet öppnas nu"),
    "no-break blanks part cells where they are many": ("<p>§&nbsp;4&nbsp;&nbsp;&nbsp;&nbsp;Val</p>", "§ 4\tVal"),
    "line breaks": ("Ordförande<br>Eva Ek<br/>", "Ordförande\nEva Ek"),
    "text beside blocks": ("Före<p>i</p>efter", "Före\n\ni\n\nefter"),
    "a list": (
        "Beslut<ul><li>att anta <i>planen</i></li><li>att avslå</li></ul>",
        "Beslut\n- att anta planen\n- att avslå",
    ),
    "a numbered list": ('<ol start="4"><li>Val</li><li value="7"><p>Budget</p></li></ol>', "4. Val\n\n7. Budget"),
    "letters for numbers": ('<ol type="a"><li>Val</li><li>Budget</li></ol>', "a. Val\nb. Budget"),
    "preformatted lines": ("<pre>Avgifter      9000\nHyra     -    500</pre>", "Avgifter\t9000\nHyra\t-500"),
    "a table": ("<table><tr><th>År<th>2024<tr><td>Hyra<td>10</table>", "År\t2024\nHyra\t10"),
    "a table for layout": (
        "<table><tr><td><table><tr><td>Plats<td>Åsen</table><td>Text</table>",
        "Plats\tÅsen\n\nText",
    ),
    "scripts, styles and what is hidden": (
        '<style>p {}</style><script>var a = "§ 9";</script><p style="display: none">Nej</p><p hidden>Nej</p><p>Ja</p>',
        "Ja",
    ),
    "the document is not in what is hidden": ("<div hidden><main><p>Nej</p></main></div><main><p>Ja</p></main>", "Ja"),
    "deletions are gone": ("<p>10<del>0</del> kr</p>", "10 kr"),
    "comments and Word's conditions": ("<p>Ett<!-- två --><![if !supportLists]> tre<![endif]></p>", "Ett tre"),
    "Word's tabs": ("<p>Datum:<span style='mso-tab-count:1'>&nbsp;&nbsp; </span>9 maj</p>", "Datum:\t9 maj"),
    "a title that says more": ("<title>Protokoll | Åsbo kommun</title><p>Protokoll</p>", "Protokoll\n\nÅsbo kommun"),
    "a title that says the same": ("<title>Protokoll 4</title><h1>Protokoll</h1><p>nr 4</p>", "Protokoll\n\nnr 4"),
}


@pytest.mark.parametrize(("page", "expected"), SEEN.values(), ids=SEEN)
def test_shows_what_a_browser_does(page: str, expected: str) -> None:
    assert shown(read(page)) == expected


LINKS = "<ul><li><a href='/a'>Skola</a></li><li><a href='/b'>Omsorg</a></li><li><a href='/c'>Bygga</a></li></ul>"
MINUTES = "<h2>§ 1 Val</h2><p>Eva Ek väljs.</p>"
SITES = {
    "a main part": f"<div>Åsbo</div><main>{MINUTES}</main><div>Kontakt</div>",
    "a main part by its role": f"<div>Åsbo</div><div role='main'>{MINUTES}</div>",
    "navigation": f"<nav>Hem</nav>{MINUTES}<footer>Kontakt</footer>",
    "parts by their role": f"<div role='banner'>Åsbo</div>{MINUTES}<div role='contentinfo'>Kontakt</div>",
    "a cookie banner": f"<div class='cookie-bar'>Vi använder kakor.</div>{MINUTES}",
    "a menu by its links": f"<div>{LINKS}</div>{MINUTES}",
    "a cell of menus": f"<table><tr><td>{LINKS}</td><td>{MINUTES}</td></tr></table>",
    "a link past the menu": f"<a class='skip-link' href='#m'>Till innehållet</a>{MINUTES}",
    "links to its own items": "<ul>" + "<li><a href='#p1'>§ 1 Val</a></li>" * 3 + f"</ul>{MINUTES}",
    "items called navigation": f"<div class='nav'>{MINUTES}</div>",
    "a main part without the items": f"<main><p>Sök</p></main>{MINUTES}<nav>Hem</nav>".replace(
        "<p>Sök</p>", "<nav>Sök</nav>"
    ),
    "a heading that links": "<h2><a href='/1'>§ 1 Val</a></h2><p>Eva Ek väljs.</p>",
    "the head of an article": f"<header>Åsbo</header><article><header>{MINUTES}</header></article>",
}


@pytest.mark.parametrize("page", SITES.values(), ids=SITES)
def test_the_site_around_is_furniture(page: str) -> None:
    text = read(page)

    assert shown(text) == "§ 1 Val\n\nEva Ek väljs."
    assert all(word in text.content for word in ("Åsbo", "Kontakt", "Hem", "Skola") if word in page)


def test_a_few_links_are_part_of_what_is_said() -> None:
    page = "<p><a href='/b1'>Bilaga 1</a></p><p>Eva Ek, <a href='mailto:e@x.example'>eva@asbo.example</a></p>"

    assert shown(read(page)) == "Bilaga 1\n\nEva Ek, eva@asbo.example"


def test_headings_have_their_level() -> None:
    text = read("<h2>Beslut</h2><p>Ja</p>")

    assert text.headings == ((text.content.index("Beslut"), 2),)


def test_a_tall_cell_leaves_an_empty_place_below() -> None:
    text = read("<table><tr><td rowspan=2>A<td>1<td>2<tr><td>3<td>4<tr><td colspan=2>B<td>5</table>")

    rows = [[text.content[span.start : span.end] for span in row] for row in text.grids[0].rows]
    assert rows == [["A", "1", "2"], ["", "3", "4"], ["B", "", "5"]]


ENCODED = {
    "UTF-8 as said": ("utf-8", "utf-8", []),
    "UTF-8 said to be Latin-1": ("iso-8859-1", "utf-8", []),
    "Windows-1252 said to be Latin-1": ("iso-8859-1", "cp1252", []),
    "Windows-1252 as said": ("windows-1252", "cp1252", []),
    "Windows-1252 said to be UTF-8": ("utf-8", "cp1252", ["encoding_guessed"]),
    "an encoding nobody knows": ("x-none", "cp1252", ["encoding_guessed"]),
    "UTF-16": ("utf-16", "utf-16", []),
}


@pytest.mark.parametrize(("said", "encoding", "remarks"), ENCODED.values(), ids=ENCODED)
def test_encodings(said: str, encoding: str, remarks: list[str]) -> None:
    text = read(f"<html><head><meta charset='{said}'></head><body>Å – ”ö” §</body></html>".encode(encoding))

    assert shown(text) == "Å – ”ö” §"
    assert [code for code, _ in text.remarks] == remarks


def test_a_web_archive() -> None:
    archive = (
        "From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<p>M=F6te =A7 4</p>\n--x\nContent-Type: image/png\n\nx\n--x--\n"
    )

    assert shown(read(archive, html.ARCHIVE)) == "Möte § 4"


BROKEN = {"a web archive without a page": (b"Content-Type: multipart/related; boundary=x\n\n--x--\n", html.ARCHIVE)}


@pytest.mark.parametrize(("content", "media_type"), BROKEN.values(), ids=BROKEN)
def test_refuses(content: bytes, media_type: str) -> None:
    with pytest.raises(UnreadableSourceError, match=r"sida\.html"):
        read(content, media_type)


def test_nothing_that_a_page_refers_to_is_read(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt", "utf-8")
    page = f"<!DOCTYPE html [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><p>Ja &x;</p><iframe src='{secret.as_uri()}'></iframe>"

    assert "hemligt" not in read(page).content
