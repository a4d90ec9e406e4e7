"""Organisations and bodies, as titles and page heads name them.

Organisations: ``Lundaviks kommun``, ``LUNDAVIKS KOMMUN``, ``Region Mittlanda``, ``Samordningsförbundet Östra Ådalen``,
``Finnås samordningsförbund``, ``Bygdeföreningen Norräng Framåt``, ``Bostadsrättsföreningen Linden``.
Bodies: ``Kommunstyrelsens arbetsutskott``, ``Barn- och utbildningsnämnden``, ``Nämnden för arbete och välfärd``, ``årsstämma``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from stdnum.se import orgnr

from extractors.language import BodyWords, Language, OrganisationWords, alternatives, phrase
from extractors.people import UPPER, persons
from schemas.meeting import BodyKind, OrganisationKind
from schemas.text import Span

_PART_BEFORE = re.compile(rf"(?<![\w-])(?:[{UPPER}][\w-]+ )*[{UPPER}][\w-]+s \Z")
_CHAIN = r"(?:\w+-,?[ ]+(?:(?:och|samt|&)[ ]+)?){0,3}"


@dataclass(frozen=True)
class Named:
    """A name in a text: its place, and how it is written in a record (no shouting, no genitive)."""

    span: Span
    name: str


# --- bodies ----------------------------------------------------------------------------------------------------------


def bodies(content: str, start: int, end: int, language: Language) -> list[Named]:
    """The bodies and meetings named in ``content[start:end]``, in order.

    >>> from extractors.language import load
    >>> text = "PROTOKOLL Kommunstyrelsens arbetsutskott, Nämnden för arbete och välfärd, Direktionens protokoll"
    >>> [body.name for body in bodies(text, 0, len(text), load("sv"))]
    ['Kommunstyrelsens arbetsutskott', 'Nämnden för arbete och välfärd', 'Direktionen']
    """
    words = language.meeting.bodies
    found = []
    for match in _body_pattern(words).finditer(content, start, end):
        noun = match["noun"].casefold()
        stop = match.end("noun")
        shouted = match["noun"].isupper()
        if (match["more"] and noun in words.go_on and match["more"].isupper() == shouted) or (
            match["part"] and noun in words.before_name
        ):
            stop = match.end()
        elif noun in words.no_bodies:
            if not match["owner"]:
                continue
            # "Distriktsstyrelsens möte": the one whose meeting it is.
            stop = match.start("owner") + len(match["owner"].rstrip()) - 1
        begin = match.start()
        # "Ekhagens stadsdelsnämnd": the part of the town may stand before.
        if noun in words.before_name and (part := _PART_BEFORE.search(content, start, begin)):
            begin = part.start()
        found.append(Named(Span(begin, stop), spoken(content[begin:stop])))
    return found


@cache
def _body_pattern(words: BodyWords) -> re.Pattern[str]:
    adjective = rf"(?:{alternatives(words.adjectives)}[ ]+)*"
    owner = rf"(?P<owner>{_CHAIN}\w*{alternatives(words.owners)}[ ]+)?"
    ending = alternatives((*words.endings, *words.meetings))
    # "Direktionens protokoll", "Styrelseprotokoll": the first part tells who met.
    met = rf"(?:(?=s?{alternatives(words.protocols)}(?!\w))|s(?=[ ]{alternatives(words.protocols)}(?!\w))|(?![\w/-]))"
    what = rf"(?!{alternatives(words.go_on_without)}\b)(?-i:[a-zåäö]+|[{UPPER}]{{3,}})"
    more = rf"(?P<more>[ ]{alternatives(words.go_on_with)}[ ]{what}(?:(?:,[ ]|-?[ ]och[ ]|[ ]){what}){{0,5}})"
    capital = rf"(?-i:[{UPPER}])[\w-]+"
    part = rf"(?P<part>(?:[ ](?!{alternatives(words.protocols)}\b){capital}){{1,3}})"
    return re.compile(
        rf"(?<![\w-]){adjective}{owner}{adjective}{_CHAIN}{adjective}(?P<noun>\w*{ending}){met}(?:{more}|{part})?", re.I
    )


def spoken(name: str) -> str:
    """The name without shouting and with a capital first.

    >>> spoken("BARN- OCH UTBILDNINGSNÄMNDEN"), spoken("årsstämma")
    ('Barn- och utbildningsnämnden', 'Årsstämma')
    """
    name = " ".join(name.split())
    name = name.lower() if name.isupper() else name
    return name[:1].upper() + name[1:]


# --- organisations ---------------------------------------------------------------------------------------------------


def organisations(content: str, start: int, end: int, language: Language) -> list[Named]:
    """The organisations named by their kind in ``content[start:end]``, in order.

    >>> from extractors.language import load
    >>> text = "LUNDAVIKS KOMMUN, Region Mittlanda och Bygdeföreningen Norräng Framåts styrelsemöte"
    >>> [named.name for named in organisations(text, 0, len(text), load("sv"))]
    ['Lundaviks kommun', 'Region Mittlanda', 'Bygdeföreningen Norräng Framåt']
    """
    found: list[Named] = []
    position = start
    while match := _organisation_pattern(language).search(content, position, end):
        begin, stop = match.span()
        if match["kind"]:
            begin = _municipal(content, match, language)
        elif content[stop - 1] == "s" and _meets(language).match(content, stop, end):
            stop -= 1
        found.append(Named(Span(begin, stop), _name(content[begin:stop], bool(match["kind"]), language.organisations)))
        position = match.end()
    return found


@cache
def _organisation_pattern(language: Language) -> re.Pattern[str]:
    words = language.organisations
    body = alternatives((*language.meeting.bodies.endings, *language.meeting.bodies.meetings))
    word = (
        rf"(?!(?i:{alternatives(words.no_name)})\b)(?!(?i:\w*{body}s?)\b)"
        rf"[{UPPER}][\w'’&]*(?:-[{UPPER}\d][\w'’]*)*"
    )
    name = rf"{word}(?:[ ](?:i[ ])?{word}|[ ]läns?\b|[ ]\d{{1,3}}(?![\w./:-]))"
    acronym = alternatives(words.acronyms)
    before = alternatives(words.before_name)
    after = alternatives(words.after_name)
    adjective = rf"(?:(?i:{alternatives(words.adjectives)})[ ])?"
    return re.compile(
        # "Liberala ungdomsförbundet Norr", "Studentkåren vid Norrby högskola"; the genitive of "Lundaviks kommuns styrelse" is no
        # part of the name.
        rf"(?<![\w-])(?:(?:(?:[{UPPER}][a-zåäö]+a[ ](?=[a-zåäö]))?(?i:\w*{before}|{alternatives(words.whole_before_name)})|{acronym})"
        rf"[ ](?:i[ ]|vid[ ])?{name}{{0,4}}(?:[ ]{alternatives(words.seats)}(?!\w))?"
        # "Norrby kommuns barnavårdsnämnd", in a title of old over two lines.
        rf"|{name}{{0,3}}?(?:[ ]|\n(?=[a-zåäö])){adjective}(?P<kind>(?i:\w*{after})|{acronym}))"
        rf"(?:(?!\w|-(?!och\b))|(?=[sS](?:[ ](?i:\w*{body})(?!\w)|{_meets(language).pattern})))"
    )


def stacked(content: str, start: int, end: int, language: Language) -> Named | None:
    """The organisation whose name is set on two lines, alone or in a page head's first column.

    >>> from extractors.language import load
    >>> text = "LUNDAVIKS\\tPROTOKOLL\\nSAMORDNINGSFÖRBUND\\t1 (3)"
    >>> stacked(text, 0, len(text), load("sv")).name
    'Lundaviks samordningsförbund'
    """
    for match in _stacked_pattern(language).finditer(content, start, end):
        written = f"{match['upper']} {match['lower']}"
        whole = _organisation_pattern(language).fullmatch(written)
        # "Föreningen" over who is there, the day or the street.
        if not match["owner"] and (
            language.people.words.intersection(match["lower"].split()) or persons(written, 0, len(written), language)
        ):
            continue
        if whole and bool(whole["kind"]) == bool(match["owner"]):
            span = Span(match.start("upper"), match.end("lower"))
            return Named(span, _name(written, bool(whole["kind"]), language.organisations))
    return None


@cache
def _stacked_pattern(language: Language) -> re.Pattern[str]:
    """A genitive over the kind of organisation, or its kind over its name; other columns may stand beside them."""
    kinds = alternatives(language.organisations.before_name)
    owner = rf"(?P<owner>(?:[{UPPER}][\w-]*[ ]){{0,2}}[{UPPER}][\w-]*[sS])"
    return re.compile(
        rf"^[ ]*(?P<upper>{owner}|(?i:\w*{kinds}))[ ]*(?:\t[^\n]*)?\n[ ]*(?P<lower>[^\W\d_][^\t\n\d]{{1,60}}?)[ ]*(?=[\t\n]|\Z)",
        re.M,
    )


@cache
def _meets(language: Language) -> re.Pattern[str]:
    """A meeting after a name in the genitive: ``Linnéföreningens`` before `` ordinarie årsmöte``."""
    words = language.meeting.bodies
    held = alternatives((*words.endings, *words.meetings))
    return re.compile(rf"(?i:\s+(?:u\.p\.a\.\s+)?(?:{alternatives(words.adjectives)}\s+)*\w*{held}(?!\w))")


def _municipal(content: str, match: re.Match[str], language: Language) -> int:
    """Where the name of a municipality begins, if words before it (a street, a person) were taken with it."""
    words = language.organisations
    starts = [
        match.start() + part.start() for part in re.finditer(r"\S+", content[match.start() : match.start("kind")])
    ]
    for start in starts:
        if _genitive(content[start : match.start("kind")].strip(), words):
            return start
    return match.start()


def of_board(content: str, start: int, end: int, language: Language) -> Named | None:
    """The organisation on whose board the minutes are announced: ``Lundaviks kommuns digitala anslagstavla``."""
    words = language.organisations
    board = re.compile(
        rf"(?<![\w-])(?P<name>(?:[{UPPER}][\w-]+ ){{1,3}}{alternatives(words.after_name)})s (?:\w+ ){{0,2}}{alternatives(words.boards)}"
    )
    match = board.search(content, start, end)
    return Named(Span(*match.span("name")), match["name"]) if match else None


def code(name: str, language: Language) -> str | None:
    """SCB's code of the municipality or region called *name*, if there is one.

    >>> from extractors.language import load
    >>> code("Malå kommun", load("sv")), code("Region Halland", load("sv")), code("Lundaviks kommun", load("sv"))
    ('2418', '13', None)
    """
    words = language.organisations
    region = next((code for region, code in words.regions.items() if region.casefold() == name.casefold()), None)
    if region:
        return region
    base, _, kind = name.rpartition(" ")
    return _genitive(base, words) if kind.casefold() in ("kommun", "stad") else None


def official_name(code: str, language: Language) -> str:
    """What the municipality or region of *code* is called today.

    >>> from extractors.language import load
    >>> official_name("0186", load("sv")), official_name("13", load("sv"))
    ('Lidingö kommun', 'Region Halland')
    """
    words = language.organisations
    regions = [name for name, of in words.regions.items() if of == code]
    return regions[0] if regions else next(f"{name} kommun" for name, of in words.municipalities.items() if of == code)


def kind(name: str, language: Language) -> OrganisationKind | None:
    """What the organisation called *name* is, told by how its name begins or ends.

    >>> from extractors.language import load
    >>> kind("Samordningsförbundet Östra Ådalen", load("sv")), kind("Brf Linden", load("sv")), kind("Lundaviks kommun", load("sv"))
    ('coordination', 'housing', 'municipality')
    """
    found = (kind for kind, pattern in _kind_patterns(language.organisations) if pattern.search(name))
    return next(found, None)


@cache
def _kind_patterns(words: OrganisationWords) -> tuple[tuple[OrganisationKind, re.Pattern[str]], ...]:
    def pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
        name = "|".join((r"\w*" if form.startswith("-") else "") + phrase(form.removeprefix("-")) for form in forms)
        return re.compile(rf"\A(?:{name})(?!\w)|(?<!\w)(?:{name})\Z", re.I)

    return tuple((kind, pattern(forms)) for kind, forms in words.kinds.items())


def body_kind(name: str, language: Language) -> BodyKind | None:
    """What the body called *name* is, told by the end of its name.

    >>> from extractors.language import load
    >>> body_kind("Kommunstyrelsens arbetsutskott", load("sv")), body_kind("Nämnden för arbete och välfärd", load("sv"))
    ('committee', 'board')
    """
    # What a body is for stands after its name: "Nämnden för ...", "Stadsdelsnämnden Norra Viken".
    for word in reversed(name.casefold().split()):
        for kind, endings in language.meeting.bodies.kinds.items():
            if word.endswith(endings):
                return kind
    return None


def numbers(content: str, start: int, end: int, language: Language) -> list[tuple[Span, bool]]:
    """The organisation numbers printed behind their label in ``content[start:end]``, and whether the check digit is right.

    >>> from extractors.language import load
    >>> text = "Org.nr 802002-4280, organisationsnummer: 802002-4281"
    >>> [(text[span.start : span.end], right) for span, right in numbers(text, 0, len(text), load("sv"))]
    [('802002-4280', True), ('802002-4281', False)]
    """
    return [
        (Span(*match.span("number")), orgnr.is_valid(match["number"].replace("–", "-")))
        for match in _number_pattern(language.organisations).finditer(content, start, end)
    ]


@cache
def _number_pattern(words: OrganisationWords) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){alternatives(words.number_labels)}\.?\s*:?\s*(?P<number>\d{{6}}[-–]?\d{{4}})(?!\d)", re.I
    )


def _genitive(base: str, words: OrganisationWords) -> str | None:
    """The code of the municipality called *base*, with the genitive of its official name or without, or with one too many."""
    codes, name = _codes(words), base.casefold()
    return codes.get(name) or codes.get(f"{name}s") or codes.get(name.removesuffix("s"))


@cache
def _codes(words: OrganisationWords) -> dict[str, str]:
    return {name.casefold(): code for name, code in words.municipalities.items()}


def _name(written: str, kind_last: bool, words: OrganisationWords) -> str:
    """*written* without shouting, its white space folded.

    Args:
        kind_last: the last word is a common noun, as in "LUNDAVIKS KOMMUN".
    """
    parts = written.split()
    if not written.isupper():
        name = " ".join(parts)
        return name[:1].upper() + name[1:]
    nouns = {"LÄN", "LÄNS", "I", "OCH", *(word.upper() for word in words.adjectives)}
    if kind_last:
        nouns.add(parts[-1])
    return " ".join(_calm(part, part in nouns, words) for part in parts)


def _calm(word: str, noun: bool, words: OrganisationWords) -> str:
    if word in words.acronyms:
        return word
    return word.lower() if noun else "-".join(piece.capitalize() for piece in word.split("-"))


# --- titles ----------------------------------------------------------------------------------------------------------


def parties(content: str, start: int, end: int, language: Language) -> list[Named]:
    """Those who met, where a title says between whom: ``mellan Föreningen Linden/\\nHus AB och Norrhem måndagen``."""
    words = language.meeting.title
    between = re.compile(rf"\b{alternatives(words.between)}\s+", re.I).search(content, start, end)
    if between is None:
        return []
    found: list[Named] = []
    party = re.compile(
        rf"(?:\w*{alternatives(language.organisations.before_name)}[ ])?(?-i:[{UPPER}])[\w'’&-]*(?:[ ](?-i:[{UPPER}])[\w'’&-]*)*",
        re.I,
    )
    joiner = re.compile(rf"\s*{alternatives(words.joiners)}\s*", re.I)
    position = between.end()
    while match := party.match(content, position, end):
        found.append(Named(Span(*match.span()), _name(match[0], False, language.organisations)))
        joined = joiner.match(content, match.end(), end)
        if not joined:
            break
        position = joined.end()
    return found if len(found) > 1 else []


def seat(content: str, start: int, end: int, language: Language) -> Named | None:
    """The place after a body that only a municipality has, where a title of old says no more of it.

    >>> from extractors.language import load
    >>> text = "Protokoll, hållet vid sammanträde med stadsfullmäktige i Norrhamn torsdagen den 8 mars 1956"
    >>> seat(text, 0, len(text), load("sv")).name
    'Norrhamn'
    """
    bodies = alternatives(language.organisations.of_place)
    name = re.compile(rf"(?i:\b{bodies}s?)\s+i\s+(?P<name>[{UPPER}][\w-]+)(?!\w)").search(content, start, end)
    return Named(Span(*name.span("name")), name["name"]) if name else None


def titled(content: str, start: int, end: int, language: Language) -> Named | None:
    """The organisation beside a meeting in a title, whatever its name: ``Styrelsemöte 3 - Norra Sverige``, ``Lindens årsmöte``."""
    name = rf"[{UPPER}][\w'’&]*(?:[ ][{UPPER}][\w'’&]*)*"
    for body in bodies(content, start, end, language):
        before, after = content[start : body.span.start], content[body.span.end : end]
        match = re.match(rf"[ ]?(?:nr[ ])?\d{{0,4}}[ ][-–|:][ ](?P<name>{name})$", after)
        if match:
            begin = body.span.end + match.start("name")
        elif (match := re.fullmatch(rf"(?P<name>{name})[ ][-–|:][ ]", before)) or (
            match := re.search(rf"(?:^|[a-zåäö] )(?P<name>{name})(?=s $)", before)
        ):
            begin = start + match.start("name")
        else:
            continue
        if not any(word.casefold() in language.organisations.no_name for word in match["name"].split()):
            return Named(Span(begin, begin + len(match["name"])), _name(match["name"], False, language.organisations))
    return None
