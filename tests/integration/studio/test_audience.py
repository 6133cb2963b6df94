"""What the publication preview says of who will see entries differently."""

from typing import Any

import pytest

from tests.integration.identity.access import Access, component
from tests.support.client import Client
from tests.support.components import create_component, property_, publish, save_component

PREVIEW = "/api/v1/studio/publications/preview"


@pytest.fixture(scope="module")
def access(builder: Client) -> Access:
    return Access(builder)


def saved(client: Client, key: str, **settings: Any) -> dict[str, Any]:
    """The draft of a component with other settings."""
    stored = client.get(f"/api/v1/studio/components/{key}").raise_for_status().json()
    document = stored["document"]
    return save_component(client, stored, {**document, "settings": {**document["settings"], **settings}})


def audience(client: Client, *keys: str) -> dict[str, tuple[int, int]]:
    preview = client.post(PREVIEW, json={"components": list(keys)}).raise_for_status().json()
    return {found["component"]: (found["losing"], found["gaining"]) for found in preview["audience"]}


def test_it_counts_whom_restricting_access_shuts_out_along_the_references(builder: Client, access: Access) -> None:
    settings = {"domains": ["digital-workplace"]}
    places = create_component(builder, "Places of an audience", [property_("Town")], settings=settings)
    key = places["document"]["key"]
    visits = create_component(
        builder, "Visits of an audience", [property_("Place", "catalog", component=key)], settings=settings
    )
    visits_key = visits["document"]["key"]
    assert publish(builder, places, visits)["state"] == "completed"
    assert audience(builder, key, visits_key) == {}

    access.user()
    restricted = saved(builder, key, restrict_access=True)
    everybody, _ = audience(builder, key)[key]
    assert audience(builder, key) == {key: (everybody, 0), visits_key: (everybody, 0)}
    access.user()
    assert audience(builder, key) == {key: (everybody + 1, 0), visits_key: (everybody + 1, 0)}
    # Who may read all of it loses nothing; who may read one entry of it loses something.
    access.granted(component(key, "read"))
    assert audience(builder, key)[key] == (everybody + 1, 0)
    access.granted(component(key, "read"), user={"component": key, "entry": 1})
    assert audience(builder, key) == {key: (everybody + 2, 0), visits_key: (everybody + 2, 0)}
    # Of the referring component alone nothing changes.
    assert audience(builder, visits_key) == {}

    assert publish(builder, restricted)["state"] == "completed"
    saved(builder, key, restrict_access=False)
    assert audience(builder, key) == {key: (0, everybody + 2), visits_key: (0, everybody + 2)}
