"""The item model that a JSON Schema describes, for pickers and for typed columns."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.json_schema import schema_problem, schema_resolver
from aqtra.dataflow.variables import promised_type

if TYPE_CHECKING:
    from referencing._core import Resolver

# A schema whose references multiply describes more fields than anyone can pick from.
MOST_FIELDS: Final = 2_000

_SCALARS: Final = {
    "string": Kind.STRING,
    "integer": Kind.INTEGER,
    "number": Kind.NUMBER,
    "boolean": Kind.BOOLEAN,
}
_FORMATS: Final = {
    "date": Kind.DATE,
    "date-time": Kind.DATE_TIME,
    "time": Kind.TIME,
    "uuid": Kind.UUID,
    "uri": Kind.URI,
    "uri-reference": Kind.URI,
}


def describes_array(schema: Mapping[str, Any]) -> bool:
    """Whether the posted value as a whole is described, and not one item of it."""
    return bool(schema.get("type") == "array")


def model_of_schema(schema: Mapping[str, Any]) -> ItemModel:
    """The model of one item. It is open where the schema names no members, or admits others by name."""
    if schema_problem(schema) is not None:
        return ItemModel(open=True)
    reader = _Reader()
    found, resolver = reader.followed(schema, schema_resolver(schema), frozenset())[:2]
    if describes_array(found):
        items = found.get("items")
        found, resolver = reader.followed(items if isinstance(items, Mapping) else {}, resolver, frozenset())[:2]
    fields = reader.members(found, resolver, frozenset())
    variables = (Field(one.name, promised_type(one.name, one.type), one.title) for one in fields)
    return ItemModel(tuple(variables), open="properties" not in found or bool(found.get("additionalProperties")))


def type_of_schema(schema: Any) -> FieldType:
    """The type of values that a schema describes; what it leaves open, or says in ways not read here, is any."""
    if not isinstance(schema, Mapping) or schema_problem(schema) is not None:
        return ANY
    return _Reader().type_of(schema, schema_resolver(schema), frozenset())


class _Reader:
    """Reads types out of one schema. `entered` are the references on the way to a place: recursion ends there."""

    def __init__(self) -> None:
        self._fields = 0

    def followed(
        self, schema: Mapping[str, Any], resolver: "Resolver[Any]", entered: frozenset[str]
    ) -> tuple[Mapping[str, Any], "Resolver[Any]", frozenset[str]]:
        """The schema without references and without the alternative null."""
        reference = schema.get("$ref")
        if reference is not None:
            if reference in entered:
                return {}, resolver, entered
            found = resolver.lookup(reference)
            contents = found.contents if isinstance(found.contents, Mapping) else {}
            return self.followed(contents, found.resolver, entered | {reference})
        for keyword in ("anyOf", "oneOf", "allOf"):
            parts = [part for part in schema.get(keyword, ()) if part != {"type": "null"}]
            if "type" not in schema and len(parts) == 1 and isinstance(parts[0], Mapping):
                return self.followed(parts[0], resolver, entered)
        return schema, resolver, entered

    def members(self, schema: Mapping[str, Any], resolver: "Resolver[Any]", entered: frozenset[str]) -> list[Field]:
        return [
            Field(name, self.type_of(inner, resolver, entered), _title(inner))
            for name, inner in schema.get("properties", {}).items()
        ]

    def type_of(self, schema: Any, resolver: "Resolver[Any]", entered: frozenset[str]) -> FieldType:
        self._fields += 1
        if self._fields > MOST_FIELDS or not isinstance(schema, Mapping):
            return ANY
        found, resolver, entered = self.followed(schema, resolver, entered)
        match _json_type(found):
            case "object":
                fields = self.members(found, resolver, entered)
                return FieldType(Kind.OBJECT, fields=tuple(fields) or None)
            case "array":
                element = self.type_of(found.get("items"), resolver, entered)
                return FieldType(Kind.ARRAY, element=None if element == ANY else element)
            case "string":
                return FieldType(_FORMATS.get(found.get("format", ""), Kind.STRING))
            case name:
                return FieldType(_SCALARS[name]) if name in _SCALARS else ANY


def _json_type(schema: Mapping[str, Any]) -> str:
    """The one type besides null; empty when there is none or a choice."""
    declared = schema.get("type", ())
    names = {declared} if isinstance(declared, str) else set(declared)
    names.discard("null")
    if not names:
        return "object" if "properties" in schema else "array" if "items" in schema else ""
    return str(names.pop()) if len(names) == 1 else ""


def _title(schema: Any) -> str:
    return str(schema.get("title", "")) if isinstance(schema, Mapping) else ""
