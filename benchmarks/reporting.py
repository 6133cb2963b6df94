"""What every suite does alike: which of its parts are measured, and where its report is kept."""

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

RESULTS: Final = Path(__file__).parent / "results"


def keep(suite: str, report: Any) -> None:
    """Writes the report into a file of its own, and says where."""
    RESULTS.mkdir(exist_ok=True)
    written = RESULTS / f"{suite}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    written.write_text(json.dumps(report, indent=2) + "\n")
    print(f"\nwritten to {written}")


def offer_parts(parser: argparse.ArgumentParser, parts: Sequence[str]) -> None:
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(parts)}; default: all")


def read_options(parser: argparse.ArgumentParser, arguments: list[str], parts: Sequence[str]) -> argparse.Namespace:
    """All parts, unless some are named. Ends the process for a part that is not there."""
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(parts):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    options.parts = options.parts or list(parts)
    return options
