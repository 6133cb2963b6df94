"""Routes: encryption keys on the Maintenance screen."""

from typing import Annotated

from fastapi import Path, status

from aqtra.custody import rotation
from aqtra.custody.models import EncryptionKeys, KeyRotation, NewRotation
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right

router = Router(prefix="/api/v1/studio/maintenance/keys", tags=["maintenance"])

RotationId = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("", right=Right.ADMINISTER)
async def list_encryption_keys(services: ServicesDep) -> EncryptionKeys:
    """Versions of the encryption key that were ever used, and what needs them. Of a key only its fingerprint."""
    return await rotation.status(services)


@router.post("/rotations", right=Right.ADMINISTER, status_code=status.HTTP_202_ACCEPTED)
async def start_key_rotation(body: NewRotation, services: ServicesDep, caller: Caller) -> KeyRotation:
    """Starts to seal everything anew with the newest key; people go on working. 409 `rotation_running`."""
    return await rotation.start(services, deep=body.deep, by=caller)


@router.get("/rotations/{rotation_id}", right=Right.ADMINISTER)
async def get_key_rotation(rotation_id: RotationId, services: ServicesDep) -> KeyRotation:
    """How far it is. 404 `rotation_not_found`."""
    return await rotation.get(services, rotation_id)


@router.post("/rotations/{rotation_id}/cancel", right=Right.ADMINISTER)
async def cancel_key_rotation(rotation_id: RotationId, services: ServicesDep) -> KeyRotation:
    """Stops it between two steps; what is sealed anew stays so. 404 `rotation_not_found`, 409 `rotation_over`."""
    return await rotation.cancel(services, rotation_id)
