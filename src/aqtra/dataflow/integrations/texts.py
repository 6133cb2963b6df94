"""Texts of systems and what they may hold: addresses, headers, paths, certificates, schemas."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

import orjson
from cryptography.x509 import load_pem_x509_certificates
from pydantic import AfterValidator, StringConstraints

from aqtra.dataflow.integrations import limits

_TOKEN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_FRAMING: Final = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect"}
    | {"accept-encoding", "keep-alive", "proxy-authorization", "proxy-connection"}
)
"""Headers that belong to the transport: setting them would send another request than the one that is meant."""
_PATH: Final = re.compile(r"/[^\s?#\\]*")
PLACEHOLDER: Final = re.compile(r"\{([^{}/]+)\}")


def _address(address: str) -> str:
    parts = urlsplit(address)
    _ = parts.port
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("an address such as https://api.example.org is needed, without user name and password")
    if parts.query or parts.fragment:
        raise ValueError("the address must end with its path")
    return address


def header_name(name: str) -> str:
    if not _TOKEN.fullmatch(name) or name.lower() in _FRAMING:
        raise ValueError(f"{name[:50]} cannot be set as a header")
    return name


def one_line(text: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError("a header is one line")
    return text


def _path(path: str) -> str:
    if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise ValueError("a path begins with / and has neither a query nor steps upwards")
    return path


def _certificates(text: str) -> str:
    if text and not load_pem_x509_certificates(text.encode()):
        raise ValueError("no certificate in PEM format")
    return text


def _small(schema: dict[str, Any]) -> dict[str, Any]:
    if len(orjson.dumps(schema)) > limits.SCHEMA_SIZE:
        raise ValueError(f"a schema has at most {limits.SCHEMA_SIZE} bytes")
    return schema


def distinct(what: str, names: Iterable[str]) -> None:
    """Raises ValueError when two are the same."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two of the {what}s are called {name[:50]}")
        seen.add(name)


Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(max_length=2000)]
Address = Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True), AfterValidator(_address)]
HeaderName = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(header_name)]
HeaderValue = Annotated[str, StringConstraints(max_length=4000), AfterValidator(one_line)]
Path = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_path)]
Schema = Annotated[dict[str, Any], AfterValidator(_small)]
Certificates = Annotated[
    str, StringConstraints(max_length=50_000, strip_whitespace=True), AfterValidator(_certificates)
]
