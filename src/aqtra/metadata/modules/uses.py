"""Who imports a module. Pure."""

from collections.abc import Iterable, Iterator

from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import ComponentDocument, ScriptModule
from aqtra.metadata.modules.resolving import Modules, module_named, scripts_of
from aqtra.metadata.modules.source import imports_of


def uses(module: ScriptModule, documents: Iterable[ComponentDocument], modules: Modules) -> Iterator[FieldError]:
    """Scripts of drafts, and modules, that import it. Each field names a component with its step, or a module."""
    for document in documents:
        for script in scripts_of(document):
            imported = [located.name for located in imports_of(script.source)]
            if any(module_named(name, script.side, modules) == module for name in imported):
                title = document.settings.title
                yield _use(f"{title}/{script.caption}" if script.caption else title)
    for other in modules:
        names = [located.name for located in imports_of(other.source)]
        if other.key != module.key and any(
            module_named(name, side, modules) == module for side in other.type.sides for name in names
        ):
            yield _use(other.title)


def live_uses(module: ScriptModule, documents: Iterable[ComponentDocument]) -> Iterator[FieldError]:
    """Published components that carry it."""
    for document in documents:
        if any(carried.key == module.key for carried in document.modules or ()):
            yield _use(document.settings.title)


def _use(place: str) -> FieldError:
    return FieldError(field=place, rule="reference", message=f"{place} imports it")
