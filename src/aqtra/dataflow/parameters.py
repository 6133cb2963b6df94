"""Types of step settings. A type decides what Studio draws, what is checked at design time, and what is read.

A setting is declared as `name: FieldPath`; `schema` exports the marker inside the annotation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args, get_origin
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic.fields import FieldInfo

from aqtra.dataflow.filter_rules import FilterRuleGroups
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.types import ANY, variable
from aqtra.dataflow.text_template import parse_template
from aqtra.metadata.documents import Mapping


class ParameterType(StrEnum):
    """The legend of the step catalogue."""

    STRING = "string"
    TEXT_TEMPLATE = "text_template"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DURATION = "duration"
    ENUM = "enum"
    STEP_REF = "step_ref"
    FIELD_PATH = "field_path"
    FIELD_PATHS = "field_paths"
    NEW_FIELD = "new_field"
    COMPONENT_REF = "component_ref"
    DATAFLOW_REF = "dataflow_ref"
    WORKFLOW_REF = "workflow_ref"
    PAGE_REF = "page_ref"
    PROPERTY_REF = "property_ref"
    TEMPLATE_REF = "template_ref"
    SYSTEM_REF = "system_ref"
    CONNECTOR_REF = "connector_ref"
    ENDPOINT_REF = "endpoint_ref"
    CLIENT_REF = "client_ref"
    USER_REFS = "user_refs"
    PROVIDER_REF = "provider_ref"
    ROWS = "rows"
    OBJECT = "object"
    MAPPING = "mapping"
    FILTER_RULES = "filter_rules"
    JSON_SCHEMA = "json_schema"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Parameter:
    """Marks a setting's type.

    `of` names the setting that holds what its choices belong to: a component, a system, a connector. Paths lead into
    the items of the source number `port`, or into the value at the path that the setting `within` holds. `own_check`:
    where they may lead is said by the step's own check. The sources of a mapping are paths, unless `sources` says what
    else: the columns of a file. `broker`: connectors that hand messages over, not those that are called.
    """

    type: ParameterType
    of: str | None = None
    port: int | None = None
    within: str | None = None
    own_check: bool = False
    sources: str | None = None
    broker: bool | None = None


@dataclass(frozen=True, slots=True)
class ShownWhen:
    """The setting is drawn only while another one has this value."""

    setting: str
    equals: str | bool | int | None


@dataclass(frozen=True, slots=True)
class Undrawn:
    """The setting means nothing here; it is kept in what was imported with it."""


def _paths(texts: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        parse_path(text)
    return texts


def _path(text: str) -> str:
    parse_path(text)
    return text


def _new_field(text: str) -> str:
    variable(text, ANY)
    if len(parse_path(text).segments) != 1:
        raise ValueError(f"{text} is not the name of a variable: it may hold neither dots nor brackets")
    return text


def _template(text: str) -> str:
    parse_template(text)
    return text


def _mapping(rows: tuple[Mapping, ...]) -> tuple[Mapping, ...]:
    for row in rows:
        if row.source:
            parse_path(row.source)
    return rows


FieldPath = Annotated[str, AfterValidator(_path), Parameter(ParameterType.FIELD_PATH)]
NewField = Annotated[str, AfterValidator(_new_field), Parameter(ParameterType.NEW_FIELD)]
ComponentRef = Annotated[UUID, Parameter(ParameterType.COMPONENT_REF)]
DataflowRef = Annotated[UUID, Parameter(ParameterType.DATAFLOW_REF, of="component")]
PageRef = Annotated[UUID, Parameter(ParameterType.PAGE_REF, of="component")]
"""A page of the component in the setting `component`, or of the owner when there is none."""
PropertyRef = Annotated[str, Parameter(ParameterType.PROPERTY_REF, of="component")]
PropertyMapping = Annotated[
    tuple[Mapping, ...], AfterValidator(_mapping), Parameter(ParameterType.MAPPING, of="component")
]
"""Properties of the component in the setting `component`, from paths of the source item."""


FieldPaths = Annotated[tuple[str, ...], AfterValidator(_paths), Parameter(ParameterType.FIELD_PATHS)]
FreeMapping = Annotated[tuple[Mapping, ...], AfterValidator(_mapping), Parameter(ParameterType.MAPPING)]
"""Targets are what the step says they are: members of a new item, titles of columns."""
ColumnMapping = Annotated[tuple[Mapping, ...], Parameter(ParameterType.MAPPING, sources="columns")]
"""Properties of the owning component, from columns of a file: a header, a letter, a number, or a path in JSON."""
StepRef = Annotated[str | tuple[str, ...], Parameter(ParameterType.STEP_REF)]
"""For joins, whose sources are settings; one step, or several that mean their union."""
TextTemplate = Annotated[str, AfterValidator(_template), Parameter(ParameterType.TEXT_TEMPLATE)]
FilterRules = Annotated[FilterRuleGroups, Parameter(ParameterType.FILTER_RULES, of="component")]
OwnFilterRules = Annotated[FilterRuleGroups, Parameter(ParameterType.FILTER_RULES)]
"""Rules about entries of the owning component."""


def _user_refs(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return _path(value)
    return tuple(name for listed in value if (name := listed.strip()))


UserRefs = Annotated[str | tuple[str, ...], AfterValidator(_user_refs), Parameter(ParameterType.USER_REFS)]
"""Text is the path of a field that holds a user name; a list holds the names themselves."""
ClientRef = Annotated[str, Parameter(ParameterType.CLIENT_REF)]
"""The name of an application domain."""
ProviderRef = Annotated[UUID, Parameter(ParameterType.PROVIDER_REF)]
Duration = Annotated[timedelta, Parameter(ParameterType.DURATION)]
"""ISO 8601, or seconds."""

SystemRef = Annotated[UUID, Parameter(ParameterType.SYSTEM_REF)]
ConnectorRef = Annotated[UUID, Parameter(ParameterType.CONNECTOR_REF, of="system")]
BrokerRef = Annotated[UUID, Parameter(ParameterType.CONNECTOR_REF, of="system", broker=True)]
EndpointRef = Annotated[UUID, Parameter(ParameterType.ENDPOINT_REF, of="connector")]
ParameterMapping = Annotated[
    tuple[Mapping, ...], AfterValidator(_mapping), Parameter(ParameterType.MAPPING, of="query_path")
]
"""Parameters of the endpoint in the setting `query_path`."""
WorkflowRef = Annotated[UUID, Parameter(ParameterType.WORKFLOW_REF, of="component")]
Code = Annotated[str, Parameter(ParameterType.CODE)]
"""Python."""
TemplateRef = Annotated[UUID, Parameter(ParameterType.TEMPLATE_REF)]
TemplateMapping = Annotated[
    tuple[Mapping, ...], AfterValidator(_mapping), Parameter(ParameterType.MAPPING, of="template")
]
"""Properties of the model of the template in the setting `template`."""
JsonSchema = Annotated[dict[str, Any], Parameter(ParameterType.JSON_SCHEMA)]


class _Edited(BaseModel):
    """What editors write. Members of a newer version are kept in the document and not read."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _cleared_is_absent(cls, values: Any) -> Any:
        """An editor that was emptied leaves an empty text, which means the default."""
        if isinstance(values, dict):
            return {name: value for name, value in values.items() if value is not None and value != ""}
        return values


