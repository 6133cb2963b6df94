"""The connectors of a run: published systems, called as builders set them up."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final
from uuid import UUID

from aqtra.dataflow.errors import UnknownReference
from aqtra.dataflow.integrations import repository
from aqtra.dataflow.integrations.auth import Authenticator
from aqtra.dataflow.integrations.caller import Caller, Received, Target
from aqtra.dataflow.integrations.errors import UpstreamTooLarge
from aqtra.dataflow.integrations.models import Connector, Method
from aqtra.dataflow.integrations.sending import Sender
from aqtra.dataflow.integrations.service import secret_of
from aqtra.dataflow.ports import Reference, StoredFile
from aqtra.files.errors import FileTooLarge, WrongFileType
from aqtra.files.limits import MAX_NAME
from aqtra.files.repository import rules
from aqtra.files.rules import check
from aqtra.files.service import store_stream
from aqtra.files.sniffing import HEAD, content_type_of
from aqtra.files.targets import global_rule
from aqtra.infra.container import Services
from aqtra.infra.egress import egress_of
from aqtra.kernel.principal import Principal

UNNAMED: Final = "answer"


def caller_of(services: Services) -> Caller:
    sender = Sender(egress_of(services))
    return Caller(sender, Authenticator(services, sender))


class PublishedConnectors:
    """The port `Connectors` on published systems. Made for one run, which keeps what it has read of them."""

    def __init__(self, services: Services, component: UUID, principal: Principal) -> None:
        self._services = services
        self._component = component
        self._principal = principal
        self._caller = caller_of(services)
        self._targets: dict[Reference, Target] = {}

    def act_as(self, principal: Principal) -> None:
        """From now on answers that are kept belong to somebody else."""
        self._principal = principal

    async def target(self, reference: Reference) -> Target:
        if reference not in self._targets:
            self._targets[reference] = await self._read(reference)
        return self._targets[reference]

    async def call(self, target: Target, method: Method, values: Mapping[str, Any]) -> Received:
        return await self._caller.call(target, method, values)

    async def store(self, target: Target, method: Method, values: Mapping[str, Any]) -> StoredFile:
        async with self._services.db.connection() as conn:
            rule = global_rule(await rules(conn))
        limit = rule.max_size or 0

        async def keep(name: str, declared: str, content: AsyncIterator[bytes]) -> StoredFile:
            name = file_name(name)
            head, rest = await _begun(content)
            name, content_type = _typed(name, head)
            check([rule], name, len(head), content_type)
            counted = _Counted(rest)
            file_id = await store_stream(
                self._services,
                name,
                content_type,
                aiter(counted),
                kind="flow",
                component=self._component,
                created_by=self._principal.user_id,
            )
            return StoredFile(file_id, name, counted.size, content_type)

        try:
            return await self._caller.store(target, method, values, keep, limit)
        except UpstreamTooLarge as error:
            message = f"the answer is above {limit} bytes, more than a file may have"
            raise FileTooLarge.of_field("query_path", "max_file_size", message, limit=limit) from error

    async def _read(self, reference: Reference) -> Target:
        async with self._services.db.connection() as conn:
            found = await repository.published(conn, reference.system)
            content, secrets = found or (None, {})
            connector = content.connector(reference.connector) if content else None
            endpoint = connector.endpoint(reference.endpoint) if isinstance(connector, Connector) else None
            if not isinstance(connector, Connector) or endpoint is None:
                message = "the system, connector or endpoint of this step is not published"
                raise UnknownReference(message, system=str(reference.system), endpoint=str(reference.endpoint))
            return Target(connector, endpoint, await secret_of(conn, self._services, secrets.get(connector.id)))


def file_name(name: str) -> str:
    """What another system calls a file, as a name that may stand in a folder."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(character for character in last if character.isprintable()).strip(" .")
    return kept[-MAX_NAME:] or UNNAMED


def _typed(name: str, head: bytes) -> tuple[str, str]:
    """The content says what it is; a name that says otherwise loses its ending."""
    try:
        return name, content_type_of(name, head)
    except WrongFileType:
        bare = name.rpartition(".")[0] or UNNAMED
        return bare.replace(".", "_"), content_type_of("", head)


async def _begun(content: AsyncIterator[bytes]) -> tuple[bytes, AsyncIterator[bytes]]:
    """The first bytes, and all of it."""
    head = b""
    pieces = aiter(content)
    async for piece in pieces:
        head += piece
        if len(head) >= HEAD:
            break

    async def whole() -> AsyncIterator[bytes]:
        yield head
        async for piece in pieces:
            yield piece

    return head[:HEAD], whole()


class _Counted:
    """A stream that knows how much has passed."""

    def __init__(self, content: AsyncIterator[bytes]) -> None:
        self._content = content
        self.size = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._content:
            self.size += len(piece)
            yield piece
