"""Values as statements write them: what the principal may not refer to becomes what a foreign key refuses."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from aqtra.catalogs.columns import FILE
from aqtra.catalogs.links import NOBODY
from aqtra.catalogs.model import Field
from aqtra.catalogs.sight import Sight
from aqtra.catalogs.sqltext import column, literal, sql_type, table_of
from aqtra.kernel.policy import Verb

_NO_FILE: Final = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: places of the parameters, and the relation that holds the entry as it was."""

    component: UUID
    sight: Sight
    user: str
    library: str
    row: str | None = None


def written(field: Field, place: str, writer: Writer) -> str:
    """The expression that a column gets for the parameter at `place`."""
    value = f"{place}::{sql_type(field.kind)}"
    if field.kind == FILE:
        return _file(field, value, writer)
    if not field.is_reference or field.target is None:
        return value
    target = f"SELECT target.id FROM {table_of(field.target)} target WHERE target.id = {value}"
    # An entry takes over the rule of what it refers to: who writes it must be allowed to change that.
    usable = writer.sight.allows(field.target, Verb.UPDATE, "target")
    return f"coalesce(({target} AND {usable}), CASE WHEN {value} IS NOT NULL THEN {NOBODY} END)"


def _file(field: Field, value: str, writer: Writer) -> str:
    """A file is the writer's own, for this property or made by a flow; or it is here already; or builders' library."""
    assert field.property_id is not None
    assert field.kept is not None
    accepted = [
        f"file.kind = 'property' AND file.component = {literal(str(writer.component))}::uuid "
        f"AND file.property_id = {literal(field.property_id)} AND file.created_by = {writer.user}::bigint",
        f"file.kind = 'flow' AND file.created_by = {writer.user}::bigint AND {field.kept}",
        f"file.kind = 'library' AND {writer.library}::boolean AND {field.kept}",
    ]
    if writer.row is not None:
        accepted.append(f"file.id = {column(field.location, writer.row)}")
    registered = f"SELECT file.id FROM catalogs.file file WHERE file.id = {value} AND ({' OR '.join(accepted)})"
    return f"coalesce(({registered}), CASE WHEN {value} IS NOT NULL THEN {literal(_NO_FILE)}::uuid END)"
