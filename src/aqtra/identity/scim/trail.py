"""What provisioning leaves in the audit trail: which client, which account or group, which attributes. No values."""

from typing import Final

from aqtra.identity import audit
from aqtra.identity.audit.models import Detail, Outcome
from aqtra.identity.scim.models import ProvisioningClient
from aqtra.identity.scim.resources import Resource
from aqtra.infra.database import Connection
from aqtra.kernel.clock import Clock
from aqtra.kernel.principal import Principal, Right

# What follows from the others, or is written down with the roles and members it is about.
_DERIVED: Final = frozenset({"schemas", "id", "meta", "groups", "members"})


def actor_of(client: ProvisioningClient) -> Principal:
    """Who acts when a client does. The word before its title keeps it apart from people's names."""
    return Principal(user_name=f"provisioning: {client.title}", rights=frozenset({Right.PROVISION.value}))


def changed_fields(before: Resource, after: Resource) -> str:
    """Names of the attributes that differ."""
    names = (before.keys() | after.keys()) - _DERIVED
    return ", ".join(sorted(name for name in names if before.get(name) != after.get(name)))


async def record(
    conn: Connection, client: ProvisioningClient, action: str, target: str, clock: Clock, **details: Detail
) -> None:
    """In the transaction of the change."""
    done = Outcome.DONE
    await audit.record(
        conn, action, actor_of(client), target, outcome=done, clock=clock, client=str(client.id), **details
    )
