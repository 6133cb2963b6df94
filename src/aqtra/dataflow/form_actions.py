"""Records of what a form is to do after the response: one per item, in the shape that the browser reads."""

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from aqtra.dataflow.errors import FileMissing
from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY
from aqtra.dataflow.mapping import Target, column_or_null, is_empty, mapped_column
from aqtra.dataflow.models import Trigger
from aqtra.kernel.errors import NotFound
from aqtra.metadata.documents import Mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aqtra.dataflow.context import StepContext

NAVIGATION: Final = frozenset({"open_page", "open_component"})
"""Kinds that leave the page: only one of them can happen."""
WITHOUT_FORM: Final = frozenset({Trigger.API, Trigger.CRON, Trigger.MESSAGE, Trigger.PROXY_READ, Trigger.PROXY_QUERY})
"""Triggers behind which there is no browser."""

Record = dict[str, Any]


def parameters(table: Table, rows: "Sequence[Mapping]", ctx: "StepContext") -> list[Record | None]:
    """Target → value for each item; None when nothing is mapped. Raises TypeMismatch."""
    written = [row for row in rows if not is_empty(row)]
    if not written:
        return [None] * len(table)
    columns = {
        row.target: mapped_column(table, row, Target(ANY, f"action_parameters.{row.target}"), ctx).json_values()
        for row in written
    }
    return [{target: values[index] for target, values in columns.items()} for index in range(len(table))]


async def file_records(table: Table, kind: str, path: str, ctx: "StepContext") -> list[Record]:
    """A link for each item. Raises FileMissing."""
    records = []
    for index, text in enumerate(column_or_null(table, path, ctx).converted(ANY).series.to_list()):
        ctx.check_cancelled()
        value = read_json(text)
        try:
            link = await ctx.file_links.link(_file_id(value), shown=kind == "open_file_in_new_tab")
        except (NotFound, ValueError) as error:
            message = f"{path} holds no file" if value in (None, "") else "there is no such file"
            raise FileMissing(message, item_index=index, path=path) from error
        records.append({"kind": kind, "url": link.url, "name": link.name})
    return records


def add_navigation(record: Record, more: int, ctx: "StepContext") -> None:
    """The last navigation of a run wins. `more`: how many this step had before it."""
    actions = ctx.response.actions
    earlier = [action for action in actions if action["kind"] in NAVIGATION]
    if earlier or more:
        ctx.warn("several_navigations", "several actions lead to another page; only the last one is followed")
    actions[:] = [action for action in actions if action["kind"] not in NAVIGATION]
    ctx.response.act(record)


def _file_id(value: Any) -> UUID:
    """The id itself, or that of a file info. Raises ValueError."""
    found = value.get("id") if isinstance(value, dict) else value
    return UUID(found if isinstance(found, str) else "")
