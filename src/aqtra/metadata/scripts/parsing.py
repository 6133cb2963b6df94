"""Text of scripts and modules as a tree of grammar. Nothing is executed."""

import ast
import warnings
from typing import Final

AWAITS: Final = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
"""Component Scripts may await outside of functions."""


class ScriptSyntax(ValueError):
    """The source does not compile. Line and column count from 1."""

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


def parsed(source: str) -> ast.Module:
    """By grammar alone. Raises ScriptSyntax."""
    return _read(source, ast.PyCF_ONLY_AST)


def compiled(source: str, flags: int = 0) -> ast.Module:
    """Of a source that compiles, too: `return` outside of functions, say, does not. Raises ScriptSyntax."""
    tree = parsed(source)
    _read(source, flags)
    return tree


def _read(source: str, flags: int) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree: ast.Module = compile(source, "<script>", "exec", flags, dont_inherit=True)
            return tree
    except SyntaxError as error:
        raise ScriptSyntax(error.msg, error.lineno or 1, error.offset or 1) from error
    except (RecursionError, MemoryError) as error:
        raise ScriptSyntax("the source is nested too deeply") from error
    except ValueError as error:
        raise ScriptSyntax(str(error)) from error
