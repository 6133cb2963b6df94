"""The source of a Component Script: its functions."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from aqtra.metadata.scripts.parsing import AWAITS, compiled


@dataclass(frozen=True, slots=True)
class ComponentScript:
    """What a source defines for events and commands."""

    functions: frozenset[str]


@lru_cache(maxsize=256)
def read_component_script(source: str) -> ComponentScript:
    """Raises ScriptSyntax."""
    return ComponentScript(functions=frozenset(_functions(compiled(source, AWAITS).body)))


def _functions(body: Iterable[ast.stmt]) -> Iterator[str]:
    """Functions that module level binds, also within `if`, `try` and `with`."""
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Assign(targets=targets, value=ast.Lambda()):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.If(body=inner, orelse=other):
                yield from _functions([*inner, *other])
            case ast.Try(body=inner, handlers=handlers, orelse=other, finalbody=last):
                caught = [found for handler in handlers for found in handler.body]
                yield from _functions([*inner, *caught, *other, *last])
            case ast.With(body=inner):
                yield from _functions(inner)
            case _:
                pass
