"""Store entry over bus: queued in order, stored once, refused as the sender, tried again, buried, revived."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs

from aqtra.dataflow.bus import service
from aqtra.dataflow.bus.models import DeadLetterNotFound
from aqtra.dataflow.bus.service import ATTEMPTS, STORE_TASK, Bus
from aqtra.dataflow.errors import BusUnavailable, PrimaryKeyMissing, TypeMismatch
from aqtra.dataflow.steps.store_entry_over_bus import STEP
from aqtra.infra.container import Services
from aqtra.infra.database import Connection, DatabaseUnavailable
from aqtra.kernel.principal import PLATFORM, Principal
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.integration.dataflow import people
from tests.integration.dataflow.flows import INVOICE, invoice
from tests.integration.dataflow.steps.writing import Running, running

ROWS = [{"target": "InvoiceNumber", "source": "number@string"}]
ORDER: dict[str, Any] = {"component": str(INVOICE), "name": "number@string", "fields_mapping": ROWS}
ADMINISTRATOR = Principal(user_id=1, user_name="member", rights=frozenset({"administer"}))


@pytest.fixture(autouse=True)
def empty(fresh: Platform) -> None:
    fresh.sql("TRUNCATE infra.outbox, dataflow.bus_message")
    fresh.sql("DELETE FROM identity.account")
    fresh.sql("INSERT INTO identity.account (id, user_name) OVERRIDING SYSTEM VALUE VALUES (1, 'member')")


class LaterClock:
    """The platform's clock, some time ahead."""

    def __init__(self, services: Services, ahead: timedelta) -> None:
        self._clock = services.clock
        self._ahead = ahead

    def now(self) -> datetime:
        return self._clock.now() + self._ahead


def items(*numbers: str) -> list[dict[str, Any]]:
    return [{"number@string": number} for number in numbers]


def queued(platform: Platform, *numbers: str, **options: Any) -> Running:
    run = running(platform, **options)
    run.step(STEP, items(*numbers), **ORDER)
    return run


def store(platform: Platform, run: Running, ahead: timedelta = timedelta()) -> None:
    services = replace(platform.services, clock=LaterClock(platform.services, ahead))
    platform.run(Bus(services).store(run.shared.run.id))


def names(platform: Platform) -> list[str]:
    return [entry["name"] for entry in platform.list(invoice(), orderby="id")["value"]]


def states(platform: Platform) -> list[tuple[str, int]]:
    return [
        (row[0], row[1]) for row in platform.sql("SELECT state, attempts FROM dataflow.bus_message ORDER BY position")
    ]


def dead(platform: Platform) -> list[tuple[UUID, str]]:
    found = platform.sql("SELECT id, error->>'code' FROM dataflow.bus_message WHERE state = 'dead' ORDER BY position")
    return [(row[0], row[1]) for row in found]


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    async def broken(*_: Any) -> int:
        raise RuntimeError("planted")

    with monkeypatch.context() as patch:
        patch.setattr(Bus, "_create", broken)
        yield


def test_items_pass_unchanged_and_nothing_is_stored_yet(fresh: Platform) -> None:
    run = running(fresh)
    assert run.step(STEP, items("R-1"), **ORDER).json_items() == items("R-1")
    assert names(fresh) == []
    assert fresh.sql("SELECT payload FROM infra.outbox") == [({"name": STORE_TASK, "id": str(run.shared.run.id)},)]


def test_messages_of_a_run_are_stored_in_order_as_the_sender(fresh: Platform) -> None:
    run = queued(fresh, *(f"R-{number}" for number in range(30)))
    run.step(STEP, items("R-last"), "second", **ORDER)
    store(fresh, run)
    assert names(fresh) == [*(f"R-{number}" for number in range(30)), "R-last"]
    assert {entry["creatorSubject"] for entry in fresh.list(invoice())["value"]} == {MEMBER.user_id}
    assert set(states(fresh)) == {("stored", 1)}


def test_redelivery_and_queuing_again_are_harmless(fresh: Platform) -> None:
    run = queued(fresh, "R-1", "R-2")
    run.step(STEP, items("R-1", "R-2"), **ORDER)
    store(fresh, run)
    run.step(STEP, items("R-1", "R-2"), **ORDER)
    store(fresh, run)
    assert (names(fresh), dead(fresh)) == (["R-1", "R-2"], [])


