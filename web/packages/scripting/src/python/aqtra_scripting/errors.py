"""Errors that scripts may meet, and how an exception is told."""

import traceback
from typing import Any

SCRIPT_FILE = "component script"
MODULE_FILE = "module "


class NotSupported(Exception):
    """What was asked for needs something that is not there: a device, or a part of the platform."""


class RequestFailed(Exception):
    """The platform refused what a script asked for. `code` and `status` are those of its answer."""

    def __init__(self, message: str, code: str = "", status: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


def module_file(name: str) -> str:
    return f"{MODULE_FILE}{name}"


def described(error: BaseException) -> dict[str, Any]:
    """Type, message, the line of the script or of a module, and the way there."""
    file, line = _place(error)
    return {
        "type": type(error).__name__,
        # Where grammar is wrong is told beside.
        "message": error.msg if isinstance(error, SyntaxError) else str(error),
        "module": file.removeprefix(MODULE_FILE) if file.startswith(MODULE_FILE) else None,
        "line": line,
        "trace": "".join(traceback.format_exception(error)),
    }


def _place(error: BaseException) -> tuple[str, int | None]:
    """The innermost line of script or module that was being run; of a syntax error the line that is wrong."""
    if isinstance(error, SyntaxError) and _is_of_builders(error.filename or ""):
        return error.filename or "", error.lineno
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_of_builders(frame.filename)]
    return (frames[-1].filename, frames[-1].lineno) if frames else ("", None)


def _is_of_builders(filename: str) -> bool:
    return filename == SCRIPT_FILE or filename.startswith(MODULE_FILE)
