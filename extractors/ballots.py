"""Who voted how: ``Bo Ek (S) och Eva Ek (V) röstar ja``, ``Nej röstade: Ove Ek``, ``Bo Ek (S): ja`` line by line, and
tables with crosses below Ja and Nej.

A table may go on over page breaks, with or without its header, and hold several divisions side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal, NamedTuple

from extractors.language import Language, VoteWords, alternatives, whole_words
from extractors.nlp import sentences
from extractors.people import UPPER, Person, persons
from extractors.reading import Reading
from extractors.statements import actors, actors_after, people
from schemas.text import Grid, Span
from schemas.vote import Ballot

Side = Literal["yes", "no", "abstain", "absent"]
SIDES: tuple[Side, ...] = ("yes", "no", "abstain", "absent")
# The 149 of the largest assembly, with parties and titles, take fewer characters.
LONGEST_LIST = 6000
# What the yes is a yes to, before the names of those who say it.
_LONGEST_SIDE = 100
_ITEM = re.compile(r"§\s?(\d{1,4}[a-z]?)(?!\w)")
_NAME = re.compile(rf"(?:[{UPPER}][\w'-]+ ?){{2,5}}")


class Ballots(NamedTuple):
    """What some persons voted, the places that say so, and the number of the item if the table names it."""

    ballots: tuple[Ballot, ...]
    spans: tuple[Span, ...]
    item: str | None = None


class _Columns(NamedTuple):
    """The columns of a table that hold the crosses of one division, and the item over them ("§ 12")."""

    sides: dict[int, Side]
    item: str | None


def side_words(words: VoteWords, side: Side) -> tuple[str, ...]:
    """How a side is called."""
    return {"yes": words.sides.yes, "no": words.sides.no, "abstain": words.sides.abstain, "absent": words.sides.absent}[
        side
    ]


def any_side(words: VoteWords, sides: tuple[Side, ...] = SIDES, suffix: str = "") -> str:
    """A pattern for the name of any side: each in a group that is called as the side, with *suffix*."""
    return "|".join(rf"(?P<{side}{suffix}>{alternatives(side_words(words, side))})" for side in sides)


# --- prose -----------------------------------------------------------------------------------------------------------


def told(reading: Reading, start: int, end: int) -> Iterator[Ballots]:
    """Those who voted according to the prose and the lists of ``[start, end)``: side by side, in reading order."""
    taken = start
    told = [*_by_line(reading, start, end), *_behind(reading, start, end), *_before(reading, start, end)]
    for found in sorted(told, key=lambda found: found.spans):
        if found.spans[0].start >= taken and not _in_grid(reading, found.spans[0].end):
            taken = found.spans[0].end
            yield found


def _by_line(reading: Reading, start: int, end: int) -> Iterator[Ballots]:
    """Lists that say behind each name what it voted: ``Bo Ek (S) Ja`` over ``Eva Ek (V), ordförande: Nej``."""
    running = reading.running
    ballots: list[Ballot] = []
    span = Span(start, start)
    for match in _line_ballot(reading.language).finditer(running, start, end):
        found = persons(running, *match.span("who"), reading.language, listed=True)
        around = (
            (match.start("who"), found[0].span.start, found[0].span.end, match.end("who")) if len(found) == 1 else None
        )
        if (
            around is None
            or not _BEFORE_NAME.fullmatch(running, *around[:2])
            or not _BEHIND_NAME.fullmatch(running, *around[2:])
        ):
            continue
        if running[span.end : match.start()].strip():
            if len(ballots) > 1:
                yield Ballots(tuple(ballots), (span,))
            ballots, span = [], Span(match.start(), match.start())
        ballots.append(_ballot(running, found[0], _side(match)))
        span = Span(span.start if len(ballots) > 1 else match.start(), match.end())
    if len(ballots) > 1:
        yield Ballots(tuple(ballots), (span,))


# What may stand in the line of a list beside a name: its number; an office, a party in a column of its own.
_BEFORE_NAME = re.compile(r"[\s\d.•–-]*")
_BEHIND_NAME = re.compile(r"(?:[,\t][^,\t]*){0,2}\s*")


@cache
def _line_ballot(language: Language) -> re.Pattern[str]:
    """A line that ends in a side."""
    return re.compile(
        rf"^(?P<who>[^\n:;]{{4,80}}?)(?:[ ]*[:–-])?[ \t]+(?:{any_side(language.votes)})[ ]*[.,;]?[ ]*$", re.I | re.M
    )


def _behind(reading: Reading, start: int, end: int) -> Iterator[Ballots]:
    """ "Ja röstar Bo Ek", "Följande ledamöter röstar nej: Bo Ek", "Avstår: Bo Ek": the names stand behind."""
    running, language = reading.running, reading.language
    heads = list(_side_first(language).finditer(running, start, end))
    stops = [*(head.start() for head in heads[1:]), end]
    for match, stop in zip(heads, stops, strict=False):
        chain: list[Person] = []
        for person in people(reading, match.end(), min(stop, match.end() + LONGEST_LIST)):
            if not _between_names(language).fullmatch(
                running, chain[-1].span.end if chain else match.end(), person.span.start
            ):
                break
            chain.append(person)
        # "Nej-röst: Bo Eks förslag" tells what a no stands for.
        if chain and not _owns(language).match(running, chain[-1].span.end):
            yield _alike(running, chain, _side(match), Span(match.start(), chain[-1].span.end))


def _in_grid(reading: Reading, offset: int) -> bool:
    """Whether *offset* stands in a table, whose rows say more than its words in a row."""
    return any(grid.rows[0][0].start <= offset <= grid.rows[-1][-1].end for grid in reading.text.grids)


def _before(reading: Reading, start: int, end: int) -> Iterator[Ballots]:
    """ "Bo Ek och Eva Ek röstar ja", "Bo Ek avstår från att rösta": the names stand before the side."""
    running, language = reading.running, reading.language
    if not _verb(language).search(running, start, end) and not _names_first(language).search(running, start, end):
        return
    for sentence in sentences(reading, start, end):
        for verb in _verb(language).finditer(running, *sentence):
            # "röstar Bo Ek och Eva Ek ja": the names stand between.
            chain = actors_after(reading, verb.end(), sentence.end)
            side = (
                _side_alone(language).match(running, chain.span.end, sentence.end) if chain and chain.people else None
            )
            if chain and side:
                yield _alike(running, chain.people, _side(side), Span(verb.start(), side.end()))
        for match in _names_first(language).finditer(running, *sentence):
            who = actors(reading, sentence, Span(*match.span()))
            if who and who.people and who.span.end <= match.start():
                yield _alike(running, who.people, _side(match), Span(who.span.start, match.end()))


def _side(match: re.Match[str]) -> Side:
    return next(side for side in SIDES if match[side])


def _alike(running: str, chain: Sequence[Person], side: Side, span: Span) -> Ballots:
    return Ballots(tuple(_ballot(running, person, side) for person in chain), (span,))


def _ballot(running: str, person: Person, side: Side) -> Ballot:
    return Ballot(name=" ".join(running[person.name.start : person.name.end].split()), party=person.party, vote=side)


@cache
def _side_first(language: Language) -> re.Pattern[str]:
    """A side, and what leads over from it to names: what it is for, a verb, a count, a colon, a bracket, or the end of the line."""
    verb = rf"\s+{alternatives(language.votes.roll.gives)}(?!\w)"
    count = r"\s*:?\s*\(?\d{1,3}(?:\s\w+)?\)?"
    # What it is for: "röstar ja till höjd avgift:".
    what = rf"\s+{alternatives(language.votes.roll.to)}\s+(?:[^.:;\n]|\n(?!\s*\n)){{2,{_LONGEST_SIDE}}}?:"
    lead = rf"(?:{what}|(?:{verb})+(?:{count})?\s*[:(]?|{count}\s*[:(]?|\s*[:(]|[ ]*\n)"
    return re.compile(rf"(?<![\w-])(?:{any_side(language.votes)})(?![\w-]){lead}\s*", re.I)


@cache
def _verb(language: Language) -> re.Pattern[str]:
    return re.compile(whole_words(language.votes.roll.votes), re.I)


@cache
def _side_alone(language: Language) -> re.Pattern[str]:
    """A yes or a no behind the names of those who say it."""
    return re.compile(rf"\s+(?:{any_side(language.votes, ('yes', 'no'))})(?![\w-])", re.I)


@cache
def _names_first(language: Language) -> re.Pattern[str]:
    votes, roll = language.votes, language.votes.roll
    sides = any_side(votes, ("yes", "no"))
    abstains = rf"(?P<abstain>{alternatives(votes.sides.abstain)})(?!\w)(?!\s+{alternatives(roll.no_ballot)})"
    absent = rf"(?:är|var)\s+(?P<absent>{alternatives(votes.sides.absent)})"
    count = r"(?:\s*\(\d{1,3}\))?"
    return re.compile(rf"(?<!\w)(?:{alternatives(roll.votes)}\s+(?:{sides})|{abstains}|{absent})(?!\w){count}", re.I)


@cache
def _owns(language: Language) -> re.Pattern[str]:
    """What follows a name whose proposal is meant: ``s (S) m.fl. yrkande``."""
    others = alternatives(language.statements.others)
    return re.compile(rf"\w?(?:\s|\([^)]*\)|{others}(?!\w))*{alternatives(language.votes.plain.things)}(?!\w)", re.I)


@cache
def _between_names(language: Language) -> re.Pattern[str]:
    words = alternatives((*language.statements.joints, *language.statements.titles))
    return re.compile(rf"(?:[\s,;:•–-]|\d{{1,3}}\.|(?<!\w){words}(?!\w))*", re.I)


# --- tables ----------------------------------------------------------------------------------------------------------


def tabled(reading: Reading, start: int, end: int) -> list[Ballots]:
    """The ballots of the tables that begin in ``[start, end)``: one list a division, in reading order."""
    divisions: list[Ballots] = []
    worded: list[Ballots] = []
    columns: list[_Columns] = []
    width = 0
    for grid in reading.text.grids:
        if not start <= grid.rows[0][0].start < end:
            continue
        header, own = _header(reading, grid)
        if own:
            columns, width = own, len(grid.rows[header])
        elif not columns or len(grid.rows[0]) != width:
            worded += _worded(reading, grid)
            continue
        for number, column in enumerate(columns):
            found = _crossed(reading, grid.rows[header + 1 :], column)
            if found and number < len(divisions) and not _same_people(divisions[number], found):
                earlier = divisions[number]
                divisions[number] = earlier._replace(
                    ballots=earlier.ballots + found.ballots, spans=earlier.spans + found.spans
                )
            elif found:
                divisions.append(found)
    # Where all crosses stand in one column, the format has lost the others.
    parted = [found for found in divisions if len({ballot.vote for ballot in found.ballots}) > 1]
    return sorted([*parted, *worded], key=lambda found: found.spans)


def _same_people(first: Ballots, second: Ballots) -> bool:
    """Whether some person is in both: then they are two divisions, and not one over a page break."""
    return bool({ballot.name for ballot in first.ballots} & {ballot.name for ballot in second.ballots})


def _header(reading: Reading, grid: Grid) -> tuple[int, list[_Columns]]:
    """The row that heads the sides' columns (-1: none), and these columns for each division in the table."""
    names = _names(reading.language)
    for number, row in enumerate(grid.rows[:3]):
        upper = grid.rows[number - 1] if number else ()
        divisions: list[_Columns] = []
        for index, cell in enumerate(row):
            # The item may stand over its sides, in the same cell or the row above.
            *above, last = reading.running[cell.start : cell.end].strip().split("\n")
            side = names.get(" ".join(last.split()).casefold())
            if side is None:
                continue
            if not divisions or side in divisions[-1].sides.values():
                divisions.append(_Columns({}, None))
            divisions[-1].sides[index] = side
            over = " ".join([*above, reading.folded(*upper[index]) if index < len(upper) else ""])
            if item := _ITEM.search(over):
                divisions[-1] = divisions[-1]._replace(item=item[1])
        divisions = [division for division in divisions if {"yes", "no"} <= set(division.sides.values())]
        if divisions:
            return number, divisions
    return -1, []


