"""The text of an expression as a tree: lists that begin with what is done, which JSON holds as they are.

["number", "1.50"]  ["value", "text", true or null]  ["path", "Customer", "Name"]  ["list", tree, …]
["+", tree, tree] and so on for - * /  ["neg", tree]  ["not", tree]  ["and", tree, …]  ["or", tree, …]
["compare", tree, "<", tree, "<=", tree]  ["if", condition, then, else]  ["call", "round", tree, …]
"""

import ast
import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from aqtra.metadata.expressions.functions import SIGNATURES

Tree = list[Any]
LONGEST: Final = 2_000
"""Characters of one expression, by which the digits of what it calculates are bounded too."""
DEEPEST: Final = 60
_NUMBER: Final = re.compile(r"\d+(\.\d*)?|\.\d+")
_OPERATORS: Final = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS: Final = dict(
    zip(
        (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot),
        ("==", "!=", "<", "<=", ">", ">=", "in", "not in", "==", "!="),
        strict=True,
    )
)


class BadExpression(ValueError):
    """The text is no expression. Line and column count from 1."""

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


@lru_cache(maxsize=4_096)
def read_expression(text: str) -> Tree:
    """Raises BadExpression. The tree must not be changed: it is shared."""
    if len(text) > LONGEST:
        raise BadExpression(f"an expression has at most {LONGEST} characters")
    if not text.strip():
        raise BadExpression("there is nothing to calculate")
    # Inside of brackets line breaks do not matter.
    source = f"[{text.lstrip()}\n]"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        raise BadExpression(error.msg, *_within(text.lstrip(), error.lineno or 1, (error.offset or 1) - 1)) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise BadExpression("the expression cannot be read") from error
    # What closes our bracket and opens another is not one expression either.
    if not isinstance(parsed, ast.List) or len(parsed.elts) != 1:
        raise BadExpression("this is not one expression")
    return _Reader(source).tree(parsed.elts[0], 0)


def _place(line: int, offset: int) -> tuple[int, int]:
    """Of what stands at the offset; the bracket in front is ours."""
    return line, max(offset if line == 1 else offset + 1, 1)


def _within(text: str, line: int, offset: int) -> tuple[int, int]:
    """The same for an error, which may stand behind the end: our bracket is missed there."""
    lines = text.splitlines() or [""]
    return _place(line, offset) if line <= len(lines) else (len(lines), len(lines[-1]) + 1)


def _bad(reason: str, node: ast.expr) -> BadExpression:
    return BadExpression(reason, *_place(node.lineno, node.col_offset))


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source

    def tree(self, node: ast.expr, depth: int) -> Tree:
        if depth > DEEPEST:
            raise _bad("the expression is nested too deeply", node)
        below = depth + 1
        match node:
            case ast.Constant(value=bool() | str() | None as value):
                return ["value", value]
            case ast.Constant(value=int() | float()):
                return ["number", self._digits(node)]
            case ast.Name() | ast.Attribute():
                return ["path", *_path(node)]
            case ast.List(elts=inner) | ast.Tuple(elts=inner):
                return ["list", *self._all(inner, below)]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return ["neg", self.tree(operand, below)]
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return ["not", self.tree(operand, below)]
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
                return [_OPERATORS[type(operator)], *self._all([left, right], below)]
            case ast.BoolOp(op=operator, values=values):
                return ["and" if isinstance(operator, ast.And) else "or", *self._all(values, below)]
            case ast.Compare(left=left, ops=operators, comparators=others):
                return self._compared(left, operators, others, below)
            case ast.IfExp(test=test, body=then, orelse=otherwise):
                return ["if", *self._all([test, then, otherwise], below)]
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(node, name, arguments, below)
        raise _bad(_refused(node), node)

    def _all(self, nodes: Sequence[ast.expr], depth: int) -> list[Tree]:
        return [self.tree(node, depth) for node in nodes]

    def _digits(self, node: ast.Constant) -> str:
        """A number as it is written: a float would round it."""
        written = (ast.get_source_segment(self._source, node) or "").replace("_", "")
        if not _NUMBER.fullmatch(written):
            raise _bad("numbers are written with digits and a point", node)
        whole, _, fraction = written.partition(".")
        fraction = fraction.rstrip("0")
        whole = whole.lstrip("0") or "0"
        return f"{whole}.{fraction}" if fraction else whole

    def _compared(self, left: ast.expr, operators: list[ast.cmpop], others: list[ast.expr], depth: int) -> Tree:
        found: Tree = ["compare", self.tree(left, depth)]
        for operator, other in zip(operators, others, strict=True):
            if isinstance(operator, ast.Is | ast.IsNot) and not (
                isinstance(other, ast.Constant) and (other.value is None or isinstance(other.value, bool))
            ):
                raise _bad("`is` compares with None, True and False only; use ==", other)
            found += [_COMPARISONS[type(operator)], self.tree(other, depth)]
        return found

    def _call(self, node: ast.Call, name: str, arguments: list[ast.expr], depth: int) -> Tree:
        signature = SIGNATURES.get(name)
        if signature is None:
            raise _bad(f"there is no function {name}; there are {', '.join(SIGNATURES)}", node)
        if not signature.takes(len(arguments)):
            raise _bad(f"{name} takes {signature.count_told()}", node)
        return ["call", name, *self._all(arguments, depth)]


def _path(node: ast.expr) -> list[str]:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        raise _bad("only names have members here", node)
    return [node.id, *names]


def _refused(node: ast.expr) -> str:
    match node:
        case ast.Call(keywords=[_, *_]):
            return "functions take their arguments by their order here"
        case ast.Call():
            return "only the listed functions can be called"
        case ast.BinOp():
            return "of operators there are + - * / only; see floor, and round"
        case ast.Lambda() | ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp():
            return "an expression has no loops and no functions of its own"
        case ast.Subscript():
            return "an expression takes no elements out of lists and texts"
        case _:
            return "this cannot stand in an expression"
