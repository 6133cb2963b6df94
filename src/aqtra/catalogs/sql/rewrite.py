"""From a user's text to the statement that runs: parsed, checked node by node, and written anew from the tree.

Nothing of the text itself reaches the database. Tables are components, named by their quoted keys; parameters are
`@name`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlglot import expressions as exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError, SqlglotError
from sqlglot.optimizer.normalize_identifiers import normalize_identifiers
from sqlglot.tokenizer_core import Token

from aqtra.catalogs.sql.allowed import NAMED_FUNCTIONS, NODES, TYPES
from aqtra.catalogs.sql.errors import BadSql
from aqtra.catalogs.sql.places import NOWHERE, Place, place_at, place_of, place_of_end

LONGEST: Final = 20_000
MOST_NODES: Final = 5_000
_DIALECT: Final = "postgres"
# Names of PostgreSQL's own tables begin so, and no search path hides them.
_RESERVED: Final = "pg_"
# Parentheses make the parser recurse; it must not run out of stack.
_DEEPEST: Final = 60
_OPENING: Final = re.compile(r"[(\[{]|\bcase\b", re.IGNORECASE)
_CLOSING: Final = re.compile(r"[)\]}]|\bend\b", re.IGNORECASE)

ViewOf = Callable[[UUID], str]
"""The view of a component by its key. Raises what says why not."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A statement whose parameter $n has the name `parameters[n - 1]`."""

    statement: str
    parameters: tuple[str, ...]


def rewrite(text: str, schema: str, view_of: ViewOf) -> Rewritten:
    """Raises BadSql naming line and column, and what `view_of` raises."""
    try:
        return _rewritten(text, schema, view_of)
    except RecursionError as error:
        # A long chain is deep without brackets.
        raise _refusal("nested too deep") from error


def _rewritten(text: str, schema: str, view_of: ViewOf) -> Rewritten:
    tree = normalize_identifiers(_parsed(text), dialect=_DIALECT)
    try:
        for node in tree.walk():
            _check(node)
        _name_views(tree, schema, view_of)
    except _Refused as refused:
        raise _refusal(str(refused), place_of(text, refused.node)) from None
    parameters = _number_parameters(tree)
    return Rewritten(tree.sql(dialect=_DIALECT, comments=False, identify=True), parameters)


class _Refused(Exception):
    """What is not allowed, and the part of the query that it is about."""

    def __init__(self, message: str, node: exp.Expr) -> None:
        super().__init__(message)
        self.node = node


def _parsed(text: str) -> exp.Expr:
    if len(text) > LONGEST:
        raise _refusal(f"longer than {LONGEST} characters")
    if "\0" in text:
        raise _refusal("there is a NUL character")
    if _depth(text) > _DEEPEST:
        raise _refusal(f"nested deeper than {_DEEPEST}")
    dialect, words = Dialect.get_or_raise(_DIALECT), list[Token]()
    try:
        words = dialect.tokenize(text)
        trees = dialect.parser().parse(words, text)
    except ParseError as error:
        said = error.errors[0] if error.errors else {}
        raise _refusal(_words(said), place_of_end(text, words, said.get("line"), said.get("col"))) from None
    except (SqlglotError, ValueError) as error:
        raise _refusal("it cannot be read as SQL") from error
    # A semicolon at the end leaves an empty statement behind it.
    statements = [tree for tree in trees if tree is not None]
    if len(statements) != 1:
        raise _refusal("exactly one statement is expected")
    tree = statements[0]
    if not isinstance(tree, exp.Select | exp.SetOperation):
        raise _refusal("only a query is allowed", place_at(text, words[0].start))
    if sum(1 for _ in tree.walk()) > MOST_NODES:
        raise _refusal(f"it has more than {MOST_NODES} parts")
    return tree


def _depth(text: str) -> int:
    """How deep brackets and CASE may nest at most; those in texts are counted too."""
    deepest = depth = 0
    for word in sorted(
        [(found.start(), 1) for found in _OPENING.finditer(text)]
        + [(found.start(), -1) for found in _CLOSING.finditer(text)]
    ):
        depth = max(0, depth + word[1])
        deepest = max(deepest, depth)
    return deepest


