"""Values for the operations of an OpenAPI document: mostly of the right shape, now and then anything at all."""

import string
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

Schema = Mapping[str, Any]

DEEPEST = 5
HOSTILE_TEXTS = (
    "",
    " ",
    "\0",
    "\ud800",
    "\u202e",
    "😀",
    "٣",
    "..",
    "../../etc/passwd",
    "%00",
    "' OR '1'='1",
    "'; DROP TABLE metadata.component; --",
    "$1",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "NaN",
    "null",
    "00000000-0000-0000-0000-000000000000",
    "x" * 5000,
)
HOSTILE_NUMBERS = (0, -1, 1, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 10**40, 1.5, -0.0, 1e308, 5e-324)
TEXT = st.sampled_from(HOSTILE_TEXTS) | st.text(max_size=20)
SCALAR = st.none() | st.booleans() | st.sampled_from(HOSTILE_NUMBERS) | st.integers() | TEXT
ANYTHING = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8
)


class Values:
    """Strategies for the schemas of one document. `known` are values that stand for something real, by format."""

    def __init__(self, document: Schema, known: Mapping[str, list[str]]) -> None:
        self._schemas = document["components"]["schemas"]
        self._known = known

    def of(self, schema: Schema, depth: int = 0) -> st.SearchStrategy[Any]:
        """One value in eight is of any shape."""
        fitting = self._fitting(schema, depth)
        return st.integers(0, 7).flatmap(lambda chance: ANYTHING if chance == 0 else fitting)

    def _fitting(self, schema: Schema, depth: int) -> st.SearchStrategy[Any]:
        if reference := schema.get("$ref"):
            return self._fitting(self._schemas[reference.rsplit("/", 1)[1]], depth)
        if "const" in schema:
            return st.just(schema["const"])
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        for choice in ("anyOf", "oneOf"):
            if choice in schema:
                return st.one_of([self._fitting(part, depth) for part in schema[choice]])
        match schema.get("type"):
            case "object":
                return self._object(schema, depth)
            case "array":
                inner = self.of(schema.get("items", {}), depth + 1)
                return st.lists(inner, max_size=0 if depth > DEEPEST else 3)
            case "string":
                return self._string(schema)
            case "integer" | "number":
                return st.integers(schema.get("minimum"), schema.get("maximum"))
            case "boolean":
                return st.booleans()
            case "null":
                return st.none()
        return ANYTHING

    def _object(self, schema: Schema, depth: int) -> st.SearchStrategy[Any]:
        properties = {
            name: self.of(part, depth + 1)
            for name, part in schema.get("properties", {}).items()
            if depth <= DEEPEST or name in schema.get("required", ())
        }
        required = {name: part for name, part in properties.items() if name in schema.get("required", ())}
        optional = {name: part for name, part in properties.items() if name not in required}
        if not properties:
            return st.dictionaries(st.text(string.ascii_letters, max_size=8) | TEXT, ANYTHING, max_size=3)
        return st.fixed_dictionaries(required, optional=optional)

    def _string(self, schema: Schema) -> st.SearchStrategy[str]:
        if schema.get("format") == "uuid":
            return st.sampled_from(self._known["uuid"]) | st.uuids().map(str)
        if pattern := schema.get("pattern"):
            return st.from_regex(pattern, fullmatch=True)
        return st.text(min_size=schema.get("minLength", 0), max_size=20) | TEXT
