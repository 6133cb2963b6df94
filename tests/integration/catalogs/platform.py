"""The data layer on real servers, without a gateway: publish object models, read and write entries."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import psycopg

from aqtra.catalogs.ddl.settle import settle
from aqtra.catalogs.service import Entries, entries_of
from aqtra.catalogs.stages.migrate import Migrate
from aqtra.catalogs.stages.register import Register
from aqtra.catalogs.stages.validate import Validate
from aqtra.catalogs.users import mirror_user
from aqtra.embedded.databases import start_databases
from aqtra.identity.service import identity_of
from aqtra.infra.container import Services, open_services
from aqtra.infra.database import Connection
from aqtra.infra.keys import make_keys
from aqtra.infra.migrations import upgrade
from aqtra.infra.settings import load_settings
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import USER_INFO_KEY
from aqtra.metadata.publication.stage import Candidate, PublicationContext, Stage
from aqtra.metadata.releases import repository as releases

Result = TypeVar("Result")
MEMBER = Principal(user_id=1, user_name="member", display_name="Member")


def document(title: str, *properties: Mapping[str, Any], key: UUID | None = None, **settings: Any) -> ComponentDocument:
    """A component with these properties."""
    return ComponentDocument.model_validate(
        {"key": key or uuid4(), "settings": {"title": title, **settings}, "properties": list(properties)}
    )


class Platform:
    """One installation for all tests of a process."""

    def __init__(self, services: Services, runner: asyncio.Runner) -> None:
        self.services = services
        self.definitions = definitions_of(services)
        self.entries: Entries = entries_of(services)
        # The first to ask decides with which settings: not a test that has some of its own.
        identity_of(services)
        self._runner = runner

    def run(self, work: Awaitable[Result]) -> Result:
        async def wait() -> Result:
            return await work

        return self._runner.run(wait())

    def with_connection(self, work: Callable[[Connection], Awaitable[Result]], *, owner: bool = False) -> Result:
        async def run() -> Result:
            db = self.services.owner_db if owner else self.services.db
            async with db.connection() as conn:
                return await work(conn)

        return self.run(run())

    def sql(self, statement: str, *parameters: Any, owner: bool = True) -> list[tuple[Any, ...]]:
        async def work(conn: Connection) -> list[tuple[Any, ...]]:
            cursor = await conn.execute(statement.encode(), parameters or None)
            return await cursor.fetchall() if cursor.description else []

        return self.with_connection(work, owner=owner)

    def publish(self, *documents: ComponentDocument, undo: bool = False, going_back: bool = False) -> None:
        """Runs the stages of the data layer and switches; with `undo` takes them back instead."""
        self.run(self.publishing(*documents, undo=undo, going_back=going_back))

    async def publishing(self, *documents: ComponentDocument, undo: bool = False, going_back: bool = False) -> None:
        """The same, to be awaited beside other work."""
        ctx = replace(await self.context(documents), going_back=going_back)
        stages: tuple[Stage, ...] = (Validate(), Migrate(), Register())
        try:
            try:
                for stage in stages:
                    await stage.run(ctx)
            except Exception:
                undo = True
                raise
            finally:
                if undo:
                    for stage in reversed(stages):
                        await stage.undo(ctx)
            if undo:
                return
            async with self.services.db.transaction() as conn:
                await releases.switch(conn, ctx.new_version, self.services.clock.now())
        finally:
            async with self.services.db.connection() as conn:
                await conn.execute("UPDATE metadata.publication SET state = 'completed'")
        await settle(self.services)

    async def context(self, documents: tuple[ComponentDocument, ...]) -> PublicationContext:
        async with self.services.db.transaction() as conn:
            version = await releases.next_version(conn)
            await releases.insert_version(conn, version, self.services.clock.now())
            await releases.insert_releases(conn, version, documents)
            cursor = await conn.execute(
                "INSERT INTO metadata.publication (state, version, started_at, lease) "
                "VALUES ('running', %s, now(), 1) RETURNING id",
                (version,),
            )
            row = await cursor.fetchone()
            assert row is not None
            candidates = tuple([Candidate(await releases.latest_release(conn, new.key), new) for new in documents])
        return PublicationContext(
            publication_id=row[0],
            new_version=version,
            candidates=candidates,
            live=self.definitions.snapshot(),
            services=self.services,
            lease=1,
        )

    def create(self, component: ComponentDocument, data: Any, *, by: Principal = MEMBER, **options: Any) -> Any:
        writer = self.entries.writable_by(by)
        return json.loads(self.with_connection(lambda conn: writer.create(conn, component.key, data, **options)))

    def update(
        self, component: ComponentDocument, entry_id: int, data: Any, *, by: Principal = MEMBER, **options: Any
    ) -> Any:
        writer = self.entries.writable_by(by)
        return json.loads(
            self.with_connection(lambda conn: writer.update(conn, component.key, entry_id, data, **options))
        )

    def mark(self, component: ComponentDocument, entry_id: int, *, by: Principal = MEMBER, **options: Any) -> Any:
        writer = self.entries.writable_by(by)
        return json.loads(
            self.with_connection(lambda conn: writer.mark_for_deletion(conn, component.key, entry_id, **options))
        )

    def get(self, component: ComponentDocument, entry_id: int, *, by: Principal = MEMBER, **options: str) -> Any:
        reader = self.entries.readable_by(by)
        return json.loads(self.with_connection(lambda conn: reader.get(conn, component.key, entry_id, raw(options))))

    def list(self, component: ComponentDocument, *, by: Principal = MEMBER, **options: str) -> Any:
        reader = self.entries.readable_by(by)
        return json.loads(self.with_connection(lambda conn: reader.list(conn, component.key, raw(options))))

    def lookup(self, component: ComponentDocument, values: Mapping[str, Any], *, by: Principal = MEMBER) -> Any:
        reader = self.entries.readable_by(by)
        found = self.with_connection(lambda conn: reader.lookup(conn, component.key, values))
        return None if found is None else json.loads(found)


def raw(options: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """`filter="…"` as the parameter `$filter`."""
    return tuple((f"${name}", value) for name, value in options.items())


@contextmanager
def start_platform(folder: Path, **more: Any) -> Iterator[Platform]:
    """`more`: settings besides those of the servers."""
    databases = start_databases(folder / "databases", durable=False)
    try:
        upgrade(databases.database_owner_url)
        with psycopg.connect(databases.database_admin_url) as admin:
            # So that a test can say which of two that wait for one another finds out.
            admin.execute("GRANT SET ON PARAMETER deadlock_timeout TO aqtra_owner")
        settings = load_settings(
            data_dir=folder,
            database_url=databases.database_url,
            database_owner_url=databases.database_owner_url,
            redis_url=databases.redis_url,
            **more,
        )
        make_keys(settings)
        with asyncio.Runner() as runner:
            stack = AsyncExitStack()
            services = runner.run(stack.enter_async_context(open_services(settings)))
            try:
                platform = Platform(services, runner)
                platform.publish(document("User info", key=USER_INFO_KEY))
                platform.with_connection(lambda conn: mirror_user(conn, 1, "Member"))
                yield platform
            finally:
                runner.run(stack.aclose())
    finally:
        databases.stop()
