"""The gateway speaks TLS 1.3 and refuses what came before it; `embedded/test_up` asks whatever else listens."""

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from aqtra.embedded.tls import ensure_certificates
from tests.support.handshakes import ALERTS, OLD, SUITES, only, spoken
from tests.support.installation import Installation


@pytest.fixture
def gateway(installation: Installation) -> tuple[str, int]:
    return "127.0.0.1", urlsplit(installation.base_url).port or 443


@pytest.mark.parametrize("version", OLD, ids=lambda version: version.name)
def test_an_old_version_is_refused_by_an_alert(gateway: tuple[str, int], version: ssl.TLSVersion) -> None:
    found = spoken(gateway, version)
    assert found.version is None
    assert found.refused in ALERTS


def test_the_present_version_is_spoken_with_its_suites(gateway: tuple[str, int]) -> None:
    found = spoken(gateway, ssl.TLSVersion.TLSv1_3)
    assert found.version == "TLSv1.3"
    assert found.suite in SUITES


@pytest.fixture
def lenient(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, int]]:
    """A server that speaks the version that the test is about, and nothing else."""
    certificates = ensure_certificates(tmp_path)
    context = only(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), request.param)
    context.load_cert_chain(certificates.certificate, certificates.key)

    def serve(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with context.wrap_socket(connection, server_side=True) as secure:
            secure.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        yield listening.getsockname()
        thread.join()


@pytest.mark.parametrize(
    ("lenient", "version"), [(version, version) for version in OLD], indirect=["lenient"], ids=lambda v: v.name
)
def test_the_probe_really_offers_old_versions(lenient: tuple[str, int], version: ssl.TLSVersion) -> None:
    assert spoken(lenient, version).version == version.name.replace("_", ".")
