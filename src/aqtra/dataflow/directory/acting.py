"""As whom a run works with users, and what that lets it do (ADR 35)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from aqtra.catalogs.service import entries_of
from aqtra.dataflow.models import Visit
from aqtra.identity import repository as accounts
from aqtra.identity import repository_people
from aqtra.identity.links import NOBODY
from aqtra.identity.models import Account
from aqtra.identity.repository_people import Person
from aqtra.identity.rights import repository as rights
from aqtra.identity.rights.compiling import studio_rights
from aqtra.identity.service import identity_of
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import Forbidden, NotFound, NotSignedIn
from aqtra.kernel.principal import Principal, Right
from aqtra.metadata.layout import USER_INFO_KEY

LONGEST_NAME = 200


class Acting:
    """What all parts of the directory share."""

    def __init__(
        self, services: Services, principal: Principal, visit: Visit | None, lasting: Services | None = None
    ) -> None:
        """`lasting`: where tries, codes, links and sessions are kept whatever becomes of the run."""
        self.services = services
        self.identity = identity_of(services)
        self.lasting = lasting or services
        self.entering = identity_of(self.lasting)
        self.principal = principal
        self.visit = visit

    def act_as(self, principal: Principal) -> None:
        """From now on with the rights of this one."""
        self.principal = principal

    @property
    def manages(self) -> bool:
        """Users are managed by administrators; a run of the platform itself answers to nobody, so it may not."""
        return self.principal.has(Right.ADMINISTER)

    def require_manager(self) -> None:
        """Raises Forbidden."""
        if not self.manages:
            raise Forbidden("users are managed by administrators", right=Right.ADMINISTER.value)

    def is_own(self, person: Person) -> bool:
        return self.principal.user_id == person.id

    async def person(self, conn: Connection, key: int | UUID | None = None, name: str | None = None) -> Person | None:
        """By key, or else by user name."""
        if key is not None:
            ids, handles = ([key], []) if isinstance(key, int) else ([], [key])
            found = await repository_people.people(conn, ids, handles)
        else:
            found = await repository_people.people(conn, names=[name] if name is not None and is_name(name) else [])
        return found[0] if found else None

    async def may_read(self, conn: Connection, person: Person) -> bool:
        """Oneself; of others those whose entry in User info the principal may read."""
        return self.is_own(person) or await self.reads_entry(conn, USER_INFO_KEY, person.id)

    async def reads_entry(self, conn: Connection, component: UUID, entry_id: int) -> bool:
        try:
            await entries_of(self.services).readable_by(self.principal).get(conn, component, entry_id)
        except (NotFound, NotSignedIn, Forbidden):
            return False
        return True

    async def entry_by_keys(self, conn: Connection, component: UUID, keys: Mapping[str, Any]) -> dict[str, Any] | None:
        """The entry with these values, as the principal reads it."""
        found = await entries_of(self.services).readable_by(self.principal).lookup(conn, component, keys)
        return None if found is None else orjson.loads(found)

    async def openable(self, conn: Connection, person: Person | None) -> Account | None:
        """The account, if codes and links for it may be in the hands of this run.

        Nobody's flow gets into an account that builds or manages the installation, unless its own principal may as
        much: who builds flows would else be able to enter any account. The work is the same for whoever is asked for.
        """
        account_id = person.id if person else NOBODY
        account = await accounts.account_by_id(conn, account_id)
        granted = await rights.granted(conn, account_id)
        held = await accounts.rights_of(conn, account_id) | studio_rights(granted)
        if account is None or not account.active or account.password_hash is None or held - self.principal.rights:
            return None
        return account


def is_name(text: str | None) -> bool:
    """Whether a user could be called so: what the database would refuse is asked for nowhere."""
    if not text or len(text) > LONGEST_NAME or "\0" in text:
        return False
    return text.encode(errors="ignore").decode() == text
