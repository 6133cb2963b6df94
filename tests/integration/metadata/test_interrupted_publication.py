"""A publication whose worker is killed, frozen or fails at any stage ends with all of it live or none of it."""

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from aqtra.kernel.errors import Conflict
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.publication import repository
from aqtra.metadata.publication.errors import LeaseLost, NotRunning, PublicationRunning
from aqtra.metadata.publication.models import PublicationState, StageState
from aqtra.metadata.publication.runner import Runner
from aqtra.metadata.publication.service import Publications
from aqtra.metadata.publication.stage import PublicationContext, Stage
from aqtra.workplace.publishing import publication_stages
from tests.integration.metadata.platform import BUILDER, Bench, Session

STAGES = range(1, 10)


class Killed(BaseException):
    """The process is gone: nothing after this point is executed or journaled."""


class Refused(Conflict):
    code = "refused"


class Around:
    """A real stage with something happening before or after its work."""

    def __init__(
        self, stage: Stage, *, before: BaseException | None = None, after: BaseException | None = None
    ) -> None:
        self.number, self.name = stage.number, stage.name
        self._stage = stage
        self._before, self._after = before, after

    async def run(self, ctx: PublicationContext) -> None:
        if self._before is not None:
            raise self._before
        await self._stage.run(ctx)
        if self._after is not None:
            raise self._after

    async def undo(self, ctx: PublicationContext) -> None:
        await self._stage.undo(ctx)


