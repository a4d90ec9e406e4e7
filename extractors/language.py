"""A language as data: the words that minutes are written with.

One folder a language, one TOML file a subject: ``lang/sv/dates.toml`` fills ``Language.dates``. Words only, no
regular expressions: ``phrase`` and ``alternatives`` make patterns of them, here and nowhere else.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.amount import Bound, Period
from schemas.decision import Outcome
from schemas.meeting import BodyKind, Country, OrganisationKind
from schemas.paragraph import SectionKind
from schemas.record import DocumentType


class Words(BaseModel):
    """A subject's words: closed, so that a misspelt key fails at load."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        # A language is loaded once: patterns are cached for the object, whatever it holds (dictionaries have no hash).
        cls.__hash__ = object.__hash__  # type: ignore[method-assign]


class DateWords(Words):
    """Dates and times of day: lang/*/dates.toml says what each list holds."""

    weekdays: tuple[tuple[str, ...], ...] = Field(min_length=7, max_length=7)
    months: tuple[tuple[str, ...], ...] = Field(min_length=12, max_length=12)
    days: tuple[tuple[str, ...], ...] = Field(min_length=31, max_length=31)
    day_endings: tuple[str, ...]
    article: tuple[str, ...]
    year: tuple[str, ...]
    until: tuple[str, ...]
    date_words: tuple[str, ...]
    date_word_endings: tuple[str, ...]
    clock: tuple[str, ...]
    time_words: tuple[str, ...]
    time_until: tuple[str, ...]
    afternoon: tuple[str, ...]
    other_languages: tuple[str, ...]


class SegmentWords(Words):
    """How items and the sections inside them are headed; ``lang/sv/segments.toml``."""

    number_labels: tuple[str, ...]
    case_labels: tuple[str, ...]
    treated_by: tuple[str, ...]
    print_series: tuple[str, ...]
    bodies: tuple[str, ...]
    body_endings: tuple[str, ...]
    decides: tuple[str, ...]
    decides_what: tuple[str, ...]
    contents: frozenset[str]
    item_titles: frozenset[str]
    item_openings: tuple[str, ...]
    closings: tuple[str, ...]
    verbs: frozenset[str]
    openers: frozenset[str]
    statements: tuple[str, ...]
    subordinators: frozenset[str]
    prepositions: frozenset[str]
    told: dict[str, tuple[str, ...]]
    sections: dict[SectionKind, tuple[str, ...]]
    genitive: dict[SectionKind, tuple[str, ...]]


class NameWords(Words):
    """Given and family names: lang/*/names.toml."""

    first: frozenset[str]
    last: frozenset[str]


class PeopleWords(Words):
    """How persons are named: lang/*/people.toml says what each list holds."""

    particles: tuple[str, ...]
    parties: frozenset[str]
    no_party: frozenset[str]
    last_endings: tuple[str, ...]
    joiners: tuple[str, ...]
    address: frozenset[str]
    list_words: tuple[str, ...]
    and_: tuple[str, ...] = Field(alias="and")
    title_endings: tuple[str, ...]
    short_titles: frozenset[str]
    title_beginnings: frozenset[str]
    entity_first: frozenset[str]
    entity_last: frozenset[str]
    word_endings: tuple[str, ...]
    words: frozenset[str]


class PersonalWords(Words):
    """What tells personal data: lang/*/personal.toml says what each list holds."""

    number_labels: tuple[str, ...]
    number_fillers: tuple[str, ...]
    born: tuple[str, ...]
    beside: tuple[str, ...]
    phone_labels: tuple[str, ...]
    phone_places: tuple[str, ...]
    extension_labels: tuple[str, ...]
    switchboards: tuple[str, ...]
    mailboxes: frozenset[str]
    at: tuple[str, ...]
    at_words: tuple[str, ...]
    dots: tuple[str, ...]
    dot_words: tuple[str, ...]
    domains: tuple[str, ...]
    street_endings: tuple[str, ...]
    street_beginnings: tuple[str, ...]
    no_streets: tuple[str, ...]
    properties: tuple[str, ...]
    boxes: tuple[str, ...]
    homes: tuple[str, ...]
    dwelling: tuple[str, ...]
    lengths: tuple[str, ...]
    trace_labels: tuple[str, ...]


