"""Keys are rotated while people work; an old key goes only when nothing needs it; another's key starts nothing."""

import base64
import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from aqtra.catalogs.names import table_name
from aqtra.infra.keys import encryption_keys_path
from aqtra.infra.repository_keys import BATCH
from aqtra.infra.sealed import SEALED, WRAPPED
from aqtra.infra.settings import load_settings
from tests.integration.custody.keeping import KEYS, Keeper, aqtra
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_, publish
from tests.support.files import LIBRARY, PART, begin, complete, picture
from tests.support.installation import free_port


class TestRefusedStarts:
    @pytest.mark.parametrize("command", ["serve", "worker"])
    def test_another_key_of_the_same_version_starts_nothing(self, keeper: Keeper, command: str) -> None:
        other = f"1:{base64.b64encode(os.urandom(32)).decode()}"
        done = aqtra(keeper.environment | {"AQTRA_ENCRYPTION_KEYS": other, "AQTRA_PORT": str(free_port())}, command)
        assert done.returncode == 3
        assert "encryption key 1 is another one than the database was written with" in done.stderr
        assert other[2:] not in done.stderr + done.stdout

    def test_a_missing_key_starts_nothing(self, keeper: Keeper) -> None:
        other = f"2:{base64.b64encode(os.urandom(32)).decode()}"
        done = aqtra(keeper.environment | {"AQTRA_ENCRYPTION_KEYS": other}, "migrate")
        assert done.returncode == 3
        assert "encryption key 1 is missing" in done.stderr
        # What was refused is not remembered.
        assert keeper.sql("SELECT version FROM infra.encryption_key") == [(1,)]

    def test_a_lost_keyring_is_never_replaced(self, keeper: Keeper, tmp_path: Path) -> None:
        elsewhere = keeper.environment | {"AQTRA_DATA_DIR": str(tmp_path)}
        done = aqtra(elsewhere, "migrate")
        assert done.returncode == 3
        assert "the encryption keys are missing" in done.stderr
        assert not encryption_keys_path(load_settings(data_dir=tmp_path)).exists()
        examined = aqtra(elsewhere, "doctor")
        assert "✗ encryption keys" in examined.stdout

    def test_data_of_before_fingerprints_must_open(self, keeper: Keeper) -> None:
        keeper.store("before.txt", b"before")
        known = keeper.sql("DELETE FROM infra.encryption_key RETURNING version, fingerprint, first_seen")
        try:
            other = f"1:{base64.b64encode(os.urandom(32)).decode()}"
            done = aqtra(keeper.environment | {"AQTRA_ENCRYPTION_KEYS": other}, "migrate")
            assert done.returncode == 3
            assert "another one" in done.stderr
            assert aqtra(keeper.environment, "migrate").returncode == 0
            assert keeper.sql("SELECT version, fingerprint FROM infra.encryption_key") == [row[:2] for row in known]
        finally:
            keeper.sql("DELETE FROM infra.encryption_key")
            for row in known:
                keeper.sql("INSERT INTO infra.encryption_key VALUES (%s, %s, %s)", *row)


