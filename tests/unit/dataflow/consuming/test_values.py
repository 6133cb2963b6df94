"""Ids, waits and progress: what must hold whichever broker it is."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.consuming.clients.kafka import Progress
from aqtra.dataflow.consuming.models import LONGEST_ID, Source, Subscription, Timing, stored_id, unnamed_id
from aqtra.dataflow.integrations.brokers import BrokerEndpoint, NatsConnector


@given(st.text())
def test_every_id_can_be_stored_and_names_one_message(message_id: str) -> None:
    kept = stored_id(message_id)
    assert 0 <= len(kept) <= LONGEST_ID
    assert kept.isprintable()
    assert kept == stored_id(message_id)
    kept.encode()


@given(st.binary(), st.binary(), st.binary(), st.binary())
def test_unnamed_messages_are_told_apart_by_what_they_say(a: bytes, b: bytes, c: bytes, d: bytes) -> None:
    assert (unnamed_id(a, b) == unnamed_id(c, d)) is ((a, b) == (c, d))


@given(st.permutations(range(12)), st.integers(0, 11))
def test_what_has_not_ended_is_never_committed(order: list[int], ends: int) -> None:
    progress, ended, committed = Progress(), set[int](), 0
    for offset in range(12):
        progress.received(offset)
    for offset in order[:ends]:
        ended.add(offset)
        committed = progress.ended(offset) or committed
        assert set(range(committed)) <= ended
    if ends:
        assert committed == next(number for number in range(13) if number not in ended)


def test_reading_goes_on_after_the_place_where_it_began() -> None:
    """The first offset of a partition need not be 0."""
    progress = Progress()
    progress.received(40)
    progress.received(41)
    assert progress.ended(41) is None
    assert progress.ended(40) == 42


def test_waits_grow_and_end() -> None:
    timing = Timing()
    assert [timing.wait_after(attempts) for attempts in range(1, 5)] == [10, 40, 160, 640]
    waits = [timing.reconnect_after(failures) for failures in (1, 2, 3, 7, 1000)]
    assert waits == [1, 2, 4, 60, 60]


@pytest.mark.parametrize("place", ["orders", "invoices"])
def test_another_place_is_another_subscription_for_the_broker(place: str) -> None:
    """Else a durable consumer of the old place would go on delivering."""
    connector = NatsConnector(id=UUID(int=1), name="N", kind="nats", addresses=("nats.example.org:4222",))

    def named(address: str, version: int) -> str:
        endpoint = BrokerEndpoint(id=UUID(int=2), name="E", address=address)
        source = Source(connector, endpoint)
        return Subscription(UUID(int=3), UUID(int=4), "Input", "s", version, source).durable_name

    assert named(place, 1) == named(place, 2)
    assert named(place, 1) != named(f"{place}.new", 1)
