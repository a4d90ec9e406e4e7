"""What a caller chooses of packages; apart, so that the command's help loads nothing else."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a package keeps to: E-ARK SIP 2.1.0, or BagIt."""

    EARK = "eark"
    BAGIT = "bagit"


class OnePer(StrEnum):
    """What one package holds: a meeting, a body's year, or all of a body."""

    MEETING = "meeting"
    YEAR = "year"
    BODY = "body"
