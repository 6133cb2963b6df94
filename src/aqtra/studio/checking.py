"""The checker of this installation: the metadata's own checks and those of the flow engine and the schedules."""

from typing import Final

from aqtra.dataflow.check import check_flows
from aqtra.metadata.checks.checker import Checker
from aqtra.scheduler.check import check_schedule

CHECKER: Final = Checker([check_flows, check_schedule])
