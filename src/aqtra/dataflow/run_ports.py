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
from aqtra.infra.container import Services
from aqtra.metadata.documents import ComponentDocument


def context_of(
    services: Services,
    run: RunInfo,
    owner: ComponentDocument,
    document: Callable[[UUID], ComponentDocument | None],
    limits: Limits,
    cancellation: Cancellation,
    flows: NestedFlows,
) -> RunContext:
    """Everything on the platform behind its port. When a step signs somebody in, each goes on as that user."""
    principal = run.principal
    entries = CatalogEntries(services, principal)
    files = RunFiles(services, principal, owner.key)
    directory = FlowDirectory(services, principal, run.visit)
    connectors = PublishedConnectors(services, run.component, principal)
    file_links = AddressedLinks(services, principal)
    bus = RunBus(services, run)
    batches = CatalogBatches(services, principal)
    ports = (entries, files, directory, flows, connectors, file_links, bus, batches)
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
        deferred=DeferredOperations(services.settings.data_dir.expanduser() / "tmp"),
        followers=tuple(port.act_as for port in ports),
    )
