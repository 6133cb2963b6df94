"""What can go wrong with keys and backups.

AqtraError
├── RotationRunning     409  one at a time
├── RotationNotFound    404
├── RotationOver        409  it has ended already
├── KeyInUse            409  something is still sealed with the version
└── BackupError              not over HTTP: the commands say it
    ├── BackupUnreadable     missing, damaged, cut short, swapped, or of another installation's keys
    ├── BackupFailed         it could not be made; nothing that could be taken for one is left
    └── RestoreRefused       the place is not empty, in use, or too old for it
"""

from aqtra.kernel.errors import AqtraError, Conflict, NotFound


class RotationRunning(Conflict):
    """Keys are being rotated. Params: id, user."""

    code = "rotation_running"


class RotationNotFound(NotFound):
    """There is no such rotation."""

    code = "rotation_not_found"


class RotationOver(Conflict):
    """The rotation has ended already."""

    code = "rotation_over"


class KeyInUse(Conflict):
    """Something is still sealed with this version of the key."""

    code = "key_in_use"


class BackupError(AqtraError):
    """A backup cannot be made, read or restored."""

    code = "backup_failed"


class BackupUnreadable(BackupError):
    """The backup is missing, damaged, cut short, swapped, or needs a key that is not there."""

    code = "backup_unreadable"


class BackupFailed(BackupError):
    """The backup could not be made."""


class RestoreRefused(BackupError):
    """The backup cannot be restored here."""

    code = "restore_refused"
