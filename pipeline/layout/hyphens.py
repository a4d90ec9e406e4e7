"""Words cut in two at a line end: ``kommun-`` before ``styrelsen`` is one word, ``barn-`` before ``och`` is two."""

from __future__ import annotations

import re

# "kommun-" + "styrelsen" is one word; "barn-" + "och" is two; "EU-" + "projekt", "2031-" + "00047" and "två-" + "tre"
# keep the hyphen.
_OPEN_HYPHEN = re.compile(r"(?P<stem>[^\W\d_]+|\d+)[-\u00ad\u2010]\s*$")
_LONGEST_WORD = 100
# What closes behind the word goes with it, or a line would begin with a comma.
_NEXT_WORD = re.compile(r"\s*(?P<word>[\w:./-]+)(?P<marks>[,;!?)\"”]*)(?P<rest>.*)$", re.S)
_JOINING = {"och", "eller", "samt", "respektive", "till", "and", "som"}
_COUNTING = {"en", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"}


def joined_hyphen(line: str, following: str) -> tuple[str, str] | None:
    """A word that a line end cuts in two made one again: the first line with the whole word, and what is left.

    >>> joined_hyphen("inom kommun-", "styrelsen beslutar")
    ('inom kommunstyrelsen', ' beslutar')
    >>> joined_hyphen("förslaget upp-", "lästes, varpå")
    ('förslaget upplästes,', ' varpå')
    >>> joined_hyphen("inom barn-", "och ungdomsvården") is None
    True
    """
    # At the end of the line: of a thousand cut words in a row each makes it longer.
    stem = _OPEN_HYPHEN.search(line, max(0, len(line.rstrip()) - _LONGEST_WORD))
    word = _NEXT_WORD.match(following)
    if not stem or not word or word["word"] in _JOINING:
        return None
    first = word["word"][0]
    counts = stem["stem"].lower() in _COUNTING and word["word"] in _COUNTING
    letters = stem["stem"].isupper() and len(stem["stem"]) > 1
    if first.islower() and (counts or letters):
        whole = f"{stem['stem']}-{word['word']}"
    elif first.islower() and not stem["stem"].isdigit():
        whole = stem["stem"] + word["word"]
    elif first.isdigit() and stem["stem"].isdigit() and len(stem["stem"]) == 4:
        whole = f"{stem['stem']}-{word['word']}"
    else:
        return None
    return line[: stem.start()] + whole + word["marks"], word["rest"]
