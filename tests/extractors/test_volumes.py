"""Volumes of minutes put together at random: a year's meetings in one file, in the layouts that secretaries and binders have.

Every item of a meeting says which one it is of, so that one sees where a volume was cut. All is invented.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from extractors import documents, language
from schemas.text import Text, TextBuilder

SWEDISH = language.load("sv")
_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_WEEKDAYS = ["måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen"]

Written = Callable[[date], str]
ISO: Written = date.isoformat


def in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def with_weekday(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} den {in_words(day)}"


class Meeting(NamedTuple):
    """What is the same in all layouts: its number in the volume, whose meeting it is, when, and its items."""

    number: int
    body: str
    day: date
    first: int
    items: int


# What stands above the items: the title, the day and those present, as it is customary in many places.
HEADS: dict[str, Callable[[Meeting], list[str]]] = {
    "title, body, labels": lambda m: [
        "Protokoll", m.body, f"Tid: {ISO(m.day)} kl. 19.00", "Plats: Byagården", "Närvarande: Eva Ek, Nils Al, Siv Bo",
    ],
    "body above the title, a sentence below": lambda m: [
        m.body, "PROTOKOLL", f"fört vid sammanträde {with_weekday(m.day)} kl. 18.30", "",
        "Närvarande: Eva Ek, ordförande, Nils Al, sekreterare", "Frånvarande: Siv Bo",
    ],
    "one line": lambda m: [f"Protokoll från {m.body.lower()}s möte {in_words(m.day)}", "", "Närvarande:", "Eva Ek", "Nils Al"],
    "numbered": lambda m: [
        f"Styrelseprotokoll nr {m.number + 1}/{m.day.year}", m.body, f"Datum: {ISO(m.day)}", "Deltagare: Eva Ek, Nils Al",
    ],
    "old": lambda m: [
        f"Protokoll, hållet vid sammanträde med {m.body.lower()} {with_weekday(m.day)}.", "",
        "Närvarande: Eva Ek, ordf., Nils Al och Siv Bo.",
    ],
    "a form": lambda m: [
        f"{m.body}\tSAMMANTRÄDESPROTOKOLL", f"Sammanträdesdatum\t{ISO(m.day)}", "", "Plats och tid\tKommunhuset, kl. 13.00–15.10",
        "Beslutande\tEva Ek (S), ordförande", "Nils Al (M)", "Utses att justera\tNils Al", "Paragrafer\t"
        f"§§ {m.first}–{m.first + m.items - 1}",
    ],
    "of Finland": lambda m: [
        m.body.upper(), f"PROTOKOLL {m.number + 1}/{m.day.year}", "",
        f"Sammanträdestid\t{m.day.day}.{m.day.month}.{m.day.year} kl. 18.00–19.10", "Sammanträdesplats\tKommungården", "",
        "Beslutande\tEk Eva, ordförande", "Al Nils, vice ordförande",
    ],
    "of a parish": lambda m: [
        f"Protokoll fört vid sammanträde med {m.body} i församlingshemmet {with_weekday(m.day)}", "",
        "Närvarande ledamöter:", "Eva Ek, ordförande", "Nils Al", "",
    ],
    "minutes named last": lambda m: [f"{m.body}s protokoll", f"{m.day.day}/{m.day.month} {m.day.year}", "", "Närvarande: Eva Ek och Nils Al"],
    "a list of those present": lambda m: [
        "MÖTESPROTOKOLL", f"{m.body}, {in_words(m.day)}", "", "NÄRVARANDE", "Eva Ek", "Nils Al", "", "FRÅNVARANDE", "Siv Bo",
    ],
}  # fmt: skip
ITEMS: dict[str, Callable[[int, str], str]] = {
    "§ before": lambda number, title: f"§ {number} {title}",
    "§ and a stop": lambda number, title: f"§ {number}. {title}",
    "§ behind": lambda number, title: f"{number} § {title}",
    "§ alone": lambda number, title: f"§ {number}\n{title}",
    "figures": lambda number, title: f"{number}. {title}",
}
ENDS: dict[str, list[str]] = {
    "dotted lines": ["", "Vid protokollet", "", "..............................", "Nils Al"],
    "labels": ["", "Vid protokollet\tJusteras", "Nils Al\tEva Ek"],
    "drawn lines": ["", "_______________________\t_______________________", "Nils Al\tEva Ek"],
    "old": ["", "Som ovan", "Nils Al", "", "Justeras:", "Eva Ek"],
    "names only": ["", "Eva Ek\tNils Al", "ordförande\tsekreterare"],
    "nothing": [],
}
MATTERS = (
    "Öppnande", "Val av justerare", "Föregående protokoll", "Ekonomisk rapport", "Budget", "Taxa för båtplatser", "Skrivelser",
    "Motion om cykelvägar", "Nästa möte", "Rapporter", "Avslutning", "Kallelse till årsmötet",
)  # fmt: skip
TEXTS = (
    "Protokollet från den {earlier} lades till handlingarna.", "Styrelsen beslutade att avsätta 4 000 kr till färg.",
    "Eva Ek redogör för läget.", "Ärendet bordläggs.", "Beslut\nNämnden godkänner rapporten.",
    "Protokoll från valberedningen {earlier} anmäls.", "Nästa möte hålls den {earlier}.", "Dagordningen godkändes.",
    "Närvarande är alla överens.", "Kallelse\nEva Ek kallar till årsmöte.",
)  # fmt: skip


def meeting(made: random.Random, meeting: Meeting, head: str, item: str, end: str) -> list[str]:
    """The lines of the minutes."""
    lines = [*HEADS[head](meeting), ""]
    for number in range(meeting.first, meeting.first + meeting.items):
        lines += ITEMS[item](number, made.choice(MATTERS)).split("\n")
        text = made.choice(TEXTS).format(earlier=in_words(meeting.day - timedelta(days=made.randint(20, 50))))
        lines += [*text.split("\n"), f"Så beslutades vid möte m{meeting.number}x.", ""]
    return [*lines, *ENDS[end]]


class Volume(NamedTuple):
    """The pages, and the layouts that were chosen, to be told where one is cut wrongly."""

    pages: list[list[str]]
    meetings: int
    chosen: str


def volume(seed: int) -> Volume:
    made = random.Random(seed)
    head, item, end = made.choice([*HEADS]), made.choice([*ITEMS]), made.choice([*ENDS])
    goes_on, fresh_page = made.random() < 0.5, made.random() < 0.7
    per_page, page_head = made.choice([18, 30, 60]), made.choice(["none", "body", "form"])
    front, back = made.choice(["none", "title", "contents"]), made.choice(["none", "register"])
    between = made.choice(["nothing", "agendas", "notices", "attachments", "certificates"]) if fresh_page else "nothing"
    body = usual = made.choice(["Styrelsen", "Socialnämnden", "Kyrkorådet", "Drätselkammaren"])
    count, day, first = made.randint(2, 6), date(2031, 1, made.randint(7, 28)), 1
    pages: list[list[str]] = []
    if front == "title":
        pages.append([f"{body}", "Protokoll 2031"])
    if front == "contents":
        pages.append(["Innehåll", *(f"Protokoll nr {number + 1}\t{number + 2}" for number in range(count))])
    lines: list[str] = []
    for number in range(count):
        one = Meeting(number, body, day, first, made.randint(2, 9))
        if between == "agendas":
            pages.append(["Kallelse", body, f"{ISO(day)} kl. 19.00", "", "1. Öppnande", "2. Budget", "3. Avslutning"])
        own = meeting(made, one, head, item, end)
        if fresh_page:
            pages += _paged(own, per_page, page_head, one)
        else:
            lines += [*own, "", ""]
        if between == "notices":
            pages.append(["Bevis om justering", f"Protokollet anslogs {ISO(day + timedelta(days=9))}."])
        if between == "certificates":
            signed = [f"{name}\nSignerat med BankID {ISO(day)} 12:01" for name in ("EVA EK", "NILS AL")]
            pages.append(["Signaturer", "Dokumentet är elektroniskt undertecknat", *"\n".join(signed).split("\n")])
        if between == "attachments":
            pages.append(["Bilaga 1", "Budget", "Intäkter\t400", "Kostnader\t390"])
        first = first + one.items if goes_on else 1
        # A board meets for the first time on the day on which it was elected.
        meets_again = body == usual and not goes_on and made.random() < 0.15
        body, day = ("Den nya styrelsen", day) if meets_again else (usual, day + timedelta(days=made.randint(20, 40)))
    pages += _paged(lines, per_page, "none", None)
    if back == "register":
        pages.append(["Register", "Båtplatser", "Budget", "Motioner"])
    chosen = f"{head} | {item} | {end} | {goes_on=} {fresh_page=} {per_page=} {page_head=} {front=} {back=} {between=}"
    return Volume(pages, count, chosen)


def _paged(lines: list[str], most: int, head: str, meeting: Meeting | None) -> Iterator[list[str]]:
    """The lines on pages; from the second one on each has its head."""
    count = -(-len(lines) // most)
    for number in range(count):
        above: list[str] = []
        if number and meeting and head == "body":
            above = [f"{meeting.body}\t{number + 1} ({count})", ""]
        if number and meeting and head == "form":
            above = [
                f"{meeting.body}\tSAMMANTRÄDESPROTOKOLL\t{number + 1} ({count})",
                f"Sammanträdesdatum {ISO(meeting.day)}",
                "",
            ]
        yield [*above, *lines[number * most : (number + 1) * most]]


def text_of(pages: list[list[str]]) -> Text:
    builder = TextBuilder()
    for page in pages:
        builder.start_page()
        for line in page:
            builder.add_line(line)
    return builder.build()


def is_cut_right(volume: Volume) -> bool:
    """Whether each meeting is one document of minutes, no document has anything of two, and nothing is lost between them."""
    text = text_of(volume.pages)
    found = documents.split(text, SWEDISH)
    held = [
        sorted(set(re.findall(r"möte m(\d+)x", document.text.content)))
        for document in found
        if document.type == "minutes"
    ]
    whole = "".join(document.text.content for document in found) == text.content
    return whole and held == [[str(number)] for number in range(volume.meetings)]


def test_volumes_are_cut_between_the_meetings():
    assert [made.chosen for made in map(volume, range(200)) if not is_cut_right(made)] == []
