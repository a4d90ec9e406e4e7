"""One module a command: a thin face on one library call."""

from __future__ import annotations


def fault(error: Exception) -> str:
    """One line on an error that nobody expected, for a user to report.

    >>> fault(KeyError("lost"))
    "internal error: KeyError: 'lost' (PARAGRAF_DEBUG=1 shows where)"
    """
    said = str(error).partition("\n")[0]
    return f"internal error: {type(error).__name__}: {said} (PARAGRAF_DEBUG=1 shows where)"
