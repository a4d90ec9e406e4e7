"""Who voted how: ``Bo Ek (S) och Eva Ek (V) röstar ja``, ``Nej röstade: Ove Ek``, ``För Bo Eks förslag röstar Eva Ek``,
``Bo Ek (S): ja`` line by line, tables with crosses below Ja and Nej, and lists of votes after the minutes.

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
# Over a list of votes stand the meeting, the item with its title and who presides.
_LONGEST_LIST_HEAD = 400
_ITEM = re.compile(r"§\s?(\d{1,4}[a-z]?)(?!\w)")
_NAME = re.compile(rf"(?:[{UPPER}][\w'-]+ ?){{2,5}}")


class Ballots(NamedTuple):
    """What some persons voted, the places that say so, and the number of the item if the table names it.

    ``backed``: they are told by the proposal they voted for, of which the first one named is the yes.
    """

    ballots: tuple[Ballot, ...]
    spans: tuple[Span, ...]
    item: str | None = None
    backed: bool = False


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
    told = [
        *_by_line(reading, start, end),
        *_behind(reading, start, end),
        *_before(reading, start, end),
        *_backing(reading, start, end),
    ]
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
        chain = _in_a_row(reading, match.end(), stop)
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


def _backing(reading: Reading, start: int, end: int) -> Iterator[Ballots]:
    """ "För Bo Eks förslag röstar Eva Ek", "Bo Ek röstar för avslag": two proposals that are voted on, one after the other.

    The first one named is the yes, unless somebody is against it; of three in one round none is.
    """
    rounds: list[dict[str, list[tuple[Sequence[Person], Span]]]] = []
    for what, chain, span in _backers(reading, start, end):
        if not rounds or (what not in rounds[-1] and len(rounds[-1]) == 2):
            rounds.append({})
        rounds[-1].setdefault(what, []).append((chain, span))
    for backed in rounds:
        if len(backed) != 2:
            return
    for backed in rounds:
        # What is against something has no name of its own, and sorts first.
        sides: tuple[Side, Side] = ("no", "yes") if "" in backed else ("yes", "no")
        for side, what in zip(sides, sorted(backed, key=bool), strict=True):
            for chain, span in backed[what]:
                yield _alike(reading.running, chain, side, span)._replace(backed="" not in backed)


def _backers(reading: Reading, start: int, end: int) -> list[tuple[str, Sequence[Person], Span]]:
    """What is voted for (nothing: against it), by whom, and where that is said; in reading order."""
    running, language = reading.running, reading.language
    found: list[tuple[str, Sequence[Person], Span]] = []
    for pattern in _backed_first(language):
        for match in pattern.finditer(running, start, end):
            chain = _in_a_row(reading, match.end(), end)
            if chain and not _owns(language).match(running, chain[-1].span.end):
                found.append((_what(match), chain, Span(match.start(), chain[-1].span.end)))
    for sentence in sentences(reading, start, end) if _votes_for(language).search(running, start, end) else ():
        for match in _votes_for(language).finditer(running, *sentence):
            who = actors(reading, sentence, Span(*match.span()))
            if who and who.people and who.span.end <= match.start():
                found.append((_what(match), who.people, Span(who.span.start, match.end())))
    return sorted(found, key=lambda one: one[2])


def _what(match: re.Match[str]) -> str:
    return " ".join((match["what"] or "").casefold().split())


def _in_a_row(reading: Reading, start: int, end: int) -> list[Person]:
    """The persons who are named one after the other from *start*."""
    chain: list[Person] = []
    for person in people(reading, start, min(end, start + LONGEST_LIST)):
        last = chain[-1].span.end if chain else start
        if not _between_names(reading.language).fullmatch(reading.running, last, person.span.start):
            break
        chain.append(person)
    return chain


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
def _backed_first(language: Language) -> tuple[re.Pattern[str], ...]:
    """What is voted for, before who does: ``För Bo Eks förslag röstar ``, ``Följande ledamöter röstar för förslaget: ``."""
    plain, votes = language.votes.plain, whole_words(language.votes.roll.votes)
    following = rf"{alternatives(language.votes.roll.following)}(?:\s+\w+)?"
    what = (
        rf"(?:{alternatives(plain.for_)}\s+(?P<what>{_thing_said(language)})"
        rf"|{alternatives(plain.against)}(?:\s+{_thing_said(language)})?)"
    )
    return (
        re.compile(rf"(?<!\w){what}\s+{votes}(?:\s+{following})?\s*:?\s*", re.I),
        re.compile(rf"(?<!\w){following}\s+{votes}\s+{what}\s*:\s*", re.I),
    )


@cache
def _votes_for(language: Language) -> re.Pattern[str]:
    """What is voted for, behind who does: `` röstar för Bo Eks förslag``, `` röstade mot förslaget``, `` röstar emot``."""
    plain, votes = language.votes.plain, whole_words(language.votes.roll.votes)
    sides = whole_words((*language.votes.sides.yes, *language.votes.sides.no))
    return re.compile(
        rf"{votes}\s+(?:{alternatives(plain.for_)}\s+(?!{sides})(?P<what>{_thing_said(language)})"
        rf"|{alternatives(plain.against)}(?!\w)(?:\s+{_thing_said(language)})?)",
        re.I,
    )


def _thing_said(language: Language) -> str:
    """A proposal as a sentence names it: ``Bo Eks (S) yrkande``, ``förslaget``."""
    return rf"(?:[^.:;,\n]|\n(?!\s*\n)){{0,{_LONGEST_SIDE}}}?(?<!\w)[\w-]*{alternatives(language.votes.plain.things)}(?!\w)"


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


# --- lists of votes --------------------------------------------------------------------------------------------------


class VotingList(NamedTuple):
    """A list of votes that stands outside its item: ``Bilaga 2``, ``Omröstningslista 1, § 12``."""

    ballots: Ballots
    heading: Span
    number: str | None
    item: str | None


def voting_lists(reading: Reading) -> list[VotingList]:
    """The lists of votes that have a heading of their own, in reading order; every page of one may repeat its heading."""
    running = reading.running
    # Without a pointer or a heading that speaks of votes, what is attached is no concern of ours.
    if not _list_word(reading.language).search(running):
        return []
    heads: list[re.Match[str]] = []
    for head in _list_head(reading.language).finditer(running, reading.head.end):
        if not (heads and head["number"] and _said(head) == _said(heads[-1])):
            heads.append(head)
    lists: list[VotingList] = []
    for index, heading in enumerate(heads):
        segment = reading.segment_at(heading.start())
        within = segment is not None and segment != reading.segments[-1]
        end = min(
            segment.end if segment and within else len(running),
            heads[index + 1].start() if index + 1 < len(heads) else len(running),
        )
        for found in tabled(reading, heading.end(), end) or _list_of_votes(reading, heading.end(), end):
            above = Span(heading.start(), min(found.spans[0].start, heading.end() + _LONGEST_LIST_HEAD))
            item = _ITEM.search(running, *above)
            number = found.item or (item[1] if item else None)
            lists.append(VotingList(found, Span(*heading.span()), heading["number"], number))
    return lists


def _said(heading: re.Match[str]) -> str:
    return " ".join(heading[0].strip(" \t:.").split())


def pointed_at(reading: Reading, start: int, end: int) -> list[str]:
    """The numbers of the lists that ``[start, end)`` points to: "Hur var och en röstar framgår av bilaga 2"."""
    return [match["number"] for match in _pointer(reading.language).finditer(reading.running, start, end)]


def _list_of_votes(reading: Reading, start: int, end: int) -> list[Ballots]:
    """A list without a table's lines: the votes in words behind the names, or crosses below what they stand for."""
    return _worded_list(reading, start, end) or _crossed_list(reading, start, end)


