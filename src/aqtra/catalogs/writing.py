"""What one principal may change. Every verb is one statement, and tells open grids once it is committed."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final
from uuid import UUID

from psycopg.pq import TransactionStatus

from aqtra.catalogs import access
from aqtra.catalogs.changes import Changes
from aqtra.catalogs.compiled import Compiled
from aqtra.catalogs.encoding import encode
from aqtra.catalogs.errors import (
    BuiltInEntries,
    ComponentWithoutKey,
    ConcurrentUpdate,
    EntryForbidden,
    EntryNotFound,
    InvalidEntry,
)
from aqtra.catalogs.model import Field, Model
from aqtra.catalogs.proxy import refuse_writing
from aqtra.catalogs.repository import Row, fetch
from aqtra.catalogs.values import Values, missing_values, read_name, read_values, require_possible
from aqtra.catalogs.violations import refusals_named
from aqtra.infra.database import Connection
from aqtra.kernel.errors import AqtraError, FieldError
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import Principal, Right
from aqtra.metadata.layout import USER_INFO_KEY

_NAME: Final = "name"
_TRUE: Final = b"t"
# Each further attempt means that others created the same entry, and marked it again, in between.
_ATTEMPTS: Final = 10


_Statement = tuple[bytes, list[str | None]]


class Kept(Enum):
    """Stands for a value that is not to be written; null writes null."""

    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Upserted:
    """The entry as JSON, and whether it is new."""

    entry: bytes
    created: bool


class WritableEntries:
    """What one principal may change.

    `tracked=False` leaves no note in the change history. Inside a transaction of the caller nobody is told of the
    change: the caller does that with `changes.touched` after its commit.
    """

    def __init__(self, compiled: Compiled, principal: Principal, changes: Changes) -> None:
        self._seen = compiled.for_(principal)
        self._principal = principal
        self._changes = changes
        self._opener = compiled.opener

    def check(self, component: UUID, *verbs: Verb) -> None:
        """Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, BuiltInEntries."""
        for verb in verbs:
            self._writable(component, verb)

    def model(self, component: UUID) -> Model:
        """The component of which entries may be made or changed. Raises as `check`."""
        model = self._seen.model(component)
        may_create = access.may(self._principal, model.document, Verb.CREATE)
        return self._writable(component, Verb.CREATE if may_create else Verb.UPDATE)

    async def create(self, conn: Connection, component: UUID, data: Any, *, name: str | None = None) -> bytes:
        """A new entry from property name → value. Raises InvalidEntry, DuplicateKey and what `check` raises."""
        model = self._writable(component, Verb.CREATE)
        values = self._values(model, data, creating=True)
        parameters = [read_name(name), self._user]
        parameters += [self._parameter(field, values.get(field.property_id or "")) for field in model.data.values()]
        statements = self._seen.statements(component)
        parameters += self._library(statements.uses_files(model.data))
        with refusals_named(model):
            row = await fetch(conn, statements.insert, parameters, subject=self._seen.subject(component))
        self._tell(conn, component)
        return self._opener.json(_entry(row))

    async def update(
        self,
        conn: Connection,
        component: UUID,
        entry_id: int,
        data: Any,
        *,
        name: str | Kept | None = Kept.KEPT,
        expected_version: int | None = None,
        tracked: bool = True,
    ) -> bytes:
        """Writes the named properties and keeps the others.

        Raises InvalidEntry, DuplicateKey, EntryNotFound, ConcurrentUpdate and what `check` raises.
        """
        model = self._writable(component, Verb.UPDATE)
        require_possible(entry_id)
        written = self._written(model, self._values(model, data, creating=False), name)
        statements = self._seen.statements(component)
        statement = statements.update(tuple(written), tracked=tracked)
        parameters = [*self._target(entry_id, expected_version), *written.values()]
        parameters += self._library(statements.uses_files(written))
        subject = self._seen.subject(component)
        with refusals_named(model):
            row = await fetch(conn, statement, parameters, subject=subject)
            if row is not None and row[2] == _TRUE:
                row = await _after_others(conn, (statements.lock, [str(entry_id)]), (statement, parameters), subject)
        changed = await self._changed(conn, component, entry_id, row)
        self._tell(conn, component)
        return changed

    async def upsert(
        self,
        conn: Connection,
        component: UUID,
        data: Any,
        *,
        name: str | Kept | None = Kept.KEPT,
        tracked: bool = True,
    ) -> Upserted:
        """Changes the entry that has the key in `data`, or creates it. What an existing entry is not given it keeps.

        Raises ComponentWithoutKey, InvalidEntry, DuplicateKey, ConcurrentUpdate and what `check` raises.
        """
        model = self._writable(component, Verb.UPDATE)
        identifying = [field.property_id for field in model.key_fields()]
        if not identifying:
            raise ComponentWithoutKey("the component has no primary key", component=str(component))
        values = self._values(model, data, creating=False)
        if without := missing_values(model.document, values, identifying):
            raise InvalidEntry("the key is not complete", fields=without)
        required = [prop.id for prop in model.document.properties if prop.required and not prop.virtual]
        missing = missing_values(model.document, values, required)
        written = self._written(model, values, name)
        statements = self._seen.statements(component)
        may_create = access.may(self._principal, model.document, Verb.CREATE)
        statement = statements.upsert(tuple(written), may_create=may_create and not missing, tracked=tracked)
        subject = self._seen.subject(component)
        parameters = [self._user, *written.values(), *self._library(statements.uses_files(written))]
        for attempt in range(_ATTEMPTS):
            with refusals_named(model):
                if attempt == 0:
                    row = await fetch(conn, statement, parameters, subject=subject)
                else:
                    key = [written[field.name] for field in model.key_fields()]
                    row = await _after_others(conn, (statements.lock_key(), key), (statement, parameters), subject)
            assert row is not None
            entry, found, created = row
            if entry is not None:
                self._tell(conn, component)
                return Upserted(self._opener.json(entry), created=created == _TRUE)
            if found != _TRUE and not may_create:
                access.check(self._principal, model.document, Verb.CREATE)
            if missing and found != _TRUE:
                raise InvalidEntry("a new entry needs further values", fields=missing)
        if found != _TRUE:
            raise EntryForbidden("there is an entry with this key, and you may not change it")
        raise ConcurrentUpdate("others are changing the same entry all the time; try again")

    async def mark_for_deletion(
        self,
        conn: Connection,
        component: UUID,
        entry_id: int,
        *,
        expected_version: int | None = None,
        tracked: bool = True,
    ) -> bytes:
        """Hides the entry from every query; the entry as it was last.

        Raises EntryNotFound, ConcurrentUpdate and what `check` raises.
        """
        model = self._writable(component, Verb.DELETE)
        require_possible(entry_id)
        statements = self._seen.statements(component)
        statement = statements.mark if tracked else statements.mark_untracked
        with refusals_named(model):
            row = await fetch(
                conn, statement, self._target(entry_id, expected_version), subject=self._seen.subject(component)
            )
        marked = await self._changed(conn, component, entry_id, row)
        self._tell(conn, component)
        return marked

    async def _changed(self, conn: Connection, component: UUID, entry_id: int, row: Row | None) -> bytes:
        """The entry as it was left. What may be read but not changed is told apart from what is not there."""
        subject, model = self._seen.subject(component), self._seen.model(component)
        missing = row is not None and row[1] is None
        if missing and subject is not None and access.may(self._principal, model.document, Verb.READ):
            statement = self._seen.statements(component).get
            if await fetch(conn, statement, (str(entry_id),), subject=subject):
                raise EntryForbidden("you may read this entry, but not change it")
        return self._opener.json(_unless_changed(row))

    def _written(self, model: Model, values: Values, name: str | Kept | None) -> dict[str, str | None]:
        """Field name → parameter, for what is to be written."""
        named = {} if isinstance(name, Kept) else {_NAME: read_name(name)}
        return named | {
            field.name: self._parameter(field, values[field.property_id])
            for field in model.data.values()
            if field.property_id in values
        }

    def _parameter(self, field: Field, value: Any) -> str | None:
        text = encode(field.value_kind, value, field.items)
        return text if field.sealed is None else self._opener.sealed(field.sealed, text)

    @property
    def _user(self) -> str | None:
        return None if self._principal.user_id is None else str(self._principal.user_id)

    def _library(self, uses_files: bool) -> list[str | None]:
        """The parameter for files of the library: those are offered to builders."""
        may = self._principal.is_platform or self._principal.has(Right.STUDIO)
        return [encode("boolean", may)] if uses_files else []

    def _target(self, entry_id: int, expected_version: int | None) -> list[str | None]:
        return [str(entry_id), self._user, None if expected_version is None else str(expected_version)]

    def _tell(self, conn: Connection, component: UUID) -> None:
        if conn.info.transaction_status is TransactionStatus.IDLE:
            self._changes.touched(component)

    def _writable(self, component: UUID, verb: Verb) -> Model:
        model = self._seen.model(component)
        access.check(self._principal, model.document, verb)
        refuse_writing(model)
        if component == USER_INFO_KEY:
            raise BuiltInEntries("users are managed in Access; their entries follow by themselves")
        return model

    def _values(self, model: Model, data: Any, *, creating: bool) -> Values:
        values = read_values(model.document, data, creating=creating)
        untouchable = model.sight.hidden(model.key, Verb.UPDATE)
        if kept := [prop.name for prop in model.document.properties if prop.id in untouchable and prop.id in values]:
            errors = [
                FieldError(field=f"data.{name}", rule="read_only", message="you may not change it") for name in kept
            ]
            raise InvalidEntry("you may read some of these, but not change them", fields=errors)
        unreachable = [
            FieldError(field=f"data.{field.name}", rule="reference", message="there is no such entry")
            for field in model.data.values()
            if values.get(field.property_id or "") and not self._may_refer_to(field.target)
        ]
        if unreachable:
            raise InvalidEntry("some values are not valid", fields=unreachable)
        return values

    def _may_refer_to(self, target: UUID | None) -> bool:
        """What the principal may not read looks exactly like what is not there."""
        if target is None:
            return True
        try:
            self._seen.readable(target)
        except AqtraError:
            return False
        return True


async def _after_others(conn: Connection, lock: _Statement, change: _Statement, subject: str | None) -> Row | None:
    """Waits for the entry first, so that the change sees everything that was changed before it."""
    async with conn.transaction():
        await fetch(conn, *lock, subject=subject)
        return await fetch(conn, *change, subject=subject)


def _entry(row: Row | None) -> bytes:
    if row is None or row[0] is None:
        raise EntryNotFound("there is no such entry")
    return row[0]


def _unless_changed(row: Row | None) -> bytes:
    assert row is not None
    changed, version = row[:2]
    if version is None:
        raise EntryNotFound("there is no such entry")
    if changed is None:
        raise ConcurrentUpdate("the entry was changed meanwhile; load it again", version=int(version))
    return changed
