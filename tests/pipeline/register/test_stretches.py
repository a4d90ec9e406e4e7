"""Windows back in time: nothing is left out, nothing twice, whatever a search finds in them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from pipeline.archive.store import canonical
from pipeline.process import process
from pipeline.register import stretches
from pipeline.register.query import parse
from pipeline.register.rows import DAY_BITS
from pipeline.register.search import search
from pipeline.register.store import Register
from pipeline.register.stretches import Back, marks, stretch
from schemas.record import Record
from schemas.source import SourceFile

# Days of meetings: of a hundred years, and misread ones far from them.
_DAYS = st.one_of(st.integers(700_000, 740_000), st.integers(1, 1_048_575))
_KEYS = st.lists(st.builds(lambda day, rest: day << DAY_BITS | rest, _DAYS, st.integers(0, 99)), min_size=1)


@given(_KEYS, st.none() | _DAYS, st.none() | _DAYS, st.randoms(use_true_random=False))
def test_each_key_is_in_one_window_and_has_its_marks(
    keys: list[int], first: int | None, last: int | None, chance: random.Random
) -> None:
    least, most = first and first << DAY_BITS, last and last << DAY_BITS
    asked = {key for key in keys if (least is None or key >= least) and (most is None or key <= most)}
    # A stretch of which a part is asked is counted whole.
    low, high = stretch(least or 0), stretch(most if most is not None else 1 << 63)
    counts = Counter(stretch(key) for key in keys if low <= stretch(key) <= high)
    back = Back(sorted(((one, count * 300) for one, count in counts.items()), reverse=True), least, most)
    windows, found = [], 0
    while window := back.window(2_001, found):
        windows.append(window)
        found += chance.choice((0, 1, 50))

    for newer, older in pairwise(windows):
        assert newer.least is not None
        assert older.most == newer.least - 1
    assert [windows[0].most, windows[-1].least] == [most, least] if windows else not asked
    for key in asked:
        (its,) = (
            one for one in windows if (one.least is None or key >= one.least) and (one.most is None or key <= one.most)
        )
        assert not its.marks or set(its.marks) & set(marks(key))


NEXT = {
    # Hits among the first two thousand of ten thousand entries, each stretch of a hundred, and the stretches of the next window.
    "much: as far again as it must be": (1_500, 9),
    "little: the rest": (3, 80),
    "nothing: sixteen times as far, which is the rest": (0, 80),
}


@pytest.mark.parametrize(("found", "expected"), NEXT.values(), ids=NEXT)
def test_how_far_the_next_window_reaches(found: int, expected: int) -> None:
    back = Back([(number, 100) for number in range(100, 0, -1)])
    first, second = back.window(2_001, 0), back.window(2_001 - found, found)

    assert first
    assert first.least == 81 << DAY_BITS + 3
    assert second
    assert second.least == (None if expected == 80 else 81 - expected << DAY_BITS + 3)


# --- searches that go back through many windows -----------------------------------------------------------------------

_TEXT = (
    "Sjöby byalag\nStyrelsen\nSammanträdesprotokoll {date}\n\nBeslutande\nBirgitta Ekdahl, ordförande\n\n"
    "§ 1 {title}\n\nBeslut\nStyrelsen beslutar att {words}.\n"
)


def _words(number: int) -> list[str]:
    """What is decided: of some words many meetings have one, of others few, or only the oldest ones."""
    told = {"bryggan": number % 3 == 0, "fyren": number % 40 == 0, "färjan": number > 90, "laga": number % 2 == 0}
    told["9000 kronor"] = number % 7 == 0
    told |= {
        f"skol{ending}": number % 8 == one for one, ending in enumerate(("bänk", "gård", "hus", "kök", "lov", "väg"))
    }
    return " ".join(["underhålla", *(word for word, is_there in told.items() if is_there)]).split()


@pytest.fixture(scope="module")
def meetings() -> dict[str, tuple[Record, list[str]]]:
    """By the date, newest first: the record and the words of its decision."""
    chance = random.Random(5)
    dates = sorted(
        chance.sample([f"{year}-{month:02}-17" for year in range(1988, 2032) for month in range(1, 13)], 120)
    )
    found = {}
    for number, date in enumerate(reversed(dates)):
        words = _words(number)
        content = _TEXT.format(date=date, title=f"Ärende {number}", words=" ".join(words))
        (record,) = process(SourceFile(f"{date}.txt", content.encode()))
        found[date] = (record, words)
    return found


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def many(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    meetings: dict[str, tuple[Record, list[str]]],
) -> Iterator[Register]:
    server = request.getfixturevalue("postgres")
    url = (
        server.database()
        if request.param == "postgresql"
        else f"sqlite:///{tmp_path_factory.mktemp('many')}/register.db"
    )
    opened = Register(url)
    # In no order of time.
    opened.add((record for _, (record, _) in sorted(meetings.items(), key=lambda one: one[0][::-1])), canonical)
    yield opened
    opened.close()


# A query, and whether it finds the meeting of a day with the words of its decision.
SOUGHT: dict[str, tuple[str, Callable[[str, list[str]], bool]]] = {
    "a word of many": ("bryggan", lambda date, words: "bryggan" in words),
    "a word of all": ("underhålla", lambda date, words: True),
    "a rare word": ("fyren", lambda date, words: "fyren" in words),
    "a word of old ones": ("färjan", lambda date, words: "färjan" in words),
    "two words": ("bryggan laga", lambda date, words: {"bryggan", "laga"} <= set(words)),
    "a phrase": ('"underhålla bryggan laga"', lambda date, words: words[:3] == ["underhålla", "bryggan", "laga"]),
    "a beginning of many words": ("skol*", lambda date, words: any(word.startswith("skol") for word in words)),
    "such a beginning, and a word": (
        "skol* färjan",
        lambda date, words: "skol" in " ".join(words) and "färjan" in words,
    ),
    "two such": ("skol* under*", lambda date, words: "skol" in " ".join(words)),
    "a time": ("laga datum:1995..2003", lambda date, words: "laga" in words and "1995" <= date < "2004"),
    "a time of which nothing is there": ("laga datum:1950..1951", lambda date, words: False),
    "until a day": ("laga datum:..2010-05", lambda date, words: "laga" in words and date < "2010-06"),
    "a word left out": ("bryggan -laga", lambda date, words: "bryggan" in words and "laga" not in words),
    "a sum": ("laga över 5 000 kr", lambda date, words: "laga" in words and "9000" in words),
    "nothing": ("slussen", lambda date, words: False),
}


@pytest.mark.parametrize(("typed", "is_sought"), SOUGHT.values(), ids=SOUGHT)
def test_what_is_found_in_windows(
    many: Register,
    meetings: dict[str, tuple[Record, list[str]]],
    typed: str,
    is_sought: Callable[[str, list[str]], bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stretches, "_FIRST", 3)
    wanted = [date for date, (_, words) in meetings.items() if is_sought(date, words)]
    query, found, cursor = parse(typed), [], None
    while True:
        page = search(many, query, limit=4, cursor=cursor, facets=cursor is None)
        if cursor is None:
            assert page.total == len(wanted)
        found += [hit.entry["date"] for hit in page.hits]
        cursor = page.cursor
        if cursor is None:
            break
    best = [hit.entry["date"] for hit in search(many, query, "relevance", 100).hits]

    assert found == wanted
    assert len(best) == min(len(wanted), 100)
    assert set(best) <= set(wanted)


def test_the_entries_of_stretches_are_counted_while_they_come_and_go(
    database_url: str, meetings: dict[str, tuple[Record, list[str]]]
) -> None:
    register = Register(database_url)
    records = [record for record, _ in list(meetings.values())[:9]]
    register.add(records, canonical)
    register.add([records[0]], canonical, again=True)
    register.remove([record.id for record in records[1:4]])
    with register.engine.connect() as connection:
        counted = connection.execute(text("SELECT stretch, entries FROM stretches")).all()
        there = Counter(map(stretch, connection.scalars(text("SELECT key FROM search"))))
    register.close()

    assert len(there) == 6
    assert {row.stretch: row.entries for row in counted} == there
