"""Further gateways in front of a running installation, with settings of their own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

from tests.support.installation import Installation, free_port, process, wait_until_ready


@contextmanager
def another_gateway(installation: Installation, **settings: str) -> Iterator[Installation]:
    """The same databases behind another address; `settings` are named without `AQTRA_`."""
    port = free_port()
    environment = {
        **{name: value for name, value in installation.environment.items() if name != "AQTRA_DATABASE_OWNER_URL"},
        **{f"AQTRA_{name.upper()}": value for name, value in settings.items()},
        "AQTRA_PORT": str(port),
    }
    base_url = f"https://127.0.0.1:{port}"
    log = installation.data_dir / f"gateway-{uuid4().hex[:8]}.log"
    with process([sys.executable, "-m", "aqtra.cli.main", "serve"], environment, log) as child:
        wait_until_ready(base_url, child, log)
        yield replace(installation, base_url=base_url, environment=environment)
