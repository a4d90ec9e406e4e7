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
from typing import Literal, NamedTuple

from stdnum import luhn

from extractors.language import Language, alternatives, whole_words
from extractors.people import UPPER, persons
from schemas.text import Span

Kind = Literal["number", "phone", "mail", "address", "trace"]
# So far from a number the name of whom it is may stand.
_BESIDE = 120
# A label is looked for so far before a number that may be something else.
_LABEL = 40


class Personal(NamedTuple):
    """A place with personal data."""

    start: int
    end: int
    kind: Kind


def find(content: str, language: Language) -> list[Personal]:
    """The personal data in *content*, in order; places of different kinds may overlap."""
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
_FIGURES = str.maketrans("OoQDlI|!SB", "0000111158")
_FIGURE = r"[0-9OoQDlI|!SB]"
_DASH = r"[-+–—‐‑−]"
# A line may end anywhere in it.
_SIX_OR_EIGHT = rf"(?:{_FIGURE}\n?){{5}}(?:(?:{_FIGURE}\n?){{2}})?{_FIGURE}"
# Of those without a number of their own ("T123"), and where the last figures are hidden, the day of birth is still there.
_LAST = rf"(?:{_FIGURE}\n?{_FIGURE}\n?{_FIGURE}\n?{_FIGURE}|[A-Z]\d{{3}}|[Xx*]{{4}}|\d{{2}}[Xx*]{{2}})"
_BLANK = r"[ \t]?\n?[ \t]?"
_PERSONAL_NUMBER = re.compile(
    # 850412-1234, 19850412 - 1234, broken over a line; 8504121234.
    rf"(?<!\d)(?P<day>{_SIX_OR_EIGHT})(?P<dash>{_BLANK}{_DASH}{_BLANK}|[ \t]|\n|)(?P<last>{_LAST})(?!\w)"
    # 85 04 12-1234, 1985 04 12 - 1234, 1985-04-12-1234.
    rf"|(?<!\d)(?P<spaced>(?:\d\d)?\d\d(?P<gap>[ .-])\d\d(?P=gap)\d\d)(?P<dash2>{_BLANK}{_DASH}{_BLANK}|[ ])(?P<last2>\d{{4}})(?!\w|[-.]\d)"
    # 8 5 0 4 1 2 - 1 2 3 4.
    rf"|(?<!\d)(?P<wide>\d(?:[ ]\d){{5}}(?:(?:[ ]\d){{2}})?)(?P<dash3>[ ]?{_DASH}[ ]?)(?P<last3>\d(?:[ ]\d){{3}})(?!\w)"
    # Finland: 131052-308T.
    rf"|(?<!\w)(?P<finland>(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-+–A-FU-Y]{_BLANK}\d{{3}}[0-9A-FHJ-NPR-Y])(?!\w)"
)
_FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def _numbers(content: str, language: Language) -> Iterator[Personal]:
    for match in _PERSONAL_NUMBER.finditer(content):
        if match["finland"]:
            if _is_finnish(match["finland"]):
                yield Personal(*match.span(), "number")
            continue
        day = match["day"] or match["spaced"] or match["wide"]
        dash = next(one for one in match.group("dash", "dash2", "dash3") if one is not None)
        last = re.sub(r"\s", "", match["last"] or match["last2"] or match["last3"])
        figures = re.sub(r"\D", "", day.translate(_FIGURES))
        # Two or three letters in the place of figures are misread, more of them are another thing.
        if not _is_day(figures) or sum(map(str.isdigit, day + last)) < len(figures):
            continue
        # An ISO day and a number behind a blank, or such a day and a range: a time, a year.
        doubtful = not dash.strip()
        if doubtful and (dash or match["spaced"]):
            behind = last.translate(_FIGURES)
            if not (behind.isdigit() and luhn.is_valid(figures[-6:] + behind)) and not _labelled(
                content, match.start(), language
            ):
                continue
        if match["gap"] == "-" and dash.strip(" \n\t") != dash and not _labelled(content, match.start(), language):
            continue
        if doubtful and not dash and _is_sum(content, match.end(), language):
            continue
        yield Personal(*match.span(), "number")
    for match in _born(language).finditer(content):
        yield Personal(*match.span("day"), "number")


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
    """Whether a number of Finland's form is one: figures alone may also be another number's.

    >>> _is_finnish("131052-308T"), _is_finnish("131052-3080")
    (True, False)
    """
    number = re.sub(r"\W", "", written)
    return not number.isdigit() or _FINNISH[int(number[:6] + number[6:9]) % 31] == number[9]


