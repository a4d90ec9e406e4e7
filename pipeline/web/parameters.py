"""What can be asked in an address: the parameters that several routes have, and what each may be."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Path, Query

from pipeline.register.query import LONGEST

# A NUL is in no text, and databases refuse it.
TEXT: Final = r"^[^\x00]*$"
Words = Annotated[str, Query(max_length=LONGEST, pattern=TEXT, description="As in `paragraf search`; all without.")]
Text = Annotated[str | None, Query(max_length=300, pattern=TEXT)]
Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, 2024-03-31.")]
Cursor = Annotated[
    str | None, Query(max_length=1_000, pattern=r"^[\w-]*$", description="From `next` of the page before.")
]
Limit = Annotated[int, Query(ge=1, le=1_000, description="So many on a page.")]
RecordId = Annotated[str, Path(max_length=100, pattern=r"^[\w-]+$", description="The id of a record.")]
FactId = Annotated[str, Path(max_length=20, pattern=r"^[a-z]\d+$", description="Its place in the record.")]
