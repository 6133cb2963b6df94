"""Writing by primary key: the entry that has it is changed, or a new one made."""

import asyncio
import json
from typing import Any
from uuid import UUID

import pytest

from aqtra.catalogs.errors import BuiltInEntries, ComponentWithoutKey, InvalidEntry
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.integration.catalogs.test_history import changes, history
from tests.support.components import property_


@pytest.fixture(scope="module")
def target(platform: Platform) -> ComponentDocument:
    made = document("Upsert target")
    platform.publish(made)
    for name in ("a", "b", "c"):
        platform.create(made, {}, name=name)
    return made


@pytest.fixture(scope="module")
def keyed(platform: Platform, target: ComponentDocument) -> ComponentDocument:
    made = document(
        "Keyed",
        property_("code", primary_key=True),
        property_("line", "number", primary_key=True),
        property_("needed", required=True),
        property_("text"),
        property_("team", "array", component=str(target.key)),
        property_("labels", "array", items="string"),
    )
    platform.publish(made)
    return made


def upsert(
    platform: Platform, component: ComponentDocument, data: Any, *, by: Principal = MEMBER, **options: Any
) -> tuple[dict[str, Any], bool]:
    writer = platform.entries.writable_by(by)

    async def write(conn: Connection) -> Any:
        return await writer.upsert(conn, component.key, data, **options)

    done = platform.with_connection(write)
    return json.loads(done.entry), done.created


def test_the_first_creates_and_the_next_changes_what_it_names(platform: Platform, keyed: ComponentDocument) -> None:
    key = {"code": "A", "line": "1"}
    first, created = upsert(
        platform, keyed, {**key, "needed": "x", "text": "t", "team": [2, 1], "labels": ["p", "q"]}, name="one"
    )
    assert created
    assert first["version"] == 1
    assert first["data"] == {**key, "needed": "x", "text": "t", "team": [2, 1], "labels": ["p", "q"]}
    second, created = upsert(platform, keyed, {**key, "text": "u", "team": [3], "labels": ["q"]})
    assert not created
    assert (second["id"], second["version"], second["name"]) == (first["id"], 2, "one")
    assert second["data"] == {**first["data"], "text": "u", "team": [3], "labels": ["q"]}
    assert platform.get(keyed, first["id"]) == second
    assert second["creatorSubject"] == first["creatorSubject"]
    latest = history(platform, keyed, first["id"])["value"][0]
    assert changes(latest) == {"text": ("t", "u"), "team": ([2, 1], [3]), "labels": (["p", "q"], ["q"])}
    upsert(platform, keyed, {**key, "text": "v"}, tracked=False)
    assert history(platform, keyed, first["id"])["@odata.count"] == 2


def test_equal_keys_written_otherwise_are_one_entry(platform: Platform, keyed: ComponentDocument) -> None:
    first, _ = upsert(platform, keyed, {"code": "E", "line": "1", "needed": "x"})
    second, created = upsert(platform, keyed, {"code": "E", "line": "1.00"})
    assert not created
    assert second["id"] == first["id"]


@pytest.mark.parametrize(
    ("data", "broken"),
    [
        ({"needed": "x"}, {"data.code": "required", "data.line": "required"}),
        ({"code": "A", "line": None, "needed": "x"}, {"data.line": "required"}),
        ({"code": "", "line": 1, "needed": "x"}, {"data.code": "required"}),
        ({"code": "  ", "line": 1, "needed": "x"}, {"data.code": "required"}),
        ({"code": "N", "line": 1}, {"data.needed": "required"}),
        ({"code": "N", "line": 1, "needed": None}, {"data.needed": "required"}),
        ({"code": "N", "line": "one", "needed": "x"}, {"data.line": "type"}),
        ({"code": "N", "line": 1, "needed": "x", "team": [99]}, {"data.team": "reference"}),
        ({"code": "N", "line": 1, "needed": "x", "team": [1, 1]}, {"data.team": "unique"}),
        ({"code": "N", "line": 1, "needed": "x", "nothing": 1}, {"data.nothing": "unknown_field"}),
        ([], {"data": "type"}),
    ],
)
def test_what_cannot_be_written_is_named_and_nothing_is_stored(
    platform: Platform, keyed: ComponentDocument, data: Any, broken: dict[str, str]
) -> None:
    count = platform.list(keyed, count="true")["@odata.count"]
    with pytest.raises(InvalidEntry) as refused:
        upsert(platform, keyed, data)
    assert {error.field: error.rule for error in refused.value.fields} == broken
    assert platform.list(keyed, count="true")["@odata.count"] == count


def test_a_marked_entry_does_not_hold_its_key(platform: Platform, keyed: ComponentDocument) -> None:
    key = {"code": "M", "line": 1, "needed": "x"}
    first, _ = upsert(platform, keyed, key)
    platform.mark(keyed, first["id"])
    second, created = upsert(platform, keyed, key)
    assert created
    assert second["id"] != first["id"]


def test_a_component_without_key_cannot_be_written_by_it(platform: Platform, target: ComponentDocument) -> None:
    with pytest.raises(ComponentWithoutKey):
        upsert(platform, target, {})
    users = document("User info", key=UUID("00000000-0000-4000-8000-000000000001"))
    with pytest.raises(BuiltInEntries):
        upsert(platform, users, {})


def test_a_reference_can_be_the_key(platform: Platform, target: ComponentDocument) -> None:
    made = document("Keyed by reference", property_("of", "catalog", component=str(target.key), primary_key=True))
    platform.publish(made)
    first, created = upsert(platform, made, {"of": 1})
    assert created
    assert upsert(platform, made, {"of": {"id": 1}}, name="x")[0]["id"] == first["id"]
    with pytest.raises(InvalidEntry):
        upsert(platform, made, {"of": 99})


def test_a_hundred_at_once_make_one_entry(platform: Platform, keyed: ComponentDocument) -> None:
    writer = platform.entries.writable_by(MEMBER)

    async def write(number: int) -> Any:
        data = {"code": "R", "line": 1, "needed": str(number), "team": [number % 3 + 1], "labels": [str(number)]}
        async with platform.services.db.connection() as conn:
            return await writer.upsert(conn, keyed.key, data)

    async def together() -> list[Any]:
        return await asyncio.gather(*[write(number) for number in range(100)])

    done = platform.run(together())
    entries = [json.loads(answer.entry) for answer in done]
    assert sum(answer.created for answer in done) == 1
    assert len({entry["id"] for entry in entries}) == 1
    assert sorted(entry["version"] for entry in entries) == list(range(1, 101))
    last = max(entries, key=lambda entry: entry["version"])
    assert platform.get(keyed, last["id"]) == last