def _words(place: dict[str, object]) -> str:
    said = str(place.get("description") or "")
    # Some descriptions show the parser's own objects.
    return said[:200] if said and "<" not in said else "it cannot be read as SQL"


def _check(node: exp.Expr) -> None:
    kind = type(node)
    if kind is exp.Anonymous:
        name = str(node.this).lower()
        if name not in NAMED_FUNCTIONS:
            raise _Refused(f"the function {name[:50]} is not allowed", node)
        return
    if kind not in NODES:
        raise _Refused(f"{node.key} is not allowed", node)
    for refuse in _DETAILS.get(kind, ()):
        refuse(node)


def _check_table(node: exp.Expr) -> None:
    if not isinstance(node.this, exp.Identifier):
        raise _Refused("a component is expected here", node)
    for extra in ("db", "catalog", "only", "version", "pivots", "joins", "when", "rows_from", "ordinality", "sample"):
        if node.args.get(extra):
            raise _Refused("a component is named by its key alone", node)


def _check_column(node: exp.Expr) -> None:
    if node.args.get("db") or node.args.get("catalog"):
        raise _Refused("a column is named by itself or after one alias", node)


def _check_select(node: exp.Expr) -> None:
    for clause in ("into", "locks", "hint", "sample", "kind", "laterals", "operation_modifiers", "connect", "pivots"):
        if node.args.get(clause):
            raise _Refused(f"{clause.upper()} is not allowed", node)


def _check_type(node: exp.Expr) -> None:
    if node.this not in TYPES or node.args.get("kind"):
        raise _Refused(f"the type {str(node.this)[:60].rpartition('.')[2].lower()} is not allowed", node)


def _check_cte(node: exp.Expr) -> None:
    if node.alias.lower().startswith(_RESERVED):
        raise _Refused(f"a name may not begin with {_RESERVED}", node)
    if not isinstance(node.this, exp.Select | exp.SetOperation | exp.Values):
        raise _Refused("WITH holds queries only", node)


def _check_parameter(node: exp.Expr) -> None:
    if not isinstance(node.this, exp.Var):
        raise _Refused("a parameter is written @name", node)


_DETAILS: Final[dict[type[exp.Expr], tuple[Callable[[exp.Expr], None], ...]]] = {
    exp.Table: (_check_table,),
    exp.Column: (_check_column,),
    exp.Select: (_check_select,),
    exp.DataType: (_check_type,),
    exp.CTE: (_check_cte,),
    exp.Parameter: (_check_parameter,),
}


def _name_views(tree: exp.Expr, schema: str, view_of: ViewOf) -> None:
    """Puts views in place of components. Every other name must be that of a WITH in whose reach it stands."""
    for node in list(tree.find_all(exp.Table)):
        name = node.this
        if name.this in _names_in_reach(node):
            continue
        view = view_of(_key(node))
        alias = node.args.get("alias") or exp.TableAlias(this=exp.to_identifier(name.this, quoted=True))
        node.replace(
            exp.Table(this=exp.to_identifier(view, quoted=True), db=exp.to_identifier(schema, quoted=True), alias=alias)
        )


def _names_in_reach(node: exp.Expr) -> Iterator[str]:
    above: exp.Expr | None = node.parent
    while above is not None:
        clause = above.args.get("with_") or above.args.get("with")
        if clause is not None:
            yield from (common.alias for common in clause.expressions)
        above = above.parent


def _key(node: exp.Expr) -> UUID:
    name = node.this
    try:
        if name.quoted:
            return UUID(name.this)
    except ValueError:
        pass
    raise _Refused(f"{name.this[:50]!r} is no component: write its key in double quotes", node)


def _number_parameters(tree: exp.Expr) -> tuple[str, ...]:
    numbers: dict[str, int] = {}
    for node in list(tree.find_all(exp.Parameter)):
        number = numbers.setdefault(str(node.this.this), len(numbers) + 1)
        node.set("this", exp.Literal.number(number))
    return tuple(numbers)


def _refusal(message: str, place: Place = NOWHERE) -> BadSql:
    return BadSql.at(message, *place)
