"""Conditions of elements: that they can be read, know every name, and say yes or no."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.checks.pages import placed
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.expressions import BadExpression, Type, WrongType, read_expression, type_of
from aqtra.metadata.layout import SYSTEM_FIELDS_BY_NAME

EXPRESSION: Final = "expression"
ENTRY: Final = "entry"
"""Before the names of system fields: properties may be called as they are."""
IS_NEW: Final = "is_new"
_TYPES: Final[Mapping[str, Type]] = {
    "string": "text",
    "uri": "text",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "catalog": "reference",
    "array": "list",
}
_OF_REFERENCES: Final[Mapping[str, Type]] = {"id": "number", "name": "text"}


def check_expressions(ctx: CheckContext) -> Iterator[Finding]:
    """Every condition of every element."""
    for found in placed(ctx):
        spec = ctx.catalogue.kind(found.element.kind)
        for name, declared in spec.settings.items() if spec is not None else ():
            text = found.element.settings.get(name)
            if declared.type != EXPRESSION or not isinstance(text, str) or not text.strip() or found.entry is None:
                continue
            at = ctx.place(page=found.page.id, element=found.element.id, setting=name)
            said = f"{found.element.name}: {name}"
            try:
                kind = type_of(read_expression(text), Fields(found.entry).type_of)
            except BadExpression as error:
                params = {"line": error.line, "column": error.column, "reason": error.reason}
                message = f"{said}: line {error.line}, column {error.column}: {error.reason}"
                yield ctx.error("expression_syntax", message, at=at, **params)
            except WrongType as error:
                yield ctx.error("expression_type", f"{said}: {error}", at=at, reason=str(error))
            else:
                if kind not in ("boolean", "any"):
                    yield ctx.error("expression_no_condition", f"{said}: this does not say yes or no", at=at, type=kind)


class Fields:
    """What names mean to the form of a component."""

    def __init__(self, document: ComponentDocument) -> None:
        self._types = {prop.name: _TYPES.get(prop.type, "any") for prop in document.properties}

    def type_of(self, path: Sequence[str]) -> Type:
        """Raises WrongType."""
        first, *members = path
        if first == ENTRY and first not in self._types:
            return _system(members)
        if first not in self._types:
            raise WrongType(f"there is no property {first}")
        return _member(first, self._types[first], members)


def _system(members: Sequence[str]) -> Type:
    if list(members) == [IS_NEW]:
        return "boolean"
    field = SYSTEM_FIELDS_BY_NAME.get(members[0]) if members else None
    if field is None:
        raise WrongType(f"of the entry there are {', '.join((IS_NEW, *SYSTEM_FIELDS_BY_NAME))}")
    return _member(f"{ENTRY}.{members[0]}", _TYPES[field.type], members[1:])


def _member(name: str, kind: Type, members: Sequence[str]) -> Type:
    if not members:
        return kind
    if kind != "reference":
        raise WrongType(f"{name} has no members")
    if len(members) > 1 or members[0] not in _OF_REFERENCES:
        raise WrongType(f"of {name}, a form knows {' and '.join(_OF_REFERENCES)} only")
    return _OF_REFERENCES[members[0]]
