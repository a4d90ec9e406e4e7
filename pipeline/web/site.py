"""What is served: a register, and how. Every route asks for it with ``Site`` as a dependency (``Served``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from pipeline.archive.store import Archive
from pipeline.register.masking import Policy
from pipeline.register.store import Register
from pipeline.web.kept import Kept


@dataclass(frozen=True)
class Site:
    """A register to serve.

    Args:
        register: opened for reading.
        archive: where the originals of its records are, for images of their pages; none are shown without.
        token: who reads must have it; anybody may without.
        url: where the site is for its readers, ``https://minutes.example.org``; what each request says without.
        policy: what is withheld from the public edition; of it pictures of pages ask whether scanned ones are shown.
        requests_a_minute: of one address, on average; some more at once.
    """

    register: Register
    archive: Archive | None = None
    token: str | None = None
    url: str | None = None
    policy: Policy = field(default_factory=Policy)
    requests_a_minute: int = 600

    @cached_property
    def kept(self) -> Kept:
        """What was counted of the register, until it changes."""
        return Kept(self.register)

    @property
    def is_internal(self) -> bool:
        """Whether the register is of the edition that is not masked."""
        return self.register.edition == "internal"


def _of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


Served = Annotated[Site, Depends(_of)]
