"""The `aqtra` command. Each module of this folder that offers a Typer called `app` is a verb of the module's name.

A module with one command and no help text of its own is that verb; any other is a group.
"""

import importlib
import os
import pkgutil
import sys
from typing import Annotated

import typer

import aqtra.cli
from aqtra import __version__

# Modules that offer no verb, and this one.
HELPERS = {"examination", "main", "output", "target"}

# They use the file storage. Threads of its library may still call into Python while that ends, which then aborts with
# another exit code; everything these verbs opened is closed by then.
LEAVE_AT_ONCE = {"backup", "doctor", "entries", "keys", "restore"}


def verbs() -> list[str]:
    return sorted(info.name for info in pkgutil.iter_modules(aqtra.cli.__path__) if info.name not in HELPERS)


def build(names: list[str]) -> typer.Typer:
    """The command with the named verbs."""
    root = typer.Typer(
        name="aqtra",
        help="Aqtra: model data, draw pages, wire flows, publish. Settings come from AQTRA_* or a TOML file.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    root.callback()(_root)
    for name in names:
        found = getattr(importlib.import_module(f"aqtra.cli.{name}"), "app", None)
        if not isinstance(found, typer.Typer):
            continue
        if len(found.registered_commands) == 1 and not isinstance(found.info.help, str):
            root.registered_commands.extend(found.registered_commands)
        else:
            root.add_typer(found, name=name)
    return root


def _version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Aqtra: model data, draw pages, wire flows, publish."""


def main() -> None:
    """Entry point of the installed command."""
    # Only the verb that is asked for is loaded: a supervisor need not hold in memory what an import needs.
    asked = [name for name in verbs() if name in sys.argv[1:2]]
    try:
        build(asked or verbs())()
    except SystemExit as ended:
        if LEAVE_AT_ONCE.isdisjoint(asked) or not isinstance(ended.code, int | None):
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code or 0)


if __name__ == "__main__":
    main()
