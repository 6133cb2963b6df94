"""`aqtra keys`: versions of the encryption key, for the person who runs the installation."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from aqtra.cli.output import KEYS_ADVICE, fail, report, say
from aqtra.cli.target import target_settings
from aqtra.embedded.errors import EmbeddedError, NoSuchThing, WrongSetting
from aqtra.infra.settings import Settings, required

if TYPE_CHECKING:
    from aqtra.infra.container import Services

app = typer.Typer(help="Encryption keys: list, add a version, rotate, retire an old one.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")]
Result = TypeVar("Result")
POLL_SECONDS = 0.5


@app.command("list")
def list_keys(as_json: Json = False) -> None:
    """List the versions that were ever used, with what is sealed with each."""
    from aqtra.custody.rotation import status

    with target_settings() as settings:
        found = _with_services(settings, status)
    if as_json:
        report(found.model_dump(mode="json"))
        return
    for key in found.versions:
        state = "retired" if key.retired_at else "present" if key.present else "MISSING"
        used = ", ".join(f"{use.count} in {use.place}" for use in key.uses) or "nothing"
        say(f"{key.version:>3}  {key.fingerprint[:16]}  {state:<8}{'newest  ' if key.newest else '        '}{used}")


@app.command()
def new(
    show: Annotated[
        bool, typer.Option("--show", help="Keys that are configured: write the entry to append to standard output.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Add a version to the keyring of the data folder. Processes that run take it over by themselves."""
    from aqtra.custody.rotation import status
    from aqtra.infra.key_providers import KeysUnusable
    from aqtra.infra.keys import add_key, keyring, new_entry

    with target_settings() as settings:
        try:
            if settings.encryption_keys is None:
                version = add_key(settings)
                _with_services(settings, status)
            else:
                version = keyring(settings).newest + 1
                if not show:
                    fail(WrongSetting("The keys are configured.", "With --show an entry is written that you append."))
                print(new_entry(settings, version))
                return
        except KeysUnusable as error:
            fail(WrongSetting(f"{error}.", KEYS_ADVICE))
    if as_json:
        report({"version": version})
    else:
        say(f"Version {version} is there. Back the keyring up, then run: aqtra keys rotate")


@app.command()
def rotate(
    deep: Annotated[bool, typer.Option("--deep", help="Write contents of files anew, too, under new keys.")] = False,
    wait: Annotated[bool, typer.Option(help="Wait for its end.")] = True,
    as_json: Json = False,
) -> None:
    """Have a worker seal everything anew with the newest version; without a running worker this process does it.

    Exit codes: 0 completed (or started, with --no-wait), 1 it failed or was cancelled.
    """
    with target_settings() as settings:
        ended = _with_services(settings, lambda services: _rotate(services, deep, wait))
    if as_json:
        report(ended)
    elif ended["state"] == "completed":
        say(f"Everything is sealed with version {ended['version']}; no older one is used any more.")
        if ended["damaged"]:
            say(f"! {ended['damaged']} values could not be opened and stay as they were; the log names them.")
    else:
        say(f"Rotation {ended['id']}: {ended['state']}. {(ended['error'] or {}).get('message', '')}".strip())
    raise typer.Exit(int(ended["state"] in ("failed", "cancelled")))


@app.command()
def status(as_json: Json = False) -> None:
    """Say how far the last rotation is."""
    from aqtra.custody.rotation import status as ask

    with target_settings() as settings:
        found = _with_services(settings, ask).rotation
    if as_json:
        report(None if found is None else found.model_dump(mode="json"))
    elif found is None:
        say("Keys were never rotated.")
    else:
        say(f"Rotation {found.id} to version {found.version}: {found.state}, {found.done} of {found.total or '?'}")


@app.command()
def retire(
    version: Annotated[int, typer.Argument(help="The version to take out.", min=1)], as_json: Json = False
) -> None:
    """Take an old version out of the keyring of the data folder; refused while anything needs it.

    It is kept beside the keyring, for backups that were made with it.
    """
    from aqtra.custody.rotation import retire as take_out

    with target_settings() as settings:
        if settings.encryption_keys is not None:
            fail(
                WrongSetting("The keys are configured: remove the entry there.", "`aqtra keys list` says what is used.")
            )
        kept = _with_services(settings, lambda services: take_out(services, version))
    if as_json:
        report({"version": version, "kept_in": kept})
    else:
        say(f"Version {version} is retired. Backups made with it still need it: it is kept in {kept}.")


async def _rotate(services: "Services", deep: bool, wait: bool) -> dict[str, Any]:
    from aqtra.custody import rotation
    from aqtra.infra.queue import Lane, configure_broker, unserved

    configure_broker(required(services.settings.redis_url, "redis_url"))
    started = await rotation.start(services, deep=deep, by=None)
    alone = Lane.MAIN in await asyncio.to_thread(unserved)
    if alone and wait:
        await rotation.run(services, started.id)
    while wait:
        found = await rotation.get(services, started.id)
        if found.ended_at is not None:
            return found.model_dump(mode="json")
        await asyncio.sleep(POLL_SECONDS)
    return started.model_dump(mode="json")


def _with_services(settings: Settings, work: Callable[["Services"], Awaitable[Result]]) -> Result:
    from aqtra.infra.container import open_services
    from aqtra.infra.key_check import KeysRefused
    from aqtra.infra.key_providers import KeysUnusable
    from aqtra.infra.logging import configure_logging
    from aqtra.kernel.errors import AqtraError, NotFound

    # What is done is reported; what goes wrong on the way is logged.
    configure_logging("keys", settings.log_level)

    async def run() -> Result:
        async with open_services(settings) as services:
            return await work(services)

    try:
        return asyncio.run(run())
    except (KeysRefused, KeysUnusable) as error:
        fail(WrongSetting(f"{error}.", KEYS_ADVICE))
    except NotFound as error:
        fail(NoSuchThing(f"{error.message}."))
    except AqtraError as error:
        fail(EmbeddedError(f"{error.message}."))
