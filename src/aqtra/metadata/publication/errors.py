"""What can go wrong with a publication.

Conflict
├── PublicationRunning    one at a time for the whole instance
├── NothingToPublish      the selection is empty
├── NotReady              a selected component lacks the mark Ready to publish
├── DestructiveChange     data would no longer be reachable; needs a confirmation
├── NotRunning            there is nothing to reset
├── CannotReturn          data that an earlier version needs have been removed
├── StageBusy             a stage cannot be taken away right now
└── StageRefused          a stage found a reason not to publish
"""

from aqtra.kernel.errors import Conflict, NotFound


class PublicationNotFound(NotFound):
    """There is no such publication."""

    code = "publication_not_found"


class VersionNotFound(NotFound):
    """There is no such earlier version."""

    code = "version_not_found"


class CannotReturn(Conflict):
    """Data that the earlier version needs have been removed. Params: version."""

    code = "cannot_return"


class PublicationRunning(Conflict):
    """Another publication holds the lock. Params: id, user."""

    code = "publication_running"


class NothingToPublish(Conflict):
    """The selection is empty."""

    code = "nothing_to_publish"


class NotReady(Conflict):
    """A selected component lacks the mark Ready to publish. Each field names one."""

    code = "not_ready"


class DestructiveChange(Conflict):
    """A property with data would be dropped or change its type. Each field names one; confirm to go on."""

    code = "destructive_change"


class NotRunning(Conflict):
    """The publication has ended: there is nothing to reset."""

    code = "not_running"


class StageBusy(Conflict):
    """A stage is in the middle of a change and cannot be taken away; try again shortly."""

    code = "stage_busy"


class StageRefused(Conflict):
    """A stage found a reason not to publish. The message is shown beside the stage."""

    code = "stage_refused"


class LeaseLost(Exception):
    """Another process took this publication over: stop at once, change nothing."""
