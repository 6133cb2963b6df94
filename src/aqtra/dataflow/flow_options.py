"""What the options of a flow mean for its steps, told while it is built."""

from collections.abc import Iterator

from aqtra.dataflow.plan import PlannedStep
from aqtra.dataflow.step import Problem, Replay
from aqtra.kernel.findings import Severity
from aqtra.metadata.documents import Flow


def option_problems(flow: Flow, step: PlannedStep) -> Iterator[Problem]:
    """Effects that an atomic flow does not take back, and those that another attempt has again."""
    leaves = step.type.leaves(step.settings)
    if flow.atomic and leaves:
        message = f"what {step.name} does in another system stays when the atomic run is taken back"
        yield Problem("not_taken_back", message, severity=Severity.WARNING)
    if flow.safe_to_repeat and step.type.replay is Replay.AT_LEAST_ONCE and (leaves or not flow.atomic):
        message = f"{step.name} may do its work again when a lost run is repeated: look up before you create"
        yield Problem("repeated_effect", message, severity=Severity.INFORMATION)
