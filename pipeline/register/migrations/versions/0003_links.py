"""What links are found by: case numbers in one form, and what references to decisions tell besides the body."""

import sqlalchemy as sa
from alembic import op

from pipeline.register.rows import case_key, cited

revision = "0003"
down_revision = "0002"

# Column of a table, what it is made of, and how.
_MADE = (("items", "case_key", "case_number", case_key), ("citations", "cited", "target", cited))


def upgrade() -> None:
    """Add the columns, filled from what is there."""
    connection = op.get_bind()
    for name, column, source, made in _MADE:
        op.add_column(name, sa.Column(column, sa.String(), nullable=True))
        table = sa.table(name, sa.column(column), sa.column(source))
        values = connection.execute(sa.select(table.c[source]).distinct().where(table.c[source].is_not(None)))
        for (value,) in values.all():
            found = made(value)
            if found is not None:
                connection.execute(table.update().where(table.c[source] == value).values({column: found}))
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)
