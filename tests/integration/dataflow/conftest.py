"""One data layer with a published invoice component for all tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.integration.catalogs.platform import Platform, start_platform
from tests.integration.dataflow import systems, templates
from tests.integration.dataflow.consuming.ledger import Ledger
from tests.integration.dataflow.flows import DEPARTMENT, INVOICE, department, invoice
from tests.support.brokers import KINDS, Broker, brokers
from tests.support.ports import free_port
from tests.support.upstream import Server, serving


@pytest.fixture(scope="session")
def upstream() -> Iterator[Server]:
    """Another system, that flows call."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def secure_upstream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same over TLS, with a certificate that only its own authority vouches for."""
    with serving(tmp_path_factory.mktemp("certificates")) as server:
        yield server


@pytest.fixture(scope="session")
def ledger() -> Iterator[Ledger]:
    """One that counts what it is told."""
    with Ledger() as server:
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def broker_ports() -> dict[str, int]:
    """Where brokers will be, should a test need them: what may be called is settled when the platform starts."""
    return {kind.kind: free_port() for kind in KINDS}


@pytest.fixture(scope="session")
def running_brokers(
    tmp_path_factory: pytest.TempPathFactory, broker_ports: dict[str, int]
) -> Iterator[dict[str, Broker]]:
    with brokers(tmp_path_factory.mktemp("brokers"), broker_ports) as started:
        yield started


@pytest.fixture(scope="session")
def platform(
    tmp_path_factory: pytest.TempPathFactory,
    upstream: Server,
    secure_upstream: Server,
    ledger: Ledger,
    broker_ports: dict[str, int],
) -> Iterator[Platform]:
    ports = (upstream.server_port, secure_upstream.server_port, ledger.server_port, *broker_ports.values())
    folder = tmp_path_factory.mktemp("dataflow")
    with start_platform(folder, egress_allow=("127.0.0.1",), egress_ports=ports) as running:
        running.publish(invoice(), department())
        systems.publish(running, systems.example(upstream.url), key=systems.SYSTEM)
        templates.publish(running, templates.example(), key=templates.EXAMPLE)
        yield running


@pytest.fixture
def fresh(platform: Platform) -> Platform:
    """The platform without entries, their history, and runs; ids begin with 1 again."""
    cleared(platform)
    return platform


def cleared(platform: Platform) -> None:
    for key in (INVOICE, DEPARTMENT):
        published = platform.definitions.component(key)
        assert published is not None
        platform.sql(f"TRUNCATE catalogs.{published.table.table} RESTART IDENTITY CASCADE")
    platform.sql(
        "TRUNCATE dataflow.run, dataflow.bus_message, dataflow.message_letter, dataflow.webhook, scheduler.schedule, "
        "scheduler.hand, catalogs.change, notification.message, notification.push, notification.smtp, identity.mail, "
        "identity.mail_body CASCADE"
    )
