"""How commands speak: results to standard output, trouble to standard error, an exit code that never changes."""

import json
import sys
from typing import Any, NoReturn

from aqtra.embedded.errors import EmbeddedError, WrongDataVersion, WrongSetting
from aqtra.infra.settings import Settings, SettingsError, load_settings
from aqtra.kernel.errors import AqtraError

KEYS_ADVICE = (
    "Nothing was changed. Put the keys back from where they are kept; `aqtra doctor` compares them. See the runbook "
    "Encryption keys."
)


def keys_or_fail(settings: Settings) -> None:
    """Ends this process when its encryption keys are not those that the database was written with."""
    from psycopg.errors import InvalidSchemaName, UndefinedTable

    from aqtra.composition import require_keys
    from aqtra.infra.key_check import KeysRefused

    try:
        require_keys(settings)
    except (InvalidSchemaName, UndefinedTable):
        fail(WrongDataVersion("The database is empty, or of an older version.", "Run: aqtra migrate"))
    except KeysRefused as error:
        fail(WrongSetting(f"{error.message}.", KEYS_ADVICE))


def packages_or_fail(settings: Settings) -> None:
    """Ends this process when scripts are to have libraries that they cannot have."""
    from aqtra.scripting.errors import PackageRefused
    from aqtra.scripting.packages import libraries

    try:
        libraries(settings.script_packages)
    except PackageRefused as error:
        fail(WrongSetting(f"AQTRA_SCRIPT_PACKAGES: {error.message}.", "The guide, Scripts, tells which there are."))


def fail(error: EmbeddedError) -> NoReturn:
    """Say what happened and what to do, and end with the error's exit code."""
    print(f"✗ {error.message}", file=sys.stderr)
    if error.advice:
        print(f"  {error.advice}", file=sys.stderr)
    raise SystemExit(error.exit_code)


def load_or_fail() -> Settings:
    """The settings of this process; ends it when one is wrong."""
    try:
        return load_settings()
    except SettingsError as error:
        fail(WrongSetting(f"{error}."))


def say(text: str, *, error: bool = False) -> None:
    """A line for people."""
    print(text, flush=True, file=sys.stderr if error else sys.stdout)


def report(value: Any) -> None:
    """A machine-readable result: one line of JSON."""
    print(json.dumps(value, default=str, ensure_ascii=False), flush=True)


def say_refusal(error: AqtraError) -> None:
    """What was refused and every field that stands against it."""
    say(f"✗ {error.message}", error=True)
    for field in error.fields:
        say(f"  {field.field}: {field.message}", error=True)
