"""The ASGI application: routers below, middleware above, background tasks beside."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from fastapi import FastAPI, WebSocket
from pydantic.json_schema import models_json_schema
from redis.asyncio import Redis
from starlette.types import ASGIApp

from aqtra import __version__
from aqtra.bulk.http import router as bulk_router
from aqtra.bulk.maintenance import sweep_jobs
from aqtra.catalogs.http import router as entries_router
from aqtra.composition import Platform, open_platform
from aqtra.custody.checkpoints import export_to_store
from aqtra.custody.http import router as custody_router
from aqtra.custody.rotation import sweep_rotations
from aqtra.dataflow.api.http import router as flow_api_router
from aqtra.dataflow.consuming.consumers import Consumers
from aqtra.dataflow.http import router as dataflow_router
from aqtra.dataflow.maintenance import sweep_runs
from aqtra.dataflow.pushdown.http import router as pushdown_router
from aqtra.dataflow.tracing.http import router as tracing_router
from aqtra.dataflow.webhooks.http import hooks as hooks_router
from aqtra.dataflow.webhooks.http import router as webhooks_router
from aqtra.files.http import downloads as downloads_router
from aqtra.files.http import links as file_links_router
from aqtra.files.http import uploads as uploads_router
from aqtra.files.orphans import ring_hourly
from aqtra.gateway import frame, operations, problems, static
from aqtra.gateway.audience import Visitor
from aqtra.gateway.feed import EntryFeed, MessageFeed
from aqtra.gateway.live import Hub, Listener
from aqtra.gateway.middleware import Address, Audited, Drain, Identify, LimitBody, Limits, Observe, ScimErrors
from aqtra.identity.audit.http import router as audit_router
from aqtra.identity.audit.keeping import keep as keep_audit
from aqtra.identity.http import account_router, viewing_router
from aqtra.identity.http import router as session_router
from aqtra.identity.maintenance import sweep_identity
from aqtra.identity.providers.http import administration as providers_router
from aqtra.identity.providers.http import router as provider_sign_in_router
from aqtra.identity.providers.http_saml_keys import router as saml_keys_router
from aqtra.identity.scim.clients import Clients
from aqtra.identity.scim.http import administration as provisioning_clients_router
from aqtra.identity.scim.http import router as scim_router
from aqtra.identity.scim.models import ProvisioningClient
from aqtra.identity.tokens.grants.http import router as grants_router
from aqtra.identity.tokens.http import router as tokens_router
from aqtra.infra.container import Services
from aqtra.infra.logging import configure_logging
from aqtra.infra.outbox import relay
from aqtra.infra.settings import Settings, get_settings, required
from aqtra.kernel.principal import Right
from aqtra.metadata.domains.hosts import NOWHERE, Hosts, hosts_of
from aqtra.metadata.domains.sign_in import sign_in_policy_of
from aqtra.metadata.publication.service import sweep_publications
from aqtra.notifications.http import router as messages_router
from aqtra.notifications.inbox import sweep_messages
from aqtra.scheduler.http import router as schedules_router
from aqtra.scheduler.keeping import keep_schedules
from aqtra.studio.http import router as studio_router
from aqtra.studio.maintenance.jobs import sweep_maintenance
from aqtra.workplace.http import router as workplace_router

log = structlog.get_logger("aqtra.gateway")

OPENAPI = "/api/v1/openapi.json"
LIVE = "/api/v1/live"
LIVE_RIGHT = Right.ANONYMOUS
# Also without a notification: a message whose ring was lost is rung again after at most this long.
RELAY_SECONDS = 2.0
# A publication or run whose worker was lost waits at most this long, and its lease, for another.
SWEEP_SECONDS = 10.0


class Api(FastAPI):
    """Describes itself with the problems that every route may answer."""

    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        (_, definitions) = models_json_schema(
            [(problems.Problem, "serialization")], ref_template="#/components/schemas/{model}"
        )
        document["components"]["schemas"] |= definitions["$defs"]
        return document


def create_app() -> ASGIApp:
    """The application as a server loads it; settings come from the environment."""
    settings = get_settings()
    configure_logging("gateway", settings.log_level)
    return build(settings)


def build(settings: Settings) -> ASGIApp:
    """The application for the given settings."""
    app = api(settings)
    known = _identify(_guarded(app, settings), app, settings)
    limited = ScimErrors(LimitBody(known, settings.body_limit))
    return Drain(Observe(Address(static.StaticFiles(limited, settings), settings)))


def api(settings: Settings) -> FastAPI:
    """The routes, without the middleware around them."""
    app = Api(
        title="Aqtra",
        version=__version__,
        openapi_url=OPENAPI,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        separate_input_output_schemas=False,
    )
    app.state.settings = settings
    app.state.hub = Hub()
    problems.install(app)
    routers = (
        session_router,
        tokens_router,
        grants_router,
        account_router,
        viewing_router,
        provider_sign_in_router,
        providers_router,
        saml_keys_router,
        provisioning_clients_router,
        scim_router,
        audit_router,
        studio_router,
        workplace_router,
        entries_router,
        downloads_router,
        file_links_router,
        uploads_router,
        bulk_router,
        custody_router,
        dataflow_router,
        flow_api_router,
        schedules_router,
        hooks_router,
        webhooks_router,
        tracing_router,
        pushdown_router,
        messages_router,
    )
    for router in routers:
        app.include_router(router)
    app.include_router(frame.router)
    app.include_router(operations.router)

    @app.websocket(LIVE)
    async def live(socket: WebSocket) -> None:
        """Pushes `version`, `publication` and `menu` messages, and `entries` for components that are watched.

        Tells an account by `session` that one of its sessions changed, and brings it its own messages: `message` for
        one behind the bell, `toast` for one that is not kept. Carries no content of entries.
        """
        await app.state.hub.serve(socket, Visitor(lambda: app.state.platform, socket))

    app.include_router(static.pages(settings))
    return app


def _guarded(app: FastAPI, settings: Settings) -> ASGIApp:
    """What knows who is asking: limits, and the record of changes."""

    def redis() -> Redis | None:
        services: Services | None = getattr(app.state, "services", None)
        return None if services is None else services.redis

    return Limits(Audited(app, lambda: app.state.services), settings, redis)


def _identify(inner: ASGIApp, app: FastAPI, settings: Settings) -> ASGIApp:
    async def domain_of(host: str) -> str:
        # What needs no database, as refusing unknown addresses, goes on before the platform is open.
        hosts: Hosts | None = getattr(app.state, "hosts", None)
        return NOWHERE if hosts is None else await hosts.domain_of(host)

    async def client_of(token: str) -> ProvisioningClient | None:
        clients: Clients = app.state.provisioning_clients
        return await clients.of_token(token)

    return Identify(inner, settings, lambda: app.state.sessions, lambda: app.state.tokens.bearers, domain_of, client_of)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    async with open_platform(settings) as platform, platform.definitions.kept_fresh():
        app.state.platform = platform
        app.state.services = platform.services
        app.state.definitions = platform.definitions
        app.state.identity = platform.identity
        app.state.sessions = platform.sessions
        app.state.tokens = platform.tokens
        app.state.provider_sign_in = platform.external.sign_in
        app.state.provider_management = platform.external.management
        app.state.saml_keys = platform.external.saml_keys
        app.state.leaving = platform.external.leaving
        app.state.provisioning = platform.external.provisioning
        app.state.provisioning_clients = platform.external.clients
        app.state.sign_in_policy = sign_in_policy_of(platform.services)
        app.state.hosts = hosts_of(platform.services)
        waiting = asyncio.Event()
        listener = Listener(
            required(settings.database_url, "database_url"),
            [_refresh(platform, waiting), app.state.hub.push],
        )
        tasks = [
            asyncio.create_task(listener.run()),
            asyncio.create_task(EntryFeed(platform.services.redis, app.state.hub.entries_touched).run()),
            asyncio.create_task(MessageFeed(platform.services, app.state.hub.message).run()),
            asyncio.create_task(_relay(platform.services, waiting)),
            asyncio.create_task(_sweep(platform.services)),
            asyncio.create_task(keep_schedules(platform.services)),
            asyncio.create_task(keep_audit(platform.services, export_to_store(settings))),
        ]
        if settings.consume:
            tasks.append(asyncio.create_task(Consumers(platform.services, platform.definitions).run()))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


def _refresh(platform: Platform, waiting: asyncio.Event) -> Any:
    async def refresh(message: dict[str, Any]) -> None:
        """Keeps this process's copies true."""
        kind = message.get("type")
        if kind in ("version", "cache", "reconnected"):
            await platform.definitions.refresh()
        if kind in ("session", "cache", "reconnected"):
            platform.sessions.forget_all()
            platform.tokens.bearers.forget_all()
        if kind in ("keys", "cache", "reconnected"):
            # A provider may be asked over the network.
            await asyncio.to_thread(platform.services.keys.refresh)
        if kind in ("menu", "cache", "reconnected"):
            hosts_of(platform.services).forget()
        if kind in ("outbox", "reconnected"):
            waiting.set()

    return refresh


async def _relay(services: Services, waiting: asyncio.Event) -> None:
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(waiting.wait(), RELAY_SECONDS)
        waiting.clear()
        try:
            while await relay(services.db, services.redis):
                pass
        except Exception:
            # Database or Redis down: the rows wait, the next round tries again.
            log.warning("outbox not relayed", exc_info=True)


async def _sweep(services: Services) -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            await sweep_publications(services)
            await sweep_maintenance(services)
            await sweep_runs(services)
            await sweep_jobs(services)
            await sweep_rotations(services)
            await ring_hourly(services)
            await sweep_identity(services)
            await sweep_messages(services)
        except Exception:
            # Database or Redis down: the rows wait, the next round tries again.
            log.warning("not swept", exc_info=True)