def _labelled(content: str, start: int, language: Language) -> bool:
    return bool(_label(language).search(content, max(0, start - _LABEL), start))


@cache
def _label(language: Language) -> re.Pattern[str]:
    return re.compile(rf"{whole_words(language.personal.number_labels)}[\s:.(]*\Z", re.I)


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
    return re.compile(
        rf"(?<![\w.]){alternatives(language.personal.born)}(?:\s|:)+(?P<day>(?:(?:18|19|20)\d\d-?|\d\d)(?:0[1-9]|1[0-2])-?[0-3]\d(?![\d-]))",
        re.I,
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
    # A number follows its name, where one stands on either side.
    if found := before[-1:] or behind:
        return found
    capitals = _capitals(language).search(content, line.start, number.start)
    return [Span(*capitals.span("name"))] if capitals else []


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
    for match in _phone(language).finditer(content):
        span = Span(*match.span("labelled" if match["labelled"] else 0))
        figures = sum(map(str.isdigit, content[span.start : span.end]))
        if 5 <= figures <= 15 and (match["labelled"] or figures >= 8):
            yield span


@cache
def _phone(language: Language) -> re.Pattern[str]:
    gap = r"[ \n]?"
    label = whole_words(language.personal.phone_labels)
    return re.compile(
        # 08-123 456 78, 0123/45 67 89, 070-1234567; no case number "0123-45678/2031", no "01-02-2031".
        rf"(?<![\w/:.,§-])(?<!\d )0\d{{1,3}}{gap}[-–/]{gap}\d(?:{gap}\d){{4,7}}(?![\d-]|/(?:19|20)\d\d)"
        rf"|(?<![\w/:.,§-])(?<!\d )07\d(?:[ ]?\d){{7}}(?!\w)"
        rf"|(?<![\w+])(?:\+[ ]?|00)(?:46|358|45|47|44|49|354|298|299|372|48)[ ]?(?:\(0\))?(?:[ /-]{{0,3}}\d){{7,11}}(?!\w)"
        rf"|(?i:{label})[ \t]*(?:nr\.?|nummer|till|på)?[ \t]*:?[\s]*(?P<labelled>[+(]?\d(?:[ ()/–-]{{0,3}}\d){{4,14}})(?!\w)"
    )


# --- mail ------------------------------------------------------------------------------------------------------------


def _mails(content: str, language: Language) -> Iterator[Span]:
    if "@" in content or _at(language).search(content):
        yield from (Span(*match.span()) for match in _mail(language).finditer(content))


@cache
def _at(language: Language) -> re.Pattern[str]:
    return re.compile(alternatives(language.personal.at), re.I)


@cache
def _mail(language: Language) -> re.Pattern[str]:
    letter = r"[^\W_]"
    local = rf"(?:{letter}[\w.+'-]*[.-]\n)?{letter}[\w.+'-]{{0,63}}"
    domain = rf"{letter}[\w-]*(?:\.[\w-]+)*(?:\.\n[a-z]{{2,3}}(?!\w))?"
    # An address without "@" has a dot behind what stands for it.
    masked = rf"[ ]?(?i:{alternatives(language.personal.at)})[ ]?(?={letter}[\w-]*\.[a-z])"
    return re.compile(rf"(?<![\w.+'-]){local}(?:[ ]?\n?@\n?[ ]?|{masked}){domain}")


# --- street addresses ------------------------------------------------------------------------------------------------


def _addresses(content: str, language: Language) -> Iterator[Span]:
    words = language.personal
    for match in _address(language).finditer(content):
        name = re.split(r"\s", match["street"] or match["rural"])
        if name[-1].casefold() in words.no_streets or (match["rural"] and name[0].casefold() in words.boxes):
            continue
        if _property(language).search(content, max(0, match.start() - _LABEL), match.start()):
            continue
        yield Span(*match.span())


@cache
def _property(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(language.personal.properties)}\s\Z", re.I)


@cache
def _address(language: Language) -> re.Pattern[str]:
    words = language.personal
    ending = alternatives(words.street_endings)
    beginning = alternatives(word.capitalize() for word in words.street_beginnings)
    capital = rf"[{UPPER}][\w'’.-]*"
    # "Östra Storgatan", "Storgatan"; "Karl Eks väg".
    street = rf"(?:(?:{beginning}[ ])*[{UPPER}][\w'’-]+?(?i:{ending})|(?:{capital}[ ]){{0,3}}{capital}s[ ](?:{ending}))"
    house = r"\d{1,3}(?:[ ]?[A-Za-zÅÄÖ](?!\w)(?:[ ]\d{1,3}(?!\d))?)?(?:[ ]?[-–/][ ]?\d{1,3}(?:[A-Za-z](?!\w))?)?(?![\d:])(?![ ]?[.,]\d)"
    floor = r"(?:,?[ ](?:lgh|läg\.?|trappa|trappor|tr\.?|vån\.?|nb|ög|uppg\.?|bst\.?|as\.?)[ ]?\d{0,4}[A-Z]?(?!\w))*"
    post = rf"(?:(?:SE|S|FI|FIN|AX)[- ]{{1,2}})?\d{{3}}[ ]?\d\d[ ]{{1,2}}{capital}(?:[ ]{capital})?"
    between = r"[ ]?[,\n]?[ ]?\n?"
    rural = rf"(?:{capital}[ ]){{1,3}}\d{{1,4}}(?:[ ]?[A-Z](?!\w))?"
    return re.compile(
        rf"(?<![\w-])(?:(?P<street>{street})[ \n]{house}{floor}(?:{between}{post})?|(?P<rural>{rural}){between}{post})"
    )


# --- traces ----------------------------------------------------------------------------------------------------------


@cache
def _trace(language: Language) -> re.Pattern[str]:
    octet = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
    clock = r"[0-2]\d:[0-5]\d:[0-5]\d"
    code = r"[0-9A-Za-z](?:[-:./]?[0-9A-Za-z]){3,}"
    return re.compile(
        # An address of the net; "1.2.3.4" is a heading.
        rf"(?<![\w.])(?=[\d.]{{10,}}){octet}(?:\.{octet}){{3}}(?![\w.]*\d)"
        r"|(?<![\w:])(?=[0-9a-fA-F:]*::?[0-9a-fA-F:]*:)(?:[0-9a-fA-F]{1,4}:){4,7}[0-9a-fA-F]{1,4}(?![\w:])"
        r"|(?<![\w:])[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){1,5}::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?(?![\w:])"
        # A moment to the second.
        rf"|(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d[ T]{clock}(?:[.,]\d+)?(?:[ ]?\(?(?:(?:UTC|GMT)?[+-]\d\d:?\d\d|UTC|GMT|Z|CES?T)\)?)?(?!\w)"
        # Serial numbers and hashes, by their length.
        r"|(?<!\w)[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?!\w)"
        r"|(?<!\w)(?:[0-9a-fA-F]{2}[: ]){7,}[0-9a-fA-F]{2}(?!\w)"
        r"|(?<!\w)(?=[a-fA-F]*\d)(?:[0-9a-fA-F]{16,}|\d{14,})(?!\w)"
        # By what is said of them.
        rf"|(?i:{whole_words(language.personal.trace_labels)})[ \t]*[:#]?[ \t]*\n?(?=\S*\d)(?:{code})(?!\w)"
    )
