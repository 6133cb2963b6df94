"""PATCH (RFC 7644, 3.5.2) over a resource as plain JSON: the changed resource, or what is wrong. Pure."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, Final

from aqtra.identity.scim.errors import InvalidPath, NoTarget, ReadOnly, ScimError
from aqtra.identity.scim.filters import URN, Compare, Node, fits, parse

Resource = dict[str, Any]
READ_ONLY: Final = frozenset(("id", "meta", "schemas", "groups"))
MAX_VALUES: Final = 10_000
_PATH: Final = re.compile(
    r"(?P<name>[A-Za-z$][\w$-]*)(?:\[(?P<filter>.+)\])?(?:\.(?P<sub>[A-Za-z$][\w$-]*))?", re.DOTALL
)


def apply(resource: Resource, operations: Sequence[tuple[str, str | None, Any]]) -> Resource:
    """The resource after all (operation, path, value). Raises ScimError; then nothing is changed."""
    changed = deepcopy(resource)
    for operation, path, value in operations:
        if path:
            _at_path(changed, operation, path, value)
        elif operation == "remove":
            raise NoTarget.of_field("path", "required", "remove needs a path")
        elif isinstance(value, dict):
            # Some systems send paths as names of members.
            for name, inner in value.items():
                _at_path(changed, operation, name, inner)
        else:
            raise ScimError.of_field("value", "type", "without a path the value is an object")
    return changed


def _at_path(resource: Resource, operation: str, path: str, value: Any) -> None:
    match = _PATH.fullmatch(URN.sub("", path.strip()))
    if match is None:
        if path.lower().startswith("urn:"):
            # An extension that is not kept here.
            return
        raise InvalidPath.of_field("path", "syntax", f"the path cannot be read: {path[:100]}")
    name = _name_in(resource, match["name"])
    if name.lower() in READ_ONLY:
        raise ReadOnly.of_field("path", "read_only", f"{name} cannot be changed")
    if match["filter"]:
        _filtered(resource, operation, name, parse(match["filter"]), match["sub"], value)
    elif match["sub"]:
        _inside(resource, operation, name, match["sub"], value)
    else:
        _whole(resource, operation, name, value)


def _whole(resource: Resource, operation: str, name: str, value: Any) -> None:
    if operation == "remove":
        if isinstance(value, list) and isinstance(resource.get(name), list):
            # Not in the standard, but sent: remove with the values that shall go.
            gone = {_key(one) for one in value}
            resource[name] = [one for one in resource[name] if _key(one) not in gone]
        else:
            resource.pop(name, None)
        return
    present = resource.get(name)
    if operation == "add" and isinstance(present, list):
        _add_to(present, value if isinstance(value, list) else [value])
    elif isinstance(present, dict) and isinstance(value, dict):
        resource[name] = {**present, **value}
    else:
        resource[name] = value


def _inside(resource: Resource, operation: str, name: str, sub: str, value: Any) -> None:
    holder = resource.setdefault(name, {})
    if isinstance(holder, list):
        for one in _objects(holder):
            _set(one, operation, sub, value)
    elif isinstance(holder, dict):
        _set(holder, operation, sub, value)
    else:
        raise InvalidPath.of_field("path", "type", f"{name} has no parts")


def _filtered(resource: Resource, operation: str, name: str, node: Node, sub: str | None, value: Any) -> None:
    present = resource.get(name)
    if present is None:
        present = []
    if not isinstance(present, list):
        raise InvalidPath.of_field("path", "type", f"{name} has one value only")
    chosen = [one for one in _objects(present) if fits(node, one)]
    if operation == "remove" and sub is None:
        resource[name] = [one for one in present if not any(one is gone for gone in chosen)]
        return
    if not chosen:
        if operation != "add" or sub is None:
            raise NoTarget.of_field("path", "no_target", "no value fits the filter")
        # The value added is one that the filter would find.
        known = {node.path: node.value} if isinstance(node, Compare) and node.operator == "eq" else {}
        resource[name] = [*present, {**known, sub: value}]
        return
    for one in chosen:
        if sub is not None:
            _set(one, operation, sub, value)
        elif isinstance(value, dict):
            one.update(value)
        else:
            raise ScimError.of_field("value", "type", "the value is an object")


def _set(holder: Resource, operation: str, sub: str, value: Any) -> None:
    name = _name_in(holder, sub)
    if operation == "remove":
        holder.pop(name, None)
    else:
        holder[name] = value


def _add_to(present: list[Any], values: list[Any]) -> None:
    known = {_key(one) for one in present}
    for value in values:
        if _key(value) not in known:
            known.add(_key(value))
            present.append(value)
    if len(present) > MAX_VALUES:
        raise ScimError.of_field("value", "maximum", f"at most {MAX_VALUES} values", maximum=MAX_VALUES)


def _key(value: Any) -> str:
    return str(value.get("value") if isinstance(value, dict) else value)


def _objects(values: list[Any]) -> Iterator[Resource]:
    return (one for one in values if isinstance(one, dict))


def _name_in(holder: Resource, name: str) -> str:
    """Names do not tell cases apart."""
    return next((known for known in holder if known.lower() == name.lower()), name)
