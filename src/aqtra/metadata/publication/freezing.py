"""What a publication makes of its selection: each document with the modules that its scripts import."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from uuid import UUID

from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument, ScriptModule
from aqtra.metadata.modules import repository as modules
from aqtra.metadata.modules.errors import ScriptModuleNotFound
from aqtra.metadata.modules.resolving import Modules, modules_of
from aqtra.metadata.publication import history
from aqtra.metadata.publication.errors import NothingToPublish
from aqtra.metadata.publication.repository import Frozen
from aqtra.metadata.releases.models import PublishedComponent


async def frozen_with_modules(
    conn: Connection, services: Services, drafts: Sequence[tuple[int, ComponentDocument]], chosen: Collection[UUID]
) -> list[Frozen]:
    """The drafts, each after its saved version, and the live components that carry one of the `chosen` modules.

    A module is the same for all that are live: the saved one if it is chosen or nobody has it yet, else the live one.
    Raises ScriptModuleNotFound, NothingToPublish.
    """
    saved = {module.key: module for module in await modules.documents(conn)}
    if missing := set(chosen) - saved.keys():
        raise ScriptModuleNotFound(f"there is no module {min(missing)}")
    definitions = definitions_of(services)
    await definitions.refresh()
    live = list(definitions)
    known = _known(saved.values(), live, chosen)
    frozen = [Frozen(document.key, version, _with(document, known)) for version, document in drafts]
    taken = {document.key for _, document in drafts}
    for release in _carrying(live, chosen):
        if release.document.key not in taken:
            version = await history.saved_version(conn, release.document.key, release.version)
            frozen.append(Frozen(release.document.key, version, _with(release.document, known)))
    if not frozen:
        raise NothingToPublish("no published component imports the module; it goes live with the first that does")
    return frozen


def _known(saved: Iterable[ScriptModule], live: Iterable[PublishedComponent], chosen: Collection[UUID]) -> Modules:
    """What imports find; of two modules of the same name the first."""
    carried = {module.key: module for release in live for module in release.document.modules or ()}
    saved = list(saved)
    first = [module for module in saved if module.key in chosen]
    then = [module for key, module in carried.items() if key not in chosen]
    return [*first, *then, *(module for module in saved if module.key not in chosen and module.key not in carried)]


def _carrying(live: Iterable[PublishedComponent], chosen: Collection[UUID]) -> Iterator[PublishedComponent]:
    for release in live:
        if any(module.key in chosen for module in release.document.modules or ()):
            yield release


def _with(document: ComponentDocument, known: Modules) -> ComponentDocument:
    return document.model_copy(update={"modules": modules_of(document, known)})
