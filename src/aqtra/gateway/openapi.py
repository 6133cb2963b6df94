"""Writes the OpenAPI document: `python -m aqtra.gateway.openapi > schema/openapi.json`."""

import json
import sys

from aqtra.gateway.app import api
from aqtra.infra.settings import Settings


def document() -> str:
    """The OpenAPI document of all routes, in a stable order, as text."""
    return json.dumps(api(Settings()).openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
