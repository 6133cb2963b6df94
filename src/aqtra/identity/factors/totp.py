"""One-time codes of an authenticator app (RFC 6238): which step a code belongs to, and the picture to scan."""

import hmac
from datetime import datetime
from io import BytesIO

import pyotp
import segno

SECONDS = 30
# Clocks of phones differ by a step at most.
NEIGHBOURS = (0, -1, 1)


def new_secret() -> str:
    return pyotp.random_base32()


def accepted_step(secret: str, code: str, now: datetime, last_step: int | None) -> int | None:
    """The step whose code this is, among now and its neighbours and after the last one used; None: refused."""
    totp, current = pyotp.TOTP(secret, interval=SECONDS), int(now.timestamp()) // SECONDS
    fits = [
        step
        for step in (current + neighbour for neighbour in NEIGHBOURS)
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode())
    ]
    return next((step for step in fits if last_step is None or step > last_step), None)


def uri(secret: str, user_name: str, issuer: str) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=user_name, issuer_name=issuer)


def picture(text: str) -> str:
    """A QR code as SVG, dark on light in every theme: readers want it so."""
    out = BytesIO()
    segno.make(text, error="m").save(out, kind="svg", scale=4, border=3, dark="#111", light="#fff", xmldecl=False)
    return out.getvalue().decode()