class FurnitureWords(Words):
    """Page heads and feet: lang/*/furniture.toml."""

    feet: tuple[str, ...]
    stamps: tuple[str, ...]
    watermarks: frozenset[str]
    received: frozenset[str]
    page: tuple[str, ...]
    of: tuple[str, ...]


class Unit(Words):
    """Words that multiply a number, and the currency that they imply, if any."""

    words: tuple[str, ...]
    factor: int
    currency: str | None = None


class PeriodWords(Words):
    """How a sum says that it is paid again and again: `per` after "per" or a slash."""

    per: tuple[str, ...]
    phrases: tuple[str, ...]
    before: tuple[str, ...]


class AmountWords(Words):
    """Sums of money: lang/*/amounts.toml says what each list holds."""

    before_sum: tuple[str, ...]
    marks: tuple[str, ...]
    mark_currency: str
    cents: tuple[str, ...]
    cents_joined_by: tuple[str, ...]
    cents_currency: str
    minus: tuple[str, ...]
    usual: str
    alone: frozenset[str]
    followers: tuple[str, ...]
    held_in: tuple[str, ...]
    balances: tuple[str, ...]
    close: frozenset[str]
    particle_verbs: tuple[str, ...]
    between: tuple[str, ...]
    between_endings: tuple[str, ...]
    joined_by: tuple[str, ...]
    up_to: tuple[str, ...]
    change: tuple[str, ...]
    between_two: tuple[str, ...]
    halves: tuple[str, ...]
    currencies: dict[str, tuple[str, ...]]
    bounds: dict[Bound, tuple[str, ...]]
    bounds_after: dict[Bound, tuple[str, ...]]
    periods: dict[Period, PeriodWords]
    numerals: dict[str, int]
    magnitudes: tuple[Unit, ...]
    units: tuple[Unit, ...]


class HeadingWords(Words):
    """What the words of a heading over persons say of those below it."""

    present: frozenset[str]
    deciding: frozenset[str]
    serving: frozenset[str]
    not_: frozenset[str] = Field(alias="not")
    attending: frozenset[str]
    weak: frozenset[str]
    member: frozenset[str]
    substitute: frozenset[str]
    absent: frozenset[str]
    called: frozenset[str]
    presenter: frozenset[str]
    filler: frozenset[str]


