"""Processes are killed and servers stopped while people work: nothing is lost, and nobody has to restart anything."""

import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from celery import Celery

from tests.chaos.machine import Machine, eventually
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, save_component

PUBLICATIONS = "/api/v1/studio/publications"
FINAL = ("completed", "rolled_back", "failed", "reset")


class Application:
    """A published component that people work with while its next version is published."""

    def __init__(self, client: Client, title: str) -> None:
        self._client = client
        self.stored = create_component(client, title, [property_("Code", primary_key=True)])
        assert publish(client, self.stored)["state"] == "completed"
        self.key = str(self.stored["document"]["key"])
        self.table = f"catalogs.c_{self.key.replace('-', '')}"
        self._written = 0

    def is_in_use(self) -> None:
        """Reads and writes as people do, through the version that is live."""
        self._written += 1
        code = f"N{self._written}"
        self._client.post(f"/api/v1/entries/{self.key}", json={"data": {"Code": code}}).raise_for_status()
        found = self._client.get(f"/api/v1/entries/{self.key}", params={"$count": "true"}).raise_for_status().json()
        assert found["@odata.count"] == self._written
        self._client.get(f"/api/v1/workplace/components/{self.key}").raise_for_status()

    def next_version(self, name: str) -> None:
        """Saves one more property and marks the component ready."""
        document = self.stored["document"]
        properties = [*document["properties"], property_(name)]
        self.stored = save_component(self._client, self.stored, {**document, "properties": properties})
        self.mark_ready()

    def mark_ready(self) -> None:
        version = self.stored["saved_version"]
        path = f"/api/v1/studio/components/{self.key}/ready"
        self._client.post(path, json={"saved_version": version}).raise_for_status()

    def start_publication(self) -> int:
        response = self._client.post(PUBLICATIONS, json={"components": [self.key]})
        assert response.status_code == 202, response.text
        return int(response.json()["id"])

    def state(self) -> str:
        return str(self._client.get(f"/api/v1/studio/components/{self.key}").raise_for_status().json()["state"])

    def has(self, name: str) -> bool:
        response = self._client.get(f"/api/v1/entries/{self.key}", params={"$select": name})
        return response.status_code == 200


def ended(client: Client, publication_id: int) -> dict[str, Any]:
    """The publication as it ended."""

    def find() -> dict[str, Any] | None:
        response = client.get(f"{PUBLICATIONS}/{publication_id}")
        if response.status_code == 503:
            return None
        publication: dict[str, Any] = response.raise_for_status().json()
        return publication if publication["state"] in FINAL else None

    return dict(eventually(find))


def checks(client: Client) -> dict[str, bool]:
    return {check["name"]: check["healthy"] for check in client.get("/hc").json()["checks"]}


def all_healthy(client: Client) -> bool:
    found = checks(client)
    return found["database"] and found["redis"] and found["worker"]


class TestKilledWorker:
    @pytest.mark.parametrize(
        ("place", "mode", "patient"),
        [
            ("the component's table", "ACCESS SHARE", True),
            ("metadata.packed_definition", "SHARE", False),
        ],
        ids=["while it changes the table", "after it changed the table"],
    )
    def test_what_it_had_begun_is_rolled_back_by_another(
        self, machine: Machine, client: Client, place: str, mode: str, patient: bool
    ) -> None:
        application = Application(client, f"Killed: {mode}")
        application.is_in_use()
        application.next_version("Added")
        table = application.table if place.startswith("the") else place
        with machine.owner() as conn:
            conn.execute(f"LOCK TABLE {table} IN {mode} MODE".encode())
            publication_id = application.start_publication()
            waiting = f"SELECT 1 FROM pg_locks WHERE NOT granted AND relation = '{table}'::regclass".encode()
            eventually(lambda: conn.execute(waiting).fetchone())
            machine.worker.kill()
            if not patient:
                # Nobody waits for the table here: stages before this one are behind us.
                application.is_in_use()
        application.is_in_use()
        machine.worker.start()
        if not patient:
            lose_lease(machine, publication_id)
        publication = ended(client, publication_id)
        assert publication["state"] == "rolled_back", publication
        assert {stage["state"] for stage in publication["stages"]} <= {"undone", "pending"}
        assert application.state() == "published_ready"
        assert not application.has("Added")
        application.is_in_use()

        assert ended(client, application.start_publication())["state"] == "completed"
        assert application.has("Added")
        application.is_in_use()

    def test_a_publication_that_nobody_has_begun_waits_for_the_next_worker(
        self, machine: Machine, client: Client
    ) -> None:
        application = Application(client, "Waiting")
        application.next_version("Later")
        machine.worker.kill()
        publication_id = application.start_publication()
        application.is_in_use()
        machine.worker.start()
        assert ended(client, publication_id)["state"] == "completed"
        assert application.has("Later")


