"""The models of templates as types of items, and whether the settings of a step fit them. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from aqtra.dataflow.items.types import Field, FieldType, Kind
from aqtra.dataflow.step import Problem
from aqtra.metadata.documents import Mapping as MappingRow
from aqtra.templates.content import TemplateContent, TemplateProperty


def templates_of(documents: Mapping[UUID, Any]) -> dict[UUID, TemplateContent]:
    """Published templates, of their documents; one that a newer version wrote is as good as absent."""
    found = {}
    for key, document in documents.items():
        try:
            found[key] = TemplateContent.model_validate(document)
        except ValidationError:
            continue
    return found


def type_of(declared: TemplateProperty) -> FieldType:
    """What a property takes."""
    kind = Kind(declared.type)
    if kind is Kind.OBJECT:
        return _object(declared)
    if kind is Kind.ARRAY:
        return FieldType(Kind.ARRAY, element=_object(declared))
    return FieldType(kind)


def mapping_problems(setting: str, rows: tuple[MappingRow, ...], content: TemplateContent) -> Iterator[Problem]:
    """Targets that the model does not have, or that are filled twice."""
    known = {found.name for found in content.properties}
    seen: set[str] = set()
    for row in rows:
        if row.target not in known:
            message = f"{content.name} has no property {row.target}"
            yield Problem("unknown_reference", message, setting, params={"reference": row.target})
        if row.target in seen:
            params = {"target": row.target}
            yield Problem("duplicate_target", f"{row.target} is written twice", setting, params=params)
        seen.add(row.target)


def _object(declared: TemplateProperty) -> FieldType:
    return FieldType(Kind.OBJECT, fields=tuple(Field(found.name, type_of(found)) for found in declared.properties))
