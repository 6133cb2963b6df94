"""Secrets of connectors: sealed in the database, opened for a call only."""

from dataclasses import dataclass, field
from uuid import UUID

from aqtra.dataflow.integrations.errors import ConnectorAuthFailed
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.sealed import INTEGRATION_SECRET
from aqtra.infra.sealing import Sealer


@dataclass(frozen=True, slots=True)
class Secret:
    """An opened secret. Another one has another id."""

    id: UUID | None = None
    text: str = field(default="", repr=False)


NO_SECRET = Secret()


def seal(sealer: Sealer, secret_id: UUID, text: str) -> bytes:
    return sealer.seal(text.encode(), INTEGRATION_SECRET.place(secret_id))


def opened(sealer: Sealer, secret_id: UUID, sealed: bytes) -> Secret:
    """Raises ConnectorAuthFailed when the key it was sealed with is gone."""
    try:
        return Secret(secret_id, sealer.open(sealed, INTEGRATION_SECRET.place(secret_id)).decode())
    except (NotAuthentic, UnknownKey) as error:
        raise ConnectorAuthFailed("the secret of the connector does not open: set it again") from error
