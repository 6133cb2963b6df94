"""`aqtra backup`: make and prove backups."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from aqtra.cli.output import KEYS_ADVICE, fail, load_or_fail, report, say
from aqtra.cli.target import target_settings
from aqtra.embedded.errors import EmbeddedError, WrongSetting
from aqtra.embedded.postgres import program

app = typer.Typer(help="Make backups, and prove that they can be restored.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")]
Keys = Annotated[
    Path | None, typer.Option("--keys", help="A file with older encryption keys, as the keyring has them.", exists=True)
]


@app.command()
def make(
    target: Annotated[str, typer.Argument(help="Folder or s3://bucket/prefix; the backup gets a folder of its own.")],
    as_json: Json = False,
) -> None:
    """Back up database and contents of files as they are at one moment, encrypted. People go on working.

    Encryption keys are not in it: keep them elsewhere. Exit codes: 1 it could not be made, 3 wrong setting.
    """
    from aqtra.custody.backup.making import make_backup
    from aqtra.infra.container import open_services
    from aqtra.infra.key_check import KeysRefused
    from aqtra.infra.logging import configure_logging
    from aqtra.infra.settings import Settings
    from aqtra.kernel.errors import AqtraError

    async def run(settings: Settings) -> dict[str, object]:
        async with open_services(settings) as services:
            return asdict(await make_backup(services, address_of(target), [program_folder()]))

    with target_settings() as settings:
        configure_logging("backup", settings.log_level)
        if settings.database_owner_url is None:
            fail(WrongSetting("AQTRA_DATABASE_OWNER_URL must be set: a backup reads every table."))
        try:
            made = asyncio.run(run(settings))
        except KeysRefused as error:
            fail(WrongSetting(f"{error.message}.", KEYS_ADVICE))
        except AqtraError as error:
            fail(EmbeddedError(f"{error.message}.", "There is no backup of this time. Earlier ones are as they were."))
    if as_json:
        report(made)
    else:
        say(f"Backup {made['address']}: {made['rows']} rows, {made['files']} objects, {made['size']} bytes.")


@app.command()
def verify(
    source: Annotated[str, typer.Argument(help="The backup: what `aqtra backup make` has printed.")],
    keys: Keys = None,
    as_json: Json = False,
) -> None:
    """Read all of a backup and prove that it is whole and opens with the keys. Needs no database.

    Exit codes: 1 it is damaged or needs other keys, 3 wrong setting.
    """
    from aqtra.custody.backup.reading import open_backup
    from aqtra.custody.backup.reading import verify as prove
    from aqtra.infra.key_providers import KeysUnusable
    from aqtra.infra.keys import backup_keyring
    from aqtra.kernel.errors import AqtraError

    settings = load_or_fail()

    async def run() -> dict[str, object]:
        backup = await open_backup(address_of(source), backup_keyring(settings, keys), settings)
        await prove(backup)
        manifest = backup.manifest
        return {
            "created_at": manifest.created_at,
            "aqtra": manifest.aqtra,
            "rows": sum(manifest.rows.values()),
            "objects": manifest.contents.objects,
            "key_versions": sorted(manifest.key_versions),
        }

    try:
        found = asyncio.run(run())
    except KeysUnusable as error:
        fail(WrongSetting(f"{error}.", KEYS_ADVICE))
    except AqtraError as error:
        fail(EmbeddedError(f"{source}: {error.message}.", "Do not rely on it."))
    if as_json:
        report(found)
    else:
        say(f"Whole: {found['rows']} rows, {found['objects']} objects, of {found['created_at']}.")


def address_of(place: str) -> str:
    """A folder as an address; addresses stay as they are."""
    return place if urlsplit(place).scheme in ("file", "s3") else Path(place).expanduser().absolute().as_uri()


def program_folder() -> Path:
    """Where the programs of the embedded PostgreSQL are."""
    return program("pg_dump").parent
