"""`Task[T]` names a type in old scripts; the results themselves are those of the platform."""

from typing import Any


class Task:
    """Stands for a type."""

    def __class_getitem__(cls, result: Any) -> "type[Task]":
        return cls
