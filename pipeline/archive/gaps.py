"""What seems to be missing or doubled in an archive, asked of all minutes of a body together.

::

    items_missing      § 31–47, between § 18–30 of 2019-03-05 and § 48–60 of 2019-05-07
    meetings_missing   meeting 4, between meeting 3 of 2019-03-05 and meeting 5 of 2019-05-07
    order              § 31–47 of 2019-06-04 comes after § 48–60 of 2019-05-07
    items_twice        § 30: of 2019-03-05 and of 2019-03-19
    number_twice       meeting 3: of 2019-03-05 and of 2019-03-19
    meeting_twice      two files with minutes of 2019-03-05

Items and meetings are numbered through a year, or a board's term, and then begin at 1 again: some bodies in January, others after
their annual meeting, some at each meeting. A gap is only told where numbers before and after it show it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from html import escape
from itertools import combinations, groupby, pairwise
from typing import Any, Final

from pipeline.archive import current
from pipeline.archive.current import Entry
from pipeline.archive.ledger import Ledger
from pipeline.archive.store import Archive

# Where the archive keeps what was found.
REPORT: Final = "reports/gaps.html"

_NUMBER: Final = re.compile(r"\d+")

# What each finding asks an archivist to do.
ADVICE: Final = {
    "items_missing": "Look for minutes, or an extract, with these items.",
    "meetings_missing": "Look for the minutes of these meetings.",
    "order": "One of the dates is misread or misprinted: look at both.",
    "items_twice": "One of the dates or numbers is misread or misprinted: look at both.",
    "number_twice": "One of the dates or numbers is misread or misprinted: look at both.",
    "meeting_twice": "Compare them: a draft, a copy or another edition of the same minutes.",
}


@dataclass(frozen=True)
class Gap:
    """Something that does not fit together in a body's minutes of a year, and the records that show it."""

    code: str
    organisation: str | None
    body: str
    year: str
    message: str
    # Of what is missing the numbers, each as in the minutes.
    numbers: tuple[int, ...]
    records: tuple[str, ...]
    originals: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The gap as an object, with what to do."""
        return {**asdict(self), "advice": ADVICE[self.code]}


@dataclass(frozen=True)
class _Kind:
    """Something that is numbered: how it is written, and the findings on it."""

    sign: str
    missing: str
    twice: str


_ITEMS: Final = _Kind("§", "items_missing", "items_twice")
_MEETINGS: Final = _Kind("meeting", "meetings_missing", "number_twice")


@dataclass(frozen=True)
class _Meeting:
    """All minutes and extracts of one body and day together, and numbers that they bear, of one kind."""

    date: str
    entries: tuple[Entry, ...]
    numbers: tuple[int, ...]

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def first(self) -> int:
        return self.numbers[0]

    @property
    def last(self) -> int:
        return self.numbers[-1]


def report(archive: Archive, ledger: Ledger) -> list[Gap]:
    """What is found in an archive, put into its reports as a page."""
    found = gaps(current.entries(archive, ledger))
    archive.write(REPORT, as_page(found, up="../").encode())
    return found


def gaps(entries: Iterable[Entry]) -> list[Gap]:
    """What seems to be missing or doubled among *entries*: by organisation, body and year."""
    bodies: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        about = entry.about
        organisation = about["code"] or about["organisation"]
        # Minutes of nobody knows whom or when cannot be put beside others.
        if about["type"] == "minutes" and organisation and about["body"] and about["date"]:
            bodies[_folded(organisation), _folded(about["body"])].append(entry)
    return [gap for _, group in sorted(bodies.items()) for gap in _of_a_body(group)]


def _of_a_body(entries: list[Entry]) -> list[Gap]:
    days: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.about["date"], entry.id)):
        days[entry.about["date"]].append(entry)
    items = [_Meeting(date, tuple(group), _items(*group)) for date, group in days.items()]
    numbered = [_Meeting(date, tuple(group), _number(group)) for date, group in days.items()]
    found = [*_within(items), *_numbers(items, _ITEMS), *_numbers(numbered, _MEETINGS), *_twice(items)]
    return sorted(found, key=lambda gap: (gap.year, tuple(ADVICE).index(gap.code)))


# --- numbers ----------------------------------------------------------------------------------------------------------


def _within(meetings: Iterable[_Meeting]) -> Iterator[Gap]:
    """Items that are missing between others of the same meeting."""
    for meeting in meetings:
        missing = tuple(number for low, high in pairwise(meeting.numbers) for number in range(low + 1, high))
        if missing:
            message = f"{_said(missing, _ITEMS)}, in the meeting of {_dated(meeting, _ITEMS)}"
            yield _gap(_ITEMS.missing, [meeting], message, missing)


def _numbers(meetings: Iterable[_Meeting], kind: _Kind) -> Iterator[Gap]:
    """Numbers that are missing between meetings, stand at two, or contradict the dates."""
    numbered = [meeting for meeting in meetings if meeting.numbers]
    loose = {year for year, group in groupby(numbered, key=lambda meeting: meeting.year) if _begins_each_time(group)}
    numbered = [meeting for meeting in numbered if meeting.year not in loose]
    for series in _series(numbered):
        known = {number for meeting in series for number in meeting.numbers}
        for before, after in pairwise(series):
            yield from _step(before, after, known, kind)
    for before, after in pairwise(numbered):
        missing = tuple(range(1, after.first))
        # Numbers that begin again begin at 1: also those of a year of which the first meeting is not here.
        if missing and _new_year(before, after):
            message = f"{_said(missing, kind)}, before {_dated(after, kind)}, the first of {after.year} that is here"
            yield _gap(kind.missing, [after], message, missing)


def _begins_each_time(meetings: Iterable[_Meeting]) -> bool:
    """Whether the meetings of a year are numbered each for itself: then numbers tell nothing of what is between them."""
    ones = [meeting.first == 1 for meeting in meetings]
    return sum(ones) > 1 and 2 * sum(ones) >= len(ones)


def _series(meetings: Iterable[_Meeting]) -> Iterator[list[_Meeting]]:
    """Runs of meetings, by date, that are numbered through."""
    series: list[_Meeting] = []
    for meeting in meetings:
        if series and _begins_again(series, meeting):
            yield series
            series = []
        series.append(meeting)
    if series:
        yield series


def _begins_again(series: list[_Meeting], meeting: _Meeting) -> bool:
    """At 1, where a new year goes back, or at less than all before it: an annual meeting may stand between them."""
    below_all = all(meeting.first < before.first for before in series)
    return meeting.first == 1 or _new_year(series[-1], meeting) or below_all


def _new_year(before: _Meeting, after: _Meeting) -> bool:
    return after.year != before.year and after.first <= before.last


def _step(before: _Meeting, after: _Meeting, known: set[int], kind: _Kind) -> Iterator[Gap]:
    """What two meetings of one series, one after the other, show."""
    shared = sorted(set(before.numbers) & set(after.numbers))
    if shared:
        yield _gap(kind.twice, [before, after], f"{_said(shared, kind)}: of {before.date} and of {after.date}")
    elif after.first < before.last:
        yield _gap("order", [before, after], f"{_dated(after, kind)} comes after {_dated(before, kind)}")
    elif before.year == after.year:
        # Over the turn of a year nobody knows whether numbers went on, or how far they came.
        missing = tuple(number for number in range(before.last + 1, after.first) if number not in known)
        if missing:
            message = f"{_said(missing, kind)}, between {_dated(before, kind)} and {_dated(after, kind)}"
            yield _gap(kind.missing, [before, after], message, missing)


def _items(*entries: Entry) -> tuple[int, ...]:
    """The numbers of the records' items, without letters (``12 a``); one that is none is left out."""
    found = {_plain(number, entry.about["date"][:4]) for entry in entries for number in entry.about["items"]}
    return tuple(sorted(number for number in found if number is not None))


