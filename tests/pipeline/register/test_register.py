"""The register: the same answers from every kind of database, kept in step with the records."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from pipeline.archive.store import canonical
from pipeline.process import process
from pipeline.register import store, tables
from pipeline.register.fulltext import Match
from pipeline.register.query import parse
from pipeline.register.rows import ENTRY_BITS, searched
from pipeline.register.search import Page, search
from pipeline.register.store import Register
from pipeline.register.stretches import Window
from schemas.errors import LimitExceededError, UsageError
from schemas.record import Record
from schemas.source import SourceFile

MEETINGS = {
    "board-2022": (
        "Hällmora kommun\nKommunstyrelsen\nSammanträdesprotokoll 2022-03-07\n\nBeslutande\nBirgitta Ekdahl (S), ordförande\n\n"
        "§ 41 Snöröjning av skolgårdar\n\nDnr KS 2022/114\n\nSkolgårdarna vid Östra skolan röjs sist.\n\n"
        "Beslut\nKommunstyrelsen beslutar att anslå 750 000 kronor till snöröjningen.\n\n"
        "§ 42 Lån till bryggan\n\nBeslut\nKommunstyrelsen avslår ansökan.\n"
    ),
    "board-2023": (
        "Hällmora kommun\nKommunstyrelsen\nSammanträdesprotokoll 2023-05-02\n\nBeslutande\nStaffan Öhrling (C), ordförande\n\n"
        "§ 60 Kommunernas förbund\n\nYrkande\nStaffan Öhrling (C) yrkar bifall till förslaget.\n\nBeslut\nKommunstyrelsen beslutar att betala 40 000 kronor till förbundet.\n\n"
        "§ 61 Information om lånen\n\nKommundirektören berättar om skolgårdarna, barnen berättar om vintern.\n"
    ),
}


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [one for name, text in MEETINGS.items() for one in process(SourceFile(f"{name}.txt", text.encode()))]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/register.db"
    found: str = request.getfixturevalue("database_url")
    return found


@pytest.fixture
def register(url: str, records: list[Record]) -> Iterator[Register]:
    opened = Register(url)
    opened.add(records, canonical)
    yield opened
    opened.close()


def numbers(page: Page) -> list[str | None]:
    return [hit.entry["number"] for hit in page.hits]


FINDS = {
    "forms of a word": ("skolgård", ["61", "41"]),
    "the genitive": ("kommunernas", ["60"]),
    "a compound by its first word": ("kommun", ["60", "61", "41", "42"]),
    "a beginning": ("snöröj*", ["41"]),
    "a phrase in the item's text": ('"östra skolan"', ["41"]),
    "a longer phrase": ('"skolgårdarna vid östra skolan"', ["41"]),
    "a longer phrase left out": ('skolgård -"skolgårdarna vid östra skolan"', ["61"]),
    "left out, a phrase whose pairs stand apart": ('skolgård -"kommundirektören berättar om vintern"', ["61", "41"]),
    "a phrase whose pairs stand apart": ('"kommundirektören berättar om vintern"', []),
    "not the letter without its ring": ("lan", []),
    "the letter with its ring": ("lån", ["61", "42"]),
    "without a word": ("skolgård -information", ["41"]),
    "a sum over": ("över 500 000", ["41"]),
    "a sum under": ("belopp:<50000", ["60"]),
    "a body": ("organ:kommunstyrelsen", ["60", "61", "41", "42"]),
    "an outcome": ("utfall:rejected", ["42"]),
    "a year": ("datum:2023", ["60", "61"]),
    "the neuter in its definite form": ("förslaget förslag", ["60"]),
    "the case in figures alone": ("dnr:2022/114", ["41"]),
    "an item": ("§:42", ["42"]),
    "the party of who moved it": ("parti:C", ["60"]),
    "not a body": ("-organ:kommunstyrelsen", []),
    "not an outcome, and nothing else": ("-utfall:avslag", ["60", "61", "41"]),
    "signs of the databases' own languages": ("skolgård' | & ! ) NEAR( :* \\", []),
    "a person": ('person:"staffan öhrling"', ["60", "61"]),
    "a case": ('dnr:"KS 2022/114"', ["41"]),
    "everything, newest first": ("", ["60", "61", "41", "42"]),
}


@pytest.mark.parametrize(("typed", "found"), FINDS.values(), ids=FINDS)
def test_finds(register: Register, typed: str, found: list[str]) -> None:
    assert numbers(search(register, parse(typed))) == found


def test_pages_follow_each_other_without_loss(register: Register) -> None:
    first = search(register, parse(""), limit=3)
    second = search(register, parse(""), limit=3, cursor=first.cursor)

    assert numbers(first) + numbers(second) == ["60", "61", "41", "42"]
    assert second.cursor is None
    with pytest.raises(UsageError, match="cursor"):
        search(register, parse(""), cursor="nonsense")


def test_the_words_found_are_marked(register: Register) -> None:
    hit = search(register, parse("snöröjning")).hits[0]

    assert [hit.snippet[start:end] for start, end in hit.marks] == ["snöröjningen"]


def test_the_passage_of_the_item_is_shown_where_only_that_has_the_words(register: Register) -> None:
    hit = search(register, parse('"östra skolan"')).hits[0]

    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Östra", "skolan"]


def test_facets_count_the_hits(register: Register) -> None:
    page = search(register, parse("skolgård"))

    assert (page.total, page.is_exact) == (2, True)
    assert {facet.name: dict(facet.values) for facet in page.facets}["year"] == {"2022": 1, "2023": 1}


def test_a_misspelling_is_told(register: Register) -> None:
    assert search(register, parse("snöröjnig")).suggestion == "snöröjning"


def test_a_record_that_is_there_already_changes_nothing(register: Register, records: list[Record]) -> None:
    changes = list(register.changes(0, 100))

    assert register.add(records, canonical) == {"same": 2}
    assert list(register.changes(0, 100)) == changes


def test_a_changed_record_takes_the_place_of_the_old_one(register: Register, records: list[Record]) -> None:
    changed = records[0].model_copy(update={"decisions": records[0].decisions[1:]})
    counts = register.counts()

    assert register.add([changed], canonical) == {"changed": 1}
    assert register.counts() == counts | {"decisions": counts["decisions"] - 1}
    assert [change["kind"] for change in register.changes(2, 100)] == ["upsert"]


def test_a_build_lets_go_of_what_is_not_there_any_more(register: Register, records: list[Record]) -> None:
    assert register.build(records[:1], canonical, whole=True) == {"same": 1, "removed": 1}

    assert numbers(search(register, parse(""))) == ["41", "42"]
    assert [(one["kind"], one["document"]) for one in register.changes(2, 10)] == [("delete", records[1].id)]


def everything(register: Register) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the log of changes, and what it says of itself."""
    with register.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in tables.METADATA.sorted_tables
            if table not in (tables.CHANGES, tables.ABOUT)
        }


