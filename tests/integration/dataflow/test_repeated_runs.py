"""Runs whose worker was lost: those that are safe to repeat are begun again, at most twice."""

import asyncio
import json
from datetime import timedelta
from uuid import UUID

import pytest

from aqtra.dataflow import envelope, repository
from aqtra.dataflow.context import Cancellation
from aqtra.dataflow.leases import RUN_TASK
from aqtra.dataflow.maintenance import sweep_runs
from aqtra.dataflow.models import Limits, RunState, StoredRun
from aqtra.dataflow.service import Runs
from aqtra.infra.database import Connection
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.stock import PLAIN, REPEATS, STOCK, TABLE, calling, line, stock, stored


@pytest.fixture(scope="module")
def published(platform: Platform) -> Platform:
    platform.publish(stock())
    return platform


@pytest.fixture
def shop(published: Platform, fresh: Platform) -> Platform:
    fresh.sql(f"TRUNCATE {TABLE} RESTART IDENTITY CASCADE")
    fresh.sql("TRUNCATE infra.outbox")
    fresh.sql("DELETE FROM identity.account")
    fresh.sql("INSERT INTO identity.account (id, user_name) OVERRIDING SYSTEM VALUE VALUES (1, 'member')")
    return fresh


@pytest.fixture
def runs(shop: Platform) -> Runs:
    return Runs(shop.services, shop.definitions)


def queued(platform: Platform, runs: Runs, flow: UUID = REPEATS) -> UUID:
    run_id = platform.run(runs.enqueue(calling(flow, line("A"))))
    platform.sql("TRUNCATE infra.outbox")
    return run_id


def take(platform: Platform, run_id: UUID) -> StoredRun:
    """A worker takes the run and is killed; its lease runs out."""

    async def work(conn: Connection) -> StoredRun | None:
        return await repository.claim(conn, platform.services.sealer, run_id, platform.services.clock.now())

    taken = platform.with_connection(work)
    assert taken is not None
    platform.sql("UPDATE dataflow.run SET lease_until = now() - interval '1 second' WHERE id = %s", run_id)
    return taken


def sweep(platform: Platform) -> None:
    platform.run(sweep_runs(platform.services))


def found(platform: Platform, runs: Runs, run_id: UUID) -> StoredRun:
    return platform.run(runs.get(MEMBER, run_id))


def test_a_lost_run_waits_again_with_its_payload_and_a_doorbell(shop: Platform, runs: Runs) -> None:
    run_id = queued(shop, runs)
    taken = take(shop, run_id)
    sweep(shop)
    again = found(shop, runs, run_id)
    assert (again.state, again.attempt, again.payload) == (RunState.QUEUED, 2, taken.payload)
    assert shop.sql("SELECT payload FROM infra.outbox") == [({"name": RUN_TASK, "id": str(run_id)},)]


def test_the_second_attempt_ends_it_and_the_log_tells_of_the_first(shop: Platform, runs: Runs) -> None:
    run_id = queued(shop, runs)
    take(shop, run_id)
    shop.run(runs.run_stored(run_id))
    shop.run(runs.run_stored(run_id))
    ended = found(shop, runs, run_id)
    assert (ended.state, ended.attempt, ended.payload) == (RunState.COMPLETED, 2, None)
    assert [(warning.code, warning.hidden) for warning in ended.warnings] == [("worker_lost", True)]
    assert "attempt 1" in ended.warnings[0].message
    assert json.loads(envelope.of_stored(ended))["warnings"] == []
    assert stored(shop) == [("A", 1)]


def test_it_is_given_up_after_three_attempts(shop: Platform, runs: Runs) -> None:
    run_id = queued(shop, runs)
    for _ in range(3):
        take(shop, run_id)
        sweep(shop)
    ended = found(shop, runs, run_id)
    assert ended.error is not None
    assert (ended.state, ended.attempt, ended.error.code) == (RunState.FAILED, 3, "worker_lost")
    assert (len(ended.warnings), ended.payload) == (2, None)


