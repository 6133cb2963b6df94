"""What can be said at design time of every step that writes entries."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from aqtra.dataflow.step import DesignContext, Problem
from aqtra.kernel.findings import Severity
from aqtra.metadata.documents import Mapping


def written_problems(component: UUID, rows: Sequence[Mapping], ctx: DesignContext) -> Iterable[Problem]:
    """About the component that is written, and the rows of `fields_mapping`."""
    document = ctx.component(component)
    if document is None:
        return
    if document.settings.proxy_mode:
        yield Problem("proxy_component", f"{document.settings.title} stores no entries of its own", "component")
    is_virtual = {prop.name: prop.virtual for prop in document.properties}
    targets = [row.target for row in rows]
    for target in dict.fromkeys(targets):
        if targets.count(target) > 1:
            yield Problem("duplicate_target", f"{target} is written twice", "fields_mapping", params={"target": target})
        if is_virtual.get(target):
            message = f"{target} is virtual and is not stored"
            yield Problem("virtual_target", message, "fields_mapping", Severity.WARNING, {"target": target})
