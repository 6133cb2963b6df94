"""The change history of entries: what is noted, by the same statement, and how it is read."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import pytest

from aqtra.catalogs.errors import BadQuery, EntryNotFound
from aqtra.catalogs.history import note_updates
from aqtra.catalogs.model import SYSTEM, Model
from aqtra.catalogs.users import mirror_user
from aqtra.infra.database import Connection
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import ANONYMOUS, Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document, raw
from tests.support.components import property_


@pytest.fixture(scope="module")
def noted(platform: Platform) -> ComponentDocument:
    target = document("Noted target")
    made = document(
        "Noted",
        property_("text"),
        property_("amount", "number"),
        property_("whole", "integer"),
        property_("moment", "datetime"),
        property_("one", "catalog", component=str(target.key)),
        property_("many", "array", component=str(target.key)),
        property_("labels", "array", items="string"),
        property_("sums", "array", items="number"),
        property_("counts", "array", items="integer"),
    )
    platform.publish(target, made)
    for name in ("a", "b", "c"):
        platform.create(target, {}, name=name)
    return made


def history(
    platform: Platform, component: ComponentDocument, entry_id: int, *, by: Principal = MEMBER, **options: str
) -> dict[str, Any]:
    reader = platform.entries.readable_by(by)

    async def read(conn: Connection) -> Any:
        return await reader.history(conn, component.key, entry_id, raw(options))

    return dict(platform.with_connection(read).model_dump(mode="json"))


def changes(event: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {change["property"]: (change["before"], change["after"]) for change in event["changes"]}


CHANGES: list[tuple[str, Any, Any]] = [
    ("text", "old", "new"),
    ("text", None, "x"),
    ("amount", "1.50", "12345678901234567890.10"),
    ("amount", "1.0", "1.00"),
    ("whole", 5, "9007199254740993"),
    ("moment", "2026-03-01T12:30:00+00:00", None),
    ("one", 1, 2),
    ("many", [1, 2, 3], [3, 1]),
    ("many", [], [2]),
    ("labels", ["b", "a", "b"], ['quote"', "\\", "NULL"]),
    ("sums", ["1.10"], ["1.10", "9" * 38]),
    ("counts", [1], [1, "9007199254740993"]),
]


@pytest.mark.parametrize(("name", "before", "after"), CHANGES)
def test_a_change_is_noted_with_the_values_that_the_api_showed(
    platform: Platform, noted: ComponentDocument, name: str, before: Any, after: Any
) -> None:
    entry = platform.create(noted, {name: before})
    changed = platform.update(
        noted,
        entry["id"],
        {name: after, "text": "new" if name == "text" and after == "new" else after if name == "text" else None},
    )
    latest = history(platform, noted, entry["id"])["value"][0]
    assert latest["kind"] == "updated"
    assert latest["version"] == changed["version"]
    assert latest["at"].startswith(changed["updateDate"][:19])
    assert changes(latest) == {name: (entry["data"][name], changed["data"][name])}


def test_only_what_changed_is_noted_and_nothing_when_nothing_did(platform: Platform, noted: ComponentDocument) -> None:
    entry = platform.create(noted, {"text": "a", "amount": "1", "many": [1, 2]}, name="first")
    platform.update(noted, entry["id"], {"text": "a", "amount": "1", "many": [1, 2]}, name="first")
    assert [event["kind"] for event in history(platform, noted, entry["id"])["value"]] == ["created"]
    platform.update(noted, entry["id"], {"text": "a", "amount": "2", "many": [1, 2]}, name="second")
    latest = history(platform, noted, entry["id"])["value"][0]
    assert changes(latest) == {"name": ("first", "second"), "amount": ("1", "2")}
    assert [change["title"] for change in latest["changes"]] == ["Name", "amount"]


def test_the_story_of_an_entry_is_told_newest_first_with_its_people(
    platform: Platform, noted: ComponentDocument
) -> None:
    other = Principal(user_id=2, user_name="other")
    platform.with_connection(lambda conn: mirror_user(conn, 2, "Other"))
    entry = platform.create(noted, {"text": "a"})
    for text in ("b", "c", "d"):
        platform.update(noted, entry["id"], {"text": text}, by=other)
    told = history(platform, noted, entry["id"])
    assert told["@odata.count"] == 4
    assert [(event["version"], event["kind"], event["by"]) for event in told["value"]] == [
        (4, "updated", {"id": 2, "name": "Other"}),
        (3, "updated", {"id": 2, "name": "Other"}),
        (2, "updated", {"id": 2, "name": "Other"}),
        (1, "created", {"id": 1, "name": "Member"}),
    ]
    assert told["value"][-1]["at"].startswith(entry["createdDate"][:19])
    page = history(platform, noted, entry["id"], top="2", skip="1")
    assert page == {"@odata.count": 4, "value": told["value"][1:3]}
    assert history(platform, noted, entry["id"], skip="4")["value"] == []


def test_a_change_that_is_not_to_be_tracked_leaves_no_note(platform: Platform, noted: ComponentDocument) -> None:
    entry = platform.create(noted, {"text": "a", "many": [1]})
    changed = platform.update(noted, entry["id"], {"text": "b", "many": [2]}, tracked=False)
    assert changed["data"]["text"] == "b"
    assert history(platform, noted, entry["id"])["@odata.count"] == 1
    platform.mark(noted, entry["id"], tracked=False)
    assert (
        platform.sql("SELECT * FROM catalogs.change WHERE component = %s AND entry_id = %s", noted.key, entry["id"])
        == []
    )


def test_a_refused_change_leaves_no_note(platform: Platform) -> None:
    made = document("Refusing", property_("code", primary_key=True))
    platform.publish(made)
    platform.create(made, {"code": "a"})
    entry = platform.create(made, {"code": "b"})
    with pytest.raises(Exception, match="same code"):
        platform.update(made, entry["id"], {"code": "a"})
    with pytest.raises(Exception, match="changed meanwhile"):
        platform.update(made, entry["id"], {"code": "c"}, expected_version=9)
    assert history(platform, made, entry["id"])["@odata.count"] == 1


def test_properties_are_shown_by_their_present_name_and_gone_ones_by_their_last(platform: Platform) -> None:
    kept, gone = property_("old_name"), property_("leaving")
    first = document("Renaming", kept, gone)
    platform.publish(first)
    entry = platform.create(first, {"old_name": "a", "leaving": "x"})
    platform.update(first, entry["id"], {"old_name": "b", "leaving": "y"})
    platform.publish(document("Renaming", kept, {**gone, "name": "left", "title": "Left"}, key=first.key))
    second = document("Renaming", {**kept, "name": "new_name", "title": "New"}, key=first.key)
    platform.publish(second)
    latest = history(platform, second, entry["id"])["value"][0]
    assert latest["changes"] == [
        {"property": "new_name", "title": "New", "before": "a", "after": "b"},
        {"property": "left", "title": "Left", "before": "x", "after": "y"},
    ]


def test_the_history_is_as_open_as_the_entry(platform: Platform, noted: ComponentDocument) -> None:
    entry = platform.create(noted, {})
    with pytest.raises(NotSignedIn):
        history(platform, noted, entry["id"], by=ANONYMOUS)
    platform.mark(noted, entry["id"])
    for missing in (entry["id"], 10**9, 0, 2**70):
        with pytest.raises(EntryNotFound):
            history(platform, noted, missing)


@pytest.mark.parametrize(
    "options", [{"top": "x"}, {"top": "-1"}, {"top": "1001"}, {"skip": "1e3"}, {"filter": "id eq 1"}, {"count": "true"}]
)
def test_options_that_a_history_does_not_have_are_refused(
    platform: Platform, noted: ComponentDocument, options: dict[str, str]
) -> None:
    entry = platform.create(noted, {})
    with pytest.raises(BadQuery) as refused:
        history(platform, noted, entry["id"], **options)
    assert refused.value.fields[0].field == f"${next(iter(options))}"


def test_lists_written_at_the_same_time_end_as_one_of_them_and_are_noted_in_order(
    platform: Platform, noted: ComponentDocument
) -> None:
    entry = platform.create(noted, {"many": [1, 2, 3], "labels": ["a"]})
    writer = platform.entries.writable_by(MEMBER)
    lists: list[list[int]] = [[], [1, 2, 3], [3], [2, 1]]

    async def change(many: list[int]) -> Any:
        async with platform.services.db.connection() as conn:
            return json.loads(await writer.update(conn, noted.key, entry["id"], {"many": many, "labels": list("ab")}))

    async def together() -> list[Any]:
        return await asyncio.gather(*[change(many) for _ in range(4) for many in lists])

    answers = platform.run(together())
    assert sorted(answer["version"] for answer in answers) == list(range(2, 18))
    last = max(answers, key=lambda answer: answer["version"])
    assert platform.get(noted, entry["id"])["data"] == last["data"]
    told = [event for event in history(platform, noted, entry["id"])["value"] if event["kind"] == "updated"]
    held = entry["data"]["many"]
    by_version = {answer["version"]: answer["data"]["many"] for answer in answers}
    for event in reversed(told):
        before, after = changes(event).get("many", (held, held))
        assert before == held
        assert after == by_version[event["version"]]
        held = after


def test_many_updates_noted_at_once_read_like_single_ones(platform: Platform, noted: ComponentDocument) -> None:
    """The set-based form that imports use."""
    published = platform.definitions.component(noted.key)
    assert published is not None
    model = Model(published)
    fields = [SYSTEM["name"], model.data["text"], model.data["amount"]]
    ids = [platform.create(noted, {"text": text, "amount": "1.5"})["id"] for text in ("a", "b", "same")]
    columns = ", ".join(f't."{field.location}"' for field in fields)
    text = model.data["text"].location
    platform.sql(
        f'WITH found AS MATERIALIZED (SELECT t.id, {columns} FROM catalogs."{model.table}" t '
        "WHERE id = ANY(%s) FOR UPDATE), "
        f'entry AS (UPDATE catalogs."{model.table}" t SET "{text}" = \'same\', version = t.version + 1, '
        f"changed_by = 1, updated_at = statement_timestamp() FROM found WHERE t.id = found.id RETURNING t.*), "
        f"noted AS ({note_updates(model.key, fields)}) SELECT count(*) FROM entry",
        ids,
    )
    told = [history(platform, noted, entry_id)["value"] for entry_id in ids]
    assert [changes(events[0]) for events in told] == [{"text": ("a", "same")}, {"text": ("b", "same")}, {}]
    assert told[0][0]["by"] == {"id": 1, "name": "Member"}


def test_an_import_may_bring_a_property_with_the_id_name(platform: Platform) -> None:
    made = document("Odd ids", {**property_("text"), "id": "name"})
    platform.publish(made)
    entry = platform.create(made, {"text": "a"}, name="x")
    platform.update(made, entry["id"], {"text": "b"}, name="y")
    assert changes(history(platform, made, entry["id"])["value"][0]) == {"name": ("x", "y"), "text": ("a", "b")}


def test_another_component_with_the_same_ids_has_a_history_of_its_own(platform: Platform) -> None:
    shared = property_("text")
    one, other = document("One", shared, key=uuid4()), document("Other", shared, key=uuid4())
    platform.publish(one, other)
    first, second = platform.create(one, {"text": "a"}), platform.create(other, {"text": "a"})
    assert first["id"] == second["id"]
    platform.update(one, first["id"], {"text": "b"})
    assert history(platform, other, second["id"])["@odata.count"] == 1
