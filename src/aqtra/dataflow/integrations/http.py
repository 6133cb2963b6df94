"""Routes: systems as builders make them. Secrets go in and never come out."""

from typing import Any
from uuid import UUID

from fastapi import status
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from aqtra.dataflow.integrations import repository
from aqtra.dataflow.integrations.importing import import_description
from aqtra.dataflow.integrations.limits import IMPORT_SIZE
from aqtra.dataflow.integrations.models import Connector, Method, System, SystemContent, SystemSummary
from aqtra.dataflow.integrations.service import Integrations
from aqtra.dataflow.integrations.trying import Tried, try_endpoint
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right

router = Router(prefix="/api/v1/studio/integrations", tags=["integrations"])


class NewSystem(SystemContent):
    """`secrets` by id of the connector. Absent: it stays as it is; empty: it is removed."""

    secrets: dict[UUID, SecretStr] = Field(default_factory=dict, max_length=100)


class ChangedSystem(NewSystem):
    """`version` must be the one it was read at."""

    version: int = Field(ge=1)


class AtVersion(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1)


class PublishedSystem(SystemContent):
    """A system as flows may call it."""

    id: UUID


class Description(BaseModel):
    """An OpenAPI 3 description in JSON or YAML, or a Postman 2.1 collection."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=IMPORT_SIZE)


class ImportedConnector(BaseModel):
    """A connector to be completed and saved, and what of the file was left out."""

    connector: Connector
    notes: tuple[str, ...]


class Trial(BaseModel):
    """A call of an endpoint as it is saved. Brokers know neither method nor values."""

    model_config = ConfigDict(extra="forbid")

    connector: UUID
    endpoint: UUID
    method: Method = Method.GET
    values: dict[str, Any] = Field(default_factory=dict, max_length=100)


@router.get("", right=Right.STUDIO)
async def list_integrations(services: ServicesDep) -> list[SystemSummary]:
    """All systems by name."""
    async with services.db.transaction() as conn:
        return await Integrations(conn, services).all()


@router.get("/published", right=Right.STUDIO)
async def list_published_integrations(services: ServicesDep) -> list[PublishedSystem]:
    """The systems that flows may call, with connectors and endpoints."""
    async with services.db.transaction() as conn:
        found = await repository.all_published(conn)
    systems = [PublishedSystem(id=key, **dict(content)) for key, content in found.items()]
    return sorted(systems, key=lambda system: (system.name.casefold(), system.id))


@router.post("/import", right=Right.INTEGRATIONS)
async def import_connector(body: Description, services: ServicesDep) -> ImportedConnector:
    """Reads a description of an API. Nothing is saved, and nothing is fetched."""
    connector, notes = import_description(body.text, services.ids.uuid)
    return ImportedConnector(connector=connector, notes=notes)


@router.post("", right=Right.INTEGRATIONS, status_code=status.HTTP_201_CREATED)
async def create_integration(body: NewSystem, caller: Caller, services: ServicesDep) -> System:
    async with services.db.transaction() as conn:
        return await Integrations(conn, services).create(_content(body), _plain(body), caller)


@router.get("/{system_id}", right=Right.STUDIO)
async def get_integration(system_id: UUID, services: ServicesDep) -> System:
    async with services.db.transaction() as conn:
        return await Integrations(conn, services).get(system_id)


@router.put("/{system_id}", right=Right.INTEGRATIONS)
async def save_integration(system_id: UUID, body: ChangedSystem, caller: Caller, services: ServicesDep) -> System:
    """Saves the next version. Runs go on with the published one."""
    async with services.db.transaction() as conn:
        integrations = Integrations(conn, services)
        return await integrations.save(system_id, body.version, _content(body), _plain(body), caller)


@router.delete("/{system_id}", right=Right.INTEGRATIONS, status_code=status.HTTP_204_NO_CONTENT)
async def delete_integration(system_id: UUID, caller: Caller, services: ServicesDep) -> None:
    """Deletes a system that no flow calls; 409 `integration_in_use` lists those that do."""
    async with services.db.transaction() as conn:
        await Integrations(conn, services).delete(system_id, caller)


@router.post("/{system_id}/publish", right=Right.PUBLICATION)
async def publish_integration(system_id: UUID, body: AtVersion, caller: Caller, services: ServicesDep) -> System:
    """What is saved becomes what runs use, at once and as a whole."""
    async with services.db.transaction() as conn:
        return await Integrations(conn, services).publish(system_id, body.version, caller)


@router.post("/{system_id}/try", right=Right.INTEGRATIONS)
async def try_integration(system_id: UUID, body: Trial, services: ServicesDep) -> Tried:
    """Calls an endpoint as it is saved, with its secret, and shows the answer or what stood in the way.

    A broker is connected to, and says what it has; no message is taken by it.
    """
    return await try_endpoint(services, system_id, body.connector, body.endpoint, body.method, body.values)


def _content(body: NewSystem) -> SystemContent:
    return SystemContent(**{name: getattr(body, name) for name in SystemContent.model_fields})


def _plain(body: NewSystem) -> dict[UUID, str]:
    return {connector: secret.get_secret_value() for connector, secret in body.secrets.items()}
