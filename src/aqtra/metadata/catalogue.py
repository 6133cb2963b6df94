"""The component catalogue as the front end declares it: `schema/components.json`.

Generated from the folders of the UI components, so pages are validated with what renders them.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from aqtra.kernel.errors import Unavailable


class CatalogueMissing(Unavailable):
    """A generated catalogue is not part of this installation."""

    code = "catalogue_missing"


class _Declared(BaseModel):
    # Titles, panels and help texts are Studio's business.
    model_config = ConfigDict(frozen=True, extra="ignore")


class SettingSpec(_Declared):
    """One setting: its type, and for an enum its values."""

    type: str
    values: tuple[str, ...] | str | None = None
    default: Any = None


class ComponentSpec(_Declared):
    """One kind of element. `parameter_settings` renames command parameters that clash with other settings.

    `holds` says what may stand inside: nothing; elements; panels that the view arranges; or elements that are drawn
    once for each entry shown, and are bound to it. `panel_count` names the settings that say how many panels there
    are: a list by its length, several numbers by their product; none where the children alone count.
    """

    kind: str
    holds: Literal["nothing", "elements", "panels", "template"] = "nothing"
    panel_count: tuple[str, ...] = ()
    settings: Mapping[str, SettingSpec] = {}
    binds: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    parameter_settings: Mapping[str, str] = {}


class ComponentCatalogue(_Declared):
    """All kinds, and the records that list settings hold."""

    components: tuple[ComponentSpec, ...] = ()
    item_types: Mapping[str, Mapping[str, SettingSpec]] = Field(default_factory=dict)

    def kind(self, kind: str) -> ComponentSpec | None:
        return next((found for found in self.components if found.kind == kind), None)


def schema_path(name: str) -> Path:
    """Where a generated catalogue lies: inside the installed package, else in the source tree.

    Raises CatalogueMissing.
    """
    package = Path(str(resources.files("aqtra")))
    for folder in (package / "schema", package.parents[1] / "schema"):
        if (path := folder / f"{name}.json").is_file():
            return path
    raise CatalogueMissing(f"schema/{name}.json is missing; run `make schema`")


@cache
def schema_bytes(name: str) -> bytes:
    """The text of a generated catalogue. Raises CatalogueMissing."""
    return schema_path(name).read_bytes()


@cache
def component_catalogue() -> ComponentCatalogue:
    """The catalogue of this installation. Raises CatalogueMissing."""
    return parse_catalogue(json.loads(schema_bytes("components")))


def parse_catalogue(content: dict[str, Any]) -> ComponentCatalogue:
    return ComponentCatalogue.model_validate(content)
