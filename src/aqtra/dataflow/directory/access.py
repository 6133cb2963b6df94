"""Roles in contexts: given and taken by administrators."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from aqtra.catalogs.changes import touched
from aqtra.catalogs.service import entries_of
from aqtra.dataflow.directory.acting import Acting
from aqtra.dataflow.errors import EntryNotFound
from aqtra.dataflow.user_errors import ContextNotFound, EscalationDenied, RoleNotFound, UserNotFound
from aqtra.dataflow.users import Grant, UserKey
from aqtra.identity.repository_people import Person
from aqtra.identity.rights import repository as roles
from aqtra.identity.rights import repository_contexts
from aqtra.identity.rights.models import SYSTEM, Assignment, Context, Role
from aqtra.identity.rights.service import Rights
from aqtra.infra.database import Connection


class Access(Acting):
    """Who may do what, and where."""

    async def register_context(self, component: UUID, keys: Mapping[str, Any], name: str | None) -> UUID:
        """The id under which an entry is passed on as a context; the entry takes the name."""
        self.require_manager()
        async with self.services.db.connection() as conn:
            entry = await self.entry_by_keys(conn, component, keys)
            if entry is None:
                raise EntryNotFound("there is no entry with this key")
            if name and entry.get("name") != name:
                writer = entries_of(self.services).writable_by(self.principal)
                await writer.update(conn, component, int(entry["id"]), {}, name=name)
                touched(self.services, component)
        async with self.services.db.transaction() as conn:
            return await repository_contexts.register(conn, self.services.ids.uuid(), component, int(entry["id"]))

    async def give_roles(self, user: UserKey | None, context: int | UUID | None, grants: Sequence[Grant]) -> None:
        """Adds the roles of the rows that are about this kind of context."""
        if not self.manages:
            raise EscalationDenied("only administrators grant roles")
        async with self.services.db.transaction() as conn:
            person = await self._person(conn, user)
            assignments = await self._assignments(conn, context, grants)
            await Rights(conn, self.services.clock.now()).give(person.id, assignments, self.principal)

    async def take_roles(self, user: UserKey | None) -> None:
        """Takes every role in every context."""
        self.require_manager()
        async with self.services.db.transaction() as conn:
            person = await self._person(conn, user)
            await Rights(conn, self.services.clock.now()).take_all(person.id, self.principal)

    async def _person(self, conn: Connection, user: UserKey | None) -> Person:
        found = None if user is None else await self.person(conn, user)
        if found is None:
            raise UserNotFound("there is no such user")
        return found

    async def _assignments(
        self, conn: Connection, context: int | UUID | None, grants: Sequence[Grant]
    ) -> tuple[Assignment, ...]:
        places = [(await self._place(conn, context, grant), grant) for grant in grants]
        wanted = [(place, grant) for place, grant in places if place is not None]
        if not wanted:
            raise ContextNotFound("no row of the step is about this context, or there is no such context")
        known = await roles.roles(conn)
        return tuple(
            Assignment(role=_role(known, name), context=place) for place, grant in wanted for name in grant.roles
        )

    async def _place(self, conn: Connection, context: int | UUID | None, grant: Grant) -> Context | None:
        """Where a row holds in this context; None: it is about another kind. Never wider than what was asked for."""
        if grant.component is None or context is None:
            return SYSTEM if grant.component is None and context is None else None
        if isinstance(context, int):
            found: Context | None = Context(component=grant.component, entry=context)
        else:
            found = await repository_contexts.context(conn, context)
        if found is None or found.component != grant.component or found.entry is None:
            return None
        return found if await self.reads_entry(conn, grant.component, found.entry) else None


def _role(known: Sequence[Role], name: str) -> int:
    """Raises RoleNotFound."""
    found = [role.id for role in known if name in (role.name, f"{role.domain}/{role.name}")]
    if len(found) != 1:
        raise RoleNotFound(f"there is no role {name}, or several domains have one", role=name)
    return found[0]
