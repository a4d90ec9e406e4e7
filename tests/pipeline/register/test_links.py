"""Earlier decisions that are referred to, and the way of a case; and what is no link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.archive.store import canonical
from pipeline.process import process
from pipeline.register import links, stretches
from pipeline.register.links import Place
from pipeline.register.query import parse
from pipeline.register.search import search
from pipeline.register.store import Register
from schemas.source import SourceFile

COMMITTEE = (
    "Hällmora kommun\nKommunstyrelsens arbetsutskott\nSammanträdesprotokoll 2031-02-03\n\nBeslutande\nBirgitta Ekdahl (S), ordförande\n\n"
    "§ 12 Plan för bryggan\n\nDnr KS 2031/114\n\n"
    "Beslut\nArbetsutskottet föreslår kommunstyrelsen att planen antas.\n\n"
    "§ 13 Information\n\nKommundirektören informerar.\n"
)
BOARD = (
    "Hällmora kommun\nKommunstyrelsen\nSammanträdesprotokoll 2031-02-17\n\nBeslutande\nBirgitta Ekdahl (S), ordförande\n\n"
    "§ 41 Plan för bryggan\n\nDnr KS 2031/114\n\n"
    "Beslutsunderlag\nKommunstyrelsens arbetsutskott 2031-02-03 § 12\n\n"
    "Beslut\nKommunstyrelsen föreslår kommunfullmäktige att planen antas.\n\n"
    "§ 42 Lån\n\nDnr KS 2031/200\n\nBeslut\nKommunstyrelsen avslår ansökan.\n"
)
COUNCIL = (
    "Hällmora kommun\nKommunfullmäktige\nSammanträdesprotokoll 2031-03-10\n\nBeslutande\nBirgitta Ekdahl (S), ordförande\n\n"
    "§ 7 Plan för bryggan\n\nDnr KS 2031/114\n\n"
    "Ärendet behandlades i KS § 41, 2031-02-17.\n\n"
    "Beslut\nKommunfullmäktige beslutar att anta planen.\n\n"
    "§ 8 Uppföljning av lånen\n\nKS § 99, 2031-02-17 finns inte.\n\nBeslut\nKommunfullmäktige noterar detta.\n"
)
ELSEWHERE = COMMITTEE.replace("Hällmora kommun", "Lillby kommun")


@pytest.fixture(params=["sqlite", "postgresql"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """The meetings of one case in three bodies, and another municipality with the same numbers."""
    url = f"sqlite:///{tmp_path}/r.db" if request.param == "sqlite" else request.getfixturevalue("database_url")
    opened = Register(url, "internal")
    for name, content in (("council", COUNCIL), ("elsewhere", ELSEWHERE), ("board", BOARD), ("committee", COMMITTEE)):
        opened.add(process(SourceFile(f"{name}.txt", content.encode())), canonical)
    yield opened
    opened.close()


def at(register: Register, body: str, number: str) -> str:
    """The id of an item in Hällmora."""
    for document in register.hashes():
        row = register.row("documents", document) or {}
        if row["body"] == body and row["organisation"] == "Hällmora kommun":
            return next(item["id"] for item in register.rows_of(document)["items"] if item["number"] == number)
    raise AssertionError(body)


def told(place: Place) -> tuple[str | None, str | None]:
    return place.body, place.number


def test_a_decision_that_is_referred_to_is_linked_both_ways(register: Register) -> None:
    board = links.links_of(register, at(register, "Kommunstyrelsen", "41"))

    assert [(told(link.source), told(link.target)) for link in board] == [
        (("Kommunstyrelsen", "41"), ("Kommunstyrelsens arbetsutskott", "12")),
        (("Kommunfullmäktige", "7"), ("Kommunstyrelsen", "41")),
    ]
    assert [ground.kind for ground in board[1].grounds] == [
        "reference",
        "organisation",
        "date",
        "body",
        "number",
        "case_number",
        "title",
    ]
    assert board[1].text == "KS § 41, 2031-02-17"


def test_what_is_not_there_is_not_linked(register: Register) -> None:
    assert links.links_of(register, at(register, "Kommunfullmäktige", "8")) == []
    assert links.links_of(register, "0-1/p1") == []


def test_the_way_of_a_case_goes_through_the_bodies_in_order(register: Register) -> None:
    steps = links.way(register, at(register, "Kommunstyrelsen", "41"))

    assert [told(step.place) for step in steps] == [
        ("Kommunstyrelsens arbetsutskott", "12"),
        ("Kommunstyrelsen", "41"),
        ("Kommunfullmäktige", "7"),
    ]
    assert {step.place.organisation for step in steps} == {"Hällmora kommun"}


def test_a_number_is_another_case_in_another_organisation(register: Register) -> None:
    cases = links.case(register, "KS 2031/0114")

    assert [len(case) for case in cases] == [3, 1]
    assert [len(case) for case in links.case(register, "ks2031-114", "Lillby kommun")] == [1]
    assert links.case(register, "KS 2031/999") == []


# --- what a reference means ---------------------------------------------------------------------------------------------


def place(item: str = "a/p1", **told: str | None) -> Place:
    usual: dict[str, str | None] = {
        "number": "41",
        "title": "Plan för bryggan",
        "case_number": None,
        "case_key": None,
        "document": item.partition("/")[0],
        "organisation": "Hällmora kommun",
        "body": "Kommunstyrelsen",
        "date": "2031-02-17",
    }
    return Place(item, **(usual | told))  # type: ignore[arg-type]


SOURCE = place("z/p1", number="7", body="Kommunfullmäktige", date="2031-03-10", title="Lånen")
# Reason -> target, where it stands, what there is, and which is meant.
MEANT = {
    "body, day and number": ("decision:KS:2031-02-17:41", SOURCE, [place()], "a/p1"),
    "body, year and number": ("decision:KS:2031:41", SOURCE, [place()], "a/p1"),
    "the body's name in full": ("decision:tekniska-nämnden:2031-02-17:41", SOURCE, [place(body="Tekniska nämnden")], "a/p1"),
    "a short name of the house": ("decision:SBN:2031-02-17:41", SOURCE, [place(body="Samhällsbyggnadsnämnden")], "a/p1"),
    "without a body, in its own": ("decision::2031-02-17:41", SOURCE._replace(body="Kommunstyrelsen"), [place()], "a/p1"),
    "without a body, of the same matter": ("decision::2031-02-17:41", SOURCE._replace(title="Planen för bryggan"), [place()], "a/p1"),
    "a day alone, of the same case": (
        "decision::2031-02-17",
        SOURCE._replace(case_key="KS:2031:1"),
        [place(case_key="KS:2031:1"), place("b/p2", title="Annat")],
        "a/p1",
    ),
    "not another body": ("decision:KF:2031-02-17:41", SOURCE, [place()], None),
    "not a body that is not told": ("decision::2031-02-17:41", SOURCE, [place()], None),
    "not a day alone": ("decision:KS:2031-02-17", SOURCE, [place()], None),
    "not another day": ("decision:KS:2031-02-18:41", SOURCE, [place()], None),
    "not another number": ("decision:KS:2031-02-17:42", SOURCE, [place()], None),
    "not another organisation": ("decision:KS:2031-02-17:41", SOURCE, [place(organisation="Lillby kommun")], None),
    "not where none is known": ("decision:KS:2031-02-17:41", SOURCE._replace(organisation=None), [place(organisation=None)], None),
    "not one of two": ("decision:KS:2031-02-17:41", SOURCE, [place(), place("b/p1")], None),
    "not a later one": ("decision:KS:2031-02-17:41", SOURCE._replace(date="2031-01-01"), [place()], None),
    "not itself": ("decision:KF:2031-03-10:7", SOURCE, [SOURCE], None),
    "not what is no decision": ("sfs:2017:725", SOURCE, [place()], None),
}  # fmt: skip


@pytest.mark.parametrize(("target", "source", "there", "meant"), MEANT.values(), ids=MEANT)
def test_what_a_reference_means(target: str, source: Place, there: list[Place], meant: str | None) -> None:
    link = links.earlier(target, "as written", source, there)

    assert (link and link.target.item) == meant


PARTED = {
    "a registry's letters": ("KS:2031:1", [place(case_key="KS:2031:1"), place("b/p1", case_key="KS:2031:1", body="KF", title="x")], [2]),
    "figures in one body": ("2031:1", [place(case_key="2031:1"), place("b/p1", case_key="2031:1", title="Annat")], [2]),
    "figures under one title": ("2031:1", [place(case_key="2031:1"), place("b/p1", case_key="2031:1", body="Barnnämnden")], [2]),
    "figures of two registries": (
        "2031:1",
        [place(case_key="2031:1"), place("b/p1", case_key="2031:1", body="Barnnämnden", title="Skolskjuts i norr")],
        [1, 1],
    ),
    "figures joined by a third": (
        "2031:1",
        [
            place(case_key="2031:1", title="Skolskjuts"),
            place("b/p1", case_key="2031:1", body="Barnnämnden", title="Annat"),
            place("c/p1", case_key="2031:1", body="Barnnämnden", title="Annat"),
        ],
        [1, 2],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("key", "places", "sizes"), PARTED.values(), ids=PARTED)
def test_what_is_one_case(key: str, places: list[Place], sizes: list[int]) -> None:
    assert [len(case) for case in links.one_case(places, key)] == sizes


def test_a_register_of_before_is_brought_to_it(register: Register) -> None:
    item = at(register, "Kommunstyrelsen", "41")
    with register.engine.begin() as connection:
        for table, column in (("items", "case_key"), ("citations", "cited")):
            connection.execute(text(f"DROP INDEX ix_{table}_{column}"))
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        for table in ("facets", "combinations", "stretches"):
            connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
        if connection.dialect.name == "postgresql":
            without = text("UPDATE search SET words = ts_delete(words, CAST(:marks AS text[])) WHERE key = :key")
            for key in connection.scalars(text("SELECT key FROM search")).all():
                connection.execute(without, {"key": key, "marks": list(stretches.marks(key))})
        connection.execute(text("UPDATE register_version SET version_num = '0002'"))
    again = Register(register.engine.url.render_as_string(hide_password=False))
    found = [len(links.links_of(again, item)), len(links.way(again, item))]
    bodies = {facet.name: facet.values for facet in search(again, parse("")).facets}["body"]
    of_a_time = search(again, parse("-utfall:avslag datum:2022..2031")).total
    again.close()

    assert found == [2, 3]
    assert of_a_time == 7
    assert dict(bodies) == {"Kommunfullmäktige": 2, "Kommunstyrelsen": 2, "Kommunstyrelsens arbetsutskott": 4}
