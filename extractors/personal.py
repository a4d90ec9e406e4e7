"""Personal data that are told by their form: numbers of persons, telephones, mail and street addresses, traces of signing services.

``19850412-1234``, ``850412-1234`` (also with a check digit that is wrong), ``131052-308T``; ``070-123 45 67``, ``+46 8 123 456 78``;
``anna@exempel.se``; ``Storgatan 12, 123 45 Hällmora``; ``192.0.2.17``, ``2031-03-05 08:14:27``, long serial numbers.

Not ``556677-8899`` (an organisation), ``KS 2031/914``, ``1998:899``, ``12 500 000 kr``, ``Hällmora 1:23``, ``väg 226``, ``123-4567`` (a bank giro). Where a form is
doubtful it counts as personal: whoever asks wants to leave them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, NamedTuple
from unicodedata import decimal

from stdnum import luhn

from extractors.language import Language, alternatives, whole_words
from extractors.people import UPPER, persons
from schemas.text import Span

Kind = Literal["number", "phone", "mail", "address", "trace"]
# So far from a number the name of whom it is may stand.
_BESIDE = 120
# A label is looked for so far before a number that may be something else.
_LABEL = 40


# Those of other scripts, and the wide ones of East Asia.
_OTHER_FIGURES = re.compile(r"(?![0-9])\d")


class Personal(NamedTuple):
    """A place with personal data."""

    start: int
    end: int
    kind: Kind


def find(content: str, language: Language) -> list[Personal]:
    """The personal data in *content*, in order; places of different kinds may overlap."""
    content = _OTHER_FIGURES.sub(lambda figure: str(decimal(figure[0])), content)
    found = [
        *_numbers(content, language),
        *(Personal(*span, "phone") for span in _phones(content, language)),
        *(Personal(*span, "mail") for span in _mails(content, language)),
        *(Personal(*span, "address") for span in _addresses(content, language)),
        *(Personal(*match.span(), "trace") for match in _trace(language).finditer(content)),
    ]
    return sorted(found)


# --- numbers of persons ----------------------------------------------------------------------------------------------

# Letters that OCR and typists put for figures.
_FIGURES = str.maketrans("OoQDlI|!SBZ", "00001111582")
_FIGURE = r"[0-9OoQDlI|!SBZ]"
_DASH = r"[-+–—‐‑−－~=•·]"
_BLANK = r"[^\S\n]"
# A line may end anywhere in it.
_SIX_OR_EIGHT = rf"(?:{_FIGURE}\n?){{5}}(?:(?:{_FIGURE}\n?){{2}})?{_FIGURE}"
# Of those without a number of their own ("T123"), and where the last figures are hidden, the day of birth is still there.
_HIDDEN = "[XxNn*•.?_#]"
_LAST = (
    rf"(?:{_FIGURE}\n?{_FIGURE}[ ]?\n?{_FIGURE}\n?{_FIGURE}|[A-Z]{{1,2}}\d{{2,3}}|\d\d[A-Z]{{2}}"
    rf"|{_HIDDEN}{{4}}|{_HIDDEN}{{2}}\d\d|\d\d{_HIDDEN}{{2}})"
)
_BREAK = rf"{_BLANK}?\n?{_BLANK}?"
_JOINT = rf"{_BREAK}{_DASH}{{1,2}}{_BREAK}"
# What may stand for the hyphen, and has other uses.
_OTHER_JOINT = rf"{_BLANK}?[.:/_]{_BLANK}?|{_BLANK}|\n"
_PERSONAL_NUMBER = re.compile(
    # 850412-1234, 19850412 - 1234, broken over a line; 8504121234.
    rf"(?<!\d)(?P<day>{_SIX_OR_EIGHT})(?P<joint>{_JOINT}|{_OTHER_JOINT}|)(?P<last>{_LAST})(?!\d)"
    # 85 04 12-1234, 1985 04 12 - 1234, 1985-04-12-1234; 1985 0412-1234, 8504-12-1234.
    rf"|(?<!\d)(?P<spaced>(?:\d\d)?\d\d(?P<gap>[ ./-])\d\d(?P=gap)\d\d|(?P<odd>\d{{4}}[ -]\d{{4}}|\d{{4}}-\d\d))"
    rf"(?P<joint2>{_JOINT}|{_BLANK})(?P<last2>\d\d ?\d\d)(?!\w|[-.]\d)"
    # 8 5 0 4 1 2 - 1 2 3 4.
    rf"|(?<!\d)(?P<wide>\d(?:[ ]\d){{5}}(?:(?:[ ]\d){{2}})?)(?P<joint3>[ ]?{_DASH}[ ]?)(?P<last3>\d(?:[ ]\d){{3}})(?!\w)"
)
# 850412- at the end of a cell, the rest of it in one of the next line.
_CUT_NUMBER = re.compile(
    rf"(?<!\d)(?P<day>(?:\d\d)?\d{{6}}[ ]?{_DASH})[ ]?(?=[\t\n])[^\n]{{0,300}}\n(?:[^\n\t]{{0,80}}\t){{0,8}}?(?P<last>\d{{4}})(?![\d-])"
)
# 131052-308T.
_FINNISH_NUMBER = re.compile(
    rf"(?<!\w)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-+–A-FU-Ya-fu-y]{_BREAK}\d{{3}}[0-9A-FHJ-NPR-Ya-fhj-npr-y](?!\w)"
)
_FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def _numbers(content: str, language: Language) -> Iterator[Personal]:
    for match in _PERSONAL_NUMBER.finditer(content):
        if _is_number(content, match, language):
            yield Personal(*match.span(), "number")
    for match in _CUT_NUMBER.finditer(content):
        if _is_day(re.sub(r"\D", "", match["day"])):
            yield Personal(*match.span("day"), "number")
            yield Personal(*match.span("last"), "number")
    for match in _FINNISH_NUMBER.finditer(content):
        if _is_finnish(match[0]):
            yield Personal(*match.span(), "number")
    for match in _labelled_number(language).finditer(content):
        figures = re.sub(r"\D", "", match["number"])
        if len(figures) >= 6 and not _is_organisation(figures):
            yield Personal(*match.span("number"), "number")
    for match in _born(language).finditer(content):
        yield Personal(*match.span("day"), "number")


def _is_number(content: str, match: re.Match[str], language: Language) -> bool:
    """Whether it is a person's; where its form has other uses, only with a right check digit or a label."""
    day = match["day"] or match["spaced"] or match["wide"]
    joint = next(one for one in match.group("joint", "joint2", "joint3") if one is not None)
    written = match["last"] or match["last2"] or match["last3"]
    last = re.sub(r"\s", "", written)
    figures = re.sub(r"\D", "", day.translate(_FIGURES))
    # Two or three letters in the place of figures are misread, more of them are another thing.
    if not _is_day(figures) or sum(map(str.isdigit, day + last)) < len(figures):
        return False
    is_joined = bool(re.search(_DASH, joint))
    if not is_joined and content[match.end() : match.end() + 1].isalnum():
        return False
    if not is_joined and not joint and not match["spaced"]:
        return not _is_sum(content, match.end(), language)
    # An ISO day and a number behind a blank, or such a day and a range: a time, a year.
    if match["gap"] == "-" and joint.strip() != joint:
        return _is_labelled(content, match.start(), language)
    # A range of days may go on with another number.
    is_range = " " in written and not match["wide"] and content[match.end() : match.end() + 2].strip().isdigit()
    if is_joined and not is_range and "-" not in (match["odd"] or ""):
        return True
    behind = last.translate(_FIGURES)
    if behind.isdigit() and luhn.is_valid(figures[-6:] + behind):
        return True
    return _is_labelled(content, match.start(), language)


