"""What is counted and filtered of each entry, in a narrow table."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from pipeline.register.rows import combined

revision = "0004"
down_revision = "0003"

_VALUES = ("organisation", "body", "year", "outcome", "status", "decided_by", "party")
# Entries that are made facets at once.
_AT_ONCE = 10_000


def upgrade() -> None:
    """Make the tables, filled from the entries."""
    facets = op.create_table(
        "facets",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("meeting", sa.BigInteger(), nullable=False),
        sa.Column("own", sa.BigInteger(), nullable=False),
        sa.Column("amount_min", sa.Double(), nullable=True),
        sa.Column("amount_max", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    combinations = op.create_table(
        "combinations",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in _VALUES),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        # Of a word that is not among the frequent ones that it knows, it would believe that one entry in two hundred has it, and look at all.
        op.execute("ALTER TABLE search ALTER COLUMN words SET STATISTICS 1000")
    names = (
        "key",
        "organisation",
        "body",
        "date",
        "outcome",
        "status",
        "decided_by",
        "parties",
        "amount_min",
        "amount_max",
    )
    entries = sa.table("entries", *map(sa.column, names))
    found: dict[int, dict[str, Any]] = {}
    last = -1
    while True:
        wanted = sa.select(entries).where(entries.c.key > last).order_by(entries.c.key).limit(_AT_ONCE)
        rows = [dict(row) for row in connection.execute(wanted).mappings()]
        if not rows:
            break
        last = rows[-1]["key"]
        made, values = combined(rows)
        connection.execute(facets.insert(), made)
        for row in values:
            found.setdefault(row["id"], row | {"entries": 0})["entries"] += row["entries"]
    if found:
        connection.execute(combinations.insert(), list(found.values()))
