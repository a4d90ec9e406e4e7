"""The labels that Word makes and shows but does not write: ``1.``, ``§ 4``, ``a)``, ``2.1``, ``-`` for a bullet.

A paragraph has a list (``w:numId``) and a level in it, by itself or by its style. Lists that share an abstract
definition go on counting together; a level starts anew after a higher one, or where the list says so.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.readers.docx_styles import Element, Styles, W, is_on, value
from pipeline.readers.labels import bullet, formatted

_LEVELS = 9


class Numbering:
    """Counts the paragraphs of a document, in its order, and makes their labels."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = {} if root is None else {num.get(W + "numId"): num for num in root.iterfind(W + "num")}
        self._abstracts = (
            {} if root is None else {each.get(W + "abstractNumId"): each for each in root.iterfind(W + "abstractNum")}
        )
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._level = cache(self._find_level)

    def label(self, paragraph: Element) -> str:
        """The label before *paragraph*, with the blank after it; empty where it has none. Call once a paragraph, in order."""
        list_id, level, style = self._place(paragraph)
        if list_id is None or (definition := self._level(list_id, level)) is None:
            return ""
        if style is not None and (linked := self._linked_level(list_id, style)) is not None:
            level, definition = linked, self._level(list_id, linked)
        if definition is None:
            return ""
        self._count(list_id, level, definition)
        text = value(definition, "lvlText") or ""
        if value(definition, "numFmt") == "bullet":
            return bullet(text)
        label = re.sub(r"%([1-9])", lambda found: self._shown(list_id, int(found[1]) - 1, definition), text)
        return label if value(definition, "suff") == "nothing" else label.rstrip() + " " if label.strip() else ""

    def _place(self, paragraph: Element) -> tuple[str | None, int, str | None]:
        """The list, the level in it, and the style that they come from (none where the paragraph has its own)."""
        own = value(paragraph, "pPr/numPr/numId")
        level = value(paragraph, "pPr/numPr/ilvl")
        if own is not None:
            return (own if own in self._lists else None), int(level or 0), None
        for style in self._styles.of(paragraph):
            list_id = value(style, "pPr/numPr/numId")
            if list_id is not None:
                known = list_id if list_id in self._lists else None
                if level is not None:
                    return known, int(level), None
                return known, int(value(style, "pPr/numPr/ilvl") or 0), style.get(W + "styleId")
        return None, 0, None

    def _abstract(self, list_id: str) -> Element | None:
        """The abstract definition of a list, through a numbering style if it is given by one."""
        for _ in range(3):
            abstract = self._abstracts.get(value(self._lists.get(list_id), "abstractNumId"))
            linked = self._styles.list_of(value(abstract, "numStyleLink"))
            if linked is None:
                return abstract
            list_id = linked
        return None

    def _find_level(self, list_id: str, level: int) -> Element | None:
        override = self._override(list_id, level)
        own = override.find(W + "lvl") if override is not None else None
        return own if own is not None else _numbered(self._abstract(list_id), "lvl", level)

    def _override(self, list_id: str, level: int) -> Element | None:
        return _numbered(self._lists.get(list_id), "lvlOverride", level)

    def _linked_level(self, list_id: str, style: str) -> int | None:
        levels = ((level, self._level(list_id, level)) for level in range(_LEVELS))
        return next((level for level, found in levels if value(found, "pStyle") == style), None)

    def _count(self, list_id: str, level: int, definition: Element) -> None:
        abstract = self._abstract(list_id)
        key = "" if abstract is None else abstract.get(W + "abstractNumId") or ""
        counts = self._counts.setdefault(key, {})
        start = value(self._override(list_id, level), "startOverride")
        if start is not None and (list_id, level) not in self._restarted:
            self._restarted.add((list_id, level))
            counts[level] = int(start)
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = int(value(definition, "start") or 0)
        for lower in [each for each in counts if each > level]:
            # lvlRestart names the level (from 1) after which to start anew; 0 is never, and the default any higher one.
            restart = value(self._level(list_id, lower), "lvlRestart")
            if restart is None or level < int(restart):
                del counts[lower]

    def _shown(self, list_id: str, level: int, below: Element) -> str:
        definition = self._level(list_id, level)
        abstract = self._abstract(list_id)
        key = "" if abstract is None else abstract.get(W + "abstractNumId") or ""
        # A level that no paragraph has used yet stands one before its start, as Word shows it: "0.1".
        number = self._counts[key].get(level, max(int(value(definition, "start") or 0) - 1, 0))
        legal = is_on(below, "isLgl")
        return formatted(number, "decimal" if legal else value(definition, "numFmt") or "decimal")


def _numbered(parent: Element | None, tag: str, level: int) -> Element | None:
    children = parent.iterfind(W + tag) if parent is not None else ()
    return next((child for child in children if child.get(W + "ilvl") == str(level)), None)
