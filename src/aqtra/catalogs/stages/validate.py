"""Stage 5: typed access is generated for every object model, and the models fit together."""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from aqtra.catalogs.columns import ARRAY, SCALARS, items_of, type_of
from aqtra.catalogs.errors import InvalidModel
from aqtra.catalogs.stages.kept import refuse_kept
from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import ComponentDocument, ComponentKind
from aqtra.metadata.documents.property import BaseProperty
from aqtra.metadata.layout import is_reserved
from aqtra.metadata.publication.stage import PublicationContext

Further = Callable[[ComponentDocument, Mapping[UUID, ComponentDocument]], Iterator[FieldError]]
"""What others ask of a component among all that would be live."""


class Validate:
    """Refuses models that cannot become tables, and those that `further` does not find fit.

    `further` looks at all components: switching one may break another that stays as it is.
    """

    number = 5
    name = "catalogs_validation"

    def __init__(self, further: Further | None = None) -> None:
        self._further = further

    async def run(self, ctx: PublicationContext) -> None:
        documents = ctx.documents_after()
        errors = [error for candidate in ctx.candidates for error in model_errors(candidate.new, documents)]
        if errors:
            raise InvalidModel("an object model cannot become a table", fields=errors)
        if self._further is not None:
            errors = [error for document in documents.values() for error in self._further(document, documents)]
        if errors:
            raise InvalidModel("a component could not be read, or refers to what is not kept here", fields=errors)
        if not ctx.going_back:
            await refuse_kept(ctx)

    async def undo(self, ctx: PublicationContext) -> None:
        """Only looked: nothing to remove."""


def model_errors(document: ComponentDocument, documents: Mapping[UUID, ComponentDocument]) -> Iterator[FieldError]:
    """Why this object model cannot become a table beside the others. References in circles are allowed."""
    names: set[str] = set()
    ids: set[str] = set()
    for prop in document.properties:
        if is_reserved(prop.name):
            yield _error(document, prop, "reserved_name", "the name is used by entries themselves")
        if prop.name in names:
            yield _error(document, prop, "duplicate_name", "two properties have this name")
        if prop.id in ids:
            yield _error(document, prop, "duplicate_id", "two properties have the same id")
        if prop.primary_key and type_of(prop) == ARRAY:
            yield _error(document, prop, "array_key", "an array cannot be part of the primary key")
        if prop.encrypted and (prop.primary_key or type_of(prop) not in SCALARS):
            message = "a key, a reference, a list or a file cannot be encrypted"
            yield _error(document, prop, "encrypted_property", message)
        if not prop.virtual:
            yield from _reference_errors(document, prop, documents)
        names.add(prop.name)
        ids.add(prop.id)


def _reference_errors(
    document: ComponentDocument, prop: BaseProperty, documents: Mapping[UUID, ComponentDocument]
) -> Iterator[FieldError]:
    if not hasattr(prop, "component"):
        return
    if items_of(prop) is not None:
        if prop.component is not None:
            yield _error(document, prop, "target_of_values", "an array of values refers to no component")
        return
    target = documents.get(prop.component) if prop.component else None
    if target is None:
        yield _error(document, prop, "unknown_component", "the component it refers to is not published")
    elif target.kind is ComponentKind.MULTICOMPONENT:
        yield _error(document, prop, "no_entries", "the component it refers to keeps no entries")


def _error(document: ComponentDocument, prop: BaseProperty, rule: str, message: str) -> FieldError:
    return FieldError(
        field=f"{document.settings.title}/{prop.name}",
        rule=rule,
        message=message,
        params={"component": str(document.key), "property": prop.id},
    )
