"""The steps that plans are made of. Each is complete by itself, and what takes it back is known before it is made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """Statements of one short transaction. None of them looks at rows, so its locks are held for a moment only.

    `undo` takes it back, also when nothing of it was made; `undo_alone` are statements that follow, each on its own.
    """

    run: tuple[str, ...]
    undo: tuple[str, ...]
    undo_alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Fills columns of a table from others, some rows at a time.

    Parameters of `end_of_batch`: after which id, how many rows; of `run`: after which id, up to which id.
    """

    table: str
    end_of_batch: str
    run: str


@dataclass(frozen=True, slots=True)
class Validate:
    """Lets existing rows be compared with a constraint, under a lock that stops neither readers nor writers.

    `optional`: rows that break it are left alone, the rule then binds them when they are changed next.
    """

    run: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class BuildIndex:
    """An index made while others write."""

    name: str
    table: str
    run: str
    undo: str


Step = Change | TakeOver | Validate | BuildIndex
