"""Reads from a component in proxy mode, as one principal may make them. No connection is held while they are answered.

Whoever answers may need one, and a slow answer would keep it from others for as long as it takes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson

from aqtra.catalogs.errors import EntryNotFound
from aqtra.catalogs.model import Model, ModelOf
from aqtra.catalogs.odata.nodes import Comparison, Condition, Literal, Logic, Path
from aqtra.catalogs.odata.options import SINGLE, QueryOptions, RawOptions, read_options
from aqtra.catalogs.odata.query import COUNT
from aqtra.catalogs.proxy import ProxyReader, check_options, check_rows, check_single
from aqtra.catalogs.values import require_possible
from aqtra.kernel.principal import Principal

_VALUES: Final = "value"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as `list` answers it, and whether more entries match than it holds.

    `found`: how many entries a page had before it was narrowed.
    """

    page: bytes
    has_more: bool
    found: int | None = None


class Elsewhere:
    """One component's entries, which the reader answers for."""

    def __init__(self, model: Model, model_of: ModelOf, proxy: ProxyReader, principal: Principal) -> None:
        """Raises ProxyRowRules."""
        check_rows(model)
        self._model = model
        self._model_of = model_of
        self._proxy = proxy
        self._principal = principal

    async def get(self, entry_id: int, options: RawOptions = ()) -> bytes:
        """Raises EntryNotFound, BadQuery, and what the reader raises; so do the others."""
        require_possible(entry_id)
        asked = read_options(options, SINGLE)
        check_single(self._model, asked, self._model_of)
        return await self._proxy.get(self._principal, self._model, entry_id, asked)

    async def list(self, options: RawOptions | QueryOptions = ()) -> bytes:
        """Raises FilterNotSupported, BadQuery."""
        asked = options if isinstance(options, QueryOptions) else read_options(options)
        check_options(self._model, asked, self._model_of)
        return await self._proxy.list(self._principal, self._model, asked)

    async def list_each(self, options: QueryOptions, filters: Sequence[Condition | None]) -> Sequence[Listed]:
        """One question after another: what is kept elsewhere is asked by one filter at a time."""
        return [await self._listed(replace(options, filter=condition)) for condition in filters]

    async def lookup(self, values: Mapping[str, Any]) -> bytes | None:
        """The first entry with these values of its fields, by its primary key where they are that."""
        if set(values) == {field.name for field in self._model.key_fields()}:
            try:
                return await self._proxy.find(self._principal, self._model, values)
            except EntryNotFound:
                return None
        parts = tuple(Comparison("eq", Path((name,)), _literal(value)) for name, value in values.items())
        page = await self.list(QueryOptions(filter=parts[0] if len(parts) == 1 else Logic("and", parts), top=1))
        found = orjson.loads(page)[_VALUES]
        return orjson.dumps(found[0]) if found else None

    async def _listed(self, options: QueryOptions) -> Listed:
        """The reader does not tell whether more follow, so it is asked for the count."""
        page = await self.list(replace(options, count=True))
        return Listed(page, orjson.loads(page).get(COUNT, 0) > options.skip + options.top)


def _literal(value: Any) -> Literal:
    if isinstance(value, bool):
        return Literal("boolean", "true" if value else "false")
    return Literal("string", str(value))
