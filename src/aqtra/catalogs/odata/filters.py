"""Filters as SQL conditions: every value is a parameter, every field was resolved.

**Missing values.** A field without a value is null; an empty text counts as null, in fields, in literals that a field
is compared with and in what functions answer. `eq` and `ne` always answer yes or no, as OData has it: two missing
values are equal, and a missing value is different from every other. Every
other comparison, `in` (but for a listed null, which finds missing values) and `contains`, `startswith`, `endswith` are
unknown for a missing value. `and`/`or` are those of SQL; `not` turns "no" and "unknown" alike into "yes"; unknown at
the end is "no".

**Texts** are compared by code points, case-sensitively. `contains(a,b)`, `startswith(a,b)` and `endswith(a,b)` ignore
case: both sides are lowered letter by letter (one letter stays one letter). A literal '' is contained in every text
that is not missing. They may stand alone or be compared with true and false.
`tolower`, `toupper` map letter by letter; `trim` takes spaces (U+0020) off both ends; `length` counts code points;
`concat(a,b)` joins; `indexof(a,b)` is the first place of b in a, case-sensitive, from 0, −1 when there is none, 0 for
''; `substring(a,start)` and `substring(a,start,count)` count code points from 0, a start or count below 0 counting as
0, and what lies beyond the end is left out. Texts are fields of type text and address, quoted literals and text
functions; start and count are integers. As an argument '' is an empty text, not null.

**Functions of null are null**, whichever argument it is. A text function's empty answer is null. The word `null` itself
can only be compared with or listed after `in`.

**Dates.** Instants are taken apart in UTC. `year`, `month`, `day` of a date or instant, `hour`, `minute`, `second` of a
time or instant are integers, `second` without its fraction; `date` of an instant is its day, `time` of an instant its
time of day to the second, fractions cut off; `now()` is the instant at which the statement began. `startofyear`,
`startofquarter`, `startofmonth`, `startofweek` (Monday) and `startofday` of a date or instant are the date on which its
year, quarter, month, week or day begins; behind an instant the name of a time zone may stand, and the clocks there
decide which day it is: `startofmonth(at,'Europe/Berlin')`.

**Arithmetic** is exact decimal arithmetic on integers and numbers, without overflow. `add`, `sub`, `mul` and `mod` of
two integers are integers. `div` of two integers is an integer, cut off towards zero; `div` with a number on either side
and `divby` of any two give a number with 20 places after the point, half rounded away from zero. `mod` has the sign of
its left side. Anything `div`, `divby` or `mod` 0 is null. A literal written without point and exponent is an integer,
any other a number. `round` (half away from zero), `floor` and `ceiling` of a number are numbers without fraction, of an
integer the integer itself. From tight to loose: functions, `mul div divby mod`, `add sub`, comparisons and `in`, `not`,
`and`, `or`; equals from left to right.

**Lists.** `Tags/any(t:condition)` is true when the condition is true for at least one element, `Tags/all(t:condition)`
when there is no element for which it is no or unknown, so also for an empty list; `Tags/any()` asks whether there is an
element; `Tags/$count` is the number of elements. All of these are never null. Elements of a list of references are the
entries it refers to, without those marked for deletion: `t/title` and `t/data/title` are their fields, `t` is the id.
Elements of a list of values are the values: `Labels/any(l:l eq 'x')`; a value given twice counts twice. A list is
reached through references too (`manager/Tags/any(…)`, empty without a manager) and through outer elements
(`t/Parts/any(p:…)`); inside, names without a variable are those of the entry the query is about.

A reference is compared by the id of its entry; a path through a missing reference, or one to an entry marked for
deletion, ends in null, while the reference itself still equals the id.

An encrypted property can only be compared with literals by `eq`, `ne` and `in`: the database does not read its values.

**Bounds**, beyond which a filter is refused: 8,000 characters, nested 32 deep, 100 calculations, 32 fields and literals
in one calculation or function, 1,000 values after `in`, 8 references and 8 lists in one query, lists nested 3 deep,
paths of 10 names.
"""

from typing import Any, Final

from aqtra.catalogs.encoding import encode_list
from aqtra.catalogs.encrypted import Sealed, blind_index
from aqtra.catalogs.odata.lists import Elements
from aqtra.catalogs.odata.nodes import Comparison, Condition, Lambda, Literal, Logic, Membership, Not, Operand
from aqtra.catalogs.odata.operands import Operands
from aqtra.catalogs.odata.scope import ENCRYPTED_PROPERTY, ONLY_EQUALITY, Scope, Typed, kind_of
from aqtra.catalogs.sqltext import sql_type