class AttendeeListWords(Words):
    """What stands in a list of persons besides the persons; lang/*/attendees.toml."""

    ordinals: tuple[str, ...]
    ends: tuple[str, ...]
    signatures: tuple[str, ...]
    items_label: tuple[str, ...]
    signing: frozenset[str]
    minute_keepers: frozenset[str]
    party_columns: frozenset[str]
    name_columns: frozenset[str]
    number_columns: frozenset[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    board_members: frozenset[str]
    columns: frozenset[str]
    attendance_lists: tuple[str, ...]
    replaces: tuple[str, ...]
    remarks: tuple[str, ...]
    absences: tuple[str, ...]
    sides: tuple[str, ...]
    no_post: frozenset[str]
    away: frozenset[str]
    crosses: tuple[str, ...]
    from_item: tuple[str, ...]
    to_item: tuple[str, ...]
    item: tuple[str, ...]
    part_of: tuple[str, ...]
    on_behalf: tuple[str, ...]
    unfinished: tuple[str, ...]
    small_words: frozenset[str]
    clock: tuple[str, ...]
    item_and: tuple[str, ...]
    within: tuple[str, ...]
    representing: tuple[str, ...]
    organisation_endings: tuple[str, ...]


class ElectionWords(Words):
    """How the minutes tell that somebody holds an office of the meeting; lang/*/attendees.toml."""

    verbs: tuple[str, ...]
    to: tuple[str, ...]
    to_adjust: tuple[str, ...]
    adjusted_by: tuple[str, ...]
    adjusts: tuple[str, ...]
    next: tuple[str, ...]
    leads: tuple[str, ...]
    keeps: tuple[str, ...]
    minutes: tuple[str, ...]
    was: tuple[str, ...]
    beside: tuple[str, ...]
    and_: tuple[str, ...] = Field(alias="and")
    proposes: tuple[str, ...]
    proposal: tuple[str, ...]
    election: tuple[str, ...]
    of_any_body: frozenset[str]
    of_body: tuple[str, ...]
    this_meeting: tuple[str, ...]
    lives: tuple[str, ...]
    elsewhere: tuple[str, ...]


class AttendeeWords(Words):
    """Who was at the meeting; lang/*/attendees.toml says what each list holds."""

    headings: HeadingWords
    # Keys: the meeting roles of the schema, and "serving", a substitute who takes part in the decisions.
    roles: dict[str, tuple[str, ...]]
    office_headings: dict[str, tuple[str, ...]]
    words: AttendeeListWords
    elections: ElectionWords


class ViewerWords(Words):
    """Web viewers of documents: lang/*/viewers.toml says what each list holds."""

    openings: tuple[str, ...]
    lines: tuple[str, ...]
    page: tuple[str, ...]
    clauses: tuple[str, ...]
    heads: tuple[str, ...]


class StatementWords(Words):
    """Who acts in a sentence: lang/*/statements.toml says what each list holds."""

    titles: tuple[str, ...]
    addresses: tuple[str, ...]
    officers: tuple[str, ...]
    groups: tuple[str, ...]
    group_nouns: tuple[str, ...]
    group_endings: tuple[str, ...]
    joints: tuple[str, ...]
    others: tuple[str, ...]
    supports: tuple[str, ...]
    adverbs: tuple[str, ...]
    group_ends: tuple[str, ...]


class ProposalWords(Words):
    """What members propose at the meeting: lang/*/proposals.toml says what each list holds."""

    claims: tuple[str, ...]
    moves: tuple[str, ...]
    moved: tuple[str, ...]
    moves_on: tuple[str, ...]
    suggestions: tuple[str, ...]
    bodies: tuple[str, ...]
    movers: tuple[str, ...]
    requests: tuple[str, ...]
    requested: tuple[str, ...]
    passives: tuple[str, ...]
    papers: tuple[str, ...]
    papers_by: tuple[str, ...]
    clauses: tuple[str, ...]
    stands: tuple[str, ...]
    nominations: tuple[str, ...]
    elsewhere: tuple[str, ...]
    joining: tuple[str, ...]
    clause_openers: tuple[str, ...]
    joined: tuple[str, ...]
    pronouns: tuple[str, ...]
    links: tuple[str, ...]


class TitleWords(Words):
    """What documents are called, and what stands in their titles."""

    words: tuple[str, ...]
    between: tuple[str, ...]
    joiners: tuple[str, ...]
    number: tuple[str, ...]
    numbered: tuple[str, ...]
    other_dates: tuple[str, ...]


class BodyWords(Words):
    """How bodies and meetings are named."""

    endings: tuple[str, ...]
    meetings: tuple[str, ...]
    no_bodies: frozenset[str]
    owners: tuple[str, ...]
    protocols: tuple[str, ...]
    adjectives: tuple[str, ...]
    go_on: tuple[str, ...]
    go_on_with: tuple[str, ...]
    go_on_bare: tuple[str, ...]
    go_on_without: tuple[str, ...]
    before_name: frozenset[str]
    deciding: tuple[str, ...]
    kinds: dict[BodyKind, tuple[str, ...]]


class PlaceWords(Words):
    """What surrounds a place, and what makes it none of this world."""

    prepositions: tuple[str, ...]
    intro: tuple[str, ...]
    leftovers: tuple[str, ...]
    digital: tuple[str, ...]
    hybrid: tuple[str, ...]
    physical: tuple[str, ...]
    and_digital: tuple[str, ...]


class MeetingTimeWords(Words):
    """What opens, interrupts and closes a meeting."""

    pauses: tuple[str, ...]
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    subject: tuple[str, ...]
    end_words: tuple[str, ...]


class AdjustmentWords(Words):
    """How minutes are adjusted."""

    electronic: tuple[str, ...]
    immediate: tuple[str, ...]
    verbs: tuple[str, ...]
    whole: tuple[str, ...]
    subjects: tuple[str, ...]
    items: tuple[str, ...]
    at_once: tuple[str, ...]
    not_at_once: tuple[str, ...]
    nouns: tuple[str, ...]
    not_later: tuple[str, ...]
    announced: tuple[str, ...]
    chosen: tuple[str, ...]


class MeetingWords(Words):
    """The cover page: lang/*/meeting.toml says what each list holds."""

    labels: dict[str, tuple[str, ...]]
    bodies: BodyWords
    title: TitleWords
    place: PlaceWords
    times: MeetingTimeWords
    adjustment: AdjustmentWords
    countries: dict[Country, tuple[str, ...]]


class OrganisationWords(Words):
    """Names and codes of organisations: lang/*/organisations.toml."""

    before_name: tuple[str, ...]
    whole_before_name: tuple[str, ...]
    after_name: tuple[str, ...]
    whole_names: tuple[str, ...]
    seats: tuple[str, ...]
    boards: tuple[str, ...]
    acronyms: tuple[str, ...]
    of_place: tuple[str, ...]
    adjectives: tuple[str, ...]
    no_name: frozenset[str]
    number_labels: tuple[str, ...]
    kinds: dict[OrganisationKind, tuple[str, ...]]
    regions: dict[str, str]
    municipalities: dict[str, str]


class ReservationWords(Words):
    """Dissent and conflicts of interest: lang/*/reservations.toml says what each list holds."""

    reserve: tuple[str, ...]
    oneself: tuple[str, ...]
    hand_in: tuple[str, ...]
    handed_in: tuple[str, ...]
    reservations: tuple[str, ...]
    notes: tuple[str, ...]
    opinions: tuple[str, ...]
    goes_on: tuple[str, ...]
    note_phrases: tuple[str, ...]
    take_part: tuple[str, ...]
    abstain: tuple[str, ...]
    negations: tuple[str, ...]
    decisions: tuple[str, ...]
    past: tuple[str, ...]
    undone: tuple[str, ...]
    by: tuple[str, ...]
    conflict: tuple[str, ...]
    replaced: tuple[str, ...]
    relative: tuple[str, ...]
    no_conflict: tuple[str, ...]
    conflict_verbs: tuple[str, ...]
    items: tuple[str, ...]


class DocumentWords(Words):
    """How documents name themselves and their parts; ``lang/sv/documents.toml``."""

    governors: frozenset[str]
    held: frozenset[str]
    calls: tuple[str, ...]
    titles: dict[DocumentType, tuple[str, ...]]
    signs: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[str, ...]]


