"""People for flows: an administrator, Ada and Grace, a provider and a department, the same for every test."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from aqtra.catalogs.users import mirror_user
from aqtra.dataflow.directory import FlowDirectory
from aqtra.dataflow.models import Visit
from aqtra.identity.models import Browser
from aqtra.identity.passwords import _hasher
from aqtra.identity.principals import principal_by_id
from aqtra.infra.database import Connection
from aqtra.kernel.principal import ANONYMOUS, Principal
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.flows import department

ADMIN, ADA, GRACE = 1, 2, 3
DOMAIN = "digital-workplace"
PASSWORD = "Tr0ubadour-and-3"
PROVIDER = UUID("00000000-0000-4000-8000-00000000a001")
VISIT = Visit(Browser("192.0.2.7", "a browser"), "a-token-of-nobody", DOMAIN)


@cache
def password_hash() -> str:
    return _hasher.hash(PASSWORD)


def settle(platform: Platform) -> None:
    """Accounts 1 to 3, and nothing of what tests have done with accounts before."""
    platform.sql("TRUNCATE identity.account, identity.attempt, identity.context, identity.provider CASCADE")
    platform.sql("UPDATE metadata.domain SET settings = settings - 'hosts', enabled = true")
    platform.sql("DELETE FROM identity.role WHERE NOT built_in")
    platform.sql("DELETE FROM identity.permission_set")
    for account, name, shown in ((ADMIN, "boss", "Boss"), (ADA, "ada", "Ada Byron"), (GRACE, "grace-h", "Grace")):
        platform.sql(
            "INSERT INTO identity.account (id, user_name, display_name, email, password_hash) "
            "OVERRIDING SYSTEM VALUE VALUES (%s, %s, %s, %s, %s)",
            account, name, shown, f"{name}@example.org", password_hash(),
        )  # fmt: skip
        platform.with_connection(mirrored(account, shown))
    platform.sql("SELECT setval(pg_get_serial_sequence('identity.account', 'id'), 3)")
    give(platform, ADMIN, "Administrators")
    platform.sql(
        "INSERT INTO identity.provider (id, kind, title, enabled, document, created_at) "
        "VALUES (%s, 'ldap', 'Directory', true, %s, now())",
        PROVIDER, '{"settings": {"kind": "ldap", "address": "ldaps://ldap.example.org", "base_dn": "dc=example",'
        ' "bind_dn": "cn=reader"}}',
    )  # fmt: skip


def mirrored(account: int, shown: str) -> Any:
    async def mirror(conn: Connection) -> None:
        await mirror_user(conn, account, shown)

    return mirror


def give(platform: Platform, account: int, role: str) -> None:
    platform.sql(
        "INSERT INTO identity.account_role (account_id, role_id) SELECT %s, id FROM identity.role WHERE name = %s",
        account, role,
    )  # fmt: skip


def roles_of(platform: Platform, account: int) -> list[tuple[Any, ...]]:
    """Role, component and entry of every assignment."""
    return platform.sql(
        "SELECT role.name, context_component, context_entry FROM identity.account_role "
        "JOIN identity.role ON role.id = role_id WHERE account_id = %s ORDER BY 1, 3",
        account,
    )


def principal(platform: Platform, account: int) -> Principal:
    found = platform.run(principal_by_id(platform.services.db, account))
    assert found is not None
    return found


def directory(platform: Platform, by: Principal | None = None, visit: Visit | None = VISIT) -> FlowDirectory:
    """As the administrator, unless said otherwise."""
    return FlowDirectory(platform.services, by or principal(platform, ADMIN), visit)


def anonymous(platform: Platform, visit: Visit | None = VISIT) -> FlowDirectory:
    return directory(platform, ANONYMOUS, visit)


def column(platform: Platform, what: str, account: int = ADA) -> Any:
    (row,) = platform.sql(f"SELECT {what} FROM identity.account WHERE id = %s", account)
    return row[0]


def events(platform: Platform, *actions: str) -> Sequence[tuple[Any, ...]]:
    return platform.sql("SELECT action, target FROM audit.record WHERE action = ANY (%s) ORDER BY id", list(actions))


def sales(platform: Platform) -> None:
    """The department that the example of a step registers."""
    platform.create(department(), {"Code": "D-1"}, by=principal(platform, ADMIN), name="Old name")
