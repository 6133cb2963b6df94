"""The checker of this installation: the metadata's own checks and those of the flow engine."""

from typing import Final

from aqtra.dataflow.check import check_flows
from aqtra.metadata.checks.checker import Checker

CHECKER: Final = Checker([check_flows])
