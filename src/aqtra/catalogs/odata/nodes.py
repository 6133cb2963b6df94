"""The parsed form of a filter. Positions do not take part in comparisons."""

from dataclasses import dataclass, field
from typing import Literal as Either

from aqtra.catalogs.odata.tokens import TokenKind

ComparisonOperator = Either["eq", "ne", "gt", "ge", "lt", "le"]
ArithmeticOperator = Either["add", "sub", "mul", "div", "divby", "mod"]
Quantifier = Either["any", "all"]
LiteralKind = Either["guid", "datetime", "date", "time", "number", "string", "boolean", "null"]
LITERAL_TOKENS: dict[TokenKind, LiteralKind] = {
    TokenKind.GUID: "guid",
    TokenKind.DATETIME: "datetime",
    TokenKind.DATE: "date",
    TokenKind.TIME: "time",
    TokenKind.NUMBER: "number",
    TokenKind.STRING: "string",
}


@dataclass(frozen=True, slots=True)
class Path:
    """A field, perhaps through references: `chosen_manager/name`."""

    segments: tuple[str, ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Literal:
    kind: LiteralKind
    text: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Operand", ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    operator: ArithmeticOperator
    left: "Operand"
    right: "Operand"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Count:
    """`list/$count`."""

    list: Path
    position: int = field(default=0, compare=False)


Operand = Path | Literal | Call | Arithmetic | Count


@dataclass(frozen=True, slots=True)
class Comparison:
    operator: ComparisonOperator
    left: Operand
    right: Operand
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """`operand in (…)`."""

    operand: Operand
    items: tuple[Literal, ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Logic:
    """Two or more conditions joined by one operator."""

    operator: Either["and", "or"]
    conditions: tuple["Condition", ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Lambda:
    """`list/any(variable:condition)`; without a variable it asks whether there is an element at all."""

    quantifier: Quantifier
    list: Path
    variable: str | None = None
    condition: "Condition | None" = None
    position: int = field(default=0, compare=False)


Condition = Comparison | Membership | Not | Logic | Lambda | Operand
"""An operand alone is a condition when it is of type boolean; the compiler looks."""
