"""Runs that a worker takes, and what becomes of those it loses."""

import asyncio
import json
from datetime import timedelta
from uuid import UUID

import pytest

from aqtra.dataflow import envelope, repository, repository_leases
from aqtra.dataflow.errors import RunNotFound
from aqtra.dataflow.leases import RUN_TASK
from aqtra.dataflow.maintenance import sweep_runs
from aqtra.dataflow.models import Limits, RunState, StoredRun
from aqtra.dataflow.service import Runs
from aqtra.infra.database import Connection
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import ANONYMOUS, Principal
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.flows import SAVE, call, invoice

MODEL = {"id": 0, "data": {"InvoiceNumber": "R-1", "InvoiceTotalValue": "0.10"}}


@pytest.fixture
def runs(fresh: Platform) -> Runs:
    fresh.sql("TRUNCATE infra.outbox")
    fresh.sql("DELETE FROM identity.account")
    fresh.sql("INSERT INTO identity.account (id, user_name) OVERRIDING SYSTEM VALUE VALUES (1, 'member')")
    return Runs(fresh.services, fresh.definitions)


@pytest.fixture
def queued(fresh: Platform, runs: Runs) -> UUID:
    return fresh.run(runs.enqueue(call(SAVE, MODEL)))


def found(platform: Platform, runs: Runs, run_id: UUID, by: Principal = MEMBER) -> StoredRun:
    return platform.run(runs.get(by, run_id))


def count(platform: Platform) -> int:
    return len(platform.list(invoice())["value"])


def test_a_queued_run_rings_for_a_worker_with_its_id_only(fresh: Platform, runs: Runs, queued: UUID) -> None:
    assert fresh.sql("SELECT payload FROM infra.outbox") == [({"name": RUN_TASK, "id": str(queued)},)]
    assert found(fresh, runs, queued).state is RunState.QUEUED
    assert count(fresh) == 0


def test_a_worker_runs_it_and_its_result_can_be_fetched(fresh: Platform, runs: Runs, queued: UUID) -> None:
    fresh.run(runs.run_stored(queued))
    answer = json.loads(envelope.of_stored(found(fresh, runs, queued)))
    assert (answer["runId"], answer["status"], answer["error"]) == (str(queued), "completed", None)
    assert answer["items"][0]["_newInvoice"] == 1
    assert answer["items"][0]["data"]["InvoiceTotalValue"] == "0.10"


def test_a_doubled_message_does_not_run_it_twice(fresh: Platform, runs: Runs, queued: UUID) -> None:
    fresh.run(runs.run_stored(queued))
    fresh.run(runs.run_stored(queued))
    assert count(fresh) == 1


def test_a_failed_background_run_tells_its_error(fresh: Platform, runs: Runs, queued: UUID) -> None:
    second = fresh.run(runs.enqueue(call(SAVE, MODEL)))
    fresh.run(runs.run_stored(queued))
    fresh.run(runs.run_stored(second))
    stored = found(fresh, runs, second)
    assert stored.state is RunState.FAILED
    assert stored.error is not None
    assert (stored.error.code, stored.error.step_id, stored.error.run_id) == ("duplicate_key", "save", second)


def test_a_run_has_the_rights_its_starter_has_when_it_runs(fresh: Platform, runs: Runs, queued: UUID) -> None:
    fresh.sql("UPDATE identity.account SET active = false")
    fresh.run(runs.run_stored(queued))
    stored = found(fresh, runs, queued)
    assert stored.error is not None
    assert stored.error.code == "permission_denied"
    assert count(fresh) == 0


def test_a_lost_worker_fails_its_run_and_nobody_repeats_it(fresh: Platform, runs: Runs, queued: UUID) -> None:
    lose(fresh, queued)
    fresh.run(runs.run_stored(queued))
    stored = found(fresh, runs, queued)
    assert (stored.state, stored.payload) == (RunState.FAILED, None)
    assert stored.error is not None
    assert stored.error.code == "worker_lost"
    fresh.run(runs.run_stored(queued))
    assert count(fresh) == 0


