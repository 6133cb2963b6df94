"""What pages are built of: elements with the texts of the catalogue's types, ids that never change, files."""

import copy
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from aqtra.metadata.catalogue import ComponentCatalogue, ComponentSpec, SettingSpec, component_catalogue, schema_path

Element = dict[str, Any]
FILES = Path(__file__).parent / "files"
ROOT = uuid5(NAMESPACE_URL, "https://aqtra.dev/examples/gallery")
LOCALIZED = "localized_text"
FILE = "file_ref"
LIST = "list "


@cache
def catalogue() -> ComponentCatalogue:
    return component_catalogue()


@cache
def described() -> dict[str, dict[str, Any]]:
    """Every kind as the catalogue's file has it: with titles and events, which the server does not read."""
    content = json.loads(schema_path("components").read_text())
    return {each["kind"]: each for each in content["components"]}


def spec_of(kind: str) -> ComponentSpec:
    spec = catalogue().kind(kind)
    assert spec is not None, kind
    return spec


def key(*path: str) -> str:
    """The id of what stands at a place."""
    return str(uuid5(ROOT, "/".join(path)))


def text(value: str) -> dict[str, str]:
    return {"translation_key": "", "translation_value": value}


def element(kind: str, *children: Element, **settings: Any) -> Element:
    """An element without a name yet. Texts and files are written plainly: what they become, the catalogue knows."""
    spec = spec_of(kind)
    unknown = settings.keys() - spec.settings.keys()
    assert not unknown, f"{kind} has no setting {', '.join(sorted(unknown))}"
    stored = {name: _stored(value, spec.settings[name]) for name, value in settings.items()}
    return {"kind": kind, "settings": stored, "children": [copy.deepcopy(child) for child in children]}


def _stored(value: Any, spec: SettingSpec) -> Any:
    if spec.type == LOCALIZED and isinstance(value, str):
        return text(value)
    if spec.type == FILE:
        return file(value)
    fields = catalogue().item_types.get(spec.type.removeprefix(LIST))
    if fields and isinstance(value, list):
        return [{name: _stored(inner, fields[name]) for name, inner in item.items()} for item in value]
    return value


def file(name: str) -> str:
    """The id of a file in `files/`."""
    assert (FILES / name).is_file(), name
    return key("file", name)


def row(*children: Element, **settings: Any) -> Element:
    return element("panel", *children, **({"align_items": "start"} | settings))


def column(*children: Element, **settings: Any) -> Element:
    return element("panel", *children, orientation="vertical", **settings)


def stack(*children: Element, gap: int = 4) -> Element:
    """Lines that belong together, closer than elements of a panel."""
    return element("grid", *(column(child) for child in children), column=1, row=len(children), gap=gap)


def heading(value: str, size: int = 18) -> Element:
    return element("label", value=value, font_size=size, bold=True)


def remark(value: str) -> Element:
    return element("label", value=value, font_size=13, opacity=0.8)


def section(title: str, about: str, *content: Element) -> Element:
    """An element on a page: what it is, and examples."""
    return column(stack(heading(title), remark(about)), *content, padding=[0, 0, 8, 28])


def part(title: str, about: str, *content: Element) -> Element:
    """A part of a section."""
    return column(stack(heading(title, 14), remark(about), gap=2), *content, padding=[0, 0, 8, 0])


def page(name: str, *content: Element, **settings: Any) -> Element:
    """A page whose elements have names and ids."""
    root = element("page", *content, **({"orientation": "vertical", "title": name} | settings))
    counted: Counter[str] = Counter()
    place = "".join(word.capitalize() for word in name.split())
    for child in root["children"]:
        _named(child, place, counted)
    return root | {"name": name, "id": page_id(name)}


def page_id(name: str) -> str:
    return key("page", name)


def _named(found: Element, place: str, counted: Counter[str]) -> None:
    kind = "".join(word.capitalize() for word in found["kind"].split("_"))
    counted[kind] += 1
    found["name"] = f"{place}_{kind}_{counted[kind]}"
    found["id"] = str(uuid5(UUID(page_id(place)), found["name"]))
    for child in found["children"]:
        _named(child, place, counted)
