"""Names of the entries that are contexts of rights, as far as the one who asks may see them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

import orjson

from aqtra.catalogs.service import entries_of
from aqtra.identity.rights.models import GrantedRight
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import Principal

Names = dict[tuple[UUID, int], str]
_AT_ONCE: Final = 100
"""Entries that one question names."""


class ExplainedRight(GrantedRight):
    """`entry_name`: of the entry that is its context; null when it has none, or is not there any more."""

    entry_name: str | None = None


async def named(services: Services, reader: Principal, rights: Iterable[GrantedRight]) -> tuple[ExplainedRight, ...]:
    """The rights, and what the entries are called that they hold in."""
    listed = tuple(rights)
    names = await _names(services, reader, listed)
    return tuple(ExplainedRight(**dict(one), entry_name=_name_of(one, names)) for one in listed)


async def _names(services: Services, reader: Principal, rights: Iterable[GrantedRight]) -> Names:
    wanted: defaultdict[UUID, set[int]] = defaultdict(set)
    for one in rights:
        if one.context.component is not None and one.context.entry is not None:
            wanted[one.context.component].add(one.context.entry)
    found: Names = {}
    async with services.db.connection() as conn:
        for component, ids in wanted.items():
            listed = sorted(ids)
            for start in range(0, len(listed), _AT_ONCE):
                some = listed[start : start + _AT_ONCE]
                found.update(await _read(conn, services, reader, component, some))
    return found


async def _read(conn: Connection, services: Services, reader: Principal, component: UUID, ids: list[int]) -> Names:
    listed = ",".join(map(str, ids))
    options = (("$filter", f"id in ({listed})"), ("$select", "name"), ("$top", str(len(ids))))
    try:
        answer = await entries_of(services).readable_by(reader).list(conn, component, options)
    except AqtraError:
        # Not published any more, or not for this reader: the number has to do.
        return {}
    return dict(_pairs(component, answer))


def _pairs(component: UUID, answer: bytes) -> Iterator[tuple[tuple[UUID, int], str]]:
    for entry in orjson.loads(answer)["value"]:
        if entry["name"]:
            yield (component, entry["id"]), entry["name"]


def _name_of(one: GrantedRight, names: Names) -> str | None:
    component, entry = one.context.component, one.context.entry
    return None if component is None or entry is None else names.get((component, entry))
