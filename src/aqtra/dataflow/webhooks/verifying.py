"""Whether a delivery proves where it comes from. Pure; secrets are compared in constant time."""

import binascii
import hmac
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from aqtra.dataflow.webhooks.models import BODY, TIMESTAMP, Arrival, Proof

_LONGEST: Final = 4096
_TIME_PART: Final = "t"
_SIGNATURE_PART: Final = "v1"


class BadProof(Exception):
    """The reason, for the log of deliveries."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the headers say. Several signatures are sent while the sender changes its secret."""

    signatures: tuple[str, ...]
    timestamp: str | None = None


def verify(proof: Proof, secrets: Sequence[bytes], arrival: Arrival, now: datetime) -> bytes | None:
    """A digest of timestamp and signature, where they tell one delivery from another; else None. Raises BadProof."""
    value = arrival.header(proof.header)
    if not value or len(value) > _LONGEST:
        raise BadProof("signature_missing")
    if proof.scheme == "shared":
        # All are compared, so that the time tells nothing.
        matches = [hmac.compare_digest(value.encode(), secret) for secret in secrets]
        if not any(matches):
            raise BadProof("secret_wrong")
        return None
    shown = _parts(value) if proof.parts else _Shown((value,), _timestamp(proof, arrival))
    if proof.is_timed:
        _check_time(shown.timestamp, proof.tolerance, now)
    given = [_decoded(signature.removeprefix(proof.prefix), proof) for signature in _prefixed(shown, proof)]
    signed = _signed(proof, shown.timestamp, arrival.body)
    wanted = [hmac.digest(secret, signed, sha256) for secret in secrets]
    matches = [hmac.compare_digest(one, other) for one in given for other in wanted]
    if not any(matches):
        raise BadProof("signature_wrong")
    return sha256(signed).digest() if proof.is_timed else None


def _prefixed(shown: _Shown, proof: Proof) -> list[str]:
    return [signature for signature in shown.signatures if signature.startswith(proof.prefix)]


def _timestamp(proof: Proof, arrival: Arrival) -> str | None:
    return arrival.header(proof.timestamp_header) if proof.timestamp_header else None


def _parts(value: str) -> _Shown:
    pairs = [part.strip().partition("=") for part in value.split(",")]
    times = [text for name, _, text in pairs if name == _TIME_PART]
    signatures = tuple(text for name, _, text in pairs if name == _SIGNATURE_PART)
    return _Shown(signatures, times[0] if len(times) == 1 else None)


def _check_time(timestamp: str | None, tolerance: int, now: datetime) -> None:
    if timestamp is None or not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise BadProof("timestamp_missing")
    if abs(now.timestamp() - int(timestamp)) > tolerance:
        raise BadProof("timestamp_off")


def _signed(proof: Proof, timestamp: str | None, body: bytes) -> bytes:
    return proof.signed.removesuffix(BODY).replace(TIMESTAMP, timestamp or "").encode() + body


def _decoded(signature: str, proof: Proof) -> bytes:
    """What is no signature at all is an empty one, which is none."""
    try:
        return bytes.fromhex(signature) if proof.encoding == "hex" else b64decode(signature, validate=True)
    except (ValueError, binascii.Error):
        return b""