def _is_day(figures: str) -> bool:
    """Whether they are a day of birth: of a coordination number sixty days later, of an organisation never.

    >>> _is_day("850412"), _is_day("19850472"), _is_day("556677"), _is_day("16556677")
    (True, True, False, False)
    """
    if len(figures) == 8 and figures[:2] not in ("18", "19", "20"):
        return False
    month, day = int(figures[-4:-2]), int(figures[-2:])
    return len(figures) in (6, 8) and 1 <= month <= 12 and 1 <= (day - 60 if day > 60 else day) <= 31


def _is_finnish(written: str) -> bool:
    """Whether a number of Finland's form is one: figures alone, and small letters, may also be another number's.

    >>> _is_finnish("131052-308T"), _is_finnish("131052-3080"), _is_finnish("131052a308t")
    (True, False, True)
    """
    number = re.sub(r"[\W_]", "", written)
    is_right = _FINNISH[int(number[:6] + number[-4:-1]) % 31] == number[-1].upper()
    return is_right or (number.isupper() and not number.isdigit())


def _is_organisation(figures: str) -> bool:
    """Whether they are an organisation's, with a right check digit: its third one is never that of a month.

    >>> _is_organisation("5566778899"), _is_organisation("8513121234")
    (True, False)
    """
    own = figures[2:] if len(figures) == 12 and figures.startswith("16") else figures
    return len(own) == 10 and own[2] >= "2" and luhn.is_valid(own)


