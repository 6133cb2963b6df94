"""Alembic's entry: runs the revisions on the connection given by `aqtra.infra.migrations.upgrade`."""

from alembic import context
from sqlalchemy import text

from aqtra.infra.migrations import VERSION_TABLE

connection = context.config.attributes["connection"]
connection.execute(text("CREATE SCHEMA IF NOT EXISTS infra"))
# Two processes that start together migrate one after the other.
connection.execute(text("SELECT pg_advisory_xact_lock(7210001)"))
context.configure(
    connection=connection,
    version_table=VERSION_TABLE["version_table"],
    version_table_schema=VERSION_TABLE["version_table_schema"],
)
with context.begin_transaction():
    context.run_migrations()
