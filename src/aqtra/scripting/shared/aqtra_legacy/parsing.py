"""Source of scripts, read so that what old ones rely on is there.

Plain values stay what they are: a list of an item is a list, as fast as any. Where a script names an old member, that
place asks `member` for it; scripts that name none are compiled as they were written.
"""

import ast

from aqtra_legacy import render_types
from aqtra_legacy.members import NAMES

_ASKED = "__member__"
_GIVEN = f"from aqtra_legacy.members import member as {_ASKED}"


def parsed(source: str, filename: str) -> ast.Module:
    """To be compiled. Lines and columns are those of the source. Raises SyntaxError, ValueError, RecursionError."""
    # `ast.parse` would stand in the way of an exception.
    tree: ast.Module = compile(source, filename, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    render_types.provide(tree)
    asking = _Asking()
    asking.visit(tree)
    if asking.is_needed:
        place = _beginning(tree)
        tree.body[place:place] = ast.parse(_GIVEN).body
    return ast.fix_missing_locations(tree)


class _Asking(ast.NodeTransformer):
    """`x.Count` becomes `__member__(x, "Count")`."""

    is_needed = False

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        if node.attr not in NAMES or not isinstance(node.ctx, ast.Load):
            return node
        self.is_needed = True
        call = ast.Call(ast.Name(_ASKED, ast.Load()), [node.value, ast.Constant(node.attr)], [])
        return ast.copy_location(call, node)

    def visit_match_case(self, node: ast.match_case) -> ast.match_case:
        """Patterns hold names and no calls."""
        node.guard = node.guard and self.visit(node.guard)
        node.body = [self.visit(statement) for statement in node.body]
        return node


def _beginning(tree: ast.Module) -> int:
    """Where statements may be added: after the docstring and what has to come first."""
    for place, node in enumerate(tree.body):
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_docstring and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            return place
    return len(tree.body)
