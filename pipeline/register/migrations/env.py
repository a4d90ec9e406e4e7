"""Alembic's entry: run the steps in ``versions`` on the connection that the register hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table="register_version")
with context.begin_transaction():
    context.run_migrations()
