"""Tasks where a truth value is wanted: a task has none, its result has."""

import ast
from collections.abc import Iterator

from aqtra.metadata.scripts.checking.inference import Types
from aqtra.metadata.scripts.checking.models import Edit, SourceFinding


def check_tasks(types: Types) -> Iterator[SourceFinding]:
    source = types.source
    for node in source.nodes:
        for tested in _tested(node):
            held = types.of(tested)
            if held is None or types.api.object_in(held.type) not in ("Task", "Observable"):
                continue
            line, column = source.start(tested)
            edit = Edit(line=line, column=column, end_line=line, end_column=column, text="await ")
            fix = (edit,) if source.can_await(tested) else None
            advice = "await it" if fix else "make the function `async def` and await it"
            message = f"line {line}: a task is neither true nor false; {advice}"
            yield source.finding(tested, "script_task_condition", message, fix=fix)


def _tested(node: ast.AST) -> Iterator[ast.expr]:
    """Expressions whose truth the node asks for; parts of `and`, `or` and `not` are nodes themselves."""
    match node:
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) | ast.Assert(test=test):
            yield from () if isinstance(test, ast.BoolOp) else (test,)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BoolOp(values=values):
            yield from values
        case ast.comprehension(ifs=tests):
            yield from tests
        case _:
            pass
