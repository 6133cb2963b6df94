"""JSON Schema 2020-12: what a schema says of items, whether it is one, and where a value breaks it.

References are followed inside the schema only: nothing is ever fetched.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from aqtra.dataflow.errors import NAMED_MISFITS
from aqtra.dataflow.items.codec import read_json, to_json_text
from aqtra.dataflow.items.paths import Path
from aqtra.kernel.errors import FieldError

if TYPE_CHECKING:
    from jsonschema import ValidationError  # type: ignore[import-untyped]
    from jsonschema.protocols import Validator  # type: ignore[import-untyped]
    from referencing._core import Resolver

ROOT: Final = "model"
# Rules that forms and other parts of the platform speak of by these names.
_RULES: Final = {
    "required": "required",
    "type": "type",
    "enum": "enum",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minimum": "minimum",
    "maximum": "maximum",
}


def schema_problem(schema: Mapping[str, Any]) -> str | None:
    """Why it is no JSON Schema that can be used; None if it is one."""
    from jsonschema import Draft202012Validator, SchemaError
    from referencing.exceptions import Unresolvable

    try:
        Draft202012Validator.check_schema(schema)
        resolver = schema_resolver(schema)
        for reference in _references(schema):
            resolver.lookup(reference)
    except SchemaError as error:
        return f"{_path(error.absolute_path)}: {error.message}"
    except Unresolvable as error:
        return f"{error.ref} leads to nothing inside the schema"
    except RecursionError:
        return "it is nested too deeply"
    return None


Check = Callable[[Any], list[FieldError]]


def checker(schema: Mapping[str, Any]) -> Check:
    """Tells the first places where a value breaks the schema. Numbers are compared exactly."""
    validator = _validator(to_json_text(schema))

    def violations(value: Any) -> list[FieldError]:
        try:
            return [_named(error) for error in islice(validator.iter_errors(value), NAMED_MISFITS)]
        except (RecursionError, InvalidOperation):
            message = "the model cannot be checked: a value is out of bounds"
            return [FieldError(field=ROOT, rule="schema", message=message)]

    return violations


@lru_cache(maxsize=64)
def _validator(schema: str) -> "Validator":
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend  # type: ignore[import-untyped]
    from referencing.jsonschema import EMPTY_REGISTRY

    # 1.0 is a whole number in JSON Schema; decoded with all its digits it is a Decimal.
    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _checker, found: _is_whole(found))
    exact = read_json(schema)
    return extend(Draft202012Validator, type_checker=types)(exact, registry=EMPTY_REGISTRY)


def _is_whole(value: Any) -> bool:
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


def _named(error: "ValidationError") -> FieldError:
    """The place and the rule. The value stays out: the run log is read by others than the caller."""
    keyword = str(error.validator)
    rule = _RULES.get(keyword, "schema")
    place = _path([*error.absolute_path, *_missing(error)])
    params: dict[str, Any] = {"keyword": keyword}
    if isinstance(error.validator_value, int | Decimal):
        params[rule] = str(error.validator_value)
    return FieldError(field=place, rule=rule, message=f"{place} does not fit the model: {keyword}", params=params)


def _missing(error: "ValidationError") -> list[str]:
    """The member that is required and absent: the message of the error begins with its name."""
    if error.validator != "required":
        return []
    return [name for name in error.validator_value if error.message.startswith(repr(name))][:1]


def _path(segments: Any) -> str:
    return str(Path(tuple(segments))) or ROOT


def schema_resolver(schema: Mapping[str, Any]) -> "Resolver[Any]":
    """Finds what references inside the schema lead to; others raise Unresolvable."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    return Registry().resolver_with_root(DRAFT202012.create_resource(schema))


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for inner in schema.values():
            yield from _references(inner)
    elif isinstance(schema, list | tuple):
        for inner in schema:
            yield from _references(inner)
