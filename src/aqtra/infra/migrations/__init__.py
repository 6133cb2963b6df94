"""Alembic migrations of the platform's own tables. Entity tables are made by publications, not here."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

HERE = Path(__file__).parent
VERSION_TABLE = {"version_table": "revision", "version_table_schema": "infra"}


class SchemaTooNew(Exception):
    """The database was migrated by a newer version of the platform."""


def _engine(owner_url: str) -> Engine:
    url = make_url(owner_url).set(drivername="postgresql+psycopg")
    return create_engine(url, poolclass=NullPool)


@dataclass(frozen=True)
class Revisions:
    """Where a database stands: at `present` (None: empty); this version needs `head`."""

    present: str | None
    head: str
    unknown: str | None
    """`present`, when this version does not know it."""


def revisions(url: str) -> Revisions:
    """Compares a database with this version. Any role that may read the platform's tables will do."""
    engine = _engine(url)
    with engine.connect() as connection:
        present = MigrationContext.configure(connection, opts=VERSION_TABLE).get_current_revision()
    engine.dispose()
    unknown = None if present in known_revisions() else present
    return Revisions(present, str(ScriptDirectory(str(HERE)).get_current_head()), unknown)


def known_revisions() -> frozenset[str]:
    """All revisions that this version can bring up to date."""
    return frozenset(revision.revision for revision in ScriptDirectory(str(HERE)).walk_revisions())


def upgrade(owner_url: str) -> None:
    """Brings the platform's schemas to this version's revision; does nothing when they are.

    Raises SchemaTooNew when the database knows a revision that this version does not.
    """
    config = Config()
    config.set_main_option("script_location", str(HERE))
    if unknown := revisions(owner_url).unknown:
        raise SchemaTooNew(f"the database is at revision {unknown}, which this version does not know")
    engine = _engine(owner_url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
