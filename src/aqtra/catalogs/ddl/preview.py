"""What publishing these documents would change, and what stands against it. Nothing is changed by asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.errors import QueryCanceled

from aqtra.catalogs.columns import storage_of
from aqtra.catalogs.ddl.plan import MigrationPlan, UnknownTarget, plan
from aqtra.catalogs.ddl.refusals import ask
from aqtra.catalogs.ddl.row_checks import RowCheck
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument, ComponentKind
from aqtra.metadata.documents.property import BaseProperty
from aqtra.metadata.publication.destructive import destructive_changes
from aqtra.metadata.releases import repository as releases
from aqtra.metadata.releases.models import PublishedComponent

CHECK_MILLISECONDS: Final = 5_000
_NO_RULES: Final = {"id", "name", "title", "type"}


@dataclass(frozen=True, slots=True)
class Changed:
    """A property by its new name, with what it was and what it becomes: names, types or a rule."""

    property: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ComponentChanges:
    """What differs between the latest release of a component and its document."""

    component: UUID
    title: str
    is_new: bool
    added: tuple[str, ...] = ()
    renamed: tuple[Changed, ...] = ()
    removed: tuple[str, ...] = ()
    retyped: tuple[Changed, ...] = ()
    rules: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Entries that stand against the publication. `count` None: there was no time to count them."""

    component: UUID
    title: str
    property: str
    rule: str
    count: int | None
    entries: tuple[int, ...] = ()


@dataclass(frozen=True)
class Preview:
    """`losses` are properties whose data would be out of reach, as a publication names them."""

    changes: tuple[ComponentChanges, ...]
    refusals: tuple[Refusal, ...]
    losses: tuple[FieldError, ...]


async def preview(services: Services, documents: Sequence[ComponentDocument], *, going_back: bool = False) -> Preview:
    """Compares documents with what is live and asks the rows. Each question has a time limit of its own."""
    definitions = definitions_of(services)
    await definitions.refresh()
    targets = {key for key, live in definitions.snapshot().items() if _keeps_entries(live.document)}
    targets |= {document.key for document in documents if _keeps_entries(document)}
    changes: list[ComponentChanges] = []
    refusals: list[Refusal] = []
    losses: list[FieldError] = []
    async with services.db.connection() as conn:
        for new in documents:
            old = await releases.latest_release(conn, new.key)
            changes.append(compare(old.document if old else None, new))
            if old is None or not old.table.table or not _keeps_entries(new):
                continue
            losses += await destructive_changes(conn, old, new)
            refusals += await _refusals(conn, old, new, targets, going_back=going_back)
    return Preview(tuple(changes), tuple(refusals), tuple(losses))


def compare(old: ComponentDocument | None, new: ComponentDocument) -> ComponentChanges:
    """The differences of two object models; a property is the same as long as its id is."""
    before = {prop.id: prop for prop in old.properties} if old else {}
    after = {prop.id: prop for prop in new.properties}
    both = [(before[key], prop) for key, prop in after.items() if key in before]
    return ComponentChanges(
        component=new.key,
        title=new.settings.title,
        is_new=old is None,
        added=tuple(prop.name for key, prop in after.items() if key not in before),
        renamed=tuple(Changed(now.name, then.name, now.name) for then, now in both if then.name != now.name),
        removed=tuple(prop.name for key, prop in before.items() if key not in after),
        retyped=tuple(
            Changed(now.name, storage_of(then), storage_of(now))
            for then, now in both
            if storage_of(then) != storage_of(now)
        ),
        rules=tuple(changed for then, now in both for changed in _changed_rules(then, now)),
    )


def _changed_rules(then: BaseProperty, now: BaseProperty) -> list[Changed]:
    before, after = then.model_dump(mode="json", exclude=_NO_RULES), now.model_dump(mode="json", exclude=_NO_RULES)
    return [
        Changed(now.name, f"{rule}: {_shown(before.get(rule))}", f"{rule}: {_shown(value)}")
        for rule, value in after.items()
        if rule in before and before[rule] != value
    ]


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return ", ".join(str(item["value"]) for item in value)
        case _:
            return str(value)


async def _refusals(
    conn: Connection, old: PublishedComponent, new: ComponentDocument, targets: set[UUID], *, going_back: bool
) -> list[Refusal]:
    try:
        planned: MigrationPlan = plan(old.document, old.table, new, targets, tolerant=going_back)
    except UnknownTarget as error:
        return [Refusal(new.key, new.settings.title, str(error), "unknown_component", None)]
    found: list[Refusal] = []
    for check in planned.checks:
        found += await _refused(conn, old.document, new, check)
    return found


async def _refused(conn: Connection, old: ComponentDocument, new: ComponentDocument, check: RowCheck) -> list[Refusal]:
    title = new.settings.title
    try:
        async with conn.transaction():
            await conn.execute("SET TRANSACTION READ ONLY")
            await conn.execute(f"SET LOCAL statement_timeout = {CHECK_MILLISECONDS}")
            offences = await ask(conn, old, new, check)
    except QueryCanceled:
        known = {prop.id: prop.name for document in (old, new) for prop in document.properties}
        return [Refusal(new.key, title, known.get(prop, prop), check.rule, None) for prop in check.properties]
    return [
        Refusal(new.key, title, offence.property, offence.rule, offence.count, offence.entries) for offence in offences
    ]


def _keeps_entries(document: ComponentDocument) -> bool:
    return document.kind is not ComponentKind.MULTICOMPONENT
