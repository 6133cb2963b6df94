"""The chain at work: putting records in their place, looking through it, exporting its end."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from aqtra.identity.audit import chain, repository
from aqtra.identity.audit.chain import Keys
from aqtra.identity.audit.models import AuditRecord, ChainFinding, Checkpoint, Damage, Link
from aqtra.infra.container import Services
from aqtra.infra.crypto import UnknownKey
from aqtra.infra.database import Connection
from aqtra.infra.keys import keyring
from aqtra.infra.settings import Settings

BATCH: Final = 1000
"""Links of one transaction: a few milliseconds of work."""
READ: Final = 5000
FILE: Final = "checkpoints.jsonl"


@dataclass(frozen=True, slots=True)
class Verification:
    """What a look through the chain found. `last` is its end, `waiting` counts records that have no place yet."""

    checked: int
    last: Link | None
    waiting: int
    findings: tuple[ChainFinding, ...]


class CheckpointUnreadable(Exception):
    """The file holds no checkpoint of ours."""


def keys_of(settings: Settings) -> Keys:
    """Raises ValueError when the file of keys was damaged."""
    return Keys(keyring(settings))


async def seal(services: Services, keys: Keys, *, everything: bool = False) -> int:
    """Puts committed records in their place; how many. Of several processes one does it, the others return at once."""
    async with services.db.transaction() as conn:
        if not await repository.try_lock(conn):
            return 0
        records = await repository.unchained(conn, BATCH, everything=everything)
        if not records:
            return 0
        last = await repository.last_link(conn)
        position, previous = (last.position, last.chain_mac) if last else (0, chain.START)
        links: list[Link] = []
        for record in records:
            position += 1
            links.append(chain.link(keys, previous, position, record))
            previous = links[-1].chain_mac
        await repository.append(conn, links, services.clock.now())
    return len(links)


async def verify(
    conn: Connection, keys: Keys, checkpoints: Sequence[Checkpoint] = (), *, last_only: int | None = None
) -> Verification:
    """Looks through the chain, or its last part, and compares it with checkpoints. Changes nothing."""
    found: list[ChainFinding] = []
    end = await repository.last_link(conn)
    start = max(0, end.position - last_only) if end and last_only else 0
    anchor = await repository.link_at(conn, start) if start else None
    before = (start, anchor.chain_mac if anchor else chain.START)
    last, checked = anchor, 0
    wanted = {known.position: known for known in checkpoints}
    macs: dict[int, bytes] = {}

    def seen(link: Link) -> None:
        nonlocal last, checked
        last, checked = link, checked + 1
        if link.position in wanted:
            macs[link.position] = link.chain_mac

    def look(batch: list[tuple[Link, AuditRecord | None]]) -> list[ChainFinding]:
        return list(chain.findings(keys, batch, before=before, seen=seen))

    while batch := await repository.chain_after(conn, before[0], READ):
        # Off the loop: a gateway goes on answering meanwhile.
        found += await asyncio.to_thread(look, batch)
        before = (batch[-1][0].position, batch[-1][0].chain_mac)
    found += _against(keys, checkpoints, macs, before[0])
    waiting, _ = await repository.waiting(conn)
    return Verification(checked, last, waiting, tuple(found))


def _against(keys: Keys, checkpoints: Sequence[Checkpoint], macs: dict[int, bytes], end: int) -> Iterator[ChainFinding]:
    for known in checkpoints:
        try:
            genuine = chain.is_genuine(keys, known)
        except UnknownKey:
            yield ChainFinding(damage=Damage.KEY_MISSING, position=known.position)
            continue
        if not genuine:
            yield ChainFinding(damage=Damage.REWRITTEN, position=known.position)
        elif known.position > end:
            yield ChainFinding(damage=Damage.TRUNCATED, position=known.position)
        elif known.position in macs and macs[known.position].hex() != known.mac:
            yield ChainFinding(damage=Damage.REWRITTEN, position=known.position)


async def take_checkpoint(services: Services, keys: Keys) -> Checkpoint | None:
    """The end of the chain now; None while it is empty."""
    async with services.db.connection() as conn:
        last = await repository.last_link(conn)
    return chain.checkpoint(keys, last.position, last.chain_mac, services.clock.now()) if last else None


def checkpoints_path(settings: Settings) -> Path:
    return (settings.audit_checkpoints or settings.data_dir / "audit") / FILE


def append_checkpoint(path: Path, known: Checkpoint) -> None:
    """Adds a line. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
        file.write(known.model_dump_json() + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_checkpoints(path: Path) -> list[Checkpoint]:
    """All of a file, oldest first. Raises OSError, CheckpointUnreadable naming the line."""
    found: list[Checkpoint] = []
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(Checkpoint.model_validate_json(line))
        except ValidationError:
            raise CheckpointUnreadable(f"line {number} of {path} is no checkpoint") from None
    return found