def _is_labelled(content: str, start: int, language: Language) -> bool:
    return bool(_label(language).search(content, max(0, start - _LABEL), start))


def _labels(language: Language) -> str:
    """What says that a person's number follows, and what may stand between."""
    words = language.personal
    return rf"{whole_words(words.number_labels)}(?:[\s:.*#]|{whole_words(words.number_fillers)}|\([^()\n]{{0,20}}\)?)*"


@cache
def _label(language: Language) -> re.Pattern[str]:
    return re.compile(rf"{_labels(language)}\Z", re.I)


@cache
def _labelled_number(language: Language) -> re.Pattern[str]:
    """A number after such a label, also of a form that none has: a month that there is not, a reserve number of a hospital."""
    return re.compile(
        rf"(?i:{_labels(language)})(?P<number>(?:[A-Z]{{1,4}}[ -]?)?\d(?:[ .+*–-]{{0,3}}[\dXx*]){{5,13}}(?:[ ]?-?[ ]?[A-Z]{{1,3}}\d{{0,3}}[A-Z]{{0,2}})?)(?!\w)"
    )


def _is_sum(content: str, end: int, language: Language) -> bool:
    return bool(_unit(language).match(content, end))


@cache
def _unit(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"\s?{alternatives((*language.amounts.before_sum, *(word for unit in language.amounts.units for word in unit.words)))}(?!\w)",
        re.I,
    )


@cache
def _born(language: Language) -> re.Pattern[str]:
    month = alternatives(word for names in language.dates.months for word in names)
    day = (
        r"(?:(?:18|19|20)\d\d|\d\d)(?P<mark>[-. ]?)(?:0[1-9]|1[0-2])(?P=mark)[0-3]\d"
        r"|[0-3]?\d[./][01]?\d[./ -](?:(?:18|19|20)\d\d|\d\d)"
        rf"|[0-3]?\d(?:\.|:[ae])?\s+{month}\s+(?:18|19|20)\d\d"
    )
    return re.compile(
        rf"(?<![\w.]){alternatives(language.personal.born)}[\s:]*(?<=[\s:.])(?P<day>{day})(?![\d-])", re.I
    )


def names_beside(content: str, number: Personal, language: Language) -> list[Span]:
    """The name next to a personal identity number: ``Anna Berg, 850412-1234``; behind it only in its line or after a label."""
    line = Span(max(0, number.start - _BESIDE), min(len(content), number.end + _BESIDE))
    gap = _gap(language)
    before = [
        person.name
        for person in persons(content, line.start, number.start, language, listed=True)
        if gap.fullmatch(content, person.span.end, number.start)
    ]
    behind = [
        person.name
        for person in persons(content, number.end, line.end, language, listed=True)[:1]
        if gap.fullmatch(content, number.end, person.name.start)
        and (
            "\n" not in content[number.end : person.name.start]
            or re.search(r"\w", content[number.end : person.name.start])
        )
    ]
    nearest = before[-1:]
    if nearest and (family := _FAMILY.search(content, line.start, nearest[0].start)):
        nearest = [Span(family.start("name"), nearest[0].end)]
    # A number follows its name, where one stands on either side; in a list of numbers and names the one before is of the line before.
    if nearest and not (behind and "\n" in content[nearest[0].end : number.start]):
        return nearest
    if nearest or behind:
        return [*nearest, *behind]
    capitals = _capitals(language).search(content, line.start, number.start)
    return [Span(*capitals.span("name"))] if capitals else []


# "Berg, " before "Anna Maria", where nothing else is before it.
_FAMILY = re.compile(rf"(?:^|[\n\t;:.(])[ ]*(?P<name>[{UPPER}][^\W\d_]+(?:[- ][{UPPER}][^\W\d_]+)?),[ ]\Z")


@cache
def _capitals(language: Language) -> re.Pattern[str]:
    """Words with capitals before a number, which hardly are anything but a name: ``Berg, Anna 850412-1234``."""
    word = rf"[{UPPER}][^\W\d_]*(?:[-'’][^\W\d_]+)*"
    return re.compile(rf"(?<!\w)(?P<name>{word}(?:,?[ ]{word}){{1,3}}){_gap(language).pattern}\Z")


