"""What a reader asks of the search page: words and filters, as parameters of its address.

The filters are words of the query language too (``Asked.typed``), so that a search can be followed as a feed, asked of the API, or
written by hand::

    /search?q=skola&year=2022&first=2022-03-01    ->    skola year:"2022" date:2022-03-01..
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self
from urllib.parse import urlencode

from pipeline.register.search import FACETS, Sort

_RANGES: Final = ("first", "last", "least", "most")
# What would end a value of the query language, or begin another.
_BREAKS = re.compile(r'["|]')


@dataclass(frozen=True)
class Asked:
    """A search as the page's address says it.

    Args:
        q: what was typed.
        chosen: facets and their values.
        first, last: days of the meeting, ISO 8601 or a beginning of it; empty where none is asked.
        least, most: of a sum in kronor, with blanks or not; empty where none is asked.
    """

    q: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    first: str = ""
    last: str = ""
    least: str = ""
    most: str = ""
    sort: Sort = "newest"

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """What the parameters of a request ask."""
        chosen = tuple((name, parameters[name]) for name in FACETS if parameters.get(name))
        ranges = {name: parameters.get(name, "").strip() for name in _RANGES}
        sort: Sort = "relevance" if parameters.get("sort") == "relevance" else "newest"
        return cls(parameters.get("q", "").strip(), chosen, sort=sort, **ranges)

    @property
    def typed(self) -> str:
        """The same in the query language.

        >>> Asked("skola", (("body", "Tekniska nämnden"),), least="20 000").typed
        'skola body:"Tekniska nämnden" amount:20000..'
        """
        parts = [self.q] if self.q else []
        parts += [f'{name}:"{value}"' for name, value in self.chosen]
        if self.first or self.last:
            parts.append(f"date:{_solid(self.first)}..{_solid(self.last)}")
        if self.least or self.most:
            parts.append(f"amount:{_solid(self.least)}..{_solid(self.most)}")
        return " ".join(parts)

    @property
    def is_narrowed(self) -> bool:
        """Whether there is any filter."""
        return bool(self.chosen or any(getattr(self, name) for name in _RANGES))

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Its parameters, those alone that say something."""
        said = [("q", self.q), *self.chosen, *((name, getattr(self, name)) for name in _RANGES)]
        yield from ((name, value) for name, value in said if value)
        if self.sort != "newest":
            yield "sort", self.sort

    def address(self, cursor: str | None = None) -> str:
        """The address of its page of hits, or of the one that begins at *cursor*.

        >>> Asked("skola").narrowed("year", "2022").address()
        '/search?q=skola&year=2022'
        """
        parameters = [*self.parameters(), *([("cursor", cursor)] if cursor else [])]
        return f"/search?{urlencode(parameters)}" if parameters else "/search"

    def narrowed(self, facet: str, value: str) -> Asked:
        """The same, where *facet* has this value."""
        return replace(self, chosen=(*self.without(facet).chosen, (facet, value)))

    def without(self, *names: str) -> Asked:
        """The same without some facets or ends of ranges."""
        chosen = tuple(one for one in self.chosen if one[0] not in names)
        emptied: dict[str, Any] = {name: "" for name in names if name in _RANGES}
        return replace(self, chosen=chosen, **emptied)

    def value_of(self, facet: str) -> str | None:
        """What was chosen of a facet."""
        return next((value for name, value in self.chosen if name == facet), None)

    def sorted_by(self, sort: Sort) -> Asked:
        """The same in another order."""
        return replace(self, sort=sort)

    def with_words(self, q: str) -> Asked:
        """The same filters with other words."""
        return replace(self, q=q)


def can_be_chosen(value: str) -> bool:
    """Whether a facet's value can be written in the query language.

    >>> can_be_chosen("Föreningen Tallen"), can_be_chosen('Föreningen "Tallen"')
    (True, False)
    """
    return not _BREAKS.search(value)


def _solid(value: str) -> str:
    """Without blanks: "20 000" is one sum."""
    return "".join(value.split())
