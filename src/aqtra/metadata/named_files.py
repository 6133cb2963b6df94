"""Files of the library that the elements of pages name: pictures, documents, icons of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from aqtra.metadata.catalogue import ComponentCatalogue, SettingSpec
from aqtra.metadata.documents import ComponentDocument, Element

_LIST: Final = "list "
_ICON: Final = "icon_ref"
_OWN_ICONS: Final = (".svg",)
_KINDS: Final = frozenset({"file_ref", _ICON})


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a setting names. `extensions`: what it may be; none of them means any."""

    page: UUID
    element: Element
    setting: str
    file: UUID
    extensions: tuple[str, ...]


def named_files(document: ComponentDocument, catalogue: ComponentCatalogue) -> Iterator[NamedFile]:
    """In reading order. Settings that the catalogue does not know name nothing."""
    for page in document.pages:
        for element in page.walk():
            spec = catalogue.kind(element.kind)
            for name, value in element.settings.items():
                declared = spec.settings.get(name) if spec else None
                if declared is None:
                    continue
                for file, extensions in _files_in(value, declared, catalogue.item_types):
                    yield NamedFile(page.id, element, name, file, extensions)


def _files_in(
    value: Any, spec: SettingSpec, item_types: Mapping[str, Mapping[str, SettingSpec]]
) -> Iterator[tuple[UUID, tuple[str, ...]]]:
    if spec.type in _KINDS and (file := _id(value)):
        accepted = spec.values if isinstance(spec.values, tuple) else ()
        yield file, _OWN_ICONS if spec.type == _ICON else accepted
    fields = item_types.get(spec.type.removeprefix(_LIST)) if spec.type.startswith(_LIST) else None
    if fields and isinstance(value, list):
        for item in (found for found in value if isinstance(found, dict)):
            for name in item.keys() & fields.keys():
                yield from _files_in(item[name], fields[name], item_types)


def _id(value: Any) -> UUID | None:
    """Icons of the built-in set have names instead."""
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
