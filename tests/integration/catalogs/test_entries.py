"""Single entries: versions, authors, who may read and write them, and changes at the same time."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from aqtra.catalogs.errors import ConcurrentUpdate, EntryNotFound, InvalidEntry, NoSuchCatalog
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.policy import UNLIMITED
from aqtra.kernel.principal import ANONYMOUS, PLATFORM, Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.support.components import property_


@pytest.mark.parametrize("entry_id", [0, -1, 99999, 2**63, 10**30])
def test_an_entry_that_is_not_there_is_not_found(platform: Platform, deals: ComponentDocument, entry_id: int) -> None:
    attempts: list[Callable[[], Any]] = [
        lambda: platform.get(deals, entry_id),
        lambda: platform.get(deals, entry_id, expand="manager"),
        lambda: platform.update(deals, entry_id, {"title": "x"}),
        lambda: platform.mark(deals, entry_id),
    ]
    for attempt in attempts:
        with pytest.raises(EntryNotFound):
            attempt()


def test_a_stale_version_changes_nothing(platform: Platform, people: ComponentDocument) -> None:
    entry = platform.create(people, {"city": "A"})["id"]
    assert platform.update(people, entry, {"city": "B"}, expected_version=1)["version"] == 2
    with pytest.raises(ConcurrentUpdate) as refused:
        platform.update(people, entry, {"city": "C"}, expected_version=1)
    assert refused.value.params == {"version": 2}
    with pytest.raises(ConcurrentUpdate):
        platform.mark(people, entry, expected_version=1)
    assert platform.get(people, entry)["data"]["city"] == "B"
    platform.mark(people, entry, expected_version=2)
    with pytest.raises(EntryNotFound):
        platform.update(people, entry, {"city": "D"})


def test_a_change_names_its_author_and_time(platform: Platform, people: ComponentDocument) -> None:
    entry = platform.create(people, {}, by=PLATFORM)
    assert (entry["creatorSubject"], entry["changeAuthor"]) == (None, None)
    changed = platform.update(people, entry["id"], {"city": "Ulm"})
    assert (changed["creatorSubject"], changed["changeAuthor"]) == (None, 1)
    assert changed["createdDate"] == entry["createdDate"]
    assert changed["updateDate"] > entry["updateDate"]
    platform.mark(people, entry["id"])


def test_access_mode_and_restriction_decide_who_reads_and_writes(platform: Platform, people: ComponentDocument) -> None:
    public = document(
        "Public", property_("text"), property_("who", "catalog", component=str(people.key)), access_mode="public"
    )
    restricted = document("Restricted", access_mode="public", restrict_access=True)
    platform.publish(public, restricted)
    entry = platform.create(public, {"text": "x", "who": 1})["id"]
    builder = Principal(user_id=1, rights=frozenset({"studio"}))
    administrator = Principal(user_id=1, rights=frozenset({"studio", "administer"}), policy=UNLIMITED)

    assert platform.get(public, entry, by=ANONYMOUS)["data"] == {"text": "x", "who": 1}
    for_users: list[Callable[[], Any]] = [
        lambda: platform.create(public, {}, by=ANONYMOUS),
        lambda: platform.update(public, entry, {}, by=ANONYMOUS),
        lambda: platform.list(people, by=ANONYMOUS),
        lambda: platform.lookup(people, {"id": 1}, by=ANONYMOUS),
        # Neither a filter nor an order nor a display may look behind a closed door.
        lambda: platform.list(public, filter="who/city eq 'Ulm'", by=ANONYMOUS),
        lambda: platform.list(public, orderby="who", by=ANONYMOUS),
        lambda: platform.list(public, expand="who", by=ANONYMOUS),
        lambda: platform.list(public, expand="creatorSubject", by=ANONYMOUS),
        lambda: platform.get(public, entry, expand="who", by=ANONYMOUS),
        lambda: platform.list(restricted, by=ANONYMOUS),
    ]
    for attempt in for_users:
        with pytest.raises(NotSignedIn):
            attempt()
    for_roles: list[Callable[[], Any]] = [
        lambda: platform.list(restricted),
        lambda: platform.create(restricted, {}),
        lambda: platform.list(restricted, by=builder),
    ]
    for attempt in for_roles:
        with pytest.raises(NoSuchCatalog):
            attempt()
    assert platform.list(restricted, by=administrator) == {"value": []}
    assert platform.create(restricted, {}, by=PLATFORM)["id"] == 1


def test_a_reference_to_what_one_may_not_read_looks_missing(platform: Platform) -> None:
    restricted = document("Hidden targets", restrict_access=True)
    open_ = document("Referring openly", property_("one", "catalog", component=str(restricted.key)))
    platform.publish(restricted, open_)
    target = platform.create(restricted, {}, by=PLATFORM)["id"]
    for value in (target, 999):
        with pytest.raises(InvalidEntry) as refused:
            platform.create(open_, {"one": value})
        assert [(field.field, field.rule) for field in refused.value.fields] == [("data.one", "reference")]
    assert platform.create(open_, {"one": target}, by=PLATFORM)["data"] == {"one": target}


def test_a_component_without_a_table_has_no_entries(platform: Platform) -> None:
    several = ComponentDocument.model_validate(
        {"key": str(uuid4()), "kind": "multicomponent", "settings": {"title": "Several"}}
    )
    platform.publish(several)
    with pytest.raises(NoSuchCatalog):
        platform.list(several)
    with pytest.raises(NoSuchCatalog):
        platform.list(document("Never published"))


def test_concurrent_changes_of_one_entry_all_count(platform: Platform, people: ComponentDocument) -> None:
    entry = platform.create(people, {"city": "Ulm"})["id"]

    async def change(number: int) -> None:
        writer = platform.entries.writable_by(MEMBER)
        async with platform.services.db.connection() as conn:
            await writer.update(conn, people.key, entry, {"age": number})

    async def everybody() -> None:
        await asyncio.gather(*[change(number) for number in range(20)])

    platform.run(everybody())
    assert platform.get(people, entry)["version"] == 21
    platform.mark(people, entry)


def test_only_one_of_two_who_saw_the_same_version_wins(platform: Platform, people: ComponentDocument) -> None:
    entry = platform.create(people, {})["id"]

    async def change() -> bool:
        writer = platform.entries.writable_by(MEMBER)
        async with platform.services.db.connection() as conn:
            try:
                await writer.update(conn, people.key, entry, {"city": "x"}, expected_version=1)
            except ConcurrentUpdate:
                return False
            return True

    async def everybody() -> list[bool]:
        return await asyncio.gather(*[change() for _ in range(10)])

    assert platform.run(everybody()).count(True) == 1
    platform.mark(people, entry)
