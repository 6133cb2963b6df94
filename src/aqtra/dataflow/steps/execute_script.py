"""Execute script: Python on each item, to read, change or add fields.

What is secret is not shown to scripts: nobody could tell any more where they put it. It stays in the item.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.free_items import FreeItems, readable
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import SUFFIXES, ItemModel
from aqtra.dataflow.parameters import Code, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.script_source import LONGEST, Script, read_script
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.metadata.documents import Side
from aqtra.metadata.modules.checking import import_problems
from aqtra.metadata.modules.resolving import known_to
from aqtra.metadata.scripts.checking import check_source, placed
from aqtra.metadata.scripts.parsing import ScriptSyntax


class Settings(StepSettings):
    """The item is the global `item`."""

    script: Code

    @cached_property
    def read(self) -> Script | ScriptSyntax:
        """What can be said of the source, which a plan keeps as long as it lives."""
        try:
            return read_script(self.script)
        except ScriptSyntax as error:
            return error


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return _after(settings, inputs[0])


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    read = settings.read
    if isinstance(read, ScriptSyntax) and len(settings.script) > LONGEST:
        yield Problem("script_syntax", read.reason, "script", params={"line": "1", "column": "1"})
        return
    modules = known_to(ctx.owner, ctx.modules)
    names = {module.name for module in modules}
    for found in check_source(settings.script, Side.BACKEND.runs_on, modules=names, suffixes=SUFFIXES):
        yield Problem(found.code, found.message, "script", found.severity, placed(found))
    for problem in import_problems(settings.script, Side.BACKEND, modules):
        place = {"line": str(problem.line), "column": str(problem.column)}
        yield Problem(problem.code, problem.message, "script", params={**place, **problem.params})


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    shown = table.without_secrets()
    left = await ctx.scripts.run(settings.script, shown, partial(_tell, ctx))
    with readable(), _with_line(settings.read):
        found = FreeItems(_after(settings, shown.model), ctx.run.zone, ctx.limits.items).table(left)
    for field in table.model.fields:
        if field.secret:
            found = found.with_column(field, table.frame[field.name])
    return found


@contextmanager
def _with_line(read: Script | ScriptSyntax) -> Iterator[None]:
    """A variable that is not what its name promises is told with the line that wrote it."""
    try:
        yield
    except TypeMismatch as error:
        variable = error.fields[0].field
        line = read.lines.get(variable) if isinstance(read, Script) else None
        if line is None:
            raise
        told = {**error.params, "line": line}
        message = f"line {line}: {error.message}"
        raise TypeMismatch(message, item_index=error.item_index, fields=error.fields, **told) from error


def calls_out(settings: Settings) -> bool:
    read = settings.read
    return isinstance(read, Script) and read.calls_out


def _tell(ctx: StepContext, level: str, text: str) -> None:
    """What a script says stands in the log of its run, and is nothing for who has started it."""
    ctx.warn(f"script_{level}", text, hidden=True)


def _after(settings: Settings, before: ItemModel) -> ItemModel:
    read = settings.read
    return ItemModel(before.fields, open=True) if isinstance(read, ScriptSyntax) else read.after(before)


STEP = Step(
    id="execute_script",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(scripts=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(StepFailureKind("script_error", 500), StepFailureKind("script_limit", 504)),
    example=Example(
        settings={"script": 'item["_gross@number"] = item["net@number"] * 2\nitem["_is_archived@boolean"] = False'},
        input=({"net@number": 6}, {"net@number": 1}),
        output=(
            {"net@number": "6", "_gross@number": "12", "_is_archived@boolean": False},
            {"net@number": "1", "_gross@number": "2", "_is_archived@boolean": False},
        ),
    ),
    run=run,
    model=model,
    check=check,
    calls_out=calls_out,
)
