"""Entries as a principal may read them. Every verb is one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from aqtra.catalogs.compiled import Compiled
from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.elsewhere import Elsewhere, Listed
from aqtra.catalogs.encoding import encode
from aqtra.catalogs.encrypted import Blind, Parameter
from aqtra.catalogs.errors import EntryNotFound, InvalidEntry
from aqtra.catalogs.model import Model
from aqtra.catalogs.models import EntryHistory
from aqtra.catalogs.odata.each import alike
from aqtra.catalogs.odata.guard import Guard, refusals_named
from aqtra.catalogs.odata.keyset import with_next_link
from aqtra.catalogs.odata.nodes import Condition
from aqtra.catalogs.odata.options import QueryOptions, RawOptions
from aqtra.catalogs.odata.query import CompiledQuery
from aqtra.catalogs.past import read_history
from aqtra.catalogs.proxy import ProxyReader, is_elsewhere, refuse_elsewhere, unanswered
from aqtra.catalogs.repository import Row, fetch, fetch_all
from aqtra.catalogs.values import require_possible
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.layout import USER_INFO_KEY


class ReadableEntries:
    """What one principal may read. Components in proxy mode are answered by `proxy`.

    Whoever has no connection yet asks for `elsewhere` first.
    """

    def __init__(self, compiled: Compiled, guard: Guard, proxy: ProxyReader | None, principal: Principal) -> None:
        self._seen = compiled.for_(principal)
        self._users = compiled
        self._opener = compiled.opener
        self._guard = guard
        self._proxy = proxy
        self._principal = principal

    def check(self, component: UUID) -> None:
        """Raises NotSignedIn, ComponentForbidden, NoSuchCatalog."""
        self._readable(component)

    def model(self, component: UUID) -> Model:
        """What this reader sees of a component. Raises as `check`."""
        return self._readable(component)

    def elsewhere(self, component: UUID) -> Elsewhere | None:
        """The way to entries that are kept elsewhere; None: they are here.

        Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, ProxyRowRules, ProxyUnanswered.
        """
        return self._elsewhere(self._readable(component))

    async def get(self, conn: Connection, component: UUID, entry_id: int, options: RawOptions = ()) -> bytes:
        """One entry. Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, EntryNotFound, BadQuery, QueryTooCostly."""
        model = self._readable(component)
        require_possible(entry_id)
        if (elsewhere := self._elsewhere(model)) is not None:
            return await elsewhere.get(entry_id, options)
        if options:
            query = self._seen.single(component, options, entry_id)
            row = await self._fetch(conn, component, query)
        else:
            statement, subject = self._seen.statements(component).get, self._seen.subject(component)
            row = await fetch(conn, statement, (str(entry_id),), subject=subject)
        return self._open(_entry(row))

    async def list(self, conn: Connection, component: UUID, options: RawOptions | QueryOptions = ()) -> bytes:
        """`{"@odata.count"?, "value": [entry, …], "@odata.nextLink"?}`.

        Built options get no link. Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, BadQuery, QueryTooCostly.
        """
        if (elsewhere := self.elsewhere(component)) is not None:
            return await elsewhere.list(options)
        if isinstance(options, QueryOptions):
            query = self._seen.listing_of(component, options)
        else:
            query = self._seen.listing(component, options)
        row = await self._fetch(conn, component, query)
        assert row is not None
        assert row[0] is not None
        page = self._open(row[0])
        if len(row) == 1 or row[1] is None or isinstance(options, QueryOptions):
            return page
        return with_next_link(page, component, options, query.keys, row[1])

    def statement(self, component: UUID, options: QueryOptions) -> str:
        """The text of the statement by which `list` answers: every value is a placeholder.

        Raises what `list` raises before it asks the database.
        """
        self._readable(component)
        return self._seen.listing_of(component, options).statement.decode()

    async def list_each(
        self, conn: Connection, component: UUID, options: QueryOptions, filters: Sequence[Condition | None]
    ) -> Sequence[Listed]:
        """The list that each filter gives, in their order; one statement for all that differ by values only.

        `options` holds what is the same for all. Raises what `list` raises.
        """
        model = self._readable(component)
        if (elsewhere := self._elsewhere(model)) is not None:
            return await elsewhere.list_each(options, filters)
        if len(filters) == 1:
            return [await self._listed(conn, component, replace(options, filter=filters[0]))]
        answers: dict[int, Listed] = {}
        keep = None if options.narrowing is None else options.narrowing.keep
        for group in alike(model, filters, self._readable, keep):
            query = group.query(model, options, self._readable)
            statement = group.statement(model, options, self._readable)
            with refusals_named():
                if query.unusual:
                    await self._guard.check(conn, query.statement, self._opener.all_placed(query.parameters))
                subject = self._seen.subject(component)
                rows = await fetch_all(conn, statement, group.parameters(self._opener), subject=subject)
            for row in rows:
                assert row[0] is not None
                answers[group.positions[int(row[0]) - 1]] = self._page(row[1:])
        return [answers[position] for position in range(len(filters))]

    async def _listed(self, conn: Connection, component: UUID, options: QueryOptions) -> Listed:
        row = await self._fetch(conn, component, self._seen.listing_of(component, options))
        assert row is not None
        return self._page(row)

    def _page(self, row: Row) -> Listed:
        assert row[0] is not None
        found = None if len(row) < 3 or row[2] is None else int(row[2])
        return Listed(self._open(row[0]), row[1] is not None, found)

    async def lookup(self, conn: Connection, component: UUID, values: Mapping[str, Any]) -> bytes | None:
        """The first entry whose fields all have these values; None when there is none or a value is null.

        Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, InvalidEntry.
        """
        model = self._readable(component)
        wanted = {name: _wanted(model, name, value) for name, value in values.items()}
        if not wanted or None in wanted.values():
            return None
        if (elsewhere := self._elsewhere(model)) is not None:
            return await elsewhere.lookup(values)
        statement = self._seen.statements(component).lookup(tuple(wanted))
        parameters = self._opener.all_placed(tuple(wanted.values()))
        row = await fetch(conn, statement, parameters, subject=self._seen.subject(component))
        return self._open(row[0]) if row and row[0] is not None else None

    async def history(self, conn: Connection, component: UUID, entry_id: int, options: RawOptions = ()) -> EntryHistory:
        """What happened to an entry, newest first.

        Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, EntryNotFound, BadQuery, ProxyComponent.
        """
        model = self._readable(component)
        refuse_elsewhere(model, "nothing is known here of what happened to them")
        require_possible(entry_id)
        users = self._users.model(USER_INFO_KEY)
        return await read_history(conn, self._seen, model, users, entry_id, options)

    def _elsewhere(self, model: Model) -> Elsewhere | None:
        if not is_elsewhere(model):
            return None
        if self._proxy is None:
            raise unanswered(model)
        return Elsewhere(model, self._readable, self._proxy, self._principal)

    def _open(self, answer: bytes) -> bytes:
        return self._opener.json(answer)

    def _readable(self, component: UUID) -> Model:
        return self._seen.readable(component)

    async def _fetch(self, conn: Connection, component: UUID, query: CompiledQuery) -> Row | None:
        # A kept query may have been compiled for somebody with other rights.
        for key in query.touched:
            self._readable(key)
        with refusals_named():
            parameters = self._opener.all_placed(query.parameters)
            if query.unusual:
                await self._guard.check(conn, query.statement, parameters)
            subject = self._seen.subject(component)
            return await fetch(conn, query.statement, parameters, repeated=False, subject=subject)


def _entry(row: Row | None) -> bytes:
    if row is None or row[0] is None:
        raise EntryNotFound("there is no such entry")
    return row[0]


def _wanted(model: Model, name: str, value: Any) -> Parameter:
    field = model.field(name)
    if field is None or field.is_array:
        raise InvalidEntry.of_field(f"data.{name}", "unknown_field", "entries cannot be looked up by it")
    try:
        text = encode(field.value_kind, convert(field.value_kind, value))
    except Refused as refused:
        raise InvalidEntry.of_field(f"data.{name}", refused.rule, refused.message, **refused.params) from None
    return text if field.sealed is None or text is None else Blind(field.sealed, (text,))
