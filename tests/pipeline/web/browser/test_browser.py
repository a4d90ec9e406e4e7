"""The pages in Chromium: what a citizen does with them, by mouse, by keyboard, on a phone, without JavaScript, and what axe says."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from schemas.record import Record

# Of each kind one page; {record} is a document in PDF with an item that has all kinds of facts.
ADDRESSES = {
    "home": "/",
    "search": "/search?q=bidrag",
    "search, narrowed": "/search?q=beslut&outcome=rejected&first=2000-01-01",
    "search, nothing found": "/search?q=sn%C3%B6r%C3%B6jninq",
    "search, a mistake": "/search?q=datum:ifjol",
    "meeting": "/meetings/{record}",
    "item": "/items/{record}/{item}",
    "decision": "/decisions/{record}/{decision}",
    "original": "/originals/{record}/{page}?mark={decision}",
    "original, text": "/originals/{text}/1?mark=d1",
    "person": "/people/{record}/a1",
    "people of a name": "/people?name={person}",
    "bodies": "/bodies",
    "body": "/bodies/one?organisation={organisation}&name={body}",
    "statistics": "/statistics",
    "about": "/about",
    "nothing": "/nowhere",
}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="session")
def minutes(public_records: list[Record]) -> Record:
    """Minutes in PDF with a vote, sums and reservations."""
    found = [record for record in public_records if record.source.name == "fullmaktige-voteringar.pdf"]
    return found[0]


@pytest.fixture(scope="session")
def names(minutes: Record, public_records: list[Record]) -> dict[str, str]:
    """What stands in the places of addresses."""
    decision = next(one for one in minutes.decisions if one.evidence[0].boxes)
    text = next(record for record in public_records if record.source.media_type == "text/plain" and record.decisions)
    assert minutes.meeting is not None
    return {
        "record": minutes.id,
        "item": minutes.votes[0].paragraph_id or "",
        "decision": f"d{minutes.decisions.index(decision) + 1}",
        "page": str(decision.evidence[0].page),
        "text": text.id,
        "person": minutes.attendees[0].name,
        "organisation": minutes.meeting.organisations[0].name,
        "body": minutes.meeting.body or "",
    }


def test_a_citizen_searches_narrows_down_and_sees_the_place(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("searchbox").fill("bidrag")
    page.get_by_role("button", name="Sök").click()
    hits = page.locator(".hit")
    before = hits.count()
    expect(hits.first.locator("mark").first).to_have_text(re.compile("bidrag", re.IGNORECASE))
    page.locator(".filters").get_by_role("link", name="Beviljat").click()
    expect(page.get_by_role("link", name="Ta bort: Beviljat")).to_be_visible()
    assert 0 < hits.count() < before
    hits.first.get_by_role("link").click()
    expect(page.get_by_text("Om beslutet")).to_be_visible()
    page.get_by_role("link", name="Visa hela sidan").click()
    expect(page.locator("#mark")).to_be_in_viewport()


def test_a_misspelling_is_mended(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=bidarget&outcome=granted")
    page.locator(".suggestion a").click()

    assert page.locator(".hit").count()
    expect(page.get_by_role("link", name="Ta bort: Beviljat")).to_be_visible()


def test_a_place_is_marked_where_the_record_says(page: Page, site: str, public_records: list[Record]) -> None:
    # A decision of several lines.
    minutes, number, quote = next(
        (record, number, decision.evidence[0])
        for record in public_records
        for number, decision in enumerate(record.decisions, 1)
        if record.source.name == "kommunstyrelse.pdf" and len(decision.evidence[0].boxes or ()) > 1
    )
    page.goto(f"{site}/originals/{minutes.id}/{quote.page}?mark=d{number}")
    page.wait_for_load_state("networkidle")
    sheet = page.locator("svg.page")
    drawn = sheet.bounding_box()
    paper = next(one for one in minutes.pages if one.number == quote.page)
    assert drawn is not None
    assert paper.width is not None
    # A border of one pixel is around the page.
    scale = (drawn["width"] - 2) / paper.width
    rectangles = page.locator("svg.page rect.mark").evaluate_all(
        "found => found.map(one => { const r = one.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] })"
    )
    wanted = [
        [
            drawn["x"] + 1 + x0 * scale,
            drawn["y"] + 1 + top * scale,
            drawn["x"] + 1 + x1 * scale,
            drawn["y"] + 1 + bottom * scale,
        ]
        for x0, top, x1, bottom in quote.boxes or ()
    ]
    assert len(rectangles) == len(wanted)
    for box, place in zip(rectangles, wanted, strict=True):
        assert all(abs(a - b) <= 4 * scale for a, b in zip(box, place, strict=True))

    # In the picture: letters on yellow where it is marked, and no yellow elsewhere.
    picture = np.asarray(Image.open(io.BytesIO(sheet.screenshot())).convert("RGB")).astype(int)
    yellow = (picture[..., 0] > 200) & (picture[..., 1] > 170) & (picture[..., 2] < 200)
    for left, top, right, bottom in rectangles:
        rows = slice(round(top - drawn["y"]), round(bottom - drawn["y"]))
        columns = slice(round(left - drawn["x"]), round(right - drawn["x"]))
        assert yellow[rows, columns].mean() > 0.5
        assert picture[rows, columns].max(axis=2).min() < 110
        yellow[rows.start - 2 : rows.stop + 2, columns.start - 2 : columns.stop + 2] = False
    assert not yellow.any()


def test_a_text_is_marked_in_itself(page: Page, site: str, names: dict[str, str], public_records: list[Record]) -> None:
    record = next(one for one in public_records if one.id == names["text"])
    quote = record.decisions[0].evidence[0]
    page.goto(f"{site}/originals/{record.id}/{quote.page}?mark=d1#mark")

    expect(page.locator("#mark")).to_be_in_viewport()
    shown = "".join(page.locator(".document mark").all_text_contents())
    assert shown.split() == "".join(one.quote for one in record.decisions[0].evidence).split()


def test_feeds_are_discovered(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=bidrag&outcome=granted")
    feeds = page.locator("link[rel=alternate]").evaluate_all("found => found.map(one => [one.type, one.href])")
    assert {kind for kind, _ in feeds} == {"application/atom+xml", "application/feed+json"}
    for kind, address in feeds:
        answer = page.request.get(address)
        assert answer.status == 200
        assert answer.headers["content-type"].split(";")[0] in (kind, "application/json")
        assert "bidrag" in answer.text().lower()


def test_the_language_is_switched(page: Page, site: str, names: dict[str, str]) -> None:
    page.goto(f"{site}{ADDRESSES['decision'].format(**names)}")
    page.get_by_role("link", name="In English").click()
    expect(page.get_by_text("About the decision")).to_be_visible()
    page.locator("nav.path a").last.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="På svenska").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")


def test_by_the_keyboard_alone(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Till innehållet")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("bidrag")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=bidrag"))
    first = page.locator(".hit a").first
    for _ in range(40):
        page.keyboard.press("Tab")
        # What has the focus can be seen, and shows it.
        focused = page.locator(":focus")
        expect(focused).to_be_in_viewport()
        assert focused.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        if first.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Om beslutet")).to_be_visible()


def test_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_role("searchbox").fill("bidrag")
    page.get_by_role("button", name="Sök").click()
    page.locator(".filters").get_by_role("link", name="Beviljat").click()
    page.get_by_label("Minst").fill("50 000")
    page.get_by_role("button", name="Använd").click()
    page.locator(".hit a").first.click()
    page.get_by_role("link", name="Visa hela sidan").click()
    expect(page.locator("#mark").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_on_a_phone_nothing_is_beside_the_page(
    browser: Browser, site: str, names: dict[str, str], address: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site + address.format(**names))

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("visualViewport.scale") == 1
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_axe_finds_no_violation(page: Page, site: str, names: dict[str, str], address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site + address.format(**names))

    assert violations(page) == []


def violations(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds: the rule, the first place, what to do."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in found]


def test_the_registrar_logs_in_and_sees_what_to_look_into(page: Page, internal_site: str, token: str) -> None:
    page.goto(f"{internal_site}/problems")
    assert violations(page) == []
    page.get_by_label("Kod").fill("another")
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Kod").fill(token)
    page.get_by_role("button", name="Logga in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Att se över")
    assert page.locator("tbody tr").count()
    assert violations(page) == []
    page.get_by_role("button", name="Logga ut").click()
    expect(page).to_have_url(re.compile("/login"))


def test_print_leaves_out_what_paper_cannot_do(page: Page, site: str, names: dict[str, str]) -> None:
    page.goto(site + ADDRESSES["meeting"].format(**names))
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".items li").first).to_be_visible()
    expect(page.get_by_role("navigation", name="Huvudmeny")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
