"""Which entries stand in the way, said with the names that builders know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aqtra.catalogs.ddl.row_checks import RowCheck
from aqtra.catalogs.errors import ExistingEntriesRefuse
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import ComponentDocument

LISTED_ENTRIES: Final = 20


@dataclass(frozen=True, slots=True)
class Offence:
    """Entries that break a rule of a property: how many, and the first of them."""

    component: ComponentDocument
    property_id: str
    property: str
    rule: str
    count: int
    entries: tuple[int, ...]


async def ask(
    conn: Connection, old: ComponentDocument | None, new: ComponentDocument, check: RowCheck
) -> list[Offence]:
    """One offence for each property of the check; none when no entry stands in the way."""
    cursor = await conn.execute(
        f"SELECT count(*), (array_agg(id ORDER BY id))[1:{LISTED_ENTRIES}] FROM ({check.offending}) offending".encode(),
        prepare=False,
    )
    row = await cursor.fetchone()
    assert row is not None
    count, ids = row
    if not count:
        return []
    known = {prop.id: prop.name for document in (old, new) if document is not None for prop in document.properties}
    return [Offence(new, prop, known.get(prop, prop), check.rule, count, tuple(ids)) for prop in check.properties]


def refuse(offences: Sequence[Offence]) -> None:
    """Raises ExistingEntriesRefuse unless there are none."""
    if offences:
        raise ExistingEntriesRefuse(
            "existing entries stand against what is to be published", fields=[_field(offence) for offence in offences]
        )


def _field(offence: Offence) -> FieldError:
    listed = ", ".join(map(str, offence.entries))
    title = offence.component.settings.title
    return FieldError(
        field=f"{title}/{offence.property}",
        rule=offence.rule,
        message=f"{offence.count} entries stand against the rule {offence.rule} (entries {listed})",
        params={
            "component": title,
            "property": offence.property,
            "count": offence.count,
            "entries": list(offence.entries),
        },
    )
