"""One data layer for all tests of this folder; every test file publishes components of its own."""

from collections.abc import Iterator
from typing import Any

import pytest

from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform, document, start_platform
from tests.support.components import property_


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with start_platform(tmp_path_factory.mktemp("catalogs")) as running:
        yield running


@pytest.fixture(scope="module")
def people(platform: Platform) -> ComponentDocument:
    made = document("People", property_("city"), property_("age", "integer"))
    platform.publish(made)
    for name, city, age in [("Ada", "Ulm", 36), ("Bob", "Rom", None), (None, "Rom", 20)]:
        platform.create(made, {"city": city, "age": age}, name=name)
    return made


@pytest.fixture(scope="module")
def deals(platform: Platform, people: ComponentDocument) -> ComponentDocument:
    made = document(
        "Deals",
        property_("title", query=True),
        property_("price", "number", query=True),
        property_("state", "integer", enum=[{"value": 0}, {"value": 1}, {"value": 2}], query=True),
        property_("due", "datetime", query=True),
        property_("day", "date"),
        property_("hour", "time"),
        property_("open", "boolean", query=True),
        property_("manager", "catalog", component=str(people.key), query=True),
        property_("team", "array", component=str(people.key)),
        property_("link", "uri"),
        property_("file", "file"),
        property_("d"),
        property_("ghost", virtual=True),
    )
    platform.publish(made)
    rows: list[dict[str, Any]] = [
        {
            "title": "Alpha 100%",
            "price": "10.10",
            "state": 0,
            "due": "2026-01-01T10:00:00Z",
            "open": True,
            "manager": 1,
        },
        {
            "title": "beta_x",
            "price": "9.90",
            "state": 1,
            "due": "2026-02-01T10:00:00+02:00",
            "open": False,
            "manager": 2,
        },
        {"title": "Gamma \\ 'q'", "price": "100", "state": 1, "day": "2026-01-05", "hour": "09:30", "manager": 3},
        {"title": "Delta", "team": [2, 1], "link": "https://example.org/x", "d": "d"},
    ]
    for number, row in enumerate(rows, 1):
        platform.create(made, row, name=f"Deal {number}")
    return made
