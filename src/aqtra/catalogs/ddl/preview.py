"""What publishing these documents would change, and what stands against it. Nothing is changed by asking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.errors import QueryCanceled

from aqtra.catalogs.audience import AudienceChange, audience_changes, concerned, rulings_after
from aqtra.catalogs.ddl.changes import ComponentChanges, compare, named
from aqtra.catalogs.ddl.plan import MigrationPlan, UnknownTarget, plan
from aqtra.catalogs.ddl.refusals import ask
from aqtra.catalogs.ddl.row_checks import RowCheck
from aqtra.catalogs.rulings import Rulings
from aqtra.catalogs.subject import act_as, as_platform
from aqtra.identity.rights import repository as rights
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError
from aqtra.kernel.principal import PLATFORM
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument, ComponentKind
from aqtra.metadata.publication.destructive import destructive_changes
from aqtra.metadata.releases import repository as releases
from aqtra.metadata.releases.models import PublishedComponent

CHECK_MILLISECONDS: Final = 5_000
UNKNOWN_COMPONENT: Final = "unknown_component"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Entries that stand against the publication. `count` None: there was no time to count them."""

    component: UUID
    title: str
    property: str
    property_title: str
    rule: str
    count: int | None
    entries: tuple[int, ...] = ()


@dataclass(frozen=True)
class Preview:
    """`losses` are properties whose data would be out of reach, as a publication names them.

    `audience`: components whose entries some users would see more or fewer of, as access is restricted anew.
    """

    changes: tuple[ComponentChanges, ...]
    refusals: tuple[Refusal, ...]
    losses: tuple[FieldError, ...]
    audience: tuple[AudienceChange, ...]


async def preview(services: Services, documents: Sequence[ComponentDocument], *, going_back: bool = False) -> Preview:
    """Compares documents with what is live and asks the rows. Each question has a time limit of its own."""
    definitions = definitions_of(services)
    await definitions.refresh()
    known = {key: live.document for key, live in definitions.snapshot().items()}
    known |= {document.key: document for document in documents}
    targets = {key for key, document in known.items() if _keeps_entries(document)}
    titles = {key: document.settings.title for key, document in known.items()}
    changes: list[ComponentChanges] = []
    refusals: list[Refusal] = []
    losses: list[FieldError] = []
    async with services.db.connection() as conn:
        audience = await _audience(conn, definitions.snapshot(), documents, titles)
        for new in documents:
            old = await releases.latest_release(conn, new.key)
            changes.append(compare(old.document if old else None, new, titles))
            if old is None or not old.table.table or not _keeps_entries(new):
                continue
            async with as_platform(conn):
                losses += await destructive_changes(conn, old, new, going_back=going_back)
            refusals += await _refusals(conn, old, new, targets, going_back=going_back)
    return Preview(tuple(changes), tuple(refusals), tuple(losses), audience)


async def _audience(
    conn: Connection,
    live: Mapping[UUID, PublishedComponent],
    documents: Sequence[ComponentDocument],
    titles: Mapping[UUID, str],
) -> tuple[AudienceChange, ...]:
    before, after = Rulings(live), rulings_after(live, documents)
    readers = await rights.readers(conn, concerned(before, after))
    return tuple(audience_changes(before, after, titles, readers))


async def _refusals(
    conn: Connection, old: PublishedComponent, new: ComponentDocument, targets: set[UUID], *, going_back: bool
) -> list[Refusal]:
    try:
        planned: MigrationPlan = plan(old.document, old.table, new, targets, tolerant=going_back)
    except UnknownTarget as error:
        prop = named(error.property)
        return [Refusal(new.key, new.settings.title, prop.property, prop.title, UNKNOWN_COMPONENT, None)]
    found: list[Refusal] = []
    for check in planned.checks:
        found += await _refused(conn, old.document, new, check)
    return found


async def _refused(conn: Connection, old: ComponentDocument, new: ComponentDocument, check: RowCheck) -> list[Refusal]:
    known = {prop.id: named(prop) for document in (old, new) for prop in document.properties}
    try:
        async with conn.transaction():
            await conn.execute("SET TRANSACTION READ ONLY")
            await act_as(conn, PLATFORM)
            await conn.execute(f"SET LOCAL statement_timeout = {CHECK_MILLISECONDS}")
            offences = await ask(conn, old, new, check)
    except QueryCanceled:
        offences = None
    found = (
        [(prop, None, ()) for prop in check.properties]
        if offences is None
        else [(offence.property_id, offence.count, offence.entries) for offence in offences]
    )
    return [
        Refusal(new.key, new.settings.title, known[prop].property, known[prop].title, check.rule, count, entries)
        for prop, count, entries in found
    ]


def _keeps_entries(document: ComponentDocument) -> bool:
    return document.kind is not ComponentKind.MULTICOMPONENT
