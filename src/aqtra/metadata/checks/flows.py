"""The headers of flows. Their steps are checked by the package that runs them."""

from collections import Counter
from collections.abc import Iterator

from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.documents import FlowKind


def check_flow_headers(ctx: CheckContext) -> Iterator[Finding]:
    """Keys and names are unique; nothing is promised that no engine runs."""
    keys = Counter(flow.key for flow in ctx.document.flows)
    names = Counter(flow.name.casefold() for flow in ctx.document.flows)
    elsewhere = {flow.key for other in ctx.documents.values() if other.key != ctx.document.key for flow in other.flows}
    for flow in ctx.document.flows:
        at = ctx.place(flow=flow.key)
        if keys[flow.key] > 1 or flow.key in elsewhere:
            yield ctx.error("flow_key_twice", f"another flow has the key of {flow.name}", at=at, name=flow.name)
        if names[flow.name.casefold()] > 1:
            yield ctx.error("flow_name_twice", f"two flows are named {flow.name}", at=at, name=flow.name)
        if flow.kind is FlowKind.WORKFLOW:
            yield ctx.error("workflow_unavailable", "workflows cannot be run yet", at=at, name=flow.name)
    inputs = [flow for flow in ctx.document.flows if flow.kind is FlowKind.INPUT_DATAFLOW]
    for flow in inputs[1:]:
        at = ctx.place(flow=flow.key)
        yield ctx.error("input_dataflow_twice", "a component has one input dataflow", at=at, name=flow.name)
