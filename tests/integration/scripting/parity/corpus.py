"""The modules, what ends each of them, and what they are expected to give."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from aqtra.scripting.errors import ScriptFailed

FOLDER: Final = Path(__file__).parent
EXPECTED: Final = FOLDER / "expected.json"
OURS: Final = ("__init__", "__main__", "corpus")


def modules(folder: Path = FOLDER) -> dict[str, str]:
    return {path.stem: path.read_text() for path in sorted(folder.glob("*.py")) if path.stem not in OURS}


def failing() -> dict[str, str]:
    return modules(FOLDER / "failing")


def expected() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(EXPECTED.read_text())
    return content


def results(run: Callable[[str], list[Any]], source: str) -> dict[str, Any]:
    """What each case of a module gives on the server."""
    (left,) = run(f"{source}{(FOLDER / 'ending.txt').read_text()}\n\nitem['told'] = __told()")
    told: dict[str, Any] = json.loads(left["told"])
    return told


def failure(run: Callable[[str], list[Any]], source: str) -> dict[str, Any]:
    """How the server tells that a script failed."""
    try:
        run(source)
    except ScriptFailed as error:
        return {"type": error.kind, "message": error.message.removeprefix(f"{error.kind}: "), "line": error.line}
    raise AssertionError("the script came to its end")
