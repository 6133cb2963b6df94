"""A worker is killed while it rotates keys: another goes on, nothing is lost, nothing stays with the old key."""

import subprocess

from tests.chaos.machine import AQTRA, Machine, eventually
from tests.support.client import Client
from tests.support.files import LIBRARY, PART, upload

KEYS = "/api/v1/studio/maintenance/keys"


def test_another_worker_goes_on(machine: Machine, client: Client) -> None:
    contents = {
        upload(client, f"{number}.bin", body)["id"]: body for number, body in enumerate((b"a", b"b" * (PART + 1)))
    }
    environment = machine.installation.environment
    subprocess.run([*AQTRA, "keys", "new"], env=environment, check=True, capture_output=True)
    with machine.owner() as conn:
        # It is held up in the middle: the sealed columns are behind it, the switch of a content is before it.
        conn.execute("LOCK TABLE files.replaced IN ACCESS EXCLUSIVE MODE")
        rotation = client.post(f"{KEYS}/rotations", json={"deep": True}).raise_for_status().json()["id"]
        waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'files.replaced'::regclass"
        eventually(lambda: conn.execute(waiting).fetchone())
        machine.worker.kill()
        assert client.get(f"{KEYS}/rotations/{rotation}").json()["state"] == "running"
    assert all(client.get(f"{LIBRARY}/{id_}/content").content == body for id_, body in contents.items())
    machine.worker.start()
    with machine.owner() as conn:
        # As if the time of the lease had passed.
        lose = "UPDATE infra.key_rotation SET lease_until = clock_timestamp() - interval '1s' WHERE id = %s"
        conn.execute(lose, (rotation,))
        conn.commit()
    ended = eventually(lambda: (found := client.get(f"{KEYS}/rotations/{rotation}").json())["ended_at"] and found)
    assert (ended["state"], ended["damaged"], ended["error"]) == ("completed", 0, None)
    versions = {key["version"]: key["uses"] for key in client.get(KEYS).json()["versions"]}
    assert versions[1] == []
    assert all(client.get(f"{LIBRARY}/{id_}/content").content == body for id_, body in contents.items())
