"""From a filter to SQL: attributes are words of this module, values are parameters."""

from collections.abc import Mapping
from typing import Any, Final

from aqtra.identity.scim.errors import InvalidFilter
from aqtra.identity.scim.filters import Both, Compare, Node, Not

USER_ATTRIBUTES: Final = {
    "id": "scim_user.id::text",
    "username": "account.user_name",
    "externalid": "scim_user.external_id",
    "displayname": "account.display_name",
    "active": "account.active",
    "emails": "account.email",
    "emails.value": "account.email",
    "name.givenname": "scim_user.attributes -> 'name' ->> 'givenName'",
    "name.familyname": "scim_user.attributes -> 'name' ->> 'familyName'",
    "meta.lastmodified": 'to_char(scim_user.updated_at, \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')',
}
GROUP_ATTRIBUTES: Final = {
    "id": "scim_group.id::text",
    "displayname": "scim_group.display_name",
    "externalid": "scim_group.external_id",
    "meta.lastmodified": 'to_char(scim_group.updated_at, \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')',
}
# Told apart by case (RFC 7643, 3.1 and 8.7).
EXACT: Final = frozenset(("id", "externalid"))
_SIGNS: Final = {"eq": "=", "ne": "IS DISTINCT FROM", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}

Compiled = tuple[str, list[Any]]


def compiled(node: Node | None, attributes: Mapping[str, str]) -> Compiled:
    """A condition and its parameters. Raises InvalidFilter."""
    match node:
        case None:
            return "true", []
        case Not(inner):
            condition, values = compiled(inner, attributes)
            return f"NOT coalesce({condition}, false)", values
        case Both(every, parts):
            done = [compiled(part, attributes) for part in parts]
            word = " AND " if every else " OR "
            return f"({word.join(one for one, _ in done)})", [value for _, values in done for value in values]
        case Compare():
            return _comparison(node, attributes)


def _comparison(node: Compare, attributes: Mapping[str, str]) -> Compiled:
    column = attributes.get(node.path)
    if column is None:
        raise InvalidFilter.of_field("filter", "attribute", f"{node.path[:60]} cannot be asked for")
    if node.operator == "pr":
        return f"({column}) IS NOT NULL", []
    if node.value is None:
        if node.operator not in ("eq", "ne"):
            raise InvalidFilter.of_field("filter", "value", "null is equal or not, nothing else")
        return f"({column}) IS {'NOT ' if node.operator == 'ne' else ''}NULL", []
    is_truth = node.path == "active"
    if is_truth != isinstance(node.value, bool) or (not is_truth and not isinstance(node.value, str)):
        raise InvalidFilter.of_field("filter", "value", f"this value does not fit {node.path[:60]}")
    if is_truth:
        if node.operator not in ("eq", "ne"):
            raise InvalidFilter.of_field("filter", "operator", "truth is equal or not, nothing else")
        return f"({column}) {_SIGNS[node.operator]} %s", [node.value]
    return _textual(node, column)


def _textual(node: Compare, column: str) -> Compiled:
    exact = node.path in EXACT
    left, right = (f"({column})", "%s::text") if exact else (f"lower({column})", "lower(%s::text)")
    match node.operator:
        case "co":
            return f"strpos({left}, {right}) > 0", [node.value]
        case "sw":
            return f"starts_with({left}, {right})", [node.value]
        case "ew":
            return f"right({left}, length({right})) = {right}", [node.value, node.value]
        case _:
            return f"{left} {_SIGNS[node.operator]} {right}", [node.value]
