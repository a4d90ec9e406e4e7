"""What tells whether a record of the archive must be read again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make its table; the names are those of pipeline.register.tables."""
    op.create_table(
        "stamps",
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("stamp", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("document"),
    )
