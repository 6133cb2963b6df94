"""Which flows render a template. Pure."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents import Step as StepDocument
from aqtra.templates.content import TemplateContent

SETTING: Final = "template"
"""Where steps of every kind name their template."""
MAPPING: Final = "fields_mapping"


def uses(template_id: UUID, documents: Iterable[ComponentDocument]) -> Iterator[FieldError]:
    """Every step that renders the template."""
    for place, step in _renderers(template_id, documents):
        yield FieldError(field=place, rule="in_use", message=f"{step.name} renders it")


def broken_by(
    template_id: UUID, content: TemplateContent, documents: Iterable[ComponentDocument]
) -> Iterator[FieldError]:
    """Every step that fills a property that the template has no longer."""
    known = {found.name for found in content.properties}
    for place, step in _renderers(template_id, documents):
        rows = step.params.get(MAPPING)
        for row in rows if isinstance(rows, list) else []:
            target = row.get("target") if isinstance(row, dict) else None
            if isinstance(target, str) and target not in known:
                yield FieldError(field=place, rule="in_use", message=f"{step.name} fills {target}, which is gone")


def _renderers(template_id: UUID, documents: Iterable[ComponentDocument]) -> Iterator[tuple[str, StepDocument]]:
    for document in documents:
        for flow in document.flows:
            for step in flow.steps():
                if str(step.params.get(SETTING)).lower() == str(template_id):
                    yield f"{document.settings.title}/{flow.name}/{step.name}", step
