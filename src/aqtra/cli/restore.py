"""`aqtra restore`: a backup becomes an installation again."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from aqtra.cli.backup import Keys, address_of, program_folder
from aqtra.cli.output import KEYS_ADVICE, fail, load_or_fail, report, say
from aqtra.embedded.errors import AlreadyRunning, EmbeddedError, WrongSetting
from aqtra.infra.settings import Settings, load_settings

app = typer.Typer()

CONFIRMATION = "delete everything"


@app.command()
def restore(
    source: Annotated[str, typer.Argument(help="The backup: what `aqtra backup make` has printed.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Prove everything, change nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Delete first what the database holds.")] = False,
    confirm: Annotated[str, typer.Option(help=f"With --force: the words '{CONFIRMATION}', instead of asking.")] = "",
    keys: Keys = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")] = False,
) -> None:
    """Restore a backup into an empty database, with the contents of files. Aqtra must not run meanwhile.

    All of the backup is proved before anything is changed. Sessions end: everybody signs in again.
    Exit codes: 1 refused or failed, 3 wrong setting, 4 an instance runs.
    """
    from aqtra.infra.key_providers import KeysUnusable
    from aqtra.kernel.errors import AqtraError

    if force and not dry_run and (confirm or typer.prompt(f"Type '{CONFIRMATION}' to go on")) != CONFIRMATION:
        fail(EmbeddedError("Nothing was changed.", f"The words are: {CONFIRMATION}"))
    with _empty_or_not() as settings:
        try:
            restored = _restore(settings, source, keys, dry_run=dry_run, force=force)
        except KeysUnusable as error:
            fail(WrongSetting(f"{error}.", KEYS_ADVICE))
        except AqtraError as error:
            fail(EmbeddedError(f"{error.message}."))
    if as_json:
        report(restored)
    elif dry_run:
        say(f"It can be restored: {restored['rows']} rows, {restored['objects']} objects. Nothing was changed.")
    else:
        say(f"Restored {restored['rows']} rows and {restored['objects']} objects of {restored['created_at']}.")


def _restore(settings: Settings, source: str, keys: Keys, *, dry_run: bool, force: bool) -> dict[str, object]:
    from aqtra.composition import bootstrap
    from aqtra.custody.backup import reading, restoring
    from aqtra.infra.keys import backup_keyring, keyring

    async def run() -> dict[str, object]:
        backup = await reading.open_backup(address_of(source), backup_keyring(settings, keys), settings)
        # What is restored is opened with the keys of the installation, not with those kept for backups.
        target = restoring.Target(settings, keyring(settings), [program_folder()], force)
        await (restoring.prove if dry_run else restoring.restore)(backup, target)
        manifest = backup.manifest
        return {
            "created_at": manifest.created_at,
            "rows": sum(manifest.rows.values()),
            "objects": manifest.contents.objects,
            "dry_run": dry_run,
        }

    restored = asyncio.run(run())
    if not dry_run:
        bootstrap(settings)
    return restored


@contextmanager
def _empty_or_not() -> Iterator[Settings]:
    """Complete settings; embedded databases are started for the block, and not filled."""
    from aqtra.embedded.running import connection

    settings = load_or_fail()
    if settings.database_url is not None:
        if settings.database_owner_url is None:
            fail(WrongSetting("AQTRA_DATABASE_OWNER_URL must be set: a restoration makes every table."))
        yield settings
        return
    try:
        with connection(settings.data_dir) as found:
            if found.running:
                raise AlreadyRunning("Aqtra runs on this data folder.", "Stop it first.")
            yield load_settings(**found.as_settings())
    except EmbeddedError as error:
        fail(error)
