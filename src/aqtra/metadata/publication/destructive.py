"""Which changes of an object model make stored data unreachable."""

from collections.abc import Iterator
from dataclasses import dataclass

from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.property import BaseProperty, Property
from aqtra.metadata.publication import repository
from aqtra.metadata.releases.models import PublishedComponent

SCALARS = frozenset({"string", "integer", "number", "boolean", "datetime", "date", "time", "uri"})
# An address is text; text that is no address refuses the publication instead of being lost.
LOSSLESS = {("integer", "number"), ("string", "uri")} | {(scalar, "string") for scalar in SCALARS}


@dataclass(frozen=True, slots=True)
class Loss:
    """A published property whose data would be out of reach.

    `rule` is dropped, virtual, type_changed, encryption_changed or target_changed.
    """

    property: BaseProperty
    rule: str


def possible_losses(old: ComponentDocument, new: ComponentDocument, *, going_back: bool = False) -> Iterator[Loss]:
    """Changes that lose something if there is data. Pure.

    `going_back` to an earlier version also takes the way back of a lossless change, and refuses values that do not fit.
    """
    now = {prop.id: prop for prop in new.properties}
    for before in old.properties:
        if before.virtual:
            continue
        after = now.get(before.id)
        if after is None:
            yield Loss(before, "dropped")
        elif after.virtual:
            yield Loss(before, "virtual")
        elif after.encrypted != before.encrypted or (after.encrypted and after.type != before.type):
            yield Loss(before, "encryption_changed")
        elif after.type != before.type:
            if not _converts(before.type, after.type, going_back=going_back):
                yield Loss(before, "type_changed")
        elif _target(before) != _target(after):
            yield Loss(before, "target_changed")


async def destructive_changes(
    conn: Connection, old: PublishedComponent, new: ComponentDocument, *, going_back: bool = False
) -> list[FieldError]:
    """The losses that would really happen: properties without data are left out."""
    return [
        FieldError(
            field=f"{new.settings.title}/{loss.property.name}",
            rule=loss.rule,
            message="entries have data in it",
            params={
                "component": str(new.key),
                "property": loss.property.id,
                "name": loss.property.name,
                "title": loss.property.title or loss.property.name,
            },
        )
        for loss in possible_losses(old.document, new, going_back=going_back)
        if await _has_data(conn, old, loss.property.id)
    ]


async def _has_data(conn: Connection, old: PublishedComponent, property_id: str) -> bool:
    if column := old.table.columns.get(property_id):
        return await repository.column_has_data(conn, old.table.table, column)
    if link_table := old.table.link_tables.get(property_id):
        return await repository.table_has_rows(conn, link_table)
    return False


def _converts(old: str, new: str, *, going_back: bool) -> bool:
    return (old, new) in LOSSLESS or (going_back and (new, old) in LOSSLESS)


def _target(prop: Property) -> object:
    return getattr(prop, "component", None), getattr(prop, "items", None)
