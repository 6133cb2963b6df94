"""The local authority and the server's certificate."""

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from aqtra.embedded.tls import RENEW_DAYS, SERVER_DAYS, ensure_certificates


class FixedClock:
    """Stands still."""

    def __init__(self, days: int = 0) -> None:
        self._now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days)

    def now(self) -> datetime:
        return self._now


def names_of(certificate: Path) -> set[str]:
    found = x509.load_pem_x509_certificate(certificate.read_bytes())
    stated = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(name.value) for name in stated}


def test_the_certificate_names_this_machine_and_what_was_asked_for(tmp_path: Path) -> None:
    made = ensure_certificates(tmp_path, ["aqtra.example", "10.1.2.3"])
    assert {"127.0.0.1", "::1", "localhost", "aqtra.example", "10.1.2.3"} <= names_of(made.certificate)


def test_the_chain_verifies_against_the_authority(tmp_path: Path) -> None:
    made = ensure_certificates(tmp_path)
    server, authority = x509.load_pem_x509_certificates(made.certificate.read_bytes())
    server.verify_directly_issued_by(authority)
    assert authority == x509.load_pem_x509_certificate(made.authority.read_bytes())
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(made.certificate, made.key)


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    made = ensure_certificates(tmp_path)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (made.key, tmp_path / "ca.key")} == {0o600}


def test_nothing_changes_while_all_is_good(tmp_path: Path) -> None:
    before = ensure_certificates(tmp_path, clock=FixedClock()).certificate.read_bytes()
    assert ensure_certificates(tmp_path, clock=FixedClock(1)).certificate.read_bytes() == before


@pytest.mark.parametrize(("names", "days"), [([], SERVER_DAYS - RENEW_DAYS + 1), (["new.example"], 1)])
def test_a_certificate_is_renewed_in_time_and_the_authority_stays(tmp_path: Path, names: list[str], days: int) -> None:
    first = ensure_certificates(tmp_path, clock=FixedClock())
    authority, certificate = first.authority.read_bytes(), first.certificate.read_bytes()
    second = ensure_certificates(tmp_path, names, FixedClock(days))
    assert second.authority.read_bytes() == authority
    assert second.certificate.read_bytes() != certificate


def test_a_damaged_key_is_replaced_with_its_certificate(tmp_path: Path) -> None:
    made = ensure_certificates(tmp_path)
    made.key.write_text("damaged")
    made = ensure_certificates(tmp_path)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(made.certificate, made.key)
