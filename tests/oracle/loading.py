"""Publishes a random model once, fills it once, and remembers what went in."""

from collections.abc import Mapping
from random import Random
from typing import Any

from aqtra.kernel.principal import PLATFORM, Principal
from aqtra.metadata.layout import USER_INFO_KEY
from tests.integration.catalogs.platform import Platform, document
from tests.oracle import answers, values
from tests.oracle.models import documents, random_world
from tests.oracle.world import SYSTEM, USERS, Component, Row, World, instant

# Builders may name any file of the library.
BUILDER = Principal(user_id=1, user_name="member", display_name="Member", rights=frozenset({"studio"}))
ROWS = 14
_INSTANTS = ("createdDate", "updateDate")


def load_world(platform: Platform, seed: int) -> World:
    """Every entry is compared with what was written when it is created and changed."""
    world = random_world(seed)
    platform.publish(*documents(world))
    _load_files(platform)
    _load_users(platform, world)
    random = Random(-seed)
    for _ in range(ROWS):
        for component in world.queried():
            _create(platform, world, component, random)
    for component in world.queried():
        _change_some(platform, world, component, random)
    for component in world.queried():
        _mark_some(platform, component, random)
    return world


def _load_files(platform: Platform) -> None:
    for number, file in enumerate(values.FILES):
        platform.sql(
            "INSERT INTO catalogs.file (id, name, size, content_type, created_at) "
            "VALUES (%s, %s, 3, 'text/plain', now()) ON CONFLICT DO NOTHING",
            file,
            f"file-{number}.txt",
        )


def _load_users(platform: Platform, world: World) -> None:
    users = platform.list(document(USERS, key=USER_INFO_KEY))["value"]
    world.components[USERS].rows = {entry["id"]: _row(entry, {}) for entry in users}


def _create(platform: Platform, world: World, component: Component, random: Random) -> None:
    assert component.document is not None
    data = _random_data(world, component, random)
    name = random.choice(values.DISPLAY_NAMES)
    by = PLATFORM if random.random() < 0.2 else BUILDER
    answer = platform.create(component.document, _json(data), by=by, name=name)
    row = component.rows[answer["id"]] = _row(answer, data)
    assert row.name == (name or None)
    assert answer == answers.entry(world, component, row)


def _change_some(platform: Platform, world: World, component: Component, random: Random) -> None:
    assert component.document is not None
    for row in random.sample(list(component.rows.values()), ROWS // 3):
        changed = _random_data(world, component, random)
        names = random.sample(sorted(changed), len(changed) // 2)
        data = row.data | {name: changed[name] for name in names}
        written = _json({name: changed[name] for name in names})
        answer = platform.update(component.document, row.id, written, by=BUILDER)
        component.rows[row.id] = _row(answer, data)
        assert answer == answers.entry(world, component, component.rows[row.id])


def _mark_some(platform: Platform, component: Component, random: Random) -> None:
    assert component.document is not None
    for row in random.sample(list(component.rows.values()), 2):
        platform.mark(component.document, row.id, by=BUILDER)
        row.marked = True


def _random_data(world: World, component: Component, random: Random) -> dict[str, Any]:
    assert component.document is not None
    existing = {title: list(of.rows) for title, of in world.components.items()}
    enums = {prop.name for prop in component.document.properties if getattr(prop, "enum", None)}
    return {
        name: values.stored(values.random_value(random, field, name in enums, existing))
        for name, field in component.fields.items()
    }


def _json(data: Mapping[str, Any]) -> dict[str, Any]:
    """Exact values as people send them: numbers as text."""
    return {name: _sent(value) for name, value in data.items()}


def _sent(value: Any) -> Any:
    match value:
        case list():
            return [_sent(item) for item in value]
        case None | bool() | int() | str():
            return value
        case _:
            return str(value) if not hasattr(value, "isoformat") else value.isoformat()


def _row(answer: dict[str, Any], data: dict[str, Any]) -> Row:
    """System fields are the platform's own: they are taken from its answer."""
    system = {name: answer[name] for name in SYSTEM}
    return Row(system | {name: instant(system[name]) for name in _INSTANTS}, data)
