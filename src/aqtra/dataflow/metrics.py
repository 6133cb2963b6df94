"""What Prometheus is told about runs."""

from prometheus_client import Counter, Histogram

from aqtra.dataflow.models import Outcome

RUNS = Counter("aqtra_dataflow_runs_total", "Ended runs of dataflows.", ["flow", "state"])
RUN_SECONDS = Histogram(
    "aqtra_dataflow_run_seconds",
    "Duration of runs of dataflows.",
    ["flow"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 1800),
)


def count(outcome: Outcome) -> None:
    """Counts an ended run."""
    flow = str(outcome.run.flow)
    RUNS.labels(flow, outcome.state.value).inc()
    RUN_SECONDS.labels(flow).observe((outcome.ended_at - outcome.run.started_at).total_seconds())
