"""Seeing what a publication would do, and going back to what was live before."""

import json
import subprocess
import sys
from typing import Any
from uuid import uuid4

import pytest

from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, save_component, wait_for_publication
from tests.support.installation import Installation

PUBLICATIONS = "/api/v1/studio/publications"


def key_of(stored: dict[str, Any]) -> str:
    return str(stored["document"]["key"])


def draft(client: Client, key: str, **members: Any) -> dict[str, Any]:
    """Saves another version with these members."""
    current = client.get(f"/api/v1/studio/components/{key}").raise_for_status().json()
    return save_component(client, current, {**current["document"], **members})


def republish(client: Client, key: str, properties: list[dict[str, Any]], **options: Any) -> int:
    publication = publish(client, draft(client, key, properties=properties), **options)
    assert publication["state"] == "completed", publication
    return int(publication["version"])


def go_back(client: Client, version: int) -> dict[str, Any]:
    response = client.post(f"{PUBLICATIONS}/rollback", json={"version": version})
    assert response.status_code == 202, response.text
    return wait_for_publication(client, response.json()["id"])


def add(client: Client, key: str, **data: Any) -> int:
    response = client.post(f"/api/v1/entries/{key}", json={"data": data})
    assert response.status_code == 201, response.text
    return int(response.json()["id"])


def data_of(client: Client, key: str, entry: int) -> dict[str, Any]:
    return dict(client.get(f"/api/v1/entries/{key}/{entry}").raise_for_status().json()["data"])


def ready(client: Client, stored: dict[str, Any]) -> None:
    place = f"/api/v1/studio/components/{key_of(stored)}/ready"
    client.post(place, json={"saved_version": stored["saved_version"]}).raise_for_status()