@cache
def _gap(language: Language) -> re.Pattern[str]:
    words = language.personal
    return re.compile(
        rf"(?:[\s,;:.()/\[\]–-]|{whole_words((*words.number_labels, *words.born, *words.beside))})*", re.I
    )


# --- telephones ------------------------------------------------------------------------------------------------------


def _phones(content: str, language: Language) -> Iterator[Span]:
    for pattern in _PHONES:
        for match in pattern.finditer(content):
            figures = sum(map(str.isdigit, match[0]))
            # "+1 500 000 000" is a change in a budget.
            is_sum = match[0].startswith("+") and _is_sum(content, match.end(), language)
            if _switchboard(language).search(content, max(0, match.start() - _LABEL), match.start()):
                continue
            if 8 <= figures <= 17 and not is_sum and not _GROUPED.fullmatch(match[0]):
                yield Span(*match.span())
    for match in _labelled_phone(language).finditer(content):
        span = Span(*match.span("extension" if match["extension"] else "phone"))
        is_own = _switchboard(language).search(content, match.start(), span.start)
        if not is_own and not _is_sum(content, span.end, language):
            yield span


def is_mobile(written: str) -> bool:
    """Whether a telephone number is that of a mobile, which somebody carries.

    >>> is_mobile("070-123 45 67"), is_mobile("+46 (0)70 123 45 67"), is_mobile("08-123 456 78")
    (True, True, False)
    """
    return re.sub(r"\D", "", written).removeprefix("00").removeprefix("46").lstrip("0").startswith("7")


# Not a tab: cells of a table are no number together.
_SPACE = r"[^\S\n\t]"
_GAP = rf"(?:{_SPACE}|\n)?"
_HYPHEN = "[-–‐‑−/]"
_BEFORE = r"(?<![\w:.,§-])(?<!\d[ /])"
_LIKE = "[0-9OolI]"
_COUNTRIES = "46|358|45|47|44|49|354|298|299|372|48"
_GROUPED: Final = re.compile(rf"\+(?!{_COUNTRIES})\d{{1,3}}(?: \d{{3}})+")


def _after_area(figures: int) -> str:
    """An area code, 0 and so many figures, and what follows: ten in all at most."""
    area = rf"0\d{{{figures}}}"
    return rf"(?:{area}{_GAP}{_HYPHEN}|\({area}\)){_GAP}\d(?:{_GAP}\d){{4,{8 - figures}}}"


_PHONES: Final = (
    # 08-123 456 78, 0123/45 67 89, (08) 123 456 78, 018-10 20 30-31; no case number "0123-45678/2031", no "01-02-2031".
    re.compile(
        rf"{_BEFORE}(?:{'|'.join(_after_area(figures) for figures in (3, 2, 1))})(?:[-–/]\d{{1,2}}(?!\d))?(?![\d-]|/(?:19|20)\d\d)"
    ),
    # 070-123 45 67 and 0701234567, whatever stands between, and misread.
    re.compile(rf"{_BEFORE}[0O][ ]?7[ ]?{_LIKE}(?:{_SPACE}?{_HYPHEN}?[.]?{_SPACE}?\n?{_LIKE}){{7}}(?![\w]|[ .,-]\d)"),
    # 08 123 456 78: of sums all parts but the first have three figures, and none begins with 0.
    re.compile(
        rf"{_BEFORE}(?=0\d[\d ]{{0,9}}? \d{{3}} )(?:08|0[1-9]\d{{1,2}})(?:{_SPACE}\d{{2,3}}){{1,3}}{_SPACE}\d\d(?!\w|[ .,:/-]\d)"
    ),
    re.compile(
        rf"(?<![\w+＋])(?:[+＋][ ]?|00)(?:{_COUNTRIES})[ .]?(?:\(0\))?(?:[ /.–‑-]{{0,3}}\d){{7,11}}(?!\w)"
        r"|(?<![\w+＋])[+＋][1-9]\d{0,2}(?:[ /.()–-]{0,3}\d){8,12}(?!\w)"
        r"|(?<![\w+.,-])467\d{8}(?!\w)"
    ),
)


@cache
def _switchboard(language: Language) -> re.Pattern[str]:
    return re.compile(rf"{whole_words(language.personal.switchboards)}[\s:.(]*\Z", re.I)


