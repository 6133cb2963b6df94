"""What there is in the file storage, and whether it is what the rows say. Changes nothing."""

from dataclasses import dataclass

from aqtra.files import repository
from aqtra.files.orphans import sorted_objects
from aqtra.files.storage import storage_of
from aqtra.infra.container import Services


@dataclass(frozen=True, slots=True)
class Inspection:
    """Counts. `missing` are objects that rows name and the store does not have."""

    files: int
    size: int
    missing: int
    orphans: int
    expired_uploads: int
    unreferenced: int
    unknown_keys: tuple[int, ...]


async def inspect(services: Services) -> Inspection:
    """Lists the whole store. Raises BlobStoreUnavailable, DatabaseUnavailable."""
    storage = storage_of(services)
    async with services.db.connection() as conn:
        totals = await repository.totals(conn, services.clock.now())
        versions = await repository.key_versions(conn)
    found = orphans = 0
    async for objects in sorted_objects(services):
        found += objects.known
        orphans += len(objects.unknown)
    return Inspection(
        files=totals.files,
        size=totals.size,
        missing=max(0, totals.objects - found),
        orphans=orphans,
        expired_uploads=totals.expired_uploads,
        unreferenced=totals.unreferenced,
        unknown_keys=tuple(version for version in versions if version not in storage.keys),
    )
