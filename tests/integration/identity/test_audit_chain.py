"""The chain keeps what it was given: whoever changes it, also as the owner of the database, is told of."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from aqtra.identity import audit
from aqtra.identity.audit.models import Checkpoint, Damage
from aqtra.identity.audit.trail import CheckpointUnreadable, keys_of, read_checkpoints, seal, take_checkpoint
from aqtra.infra.container import Services
from aqtra.kernel.principal import PLATFORM
from tests.integration.identity.trail import (
    AUDIT,
    as_owner,
    records,
    verified_after,
    with_services,
)
from tests.integration.studio.waiting import eventually
from tests.support.client import Client
from tests.support.installation import Installation


class TestChain:
    def test_the_application_may_write_and_read_and_nothing_else(self, installation: Installation) -> None:
        with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
            for table in ("audit.record", "audit.link"):
                for statement in (
                    f"DELETE FROM {table}",
                    f"TRUNCATE {table}",
                    f"DROP TABLE {table}",
                    f"ALTER TABLE {table} DISABLE TRIGGER ALL",
                ):
                    with pytest.raises(InsufficientPrivilege):
                        conn.execute(statement.encode())
            with pytest.raises(InsufficientPrivilege):
                conn.execute("UPDATE audit.record SET actor_name = 'bob'")
            with pytest.raises(InsufficientPrivilege):
                conn.execute("UPDATE audit.link SET position = position + 1")

    def test_what_many_write_at_once_gets_one_place_each(self, installation: Installation, builder: Client) -> None:
        mark = uuid4().hex

        async def work(services: Services) -> None:
            async def write(number: int) -> None:
                async with services.db.transaction() as conn:
                    await audit.record(conn, "test.written", PLATFORM, f"mark:{mark}", count=number)
                    if number % 5 == 0:
                        raise ZeroDivisionError

            await asyncio.gather(*(write(number) for number in range(100)), return_exceptions=True)
            # While the gateway seals as well.
            await asyncio.gather(*(seal(services, keys_of(services.settings)) for _ in range(5)))

        with_services(installation, work)
        eventually(lambda: builder.get(f"{AUDIT}/chain").json()["waiting"] == 0)
        state = builder.get(f"{AUDIT}/chain").raise_for_status().json()
        assert state["findings"] == []
        assert state["position"] >= 80
        assert len(records(builder, target=mark)) == 80

    @pytest.mark.parametrize(
        ("statements", "damage"),
        [
            (("UPDATE audit.record SET actor_name = 'bob' WHERE id = %(record)s",), Damage.EDITED),
            (("UPDATE audit.record SET at = at - interval '1 day' WHERE id = %(record)s",), Damage.EDITED),
            (("UPDATE audit.record SET details = '{}' WHERE id = %(record)s",), Damage.EDITED),
            (("DELETE FROM audit.record WHERE id = %(record)s",), Damage.DELETED),
            (
                (
                    "DELETE FROM audit.record WHERE id = %(record)s",
                    "DELETE FROM audit.link WHERE record_id = %(record)s",
                ),
                Damage.DELETED,
            ),
            (
                (
                    "UPDATE audit.link SET position = -position + 1000000000 WHERE position IN (%(at)s, %(at)s + 1)",
                    "UPDATE audit.link SET position = 2 * %(at)s + 1 + position - 1000000000"
                    " WHERE position > 900000000",
                ),
                Damage.REORDERED,
            ),
            (
                (
                    "DELETE FROM audit.link WHERE position > %(at)s",
                    "DELETE FROM audit.record WHERE id NOT IN (SELECT record_id FROM audit.link)",
                ),
                Damage.TRUNCATED,
            ),
            (("TRUNCATE audit.record, audit.link",), Damage.TRUNCATED),
        ],
        ids=["who", "when", "what", "record", "record and place", "exchanged", "end", "everything"],
    )
    def test_what_the_owner_of_the_database_does_to_it_shows(
        self, installation: Installation, statements: tuple[str, ...], damage: Damage
    ) -> None:
        known = whole(installation)
        assert known.position > 4
        at = known.position - 3
        with as_owner(installation) as conn:
            row = conn.execute("SELECT record_id FROM audit.link WHERE position = %s", [at]).fetchone()
            assert row is not None
        found = verified_after(installation, statements, (known,), record=row[0], at=at)
        assert {finding.damage for finding in found.findings} == {damage}

    def test_an_end_that_was_cut_off_and_grew_again_shows(self, installation: Installation) -> None:
        known = whole(installation)
        forged = known.model_copy(update={"mac": "00" * 32})
        found = verified_after(installation, (), (forged,))
        assert [finding.damage for finding in found.findings] == [Damage.REWRITTEN]

    def test_doctor_and_command_tell(self, installation: Installation, tmp_path: Path) -> None:
        known = whole(installation)
        file = tmp_path / "checkpoints.jsonl"
        file.write_text(known.model_dump_json() + "\n")
        assert command(installation, "verify", "--checkpoint", str(file)).returncode == 0
        with as_owner(installation) as conn:
            row = conn.execute(
                "SELECT record_id, actor_name FROM audit.link JOIN audit.record ON id = record_id WHERE position = 2"
            ).fetchone()
            assert row is not None
            conn.execute("UPDATE audit.record SET actor_name = 'somebody else' WHERE id = %s", [row[0]])
            try:
                verified = command(installation, "verify", "--json")
                examined = run(installation, "doctor", "--json")
            finally:
                conn.execute("UPDATE audit.record SET actor_name = %s WHERE id = %s", [row[1], row[0]])
        assert verified.returncode == 1
        findings = json.loads(verified.stdout)["findings"]
        assert findings == [{"damage": "edited", "position": 2, "record_id": row[0]}]
        checks = {check["name"]: check for check in json.loads(examined.stdout)["checks"]}
        assert checks["audit trail"]["verdict"] == "bad"
        assert "edited at 2" in checks["audit trail"]["detail"]
        assert examined.returncode == 1

    def test_the_command_names_a_missing_end(self, installation: Installation, tmp_path: Path) -> None:
        file = tmp_path / "checkpoints.jsonl"
        known = whole(installation)
        ahead = with_services(installation, lambda services: _ahead(services, known))
        file.write_text(ahead.model_dump_json() + "\n")
        done = command(installation, "verify", "--checkpoint", str(file))
        assert done.returncode == 1
        assert f"truncated at position {ahead.position}" in done.stdout

    @pytest.mark.parametrize("content", ["{", "{}", "null", '{"position": "x"}', "\0", "\x85"])
    def test_a_line_that_is_no_checkpoint_is_named(self, tmp_path: Path, content: str) -> None:
        file = tmp_path / "checkpoints.jsonl"
        file.write_bytes(content.encode("latin-1"))
        with pytest.raises(CheckpointUnreadable, match="line 1"):
            read_checkpoints(file)

    def test_a_file_without_checkpoints_is_refused(self, installation: Installation, tmp_path: Path) -> None:
        file = tmp_path / "checkpoints.jsonl"
        file.write_text("{}")
        done = command(installation, "verify", "--checkpoint", str(file))
        assert done.returncode == 10
        assert "line 1" in done.stderr
        assert "Traceback" not in done.stderr

    def test_records_are_exported_with_their_places(self, installation: Installation, tmp_path: Path) -> None:
        whole(installation)
        file = tmp_path / "trail.jsonl"
        assert command(installation, "export", "--to", str(file)).returncode == 0
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        assert [line["position"] for line in lines] == list(range(1, len(lines) + 1))
        assert {"action", "actor_name", "chain_mac", "details"} <= lines[0].keys()

    def test_checkpoints_are_exported_by_themselves(self, installation: Installation) -> None:
        file = installation.data_dir / "audit" / "checkpoints.jsonl"
        eventually(file.is_file)
        assert file.stat().st_mode & 0o077 == 0
        known = Checkpoint.model_validate_json(file.read_text().splitlines()[0])
        assert known.position > 0


def whole(installation: Installation) -> Checkpoint:
    """Everything has its place; the end of the chain."""

    async def work(services: Services) -> Checkpoint:
        keys = keys_of(services.settings)
        while await seal(services, keys, everything=True):
            pass
        known = await take_checkpoint(services, keys)
        assert known is not None
        return known

    return with_services(installation, work)


async def _ahead(services: Services, known: Checkpoint) -> Checkpoint:
    from aqtra.identity.audit.chain import checkpoint

    return checkpoint(keys_of(services.settings), known.position + 100_000, bytes(32), known.at)


def run(installation: Installation, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aqtra.cli.main", *words],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )


def command(installation: Installation, *words: str) -> subprocess.CompletedProcess[str]:
    return run(installation, "audit", *words)
