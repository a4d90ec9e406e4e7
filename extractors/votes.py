"""Counted divisions: ``Resultatet blir 12 nej, 31 ja och 5 som avstår``, ``Med 6 röster för förslaget och 2
röster för Bo Eks yrkande``, ``röstar Ja (7)``, ``bifölls med 7 röster mot 4``; and who voted how.

A vote by acclamation is none, and neither is an election. Several rounds in one item are several votes; a count that is
told twice ("med 7 röster mot 4" in the decision, and below "Omröstning") is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from extractors.ballots import (
    SIDES,
    Ballots,
    Side,
    VotingList,
    any_side,
    pointed_at,
    tabled,
    told,
    voting_lists,
)
from extractors.language import Language, VoteWords, alternatives, whole_words
from extractors.people import UPPER, persons
from extractors.reading import Reading
from extractors.segments import Segment
from extractors.statements import Passage, passages, people
from schemas.text import Quote, Span
from schemas.vote import Ballot, Vote

Method = Literal["open", "secret", "lot"]
# An election is told of so near before its figures.
_NEAR = 120
Rule = Literal["counted", "count_behind", "for_and_against", "pair", "roll", "tallied"]
# What a yes and a no stand for.
Meanings = tuple[str | None, str | None]


@dataclass
class _Division:
    """A division as far as it is read: counts, ballots, and the places that state them."""

    rule: Rule
    passage: Passage
    counts: dict[Side, int] = field(default_factory=dict)
    ballots: dict[Side, tuple[Ballot, ...]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    # Of a list that stands outside the item.
    apart: list[Span] = field(default_factory=list)
    # What the two counts are for: "6 röster för Bo Eks yrkande och 2 för avslag".
    means: Meanings = (None, None)
    # Told by what each side is for, so that the first is the yes until a count says otherwise.
    backed: bool = False

    def count(self, side: Side) -> int | None:
        """The stated number, or how many are named where all are."""
        return self.counts.get(side, len(self.ballots[side]) if side in self.ballots else None)

    def tells(self, other: _Division) -> bool:
        """Whether it counts or names a side already that the *other* does."""
        return bool(self.counts.keys() & other.counts.keys() or self.ballots.keys() & other.ballots.keys())

    def add(self, other: _Division) -> None:
        """Take in what another place tells of the same division."""
        self.rule = other.rule if self.rule == "roll" else self.rule
        self.counts |= other.counts
        self.ballots |= other.ballots
        self.spans += other.spans
        self.means = self.means if any(self.means) else other.means
        self.backed |= other.backed

    @property
    def item(self) -> str | None:
        """The number of its item."""
        return self.passage.segment.number if self.passage.segment else None

    def turn(self) -> None:
        """Give the sides told by what they are for to the counts that they fit."""
        named = len(self.ballots.get("yes", ())), len(self.ballots.get("no", ()))
        if self.backed and (self.counts.get("no"), self.counts.get("yes")) == named != named[::-1]:
            self.ballots |= {"yes": self.ballots["no"], "no": self.ballots["yes"]}
            self.ballots = {
                side: tuple(ballot.model_copy(update={"vote": side}) for ballot in alike)
                for side, alike in self.ballots.items()
            }

    @property
    def result(self) -> tuple[int | None, int | None]:
        return self.count("yes"), self.count("no")


@dataclass(frozen=True)
class _Item:
    """An item (None: minutes without items), its passages, and the divisions in it."""

    segment: Segment | None
    parts: list[Passage]
    divisions: list[_Division]

    @property
    def number(self) -> str | None:
        """As printed."""
        return self.segment.number if self.segment else None

    @property
    def place(self) -> Span:
        """From its first passage to its last."""
        return Span(self.parts[0].start, self.parts[-1].end)


def extract(reading: Reading) -> Iterator[Vote]:
    """Yield every counted division, in reading order."""
    lists = voting_lists(reading)
    items = list(_divided(reading))
    _attach(reading, items, lists)
    for item in items:
        _add_tables(item, _tables(reading, item, lists))
    _add_lists(reading, [division for item in items for division in item.divisions])
    for item in items:
        begin = item.place.start
        divisions = sorted(item.divisions, key=lambda division: division.spans)
        for division in divisions:
            end = max(span.end for span in division.spans if item.place.start <= span.start < item.place.end)
            meanings = _meanings(reading, Span(begin, item.place.end), end)
            yield _vote(reading, item, division, meanings)
            begin = end


def _divided(reading: Reading) -> Iterator[_Item]:
    """The items that speak of votes, with the divisions of which they tell in words."""
    for segment, parts in _items(reading):
        item = _Item(segment, parts, [])
        if not _context(reading.language).search(reading.running, *item.place):
            continue
        for part in parts:
            if part.kind != "background" or _any_of(reading.language.votes.asked).search(
                reading.running, part.start, part.end
            ):
                _merge(item.divisions, _divisions(reading, part))
        yield item


def _tables(reading: Reading, item: _Item, lists: list[VotingList]) -> list[Ballots]:
    """The ballots of the tables and lists in an item, without the lists after the last one that are of others."""
    own = [
        found
        for found in lists
        if found.number is None
        and found.item in (None, item.number)
        and item.place.start <= found.heading.start < item.place.end
    ]
    headed = {found.ballots.spans for found in lists}
    bare = [roll for roll in tabled(reading, *item.place) if roll.item in (None, item.number)]
    return sorted(
        [*(found.ballots for found in own), *(roll for roll in bare if roll.spans not in headed)],
        key=lambda roll: roll.spans,
    )


def _items(reading: Reading) -> Iterator[tuple[Segment | None, list[Passage]]]:
    """The passages, item by item."""
    parts: list[Passage] = []
    for passage in passages(reading):
        if parts and passage.segment is not parts[0].segment:
            yield parts[0].segment, parts
            parts = []
        parts.append(passage)
    if parts:
        yield parts[0].segment, parts


def _vote(reading: Reading, item: _Item, division: _Division, meanings: Meanings) -> Vote:
    evidence: tuple[Quote, ...] = ()
    for span in _joined([*division.spans, *division.apart]):
        evidence += reading.evidence(*span)
    yes_means, no_means = meanings if any(meanings) else division.means
    return Vote(
        evidence=evidence,
        rule=division.rule,
        paragraph=item.number,
        paragraph_id=item.segment.id if item.segment else None,
        yes=division.count("yes"),
        no=division.count("no"),
        abstain=division.count("abstain"),
        absent=division.count("absent"),
        method=_method(reading, division, item.place),
        casting_vote=_is_cast(reading, division, item.place),
        yes_means=yes_means,
        no_means=no_means,
        roll=tuple(ballot for side in SIDES for ballot in division.ballots.get(side, ())),
    )


def _meanings(reading: Reading, asked: Span, result: int) -> Meanings:
    """What yes and no stand for, according to the last proposition in *asked* before the *result*."""
    last: Meanings = None, None
    for pattern in _propositions(reading.language):
        for match in pattern.finditer(reading.running, *asked):
            if match.start() > result:
                break
            yes, no = (_first_paragraph(reading, Span(*match.span(group))) for group in ("yes_means", "no_means"))
            # "Ja: Bo Ek, Eva Ek" names voters, unless it is "Bo Eks förslag".
            if all(
                _thing(reading.language).search(said)
                or not persons(reading.running, *match.span(group), reading.language)
                for said, group in ((yes, "yes_means"), (no, "no_means"))
            ):
                last = yes, _otherwise(reading, match.end("no_means"), asked.end) or no
    return last


def _otherwise(reading: Reading, start: int, end: int) -> str | None:
    """What is decided where the no wins, if the next words say it: "Den det ej vill röstar nej. Vinner nej har …"."""
    match = _if_no_wins(reading.language).match(reading.running, start, end)
    return reading.folded(*match.span("what")) if match else None


def _first_paragraph(reading: Reading, span: Span) -> str:
    """The text of *span* up to a line end that is more than layout."""
    for match in re.finditer("\n", reading.running[span.start : span.end]):
        if span.start + match.start() not in reading.text.soft_breaks:
            return reading.folded(span.start, span.start + match.start())
    return reading.folded(*span)


def _method(reading: Reading, division: _Division, item: Span) -> Method:
    running, method = reading.running, reading.language.votes.method
    yes, no = division.result
    if yes == no and _any_of(method.lot).search(running, *item):
        return "lot"
    return "secret" if _any_of(method.secret).search(running, *item) else "open"


def _is_cast(reading: Reading, division: _Division, item: Span) -> bool:
    """Whether an equal division was settled by the vote of the chair."""
    yes, no = division.result
    return yes == no and bool(_any_of(reading.language.votes.method.casting).search(reading.running, *item))


def _joined(spans: list[Span]) -> list[Span]:
    """The places in order, those that touch made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end + 2:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


