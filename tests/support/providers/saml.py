"""A SAML identity provider for tests: started, steered, and what to tell Aqtra of it."""

import base64
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from aqtra.embedded.tls import ensure_certificates
from tests.support.installation import free_port, process
from tests.support.providers.openid import wait_for


@dataclass(frozen=True)
class SamlProvider:
    """A running provider. `certificate` is the PEM text that verifies its assertions."""

    base: str
    certificate: str

    def person(self, subject: str, **attributes: Any) -> None:
        """Who is signed in there from now on; no twist."""
        self._control({"person": {"subject": subject, **attributes}})

    def twist(self, **twist: Any) -> None:
        self._control({"twist": twist})

    def signed_out(self) -> list[dict[str, Any]]:
        """Whom it was asked to sign out so far; no twist."""
        return list(self._control({}))

    def knows(self, metadata: str) -> None:
        """Imports what Aqtra says of itself."""
        self._control({"metadata": metadata})

    def settings(self, **changes: Any) -> dict[str, Any]:
        return {
            "kind": "saml",
            "entity_id": f"{self.base}/metadata",
            "sign_in_address": f"{self.base}/sso",
            "certificates": self.certificate,
            **changes,
        }

    def form(self, address: str) -> dict[str, str]:
        """The form that the provider has the browser post, which came by `address`."""
        page = httpx.get(address, verify=False, timeout=30).raise_for_status().text
        return {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page)}

    def _control(self, wanted: dict[str, Any]) -> Any:
        return httpx.post(f"{self.base}/control", json=wanted, verify=False, timeout=30).raise_for_status().json()


def opened(form: dict[str, str]) -> str:
    """The XML of a form's response."""
    return base64.b64decode(form["SAMLResponse"]).decode()


def closed(form: dict[str, str], xml: str) -> dict[str, str]:
    """The form with another response."""
    return {**form, "SAMLResponse": base64.b64encode(xml.encode()).decode()}


@contextmanager
def start_saml(folder: Path) -> Iterator[SamlProvider]:
    tls = ensure_certificates(folder / "saml-tls")
    signer, stranger = _signer(folder / "signer"), _signer(folder / "stranger")
    port = free_port()
    arguments = [
        *(sys.executable, "-W", "ignore", "-m", "tests.support.providers.saml_server", "--port", str(port)),
        *("--certificate", str(tls.certificate), "--key", str(tls.key)),
        *("--signer", str(signer[0]), "--signer-key", str(signer[1])),
        *("--stranger", str(stranger[0]), "--stranger-key", str(stranger[1])),
    ]
    log = folder / "saml.log"
    with process(arguments, dict(os.environ), log) as child:
        base = f"https://127.0.0.1:{port}"
        wait_for(f"{base}/ready", child, log)
        yield SamlProvider(base, signer[0].read_text())


def _signer(stem: Path) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A provider for tests")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    files = stem.with_suffix(".pem"), stem.with_suffix(".key")
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
    )
    return files
