"""Work that is done for one item after another: the first error leaves exactly the items before it done."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from aqtra.dataflow.errors import at_item
from aqtra.dataflow.items.table import Table

if TYPE_CHECKING:
    from aqtra.dataflow.context import StepContext

Result = TypeVar("Result")


async def for_each(table: Table, ctx: "StepContext", work: Callable[[int], Awaitable[Result]]) -> list[Result]:
    """What `work` gives for each position. Its errors name the item; between items the run may be cancelled."""
    results = []
    for index in range(len(table)):
        ctx.check_cancelled()
        with at_item(index):
            results.append(await work(index))
    return results
