"""Expressions of templates: what may stand in them, and how they are read. Nothing beyond the model can be reached.

Texts are Jinja with values and conditions only. What a text may hold is said by node; everything else, calls and loops
among it, is refused when a template is saved, and again before it is rendered.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

VARIABLES: Final = frozenset({"row", "index", "today", "now"})
"""Besides the properties of the model: the row of a band or table and its number, and when it is rendered."""
RESERVED: Final = VARIABLES | {"and", "or", "not", "in", "is", "if", "elif", "else", "endif", "true", "false", "none"}
FORMATS: Final = frozenset({"number", "money", "percent", "date", "datetime", "time", "checkmark"})
AGGREGATES: Final = frozenset({"sum", "min", "max", "average"})
_LIBRARY: Final = (
    *("upper", "lower", "title", "capitalize", "trim", "default", "join"),
    *("length", "count", "first", "last"),
)
_LIBRARY_TESTS: Final = ("defined", "none", "odd", "even", "string", "number", "true", "false")
FILTERS: Final = frozenset({*FORMATS, *AGGREGATES, *_LIBRARY})
_ALLOWED: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Name, nodes.Const),
    *(nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Keyword, nodes.List, nodes.Tuple),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos, nodes.Concat),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod),
)
_CALLED: Final = {nodes.Call: "a call", nodes.For: "a loop", nodes.Pow: "a power", nodes.Assign: "an assignment"}


class BadExpression(ValueError):
    """The text is no expression that a template may hold."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Reaches members of objects and places of arrays of the data, and not one attribute of a Python object."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(undefined=StrictUndefined, keep_trailing_newline=True, **options)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _LIBRARY}
        self.tests = {name: self.tests[name] for name in (*_LIBRARY_TESTS, "eq", "ne", "in")}

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What is inside null is null; of what is missing, the first thing is told."""
        if obj is None or isinstance(obj, Undefined):
            return obj
        if isinstance(obj, Mapping) and isinstance(argument, str) and argument in obj:
            return obj[argument]
        if isinstance(obj, list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(hint=f"the data have no {str(argument)[:60]} here")


_READER: Final = Sandbox()


@lru_cache(maxsize=2048)
def check_text(text: str) -> None:
    """Raises BadExpression."""
    _check(_parsed(text))


@lru_cache(maxsize=2048)
def check_expression(text: str) -> None:
    """Raises BadExpression."""
    if "{{" in text or "{%" in text:
        raise BadExpression("an expression is written without braces here")
    _check(_parsed(f"{{{{ {text} }}}}"))


def paths_of(text: str, *, is_text: bool) -> Iterator[tuple[str, ...]]:
    """What is read of data: the name of a variable and of the members that follow it."""
    parsed = _parsed(text if is_text else f"{{{{ {text} }}}}")
    yield from _paths(parsed)


def _paths(node: nodes.Node) -> Iterator[tuple[str, ...]]:
    path: tuple[str, ...] = ()
    inner: nodes.Node = node
    while isinstance(inner, nodes.Getattr):
        path, inner = (inner.attr, *path), inner.node
    if isinstance(inner, nodes.Name):
        yield (inner.name, *path)
        return
    for child in inner.iter_child_nodes():
        yield from _paths(child)


def _parsed(text: str) -> nodes.Template:
    try:
        return _READER.parse(text)
    except TemplateSyntaxError as error:
        raise BadExpression(error.message or "the text cannot be read") from error
    except RecursionError as error:
        raise BadExpression("the text is nested too deep") from error


def _check(node: nodes.Node) -> None:
    for inner in _walk(node):
        if not isinstance(inner, _ALLOWED) or type(inner) in _CALLED:
            what = _CALLED.get(type(inner), type(inner).__name__.lower())
            raise BadExpression(f"{what} cannot stand in a template")
        if isinstance(inner, nodes.Filter) and inner.name not in FILTERS:
            raise BadExpression(f"there is no filter {inner.name}")
        if isinstance(inner, nodes.Test) and inner.name not in _LIBRARY_TESTS:
            raise BadExpression(f"there is no test {inner.name}")
        if isinstance(inner, nodes.Filter | nodes.Test) and (inner.dyn_args or inner.dyn_kwargs):
            raise BadExpression("arguments are written one by one")


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)