def _number(entries: Iterable[Entry]) -> tuple[int, ...]:
    """The meeting's number in its series; none if its minutes do not agree on one."""
    found = {_plain(entry.about["number"] or "", entry.about["date"][:4]) for entry in entries}
    agreed = tuple(number for number in found if number is not None)
    return agreed if len(agreed) == 1 else ()


def _plain(printed: str, year: str) -> int | None:
    """A number as it is printed, without the year.

    >>> [_plain(printed, "2022") for printed in ("3", "12 a", "3/2022", "2022:3", "nr 3-22", "3-4", "")]
    [3, 12, 3, 3, 3, None, None]
    """
    numbers = _NUMBER.findall(printed)
    if len(numbers) == 2:
        numbers = [number for number in numbers if number not in (year, year[2:])]
    return int(numbers[0]) if len(numbers) == 1 else None


# --- two of one meeting -----------------------------------------------------------------------------------------------


def _twice(meetings: Iterable[_Meeting]) -> Iterator[Gap]:
    """Two files with minutes of one meeting. Two documents of one file are a problem of its records (`duplicate_in_file`)."""
    for meeting in meetings:
        for one, other in combinations(meeting.entries, 2):
            if one.sha256 != other.sha256 and _claim_the_same(set(_items(one)), set(_items(other))):
                said = f"two files with minutes of {meeting.date}"
                yield _gap("meeting_twice", [_Meeting(meeting.date, (one, other), ())], said)