_OPERATORS: Final = {"gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_EQUALITY: Final = ("eq", "ne")
ORDERED: Final = frozenset({"string", "integer", "number", "datetime", "date", "time"})


def compile_filter(condition: Condition, scope: Scope, option: str = "$filter") -> str:
    """The SQL condition. Raises BadQuery."""
    return _Filter(scope, option).condition(condition)


class _Filter:
    def __init__(self, scope: Scope, option: str) -> None:
        self._scope = scope
        self._option = option
        self._operands = Operands(scope, option)

    def condition(self, node: Condition) -> str:
        match node:
            case Logic(operator, parts):
                return "(" + f" {operator.upper()} ".join(self.condition(part) for part in parts) + ")"
            case Not(inner):
                return f"({self.condition(inner)}) IS NOT TRUE"
            case Comparison():
                return self._comparison(node)
            case Membership():
                return self._membership(node)
            case Lambda():
                return self._lambda(node)
            case _:
                return self._flag(node)

    def _flag(self, node: Operand) -> str:
        if isinstance(node, Literal) and node.kind == "boolean":
            return node.text
        if isinstance(node, Literal) or (typed := self._operands.operand(node)).kind != "boolean":
            raise self._operands.refuse(node, "a condition is expected: compare it with something")
        return typed.sql

    def _lambda(self, node: Lambda) -> str:
        elements = Elements.of(self._scope, self._option, node.list)
        if node.condition is None or node.variable is None:
            return f"EXISTS ({elements.select('1')})"
        with self._scope.variable(self._option, node.list, node.variable, elements.element):
            condition = self.condition(node.condition)
        if node.quantifier == "any":
            return f"EXISTS ({elements.select('1', condition)})"
        return f"NOT EXISTS ({elements.select('1', f'({condition}) IS NOT TRUE')})"

    def _comparison(self, node: Comparison) -> str:
        left, right, operator = node.left, node.right, node.operator
        if isinstance(left, Literal):
            if isinstance(right, Literal):
                raise self._operands.refuse(node, "two values are compared; one side must be a field")
            left, right = right, left
            operator = _mirrored(operator)
        typed = self._operands.compared(left)
        if typed.sealed is not None:
            return self._sealed(node, typed, typed.sealed, operator, right)
        if operator not in _EQUALITY and typed.kind not in ORDERED:
            raise self._operands.refuse(node, f"{typed.kind} values have no order")
        if isinstance(right, Literal):
            return self._with_literal(typed, operator, right)
        other = self._operands.operand(right)
        if not _comparable(typed.kind, other.kind):
            raise self._operands.refuse(node, f"{typed.kind} and {other.kind} cannot be compared")
        return _compared(typed.sql, operator, other.sql)

    def _with_literal(self, typed: Typed, operator: str, literal: Literal) -> str:
        value = self._operands.value(literal, typed.kind)
        if value is not None:
            placed = self._operands.placed(typed.kind, value)
            # The literal is not null, so that "unknown" is "no" and an index serves.
            return f"({typed.sql}) = ({placed})" if operator == "eq" else _compared(typed.sql, operator, placed)
        if operator not in _EQUALITY:
            raise self._operands.refuse(literal, "null can only be compared with eq and ne")
        return f"({typed.sql}) IS {'NOT ' if operator == 'ne' else ''}NULL"

    def _sealed(self, node: Comparison, typed: Typed, sealed: Sealed, operator: str, right: Operand) -> str:
        """Equal values have equal blind indexes."""
        if operator not in _EQUALITY or not isinstance(right, Literal):
            raise self._operands.refuse(node, f"an encrypted property: {ONLY_EQUALITY}", rule=ENCRYPTED_PROPERTY)
        value = self._operands.value(right, kind_of(sealed.kind))
        if value is None:
            return f"({typed.sql}) IS {'NOT ' if operator == 'ne' else ''}NULL"
        found = f"{blind_index(typed.sql)} = ANY ({self._operands.blind(sealed, [value])})"
        return found if operator == "eq" else f"({found}) IS NOT TRUE"

    def _membership(self, node: Membership) -> str:
        if isinstance(node.operand, Literal):
            raise self._operands.refuse(node, "a field is expected before in")
        typed = self._operands.compared(node.operand)
        kind = typed.kind if typed.sealed is None else kind_of(typed.sealed.kind)
        values = [self._operands.value(item, kind) for item in node.items]
        given = [value for value in values if value is not None]
        found = self._found(typed, given)
        return f"({found} OR ({typed.sql}) IS NULL)" if len(given) < len(values) else found

    def _found(self, typed: Typed, given: list[Any]) -> str:
        if typed.sealed is not None:
            return f"{blind_index(typed.sql)} = ANY ({self._operands.blind(typed.sealed, given)})"
        listed = self._scope.parameters.add(encode_list(typed.kind, given), f"{sql_type(typed.kind)}[]")
        return f"({typed.sql}) = ANY ({listed})"


def _compared(left: str, operator: str, right: str) -> str:
    if operator in _EQUALITY:
        return f"({left}) IS {'' if operator == 'ne' else 'NOT '}DISTINCT FROM ({right})"
    return f"({left}) {_OPERATORS[operator]} ({right})"


def _mirrored(operator: str) -> Any:
    return {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}.get(operator, operator)


def _comparable(left: str, right: str) -> bool:
    numeric = {"integer", "number"}
    return left == right or {left, right} == numeric