# --- counts ----------------------------------------------------------------------------------------------------------


def _divisions(reading: Reading, part: Passage) -> list[_Division]:
    """The divisions of one passage: a side that comes again begins the next one."""
    pieces = [
        *(
            _counted(reading, part, match)
            for match in _counts(reading.language).finditer(reading.running, part.start, part.end)
        ),
        *(_rolled(part, roll) for roll in told(reading, part.start, part.end)),
    ]
    divisions: list[_Division] = []
    for piece in sorted((piece for piece in pieces if piece), key=lambda piece: piece.spans):
        last = divisions[-1] if divisions else None
        if last is None or last.tells(piece) or _is_another_round(reading, last, piece):
            divisions.append(piece)
        else:
            last.add(piece)
    for division in divisions:
        division.turn()
    return [division for division in divisions if _is_division(division)]


def _is_another_round(reading: Reading, last: _Division, piece: _Division) -> bool:
    """Whether names in a block of their own are not as many as the count before them says."""
    parted = re.search(r"\n\s*\n", reading.running[last.spans[-1].end : piece.spans[0].start])
    return bool(parted) and any(
        last.counts.get(side, len(named)) != len(named) for side, named in piece.ballots.items()
    )


def _is_division(division: _Division) -> bool:
    """Whether there is a yes and a no, or a yes alone that says what it counts: "17 ja-röster"."""
    yes, no = division.result
    if yes is None:
        return False
    return no is not None or (division.rule == "counted" and "yes" in division.counts)


