"""What of the catalogue the gallery shows: settings, fields of list settings, events, commands and bindings.

`missing` is empty while every part is shown or named in `exempt.toml`; `stale` while every name there is needed.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from tools.gallery.parts import catalogue, described

from aqtra.metadata.documents import ComponentDocument, Element
from aqtra.metadata.paths import resolve

BINDING = "binding"
SOURCE = "data_model_source"
ENTRIES = "component_entries"
COMMAND = "command_type"
LIST = "list "
SLOTS = "slots"
NO_COMMAND = "none"
ENUM = "_enum"


class Exempt(BaseModel):
    """Reasons by what is not shown: a type or setting, or `kind.setting`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    types: dict[str, str]
    settings: dict[str, str]
    commands: dict[str, str]
    binds: dict[str, str]


@cache
def exempt() -> Exempt:
    return Exempt.model_validate(tomllib.loads((Path(__file__).parent / "exempt.toml").read_text()))


@dataclass
class Shown:
    """What elements of one kind show."""

    settings: set[str] = field(default_factory=set)
    commands: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)


def shown(documents: tuple[ComponentDocument, ...]) -> tuple[dict[str, Shown], dict[str, set[str]]]:
    """By kind; and by record of list settings, the fields that are used."""
    kinds = {kind: Shown() for kind in described()}
    records: dict[str, set[str]] = {name: set() for name in catalogue().item_types}
    known = {document.key: document for document in documents}
    for document in documents:
        for page in document.pages:
            for element, entry in _placed(page, document, known):
                _look(element, entry, known, kinds[element.kind], records)
    return kinds, records


def _placed(
    element: Element, entry: ComponentDocument, known: dict[UUID, ComponentDocument]
) -> Iterator[tuple[Element, ComponentDocument]]:
    """Every element with the component whose entry it is bound to."""
    yield element, entry
    spec = described()[element.kind]
    inside = known[UUID(element.settings["component"])] if spec["holds"] == "template" else entry
    for child in element.children:
        yield from _placed(child, inside, known)


def _look(
    element: Element,
    entry: ComponentDocument,
    known: dict[UUID, ComponentDocument],
    found: Shown,
    records: dict[str, set[str]],
) -> None:
    specs = described()[element.kind]["settings"]
    for name, value in element.settings.items():
        declared = specs[name]
        if value != declared.get("default"):
            found.settings.add(name)
        if declared["type"].removeprefix(LIST) in records and isinstance(value, list):
            records[declared["type"].removeprefix(LIST)] |= {inner for item in value for inner in item}
        if declared["type"] == BINDING or name == SOURCE:
            resolved = resolve(value, entry, known, bare=False)
            found.binds |= {resolved.bind_type, resolved.bind_type.removesuffix(ENUM)}
        if name in ("component", "data_object") and ENTRIES in described()[element.kind]["binds"]:
            found.binds.add(ENTRIES)
    if element.children:
        found.settings |= {name for name, declared in specs.items() if declared["type"] == SLOTS}
    found.commands.add(element.settings.get(COMMAND, NO_COMMAND))


def wanted(kind: str) -> dict[str, set[str]]:
    """What of a kind the gallery has to show."""
    spec = described()[kind]
    skip = exempt()
    settings = {
        name
        for name, declared in spec["settings"].items()
        if declared["type"] not in skip.types and not {name, f"{kind}.{name}"} & skip.settings.keys()
    }
    return {
        "settings": settings,
        "commands": set(spec["commands"]) - skip.commands.keys(),
        "binds": {each for each in spec["binds"] if f"{kind}.{each}" not in skip.binds},
    }


def missing(documents: tuple[ComponentDocument, ...]) -> list[str]:
    """Parts of the catalogue that are neither shown nor exempt."""
    kinds, records = shown(documents)
    lacking = [
        f"{kind}: {part} {name}"
        for kind, found in kinds.items()
        for part, names in wanted(kind).items()
        for name in sorted(names - getattr(found, part))
    ]
    used = {
        declared["type"].removeprefix(LIST) for spec in described().values() for declared in spec["settings"].values()
    }
    for record, fields in records.items():
        if record in used:
            lacking += [f"{record}: field {name}" for name in sorted(catalogue().item_types[record].keys() - fields)]
    return lacking


def stale(documents: tuple[ComponentDocument, ...]) -> list[str]:
    """Exemptions of what the catalogue does not have, or the gallery shows after all."""
    kinds, _ = shown(documents)
    skip = exempt()
    usage: dict[str, bool] = {}
    for kind, spec in described().items():
        for name, declared in spec["settings"].items():
            is_shown = name in kinds[kind].settings
            for said in (declared["type"], name, f"{kind}.{name}"):
                usage[said] = usage.get(said, False) or is_shown
        usage |= {name: usage.get(name, False) or name in kinds[kind].commands for name in spec["commands"]}
        usage |= {f"{kind}.{name}": name in kinds[kind].binds for name in spec["binds"]}
    named: tuple[dict[str, Any], ...] = (skip.types, skip.settings, skip.commands, skip.binds)
    return sorted(name for part in named for name in part if usage.get(name, True))
