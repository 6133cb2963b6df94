"""The change history while the object model changes: values as they were, names as they are now or were last."""

from typing import Any
from uuid import uuid4

import pytest

from tests.integration.catalogs.platform import Platform, document
from tests.integration.catalogs.test_history import history
from tests.support.components import property_


def told(platform: Platform, component: Any, entry: int) -> list[dict[str, tuple[Any, Any]]]:
    """By change, newest first, without the creation: property → before and after."""
    events = history(platform, component, entry)["value"]
    return [
        {change["property"]: (change["before"], change["after"]) for change in event["changes"]}
        for event in events
        if event["kind"] != "created"
    ]


@pytest.mark.parametrize("together", [True, False])
def test_a_property_in_the_place_of_another_of_its_name_has_a_story_of_its_own(
    platform: Platform, *, together: bool
) -> None:
    kept, before, after = property_("kept"), property_("note", title="Old"), property_("note", "integer", title="New")
    first = document("Story of names", kept, before)
    platform.publish(first)
    entry = platform.create(first, {"note": "a"})["id"]
    platform.update(first, entry, {"note": "b"})
    if not together:
        platform.publish(document("Story of names", kept, key=first.key))
    second = document("Story of names", kept, after, key=first.key)
    platform.publish(second)
    platform.update(second, entry, {"note": 5})
    events = history(platform, second, entry)["value"]
    assert [[(c["title"], c["before"], c["after"]) for c in event["changes"]] for event in events] == [
        [("New", None, 5)],
        [("Old", "a", "b")],
        [],
    ]
    platform.publish(first, going_back=True)
    platform.update(first, entry, {"note": "c"})
    newest = history(platform, first, entry)["value"][0]["changes"]
    assert [(c["title"], c["before"], c["after"]) for c in newest] == [("Old", "b", "c")]


def test_a_renamed_and_retyped_property_keeps_its_story(platform: Platform) -> None:
    prop = property_("count", "integer")
    first = document("Story of a type", prop)
    platform.publish(first)
    entry = platform.create(first, {"count": 1})["id"]
    platform.update(first, entry, {"count": 2})
    second = document("Story of a type", {**prop, "name": "text", "type": "string"}, key=first.key)
    platform.publish(second)
    platform.update(second, entry, {"text": "two"})
    platform.update(second, entry, {"text": "3"})
    platform.publish(first, going_back=True)
    platform.update(first, entry, {"count": 4})
    assert told(platform, first, entry) == [
        {"count": (3, 4)},
        {"count": ("two", "3")},
        {"count": ("2", "two")},
        {"count": (1, 2)},
    ]


def test_lists_that_change_their_kind_keep_what_was_noted(platform: Platform) -> None:
    target = document("Story target", property_("word"))
    platform.publish(target)
    ids = [platform.create(target, {})["id"] for _ in range(2)]
    many = property_("many", "array", items="number")
    first = document("Story of lists", many)
    platform.publish(first)
    entry = platform.create(first, {"many": ["1.0"]})["id"]
    platform.update(first, entry, {"many": ["1.00", "2"]})
    platform.update(first, entry, {"many": []})
    retyped = {**{name: value for name, value in many.items() if name != "items"}, "component": str(target.key)}
    second = document("Story of lists", retyped, key=first.key)
    platform.publish(second)
    platform.update(second, entry, {"many": ids})
    assert told(platform, second, entry) == [
        {"many": ([], ids)},
        {"many": (["1.00", "2"], [])},
        {"many": (["1.0"], ["1.00", "2"])},
    ]


def test_choices_renamed_or_gone_stay_readable_by_their_values(platform: Platform) -> None:
    state = property_("state", "integer", enum=[{"value": 1, "title": "Open"}, {"value": 2, "title": "Done"}])
    first = document("Story of choices", state)
    platform.publish(first)
    entry = platform.create(first, {"state": 1})["id"]
    platform.update(first, entry, {"state": 2})
    choices = [{"value": 2, "title": "Finished"}, {"value": 3, "title": "Dropped"}]
    second = document("Story of choices", {**state, "enum": choices}, key=first.key)
    platform.publish(second)
    platform.update(second, entry, {"state": 3})
    assert told(platform, second, entry) == [{"state": (2, 3)}, {"state": (1, 2)}]


def test_a_reference_whose_component_is_gone_is_told_by_its_last_name(platform: Platform) -> None:
    target = document("Story gone", property_("word"), key=uuid4())
    platform.publish(target)
    named = platform.create(target, {})["id"]
    kept, one = property_("kept"), property_("one", "catalog", component=str(target.key), title="Partner")
    many = property_("many", "array", component=str(target.key))
    first = document("Story of references", kept, one, many)
    platform.publish(first)
    entry = platform.create(first, {})["id"]
    platform.update(first, entry, {"one": named, "many": [named]})
    second = document("Story of references", kept, key=first.key)
    platform.publish(second)
    platform.mark(target, named)
    assert told(platform, second, entry) == [{"one": (None, named), "many": ([], [named])}]
    changes = history(platform, second, entry)["value"][0]["changes"]
    assert {change["property"]: change["title"] for change in changes}["one"] == "Partner"
