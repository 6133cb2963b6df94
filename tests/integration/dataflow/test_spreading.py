"""Large background runs, by one worker and by several: the same answer, log, warnings, files and entries."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import AsyncMock, patch
from uuid import UUID, uuid4

import pytest
from prometheus_client import REGISTRY

from aqtra.dataflow import repository
from aqtra.dataflow.context import Cancellation
from aqtra.dataflow.maintenance import sweep_runs
from aqtra.dataflow.models import Limits, Outcome, PayloadKind, RunState, StoredRun
from aqtra.dataflow.service import Call, Runs
from aqtra.dataflow.spreading import repository as parts
from aqtra.dataflow.spreading.hands import PART_TASK
from aqtra.dataflow.spreading.models import TakenPart
from aqtra.dataflow.spreading.packing import unpack_table
from aqtra.files.service import read_stream
from aqtra.infra.crypto import NotAuthentic
from aqtra.infra.sealed import PART_ITEMS
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.shelf import (
    ATOMIC,
    CALCULATES,
    CAREFUL,
    CHANGES,
    EXPORTS,
    FILTERS,
    LINES,
    READS,
    RECORDS,
    SHELF,
    TABLE,
    code,
    lines,
    restock,
    shelf,
)

LIMITS = Limits(spread=16)
"""Parts of two items."""
MOMENTS = re.compile(r'"(created|update)Date":"[^"]*",')
"""Entries are made anew for every run."""


@pytest.fixture(scope="module")
def published(platform: Platform) -> Platform:
    platform.publish(shelf())
    return platform


@pytest.fixture
def shop(published: Platform, fresh: Platform) -> Platform:
    fresh.sql("TRUNCATE infra.outbox")
    fresh.sql("DELETE FROM identity.account")
    fresh.sql("INSERT INTO identity.account (id, user_name) OVERRIDING SYSTEM VALUE VALUES (1, 'member')")
    restock(fresh)
    return fresh


@dataclass(frozen=True)
class Ended:
    """All that a run leaves behind, without times and ids of its own."""

    state: RunState
    answer: Any
    error: Any
    warnings: Sequence[Any]
    steps: Sequence[Any]
    entries: Sequence[Any]
    parts: Mapping[str, int | None]
    taken: Sequence[int]
    """Parts that each of the other workers did."""


def queued(platform: Platform, flow_key: UUID, sent: Sequence[Any]) -> UUID:
    return platform.run(Runs(platform.services, platform.definitions, LIMITS).enqueue(calling(flow_key, sent)))


def calling(flow_key: UUID, sent: Sequence[Any]) -> Call:
    payload = {"lines": list(sent)}
    return Call(SHELF, flow_key, MEMBER, f"t-{uuid4().hex}", payload=payload, payload_kind=PayloadKind.RAW_MODEL)


async def by_workers(platform: Platform, run_id: UUID, others: int, limits: Limits = LIMITS) -> Sequence[int]:
    """Runs it, while other workers answer the doorbells of its parts; how many parts each of these did."""
    runs = Runs(platform.services, platform.definitions, limits)
    running = asyncio.create_task(runs.run_stored(run_id))

    async def work() -> int:
        mine, done = Runs(platform.services, platform.definitions, limits), 0
        while not running.done():
            done += await mine.do_part(run_id)
        return done

    taken = await asyncio.gather(*(work() for _ in range(others)))
    await running
    return taken


def run(platform: Platform, flow_key: UUID, sent: Sequence[Any], others: int, limits: Limits = LIMITS) -> Ended:
    restock(platform)
    run_id = queued(platform, flow_key, sent)
    taken = platform.run(by_workers(platform, run_id, others, limits))
    stored = platform.run(Runs(platform.services, platform.definitions).get(MEMBER, run_id))
    steps = platform.sql(
        "SELECT step_id, state, items_in, items_out, error->>'code', parts FROM dataflow.run_step WHERE run_id = %s "
        "ORDER BY position",
        run_id,
    )
    assert platform.sql("SELECT count(*) FROM dataflow.run_part") == [(0,)]
    return Ended(
        stored.state,
        None if stored.items is None else json.loads(MOMENTS.sub("", stored.items)),
        stored.error and stored.error.model_dump(exclude={"run_id", "trace_id"}),
        [warning.model_dump() for warning in stored.warnings],
        [row[:5] for row in steps],
        platform.sql(f"SELECT id, p_p1, p_p2 FROM {TABLE} ORDER BY id"),
        {row[0]: row[5] for row in steps},
        taken,
    )


def both(platform: Platform, flow_key: UUID, sent: Sequence[Any]) -> Ended:
    """By one worker whose items are not cut, and by three; all they leave is the same."""
    whole = run(platform, flow_key, sent, 0, Limits())
    assert set(whole.parts.values()) <= {None}
    alone = run(platform, flow_key, sent, 0)
    together = run(platform, flow_key, sent, 2)
    for cut in (alone, together):
        for what in ("state", "answer", "error", "warnings", "steps", "entries"):
            assert getattr(cut, what) == getattr(whole, what), what
    assert alone.parts == together.parts
    return together


def known() -> list[dict[str, Any]]:
    """Lines of entries that are there."""
    return [{**line, "count": line["count"] + 100} for line in lines()[::2]]


class TestSame:
    def test_three_workers_answer_as_one(self, shop: Platform) -> None:
        ended = both(shop, READS, lines())
        assert ended.state is RunState.COMPLETED
        assert [line["code"] for found in ended.answer for line in found["lines"]] == [code(n) for n in range(LINES)]
        assert ended.parts == {"raw": None, "lines": None, "find": 21, "math": 21, "group": None, "answer": None}
        assert all(ended.taken)

    def test_warnings_are_told_once_with_the_number_of_all_parts(self, shop: Platform) -> None:
        ended = both(shop, FILTERS, lines())
        (truncated,) = ended.warnings
        assert (truncated["code"], truncated["step_id"], truncated["item_index"]) == ("result_truncated", "query", 0)
        assert "for 38 of the items" in truncated["message"]
        assert ended.parts["query"] == ended.parts["later"] == 19

    def test_recorded_operations_are_applied_as_one_worker_records_them(self, shop: Platform) -> None:
        ended = both(shop, RECORDS, lines())
        assert (ended.state, ended.parts["record"], ended.parts["apply"]) == (RunState.COMPLETED, 21, None)
        # Changes come first, then new entries in the order of the items.
        order = [*range(0, LINES, 2), *range(1, LINES, 2)]
        assert [row[1] for row in ended.entries] == [code(number) for number in order]

    def test_a_stored_file_has_the_same_rows(self, shop: Platform) -> None:
        def content(ended: Ended) -> bytes:
            assert ended.state is RunState.COMPLETED
            file_id = UUID(ended.answer[0]["_file@uuid"])

            async def read() -> bytes:
                return b"".join([chunk async for chunk in read_stream(shop.services, file_id)])

            return shop.run(read())

        whole = content(run(shop, EXPORTS, lines(), 0, Limits()))
        assert json.loads(whole)[-1]["Rest"] == {"n": 10.0}
        assert content(run(shop, EXPORTS, lines(), 2)) == whole

    def test_an_error_has_the_place_of_its_item_in_the_whole_stream(self, shop: Platform) -> None:
        sent = [*lines(33), {"code": code(33), "count": -1}, *lines()[34:], {"code": "C-99", "count": -2}]
        ended = both(shop, RECORDS, sent)
        assert (ended.error["code"], ended.error["step_id"], ended.error["item_index"]) == (
            "validation_failed", "record", 33,
        )  # fmt: skip
        assert ended.steps[-1] == ("record", "failed", 42, 0, "validation_failed")

    def test_an_error_behind_a_filter_counts_what_the_filter_let_pass(self, shop: Platform) -> None:
        sent = [*lines(9)[5:], *lines(39)[37:], *lines(30)]
        sent[20] = {**sent[20], "rest": {"n": "none"}}
        ended = both(shop, FILTERS, sent)
        assert (ended.error["step_id"], ended.error["item_index"]) == ("later", 19)
        assert ended.steps[-1][:4] == ("later", "failed", 35, 0)


class TestActing:
    def test_changes_of_different_entries_are_written_once_each(self, shop: Platform) -> None:
        ended = both(shop, CHANGES, known())
        assert (ended.state, ended.parts["change"]) == (RunState.COMPLETED, 11)
        assert [row[2] for row in ended.entries] == [100 + number for number in range(0, LINES, 2)]
        assert {entry["version"] for entry in shop.list(shelf())["value"]} == {2}

    def test_a_flow_that_is_not_safe_to_repeat_acts_in_one_place(self, shop: Platform) -> None:
        ended = both(shop, CAREFUL, known())
        assert (ended.parts["find"], ended.parts["change"]) == (11, None)

    @pytest.mark.parametrize("more", [lines(2)[1:], known()[:1]], ids=["a new entry", "an entry twice"])
    def test_items_that_meet_are_written_one_after_the_other(
        self, shop: Platform, more: Sequence[Mapping[str, Any]]
    ) -> None:
        ended = both(shop, CHANGES, [*known(), *more])
        assert (ended.parts["find"], ended.parts["change"]) == (11, None)

    def test_what_cannot_be_converted_is_told_before_anything_is_written(self, shop: Platform) -> None:
        ended = both(shop, CHANGES, [*known()[:-1], {**known()[-1], "count": 2**70}])
        assert ended.state is RunState.FAILED
        assert [row[2] for row in ended.entries] == list(range(0, LINES, 2))


class TestWhole:
    @pytest.mark.parametrize("flow_key", [ATOMIC, CALCULATES])
    def test_one_worker_does_it(self, shop: Platform, flow_key: UUID) -> None:
        ended = run(shop, flow_key, lines(), 2)
        assert (ended.error, set(ended.parts.values()), ended.taken) == (None, {None}, [0, 0])

    def test_few_items_are_not_cut(self, shop: Platform) -> None:
        assert run(shop, READS, lines(15), 1).parts["find"] is None
        assert run(shop, READS, lines(16), 1).parts["find"] == 8

    def test_nor_is_a_run_that_somebody_waits_for(self, shop: Platform) -> None:
        runs = Runs(shop.services, shop.definitions, LIMITS)
        outcome = shop.run(runs.run_flow(calling(READS, lines())))
        assert isinstance(outcome, Outcome)
        assert [step.parts for step in outcome.steps] == [None] * 6


class Hold:
    """A worker that takes the first part of a run and does nothing with it."""

    def __init__(self, platform: Platform, run_id: UUID) -> None:
        self.platform = platform
        self._run_id = run_id
        self.part: TakenPart | None = None

    async def sql(self, statement: str, *values: Any) -> Sequence[Any]:
        async with self.platform.services.db.connection() as conn:
            cursor = await conn.execute(statement.encode(), values)
            return await cursor.fetchall() if cursor.description else []

    async def take(self) -> TakenPart:
        version, now = self.platform.definitions.current_version, self.platform.services.clock.now()
        while self.part is None:
            async with self.platform.services.db.transaction() as conn:
                self.part = await parts.take(conn, self._run_id, version, now)
        return self.part

    async def lose(self, tries: int = 1) -> None:
        """Its lease runs out."""
        await self.sql("UPDATE dataflow.run_part SET lease_until = now() - interval '1s', tries = %s "
                       "WHERE number = %s AND state = 'running'", tries, (await self.take()).number)  # fmt: skip

    async def finish(self) -> bool:
        async with self.platform.services.db.connection() as conn:
            return await parts.finish(conn, await self.take(), b"late", stops=False)


def held(platform: Platform, flow_key: UUID, work: Callable[[Hold, asyncio.Task[None]], Awaitable[None]]) -> StoredRun:
    """A run of which somebody holds a part, as it ended."""
    run_id = queued(platform, flow_key, known())

    async def go() -> None:
        runs, hold = Runs(platform.services, platform.definitions, LIMITS), Hold(platform, run_id)
        running = asyncio.create_task(runs.run_stored(run_id))
        await hold.take()
        await work(hold, running)
        await running

    platform.run(go())
    assert platform.sql("SELECT count(*) FROM dataflow.run_part") == [(0,)]
    return platform.run(Runs(platform.services, platform.definitions).get(MEMBER, run_id))


class TestLost:
    @pytest.mark.parametrize("flow_key", [READS, CHANGES, CAREFUL])
    def test_a_part_whose_worker_is_lost_is_done_by_another(self, shop: Platform, flow_key: UUID) -> None:
        async def lose(hold: Hold, _running: asyncio.Task[None]) -> None:
            await hold.lose()

        ended = held(shop, flow_key, lose)
        assert (ended.state, ended.attempt) == (RunState.COMPLETED, 1)
        if flow_key != READS:
            assert [row[0] for row in shop.sql(f"SELECT p_p2 FROM {TABLE} ORDER BY id")] == [
                line["count"] for line in known()
            ]

    def test_a_worker_that_comes_back_late_ends_nothing(self, shop: Platform) -> None:
        async def come_back(hold: Hold, running: asyncio.Task[None]) -> None:
            await hold.lose()
            while not running.done() and (await hold.sql(
                "SELECT state FROM dataflow.run_part WHERE number = %s", (await hold.take()).number
            ))[:1] == [("running",)]:  # fmt: skip
                pass
            assert not await hold.finish()

        assert held(shop, READS, come_back).state is RunState.COMPLETED

    def test_a_part_that_takes_three_workers_down_ends_the_run(self, shop: Platform) -> None:
        async def lose(hold: Hold, _running: asyncio.Task[None]) -> None:
            await hold.lose(tries=3)

        ended = held(shop, READS, lose)
        assert ended.error is not None
        assert (ended.state, ended.error.code, ended.error.step_id) == (RunState.FAILED, "worker_lost", "find")

    def test_a_run_whose_time_is_over_does_not_wait_for_its_parts(self, shop: Platform) -> None:
        run_id = queued(shop, READS, lines())

        async def go() -> bool:
            runs = Runs(shop.services, shop.definitions, replace(LIMITS, run_time=1))
            hold, running = Hold(shop, run_id), asyncio.create_task(runs.run_stored(run_id))
            await hold.take()
            await running
            return await hold.finish()

        assert not shop.run(go())
        ended = shop.run(Runs(shop.services, shop.definitions).get(MEMBER, run_id))
        assert ended.error is not None
        assert (ended.state, ended.error.step_id) == (RunState.TIMED_OUT, "find")
        assert shop.sql("SELECT count(*) FROM dataflow.run_part") == [(0,)]

    def test_a_cancelled_run_takes_its_parts_back(self, shop: Platform) -> None:
        run_id = queued(shop, READS, lines())

        async def go() -> tuple[Outcome, bool]:
            runs, hold, cancellation = Runs(shop.services, shop.definitions, LIMITS), Hold(shop, run_id), Cancellation()
            async with shop.services.db.transaction() as conn:
                stored = await repository.claim(conn, shop.services.sealer, run_id, shop.services.clock.now())
            assert stored is not None
            running = asyncio.create_task(runs._execute_stored(stored, cancellation))
            await hold.take()
            cancellation.ask()
            outcome = await running
            return outcome, await hold.finish()

        outcome, stored = shop.run(go())
        assert (outcome.state, stored) == (RunState.CANCELLED, False)
        assert shop.sql("SELECT count(*) FROM dataflow.run_part") == [(0,)]

    def test_the_second_attempt_of_a_run_begins_anew(self, shop: Platform) -> None:
        run_id = queued(shop, CHANGES, known())

        async def first() -> TakenPart:
            runs, hold = Runs(shop.services, shop.definitions, LIMITS), Hold(shop, run_id)
            running = asyncio.create_task(runs.run_stored(run_id))
            part = await hold.take()
            # The process is gone: it puts nothing right any more.
            with patch.object(parts, "clear", AsyncMock()):
                running.cancel()
                await asyncio.wait({running})
            return part

        part = shop.run(first())
        shop.sql("UPDATE dataflow.run SET lease_until = now() - interval '1s'")
        shop.run(sweep_runs(shop.services))
        shop.run(by_workers(shop, run_id, 2))
        ended = shop.run(Runs(shop.services, shop.definitions).get(MEMBER, run_id))
        assert (ended.state, ended.attempt, part.attempt) == (RunState.COMPLETED, 2, 1)
        assert shop.sql("SELECT count(*) FROM dataflow.run_part") == [(0,)]


class TestRows:
    def test_each_part_has_a_doorbell(self, shop: Platform) -> None:
        shop.sql("TRUNCATE infra.outbox")
        run_id = queued(shop, READS, lines())
        shop.run(by_workers(shop, run_id, 0))
        rung = shop.sql("SELECT payload->>'id' FROM infra.outbox WHERE payload->>'name' = %s", PART_TASK)
        assert rung == [(str(run_id),)] * 21

    def test_items_and_results_lie_sealed_and_open_only_in_their_place(self, shop: Platform) -> None:
        async def look(hold: Hold, _running: asyncio.Task[None]) -> None:
            part = await hold.take()
            place = PART_ITEMS.place(part.run_id, part.attempt, part.number)
            opened = shop.services.sealer.open(part.content, place)
            assert unpack_table(opened).json_items()[0]["code"] == "C-00"
            assert b"code" in opened
            assert b"code" not in part.content
            with pytest.raises(NotAuthentic):
                shop.services.sealer.open(part.content, PART_ITEMS.place(part.run_id, part.attempt, 99))
            await hold.lose()

        assert held(shop, READS, look).state is RunState.COMPLETED

    def test_a_process_that_knows_another_version_leaves_parts_alone(self, shop: Platform) -> None:
        async def look(hold: Hold, _running: asyncio.Task[None]) -> None:
            await hold.lose()
            version = shop.definitions.current_version + 1
            async with shop.services.db.connection() as conn:
                assert await parts.take(conn, (await hold.take()).run_id, version, shop.services.clock.now()) is None

        assert held(shop, READS, look).state is RunState.COMPLETED

    def test_open_parts_are_counted(self, shop: Platform) -> None:
        async def look(hold: Hold, _running: asyncio.Task[None]) -> None:
            await sweep_runs(shop.services)
            running = REGISTRY.get_sample_value("aqtra_dataflow_parts_open", {"state": "running"})
            assert running is not None
            assert running >= 1
            await hold.lose()

        held(shop, READS, look)
        shop.run(sweep_runs(shop.services))
        assert REGISTRY.get_sample_value("aqtra_dataflow_parts_open", {"state": "running"}) == 0

    def test_a_doubled_doorbell_after_the_end_does_nothing(self, shop: Platform) -> None:
        run_id = queued(shop, READS, lines())
        runs = Runs(shop.services, shop.definitions, LIMITS)
        assert not shop.run(runs.do_part(run_id))
        shop.run(by_workers(shop, run_id, 0))
        assert not shop.run(runs.do_part(run_id))
        assert not shop.run(runs.do_part(uuid4()))

    def test_what_a_lost_run_left_is_swept_away_once_it_is_over(self, shop: Platform) -> None:
        run_id = queued(shop, READS, lines())

        async def leave() -> None:
            row = {"run_id": run_id, "attempt": 1, "number": 0, "step_id": "find", "first": 0, "definitions": 1}
            async with shop.services.db.connection() as conn:
                await parts.insert(conn, [{**row, "sealed": b"x"}])

        shop.run(leave())
        shop.sql("UPDATE dataflow.run SET state = 'running', lease_until = now() - interval '1s'")
        shop.run(sweep_runs(shop.services))
        assert shop.sql("SELECT count(*) FROM dataflow.run_part") == [(0,)]
