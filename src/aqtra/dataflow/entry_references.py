"""References in items: where they are, and the entries they lead to, each component asked once for all of them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from aqtra.dataflow.context import TIMES
from aqtra.dataflow.items.nesting import Place, places, values_at
from aqtra.dataflow.items.paths import EACH, Path, parse_path
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel, Kind
from aqtra.kernel.errors import Forbidden, NotFound, NotSignedIn

if TYPE_CHECKING:
    import polars as pl

    from aqtra.dataflow.context import StepContext

UNREADABLE = (Forbidden, NotFound, NotSignedIn)
"""What reading a component raises that is not there for the principal."""
Load = Callable[["pl.Series", UUID], Awaitable[Column]]


def reference_places(model: ItemModel) -> dict[Place, UUID]:
    """Every reference in an item and the component it leads to, elements of lists included."""
    return {
        place: of.component for place, of in places(model.type) if of.kind is Kind.CATALOG and of.component is not None
    }


def path_of(place: Place) -> str:
    """A place as people write it; the elements of a list of references are the list."""
    return str(Path(place[:-1] if place[-1] is EACH else place))


async def resolved(table: Table, at: Mapping[Place, UUID], load: Load) -> dict[Place, Column]:
    """What `load` makes of the values at these places, which are ids of entries; one call for each component."""
    import polars as pl

    values = values_at(table, frozenset(at))
    found: dict[Place, Column] = {}
    for component in dict.fromkeys(at.values()):
        own = [place for place in values if at[place] == component]
        if not own:
            continue
        answer = await load(pl.concat([values[place].series.alias("id") for place in own]), component)
        start = 0
        for place in own:
            count = len(values[place].series)
            found[place] = Column(answer.series.slice(start, count), answer.type)
            start += count
    return found


def warn_unresolved(ctx: "StepContext", place: Place, ids: "pl.Series", missing: "pl.Series", message: str) -> None:
    """One warning for a place, naming the first item where there is one value per item."""
    unresolved = (ids.is_not_null() & missing).arg_true()
    if len(unresolved):
        item = None if EACH in place else int(unresolved[0])
        ctx.warn_times("not_found", f"{path_of(place)}: {message} ({TIMES} times)", len(unresolved), item)


def chosen(at: Mapping[Place, UUID], paths: Iterable[str]) -> dict[Place, UUID]:
    """The references at these paths; at all when there are none."""
    wanted = {path_of(parse_path(path).segments) for path in paths}
    return {place: component for place, component in at.items() if not wanted or path_of(place) in wanted}
