"""Draws expressions: `python -m tests.unit.metadata.expressions.drawing` writes `drawn.json` again, always the same."""

import json
import random
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from tests.unit.metadata.expressions.cases import DRAWN, WRITTEN, held, worked_out

Choice = TypeVar("Choice")
COUNT: Final = 500
_NAMES: Final = {
    "number": ("Total", "Net", "Zero", "Big", "Small", "Half", "Nothing", "Customer.id"),
    "text": ("Name", "Empty", "Code", "Cyrillic", "Nothing", "Customer.name"),
    "boolean": ("Yes", "No", "Nothing"),
    "date": ("Due", "Leap", "Nothing", "today()"),
}
_NUMBERS: Final = ("0", "1", "-3", "0.5", "7", "100", "0.001", "99999999999999999999", "1.15", "2.675")
_TEXTS: Final = ('""', '" "', '"AB"', '"ö"', '"🚀"', '"17"', '"Привет"')


class Drawing:
    """Expressions of each type, down to a depth."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def any(self, depth: int) -> str:
        return self._one((self.number, self.text, self.boolean, self.date))(depth)

    def number(self, depth: int) -> str:
        if depth == 0:
            return self._one((*_NAMES["number"], *_NUMBERS))
        one, other = self.number(depth - 1), self.number(depth - 1)
        return self._one(
            (
                f"({one} {self._one('+-*/')} {other})",
                f"({one} {self._one('+-*/')} {other})",
                f"-{one}",
                f"{self._one(('floor', 'ceil', 'abs', 'round'))}({one})",
                f"round({one}, {self._random.randint(-3, 6)})",
                f"{self._one(('min', 'max', 'coalesce'))}({one}, {other})",
                f"len({self.text(depth - 1)})",
                f"days_between({self.date(depth - 1)}, {self.date(depth - 1)})",
                f"{self._one(('year', 'month', 'day', 'weekday'))}({self.date(depth - 1)})",
                f"({one} if {self.boolean(depth - 1)} else {other})",
            )
        )

    def text(self, depth: int) -> str:
        if depth == 0:
            return self._one((*_NAMES["text"], *_TEXTS))
        one, other = self.text(depth - 1), self.text(depth - 1)
        return self._one(
            (
                f"({one} + {other})",
                f"{self._one(('lower', 'upper', 'trim'))}({one})",
                f"text({self.any(depth - 1)})",
                f"{self._one(('min', 'max', 'coalesce'))}({one}, {other})",
                f"({one} if {self.boolean(depth - 1)} else {other})",
            )
        )

    def boolean(self, depth: int) -> str:
        if depth == 0:
            return self._one(_NAMES["boolean"])
        one, other = self.boolean(depth - 1), self.boolean(depth - 1)
        kind: Callable[[int], str] = self._one((self.number, self.text, self.date))
        left, right, last = (kind(depth - 1) for _ in range(3))
        return self._one(
            (
                f"({one} {self._one(('and', 'or'))} {other})",
                f"(not {one})",
                f"({left} {self._one(('<', '<=', '>', '>=', '==', '!='))} {right})",
                f"({left} {self._one(('<', '<='))} {right} {self._one(('<', '<='))} {last})",
                f"({left} {self._one(('in', 'not in'))} [{right}, {last}])",
                f"is_empty({self.text(depth - 1)})",
                f"({self.text(depth - 1)} {self._one(('in', 'not in'))} {self.text(depth - 1)})",
                f"{self._one(('starts_with', 'ends_with'))}({self.text(depth - 1)}, {self.text(depth - 1)})",
            )
        )

    def date(self, depth: int) -> str:
        if depth == 0:
            return self._one(_NAMES["date"])
        one, other = self.date(depth - 1), self.date(depth - 1)
        return self._one(
            (
                f"add_days({one}, {self._random.randint(-800, 800)})",
                f"{self._one(('min', 'max', 'coalesce'))}({one}, {other})",
            )
        )

    def _one(self, choices: Sequence[Choice]) -> Choice:
        return self._random.choice(choices)


def drawn() -> list[str]:
    drawing = Drawing(20260301)
    return [drawing.any(1 + place % 4) for place in range(COUNT)]


def main() -> None:
    given = held(WRITTEN)["given"]
    DRAWN.write_text(json.dumps(worked_out(given, drawn()), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