def test_a_register_built_from_scratch_has_the_same_rows(
    register: Register, records: list[Record], tmp_path: Path
) -> None:
    changed = records[0].model_copy(update={"decisions": records[0].decisions[1:]})
    register.remove([records[1].id])
    register.add([changed], canonical)
    register.add(reversed(records), canonical)
    scratch = Register(f"sqlite:///{tmp_path}/scratch.db")
    scratch.build(records, canonical)

    assert everything(register) == everything(scratch)
    scratch.close()

    before = everything(register)
    assert register.build(records, canonical, whole=True, again=True) == {"changed": 2}
    assert everything(register) == before


def test_many_entries_of_a_day_all_have_their_place(register: Register, records: list[Record]) -> None:
    """A document of more decisions than a key has numbers for runs on into the place of another, which it finds taken."""
    many = records[0].model_copy(
        update={"decisions": records[0].decisions[:1] * (1 << ENTRY_BITS) + records[0].decisions}
    )

    register.add([many], canonical)

    assert register.counts()["entries"] == len(many.decisions) + 2
    assert numbers(search(register, parse("")))[:2] == ["60", "61"]


def test_a_key_that_is_taken_is_moved(register: Register, records: list[Record]) -> None:
    with register.engine.begin() as connection:
        before = connection.execute(tables.ENTRIES.select().order_by(tables.ENTRIES.c.key)).mappings().all()
    twin = [{**row, "id": f"{row['id']}x"} for row in before[::-1] if row["document"] == records[0].id]
    with register.engine.begin() as connection:
        store._move_if_taken(connection, twin)

        assert not {row["key"] for row in twin} & {row["key"] for row in before}


