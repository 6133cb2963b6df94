"""What a selection would change before it is published, and what would hold it up."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from aqtra.catalogs.ddl.changes import Ordered, Part
from aqtra.catalogs.ddl.preview import Preview, preview
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError
from aqtra.metadata.components import repository as components
from aqtra.metadata.components.models import ComponentState
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.errors import ComponentNotFound
from aqtra.metadata.modules import repository as modules
from aqtra.metadata.modules.resolving import modules_of
from aqtra.metadata.modules.service import ScriptModules
from aqtra.metadata.publication import earlier
from aqtra.metadata.publication.models import Return
from aqtra.metadata.uses import uses_of_component

_READY = (ComponentState.READY, ComponentState.PUBLISHED_READY)


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class NamedProperty(_Shown):
    """A property by its new name and title; its name stands for a title that it does not have."""

    property: str
    title: str


class AlteredProperty(NamedProperty):
    """With what it was and what it becomes: names or types."""

    before: str
    after: str


class ChangedSetting(_Shown):
    """A setting of a property, or without one of the component itself. Empty text: not set."""

    property: str | None
    title: str | None
    setting: str
    before: str
    after: str


class ChangedPart(_Shown):
    """A page or flow by its new name."""

    part: Part
    name: str
    change: Literal["added", "removed", "changed"]


class ModelChanges(_Shown):
    """How a component changes: its object model, its settings, pages and flows, and the order of these."""

    component: UUID
    title: str
    is_new: bool
    added: tuple[NamedProperty, ...]
    renamed: tuple[AlteredProperty, ...]
    removed: tuple[NamedProperty, ...]
    retyped: tuple[AlteredProperty, ...]
    settings: tuple[ChangedSetting, ...]
    parts: tuple[ChangedPart, ...]
    reordered: tuple[Ordered, ...]


class OffendingEntries(_Shown):
    """Entries that stand against a rule: how many, and up to twenty of them.

    No count: they could not be counted in time, or with the rule `unknown_component` the reference leads nowhere.
    """

    component: UUID
    title: str
    property: str
    property_title: str
    rule: str
    count: int | None
    entries: tuple[int, ...]


class AudienceChange(_Shown):
    """A component whose entries `losing` users see fewer of than now, and `gaining` users more."""

    component: UUID
    title: str
    losing: int
    gaining: int


class Dependant(_Shown):
    """A component that is ready, was not selected, and belongs to what was."""

    component: UUID
    title: str


class ChangedModule(_Shown):
    """A module that was changed since it was published, and that a selected component imports."""

    module: UUID
    title: str


class PublicationPreview(_Shown):
    """`losses`: properties with data that would be out of reach; they need a confirmation.

    `modules`: unless they are selected too, the components go on with their published text.
    """

    changes: tuple[ModelChanges, ...]
    refusals: tuple[OffendingEntries, ...]
    losses: tuple[FieldError, ...]
    audience: tuple[AudienceChange, ...] = ()
    dependants: tuple[Dependant, ...] = ()
    modules: tuple[ChangedModule, ...] = ()


class ReturnPreview(Return):
    """What going back changes, and the entries that stand in its way."""

    models: tuple[ModelChanges, ...]
    refusals: tuple[OffendingEntries, ...]
    losses: tuple[FieldError, ...]
    audience: tuple[AudienceChange, ...] = ()


async def of_selection(services: Services, conn: Connection, keys: Sequence[UUID]) -> PublicationPreview:
    """Raises ComponentNotFound."""
    rows = {row.key: row for row in await components.components(conn)}
    if missing := set(keys) - rows.keys():
        raise ComponentNotFound(f"there is no component {min(missing)}")
    documents = {key: ComponentDocument.model_validate(row.document) for key, row in rows.items()}
    ready = {key for key, row in rows.items() if row.state in _READY}
    chosen = [documents[key] for key in dict.fromkeys(keys)]
    return PublicationPreview(
        **_shown(await preview(services, chosen)),
        dependants=_dependants(documents, set(keys), ready),
        modules=await _changed_modules(services, conn, chosen),
    )


async def of_return(services: Services, conn: Connection, version: int) -> ReturnPreview:
    """Raises VersionNotFound, CannotReturn."""
    asked = await earlier.preview(conn, version)
    documents = [
        ComponentDocument.model_validate(frozen.document)
        for frozen in await earlier.documents(conn, version)
        if frozen.document is not None
    ]
    shown = _shown(await preview(services, documents, going_back=True))
    return ReturnPreview(**dict(asked), models=shown.pop("changes"), **shown)


async def _changed_modules(
    services: Services, conn: Connection, chosen: Sequence[ComponentDocument]
) -> tuple[ChangedModule, ...]:
    saved = await modules.documents(conn)
    imported = {module.key for document in chosen for module in modules_of(document, saved)}
    changed = await ScriptModules(conn, services).to_publish()
    return tuple(ChangedModule(module=found.key, title=found.title) for found in changed if found.key in imported)


def _dependants(
    documents: Mapping[UUID, ComponentDocument], chosen: set[UUID], ready: set[UUID]
) -> tuple[Dependant, ...]:
    """Ready components that mention a chosen one, or that a chosen one mentions."""
    left = ready - chosen
    mentioning = {use.component for key in chosen for use in uses_of_component(key, documents)}
    mentioned = {key for key in left for use in uses_of_component(key, documents) if use.component in chosen}
    return tuple(
        Dependant(component=key, title=documents[key].settings.title)
        for key in documents
        if key in left and key in mentioning | mentioned
    )


def _shown(found: Preview) -> dict[str, Any]:
    return {
        "changes": tuple(map(ModelChanges.model_validate, found.changes)),
        "refusals": tuple(map(OffendingEntries.model_validate, found.refusals)),
        "losses": found.losses,
        "audience": tuple(map(AudienceChange.model_validate, found.audience)),
    }