class SentenceWords(Words):
    """What ends no sentence; ``lang/sv/sentences.toml``."""

    abbreviations: frozenset[str]
    closing: frozenset[str]
    open_words: frozenset[str]


class OutcomeVerbs(Words):
    """The verbs of one outcome: active before a body, passive anywhere, infinitive after "att", supine after "har"."""

    active: tuple[str, ...]
    passive: tuple[str, ...]
    infinitive: tuple[str, ...]
    supine: tuple[str, ...] = ()


class DecisionWords(Words):
    """How decisions are worded; ``lang/sv/decisions.toml`` says what each list holds."""

    bodies: tuple[str, ...]
    short_bodies: tuple[str, ...]
    decide: dict[str, tuple[str, ...]]
    propose: dict[str, tuple[str, ...]]
    adverbs: tuple[str, ...]
    outcomes: dict[Outcome, OutcomeVerbs]
    weak: frozenset[str]
    brief: frozenset[str]
    not_decided: tuple[str, ...]
    elections: tuple[str, ...]
    continuations: frozenset[str]
    governors: frozenset[str]
    takes_att: tuple[str, ...]
    as_proposed: tuple[str, ...]
    proposals: tuple[str, ...]
    concluding: tuple[str, ...]
    ordered: tuple[str, ...]
    subordinators: frozenset[str]
    determiners: frozenset[str]
    undecided: tuple[str, ...]
    telling: tuple[str, ...]
    members: tuple[str, ...]
    indefinite: tuple[str, ...]
    filed: tuple[str, ...]
    choosing: frozenset[str]
    adjusting: tuple[str, ...]
    negations: tuple[str, ...]
    applications: tuple[str, ...]
    money: tuple[str, ...]
    auxiliaries: frozenset[str]
    findings: dict[str, tuple[str, ...]]
    offices: tuple[str, ...]
    listed: tuple[str, ...]
    member_verbs: tuple[str, ...]
    assemblies: tuple[str, ...]
    deadlines: tuple[str, ...]