class TestGoingBack:
    def test_renamed_removed_and_retyped_properties_are_as_before_with_all_data(self, builder: Client) -> None:
        name, count, note = property_("Word"), property_("Count", "integer"), property_("Note")
        stored = create_component(builder, "Goes back", [name, count, note])
        before = int(publish(builder, stored)["version"])
        key = key_of(stored)
        old = add(builder, key, Word="a", Count=7, Note="kept")
        changed = [{**name, "name": "Title"}, {**count, "type": "number"}, property_("Added")]
        republish(builder, key, changed, confirm_destructive=True)
        new = add(builder, key, Title="b", Count="8", Added="x")
        assert go_back(builder, before)["state"] == "completed"
        assert data_of(builder, key, old) == {"Word": "a", "Count": 7, "Note": "kept"}
        assert data_of(builder, key, new) == {"Word": "b", "Count": 8, "Note": None}

    def test_forward_again_finds_what_the_later_version_had_stored(self, builder: Client) -> None:
        name, added = property_("Word"), property_("Added")
        stored = create_component(builder, "There and back", [name])
        first = int(publish(builder, stored)["version"])
        key = key_of(stored)
        second = republish(builder, key, [name, added])
        entry = add(builder, key, Word="a", Added="later")
        go_back(builder, first)
        assert data_of(builder, key, entry) == {"Word": "a"}
        assert go_back(builder, second)["state"] == "completed"
        assert data_of(builder, key, entry) == {"Word": "a", "Added": "later"}

    def test_a_rule_that_newer_entries_break_binds_from_their_next_change(self, builder: Client) -> None:
        name = property_("Word", max_length=3)
        stored = create_component(builder, "Stricter before", [name])
        strict = int(publish(builder, stored)["version"])
        key = key_of(stored)
        republish(builder, key, [{**name, "max_length": None}])
        entry = add(builder, key, Word="much longer")
        assert go_back(builder, strict)["state"] == "completed"
        assert data_of(builder, key, entry) == {"Word": "much longer"}
        problem(builder.post(f"/api/v1/entries/{key}", json={"data": {"Word": "long"}}), 422, "validation_failed")

    def test_a_key_that_is_no_longer_unique_stops_it_with_the_entries_named(self, builder: Client) -> None:
        name = property_("Word", primary_key=True)
        stored = create_component(builder, "Key before", [name])
        keyed = int(publish(builder, stored)["version"])
        key = key_of(stored)
        republish(builder, key, [{**name, "primary_key": False}])
        entries = [add(builder, key, Word="same"), add(builder, key, Word="same")]
        shown = builder.get(f"{PUBLICATIONS}/versions/{keyed}").raise_for_status().json()
        assert [(found["rule"], found["entries"]) for found in shown["refusals"]] == [("unique", entries)]
        ended = go_back(builder, keyed)
        assert ended["state"] == "rolled_back"
        assert "unique" in ended["error"]
        assert data_of(builder, key, entries[0]) == {"Word": "same"}

    def test_components_made_since_are_withdrawn_and_come_back(self, builder: Client) -> None:
        stored = create_component(builder, "Was there", [property_("Word")])
        before = int(publish(builder, stored)["version"])
        later = create_component(builder, "Came later", [property_("Word")])
        after = int(publish(builder, later)["version"])
        entry = add(builder, key_of(later), Word="x")
        shown = builder.get(f"{PUBLICATIONS}/versions/{before}").raise_for_status().json()
        assert {"key": key_of(later), "title": "Came later", "change": "withdrawn"} in shown["changes"]
        ended = go_back(builder, before)
        assert ended["state"] == "completed"
        assert {"key": key_of(later), "title": "Came later", "withdrawn": True} in ended["components"]
        problem(builder.get(f"/api/v1/entries/{key_of(later)}/{entry}"), 404, "component_not_found")
        assert builder.get(f"/api/v1/studio/components/{key_of(later)}").json()["state"] == "saved"
        assert go_back(builder, after)["state"] == "completed"
        assert data_of(builder, key_of(later), entry) == {"Word": "x"}

    def test_a_component_deleted_since_is_there_again(self, builder: Client) -> None:
        stored = create_component(builder, "Deleted meanwhile", [property_("Word")])
        before = int(publish(builder, stored)["version"])
        key = key_of(stored)
        entry = add(builder, key, Word="x")
        builder.delete(f"/api/v1/studio/components/{key}").raise_for_status()
        assert go_back(builder, before)["state"] == "completed"
        assert data_of(builder, key, entry) == {"Word": "x"}
        assert builder.get(f"/api/v1/studio/components/{key}").json()["document"]["settings"]["title"] == (
            "Deleted meanwhile"
        )

    def test_drafts_stay_as_they_are(self, builder: Client) -> None:
        name = property_("Word")
        stored = create_component(builder, "Draft stays", [name])
        before = int(publish(builder, stored)["version"])
        key = key_of(stored)
        republish(builder, key, [name, property_("Second")])
        draft(builder, key, properties=[name, property_("Third")])
        go_back(builder, before)
        current = builder.get(f"/api/v1/studio/components/{key}").json()
        assert [prop["name"] for prop in current["document"]["properties"]] == ["Word", "Third"]
        assert current["state"] == "published_changed"

    def test_the_list_tells_what_was_live_when_and_what_led_back(self, builder: Client) -> None:
        name = property_("Word")
        stored = create_component(builder, "Listed", [name])
        before = int(publish(builder, stored)["version"])
        republish(builder, key_of(stored), [name, property_("More")])
        now = go_back(builder, before)["version"]
        versions = builder.get(f"{PUBLICATIONS}/versions").raise_for_status().json()["versions"]
        assert versions[0]["version"] == now
        assert versions[0]["is_current"]
        assert not versions[0]["can_return"]
        assert versions[0]["returns_to"] == before
        assert next(found for found in versions if found["version"] == before)["can_return"]

    @pytest.mark.parametrize("version", [10**9, 2**63 - 1])
    def test_a_version_that_never_was_is_refused(self, builder: Client, version: int) -> None:
        problem(builder.post(f"{PUBLICATIONS}/rollback", json={"version": version}), 404, "version_not_found")

    @pytest.mark.parametrize("version", [0, -1, 2**63, "x", None, 1.5])
    def test_a_number_that_is_none_is_refused(self, builder: Client, version: Any) -> None:
        problem(builder.post(f"{PUBLICATIONS}/rollback", json={"version": version}), 422, "validation_failed")

    def test_the_version_in_use_is_no_earlier_one(self, builder: Client) -> None:
        current = builder.get(f"{PUBLICATIONS}/versions").json()["versions"][0]["version"]
        problem(builder.post(f"{PUBLICATIONS}/rollback", json={"version": current}), 404, "version_not_found")

    def test_the_command_line_lists_and_goes_back(self, builder: Client, installation: Installation) -> None:
        name = property_("Word")
        stored = create_component(builder, "By command", [name])
        before = int(publish(builder, stored)["version"])
        republish(builder, key_of(stored), [name, property_("More")])
        assert before in [found["version"] for found in _run(installation, "--list")["versions"]]
        assert _run(installation, "--to", str(before))["state"] == "completed"


