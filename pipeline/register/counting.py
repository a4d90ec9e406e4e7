"""How many entries have each word, each combination of facets, each stretch of days: kept while they come and go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.register.rows import Row


def add(connection: Connection, table: Table, values: Sequence[Row]) -> None:
    """Add to the number of ``entries`` that have each row of *table*, less than none where they go; a row that none has goes."""
    if not values:
        return
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    statement = statement.on_conflict_do_update(
        index_elements=list(table.primary_key), set_={"entries": table.c.entries + statement.excluded.entries}
    )
    connection.execute(statement, list(values))
    if min(row["entries"] for row in values) < 0:
        connection.execute(delete(table).where(table.c.entries <= 0))
