"""How fast the register answers: a million generated decisions, a stated mix of questions, on SQLite and on PostgreSQL.

    python benchmarks/register_search.py sqlite:////tmp/bench.db --decisions 1000000
    python benchmarks/register_search.py postgresql+psycopg://user@/bench?host=/tmp/socket

A register that is there already is asked and not filled again. The decisions are generated (seeded): words by Zipf's law, some of them
compounds, 20 decisions and 15 persons a meeting, 40 organisations, ten years. Facets are counted with each question, as the first page does.
"""

from __future__ import annotations

import argparse
import datetime
import random
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, chain, islice

from sqlalchemy import func, insert, select, text

from pipeline.register import rows as making
from pipeline.register import tables
from pipeline.register.query import parse
from pipeline.register.search import Sort, search
from pipeline.register.store import Register

_FIRST = [
    "skol",
    "bygg",
    "vatten",
    "väg",
    "park",
    "energi",
    "miljö",
    "bad",
    "sport",
    "kultur",
    "trafik",
    "bro",
    "hamn",
    "ljus",
    "snö",
    "bibliotek",
    "vård",
    "barn",
    "ung",
    "buss",
    "mark",
    "skog",
    "sjö",
    "torg",
    "hus",
]
_SECOND = [
    "nämnd",
    "plan",
    "avgift",
    "taxa",
    "stöd",
    "bidrag",
    "hus",
    "område",
    "vägar",
    "röjning",
    "verksamhet",
    "lokal",
    "ledning",
    "program",
    "utredning",
    "förening",
    "center",
    "avtal",
]
_THIRD = ["", "en", "s", "er", "ens", "arbete", "frågor"]
_COMMON = [
    "kommunstyrelsen",
    "beslutar",
    "att",
    "till",
    "och",
    "för",
    "den",
    "i",
    "av",
    "enligt",
    "förslag",
    "om",
    "med",
    "är",
    "på",
    "det",
    "ärendet",
    "godkänna",
    "kommunen",
    "protokoll",
    "sammanträde",
    "ansökan",
    "yttrande",
    "budget",
    "medel",
    "kronor",
    "uppdrag",
    "förvaltningen",
    "nämnden",
    "ordföranden",
    "bilaga",
    "punkt",
    "år",
    "redovisning",
]
_BODIES = ["Kommunstyrelsen", "Kommunfullmäktige", "Tekniska nämnden", "Barnnämnden", "Socialnämnden", "Kulturnämnden"]
_OUTCOMES = [
    "approved",
    "approved",
    "approved",
    "noted",
    "rejected",
    "tabled",
    "referred",
    "assigned",
    "granted",
    "elected",
]
_PER_MEETING = 20


class Words:
    """A vocabulary by Zipf's law: common words first, then compounds."""

    def __init__(self, chance: random.Random) -> None:
        compounds = [a + ("s" if len(a) > 4 else "") + b + c for a in _FIRST for b in _SECOND for c in _THIRD]
        numbered = [f"{a}{b}{c}{d}" for a in _FIRST for b in _FIRST for c in _SECOND for d in _THIRD]
        chance.shuffle(compounds)
        chance.shuffle(numbered)
        self.all = [*_COMMON, *compounds, *numbered]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.all))))
        self._chance = chance

    def some(self, count: int) -> str:
        """So many words."""
        return " ".join(self._chance.choices(self.all, cum_weights=self._weights, k=count))


