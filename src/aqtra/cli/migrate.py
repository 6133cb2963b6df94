"""`aqtra migrate`: brings the database to this version. Safe to repeat and to run while others serve."""

import dataclasses
from typing import Annotated

import typer

from aqtra.cli.output import KEYS_ADVICE, fail, load_or_fail, report, say
from aqtra.embedded.errors import WrongDataVersion, WrongSetting
from aqtra.infra.logging import configure_logging
from aqtra.infra.settings import SettingsError

app = typer.Typer()


@app.command()
def migrate(
    as_json: Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")] = False,
) -> None:
    """Create or update tables and built-in components; on an empty database, make the first administrator."""
    settings = load_or_fail()
    from aqtra.composition import bootstrap
    from aqtra.infra.key_check import KeysRefused
    from aqtra.infra.migrations import SchemaTooNew

    configure_logging("migrate", settings.log_level)
    try:
        result = bootstrap(settings)
    except SchemaTooNew as error:
        fail(WrongDataVersion(f"{error}.", "Use the Aqtra version that made it. Nothing was changed."))
    except KeysRefused as error:
        fail(WrongSetting(f"{error.message}.", KEYS_ADVICE))
    except SettingsError as error:
        fail(WrongSetting(f"{error}."))
    if as_json:
        report(dataclasses.asdict(result))
        return
    say("The database is up to date.")
    if result.first_password:
        say(f"First administrator: {result.user_name}, one-time password {result.first_password}")
