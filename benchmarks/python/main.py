"""Scripts on the server and in browsers: one run, ours and the reference in turns; medians of the rounds, as JSON."""

import argparse
import asyncio
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from aqtra.scripting.jail import Jail
from aqtra.scripting.models import Order, Told
from aqtra.scripting.service import Scripts
from benchmarks.data.subject import running
from benchmarks.python import pages
from benchmarks.python.memory import memory
from benchmarks.reporting import keep, offer_parts, read_options
from benchmarks.web.browser import chromium

PARTS = ("server", "memory", "pages")

SHAPE = {"net": "number"}
# A step that people write: a little arithmetic, a decision, some text.
SOURCE = """
net = item["net"]
gross = round(net * 1.2 + 3, 2)
item["gross"] = gross
item["large"] = gross > 500
item["label"] = "%s: %.2f" % (item["name"].upper(), gross)
words = sorted(item["name"].split(), key=len)
item["words"] = {word: sum(map(ord, word)) % 97 for word in words}
"""


class Nobody:
    """Implements `Broker`: the measured scripts ask for nothing."""

    async def call(self, name: str, _arguments: Mapping[str, Any]) -> Any:
        raise AssertionError(name)


def items(count: int) -> list[dict[str, Any]]:
    return [{"net": str(number % 1000), "name": f"customer number {number} of all"} for number in range(count)]


def bare(count: int) -> float:
    """Seconds of the same source, compiled once, in this very process."""
    code = compile(SOURCE, "<script>", "exec")
    given = [{**item, "net": int(item["net"])} for item in items(count)]
    begun = time.perf_counter()
    for item in given:
        exec(code, {"item": item})
    return time.perf_counter() - begun


def forked() -> float:
    """Seconds until an empty child has come and gone."""
    begun = time.perf_counter()
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return time.perf_counter() - begun


async def jailed(scripts: Scripts, source: str, given: list[dict[str, Any]]) -> float:
    begun = time.perf_counter()
    await scripts.run(Order(source, given, SHAPE), Nobody(), Told())
    return time.perf_counter() - begun


async def cold() -> float:
    jail = Jail()
    begun = time.perf_counter()
    await jail.start()
    seconds = time.perf_counter() - begun
    await jail.close()
    return seconds


def spread(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=20)
    return {"p50_ms": round(1000 * cuts[9], 2), "p95_ms": round(1000 * cuts[18], 2)}


async def measure(calls: int, count: int, rounds: int) -> dict[str, Any]:
    scripts = Scripts()
    await cold()
    result: dict[str, Any] = {"cold_start_s": round(statistics.median([await cold() for _ in range(rounds)]), 3)}
    await jailed(scripts, "pass", [{}])
    forks, warm = [], []
    for _ in range(calls):
        forks.append(forked())
        warm.append(await jailed(scripts, "item['x'] = 1", [{}]))
    result["fork"], result["warm_call"] = spread(forks), spread(warm)
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(bare(count))
        ours.append(await jailed(scripts, SOURCE, items(count)))
    result["items"] = {
        "count": count,
        "bare_s": round(statistics.median(theirs), 3),
        "jailed_s": round(statistics.median(ours), 3),
        "ratio": round(statistics.median(theirs) / statistics.median(ours), 3),
    }
    await scripts.close()
    return result


def browsed(rounds: int) -> dict[str, Any]:
    """Pages with a script, in Chromium before an installation of their own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as (installation, client),
        chromium() as browser,
    ):
        return {"chromium": browser.version, **pages.measure(browser, installation, client, rounds)}


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    report: dict[str, Any] = {
        "suite": "python",
        "versions": {"python": platform.python_version(), "aqtra": version("aqtra")},
        "load_before": os.getloadavg()[0],
    }
    ways: dict[str, Callable[[], dict[str, Any]]] = {
        "server": lambda: asyncio.run(measure(options.calls, options.items, options.rounds)),
        "memory": lambda: asyncio.run(memory()),
        "pages": lambda: browsed(options.rounds),
    }
    for part in options.parts:
        print(f"{part} …", file=sys.stderr)
        report[part] = ways[part]()
        print(json.dumps({part: report[part]}, indent=2))
    report["load_after"] = os.getloadavg()[0]
    keep("python", report)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-python")
    offer_parts(parser, PARTS)
    parser.add_argument("--calls", type=int, default=300)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    return read_options(parser, arguments, PARTS)
