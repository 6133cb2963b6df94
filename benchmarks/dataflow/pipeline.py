"""A pipeline over many rows: beside Polars, DuckDB and a loop over rows, as it grows, and several at once."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.dataflow.variants import write_input

LIMIT_SECONDS = 120
AT_ONCE = (1, 2, 4)
COMPARED = ("flow", "polars", "duckdb", "loop")


def beside(folder: Path, rows: int, rounds: int) -> dict[str, Any]:
    """Each way once in every round, one right after the other; medians, and how the flow stands to each."""
    folder.mkdir()
    write_input(folder, rows)
    found = [{way: run(way, folder) for way in COMPARED} for _ in range(rounds)]
    report: dict[str, Any] = {"rows": rows}
    for way in COMPARED:
        report[way] = {name: median(round_[way][name] for round_ in found) for name in found[0][way]}
    for way in COMPARED[1:]:
        report[f"seconds of the flow / {way}"] = _ratio(found, way, "seconds")
        report[f"memory of the flow / {way}"] = _ratio(found, way, "peak_mb")
    return report


def growth(folder: Path, sizes: list[int]) -> list[dict[str, float]]:
    """The flow alone."""
    folder.mkdir()
    report = []
    for rows in sizes:
        write_input(folder, rows)
        report.append({"rows": rows, **run("flow", folder)})
    return report


def at_once(folder: Path, rows: int) -> list[dict[str, float]]:
    """Four runs, each over its own rows, by as many processes at a time: what workers give to several runs."""
    folders = [folder / str(number) for number in range(max(AT_ONCE))]
    for each in folders:
        each.mkdir(parents=True)
        write_input(each, rows)
    report = []
    for width in AT_ONCE:
        started = time.perf_counter()
        with ThreadPoolExecutor(width) as pool:
            list(pool.map(lambda each: run("flow", each), folders))
        seconds = time.perf_counter() - started
        report.append({"workers": width, "seconds": round(seconds, 2), "rows_per_second": round(4 * rows / seconds)})
    return report


def run(way: str, folder: Path) -> dict[str, float]:
    """Seconds and most memory of one way in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.dataflow.variants", way, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT_SECONDS)
    assert done.returncode == 0, done.stderr[-2_000:]
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _ratio(rounds: list[dict[str, dict[str, float]]], way: str, name: str) -> float:
    return round(median(round_["flow"][name] / round_[way][name] for round_ in rounds), 2)
