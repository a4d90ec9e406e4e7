"""What OCR misreads mended, where the document itself shows what it should be: before the first offset exists.

``$ 12`` or ``8 12`` between § 11 and § 13 is § 12; ``Sunnerdah1`` is ``Sunnerdahl`` if that is what the name is elsewhere;
``2O31-03-12`` is a date. What nothing bears out stays as it was read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from pipeline.layout import Placed, rows_of
from pipeline.readers.scanned import ScannedPage

# Letters that Swedish does not have and names in Sweden hardly do; the engine knows all of Latin script.
_FOREIGN = str.maketrans("āăãâǎĀĂÃÂōŏőõŌŎŐÕėęěĖĘĚśŚťŤļĻċĊìĩīı", "åååååÅÅÅÅööööÖÖÖÖeeeEEEsStTlLcCiiii")
# What is taken for § in type of all kinds, from the surest to what may be a figure or a letter as well.
_SIGN = re.compile(r"(?P<sure>§{1,2}\.?)|(?P<strong>[$&]{1,2}|[$§&8S5]{2})|(?P<weak>[8Ss5B369gE])")
_WEIGHTS = {"sure": 3, "strong": 2, "weak": 1}
# Behind the number some write the year: § 27/31.
_TAIL = r"(?P<tail>(?:/\d{2}(?:\d{2})?)?[.,:]?)$"
_JOINED = re.compile(rf"(?P<sign>[§$&8S5s])(?P<number>\d{{1,3}}|[\dlIOoTtSBZ]{{2,3}}){_TAIL}")
_NUMBER = re.compile(rf"(?P<number>\d{{1,4}}|[\dlIOoTtSBZ|]{{1,4}}){_TAIL}")
_DIGITS = str.maketrans("lI|tTOoSBZ", "1111700582")
# A run of items is one if its signs are so sure together: two sure ones, a sure and a weak one, four weak ones.
_LEAST_WEIGHT = 4
# A run goes on over as many items whose signs were not seen, less one.
_GAPS = (1, 2, 3)
# Between § and its number there is no more white than this, in heights of letters.
_NEAR = 3
# The letters of the body that some put before §: KS § 12.
_BODY = re.compile(r"[A-ZÅÄÖ]{2,6}$")
_MARK = re.compile(r"(?P<number>\d{1,2}|[lI|TSB])(?P<tail>[.)]?)$")
_LETTERS = {"l": "1", "I": "1", "|": "1", "T": "17", "S": "5", "B": "8"}
_STATED = re.compile(r"(?<![\d-])(\d{1,3})[-–—](\d{1,3})(?![\d-])")
_SEVERAL = re.compile(r"(?:[§$&8S5s3]{2}|[$&])$")
_RANGE = re.compile(r"\d{1,3}(?:[-–—]\d{1,3})?[.,;:)]?$")

_MINUS = re.compile(r"[—–−](?=\d)")
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?")
_DATE = re.compile(r"(?=.*[OoIl|])([\dOoIl|]{4})-([\dOoIl|]{2})-([\dOoIl|]{2})(?=\W*$)")
_CLOCK = re.compile(r"[Kk][1I|!]\.?$")
_TIME = re.compile(r"\d{1,2}[.:]\d\d|\d{1,2}\b")
# A word less sure than this may be another one that stands elsewhere, read there with more confidence than that.
_UNSURE = 0.85
_SURE = 0.9
_SHORTEST = 4
# One letter, read twice.
_TWICE = re.compile(r"å[àâá]|[àâá]å")
# Inside a word small print has it for å; alone it says what each costs.
_GRAVE = re.compile(r"[àÀ](?=\w)|(?<=\w)[àÀ]")
# What looks alike: small letters and figures, dots lost or seen.
_ALIKE = str.maketrans("åäáàâãöóòôéèëüú01l|!íì5", "aaaaaaooooeeeuuoiiiiiis")


def mended(pages: Sequence[ScannedPage]) -> list[ScannedPage]:
    """The pages of one document that OCR made, with what is shown to be wrong set right; the rectangles stay."""
    words = [[word._replace(text=_written(word.text)) for word in page.placed.words] for page in pages]
    changes = _items(words)
    kept = [_kept(page, page_words, changes) for page, page_words in zip(pages, words, strict=True)]
    texts = [[changes.get(id(word), word.text) for word, _ in page_words] for page_words in kept]
    confidences = [[confidence for _, confidence in page_words] for page_words in kept]
    lexicon = _lexicon(texts, confidences)
    return [
        ScannedPage(
            replace(
                page.placed,
                words=[
                    word._replace(text=text)
                    for (word, _), text in zip(page_words, _spelled(page_texts, sure, lexicon), strict=True)
                ],
            ),
            tuple(sure),
            failure=page.failure,
        )
        for page, page_words, page_texts, sure in zip(pages, kept, texts, confidences, strict=True)
    ]


def _kept(page: ScannedPage, words: list[Placed], changes: dict[int, str]) -> list[tuple[Placed, float]]:
    """The words of a page with their confidences, without those that were doubted and are no item."""
    confidences = page.confidences or (0.0,) * len(words)
    both = enumerate(zip(words, confidences, strict=True))
    return [(word, sure) for index, (word, sure) in both if index not in page.doubted or id(word) in changes]


def _written(text: str) -> str:
    """With the letters and signs that Swedish is written with: what is typed over an underline has it as a letter."""
    text = _TWICE.sub("å", text).translate(_FOREIGN).replace("_", " ").strip() or text
    return "-" + text[1:] if _MINUS.match(text) else text


# --- the numbers of items -------------------------------------------------------------------------------------------


class _Sign(NamedTuple):
    """What may be the § of an item: the word, the word of its number (the same where they are joined), and how sure.

    A number *alone*, whose § was not seen, is in no run; it may fill what a run leaves out.
    """

    word: Placed
    number_word: Placed
    number: int | None
    tail: str
    weight: int
    alone: bool = False


def _items(words: list[list[Placed]]) -> dict[int, str]:
    """The texts of the words that are the § and the number of an item, by the word's identity."""
    starts = [line for page in words for line in _starts(page)]
    signs = [sign for line in starts if (sign := _sign(line))]
    changes: dict[int, str] = {}
    numbers = _numbered(signs, _ranges(words))
    for index, number in numbers.items():
        sign = signs[index]
        if sign.word is sign.number_word:
            changes[id(sign.word)] = f"§ {number}{sign.tail}"
        else:
            changes[id(sign.word)] = "§"
            changes[id(sign.number_word)] = f"{number}{sign.tail}"
    if numbers:
        low, high = min(numbers.values()), max(numbers.values())
        for page in words:
            changes.update(_mentions(page, low, high, changes))
    else:
        changes.update(_listed(starts))
    return changes


