"""What a run's steps may ask for, made anew for every run and bound to its principal."""

from collections.abc import Callable
from uuid import UUID

from aqtra.dataflow.bus.service import RunBus
from aqtra.dataflow.catalog_batches import CatalogBatches
from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.context import Cancellation, Response, RunContext
from aqtra.dataflow.deferred import DeferredOperations
from aqtra.dataflow.directory import FlowDirectory
from aqtra.dataflow.file_links import AddressedLinks
from aqtra.dataflow.integrations.run_connectors import PublishedConnectors
from aqtra.dataflow.models import Limits, RunInfo
from aqtra.dataflow.nested import NestedFlows
from aqtra.dataflow.run_files import RunFiles
from aqtra.dataflow.run_notifications import RunNotifications
from aqtra.dataflow.run_scripts import JailedScripts
from aqtra.dataflow.run_templates import PublishedTemplates
from aqtra.dataflow.script_calls import ScriptCalls
from aqtra.infra.container import Services
from aqtra.infra.settings import Settings
from aqtra.metadata.documents import ComponentDocument


def limits_of(settings: Settings) -> Limits:
    """The bounds of runs of this installation."""
    return Limits(
        items=settings.flow_items,
        memory=settings.flow_memory,
        disk=settings.flow_disk,
        spread=settings.flow_spread_items,
    )


def context_of(
    services: Services,
    run: RunInfo,
    owner: ComponentDocument,
    document: Callable[[UUID], ComponentDocument | None],
    limits: Limits,
    cancellation: Cancellation,
    flows: NestedFlows,
    lasting: Services,
    outward: Services,
) -> RunContext:
    """Everything on the platform behind its port. When a step signs somebody in, each goes on as that user.

    `lasting`: where that is kept which stays whatever becomes of an atomic run. `outward`: for messages to
    people, which an atomic run hands over at its end, and a draft in earnest at once.
    """
    principal = run.principal
    scratch = services.settings.data_dir.expanduser() / "tmp"
    entries = CatalogEntries(services, principal)
    files = RunFiles(services, principal, owner.key)
    directory = FlowDirectory(services, principal, run.visit, lasting)
    connectors = PublishedConnectors(services, run.component, principal)
    file_links = AddressedLinks(services, principal)
    bus = RunBus(services, run)
    batches = CatalogBatches(services, principal)
    notifications = RunNotifications(outward, run)
    calls = ScriptCalls(services, principal, entries, files)
    scripts = JailedScripts(services, run, owner, calls, cancellation)
    ports = (entries, files, directory, flows, connectors, file_links, bus, batches, notifications, scripts)
    return RunContext(
        run=run,
        owner=owner,
        component=document,
        entries=entries,
        files=files,
        limits=limits,
        cancellation=cancellation,
        response=Response(limits.response_size),
        directory=directory,
        flows=flows,
        connectors=connectors,
        file_links=file_links,
        bus=bus,
        batches=batches,
        notifications=notifications,
        templates=PublishedTemplates(services, run),
        scripts=scripts,
        deferred=DeferredOperations(scratch),
        scratch=scratch,
        followers=tuple(port.act_as for port in ports),
    )
