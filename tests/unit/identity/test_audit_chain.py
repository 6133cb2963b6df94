"""Whatever is done to the chain shows, and shows as what it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.audit import chain
from aqtra.identity.audit.chain import Keys
from aqtra.identity.audit.models import AuditRecord, Damage, Link, Outcome
from aqtra.infra.crypto import Keyring

Chain = list[tuple[Link, AuditRecord | None]]

START = datetime(2026, 1, 1, tzinfo=UTC)
OLD, NEW = bytes(32), bytes(range(32))
KEYS = Keys(Keyring({1: OLD}))
ROTATED = Keys(Keyring({1: OLD, 2: NEW}))


def record(number: int) -> AuditRecord:
    return AuditRecord(
        id=number,
        at=START + timedelta(seconds=number),
        action="role.changed",
        outcome=Outcome.DONE,
        actor_id=1,
        actor_name="ada",
        target=f"role:{number}",
        address=None,
        trace_id=None,
        details={"name": "Buyers", "count": number},
    )


def made(length: int, *, rotate_after: int | None = None) -> Chain:
    links: Chain = []
    previous = chain.START
    for position in range(1, length + 1):
        keys = ROTATED if rotate_after is not None and position > rotate_after else KEYS
        # Ids are those of inserts, places those of commits: they need not agree.
        found = record(1000 - position)
        link = chain.link(keys, previous, position, found)
        links.append((link, found))
        previous = link.chain_mac
    return links


def damages(links: Chain, keys: Keys = KEYS) -> set[tuple[Damage, int]]:
    return {(found.damage, found.position) for found in chain.findings(keys, links)}


def test_a_chain_that_nobody_touched_is_whole() -> None:
    assert not damages(made(20))


def test_a_chain_is_whole_after_the_keys_were_rotated() -> None:
    assert not damages(made(20, rotate_after=7), ROTATED)


def test_a_key_that_is_gone_is_named() -> None:
    assert damages(made(3), Keys(Keyring({2: NEW}))) == {(Damage.KEY_MISSING, place) for place in (1, 2, 3)}


def test_the_same_record_read_in_another_time_zone_is_the_same() -> None:
    moved = record(5).model_copy(update={"at": record(5).at.astimezone(timezone(timedelta(hours=5)))})
    assert chain.content(moved) == chain.content(record(5))


@pytest.mark.parametrize("member", sorted(AuditRecord.model_fields))
def test_every_member_of_a_record_is_covered(member: str) -> None:
    changed = {
        "id": 7,
        "at": START,
        "action": "role.deleted",
        "outcome": Outcome.FAILED,
        "actor_id": None,
        "actor_name": "bob",
        "target": None,
        "address": "192.0.2.1",
        "trace_id": "0" * 32,
        "details": {},
    }
    links = made(9)
    link, found = links[4]
    assert found is not None
    links[4] = (link, found.model_copy(update={member: changed[member]}))
    assert damages(links) == {(Damage.EDITED, 5)}


def test_a_deleted_record_is_named() -> None:
    links = made(9)
    links[3] = (links[3][0], None)
    assert damages(links) == {(Damage.DELETED, 4)}


def test_a_deleted_place_is_named_and_the_rest_is_still_looked_at() -> None:
    links = made(9)
    link, found = links[7]
    assert found is not None
    links[7] = (link, found.model_copy(update={"actor_name": "bob"}))
    del links[3]
    assert damages(links) == {(Damage.DELETED, 4), (Damage.EDITED, 8)}


def test_exchanged_records_are_named() -> None:
    links = made(9)
    (first, one), (second, other) = links[2], links[3]
    links[2] = (replace(second, position=first.position), other)
    links[3] = (replace(first, position=second.position), one)
    assert {damage for damage, _ in damages(links)} == {Damage.REORDERED}


def test_a_place_that_was_taken_out_and_closed_up_is_named() -> None:
    links = made(9)
    del links[3]
    closed = [(replace(link, position=position), found) for position, (link, found) in enumerate(links, 1)]
    assert (Damage.REORDERED, 4) in damages(closed)


def test_without_the_key_nothing_can_be_put_at_the_end() -> None:
    links = made(5)
    forger = Keys(Keyring({1: NEW}))
    forged = record(3)
    links.append((chain.link(forger, links[-1][0].chain_mac, 6, forged), forged))
    assert damages(links) == {(Damage.REORDERED, 6)}


Tamper = Callable[[Chain, int, int], None]


def _flip(links: Chain, at: int, bit: int) -> None:
    link, found = links[at]
    mac = bytearray(link.content_mac if bit % 2 else link.chain_mac)
    mac[bit % 32] ^= 1 << (bit % 8)
    links[at] = (replace(link, **{"content_mac" if bit % 2 else "chain_mac": bytes(mac)}), found)


def _swap(links: Chain, at: int, other: int) -> None:
    other %= len(links)
    if other == at:
        other = (at + 1) % len(links)
    (first, one), (second, two) = links[at], links[other]
    links[at] = (replace(first, record_id=second.record_id), two)
    links[other] = (replace(second, record_id=first.record_id), one)


def _drop(links: Chain, at: int, _: int) -> None:
    if at == len(links) - 1:
        at -= 1
    del links[at]


@given(st.integers(2, 12), st.data(), st.sampled_from([_flip, _swap, _drop]))
def test_no_single_change_goes_unseen(length: int, data: st.DataObject, tamper: Tamper) -> None:
    links = made(length)
    at = data.draw(st.integers(0, length - 1))
    tamper(links, at, data.draw(st.integers(0, 255)))
    assert damages(links)


def test_a_checkpoint_cannot_be_made_up() -> None:
    known = chain.checkpoint(KEYS, 5, bytes(32), START)
    assert chain.is_genuine(KEYS, known)
    for change in ({"position": 6}, {"mac": "00" * 31 + "01"}, {"at": START + timedelta(seconds=1)}):
        assert not chain.is_genuine(KEYS, known.model_copy(update=change))
    assert not chain.is_genuine(Keys(Keyring({1: NEW})), known)