def _starts(words: list[Placed]) -> Iterator[list[Placed]]:
    """The first words of each line, in reading order; without the letters of the body that stand before some §."""
    for row in rows_of(words):
        line = [word for fragment in row.fragments for word in fragment.words][:4]
        yield line[1:] if len(line) > 1 and _BODY.match(line[0].text) else line


def _sign(line: list[Placed]) -> _Sign | None:
    first, *others = line
    if joined := _JOINED.match(first.text):
        kind = _SIGN.match(joined["sign"])
        weight = _WEIGHTS[kind.lastgroup or ""] if kind else 0
        # "812" bears nothing out itself: it is a figure unless its neighbours are items.
        return _Sign(first, first, _figure(joined["number"]), joined["tail"], weight if weight > 1 else 0)
    if others and (number := _NUMBER.match(others[0].text)) and (kind := _SIGN.fullmatch(first.text)):
        near = others[0].x0 - first.x1 < _NEAR * first.height
        if near:
            weight = _WEIGHTS[kind.lastgroup or ""]
            return _Sign(first, others[0], _figure(number["number"]), number["tail"], weight)
    if (alone := _NUMBER.match(first.text)) and (not others or others[0].text[0].isupper()):
        return _Sign(first, first, _figure(alone["number"]), alone["tail"], 0, alone=True)
    return None


def _figure(text: str) -> int | None:
    digits = text.translate(_DIGITS)
    return int(digits) if digits.isdigit() else None


def _ranges(words: list[list[Placed]]) -> set[tuple[int, int]]:
    """The ranges of numbers that the document states: ``Paragrafer 71-78``."""
    found = (_STATED.search(word.text) for page in words for word in page)
    return {(int(stated[1]), int(stated[2])) for stated in found if stated}


def _numbered(signs: list[_Sign], ranges: set[tuple[int, int]]) -> dict[int, int]:
    """Which of the signs are items, and their numbers: those in runs that count on, and those that fill what a run leaves out.

    Type in which every § is an 8 has no sure one: such a run is one if the document states its first and last number.
    """
    before: dict[int, int] = {}
    weights: dict[int, int] = {}
    ends: dict[int, int] = {}
    for index, sign in enumerate(signs):
        if sign.number is None or sign.alone:
            continue
        previous = next((ends[sign.number - gap] for gap in _GAPS if sign.number - gap in ends), None)
        weights[index] = sign.weight + (weights[previous] if previous is not None else 0)
        if previous is not None:
            before[index] = previous
        # Of two that may carry the same number the surer one goes on.
        if sign.number not in ends or weights[index] >= weights[ends[sign.number]]:
            ends[sign.number] = index
    numbers: dict[int, int] = {}
    # "835" behind § 34 is the last item if the document states that it ends there.
    stated_ends = {last for _, last in ranges}
    surest = sorted(weights, key=lambda at: (-weights[at], -max(stated_ends & {signs[at].number}, default=0)))
    for last in surest:
        run = [last]
        while run[-1] in before:
            run.append(before[run[-1]])
        stated = (signs[run[-1]].number, signs[last].number) in ranges
        sure = weights[last] >= _LEAST_WEIGHT or stated
        if sure and len(run) > 1 and not any(index in numbers for index in run):
            numbers |= {index: signs[index].number or 0 for index in run}
            for low, high in pairwise(sorted(run)):
                numbers.update(_filled(signs, low, high))
    return numbers