def _rolled(part: Passage, found: Ballots) -> _Division:
    """A division of which a passage names those on one side, or all."""
    ballots: dict[Side, tuple[Ballot, ...]] = {
        side: alike for side in SIDES if (alike := tuple(ballot for ballot in found.ballots if ballot.vote == side))
    }
    return _Division("roll", part, ballots=ballots, spans=list(found.spans), backed=found.backed)


def _counted(reading: Reading, part: Passage, match: re.Match[str]) -> _Division | None:
    """A division of which a match counts one side, or both."""
    words = reading.language.votes

    def made(rule: Rule, **numbers: str) -> _Division:
        counts = {side: _number(numbers[side], words) for side in SIDES if side in numbers}
        return _Division(rule, part, counts, spans=[Span(*match.span())])

    if match["first"]:
        before = reading.running[max(part.start, match.start() - _NEAR) : match.end()]
        if _any_of(words.plain.elects).search(re.split(r"[.;]\s", before)[-1]):
            return None
        return made("pair", yes=match["first"], no=match["second"])
    if backers := match["backers"] or match["voting"] or match["bare"]:
        if match["backed"] and _is_election(reading, match):
            return None
        division = made("for_and_against", yes=backers, no=match["opponents"])
        if match["backed"]:
            opposed = reading.folded(*match.span("opposed")) if match["opposed"] else None
            division.means = reading.folded(*match.span("backed")), opposed
        return division
    if match["first_tally"]:
        division = made("tallied", yes=match["first_tally"], no=match["second_tally"])
        owner = _owner(reading.language).search(reading.running, part.start, match.start("backed_first"))
        start = owner.start() if owner else match.start("backed_first")
        # One of three proposals: no side is the yes.
        if _tallied_before(reading.language).search(reading.running, part.start, start):
            return None
        division.means = reading.folded(start, match.end("backed_first")), reading.folded(*match.span("rival"))
        return division
    if match["votes"]:
        return made("counted", **{"yes" if match["for"] else "no": match["votes"]})
    side = next(side for side in SIDES if match[side] or match[f"{side}_"])
    if match["behind"]:
        return made("count_behind", **{side: match["behind"]})
    return made("counted", **{side: match["number"]})


