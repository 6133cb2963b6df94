"""A source that parses, with places and texts of its nodes."""

import ast
import warnings
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from aqtra.kernel.findings import Severity
from aqtra.metadata.scripts.api import Side
from aqtra.metadata.scripts.checking.models import Edit, SourceFinding

FILE: Final = "<script>"
STUBS: Final = "aqtra_stubs"
"""What scripts import for type checkers alone."""
OTHER_SIDE: Final = {
    Side.BROWSER: "works on the server only; call a dataflow",
    Side.SERVER: "works in the browser only; set a variable and use it there",
}
"""Said of what there is, but not on the side of the source."""
Placed = ast.expr | ast.stmt | ast.alias | ast.excepthandler | ast.arg


class Source:
    """Raises SyntaxError, also as ValueError or RecursionError of the parser."""

    def __init__(self, text: str, side: Side) -> None:
        self.text = text
        self.side = side
        self.lines = text.split("\n")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.tree = ast.parse(text, FILE)
            # In browsers `await` outside of functions is allowed.
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if side is Side.BROWSER else 0
            compile(self.tree, FILE, "exec", flags=flags, dont_inherit=True)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All of them, in the order of the text."""
        return tuple(sorted(ast.walk(self.tree), key=lambda node: (_line(node), getattr(node, "col_offset", 0))))

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @cached_property
    def bound(self) -> frozenset[str]:
        """Names that the script gives a meaning of its own, anywhere."""
        return frozenset(_bound(self.tree))

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """What the node stands in, innermost first."""
        while (found := self.parents.get(node)) is not None:
            yield found
            node = found

    def can_await(self, node: ast.AST) -> bool:
        for found in self.around(node):
            if isinstance(found, ast.AsyncFunctionDef):
                return True
            if isinstance(found, ast.FunctionDef | ast.Lambda | ast.ClassDef):
                return False
        return self.side is Side.BROWSER

    def text_of(self, node: ast.expr) -> str:
        (line, column), (end_line, end_column) = self.start(node), self.end(node)
        if line == end_line:
            return self.lines[line - 1][column - 1 : end_column - 1]
        inner = self.lines[line : end_line - 1]
        return "\n".join((self.lines[line - 1][column - 1 :], *inner, self.lines[end_line - 1][: end_column - 1]))

    def start(self, node: Placed) -> tuple[int, int]:
        return node.lineno, self._characters(node.lineno, node.col_offset)

    def end(self, node: Placed) -> tuple[int, int]:
        line, column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return line, self._characters(line, column)

    def _characters(self, line: int, column: int) -> int:
        """The parser counts bytes from 0."""
        return len(self.lines[line - 1].encode()[:column].decode(errors="ignore")) + 1

    def replaced(self, node: Placed, text: str) -> Edit:
        line, column = self.start(node)
        end_line, end_column = self.end(node)
        return Edit(line=line, column=column, end_line=end_line, end_column=end_column, text=text)

    def renamed(self, node: ast.Attribute, name: str) -> Edit:
        """Another name after the dot."""
        line, end = self.end(node)
        return Edit(line=line, column=end - len(node.attr), end_line=line, end_column=end, text=name)

    def removed(self, statement: ast.stmt) -> Edit:
        """Without the statement and its line; `pass` where a block would be left empty or others share the line."""
        first, last = statement.lineno, statement.end_lineno or statement.lineno
        line, column = self.start(statement)
        _, end = self.end(statement)
        parent = self.parents[statement]
        alone = not self.lines[line - 1][: column - 1].strip() and not self.lines[last - 1][end - 1 :].strip()
        blocks = (getattr(parent, name, None) for name in ("body", "orelse", "finalbody"))
        is_last = not isinstance(parent, ast.Module) and [statement] in [block for block in blocks if block]
        if not alone or is_last or last == len(self.lines):
            return self.replaced(statement, "" if alone and not is_last else "pass")
        return Edit(line=first, column=1, end_line=last + 1, end_column=1, text="")

    def imported(self, statement: str) -> tuple[Edit, ...]:
        """The import at the top of the text, after its docstring; nothing where it is there."""
        wanted = ast.dump(ast.parse(statement).body[0])
        if any(ast.dump(found) == wanted for found in self.tree.body):
            return ()
        line = 1
        for found in self.tree.body[:1]:
            if isinstance(found, ast.Expr) and isinstance(found.value, ast.Constant):
                line = (found.end_lineno or 1) + 1
        return (Edit(line=line, column=1, end_line=line, end_column=1, text=f"{statement}\n"),)

    def finding(
        self,
        node: Placed,
        code: str,
        message: str,
        severity: Severity = Severity.ERROR,
        fix: tuple[Edit, ...] | None = None,
        **params: str,
    ) -> SourceFinding:
        line, column = self.start(node)
        return SourceFinding(
            line=line, column=column, severity=severity, code=code, message=message, fix=fix, params=params
        )


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def _bound(tree: ast.AST) -> Iterator[str]:
    declared: set[ast.alias] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name):
                yield name
            case ast.ImportFrom(module=str(module)) if module.startswith(STUBS):
                # They declare what the platform gives.
                declared.update(node.names)
            case ast.alias(name=name, asname=other) if name != "*" and node not in declared:
                yield other or name.partition(".")[0]
            case ast.ExceptHandler(name=str(name)):
                yield name
            case _:
                pass
