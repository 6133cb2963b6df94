"""JSON Schema of item models, as callers send and receive them."""

from typing import Any, Final

from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind

_DECIMAL: Final = "^-?[0-9]+(\\.[0-9]+)?$"
_TEXT_FORMATS: Final = {
    Kind.UUID: "uuid",
    Kind.URI: "uri-reference",
    Kind.DATE: "date",
    Kind.DATE_TIME: "date-time",
}
_WHOLE: Final = {"type": ["integer", "string"], "pattern": "^-?[0-9]+$"}
"""Beyond what JavaScript keeps exactly, whole numbers travel as text."""


def request_schema(model: ItemModel) -> dict[str, Any]:
    """What a caller may send; nothing is required, and numbers may be numbers or text."""
    return {"type": "object", "properties": _members(model.fields, sent=True)}


def response_schema(model: ItemModel) -> dict[str, Any]:
    """An item as it is answered: every member is there, numbers are text with all their digits."""
    names = [field.name for field in model.fields]
    return {"type": "object", "required": names, "properties": _members(model.fields, sent=False)}


def _members(fields: tuple[Field, ...], *, sent: bool) -> dict[str, Any]:
    return {field.name: _member(field, sent=sent) for field in fields}


def _member(field: Field, *, sent: bool) -> dict[str, Any]:
    schema = _nullable(_schema(field.type, sent=sent))
    return {**schema, "title": field.title} if field.title and field.title != field.name else schema


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    if "type" not in schema:
        return schema
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*kinds, "null"]}


def _schema(of: FieldType, *, sent: bool) -> dict[str, Any]:
    match of.kind:
        case Kind.ANY:
            return {}
        case Kind.BOOLEAN:
            return {"type": "boolean"}
        case Kind.INTEGER | Kind.CATALOG:
            return dict(_WHOLE)
        case Kind.NUMBER:
            return {"type": ["number", "string"] if sent else "string", "pattern": _DECIMAL}
        case Kind.ARRAY:
            element = of.element
            return {"type": "array", **({} if element is None else {"items": _nullable(_schema(element, sent=sent))})}
        case Kind.OBJECT if of.fields is None:
            return {"type": "object"}
        case Kind.OBJECT:
            return {"type": "object", "properties": _members(of.fields or (), sent=sent)}
        case _:
            text: dict[str, Any] = {"type": "string"}
            return {**text, "format": _TEXT_FORMATS[of.kind]} if of.kind in _TEXT_FORMATS else text
