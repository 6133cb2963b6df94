"""`make bench-python`: one run, ours and the reference in turns; medians of the rounds, written as JSON."""

import argparse
import asyncio
import json
import os
import statistics
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aqtra.scripting.jail import Jail
from aqtra.scripting.models import Order, Told
from aqtra.scripting.service import Scripts

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


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="make bench-python")
    parser.add_argument("--calls", type=int, default=300)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path, default=Path("benchmarks/results/python.json"))
    chosen = parser.parse_args(arguments)
    result = asyncio.run(measure(chosen.calls, chosen.items, chosen.rounds))
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    chosen.output.write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))
