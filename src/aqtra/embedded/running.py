"""The databases of a data folder, whether its instance runs or not. For commands that work on the data."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aqtra.embedded.account import Account
from aqtra.embedded.databases import start_databases
from aqtra.embedded.errors import AlreadyRunning
from aqtra.embedded.folder import DataFolder
from aqtra.embedded.lock import read_state
from aqtra.embedded.postgres import APPLICATION, OWNER, Postgres
from aqtra.embedded.valkey import Valkey


@dataclass(frozen=True, slots=True)
class Connection:
    """Addresses, under the names that the settings give them. `running`: the instance was running already."""

    database_url: str
    database_owner_url: str
    redis_url: str
    running: bool

    def as_settings(self) -> dict[str, str]:
        """Overrides for `aqtra.infra.settings.load_settings`."""
        return {
            "database_url": self.database_url,
            "database_owner_url": self.database_owner_url,
            "redis_url": self.redis_url,
        }


@contextmanager
def connection(data_dir: Path) -> Iterator[Connection]:
    """The addresses of the running instance; when none runs, both servers are started until the block ends.

    Raises any `EmbeddedError` of a start.
    """
    try:
        databases = start_databases(data_dir, durable=True)
    except AlreadyRunning:
        folder = DataFolder.open(data_dir)
        state = read_state(folder)
        if state is None:
            # It holds the lock but has not come so far as to have addresses.
            raise
        sockets = Path(state.sockets)
        postgres = Postgres(folder, sockets, Account())
        yield Connection(postgres.url(APPLICATION), postgres.url(OWNER), Valkey(sockets, Account()).url, running=True)
        return
    try:
        yield Connection(databases.database_url, databases.database_owner_url, databases.redis_url, running=False)
    finally:
        databases.stop()
