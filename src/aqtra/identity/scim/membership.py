"""Roles of provisioned accounts follow the groups that a client has mapped."""

from collections.abc import Sequence
from uuid import UUID

from aqtra.identity.providers.models import GroupRole
from aqtra.identity.rights.settling import settled
from aqtra.identity.scim import repository
from aqtra.identity.scim.models import ProvisioningClient
from aqtra.infra.database import Connection
from aqtra.kernel.clock import Clock
from aqtra.kernel.principal import Principal


async def follow(
    conn: Connection,
    client: ProvisioningClient,
    mapped: Sequence[GroupRole],
    by: Principal,
    clock: Clock,
    only: Sequence[UUID] | None = None,
) -> None:
    """Of all the client's users, or `only` some."""
    taken, given = await repository.sync_roles(conn, client.id, mapped, only)
    await settled(conn, taken, given, by, clock=clock, client=str(client.id))
