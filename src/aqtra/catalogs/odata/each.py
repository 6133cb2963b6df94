"""One list for each of many filters, in one statement for all filters that differ by their values only.

The values of a filter are columns of a relation `given` instead of parameters; everything else is compiled as ever, so
indexes serve each list as they would serve it alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from aqtra.catalogs.encoding import encode_list
from aqtra.catalogs.encrypted import Opener, Parameter
from aqtra.catalogs.model import Model, ModelOf
from aqtra.catalogs.odata.filters import compile_filter
from aqtra.catalogs.odata.nodes import Condition
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.odata.query import CompiledQuery, compile_list
from aqtra.catalogs.odata.scope import Scope, Shared
from aqtra.catalogs.sqltext import Parameters

_GIVEN: Final = "given"


class _Given(Parameters):
    """Parameters that are columns of `given`, which holds all values as text."""

    def add(self, value: Parameter, sql_type: str) -> str:
        self.values.append(value)
        return f"{_GIVEN}.p{len(self.values)}::{sql_type}"


@dataclass(slots=True)
class Alike:
    """Filters that are compiled to the same text. `rows` are their values, `positions` where they stand."""

    first: Condition | None
    positions: list[int] = field(default_factory=list)
    rows: list[tuple[Parameter, ...]] = field(default_factory=list)

    def query(self, model: Model, options: QueryOptions, model_of: ModelOf) -> CompiledQuery:
        """The first of the lists alone, by which its cost is judged. Raises BadQuery."""
        return compile_list(model, replace(options, filter=self.first), model_of)

    def statement(self, model: Model, options: QueryOptions, model_of: ModelOf) -> bytes:
        """One row per filter: its position among these from 1, then the columns of `compile_list`.

        Parameters: the positions, then one array of texts for every value.
        """
        one = compile_list(model, replace(options, filter=self.first), model_of, _Given())
        count = len(self.rows[0])
        arrays = ", ".join(["$1::integer[]", *(f"${number}::text[]" for number in range(2, count + 2))])
        columns = ", ".join(["n", *(f"p{number}" for number in range(1, count + 1))])
        return (
            f"SELECT n, listed.* FROM unnest({arrays}) AS {_GIVEN}({columns}) "
            f"CROSS JOIN LATERAL ({one.statement.decode()}) listed"
        ).encode()

    def parameters(self, opener: Opener) -> list[str]:
        columns = list(zip(*(opener.all_placed(row) for row in self.rows), strict=True))
        # A missing value is IS NULL in the text of the filter, never a parameter.
        assert all(None not in column for column in columns)
        positions = "{" + ",".join(map(str, range(1, len(self.rows) + 1))) + "}"
        return [positions, *(encode_list("string", column) for column in columns)]


def alike(
    model: Model, filters: Sequence[Condition | None], model_of: ModelOf, keep: Condition | None = None
) -> list[Alike]:
    """The filters by what they are compiled to. `keep`: what narrows all of their pages. Raises BadQuery."""
    found: dict[str, Alike] = {}
    for position, condition in enumerate(filters):
        given = _Given()
        scope = Scope(model, model_of, Shared(model_of, given))
        text = "" if condition is None else f"{compile_filter(condition, scope)}{scope.joins}"
        group = found.setdefault(text, Alike(condition))
        if keep is not None:
            # Its values stand behind those of the filter, as in the statement.
            compile_filter(keep, scope)
        group.positions.append(position)
        group.rows.append(tuple(given.values))
    return list(found.values())
