"""`python -m benchmarks [suite] [options]`: one suite per package of this folder; without a name, `http`."""

import importlib
import sys

SUITES = ("http", "data", "dataflow", "identity", "python", "web")


def main() -> None:
    arguments = sys.argv[1:]
    chosen = arguments[:1] if arguments and arguments[0] in SUITES else ["http"]
    rest = arguments[len(chosen) :] if arguments[:1] == chosen else arguments
    for suite in chosen:
        importlib.import_module(f"benchmarks.{suite}.main").main(rest)


if __name__ == "__main__":
    main()