def _claim_the_same(one: set[int], other: set[int]) -> bool:
    """Whether these may be the items of one meeting told twice: not of an extract and the minutes that it is of."""
    return one == other or 2 * len(one & other) >= max(len(one), len(other))


# --- saying it --------------------------------------------------------------------------------------------------------


def _gap(code: str, meetings: Sequence[_Meeting], message: str, numbers: tuple[int, ...] = ()) -> Gap:
    entries = [entry for meeting in meetings for entry in meeting.entries]
    about = entries[-1].about
    return Gap(
        code=code,
        organisation=about["organisation"],
        body=about["body"],
        year=meetings[-1].year,
        message=message,
        numbers=numbers,
        records=tuple(entry.id for entry in entries),
        originals=tuple(dict.fromkeys(entry.original for entry in entries)),
    )


def _said(numbers: Sequence[int], kind: _Kind) -> str:
    return f"{kind.sign} {_ranges(numbers)}"


def _dated(meeting: _Meeting, kind: _Kind) -> str:
    return f"{_said(meeting.numbers, kind)} of {meeting.date}"


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers, the shortest way.

    >>> _ranges([1, 2, 3, 7, 9, 10])
    '1–3, 7, 9–10'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def as_html(found: Sequence[Gap], up: str = "") -> str:
    """A table for a page of HTML, whose links to originals begin with *up*; one sentence if nothing was found."""
    if not found:
        return "<p>No gaps were found between the minutes of any body.</p>"
    rows = "".join(
        f"<tr><td>{escape(gap.organisation or '')}</td><td>{escape(gap.body)}</td><td>{gap.year}</td>"
        f"<td>{escape(gap.message)}</td><td>{escape(ADVICE[gap.code])}</td><td>{_links(gap, up)}</td></tr>"
        for gap in found
    )
    head = "".join(f"<th scope=col>{name}</th>" for name in ("Organisation", "Body", "Year", "What", "To do", "See"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def as_page(found: Sequence[Gap], up: str = "") -> str:
    """The same as a page of its own."""
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Paragraf: gaps between minutes</title>"
        "<style>body{font:16px/1.5 system-ui;max-width:75em;margin:2em auto;padding:0 1em}"
        "th,td{text-align:left;padding:.2em 1em .2em 0;vertical-align:top}</style>"
        f"<main><h1>Gaps between minutes</h1>{as_html(found, up)}</main></html>\n"
    )


def _links(gap: Gap, up: str) -> str:
    return " ".join(f'<a href="{escape(up + path)}">{number}</a>' for number, path in enumerate(gap.originals, 1))