def test_without_the_mark_it_is_never_begun_again(shop: Platform, runs: Runs) -> None:
    run_id = queued(shop, runs, PLAIN)
    take(shop, run_id)
    sweep(shop)
    assert (found(shop, runs, run_id).state, found(shop, runs, run_id).attempt) == (RunState.FAILED, 1)
    assert shop.sql("SELECT count(*) FROM infra.outbox") == [(0,)]


def test_one_that_was_to_be_cancelled_is_not_begun_again(shop: Platform, runs: Runs) -> None:
    run_id = queued(shop, runs)
    take(shop, run_id)
    shop.sql("UPDATE dataflow.run SET cancel_requested = true")
    sweep(shop)
    assert found(shop, runs, run_id).state is RunState.FAILED


def test_a_flow_that_has_lost_the_mark_meanwhile_is_not_run_again(shop: Platform, runs: Runs) -> None:
    run_id = queued(shop, runs)
    take(shop, run_id)
    sweep(shop)
    shop.publish(stock(repeats=False))
    try:
        shop.run(runs.run_stored(run_id))
    finally:
        shop.publish(stock())
    ended = found(shop, runs, run_id)
    assert ended.error is not None
    assert (ended.state, ended.error.code) == (RunState.FAILED, "worker_lost")
    assert stored(shop) == []


def test_a_run_whose_caller_has_left_is_kept_so_that_it_can_be_begun_again(shop: Platform) -> None:
    impatient = Runs(shop.services, shop.definitions, Limits(interactive_wait=0))

    async def start_and_die() -> UUID:
        # The process goes down right after it has answered 202: nothing of what it would do comes to pass.
        never = asyncio.Event()
        impatient._execute = lambda *_: never.wait()  # type: ignore[method-assign, assignment]
        run_id = await impatient.run_flow(calling(REPEATS, line("A")))
        assert isinstance(run_id, UUID)
        return run_id

    run_id = shop.run(start_and_die())
    shop.sql("UPDATE dataflow.run SET lease_until = now() - interval '1 second'")
    runs = Runs(shop.services, shop.definitions)
    assert found(shop, runs, run_id).state is RunState.QUEUED
    shop.run(runs.run_stored(run_id))
    assert found(shop, runs, run_id).state is RunState.COMPLETED
    assert stored(shop) == [("A", 1)]


def test_what_both_attempts_queue_is_queued_once(shop: Platform, runs: Runs) -> None:
    run_id = queued(shop, runs)

    async def first_attempt_up_to_its_end() -> None:
        stored_run = await runs.get_own(run_id)
        outcome = await runs._execute_stored(stored_run, Cancellation())
        assert outcome.error is None

    take(shop, run_id)
    shop.run(first_attempt_up_to_its_end())
    shop.sql(f"TRUNCATE {TABLE} CASCADE")
    sweep(shop)
    shop.run(runs.run_stored(run_id))
    assert found(shop, runs, run_id).state is RunState.COMPLETED
    assert shop.sql("SELECT component FROM dataflow.bus_message") == [(STOCK,)]


def test_a_worker_that_comes_back_late_ends_nothing(shop: Platform, runs: Runs) -> None:
    run_id = queued(shop, runs)
    late = take(shop, run_id)
    sweep(shop)
    taken = take(shop, run_id)
    assert (late.attempt, taken.attempt) == (1, 2)

    async def work() -> None:
        outcome = await runs._execute_stored(late, Cancellation())
        await runs._log.finish(outcome)

    shop.run(work())
    assert shop.sql("SELECT state, attempt FROM dataflow.run") == [("running", 2)]


def test_old_attempts_do_not_renew(shop: Platform, runs: Runs) -> None:
    from aqtra.dataflow import repository_leases

    run_id = queued(shop, runs)
    take(shop, run_id)
    sweep(shop)
    take(shop, run_id)
    later = shop.services.clock.now() + timedelta(seconds=1)
    assert not shop.with_connection(lambda conn: repository_leases.renew(conn, run_id, later, 1))
    assert shop.with_connection(lambda conn: repository_leases.renew(conn, run_id, later, 2))