def meetings(decisions: int, chance: random.Random, words: Words) -> Iterator[tuple[str, dict[str, list[making.Row]]]]:
    """The rows of so many decisions, meeting by meeting."""
    names = [f"{first} {last}" for first in ("Anna", "Bo", "Eva", "Karl", "Siv", "Ulf") for last in _family(120)]
    start = datetime.date(2015, 1, 1)
    for number in range(decisions // _PER_MEETING):
        own = f"{number:016x}-1"
        date = (start + datetime.timedelta(days=chance.randrange(3650))).isoformat()
        head = {"organisation": f"Kommun {chance.randrange(40)}", "body": chance.choice(_BODIES), "date": date}
        found: dict[str, list[making.Row]] = {
            "documents": [],
            "items": [],
            "decisions": [],
            "people": [],
            "entries": [],
        }
        found["documents"].append(
            {**head, "id": own, "hash": f"{number:064x}", "source_sha256": f"{number:064x}", "source_name": "x.pdf",
             "media_type": "application/pdf", "type": "minutes", "code": None, "number": None, "page_count": 9, "record": b"{}"}
        )  # fmt: skip
        for place, name in enumerate(chance.sample(names, 15), 1):
            found["people"].append(
                {"id": f"{own}/a{place}", "document": own, "position": place, "name": name, "name_key": name.lower(),
                 "party": "S", "title": None, "organisation": None, "roles": "member", "attendance": "deciding"}
            )  # fmt: skip
        for place in range(1, _PER_MEETING + 1):
            item, title, said = f"{own}/p{place}", words.some(5), f"Kommunstyrelsen beslutar att {words.some(14)}"
            case = f"KS {date[:4]}/{chance.randrange(900)}"
            sum_ = float(chance.choice((1, 2, 5, 9)) * 10 ** chance.randrange(3, 8)) if chance.random() < 0.4 else None
            outcome = chance.choice(_OUTCOMES)
            where = {"document": own, "position": place, "item": item}
            found["items"].append(
                {"id": item, "document": own, "position": place, "number": str(place), "title": title, "case_number": case,
                 "text": f"{title} {said} {words.some(25)}", "page": 1}
            )  # fmt: skip
            fact = {"text": said, "status": "adopted", "outcome": outcome, "decided_by": head["body"], "page": 1}
            found["decisions"].append({**where, **fact, "id": f"{own}/d{place}", "date": None, "deadline": None})
            found["entries"].append(
                {**head, **fact, "key": making._key(date, own, place - 1), "id": f"{own}/d{place}", "document": own, "item": item,
                 "kind": "decision", "number": str(place), "title": title, "case_number": case, "amount_min": sum_,
                 "amount_max": sum_, "parties": chance.choice((None, "S", "M", "C S"))}
            )  # fmt: skip
        yield own, found


def _family(count: int) -> list[str]:
    return [f"{a}{b}{c}" for a in ("Berg", "Lind", "Sjö", "Ek") for b in ("", "ö", "vall") for c in range(count // 12)]


def fill(register: Register, decisions: int) -> None:
    """Fill it by the store's own steps; only the records themselves are left out."""
    chance = random.Random(2)
    begin = time.monotonic()
    is_postgres = register.engine.dialect.name == "postgresql"
    if is_postgres:
        # Made at the end, at once.
        with register._writing() as connection:
            connection.execute(text("DROP INDEX search_words"))
    many = meetings(decisions, chance, Words(random.Random(1)))
    while batch := [found for _, found in islice(many, 500)]:
        # All rows of a table at once: what the store does a document at a time.
        merged = {table.name: [row for found in batch for row in found.get(table.name, ())] for table in tables.ROWS}
        with register._writing() as connection:
            for table in tables.ROWS:
                if merged[table.name]:
                    connection.execute(insert(table), merged[table.name])
            register._add_facets(connection, merged["entries"])
            register.text.add(connection, [one for found in batch for one in making.searched(found)])
            register._count(connection, making.spoken(merged))
    with register._writing() as connection:
        if is_postgres:
            connection.execute(text("CREATE INDEX search_words ON search USING GIN (words)"))
        for statement in register.text.settle():
            connection.execute(text(statement))
    print(f"filled with {decisions:,} decisions in {time.monotonic() - begin:.0f} s")


def questions(chance: random.Random) -> dict[str, Callable[[], tuple[str, Sort]]]:
    """What is asked, by kind."""
    words = Words(random.Random(1)).all
    rare = lambda: chance.choice(words[5_000:])  # noqa: E731
    usual = lambda: chance.choice(words[40:2_000])  # noqa: E731
    common = lambda: chance.choice([word for word in _COMMON if len(word) > 3])  # noqa: E731
    family = _family(120)
    return {
        "rare word": lambda: (rare(), "newest"),
        "usual word": lambda: (usual(), "newest"),
        "common word": lambda: (common(), "newest"),
        "two words": lambda: (f"{common()} {usual()}", "newest"),
        "phrase": lambda: (f'"beslutar att {chance.choice(_COMMON)}"', "newest"),
        "beginning": lambda: (f"{chance.choice(_FIRST)}*", "newest"),
        "left out": lambda: (f"{usual()} -{common()}", "newest"),
        "body, year and word": lambda: (f"organ:barnnämnden datum:{chance.randrange(2015, 2025)} {common()}", "newest"),
        "sum": lambda: (f"{usual()} över {chance.choice((50_000, 600_000, 3_000_000))} kr", "newest"),
        "person": lambda: (f'person:"Anna {chance.choice(family)}"', "newest"),
        "person and word": lambda: (f'person:"Bo {chance.choice(family)}" {common()}', "newest"),
        "case": lambda: (f"dnr:{chance.randrange(2015, 2025)}/{chance.randrange(900)}", "newest"),
        "outcome": lambda: (f"utfall:{chance.choice(('avslag', 'bordlagd', 'bifall'))}", "newest"),
        "relevance, usual": lambda: (usual(), "relevance"),
        "relevance, common": lambda: (common(), "relevance"),
        "misspelt": lambda: (rare()[:-2] + "qx", "newest"),
    }


def measure(register: Register, each: int) -> None:
    """Ask, and print the times."""
    everything: list[float] = []
    print(f"{'':22}{'median':>9}{'p95':>9}{'hits':>12}")

    def timed(name: str, ask: Callable[[], tuple[str, Sort]], facets: bool = True) -> list[float]:
        times, hits = [], []
        for _ in range(each):
            typed, sort = ask()
            begin = time.perf_counter()
            page = search(register, parse(typed), sort, facets=facets)
            times.append((time.perf_counter() - begin) * 1000)
            hits.append(page.total)
        print(f"{name:22}{statistics.median(times):8.1f} {_p95(times):8.1f} {statistics.median(hits):11,.0f}")
        return times

    timed("(warm)", lambda: ("", "newest"))
    timed("newest page", lambda: ("", "newest"), facets=False)
    timed("newest, with facets", lambda: ("", "newest"))
    for name, ask in questions(random.Random(3)).items():
        everything += timed(name, ask)
    print(f"{'all':22}{statistics.median(everything):8.1f} {_p95(everything):8.1f} ms")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def together(url: str, readers: int, each: int) -> None:
    """So many readers at once, as a server has them."""
    register = Register(url, read_only=True)
    asks = list(questions(random.Random(4)).values())

    def reader(number: int) -> list[float]:
        times = []
        for turn in range(each):
            typed, sort = asks[(number + turn) % len(asks)]()
            begin = time.perf_counter()
            search(register, parse(typed), sort)
            times.append((time.perf_counter() - begin) * 1000)
        return times

    begin = time.monotonic()
    with ThreadPoolExecutor(readers) as pool:
        times = list(chain.from_iterable(pool.map(reader, range(readers))))
    took = time.monotonic() - begin
    print(f"{readers} readers, {len(times)} questions in {took:.1f} s: no error; p95 {_p95(times):.0f} ms with waiting")
    register.close()


def main() -> None:
    """Fill where nothing is, and measure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("url")
    options.add_argument("--decisions", type=int, default=1_000_000)
    options.add_argument("--each", type=int, default=40, help="questions of a kind")
    options.add_argument("--readers", type=int, default=200)
    chosen = options.parse_args()
    register = Register(chosen.url)
    with register.engine.connect() as connection:
        there = connection.scalar(select(func.count()).select_from(tables.DOCUMENTS))
    if not there:
        fill(register, chosen.decisions)
    register.close()
    register = Register(chosen.url, read_only=True)
    measure(register, chosen.each)
    register.close()
    together(chosen.url, chosen.readers, 5)


if __name__ == "__main__":
    main()
