"""What builders do with systems: save, publish, delete."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from aqtra.dataflow.integrations import repository
from aqtra.dataflow.integrations.errors import (
    IntegrationChanged,
    IntegrationInUse,
    IntegrationNotFound,
    InvalidIntegration,
)
from aqtra.dataflow.integrations.models import AnyConnector, System, SystemContent, SystemSummary
from aqtra.dataflow.integrations.secrets import NO_SECRET, Secret, opened, seal
from aqtra.dataflow.integrations.uses import broken_by, uses
from aqtra.identity import audit
from aqtra.identity.audit.models import Outcome
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.components.documents import saved_documents
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument

Secrets = Mapping[UUID, str]
"""By connector. Absent: it stays; empty: it is removed."""


class Integrations:
    """Systems as builders see them, in the transaction of `conn`."""

    def __init__(self, conn: Connection, services: Services) -> None:
        self._conn = conn
        self._services = services

    async def all(self) -> list[SystemSummary]:
        return await repository.summaries(self._conn)

    async def get(self, system_id: UUID) -> System:
        """Raises IntegrationNotFound."""
        return await self._found(system_id)

    async def create(self, content: SystemContent, secrets: Secrets, by: Principal) -> System:
        """Raises InvalidIntegration."""
        system_id = self._services.ids.uuid()
        await repository.insert(self._conn, system_id, content, by.user_name, self._services.clock.now())
        await self._set_secrets(system_id, {}, content, secrets)
        created = await self._found(system_id)
        await self._record("integration.created", by, created)
        return created

    async def save(
        self, system_id: UUID, version: int, content: SystemContent, secrets: Secrets, by: Principal
    ) -> System:
        """The next version; runs go on with the published one.

        Raises IntegrationNotFound, IntegrationChanged, InvalidIntegration.
        """
        before = await self._found(system_id, lock=True)
        if before.version != version:
            raise IntegrationChanged("somebody else saved the system meanwhile", version=before.version)
        kept = await repository.secret_ids(self._conn, system_id)
        _refuse_to_send_elsewhere(before, content, kept, secrets)
        await repository.update(self._conn, system_id, content, by.user_name, self._services.clock.now())
        await self._set_secrets(system_id, kept, content, secrets)
        saved = await self._found(system_id)
        given = ", ".join(connector.name for connector in content.connectors if connector.id in secrets)
        await self._record("integration.saved", by, saved, **({"fields": f"secrets: {given}"[:200]} if given else {}))
        return saved

    async def publish(self, system_id: UUID, version: int, by: Principal) -> System:
        """What is saved becomes what runs use, at once and as a whole.

        Raises IntegrationNotFound, IntegrationChanged, InvalidIntegration, and IntegrationInUse when a published flow
        calls what would be gone.
        """
        found = await self._found(system_id, lock=True)
        if found.version != version:
            raise IntegrationChanged("somebody else saved the system meanwhile", version=found.version)
        for index, connector in enumerate(found.connectors):
            if connector.auth.kind != "none" and connector.id not in found.secrets_set:
                message = f"{connector.name} has no secret yet"
                raise InvalidIntegration.of_field(f"connectors[{index}].secret", "required", message)
        if broken := list(broken_by(system_id, found, self._live())):
            raise IntegrationInUse("published flows call what would be gone", fields=broken)
        await repository.publish(self._conn, system_id, self._services.clock.now())
        await self._record("integration.published", by, found)
        return await self._found(system_id)

    async def delete(self, system_id: UUID, by: Principal) -> None:
        """Raises IntegrationNotFound, and IntegrationInUse naming the flows that call it, saved or published."""
        gone = await self._found(system_id, lock=True)
        saved = await saved_documents(self._conn, self._services)
        places = {found.field: found for found in uses(system_id, [*saved.values(), *self._live()])}
        if places:
            raise IntegrationInUse("flows call the system", fields=list(places.values()))
        await repository.delete(self._conn, system_id)
        await self._record("integration.deleted", by, gone)

    async def saved_secret(self, system_id: UUID, connector: AnyConnector) -> Secret:
        """Raises ConnectorAuthFailed."""
        kept = await repository.secret_ids(self._conn, system_id)
        return await secret_of(self._conn, self._services, kept.get(connector.id))

    def _live(self) -> Iterable[ComponentDocument]:
        return [found.document for found in definitions_of(self._services).snapshot().values()]

    async def _found(self, system_id: UUID, *, lock: bool = False) -> System:
        found = await repository.system(self._conn, system_id, lock=lock)
        if found is None:
            raise IntegrationNotFound("there is no such system")
        return found

    async def _set_secrets(
        self, system_id: UUID, kept: Mapping[UUID, UUID], content: SystemContent, given: Secrets
    ) -> None:
        present = {connector.id for connector in content.connectors if connector.auth.kind != "none"}
        if unknown := given.keys() - {connector.id for connector in content.connectors}:
            message = "a secret is given for a connector that is not there"
            raise InvalidIntegration.of_field(f"secrets.{min(unknown, key=str)}", "exists", message)
        ids = {connector: secret for connector, secret in kept.items() if connector in present}
        for connector, text in given.items():
            ids.pop(connector, None)
            if text and connector in present:
                ids[connector] = self._services.ids.uuid()
                sealed = seal(self._services.sealer, ids[connector], text)
                await repository.insert_secret(self._conn, ids[connector], system_id, sealed)
        await repository.set_secret_ids(self._conn, system_id, ids)

    async def _record(self, action: str, by: Principal, system: System, **more: str) -> None:
        await audit.record(
            self._conn,
            action,
            by,
            f"integration:{system.id}",
            outcome=Outcome.DONE,
            clock=self._services.clock,
            name=system.name,
            version=str(system.version),
            **more,
        )


async def secret_of(conn: Connection, services: Services, secret_id: UUID | None) -> Secret:
    """Raises ConnectorAuthFailed when it does not open."""
    sealed = await repository.sealed_secret(conn, secret_id) if secret_id else None
    return NO_SECRET if sealed is None or secret_id is None else opened(services.sealer, secret_id, sealed)


def _refuse_to_send_elsewhere(
    before: SystemContent, after: SystemContent, kept: Mapping[UUID, UUID], given: Secrets
) -> None:
    """Else a changed address would send a secret, which nobody may see again, to somebody else."""
    for index, connector in enumerate(after.connectors):
        known = before.connector(connector.id)
        if connector.id in kept and connector.id not in given and known and known.leads_to != connector.leads_to:
            message = f"{connector.name}: another address or way needs the secret again"
            raise InvalidIntegration.of_field(f"connectors[{index}].secret", "again", message)
