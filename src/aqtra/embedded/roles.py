"""The platform's own processes: how `aqtra <role>` is started so that it works with the embedded servers."""

import os
import sys
from dataclasses import replace
from pathlib import Path

from aqtra.embedded.account import Account
from aqtra.embedded.databases import Servers
from aqtra.embedded.folder import DataFolder
from aqtra.embedded.postgres import APPLICATION, OWNER
from aqtra.embedded.process import Command
from aqtra.infra.settings import PREFIX, load_settings

ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


def environment(folder: DataFolder, servers: Servers, certificate: Path, key: Path) -> dict[str, str]:
    """The caller's environment with the addresses of this instance.

    Addresses carry passwords, so they are handed over in files: an environment shows up in too many places.
    """
    ours = {f"{PREFIX}{name}{suffix}" for name in ADDRESSES for suffix in ("", "_FILE")}
    result = {name: value for name, value in os.environ.items() if name not in ours}
    values = (servers.postgres.url(APPLICATION), servers.postgres.url(OWNER), servers.valkey.url)
    for name, value in zip(ADDRESSES, values, strict=True):
        path = folder.run / name.lower()
        folder.write_private(path, value)
        result[f"{PREFIX}{name}_FILE"] = str(path)
    result |= {
        f"{PREFIX}DATA_DIR": str(folder.root),
        f"{PREFIX}TLS_CERT": str(certificate),
        f"{PREFIX}TLS_KEY": str(key),
        "PYTHONUNBUFFERED": "1",
        # Fewer arenas: freed memory goes back to the system instead of waiting in each thread's.
        "MALLOC_ARENA_MAX": "2",
    }
    if "flow_spread_items" not in load_settings().model_fields_set:
        # The one worker of this instance would hand parts of its runs to itself.
        result[f"{PREFIX}FLOW_SPREAD_ITEMS"] = "0"
    return result


def role(name: str, environment: dict[str, str], *options: str) -> Command:
    """`aqtra <name>` under the present account."""
    return Command(name, (sys.executable, "-m", "aqtra.cli.main", name, *options), environment, Account())


def gateway(environment: dict[str, str]) -> Command:
    """The gateway, which changes no tables."""
    return role("serve", _without_owner(environment))


def worker(lane: str, environment: dict[str, str]) -> Command:
    """A worker that serves one lane only; its log has the name of the lane. Only the main one changes tables."""
    given = environment if lane == "main" else _without_owner(environment)
    return replace(role("worker", given, "--lane", lane), name=f"worker-{lane}")


def _without_owner(environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name != f"{PREFIX}DATABASE_OWNER_URL_FILE"}
