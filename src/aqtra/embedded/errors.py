"""Why an embedded instance cannot start or go on. Each class has its own exit code, which never changes.

    EmbeddedError              1
    ├── WrongSetting           3  a setting cannot be used
    ├── AlreadyRunning         4  another process holds the data folder
    ├── PortUnavailable        5  the port is taken or needs a right this account lacks
    ├── FolderUnusable         6  the data folder is missing, read-only, full or out of reach
    ├── WrongDataVersion       7  the data was made by another major version of PostgreSQL
    ├── ChildFailed            8  a server did not start, or keeps ending
    ├── NotReady               9  the servers run but do not answer in time
    └── NoSuchThing           10  the thing that the command was told to work on does not exist

Exit code 2 is the command line's own ("wrong usage").
"""

from typing import ClassVar


class EmbeddedError(Exception):
    """Base: `message` says what happened, `advice` what to do about it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class WrongSetting(EmbeddedError):
    exit_code = 3


class AlreadyRunning(EmbeddedError):
    exit_code = 4


class PortUnavailable(EmbeddedError):
    exit_code = 5


class FolderUnusable(EmbeddedError):
    exit_code = 6


class WrongDataVersion(EmbeddedError):
    exit_code = 7


class ChildFailed(EmbeddedError):
    exit_code = 8


class NotReady(EmbeddedError):
    exit_code = 9


class NoSuchThing(EmbeddedError):
    exit_code = 10
