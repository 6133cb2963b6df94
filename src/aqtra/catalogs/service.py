"""Entries as everybody reaches them: through a subject, never without one.

Every verb is one statement, so on a connection in autocommit mode it is one transaction; several belong in a
transaction of the caller. Answers are the entry's JSON as bytes, as PostgreSQL made it.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final
from uuid import UUID
from weakref import WeakKeyDictionary

from aqtra.catalogs import access
from aqtra.catalogs.compiled import Compiled
from aqtra.catalogs.conversion import INTEGER_RANGE, Refused, convert
from aqtra.catalogs.encoding import encode
from aqtra.catalogs.errors import BuiltInEntries, ConcurrentUpdate, EntryNotFound, InvalidEntry
from aqtra.catalogs.model import Field, Model
from aqtra.catalogs.odata.options import QueryOptions, RawOptions
from aqtra.catalogs.repository import Row, fetch
from aqtra.catalogs.values import Values, read_name, read_values
from aqtra.catalogs.violations import refusals_named
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import AqtraError, FieldError
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions, definitions_of
from aqtra.metadata.layout import USER_INFO_KEY

_NAME: Final = "name"


class Kept(Enum):
    """Stands for a value that is not to be written; null writes null."""

    KEPT = "kept"


class Entries:
    """All entries of one process's current version."""

    def __init__(self, definitions: Definitions) -> None:
        self._compiled = Compiled(definitions)

    def readable_by(self, principal: Principal) -> "ReadableEntries":
        return ReadableEntries(self._compiled, principal)

    def writable_by(self, principal: Principal) -> "WritableEntries":
        return WritableEntries(self._compiled, principal)


class ReadableEntries:
    """What one principal may read."""

    def __init__(self, compiled: Compiled, principal: Principal) -> None:
        self._compiled = compiled
        self._principal = principal

    async def get(self, conn: Connection, component: UUID, entry_id: int, options: RawOptions = ()) -> bytes:
        """One entry. Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, EntryNotFound, BadQuery."""
        self._readable(component)
        _require_possible(entry_id)
        if options:
            query = self._compiled.single(component, options, entry_id)
            self._check(query.touched)
            row = await fetch(conn, query.statement, query.parameters, repeated=False)
        else:
            row = await fetch(conn, self._compiled.statements(component).get, (str(entry_id),))
        return _entry(row)

    async def list(self, conn: Connection, component: UUID, options: RawOptions | QueryOptions = ()) -> bytes:
        """`{"@odata.count"?, "value": [entry, …]}`. Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, BadQuery."""
        self._readable(component)
        if isinstance(options, QueryOptions):
            query = self._compiled.listing_of(component, options)
        else:
            query = self._compiled.listing(component, options)
        self._check(query.touched)
        row = await fetch(conn, query.statement, query.parameters, repeated=False)
        assert row is not None
        assert row[0] is not None
        return row[0]

    async def lookup(self, conn: Connection, component: UUID, values: Mapping[str, Any]) -> bytes | None:
        """The first entry whose fields all have these values; None when there is none or a value is null.

        Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, InvalidEntry.
        """
        model = self._readable(component)
        wanted = {name: _wanted(model, name, value) for name, value in values.items()}
        if not wanted or None in wanted.values():
            return None
        statement = self._compiled.statements(component).lookup(tuple(wanted))
        row = await fetch(conn, statement, tuple(wanted.values()))
        return row[0] if row else None

    def _readable(self, component: UUID) -> Model:
        model = self._compiled.model(component)
        access.check_read(self._principal, model.document)
        return model

    def _check(self, touched: frozenset[UUID]) -> None:
        for key in touched:
            access.check_read(self._principal, self._compiled.model(key).document)


