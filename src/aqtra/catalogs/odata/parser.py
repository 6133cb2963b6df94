"""A Pratt parser for filters. It raises nothing but BadQuery, and never recurses deeper than MAX_DEPTH."""

from typing import Final, cast

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.nodes import (
    LITERAL_TOKENS,
    Arithmetic,
    ArithmeticOperator,
    Call,
    Comparison,
    ComparisonOperator,
    Condition,
    Count,
    Lambda,
    Literal,
    Logic,
    Membership,
    Not,
    Operand,
    Path,
    Quantifier,
)
from aqtra.catalogs.odata.tokens import Token, TokenKind, tokens

MAX_LENGTH: Final = 8_000
MAX_DEPTH: Final = 32
MAX_SEGMENTS: Final = 10
MAX_ITEMS: Final = 1_000
MAX_ARGUMENTS: Final = 3
MAX_CALCULATIONS: Final = 100

_OR, _AND, _NOT, _COMPARE, _ADD, _MULTIPLY = 1, 2, 3, 4, 5, 6
_ARITHMETIC: Final = {
    **dict.fromkeys(("add", "sub"), _ADD),
    **dict.fromkeys(("mul", "div", "divby", "mod"), _MULTIPLY),
}
_POWERS: Final = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("eq", "ne", "gt", "ge", "lt", "le", "in"), _COMPARE),
    **_ARITHMETIC,
}
_CONSTANTS: Final = {"null": "null", "true": "boolean", "false": "boolean"}
_QUANTIFIERS: Final = ("any", "all")
_COUNT: Final = "$count"


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
        self._calculations = 0

    @property
    def token(self) -> Token:
        return self._tokens[self._next]

    def whole_condition(self) -> Condition:
        condition = self.condition()
        if self.token.kind is not TokenKind.END:
            raise self.refuse(f"an operator is expected instead of {self.token.text!r}")
        return condition

    def condition(self) -> Condition:
        """A condition, up to a token that cannot go on with it."""
        return self._condition(0)

    def operand(self) -> Operand:
        """A field, a value or a calculation."""
        start = self.token
        return self._as_operand(self._condition(_COMPARE), start)

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
        segments = [self.name()]
        while self.takes("/"):
            segments.append(self.name())
        return self._bounded(segments, start)

    def name(self) -> str:
        if self.token.kind is not TokenKind.NAME:
            raise self.refuse("a field name is expected")
        return self.advance().text

    def takes_word(self, word: str) -> bool:
        """Consumes the word if it is next."""
        if self.token.kind in (TokenKind.NAME, TokenKind.DOLLAR) and self.token.text == word:
            self._next += 1
            return True
        return False

    def _bounded(self, segments: list[str], start: Token) -> Path:
        if len(segments) > MAX_SEGMENTS:
            raise self.refuse(f"a path has at most {MAX_SEGMENTS} parts", start)
        return Path(tuple(segments), start.position)

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
        return self._primary()

    def _infix(self, left: Condition, operator: Token, power: int) -> Condition:
        if operator.text in ("and", "or"):
            return self._logic(left, operator, power)
        operand = self._as_operand(left, operator)
        if operator.text == "in":
            return Membership(operand, self._items(), operator.position)
        right = self._as_operand(self._condition(power), operator)
        if power in (_ADD, _MULTIPLY):
            # A row of them is a deep tree without deep nesting.
            self._calculations += 1
            if self._calculations > MAX_CALCULATIONS:
                raise self.refuse(f"at most {MAX_CALCULATIONS} calculations", operator)
            return Arithmetic(cast(ArithmeticOperator, operator.text), operand, right, operator.position)
        return Comparison(cast(ComparisonOperator, operator.text), operand, right, operator.position)

    def _logic(self, left: Condition, operator: Token, power: int) -> Logic:
        conditions = [left, self._condition(power)]
        # A long row of the same operator is one node, so its length costs no depth.
        while self.token.kind is TokenKind.NAME and self.token.text == operator.text:
            self.advance()
            conditions.append(self._condition(power))
        return Logic("and" if operator.text == "and" else "or", tuple(conditions), operator.position)

    def _as_operand(self, given: Condition, token: Token) -> Operand:
        if isinstance(given, Operand):
            return given
        raise self.refuse("a field or a value is expected, not a condition", token)

    def _primary(self) -> Condition:
        token = self.token
        if token.kind in LITERAL_TOKENS or (token.kind is TokenKind.NAME and token.text in _CONSTANTS):
            return self._literal()
        if token.kind is not TokenKind.NAME:
            raise self.refuse("a field or a value is expected")
        segments = [self.name()]
        while self.takes("/"):
            if self.takes_word(_COUNT):
                return Count(self._bounded(segments, token), token.position)
            segments.append(self.name())
        if not self.takes("("):
            return self._bounded(segments, token)
        if len(segments) == 1:
            return self._call(segments[0], token)
        quantifier = segments.pop()
        if quantifier not in _QUANTIFIERS:
            raise self.refuse(f"any or all is expected, not {quantifier!r}", token)
        return self._lambda(cast(Quantifier, quantifier), self._bounded(segments, token))

    def _lambda(self, quantifier: Quantifier, list_: Path) -> Lambda:
        if quantifier == "any" and self.takes(")"):
            return Lambda(quantifier, list_, position=list_.position)
        variable = self.name()
        self.expect(":")
        condition = self._condition(0)
        self.expect(")")
        return Lambda(quantifier, list_, variable, condition, list_.position)

    def _literal(self) -> Literal:
        token = self.advance()
        if token.kind in LITERAL_TOKENS:
            return Literal(LITERAL_TOKENS[token.kind], token.text, token.position)
        if token.kind is TokenKind.NAME and token.text in _CONSTANTS:
            return Literal("null" if token.text == "null" else "boolean", token.text, token.position)
        raise self.refuse("a value is expected", token)

    def _call(self, name: str, start: Token) -> Call:
        arguments: list[Operand] = []
        if not self.takes(")"):
            arguments.append(self.operand())
            while self.takes(","):
                arguments.append(self.operand())
                if len(arguments) > MAX_ARGUMENTS:
                    raise self.refuse(f"a function has at most {MAX_ARGUMENTS} arguments")
            self.expect(")")
        return Call(name, tuple(arguments), start.position)

    def _items(self) -> tuple[Literal, ...]:
        self.expect("(")
        items = [self._literal()]
        while self.takes(","):
            items.append(self._literal())
            if len(items) > MAX_ITEMS:
                raise self.refuse(f"a list has at most {MAX_ITEMS} values")
        self.expect(")")
        return tuple(items)
