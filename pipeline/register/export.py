"""Tables of a register as CSV and as Excel: what a query finds, or all.

A cell never begins as a formula does: who opens a table that is made of other people's documents runs nothing.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO, Final

import xlsxwriter
from sqlalchemy import select

from pipeline.register import tables
from pipeline.register.query import Query
from pipeline.register.search import entries
from pipeline.register.store import Register
from schemas.errors import LimitExceededError

# What they are called for people, and the tables of the register.
TABLES: Final = {
    "decisions": tables.ENTRIES,
    "meetings": tables.DOCUMENTS,
    "items": tables.ITEMS,
    "votes": tables.VOTES,
    "people": tables.PEOPLE,
    "amounts": tables.AMOUNTS,
    "citations": tables.CITATIONS,
    "problems": tables.PROBLEMS,
}
# What only the register itself uses.
_INNER: Final = {"key", "kind", "record", "name_key", "media_type", "case_key", "cited"}
_MEETING: Final = ("organisation", "body", "date")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
# Excel's own limits.
_CELL: Final = 32_767
_ROWS: Final = 1_048_575

Cells = Sequence[Any]


def rows(register: Register, table: str, query: Query) -> tuple[list[str], Iterator[Cells]]:
    """The names of the columns, and the rows: of *query* the decisions, or what stands in the items or meetings of its hits.

    Args:
        table: a key of TABLES.
    """
    if table == "decisions":
        names = [column.name for column in tables.ENTRIES.c if column.name not in _INNER]
        found = (row for row in entries(register, query) if row["kind"] == "decision")
        return names, ([row[name] for name in names] for row in found)
    chosen = TABLES[table]
    own = [column for column in chosen.c if column.name not in _INNER]
    if table != "meetings":
        # "document", the meeting that it is of, tells more with its body and date.
        own = [*own, *(tables.DOCUMENTS.c[name] for name in _MEETING if name not in chosen.c)]
    return [column.name for column in own], _found(register, table, own, query)


def _found(register: Register, table: str, columns: Sequence[Any], query: Query) -> Iterator[Cells]:
    chosen = TABLES[table]
    day = tables.DOCUMENTS.c.date.desc().nulls_last()
    if table == "meetings":
        hit, place = "document", chosen.c.id
        wanted = select(place, *columns).order_by(day, chosen.c.id)
    else:
        # Of people a meeting has one list.
        hit = "document" if table == "people" else "item"
        place = chosen.c["id" if table == "items" else hit]
        wanted = select(place, *columns).join(tables.DOCUMENTS, tables.DOCUMENTS.c.id == chosen.c.document)
        wanted = wanted.order_by(day, chosen.c.document, chosen.c.position)
    hits = {row[hit] for row in entries(register, query)} if query.typed.strip() else None
    with register.engine.connect().execution_options(yield_per=1_000) as connection:
        for row in connection.execute(wanted):
            if hits is None or row[0] in hits:
                yield row[1:]


def write_csv(names: Sequence[str], found: Iterator[Cells], out: BinaryIO, bom: bool = False) -> None:
    """Write CSV in UTF-8 (RFC 4180), with a mark at its head if Excel is to open it."""
    text = io.TextIOWrapper(out, "utf-8-sig" if bom else "utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_safe(cell) for cell in row] for row in found)
    # It is the caller's to close.
    text.detach()


def write_xlsx(names: Sequence[str], found: Iterator[Cells], out: BinaryIO, title: str) -> None:
    """Write an Excel workbook: one sheet, its head fixed, with filters. The same rows give the same bytes.

    Raises:
        LimitExceededError: there are more rows than a sheet takes.
    """
    workbook = xlsxwriter.Workbook(out, {"constant_memory": True})
    workbook.set_properties({"created": datetime.datetime(2000, 1, 1)})
    sheet = workbook.add_worksheet(title)
    head = workbook.add_format({"bold": True})
    last = 0
    for last, row in enumerate(chain([names], found)):
        if last > _ROWS:
            raise LimitExceededError(title, f"an Excel sheet takes {_ROWS:,} rows; use --format csv")
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet.write_number(last, column, cell)
            elif cell is not None:
                # As text, whatever it looks like; an apostrophe before a formula would be shown.
                sheet.write_string(last, column, str(cell)[:_CELL], head if last == 0 else None)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(names) - 1)
    workbook.close()


def _safe(cell: Any) -> Any:
    """A cell of CSV that no program takes for a formula.

    >>> _safe("=1+1"), _safe("- att avslå"), _safe(-1.5)
    ("'=1+1", "'- att avslå", -1.5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