@cache
def _labelled_phone(language: Language) -> re.Pattern[str]:
    words = language.personal
    label = rf"(?<!\w){alternatives(words.phone_labels)}(?![^\W\d_])"
    between = rf"(?:[\s:.(),]|{whole_words(words.phone_places)})*"
    extension = rf"(?<!\w){alternatives(words.extension_labels)}(?![^\W\d_])"
    return re.compile(
        rf"(?i:{label}){between}(?!(?:19|20)\d\d-\d\d-\d\d)(?P<phone>[+(]?\d(?:[ ()/–-]{{0,3}}\d){{4,14}})(?!\w)"
        rf"|(?i:{extension})[\s:]*(?P<extension>\d[\d ]{{1,5}}\d|\d{{2}})(?!\w)"
    )


# --- mail ------------------------------------------------------------------------------------------------------------


def _mails(content: str, language: Language) -> Iterator[Span]:
    if not ("@" in content or _at(language).search(content)):
        return
    for match in _mail(language).finditer(content):
        if match["name"].casefold() not in language.personal.mailboxes:
            yield Span(*match.span())


@cache
def _at(language: Language) -> re.Pattern[str]:
    """What stands for "@": signs that OCR or an address of the web has for it, marks in brackets, a word by itself."""
    words = language.personal
    return re.compile(rf"[＠©®]|%40|[ ]?{alternatives(words.at)}[ ]?|[ ]{alternatives(words.at_words)}[ ]", re.I)


@cache
def _mail(language: Language) -> re.Pattern[str]:
    words = language.personal
    letter = r"[^\W_]"
    local = rf"(?:{letter}[\w.+&'-]*[.-]\n)?[\w+&][\w.+&'-]{{0,63}}"
    dot = rf"(?:\.|[ ]?{alternatives(words.dots)}[ ]?|[ ]{alternatives(words.dot_words)}[ ])"
    ending = rf"(?:{dot}[\w-]+)*(?:\n?\.\n?[a-z]{{2,3}}(?!\w)|[.,][ ]?{alternatives(words.domains)}(?!\w))?"
    domain = rf"{letter}[\w-]*(?:(?<=-)\n[\w-]+)?{ending}"
    # Without "@" an address has a dot behind what stands for it.
    hidden = rf"(?:{_at(language).pattern})(?={letter}[\w-]*{dot}[a-z])"
    return re.compile(rf"(?<![\w.+&'-])(?P<name>{local})(?:[ ]?\n?@\n?[ ]?|{hidden}){domain}", re.I)


# --- street addresses ------------------------------------------------------------------------------------------------


def _addresses(content: str, language: Language) -> Iterator[Span]:
    words = language.personal
    for match in _address(language).finditer(content):
        name = re.split(r"\s", match["street"] or match["rural"] or "")
        if name[-1].casefold() in words.no_streets or (match["rural"] and name[0].casefold() in words.boxes):
            continue
        if _property(language).search(content, max(0, match.start() - _LABEL), match.start()):
            continue
        yield Span(*match.span())
    for match in _dwelling(language).finditer(content):
        if match["care"] or match["home"].split()[0].casefold() not in words.boxes:
            yield Span(*match.span("care" if match["care"] else "home"))


@cache
def _property(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.personal.properties)}\s\Z", re.I)


_CAPITAL = rf"[{UPPER}][\w'’.-]*"
_POST = rf"(?:(?:SE|S|FI|FIN|AX)[- ]{{1,2}})?\d{{3}}[ ]?\d\d[ ]{{1,2}}{_CAPITAL}(?:[ ]{_CAPITAL})?"


