"""`aqtra audit`: is the trail whole, and its records as files."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from aqtra.cli.output import fail, report, say
from aqtra.cli.target import target_settings
from aqtra.embedded.errors import NoSuchThing
from aqtra.identity.audit.models import Checkpoint
from aqtra.identity.audit.trail import (
    CheckpointUnreadable,
    Verification,
    append_checkpoint,
    checkpoints_path,
    keys_of,
    read_checkpoints,
    seal,
    take_checkpoint,
    verify,
)
from aqtra.infra.container import Services, open_services
from aqtra.infra.settings import Settings

app = typer.Typer(
    help="Check, export and checkpoint the audit trail. Exit code 1: somebody changed it.", no_args_is_help=True
)

Json = Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")]
Result = TypeVar("Result")
DAMAGED = 1
PAGE = 1000


@app.command("verify")
def verify_trail(
    checkpoint: Annotated[
        Path | None,
        typer.Option(help="File with checkpoints. Default: that of the data folder.", dir_okay=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Look through the whole chain for records that were edited, deleted or reordered, and for a missing end.

    A missing end is seen only against a checkpoint: keep some where nobody who runs the database can reach them.
    """
    with target_settings() as settings:
        known = _checkpoints(settings, checkpoint)

        async def work(services: Services) -> Verification:
            async with services.db.connection() as conn:
                return await verify(conn, keys_of(settings), known)

        found = _run(settings, work)
    if as_json:
        findings = [finding.model_dump(mode="json") for finding in found.findings]
        report({"checked": found.checked, "waiting": found.waiting, "checkpoints": len(known), "findings": findings})
    else:
        for finding in found.findings:
            which = f" (record {finding.record_id})" if finding.record_id else ""
            say(f"✗ {finding.damage.replace('_', ' ')} at position {finding.position}{which}")
        say(f"{found.checked} records checked against {len(known)} checkpoints, {found.waiting} wait for their place")
    if found.findings:
        raise typer.Exit(DAMAGED)


@app.command("checkpoint")
def export_checkpoint(
    to: Annotated[
        Path | None, typer.Option(help="File to add it to. Default: that of the data folder.", dir_okay=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Put every record in its place and export the end of the chain."""
    with target_settings() as settings:

        async def work(services: Services) -> Checkpoint | None:
            keys = keys_of(settings)
            while await seal(services, keys, everything=True):
                pass
            return await take_checkpoint(services, keys)

        known = _run(settings, work)
        if known is not None:
            append_checkpoint(to or checkpoints_path(settings), known)
    if as_json:
        report(known.model_dump(mode="json") if known else None)
    else:
        say(known.model_dump_json() if known else "The trail is empty.")


@app.command("export")
def export_records(
    to: Annotated[Path | None, typer.Option(help="File to write. Default: standard output.", dir_okay=False)] = None,
) -> None:
    """Write all records with their places in the chain as JSON lines, oldest first."""
    with target_settings() as settings:

        async def work(services: Services) -> int:
            count = 0
            with to.open("w") if to else _Standard() as file:
                async for line in _lines(services):
                    file.write(line)
                    count += 1
            return count

        count = _run(settings, work)
    if to:
        say(f"{count} records written to {to}")


class _Standard:
    """Standard output, which stays open."""

    def __enter__(self) -> "_Standard":
        return self

    def __exit__(self, *_: object) -> None:
        sys.stdout.flush()

    def write(self, text: str) -> None:
        sys.stdout.write(text)


async def _lines(services: Services) -> AsyncIterator[str]:
    import orjson

    from aqtra.identity.audit.repository import chain_after

    position = 0
    async with services.db.connection() as conn:
        while batch := await chain_after(conn, position, PAGE):
            for link, record in batch:
                value = record.model_dump(mode="json") if record else {"id": link.record_id, "missing": True}
                place = {"position": link.position, "chain_mac": link.chain_mac.hex(), "key_version": link.key_version}
                yield orjson.dumps(value | place).decode() + "\n"
            position = batch[-1][0].position


def _checkpoints(settings: Settings, path: Path | None) -> list[Checkpoint]:
    """Those of the file that was named, which must be there, or of the data folder's, if there is one."""
    try:
        return read_checkpoints(path or checkpoints_path(settings))
    except FileNotFoundError:
        if path is None:
            return []
        fail(NoSuchThing(f"There is no file {path}."))
    except (OSError, CheckpointUnreadable) as error:
        fail(NoSuchThing(f"{error}."))


def _run(settings: Settings, work: Callable[[Services], Awaitable[Result]]) -> Result:
    async def within() -> Result:
        async with open_services(settings) as services:
            return await work(services)

    return asyncio.run(within())
