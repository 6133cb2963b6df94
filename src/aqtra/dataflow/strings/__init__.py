"""Texts of the step catalogue. A language is a folder: what all steps share, and one file for each step."""

import json
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


@lru_cache(maxsize=8)
def strings(language: str = "en") -> dict[str, Any]:
    """The texts of one language: `steps`, `groups`, `common`."""
    folder = files(__name__) / language
    steps = {file.name.removesuffix(".json"): _read(file) for file in (folder / "steps").iterdir()}
    return {**_read(folder / "common.json"), "steps": steps}


def _read(file: Traversable) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content
