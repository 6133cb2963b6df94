"""A caller for each test, on a server that has forgotten the last one."""

import pytest

from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.integrations.calling import Calling
from tests.support.upstream import Server


@pytest.fixture
def calling(platform: Platform, upstream: Server) -> Calling:
    upstream.state.forget()
    platform.run(platform.services.redis.flushdb())
    return Calling(platform, upstream)


@pytest.fixture(scope="session")
def authority(secure_upstream: Server) -> str:
    """The certificate of the authority behind the server with TLS, as PEM."""
    assert secure_upstream.authority is not None
    return secure_upstream.authority.read_text()
