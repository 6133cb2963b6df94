"""Entries as a principal may read them. Every verb is one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson

from aqtra.catalogs.compiled import Compiled
from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.encoding import encode
from aqtra.catalogs.encrypted import Blind, Parameter
from aqtra.catalogs.errors import EntryNotFound, InvalidEntry
from aqtra.catalogs.model import Model
from aqtra.catalogs.models import EntryHistory
from aqtra.catalogs.odata.each import alike
from aqtra.catalogs.odata.guard import Guard, refusals_named
from aqtra.catalogs.odata.keyset import with_next_link
from aqtra.catalogs.odata.nodes import Condition
from aqtra.catalogs.odata.options import SINGLE, QueryOptions, RawOptions, read_options
from aqtra.catalogs.odata.query import COUNT, CompiledQuery
from aqtra.catalogs.past import read_history
from aqtra.catalogs.proxy import ProxyReader, check_options, required
from aqtra.catalogs.repository import Row, fetch, fetch_all
from aqtra.catalogs.values import require_possible
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.layout import USER_INFO_KEY


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as `list` answers it, and whether more entries match than it holds."""

    page: bytes
    has_more: bool


class ReadableEntries:
    """What one principal may read. Components in proxy mode are answered by `proxy`."""

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

    async def get(self, conn: Connection, component: UUID, entry_id: int, options: RawOptions = ()) -> bytes:
        """One entry. Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, EntryNotFound, BadQuery, QueryTooCostly."""
        model = self._readable(component)
        require_possible(entry_id)
        if model.document.settings.proxy_mode:
            asked = read_options(options, SINGLE)
            return await required(self._proxy, model).get(self._principal, component, entry_id, asked)
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
        model = self._readable(component)
        if model.document.settings.proxy_mode:
            asked = options if isinstance(options, QueryOptions) else read_options(options)
            check_options(model, asked, self._readable)
            return await required(self._proxy, model).list(self._principal, component, asked)
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

    async def list_each(
        self, conn: Connection, component: UUID, options: QueryOptions, filters: Sequence[Condition | None]
    ) -> Sequence[Listed]:
        """The list that each filter gives, in their order; one statement for all that differ by values only.

        `options` holds what is the same for all. Raises what `list` raises.
        """
        model = self._readable(component)
        if model.document.settings.proxy_mode:
            return [await self._listed_by_proxy(conn, model, options, condition) for condition in filters]
        if len(filters) == 1:
            return [await self._listed(conn, component, replace(options, filter=filters[0]))]
        answers: dict[int, Listed] = {}
        for group in alike(model, filters, self._readable):
            query = group.query(model, options, self._readable)
            statement = group.statement(model, options, self._readable)
            with refusals_named():
                if query.unusual:
                    await self._guard.check(conn, query.statement, self._opener.all_placed(query.parameters))
                subject = self._seen.subject(component)
                rows = await fetch_all(conn, statement, group.parameters(self._opener), subject=subject)
            for row in rows:
                assert row[0] is not None
                assert row[1] is not None
                answers[group.positions[int(row[0]) - 1]] = Listed(self._open(row[1]), row[2] is not None)
        return [answers[position] for position in range(len(filters))]

    async def _listed(self, conn: Connection, component: UUID, options: QueryOptions) -> Listed:
        row = await self._fetch(conn, component, self._seen.listing_of(component, options))
        assert row is not None
        assert row[0] is not None
        return Listed(self._open(row[0]), row[1] is not None)

    async def _listed_by_proxy(
        self, conn: Connection, model: Model, options: QueryOptions, condition: Condition | None
    ) -> Listed:
        """A proxy does not tell whether more follow, so it is asked for the count."""
        page = await self.list(conn, model.key, replace(options, filter=condition, count=True))
        return Listed(page, orjson.loads(page).get(COUNT, 0) > options.skip + options.top)

    async def lookup(self, conn: Connection, component: UUID, values: Mapping[str, Any]) -> bytes | None:
        """The first entry whose fields all have these values; None when there is none or a value is null.

        Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, InvalidEntry.
        """
        model = self._readable(component)
        wanted = {name: _wanted(model, name, value) for name, value in values.items()}
        if not wanted or None in wanted.values():
            return None
        statement = self._seen.statements(component).lookup(tuple(wanted))
        parameters = self._opener.all_placed(tuple(wanted.values()))
        row = await fetch(conn, statement, parameters, subject=self._seen.subject(component))
        return self._open(row[0]) if row and row[0] is not None else None

    async def history(self, conn: Connection, component: UUID, entry_id: int, options: RawOptions = ()) -> EntryHistory:
        """What happened to an entry, newest first.

        Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, EntryNotFound, BadQuery.
        """
        model = self._readable(component)
        require_possible(entry_id)
        users = self._users.model(USER_INFO_KEY)
        return await read_history(conn, self._seen, model, users, entry_id, options)

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
