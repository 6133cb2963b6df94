"""What starts by the clock starts once: through publications, downtime, two processes and clocks that jump."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from aqtra.catalogs.subject import act_as
from aqtra.dataflow.leases import RUN_TASK
from aqtra.dataflow.models import RunState, StoredRun
from aqtra.dataflow.publication import Dataflows
from aqtra.dataflow.service import Runs
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.principal import BACKGROUND, PLATFORM, Principal
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.releases import repository as releases
from aqtra.scheduler import repository
from aqtra.scheduler.publication import Scheduled
from aqtra.scheduler.service import Scheduler
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.flows import DEPARTMENT, INVOICE, answer, invoice
from tests.support.clock import StillClock

NIGHTLY, INPUT = (UUID(f"00000000-0000-4000-8000-00000000c00{number}") for number in (1, 2))
BOSS = Principal(user_id=1, rights=frozenset({"administer"}))
NOON = datetime.fromisoformat("2026-06-01T12:00:00+00:00")


class Bench:
    """Schedules of a platform whose clock stands still."""

    def __init__(self, platform: Platform, zone: str = "UTC") -> None:
        self.platform, self.clock = platform, StillClock(NOON)
        self.services = self.of_zone(zone)
        self.scheduler = Scheduler(self.services)
        self.runs = Runs(self.services, platform.definitions)

    def of_zone(self, zone: str) -> Services:
        settings = self.platform.services.settings.model_copy(update={"time_zone": zone})
        return replace(self.platform.services, clock=self.clock, settings=settings)

    def publish(self, document: ComponentDocument, *, switch: bool = True) -> None:
        async def register() -> None:
            ctx = await self.platform.context((document,))
            ctx, stage = replace(ctx, services=self.services), Scheduled(Dataflows())
            await stage.run(ctx)
            if not switch:
                await stage.undo(ctx)
                return
            async with self.services.db.transaction() as conn:
                await releases.set_layout(conn, document.key, ctx.new_version, live.table)
                await releases.switch(conn, ctx.new_version, self.clock.now())

        live = self.platform.definitions.component(document.key)
        if live is None:
            self.platform.publish(document)
            self.platform.run(self.platform.definitions.refresh())
            live = self.platform.definitions.component(document.key)
        assert live is not None
        try:
            self.platform.run(register())
        finally:
            self.platform.sql("UPDATE metadata.publication SET state = 'completed'")
        self.platform.run(self.platform.definitions.refresh())

    def withdraw(self, key: UUID) -> None:
        async def work() -> None:
            async with self.services.db.transaction() as conn:
                version = await releases.next_version(conn)
                await releases.insert_version(conn, version, self.clock.now())
                await releases.withdraw(conn, key, version)
                await releases.switch(conn, version, self.clock.now())

        self.platform.run(work())

    def tick(self, time: str | None = None) -> list[UUID]:
        if time is not None:
            self.clock.set(f"2026-06-{time}+00:00")
        return self.platform.run(self.scheduler.tick())

    def work(self, run_id: UUID) -> StoredRun:
        """A worker runs it."""
        self.platform.run(self.runs.run_stored(run_id))
        return self.platform.run(self.runs.get(BOSS, run_id))

    def end(self, run_id: UUID, state: str = "completed") -> None:
        values = (state, self.clock.now(), run_id)
        self.platform.sql("UPDATE dataflow.run SET state = %s, ended_at = %s WHERE id = %s", *values)

    def hand(self) -> Any:
        return self.platform.with_connection(lambda conn: repository.hand(conn, NIGHTLY))


def nightly(*steps: dict[str, Any], cron: str = "0 * * * *", **settings: Any) -> ComponentDocument:
    """A component whose Input dataflow starts by the clock; `steps` come between its entry step and its answer."""
    entry = {"id": "get", "type": "get_empty_model", "name": "Get empty model"}
    last = steps[-1]["id"] if steps else "get"
    flow = {
        "key": INPUT,
        "kind": "input_dataflow",
        "name": "Input",
        "stages": [{"id": "s1", "name": "Stage", "steps": [entry, *steps, answer(last)]}],
    }
    return ComponentDocument.model_validate(
        {"key": NIGHTLY, "settings": {"title": "Nightly", "cron": cron, **settings}, "flows": [flow]}
    )


def query(component: UUID, into: str = "_found@array") -> dict[str, Any]:
    params = {"component": str(component), "dst_field_name": into}
    return {"id": "query", "type": "query_entity_by_filter", "name": "Query", "source": ["get"], "params": params}


@pytest.fixture
def bench(fresh: Platform) -> Bench:
    fresh.sql("TRUNCATE infra.outbox")
    fresh.sql("TRUNCATE identity.account CASCADE")
    fresh.sql("INSERT INTO identity.account (id, user_name) OVERRIDING SYSTEM VALUE VALUES (1, 'boss'), (2, 'ada')")
    fresh.sql(
        "INSERT INTO identity.account_role (account_id, role_id) SELECT 1, id FROM identity.role "
        "WHERE 'administer' = ANY (rights)"
    )
    return Bench(fresh)


def test_a_published_schedule_starts_its_input_dataflow(bench: Bench) -> None:
    bench.publish(nightly())
    assert bench.tick("01T12:59:59") == []
    (run,) = bench.tick("01T13:00:00")
    assert bench.platform.sql("SELECT payload FROM infra.outbox") == [({"name": RUN_TASK, "id": str(run)},)]
    stored = bench.work(run)
    assert (stored.state, stored.trigger.value, stored.flow) == (RunState.COMPLETED, "cron", INPUT)
    assert bench.platform.sql("SELECT principal_id, principal_name, is_platform FROM dataflow.run") == [
        (None, "platform", True)
    ]
    assert bench.tick("01T13:00:01") == []
    assert len(bench.tick("01T14:00:00")) == 1


def test_a_time_between_the_switch_and_the_first_look_counts(bench: Bench) -> None:
    bench.publish(nightly())
    assert len(bench.tick("01T13:00:01")) == 1


def test_publishing_again_without_a_change_does_not_start_anew(bench: Bench) -> None:
    bench.publish(nightly(cron="0 0 * * *"))
    bench.tick()
    bench.clock.set("2026-06-02T00:00:30+00:00")
    bench.publish(nightly(cron="0 0 * * *"))
    assert len(bench.tick()) == 1


def test_a_changed_expression_holds_from_its_publication_on(bench: Bench) -> None:
    bench.publish(nightly(cron="30 * * * *"))
    bench.tick()
    bench.clock.set("2026-06-01T12:40:00+00:00")
    bench.publish(nightly(cron="0 * * * *"))
    assert bench.tick() == []
    assert len(bench.tick("01T13:00:00")) == 1


def test_a_publication_that_is_undone_changes_nothing(bench: Bench) -> None:
    bench.publish(nightly(cron="0 * * * *"))
    bench.publish(nightly(cron="*/5 * * * *"), switch=False)
    assert bench.tick("01T12:30:00") == []
    assert len(bench.tick("01T13:00:00")) == 1


@pytest.mark.parametrize("change", ["withdrawn", "without"])
def test_a_component_that_is_gone_or_has_no_schedule_any_more_starts_nothing(bench: Bench, change: str) -> None:
    bench.publish(nightly())
    bench.tick()
    if change == "withdrawn":
        bench.withdraw(NIGHTLY)
    else:
        bench.publish(nightly(cron=""))
    assert bench.tick("01T13:00:00") == []
    assert bench.hand() is None
    assert bench.platform.sql("SELECT count(*) FROM scheduler.schedule") == [(0,)]


def test_missed_times_collapse_into_one(bench: Bench) -> None:
    bench.publish(nightly(cron="*/10 * * * *"))
    bench.tick()
    assert len(bench.tick("03T08:05:00")) == 1
    assert bench.hand().next_at == datetime.fromisoformat("2026-06-03T08:10:00+00:00")


def test_a_time_is_skipped_and_noted_while_the_run_before_goes_on(bench: Bench) -> None:
    bench.publish(nightly())
    bench.tick()
    (run,) = bench.tick("01T13:00:00")
    with capture_logs() as logs:
        assert bench.tick("01T14:00:00") == []
    assert [(line["event"], line["run_id"]) for line in logs] == [("schedule_skipped", str(run))]
    assert bench.hand().skipped_at == bench.clock.now()
    bench.end(run)
    assert bench.tick("01T14:59:59") == []
    assert len(bench.tick("01T15:00:00")) == 1


def test_a_lost_worker_does_not_hold_up_the_next_time(bench: Bench) -> None:
    bench.publish(nightly())
    bench.tick()
    (run,) = bench.tick("01T13:00:00")
    lost = "UPDATE dataflow.run SET state = 'running', lease_until = %s WHERE id = %s"
    bench.platform.sql(lost, bench.clock.now(), run)
    bench.clock.set("2026-06-01T14:00:00+00:00")
    assert bench.work(run).state is RunState.FAILED
    (following,) = bench.tick()
    assert following != run


def test_last_success_is_the_start_of_the_last_run_that_went_well(bench: Bench) -> None:
    begun = {"target": "begun@date-time", "source": "$lastSuccess"}
    step = {"id": "map", "type": "transform_model", "name": "Map", "source": ["get"]}
    bench.publish(nightly({**step, "params": {"fields_mapping": [begun]}}))
    bench.tick()
    (first,) = bench.tick("01T13:00:00")
    assert '"begun@date-time":null' in (bench.work(first).items or "")
    (second,) = bench.tick("01T14:00:00")
    bench.end(second, "failed")
    (third,) = bench.tick("01T15:00:00")
    assert '"begun@date-time":"2026-06-01T13:00:00' in (bench.work(third).items or "")


def test_a_leader_that_dies_before_its_commit_leaves_the_time_to_another(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.publish(nightly())
    bench.tick()

    class Died(BaseException):
        """Nothing of the process is left."""

    async def die(*_: Any) -> None:
        raise Died

    with monkeypatch.context() as patched:
        # The run is queued by then, the schedule not yet moved on.
        patched.setattr(repository, "started", die)
        with pytest.raises(Died):
            bench.tick("01T13:00:00")
    assert bench.platform.sql("SELECT count(*) FROM dataflow.run") == [(0,)]
    other = Scheduler(bench.services)
    assert len(bench.platform.run(other.tick())) == 1
    assert bench.tick() == []


def test_while_one_process_leads_others_do_nothing(bench: Bench) -> None:
    bench.publish(nightly())
    bench.tick()
    bench.clock.set("2026-06-01T13:00:00+00:00")

    async def beside() -> tuple[list[UUID], list[UUID]]:
        async with bench.services.db.transaction() as conn:
            assert await repository.lead(conn)
            refused = await Scheduler(bench.services).tick()
        return refused, await Scheduler(bench.services).tick()

    refused, taken = bench.platform.run(beside())
    assert (refused, len(taken)) == ([], 1)


def test_many_processes_at_once_start_each_time_once(bench: Bench) -> None:
    bench.publish(nightly())
    bench.tick()
    bench.clock.set("2026-06-01T13:00:00+00:00")

    async def all_at_once() -> int:
        rounds = await asyncio.gather(*(Scheduler(bench.services).tick() for _ in range(8)))
        return sum(len(started) for started in rounds)

    assert bench.platform.run(all_at_once()) == 1


def test_a_restart_goes_on_where_it_stopped(bench: Bench) -> None:
    bench.publish(nightly())
    bench.tick()
    bench.scheduler = Scheduler(bench.services)
    assert bench.tick("01T12:30:00") == []
    bench.scheduler = Scheduler(bench.services)
    assert len(bench.tick("01T13:00:00")) == 1


def test_a_clock_that_ran_ahead_and_is_set_right_holds_nothing_up(bench: Bench) -> None:
    bench.publish(nightly())
    bench.tick()
    (ahead,) = bench.tick("09T12:00:00")
    bench.end(ahead)
    assert bench.tick("01T12:30:00") == []
    assert len(bench.tick("01T13:00:00")) == 1


def test_a_clock_that_goes_back_a_little_starts_nothing_twice(bench: Bench) -> None:
    bench.publish(nightly())
    bench.tick()
    (run,) = bench.tick("01T13:00:00")
    bench.end(run)
    assert bench.tick("01T12:59:58") == []
    assert bench.tick("01T13:00:00") == []
    assert len(bench.tick("01T14:00:00")) == 1


def test_a_gap_and_a_fold_of_the_platforms_zone_start_one_run_each(fresh: Platform, bench: Bench) -> None:
    berlin = Bench(fresh, "Europe/Berlin")
    berlin.clock.set("2026-03-28T12:00:00+00:00")
    berlin.publish(nightly(cron="30 2 * * *"))
    starts = {"2026-03-29": 0, "2026-10-25": 0}
    for day in starts:
        berlin.clock.set(f"{day}T00:00:00+00:00")
        berlin.platform.sql("UPDATE scheduler.hand SET next_at = %s", berlin.clock.now())
        for run in berlin.platform.run(berlin.scheduler.tick()):
            berlin.end(run)
        for _ in range(16):
            berlin.clock.move(minutes=15)
            for run in berlin.platform.run(berlin.scheduler.tick()):
                starts[day] += 1
                berlin.end(run)
    assert starts == {"2026-03-29": 1, "2026-10-25": 1}


def test_another_zone_sets_the_hands_anew(bench: Bench) -> None:
    bench.publish(nightly(cron="0 15 * * *"))
    bench.tick()
    bench.scheduler = Scheduler(bench.of_zone("Europe/Berlin"))
    assert len(bench.tick("01T13:00:00")) == 0
    assert bench.hand().next_at == datetime.fromisoformat("2026-06-02T13:00:00+00:00")


def test_the_day_of_a_run_is_that_of_the_platforms_zone(fresh: Platform, bench: Bench) -> None:
    tokyo = Bench(fresh, "Asia/Tokyo")
    day = {"target": "day@date", "source": "$today"}
    step = {"id": "map", "type": "transform_model", "name": "Map", "source": ["get"]}
    tokyo.publish(nightly({**step, "params": {"fields_mapping": [day]}}, cron="0 1 * * *"))
    (run,) = tokyo.tick("01T16:00:00")
    assert '"day@date":"2026-06-02"' in (tokyo.work(run).items or "")


# Scenario 16 of the specification, and what else a run in nobody's name may do.


def test_without_a_run_as_user_a_restricted_component_is_closed(bench: Bench) -> None:
    bench.publish(nightly(query(DEPARTMENT)))
    (run,) = bench.tick("01T13:00:00")
    error = bench.work(run).error
    assert error is not None
    assert (error.code, error.status) == ("permission_denied", 403)


def test_a_fitting_run_as_user_opens_it(bench: Bench) -> None:
    bench.publish(nightly(query(DEPARTMENT), run_as_user=1))
    (run,) = bench.tick("01T13:00:00")
    stored = bench.work(run)
    assert (stored.state, stored.principal_id) == (RunState.COMPLETED, 1)


def test_a_run_as_user_without_the_right_fails_in_the_same_way(bench: Bench) -> None:
    bench.publish(nightly(query(DEPARTMENT), run_as_user=2))
    (run,) = bench.tick("01T13:00:00")
    error = bench.work(run).error
    assert error is not None
    assert (error.code, error.status) == ("permission_denied", 403)


def test_rights_are_those_of_the_moment_the_worker_runs_it(bench: Bench) -> None:
    bench.publish(nightly(run_as_user=2))
    (run,) = bench.tick("01T13:00:00")
    bench.platform.sql("UPDATE identity.account SET active = false WHERE id = 2")
    error = bench.work(run).error
    assert error is not None
    assert error.code == "permission_denied"


def test_the_platform_reads_and_writes_private_components(bench: Bench) -> None:
    save = {
        "id": "save",
        "type": "update_entry",
        "name": "Save",
        "source": ["get"],
        "params": {
            "component": str(INVOICE),
            "result_store_field": "_new",
            "fields_mapping": [{"target": "InvoiceNumber", "const": "R-7"}],
        },
    }
    bench.publish(nightly(save))
    (run,) = bench.tick("01T13:00:00")
    stored = bench.work(run)
    assert stored.state is RunState.COMPLETED, stored.error
    (entry,) = bench.platform.list(invoice())["value"]
    assert (entry["data"]["InvoiceNumber"], entry["creatorSubject"]) == ("R-7", None)


@pytest.mark.parametrize("restricted", ["component", "flow"])
def test_what_is_restricted_itself_does_not_start_in_nobodys_name(bench: Bench, restricted: str) -> None:
    document = nightly(restrict_access=restricted == "component")
    if restricted == "flow":
        flow = document.flows[0].model_copy(update={"restrict_access": True})
        document = document.model_copy(update={"flows": (flow,)})
    bench.publish(document)
    (run,) = bench.tick("01T13:00:00")
    error = bench.work(run).error
    assert error is not None
    assert error.code == "permission_denied"


def test_the_database_itself_shows_nothing_restricted_to_the_platform_at_work(bench: Bench) -> None:
    table = department_table(bench)
    columns = "created_at, updated_at"
    bench.platform.sql(f"INSERT INTO catalogs.{table} ({columns}) VALUES (now(), now())")

    async def seen(conn: Connection, principal: Principal) -> Any:
        async with conn.transaction():
            await act_as(conn, principal)
            return await (await conn.execute(f"SELECT count(*) FROM catalogs.{table}".encode())).fetchone()

    assert bench.platform.with_connection(lambda conn: seen(conn, PLATFORM)) == (1,)
    assert bench.platform.with_connection(lambda conn: seen(conn, BACKGROUND)) == (0,)


def test_a_flow_that_no_clock_starts_fails_with_its_reason(bench: Bench) -> None:
    document = nightly()
    entry = {"id": "get", "type": "get_action_model", "name": "Get action model"}
    flow = {**document.flows[0].model_dump(), "stages": [{"id": "s1", "name": "Stage", "steps": [entry]}]}
    bench.publish(ComponentDocument.model_validate({**document.model_dump(), "flows": [flow]}))
    (run,) = bench.tick("01T13:00:00")
    error = bench.work(run).error
    assert error is not None
    assert error.code == "wrong_trigger"


def test_a_schedule_that_cannot_be_read_any_more_holds_up_no_other(bench: Bench) -> None:
    bench.publish(nightly())
    bench.platform.sql("UPDATE scheduler.schedule SET cron = 'not one'")
    with capture_logs() as logs:
        assert bench.tick("01T13:00:00") == []
    assert {line["event"] for line in logs} == {"schedule_unreadable"}
    assert bench.hand().next_at is None


def department_table(bench: Bench) -> str:
    published = bench.platform.definitions.component(DEPARTMENT)
    assert published is not None
    return published.table.table