class Row(_Edited):
    """Base of one row of a setting of type rows, and of settings objects. Its fields are declared as settings are."""


class StepSettings(_Edited):
    """Base of all settings."""


def rows_of(field: FieldInfo) -> type[Row] | None:
    """The model of the rows of a setting, or of its settings object."""
    return next(
        (found for found in _parts(field.annotation) if isinstance(found, type) and issubclass(found, Row)), None
    )


_NATURAL = {bool: ParameterType.BOOLEAN, int: ParameterType.INTEGER, str: ParameterType.STRING}


def parameter_of(field: FieldInfo) -> Parameter:
    """The type of a setting: its marker, the outermost of several, or what its Python type says."""
    parts = (*_parts(field.annotation), *field.metadata)
    markers = [found for found in parts if isinstance(found, Parameter)]
    if markers:
        return markers[-1]
    if any(get_origin(found) is Literal for found in parts):
        return Parameter(ParameterType.ENUM)
    if rows_of(field) is not None:
        is_list = any(get_origin(found) is tuple for found in _parts(field.annotation))
        return Parameter(ParameterType.ROWS if is_list else ParameterType.OBJECT)
    for found in _parts(field.annotation):
        if found in _NATURAL:
            return Parameter(_NATURAL[found])
    raise TypeError(f"{field.annotation} is no type of the step catalogue")


def shown_when(field: FieldInfo) -> ShownWhen | None:
    return next((found for found in (*field.metadata, *_parts(field.annotation)) if isinstance(found, ShownWhen)), None)


def is_undrawn(field: FieldInfo) -> bool:
    return any(isinstance(found, Undrawn) for found in (*field.metadata, *_parts(field.annotation)))


def allowed_values(field: FieldInfo) -> tuple[Any, ...] | None:
    """The choices of an enum."""
    return next((get_args(found) for found in _parts(field.annotation) if get_origin(found) is Literal), None)


def set_parameters(settings: StepSettings | Row) -> Iterator[tuple[str, Parameter, Any]]:
    """Name, type and value of every setting that has a value; those of rows follow under the name of the setting."""
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if value is None:
            continue
        yield name, parameter_of(field), value
        for row in value if isinstance(value, tuple) else (value,):
            if isinstance(row, Row):
                yield from ((name, parameter, inner) for _, parameter, inner in set_parameters(row))


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for argument in get_args(annotation):
            yield from _parts(argument)