def _filled(signs: list[_Sign], low: int, high: int) -> Iterator[tuple[int, int]]:
    """What stands between two items of a run and carries the number that the run leaves out."""
    first, last = signs[low].number or 0, signs[high].number or 0
    for number in range(first + 1, last):
        between = [index for index in range(low + 1, high) if _may_be(signs[index], number, signs[low], signs[high])]
        if len(between) == 1:
            yield between[0], number


def _may_be(sign: _Sign, number: int, *others: _Sign) -> bool:
    """Whether a sign is the item of that number: its own is that or cannot be read, and it stands where the others do."""
    places = [place for other in others for place in (other.word.x0, other.number_word.x0)]
    # Where § was not seen the number stands a little to the right of it.
    aligned = min(abs(sign.word.x0 - place) for place in places) < _NEAR * sign.word.height
    return aligned and (sign.number == number or (sign.weight > 0 and sign.number != number and not sign.tail))


def _listed(starts: list[list[Placed]]) -> Iterator[tuple[int, str]]:
    """The number of a list that was taken for letters: ``l.`` before ``2.``, ``T.`` between ``6.`` and ``8.``"""
    marks = [(line[0], mark) for line in starts if len(line) > 1 and (mark := _MARK.match(line[0].text))]
    for index, (word, mark) in enumerate(marks):
        if mark["number"].isdigit():
            continue
        before, after = (_neighbour(marks, index, way) for way in (-1, 1))
        number = after - 1 if after else None
        if number and (before or 0) == number - 1 and str(number) in _LETTERS.get(mark["number"], ""):
            yield id(word), f"{number}{mark['tail']}"


def _neighbour(marks: list[tuple[Placed, re.Match[str]]], index: int, way: int) -> int | None:
    place = index + way
    return int(marks[place][1]["number"]) if 0 <= place < len(marks) and marks[place][1]["number"].isdigit() else None


def _mentions(words: list[Placed], low: int, high: int, changes: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Items named in the text: ``S3 98-101`` for §§ 98–101, ``$ 12`` for § 12."""
    for word, after in pairwise(words):
        if id(word) in changes or not _SEVERAL.match(word.text) or not _RANGE.match(after.text):
            continue
        numbers = [int(number) for number in re.findall(r"\d+", after.text)]
        if all(low <= number <= high for number in numbers) and (len(numbers) > 1 or word.text in "$&"):
            yield id(word), "§§" if len(numbers) > 1 else "§"


# --- letters and figures --------------------------------------------------------------------------------------------


class _Lexicon(NamedTuple):
    """How words of the document are spelled: by what they look like, and how often each stands there for sure."""

    spellings: dict[str, Counter[str]]
    years: frozenset[str]


def _shape(text: str) -> str:
    return text.lower().translate(_ALIKE).replace("rn", "m").replace("vv", "w")


def _lexicon(texts: list[list[str]], confidences: Sequence[Sequence[float]]) -> _Lexicon:
    spellings: dict[str, Counter[str]] = {}
    years = set()
    for page, sure in zip(texts, confidences, strict=True):
        for text, confidence in zip(page, sure, strict=True):
            core = _CORE.search(text)
            if core and confidence >= _SURE and len(core[0]) >= _SHORTEST and not _GRAVE.search(core[0]):
                spellings.setdefault(_shape(core[0]), Counter())[core[0]] += 1
                years.update(re.findall(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", core[0]))
    return _Lexicon(spellings, frozenset(years))


def _spelled(texts: list[str], confidences: Sequence[float], lexicon: _Lexicon) -> Iterator[str]:
    """The words of a page as the rest of the document spells them."""
    for text, confidence, after in zip(texts, confidences, [*texts, ""][1:], strict=True):
        if found := _DATE.search(text):
            yield text[: found.start()] + _dated(found, lexicon) + text[found.end() :]
        elif _CLOCK.match(text) and _TIME.match(after):
            yield text[0] + "l" + text[2:]
        elif (core := _CORE.search(text)) and (
            _GRAVE.search(core[0]) or (confidence < _UNSURE and len(core[0]) >= _SHORTEST)
        ):
            yield text[: core.start()] + _known(core[0], lexicon) + text[core.end() :]
        else:
            yield text


def _dated(found: re.Match[str], lexicon: _Lexicon) -> str:
    year, month, day = (part.translate(_DIGITS) for part in found.groups())
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return found[0]
    return f"{year}-{month}-{day}" if year in lexicon.years else found[0]


def _known(word: str, lexicon: _Lexicon) -> str:
    """The one spelling that the document has for sure of what looks like *word*, or *word*; ``àr`` is ``år`` if it has none."""
    spellings = lexicon.spellings.get(_shape(word), Counter())
    alike = [known for known in spellings if known[0].isupper() == word[0].isupper() or not word[0].isalpha()]
    if not alike:
        return _GRAVE.sub(lambda grave: "å" if grave[0].islower() else "Å", word)
    return alike[0] if len(alike) == 1 else word
