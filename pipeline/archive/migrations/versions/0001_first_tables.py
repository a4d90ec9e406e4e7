"""The first tables: files, contents, records and runs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them; the names are those of pipeline.archive.ledger."""
    path = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "files",
        sa.Column("file", path, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("container", path),
        sa.Column("state", sa.String(16)),
        sa.Column("run", sa.Integer),
    )
    op.create_index("files_sha256", "files", ["sha256"])
    op.create_index("files_state", "files", ["state"])
    op.create_index("files_container", "files", ["container"])
    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("file", path, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("original", sa.String),
        sa.Column("reason_code", sa.String(32)),
        sa.Column("reason", sa.String),
        sa.Column("software", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "records",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("about", sa.JSON, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("run", sa.Integer, primary_key=True),
        sa.Column("software", sa.String(32), nullable=False),
        sa.Column("started", sa.String(32), nullable=False),
        sa.Column("finished", sa.String(32)),
        sa.Column("states", sa.JSON),
    )
    op.create_index("records_file", "records", ["file_sha256"])