class MovementWords(Words):
    """Who comes and goes during the meeting: lang/*/movements.toml says what each list holds."""

    arrives: tuple[str, ...]
    enters: tuple[str, ...]
    comes: tuple[str, ...]
    comes_to: tuple[str, ...]
    leaves: tuple[str, ...]
    goes: tuple[str, ...]
    left_by: tuple[str, ...]
    noted_coming: tuple[str, ...]
    noted_going: tuple[str, ...]
    away: tuple[str, ...]
    takes_part: tuple[str, ...]
    meetings: tuple[str, ...]
    rooms: tuple[str, ...]
    parted: tuple[str, ...]
    to: tuple[str, ...]
    again: tuple[str, ...]
    after_meeting: tuple[str, ...]
    after_going: tuple[str, ...]
    serves: tuple[str, ...]
    steps_in: tuple[str, ...]
    replaces: tuple[str, ...]
    replaced_by: tuple[str, ...]
    surely_replaced_by: tuple[str, ...]
    in_place_of: tuple[str, ...]
    pronouns: tuple[str, ...]
    possessives: tuple[str, ...]
    in_place: tuple[str, ...]
    place_of: tuple[str, ...]
    offices: tuple[str, ...]
    as_substitute: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    up_to: tuple[str, ...]
    this_item: tuple[str, ...]
    during: tuple[str, ...]
    for_item: tuple[str, ...]
    perhaps: tuple[str, ...]
    elsewhere: tuple[str, ...]
    members: tuple[str, ...]
    there: tuple[str, ...]
    number_of: tuple[str, ...]