class TestPreview:
    def test_offending_entries_are_counted_and_named_before_anything_happens(self, builder: Client) -> None:
        name = property_("Word")
        stored = create_component(builder, "Offended", [name])
        publish(builder, stored)
        key = key_of(stored)
        offending = [add(builder, key, Word="long one"), add(builder, key, Word="long two")]
        add(builder, key, Word="ok")
        draft(builder, key, properties=[{**name, "max_length": 3}])
        shown = builder.post(f"{PUBLICATIONS}/preview", json={"components": [key]}).raise_for_status().json()
        assert shown["refusals"] == [
            {
                "component": key,
                "title": "Offended",
                "property": "Word",
                "property_title": "Word",
                "rule": "max_length",
                "count": 2,
                "entries": offending,
            }
        ]

    def test_changes_of_the_model_are_told(self, builder: Client) -> None:
        kept, gone, renamed = property_("Kept", "integer"), property_("Gone"), property_("Before")
        stored = create_component(builder, "Told", [kept, gone, renamed])
        publish(builder, stored)
        key = key_of(stored)
        add(builder, key, Kept=1, Gone="data")
        draft(
            builder,
            key,
            properties=[{**kept, "type": "number"}, {**renamed, "name": "After"}, property_("New")],
        )
        shown = builder.post(f"{PUBLICATIONS}/preview", json={"components": [key]}).raise_for_status().json()
        (changes,) = shown["changes"]
        assert changes["added"] == [{"property": "New", "title": "New"}]
        assert changes["removed"] == [{"property": "Gone", "title": "Gone"}]
        assert changes["renamed"] == [{"property": "After", "title": "Before", "before": "Before", "after": "After"}]
        assert changes["retyped"] == [{"property": "Kept", "title": "Kept", "before": "integer", "after": "number"}]
        assert [loss["rule"] for loss in shown["losses"]] == ["dropped"]

    def test_changes_that_no_entry_notices_are_told_as_well(self, builder: Client) -> None:
        state = property_("State", "integer", title="State", enum=[{"value": 1, "title": "Open"}, {"value": 2}])
        amount = property_("Amount", "integer", title="Amount")
        stored = create_component(builder, "Worded", [state, amount])
        publish(builder, stored)
        key = key_of(stored)
        document = builder.get(f"/api/v1/studio/components/{key}").json()["document"]
        page = {"id": str(uuid4()), "kind": "page", "name": "Overview", "settings": {}, "children": []}
        draft(
            builder,
            key,
            settings={**document["settings"], "title": "Reworded"},
            properties=[
                {**amount, "title": "Total"},
                {**state, "enum": [{"value": 1, "title": "Started"}, {"value": 2}]},
            ],
            pages=[*document["pages"], page],
        )
        shown = builder.post(f"{PUBLICATIONS}/preview", json={"components": [key]}).raise_for_status().json()
        (changes,) = shown["changes"]
        of_amount, of_state = {"property": "Amount", "title": "Total"}, {"property": "State", "title": "State"}
        assert changes["settings"] == [
            {"property": None, "title": None, "setting": "title", "before": "Worded", "after": "Reworded"},
            {**of_amount, "setting": "title", "before": "Amount", "after": "Total"},
            {**of_state, "setting": "enum", "before": "Open (1)", "after": "Started (1)"},
        ]
        assert changes["parts"] == [{"part": "page", "name": "Overview", "change": "added"}]
        assert changes["reordered"] == ["properties"]

    def test_a_refusal_names_the_property_by_its_title(self, builder: Client) -> None:
        name = property_("Word", title="Last word")
        stored = create_component(builder, "Titled refusal", [name])
        publish(builder, stored)
        key = key_of(stored)
        add(builder, key, Word="too long")
        draft(builder, key, properties=[{**name, "max_length": 3}])
        shown = builder.post(f"{PUBLICATIONS}/preview", json={"components": [key]}).raise_for_status().json()
        assert [(found["property"], found["property_title"]) for found in shown["refusals"]] == [("Word", "Last word")]

    def test_going_back_over_a_lossless_change_of_type_loses_nothing(self, builder: Client) -> None:
        amount, later = property_("Amount", "integer"), property_("Later")
        stored = create_component(builder, "Back without loss", [amount])
        before = int(publish(builder, stored)["version"])
        key = key_of(stored)
        republish(builder, key, [{**amount, "type": "number"}, later])
        add(builder, key, Amount="7", Later="x")
        shown = builder.get(f"{PUBLICATIONS}/versions/{before}").raise_for_status().json()
        assert [(loss["params"]["name"], loss["rule"]) for loss in shown["losses"]] == [("Later", "dropped")]
        assert shown["refusals"] == []

    def test_what_belongs_to_the_selection_is_proposed(self, builder: Client) -> None:
        target = create_component(builder, "Referred to", [property_("Word")])
        referring = create_component(builder, "Referring", [property_("Target", "catalog", component=key_of(target))])
        ready(builder, target)
        ready(builder, referring)
        for chosen, proposed in ((target, referring), (referring, target)):
            shown = builder.post(f"{PUBLICATIONS}/preview", json={"components": [key_of(chosen)]}).json()
            title = proposed["document"]["settings"]["title"]
            assert {"component": key_of(proposed), "title": title} in shown["dependants"]

    def test_a_component_that_is_not_there_is_named(self, builder: Client) -> None:
        unknown = {"components": ["3f2504e0-4f89-11d3-9a0c-0305e82c3301"]}
        problem(builder.post(f"{PUBLICATIONS}/preview", json=unknown), 404, "component_not_found")


def _run(installation: Installation, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "aqtra.cli.main", "app", "rollback", "--json", *arguments],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))
