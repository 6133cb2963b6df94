"""Atomic runs on a real database: all that a run writes is there at its end, or nothing of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from aqtra.catalogs.changes import Changes
from aqtra.dataflow.context import Cancellation
from aqtra.dataflow.leases import settle_lost
from aqtra.dataflow.models import Limits, Outcome, RunState
from aqtra.dataflow.service import Runs
from aqtra.infra.database import Connection, DatabaseUnavailable
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.stock import (
    ATOMIC,
    BATCHES,
    BOTH,
    CALLS,
    PLAIN,
    QUEUES,
    SEES,
    STOCK,
    TABLE,
    TELLS,
    calling,
    line,
    logged,
    stock,
    stored,
)

TWICE = (line("A"), line("B"), line("A"))


@pytest.fixture(scope="module")
def published(platform: Platform) -> Platform:
    platform.publish(stock())
    return platform


@pytest.fixture
def shop(published: Platform, fresh: Platform) -> Platform:
    fresh.sql(f"TRUNCATE {TABLE} RESTART IDENTITY CASCADE")
    fresh.sql("TRUNCATE infra.outbox")
    return fresh


def run(platform: Platform, flow: UUID, *lines: Any, **limits: Any) -> Outcome:
    outcome = platform.run(
        Runs(platform.services, platform.definitions, Limits(**limits)).run_flow(calling(flow, *lines))
    )
    assert isinstance(outcome, Outcome)
    return outcome


def error(outcome: Outcome) -> tuple[str, int]:
    assert outcome.error is not None
    return outcome.error.code, outcome.error.status


@asynccontextmanager
async def held(platform: Platform, entry: int) -> AsyncIterator[Connection]:
    """Somebody else is changing the entry."""
    async with platform.services.owner_db.transaction() as conn:
        await conn.execute(f"SELECT FROM {TABLE} WHERE id = %s FOR UPDATE".encode(), (entry,))
        yield conn


async def until_it_waits(conn: Connection) -> None:
    while not await somebody_waits(conn):
        pass


async def somebody_waits(conn: Connection) -> bool:
    waiting = "SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    return (await conn.execute(waiting)).rowcount > 0


class TestAllOrNothing:
    def test_a_failure_takes_back_what_was_written_before_it(self, shop: Platform) -> None:
        outcome = run(shop, ATOMIC, *TWICE)
        assert error(outcome) == ("duplicate_key", 409)
        assert outcome.error is not None
        assert outcome.error.item_index == 2
        assert [warning.code for warning in outcome.warnings] == ["rolled_back"]
        assert stored(shop) == []
        assert shop.sql("SELECT count(*) FROM catalogs.change") == [(0,)]
        assert logged(shop) == [("Atomic", "failed", "duplicate_key")]
        assert shop.sql("SELECT step_id, state FROM dataflow.run_step ORDER BY position")[-1] == ("save", "failed")

    def test_without_the_option_it_stays(self, shop: Platform) -> None:
        assert error(run(shop, PLAIN, *TWICE)) == ("duplicate_key", 409)
        assert stored(shop) == [("A", 1), ("B", 1)]

    def test_a_success_is_stored_with_its_history_and_its_log(self, shop: Platform) -> None:
        run(shop, ATOMIC, line("A"))
        outcome = run(shop, ATOMIC, line("A", 1, 5), line("B"))
        assert (outcome.state, outcome.warnings) == (RunState.COMPLETED, ())
        assert stored(shop) == [("A", 5), ("B", 1)]
        assert logged(shop) == [("Atomic", "completed", None)] * 2
        assert shop.sql("SELECT count(*) FROM dataflow.run_step") == [(8,)]
        assert shop.sql("SELECT entry_id FROM catalogs.change") == [(1,)]

    def test_later_steps_see_what_earlier_ones_wrote(self, shop: Platform) -> None:
        assert b'"_found@catalog":1' in run(shop, SEES, line("A")).items

    def test_batches_are_one_transaction_with_all_the_rest(self, shop: Platform) -> None:
        assert run(shop, BATCHES, *(line(f"B-{number}") for number in range(5))).state is RunState.COMPLETED
        assert len(stored(shop)) == 5
        again = run(shop, BATCHES, *(line(f"C-{number}") for number in range(4)), line("B-0"))
        assert again.error is not None
        assert (again.error.code, again.error.params["batch"]) == ("batch_failed", 3)
        assert len(stored(shop)) == 5

    def test_called_flows_end_with_the_one_that_called_them(self, shop: Platform) -> None:
        assert error(run(shop, CALLS, *TWICE)) == ("duplicate_key", 409)
        assert stored(shop) == []
        assert logged(shop) == [("Calls", "failed", "duplicate_key"), ("Inner", "failed", "rolled_back")]
        shop.sql("TRUNCATE dataflow.run CASCADE")
        assert run(shop, CALLS, line("A")).state is RunState.COMPLETED
        assert stored(shop) == [("inner", None), ("A", 1)]
        assert logged(shop) == [("Calls", "completed", None), ("Inner", "completed", None)]

    def test_what_is_queued_is_handed_over_at_the_end_only(self, shop: Platform) -> None:
        assert error(run(shop, QUEUES, *TWICE)) == ("duplicate_key", 409)
        assert shop.sql("SELECT count(*) FROM dataflow.bus_message") == [(0,)]
        assert shop.sql("SELECT count(*) FROM infra.outbox") == [(0,)]
        assert run(shop, QUEUES, line("A")).state is RunState.COMPLETED
        assert shop.sql("SELECT count(*) FROM dataflow.bus_message") == [(1,)]

    def test_people_hear_of_it_at_the_end_only(self, shop: Platform) -> None:
        people.settle(shop)
        assert error(run(shop, TELLS, *TWICE)) == ("duplicate_key", 409)
        assert shop.sql("SELECT count(*) FROM notification.message") == [(0,)]
        assert run(shop, TELLS, line("A")).state is RunState.COMPLETED
        assert shop.sql("SELECT count(*) FROM notification.message") == [(1,)]

    def test_grids_hear_of_it_after_the_commit_and_never_of_a_failure(
        self, shop: Platform, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[UUID] = []
        monkeypatch.setattr(Changes, "touched", lambda _self, component: told.append(component))
        for flow in (ATOMIC, BATCHES):
            run(shop, flow, *TWICE)
            assert told == []
            run(shop, flow, line(str(flow)))
            assert told == [STOCK]
            told.clear()


class TestEnds:
    """Ways to end in the middle, while the run waits for an entry that somebody else is changing."""

    def interrupted(
        self, platform: Platform, meanwhile: Callable[[Connection, Cancellation], Awaitable[None]], **limits: Any
    ) -> Outcome:
        """A run that has written one entry and waits for the second."""
        run(platform, PLAIN, line("old"))
        runs = Runs(platform.services, platform.definitions, Limits(**limits))

        async def work() -> Outcome:
            cancellation = Cancellation()
            prepared = runs._prepare(calling(ATOMIC, line("new"), line("old", 1, 9), line("newer")))
            async with held(platform, 1) as conn:
                task = asyncio.create_task(runs._execute(prepared, cancellation))
                await until_it_waits(conn)
                await meanwhile(conn, cancellation)
            return await task

        return platform.run(work())

    def test_a_cancelled_run_leaves_nothing(self, shop: Platform) -> None:
        async def cancel(_conn: Connection, cancellation: Cancellation) -> None:
            cancellation.ask()

        assert self.interrupted(shop, cancel).state is RunState.CANCELLED
        assert stored(shop) == [("old", 1)]

    def test_a_run_out_of_time_leaves_nothing_and_its_connection_is_usable(self, shop: Platform) -> None:
        async def wait(conn: Connection, _cancellation: Cancellation) -> None:
            while await somebody_waits(conn):
                pass

        assert self.interrupted(shop, wait, atomic_time=0.3).state is RunState.TIMED_OUT
        assert stored(shop) == [("old", 1)]
        assert run(shop, ATOMIC, line("next")).state is RunState.COMPLETED

    def test_a_second_run_waits_for_the_first_and_goes_on(self, shop: Platform) -> None:
        async def change(conn: Connection, _cancellation: Cancellation) -> None:
            await conn.execute(f"UPDATE {TABLE} SET p_p2 = 7 WHERE id = 1".encode())

        assert self.interrupted(shop, change).state is RunState.COMPLETED
        assert stored(shop) == [("old", 9), ("new", 1), ("newer", 1)]

    def test_it_does_not_wait_for_ever(self, shop: Platform) -> None:
        async def wait(conn: Connection, _cancellation: Cancellation) -> None:
            while await somebody_waits(conn):
                pass

        assert error(self.interrupted(shop, wait, lock_wait=0.2)) == ("concurrent_update", 409)
        assert stored(shop) == [("old", 1)]

    def test_of_two_that_wait_for_one_another_one_gives_way_whole(self, shop: Platform) -> None:
        run(shop, PLAIN, line("A"), line("B"))
        runs = Runs(shop.services, shop.definitions)

        async def crossed() -> Outcome | UUID:
            async with held(shop, 2) as conn:
                # Whoever looks finds the knot and gives way: it is to be the run, however slow the machine.
                await conn.execute("SET LOCAL deadlock_timeout = '1h'")
                task = asyncio.create_task(runs.run_flow(calling(ATOMIC, line("A", 1, 5), line("B", 2, 5))))
                await until_it_waits(conn)
                await conn.execute(f"UPDATE {TABLE} SET p_p2 = 7 WHERE id = 1".encode())
            return await task

        outcome = shop.run(crossed())
        assert isinstance(outcome, Outcome)
        assert error(outcome) == ("concurrent_update", 409)
        assert stored(shop) == [("A", 7), ("B", 1)]

    def test_a_run_that_was_given_up_can_store_nothing_any_more(self, shop: Platform) -> None:
        shop.sql("DELETE FROM identity.account")
        shop.sql("INSERT INTO identity.account (id, user_name) OVERRIDING SYSTEM VALUE VALUES (1, 'member')")
        run(shop, PLAIN, line("old"))
        runs = Runs(shop.services, shop.definitions)

        async def work() -> None:
            run_id = await runs.enqueue(calling(BOTH, line("new"), line("old", 1, 9)))
            async with held(shop, 1) as conn:
                slow = asyncio.create_task(runs.run_stored(run_id))
                await until_it_waits(conn)
                async with shop.services.db.transaction() as other:
                    await settle_lost(other, shop.services.clock.now() + timedelta(minutes=1), run_id)
            await slow
            assert (await runs.get_own(run_id)).state is RunState.QUEUED
            await runs.run_stored(run_id)
            ended = await runs.get_own(run_id)
            assert (ended.state, ended.attempt) == (RunState.COMPLETED, 2)

        shop.run(work())
        assert stored(shop) == [("old", 9), ("new", 1)]


def test_more_runs_than_connections_take_turns(shop: Platform) -> None:
    runs = Runs(shop.services, shop.definitions)

    async def many() -> None:
        ended = await asyncio.gather(*(runs.run_flow(calling(ATOMIC, line(f"C-{number}"))) for number in range(30)))
        assert {outcome.state for outcome in ended if isinstance(outcome, Outcome)} == {RunState.COMPLETED}

    shop.run(many())
    assert len(stored(shop)) == 30


def test_a_run_that_cannot_be_stored_has_failed(shop: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection breaks when everything is done, before or in the commit."""

    async def breaks(*_: object) -> bool:
        raise DatabaseUnavailable("the database does not answer")

    runs = Runs(shop.services, shop.definitions)
    monkeypatch.setattr(runs._log, "insert", breaks)
    prepared = runs._prepare(calling(ATOMIC, line("A")))
    outcome = shop.run(runs._execute(prepared, Cancellation()))
    assert error(outcome) == ("database_unavailable", 503)
    assert [found.step_id for found in outcome.steps] == ["raw", "lines", "save", "answer"]
    assert stored(shop) == []
