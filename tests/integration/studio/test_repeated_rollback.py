"""Going back and forth between versions, again and again: what was stored is there wherever it is shown."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.studio.test_rollback import PUBLICATIONS, add, data_of, draft, go_back, key_of, republish
from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation
from tests.support.sound import assert_sound


@pytest.fixture(scope="module", autouse=True)
def sound_afterwards(installation: Installation) -> Iterator[None]:
    yield
    assert_sound(installation)


def first_version(client: Client, title: str, *properties: dict[str, Any]) -> tuple[str, int]:
    stored = create_component(client, title, list(properties))
    publication = publish(client, stored)
    assert publication["state"] == "completed", publication
    return key_of(stored), int(publication["version"])


def back_to(client: Client, version: int) -> None:
    ended = go_back(client, version)
    assert ended["state"] == "completed", ended


def patch(client: Client, key: str, entry: int, **data: Any) -> None:
    response = client.patch(f"/api/v1/entries/{key}/{entry}", json={"data": data})
    assert response.is_success, response.text


@pytest.mark.parametrize("other", ["string", "integer", "boolean", "date"])
def test_a_property_of_the_same_name_in_its_place_is_another_one(builder: Client, other: str) -> None:
    sample = {"string": "new", "integer": 5, "boolean": True, "date": "2026-01-02"}[other]
    kept, before, after = property_("Kept"), property_("Note"), property_("Note", other)
    key, first = first_version(builder, f"Replaced by {other}", kept, before)
    entry = add(builder, key, Kept="k", Note="old")
    second = republish(builder, key, [kept, after], confirm_destructive=True)
    assert data_of(builder, key, entry) == {"Kept": "k", "Note": None}
    patch(builder, key, entry, Note=sample)
    for _ in range(3):
        back_to(builder, first)
        assert data_of(builder, key, entry) == {"Kept": "k", "Note": "old"}
        back_to(builder, second)
        assert data_of(builder, key, entry) == {"Kept": "k", "Note": sample}


def test_a_property_of_the_same_name_in_a_later_version_is_another_one(builder: Client) -> None:
    kept, before, after = property_("Kept"), property_("Note"), property_("Note", "integer")
    key, first = first_version(builder, "Replaced later", kept, before)
    entry = add(builder, key, Kept="k", Note="old")
    without = republish(builder, key, [kept], confirm_destructive=True)
    last = republish(builder, key, [kept, after])
    patch(builder, key, entry, Note=5)
    for version, shown in [
        (first, {"Kept": "k", "Note": "old"}),
        (last, {"Kept": "k", "Note": 5}),
        (without, {"Kept": "k"}),
        (first, {"Kept": "k", "Note": "old"}),
        (without, {"Kept": "k"}),
        (last, {"Kept": "k", "Note": 5}),
    ]:
        back_to(builder, version)
        assert data_of(builder, key, entry) == shown


def test_a_type_there_and_back_keeps_what_either_version_wrote(builder: Client) -> None:
    amount = property_("Amount", "integer")
    key, narrow = first_version(builder, "There and back again", amount)
    entry, other = add(builder, key, Amount=1), add(builder, key, Amount=2)
    wide = republish(builder, key, [{**amount, "type": "string", "name": "Text", "max_length": 9}])
    for turn in range(10, 13):
        patch(builder, key, entry, Text=str(turn))
        back_to(builder, narrow)
        assert data_of(builder, key, entry) == {"Amount": turn}
        patch(builder, key, other, Amount=turn + 100)
        back_to(builder, wide)
        assert data_of(builder, key, entry) == {"Text": str(turn)}
        assert data_of(builder, key, other) == {"Text": str(turn + 100)}


def test_a_value_that_does_not_fit_any_more_stops_it_and_can_be_mended(builder: Client) -> None:
    amount = property_("Amount", "integer")
    key, narrow = first_version(builder, "Fits again", amount)
    entry = add(builder, key, Amount=1)
    republish(builder, key, [{**amount, "type": "string"}])
    patch(builder, key, entry, Amount="one")
    for _ in range(2):
        ended = go_back(builder, narrow)
        assert ended["state"] == "rolled_back"
        assert "Fits again/Amount" in str(ended["error"])
        assert data_of(builder, key, entry) == {"Amount": "one"}
    patch(builder, key, entry, Amount="1")
    back_to(builder, narrow)
    assert data_of(builder, key, entry) == {"Amount": 1}


def test_lists_of_values_and_of_references_under_one_name(builder: Client) -> None:
    target, _ = first_version(builder, "List target", property_("Word"))
    entries = [add(builder, target, Word=word) for word in "ab"]
    values, references = property_("Many", "array", items="string"), property_("Many", "array", component=target)
    key, first = first_version(builder, "Lists", values)
    entry = add(builder, key, Many=["x", "y", "x"])
    second = republish(builder, key, [references], confirm_destructive=True)
    assert data_of(builder, key, entry) == {"Many": []}
    patch(builder, key, entry, Many=entries[::-1])
    for _ in range(2):
        back_to(builder, first)
        assert data_of(builder, key, entry) == {"Many": ["x", "y", "x"]}
        back_to(builder, second)
        assert data_of(builder, key, entry) == {"Many": entries[::-1]}


def test_a_list_with_values_does_not_become_one_of_references(builder: Client) -> None:
    target, _ = first_version(builder, "List target of none", property_("Word"))
    many = property_("Many", "array", items="integer")
    key, _ = first_version(builder, "Retyped list", many)
    entry = add(builder, key, Many=[1, 2])
    changed = {**{name: value for name, value in many.items() if name != "items"}, "component": target}
    refused = publish(builder, draft(builder, key, properties=[changed]), confirm_destructive=True)
    assert refused["state"] == "rolled_back"
    assert data_of(builder, key, entry) == {"Many": [1, 2]}
    patch(builder, key, entry, Many=[])
    republish(builder, key, [changed], confirm_destructive=True)
    patch(builder, key, entry, Many=[add(builder, target, Word="a")])
    assert len(data_of(builder, key, entry)["Many"]) == 1


def test_a_reference_comes_back_though_what_it_named_is_gone_for_good(builder: Client) -> None:
    target, _ = first_version(builder, "Gone for good", property_("Word"))
    gone, stays = add(builder, target, Word="gone"), add(builder, target, Word="stays")
    kept, one = property_("Kept"), property_("One", "catalog", component=target)
    many = property_("Many", "array", component=target)
    key, first = first_version(builder, "Named what is gone", kept, one, many)
    entry = add(builder, key, Kept="k", One=gone, Many=[stays, gone])
    second = republish(builder, key, [kept], confirm_destructive=True)
    builder.delete(f"/api/v1/entries/{target}/{gone}").raise_for_status()
    removed = builder.post(
        "/api/v1/studio/maintenance/marked/remove", json={"entries": [{"component": target, "id": gone}]}
    )
    assert removed.json() == {"removed": 1, "refused": []}
    for _ in range(2):
        back_to(builder, first)
        assert data_of(builder, key, entry)["Kept"] == "k"
        refused = builder.patch(f"/api/v1/entries/{key}/{entry}", json={"data": {"One": gone}})
        problem(refused, 422, "validation_failed")
        assert fields(refused) == {"data.One": "reference"}
        patch(builder, key, entry, Kept="k")
        back_to(builder, second)
        assert data_of(builder, key, entry) == {"Kept": "k"}
    back_to(builder, first)
    patch(builder, key, entry, One=stays, Many=[stays])
    assert data_of(builder, key, entry) == {"Kept": "k", "One": stays, "Many": [stays]}


def test_a_component_deleted_twice_comes_back_twice(builder: Client) -> None:
    key, version = first_version(builder, "Deleted twice", property_("Word"))
    entry = add(builder, key, Word="x")
    for _ in range(2):
        builder.delete(f"/api/v1/studio/components/{key}").raise_for_status()
        problem(builder.get(f"/api/v1/entries/{key}/{entry}"), 404, "component_not_found")
        back_to(builder, version)
        assert data_of(builder, key, entry) == {"Word": "x"}


def test_a_referred_component_deleted_meanwhile_comes_back_with_what_refers_to_it(builder: Client) -> None:
    target, _ = first_version(builder, "Deleted target", property_("Word"))
    one, kept = property_("One", "catalog", component=target), property_("Kept")
    key, both = first_version(builder, "Refers to the deleted", kept, one)
    entry = add(builder, key, Kept="k", One=add(builder, target, Word="x"))
    republish(builder, key, [kept], confirm_destructive=True)
    builder.delete(f"/api/v1/studio/components/{target}").raise_for_status()
    back_to(builder, both)
    assert data_of(builder, key, entry)["One"] is not None
    assert builder.get(f"/api/v1/entries/{target}").json()["value"][0]["data"] == {"Word": "x"}


def test_a_draft_that_differs_stays_through_all_of_it_and_can_be_published(builder: Client) -> None:
    word = property_("Word", "integer")
    key, first = first_version(builder, "Draft through all", word)
    entry = add(builder, key, Word=1)
    second = republish(builder, key, [{**word, "type": "number"}])
    drafted = draft(builder, key, properties=[{**word, "type": "string", "name": "Text"}, property_("More")])
    for version in (first, second, first):
        back_to(builder, version)
        current = builder.get(f"/api/v1/studio/components/{key}").json()
        assert current["document"] == drafted["document"]
    assert publish(builder, drafted)["state"] == "completed"
    assert data_of(builder, key, entry) == {"Text": "1", "More": None}
    back_to(builder, second)
    assert data_of(builder, key, entry) == {"Word": "1"}


def test_what_is_live_already_is_not_gone_back_to_again(builder: Client) -> None:
    word = property_("Word")
    key, first = first_version(builder, "Offered", word)
    republish(builder, key, [word, property_("More")])
    back_to(builder, first)
    problem(builder.post(f"{PUBLICATIONS}/rollback", json={"version": first}), 409, "nothing_to_publish")
    listed = builder.get(f"{PUBLICATIONS}/versions").raise_for_status().json()["versions"]
    assert [found["version"] for found in listed if found["is_current"]] == [listed[0]["version"]]
