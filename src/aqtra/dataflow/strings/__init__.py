"""Texts of the step catalogue, one file per language."""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=8)
def strings(language: str = "en") -> dict[str, Any]:
    """The texts of one language: `steps`, `groups`, `common`."""
    content: dict[str, Any] = json.loads(files(__name__).joinpath(f"{language}.json").read_text("utf-8"))
    return content
