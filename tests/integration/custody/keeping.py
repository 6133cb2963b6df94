"""What tests of keys and backups ask an installation for, by its commands and over HTTPS."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg

from aqtra.infra.keys import keyring
from aqtra.infra.sealed import RUN_ITEMS
from aqtra.infra.sealing import Sealer
from tests.support.accounts import settings_of
from tests.support.client import Client
from tests.support.files import LIBRARY, upload
from tests.support.installation import Installation

KEYS = "/api/v1/studio/maintenance/keys"
AQTRA = (sys.executable, "-m", "aqtra.cli.main")


def aqtra(environment: dict[str, str], *words: str, input_: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*AQTRA, *words], env=environment, capture_output=True, text=True, input=input_)


@dataclass(frozen=True)
class Keeper:
    """An installation with the session of its administrator."""

    installation: Installation
    client: Client

    @property
    def environment(self) -> dict[str, str]:
        return self.installation.environment

    def aqtra(self, *words: str) -> Any:
        """What a command reports that has to succeed."""
        done = aqtra(self.environment, *words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
            cursor = conn.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def store(self, name: str, content: bytes) -> str:
        return str(upload(self.client, name, content)["id"])

    def content(self, file_id: str) -> bytes:
        return self.client.get(f"{LIBRARY}/{file_id}/content").raise_for_status().content

    def seal_run(self, items: bytes) -> UUID:
        """A run that ended well and whose answer is kept."""
        run_id = uuid4()
        sealed = self.sealer().seal(items, RUN_ITEMS.place(run_id))
        self.sql(
            "INSERT INTO dataflow.run (id, component, flow, flow_name, version, trigger, trace_id, state, created_at, "
            "ended_at, sealed_items) VALUES (%s, %s, %s, 'Sealed', 1, 'user_call', 'x', 'completed', now(), now(), %s)",
            run_id,
            uuid4(),
            uuid4(),
            sealed,
        )
        return run_id

    def open_run(self, run_id: UUID) -> bytes:
        [(sealed,)] = self.sql("SELECT sealed_items FROM dataflow.run WHERE id = %s", run_id)
        return self.sealer().open(sealed, RUN_ITEMS.place(run_id))

    def sealer(self) -> Sealer:
        return Sealer(keyring(settings_of(self.installation)))

    def uses(self) -> dict[int, int]:
        """How many values each version is needed for."""
        found = self.aqtra("keys", "list")["versions"]
        return {key["version"]: sum(use["count"] for use in key["uses"]) for key in found}
