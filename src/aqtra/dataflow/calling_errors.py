"""Failures of steps that run scripts and start workflows."""

from aqtra.dataflow.errors import StepError
from aqtra.kernel.errors import Conflict, TimedOut, Unavailable


class ScriptError(StepError):
    """A script raised what it did not catch; `params` tell its type, line and the lines that led there."""

    code = "script_error"
    status = 500


class ScriptLimit(TimedOut):
    """A script took more time, memory or room to print than it may."""

    code = "script_limit"


class ScriptsUnavailable(Unavailable):
    """There is no jail here, and without it no script is run."""

    code = "scripts_unavailable"


class WorkflowsUnavailable(Unavailable):
    """No engine runs workflows here."""

    code = "workflows_unavailable"


class WorkflowActive(Conflict):
    """An instance of the workflow already runs on the entry."""

    code = "workflow_active"


class WorkflowFaulted(StepError):
    """The instance that was waited for has faulted."""

    code = "workflow_faulted"
    status = 500