def _worded_list(reading: Reading, start: int, end: int) -> list[Ballots]:
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
    return [Ballots(tuple(ballots), tuple(spans))] if ballots else []


def _crossed_list(reading: Reading, start: int, end: int) -> list[Ballots]:
    """A list without lines, on pages that tell where a cross stands: below ``Ja``, ``Nej`` or ``Avstår``."""
    running, language = reading.running, reading.language
    marks = {*language.votes.roll.crosses, *_names(language)}
    columns: dict[Side, float] = {}
    ballots, spans = [], []
    for line in reading.lines(start, end):
        columns = _columns_of(reading, Span(line.start, line.end)) or columns
        *before, last = (
            Span(line.start + word.start(), line.start + word.end()) for word in _WORD.finditer(line.content)
        )
        if not columns or not before or running[last.start : last.end].casefold() not in marks:
            continue
        found = persons(running, line.start, last.start, language, listed=True)
        at = _middle(reading, last)
        if found and at is not None:
            side = min(columns, key=lambda side: abs(columns[side] - at))
            ballots.append(_ballot(running, found[0], side))
            spans.append(Span(line.start, last.end))
    # Where all crosses stand in one column, the format has lost the others.
    return [Ballots(tuple(ballots), tuple(spans))] if len({ballot.vote for ballot in ballots}) > 1 else []


_WORD = re.compile(r"\S+")


def _columns_of(reading: Reading, line: Span) -> dict[Side, float]:
    """Where the columns of the sides are, if the line heads them."""
    names = _names(reading.language)
    columns: dict[Side, float] = {}
    for word in _WORD.finditer(reading.running, *line):
        side = names.get(word[0].casefold())
        at = _middle(reading, Span(*word.span())) if side and side not in columns else None
        if side and at is not None:
            columns[side] = at
    return columns if columns.keys() >= {"yes", "no"} else {}


def _middle(reading: Reading, word: Span) -> float | None:
    """How far from the page's left edge the middle of a word is; None where the format has no pages of a size."""
    boxes = reading.text.quote(*word).boxes
    return (boxes[0][0] + boxes[0][2]) / 2 if boxes else None


@cache
def _list_word(language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(language.votes.roll.lists) + "|" + _pointer(language).pattern, re.I)


@cache
def _pointer(language: Language) -> re.Pattern[str]:
    words = language.votes
    attached = rf"{alternatives(words.context)}[^.]{{0,80}}?(?<!\w){alternatives(words.roll.attachment)}"
    return re.compile(
        rf"(?:{attached}|(?<!\w){alternatives(words.roll.lists)})\s+(?:nr\.?\s+)?(?P<number>\d{{1,3}})(?!\w)", re.I
    )


@cache
def _list_head(language: Language) -> re.Pattern[str]:
    """A line that heads an attachment by its number, or a list of votes with what it is of."""
    roll = language.votes.roll
    # The attachment's number has the line for itself.
    rest = r"(?(kind)[^\n.]{0,80}|(?(number)[ \t]*[:.]?[ \t]*|(?!)))"
    return re.compile(
        rf"^[ \t]*(?:(?P<kind>{alternatives(roll.lists)})|{alternatives(roll.attachment)})(?!\w)"
        rf"(?:[ \t]+(?:nr\.?[ \t]+)?(?P<number>\d{{1,3}}))?{rest}$",
        re.I | re.M,
    )
