"""What the properties in a Word document say: of a paragraph itself, and of the styles that it follows."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The outline level that means "no heading".
_BODY_TEXT = 9
# Space above a paragraph that a reader sees as a gap: a line of 12 points, in twentieths of a point.
_GAP = 240


def value(parent: Element | None, path: str) -> str | None:
    """The ``w:val`` of a descendant, named by a path of ``w:`` names: ``"pPr/numPr/ilvl"``."""
    found = parent.find("/".join(W + name for name in path.split("/"))) if parent is not None else None
    return found.get(W + "val") if found is not None else None


def is_on(parent: Element, path: str) -> bool:
    """Whether a property is there and not switched off: ``<w:titlePg/>``, but not ``<w:titlePg w:val="0"/>``."""
    found = parent.find("/".join(W + name for name in path.split("/")))
    return found is not None and found.get(W + "val") not in ("0", "false", "off")


class Styles:
    """The paragraph styles: what a paragraph says of itself, then its style, then the style that is based on."""

    def __init__(self, root: Element) -> None:
        self._styles = {style.get(W + "styleId"): style for style in root.iterfind(W + "style")}
        self._default = next(
            (
                style_id
                for style_id, style in self._styles.items()
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true")
            ),
            None,
        )

    def of(self, paragraph: Element) -> Iterator[Element]:
        """The paragraph's style and those that it is based on, the nearest first."""
        style_id = value(paragraph, "pPr/pStyle") or self._default
        seen = set()
        while style_id not in seen and (style := self._styles.get(style_id)) is not None:
            seen.add(style_id)
            yield style
            style_id = value(style, "basedOn")

    def list_of(self, style_id: str | None) -> str | None:
        """The list that a numbering style stands for."""
        return value(self._styles.get(style_id), "pPr/numPr/numId")

    def heading_level(self, paragraph: Element) -> int | None:
        """The level of a heading, 1 the highest, by the paragraph's outline level or its style's; none for other text."""
        levels = (value(element, "pPr/outlineLvl") for element in (paragraph, *self.of(paragraph)))
        level = int(next((level for level in levels if level is not None), _BODY_TEXT))
        return level + 1 if level < _BODY_TEXT else None

    def has_gap_above(self, paragraph: Element) -> bool:
        """Whether the paragraph stands apart from the one before it by its own or its style's spacing."""
        for element in (paragraph, *self.of(paragraph)):
            spacing = element.find(f"{W}pPr/{W}spacing")
            if spacing is not None and (before := spacing.get(W + "before")) is not None:
                return int(before) >= _GAP
        return False
