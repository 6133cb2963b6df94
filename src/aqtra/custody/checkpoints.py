"""Ends of the audit chain in a store of objects, where nobody who runs the database need have a right to write."""

from datetime import UTC

from aqtra.files.blobs import open_store
from aqtra.identity.audit.keeping import Export
from aqtra.identity.audit.models import Checkpoint
from aqtra.infra.settings import Settings


def export_to_store(settings: Settings) -> Export | None:
    """Writes an object for each checkpoint, never one a second time. None where the settings name no store."""
    address = settings.audit_checkpoint_store
    if address is None:
        return None

    async def export(known: Checkpoint) -> None:
        """Raises BlobStoreUnavailable."""
        # Opened anew: credentials and buckets are put right while we run.
        store = open_store(address, settings)
        await store.put(_name(known), known.model_dump_json().encode() + b"\n")

    return export


def _name(known: Checkpoint) -> str:
    """Lists in the order of the chain."""
    return f"checkpoint-{known.position:012}-{known.at.astimezone(UTC):%Y%m%dT%H%M%S%f}.jsonl"
