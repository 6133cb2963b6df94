"""Earlier versions: which there were, and what lies between one of them and the version in use."""

from dataclasses import dataclass
from uuid import UUID

from aqtra.infra.database import Connection
from aqtra.metadata.layout import USER_INFO_KEY
from aqtra.metadata.publication import history
from aqtra.metadata.publication.errors import CannotReturn, VersionNotFound
from aqtra.metadata.publication.models import PlatformVersion, Return, ReturnChange, ReturnStep
from aqtra.metadata.publication.repository import Frozen
from aqtra.metadata.releases import repository as releases
from aqtra.metadata.releases.models import PublishedComponent

Releases = dict[UUID, PublishedComponent | None]


@dataclass(frozen=True)
class Difference:
    """What has to happen to a component to have it as it was."""

    step: ReturnStep
    frozen: Frozen


async def versions(conn: Connection, limit: int) -> list[PlatformVersion]:
    """Versions that were live, newest first."""
    return await history.versions(conn, await releases.current_version(conn), limit)


async def preview(conn: Connection, version: int) -> Return:
    """What going back would change. Raises VersionNotFound, CannotReturn."""
    found = await difference(conn, version, await releases.current_version(conn))
    return Return(version=version, changes=tuple(part.step for part in found))


async def documents(conn: Connection, version: int) -> list[Frozen]:
    """The documents that going back would publish. Raises VersionNotFound, CannotReturn."""
    return [part.frozen for part in await difference(conn, version, await releases.current_version(conn))]


async def difference(conn: Connection, version: int, current: int) -> list[Difference]:
    """Raises VersionNotFound, CannotReturn."""
    state = await history.can_return(conn, version) if version < current else None
    if state is None:
        raise VersionNotFound(f"version {version} is not an earlier version")
    if not state:
        raise CannotReturn(f"data that version {version} needs have been removed", version=version)
    then: Releases = dict(await releases.released(conn, 0, version))
    now: Releases = dict(await releases.released(conn, 0, current))
    found = [await _difference(conn, key, then.get(key), now[key]) for key in now]
    return [part for part in found if part is not None]


async def _difference(
    conn: Connection, key: UUID, then: PublishedComponent | None, now: PublishedComponent | None
) -> Difference | None:
    if then is None:
        if now is None or key == USER_INFO_KEY:
            return None
        title = now.document.settings.title
        return Difference(ReturnStep(key=key, title=title, change=ReturnChange.WITHDRAWN), Frozen(key))
    if now is not None and now.document == then.document:
        return None
    change = ReturnChange.RESTORED if now is None else ReturnChange.CHANGED
    saved = await history.saved_version(conn, key, then.version)
    step = ReturnStep(key=key, title=then.document.settings.title, change=change)
    return Difference(step, Frozen(key, saved, then.document))
