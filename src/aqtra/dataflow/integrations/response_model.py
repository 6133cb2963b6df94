"""What the response schema of an endpoint says of items, and a schema drawn from an answer. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.schema_model import type_of_schema

DEEPEST: Final = 20
SAMPLED: Final = 100
"""Elements of a list that are looked at."""
ITEMS, BODY = "items", "body"
_NULL: Final = {"type": "null"}


def model_of(schema: Mapping[str, Any], *, in_pages: bool) -> ItemModel | None:
    """The one item of an answer: an object as is, a list under `items`, anything else under `body`.

    None when the schema does not say. An endpoint in pages answers with the list of all its items.
    """
    found = answer_type(schema, in_pages=in_pages)
    if found.kind is Kind.OBJECT and found.fields is not None:
        return ItemModel(found.fields)
    if found.kind in (Kind.ANY, Kind.OBJECT):
        return None
    name = ITEMS if found.kind is Kind.ARRAY else BODY
    return ItemModel((Field(name, found),))


def answer_type(schema: Mapping[str, Any], *, in_pages: bool) -> FieldType:
    """The type of the decoded answer. `schema` is that of one answer; of pages its list is what counts."""
    found = type_of_schema(schema)
    if not in_pages or found.kind is Kind.ARRAY:
        return found
    return FieldType(Kind.ARRAY)


def item_of(value: Any) -> dict[str, Any]:
    """The one item that a decoded answer makes."""
    if isinstance(value, dict):
        return value
    return {ITEMS if isinstance(value, list) else BODY: value}


def model_of_item(item: Mapping[str, Any]) -> ItemModel:
    """What is known of an item without a schema: its members, each of any type."""
    return ItemModel(tuple(Field(str(name), ANY) for name in item))


def drawn_from(value: Any, depth: int = 0) -> dict[str, Any]:
    """A schema that a decoded value fits."""
    if depth > DEEPEST:
        return {}
    if value is None:
        return _NULL
    if isinstance(value, dict):
        return {"type": "object", "properties": {name: drawn_from(inner, depth + 1) for name, inner in value.items()}}
    if isinstance(value, list):
        return {"type": "array", "items": _joined([drawn_from(inner, depth + 1) for inner in value[:SAMPLED]])}
    if isinstance(value, bool):
        return {"type": "boolean"}
    if isinstance(value, int):
        return {"type": "integer"}
    return {"type": "number" if isinstance(value, Decimal | float) else "string"}


def _joined(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    """One that fits what each of them fits; an element that is null says nothing."""
    known = [schema for schema in schemas if schema != _NULL]
    if not known:
        return _NULL if schemas else {}
    kinds = {schema.get("type") for schema in known}
    if kinds == {"integer", "number"}:
        return {"type": "number"}
    if len(kinds) != 1:
        return {}
    if kinds == {"array"}:
        return {"type": "array", "items": _joined([schema["items"] for schema in known])}
    if kinds != {"object"}:
        return known[0]
    names = dict.fromkeys(name for schema in known for name in schema["properties"])
    members = {name: [schema["properties"][name] for schema in known if name in schema["properties"]] for name in names}
    return {"type": "object", "properties": {name: _joined(found) for name, found in members.items()}}