def test_what_waits_is_sealed_and_forgotten_once_it_is_stored(fresh: Platform) -> None:
    run = queued(fresh, "known plaintext")
    (row,) = fresh.sql("SELECT sealed_payload FROM dataflow.bus_message")
    assert b"known" not in bytes(row[0])
    store(fresh, run)
    assert fresh.sql("SELECT sealed_payload, entry_id FROM dataflow.bus_message") == [(None, 1)]


def test_a_refused_entry_is_a_dead_letter_with_a_record_and_holds_nothing_up(fresh: Platform) -> None:
    run = queued(fresh, "R-1", "R-1", "R", "R-2")
    with capture_logs() as logs:
        store(fresh, run)
    assert names(fresh) == ["R-1", "R-2"]
    assert [code for _, code in dead(fresh)] == ["duplicate_key", "validation_failed"]
    told = [(line["event"], line["log_level"], line["run_id"], line["error"]) for line in logs]
    about = "store_rejected", "error", str(run.shared.run.id)
    assert told == [(*about, "duplicate_key"), (*about, "validation_failed")]


def test_rights_are_asked_for_when_it_is_stored(fresh: Platform) -> None:
    run = queued(fresh, "R-1")
    fresh.sql("UPDATE identity.account SET active = false")
    store(fresh, run)
    assert ([code for _, code in dead(fresh)], names(fresh)) == (["permission_denied"], [])


@pytest.mark.parametrize(("by", "code"), [(Principal(), "not_signed_in"), (PLATFORM, None)])
def test_visitors_and_the_platform_store_as_what_they_are(fresh: Platform, by: Principal, code: str | None) -> None:
    store(fresh, queued(fresh, "R-1", by=by))
    assert [found for _, found in dead(fresh)] == ([code] if code else [])
    assert names(fresh) == ([] if code else ["R-1"])


