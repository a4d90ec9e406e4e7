"""What is said of a person beside the name: post, organisation, meeting role, items.

``1:e vice ordförande`` · ``Strateg Region Sydlandet`` · ``handledare i Växtkraft (§§ 1-4a)`` · ``kl 9-10, t.o.m. § 20`` · ``tjg ers``
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.language import Language, alternatives
from extractors.people import is_given_name
from schemas.attendee import MeetingRole


@dataclass(frozen=True)
class Facts:
    """What the words beside a name say."""

    roles: frozenset[MeetingRole] = frozenset()
    serving: bool = False
    title: str | None = None
    organisation: str | None = None
    party: str | None = None
    paragraphs: str | None = None
    # What else tells when the person was there: "kl 14.20-16.10", "ej 13".
    presence_note: str | None = None
    alias: str | None = None
    absent: bool = False


NOTHING = Facts()


@cache
def _offices(language: Language) -> dict[str, str]:
    attendees = language.attendees
    by_role = (*attendees.office_headings.items(), *attendees.roles.items())
    return {word: role for role, words in by_role for word in words}


@cache
def _ordinal(language: Language) -> re.Pattern[str]:
    return re.compile(rf"^{alternatives(language.attendees.words.ordinals)}\s+", re.I)


@lru_cache(maxsize=10_000)
def offices(said: str, language: Language) -> frozenset[str]:
    """The meeting roles (and "serving") that *said* names, if it says nothing else.

    >>> from extractors.language import load
    >>> sorted(offices("Ordförande och sekreterare", load("sv"))), offices("kommunens ordförande", load("sv"))
    (['chair', 'secretary'], frozenset())
    """
    known = _offices(language)

    def role(words: str) -> str | None:
        words = " ".join(words.lower().split()).strip(" .:")
        return known.get(words) or known.get(words + ".") or known.get(_ordinal(language).sub("", words))

    if whole := role(said):
        return frozenset({whole})
    found = [role(part) for part in _and_between(language).split(said)]
    return frozenset(name for name in found if name) if all(found) else frozenset()


@cache
def _and_between(language: Language) -> re.Pattern[str]:
    word = alternatives(language.attendees.elections.and_)
    return re.compile(rf"\s*/\s*|\s+{word}\s+(?:{word}\s+)?", re.I)


@cache
def _items_pattern(language: Language) -> re.Pattern[str]:
    words = language.attendees.words
    number = r"\d{1,4}(?:/\d{2,4})?[a-z]?(?![\w:/])"
    part = rf"(?:{alternatives(words.part_of)}\s+)?"
    numbers = rf"{part}{number}(?:\s*(?:[-–—,]|{alternatives(words.item_and)})\s*{part}(?:§+\s*)?{part}{number})*"
    edge = rf"(?P<edge>{alternatives((*words.from_item, *words.to_item, *words.part_of))})\s*"
    return re.compile(rf"(?<![\w.])(?:{edge})?{alternatives(words.item)}\s*(?P<numbers>{numbers})", re.I)


# Not the end of a telephone number.
_BARE_ITEMS = re.compile(
    r"(?:(?<=[\s,])(?<!\d\s)|^)(?P<numbers>\d{1,3}[a-z]?(?:\s*[-–,]\s*\d{1,3}[a-z]?)*)\s*[.,)]?\s*$"
)


def _paragraphs(said: str, language: Language) -> tuple[str | None, str]:
    """For which items a person was there, as written, and *said* without that.

    >>> from extractors.language import load
    >>> _paragraphs("rektor (§§ 1-4b)", load("sv")), _paragraphs("t.o.m. § 20", load("sv"))[0]
    (('1-4b', 'rektor (,)'), 't.o.m. 20')
    """
    found = list(_items_pattern(language).finditer(said)) or list(_BARE_ITEMS.finditer(said))
    stated = []
    for match in found:
        numbers = re.sub(r"\s*([-–—])\s*", r"\1", " ".join(match["numbers"].replace("§", " ").split()))
        edge = match["edge"] if "edge" in match.re.groupindex else None
        # "från § 5" and "from § 5" alone are an edge as well.
        items = f"{edge} {numbers}" if edge else numbers
        stated += [items] if items not in stated else []
        said = said.replace(match[0], ",", 1)
    return "; ".join(stated) or None, said


@cache
def _remarks(language: Language) -> re.Pattern[str]:
    words = language.attendees.words
    edge = alternatives((*words.from_item, *words.to_item))
    before = rf"(?:(?:{edge}\s*)?{alternatives(words.clock)}\s*|{edge}\s*)?"
    clock = rf"{before}\d{{1,2}}[.:]\d{{2}}(?:\s*[-–]\s*{before}\d{{1,2}}[.:]\d{{2}})?"
    hour = rf"(?:{edge}\s*)?{alternatives(words.clock)}\s*\d{{1,2}}(?![\d.:])(?:\s*[-–]\s*\d{{1,2}}(?!\d))?"
    absent = rf"{alternatives(words.absences)}(?!\w)(?:[^,;()§\d]*(?:§+\s*)?[\d][\d\s,–-]*)?[^,;()]*(?:,?\s*\(?(?:\w+\s+)?{alternatives(words.item)}\s*\d[\d\s,–-]*\)?)?"
    return re.compile(
        rf"(?<!\w)(?:(?P<presence>{absent}|{hour}|{clock})"
        rf"|{alternatives(words.remarks)}(?!\w)(?:(?!(?<!\w){edge}(?!\w))[^,;()§\d])*)",
        re.I,
    )


_FIGURE = re.compile(r"\d")
_PARTS = re.compile(r"[,;()\[\]\t\n]|\s[–—-]\s|\.\s+(?=[^\W\d_a-zåäö])")
CROSS = re.compile(r"(?:(?<=\s)|^)[xX✓](?=[\s,;]|$)")


def facts(said: str, language: Language) -> Facts:
    """What *said*, the words beside a name, tell of the person.

    >>> from extractors.language import load
    >>> found = facts("Strateg Region Halland, §§ 1-3", load("sv"))
    >>> found.title, found.organisation, found.paragraphs
    ('Strateg', 'Region Halland', '1-3')
    """
    said = " ".join(said.split(" "))
    remarks = _remarks(language)
    notes = [match["presence"] or "" for match in remarks.finditer(said)]
    rest = remarks.sub(" , ", said)
    paragraphs, rest = _paragraphs(rest, language)
    roles: set[str] = set()
    titles: list[str] = []
    organisations: list[str] = []
    party = alias = None
    absent = any(
        " ".join(part.lower().split()).strip(" .") in language.attendees.words.away for part in _PARTS.split(said)
    )
    bracketed = {match[1] for match in re.finditer(r"\(([^()]*)\)", rest)}
    for raw in _PARTS.split(CROSS.sub(" ", rest)):
        part = _without_address(" ".join(raw.split()).strip(" .:–—-…_*|"), language)
        if raw in bracketed and _says_nothing_in_brackets(part, language):
            continue
        if (held := _in_capacity(part, language)) and held[0]:
            roles |= held[0]
            part = held[1]
        words = language.attendees.words
        serving = bool(roles) and offices(part, language) == {"serving"}
        if not part or (part.lower() in {*language.people.no_party, *words.crosses, *words.ends} and not serving):
            # "Tjg" alone is the head of a column; "ersättare, tjg" is not.
            continue
        if found := offices(part, language) or offices(_and_between(language).split(part)[0], language):
            roles |= found
        elif part.upper() in language.people.parties and party is None and not organisations:
            party = part.upper()
        elif raw in bracketed and _is_alias(part, language):
            alias = part
        else:
            # "förbundschef och sekreterare"
            roles |= offices(_and_between(language).split(part)[-1], language) & {"secretary"}
            title, organisation = post(part, language)
            titles += [title] if title else []
            organisations += [organisation] if organisation else []
    return Facts(
        roles=frozenset(role for role in roles if role != "serving")
        | ({"substitute"} if "serving" in roles else set()),  # type: ignore[arg-type]
        serving="serving" in roles,
        title=", ".join(titles) or None,
        organisation=", ".join(organisations) or None,
        party=party,
        paragraphs=paragraphs,
        presence_note="; ".join(" ".join(note.split()).strip(" ,;(") for note in notes if _FIGURE.search(note)) or None,
        alias=alias,
        absent=absent,
    )


def _in_capacity(part: str, language: Language) -> tuple[frozenset[str], str]:
    """The office before a title, and the title: "såsom föredragande kommunalkamrer"."""
    words = part.split()
    said = bool(words) and words[0].lower() in language.attendees.elections.to
    words = words[1:] if said else words
    held = offices(words[0], language) if len(words) > 1 and is_title(words[-1], language) else frozenset()
    # Without "såsom", an office and a title are more often one post: "sekreterare kommunchefen".
    return held if said else held & {"presenter"}, " ".join(words[1:])


def _says_nothing_in_brackets(part: str, language: Language) -> bool:
    """Whether words in parentheses are a remark: "(informationsdelen)", but not "(socialchef)", "(ordf)", "(Vision)"."""
    return (
        part.islower()
        and not any(is_title(word, language) for word in part.split())
        and not offices(part, language)
        and part not in language.people.no_party
        and part.upper() not in language.people.parties
        and not is_organisation(part, language)
        and not _is_alias(part, language)
    )


def _is_alias(part: str, language: Language) -> bool:
    """A login in parentheses: "Anna Ek (annek)"."""
    login = re.fullmatch(r"[a-zåäö0-9_.]{2,12}", part) is not None
    return login and not is_title(part, language) and not is_organisation(part, language)


def _without_address(part: str, language: Language) -> str:
    """The words without "och" around them and without "fru", "herrar"."""
    joiner = alternatives(language.people.and_)
    words = [word for word in part.split() if word.isupper() or word.lower() not in language.people.address]
    return re.sub(rf"^{joiner}(?:\s+|$)|\s+{joiner}$", "", " ".join(words))


def is_title(word: str, language: Language) -> bool:
    """Whether a word is an office or occupation: "nämndsekreterare", "VA-ingenjör"."""
    known = language.people
    lower = word.strip(" .,:;").lower()
    return lower.endswith(known.title_endings) or lower in known.short_titles


def is_organisation(said: str, language: Language) -> bool:
    """Whether the words name a body, an authority, a company."""
    words = [word.strip(".,:;") for word in said.split()]
    people = language.people
    endings = language.attendees.words.organisation_endings
    long_endings = tuple(ending for ending in endings if len(ending) > 4)
    return bool(words) and (
        words[0] in people.entity_first
        or any(word in people.entity_last or word.lower() in endings for word in words)
        or any(word.lower().endswith(long_endings) for word in words)
    )


# "förvaltningschef, sekreterare" are parted; so many stand together in one.
_MOST_TITLES = 2
# How the names of national organisations begin: "Sveriges", "Svenska".
_ADJECTIVE = re.compile(r"\w+(?:s|ska)$")


def post(said: str, language: Language) -> tuple[str | None, str | None]:
    """Title and organisation in a piece of what is said of a person.

    >>> from extractors.language import load
    >>> post("Kommunstyrelseordförande i Norrby Kommun", load("sv")), post("handledare i Växtkraft", load("sv"))
    (('Kommunstyrelseordförande', 'Norrby Kommun'), ('handledare i Växtkraft', None))
    """
    words = said.split()
    if any(word in language.attendees.elections.verbs for word in words):
        # A sentence: "valdes till justerare".
        return None, None
    if not re.search(r"[^\W\d_]{2}", said):
        return None, None
    if words[0].lower() in language.attendees.words.on_behalf and len(words) > 1:
        if is_given_name(words[1], language):
            return None, None
        return None, " ".join(words[1:])
    titles = [index for index, word in enumerate(words) if is_title(word, language)]
    if len(titles) > _MOST_TITLES or (titles and re.search(r"\d{2}", said)):
        # A column of titles run together, or a date.
        return None, None
    at = titles[0] if titles else None
    if at is None:
        if words[0] in language.attendees.words.no_post:
            return None, None
        if is_organisation(said, language) or words[0][0].isupper():
            return None, said
        return (said, None) if words[0][0].isalpha() else (None, None)
    head, tail = words[: at + 1], words[at + 1 :]
    place = tail[1:] if tail and tail[0].lower() in language.attendees.words.within else tail
    if at == 1 and words[1][0].isupper() and words[0] in language.people.entity_first and _ADJECTIVE.match(words[0]):
        # "Sveriges Skolledare" is a union.
        return None, said
    if place and not any(word[0].isupper() for word in place):
        # "ordförande i förbundet"
        return said, None
    if place and (place is not tail or place[0][0].isupper()) and is_organisation(" ".join(place), language):
        return " ".join(head), " ".join(place)
    if at and (words[at - 1] in language.people.entity_last or words[0] in language.people.entity_first):
        return " ".join(words[at:]), " ".join(words[:at])
    return said, None
