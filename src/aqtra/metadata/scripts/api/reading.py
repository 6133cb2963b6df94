"""The definition as it is read from its file."""

from functools import cache
from importlib.resources import files

import yaml

from aqtra.metadata.scripts.api.models import Definition


@cache
def script_api() -> Definition:
    """Read once; a mistake in the file is one of the program."""
    return Definition.model_validate(yaml.safe_load((files(__package__) / "definition.yaml").read_text("utf-8")))
