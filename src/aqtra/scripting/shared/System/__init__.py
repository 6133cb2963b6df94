"""The part of another runtime's `System` that old scripts use, over what Python has itself."""

import math
import uuid
from collections.abc import Callable
from typing import Any

from System import Threading
from System.dates import DateTime, TimeSpan

__all__ = [
    "Action", "Boolean", "Convert", "DateTime", "Decimal", "Double", "Exception", "Func", "Guid", "Int32", "Int64",
    "Math", "Object", "String", "Threading", "TimeSpan",
]  # fmt: skip

Object = object
Exception = Exception  # noqa: A001
Boolean = bool
Int32 = Int64 = int
Double = Decimal = float


class _Delegate:
    """`Action[T](function)`: whatever the types, the function itself."""

    def __getitem__(self, types: Any) -> "_Delegate":
        return self

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return function


Action = _Delegate()
Func = _Delegate()


class Guid:
    """Ids are those of `uuid`."""

    Empty = uuid.UUID(int=0)

    @staticmethod
    def Parse(text: Any) -> uuid.UUID:
        return uuid.UUID(str(text))

    @staticmethod
    def NewGuid() -> uuid.UUID:
        return uuid.uuid4()


class String(str):
    """Text."""

    __slots__ = ()
    Empty = ""

    @staticmethod
    def IsNullOrEmpty(text: Any) -> bool:
        return text is None or text == ""

    @staticmethod
    def IsNullOrWhiteSpace(text: Any) -> bool:
        return text is None or str(text).strip() == ""

    @staticmethod
    def Format(pattern: str, *values: Any) -> str:
        return pattern.format(*values)

    @staticmethod
    def Join(separator: str, values: Any) -> str:
        return separator.join(str(value) for value in values)


class Convert:
    """From one kind of value to another."""

    ToString = staticmethod(str)
    ToDouble = ToDecimal = staticmethod(float)

    @staticmethod
    def ToInt32(value: Any) -> int:
        """Halves go to the even neighbour, as there."""
        return 0 if value is None else round(float(value)) if not isinstance(value, str) else int(value)

    ToInt64 = ToInt32

    @staticmethod
    def ToBoolean(value: Any) -> bool:
        return value.strip().lower() == "true" if isinstance(value, str) else bool(value)

    @staticmethod
    def ToDateTime(value: Any) -> DateTime:
        return DateTime.Parse(value)


class Math:
    """Arithmetic."""

    PI = math.pi
    Abs = staticmethod(abs)
    Ceiling = staticmethod(math.ceil)
    Floor = staticmethod(math.floor)
    Max = staticmethod(max)
    Min = staticmethod(min)
    Pow = staticmethod(math.pow)
    Round = staticmethod(round)
    Sqrt = staticmethod(math.sqrt)
