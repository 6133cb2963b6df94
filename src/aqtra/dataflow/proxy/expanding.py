"""References of entries that are kept elsewhere, shown as `$expand` asks: one list of the other component for each."""

from collections.abc import Iterable
from typing import Any, Final

import orjson

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.model import Field, Model
from aqtra.catalogs.odata.nodes import Literal, Membership, Path
from aqtra.catalogs.odata.options import Expand, ExpandOptions, QueryOptions
from aqtra.catalogs.service import ReadableEntries
from aqtra.dataflow.entry_model import DATA
from aqtra.dataflow.proxy.answers import Entry
from aqtra.infra.database import Database

_AT_ONCE: Final = 1_000
_NAME: Final = Path(("name",))


async def expand(
    entries: list[Entry], options: QueryOptions, model: Model, reader: ReadableEntries, db: Database
) -> None:
    """Puts entries in the place of their ids. Raises BadQuery for options of an expansion that are not answered."""
    for path in options.select or ():
        if _own(model, path) is None and path.segments not in ((DATA,), ("*",)):
            raise _refused("$select", path, "expand the reference, and what follows inside its brackets")
    for one in options.expand:
        field = _own(model, one.path)
        assert field is not None
        asked = one.options or ExpandOptions()
        if asked.filter is not None or asked.order or asked.top is not None:
            raise _refused("$expand", one.path, "lists of entries kept elsewhere are shown whole and in their order")
        ids = dict.fromkeys(found for entry in entries for found in _ids(_holder(entry, field).get(field.name)))
        found = await _referenced(list(ids), field, one, reader, db)
        for entry in entries:
            holder = _holder(entry, field)
            holder[field.name] = _shown(holder.get(field.name), found)


def _own(model: Model, path: Path) -> Field | None:
    match path.segments:
        case (name,):
            return model.field(name)
        case ("data", name):
            return model.data.get(name)
    return None


def _holder(entry: Entry, field: Field) -> dict[str, Any]:
    holder: dict[str, Any] = entry if field.is_system else entry[DATA]
    return holder


def _ids(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else () if value is None else (value,)


def _shown(value: Any, found: dict[str, Entry]) -> Any:
    """What may not be read, or is not there, is null; a list leaves it out."""
    if isinstance(value, list):
        return [found[str(one)] for one in value if str(one) in found]
    return None if value is None else found.get(str(value))


async def _referenced(
    ids: list[Any], field: Field, one: Expand, reader: ReadableEntries, db: Database
) -> dict[str, Entry]:
    assert field.target is not None
    select, further = ((_NAME,), ()) if one.options is None else (one.options.select, one.options.expand)
    if select is not None and one.options is not None:
        select = (_NAME, *select)
    found: dict[str, Entry] = {}
    for start in range(0, len(ids), _AT_ONCE):
        wanted = tuple(Literal("number", str(identity)) for identity in ids[start : start + _AT_ONCE])
        asked = QueryOptions(Membership(Path(("id",)), wanted), top=len(wanted), select=select, expand=further)
        page = orjson.loads(await _list(field, asked, reader, db))
        for entry in page["value"]:
            entry["name"] = entry["name"] or f"{reader.model(field.target).title} #{entry['id']}"
            if one.options is None:
                del entry[DATA]
            found[str(entry["id"])] = entry
    return found


async def _list(field: Field, options: QueryOptions, reader: ReadableEntries, db: Database) -> bytes:
    assert field.target is not None
    if (elsewhere := reader.elsewhere(field.target)) is not None:
        return await elsewhere.list(options)
    async with db.connection() as conn:
        return await reader.list(conn, field.target, options)


def _refused(option: str, path: Path, message: str) -> BadQuery:
    return BadQuery.at(option, path.position, message, name="/".join(path.segments))
