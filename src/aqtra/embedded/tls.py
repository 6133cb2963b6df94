"""A certificate for this machine, signed by an authority of this instance that people can choose to trust."""

import datetime
import ipaddress
import os
import socket
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from aqtra.kernel.clock import Clock, SystemClock

AUTHORITY_DAYS = 3650
SERVER_DAYS = 397
"""Browsers refuse server certificates valid for longer than 398 days."""
RENEW_DAYS = 30
# Clocks of phones and virtual machines run behind.
BACKDATED = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Certificates:
    """PEM files. `certificate` holds the chain, the server's own first."""

    authority: Path
    certificate: Path
    key: Path


def ensure_certificates(folder: Path, names: Sequence[str] = (), clock: Clock | None = None) -> Certificates:
    """Make what is missing or ends within 30 days, or does not cover the names this machine has now.

    The authority stays the same as long as it is valid, so trust in it survives renewals.
    `names` are host names and addresses wanted besides those of this machine.
    """
    now = (clock or SystemClock()).now()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = Certificates(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    authority_key = folder / "ca.key"
    wanted = _alternative_names(names)
    if not _is_good(found.authority, authority_key, now):
        _make_authority(found.authority, authority_key, now)
        found.certificate.unlink(missing_ok=True)
    if not (_is_good(found.certificate, found.key, now) and _covers(found.certificate, wanted)):
        _make_server(found, authority_key, wanted, now)
    return found


def _make_authority(certificate: Path, key_file: Path, now: datetime.datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Aqtra"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Aqtra local authority {socket.gethostname()[:32]}"),
        ]
    )
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    builder = (
        _builder(name, name, key.public_key(), now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    _write_key(key_file, key)
    _write(certificate, builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), 0o644)


def _make_server(
    files: Certificates, authority_key: Path, names: list[x509.GeneralName], now: datetime.datetime
) -> None:
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    signer = serialization.load_pem_private_key(authority_key.read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    builder = (
        _builder(subject, authority.subject, key.public_key(), now, SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    chain = builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    _write_key(files.key, key)
    _write(files.certificate, chain + files.authority.read_bytes(), 0o644)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime.datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + datetime.timedelta(days=days))
    )


def _alternative_names(more: Sequence[str]) -> list[x509.GeneralName]:
    names = dict.fromkeys(("127.0.0.1", "::1", "localhost", socket.gethostname().lower(), *more))
    return [_general_name(name) for name in names if name]


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode())


def _is_good(certificate: Path, key_file: Path, now: datetime.datetime) -> bool:
    """Whether both files are there, belong together and stay valid long enough."""
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
    except (OSError, ValueError):
        return False
    return key.public_key() == found.public_key() and found.not_valid_after_utc - now > datetime.timedelta(
        days=RENEW_DAYS
    )


def _covers(certificate: Path, names: list[x509.GeneralName]) -> bool:
    found = x509.load_pem_x509_certificate(certificate.read_bytes())
    stated = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(names) <= set(stated)


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    encoded = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(path, encoded, 0o600)


def _write(path: Path, content: bytes, mode: int) -> None:
    """One step, so that a crash leaves the old file or the new one."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(draft).chmod(mode)
    Path(draft).replace(path)