class WritableEntries:
    """What one principal may change."""

    def __init__(self, compiled: Compiled, principal: Principal) -> None:
        self._compiled = compiled
        self._principal = principal

    def check(self, component: UUID) -> None:
        """Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, BuiltInEntries."""
        self._writable(component)

    async def create(self, conn: Connection, component: UUID, data: Any, *, name: str | None = None) -> bytes:
        """A new entry from property name → value. Raises InvalidEntry, DuplicateKey and what `check` raises."""
        model = self._writable(component)
        values = self._values(model, data, creating=True)
        parameters = [read_name(name), self._user]
        parameters += [encode(field.kind, values.get(field.property_id or "")) for field in model.data.values()]
        with refusals_named(model):
            return _entry(await fetch(conn, self._compiled.statements(component).insert, parameters))

    async def update(
        self,
        conn: Connection,
        component: UUID,
        entry_id: int,
        data: Any,
        *,
        name: str | Kept | None = Kept.KEPT,
        expected_version: int | None = None,
    ) -> bytes:
        """Writes the named properties and keeps the others.

        Raises InvalidEntry, DuplicateKey, EntryNotFound, ConcurrentUpdate and what `check` raises.
        """
        model = self._writable(component)
        _require_possible(entry_id)
        values = self._values(model, data, creating=False)
        written = {} if name is Kept.KEPT else {_NAME: read_name(name)}
        written |= {
            field.name: encode(field.kind, values[field.property_id])
            for field in model.data.values()
            if field.property_id in values
        }
        statement = self._compiled.statements(component).update(tuple(written))
        parameters = [*self._target(entry_id, expected_version), *written.values()]
        with refusals_named(model):
            row = await fetch(conn, statement, parameters)
        return _unless_changed(row)

    async def mark_for_deletion(
        self, conn: Connection, component: UUID, entry_id: int, *, expected_version: int | None = None
    ) -> bytes:
        """Hides the entry from every query; the entry as it was last.

        Raises EntryNotFound, ConcurrentUpdate and what `check` raises.
        """
        self._writable(component)
        _require_possible(entry_id)
        statement = self._compiled.statements(component).mark
        return _unless_changed(await fetch(conn, statement, self._target(entry_id, expected_version)))

    @property
    def _user(self) -> str | None:
        return None if self._principal.user_id is None else str(self._principal.user_id)

    def _target(self, entry_id: int, expected_version: int | None) -> list[str | None]:
        return [str(entry_id), self._user, None if expected_version is None else str(expected_version)]

    def _writable(self, component: UUID) -> Model:
        model = self._compiled.model(component)
        access.check_write(self._principal, model.document)
        if component == USER_INFO_KEY:
            raise BuiltInEntries("users are managed in Access; their entries follow by themselves")
        return model

    def _values(self, model: Model, data: Any, *, creating: bool) -> Values:
        values = read_values(model.document, data, creating=creating)
        unreachable = [
            FieldError(field=f"data.{field.name}", rule="reference", message="there is no such entry")
            for field in model.data.values()
            if values.get(field.property_id or "") and not self._may_refer_to(field)
        ]
        if unreachable:
            raise InvalidEntry("some values are not valid", fields=unreachable)
        return values

    def _may_refer_to(self, field: Field) -> bool:
        """What the principal may not read looks exactly like what is not there."""
        if field.target is None:
            return True
        try:
            access.check_read(self._principal, self._compiled.model(field.target).document)
        except AqtraError:
            return False
        return True


def _entry(row: Row | None) -> bytes:
    if row is None or row[0] is None:
        raise EntryNotFound("there is no such entry")
    return row[0]


def _unless_changed(row: Row | None) -> bytes:
    assert row is not None
    changed, version = row
    if version is None:
        raise EntryNotFound("there is no such entry")
    if changed is None:
        raise ConcurrentUpdate("the entry was changed meanwhile; load it again", version=int(version))
    return changed


def _require_possible(entry_id: int) -> None:
    if not 1 <= entry_id <= INTEGER_RANGE[1]:
        raise EntryNotFound("there is no such entry")


def _wanted(model: Model, name: str, value: Any) -> str | None:
    field = model.field(name)
    if field is None or field.is_array:
        raise InvalidEntry.of_field(f"data.{name}", "unknown_field", "entries cannot be looked up by it")
    try:
        return encode(field.kind, convert(field.kind, value))
    except Refused as refused:
        raise InvalidEntry.of_field(f"data.{name}", refused.rule, refused.message, **refused.params) from None


_OF_PROCESS: WeakKeyDictionary[Definitions, Entries] = WeakKeyDictionary()


def entries_of(services: Services) -> Entries:
    """The entries of this process; the same object at every call."""
    definitions = definitions_of(services)
    found = _OF_PROCESS.get(definitions)
    if found is None:
        found = _OF_PROCESS.setdefault(definitions, Entries(definitions))
    return found
