"""In PostgreSQL: how many entries each stretch of days has, and the marks of its stretches with each entry."""

import sqlalchemy as sa
from alembic import op

from pipeline.register.stretches import marks

revision = "0005"
down_revision = "0004"

# Bits of a key below the number of its shortest stretch.
_BITS = 46


def upgrade() -> None:
    """Make the table, filled from the entries, and give them their marks."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    op.create_table(
        "stretches",
        sa.Column("stretch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stretch"),
    )
    op.execute(f"INSERT INTO stretches SELECT key >> {_BITS}, count(*) FROM search GROUP BY 1")
    known = connection.scalars(sa.text("SELECT stretch FROM stretches ORDER BY stretch")).all()
    if not known:
        return
    # Made anew at once, in place of a change for each entry.
    op.execute("DROP INDEX search_words")
    add = sa.text(
        "UPDATE search SET words = words || array_to_tsvector(:marks) WHERE key BETWEEN :least AND :most"
    ).bindparams(sa.bindparam("marks", type_=sa.ARRAY(sa.String())))
    for number in known:
        least = number << _BITS
        connection.execute(add, {"marks": list(marks(least)), "least": least, "most": least + (1 << _BITS) - 1})
    op.execute("CREATE INDEX search_words ON search USING GIN (words)")
