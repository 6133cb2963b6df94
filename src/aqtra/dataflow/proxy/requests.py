"""What the Input dataflow of a component in proxy mode is asked: the payloads of its runs and their item models."""

from collections.abc import Mapping
from typing import Any, Final

from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.proxy import ALWAYS
from aqtra.dataflow.entry_model import property_type
from aqtra.dataflow.items.types import ANY, INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.proxy.conditions import conditions_of, folded
from aqtra.metadata.documents import ComponentDocument

_CONDITION: Final = FieldType(Kind.OBJECT, fields=(Field("operator", STRING, "Operator"), Field("value", ANY, "Value")))
_ORDER: Final = FieldType(
    Kind.OBJECT, fields=(Field("field", STRING, "Field"), Field("direction", STRING, "Direction"))
)
_SYSTEM: Final = {"id": "Id", "name": "Name"}


def list_request(options: QueryOptions, document: ComponentDocument) -> dict[str, Any]:
    """What a list is asked. Raises FilterNotSupported."""
    return {
        "filter": folded(conditions_of(options.filter, document)),
        "orderBy": [
            {"field": order.path.segments[-1], "direction": "desc" if order.descending else "asc"}
            for order in options.order
        ],
        "top": options.top,
        "skip": options.skip,
        "count": options.count,
        "search": " ".join(options.search) or None,
    }


def entry_request(entry_id: int | None, keys: Mapping[str, Any], options: QueryOptions) -> dict[str, Any]:
    """What is asked of one entry, by its id or by its key."""
    select = [path.segments[-1] for path in options.select or () if path.segments != ("*",)]
    return {"id": entry_id, "keys": dict(keys), "select": select}


def list_model(document: ComponentDocument) -> ItemModel:
    """{filter{<query property>: {operator, value}}, orderBy[], top, skip, count, search}."""
    asked = [Field(name, _CONDITION, _SYSTEM[name]) for name in ALWAYS]
    asked += [Field(prop.name, _CONDITION, prop.title) for prop in document.properties if prop.query]
    return ItemModel(
        (
            Field("filter", FieldType(Kind.OBJECT, fields=tuple(asked)), "Filter"),
            Field("orderBy", FieldType(Kind.ARRAY, element=_ORDER), "Order by"),
            Field("top", INTEGER, "Rows asked for"),
            Field("skip", INTEGER, "Rows left out before"),
            Field("count", FieldType(Kind.BOOLEAN), "Whether the number of all rows is wanted"),
            Field("search", STRING, "Search"),
        )
    )


def entry_model(document: ComponentDocument) -> ItemModel:
    """{id, keys{<primary key property>: value}, select[]}."""
    keys = tuple(Field(prop.name, property_type(prop), prop.title) for prop in document.properties if prop.primary_key)
    return ItemModel(
        (
            Field("id", INTEGER, "Id"),
            Field("keys", FieldType(Kind.OBJECT, fields=keys or None), "Key"),
            Field("select", FieldType(Kind.ARRAY, element=STRING), "Properties asked for"),
        )
    )
