"""Random object models: several components that refer to each other, with all types and awkward names."""

from random import Random
from typing import Any
from uuid import UUID

from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import USER_INFO_KEY
from tests.integration.catalogs.platform import document
from tests.oracle.world import SYSTEM, USERS, Component, Field, World
from tests.support.components import property_

TITLES = ("Alpha", "Beta 'x'", "Gamma %_")
# Words of the query language, of SQL and of the answer's shape are names like any other.
NAMES = (
    "amount", "b", "city", "d", "e", "eq", "asc", "desc", "contains", "any", "all", "now", "select", "t", "value",
    "x", "Order", "target_id", "Title", "title", "title_2", "year", "null", "true", "not", "and", "div", "in", "date",
    "count", "j1", "position", "link", "owner_id", "_".join(["long"] * 10),
)  # fmt: skip
SCALARS = ("string", "uri", "integer", "number", "boolean", "datetime", "date", "time", "file")
ITEMS = ("string", "integer", "number", "boolean", "date", "time", "datetime", "uri")
ENUM = {
    "string": [{"value": "a", "title": "Ä"}, {"value": "B"}, {"value": "ß"}, {"value": "a b"}],
    "integer": [{"value": number, "title": f"#{number}"} for number in (-1, 0, 1, 7)],
}


def random_world(seed: int) -> World:
    """The components without entries; the same for the same seed."""
    random = Random(seed)
    keys = {title: UUID(int=random.getrandbits(128), version=4) for title in TITLES}
    world = World({USERS: Component(USERS, {})}, seed)
    for title in TITLES:
        properties, fields = _properties(random, keys)
        made = document(title, *properties, key=keys[title])
        world.components[title] = Component(title, fields, made)
    return world


def documents(world: World) -> list[ComponentDocument]:
    return [component.document for component in world.queried() if component.document]


def _properties(random: Random, keys: dict[str, UUID]) -> tuple[list[dict[str, Any]], dict[str, Field]]:
    kinds: list[tuple[str, str | None]] = [(kind, None) for kind in SCALARS]
    kinds += [(random.choice(SCALARS), None) for _ in range(random.randrange(4))]
    kinds += [("catalog", random.choice(TITLES)) for _ in range(2)] + [("catalog", USERS)]
    kinds += [("array", random.choice(TITLES)) for _ in range(2)]
    kinds += [("array", None) for _ in range(3)]
    random.shuffle(kinds)
    names = random.sample(NAMES, len(kinds))
    assert not set(names) & set(SYSTEM)
    made = [_property(random, keys, name, kind, target) for name, (kind, target) in zip(names, kinds, strict=True)]
    return [properties for properties, _ in made], {field.name: field for _, field in made}


def _property(
    random: Random, keys: dict[str, UUID], name: str, kind: str, target: str | None
) -> tuple[dict[str, Any], Field]:
    settings: dict[str, Any] = {"query": random.random() < 0.4}
    safe = kind != "integer"
    if target is not None:
        settings["component"] = str(USER_INFO_KEY if target == USERS else keys[target])
    items = random.choice(ITEMS) if kind == "array" and target is None else None
    if items:
        settings["items"] = items
    elif kind in ENUM and random.random() < 0.3:
        settings["enum"] = ENUM[kind]
        safe = True
    elif kind == "integer" and random.random() < 0.3:
        settings |= {"minimum": -(2**53) + 1, "maximum": 2**53 - 1}
        safe = True
    if kind in ("file", "boolean") or kind == "array":
        settings["query"] = False
    field = Field(name, kind, target, items, settings["query"], safe)
    return property_(name, kind, **settings), field
