"""The object model."""

from collections import Counter
from collections.abc import Iterator

from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.documents import ArrayProperty, CatalogProperty, ComponentKind, FileProperty, Property
from aqtra.metadata.layout import is_reserved


def check_properties(ctx: CheckContext) -> Iterator[Finding]:
    """Names and ids are unique and not reserved, references lead somewhere, keys can be kept."""
    properties = ctx.document.properties
    names = Counter(prop.name.lower() for prop in properties)
    ids = Counter(prop.id for prop in properties)
    if properties and ctx.document.kind is ComponentKind.MULTICOMPONENT:
        yield ctx.error("multicomponent_properties", "a multicomponent has no properties of its own")
    for prop in properties:
        at = ctx.place(property=prop.id)
        if names[prop.name.lower()] > 1:
            yield ctx.error("property_name_twice", f"two properties are named {prop.name}", at=at, name=prop.name)
        if ids[prop.id] > 1:
            yield ctx.error("property_id_twice", f"two properties have the id {prop.id}", at=at, id=prop.id)
        if is_reserved(prop.name):
            yield ctx.error("property_name_reserved", f"{prop.name} is a system field", at=at, name=prop.name)
        yield from _check_target(ctx, prop)
        yield from _check_key(ctx, prop)
        yield from _check_encrypted(ctx, prop)


def _check_target(ctx: CheckContext, prop: Property) -> Iterator[Finding]:
    if not isinstance(prop, CatalogProperty | ArrayProperty):
        return
    at = ctx.place(property=prop.id, setting="component")
    if isinstance(prop, ArrayProperty) and prop.items is not None:
        if prop.component is not None:
            message = f"{prop.name} holds values and cannot refer to a component too"
            yield ctx.error("target_of_values", message, at=at, name=prop.name)
        return
    if prop.component is None:
        yield ctx.error("target_empty", f"{prop.name} names no component", at=at, name=prop.name)
        return
    target = ctx.documents.get(prop.component)
    if target is None:
        yield ctx.error("target_missing", f"the component {prop.name} refers to does not exist", at=at, name=prop.name)
    elif target.kind is ComponentKind.MULTICOMPONENT:
        yield ctx.error("target_without_entries", "a multicomponent has no entries", at=at, name=prop.name)


def _check_encrypted(ctx: CheckContext, prop: Property) -> Iterator[Finding]:
    if not prop.encrypted:
        return
    at = ctx.place(property=prop.id, setting="encrypted")
    if isinstance(prop, CatalogProperty | ArrayProperty | FileProperty):
        yield ctx.error("encrypted_type", f"{prop.name} cannot be encrypted: {prop.type}", at=at, name=prop.name)
    if prop.primary_key:
        yield ctx.error("encrypted_key", f"{prop.name} is encrypted and cannot be a key", at=at, name=prop.name)
    if prop.virtual:
        message = f"{prop.name} is never stored, so there is nothing to encrypt"
        yield ctx.error("encrypted_virtual", message, at=at, name=prop.name)


def _check_key(ctx: CheckContext, prop: Property) -> Iterator[Finding]:
    if not prop.primary_key:
        return
    at = ctx.place(property=prop.id, setting="primary_key")
    if prop.virtual:
        yield ctx.error("key_virtual", f"{prop.name} is never stored and cannot be a key", at=at, name=prop.name)
    if isinstance(prop, ArrayProperty | FileProperty):
        yield ctx.error("key_type", f"{prop.name} cannot be a key: {prop.type}", at=at, name=prop.name)
