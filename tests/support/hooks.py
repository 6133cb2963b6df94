"""What senders of webhooks do: sign in the ways that are common."""

import hmac
from hashlib import sha256


def signature(secret: str, signed: bytes) -> str:
    """As hexadecimal text."""
    return hmac.digest(secret.encode(), signed, sha256).hex()


def github(secret: str, body: bytes, delivery: str | None = None) -> dict[str, str]:
    headers = {"x-hub-signature-256": f"sha256={signature(secret, body)}"}
    return headers if delivery is None else {**headers, "x-github-delivery": delivery}


def stripe(secret: str, body: bytes, at: int) -> dict[str, str]:
    return {"stripe-signature": f"t={at},v1={signature(secret, str(at).encode() + b'.' + body)},v0=old"}


def slack(secret: str, body: bytes, at: int) -> dict[str, str]:
    signed = b"v0:" + str(at).encode() + b":" + body
    return {"x-slack-request-timestamp": str(at), "x-slack-signature": f"v0={signature(secret, signed)}"}
