"""Runs groups of checks one after the other and says which passed: `python tools/checks.py check|test`.

Stops at the first group that fails. What a passing group writes is not shown, except that of the last.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
BIN = REPOSITORY / ".venv" / "bin"
WEB = REPOSITORY / "web"
GENERATED = ("schema/*.json", "web/packages/api/src/*.gen.ts", "docs/reference/*.md", "examples/gallery/**/*.json")

Check = Callable[[bool], bool]
"""Told whether to show its output; tells whether it passed."""


@dataclass(frozen=True)
class Group:
    name: str
    check: Check


def command(*words: str, folder: Path = REPOSITORY) -> Check:
    """A program that passes when it exits with 0."""

    def check(show: bool) -> bool:
        if show:
            return subprocess.run(words, cwd=folder).returncode == 0
        done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            sys.stdout.buffer.write(done.stdout)
        return done.returncode == 0

    return check


def python(tool: str, *words: str) -> Check:
    return command(str(BIN / tool), *words)


def npm(script: str) -> Check:
    return command("npm", "run", "--silent", script, folder=WEB)


def generated_is_current(show: bool) -> bool:
    """Generating again changes nothing. What it changed is left in place, to be looked at and committed."""
    before = fingerprints()
    if not command(str(REPOSITORY / "tools" / "schema"))(show):
        return False
    after = fingerprints()
    stale = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    for path in stale:
        print(f"{path} was out of date: it has been generated again")
    return not stale


def fingerprints() -> dict[str, str]:
    return {
        str(path.relative_to(REPOSITORY)): sha256(path.read_bytes()).hexdigest()
        for pattern in GENERATED
        for path in REPOSITORY.glob(pattern)
    }


STATIC = [
    Group("ruff", python("ruff", "check", "--quiet", ".")),
    Group("format", python("ruff", "format", "--check", "--quiet", ".")),
    Group("mypy", python("mypy")),
    Group("imports", python("lint-imports")),
    Group("tsc", npm("typecheck")),
    Group("eslint", npm("lint")),
]
DYNAMIC = [
    Group("vitest", npm("test")),
    Group("generated", generated_is_current),
    Group("pytest", python("pytest", "-q", *os.environ.get("PYTEST_OPTIONS", "-n 2 --dist loadfile").split())),
]
SELECTIONS = {"check": STATIC, "test": STATIC + DYNAMIC}


def main(selection: str) -> int:
    groups = SELECTIONS[selection]
    os.chdir(REPOSITORY)
    for group in groups:
        # pytest's own account is the summary of its group, and its last line the last of all.
        last = group.name == "pytest"
        if last:
            print("  pytest …", flush=True)
        started = time.monotonic()
        passed = group.check(last)
        if not (last and passed):
            print(f"{'✓' if passed else '✗'} {group.name} ({time.monotonic() - started:.0f} s)", flush=True)
        if not passed:
            waiting = groups[groups.index(group) + 1 :]
            if waiting:
                print(f"  not run: {', '.join(other.name for other in waiting)}", flush=True)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
