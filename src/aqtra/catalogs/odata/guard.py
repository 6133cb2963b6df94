"""What a query may cost.

**Before anything is compiled to its end** its parts are counted: at most 8 references followed, 8 lists looked through
(see `scope`), 20 expansions, 1,000,000 entries shown. Beyond that a query is refused with `bad_query`.

**Once per shape**, the statement without its values, PostgreSQL is asked what an unusual query would cost: one that
follows references, looks through lists and expands more than lists on pages do. Beyond the setting `query_cost`, in
the planner's units, it is refused with `query_too_costly`. A shape that was found good is not asked about again while
the process keeps it, so a query is one statement whatever its rows.

**While it runs** the setting `query_seconds` ends it with `timed_out`.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from psycopg.errors import DataError, OperationalError

from aqtra.catalogs import repository
from aqtra.catalogs.errors import BadQuery, QueryTooCostly, exceeds_database
from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.odata.options import MAX_EXPAND_DEPTH
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError

MAX_EXPANSIONS: Final = 20
MAX_SHOWN: Final = 1_000_000
# Most lists are short; whoever expands longer ones inside of others says how many are wanted.
ASSUMED_LENGTH: Final = 100
USUAL_WEIGHT: Final = 6
KEPT_SHAPES: Final = 1_000


class Budget:
    """Counts the expansions of one query and the entries they show."""

    def __init__(self, rows: int, spent: list[int] | None = None) -> None:
        self._rows = rows
        # Number of expansions and of entries, shared by all budgets of a query.
        self._spent = [0, rows] if spent is None else spent

    def spend(self, option: str, path: Path, depth: int, top: int | None) -> "Budget":
        """The budget inside one more expansion; `top` None: a list of unknown length. Raises BadQuery."""
        if depth > MAX_EXPAND_DEPTH:
            raise _beyond(option, path, f"expanded deeper than {MAX_EXPAND_DEPTH} references")
        rows = self._rows * (ASSUMED_LENGTH if top is None else top)
        self._spent[0] += 1
        self._spent[1] += rows
        if self._spent[0] > MAX_EXPANSIONS:
            raise _beyond(option, path, f"at most {MAX_EXPANSIONS} references may be expanded in one query")
        if self._spent[1] > MAX_SHOWN:
            raise _beyond(option, path, f"more than {MAX_SHOWN} entries might be shown; ask for fewer with $top")
        return Budget(rows, self._spent)


def _beyond(option: str, path: Path, message: str) -> BadQuery:
    return BadQuery.at(option, path.position, message, rule="maximum", name="/".join(path.segments))


@contextmanager
def refusals_named() -> Iterator[None]:
    """Raises QueryTooCostly or BadQuery for what only PostgreSQL finds out while it runs a query."""
    try:
        yield
    except OperationalError as error:
        if not exceeds_database(error):
            raise
        raise _too_costly("the answer is larger than the database can build; ask for less") from error
    except DataError as error:
        message = "a value that the query computes cannot be represented"
        raise BadQuery(message, fields=[FieldError(field="query", rule="type", message=message)]) from error


def _too_costly(message: str, **params: Any) -> QueryTooCostly:
    return QueryTooCostly(
        message, fields=[FieldError(field="query", rule="maximum", message=message, params=params)], **params
    )


class Guard:
    """Asks the planner about unusual statements. One per process."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._good: set[bytes] = set()

    async def check(self, conn: Connection, statement: bytes, parameters: Sequence[str | None]) -> None:
        """Raises QueryTooCostly."""
        if not self._limit or statement in self._good:
            return
        row = await repository.fetch(conn, b"EXPLAIN (FORMAT JSON) " + statement, parameters, repeated=False)
        assert row is not None
        assert row[0] is not None
        plan: dict[str, Any] = json.loads(row[0])[0]["Plan"]
        cost = float(plan["Total Cost"])
        if cost > self._limit:
            message = f"the query would cost {cost:.0f}, more than {self._limit:.0f}; filter more, expand or join less"
            raise _too_costly(message, cost=round(cost), limit=round(self._limit))
        if len(self._good) >= KEPT_SHAPES:
            self._good.clear()
        self._good.add(statement)
