"""Calls that scripts make of the platform. Scripts made what they ask with: each call is read before it is done."""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import httpx
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from aqtra.catalogs.service import Kept
from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.run_files import RunFiles
from aqtra.infra.container import Services
from aqtra.infra.egress import egress_of
from aqtra.kernel.errors import BadRequest, TooLarge
from aqtra.kernel.principal import Principal

HTTP_SECONDS: Final = 30.0
HTTP_ANSWER: Final = 10 * 1024 * 1024
LARGEST_FILE: Final = 32 * 1024 * 1024
"""Bytes of a file that a script reads or stores: it has all of it in memory, twice."""
_HOP_BY_HOP: Final = frozenset({"connection", "transfer-encoding", "content-encoding", "content-length", "keep-alive"})


class BadCall(BadRequest):
    """A script calls the platform in a way that it does not know."""

    code = "bad_call"


class _Call(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Query(_Call):
    sql: Annotated[str, Field(max_length=100_000)]
    parameters: dict[str, Any]


class Change(_Call):
    kind: Literal["create", "update", "delete"]
    component: UUID
    id: Annotated[int, Field(ge=1)] | None
    tracked: bool
    name: str | None = None
    data: dict[str, Any]


class Upload(_Call):
    content: Base64Bytes
    name: Annotated[str, Field(min_length=1, max_length=255)]


class Download(_Call):
    id: UUID


class Http(_Call):
    method: Annotated[str, Field(pattern=r"^[A-Z]{1,20}$")]
    url: Annotated[str, Field(max_length=8_000)]
    headers: list[tuple[str, str]]
    body: Base64Bytes


class ScriptCalls:
    """Implements `scripting.models.Broker`."""

    def __init__(self, services: Services, principal: Principal, entries: CatalogEntries, files: RunFiles) -> None:
        self._services = services
        self._principal = principal
        self._entries = entries
        self._files = files

    def act_as(self, principal: Principal) -> None:
        """From now on statements read as somebody else; entries and files are told so themselves."""
        self._principal = principal

    async def call(self, name: str, arguments: Mapping[str, Any]) -> Any:
        """Raises BadCall, and whatever refuses the call itself."""
        kinds: dict[str, tuple[type[_Call], Callable[[Any], Awaitable[Any]]]] = {
            "query": (Query, self._query),
            "change": (Change, self._change),
            "upload": (Upload, self._upload),
            "download": (Download, self._download),
            "http": (Http, self._http),
        }
        if name not in kinds:
            raise BadCall(f"there is no call {name}")
        form, do = kinds[name]
        try:
            read = form.model_validate(arguments)
        except ValidationError as error:
            first = error.errors()[0]
            raise BadCall(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
        return await do(read)

    async def _query(self, asked: Query) -> Any:
        # The parser of SQL takes twenty megabytes, which a process without such scripts has other uses for.
        from aqtra.catalogs.sql.service import query

        found = await query(self._services, self._principal, asked.sql, asked.parameters)
        return found.as_dicts()

    async def _change(self, asked: Change) -> int:
        # A name that was not set stays as it is; one that was set to nothing is none.
        name: str | Kept | None = asked.name if "name" in asked.model_fields_set else Kept.KEPT
        if asked.kind == "create":
            created = await self._entries.create(asked.component, asked.data, asked.name)
            return int(created["id"])
        if asked.id is None:
            raise BadCall("id: an entry has to be named")
        if asked.kind == "update":
            await self._entries.update(asked.component, asked.id, asked.data, name, tracked=asked.tracked)
        else:
            await self._entries.mark(asked.component, asked.id, tracked=asked.tracked)
        return asked.id

    async def _upload(self, asked: Upload) -> str:
        if len(asked.content) > LARGEST_FILE:
            raise TooLarge(f"a script stores files of at most {LARGEST_FILE} bytes")
        stored = await self._files.store(asked.name, "application/octet-stream", _chunks(asked.content))
        return str(stored)

    async def _download(self, asked: Download) -> str:
        opened = await self._files.open(asked.id)
        content = bytearray()
        async for chunk in opened.chunks():
            content += chunk
            if len(content) > LARGEST_FILE:
                raise TooLarge(f"a script reads files of at most {LARGEST_FILE} bytes")
        return base64.b64encode(content).decode()

    async def _http(self, asked: Http) -> Mapping[str, Any]:
        egress = egress_of(self._services)
        try:
            async with egress.client(timeout=HTTP_SECONDS, limit=HTTP_ANSWER) as client:
                answer = await client.request(
                    asked.method, asked.url, headers=asked.headers, content=asked.body or None, follow_redirects=True
                )
        except (httpx.InvalidURL, httpx.HTTPError, ValueError) as error:
            raise BadCall(f"{asked.url} cannot be called: {error}") from error
        shown = [[name, value] for name, value in answer.headers.items() if name not in _HOP_BY_HOP]
        return {
            "status": answer.status_code,
            "reason": answer.reason_phrase,
            "headers": shown,
            "body": base64.b64encode(answer.content).decode(),
            "url": str(answer.url),
        }


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content
