"""What the steps that call endpoints share: their settings' remarks, and the values of a call from items."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol
from uuid import UUID

from aqtra.dataflow.errors import UnknownReference
from aqtra.dataflow.integrations.models import Endpoint, Method, NoPages, ParameterPlace
from aqtra.dataflow.integrations.references import endpoint_at
from aqtra.dataflow.integrations.response_model import answer_type
from aqtra.dataflow.items.codec import plain
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, FieldType, Kind
from aqtra.dataflow.mapping import Target, is_empty, mapped_column, source_column
from aqtra.dataflow.ports import Reference
from aqtra.dataflow.step import DesignContext, Problem, StepFailureKind
from aqtra.kernel.findings import Severity
from aqtra.metadata.documents import Mapping as MappingRow

if TYPE_CHECKING:
    from aqtra.dataflow.context import StepContext

MethodName = Literal["get", "post", "put", "delete", "patch", "head"]
ERRORS = (
    StepFailureKind("upstream_error", 502),
    StepFailureKind("upstream_timeout", 504),
    StepFailureKind("upstream_undecodable", 502),
    StepFailureKind("upstream_too_large", 502),
    StepFailureKind("connector_auth_failed", 502),
    StepFailureKind("egress_refused", 422),
    StepFailureKind("unknown_reference", 409),
)


class CallSettings(Protocol):
    """The settings that say what to call, and with what."""

    @property
    def system(self) -> UUID: ...

    @property
    def connector(self) -> UUID: ...

    @property
    def query_path(self) -> UUID: ...

    @property
    def method_name(self) -> str: ...

    @property
    def parameters_mapping(self) -> tuple[MappingRow, ...]: ...


def reference_of(settings: CallSettings) -> Reference:
    return Reference(settings.system, settings.connector, settings.query_path)


def designed_endpoint(settings: CallSettings, ctx: DesignContext) -> Endpoint | None:
    """The published endpoint, at design time."""
    return endpoint_at(ctx, settings.system, settings.connector, settings.query_path)


def declared_method(settings: CallSettings, endpoint: Endpoint) -> Method:
    """Raises UnknownReference for a method that the endpoint does not declare."""
    method = Method(settings.method_name)
    if method not in endpoint.methods:
        message = f"{endpoint.name} does not take {method.value}"
        raise UnknownReference(message, endpoint=str(endpoint.id), method=method.value)
    return method


def is_paged(endpoint: Endpoint, method: str) -> bool:
    return method == Method.GET and not isinstance(endpoint.paging, NoPages)


def decoded_type(endpoint: Endpoint, method: str) -> FieldType:
    """The type of what a call answers."""
    return answer_type(endpoint.response, in_pages=is_paged(endpoint, method))


def call_problems(settings: CallSettings, ctx: DesignContext) -> Iterable[Problem]:
    """What is wrong with method and parameters. That the endpoint exists is checked with all references."""
    endpoint = designed_endpoint(settings, ctx)
    if endpoint is None:
        return
    if settings.method_name not in endpoint.methods:
        message = f"{endpoint.name} does not take {settings.method_name}"
        yield Problem("unknown_reference", message, "method_name", params={"reference": settings.method_name})
    yield from _mapping_problems(settings, endpoint)
    if not endpoint.response:
        message = f"{endpoint.name} has no response schema: paths into its answer cannot be checked"
        yield Problem("response_unknown", message, "query_path", Severity.INFORMATION)


def _mapping_problems(settings: CallSettings, endpoint: Endpoint) -> Iterable[Problem]:
    targets = [row.target for row in settings.parameters_mapping]
    for target in dict.fromkeys(targets):
        params = {"target": target}
        if targets.count(target) > 1:
            yield Problem("duplicate_target", f"{target} is written twice", "parameters_mapping", params=params)
        if endpoint.parameter(target) is None:
            message = f"{endpoint.name} has no parameter {target}"
            yield Problem("unknown_reference", message, "parameters_mapping", params={"reference": target})
    filled = {row.target for row in settings.parameters_mapping if not is_empty(row)}
    for parameter in endpoint.parameters:
        if parameter.name not in filled and (parameter.required or parameter.place is ParameterPlace.PATH):
            message = f"{parameter.name} of {endpoint.name} is required"
            params = {"parameter": parameter.name}
            yield Problem("parameter_missing", message, "parameters_mapping", params=params)


@dataclass(frozen=True)
class CallValues:
    """Values of parameters, item by item. Decoded JSON with exact numbers; empty rows are absent."""

    columns: dict[str, tuple[list[Any], FieldType]]

    def of(self, index: int) -> dict[str, Any]:
        return {name: plain(values[index], found) for name, (values, found) in self.columns.items()}


def call_values(table: Table, rows: Iterable[MappingRow], endpoint: Endpoint, ctx: "StepContext") -> CallValues:
    """Raises TypeMismatch naming item and parameter, UnknownReference."""
    columns = {}
    for row in rows:
        parameter = endpoint.parameter(row.target)
        if parameter is None:
            raise UnknownReference(f"{endpoint.name} has no parameter {row.target}", parameter=row.target)
        if is_empty(row):
            continue
        wanted = ANY if parameter.type == "any" else FieldType(Kind(parameter.type))
        column = _column(table, row, Target(wanted, row.target), ctx)
        columns[row.target] = (column.series.to_list(), column.type)
    return CallValues(columns)


def _column(table: Table, row: MappingRow, target: Target, ctx: "StepContext") -> Column:
    if target.type.is_json:
        # What is declared inside is kept: written as JSON text its numbers would become texts.
        held = source_column(table, row, ctx)
        if target.type.kind in (Kind.ANY, held.type.kind):
            return held
    return mapped_column(table, row, target, ctx)
