"""Errors that scripts may meet, and how an exception is told."""

import traceback
from typing import Any

SCRIPT_FILE = "component script"


class NotSupported(Exception):
    """What was asked for needs something that is not there: a device, or a part of the platform."""


class RequestFailed(Exception):
    """The platform refused what a script asked for. `code` and `status` are those of its answer."""

    def __init__(self, message: str, code: str = "", status: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


def described(error: BaseException) -> dict[str, Any]:
    """Type, message, line of the script, and the way there."""
    return {
        "type": type(error).__name__,
        # Where grammar is wrong is told beside.
        "message": error.msg if isinstance(error, SyntaxError) else str(error),
        "line": _line(error),
        "trace": "".join(traceback.format_exception(error)),
    }


def _line(error: BaseException) -> int | None:
    """The innermost line of the script that was being run; of a syntax error the line that is wrong."""
    if isinstance(error, SyntaxError) and error.filename == SCRIPT_FILE:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == SCRIPT_FILE]
    return lines[-1] if lines else None