def test_what_fails_is_tried_five_times_with_growing_pauses_then_buried(
    fresh: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queued(fresh, "R-1", "R-2")
    ahead = timedelta()
    with failing(monkeypatch):
        for attempt in range(1, ATTEMPTS):
            store(fresh, run, ahead)
            assert states(fresh) == [("waiting", attempt), ("waiting", 0)]
            store(fresh, run, ahead)
            assert states(fresh)[0] == ("waiting", attempt)
            ahead += service.wait_after(attempt) + timedelta(seconds=5)
        monkeypatch.setattr(service, "STORED_AT_ONCE", 1)
        monkeypatch.setattr(service, "ring", _silent)
        store(fresh, run, ahead)
    assert states(fresh) == [("dead", ATTEMPTS), ("waiting", 0)]
    assert [service.wait_after(attempt).seconds for attempt in range(1, 5)] == [10, 40, 160, 640]
    store(fresh, run)
    assert names(fresh) == ["R-2"]


def test_a_later_message_does_not_overtake_one_that_is_tried_again(
    fresh: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queued(fresh, "R-1", "R-2")
    with failing(monkeypatch):
        store(fresh, run)
    store(fresh, run)
    assert names(fresh) == []
    store(fresh, run, timedelta(minutes=1))
    assert names(fresh) == ["R-1", "R-2"]


def test_a_message_that_another_worker_has_is_left_alone_with_all_behind_it(fresh: Platform) -> None:
    run = queued(fresh, "R-1", "R-2")

    async def beside(conn: Connection) -> None:
        async with conn.transaction():
            await conn.execute("SELECT 1 FROM dataflow.bus_message ORDER BY position LIMIT 1 FOR UPDATE")
            await Bus(fresh.services).store(run.shared.run.id)
            raise _TakenBack

    with pytest.raises(_TakenBack):
        fresh.with_connection(beside)
    assert names(fresh) == []
    store(fresh, run)
    assert names(fresh) == ["R-1", "R-2"]


def test_two_workers_at_once_store_each_message_once(fresh: Platform) -> None:
    import asyncio

    run = queued(fresh, *(f"R-{number}" for number in range(20)))
    buses = [Bus(fresh.services).store(run.shared.run.id) for _ in range(4)]

    async def all_at_once() -> None:
        await asyncio.gather(*buses)

    fresh.run(all_at_once())
    store(fresh, run)
    assert names(fresh) == [f"R-{number}" for number in range(20)]


def test_the_sweeper_rings_for_what_was_forgotten(fresh: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    run = queued(fresh, "R-1")
    rung: list[tuple[str, str]] = []

    async def note(task: str, task_id: str) -> None:
        rung.append((task, task_id))

    monkeypatch.setattr(service, "ring", note)
    fresh.run(Bus(fresh.services).sweep())
    assert rung == []
    later = replace(fresh.services, clock=LaterClock(fresh.services, timedelta(minutes=1)))
    fresh.run(Bus(later).sweep())
    assert rung == [(STORE_TASK, str(run.shared.run.id))]


def test_dead_letters_are_stored_when_tried_again_or_discarded(fresh: Platform) -> None:
    run = queued(fresh, "R-1", "R-1", "R")
    store(fresh, run)
    (duplicate, _), (short, _) = dead(fresh)
    entry = fresh.list(invoice())["value"][0]["id"]
    fresh.update(invoice(), entry, {"InvoiceNumber": "R-9"})
    assert fresh.run(Bus(fresh.services).retry([duplicate], ADMINISTRATOR)) == 1
    assert states(fresh)[1] == ("waiting", 0)
    store(fresh, run)
    assert fresh.run(Bus(fresh.services).discard([short], ADMINISTRATOR)) == 1
    assert (len(names(fresh)), dead(fresh)) == (2, [])
    for verb in (Bus(fresh.services).retry, Bus(fresh.services).discard):
        with pytest.raises(DeadLetterNotFound):
            fresh.run(verb([short, duplicate, uuid4()], ADMINISTRATOR))


def test_old_messages_are_forgotten_and_waiting_ones_never(fresh: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "ring", _silent)
    store(fresh, queued(fresh, "R-1", "R-1"))
    queued(fresh, "R-2")
    for days, left in ((6, 3), (8, 2), (91, 1)):
        later = replace(fresh.services, clock=LaterClock(fresh.services, timedelta(days=days)))
        fresh.run(Bus(later).sweep())
        assert len(states(fresh)) == left


def test_a_restricted_component_needs_the_values_of_its_key(fresh: Platform) -> None:
    parts = [{"id": f"p{number}", "name": f"Part{number}", "type": "string", "primary_key": True} for number in (1, 2)]
    secret = document("Secret parts", *parts, restrict_access=True)
    fresh.publish(secret)
    mine = [{"a": "x", "b": "y"}, {"a": "x", "b": None}]
    order: dict[str, Any] = {"component": str(secret.key), "fields_mapping": []}
    both = {"keys": [{"target": "Part1", "source": "a"}, {"target": "Part2", "source": "b"}]}
    for keyed, item in (({}, 0), ({"key_field": ["a"]}, 0), ({"key_field": ["a", "b"]}, 1), (both, 1)):
        with pytest.raises(PrimaryKeyMissing) as caught:
            running(fresh).step(STEP, mine, **order, **keyed)
        assert (caught.value.item_index, caught.value.status) == (item, 422)
    people.settle(fresh)
    run = running(fresh, by=people.principal(fresh, people.ADMIN))
    run.step(STEP, mine[:1], **order, key_field=["a", "b"])
    store(fresh, run)
    assert fresh.list(secret, by=PLATFORM)["value"][0]["data"] == {"Part1": "x", "Part2": "y"}


def test_a_value_that_does_not_convert_stops_before_anything_is_queued(fresh: Platform) -> None:
    rows = [{"target": "InvoiceState", "source": "state"}]
    with pytest.raises(TypeMismatch) as caught:
        running(fresh).step(STEP, [{"state": 1}, {"state": "x"}], component=str(INVOICE), fields_mapping=rows)
    assert (caught.value.item_index, states(fresh)) == (1, [])


def test_what_cannot_be_queued_stops_the_run(fresh: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: Any) -> None:
        raise DatabaseUnavailable("away")

    monkeypatch.setattr(service.repository, "insert", away)
    with pytest.raises(BusUnavailable) as caught:
        queued(fresh, "R-1")
    assert (caught.value.status, states(fresh)) == (503, [])


class _TakenBack(Exception):
    """Rolls a transaction of the test back."""


async def _silent(_task: str, _task_id: str) -> None:
    """No Celery here."""