def _crossed(reading: Reading, rows: tuple[tuple[Span, ...], ...], column: _Columns) -> Ballots | None:
    """The ballots of rows with a name and one cross."""
    marks = {*reading.language.votes.roll.crosses, *_names(reading.language)}
    ballots, spans = [], []
    for row in rows:
        marked = [
            index
            for index, cell in enumerate(row)
            if index in column.sides and reading.folded(*cell).casefold() in marks
        ]
        person = _person(reading, row)
        if person and len(marked) == 1:
            ballots.append(_ballot(reading.running, person, column.sides[marked[0]]))
            spans.append(Span(row[0].start, max(cell.end for cell in row)))
    return Ballots(tuple(ballots), tuple(spans), column.item) if ballots else None


def _worded(reading: Reading, grid: Grid) -> list[Ballots]:
    """The ballots of a table that says Ja or Nej in words behind each name."""
    names = _names(reading.language)
    ballots, spans = [], []
    for row in grid.rows:
        sides = [names[word] for cell in row if (word := reading.folded(*cell).casefold()) in names]
        person = _person(reading, row)
        if person and len(sides) == 1:
            ballots.append(_ballot(reading.running, person, sides[0]))
            spans.append(Span(row[0].start, max(cell.end for cell in row)))
    return [Ballots(tuple(ballots), tuple(spans))] if len(ballots) > 1 else []


