"""An OpenID provider for tests: started, steered, and what to tell Aqtra of it."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from aqtra.embedded.tls import ensure_certificates
from tests.support.installation import free_port, process

READY_SECONDS = 30


@dataclass(frozen=True)
class OpenIdProvider:
    """A running provider. `authority` is the PEM text that its certificate is signed by."""

    issuer: str
    authority: str

    def person(self, **claims: Any) -> None:
        """Who is signed in there from now on; no twist."""
        self._control({"person": claims})

    def twist(self, **twist: Any) -> dict[str, str]:
        """How its tokens are wrong from now on; the form that its token endpoint was sent last."""
        return self._control({"twist": twist})

    def rotate(self, generation: int) -> None:
        """New keys under new names."""
        self._control({"rotate": generation})

    def settings(self, **changes: Any) -> dict[str, Any]:
        return {
            "kind": "oidc",
            "issuer": self.issuer,
            "client_id": "aqtra",
            "certificates": self.authority,
            **changes,
        }

    def _control(self, wanted: dict[str, Any]) -> dict[str, str]:
        answer = httpx.post(f"{self.issuer}/control", json=wanted, verify=False, timeout=30)
        return dict(answer.raise_for_status().json())


@contextmanager
def start_openid(folder: Path) -> Iterator[OpenIdProvider]:
    certificates = ensure_certificates(folder / "openid-tls")
    port = free_port()
    arguments = [
        *(sys.executable, "-m", "tests.support.providers.openid_server", "--port", str(port)),
        *("--certificate", str(certificates.certificate), "--key", str(certificates.key)),
    ]
    log = folder / "openid.log"
    with process(arguments, dict(os.environ), log) as child:
        issuer = f"https://127.0.0.1:{port}"
        wait_for(f"{issuer}/jwks", child, log)
        yield OpenIdProvider(issuer, certificates.authority.read_text())


def wait_for(address: str, child: Any, log: Path) -> None:
    """Until a server answers."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        with suppress(httpx.TransportError):
            if httpx.get(address, verify=False, timeout=5).is_success:
                return
        time.sleep(0.05)
    raise AssertionError(f"the server at {address} is not ready:\n{log.read_text()[-3000:]}")
