"""pg_dump and pg_restore of the server's own major version, and what they are told."""

import asyncio
import os
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict

from aqtra.custody.errors import BackupError, BackupFailed

_PIECE: Final = 1024 * 1024
_ERRORS: Final = 4_000
_DEBIAN: Final = "/usr/lib/postgresql/{major}/bin"
# The variables of libpq: words of an address must not stand in the list of processes.
_VARIABLES: Final = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "ssl_min_protocol_version": "PGSSLMINPROTOCOLVERSION",
    "options": "PGOPTIONS",
}


def find_program(name: str, major: int, folders: Iterable[Path]) -> Path:
    """The program of this major version: in the folders, on the path, where Debian has it. Raises BackupFailed."""
    on_path = shutil.which(name)
    places = [*(folder / name for folder in folders), Path(_DEBIAN.format(major=major)) / name]
    for path in [*places, *([Path(on_path)] if on_path else [])]:
        if path.is_file() and _major(path) == major:
            return path
    raise BackupFailed(
        f"{name} of PostgreSQL {major} is needed, and not here: install the client programs of PostgreSQL {major}"
    )


async def output_of(program: Path, arguments: Iterable[str], address: str) -> AsyncIterator[bytes]:
    """What a program writes. Raises BackupFailed with its own words when it fails."""
    child = await asyncio.create_subprocess_exec(
        program, *arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=_environment(address),
    )  # fmt: skip
    assert child.stdout
    assert child.stderr
    errors = asyncio.create_task(child.stderr.read())
    try:
        while piece := await child.stdout.read(_PIECE):
            yield piece
        await _ended(program, child, await errors)
    finally:
        await _stop(child)
        errors.cancel()


async def feed(program: Path, arguments: Iterable[str], address: str, chunks: AsyncIterator[bytes]) -> None:
    """Gives a program its input. Raises BackupFailed when it fails, and what `chunks` raises."""
    child = await asyncio.create_subprocess_exec(
        program, *arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env=_environment(address),
    )  # fmt: skip
    assert child.stdin
    assert child.stderr
    errors = asyncio.create_task(child.stderr.read())
    try:
        # It says itself why it would read no more.
        with suppress(BrokenPipeError, ConnectionResetError):
            async for chunk in chunks:
                child.stdin.write(chunk)
                await child.stdin.drain()
            child.stdin.close()
        await _ended(program, child, await errors)
    finally:
        await _stop(child)
        errors.cancel()


async def _ended(program: Path, child: asyncio.subprocess.Process, errors: bytes) -> None:
    if await child.wait() != 0:
        raise BackupFailed(f"{program.name} failed: {errors.decode(errors='replace').strip()[-_ERRORS:]}")


async def _stop(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        child.kill()
        await child.wait()


def _environment(address: str) -> dict[str, str]:
    words = conninfo_to_dict(address)
    if unknown := words.keys() - _VARIABLES.keys():
        raise BackupError(f"the database's address says {sorted(unknown)[0]}, which pg_dump cannot be told")
    named = {_VARIABLES[name]: str(value) for name, value in words.items()}
    return {"PATH": os.defpath, "LC_ALL": "C", "PGTZ": "UTC", **named}


def _major(path: Path) -> int | None:
    try:
        said = subprocess.check_output((path, "--version"), text=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\) (\d+)", said)
    return int(found.group(1)) if found else None
