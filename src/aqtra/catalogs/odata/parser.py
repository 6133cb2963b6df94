"""A Pratt parser for filters. It raises nothing but BadQuery, and never recurses deeper than MAX_DEPTH."""

from typing import Final, cast

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.nodes import (
    LITERAL_TOKENS,
    Call,
    Comparison,
    ComparisonOperator,
    Condition,
    Literal,
    Logic,
    Membership,
    Not,
    Operand,
    Path,
)
from aqtra.catalogs.odata.tokens import Token, TokenKind, tokens

MAX_LENGTH: Final = 8_000
MAX_DEPTH: Final = 32
MAX_SEGMENTS: Final = 10
MAX_ITEMS: Final = 1_000
MAX_ARGUMENTS: Final = 3

_OR, _AND, _NOT, _COMPARE = 1, 2, 3, 4
_POWERS: Final = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("eq", "ne", "gt", "ge", "lt", "le", "in"), _COMPARE),
}
_CONSTANTS: Final = {"null": "null", "true": "boolean", "false": "boolean"}


def parse_filter(text: str, option: str = "$filter") -> Condition:
    """Raises BadQuery with the position of what is wrong."""
    return Parser(option, text).whole_condition()


class Parser:
    """Reads one option's value from left to right."""

    def __init__(self, option: str, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise BadQuery.at(option, MAX_LENGTH, f"longer than {MAX_LENGTH} characters")
        self._option = option
        self._tokens = list(tokens(option, text))
        self._next = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        return self._tokens[self._next]

    def whole_condition(self) -> Condition:
        condition = self._condition(0)
        if self.token.kind is not TokenKind.END:
            raise self.refuse(f"an operator is expected instead of {self.token.text!r}")
        return condition

    def refuse(self, message: str, token: Token | None = None) -> BadQuery:
        return BadQuery.at(self._option, (token or self.token).position, message)

    def advance(self) -> Token:
        token = self.token
        if token.kind is not TokenKind.END:
            self._next += 1
        return token

    def takes(self, mark: str) -> bool:
        """Consumes the mark if it is next."""
        if self.token.kind is TokenKind.MARK and self.token.text == mark:
            self._next += 1
            return True
        return False

    def expect(self, mark: str) -> None:
        if not self.takes(mark):
            raise self.refuse(f"{mark!r} is expected")

    def path(self) -> Path:
        """One or more names with slashes between."""
        start = self.token
        segments = [self._name()]
        while self.takes("/"):
            segments.append(self._name())
        if len(segments) > MAX_SEGMENTS:
            raise self.refuse(f"a path has at most {MAX_SEGMENTS} parts", start)
        return Path(tuple(segments), start.position)

    def _name(self) -> str:
        if self.token.kind is not TokenKind.NAME:
            raise self.refuse("a field name is expected")
        return self.advance().text

    def _condition(self, power: int) -> Condition:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.refuse(f"nested deeper than {MAX_DEPTH}")
        left = self._prefix()
        while (
            self.token.kind is TokenKind.NAME and (found := _POWERS.get(self.token.text)) is not None and found > power
        ):
            left = self._infix(left, self.advance(), found)
        self._depth -= 1
        return left

    def _prefix(self) -> Condition:
        token = self.token
        if self.takes("("):
            inner = self._condition(0)
            self.expect(")")
            return inner
        if token.kind is TokenKind.NAME and token.text == "not":
            self.advance()
            return Not(self._condition(_NOT), token.position)
        return self._operand()

    def _infix(self, left: Condition, operator: Token, power: int) -> Condition:
        if operator.text in ("and", "or"):
            return self._logic(left, operator, power)
        operand = self._as_operand(left, operator)
        if operator.text == "in":
            return Membership(operand, self._items(), operator.position)
        right = self._operand()
        return Comparison(cast(ComparisonOperator, operator.text), operand, right, operator.position)

    def _logic(self, left: Condition, operator: Token, power: int) -> Logic:
        conditions = [left, self._condition(power)]
        # A long row of the same operator is one node, so its length costs no depth.
        while self.token.kind is TokenKind.NAME and self.token.text == operator.text:
            self.advance()
            conditions.append(self._condition(power))
        return Logic("and" if operator.text == "and" else "or", tuple(conditions), operator.position)

    def _as_operand(self, left: Condition, operator: Token) -> Operand:
        if isinstance(left, Path | Literal | Call):
            return left
        raise self.refuse(f"{operator.text!r} compares fields and values, not conditions", operator)

    def _operand(self) -> Operand:
        token = self.token
        if token.kind in LITERAL_TOKENS or (token.kind is TokenKind.NAME and token.text in _CONSTANTS):
            return self._literal()
        if token.kind is not TokenKind.NAME:
            raise self.refuse("a field or a value is expected")
        path = self.path()
        if len(path.segments) == 1 and self.takes("("):
            return self._call(path)
        return path

    def _literal(self) -> Literal:
        token = self.advance()
        if token.kind in LITERAL_TOKENS:
            return Literal(LITERAL_TOKENS[token.kind], token.text, token.position)
        if token.kind is TokenKind.NAME and token.text in _CONSTANTS:
            return Literal("null" if token.text == "null" else "boolean", token.text, token.position)
        raise self.refuse("a value is expected", token)

    def _call(self, name: Path) -> Call:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.refuse(f"nested deeper than {MAX_DEPTH}")
        arguments = [self._operand()]
        while self.takes(","):
            arguments.append(self._operand())
            if len(arguments) > MAX_ARGUMENTS:
                raise self.refuse(f"a function has at most {MAX_ARGUMENTS} arguments")
        self.expect(")")
        self._depth -= 1
        return Call(name.segments[0], tuple(arguments), name.position)

    def _items(self) -> tuple[Literal, ...]:
        self.expect("(")
        items = [self._literal()]
        while self.takes(","):
            items.append(self._literal())
            if len(items) > MAX_ITEMS:
                raise self.refuse(f"a list has at most {MAX_ITEMS} values")
        self.expect(")")
        return tuple(items)