@cache
def _names(language: Language) -> dict[str, Side]:
    """The side that a cell names."""
    return {word: side for side in SIDES for word in side_words(language.votes, side)}


def _person(reading: Reading, row: tuple[Span, ...]) -> Person | None:
    """The person of a row, in its first cell or behind a number."""
    for cell in row[:3]:
        if found := persons(reading.running, *cell, reading.language, listed=True):
            return _whole(reading, found[0], cell)
    return None


def _whole(reading: Reading, person: Person, cell: Span) -> Person:
    """The person whose name fills a cell: of nothing but capitalised words all are the name, however many."""
    return replace(person, name=cell, span=cell) if _NAME.fullmatch(reading.folded(*cell)) else person


# --- attachments -----------------------------------------------------------------------------------------------------


def attached(reading: Reading, start: int, end: int) -> Ballots | None:
    """The ballots of the attachment that ``[start, end)`` points to: "Hur var och en röstar framgår av bilaga 2"."""
    running = reading.running
    pointer = _pointer(reading.language).search(running, start, end)
    heads = list(_attachment_head(reading.language).finditer(running, end)) if pointer else []
    own = [index for index, head in enumerate(heads) if pointer and head["number"] == pointer["number"]]
    if not own:
        return None
    # Every page of an attachment may say its number again.
    last = own[-1] + 1
    return _list_of_votes(reading, heads[own[0]].end(), heads[last].start() if last < len(heads) else len(running))