class TestRedis:
    def test_a_queue_that_lost_everything_is_filled_again(self, machine: Machine, client: Client) -> None:
        application = Application(client, "Flushed")
        application.next_version("Later")
        broker = str(machine.redis_client().connection_pool.connection_kwargs["path"])
        control = Celery(broker=f"redis+socket://{broker}").control  # type: ignore[no-untyped-call]
        redis = machine.redis_client()
        eventually(lambda: control.cancel_consumer("aqtra", reply=True))
        publication_id = application.start_publication()
        eventually(lambda: redis.llen("aqtra"))
        redis.flushall()
        eventually(lambda: control.add_consumer("aqtra", reply=True))
        assert ended(client, publication_id)["state"] == "completed"
        eventually(lambda: all_healthy(client))

    def test_without_redis_people_work_on_and_publications_wait(self, machine: Machine, client: Client) -> None:
        application = Application(client, "Without Redis")
        application.next_version("Later")
        machine.redis.kill()
        eventually(lambda: client.get("/hc").status_code == 503)
        found = checks(client)
        assert (found["database"], found["redis"]) == (True, False)
        application.is_in_use()
        publication_id = application.start_publication()
        application.is_in_use()
        machine.start_redis()
        assert ended(client, publication_id)["state"] == "completed"
        eventually(lambda: all_healthy(client))


class TestPostgres:
    def test_without_a_database_requests_are_refused_and_come_back_by_themselves(
        self, machine: Machine, client: Client
    ) -> None:
        application = Application(client, "Without database")
        application.is_in_use()
        application.next_version("Later")
        # Immediate: what a crash looks like, the journal is replayed at the start.
        machine.postgres.kill(signal.SIGQUIT)
        eventually(lambda: client.get("/hc").status_code == 503)
        found = checks(client)
        assert (found["database"], found["redis"]) == (False, True)
        entries = f"/api/v1/entries/{application.key}"
        asked: list[tuple[str, str, Any]] = [
            ("GET", entries, None),
            ("POST", entries, {"data": {"Code": "Lost"}}),
            ("POST", PUBLICATIONS, {"components": [application.key]}),
            ("GET", "/api/v1/session", None),
        ]
        with ThreadPoolExecutor(len(asked)) as people:
            for response in people.map(lambda ask: client.request(ask[0], ask[1], json=ask[2]), asked):
                problem(response, 503, "database_unavailable")
        assert client.get("/liveness").is_success

        machine.start_postgres()
        eventually(lambda: client.get(entries).status_code == 200)
        eventually(lambda: all_healthy(client))
        application.is_in_use()
        assert ended(client, application.start_publication())["state"] == "completed"
        application.is_in_use()


def lose_lease(machine: Machine, publication_id: int) -> None:
    """As if the time of the lease had passed."""
    with machine.owner() as conn:
        conn.execute(
            "UPDATE metadata.publication SET lease_until = clock_timestamp() - interval '1s' WHERE id = %s",
            (publication_id,),
        )
        conn.commit()
