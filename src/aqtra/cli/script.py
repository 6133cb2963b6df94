"""`aqtra script`: scripts in files, checked and tried on this machine, without an installation."""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from aqtra.cli.output import report, say, say_refusal
from aqtra.metadata.scripts.api import Side

app = typer.Typer(
    help="Check scripts, and run them on items. Exit code 1: it has errors or failed; 3: it went over a limit; "
    "4: scripts cannot be run on this machine.",
    no_args_is_help=True,
)

Json = Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")]
Source = Annotated[Path, typer.Argument(help="File with the script.", exists=True, dir_okay=False, readable=True)]
FAILED, OVER_LIMIT, UNAVAILABLE = 1, 3, 4
MARKS = {"error": "✗", "warning": "!", "information": "i"}


@app.command()
def check(
    file: Source,
    target: Annotated[Side, typer.Option(help="Where it is to run: a Component Script in the browser.")] = Side.SERVER,
    as_json: Json = False,
) -> None:
    """Check a script as Studio does. Names of a component's own properties, controls and flows are not known here."""
    from aqtra.dataflow.items.types import SUFFIXES
    from aqtra.kernel.findings import Severity
    from aqtra.metadata.scripts.checking import check_source

    found = check_source(_text(file), target, suffixes=SUFFIXES)
    if as_json:
        report({"findings": [finding.model_dump(mode="json") for finding in found]})
    else:
        for finding in found:
            fixable = "  (Studio mends it)" if finding.fix else ""
            say(f"{MARKS[finding.severity]} {finding.code}: {finding.message}{fixable}")
    if any(finding.severity is Severity.ERROR for finding in found):
        raise typer.Exit(FAILED)


@app.command()
def run(
    file: Source,
    items: Annotated[
        Path, typer.Option(help="JSON file with an array of items, or one item.", exists=True, dir_okay=False)
    ],
    as_json: Json = False,
) -> None:
    """Run a script of Execute script on items, and print what it leaves. What it prints goes to standard error.

    It runs in the same jail and within the same limits as in a flow. There is no platform behind it: what asks for
    entries, files or other systems is refused.
    """
    from aqtra.kernel.errors import AqtraError
    from aqtra.scripting.errors import JailUnavailable, ScriptFailed, ScriptOverLimit
    from aqtra.scripting.models import Order, Told

    told = Told()
    order = Order(_text(file), _items(items))
    try:
        left = asyncio.run(_left(order, told))
    except ScriptFailed as error:
        _say_told(told)
        _fail(error, FAILED, as_json=as_json, line=error.line, item=error.index, type=error.kind)
    except ScriptOverLimit as error:
        _say_told(told)
        _fail(error, OVER_LIMIT, as_json=as_json, limit=error.limit, item=error.index)
    except JailUnavailable as error:
        _fail(error, UNAVAILABLE, as_json=as_json)
    except AqtraError as error:
        say_refusal(error)
        raise typer.Exit(FAILED) from error
    _say_told(told)
    if as_json:
        report({"items": left, "printed": [{"level": line.level, "text": line.text} for line in told.lines]})
    else:
        _print_items(left)


async def _left(order: Any, told: Any) -> list[Any]:
    from aqtra.scripting.service import Scripts

    scripts = Scripts()
    try:
        return await scripts.run(order, _NoPlatform(), told)
    finally:
        await scripts.close()


class _NoPlatform:
    """Implements `scripting.models.Broker` where there is none."""

    async def call(self, name: str, arguments: Mapping[str, Any]) -> Any:
        from aqtra.scripting.errors import NoPlatform

        raise NoPlatform(f"there is no platform behind this run: {name} is refused")


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file} is not text in UTF-8") from error


def _items(file: Path) -> list[dict[str, Any]]:
    import orjson
    from pydantic import TypeAdapter, ValidationError

    try:
        content = orjson.loads(file.read_bytes())
        return TypeAdapter(list[dict[str, Any]]).validate_python([content] if isinstance(content, dict) else content)
    except orjson.JSONDecodeError as error:
        raise typer.BadParameter(f"{file} is no JSON: {error}") from error
    except ValidationError as error:
        raise typer.BadParameter(f"{file} holds neither an array of items nor one item") from error


def _print_items(items: list[Any]) -> None:
    import orjson

    sys.stdout.write(orjson.dumps(items, option=orjson.OPT_INDENT_2).decode() + "\n")


def _say_told(told: Any) -> None:
    for line in told.lines:
        say(line.text if line.level == "print" else f"{line.level}: {line.text}", error=True)


def _fail(error: Any, exit_code: int, *, as_json: bool, **facts: Any) -> NoReturn:
    """Tells what ended the script and where, and ends the command."""
    if as_json:
        report({"error": {"code": error.code, "message": error.message, **facts}})
    else:
        place = "".join(
            f"{name} {facts[name]}, " for name in ("line", "item") if facts.get(name) is not None
        ).removesuffix(", ")
        say(f"✗ {f'{place}: ' if place else ''}{error.message}", error=True)
    raise typer.Exit(exit_code)