def test_a_rotation_leaves_nothing_to_the_old_key_while_people_work(keeper: Keeper) -> None:
    contents = {
        keeper.store(f"{number}.bin", body): body for number, body in enumerate((b"", b"a", os.urandom(PART + 9)))
    }
    shown = keeper.store("shown.png", picture())
    keeper.client.get(f"{LIBRARY}/{shown}/content", params={"thumbnail": "true"})
    begun = begin(keeper.client, "begun.bin", b"begun")
    run_id = keeper.seal_run(b'["answer"]')
    old = keeper.sql("SELECT file_id, salts FROM files.blob")

    assert keeper.aqtra("keys", "new") == {"version": 2}
    refused = aqtra(keeper.environment, "keys", "retire", "1")
    assert refused.returncode == 1
    assert "still needed" in refused.stderr

    stop, done = threading.Event(), []

    def work(number: int) -> None:
        """Somebody who reads and writes until told to stop."""
        with keeper.installation.signed_in() as client:
            person = Keeper(keeper.installation, client)
            while not stop.is_set():
                body = os.urandom(1_000)
                made = person.store(f"during-{number}.bin", body)
                assert person.content(made) == body
                for file_id, content in contents.items():
                    assert person.content(file_id) == content
                done.append(number)

    with ThreadPoolExecutor(2) as people:
        working = [people.submit(work, number) for number in range(2)]
        try:
            ended = keeper.aqtra("keys", "rotate", "--deep")
        finally:
            stop.set()
        for one in working:
            one.result()
    assert ended["state"] == "completed", ended
    assert (ended["version"], ended["damaged"], ended["error"]) == (2, 0, None)
    assert set(done) == {0, 1}

    assert keeper.uses()[1] == 0
    assert keeper.open_run(run_id) == b'["answer"]'
    assert all(keeper.content(file_id) == content for file_id, content in contents.items())
    assert complete(keeper.client, begun).status_code == 201
    assert keeper.content(begun) == b"begun"
    # Contents lie under other keys and in other objects; those that were replaced stay for readers that had begun.
    changed = dict(keeper.sql("SELECT file_id, salts FROM files.blob"))
    assert all(changed[file_id] != salts for file_id, salts in old if salts)
    assert keeper.sql("SELECT count(*) FROM files.replaced")[0][0] >= len(old)
    assert keeper.client.get(f"{LIBRARY}/{shown}/content", params={"thumbnail": "true"}).is_success

    kept = keeper.aqtra("keys", "retire", "1")["kept_in"]
    assert Path(kept).stat().st_mode & 0o777 == 0o600
    versions = {key["version"]: key for key in keeper.client.get(KEYS).raise_for_status().json()["versions"]}
    assert versions[1]["retired_at"] is not None
    assert not versions[1]["present"]
    assert keeper.content(begun) == b"begun"
    assert aqtra(keeper.environment, "migrate").returncode == 0
    again = aqtra(keeper.environment, "keys", "retire", "2")
    assert again.returncode != 0


def test_encrypted_properties_are_found_before_while_and_after(keeper: Keeper) -> None:
    """Also those of entries that only some may see: nobody's values stay with a key that is taken away."""
    code, free = property_("code", encrypted=True, query=True), property_("free")
    made = create_component(keeper.client, "Kept by keys", [code, free], settings={"restrict_access": True})
    assert publish(keeper.client, made)["state"] == "completed"
    path = f"/api/v1/entries/{made['document']['key']}"
    codes = {f"code-{number}": number for number in range(BATCH + 30)}
    for text in codes:
        keeper.client.post(path, json={"data": {"code": text}}).raise_for_status()

    def found(client: Client, text: str) -> list[str]:
        answer = client.get(path, params={"$filter": f"code eq '{text}'"}).raise_for_status()
        return [entry["data"]["code"] for entry in answer.json()["value"]]

    old = keeper.client.get(KEYS).raise_for_status().json()["versions"][-1]["version"]
    newest = keeper.aqtra("keys", "new")["version"]
    refused = aqtra(keeper.environment, "keys", "retire", str(old))
    assert f"catalogs.{table_name(UUID(made['document']['key']))}" in refused.stderr

    stop, looked = threading.Event(), []

    def look() -> None:
        with keeper.installation.signed_in() as client:
            while not stop.is_set():
                text = random.choice(list(codes))
                assert found(client, text) == [text]
                new = f"during-{len(looked)}"
                client.post(path, json={"data": {"code": new}}).raise_for_status()
                assert found(client, new) == [new]
                looked.append(new)

    with ThreadPoolExecutor(1) as people:
        looking = people.submit(look)
        try:
            ended = keeper.aqtra("keys", "rotate")
        finally:
            stop.set()
        looking.result()
    assert (ended["state"], ended["damaged"], ended["error"]) == ("completed", 0, None)
    assert looked
    assert keeper.uses().get(old, 0) == 0
    keeper.aqtra("keys", "retire", str(old))
    assert keeper.uses()[newest] >= len(codes) + len(looked)
    for text in (*codes, *looked):
        assert found(keeper.client, text) == [text]


def test_a_value_that_does_not_open_is_counted_and_stays(keeper: Keeper) -> None:
    run_id = keeper.seal_run(b"[]")
    newest = keeper.aqtra("keys", "new")["version"]
    damaged = (newest - 1).to_bytes(4, "big") + b"\0" * 40
    keeper.sql("UPDATE dataflow.run SET sealed_items = %s WHERE id = %s", damaged, run_id)
    ended = keeper.aqtra("keys", "rotate")
    assert (ended["state"], ended["damaged"]) == ("completed", 1)
    assert keeper.sql("SELECT sealed_items FROM dataflow.run WHERE id = %s", run_id) == [(damaged,)]
    refused = aqtra(keeper.environment, "keys", "retire", str(newest - 1))
    assert "1 in dataflow.run.sealed_items" in refused.stderr
    keeper.sql("DELETE FROM dataflow.run WHERE id = %s", run_id)


