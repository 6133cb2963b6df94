"""What differs between two documents of a component, said as builders know it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

from aqtra.catalogs.columns import values_of
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.flow import Flow
from aqtra.metadata.documents.page import Element
from aqtra.metadata.documents.property import BaseProperty

# They are told as added, renamed and retyped.
_NO_SETTINGS: Final = {"id", "name", "type", "items"}

Part = Literal["page", "flow", "script"]
Ordered = Literal["properties", "pages", "flows"]


@dataclass(frozen=True, slots=True)
class Named:
    """A property by its new name and title."""

    property: str
    title: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A property by its new name and title, with what it was and what it becomes: names or types."""

    property: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedSetting:
    """A setting of the component, or of a property by its new name and title. Empty text: not set."""

    property: str | None
    title: str | None
    setting: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A page or flow by its new name, or the script, which has none."""

    part: Part
    name: str
    change: Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class ComponentChanges:
    """What differs between the latest release of a component and its document."""

    component: UUID
    title: str
    is_new: bool
    added: tuple[Named, ...] = ()
    renamed: tuple[Changed, ...] = ()
    removed: tuple[Named, ...] = ()
    retyped: tuple[Changed, ...] = ()
    settings: tuple[ChangedSetting, ...] = ()
    parts: tuple[ChangedPart, ...] = ()
    reordered: tuple[Ordered, ...] = ()


def compare(old: ComponentDocument | None, new: ComponentDocument, titles: Mapping[UUID, str]) -> ComponentChanges:
    """The differences; a property is the same as long as its id is. `titles` of the components referred to."""
    if old is None:
        added = tuple(map(named, new.properties))
        return ComponentChanges(component=new.key, title=new.settings.title, is_new=True, added=added)
    before = {prop.id: prop for prop in old.properties}
    after = {prop.id: prop for prop in new.properties}
    both = [(before[key], prop) for key, prop in after.items() if key in before]
    return ComponentChanges(
        component=new.key,
        title=new.settings.title,
        is_new=False,
        added=tuple(named(prop) for key, prop in after.items() if key not in before),
        renamed=tuple(_changed(now, then.name, now.name) for then, now in both if then.name != now.name),
        removed=tuple(named(prop) for key, prop in before.items() if key not in after),
        retyped=tuple(
            _changed(now, values_of(then), values_of(now)) for then, now in both if values_of(then) != values_of(now)
        ),
        settings=(
            *_settings_of_component(old, new),
            *(setting for then, now in both for setting in _settings_of_property(then, now, titles)),
        ),
        parts=(
            *_parts("page", _pages(old), _pages(new)),
            *_parts("flow", _flows(old), _flows(new)),
            *_script(old, new),
        ),
        reordered=tuple(_reordered(old, new)),
    )


def named(prop: BaseProperty) -> Named:
    """How a property is called; one without a title by its name."""
    return Named(prop.name, prop.title or prop.name)


def _changed(prop: BaseProperty, before: str, after: str) -> Changed:
    return Changed(prop.name, prop.title or prop.name, before, after)


def _settings_of_component(old: ComponentDocument, new: ComponentDocument) -> list[ChangedSetting]:
    before, after = old.settings.model_dump(mode="json"), new.settings.model_dump(mode="json")
    return [
        ChangedSetting(None, None, setting, *_shown(before[setting], value, {}))
        for setting, value in after.items()
        if before[setting] != value
    ]


def _settings_of_property(then: BaseProperty, now: BaseProperty, titles: Mapping[UUID, str]) -> list[ChangedSetting]:
    before, after = (
        then.model_dump(mode="json", exclude=_NO_SETTINGS),
        now.model_dump(mode="json", exclude=_NO_SETTINGS),
    )
    return [
        ChangedSetting(now.name, now.title or now.name, setting, *_shown(before[setting], value, titles))
        for setting, value in after.items()
        if setting in before and before[setting] != value
    ]


def _shown(before: Any, after: Any, titles: Mapping[UUID, str]) -> tuple[str, str]:
    """Both as text; of lists only what differs, or all when only their order does."""
    if isinstance(before, list) and isinstance(after, list):
        gone, come = [item for item in before if item not in after], [item for item in after if item not in before]
        if gone or come:
            before, after = gone, come
    return _text(before, titles), _text(after, titles)


def _text(value: Any, titles: Mapping[UUID, str]) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return ", ".join(_text(item, titles) for item in value)
        case {"value": choice, "title": title}:
            return f"{title} ({choice})" if title else str(choice)
        case str():
            return _title(value, titles)
        case _:
            return str(value)


def _title(value: str, titles: Mapping[UUID, str]) -> str:
    """The title of the component that a reference leads to; any other text as it is."""
    return next((title for key, title in titles.items() if str(key) == value), value)


def _pages(document: ComponentDocument) -> dict[UUID, Element]:
    return {page.id: page for page in document.pages}


def _flows(document: ComponentDocument) -> dict[UUID, Flow]:
    return {flow.key: flow for flow in document.flows}


def _parts(
    part: Part, before: Mapping[UUID, Element | Flow], after: Mapping[UUID, Element | Flow]
) -> list[ChangedPart]:
    return [
        *(ChangedPart(part, now.name, "added") for key, now in after.items() if key not in before),
        *(ChangedPart(part, now.name, "changed") for key, now in after.items() if before.get(key, now) != now),
        *(ChangedPart(part, then.name, "removed") for key, then in before.items() if key not in after),
    ]


def _script(old: ComponentDocument, new: ComponentDocument) -> list[ChangedPart]:
    if old.script == new.script:
        return []
    return [ChangedPart("script", "", "changed" if old.script and new.script else "added" if new.script else "removed")]


def _reordered(old: ComponentDocument, new: ComponentDocument) -> list[Ordered]:
    """Lists whose common items stand in another order."""
    lists: tuple[tuple[Ordered, Sequence[object], Sequence[object]], ...] = (
        ("properties", [prop.id for prop in old.properties], [prop.id for prop in new.properties]),
        ("pages", list(_pages(old)), list(_pages(new))),
        ("flows", list(_flows(old)), list(_flows(new))),
    )
    return [
        name
        for name, before, after in lists
        if [item for item in before if item in after] != [item for item in after if item in before]
    ]
