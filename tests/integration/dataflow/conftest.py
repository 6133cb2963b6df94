"""One data layer with a published invoice component for all tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.integration.catalogs.platform import Platform, start_platform
from tests.integration.dataflow import systems
from tests.integration.dataflow.flows import DEPARTMENT, INVOICE, department, invoice
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
def platform(tmp_path_factory: pytest.TempPathFactory, upstream: Server, secure_upstream: Server) -> Iterator[Platform]:
    ports = (upstream.server_port, secure_upstream.server_port)
    folder = tmp_path_factory.mktemp("dataflow")
    with start_platform(folder, egress_allow=("127.0.0.1",), egress_ports=ports) as running:
        running.publish(invoice(), department())
        systems.publish(running, systems.example(upstream.url), key=systems.SYSTEM)
        yield running


@pytest.fixture
def fresh(platform: Platform) -> Platform:
    """The platform without entries, their history, and runs; ids begin with 1 again."""
    for key in (INVOICE, DEPARTMENT):
        published = platform.definitions.component(key)
        assert published is not None
        platform.sql(f"TRUNCATE catalogs.{published.table.table} RESTART IDENTITY CASCADE")
    platform.sql("TRUNCATE dataflow.run, dataflow.bus_message, catalogs.change CASCADE")
    return platform
