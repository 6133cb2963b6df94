"""Where the parts of a query begin: lines and columns, from 1, as editors count them."""

from collections.abc import Sequence

from sqlglot import expressions as exp
from sqlglot.tokenizer_core import Token

Place = tuple[int | None, int | None]
NOWHERE: Place = (None, None)


def place_at(text: str, offset: int) -> Place:
    """Line and column of a character."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def place_of_end(text: str, words: Sequence[Token], line: object, column: object) -> Place:
    """Where the word begins that the parser names by its last character."""
    found = (word.start for word in words if (word.line, word.col) == (line, column))
    offset = next(found, None)
    return NOWHERE if offset is None else place_at(text, offset)


def place_of(text: str, node: exp.Expr) -> Place:
    """Where a part begins; for one without a word of its own, what stands around it."""
    around: exp.Expr | None = node
    while around is not None:
        offsets = [part.meta["start"] for part in around.walk() if "start" in part.meta]
        if offsets:
            return place_at(text, min(offsets))
        around = around.parent
    return NOWHERE