def test_asking_for_a_lost_run_is_enough_to_learn_that_it_failed(fresh: Platform, runs: Runs, queued: UUID) -> None:
    lose(fresh, queued)
    assert found(fresh, runs, queued).state is RunState.FAILED


def test_a_run_in_good_hands_is_left_alone(fresh: Platform, runs: Runs, queued: UUID) -> None:
    claim(fresh, queued)
    fresh.run(sweep_runs(fresh.services))
    assert found(fresh, runs, queued).state is RunState.RUNNING


def test_only_the_starter_and_administrators_see_a_run(fresh: Platform, runs: Runs, queued: UUID) -> None:
    for stranger in (Principal(user_id=2), Principal(user_id=2, rights=frozenset({"studio"})), ANONYMOUS):
        with pytest.raises(RunNotFound):
            found(fresh, runs, queued, stranger)
    assert found(fresh, runs, queued, Principal(user_id=2, rights=frozenset({"administer"}))).id == queued


def test_a_call_without_right_is_not_queued(fresh: Platform, runs: Runs) -> None:
    with pytest.raises(NotSignedIn):
        fresh.run(runs.enqueue(call(SAVE, MODEL, ANONYMOUS)))
    assert fresh.sql("SELECT count(*) FROM dataflow.run") == [(0,)]


def test_a_waiting_run_is_cancelled_at_once(fresh: Platform, runs: Runs, queued: UUID) -> None:
    fresh.run(runs.cancel(MEMBER, queued))
    fresh.run(runs.run_stored(queued))
    assert found(fresh, runs, queued).state is RunState.CANCELLED
    assert count(fresh) == 0


def test_a_running_one_learns_of_its_cancellation_when_it_renews(fresh: Platform, runs: Runs, queued: UUID) -> None:
    claim(fresh, queued)

    async def renewed(conn: Connection) -> bool:
        return await repository_leases.renew(conn, queued, fresh.services.clock.now())

    assert fresh.with_connection(renewed)
    fresh.run(runs.cancel(MEMBER, queued))
    assert not fresh.with_connection(renewed)


def test_an_interactive_caller_gets_the_id_when_it_takes_too_long(fresh: Platform, runs: Runs) -> None:
    impatient = Runs(fresh.services, fresh.definitions, Limits(interactive_wait=0))

    async def start_and_wait() -> StoredRun:
        result = await impatient.run_flow(call(SAVE, MODEL))
        assert isinstance(result, UUID)
        while not (stored := await runs.get(MEMBER, result)).state.is_final:
            await asyncio.sleep(0.01)
        return stored

    ended = fresh.run(start_and_wait())
    assert ended.state is RunState.COMPLETED
    assert json.loads(ended.items or "[]")[0]["_newInvoice"] == 1


def test_old_runs_are_forgotten_failed_ones_later(fresh: Platform, runs: Runs) -> None:
    for state, days in (("completed", 29), ("completed", 31), ("failed", 31), ("failed", 91)):
        ended = fresh.services.clock.now() - timedelta(days=days)
        columns = "id, component, flow, flow_name, version, trigger, trace_id, state, created_at, ended_at"
        some_id = "gen_random_uuid()"
        fresh.sql(
            f"INSERT INTO dataflow.run ({columns}) "
            f"VALUES ({some_id}, {some_id}, {some_id}, %s, 1, 'user_call', '', %s, %s, %s)",
            f"{state} {days}",
            state,
            ended,
            ended,
        )
    fresh.run(sweep_runs(fresh.services))
    assert fresh.sql("SELECT flow_name FROM dataflow.run ORDER BY 1") == [("completed 29",), ("failed 31",)]


def claim(platform: Platform, run_id: UUID) -> None:
    async def work(conn: Connection) -> None:
        assert await repository.claim(conn, platform.services.sealer, run_id, platform.services.clock.now()) is not None

    platform.with_connection(work)


def lose(platform: Platform, run_id: UUID) -> None:
    """A worker takes the run and is killed; its lease runs out."""
    claim(platform, run_id)
    platform.sql("UPDATE dataflow.run SET lease_until = now() - interval '1 second' WHERE id = %s", run_id)