class Frozen(Around):
    """A stage whose process stops for a while and then goes on as if nothing had happened."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.reached, self.thaw = asyncio.Event(), asyncio.Event()

    async def run(self, ctx: PublicationContext) -> None:
        self.reached.set()
        await self.thaw.wait()
        await super().run(ctx)


def stages_with(*replaced: Any) -> Sequence[Stage]:
    stages: list[Any] = list(publication_stages())
    for stage in replaced:
        stages[stage.number - 1] = stage
    return stages


def around(number: int, **what: BaseException) -> Around:
    return Around(publication_stages()[number - 1], **what)


def prop(name: str) -> dict[str, Any]:
    return {"id": uuid.uuid4().hex[:8], "name": name, "type": "string"}


async def assert_nothing_is_left(session: Session, key: UUID, publication_id: int) -> None:
    """Neither version nor release, definition or table; the component is still ready to publish."""
    version = (await session.publication(publication_id)).version
    for table in ("platform_version", "release", "packed_definition"):
        assert await session.sql(f"SELECT 1 FROM metadata.{table} WHERE version = %s", version) == [], table
    assert await session.sql("SELECT to_regclass(%s)", f"catalogs.c_{key.hex}") == [(None,)]
    await definitions_of(session.services).refresh()
    assert definitions_of(session.services).component(key) is None
    async with session.components() as components:
        assert (await components.get(key)).state == "ready"


async def assert_can_be_published(session: Session, key: UUID) -> None:
    publication_id = await session.start(key)
    await Runner(session.services, publication_stages()).run(publication_id)
    ended = await session.publication(publication_id)
    assert ended.state is PublicationState.COMPLETED, ended.error


@pytest.mark.parametrize("number", STAGES)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_worker_killed_at_a_stage_leaves_all_or_nothing(bench: Bench, number: int, moment: str) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component(f"Killed {moment} {number}", prop("Note"))
        publication_id = await session.start(key)
        with pytest.raises(Killed):
            await Runner(session.services, stages_with(around(number, **{moment: Killed()}))).run(publication_id)

        # While the lease may still be alive, nobody touches it.
        await Runner(session.services, publication_stages()).recover()
        await session.lose_lease(publication_id)
        await Runner(session.services, publication_stages()).recover()

        ended = await session.publication(publication_id)
        if (number, moment) == (9, "after"):
            assert ended.state is PublicationState.COMPLETED
            await definitions_of(session.services).refresh()
            assert definitions_of(session.services).component(key) is not None
            return
        assert ended.state is PublicationState.ROLLED_BACK
        assert all(stage.state in (StageState.UNDONE, StageState.PENDING) for stage in ended.stages)
        await assert_nothing_is_left(session, key, publication_id)
        await assert_can_be_published(session, key)

    bench.run(work)


@pytest.mark.parametrize("number", STAGES)
def test_a_refusal_at_a_stage_is_shown_there_and_undone(bench: Bench, number: int) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component(f"Refused {number}", prop("Note"))
        publication_id = await session.start(key)
        await Runner(session.services, stages_with(around(number, before=Refused("not today")))).run(publication_id)
        ended = await session.publication(publication_id)
        assert ended.state is PublicationState.ROLLED_BACK
        assert (ended.stages[number - 1].state, ended.stages[number - 1].error) == (StageState.FAILED, "not today")
        assert {stage.state for stage in ended.stages[: number - 1]} <= {StageState.UNDONE}
        assert {stage.state for stage in ended.stages[number:]} <= {StageState.PENDING}
        await assert_nothing_is_left(session, key, publication_id)

    bench.run(work)


def test_an_unexpected_failure_shows_no_details(bench: Bench) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component("Broken", prop("Note"))
        publication_id = await session.start(key)
        secret = RuntimeError("password=hunter2")
        await Runner(session.services, stages_with(around(5, before=secret))).run(publication_id)
        ended = await session.publication(publication_id)
        assert ended.state is PublicationState.ROLLED_BACK
        assert "hunter2" not in ended.model_dump_json()
        await assert_nothing_is_left(session, key, publication_id)

    bench.run(work)


def test_a_switch_that_seems_to_fail_after_its_commit_stays_switched(bench: Bench) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component("Switched", prop("Note"))
        publication_id = await session.start(key)
        lost = around(9, after=ConnectionError("the answer to COMMIT was lost"))
        await Runner(session.services, stages_with(lost)).run(publication_id)
        ended = await session.publication(publication_id)
        assert ended.state is PublicationState.COMPLETED
        assert {stage.state for stage in ended.stages} == {StageState.COMPLETE}

    bench.run(work)


@pytest.mark.parametrize("number", [2, 6, 8, 9])
def test_a_process_that_wakes_up_after_a_take_over_changes_nothing(bench: Bench, number: int) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component(f"Frozen {number}", prop("Note"))
        publication_id = await session.start(key)
        frozen = Frozen(publication_stages()[number - 1])
        sleeper = asyncio.create_task(Runner(session.services, stages_with(frozen)).run(publication_id))
        await frozen.reached.wait()
        await session.lose_lease(publication_id)
        await Runner(session.services, publication_stages()).run(publication_id)
        assert (await session.publication(publication_id)).state is PublicationState.ROLLED_BACK

        frozen.thaw.set()
        await sleeper
        assert (await session.publication(publication_id)).state is PublicationState.ROLLED_BACK
        await assert_nothing_is_left(session, key, publication_id)

    bench.run(work)


def test_a_take_over_waits_for_a_stage_in_the_middle_of_its_transaction(bench: Bench) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component("Fenced", prop("Note"))
        publication_id = await session.start(key)
        frozen = Frozen(publication_stages()[0])
        sleeper = asyncio.create_task(Runner(session.services, stages_with(frozen)).run(publication_id))
        await frozen.reached.wait()
        async with session.services.db.transaction() as conn:
            await repository.fence(conn, publication_id, lease=1)
            await session.lose_lease(publication_id)
            taking = asyncio.create_task(Runner(session.services, publication_stages()).run(publication_id))
            await asyncio.wait({taking}, timeout=0.3)
            assert not taking.done()
        await taking
        frozen.thaw.set()
        await sleeper
        assert (await session.publication(publication_id)).state is PublicationState.ROLLED_BACK

    bench.run(work)


def test_a_doubled_message_is_harmless(bench: Bench) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component("Doubled", prop("Note"))
        publication_id = await session.start(key)
        runner = Runner(session.services, publication_stages())
        await asyncio.gather(*(runner.run(publication_id) for _ in range(4)))
        ended = await session.publication(publication_id)
        assert ended.state is PublicationState.COMPLETED
        await runner.run(publication_id)
        assert await session.publication(publication_id) == ended

    bench.run(work)


def test_a_publication_nobody_began_is_run_by_the_next_start(bench: Bench) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component("Forgotten", prop("Note"))
        publication_id = await session.start(key)
        await Runner(session.services, publication_stages()).recover()
        assert (await session.publication(publication_id)).state is PublicationState.COMPLETED

    bench.run(work)


def test_only_one_runs_at_a_time_for_the_whole_instance(bench: Bench) -> None:
    async def work(session: Session) -> None:
        keys = [await session.ready_component(f"Racing {number}", prop("Note")) for number in range(4)]
        outcomes = await asyncio.gather(*(session.start(key) for key in keys), return_exceptions=True)
        started = [outcome for outcome in outcomes if isinstance(outcome, int)]
        refused = [outcome for outcome in outcomes if isinstance(outcome, PublicationRunning)]
        assert (len(started), len(refused)) == (1, 3)
        assert {(error.params["id"], error.params["user"]) for error in refused} == {(started[0], "Bo Builder")}
        await Runner(session.services, publication_stages()).run(started[0])

    bench.run(work)


def test_a_reset_takes_it_away_and_undoes_what_was_done(bench: Bench) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component("Stuck", prop("Note"))
        publication_id = await session.start(key)
        frozen = Frozen(publication_stages()[7])
        sleeper = asyncio.create_task(Runner(session.services, stages_with(frozen)).run(publication_id))
        await frozen.reached.wait()
        async with session.services.db.transaction() as conn:
            await Publications(conn, session.services).reset(publication_id)
        await Runner(session.services, publication_stages()).run(publication_id)
        assert (await session.publication(publication_id)).state is PublicationState.RESET
        frozen.thaw.set()
        await sleeper
        await assert_nothing_is_left(session, key, publication_id)
        async with session.services.db.transaction() as conn:
            with pytest.raises(NotRunning):
                await Publications(conn, session.services).reset(publication_id)
        await assert_can_be_published(session, key)

    bench.run(work)


def test_the_selection_is_frozen_when_it_starts(bench: Bench) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component("Frozen title", prop("Note"))
        publication_id = await session.start(key)
        async with session.components() as components:
            stored = await components.get(key)
            settings = stored.document.settings.model_copy(update={"title": "Later title"})
            later = stored.document.model_copy(update={"settings": settings})
            await components.save(BUILDER, key, stored.saved_version, later)
        await Runner(session.services, publication_stages()).run(publication_id)
        await definitions_of(session.services).refresh()
        live = definitions_of(session.services).component(key)
        assert live is not None
        assert live.document.settings.title == "Frozen title"
        async with session.components() as components:
            assert (await components.get(key)).state == "published_changed"

    bench.run(work)


def test_a_stage_cannot_change_anything_without_the_lease(bench: Bench) -> None:
    async def work(session: Session) -> None:
        key = await session.ready_component("Fence", prop("Note"))
        publication_id = await session.start(key)
        context = PublicationContext(publication_id, 1, (), {}, session.services, lease=99)
        async with session.services.db.transaction() as conn:
            with pytest.raises(LeaseLost):
                await context.fence(conn)
        await Runner(session.services, publication_stages()).run(publication_id)

    bench.run(work)
