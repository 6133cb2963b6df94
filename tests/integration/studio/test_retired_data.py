"""Remove retired data over HTTPS: listed first, then gone for good, and only for administrators."""

from typing import Any

from tests.support import maintenance
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, save_component
from tests.support.installation import Installation

CONTRACT = "/api/v1/studio/maintenance/contract"


def retired_of(client: Client, component: str) -> list[dict[str, Any]]:
    found = client.get(CONTRACT).raise_for_status().json()["value"]
    return [row for row in found if row["component"]["key"] == component]


def with_dropped_colour(client: Client, title: str) -> str:
    """A published component with an entry, whose property Colour was dropped afterwards."""
    kept, colour = property_("Plate"), property_("Colour")
    stored = create_component(client, title, [kept, colour])
    assert publish(client, stored)["state"] == "completed"
    key = str(stored["document"]["key"])
    created = client.post(f"/api/v1/entries/{key}", json={"data": {"Plate": "B-1", "Colour": "red"}})
    assert created.status_code == 201, created.text
    current = client.get(f"/api/v1/studio/components/{key}").json()
    stored = save_component(client, current, {**current["document"], "properties": [kept]})
    assert publish(client, stored, confirm_destructive=True)["state"] == "completed"
    return key


def test_a_dropped_property_is_listed_by_its_last_name(builder: Client) -> None:
    key = with_dropped_colour(builder, "Listed cars")
    [row] = retired_of(builder, key)
    assert row["component"]["title"] == "Listed cars"
    assert (row["property"], row["superseded"]) == ("Colour", False)


def test_a_property_that_is_used_is_never_listed(builder: Client) -> None:
    stored = create_component(builder, "Whole cars", [property_("Plate")])
    assert publish(builder, stored)["state"] == "completed"
    assert retired_of(builder, stored["document"]["key"]) == []


def test_removing_answers_what_went_and_leaves_entries_as_they_are(builder: Client) -> None:
    key = with_dropped_colour(builder, "Tidied cars")
    listed = retired_of(builder, key)
    removed = maintenance.done(builder, "contract")
    assert [row for row in removed["value"] if row["component"]["key"] == key] == listed
    assert retired_of(builder, key) == []
    [entry] = builder.get(f"/api/v1/entries/{key}").json()["value"]
    assert entry["data"] == {"Plate": "B-1"}


def test_members_may_neither_look_nor_remove(installation: Installation) -> None:
    with signed_in(installation, create_account(installation, "retired-member")) as member:
        problem(member.get(CONTRACT), 403, "permission_denied")
        problem(member.post(CONTRACT), 403, "permission_denied")
