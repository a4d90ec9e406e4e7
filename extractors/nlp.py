"""spaCy, here only: Swedish tokens, and the sentences made of them; a trained model, where a user has one.

Minutes break a line where the column ends and where a statement ends, so a line break alone says little: it ends a
sentence before a list's mark or a capital letter, unless the layout says that it is soft.
"""

from __future__ import annotations

import re
import sys
from functools import cache

import spacy
from spacy.lang.sv.stop_words import STOP_WORDS as stop_words
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Token

from extractors.language import SentenceWords
from extractors.reading import Reading
from schemas.errors import UsageError
from schemas.text import Span

# In characters. No sentence is longer; who says what in one is asked of each of its verbs and each of its names.
_LONGEST = 5_000
# As many words as spaCy's tokenizer remembers.
_REMEMBERED = 10_000

# spaCy takes signs off a word one by one: of a hundred thousand of them in a row, with the square of their number.
_NO_WORD = re.compile(r"(?<!\S)\S{300,}")
_STOP = re.compile(r"[.!?]+[\"”’»)]*$")
_STOP_ENDS = frozenset('.!?"”’»)')
_LIST_MARK = re.compile(r"(?:[-–—•*·▪]|\(?\d{1,2}[.)]|\(?[a-z]\)|[a-h]\.(?=\s+[A-ZÅÄÖ])|\d:[ea])\s+")


@cache
def _pipeline(words: SentenceWords) -> Pipeline:
    """A blank Swedish pipeline: the tokenizer with its abbreviations, none of the statistical parts."""
    del words
    pipeline = spacy.blank("sv")
    # The limit is there for statistical parts, which take memory for each word.
    pipeline.max_length = sys.maxsize
    return pipeline


@cache
def _known(words: SentenceWords) -> set[str]:
    """Words whose tokens spaCy has met alone."""
    del words
    return set()


def _tokens(content: str, words: SentenceWords) -> Doc:
    """The tokens of *content*.

    In a text spaCy remembers the tokens of no word that stands after a special case ("t.ex."), and takes three times as
    long again with the next text: so it meets each new word alone first.
    """
    pipeline, known = _pipeline(words), _known(words)
    content = _NO_WORD.sub(lambda found: "x" * len(found[0]), content)
    if len(known) < _REMEMBERED:
        new = set(content.split()) - known
        known |= new
        for word in new:
            pipeline.make_doc(word)
    return pipeline.make_doc(content)


@cache
def model(name: str) -> Pipeline:
    """The trained pipeline *name* (``sv_core_news_lg``, or a folder), which the user has installed.

    Raises:
        UsageError: there is none of that name, or it cannot be loaded.
    """
    try:
        return spacy.load(name)
    except OSError as error:
        reason = "no such spaCy model here; install it with pip (see docs/howto/trained-model.md), or leave out --model"
        raise UsageError(f"--model {name}", reason) from error


def people_seen(name: str, reading: Reading) -> list[Span]:
    """The names of persons that the trained pipeline *name* sees before the first item, where the people are listed."""
    head = reading.head
    entities = model(name)(reading.running[head.start : head.end]).ents
    # Swedish models say PRS (the tags of SUC), others PER or PERSON.
    return [
        Span(head.start + entity.start_char, head.start + entity.end_char)
        for entity in entities
        if entity.label_ in {"PRS", "PER", "PERSON"}
    ]


def sentences(reading: Reading, start: int, end: int) -> list[Span]:
    """The sentences of running text in ``[start, end)``: places without the white space around."""
    content = reading.running[start:end]
    doc = _tokens(content, reading.language.sentences)
    spans: list[Span] = []
    begin: int | None = None
    last: Token | None = None
    for token in doc:
        if token.is_space:
            if begin is not None and last is not None and _break_ends(reading, doc, token, start):
                spans.append(Span(start + begin, start + last.idx + len(last)))
                begin = None
            continue
        if (
            begin is not None
            and last is not None
            and (token.idx - begin > _LONGEST or _stop_ends(doc, last, token, reading.language.sentences))
        ):
            spans.append(Span(start + begin, start + last.idx + len(last)))
            begin = None
        if begin is None:
            begin = token.idx
        last = token
    if begin is not None and last is not None:
        spans.append(Span(start + begin, start + last.idx + len(last)))
    return spans


def _break_ends(reading: Reading, doc: Doc, space: Token, start: int) -> bool:
    """Whether white space ends a sentence: an empty line, or a line break before a list's mark or a capital letter."""
    breaks = space.text.count("\n")
    if breaks == 0:
        return False
    if space.i + 1 >= len(doc):
        return True
    following = doc[space.i + 1]
    # Not from doc.text: spaCy puts that together from all tokens each time it is asked.
    rest = reading.running[start + following.idx : start + following.idx + 12]
    if _LIST_MARK.match(rest):
        return True
    if breaks > 1:
        # In a file with an empty line after each line, small letters tell that the sentence goes on.
        return not (
            following.text[0].islower()
            and following.text != "att"
            and space.i > 0
            and doc[space.i - 1].text[-1].isalnum()
        )
    soft = start + space.idx + space.text.index("\n") in reading.text.soft_breaks
    if soft or _open_line(doc, space, reading.language.sentences):
        return False
    return following.text[0].isupper() or following.text in ("att", "Att")


def _open_line(doc: Doc, space: Token, words: SentenceWords) -> bool:
    """Whether the line before a break cannot end there: with a comma, or a word that asks for another."""
    if space.i == 0:
        return False
    before = doc[space.i - 1].text
    return before == "," or before in words.open_words


def _stop_ends(doc: Doc, last: Token, token: Token, words: SentenceWords) -> bool:
    """Whether a full stop before *token* ends a sentence, and no abbreviation, initial or number."""
    if last.text in {"”", '"', "’", "»"} and last.i and last.whitespace_ and doc[last.i - 1].text in {".", "!", "?"}:
        # "… en skola till.” Mötet fortsätter": the quotation closes behind its full stop.
        return token.text[0].isupper()
    if (
        last.text[-1] not in _STOP_ENDS
        or not _STOP.search(last.text)
        or (not last.whitespace_ and not doc[last.i + 1].is_space)
    ):
        return False
    if not (
        token.text[0].isupper()
        or token.text[0].isdigit()
        or token.text[0] in '"”’«»(§-–—•*['
        or _LIST_MARK.match(token.text)
    ):
        return False
    if re.fullmatch(r"[A-ZÅÄÖ]\.", last.text):
        return token.lower_ in stop_words
    if last.text != ".":
        # A token that keeps its full stop is an abbreviation: "t.ex.", "ordf.", unless the full stop ends more than that.
        short = last.text.rstrip(".").casefold()
        if short in words.closing:
            return token.text[0].isupper()
        return not (short in words.abbreviations or re.fullmatch(r"(?:\w{1,3}\.){1,4}", last.text))
    before = doc[last.i - 1] if last.i else None
    if before is None or before.is_space:
        return False
    if before.text.casefold() in words.abbreviations:
        return False
    # "Bengt L. valdes", "1. Budgeten": an initial, a list's number.
    at_start = before.i == 0 or doc[before.i - 1].is_space
    if len(before.text) == 1 and before.text.isupper():
        # After an initial only a word that is no name begins a sentence.
        return token.lower_ in stop_words
    return not (before.text.isdigit() and len(before.text) < 3 and at_start)
