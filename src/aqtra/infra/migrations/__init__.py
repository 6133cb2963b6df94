"""Alembic migrations of the platform's own tables. Entity tables are made by publications, not here."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

HERE = Path(__file__).parent


class SchemaTooNew(Exception):
    """The database was migrated by a newer version of the platform."""


def _engine(owner_url: str) -> Engine:
    url = make_url(owner_url).set(drivername="postgresql+psycopg")
    return create_engine(url, poolclass=NullPool)


def upgrade(owner_url: str) -> None:
    """Brings the platform's schemas to this version's revision; does nothing when they are.

    Raises SchemaTooNew when the database knows a revision that this version does not.
    """
    config = Config()
    config.set_main_option("script_location", str(HERE))
    engine = _engine(owner_url)
    with engine.connect() as connection:
        present = MigrationContext.configure(connection, opts={"version_table_schema": "infra"}).get_current_heads()
        known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
        if unknown := set(present) - known:
            raise SchemaTooNew(f"the database is at revision {', '.join(unknown)}, which this version does not know")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