def test_a_question_that_takes_too_long_is_ended(register: Register) -> None:
    numbers = "WITH RECURSIVE numbers(one) AS (SELECT 1 UNION ALL SELECT one + 1 FROM numbers WHERE one < 1000000000)"
    register.seconds = 0.1

    with pytest.raises(LimitExceededError, match="took more than"), register.reading() as connection:
        connection.execute(text(f"{numbers} SELECT count(*) FROM numbers"))
    register.seconds = 60.0
    assert search(register, parse("kommun"), "relevance").total == 4


def test_an_item_of_any_length_is_searched(url: str) -> None:
    """Short words, each pair once, take the most of what PostgreSQL can hold of an entry."""
    letters = random.Random(1)
    said = [" ".join("".join(letters.choices(ascii_lowercase, k=5)) for _ in range(100_000)) for _ in range(2)]
    entry = dict.fromkeys(column.name for column in tables.ENTRIES.c) | {"key": 1, "item": "p1", "text": said[0]}
    found = {"items": [{"id": "p1", "text": said[1]}], "people": [], "entries": [entry]}
    register = Register(url)
    with register.engine.begin() as connection:
        register.text.add(connection, list(searched(found)))
        (phrase,) = parse(f'"{" ".join(said[1].split()[:3])}"').match(lambda begin: []).wanted
        source, conditions, values = register.text.asked(Match((phrase,)), Window(None, None))
        wanted = f"SELECT count(*) FROM {source} WHERE {' AND '.join(conditions)}"
        assert connection.scalar(text(wanted), values) == 1
    register.close()


def _named(record: Record, name: str) -> Record:
    return record.model_copy(update={"id": name})


def test_two_who_build_at_once_do_it_once(url: str, records: list[Record]) -> None:
    registers = [Register(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda one: one.build(records, canonical), registers))

    assert sum(counts, Counter()) == {"new": 2, "same": 6}
    assert [change["cursor"] for change in registers[0].changes(0, 10)] == [1, 2]
    for one in registers:
        one.close()


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=80) | st.from_regex(r"[-a-zå§:*\"'()|&!<>.0-9 \\]{0,60}", fullmatch=True))
def test_no_query_is_an_error_of_the_database(register: Register, typed: str) -> None:
    with suppress(UsageError):
        search(register, parse(typed))


NO_REGISTER = {
    "nothing there": "sqlite:///{folder}/none.db",
    "another file": "sqlite:///{folder}/text.db",
    "a database of another kind": "oracle://somewhere/else",
    "no URL": "register.db",
    "a server that does not answer": "postgresql+psycopg://someone:secret@/x?host={folder}",
}


@pytest.mark.parametrize("url", NO_REGISTER.values(), ids=NO_REGISTER)
def test_what_is_no_register_is_refused(url: str, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("words" * 1000)

    with pytest.raises(UsageError) as refused:
        Register(url.format(folder=tmp_path), read_only=True)
    assert "secret" not in str(refused.value)


def test_a_register_of_another_version_is_refused_until_it_is_brought_in_step(register: Register) -> None:
    with register.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE register_version SET version_num = '0001'")

    with pytest.raises(UsageError, match="another version"):
        Register(register.url, read_only=True)


def test_what_is_removed_is_nowhere(register: Register, records: list[Record]) -> None:
    assert register.remove([record.id for record in records]) == 2

    assert set(register.counts().values()) == {0}
    assert search(register, parse("skolgård")).hits == ()
    with register.engine.connect() as connection:
        assert connection.execute(tables.WORDS.select()).all() == []


def test_a_register_is_of_one_edition(url: str) -> None:
    Register(url, "internal").close()

    with pytest.raises(UsageError, match="internal"):
        Register(url, "public")


def test_nothing_is_written_through_a_register_opened_for_reading(register: Register, records: list[Record]) -> None:
    reading = Register(register.url, read_only=True)

    assert numbers(search(reading, parse("skolgård"))) == ["61", "41"]
    with pytest.raises(UsageError, match=r"read-?only"):
        reading.remove([records[0].id])
    reading.close()
