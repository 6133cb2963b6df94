"""What Prometheus is told about runs."""

from collections.abc import Mapping
from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from aqtra.dataflow.models import Outcome

RUNS = Counter("aqtra_dataflow_runs_total", "Ended runs of dataflows.", ["flow", "state"])
RUN_SECONDS = Histogram(
    "aqtra_dataflow_run_seconds",
    "Duration of runs of dataflows.",
    ["flow"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 1800),
)
PARTS_OPEN = Gauge("aqtra_dataflow_parts_open", "Parts of large runs that are not over, at the last sweep.", ["state"])
PARTS = Counter("aqtra_dataflow_parts_total", "Parts of large runs that this process has done.", ["result"])
PARTS_LOST = Counter("aqtra_dataflow_parts_lost_total", "Parts of large runs whose workers were lost.")
PART_STATES: Final = ("waiting", "running", "done")
for _state in PART_STATES:
    PARTS_OPEN.labels(_state)
for _result in ("done", "failed", "withdrawn"):
    PARTS.labels(_result)


def parts_open(found: Mapping[str, int]) -> None:
    """Tells how many parts are in each state."""
    for state in PART_STATES:
        PARTS_OPEN.labels(state).set(found.get(state, 0))


def counted(outcome: Outcome) -> Outcome:
    """The same outcome of a run, counted."""
    flow = str(outcome.run.flow)
    RUNS.labels(flow, outcome.state.value).inc()
    RUN_SECONDS.labels(flow).observe((outcome.ended_at - outcome.run.started_at).total_seconds())
    return outcome