@cache
def _address(language: Language) -> re.Pattern[str]:
    words = language.personal
    ending = alternatives(words.street_endings)
    beginning = alternatives(word.capitalize() for word in words.street_beginnings)
    # "Östra Storgatan", "Storgatan", "Norra esplanadgatan", "Stora torget"; "Karl Eks väg", "Karl XII:s gata".
    street = (
        rf"(?:(?:{beginning}[ ])*[{UPPER}][\w'’-]+?(?:(?<=-)\n[\w'’]*?)?(?i:{ending})|{beginning}[ ][\w'’-]*?(?i:{ending})"
        rf"|(?:{_CAPITAL}[ ]){{0,3}}{_CAPITAL}:?s[ ](?:{ending}))"
    )
    house = r"\d{1,3}(?:[ ]?[A-Za-zÅÄÖ](?!\w)(?:[ ]\d{1,3}(?!\d))?)?(?:[ ]?[-–/][ ]?\d{1,3}(?:[A-Za-z](?!\w))?)?(?![\d:])(?![ ]?[.,]\d)"
    floor = (
        r"(?:,?[ ](?:lgh|läg\.?|trappa|trappor|tr\.?|vån\.?|nb|ög|uppg\.?|bst\.?|as\.?)[ ]?\d{0,4}[A-Z]?(?!\w)"
        r"|,?[ ]\d{1,2}[ ]?tr\.?(?!\w)|[ ]1[0-4]\d\d(?!\d))*"
    )
    between = r"[ ]?[,\n]?[ ]?\n?"
    number = r"(?:nr\.?[ ])?"
    rural = rf"(?:{_CAPITAL}[ ]){{1,3}}{number}\d{{1,4}}(?:[ ]?[A-Z](?!\w))?"
    length = rf"(?![ ]?{alternatives(words.lengths)}(?!\w))"
    return re.compile(
        rf"(?<![\w-])(?:(?P<street>{street})(?:{_SPACE}{{1,2}}|\n){number}{house}{length}{floor}(?:{between}{_POST}|,[ ]\d{{3}}[ ]\d\d(?!\d))?|(?P<rural>{rural}){between}{_POST})"
    )


@cache
def _dwelling(language: Language) -> re.Pattern[str]:
    """Where somebody lives, after words that say so: a name and a number, or a name before a post code; and with whom ("c/o")."""
    name = rf"{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}}"
    street = rf"\w+{alternatives(language.personal.street_endings)}[ ]\d{{1,3}}"
    home = (
        rf"{street}|{name}[ ]\d{{1,4}}(?:[ ]?[A-Z](?!\w))?(?![\d:])|{_CAPITAL}(?:[ ][\w'’.-]+){{0,2}},?[ ]?\n?{_POST}"
    )
    said = rf"(?<!\w)(?i:{alternatives(language.personal.dwelling)})[ :\t]+"
    return re.compile(rf"{said}(?P<home>{home})|(?<!\w)(?P<care>[Cc][/.]o\.?[ ]{name})")


# --- traces ----------------------------------------------------------------------------------------------------------


@cache
def _trace(language: Language) -> re.Pattern[str]:
    octet = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
    clock = r"[0-2]?\d[:.][0-5]\d[:.][0-5]\d"
    zone = r"(?:[ ]?\(?(?:(?:UTC|GMT)?[+-]\d\d:?\d\d|UTC|GMT|Z|CES?T|MES?Z)\)?)"
    day = r"(?:(?:19|20)\d\d-[01]\d-[0-3]\d|[0-3]?\d[./-][01]?\d[./-](?:19|20)\d\d)"
    code = r"[0-9A-Za-z](?:[-:./]?[0-9A-Za-z]){3,}"
    quad = "[0-9a-fA-F]{1,4}"
    return re.compile(
        # An address of the net; "1.2.3.4" is a heading.
        rf"(?<![\w.])(?=[\d.]{{10,}}|[\d.]*\d{{3}}){octet}(?:\.{octet}){{3}}(?![\w.]*\d)"
        rf"|(?<![\w:])(?:{quad}:){{4,7}}{quad}(?![\w:])"
        rf"|(?<![\w:])(?=[\d:]*[a-fA-F]|(?:\w*:){{4}}){quad}(?::{quad}){{0,5}}::(?:{quad}(?::{quad})*)?(?![\w:])"
        # A moment to the second, or with its zone.
        rf"|(?<!\d){day}(?:T|,?[ ]|[ ]kl\.?[ ])(?:{clock}(?:[.,]\d+)?{zone}?|[0-2]\d[:.][0-5]\d{zone})(?!\w)"
        # Serial numbers, keys and hashes, by their length.
        r"|(?<!\w)[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?!\w)"
        r"|(?<!\w)(?:[0-9a-fA-F]{2}[: ]){7,}[0-9a-fA-F]{2}(?!\w)"
        r"|(?<!\w)(?=[A-Z-]{0,40}\d)(?:[0-9A-Z]{5}-){3,}[0-9A-Z]{5}(?!\w)"
        r"|(?<!\w)(?=[a-fA-F]*\d)(?:[0-9a-fA-F]{16,}|\d{14,})(?!\w)"
        # By what is said of them.
        rf"|(?i:{whole_words(language.personal.trace_labels)})[ \t]*[:#]?[ \t]*\n?(?=\S*\d)(?:{code})(?!\w)"
    )