class VoteSideWords(Words):
    """How each side of a division is called."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    abstain: tuple[str, ...]
    absent: tuple[str, ...]


class PlainVoteWords(Words):
    """Votes counted for and against, without yes and no."""

    for_: tuple[str, ...] = Field(alias="for")
    against: tuple[str, ...]
    joints: tuple[str, ...]
    before_pair: tuple[str, ...]
    gets: tuple[str, ...]
    elects: tuple[str, ...]
    things: tuple[str, ...]


class RollWords(Words):
    """Who voted how."""

    votes: tuple[str, ...]
    cast: tuple[str, ...]
    gives: tuple[str, ...]
    to: tuple[str, ...]
    following: tuple[str, ...]
    no_ballot: tuple[str, ...]
    attachment: tuple[str, ...]
    lists: tuple[str, ...]
    crosses: tuple[str, ...]


class VoteMeaningWords(Words):
    """What a yes and a no stand for."""

    is_: tuple[str, ...] = Field(alias="is")
    whoever: tuple[str, ...]
    if_no: tuple[str, ...]
    then: tuple[str, ...]


class VoteMethodWords(Words):
    """How the votes were given."""

    casting: tuple[str, ...]
    secret: tuple[str, ...]
    lot: tuple[str, ...]


class VoteWords(Words):
    """Counted divisions: lang/*/votes.toml says what each list holds."""

    context: tuple[str, ...]
    asked: tuple[str, ...]
    numbers: tuple[tuple[str, ...], ...]
    tens: tuple[str, ...]
    units: tuple[str, ...]
    between: tuple[str, ...]
    sides: VoteSideWords
    plain: PlainVoteWords
    roll: RollWords
    means: VoteMeaningWords
    method: VoteMethodWords


class TableWords(Words):
    """Tables of figures: lang/*/tables.toml says what each list holds."""

    totals: tuple[str, ...]
    subtotals: tuple[str, ...]
    results: tuple[str, ...]
    units: tuple[str, ...]
    unit_lead: tuple[str, ...]
    not_figures: frozenset[str]
    vote_columns: frozenset[str]
    responsible: frozenset[str]
    captions: tuple[str, ...]


class SignatureWords(Words):
    """Who signs and how: lang/*/signatures.toml says what each list holds."""

    roles: tuple[str, ...]
    blocks: tuple[str, ...]
    openers: tuple[str, ...]
    ends: tuple[str, ...]
    marks: tuple[str, ...]
    leads: tuple[str, ...]
    certificates: tuple[str, ...]


class Statute(Words):
    """A statute: its number in the Swedish Code of Statutes, what it is called, and from when to when it is in force."""

    number: str = Field(pattern=r"^\d{4}:\d+$")
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    since: datetime.date | None = None
    until: datetime.date | None = None


class ReferenceWords(Words):
    """What minutes refer to: lang/*/references.toml says what each list holds."""

    case_labels: tuple[str, ...]
    own: tuple[str, ...]
    kinds: tuple[str, ...]
    chapter: tuple[str, ...]
    collection: tuple[str, ...]
    joiners: tuple[str, ...]
    ordinals: tuple[str, ...]
    section_parts: tuple[str, ...]
    union_acts: tuple[str, ...]
    unions: tuple[str, ...]
    decided: tuple[str, ...]
    decision_fillers: tuple[str, ...]
    decisions_and: tuple[str, ...]
    bodies: dict[str, tuple[str, ...]]
    series: dict[str, tuple[str, ...]]
    attachments: tuple[str, ...]
    documents: tuple[str, ...]
    dated: tuple[str, ...]
    foreign: tuple[str, ...]
    statutes: tuple[Statute, ...]


class Demand(Words):
    """One thing that an act asks for: lang/*/law.toml."""

    element: str
    section: str | None = None
    severity: Literal["info", "warning"] = "warning"
    bodies: tuple[BodyKind, ...] = ()
    count: int = 1
    days: int = 0


class Act(Words):
    """A statute (or custom) on minutes: whom it binds, since and until when, and what it asks for."""

    name: str
    countries: tuple[Country, ...]
    kinds: tuple[OrganisationKind, ...]
    since: datetime.date | None = None
    until: datetime.date | None = None
    verified: bool = False
    eased: tuple[BodyKind, ...] = ()
    demands: tuple[Demand, ...]


class LawPhrases(Words):
    """Words that what the law asks for is recognised by."""

    extracts: tuple[str, ...]
    elsewhere: tuple[str, ...]
    quorum: tuple[str, ...]
    belongs: dict[OrganisationKind, tuple[str, ...]]


class LawWords(Words):
    """What the law asks of minutes: lang/*/law.toml says what each list holds."""

    acts: tuple[Act, ...]
    words: LawPhrases


class Language(Words):
    """All the words of one language, subject by subject."""

    code: str
    sentences: SentenceWords
    decisions: DecisionWords
    documents: DocumentWords
    law: LawWords
    meeting: MeetingWords
    organisations: OrganisationWords
    references: ReferenceWords
    signatures: SignatureWords
    statements: StatementWords
    proposals: ProposalWords
    reservations: ReservationWords
    movements: MovementWords
    votes: VoteWords
    viewers: ViewerWords
    amounts: AmountWords
    furniture: FurnitureWords
    attendees: AttendeeWords
    names: NameWords
    people: PeopleWords
    personal: PersonalWords
    segments: SegmentWords
    dates: DateWords
    tables: TableWords


@cache
def load(code: str) -> Language:
    """The language *code* (BCP 47, ``sv``), validated.

    Raises:
        FileNotFoundError: there is no folder for it.
        pydantic.ValidationError: a file lacks a key or has one that no model has.
    """
    subjects = {name: tomllib.loads(content) for name, content in _files(code)}
    return Language.model_validate({"code": code, **subjects})


def _files(code: str) -> Iterator[tuple[str, str]]:
    """The files of a language, by subject: their names and what they hold."""
    folder = resources.files("extractors") / "lang" / code
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml"), file.read_text("utf-8")


@cache
def vocabulary(code: str) -> frozenset[str]:
    """Every word that stands in quotation marks in the files of a language: evidence of what a damaged word was.

    >>> {"protokoll", "sammanträdesprotokoll", "mötet"} <= vocabulary("sv")
    True
    """
    quoted = (match[1] for _, content in _files(code) for match in re.finditer(r'"([^"\n]*)"', content))
    return frozenset(word for phrase in quoted for word in re.findall(r"[^\W\d_]{2,}", phrase))


def drawn_together(content: str) -> str:
    """*content* with what a typewriter spaced out for emphasis drawn together at the right of its place; all offsets stay.

    >>> drawn_together("P R O T O K O L L, fört")
    '        PROTOKOLL, fört'
    """
    return _SPACED.sub(lambda match: match[0].replace(" ", "").rjust(len(match[0])), content)


_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){4,}[^\W\d_](?!\w)")


def whole_words(phrases: Iterable[str]) -> str:
    """A pattern for any of *phrases* as data, where no word goes on at either end.

    >>> bool(re.search(whole_words(["ja", "nej"]), "12 nej"))
    True
    """
    return rf"(?<!\w){alternatives(phrases)}(?!\w)"


def phrase(words: str) -> str:
    """A pattern for *words* as data: escaped, any white space between them.

    >>> phrase("miljoner kr.")
    'miljoner\\\\s+kr\\\\.'
    """
    return r"\s+".join(re.escape(word) for word in words.split())


def alternatives(phrases: Iterable[str]) -> str:
    """A pattern for any of *phrases*, the longest first, so that one which begins with another is read whole.

    They share what they have in common at the start: a passage is given up at the first letter that none goes on with.

    >>> alternatives(["kr", "kronor", "öre"])
    '(?:(?=[kö])(?:kr(?:onor|)|öre))'
    """
    return _alternatives(tuple(phrases))


@cache
def _alternatives(phrases: tuple[str, ...]) -> str:
    letters = [
        [letter for word in words.split() for letter in (r"\s+", *map(re.escape, word))][1:]
        for words in sorted(set(phrases), key=lambda w: (-len(w), w))
    ]
    first = "".join(dict.fromkeys(word[0] for word in letters if word))
    pattern = f"(?:{'|'.join(_branches(letters))})"
    # All in one group, so that a quantifier may follow.
    return rf"(?:(?=[{first}]){pattern})" if first and all(letters) else pattern


def _branches(words: Sequence[Sequence[str]]) -> list[str]:
    """Patterns for *words*, given letter by letter and the longest first, one for all that begin with the same letter."""
    alike: dict[str, list[Sequence[str]]] = {}
    for word in words:
        if word:
            alike.setdefault(word[0].casefold(), []).append(word)
    branches = []
    for group in alike.values():
        if len({word[0] for word in group}) == 1:
            ends = _branches([word[1:] for word in group])
            branches.append(group[0][0] + (ends[0] if len(ends) == 1 else f"(?:{'|'.join(ends)})"))
        else:
            # Parted by their case, they would no longer be tried the longest first where case is ignored.
            branches += map("".join, group)
    return branches if all(words) else [*branches, ""]
