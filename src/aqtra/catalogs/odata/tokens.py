"""Words of query options, each with its position."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aqtra.catalogs.errors import BadQuery


class TokenKind(StrEnum):
    GUID = "guid"
    DATETIME = "datetime"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    STRING = "string"
    NAME = "name"
    DOLLAR = "dollar"
    MARK = "mark"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` of a string is without quotes, with doubled ones made single; of `$count` it is with the dollar sign."""

    kind: TokenKind
    text: str
    position: int


# The order matters: a date begins like a number, a GUID like a name.
_TOKEN: Final = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
  | (?P<guid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![\w-]))
  | (?P<datetime>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})(?![\w]))
  | (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w:-]))
  | (?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?![\w:.]))
  | (?P<number>-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?(?![\w.:-]))
  | (?P<string>'(?:[^']|'')*')
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<dollar>\$[A-Za-z]+)
  | (?P<mark>[(),/*:;=])
    """,
    re.VERBOSE | re.ASCII,
)


def tokens(option: str, text: str) -> Iterator[Token]:
    """The tokens of one option's value, the end included. Raises BadQuery."""
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise BadQuery.at(option, position, f"unexpected {text[position : position + 20]!r}")
        kind = match.lastgroup
        if kind != "space":
            assert kind is not None
            word = match.group()
            if kind == TokenKind.STRING:
                word = word[1:-1].replace("''", "'")
            yield Token(TokenKind(kind), word, position)
        position = match.end()
    yield Token(TokenKind.END, "", len(text))
