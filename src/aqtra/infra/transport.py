"""What leaves this machine goes over TLS 1.3, to a server whose certificate was checked. Loopback is free."""

import ipaddress
import os
import ssl
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

TLS: Final = "TLSv1.3"


def is_local(host: str) -> bool:
    """Whether a host is this machine by its name or number alone: nobody in between can read what goes there."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def client_context(authority: Path | None = None) -> ssl.SSLContext:
    """For connections to other servers: TLS 1.3, certificate and name checked; `authority`: a file of trusted ones."""
    context = ssl.create_default_context(cafile=None if authority is None else str(authority))
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def database_address(address: str) -> str:
    """The address with the least version of TLS in it. Raises ValueError when it would go in the clear."""
    try:
        words = conninfo_to_dict(address)
    except psycopg.Error:
        raise ValueError("it is no address of a PostgreSQL") from None
    if "service" in words or "PGSERVICE" in os.environ:
        raise ValueError("name host and mode of TLS in the address, not in a service file")
    mode = words.get("sslmode")
    hosts = _hosts(words)
    if not all(map(is_local, hosts)) and mode != "verify-full":
        raise ValueError(f"{_first_remote(hosts)} is another machine: add sslmode=verify-full, and sslrootcert")
    if mode in (None, "disable"):
        return address
    if words.get("ssl_min_protocol_version", TLS) != TLS:
        raise ValueError(f"ssl_min_protocol_version must be {TLS}")
    if "://" not in address:
        return make_conninfo(address, ssl_min_protocol_version=TLS)
    if "ssl_min_protocol_version" in words:
        return address
    # It stays an address, which others than libpq read too.
    return f"{address}{'&' if '?' in address else '?'}ssl_min_protocol_version={TLS}"


def _hosts(words: dict[str, Any]) -> list[str]:
    # libpq connects to hostaddr when both are given, and looks into the environment when neither is.
    named = words.get("hostaddr") or words.get("host")
    if named is None:
        named = os.environ.get("PGHOSTADDR") or os.environ.get("PGHOST", "")
    return str(named).split(",")


def _first_remote(hosts: list[str]) -> str:
    return next(host for host in hosts if not is_local(host))


def redis_address(address: str) -> str:
    """The address as it is. Raises ValueError when it would go in the clear, or to a server that is not checked."""
    url = urlsplit(address)
    if url.scheme not in ("unix", "redis", "rediss"):
        raise ValueError("it begins with neither unix://, redis:// nor rediss://")
    if url.scheme == "redis" and not is_local(url.hostname or ""):
        raise ValueError(f"{url.hostname} is another machine: write rediss://")
    if url.scheme == "rediss":
        options = parse_qs(url.query)
        if unknown := options.keys() - {"db", "ssl_ca_certs"}:
            raise ValueError(f"{sorted(unknown)[0]} may not stand in it; ssl_ca_certs names trusted authorities")
    return address


def redis_options(address: str) -> dict[str, Any]:
    """What a Redis client needs besides the address."""
    if not address.startswith("rediss://"):
        return {}
    options: dict[str, Any] = {
        "ssl_cert_reqs": ssl.CERT_REQUIRED,
        "ssl_check_hostname": True,
        "ssl_min_version": ssl.TLSVersion.TLSv1_3,
    }
    if authority := parse_qs(urlsplit(address).query).get("ssl_ca_certs"):
        options["ssl_ca_certs"] = authority[0]
    return options


def require_https(address: str) -> str:
    """An address of HTTP. Raises ValueError unless it is https, or leads to this machine."""
    url = urlsplit(address)
    if url.scheme == "https" or (url.scheme == "http" and is_local(url.hostname or "")):
        return address
    raise ValueError("it is another machine: write https://")