def _list_of_votes(reading: Reading, start: int, end: int) -> Ballots | None:
    """A list that gives for each name a party, a seat, an office and the vote, a line each or all in one."""
    language = reading.language
    names = _names(language)
    ballots, spans = [], []
    name: list[Span] = []
    party: str | None = None
    for line in reading.lines(start, end):
        for cell in line.cells():
            said = reading.folded(*cell)
            if name and said.casefold() in names:
                written = " ".join(reading.folded(*piece) for piece in name)
                ballots.append(Ballot(name=written, party=party, vote=names[said.casefold()]))
                spans.append(Span(name[0].start, cell.end))
                name, party = [], None
            elif name and party is None and said.isupper() and len(said) < 5:
                party = said
            elif (
                name
                and party is None
                and said.isalpha()
                and said.istitle()
                and said.casefold() not in language.statements.titles
            ):
                # A long name is broken where its column ends.
                name.append(cell)
            elif found := persons(reading.running, *cell, language, listed=True):
                name, party = [_whole(reading, found[0], cell).name], found[0].party
    return Ballots(tuple(ballots), tuple(spans)) if ballots else None


@cache
def _pointer(language: Language) -> re.Pattern[str]:
    words = language.votes
    return re.compile(
        rf"{alternatives(words.context)}[^.]{{0,80}}?(?<!\w){alternatives(words.roll.attachment)}\s+(?P<number>\d{{1,3}})(?!\w)",
        re.I,
    )


@cache
def _attachment_head(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"^[ \t]*{alternatives(language.votes.roll.attachment)}[ \t]+(?P<number>\d{{1,3}})[ \t]*[:.]?[ \t]*$",
        re.I | re.M,
    )