class TestRoutes:
    def test_only_administrators_see_keys(self, keeper: Keeper) -> None:
        person = create_account(keeper.installation, "keys-builder", role="Builders")
        with signed_in(keeper.installation, person) as builder:
            problem(builder.get(KEYS), 403, "permission_denied")
            problem(builder.post(f"{KEYS}/rotations", json={}), 403, "permission_denied")
        with keeper.installation.client() as visitor:
            problem(visitor.get(KEYS), 401, "not_signed_in")

    def test_no_key_is_shown(self, keeper: Keeper) -> None:
        answer = keeper.client.get(KEYS).raise_for_status().text
        text = encryption_keys_path(load_settings(data_dir=keeper.installation.data_dir)).read_text()
        assert not [entry for entry in text.split(",") if entry.split(":")[1] in answer]

    def test_one_rotation_at_a_time(self, keeper: Keeper) -> None:
        [(waiting,)] = keeper.sql(
            "INSERT INTO infra.key_rotation (version, deep, state, requested_at, requested_by_name, lease_until) "
            "VALUES (1, false, 'running', now(), 'Ada', now() + interval '1 hour') RETURNING id"
        )
        try:
            refused = keeper.client.post(f"{KEYS}/rotations", json={"deep": True})
            problem(refused, 409, "rotation_running")
            assert refused.json()["params"] == {"id": waiting, "user": "Ada"}
            cancelled = keeper.client.post(f"{KEYS}/rotations/{waiting}/cancel").raise_for_status().json()
            assert cancelled["state"] == "cancelling"
        finally:
            keeper.sql("DELETE FROM infra.key_rotation WHERE id = %s", waiting)

    def test_what_has_ended_cannot_be_cancelled(self, keeper: Keeper) -> None:
        ended = keeper.aqtra("keys", "rotate")
        problem(keeper.client.post(f"{KEYS}/rotations/{ended['id']}/cancel"), 409, "rotation_over")
        assert keeper.client.get(f"{KEYS}/rotations/{ended['id']}").json() == ended

    @pytest.mark.parametrize("number", ["0", "-1", "x", str(2**63)])
    def test_a_number_that_is_none_is_refused(self, keeper: Keeper, number: str) -> None:
        problem(keeper.client.get(f"{KEYS}/rotations/{number}"), 422, "validation_failed")

    def test_an_unknown_rotation_is_not_found(self, keeper: Keeper) -> None:
        problem(keeper.client.get(f"{KEYS}/rotations/987654"), 404, "rotation_not_found")
        problem(keeper.client.post(f"{KEYS}/rotations/987654/cancel"), 404, "rotation_not_found")

    @pytest.mark.parametrize("body", [{"deep": "perhaps"}, {"deep": None}, {"version": 7}, {"deep": {}}])
    def test_a_hostile_order_is_refused_by_name(self, keeper: Keeper, body: dict[str, object]) -> None:
        refused = keeper.client.post(f"{KEYS}/rotations", json=body)
        problem(refused, 422, "validation_failed")
        assert set(fields(refused)) == set(body)


def test_every_bytea_is_known(keeper: Keeper) -> None:
    """A sealed column that is not listed would be lost when its key is retired."""
    listed = {str(column) for column in SEALED} | {str(place) for place in WRAPPED}
    rows = keeper.sql(
        "SELECT table_schema || '.' || table_name || '.' || column_name FROM information_schema.columns "
        "WHERE data_type = 'bytea' AND table_schema IN "
        "('infra', 'identity', 'metadata', 'files', 'bulk', 'dataflow', 'notification')"
    )
    digests = ("hash", "sha256", "salt", "salts", "fingerprint")
    unknown = {name for (name,) in rows if name not in listed and not name.endswith(digests)}
    assert unknown <= {
        "metadata.packed_definition.content",
        # Public by nature, or worth nothing but to compare with.
        "identity.passkey.credential_id",
        "identity.passkey.public_key",
        "identity.challenge.challenge",
        "identity.token_family.password_seen",
        # Ids of entries, as in the array beside it.
        "identity.held.marks",
    }
    assert listed <= {name for (name,) in rows}
