"""The source of a Component Script: its functions."""

import ast
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache


class ScriptSyntax(ValueError):
    """The source does not compile. Line and column count from 1."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class ComponentScript:
    """What a source defines for events and commands."""

    functions: frozenset[str]


@lru_cache(maxsize=256)
def read_component_script(source: str) -> ComponentScript:
    """Raises ScriptSyntax."""
    return ComponentScript(functions=frozenset(_functions(_compiled(source).body)))


def _compiled(source: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
            # `await` outside of functions is allowed here.
            compile(tree, "<script>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        raise ScriptSyntax(error.msg, error.lineno or 1, error.offset or 1) from error
    except (RecursionError, MemoryError) as error:
        raise ScriptSyntax("the source is nested too deeply", 1, 1) from error
    except ValueError as error:
        raise ScriptSyntax(str(error), 1, 1) from error
    return tree


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