def _is_election(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the votes are for persons: "6 röster för Bo Ek"."""
    if _thing(reading.language).search(match["backed"]):
        return False
    return bool(people(reading, *match.span("backed")))


def _number(written: str, words: VoteWords) -> int:
    if digits := re.search(r"\d+", written):
        return int(digits[0])
    folded = written.casefold()
    tens = next((number for number, word in enumerate(words.tens, 2) if folded.startswith(word)), 0)
    ones = folded.removeprefix(words.tens[tens - 2]) if tens else folded
    return tens * 10 + next((number for number, spellings in enumerate(words.numbers) if ones in spellings), 0)


def _merge(divisions: list[_Division], found: list[_Division]) -> None:
    """Add what a passage tells; the same result told again is the same division, unless both head a section of their own."""
    for division in found:
        for other in divisions:
            apart = other.passage is not division.passage and {other.passage.kind, division.passage.kind} == {"vote"}
            if other.result == division.result and not apart and not (other.ballots and division.ballots):
                other.add(division)
                break
        else:
            divisions.append(division)


def _add_tables(item: _Item, rolls: list[Ballots]) -> None:
    """Give each roll of a table to the division that it adds up to, or the only one; without any, it is one itself."""
    divisions = item.divisions
    for roll in rolls:
        table = _rolled(item.parts[0], roll)
        bare = [division for division in divisions if not division.ballots]
        fitting = [division for division in bare if division.result == table.result]
        if fitting or len(bare) == 1:
            (fitting or bare)[0].add(table)
        elif not divisions or any(
            other.result == table.result and other.ballots != table.ballots for other in divisions
        ):
            # Two rounds may end alike.
            divisions.append(table)


def _add_lists(reading: Reading, divisions: list[_Division]) -> None:
    """Give the crosses that the list of those present has below Ja and Nej to the one division that they add up to.

    The list stands before the items, or says over its columns which item each is of.
    """
    if not reading.segments or not divisions:
        return
    named = [roll for roll in tabled(reading, *reading.minutes) if roll.item]
    for found in [*tabled(reading, *reading.head), *named]:
        listed = _rolled(divisions[0].passage, found)
        fitting = [
            division
            for division in divisions
            if division.result == listed.result and found.item in (None, division.item)
        ]
        if len(fitting) == 1 and not fitting[0].ballots:
            fitting[0].add(listed)


def _attach(reading: Reading, items: list[_Item], lists: list[VotingList]) -> None:
    """Give the divisions without ballots those of a list outside their item, if they add up to its count.

    The item points at the list behind the division ("se omröstningslista 2"), or the list names the item.
    """
    free = list(lists)
    for item in items:
        for index, division in enumerate(item.divisions):
            if division.ballots or not free:
                continue
            end = division.spans[-1].end
            stop = item.divisions[index + 1].spans[0].start if index + 1 < len(item.divisions) else item.place.end
            # What stands below a list after the last item points at nothing.
            numbers = pointed_at(reading, end, min([stop, *(a.heading.start for a in lists if a.heading.start > end)]))
            for found in free:
                listed = _rolled(division.passage, found.ballots)
                meant = found.number in numbers if numbers else found.item is not None and found.item == item.number
                if meant and listed.result == division.result:
                    division.ballots = listed.ballots
                    division.apart = listed.spans
                    free.remove(found)
                    break


# --- patterns --------------------------------------------------------------------------------------------------------


@cache
def _context(language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(language.votes.context), re.I)


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(whole_words(phrases), re.I)


@cache
def _thing(language: Language) -> re.Pattern[str]:
    return re.compile(rf"{alternatives(language.votes.plain.things)}(?!\w)", re.I)


@cache
def _counts(language: Language) -> re.Pattern[str]:
    """All ways to state a count; of those that begin at one place, the most telling is taken."""
    words = language.votes
    ones, below_ten = (
        alternatives(word for spellings in numbers for word in spellings)
        for numbers in (words.numbers, words.numbers[1:10])
    )
    spelt = rf"(?<!\w)(?:{alternatives(words.tens)}{below_ten}?|{ones})(?!\w)"
    # "3 av 5 kommuner", "45 %", "§ 12", "2,5", "12 500" and "2024-03-05" count no votes.
    # Nor does the number of a proposal: "förslag 1 röstar ja".
    named = "".join(rf"(?<!{re.escape(thing)} )" for thing in words.plain.things)
    whole = rf"{named}(?<![\w§,.:/-])(?<!§ )(?<!\d )\d{{1,3}}(?![\w%:/-]|[.,]\d|\s%|\s\d\d\d)"
    before_hyphen = r"(?<![\w§,.:/-])(?<!§ )(?<!\d )\d{1,3}(?=-\d{1,3}(?![\w-]))"
    number = rf"(?:{spelt}\s*\(\d{{1,3}}\)|{whole}|{spelt})"
    # An empty line parts "Omröstning 2" from "Ja-röst" below it.
    blank = r"(?:[^\S\n]|\n(?!\s*\n))"
    unit = rf"{blank}*{alternatives(words.units)}(?!\w)"
    voted = rf"{blank}+{whole_words((*words.roll.votes, *words.roll.cast))}"
    counted = rf"(?:{unit}(?:{voted})?|{voted})"
    in_favour, against = alternatives(words.plain.for_), alternatives(words.plain.against)
    joint, no_side = whole_words(words.plain.joints), rf"(?!\s+{whole_words((*words.sides.yes, *words.sides.no))})"
    stop = rf"(?=\s*(?:[,.;)\n]|\Z)|\s+{joint})"
    opposed = rf"(?:\s+(?P<opposed>(?:[^.;:,\n]|\n(?!\s*\n)){{0,80}}?{alternatives(words.plain.things)}))?"
    # "6 röster för förslaget och 2 röster för Bo Eks yrkande", "röstade 8 för och 2 emot".
    both = (
        rf"(?:(?P<backers>{number}){counted}|{whole_words(words.roll.votes)}\s+(?P<voting>{number})"
        rf"|(?P<bare>{number})(?=\s+{in_favour}(?:,|\s+{joint})\s))\s+{in_favour}{no_side}"
        rf"(?:\s+(?P<backed>[^.;:]{{3,120}}?))?(?:,?\s+{joint}|,)\s+"
        rf"(?P<opponents>{number})(?:(?:{counted})?\s+{against}|(?:{unit})?\s+{in_favour}{no_side}{opposed})(?!\w)"
    )
    # "utföll med 7 röster mot 4", "röstsiffrorna 7–4", "5 röster mot 5".
    lead = rf"(?:{whole_words(words.plain.before_pair)}[^.;:\d]{{0,60}}?\s|(?={number}{unit}\s+{against}\s))"
    # "köpa 3–4 stolar" is no pair.
    dash = rf"\s?[–-]\s?(?=\d{{1,3}}(?:\s*(?:[.,;)\n]|\Z)|{unit}|\s+(?:{joint}|{in_favour}|{against})))"
    pair = (
        rf"{lead}(?P<first>{number}|{before_hyphen})(?:{unit})?"
        rf"(?:\s+{against}\s+|{dash})(?P<second>\d{{1,3}}|{number})(?!\w){no_side}"
    )
    # "31 Ja", "4 ledamöter ja", "1 ledamot som avstår".
    between = rf"(?:{blank}+{alternatives(words.between)})*"
    before = rf"(?P<number>{number})(?:{unit})?{between}{blank}+\(?(?:{any_side(words)})(?![\w-])"
    # "8 röster för", "2 röster emot": with nothing behind that they are for.
    plain = rf"(?P<votes>{number}){unit}\s+(?:(?P<for>{in_favour})|{against}){stop}"
    # "Ja (7)", "Nej: 5", "Avstår 1"; a number in the next line that has more in it numbers that line.
    sides = any_side(words, suffix="_")
    below = r"[ ]*\n[ ]*(?=\d{1,3}[ ]*(?:\n|\Z))"
    behind = rf"(?<![\w-])(?:{sides})(?![\w-])(?:\s*[:=–]\s*|\s*\(\s*|[^\S\n]+|{below})(?P<behind>\d{{1,3}})(?![\w%:/-]|[.,]\d|\s?[%§])"
    # "Bo Eks yrkande får 21 röster och Eva Eks 25", of two proposals and no more.
    parted = rf"(?:[.,;]?\s+{joint}|[.,;\n])\s*"
    tally = (
        rf"(?P<backed_first>[\w-]*{alternatives(words.plain.things)})(?:\s+{alternatives(words.plain.gets)})?\s*[:–-]?\s*"
        rf"(?P<first_tally>\d{{1,3}}){unit}{parted}(?:{in_favour}\s+)?(?P<rival>[^.;:\d\n]{{3,80}}?)(?:\s+{alternatives(words.plain.gets)})?\s*[:–-]?\s*"
        rf"(?P<second_tally>\d{{1,3}})(?:{unit}|{stop})(?!\w)(?!{parted}[^.;:\d\n]{{3,80}}?\d{{1,3}}(?:{unit}|{stop}))"
    )
    # Each begins with a word.
    return re.compile(rf"(?<!\w)(?=\w)(?:{both}|{pair}|{before}|{plain}|{behind}|{tally})", re.I)


@cache
def _owner(language: Language) -> re.Pattern[str]:
    """Whose proposal it is, before the word: ``Bo Eks (S) ``, ``kommunstyrelsens ``."""
    return re.compile(rf"(?:[{UPPER}][\w-]+\s+){{0,3}}[\w-]+[sxz](?:\s+\([^()]{{1,6}}\))?\s+\Z")


@cache
def _tallied_before(language: Language) -> re.Pattern[str]:
    """Before a proposal and its votes, those of another: ``Bo Eks förslag får 5 röster, ``."""
    words = language.votes
    return re.compile(rf"\d\s+{alternatives(words.units)}(?:[,;]|\s+{alternatives(words.plain.joints)})\s+\Z")


@cache
def _if_no_wins(language: Language) -> re.Pattern[str]:
    words = language.votes
    lead = rf"\s+{whole_words(words.roll.votes)}\s+{alternatives(words.sides.no)}[.,;\s]*"
    return re.compile(
        rf"{lead}{alternatives(words.means.if_no)},?\s+(?:{alternatives(words.means.then)}\s+)?(?P<what>[^.;”\"]+)",
        re.I,
    )


@cache
def _propositions(language: Language) -> tuple[re.Pattern[str], ...]:
    """What a yes and a no stand for: "Ja för bifall och Nej för avslag", "Den som bifaller förslaget röstar ja, …"."""
    means, sides = language.votes.means, language.votes.sides
    joint, votes = whole_words(language.votes.plain.joints), whole_words(language.votes.roll.votes)
    # The full stops of "m.fl." end nothing.
    thing = r"[^\W\d](?:[^”\".;]|\.(?=\w)){2,250}?(?:(?<=\.\w\w)\.)?"
    stands_for = rf"\s*{alternatives(means.is_)}\s*"
    direct = (
        rf"(?<!\w){alternatives(sides.yes)}(?![\w-]){stands_for}(?P<yes_means>{thing})[\s.,;]*(?:\s{joint})?(?:\s\d{{1,3}})?\s+"
        rf"{alternatives(sides.no)}(?![\w-]){stands_for}(?P<no_means>{thing})(?=[”\";]|\.(?!\w)|\n\s*\n|\s*\Z)"
    )
    whoever = alternatives(means.whoever)
    voter = (
        rf"{whoever}\s+(?P<yes_means>{thing})\s+{votes}\s+{alternatives(sides.yes)}[\s.,;]+(?:{joint}\s+)?"
        rf"{whoever}\s+(?P<no_means>{thing})\s+{votes}\s+{alternatives(sides.no)}"
    )
    reverse = (
        rf"{whoever}\s+{votes}\s+{alternatives(sides.yes)}\s+(?P<yes_means>{thing})[\s.,;]+(?:{joint}\s+)?"
        rf"{whoever}\s+{votes}\s+{alternatives(sides.no)}\s+(?P<no_means>{thing})(?=[”\";]|\.(?!\w)|\n\s*\n|\s*\Z)"
    )
    return tuple(re.compile(pattern, re.I) for pattern in (direct, voter, reverse))
